"""Patches of two photographs, and the areas that are kept apart."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data.photographs import SIDE, TILE
from nnstudio.data.preparation import prepare
from nnstudio.data.sources import load
from nnstudio.design.facts import Task
from tests.data.choices import choice

KEY = "patches"


def test_that_patches_are_cut_from_their_photograph() -> None:
    from sklearn.datasets import load_sample_image

    raw = load(choice(KEY, params={"step": 16}))
    assert raw.targets is not None
    pixels = np.rint(raw.inputs * 255)
    in_a_tile = (TILE // SIDE) ** 2
    flower = load_sample_image("flower.jpg")
    first = int(np.argmax(raw.targets == 1))
    assert np.array_equal(pixels[first + 1], flower[:SIDE, SIDE : 2 * SIDE])
    assert np.array_equal(pixels[first + in_a_tile], flower[:SIDE, TILE : TILE + SIDE])
    assert np.array_equal(pixels[first + 4], flower[SIDE : 2 * SIDE, :SIDE])


@pytest.mark.parametrize(
    "fields", [{}, {"goal": "inputs"}, {"goal": "inputs", "unusual": "temple"}, {"seed": 7}]
)
@pytest.mark.parametrize("step", [5, 8])
def test_that_no_pixel_is_in_two_parts(step: int, fields: dict[str, str]) -> None:
    prepared = prepare(choice(KEY, params={"step": step}, **fields))
    a_tile = ((TILE - SIDE) // step + 1) ** 2
    parts = (prepared.train, prepared.validation, prepared.test)
    tiles = [set((part.rows // a_tile).tolist()) for part in parts]
    assert all(tiles)
    assert not tiles[0] & tiles[1]
    assert not tiles[0] & tiles[2]
    assert not tiles[1] & tiles[2]
    assert sum(len(each) for each in tiles) == 120
    assert sorted(np.concatenate([part.rows for part in parts]).tolist()) == list(range(120 * a_tile))


def test_that_both_photographs_are_in_every_part_and_mixed() -> None:
    prepared = prepare(choice(KEY))
    for part in (prepared.train, prepared.validation, prepared.test):
        assert part.labels is not None
        assert 0.45 < part.labels.mean() < 0.55
        assert 0.2 < part.labels[:50].mean() < 0.8


def test_that_patches_can_be_given_back_in_colours_from_0_to_1() -> None:
    prepared = prepare(choice(KEY, goal="inputs"))
    assert prepared.facts.task is Task.RECONSTRUCTION
    assert prepared.train.targets.shape[1:] == (SIDE, SIDE, 3)
    assert 0.0 <= prepared.train.inputs.min() < prepared.train.inputs.max() <= 1.0
