"""Says in one sentence why a run could not go on, and what to do."""

from __future__ import annotations

import logging
import re
from typing import Final

from nnstudio.data import describe
from nnstudio.data.own.reading import Cancelled
from nnstudio.design.fixes import Fix
from nnstudio.design.model import Design
from nnstudio.design.smaller_batch import smaller_batch
from nnstudio.engine.backend import tf
from nnstudio.engine.diagnosis import Broken, Halt
from nnstudio.errors import UserError
from nnstudio.i18n import N_, _
from nnstudio.machine import available_memory

# TensorFlow says in many ways that memory ran out, and not always with an error of a kind of its own.
_NO_MEMORY: Final = re.compile(
    r"out of memory|\bOOM\b|resource.?exhausted|bad_alloc|(failed|unable|cannot) to allocate|cannot allocate",
    re.IGNORECASE,
)
_NOT_FOR_XLA: Final = re.compile(
    r"not compilable|unsupported operations when trying to compile|compilation fail|must be a compile-time",
    re.IGNORECASE,
)
_NODE: Final = re.compile(r"\[\[.*|\(?\d+\)?\s*derived errors?.*", re.DOTALL)

# Without and with the layer where it began.
_BREAKS: Final = {
    Broken.LOSS: (
        N_("The loss of step {step:,} is not a finite number; the weights of step {back:,} are back."),
        N_(
            "The loss of step {step:,} is not a finite number, which began in “{layer}”; the weights of"
            " step {back:,} are back."
        ),
    ),
    Broken.WEIGHTS: (
        N_("Step {step:,} made weights that are not finite numbers; those of step {back:,} are back."),
        N_(
            "Step {step:,} made weights that are not finite numbers, first in “{layer}”; those of step"
            " {back:,} are back."
        ),
    ),
    Broken.VALIDATION: (
        N_("The validation loss after step {step:,} is not a finite number."),
        N_("The validation loss after step {step:,} is not a finite number, which began in “{layer}”."),
    ),
}

_log = logging.getLogger(__name__)


class RunError(UserError):
    """Why a run failed; ``fix``: what may mend it."""

    def __init__(self, message: str, hint: str = "", where: str = "", fix: Fix | None = None) -> None:
        super().__init__(message, hint, where)
        self.fix = fix


class NotFinite(RunError):
    """A run halted because a number was not finite; its last finite weights are back."""


def not_finite(halt: Halt, back: int, hint: str, fix: Fix | None = None, layer: str = "") -> NotFinite:
    """back: the step whose weights are back. layer: the title of the one where it began, if it is known."""
    step = halt.step if halt.broken is Broken.VALIDATION else halt.step + 1
    form = _BREAKS[halt.broken][bool(layer)]
    return NotFinite(_(form).format(step=step, back=back, layer=layer), hint, fix=fix)


def in_words(error: Exception, design: Design | None = None) -> RunError:
    """Any error of a run as a sentence; one that nobody foresaw goes to the log with its traceback.

    design: what was run, for the offer of what may mend it.
    """
    if isinstance(error, RunError):
        return error
    if isinstance(error, UserError):
        return RunError(error.message, error.hint, error.where)
    if isinstance(error, Cancelled):
        return RunError(_("Reading the data was cancelled."), hint=_("Train, and they are read again."))
    if is_want_of_memory(error):
        return want_of_memory(design)
    if isinstance(error, RecursionError):
        return RunError(
            _("This network has more layers on top of each other than TensorFlow can compile."),
            hint=_("Use fewer layers, about 200 at most."),
        )
    _log.error("a run failed", exc_info=error)
    if is_not_for_xla(error):
        return RunError(
            _("XLA cannot compile this network: {reason}").format(reason=_short(error)),
            hint=_("Let the engine be chosen by itself, or choose TensorFlow's graph."),
        )
    return RunError(
        _("Training failed inside TensorFlow: {reason}").format(reason=_short(error)),
        hint=_("The log has the details. Undo the last change, then train again."),
    )


def is_want_of_memory(error: Exception) -> bool:
    is_so = isinstance(error, MemoryError | tf.errors.ResourceExhaustedError)
    return is_so or _NO_MEMORY.search(str(error)) is not None


def is_not_for_xla(error: Exception) -> bool:
    """Whether XLA cannot compile a network that TensorFlow's graph may run."""
    return isinstance(error, tf.errors.UnimplementedError) or _NOT_FOR_XLA.search(str(error)) is not None


def want_of_memory(design: Design | None) -> RunError:
    message = _("There is not enough memory to train this network.")
    fix = smaller_batch(design, describe(design.data), available_memory()) if design is not None else None
    hint = (
        _("Close other programs, or use smaller layers.")
        if fix is None
        else _("A batch of {size:,} examples needs less.").format(size=fix.size)
    )
    return RunError(message, hint, fix=fix)


def _short(error: Exception, longest: int = 200) -> str:
    """What an error says, without the trace and the names of nodes that TensorFlow puts around it."""
    said = _NODE.sub("", str(error)).strip()
    is_traced = said.startswith("Graph execution error")
    text = " ".join((said.splitlines()[-1] if is_traced else said).split()) or type(error).__name__
    return text if len(text) <= longest else text[: longest - 1] + "…"
