"""What several losses share: parameters, and the targets that they can be compared with."""

from __future__ import annotations

from nnstudio.catalogue.entries import Expects, Loss, Target
from nnstudio.catalogue.params import Bool, Float, Param
from nnstudio.i18n import N_

SMOOTHING = Float(
    name="label_smoothing",
    title=N_("Label smoothing"),
    help=N_("Asks for a little less than certainty: 0.1 asks for 0.9 and some instead of 1."),
    default=0.0,
    min=0.0,
    max=0.5,
    advanced=True,
)
FROM_LOGITS = Bool(
    name="from_logits",
    title=N_("From logits"),
    help=N_(
        "The network ends in a linear row, and the loss itself makes probabilities of its numbers, which is"
        " more exact than a sigmoid or softmax at the end."
    ),
    default=False,
    advanced=True,
)
GAMMA = Float(
    name="gamma",
    title=N_("Gamma"),
    help=N_("How little examples count that are told apart well already; 0 counts all alike."),
    default=2.0,
    min=0.0,
    max=20.0,
)
NOT_TOKENS = frozenset(Target) - {Target.TOKENS}
QUANTITIES = frozenset({Target.NUMBERS, Target.INPUTS})
YES_OR_NO = frozenset({Target.INTEGERS, Target.ONE_HOT, Target.INPUTS})
CLASSES = frozenset({Target.INTEGERS, Target.ONE_HOT})
ONE_HOT = frozenset({Target.ONE_HOT})


def alpha(help: str, default: float) -> Float:
    return Float(name="alpha", title=N_("Alpha"), help=help, default=default, min=0.0, max=1.0, advanced=True)


def loss(
    key: str,
    title: str,
    keras: str,
    help: str,
    formula: str,
    concept: str,
    targets: frozenset[Target],
    *params: Param,
    expects: Expects = Expects.ANY,
    sparse: bool = False,
    of_batch: bool = False,
) -> Loss:
    return Loss(
        key=key,
        title=title,
        help=help,
        params=params,
        concepts=(concept, "loss"),
        keras=keras,
        formula=formula,
        targets=targets,
        expects=expects,
        sparse=sparse,
        of_batch=of_batch,
    )
