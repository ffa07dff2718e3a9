"""Optimizers: how the gradient g of the loss changes the weights w."""

from __future__ import annotations

from collections.abc import Callable

from nnstudio.catalogue.entries import Optimizer
from nnstudio.catalogue.params import Bool, Float, Int, Param
from nnstudio.catalogue.values import Params
from nnstudio.i18n import N_

_OFF = N_("off")


def _number(
    name: str,
    title: str,
    default: float,
    help: str,
    *,
    min: float = 0.0,
    max: float = 100.0,
    open_min: bool = False,
    zero: str = "",
) -> Float:
    return Float(
        name=name,
        title=title,
        help=help,
        default=default,
        min=min,
        max=max,
        open_min=open_min,
        zero=zero,
        advanced=True,
    )


def _share(name: str, title: str, default: float, help: str) -> Float:
    """A share of the past that is kept: 0 forgets at once, close to 1 remembers long."""
    return _number(name, title, default, help, max=0.999_999)


def _switch(name: str, title: str, default: bool, help: str) -> Bool:
    return Bool(name=name, title=title, help=help, default=default, advanced=True)


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


def _epsilon(default: float = 1e-7) -> Float:
    return _number(
        "epsilon",
        N_("Epsilon"),
        default,
        N_("A small number that keeps the division from going wild where gradients are close to 0."),
        max=1.0,
        open_min=True,
    )


def _momentum(default: float) -> Float:
    return Float(
        name="momentum",
        title=N_("Momentum"),
        help=N_("Share of the last step that is added to this one, like a ball that keeps rolling."),
        default=default,
        min=0.0,
        max=0.999_999,
    )


_BETA_1 = _share("beta_1", N_("Beta 1"), 0.9, N_("How long the mean of the gradients is remembered."))
_SQUARES = N_("How long the mean of the squared gradients is remembered.")
_BETA_2 = _share("beta_2", N_("Beta 2"), 0.999, _SQUARES)
_AMSGRAD = _switch(
    "amsgrad",
    N_("AMSGrad"),
    False,
    N_("Lets step sizes only shrink, by keeping the largest squared gradient."),
)
_ADAM = (_BETA_1, _BETA_2, _epsilon())
_CLIPPINGS = ("clipnorm", "clipvalue", "global_clipnorm")
_START = _number(
    "initial_accumulator_value",
    N_("Start value"),
    0.1,
    N_("What the sum of squared gradients starts with; larger values calm the first steps."),
)


def _weight_decay(default: float) -> Float:
    return _number(
        "weight_decay",
        N_("Weight decay"),
        default,
        N_("Share of every weight, times the learning rate, that is taken off at each step."),
        max=10.0,
        zero=_OFF,
    )


# What every optimizer of Keras can do. Keras' own default for the last is never, and then the averages come
# to the weights only when ``fit`` ends, where nobody who watches would see them work.
_CLIPPING_AND_AVERAGES: tuple[Param, ...] = (
    _number(
        "clipnorm",
        N_("Clip norm"),
        0.0,
        N_("Shortens the gradient of each weight array to this length. Only one kind of clipping can be on."),
        max=1_000_000.0,
        zero=_OFF,
    ),
    _number(
        "clipvalue",
        N_("Clip value"),
        0.0,
        N_("Cuts every number of the gradient off at this size. Only one kind of clipping can be on."),
        max=1_000_000.0,
        zero=_OFF,
    ),
    _number(
        "global_clipnorm",
        N_("Clip global norm"),
        0.0,
        N_("Shortens the gradient of all weights together. Only one kind of clipping can be on."),
        max=1_000_000.0,
        zero=_OFF,
    ),
    _switch(
        "use_ema",
        N_("Average weights"),
        False,
        N_("Keeps a moving average of the weights, and sets them to it now and then."),
    ),
    _share(
        "ema_momentum", N_("Average momentum"), 0.99, N_("How long the moving average remembers the weights.")
    ),
    Int(
        name="ema_overwrite_frequency",
        title=N_("Average every"),
        help=N_("After so many steps the weights are set to their average, if weights are averaged."),
        default=100,
        min=1,
        max=1_000_000,
        unit=N_("steps"),
        advanced=True,
    ),
)


def _optimizer(
    key: str,
    keras: str,
    help: str,
    formula: str,
    slots: int | Callable[[Params], int],
    usual_rate: tuple[float, float],
    *params: Param,
    rate: float = 0.001,
    decay: float = 0.0,
    concepts: tuple[str, ...] = ("adam",),
) -> Optimizer:
    """slots: without the moving average of weights."""

    def counted(given: Params) -> int:
        return (slots if isinstance(slots, int) else slots(given)) + bool(given.get("use_ema"))

    return Optimizer(
        key=key,
        title=keras,
        help=help,
        params=(_learning_rate(rate), *params, _weight_decay(decay), *_CLIPPING_AND_AVERAGES),
        exclusive=_CLIPPINGS,
        concepts=(*concepts, "gradient_descent"),
        keras=keras,
        formula=formula,
        slots=counted,
        usual_rate=usual_rate,
    )


_ADAM_FORMULA = "m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  w ← w − learning_rate · m̂ / (√v̂ + ε)"

_TABLE = (
    _optimizer(
        "sgd",
        "SGD",
        N_("Stochastic gradient descent: a step straight down the slope."),
        "v ← momentum · v − learning_rate · g,  w ← w + v",
        lambda params: int(bool(params.get("momentum"))),
        (1e-4, 1.0),
        _momentum(0.0),
        Bool(
            name="nesterov",
            title=N_("Nesterov"),
            help=N_("Looks at the slope where the momentum is about to carry the weights."),
            default=False,
        ),
        rate=0.01,
        concepts=("momentum", "batches"),
    ),
    _optimizer(
        "adam",
        "Adam",
        N_("Gives each weight a step size of its own and remembers the direction; works at once."),
        _ADAM_FORMULA,
        lambda params: 2 + bool(params.get("amsgrad")),
        (1e-5, 0.1),
        *_ADAM,
        _AMSGRAD,
    ),
    _optimizer(
        "adamw",
        "AdamW",
        N_("Adam that also lets every weight shrink a little at each step; usual for transformers."),
        _ADAM_FORMULA + " − learning_rate · weight_decay · w",
        lambda params: 2 + bool(params.get("amsgrad")),
        (1e-5, 0.1),
        *_ADAM,
        _AMSGRAD,
        decay=0.004,
        concepts=("adam", "weight_decay"),
    ),
    _optimizer(
        "rmsprop",
        "RMSprop",
        N_("Divides each step by the recent size of the gradient; a classic for recurrent networks."),
        "v ← ρv + (1 − ρ)g²,  w ← w − learning_rate · g / √(v + ε)",
        lambda params: 1 + bool(params.get("momentum")) + bool(params.get("centered")),
        (1e-5, 0.1),
        _share("rho", N_("Rho"), 0.9, _SQUARES),
        _momentum(0.0),
        _epsilon(),
        _switch(
            "centered",
            N_("Centered"),
            False,
            N_("Divides by the spread of the gradient instead of its size."),
        ),
    ),
    _optimizer(
        "adagrad",
        "Adagrad",
        N_("Takes ever smaller steps along weights that have already moved a lot."),
        "s ← s + g²,  w ← w − learning_rate · g / √(s + ε)",
        1,
        (1e-3, 1.0),
        _START,
        _epsilon(),
    ),
    _optimizer(
        "adadelta",
        "Adadelta",
        N_("Measures each step by the steps before it; learning rates near 1 suit it."),
        "s ← ρs + (1 − ρ)g²,  Δ = −√(u + ε) / √(s + ε) · g,  u ← ρu + (1 − ρ)Δ²,  w ← w + learning_rate · Δ",
        2,
        (0.1, 10.0),
        _share("rho", N_("Rho"), 0.95, _SQUARES),
        _epsilon(),
    ),
    _optimizer(
        "adamax",
        "Adamax",
        N_("Adam that divides by the largest recent gradient; steady where gradients are rare."),
        "m ← β₁m + (1 − β₁)g,  u ← max(β₂u, |g|),  w ← w − learning_rate / (1 − β₁ᵗ) · m / (u + ε)",
        2,
        (1e-5, 0.1),
        *_ADAM,
    ),
    _optimizer(
        "nadam",
        "Nadam",
        N_("Adam that looks ahead, as Nesterov momentum does."),
        "m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  w ← w − learning_rate · (β₁m̂ + (1 − β₁)ĝ) / (√v̂ + ε)",
        2,
        (1e-5, 0.1),
        *_ADAM,
    ),
    _optimizer(
        "adafactor",
        "Adafactor",
        N_("Keeps sums of rows and columns of the squared gradients; made for very large networks."),
        "v ≈ r · c / mean r,  w ← w − min(learning_rate, 1/√t) · max(ε₂, RMS w) · clip(g / √v)",
        1,
        (1e-3, 1.0),
        _number(
            "beta_2_decay",
            N_("Beta 2 decay"),
            -0.8,
            N_("How the memory of squared gradients grows with the steps: 1 − step to this power."),
            min=-1.0,
            max=-0.01,
        ),
        _number(
            "epsilon_2",
            N_("Least size"),
            1e-3,
            N_("The least size that weights are taken to have, as steps are measured by it."),
            max=1.0,
            open_min=True,
        ),
        _number(
            "clip_threshold",
            N_("Clip threshold"),
            1.0,
            N_("Larger steps than this are shortened."),
            open_min=True,
        ),
        _switch(
            "relative_step",
            N_("Relative step"),
            True,
            N_("Lets the learning rate fall with the root of the steps."),
        ),
    ),
    _optimizer(
        "ftrl",
        "Ftrl",
        N_("Follows the regularized leader: made for wide, sparse tables of clicks; sets weights to 0."),
        "n ← n + g²,  z ← z + g − (√n_new − √n) / learning_rate · w,  w from z, shrunk by l1 and l2",
        2,
        (1e-3, 1.0),
        _number(
            "learning_rate_power",
            N_("Learning rate power"),
            -0.5,
            N_("How the learning rate falls with the sum of squared gradients; 0 for not at all."),
            min=-2.0,
            max=0.0,
        ),
        _START,
        _number("l1_regularization_strength", N_("L1"), 0.0, N_("How strongly weights are drawn to 0.")),
        _number("l2_regularization_strength", N_("L2"), 0.0, N_("How strongly weights are kept small.")),
        _number(
            "l2_shrinkage_regularization_strength",
            N_("L2 shrinkage"),
            0.0,
            N_("How strongly the weights count in the gradient."),
        ),
        _number("beta", N_("Beta"), 0.0, N_("Calms the first steps.")),
    ),
    _optimizer(
        "lion",
        "Lion",
        N_("Goes by the sign of the gradient alone; wants a learning rate ten times smaller than Adam's."),
        "w ← w − learning_rate · sign(β₁m + (1 − β₁)g),  m ← β₂m + (1 − β₂)g",
        1,
        (1e-6, 0.01),
        _BETA_1,
        _share("beta_2", N_("Beta 2"), 0.99, N_("How long the direction is remembered.")),
    ),
    _optimizer(
        "lamb",
        "Lamb",
        N_("Adam whose steps are measured by the size of each layer's weights; made for large batches."),
        "r = m̂ / (√v̂ + ε),  w ← w − learning_rate · ‖w‖ / ‖r‖ · r",
        2,
        (1e-4, 0.1),
        *_ADAM,
    ),
    _optimizer(
        "muon",
        "Muon",
        N_("Makes the step of every matrix a rotation, so that all directions learn alike."),
        "m ← momentum · m + g,  w ← w − learning_rate · orthogonalized(g + momentum · m)",
        2,  # where Adam is taken; matrices have one
        (1e-4, 0.1),
        _momentum(0.95),
        _share("adam_beta_1", N_("Adam beta 1"), 0.9, N_("How long Adam remembers gradients.")),
        _share("adam_beta_2", N_("Adam beta 2"), 0.999, N_("How long Adam remembers squared gradients.")),
        _number("adam_lr_ratio", N_("Adam rate"), 1.0, N_("The learning rate of Adam, times the one above.")),
        Int(
            name="ns_steps",
            title=N_("Newton-Schulz steps"),
            help=N_("How exactly the step is made a rotation."),
            default=5,
            min=1,
            max=20,
            advanced=True,
        ),
        _switch("nesterov", N_("Nesterov"), True, N_("Looks ahead along the momentum.")),
        _number(
            "rms_rate",
            N_("Step size"),
            0.2,
            N_("Makes steps as large as Adam's, so that the same learning rates suit."),
            max=10.0,
            zero=_OFF,
        ),
        _epsilon(),
        decay=0.004,
    ),
    _optimizer(
        "schedule_free_adamw",
        "ScheduleFreeAdamW",
        N_("Adam that averages its weights as it goes, and so needs no schedule of the learning rate."),
        "z ← z − learning_rate · g / (√v̂ + ε),  x ← (1 − 1/t)x + z/t,  w = (1 − β₁)z + β₁x",
        2,
        (1e-4, 0.1),
        _BETA_1,
        _BETA_2,
        _epsilon(1e-8),
        Int(
            name="warmup_steps",
            title=N_("Warm-up"),
            help=N_("For so many steps the learning rate grows from 0."),
            default=0,
            min=0,
            max=1_000_000,
            unit=N_("steps"),
            advanced=True,
        ),
        rate=0.0025,
    ),
)

OPTIMIZERS: dict[str, Optimizer] = {entry.key: entry for entry in _TABLE}

LEFT_OUT_OPTIMIZERS = {
    "LossScaleOptimizer": N_("It is for numbers of half precision; everything here is computed in single."),
    "MultiOptimizer": N_("It gives each layer an optimizer of its own; here one trains the whole network."),
    "OptimizerMap": N_("It belongs to MultiOptimizer."),
}
