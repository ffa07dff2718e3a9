"""The view of what an autoencoder gives back."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice, prepare, preview
from nnstudio.data.prepared import Preview
from nnstudio.figures import figure
from nnstudio.gui.predictions.autoencoder import AutoencoderView
from nnstudio.gui.predictions.pairs import MOST
from nnstudio.gui.predictions.pictures import pixels
from nnstudio.gui.theme import DARK, LIGHT
from nnstudio.protocol.events import Floats
from tests.gui.predictions_data import answered


@cache
def _to_give_back(key: str) -> Preview:
    return preview(prepare(default_choice(key).model_copy(update={"goal": "inputs"})))


def _view(qtbot: QtBot, key: str, size: tuple[int, int] = (430, 560)) -> AutoencoderView:
    view = AutoencoderView(LIGHT)
    qtbot.addWidget(view)
    view.resize(*size)
    view.show_preview(_to_give_back(key))
    view.show()
    return view


def _half(key: str) -> Floats:
    return _to_give_back(key).shown.inputs * np.float32(0.5)


def _codes(key: str, width: int) -> Floats:
    known = _to_give_back(key).shown
    return known.inputs.reshape(len(known), -1)[:, 2 : 2 + width]


@pytest.mark.parametrize("key", ["digits8", "wine"])
def test_that_the_error_is_the_mean_over_all_numbers(qtbot: QtBot, key: str) -> None:
    view = _view(qtbot, key)
    view.show_samples(answered(_half(key)))
    known = _to_give_back(key).shown
    error = float(np.mean((known.inputs.astype(np.float64) * 0.5) ** 2))
    assert view.caption.text() == (
        f"mean squared error {figure(error)} over {len(known)} validation examples"
    )


def test_that_originals_stand_alone_before_training(qtbot: QtBot) -> None:
    view = _view(qtbot, "digits8")
    assert view.pairs.isVisible()
    assert not view.plane.isVisible()
    assert not view.no_plane.isVisible()
    assert view.caption.text().startswith("Press Train")
    untrained = view.pairs.grab().toImage()
    view.show_samples(answered(_half("digits8")))
    view.show_samples(None)
    qtbot.waitUntil(lambda: view.pairs.grab().toImage() == untrained)


def test_that_a_pair_says_its_class_and_its_own_error(qtbot: QtBot) -> None:
    view = _view(qtbot, "digits8")
    known = _to_give_back("digits8").shown
    assert known.labels is not None
    assert view.pairs.text(4) == str(known.labels[4])
    view.show_samples(answered(_half("digits8")))
    error = float(np.mean((known.inputs[4].astype(np.float64) * 0.5) ** 2))
    assert view.pairs.text(4) == f"{known.labels[4]} · mean squared error {figure(error)}"


def test_that_a_perfect_reconstruction_looks_like_its_original() -> None:
    known = _to_give_back("digits8")
    originals = known.shown.inputs[:MOST]
    same = pixels(originals, known.input_scale, LIGHT)
    assert np.array_equal(pixels(originals.copy(), known.input_scale, LIGHT, like=originals), same)


def test_that_a_grey_reconstruction_keeps_the_paper_of_the_originals() -> None:
    known = _to_give_back("digits8")
    originals = known.shown.inputs[:MOST]
    grey = pixels(np.full_like(originals, 0.5), known.input_scale, LIGHT, like=originals)
    empty = pixels(np.zeros_like(originals), known.input_scale, LIGHT, like=originals)
    assert empty.min() == 255  # paper is the light theme's field
    assert 100 < grey.mean() < 180


@pytest.mark.parametrize(("key", "width"), [("digits8", 2), ("digits8", 1), ("iris", 2), ("diabetes", 2)])
def test_that_every_example_has_a_dot_in_the_plane(qtbot: QtBot, key: str, width: int) -> None:
    view = _view(qtbot, key)
    codes = _codes(key, width)
    view.show_samples(answered(_half(key), codes=codes))
    assert view.plane.isVisible()
    x = np.concatenate([item.getData()[0] for item in view.plane.dots])
    assert np.sort(x) == pytest.approx(np.sort(codes[:, 0]))
    known = _to_give_back(key)
    assert len(view.plane.dots) == max(1, len(known.facts.classes))
    assert view.plane.legend.isVisible() == (known.shown.labels is not None)


def test_that_codes_of_one_number_have_a_lane_for_each_class(qtbot: QtBot) -> None:
    view = _view(qtbot, "iris")
    view.show_samples(answered(_half("iris"), codes=_codes("iris", 1)))
    for at, item in enumerate(view.plane.dots):
        assert np.abs(item.getData()[1] + at).max() < 0.5


def test_that_without_a_narrow_layer_a_sentence_stands_for_the_plane(qtbot: QtBot) -> None:
    view = _view(qtbot, "wine")
    view.show_samples(answered(_half("wine"), codes=_codes("wine", 2)))
    assert not view.no_plane.isVisible()
    view.show_samples(answered(_half("wine")))
    assert view.no_plane.isVisible()
    assert not view.plane.isVisible()


def test_that_a_table_gives_the_error_of_each_feature(qtbot: QtBot) -> None:
    view = _view(qtbot, "iris")
    view.show_samples(answered(_half("iris")))
    known = _to_give_back("iris")
    means = np.abs(known.shown.inputs.astype(np.float64) * 0.5).mean(axis=0)
    pairs = zip(known.facts.features, means, strict=True)
    assert view.features.accessibleDescription() == ", ".join(f"{name}: {figure(x)}" for name, x in pairs)
    assert not view.pairs.isVisible()


@pytest.mark.parametrize("size", [(350, 300), (900, 700)])
@pytest.mark.parametrize("key", ["digits28", "breast_cancer"])
def test_that_a_theme_keeps_what_is_shown_at_any_size(qtbot: QtBot, key: str, size: tuple[int, int]) -> None:
    view = _view(qtbot, key, size)
    view.show_samples(answered(_half(key), codes=_codes(key, 2)))
    text, before = view.caption.text(), view.grab().toImage()
    view.set_theme(DARK)
    assert view.caption.text() == text
    assert view.grab().toImage() != before
    assert view.plane.plot.height() >= 90
