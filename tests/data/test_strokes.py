"""Strokes of a hand, brought into images as the data's symbols were."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data import SOURCES, default_choice
from nnstudio.data.source import Floats, Symbols
from nnstudio.data.sources import load
from nnstudio.data.strokes import as_image
from tests.data.drawn_digits import drawn

WITH_SYMBOLS = [key for key, source in SOURCES.items() if source.symbols is not None]


def symbols_of(key: str) -> Symbols:
    symbols = SOURCES[key].symbols
    assert symbols is not None
    return symbols


def drawings(key: str, each: int = 20) -> Floats:
    rng = np.random.default_rng(0)
    side = SOURCES[key].input_shape[0]
    digits = np.tile(np.arange(10), each)
    return np.array([as_image(drawn(int(digit), rng), symbols_of(key), side) for digit in digits])


def test_that_there_are_sets_to_draw_for() -> None:
    assert {"digits8", "digits28", "letters_latin", "letters_cyrillic"} <= set(WITH_SYMBOLS)


@pytest.mark.parametrize("key", WITH_SYMBOLS)
def test_that_a_drawing_has_the_datas_shape_and_range(key: str) -> None:
    images = drawings(key, each=2)
    assert images.shape[1:] == SOURCES[key].input_shape
    assert images.dtype == np.float32
    assert images.min() >= 0
    assert 0.8 < images.max() <= 1


@pytest.mark.parametrize("key", ["digits8", "digits28"])
def test_that_drawn_digits_have_as_much_ink_as_the_datas(key: str) -> None:
    data = load(default_choice(key)).inputs
    assert drawings(key).mean() == pytest.approx(data.mean(), rel=0.12)
    assert drawings(key).std() == pytest.approx(data.std(), rel=0.12)


def test_that_place_and_size_make_no_difference() -> None:
    strokes = drawn(4, np.random.default_rng(1))
    image = as_image(strokes, symbols_of("digits28"), 28)
    moved = [stroke * 0.5 + (0.4, 0.1) for stroke in strokes]
    assert np.allclose(as_image(moved, symbols_of("digits28"), 28), image, atol=0.05)


def test_that_a_dot_stays_a_dot_and_a_line_fills_the_height() -> None:
    symbols = symbols_of("letters_latin")
    dot = as_image([np.array([[0.2, 0.9]])], symbols, 28)[..., 0]
    rows, columns = np.nonzero(dot)
    assert np.ptp(rows) == np.ptp(columns) <= 4
    assert abs(rows.mean() - 13.5) < 1
    line = as_image([np.array([[0.2, 0.1], [0.2, 0.7]])], symbols, 28)[..., 0]
    rows, columns = np.nonzero(line > 0.5)
    assert np.ptp(rows) + 1 == pytest.approx(16, abs=1)
    assert np.ptp(columns) <= 3
