"""Schedules: how the learning rate changes while training goes on.

Each but the last says what share of the recipe's learning rate holds at a step, so that the curve that is
drawn is the formula that trains.
"""

from __future__ import annotations

from typing import Any

from nnstudio.catalogue.entries import Schedule
from nnstudio.catalogue.params import Bool, Float, Int, Param, Rising
from nnstudio.catalogue.schedules import curves
from nnstudio.i18n import N_, U_

_LONGEST = 1_000_000.0  # epochs


def _epochs(
    name: str, title: str, default: float, help: str, zero: str = "", advanced: bool = False
) -> Float:
    return Float(
        name=name,
        title=title,
        help=help,
        default=default,
        min=0.0,
        max=_LONGEST,
        open_min=not zero,
        unit=U_("epoch", "epochs"),
        zero=zero,
        advanced=advanced,
    )


def _share(name: str, title: str, default: float, help: str, advanced: bool = False) -> Float:
    return Float(name=name, title=title, help=help, default=default, min=0.0, max=1.0, advanced=advanced)


_WHOLE_RUN = _epochs(
    "decay_epochs",
    N_("Falls for"),
    0.0,
    N_("How long the learning rate falls; then it stays as it is."),
    zero=N_("whole run"),
)
_STAIRCASE = Bool(
    name="staircase",
    title=N_("In steps"),
    help=N_("Falls all at once when the time is over, instead of little by little."),
    default=False,
    advanced=True,
)


def _schedule(
    key: str, title: str, keras: str, help: str, formula: str, share: Any, *params: Param
) -> Schedule:
    return Schedule(
        key=key,
        title=title,
        help=help,
        params=params,
        concepts=("learning_rate_schedule", "learning_rate"),
        keras=keras,
        formula=formula,
        share=share,
    )


_TABLE = (
    _schedule(
        "constant",
        N_("constant"),
        "",
        N_("The learning rate stays as it is."),
        "learning_rate",
        curves.constant,
    ),
    _schedule(
        "exponential",
        N_("exponential decay"),
        "ExponentialDecay",
        N_("Multiplies the learning rate by the same factor again and again."),
        "learning_rate · decay_rate^(t / decay_epochs)",
        curves.exponential,
        _epochs("decay_epochs", N_("Every"), 10.0, N_("After so long it was multiplied by the factor once.")),
        _share("decay_rate", N_("Factor"), 0.5, N_("What the learning rate is multiplied by.")),
        _STAIRCASE,
    ),
    _schedule(
        "step",
        N_("step decay"),
        "PiecewiseConstantDecay",
        N_("Makes the learning rate smaller at a few given epochs, and leaves it alone between them."),
        "learning_rate · factor^(boundaries passed)",
        curves.steps,
        Rising(
            name="boundaries",
            title=N_("After epochs"),
            help=N_("The learning rate gets smaller when so many epochs are done."),
            default=(10, 15),
            min=1,
            max=1_000_000,
        ),
        _share("factor", N_("Factor"), 0.1, N_("What the learning rate is multiplied by each time.")),
    ),
    _schedule(
        "cosine",
        N_("cosine decay"),
        "CosineDecay",
        N_("Falls slowly, then quickly, then slowly again along half a wave; can warm up from 0 first."),
        "learning_rate · (alpha + (1 − alpha) · (1 + cos(π · t / decay_epochs)) / 2)",
        curves.cosine,
        _epochs(
            "warmup_epochs",
            N_("Warm-up"),
            0.0,
            N_("How long the learning rate grows from 0 before it falls, so that the first steps are small."),
            zero=N_("off"),
        ),
        _WHOLE_RUN,
        _share("alpha", N_("Share left"), 0.0, N_("What share of the learning rate is left at the end.")),
    ),
    _schedule(
        "cosine_restarts",
        N_("cosine decay with restarts"),
        "CosineDecayRestarts",
        N_("Falls along half a wave, jumps back up and falls again, each time more slowly."),
        "learning_rate · m_mul^restarts · (1 + cos(π · t / period)) / 2, period · t_mul after each restart",
        curves.cosine_restarts,
        _epochs("first_decay_epochs", N_("First fall"), 10.0, N_("How long the first fall takes.")),
        Float(
            name="t_mul",
            title=N_("Longer by"),
            help=N_("How many times as long each fall is as the one before."),
            default=2.0,
            min=1.0,
            max=100.0,
        ),
        _share("m_mul", N_("Lower by"), 1.0, N_("What share of the height each jump reaches.")),
        _share("alpha", N_("Share left"), 0.0, N_("What share of the learning rate is left at the lowest.")),
    ),
    _schedule(
        "polynomial",
        N_("polynomial decay"),
        "PolynomialDecay",
        N_("Falls in a straight line, or in a curve, to a share of itself."),
        "learning_rate · ((1 − end) · (1 − t / decay_epochs)^power + end)",
        curves.polynomial,
        _WHOLE_RUN,
        _share("end", N_("Share left"), 0.01, N_("What share of the learning rate is left at the end.")),
        Float(
            name="power",
            title=N_("Power"),
            help=N_("1 is a straight line; larger numbers fall faster at first."),
            default=1.0,
            min=0.0,
            max=10.0,
            open_min=True,
        ),
        Bool(
            name="cycle",
            title=N_("Again and again"),
            help=N_("When the fall is over, jumps back up and falls once more, over a longer time."),
            default=False,
            advanced=True,
        ),
    ),
    _schedule(
        "inverse_time",
        N_("inverse time decay"),
        "InverseTimeDecay",
        N_("Falls quickly at first, then ever more slowly, and never stops falling."),
        "learning_rate / (1 + decay_rate · t / decay_epochs)",
        curves.inverse_time,
        _epochs("decay_epochs", N_("Every"), 10.0, N_("The unit in which time is counted.")),
        Float(
            name="decay_rate",
            title=N_("Growth"),
            help=N_("How much the divisor grows in that time: 1 halves the learning rate the first time."),
            default=1.0,
            min=0.0,
            max=1_000.0,
        ),
        _STAIRCASE,
    ),
    _schedule(
        "reduce_on_plateau",
        N_("reduce on plateau"),
        "ReduceLROnPlateau",
        N_("Makes the learning rate smaller whenever the validation loss has not improved for some epochs."),
        "learning_rate ← max(factor · learning_rate, min_lr) after patience epochs without a better loss",
        None,
        _share("factor", N_("Factor"), 0.1, N_("What the learning rate is multiplied by each time.")),
        Int(
            name="patience",
            title=N_("Patience"),
            help=N_("How many epochs in a row may bring nothing. Only epochs that are validated count."),
            default=10,
            min=1,
            max=100_000,
            unit=U_("epoch", "epochs"),
        ),
        Float(
            name="min_delta",
            title=N_("Smallest gain"),
            help=N_("A loss counts as better only when it is lower by more than this."),
            default=1e-4,
            min=0.0,
            max=1e6,
            advanced=True,
        ),
        Int(
            name="cooldown",
            title=N_("Rest"),
            help=N_("For so many epochs after a change nothing is counted."),
            default=0,
            min=0,
            max=100_000,
            unit=U_("epoch", "epochs"),
            advanced=True,
        ),
        Float(
            name="min_lr",
            title=N_("Smallest rate"),
            help=N_("The learning rate never falls below this."),
            default=0.0,
            min=0.0,
            max=100.0,
            advanced=True,
        ),
    ),
)

SCHEDULES: dict[str, Schedule] = {entry.key: entry for entry in _TABLE}
