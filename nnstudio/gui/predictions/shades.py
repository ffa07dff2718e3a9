"""Colours between two colours, and text that can be read on them."""

from __future__ import annotations

from PySide6.QtGui import QColor

from nnstudio.gui.theme import Theme


def mix(ground: str, ink: str, share: float) -> QColor:
    """``ground`` at 0, ``ink`` at 1, evenly between."""
    low, high = QColor(ground), QColor(ink)
    parts = zip(low.getRgb()[:3], high.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def text_on(ground: QColor, theme: Theme) -> QColor:
    """The theme's text or field colour, whichever stands out more."""
    return max(QColor(theme.text), QColor(theme.field), key=lambda shade: _contrast(shade, ground))


def _contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio, WCAG 2.1."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(shade: QColor) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
