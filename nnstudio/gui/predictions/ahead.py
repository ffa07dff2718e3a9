"""Forecasts of a series, in its own unit and time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Preview, SeriesValues
from nnstudio.data.windows import season_rows
from nnstudio.i18n import _, grouped, ngettext

Doubles = NDArray[np.float64]

_MONTHS = 12


@dataclass(frozen=True)
class Forecasts:
    """rows: (n,) where each forecast begins; truth, naive: (n, horizon), the naive repeats the last value.

    window: how many values the network sees before each. seasonal: the same from the newest values of the
    same season; None where the series has none.
    """

    series: SeriesValues
    rows: NDArray[np.int64]
    truth: Doubles
    naive: Doubles
    window: int
    seasonal: Doubles | None = None

    @property
    def horizon(self) -> int:
        return int(self.truth.shape[1])

    def seen(self, at: int) -> slice:
        """The rows of the window before a forecast."""
        row = int(self.rows[at])
        return slice(row - self.window, row)

    def ahead(self, at: int) -> slice:
        """The rows that a forecast is about."""
        row = int(self.rows[at])
        return slice(row, row + self.horizon)

    def nearest(self, time: float) -> int:
        """The forecast that begins nearest to a time."""
        return int(np.argmin(np.abs(self.series.times[self.rows] - time)))


def forecasts(preview: Preview) -> Forecasts:
    series = preview.series
    assert series is not None, "a forecast has a series"
    rows = preview.shown.rows
    horizon = preview.facts.target_shape[0]
    truth = series.values[rows[:, None] + np.arange(horizon)]
    naive = np.broadcast_to(series.values[rows - 1][:, None], truth.shape)
    season = preview.facts.season
    seasonal = series.values[season_rows(rows, horizon, season)] if season else None
    return Forecasts(series, rows, truth, naive, preview.facts.input_shape[0], seasonal)


def in_unit(preview: Preview, outputs: NDArray[np.floating]) -> Doubles:
    """Outputs (n, horizon) in the series' own unit."""
    scale = preview.target_scale
    return outputs.astype(np.float64) * scale.factor + scale.offset


def span_text(series: SeriesValues, steps: int) -> str:
    """“10 years”, “12 months”, or “10 steps” of another length."""
    step = float(np.median(np.diff(series.times)))
    if series.in_years and abs(step - 1) < 0.02:
        text = ngettext("{count} year", "{count} years", steps)
    elif series.in_years and abs(step * _MONTHS - 1) < 0.02:
        text = ngettext("{count} month", "{count} months", steps)
    else:
        text = ngettext("{count} step", "{count} steps", steps)
    return text.format(count=grouped(steps))


def time_text(series: SeriesValues, row: int) -> str:
    """The year of a row, with its month where a year has several rows, or its step: “1999-04”, “step 12”."""
    time = float(series.times[row])
    if not series.in_years:
        return _("step {number}").format(number=grouped(time, ".0f"))
    if float(np.median(np.diff(series.times))) > 0.9:
        return f"{time:.0f}"
    months = math.floor(time * _MONTHS + 0.01)  # a month's time may be its first day or its middle
    return _("{year}-{month:02d}").format(year=months // _MONTHS, month=months % _MONTHS + 1)
