"""Which plane through the codes of a narrow layer is looked at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnstudio.i18n import _
from nnstudio.protocol.events import Floats, Plane, Sampled

Pair = tuple[int, int]  # of units, counted from 0


@dataclass(frozen=True, eq=False)
class Cut:
    """points: (n, 1 or 2). names: of the axes. plane: leads from points to codes; None if none is decoded."""

    points: Floats
    names: tuple[str, ...]
    plane: Plane | None


def code_cut(sampled: Sampled, pair: Pair | None) -> Cut | None:
    """The codes as they are where there are one or two numbers; else along components, or two units.

    In a plane of two units all others have their mean. None without a narrow layer.
    """
    codes, units = sampled.codes, sampled.units
    if codes is None:
        return None
    if units is not None and pair is not None and max(pair) < units.shape[1]:
        return _of_units(units, pair, sampled.decoder is not None)
    if units is None and (sampled.decoder is None or len(sampled.decoder.origin) <= 2):
        return Cut(codes, tuple(_("code {number}").format(number=at + 1) for at in range(2)), sampled.decoder)
    return Cut(codes, _component_names(codes, units), sampled.decoder)


def _of_units(units: Floats, pair: Pair, decodes: bool) -> Cut:
    both = list(pair)
    origin = np.nan_to_num(units.mean(axis=0))
    origin[both] = 0.0
    axes = np.eye(units.shape[1], dtype=np.float32)[both]
    names = tuple(_("unit {number}").format(number=at + 1) for at in pair)
    return Cut(units[:, both], names, Plane(origin, axes) if decodes else None)


def _component_names(codes: Floats, units: Floats | None) -> tuple[str, ...]:
    """With the share of the variance that a component tells, where that is known."""
    names = [_("component {number}").format(number=at + 1) for at in range(2)]
    whole = 0.0 if units is None else float(units.var(axis=0, dtype=np.float64).sum())
    if not np.isfinite(whole) or whole <= 0:
        return tuple(names)
    shares = codes.var(axis=0, dtype=np.float64) / whole
    return tuple(
        _("{component} ({share} %)").format(component=name, share=f"{100 * share:.0f}")
        for name, share in zip(names, shares, strict=True)
    )
