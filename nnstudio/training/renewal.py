"""When a worker has grown so much that another should take its place; a pure decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

MB = 10**6


@dataclass(frozen=True)
class Limits:
    """Bytes, save for ``spares``.

    growth: what a worker may gain over its first work. late: the gain at which a spare takes over where
    nobody has to wait for that. overdue: the gain at which it takes over the next run that begins afresh,
    although the spare has not built its design; that run must still fit below ``growth``. large: so much
    above what it was before its first work, a worker leaves the runs whose designs nobody has built to the
    spare. scarce: with less memory available on the machine there is no room for two workers. spares: so many
    that died in a row are enough.
    """

    growth: int = 300 * MB
    late: int = 120 * MB
    overdue: int = 200 * MB
    large: int = 200 * MB
    scarce: int = 2_000 * MB
    spares: int = 2


LIMITS = Limits()


class Verdict(Enum):
    STAY = auto()
    RELIEVE = auto()  # warm a spare, which takes over
    RESTART = auto()  # no room for a spare: end it, and start it again


class Renewal:
    """Judges one worker after the other by its resident memory.

    Every network that TensorFlow compiles leaves some megabytes behind that nothing brings back but the
    end of the process.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._warm = self._base = 0
        self._looks = 0
        self._dead_spares = 0

    def began(self, size: int) -> None:
        """A worker is warm, and this large."""
        self._warm = self._base = size
        self._looks = 0

    def judge(self, size: int, available: int, has_run: bool) -> Verdict:
        """What to do with a worker that has done something and is now this large.

        The first thing that it did is not its growth: a design that needs much memory needs it in the
        next worker too, and would have one replaced by another for ever. A spare is warmed as soon as the
        worker has run, or built a second network: not beside what somebody has just opened and will train.
        """
        self._looks += 1
        if self._looks == 1:
            self._base = size
        if available < self._limits.scarce:
            return Verdict.RESTART if self._has_gained(self._limits.growth, size) else Verdict.STAY
        is_wanted = self.may_have_spare(available) and (has_run or self._looks > 1)
        return Verdict.RELIEVE if is_wanted else Verdict.STAY

    def may_have_spare(self, available: int) -> bool:
        """Whether there is room for one, and it is likely to live."""
        return available >= self._limits.scarce and self._dead_spares < self._limits.spares

    def is_late(self, size: int) -> bool:
        """Whether a worker of this size is to be relieved when nobody has to wait for that."""
        return self._has_gained(self._limits.late, size)

    def is_large(self, size: int) -> bool:
        """Whether what nobody has built yet is better built by another."""
        return self._looks > 0 and size - self._warm > self._limits.large

    def is_overdue(self, size: int) -> bool:
        """Whether it is to be relieved although somebody has to wait for what it has ready."""
        return self._has_gained(self._limits.overdue, size)

    def _has_gained(self, bound: int, size: int) -> bool:
        """Over its first work, which is no gain."""
        return self._looks > 1 and size - self._base > bound

    def spare_died(self) -> None:
        self._dead_spares += 1

    def spare_took_over(self) -> None:
        self._dead_spares = 0
