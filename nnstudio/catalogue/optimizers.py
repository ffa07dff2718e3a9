"""Optimizers: how the gradient g of the loss changes the weights w."""

from __future__ import annotations

from nnstudio.catalogue.entries import Optimizer
from nnstudio.catalogue.params import Bool, Float
from nnstudio.catalogue.values import Params
from nnstudio.i18n import N_


def _learning_rate(default: float) -> Float:
    return Float(
        name="learning_rate",
        title=N_("Learning rate"),
        help=N_("Size of a step: too small and nothing moves, too large and the loss jumps about."),
        default=default,
        min=0.0,
        max=100.0,
        open_min=True,
    )


def _share(name: str, title: str, default: float, help: str) -> Float:
    """A share of the past that is kept: 0 forgets at once, close to 1 remembers long."""
    return Float(name=name, title=title, help=help, default=default, min=0.0, max=0.999_999, advanced=True)


_MOMENTUM = Float(
    name="momentum",
    title=N_("Momentum"),
    help=N_("Share of the last step that is added to this one, like a ball that keeps rolling."),
    default=0.0,
    min=0.0,
    max=0.999_999,
)
_EPSILON = Float(
    name="epsilon",
    title=N_("Epsilon"),
    help=N_("A small number that keeps the division from going wild where gradients are close to 0."),
    default=1e-7,
    min=0.0,
    max=1.0,
    open_min=True,
    advanced=True,
)


def _sgd_slots(params: Params) -> int:
    return int(bool(params.get("momentum")))


def _adam_slots(params: Params) -> int:
    return 2 + bool(params.get("amsgrad"))


def _rmsprop_slots(params: Params) -> int:
    return 1 + bool(params.get("momentum")) + bool(params.get("centered"))


def _adagrad_slots(params: Params) -> int:
    return 1


_TABLE = (
    Optimizer(
        key="sgd",
        title=N_("SGD"),
        help=N_("Stochastic gradient descent: a step straight down the slope."),
        params=(
            _learning_rate(0.01),
            _MOMENTUM,
            Bool(
                name="nesterov",
                title=N_("Nesterov"),
                help=N_("Looks at the slope where the momentum is about to carry the weights."),
                default=False,
            ),
        ),
        keras="SGD",
        formula="v ← momentum · v − learning_rate · g,  w ← w + v",
        slots=_sgd_slots,
    ),
    Optimizer(
        key="adam",
        title=N_("Adam"),
        help=N_("Gives each weight a step size of its own and remembers the direction; works at once."),
        params=(
            _learning_rate(0.001),
            _share("beta_1", N_("Beta 1"), 0.9, N_("How long the mean of the gradients is remembered.")),
            _share(
                "beta_2", N_("Beta 2"), 0.999, N_("How long the mean of the squared gradients is remembered.")
            ),
            _EPSILON,
            Bool(
                name="amsgrad",
                title=N_("AMSGrad"),
                help=N_("Lets step sizes only shrink, by keeping the largest squared gradient."),
                default=False,
                advanced=True,
            ),
        ),
        keras="Adam",
        formula="m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  w ← w − learning_rate · m̂ / (√v̂ + ε)",
        slots=_adam_slots,
    ),
    Optimizer(
        key="rmsprop",
        title=N_("RMSprop"),
        help=N_("Divides each step by the recent size of the gradient; a classic for recurrent networks."),
        params=(
            _learning_rate(0.001),
            _share("rho", N_("Rho"), 0.9, N_("How long the mean of the squared gradients is remembered.")),
            _MOMENTUM,
            _EPSILON,
            Bool(
                name="centered",
                title=N_("Centered"),
                help=N_("Divides by the spread of the gradient instead of its size."),
                default=False,
                advanced=True,
            ),
        ),
        keras="RMSprop",
        formula="v ← ρv + (1 − ρ)g²,  w ← w − learning_rate · g / √(v + ε)",
        slots=_rmsprop_slots,
    ),
    Optimizer(
        key="adagrad",
        title=N_("Adagrad"),
        help=N_("Takes ever smaller steps along weights that have already moved a lot."),
        params=(
            _learning_rate(0.001),
            Float(
                name="initial_accumulator_value",
                title=N_("Start value"),
                help=N_("What the sum of squared gradients starts with; larger values calm the first steps."),
                default=0.1,
                min=0.0,
                max=100.0,
                advanced=True,
            ),
            _EPSILON,
        ),
        keras="Adagrad",
        formula="s ← s + g²,  w ← w − learning_rate · g / √(s + ε)",
        slots=_adagrad_slots,
    ),
)

OPTIMIZERS: dict[str, Optimizer] = {entry.key: entry for entry in _TABLE}
