"""In what unit a metric is shown: people read errors in the unit of the data, not in the scaled numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nnstudio.catalogue import METRICS
from nnstudio.catalogue.entries import Metric
from nnstudio.data.prepared import Preview
from nnstudio.figures import figure, percentage
from nnstudio.i18n import _

_PERCENT = (0.0, 100.0)
_POWERS = {1: "", 2: "²"}


@dataclass(frozen=True)
class Showing:
    """A value is shown ``factor`` times as large, as ``words`` write it.

    name: of the metric. axis: its label. unit: behind a value, "" where there is none or ``words`` write it.
    bounds: between which all values lie, if there are any.
    """

    name: str
    factor: float
    axis: str
    unit: str = ""
    bounds: tuple[float, float] | None = None
    words: Callable[[float], str] = figure

    def text(self, value: float) -> str:
        """Name and value: "accuracy 97.1 %", "mean absolute error 19.0 ppm"."""
        return f"{self.name} {self.words(self.factor * value)} {self.unit}".strip()


@dataclass(frozen=True)
class Quantities:
    """The numbers that a network learns to tell.

    factors: by which each was divided to be learned. unit: of all of them in the data, or "".
    """

    factors: tuple[float, ...]
    unit: str = ""


def quantities_of(preview: Preview | None) -> Quantities | None:
    """None while nothing is known of the data."""
    if preview is None:
        return None
    return Quantities(tuple(preview.target_scale.factor.tolist()), preview.facts.unit)


def showing(key: str, quantities: Quantities | None) -> Showing:
    """How the metric of this key is shown of a network that learns from such data."""
    metric = METRICS[key]
    name = _(metric.title)
    if metric.percent:
        axis = _("{metric}, %").format(metric=name)
        return Showing(name, 100.0, axis, bounds=_PERCENT, words=percentage)
    if not metric.dimension:
        return Showing(name, 1.0, name)
    factor, unit = _of_an_error(metric, quantities)
    return Showing(name, factor, _("error, {unit}").format(unit=unit) if unit else _("error"), unit)


def _of_an_error(metric: Metric, quantities: Quantities | None) -> tuple[float, str]:
    """Errors of quantities that were scaled differently have no unit in common."""
    if quantities is None:
        return 1.0, ""
    factors, unit = quantities.factors, quantities.unit
    if len(set(factors)) > 1:
        return 1.0, _("in scaled numbers")
    return factors[0] ** metric.dimension, unit and unit + _POWERS[metric.dimension]
