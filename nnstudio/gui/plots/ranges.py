"""What part of the plane a plot of curves shows, and curves made fit to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from nnstudio.gui.history import Numbers

Span = tuple[float, float]

_PAD = 0.05  # of the height, above and below
_REACH = 3.0  # how many times the height of the curves a level may be away
_LOOKED_AT = 5_000  # numbers of a noisy curve that decide its span
_NOISE = (2, 98)  # percentiles of a noisy curve that are sure to be seen


def logarithm_ready(y: Numbers) -> Numbers:
    """The curve with gaps where it has no logarithm."""
    return np.where(y > 0, y, np.nan)


def noise_span(y: Numbers) -> Numbers:
    """The two numbers between which most of a noisy curve lies; none for an empty one."""
    some = y[:: max(1, len(y) // _LOOKED_AT)]
    some = some[np.isfinite(some)]
    return np.percentile(some, _NOISE) if len(some) else some


def y_span(
    curves: Iterable[Numbers],
    *,
    log: bool = False,
    bounds: Span | None = None,
    levels: Sequence[float] = (),
) -> Span:
    """Bottom and top of a plot of these curves, powers of ten where ``log``.

    bounds: what no number of the curve can be beyond, such as 0 and 100 %. A curve that comes near to 0
    shows it. levels: numbers beside the curves, that are shown too unless they would press the curves flat.
    """
    together = np.concatenate(list(curves))
    together = together[np.isfinite(together) & (together > 0 if log else True)]
    if not len(together):
        return (-2.0, 0.0) if log else bounds or (0.0, 1.0)
    low, high = float(together.min()), float(together.max())
    near = [level for level in levels if _is_near(level, low, high, log)]
    low, high = min([low, *near]), max([high, *near])
    if log:
        low, high = float(np.log10(low)), float(np.log10(high))
        pad = max(_PAD * (high - low), 0.05)
        return low - pad, high + pad
    if 0 <= low <= high / 2:
        low = 0.0
    pad = _PAD * (high - low) or _PAD * abs(high) or _PAD
    bottom, top = low - pad if low != 0 else 0.0, high + pad
    if bounds is not None:
        margin = 0.02 * (top - bottom)  # so that a line along a bound is not cut in half
        bottom, top = max(bottom, bounds[0] - margin), min(top, bounds[1] + margin)
    return bottom, top


def _is_near(level: float, low: float, high: float, log: bool) -> bool:
    if log:
        return level > 0
    reach = max(high - low, abs(high))
    return high - _REACH * reach <= level <= low + _REACH * reach
