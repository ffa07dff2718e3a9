"""The view of points on a plane."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice, prepare, preview
from nnstudio.design.facts import Domain
from nnstudio.design.own import OwnColumn
from nnstudio.gui.predictions.legend import Range
from nnstudio.gui.predictions.points import PointsView
from nnstudio.gui.predictions.surface_colors import class_surface, value_colors, value_surface
from nnstudio.gui.theme import DARK, LIGHT, Theme
from nnstudio.protocol.events import Floats
from tests.data.own.tables import chosen, prepared, written
from tests.gui.predictions_data import answered, labels, shown

SIDE = 60


def _view(qtbot: QtBot, key: str, theme: Theme = LIGHT, size: tuple[int, int] = (430, 560)) -> PointsView:
    view = PointsView(theme)
    qtbot.addWidget(view)
    view.resize(*size)
    view.show_preview(shown(key))
    view.show()
    return view


def _said(view: PointsView) -> str:
    return view.caption.text().replace("\u00a0", " ")


def _field(view: PointsView) -> QImage:
    """The pixels of the square that the surface fills."""
    image = view.grab().toImage()
    box = view._plot.getViewBox()
    rect = view._plot.mapFromScene(box.sceneBoundingRect()).boundingRect()
    return image.copy(rect.translated(view._plot.mapTo(view, rect.topLeft()) - rect.topLeft()))


def _hue(color: QColor) -> str:
    return (
        "warm" if color.red() > color.blue() + 20 else "cold" if color.blue() > color.red() + 20 else "none"
    )


def _truth(key: str) -> Floats:
    return labels(key).astype(np.float32)[:, None]


ROWS = "age;<b>income</b>;kind;worth\n" + "".join(
    f"{20 + at % 40};{1_000 * (at % 60)};{'a' if at % 40 < 20 else 'b'};{300 + at % 40}\n"
    for at in range(200)
)


def _own(qtbot: QtBot, folder: Path, target: str) -> PointsView:
    """Points of one's own, with a column as what is to be learned."""
    columns = (
        OwnColumn(name="age", role="input"),
        OwnColumn(name="<b>income</b>", role="input"),
        OwnColumn(name="kind", kind="category", categories=("a", "b"), role="unused"),
        OwnColumn(name="worth", role="unused"),
    )
    used = tuple(
        column.model_copy(update={"role": "target"}) if column.name == target else column
        for column in columns
    )
    view = PointsView(LIGHT)
    qtbot.addWidget(view)
    view.resize(430, 560)
    view.show_preview(preview(prepared(chosen(written(folder, ROWS), *used), scaling="standard")))
    view.show()
    return view


def test_that_a_table_of_two_numbers_and_a_class_is_a_plane_in_its_own_units(
    qtbot: QtBot, tmp_path: Path
) -> None:
    view = _own(qtbot, tmp_path, "kind")
    assert view.preview is not None
    assert view.preview.facts.domain is Domain.POINTS
    assert [key.text for key in view._keys(view.preview)][:2] == ["a", "b"]
    (x_min, x_max), (y_min, y_max) = view._plot.getViewBox().viewRange()
    assert (x_min, x_max) == pytest.approx((20 - 1.95, 59 + 1.95), abs=0.1)
    assert (y_min, y_max) == pytest.approx((-2_950, 59_000 + 2_950), abs=50)
    spots = np.array(view._train.getData()).T
    assert {tuple(spot) for spot in np.rint(spots)} == {
        (20 + at % 40, 1_000 * (at % 60)) for at in range(200)
    }
    assert "&lt;b&gt;income" in view._plot.getAxis("left").label.toHtml()


def test_that_the_surface_lies_under_the_points_of_a_table(qtbot: QtBot, tmp_path: Path) -> None:
    view = _own(qtbot, tmp_path, "kind")
    assert view.preview is not None
    surface = np.zeros((SIDE, SIDE, 2), np.float32)
    surface[:, : SIDE // 2, 0] = surface[:, SIDE // 2 :, 1] = 1.0
    truth = np.eye(2, dtype=np.float32)[view.preview.shown.labels]
    view.show_samples(answered(truth, surface))
    assert "100 %" in _said(view)
    rect = view._surface.mapRectToParent(view._surface.boundingRect())
    assert (rect.center().x(), rect.center().y()) == pytest.approx((39.5, 29_500), rel=0.01)


def test_that_the_colours_of_a_quantity_that_is_far_from_0_reach_over_its_range(
    qtbot: QtBot, tmp_path: Path
) -> None:
    view = _own(qtbot, tmp_path, "worth")
    assert view.preview is not None
    (scale,) = (key for key in view._keys(view.preview) if isinstance(key, Range))
    assert (scale.low, scale.high) == ("300", "339")
    surface = np.repeat(np.linspace(-2, 2, SIDE, dtype=np.float32)[None, :, None], SIDE, axis=0)
    view.show_samples(answered(view.preview.shown.targets, surface))
    field = _field(view)
    assert _hue(field.pixelColor(3, 6)) == "cold"
    assert _hue(field.pixelColor(field.width() - 5, 6)) == "warm"
    assert "error 0 " in _said(view)


def test_that_points_stand_alone_before_training(qtbot: QtBot) -> None:
    view = _view(qtbot, "spiral")
    assert _said(view) == "Press Train to see what the network makes of the plane."
    field = _field(view)
    assert field.pixelColor(3, 3) == QColor(LIGHT.field)
    colors = {
        field.pixelColor(x, y).name() for x in range(field.width()) for y in range(0, field.height(), 2)
    }
    assert set(LIGHT.classes[:2]) <= colors


def test_that_the_first_row_of_a_surface_is_at_the_bottom(qtbot: QtBot) -> None:
    view = _view(qtbot, "spiral")
    surface = np.zeros((SIDE, SIDE, 1), np.float32)
    surface[SIDE // 2 :] = 1.0  # the second class has the upper half
    view.show_samples(answered(_truth("spiral"), surface))
    field = _field(view)
    assert _hue(field.pixelColor(4, 4)) == "warm"
    assert _hue(field.pixelColor(4, field.height() - 8)) == "cold"


def test_that_columns_of_a_surface_go_from_left_to_right(qtbot: QtBot) -> None:
    view = _view(qtbot, "spiral")
    surface = np.zeros((SIDE, SIDE, 1), np.float32)
    surface[:, SIDE // 2 :] = 1.0
    view.show_samples(answered(_truth("spiral"), surface))
    field = _field(view)
    assert _hue(field.pixelColor(4, 4)) == "cold"
    assert _hue(field.pixelColor(field.width() - 8, 4)) == "warm"


def test_that_taking_the_answers_away_takes_the_surface_away(qtbot: QtBot) -> None:
    view = _view(qtbot, "spiral")
    view.show_samples(answered(_truth("spiral"), np.ones((SIDE, SIDE, 1), np.float32)))
    assert _hue(_field(view).pixelColor(3, 3)) == "warm"
    view.show_samples(None)
    assert _field(view).pixelColor(3, 3) == QColor(LIGHT.field)
    assert _said(view).startswith("Press Train")


def test_that_the_caption_says_how_many_points_are_right(qtbot: QtBot) -> None:
    view = _view(qtbot, "spiral")
    outputs = _truth("spiral")
    count = len(outputs)
    view.show_samples(answered(outputs))
    assert _said(view) == f"Right on 100 % of {count} validation points"
    wrong = outputs.copy()
    wrong[0] = 1 - wrong[0]
    view.show_samples(answered(wrong))
    assert _said(view) == f"Right on {100 * (count - 1) / count:.1f} % of {count} validation points"


def test_that_without_a_validation_part_training_points_are_named(qtbot: QtBot) -> None:
    alone = preview(prepare(default_choice("spiral").model_copy(update={"validation": 0.0, "test": 0.0})))
    assert alone.shown.labels is not None
    view = PointsView(LIGHT)
    qtbot.addWidget(view)
    view.show_preview(alone)
    view.show_samples(answered(alone.shown.labels.astype(np.float32)[:, None]))
    assert _said(view).endswith("training points")


def test_that_regression_tells_the_error_in_the_values_own_unit(qtbot: QtBot) -> None:
    view = _view(qtbot, "plane")
    now = shown("plane")
    off = (now.shown.targets + 0.25 / now.target_scale.factor).astype(np.float32)
    view.show_samples(answered(off, np.zeros((SIDE, SIDE, 1), np.float32)))
    assert _said(view) == f"Mean absolute error 0.250 on {len(off)} validation points"


def test_that_two_softmax_units_look_like_one_sigmoid_unit(qtbot: QtBot) -> None:
    second = np.linspace(0, 1, SIDE * SIDE, dtype=np.float32).reshape(SIDE, SIDE, 1)
    view = _view(qtbot, "spiral")
    truth = _truth("spiral")
    view.show_samples(answered(truth, second))
    one = _field(view)
    view.show_samples(answered(np.hstack([1 - truth, truth]), np.concatenate([1 - second, second], axis=2)))
    assert _field(view) == one


@pytest.mark.parametrize("key", ["spiral", "multi_gaussian"])
def test_that_a_network_that_lost_its_numbers_is_still_drawn(qtbot: QtBot, key: str) -> None:
    view = _view(qtbot, key)
    lost = np.full((len(shown(key).shown), 1), np.nan, np.float32)
    view.show_samples(answered(lost, np.full((SIDE, SIDE, 1), np.inf, np.float32)))
    view.show_samples(answered(lost.copy(), np.full((SIDE, SIDE, 1), np.nan, np.float32)))
    assert not view.grab().isNull()
    assert _said(view)


def test_that_a_theme_changes_the_colours_and_not_the_words(qtbot: QtBot) -> None:
    view = _view(qtbot, "spiral")
    view.show_samples(answered(_truth("spiral"), np.ones((SIDE, SIDE, 1), np.float32)))
    light, said = _field(view), _said(view)
    view.set_theme(DARK)
    assert _said(view) == said
    assert _field(view).pixelColor(3, 3) != light.pixelColor(3, 3)


@pytest.mark.parametrize("size", [(350, 300), (430, 560), (900, 700)])
def test_that_the_plane_stays_square(qtbot: QtBot, size: tuple[int, int]) -> None:
    view = _view(qtbot, "spiral", size=size)
    field = _field(view)
    assert abs(field.width() - field.height()) <= 3
    assert field.width() > 0.5 * min(size)


def test_that_a_network_in_two_minds_leaves_the_field_as_it_is() -> None:
    pixels = class_surface(np.full((1, 1, 2), 0.5, np.float32), LIGHT)
    assert pixels[0, 0].tolist() == list(QColor(LIGHT.field).getRgb()[:3])  # type: ignore[index]


def test_that_each_of_many_classes_has_its_own_colour() -> None:
    shares = np.eye(4, dtype=np.float32)[None]  # four places, each sure of another class
    assert len({tuple(color) for color in class_surface(shares, DARK)[0].tolist()}) == 4


def test_that_values_beyond_the_scale_have_its_last_colour() -> None:
    values = np.array([-5.0, -1.0, 1.0, 5.0], np.float32)
    colors = value_colors(values, 1.0, LIGHT).tolist()
    assert colors[0] == colors[1] != colors[2] == colors[3]
    surface = value_surface(values[None], 1.0, LIGHT)
    assert surface.shape == (1, 4, 3)
