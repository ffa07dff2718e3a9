"""Says in one sentence why a run could not go on, and what to do."""

from __future__ import annotations

import logging

import numpy as np

from nnstudio.data.prepared import Prepared
from nnstudio.engine.backend import tf
from nnstudio.errors import UserError
from nnstudio.i18n import _

_LARGE_INPUT = 50.0  # beyond this, unscaled inputs are the likelier cause than the learning rate

_log = logging.getLogger(__name__)


def not_finite(step: int, learning_rate: float, prepared: Prepared, layer: str | None = None) -> UserError:
    """The loss of a step is infinite or not a number: where, the likely cause, and the way out.

    layer: the title of the one where it began, if it is known.
    """
    largest = float(np.abs(prepared.train.inputs).max(initial=0.0))
    if largest > _LARGE_INPUT and prepared.choice.scaling == "none":
        hint = _("The inputs reach {largest:,.0f}: scale them (Data, Scaling), then train again.")
    else:
        hint = _("The learning rate {rate:g} is probably too high: try {lower:g}, then train again.")
    if layer is None:
        form = _("The loss stopped being a finite number at step {step:,}.")
    else:
        form = _("The loss stopped being a finite number at step {step:,}; it began in the layer “{layer}”.")
    return UserError(
        form.format(step=step, layer=layer),
        hint=hint.format(largest=largest, rate=learning_rate, lower=learning_rate / 10),
    )


def in_words(error: Exception) -> UserError:
    """Any error of a run as a sentence; one that nobody foresaw goes to the log with its traceback."""
    if isinstance(error, UserError):
        return error
    if isinstance(error, MemoryError | tf.errors.ResourceExhaustedError):
        return UserError(
            _("There is not enough memory for this step."),
            hint=_("Use a smaller batch or smaller layers."),
        )
    if isinstance(error, RecursionError):
        return UserError(
            _("This network has more layers on top of each other than TensorFlow can compile."),
            hint=_("Use fewer layers, about 200 at most."),
        )
    _log.error("a run failed", exc_info=error)
    return UserError(
        _("Training failed inside TensorFlow: {reason}").format(reason=_short(error)),
        hint=_("The log has the details. Undo the last change, then train again."),
    )


def _short(error: Exception, longest: int = 200) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= longest else text[: longest - 1] + "…"
