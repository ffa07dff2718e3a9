"""Optimizers that measure the step of each weight by the gradients it has had."""

from __future__ import annotations

from nnstudio.catalogue.optimizers.entry import optimizer
from nnstudio.catalogue.optimizers.params import SQUARES, epsilon, momentum, number, share, switch
from nnstudio.i18n import N_

_START = number(
    "initial_accumulator_value",
    N_("Start value"),
    0.1,
    N_("What the sum of squared gradients starts with; larger values calm the first steps."),
)

RMSPROP = optimizer(
    "rmsprop",
    "RMSprop",
    N_("Divides each step by the recent size of the gradient; a classic for recurrent networks."),
    "v ← ρv + (1 − ρ)g²,  w ← w − learning_rate · g / √(v + ε)",
    lambda params: 1 + bool(params.get("momentum")) + bool(params.get("centered")),
    (1e-5, 0.1),
    share("rho", N_("Rho"), 0.9, SQUARES),
    momentum(0.0),
    epsilon(),
    switch(
        "centered",
        N_("Centered"),
        False,
        N_("Divides by the spread of the gradient instead of its size."),
    ),
)

ADAGRAD = optimizer(
    "adagrad",
    "Adagrad",
    N_("Takes ever smaller steps along weights that have already moved a lot."),
    "s ← s + g²,  w ← w − learning_rate · g / √(s + ε)",
    1,
    (1e-3, 1.0),
    _START,
    epsilon(),
)

ADADELTA = optimizer(
    "adadelta",
    "Adadelta",
    N_("Measures each step by the steps before it; learning rates near 1 suit it."),
    "s ← ρs + (1 − ρ)g²,  Δ = −√(u + ε) / √(s + ε) · g,  u ← ρu + (1 − ρ)Δ²,  w ← w + learning_rate · Δ",
    2,
    (0.1, 10.0),
    share("rho", N_("Rho"), 0.95, SQUARES),
    epsilon(),
)

ADAFACTOR = optimizer(
    "adafactor",
    "Adafactor",
    N_("Keeps sums of rows and columns of the squared gradients; made for very large networks."),
    "v ≈ r · c / mean r,  w ← w − min(learning_rate, 1/√t) · max(ε₂, RMS w) · clip(g / √v)",
    1,
    (1e-3, 1.0),
    number(
        "beta_2_decay",
        N_("Beta 2 decay"),
        -0.8,
        N_("How the memory of squared gradients grows with the steps: 1 − step to this power."),
        min=-1.0,
        max=-0.01,
    ),
    number(
        "epsilon_2",
        N_("Least size"),
        1e-3,
        N_("The least size that weights are taken to have, as steps are measured by it."),
        max=1.0,
        open_min=True,
    ),
    number(
        "clip_threshold",
        N_("Clip threshold"),
        1.0,
        N_("Larger steps than this are shortened."),
        open_min=True,
    ),
    switch(
        "relative_step",
        N_("Relative step"),
        True,
        N_("Lets the learning rate fall with the root of the steps."),
    ),
)

FTRL = optimizer(
    "ftrl",
    "Ftrl",
    N_("Follows the regularized leader: made for wide, sparse tables of clicks; sets weights to 0."),
    "n ← n + g²,  z ← z + g − (√n_new − √n) / learning_rate · w,  w from z, shrunk by l1 and l2",
    2,
    (1e-3, 1.0),
    number(
        "learning_rate_power",
        N_("Learning rate power"),
        -0.5,
        N_("How the learning rate falls with the sum of squared gradients; 0 for not at all."),
        min=-2.0,
        max=0.0,
    ),
    _START,
    number("l1_regularization_strength", N_("L1"), 0.0, N_("How strongly weights are drawn to 0.")),
    number("l2_regularization_strength", N_("L2"), 0.0, N_("How strongly weights are kept small.")),
    number(
        "l2_shrinkage_regularization_strength",
        N_("L2 shrinkage"),
        0.0,
        N_("How strongly the weights count in the gradient."),
    ),
    number("beta", N_("Beta"), 0.0, N_("Calms the first steps.")),
)
