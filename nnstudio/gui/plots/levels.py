"""Naive answers as levels beside the curves of a network: a number means something only against them."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.data.prepared import Preview
from nnstudio.i18n import _


@dataclass(frozen=True)
class Level:
    """A number that stays the same over all epochs."""

    title: str
    value: float


def levels_of(preview: Preview | None, key: str, width: int, factor: float = 1.0) -> tuple[Level, ...]:
    """The naive answers by a loss or a metric, for a network whose narrow layer gives ``width`` numbers.

    factor: of what is plotted, 100 for a percentage.
    """
    if preview is None:
        return ()
    return tuple(
        Level(_(baseline.title), factor * baseline.plotted[key])
        for baseline in preview.baselines
        if key in baseline.plotted and baseline.width in (0, width)
    )
