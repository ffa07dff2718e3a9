from __future__ import annotations

import itertools

import pytest

from nnstudio.engine.pace import ChunkPace, Rate, SamplePace


def test_that_chunks_grow_to_the_time_they_may_take() -> None:
    pace = ChunkPace(seconds=0.04)
    sizes = []
    for _ in range(8):
        sizes.append(pace.steps)
        pace.took(pace.steps, pace.steps * 0.0001)
    assert sizes[0] == 1
    assert sizes[-1] == pytest.approx(400, abs=1)
    assert all(later <= 8 * earlier for earlier, later in itertools.pairwise(sizes))


def test_that_slow_steps_are_taken_one_at_a_time() -> None:
    pace = ChunkPace(seconds=0.04)
    pace.took(1, 3.0)
    assert pace.steps == 1


def test_that_a_chunk_cut_short_by_an_epoch_does_not_shrink_the_next() -> None:
    pace = ChunkPace(seconds=0.04)
    for _ in range(8):
        pace.took(pace.steps, pace.steps * 0.0001)
    pace.took(2, 0.0002)
    assert pace.steps == pytest.approx(400, abs=1)


def test_that_quick_samples_come_at_most_eight_times_a_second() -> None:
    pace = SamplePace()
    assert pace.is_due(0.0)
    pace.took(10.0, 10.001)
    assert not pace.is_due(10.124)
    assert pace.is_due(10.126)


def test_that_slow_samples_take_a_small_share_of_the_time() -> None:
    pace = SamplePace(share=0.1)
    pace.took(10.0, 10.5)
    assert not pace.is_due(14.9)
    assert pace.is_due(15.1)


def test_that_the_rate_is_of_the_last_second() -> None:
    rate = Rate()
    for _ in range(100):
        rate.add(10, 0.05)
    for _ in range(100):
        latest = rate.add(40, 0.05)
    assert latest == pytest.approx(800, rel=0.05)
