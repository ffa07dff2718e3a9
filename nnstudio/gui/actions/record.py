"""What an action is, and what decides whether it makes sense now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from nnstudio.gui.run_progress import Phase

if TYPE_CHECKING:
    from nnstudio.gui.main_window import MainWindow


@dataclass(frozen=True)
class Situation:
    """What decides which actions make sense now.

    working: a design is shown, not the gallery. has_begun: the run has left its initial weights. kept_step:
    at which the kept weights were taken; None if none are kept.
    """

    working: bool = False
    has_design: bool = False
    phase: Phase = Phase.STARTING
    has_begun: bool = False
    can_train_more: bool = False
    can_keep: bool = False
    can_go_back: bool = False
    kept_step: int | None = None
    can_undo: bool = False
    can_redo: bool = False
    undo_text: str = ""
    redo_text: str = ""
    is_dark: bool = False

    @property
    def can_go_to_network(self) -> bool:
        """Whether the gallery shows, with an open design behind it."""
        return self.has_design and not self.working


When: TypeAlias = Callable[[Situation], bool]


def always(_now: Situation) -> bool:
    return True


def working(now: Situation) -> bool:
    return now.working


def may_step(now: Situation) -> bool:
    return now.working and now.phase not in (Phase.RUNNING, Phase.PREPARING, Phase.STOPPING)


@dataclass(frozen=True)
class ActionRecord:
    """title, help: marked with ``N_``. run: what it does to the window. enabled: when it makes sense."""

    id: str
    menu: str
    title: str
    help: str
    run: Callable[[MainWindow], object]
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    enabled: When = always
    separator: bool = False  # a line above it in its menu
