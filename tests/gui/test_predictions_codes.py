"""The plane of codes: axes, a cross that decodes, colours by class and by cluster."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice, prepare, preview
from nnstudio.data.prepared import Preview
from nnstudio.gui.predictions.autoencoder import AutoencoderView
from nnstudio.gui.predictions.code_axes import code_cut
from nnstudio.gui.predictions.codes_pane import cluster_names
from nnstudio.gui.predictions.color_bar import ColorBar
from nnstudio.gui.predictions.latent_plane import LatentPlane
from nnstudio.gui.predictions.legend import Dot
from nnstudio.gui.predictions.pairs import NONE
from nnstudio.gui.theme import DARK, LIGHT
from nnstudio.protocol.commands import Cluster, Decode
from nnstudio.protocol.events import Clustered, Floats, Plane, Predicted, PredictFailed, Sampled

WIDE = 5


@cache
def _given(key: str) -> Preview:
    return preview(prepare(default_choice(key).model_copy(update={"goal": "inputs"})))


def _in_two(key: str) -> Sampled:
    """Two numbers of each example are its code."""
    shown = _given(key).shown
    codes = shown.inputs.reshape(len(shown), -1)[:, 2:4]
    decoder = Plane(np.zeros(2, np.float32), np.eye(2, dtype=np.float32))
    return Sampled(1, 1, shown.inputs * np.float32(0.5), None, codes, decoder)


def _in_five(key: str) -> Sampled:
    """Five numbers, of which the first never changes; as components the last two stand here."""
    shown = _given(key).shown
    units = np.random.default_rng(0).normal(size=(len(shown), WIDE)).astype(np.float32)
    units *= np.array([0.0, 1.0, 4.0, 2.0, 8.0], np.float32)
    decoder = Plane(np.ones(WIDE, np.float32), np.eye(WIDE, dtype=np.float32)[[4, 2]])
    return Sampled(1, 1, shown.inputs, None, units[:, [4, 2]], decoder, units)


@pytest.fixture
def asked(qtbot: QtBot) -> tuple[AutoencoderView, list[Any]]:
    """A view of digits whose network has learned, and what it asks."""
    view = AutoencoderView(LIGHT)
    qtbot.addWidget(view)
    view.resize(430, 640)
    wishes: list[Any] = []
    view.asked.connect(wishes.append)
    view.show_preview(_given("digits8"))
    view.show_samples(_in_two("digits8"))
    view.show()
    return view, wishes


Asked = tuple[AutoencoderView, list[Any]]


def _pixel(view: AutoencoderView, x: float, y: float) -> QPoint:
    """Where a place of the plane is in the plot."""
    plot = view.plane.plot
    scene = plot.getViewBox().mapViewToScene(QPointF(x, y))
    place: QPoint = plot.mapFromScene(scene)
    return place


def _image(key: str, at: int) -> Floats:
    return _given(key).shown.inputs[at : at + 1]


def test_that_wide_codes_are_shown_along_components_that_say_how_much_they_tell() -> None:
    cut = code_cut(_in_five("digits8"), None)
    assert cut is not None
    whole = 1 + 16 + 4 + 64
    shares = [float(name.split("(")[1].split(" ")[0]) for name in cut.names]
    assert shares == pytest.approx([6400 / whole, 1600 / whole], abs=6)
    assert cut.plane is not None


def test_that_a_plane_of_two_units_keeps_the_others_at_their_mean() -> None:
    sampled = _in_five("digits8")
    assert sampled.units is not None
    cut = code_cut(sampled, (1, 3))
    assert cut is not None
    assert cut.names == ("unit 2", "unit 4")
    np.testing.assert_array_equal(cut.points, sampled.units[:, [1, 3]])
    assert cut.plane is not None
    codes = cut.plane.codes(cut.points[:7])
    np.testing.assert_allclose(codes[:, [1, 3]], cut.points[:7], rtol=1e-6)
    np.testing.assert_allclose(codes[:, 4], sampled.units[:, 4].mean(), rtol=1e-5)


def test_that_the_mouse_over_the_plane_asks_for_what_is_decoded_there(asked: Asked, qtbot: QtBot) -> None:
    view, wishes = asked
    assert wishes == []
    QTest.mouseMove(view.plane.plot.viewport(), _pixel(view, 0.5, 0.25))
    qtbot.waitUntil(lambda: bool(wishes))
    assert isinstance(wishes[-1], Decode)
    np.testing.assert_allclose(wishes[-1].codes, [[0.5, 0.25]], atol=0.02)


def test_that_arrow_keys_move_the_cross_and_space_chooses_the_example_next_to_it(asked: Asked) -> None:
    view, wishes = asked
    codes = _in_two("digits8").codes
    assert codes is not None
    view.plane.hand.move(*codes[7])
    first = wishes[-1].codes[0]
    QTest.keyClick(view.plane.plot, Qt.Key.Key_Right)
    assert wishes[-1].codes[0, 0] > first[0]
    QTest.keyClick(view.plane.plot, Qt.Key.Key_Left)
    np.testing.assert_allclose(wishes[-1].codes[0], first, atol=1e-5)
    QTest.keyClick(view.plane.plot, Qt.Key.Key_Space)
    chosen = view._choice
    np.testing.assert_allclose(codes[chosen], codes[7], atol=1e-5)  # or another with the same code
    QTest.keyClick(view.plane.plot, Qt.Key.Key_Escape)
    assert view._choice == NONE


def test_that_the_cross_stays_within_what_the_plane_shows(asked: Asked) -> None:
    view, wishes = asked
    view.plane.hand.move(1e9, -1e9)
    (x_low, x_high), (y_low, y_high) = view.plane.plot.getViewBox().viewRange()
    assert x_low <= wishes[-1].codes[0, 0] <= x_high + 1e-5
    assert y_low - 1e-5 <= wishes[-1].codes[0, 1] <= y_high


def test_that_a_plane_that_shrinks_takes_the_cross_along(asked: Asked) -> None:
    view, wishes = asked
    view.plane.hand.move(1e9, 1e9)
    sampled = _in_two("digits8")
    assert sampled.codes is not None
    view.show_samples(Sampled(1, 2, sampled.outputs, None, sampled.codes * np.float32(0.1), sampled.decoder))
    assert wishes[-1].codes.max() < 0.1 * 1.2 * sampled.codes.max()


@pytest.mark.parametrize("key", ["spiral", "diabetes", "breast_cancer", "digits28"])
def test_that_a_code_of_one_number_is_decoded_along_its_line(qtbot: QtBot, key: str) -> None:
    view = AutoencoderView(LIGHT)
    qtbot.addWidget(view)
    view.resize(430, 640)
    wishes: list[Any] = []
    view.asked.connect(wishes.append)
    known = _given(key)
    view.show_preview(known)
    codes = known.shown.inputs.reshape(len(known.shown), -1).mean(axis=1, keepdims=True)
    decoder = Plane(np.zeros(1, np.float32), np.ones((1, 1), np.float32))
    view.show_samples(Sampled(1, 1, known.shown.inputs, None, codes, decoder))
    view.show()
    view.plane.hand.move(float(codes.mean()), 0.0)
    np.testing.assert_allclose(wishes[-1].codes, [[codes.mean()]], rtol=1e-4)
    view.show_answer(Predicted(1, 1, 1, known.shown.inputs[:1]))
    shown = view.lens.tiles if view.given.are_images else view.rows.rows
    assert len(shown) == 1
    assert not view.grab().isNull()
    view.switch.setCurrentIndex(1)
    assert not view.grab().isNull()


def test_that_what_is_decoded_is_shown_and_asked_anew_when_the_network_has_learned(asked: Asked) -> None:
    view, wishes = asked
    view.plane.hand.move(0.5, 0.5)
    view.show_answer(Predicted(1, 1, 1, _image("digits8", 3)))
    assert [tile.caption for tile in view.lens.tiles] == ["at the cross"]
    assert view.lens.isVisible()
    count = len(wishes)
    view.show_samples(_in_two("digits8"))
    assert len(wishes) == count + 1
    np.testing.assert_array_equal(wishes[-1].codes, wishes[-2].codes)


def test_that_a_chosen_example_is_shown_before_and_after(asked: Asked) -> None:
    view, _wishes = asked
    QTest.mouseClick(
        view.pairs,
        Qt.MouseButton.LeftButton,
        pos=view.pairs._layout(view.given.originals).place(2, 0).center().toPoint(),
    )
    assert view._choice == 2
    assert [tile.caption for tile in view.lens.tiles] == ["in", "out"]
    assert view.lens.text == view.given.sentence(2)
    assert view.given.name(2) in view.lens.text
    QTest.keyClick(view.pairs, Qt.Key.Key_Right)
    assert view._choice == 3
    QTest.keyClick(view.pairs, Qt.Key.Key_Escape)
    assert view._choice == NONE


def test_that_an_answer_of_another_shape_is_not_drawn(asked: Asked) -> None:
    view, _wishes = asked
    view.plane.hand.move(0.5, 0.5)
    view.show_answer(Predicted(1, 1, 1, np.zeros((1, 13), np.float32)))
    assert view.lens.tiles == ()


def test_that_a_network_that_is_gone_says_so_where_its_answer_would_stand(asked: Asked) -> None:
    view, _wishes = asked
    view.plane.hand.move(0.5, 0.5)
    view.show_answer(PredictFailed(1, "Nobody is there.", "Press Train."))
    assert view.lens.text == "Nobody is there. Press Train."
    view.codes.colors.kind.setCurrentIndex(1)
    view.show_answer(PredictFailed(2, "Nobody is there.", "Press Train."))
    assert view.codes.colors.purity.text() == "Nobody is there. Press Train."


def test_that_nothing_is_decoded_where_something_leads_past_the_narrow_layer(asked: Asked) -> None:
    view, wishes = asked
    sampled = _in_two("digits8")
    view.show_samples(Sampled(1, 2, sampled.outputs, None, sampled.codes, None))
    view.plane.hand.move(0.5, 0.5)
    assert wishes == []
    assert "past the narrow layer" in view.lens.text


def test_that_clusters_colour_the_dots_and_their_purity_stands_in_percent(asked: Asked) -> None:
    view, wishes = asked
    known = _given("digits8").shown
    assert known.labels is not None
    assert not view.codes.colors.count.isVisible()
    view.codes.colors.kind.setCurrentIndex(1)
    assert wishes == [Cluster(0, 10)]
    assert view.codes.colors.count.isVisible()
    found = np.where(known.labels < 5, 0, 7).astype(np.int32)
    view.show_answer(Clustered(1, 1, 1, found, 0.25))
    assert view.codes.colors.purity.text() == "purity 25.0\u00a0%"
    assert view.codes.colors.purity.toolTip().startswith("Purity: the share")
    sizes = [len(item.getData()[0]) for item in view.plane.dots]
    assert sizes == [int((found == at).sum()) for at in range(8)]
    assert view.plane.legend.accessibleName().count("mostly") == 2
    assert view.plane._tip(0, 0, 3).startswith("cluster ")
    view.codes.colors.kind.setCurrentIndex(0)
    assert [len(item.getData()[0]) for item in view.plane.dots] == np.bincount(known.labels).tolist()
    assert view.codes.colors.purity.text() == ""


def test_that_another_number_of_clusters_is_asked_for_at_once(asked: Asked) -> None:
    view, wishes = asked
    view.codes.colors.kind.setCurrentIndex(1)
    view.codes.colors.count.setValue(4)
    assert wishes == [Cluster(0, 10), Cluster(0, 4)]


def test_that_while_a_network_learns_clusters_are_not_sought_with_every_sample(asked: Asked) -> None:
    view, wishes = asked
    view.codes.colors.kind.setCurrentIndex(1)
    for _time in range(5):
        view.show_samples(_in_two("digits8"))
    assert len(wishes) == 1
    view.codes._pause.timeout.emit()
    view.codes._pause.stop()
    view.codes._on_pause_timeout()
    assert len(wishes) == 2


def test_that_clusters_are_lettered_and_named_by_their_most_frequent_class() -> None:
    clusters = np.array([0, 0, 0, 4, 4], np.int32)
    labels = np.array([1, 1, 0, 0, 0], np.int32)
    assert cluster_names(clusters, labels, ("cat", "dog")) == ("A: mostly dog", "", "", "", "B: mostly cat")
    assert cluster_names(clusters, None, ()) == ("A", "", "", "", "B")
    many = cluster_names(np.arange(40, dtype=np.int32), None, ())
    assert len(set(many)) == 40


def test_that_colours_that_come_again_come_with_another_shape(qtbot: QtBot) -> None:
    plane = LatentPlane(LIGHT)
    qtbot.addWidget(plane)
    count = 3 * len(LIGHT.classes)
    plane.show_groups(tuple(map(str, range(count))), np.arange(count, dtype=np.int32), LIGHT)
    looks = {(item.opts["brush"].color().name(), item.opts["symbol"]) for item in plane.dots}
    assert len(looks) == count
    marks = {(key.color.name(), key.symbol) for key in plane.legend._keys if isinstance(key, Dot)}
    assert marks == looks
    plane.resize(300, 300)
    assert not plane.grab().isNull()


def test_that_other_data_begin_with_true_classes_and_without_a_cross(asked: Asked) -> None:
    view, wishes = asked
    view.plane.hand.move(0.5, 0.5)
    view.codes.colors.kind.setCurrentIndex(1)
    view.show_answer(Clustered(1, 1, 1, np.zeros(len(_given("digits8").shown), np.int32), 0.1))
    view.show_preview(_given("wine"))
    count = len(wishes)
    view.show_samples(_in_two("wine"))
    assert len(wishes) == count
    assert view.codes.colors.clusters == 0
    assert view.codes.colors.count.value() == 3
    assert len(view.plane.dots) == 3


def test_that_two_units_begin_with_those_that_differ_most(asked: Asked) -> None:
    view, wishes = asked
    view.show_samples(_in_five("digits8"))
    assert view.codes.axes.isVisible()
    view.plane.hand.move(0.0, 0.0)
    assert wishes[-1].codes.shape == (1, WIDE)
    view.codes.axes.kind.setCurrentIndex(1)
    assert view.codes.axes.pair == (2, 4)
    assert view.plane.plot.getAxis("bottom").labelText == "unit 3"
    view.codes.axes.units[0].setValue(2)
    assert view.codes.axes.pair == (1, 4)
    assert view.plane.plot.getAxis("bottom").labelText == "unit 2"
    view.show_samples(_in_two("digits8"))
    assert not view.codes.axes.isVisible()
    assert view.plane.plot.getAxis("bottom").labelText == "code 1"


def test_that_a_row_of_a_table_stands_in_its_own_units_before_and_after(asked: Asked) -> None:
    view, _wishes = asked
    known = _given("wine")
    view.show_preview(known)
    view.show_samples(_in_two("wine"))
    assert view.feature_scroll.isVisible()
    assert not view.bar.all.isEnabled()
    view.bar.after.click()
    view.bar.after.click()
    assert view._choice == 1
    before, after = view.rows.rows
    scale = known.target_scale
    np.testing.assert_allclose(before.values, known.shown.targets[1] * scale.factor + scale.offset)
    np.testing.assert_allclose(after.values, known.shown.targets[1] * 0.5 * scale.factor + scale.offset)
    assert not view.feature_scroll.isVisible()
    view.plane.hand.move(0.0, 0.0)
    view.show_answer(Predicted(1, 1, 1, known.shown.inputs[:1]))
    assert [row.caption for row in view.rows.rows] == ["at the cross", "in", "out"]
    view.bar.all.click()
    assert view.feature_scroll.isVisible()
    assert view._choice == NONE


@pytest.mark.parametrize("key", ["digits8", "wine"])
def test_that_noise_is_shown_beside_the_clean(qtbot: QtBot, key: str) -> None:
    choice = default_choice(key).model_copy(update={"goal": "inputs", "noise": 0.5})
    known = preview(prepare(choice))
    view = AutoencoderView(LIGHT)
    qtbot.addWidget(view)
    view.resize(430, 640)
    view.show_preview(known)
    targets = known.shown.targets.astype(np.float32)
    view.show_samples(Sampled(1, 1, targets, None, None))
    view.show()
    view._on_example_chosen(4)
    assert view.caption.text().startswith("mean squared error 0 ")
    if key == "wine":
        noisy, clean, out = view.rows.rows
        assert (noisy.caption, clean.caption, out.caption) == ("noisy", "clean", "out")
        np.testing.assert_allclose(clean.values, out.values)
        assert not np.allclose(noisy.values, clean.values)
        return
    assert [tile.caption for tile in view.lens.tiles] == ["noisy", "out", "clean"]
    noisy_, out_, clean_ = (tile.atlas for tile in view.lens.tiles)
    assert noisy_ is not None
    assert out_ is not None
    assert clean_ is not None
    assert out_.image == clean_.image
    assert noisy_.image != clean_.image
    assert view.pairs._row_names() == ("noisy", "out", "clean")
    light = view.pairs.grab().toImage()
    view.set_theme(DARK)
    assert view.pairs.grab().toImage() != light


def test_that_colours_of_data_without_classes_have_names_from_the_start(qtbot: QtBot) -> None:
    bar = ColorBar()
    qtbot.addWidget(bar)
    assert [bar.kind.itemText(at) for at in range(bar.kind.count())] == ["none", "cluster (k-means)"]
    assert bar.clusters == 0
