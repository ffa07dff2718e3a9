"""How far a run is, as numbers and as the line that the window shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nnstudio.i18n import N_, _, grouped, ngettext


class Phase(StrEnum):
    """Where the window's run stands."""

    STARTING = "starting"  # no run yet, and the worker is not warm
    READY = "ready"
    PREPARING = "preparing"  # train was asked for; the model is being built
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def is_active(self) -> bool:
        """A run is under way, so its last word is still to come."""
        return self in (Phase.PREPARING, Phase.RUNNING, Phase.PAUSED, Phase.STOPPING)


PHASE_TEXTS = {
    Phase.STARTING: N_("ready to train"),
    Phase.READY: N_("ready to train"),
    Phase.PREPARING: N_("building the network…"),
    Phase.RUNNING: N_("training"),
    Phase.PAUSED: N_("paused"),
    Phase.STOPPING: N_("stopping…"),
    Phase.FINISHED: N_("finished"),
    Phase.STOPPED: N_("stopped"),
    Phase.FAILED: N_("failed"),
}


@dataclass(frozen=True)
class RunProgress:
    """seconds: spent training. epochs: planned. step: done, of steps_per_epoch × epochs."""

    step: int = 0
    steps_per_epoch: int = 1
    epochs: int = 0
    seconds: float = 0.0
    examples_per_second: float = 0.0

    @property
    def total(self) -> int:
        return self.steps_per_epoch * self.epochs

    @property
    def epoch(self) -> int:
        """The epoch that the last step belongs to, from 1; 0 before the first step."""
        return min(self.epochs, -(-self.step // self.steps_per_epoch))

    @property
    def share(self) -> float:
        return min(1.0, self.step / self.total) if self.total else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At the speed so far; None while nothing was measured."""
        if not self.step or not self.seconds:
            return None
        return max(0, self.total - self.step) * self.seconds / self.step


def time_text(seconds: float) -> str:
    """0:12, 3:07 or 1:02:33."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def spent_text(seconds: float) -> str:
    """42 ms, 0.4 s, or minutes and hours as ``time_text`` has them."""
    if seconds < 0.1:
        return _("{milliseconds} ms").format(milliseconds=f"{1000 * seconds:.0f}")
    if seconds < 59.95:
        return _("{seconds} s").format(seconds=f"{seconds:.1f}")
    return time_text(seconds)


def progress_text(
    phase: Phase, progress: RunProgress, *, warm: bool = True, early: bool = False, result: str = ""
) -> str:
    """One line: "epoch 12 of 50 · 0:12 left · 4,310 examples/s".

    warm: the worker is. early: the run was ended by early stopping. result: of the test part, which comes
    before what matters less: a long line is cut off where the room ends.
    """
    if phase is Phase.PREPARING and not warm:
        return _("waiting for TensorFlow to warm up…")
    parts = []
    if phase is Phase.PAUSED and not progress.step:
        return _("at the initial weights")
    if phase not in (Phase.RUNNING, Phase.STARTING, Phase.READY):
        parts.append(_("stopped early") if early else _(PHASE_TEXTS[phase]))
    if result:
        parts.append(result)
    if progress.step:
        parts.append(
            _("epoch {epoch} of {epochs}").format(
                epoch=grouped(progress.epoch), epochs=grouped(progress.epochs)
            )
        )
    if phase is Phase.RUNNING and progress.seconds_left is not None:
        parts.append(_("{time} left").format(time=time_text(progress.seconds_left)))
    if phase is Phase.RUNNING and progress.examples_per_second:
        parts.append(_("{count} examples/s").format(count=grouped(progress.examples_per_second, ".0f")))
    if not phase.is_active and progress.step:
        parts.append(
            ngettext("{steps} step in {time}", "{steps} steps in {time}", progress.step).format(
                steps=grouped(progress.step), time=spent_text(progress.seconds)
            )
        )
    if phase is Phase.PAUSED and progress.step:
        parts.append(_("step {step}").format(step=grouped(progress.step)))
    return " · ".join(parts) or _(PHASE_TEXTS[phase])
