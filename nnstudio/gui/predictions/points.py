"""Points on a plane: what the network makes of every place, and the points it learns from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Examples, Scale
from nnstudio.design.facts import Task
from nnstudio.figures import figure
from nnstudio.gui.plots.setup import color_plot, plot_widget, small_font
from nnstudio.gui.predictions.answers import accuracy, class_answers, class_shares, percent
from nnstudio.gui.predictions.captioned import CaptionedView
from nnstudio.gui.predictions.legend import Dot, Key, Legend, Range
from nnstudio.gui.predictions.surface_colors import (
    class_color,
    class_surface,
    value_colors,
    value_scale,
    value_surface,
)
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import name_axis
from nnstudio.i18n import _, grouped, ngettext
from nnstudio.protocol.events import Floats, Sampled

_SIZES: Final = ((150, 9.0), (400, 7.5), (1_000, 6.0))  # up to how many points, their diameter in pixels
_SMALLEST: Final = 5.0
_WIDEST_NAME: Final = 200  # pixels, of an axis
_SHADES: Final = 20  # of a value's colour either side of 0: pyqtgraph draws each kind of point once


class PointsView(CaptionedView):
    """The answers as a coloured plane; training points are plain dots, validation points are ringed.

    The plane is drawn in the points' own coordinates, however the data are scaled.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._plot = plot_widget(theme, grid=False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.getPlotItem().layout.setContentsMargins(0, _Square.REST, _Square.REST, 0)
        self._surface = _Smooth(axisOrder="row-major")
        self._surface.setZValue(-10)
        self._train = pg.ScatterPlotItem()
        self._shown = pg.ScatterPlotItem()
        for item in (self._surface, self._train, self._shown):
            self._plot.addItem(item)
        self._legend = Legend(theme)
        self._square = _Square(self._plot)
        self.column.addWidget(self._legend)
        self.column.addWidget(self._square, 1)
        self.recolor()

    def recolor(self) -> None:
        color_plot(self._plot, self.theme)
        self._plot.setBackground(QColor(self.theme.panel))
        self._plot.getViewBox().setBackgroundColor(QColor(self.theme.field))
        self._plot.getAxis("left").setWidth(self._square.left)
        self._plot.getAxis("bottom").setHeight(_Square.BOTTOM)

    def draw_data(self, preview: Preview) -> None:
        x_min, x_max, y_min, y_max = self.extent(preview)
        self._name_axes(preview.facts.features)
        self._square.set_left(self._width_of((y_min, y_max)))
        self._plot.getAxis("left").setWidth(self._square.left)
        self._plot.setRange(xRange=(x_min, x_max), yRange=(y_min, y_max), padding=0)
        self._draw_points(self._train, preview, preview.train, ring=False)
        shown = preview.shown if preview.shown_is_validation else None
        self._draw_points(self._shown, preview, shown, ring=True)
        self._legend.show_keys(self._keys(preview), self.theme)
        self.setAccessibleName(_("Predictions over the plane"))

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        self._surface.setVisible(sampled is not None and sampled.surface is not None)
        if sampled is None:
            return _("Press Train to see what the network makes of the plane.")
        if sampled.surface is not None:
            self._surface.setImage(self._pixels(preview, sampled.surface), autoLevels=False)
            self._surface.setRect(_around(self.extent(preview), sampled.surface.shape[0]))
        said = _in_words(preview, sampled.outputs)
        self.setAccessibleDescription(said)
        return said

    def extent(self, preview: Preview) -> tuple[float, float, float, float]:
        """Of the plane that is drawn: (x_min, x_max, y_min, y_max)."""
        assert preview.extent is not None
        corners = _places(preview, np.array(preview.extent, np.float32).reshape(2, 2).T)
        return (*corners[:, 0].tolist(), *corners[:, 1].tolist())

    def _name_axes(self, names: Sequence[str]) -> None:
        metrics = QFontMetrics(small_font(self.font()))
        for side, name in zip(("bottom", "left"), names, strict=True):
            shown = metrics.elidedText(_(name), Qt.TextElideMode.ElideRight, _WIDEST_NAME)
            name_axis(self._plot, side, shown)

    def _width_of(self, values: Sequence[float]) -> int:
        """Pixels that an axis with such numbers takes."""
        font = small_font(self.font())
        return 26 + max(QFontMetrics(font).horizontalAdvance(f"{value:.5g}") for value in values)

    def _pixels(self, preview: Preview, surface: Floats) -> NDArray[np.uint8]:
        """(side, side, 3), the first row lowest, as pyqtgraph has y upwards."""
        if preview.facts.task is Task.CLASSIFICATION:
            side = len(surface)
            shares = class_shares(surface.reshape(side * side, -1), preview.facts)
            return class_surface(shares.reshape(side, side, -1), self.theme)
        values = _original(preview.target_scale, surface[..., 0])
        span = _span(preview)
        return value_surface(values - span.middle, span.half, self.theme)

    def _draw_points(self, item: Any, preview: Preview, part: Examples | None, ring: bool) -> None:
        if part is None or not len(part):
            item.clear()
            return
        pen = pg.mkPen(self.theme.text, width=1.3) if ring else pg.mkPen(self.theme.field, width=0.8)
        if not ring and part.labels is None:  # values near 0 have the colour of the field
            pen = pg.mkPen(self.theme.muted, width=0.8)
        item.setData(
            pos=_places(preview, part.inputs),
            size=point_size(len(preview.train) + len(preview.shown)) + (1.0 if ring else 0.0),
            brush=self._brushes(preview, part),
            pen=pen,
        )

    def _brushes(self, preview: Preview, part: Examples) -> list[QBrush]:
        """One for each point, shared between points of the same colour."""
        if part.labels is not None:
            of_class = [QBrush(class_color(at, self.theme)) for at in range(len(preview.facts.classes))]
            return [of_class[label] for label in part.labels.tolist()]
        values = _original(preview.target_scale, part.targets[:, 0].astype(np.float32))
        span = _span(preview)
        stepped = np.round(_SHADES * (values - span.middle) / span.half) / _SHADES
        colors = value_colors(stepped.astype(np.float32), 1.0, self.theme).tolist()
        brushes = {tuple(color): QBrush(QColor(*color)) for color in colors}
        return [brushes[tuple(color)] for color in colors]

    def _keys(self, preview: Preview) -> list[Key]:
        theme, facts = self.theme, preview.facts
        keys: list[Key] = [Dot(_(name), class_color(at, theme)) for at, name in enumerate(facts.classes)]
        if facts.task is Task.REGRESSION:
            span = _span(preview)
            ends = (figure(span.middle - span.half), figure(span.middle + span.half))
            colors = tuple(QColor(*color) for color in value_scale(theme)[::15].tolist())
            keys.append(Range("", *ends, colors))
        neutral = QColor(theme.muted)
        keys.append(Dot(_("training"), neutral))
        if preview.shown_is_validation:
            keys.append(Dot(_("validation"), neutral, QColor(theme.text)))
        return keys


class _Smooth(pg.ImageItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An image whose pixels flow into each other, as the function between its samples does."""

    def paint(self, painter: QPainter, *arguments: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *arguments)


class _Square(QWidget):
    """Keeps the field of a plot square, as large as there is room, at the top."""

    _LEFT: Final = 46  # of the plot, beside and under its field
    BOTTOM: Final = 40
    REST: Final = 12  # its margin to the right and above, so that the last numbers fit

    def __init__(self, plot: QWidget) -> None:
        super().__init__()
        self._plot = plot
        self.left = self._LEFT
        plot.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 140)

    def sizeHint(self) -> QSize:
        return QSize(360, 360)

    def set_left(self, width: int) -> None:
        """At least so many pixels for the numbers beside the field."""
        self.left = max(self._LEFT, width)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        beside, under = self.left + self.REST, self.BOTTOM + self.REST
        side = min(self.width() - beside, self.height() - under)
        wide, high = side + beside, side + under
        self._plot.setGeometry((self.width() - wide) // 2, 0, wide, high)


def _around(extent: tuple[float, float, float, float], side: int) -> QRectF:
    """The rectangle of an image whose outermost pixels have their centres on the extent's border."""
    x_min, x_max, y_min, y_max = extent
    x_step, y_step = (x_max - x_min) / max(1, side - 1), (y_max - y_min) / max(1, side - 1)
    return QRectF(x_min - x_step / 2, y_min - y_step / 2, x_step * side, y_step * side)


def _original(scale: Scale, values: Floats) -> Floats:
    """The first quantity in its own unit."""
    original: Floats = (values * scale.factor[0] + scale.offset[0]).astype(np.float32)
    return original


def _places(preview: Preview, inputs: Floats) -> Floats:
    """(n, 2) in the points' own coordinates."""
    scale = preview.input_scale
    original: Floats = (inputs[:, :2] * scale.factor + scale.offset).astype(np.float32)
    return original


@dataclass(frozen=True)
class _Span:
    """Values that the colours reach over, from middle - half to middle + half; half is above 0."""

    middle: float
    half: float


def _span(preview: Preview) -> _Span:
    """Of the training values: as far below 0 as above it where they are on both sides, else their range."""
    values = _original(preview.target_scale, preview.train.targets[:, 0].astype(np.float32))
    low, high = float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
    if low <= 0 <= high or low > high:
        return _Span(0.0, float(np.abs(values).max(initial=0.0)) or 1.0)
    return _Span((low + high) / 2, (high - low) / 2 or 1.0)


def point_size(count: int) -> float:
    """The diameter of each of so many points, in pixels."""
    return next((size for most, size in _SIZES if count <= most), _SMALLEST)


def _in_words(preview: Preview, outputs: Floats) -> str:
    count = len(preview.shown)
    if preview.facts.task is Task.CLASSIFICATION:
        assert preview.shown.labels is not None
        share = percent(accuracy(class_answers(outputs, preview.facts), preview.shown.labels))
        text = (
            ngettext(
                "Right on {share} of {count} validation point",
                "Right on {share} of {count} validation points",
                count,
            )
            if preview.shown_is_validation
            else ngettext(
                "Right on {share} of {count} training point",
                "Right on {share} of {count} training points",
                count,
            )
        )
        return text.format(share=share, count=grouped(count))
    apart = (outputs - preview.shown.targets) * preview.target_scale.factor
    text = (
        ngettext(
            "Mean absolute error {error} on {count} validation point",
            "Mean absolute error {error} on {count} validation points",
            count,
        )
        if preview.shown_is_validation
        else ngettext(
            "Mean absolute error {error} on {count} training point",
            "Mean absolute error {error} on {count} training points",
            count,
        )
    )
    return text.format(error=figure(float(np.abs(apart).mean())), count=grouped(count))
