"""When a worker has grown so much that another should take its place; a pure decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

MB = 10**6


@dataclass(frozen=True)
class Limits:
    """Bytes, save for ``spares``.

    growth: what a worker may gain over its first work. early: the gain at which a spare is warmed. late: the
    gain at which it takes over where nobody has to wait for that. overdue: the gain at which it takes over
    the next run that begins afresh, although it has not built its design; that run must still fit below
    ``growth``. scarce: with less memory available on the machine there is no room for two workers. spares:
    so many that died in a row are enough.
    """

    growth: int = 300 * MB
    early: int = 20 * MB
    late: int = 120 * MB
    overdue: int = 200 * MB
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
        self._base = 0
        self._is_first_look = True
        self._dead_spares = 0

    def began(self, size: int) -> None:
        """A worker is warm, and this large."""
        self._base = size
        self._is_first_look = True

    def judge(self, size: int, available: int) -> Verdict:
        """What to do with a worker that has done something and is now this large.

        The first thing that it did is not its growth: a design that needs much memory needs it in the
        next worker too, and would have one replaced by another for ever.
        """
        limits = self._limits
        if self._is_first_look:
            self._is_first_look = False
            if size - self._base > limits.early:
                self._base = size
            return Verdict.STAY
        gain = size - self._base
        if available < limits.scarce:
            return Verdict.RESTART if gain > limits.growth else Verdict.STAY
        if gain <= limits.early or self._dead_spares >= limits.spares:
            return Verdict.STAY
        return Verdict.RELIEVE

    def is_late(self, size: int) -> bool:
        """Whether a worker of this size is to be relieved when nobody has to wait for that."""
        return not self._is_first_look and size - self._base > self._limits.late

    def is_overdue(self, size: int) -> bool:
        """Whether it is to be relieved although somebody has to wait for what it has ready."""
        return not self._is_first_look and size - self._base > self._limits.overdue

    def spare_died(self) -> None:
        self._dead_spares += 1

    def spare_took_over(self) -> None:
        self._dead_spares = 0
