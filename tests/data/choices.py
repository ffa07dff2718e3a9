"""Choices of data for tests: whole ones, and any that hypothesis thinks of."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from immutabledict import immutabledict

from nnstudio.data import SOURCES, default_choice
from nnstudio.design.facts import Domain
from nnstudio.design.model import DataChoice

HERE = {key: source for key, source in SOURCES.items() if not source.fetched_bytes}
KEYS = tuple(HERE)
MEASURED_KEYS = ("sunspots", "co2", "nile", "elnino")  # series that are read from a file
SERIES_KEYS = tuple(key for key, source in HERE.items() if source.domain is Domain.SERIES)
COUNTED_KEYS = tuple(
    key for key, source in HERE.items() if source.class_counts and source.domain is not Domain.TEXT
)
POINT_KEYS = tuple(  # those that are made, not drawn by hand
    key for key, source in HERE.items() if source.domain is Domain.POINTS and key != "drawn_points"
)
CLASSED_KEYS = tuple(key for key, source in HERE.items() if source.classes)
TEXT_KEYS = tuple(key for key, source in HERE.items() if source.domain is Domain.TEXT)
VIDEO_KEYS = tuple(key for key, source in HERE.items() if source.domain is Domain.VIDEO)
UNCLASSED_KEYS = tuple(
    key for key in KEYS if key not in (*CLASSED_KEYS, *SERIES_KEYS, *TEXT_KEYS, *VIDEO_KEYS)
)
# Those that can be learned as their own inputs.
REBUILT_KEYS = tuple(key for key in KEYS if key not in (*SERIES_KEYS, *TEXT_KEYS, *VIDEO_KEYS))


def choice(key: str, **fields: Any) -> DataChoice:
    """The default choice with these fields changed; ``params`` are laid over the default ones."""
    base = default_choice(key)
    params = immutabledict({**base.params, **fields.pop("params", {})})
    return DataChoice.model_validate({**dict(base), **fields, "params": params})


SHARES = st.one_of(st.just(0.0), st.floats(0.0, 0.9))


@st.composite
def any_choice(draw: st.DrawFn) -> DataChoice:
    """Any source with any fields in their bounds; many of them cannot be."""
    key = draw(st.sampled_from(KEYS))
    params: dict[str, Any] = {}
    if key in POINT_KEYS:
        params = {
            "samples": draw(st.integers(10, 300)),
            "noise": draw(st.floats(0.0, 1.0)),
            "seed": draw(st.integers(0, 2**31 - 1)),
        }
    return choice(
        key,
        params=params,
        goal=draw(st.sampled_from(["target", "inputs"])),
        noise=draw(st.sampled_from([0.0, 0.5])),
        unusual=draw(st.sampled_from(["", "", "3", "versicolor"])),
        validation=draw(SHARES),
        test=draw(SHARES),
        scaling=draw(st.sampled_from(["none", "standard", "range"])),
        one_hot=draw(st.booleans()),
        window=draw(st.integers(1, 150)),
        horizon=draw(st.integers(1, 60)),
        seed=draw(st.integers(0, 2**31 - 1)),
    )
