"""A network that feeds on its own forecasts, far beyond its horizon."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from nnstudio.data.prepared import Preview
from nnstudio.gui.predictions.ahead import Doubles, Forecasts
from nnstudio.protocol.events import Floats

BEYOND: Final = 2  # horizons past the end of the part that is shown
_MOST_QUESTIONS: Final = 60


@dataclass
class FreeRun:
    """Begins with the true values before a forecast; each answer is put behind them, and asked on from.

    fed: (window + what was answered,) prepared values. wanted: how many of its own there are to be.
    """

    at: int
    window: int
    wanted: int
    fed: Floats
    answered: int = field(default=0)

    @property
    def inputs(self) -> Floats:
        """(1, window, 1): what the network is to look at next."""
        return np.ascontiguousarray(self.fed[-self.window :], np.float32)[None, :, None]

    @property
    def is_done(self) -> bool:
        return self.answered >= self.wanted

    @property
    def own(self) -> Floats:
        """(wanted,) its own values so far, in the order of time."""
        return self.fed[self.window :][: self.wanted]

    def take(self, outputs: Floats) -> bool:
        """Put an answer (1, horizon) behind what there is; whether it can be one and is finite."""
        if outputs.ndim != 2 or len(outputs) != 1 or not np.isfinite(outputs).all():
            return False
        self.fed = np.concatenate([self.fed, outputs[0].astype(np.float32)])
        self.answered += outputs.shape[1]
        return True


def free_run(preview: Preview, known: Forecasts, at: int) -> FreeRun:
    """From the place where the forecast number ``at`` begins, past the end of the shown part."""
    start = int(known.rows[at])
    end = int(known.rows[-1]) + known.horizon
    wanted = end - start + BEYOND * known.horizon
    fed = preview.shown.inputs[at, :, 0].astype(np.float32)
    return FreeRun(at, known.window, min(wanted, _MOST_QUESTIONS * known.horizon), fed)


def times_ahead(known: Forecasts, row: int, count: int) -> Doubles:
    """(count,) the times from a row on, also past the end of the series, in its usual steps."""
    times = known.series.times
    inside = times[row : row + count]
    step = float(np.median(np.diff(times)))
    past = float(times[-1]) + step * np.arange(1, count - len(inside) + 1)
    return np.concatenate([inside, past])
