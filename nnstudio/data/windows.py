"""A series cut into windows: the network sees ``window`` values and forecasts the next ``horizon``.

The series is split by time. A forecast lies wholly within its own part; what the network sees before it
may reach back into the part before, as it would in life, but never forward.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from nnstudio.data.source import Examples, Floats
from nnstudio.data.splits import Sizes
from nnstudio.design.model import DataChoice


def part_spans(values: Sizes) -> tuple[range, range, range]:
    """The rows of the series in the training, validation and test parts, one after another in time."""
    validation, test = values.train, values.train + values.validation
    return range(validation), range(validation, test), range(test, test + values.test)


def forecast_starts(span: range, choice: DataChoice) -> range:
    """The rows where a forecast can begin: ``window`` values before it, ``horizon`` within the part."""
    first, last = max(span.start, choice.window), span.stop - choice.horizon
    return range(first, max(first, last + 1))


def cut(values: Floats, starts: range, choice: DataChoice) -> Examples:
    """values (n, 1) to inputs (windows, window, 1) and targets (windows, horizon), in the order of time."""
    rows = np.arange(starts.start, starts.stop, dtype=np.int64)
    seen = _windows(values, choice.window)[rows - choice.window]
    asked = _windows(values, choice.horizon)[rows]
    return Examples(np.ascontiguousarray(seen[..., None]), np.ascontiguousarray(asked), rows)


def season_rows(rows: NDArray[np.int64], horizon: int, season: int) -> NDArray[np.int64]:
    """(n, horizon): for each value of forecasts that begin at ``rows``, where the newest known one of the
    same season stands; the last known one where the series is not that old yet."""
    ahead = np.arange(horizon)
    before = ahead - season * (ahead // season + 1)
    wanted = rows[:, None] + before
    return np.where(wanted < 0, rows[:, None] - 1, wanted)


def _windows(values: Floats, length: int) -> NDArray[np.float32]:
    """(n - length + 1, length): row i holds the values from i on."""
    return sliding_window_view(values[:, 0], length)
