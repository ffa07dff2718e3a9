"""Points that a person places on the plane, and what a network makes of it."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from nnstudio.catalogue.placed import Point, points_of, value_of
from nnstudio.data import source_of
from nnstudio.data.drawn_points import PLACED
from nnstudio.data.prepared import Preview
from nnstudio.data.sources import source_params
from nnstudio.design.model import DataChoice
from nnstudio.design.placing import ERASER, Stroke, full_text
from nnstudio.errors import UserError
from nnstudio.gui.predictions.brush_bar import BrushBar
from nnstudio.gui.predictions.legend import Key
from nnstudio.gui.predictions.plane_hand import PlaneHand
from nnstudio.gui.predictions.points import PointsView, point_size
from nnstudio.gui.predictions.surface_colors import class_color
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Sampled

_EXTENT: Final = (-PLACED.half, PLACED.half, -PLACED.half, PLACED.half)


class DrawnPointsView(PointsView):
    """placed: all points after an edit, as their parameter holds them, and what undo calls it.

    The plane is drawn in the points' own coordinates, however the data are scaled. The colours stay when
    points are placed on them: one sees at once whether the network would have been right.
    """

    placed = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._points: list[Point] = []
        self._choice: DataChoice | None = None
        self._stroke: Stroke | None = None
        super().__init__(theme, parent)
        self.bar = BrushBar(theme)
        self.column.insertWidget(1, self.bar)
        self.hand = PlaneHand(self._plot, PLACED.half)
        self._plot.setRange(xRange=_EXTENT[:2], yRange=_EXTENT[2:], padding=0)
        self._plot.setAccessibleName(_("The plane, to place points on"))
        self._plot.setAccessibleDescription(
            _("Arrow keys move the cross, Space places a point, Delete erases, digits choose a class.")
        )
        self._wire()
        self.recolor()

    def _wire(self) -> None:
        self.hand.pressed.connect(self._on_hand_pressed)
        self.hand.moved.connect(self._on_hand_moved)
        self.hand.released.connect(self._on_hand_released)
        self.hand.erased_at.connect(self._on_hand_erased_at)
        self.hand.class_chosen.connect(self.bar.choose)
        self.bar.cleared.connect(self._on_bar_cleared)

    def show_choice(self, choice: DataChoice) -> None:
        """The points as the design has them, at once; a preview of them follows."""
        if choice == self._choice:
            return
        self._choice = choice
        self._stroke = None
        try:
            self._points = list(points_of(source_params(choice)[PLACED.name]))
        except UserError:  # the data panel says what is wrong
            self._points = []
        self.bar.show_classes([_(name) for name in source_of(choice).classes])
        self._show_points()
        if self.preview is None or self.preview.choice != choice:
            self.caption.setText(_what_to_do(choice))

    def forget(self) -> None:
        """Another design: the colours are not its network's."""
        self._surface.setVisible(False)

    def show_samples(self, sampled: Sampled | None) -> None:
        if sampled is not None or self._choice is None or self.preview is None:
            super().show_samples(sampled)

    def recolor(self) -> None:
        super().recolor()
        if hasattr(self, "bar"):
            self.bar.set_theme(self.theme)
            self.hand.set_theme(self.theme)

    def draw_data(self, preview: Preview) -> None:
        was = self._surface.isVisible()
        super().draw_data(preview)
        self._plot.setRange(xRange=_EXTENT[:2], yRange=_EXTENT[2:], padding=0)
        self._surface.setVisible(was)
        self._show_points()

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        was = self._surface.isVisible()
        said = super().draw_answers(preview, sampled)
        if sampled is None:
            self._surface.setVisible(was)
            return _("Click points into the plane, drag to spray them. Press Train to see who learns what.")
        return said

    def extent(self, preview: Preview) -> tuple[float, float, float, float]:
        return _EXTENT

    def _keys(self, preview: Preview) -> list[Key]:
        return super()._keys(preview)[len(preview.facts.classes) :]  # the bar names the classes

    def _show_points(self) -> None:
        """Every point as it stands; those of the validation part are ringed once they are dealt."""
        points = self._points if self._stroke is None else self._stroke.points
        self._shown.clear()
        ringed = self._validation_rows()
        pens = (pg.mkPen(self.theme.field, width=0.8), pg.mkPen(self.theme.text, width=1.3))
        size = point_size(len(points))
        self._train.setData(
            pos=np.array([point[:2] for point in points], float).reshape(-1, 2),
            brush=[pg.mkBrush(class_color(point.label, self.theme)) for point in points],
            pen=[pens[at in ringed] for at in range(len(points))],
            size=[size + (at in ringed) for at in range(len(points))],
        )
        self.bar.show_count(len(points))

    def _validation_rows(self) -> set[int]:
        preview = self.preview
        known = preview is not None and preview.choice == self._choice and self._stroke is None
        if preview is None or not known or not preview.shown_is_validation:
            return set()
        return set(preview.shown.rows.tolist())

    def _begin(self, brush: int) -> Stroke:
        self._stroke = Stroke(PLACED, list(self._points), brush)
        return self._stroke

    def _end(self) -> None:
        stroke, self._stroke = self._stroke, None
        if stroke is None:
            return
        if stroke.added or stroke.erased:
            self._points = stroke.points
            self.placed.emit(PLACED.check(value_of(stroke.points)), stroke.text)
        elif stroke.is_full and stroke.label != ERASER:
            self.caption.setText(full_text(PLACED))

    @Slot(float, float, bool)
    def _on_hand_pressed(self, x: float, y: float, other: bool) -> None:
        brush, many = self.bar.brush, len(self.bar.classes)
        if other and brush != ERASER:
            brush = (brush + 1) % many
        if self._begin(brush).move(x, y):
            self._show_points()

    @Slot(float, float)
    def _on_hand_moved(self, x: float, y: float) -> None:
        if self._stroke is not None and self._stroke.move(x, y):
            self._show_points()

    @Slot()
    def _on_hand_released(self) -> None:
        self._end()

    @Slot(float, float)
    def _on_hand_erased_at(self, x: float, y: float) -> None:
        self._begin(ERASER).move(x, y)
        self._show_points()
        self._end()

    @Slot()
    def _on_bar_cleared(self) -> None:
        self.placed.emit((), _("Clear all points"))


def _what_to_do(choice: DataChoice) -> str:
    """Why there is nothing to learn from yet, or what comes next."""
    try:
        lacking = source_of(choice).lacking
        return (lacking(source_params(choice)) if lacking is not None else "") or _("One moment…")
    except UserError as error:
        return str(error)
