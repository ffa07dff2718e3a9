"""The view on which points are placed by hand."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from nnstudio.catalogue.placed import Point, points_of, value_of
from nnstudio.data import default_choice, prepare, preview
from nnstudio.data.drawn_points import PLACED
from nnstudio.design.model import DataChoice
from nnstudio.gui.predictions.drawn_points import DrawnPointsView
from nnstudio.gui.predictions.panel import PredictionsPanel
from nnstudio.gui.theme import DARK, LIGHT
from tests.data.choices import choice
from tests.gui.predictions_data import answered, shown

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SHIFT, NO_KEY = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


class Pen:
    """A view whose edits are kept and shown, as the document does."""

    def __init__(self, qtbot: QtBot, data: DataChoice) -> None:
        self.qtbot = qtbot
        self.view = DrawnPointsView(LIGHT)
        qtbot.addWidget(self.view)
        self.view.resize(430, 560)
        self.view.show()
        qtbot.waitExposed(self.view)
        self.data = data
        self.texts: list[str] = []
        self.view.placed.connect(self.keep)
        self.view.show_choice(data)

    def keep(self, value: tuple[float, ...], text: str) -> None:
        self.texts.append(text)
        self.data = self.data.model_copy(update={"params": {**self.data.params, "points": value}})
        self.view.show_choice(self.data)

    @property
    def points(self) -> tuple[Point, ...]:
        return points_of(self.data.params["points"])

    def at(self, x: float, y: float) -> QPoint:
        plot = self.view._plot
        return plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(x, y)))

    def click(
        self, x: float, y: float, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEY
    ) -> None:
        self.qtbot.mouseClick(self.view._plot.viewport(), button, keys, self.at(x, y))

    def drag(self, *way: tuple[float, float]) -> None:
        target = self.view._plot.viewport()
        self.qtbot.mousePress(target, LEFT, pos=self.at(*way[0]))
        for place in way[1:]:
            self.qtbot.mouseMove(target, self.at(*place))
        self.qtbot.mouseRelease(target, LEFT, pos=self.at(*way[-1]))


@pytest.fixture
def pen(qtbot: QtBot) -> Pen:
    return Pen(qtbot, choice("drawn_points", params={"points": (), "classes": 3}))


def test_that_an_empty_plane_says_what_to_do(pen: Pen) -> None:
    assert pen.view.caption.text().startswith("Click at least 4 points of two classes")


def test_that_a_click_places_a_point_of_the_chosen_class_there(pen: Pen) -> None:
    pen.click(1.0, -2.0)
    pen.view.bar.classes[2].click()
    pen.click(-1.0, 0.5)
    first, second = pen.points
    assert (first.label, second.label) == (0, 2)
    assert first[:2] == pytest.approx((1.0, -2.0), abs=0.02)
    assert second[:2] == pytest.approx((-1.0, 0.5), abs=0.02)
    assert pen.texts == ["Add 1 point", "Add 1 point"]


def test_that_shift_and_the_right_button_place_the_next_class(pen: Pen) -> None:
    pen.click(0, 0, RIGHT)
    pen.click(1, 1, LEFT, SHIFT)
    pen.view.bar.choose(2)
    pen.click(2, 2, RIGHT)
    assert [point.label for point in pen.points] == [1, 1, 0]


def test_that_a_drag_is_one_step_and_its_points_are_seen_before_it_ends(pen: Pen) -> None:
    target = pen.view._plot.viewport()
    pen.qtbot.mousePress(target, LEFT, pos=pen.at(-2, 0))
    for step in range(20):
        pen.qtbot.mouseMove(target, pen.at(-2 + 0.2 * step, 0))
    drawn = len(pen.view._train.data)
    assert drawn > 10
    assert pen.texts == []
    pen.qtbot.mouseRelease(target, LEFT, pos=pen.at(1.8, 0))
    assert len(pen.points) == drawn
    assert pen.texts == [f"Add {drawn} points"]


def test_that_points_are_erased_and_cleared(pen: Pen) -> None:
    for x in (-2, -1, 0, 1):
        pen.click(x, 0)
    pen.view.bar.eraser.click()
    pen.drag((-2, 0), (-1.5, 0), (-1, 0))
    assert [round(point.x) for point in pen.points] == [0, 1]
    pen.view.bar.clear.click()
    assert pen.points == ()
    assert pen.texts[-2:] == ["Erase 2 points", "Clear all points"]
    assert not pen.view.bar.clear.isEnabled()


def test_that_a_click_beside_the_plane_places_nothing(pen: Pen) -> None:
    pen.click(0, -3.4)
    assert pen.texts == []


def test_that_points_can_be_placed_from_the_keyboard(pen: Pen) -> None:
    plot, keys = pen.view._plot, Qt.Key
    for key in (keys.Key_Right, keys.Key_Up, keys.Key_2, keys.Key_Space, keys.Key_Right, keys.Key_Space):
        pen.qtbot.keyClick(plot, key)
    assert [point.label for point in pen.points] == [1, 1]
    assert [round(point.x, 2) for point in pen.points] == [0.15, 0.3]
    pen.qtbot.keyClick(plot, keys.Key_Delete)
    assert len(pen.points) < 2


def test_that_too_many_points_are_answered_in_a_sentence(pen: Pen) -> None:
    pen.keep((0.0, 0.0, 0.0) * PLACED.most, "")
    pen.texts.clear()
    pen.click(1, 1)
    assert pen.texts == []
    assert pen.view.caption.text() == "There is room for 2,000 points; erase some first."


def test_that_validation_points_are_ringed_once_they_are_dealt(qtbot: QtBot) -> None:
    pen = Pen(qtbot, default_choice("drawn_points"))
    sizes = {spot["size"] for spot in pen.view._train.data}
    assert len(sizes) == 1
    known = shown("drawn_points")
    pen.view.show_preview(known)
    rings = [at for at, spot in enumerate(pen.view._train.data) if spot["size"] != min(sizes)]
    assert rings == sorted(known.shown.rows.tolist())


def test_that_the_colours_stay_while_points_are_placed_on_them(qtbot: QtBot) -> None:
    pen = Pen(qtbot, default_choice("drawn_points"))
    known = shown("drawn_points")
    pen.view.show_preview(known)
    labels = known.shown.labels
    assert labels is not None
    pen.view.show_samples(answered(labels.astype(np.float32)[:, None], np.ones((60, 60, 1), np.float32)))
    assert pen.view._surface.isVisible()
    pen.click(0, 0)
    pen.view.show_preview(preview(prepare(pen.data)))
    pen.view.show_samples(None)
    assert pen.view._surface.isVisible()
    pen.view.forget()
    assert not pen.view._surface.isVisible()


def test_that_standardized_points_stand_where_they_were_placed(qtbot: QtBot) -> None:
    data = choice(
        "drawn_points", scaling="standard", params={"points": value_of([Point(1, 2, 0), Point(-1, 0, 1)] * 3)}
    )
    pen = Pen(qtbot, data)
    pen.view.show_preview(preview(prepare(data)))
    assert {(spot["x"], spot["y"]) for spot in pen.view._train.data} == {(1.0, 2.0), (-1.0, 0.0)}


def test_that_the_panel_keeps_the_plane_while_data_are_prepared(qtbot: QtBot) -> None:
    panel = PredictionsPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    data = choice("drawn_points", params={"points": ()})
    panel.show_choice(data)
    panel.show_preview(None)
    view = panel.findChild(DrawnPointsView)
    assert view is not None
    assert view.isVisible()
    panel.set_theme(DARK)
    with qtbot.waitSignal(panel.placed) as caught:
        view.bar.cleared.emit()
    assert caught.args == [(), "Clear all points"]
    panel.show_choice(default_choice("spiral"))
    assert not view.isVisible()
