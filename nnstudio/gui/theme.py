"""Colours: one light and one dark theme, and how Qt is told.

Class colours are Okabe and Ito's palette ("Color Universal Design", 2008), which people with any of the
common colour-vision deficiencies can tell apart, darkened or lightened to the ground. Category colours, of
which there are more, are as far from each other as could be found under each of these deficiencies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from nnstudio.catalogue.entries import Category
from nnstudio.resources import resource


@dataclass(frozen=True)
class Theme:
    """Colours as "#rrggbb". ground: behind panels; panel: of panels; field: of inputs and plots."""

    name: str
    ground: str
    panel: str
    field: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    warning: str
    bad: str
    train: str
    validation: str
    categories: Mapping[Category, str]
    classes: tuple[str, ...]

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    def color(self, hex_color: str, alpha: int = 255) -> QColor:
        shade = QColor(hex_color)
        shade.setAlpha(alpha)
        return shade


LIGHT = Theme(
    name="light",
    ground="#eef0f3",
    panel="#f8f9fb",
    field="#ffffff",
    border="#d3d8e0",
    text="#1c2330",
    muted="#5d6879",
    accent="#1f62d0",
    on_accent="#ffffff",
    good="#00795a",
    warning="#a05a00",
    bad="#c03221",
    train="#1f62d0",
    validation="#d55e00",
    categories={
        Category.CORE: "#0559c8",
        Category.CONVOLUTION: "#1a7b4b",
        Category.POOLING: "#26ad8f",
        Category.RECURRENT: "#8d519b",
        Category.ATTENTION: "#761800",
        Category.NORMALIZATION: "#a381e1",
        Category.REGULARIZATION: "#b44700",
        Category.RESHAPING: "#7a9bb5",
        Category.MERGING: "#5a1f78",
        Category.ACTIVATION: "#c39200",
        Category.AUGMENTATION: "#0e4852",
        Category.PREPROCESSING: "#d70442",
    },
    classes=(
        "#0072b2",
        "#d55e00",
        "#009e73",
        "#cc79a7",
        "#b8860b",
        "#56b4e9",
        "#6a51a3",
        "#8c564b",
        "#4d4d4d",
        "#7fa01f",
    ),
)

DARK = Theme(
    name="dark",
    ground="#15181e",
    panel="#1d2129",
    field="#12151a",
    border="#343b47",
    text="#e6e9ef",
    muted="#97a1b1",
    accent="#5b9cff",
    on_accent="#0b1220",
    good="#3ec79a",
    warning="#f0a94a",
    bad="#ff7765",
    train="#5b9cff",
    validation="#ff9a4d",
    categories={
        Category.CORE: "#579dfe",
        Category.CONVOLUTION: "#009169",
        Category.POOLING: "#88d9bb",
        Category.RECURRENT: "#9c6ba4",
        Category.ATTENTION: "#c56639",
        Category.NORMALIZATION: "#aeb9ff",
        Category.REGULARIZATION: "#f79d60",
        Category.RESHAPING: "#b6a2c0",
        Category.MERGING: "#c04dc9",
        Category.ACTIVATION: "#e0ba33",
        Category.AUGMENTATION: "#6ef2ff",
        Category.PREPROCESSING: "#ff5f84",
    },
    classes=(
        "#4aa3df",
        "#ff8a3c",
        "#2fc79a",
        "#e79ac4",
        "#e8c547",
        "#8fd0f5",
        "#a996e0",
        "#c98f82",
        "#b9bec7",
        "#a9cc4d",
    ),
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Fusion with the theme's palette; a palette works where the platform ignores colour schemes."""
    # Without this, a widget under a style sheet hears nothing of a new text size.
    app.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    app.setStyle("Fusion")
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.panel,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.field,
        QPalette.ColorRole.AlternateBase: theme.panel,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.bad,
        QPalette.ColorRole.ToolTipBase: theme.field,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.Midlight: theme.border,
        QPalette.ColorRole.Light: theme.field,
        QPalette.ColorRole.Dark: theme.border,
    }
    for role, shade in roles.items():
        palette.setColor(role, QColor(shade))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color(theme.muted, 140))
    app.setPalette(palette)
    app.setStyleSheet(_check_boxes(theme))


def _check_boxes(theme: Theme) -> str:
    """Fusion derives the frame of a check box from the ground, which on a dark one cannot be seen."""
    tick = resource("icons", f"tick-{theme.name}.svg").as_posix()
    box = f"width: 14px; height: 14px; border: 1px solid {theme.muted}; border-radius: 3px;"
    return (
        f"QCheckBox::indicator {{ {box} background: {theme.field}; }}"
        f"QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border-color: {theme.accent}; }}"
        f"QCheckBox::indicator:checked {{ border-color: {theme.accent}; background: {theme.accent};"
        f' image: url("{tick}"); }}'
        f"QCheckBox::indicator:disabled {{ border-color: {theme.border}; background: {theme.panel}; }}"
        f"QCheckBox::indicator:checked:disabled {{ background: {theme.border}; }}"
    )
