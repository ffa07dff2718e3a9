"""Adam and its relatives: the direction is remembered, and each weight has a step size of its own."""

from __future__ import annotations

from nnstudio.catalogue.optimizers.entry import optimizer
from nnstudio.catalogue.optimizers.params import BETA_1, SQUARES, epsilon, share, switch
from nnstudio.catalogue.params import Int
from nnstudio.i18n import N_, U_

_BETA_2 = share("beta_2", N_("Beta 2"), 0.999, SQUARES)
_MEANS = (BETA_1, _BETA_2, epsilon())
_AMSGRAD = switch(
    "amsgrad",
    N_("AMSGrad"),
    False,
    N_("Lets step sizes only shrink, by keeping the largest squared gradient."),
)
_FORMULA = "m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  w ← w − learning_rate · m̂ / (√v̂ + ε)"

ADAM = optimizer(
    "adam",
    "Adam",
    N_("Gives each weight a step size of its own and remembers the direction; works at once."),
    _FORMULA,
    lambda params: 2 + bool(params.get("amsgrad")),
    (1e-5, 0.1),
    *_MEANS,
    _AMSGRAD,
)

ADAMW = optimizer(
    "adamw",
    "AdamW",
    N_("Adam that also lets every weight shrink a little at each step; usual for transformers."),
    _FORMULA + " − learning_rate · weight_decay · w",
    lambda params: 2 + bool(params.get("amsgrad")),
    (1e-5, 0.1),
    *_MEANS,
    _AMSGRAD,
    decay=0.004,
    concepts=("adam", "weight_decay"),
)

ADAMAX = optimizer(
    "adamax",
    "Adamax",
    N_("Adam that divides by the largest recent gradient; steady where gradients are rare."),
    "m ← β₁m + (1 − β₁)g,  u ← max(β₂u, |g|),  w ← w − learning_rate / (1 − β₁ᵗ) · m / (u + ε)",
    2,
    (1e-5, 0.1),
    *_MEANS,
)

NADAM = optimizer(
    "nadam",
    "Nadam",
    N_("Adam that looks ahead, as Nesterov momentum does."),
    "m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  w ← w − learning_rate · (β₁m̂ + (1 − β₁)ĝ) / (√v̂ + ε)",
    2,
    (1e-5, 0.1),
    *_MEANS,
)

LAMB = optimizer(
    "lamb",
    "Lamb",
    N_("Adam whose steps are measured by the size of each layer's weights; made for large batches."),
    "r = m̂ / (√v̂ + ε),  w ← w − learning_rate · ‖w‖ / ‖r‖ · r",
    2,
    (1e-4, 0.1),
    *_MEANS,
)

SCHEDULE_FREE_ADAMW = optimizer(
    "schedule_free_adamw",
    "ScheduleFreeAdamW",
    N_("Adam that averages its weights as it goes, and so needs no schedule of the learning rate."),
    "z ← z − learning_rate · g / (√v̂ + ε),  x ← (1 − 1/t)x + z/t,  w = (1 − β₁)z + β₁x",
    2,
    (1e-4, 0.1),
    BETA_1,
    _BETA_2,
    epsilon(1e-8),
    Int(
        name="warmup_steps",
        title=N_("Warm-up"),
        help=N_("For so many steps the learning rate grows from 0."),
        default=0,
        min=0,
        max=1_000_000,
        unit=U_("step", "steps"),
        advanced=True,
    ),
    rate=0.0025,
)
