"""Windows of a series: counted along the series 0, 1, 2, … so that a value is its own row."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from nnstudio.data.splits import Sizes
from nnstudio.data.windows import cut, forecast_starts, part_spans
from tests.data.choices import choice


def test_that_a_window_is_followed_by_its_forecast() -> None:
    values = np.arange(10, dtype=np.float32)[:, None]
    wish = choice("nile", window=3, horizon=2)
    examples = cut(values, forecast_starts(range(10), wish), wish)
    assert examples.inputs.shape == (6, 3, 1)
    assert examples.inputs[0, :, 0].tolist() == [0, 1, 2]
    assert examples.targets[0].tolist() == [3, 4]
    assert examples.inputs[-1, :, 0].tolist() == [5, 6, 7]
    assert examples.targets[-1].tolist() == [8, 9]
    assert examples.rows.tolist() == [3, 4, 5, 6, 7, 8]


@given(
    parts=st.tuples(st.integers(1, 60), st.integers(0, 30), st.integers(0, 30)),
    window=st.integers(1, 40),
    horizon=st.integers(1, 20),
)
def test_that_a_forecast_stays_in_its_part_and_no_window_sees_ahead(
    parts: tuple[int, int, int], window: int, horizon: int
) -> None:
    assume(parts[0] >= window + horizon)
    count = sum(parts)
    values = np.arange(count, dtype=np.float32)[:, None]
    wish = choice("nile", window=window, horizon=horizon)
    asked: list[set[float]] = []
    for span in part_spans(Sizes(*parts)):
        examples = cut(values, forecast_starts(span, wish), wish)
        assert len(examples) == max(0, len(span) - horizon + 1 - max(0, window - span.start))
        if len(examples):
            assert span.start <= examples.targets.min()
            assert examples.targets.max() < span.stop
            assert (examples.inputs.max(axis=(1, 2)) < examples.targets.min(axis=1)).all()
            assert examples.inputs.max() < span.stop
        asked.append(set(examples.targets.ravel().tolist()))
    assert not asked[0] & asked[1]
    assert not asked[0] & asked[2]
    assert not asked[1] & asked[2]
