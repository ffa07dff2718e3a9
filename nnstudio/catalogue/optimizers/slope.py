"""Optimizers that follow the slope, its signs or its directions, with one step size for all weights."""

from __future__ import annotations

from nnstudio.catalogue.optimizers.entry import optimizer
from nnstudio.catalogue.optimizers.params import BETA_1, OFF, epsilon, momentum, number, share, switch
from nnstudio.catalogue.params import Bool, Int
from nnstudio.i18n import N_

SGD = optimizer(
    "sgd",
    "SGD",
    N_("Stochastic gradient descent: a step straight down the slope."),
    "v ← momentum · v − learning_rate · g,  w ← w + v",
    lambda params: int(bool(params.get("momentum"))),
    (1e-4, 1.0),
    momentum(0.0),
    Bool(
        name="nesterov",
        title=N_("Nesterov"),
        help=N_("Looks at the slope where the momentum is about to carry the weights."),
        default=False,
    ),
    rate=0.01,
    concepts=("momentum", "batches"),
)

LION = optimizer(
    "lion",
    "Lion",
    N_("Goes by the sign of the gradient alone; wants a learning rate ten times smaller than Adam's."),
    "w ← w − learning_rate · sign(β₁m + (1 − β₁)g),  m ← β₂m + (1 − β₂)g",
    1,
    (1e-6, 0.01),
    BETA_1,
    share("beta_2", N_("Beta 2"), 0.99, N_("How long the direction is remembered.")),
)

MUON = optimizer(
    "muon",
    "Muon",
    N_("Makes the step of every matrix a rotation, so that all directions learn alike."),
    "m ← momentum · m + g,  w ← w − learning_rate · orthogonalized(g + momentum · m)",
    2,  # where Adam is taken; matrices have one
    (1e-4, 0.1),
    momentum(0.95),
    share("adam_beta_1", N_("Adam beta 1"), 0.9, N_("How long Adam remembers gradients.")),
    share("adam_beta_2", N_("Adam beta 2"), 0.999, N_("How long Adam remembers squared gradients.")),
    number("adam_lr_ratio", N_("Adam rate"), 1.0, N_("The learning rate of Adam, times the one above.")),
    Int(
        name="ns_steps",
        title=N_("Newton-Schulz steps"),
        help=N_("How exactly the step is made a rotation."),
        default=5,
        min=1,
        max=20,
        advanced=True,
    ),
    switch("nesterov", N_("Nesterov"), True, N_("Looks ahead along the momentum.")),
    number(
        "rms_rate",
        N_("Step size"),
        0.2,
        N_("Makes steps as large as Adam's, so that the same learning rates suit."),
        max=10.0,
        zero=OFF,
    ),
    epsilon(),
    decay=0.004,
)
