"""Clips of digits that move."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import numpy as np
import pytest

from nnstudio.data import default_choice, describe, prepare
from nnstudio.data.clips import DIRECTIONS, FRAMES, SIDE, STEPS
from nnstudio.data.images import small_digits
from nnstudio.data.sources import load
from nnstudio.design.facts import Task
from nnstudio.errors import UserError
from tests.data.choices import VIDEO_KEYS, choice

STILL = {"noise": 0.0, "fastest": 1}


@pytest.mark.parametrize("way", range(len(DIRECTIONS)), ids=DIRECTIONS)
def test_that_a_digit_goes_where_its_class_says(way: int) -> None:
    raw = load(choice("clips_direction", params=STILL))
    assert raw.targets is not None
    clip = raw.inputs[np.flatnonzero(raw.targets == way)[0], ..., 0]
    for before, after in pairwise(clip):
        np.testing.assert_array_equal(np.roll(before, STEPS[way], axis=(0, 1)), after)


def test_that_the_frame_to_draw_is_the_one_that_follows() -> None:
    raw = load(choice("clips_next", params=STILL))
    assert raw.targets is not None
    last, before, after = raw.inputs[5, -1, ..., 0], raw.inputs[5, -2, ..., 0], raw.targets[5, ..., 0]
    (way,) = [step for step in STEPS if np.array_equal(np.roll(before, step, axis=(0, 1)), last)]
    np.testing.assert_array_equal(np.roll(last, way, axis=(0, 1)), after)


def test_that_a_single_frame_does_not_tell_the_direction() -> None:
    """Wherever a digit stands, it may go any way: the mean frame of each direction is the same grey."""
    raw = load(choice("clips_direction", params={**STILL, "copies": 4}))
    assert raw.targets is not None
    means = np.stack([raw.inputs[raw.targets == way, 0].mean(axis=0) for way in range(len(DIRECTIONS))])
    assert means.shape == (8, SIDE, SIDE, 1)
    assert means.std(axis=0).max() < 0.25 * means.mean()


@pytest.mark.parametrize("copies", [1, 3])
@pytest.mark.parametrize("key", VIDEO_KEYS)
def test_that_no_written_digit_is_in_two_parts(key: str, copies: int) -> None:
    prepared = prepare(choice(key, params={"copies": copies}))
    parts = [prepared.train, prepared.validation, prepared.test]
    digits = [set((part.rows // copies).tolist()) for part in parts]
    assert sum(map(len, digits)) == len(set.union(*digits)) == len(small_digits()[0])
    clips = [{hashlib.sha256(clip.tobytes()).hexdigest() for clip in part.stored} for part in parts]
    assert not clips[0] & clips[2]
    assert not clips[1] & clips[2]


@pytest.mark.parametrize(
    ("key", "task"),
    [
        ("clips_direction", Task.CLASSIFICATION),
        ("clips_digit", Task.CLASSIFICATION),
        ("clips_next", Task.NEXT_FRAME),
    ],
)
def test_that_each_set_has_its_task(key: str, task: Task) -> None:
    facts = describe(default_choice(key))
    assert facts.task is task
    assert facts.input_shape == (FRAMES, SIDE, SIDE, 1)
    if task is Task.NEXT_FRAME:
        assert facts.target_shape == (SIDE, SIDE, 1)


def test_that_clips_are_not_learned_as_their_own_input() -> None:
    with pytest.raises(UserError, match="Clips are learned"):
        describe(choice("clips_next", goal="inputs"))
