"""Layers that read a sequence step by step and remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from nnstudio.catalogue.entries import Category, CostRule, Layer, ShapeRule, WeightRule, Weights
from nnstudio.catalogue.layers.params import (
    ACTIVITY_REGULARIZER,
    BIAS_CONSTRAINT,
    BIAS_INITIALIZER,
    BIAS_REGULARIZER,
    KERNEL_CONSTRAINT,
    KERNEL_INITIALIZER,
    KERNEL_REGULARIZER,
    RECURRENT_CONSTRAINT,
    RECURRENT_INITIALIZER,
    RECURRENT_REGULARIZER,
    UNITS,
    USE_BIAS,
    activation,
)
from nnstudio.catalogue.masks import while_there_are_steps
from nnstudio.catalogue.params import Bool, Float, Param
from nnstudio.catalogue.shapes import sequence
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _

GATE = activation(
    "sigmoid",
    name="recurrent_activation",
    title=N_("Gate activation"),
    help=N_("Function of the gates, which decide what is kept and what is let through."),
    advanced=True,
)
RETURN_SEQUENCES = Bool(
    name="return_sequences",
    title=N_("Return sequences"),
    help=N_("Gives what it knows after every step, not only after the last; for stacking recurrent layers."),
    default=False,
)


BACKWARDS = Bool(
    name="go_backwards",
    title=N_("Backwards"),
    help=N_("Reads the sequence from its end to its beginning."),
    default=False,
    advanced=True,
)

FORGETS_LATE = Bool(
    name="unit_forget_bias",
    title=N_("Remembers at first"),
    help=N_("Adds 1 to the bias of the gate that forgets, so that training begins with a long memory."),
    default=True,
    advanced=True,
)
RESET_AFTER = Bool(
    name="reset_after",
    title=N_("Reset after"),
    help=N_("The gate that forgets works on the product with the memory, with a bias of its own."),
    default=True,
    advanced=True,
)


def _share(name: str, title: str, help: str) -> Float:
    return Float(name=name, title=title, help=help, default=0.0, min=0.0, max=0.99, advanced=True)


SHARES: tuple[Param, ...] = (
    _share("dropout", N_("Input dropout"), N_("Share of the inputs that are dropped in training.")),
    _share(
        "recurrent_dropout",
        N_("Recurrent dropout"),
        N_("Share of what it remembers that is dropped in training."),
    ),
)
PARTS: tuple[Param, ...] = (
    USE_BIAS,
    KERNEL_INITIALIZER,
    RECURRENT_INITIALIZER,
    BIAS_INITIALIZER,
    RECURRENT_REGULARIZER,
    BIAS_REGULARIZER,
    ACTIVITY_REGULARIZER,
    KERNEL_CONSTRAINT,
    RECURRENT_CONSTRAINT,
    BIAS_CONSTRAINT,
)


def _params(*gates: Param, bias: Param = BIAS_INITIALIZER) -> tuple[Param, ...]:
    parts = (bias if part is BIAS_INITIALIZER else part for part in PARTS)
    return (
        UNITS,
        activation("tanh"),
        RETURN_SEQUENCES,
        KERNEL_REGULARIZER,
        *gates,
        *SHARES,
        BACKWARDS,
        *parts,
    )


def _axes_of_gru_bias(_inputs: Sequence[Shape], params: Params) -> int:
    """The two biases of one that resets after the product are rows of one weight."""
    return 2 if params["reset_after"] else 1


def _shape(title: str) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        steps, _features = sequence(inputs, _(title))
        units = cast(int, params["units"])
        return (steps, units) if params["return_sequences"] else (units,)

    return rule


def _weights(gates: int) -> WeightRule:
    """gates: sums for each unit, each with a bias; a GRU that resets after the product has two."""

    def rule(inputs: Sequence[Shape], params: Params) -> Weights:
        units = cast(int, params["units"])
        kernels = gates * units * (inputs[0][-1] + units)
        biases = bool(params["use_bias"]) * (2 if params.get("reset_after") else 1)
        return Weights(trainable=kernels + gates * units * biases)

    return rule


def _cost(gates: int) -> CostRule:
    def rule(inputs: Sequence[Shape], params: Params) -> int:
        steps, features = inputs[0]
        units = cast(int, params["units"])
        return steps * gates * units * (features + units)

    return rule


def _held(kept: int) -> CostRule:
    """Every step's state and gates are kept until the error has come back through time.

    kept: numbers for each unit and step; measured, they match what TensorFlow 2.21 takes.
    """

    def rule(inputs: Sequence[Shape], params: Params) -> int:
        return inputs[0][0] * cast(int, params["units"]) * kept

    return rule


SIMPLE_RNN = Layer(
    key="simple_rnn",
    title=Name("SimpleRNN"),
    help=N_("Reads a sequence step by step and mixes each step with what it remembers."),
    params=_params(),
    concepts=("recurrent_state", "bidirectional"),
    keras="SimpleRNN",
    category=Category.RECURRENT,
    formula="h_t = f(W·x_t + U·h_(t−1) + b)",
    shape=_shape(Name("SimpleRNN")),
    weights=_weights(1),
    cost=_cost(1),
    held=_held(1),
    summary="{units} · {activation}",
    both_ways=True,
    masks=while_there_are_steps,
)

LSTM = Layer(
    key="lstm",
    title=Name("LSTM"),
    help=N_("Reads a sequence with a long memory; gates decide what to forget, to write and to tell."),
    params=_params(GATE, FORGETS_LATE),
    concepts=("gates", "recurrent_state", "bidirectional"),
    keras="LSTM",
    category=Category.RECURRENT,
    formula="c_t = σ(f_t) ⊙ c_(t−1) + σ(i_t) ⊙ tanh(g_t),  h_t = σ(o_t) ⊙ tanh(c_t)",
    shape=_shape(Name("LSTM")),
    weights=_weights(4),
    cost=_cost(4),
    held=_held(5),
    summary="{units} · {activation}",
    both_ways=True,
    masks=while_there_are_steps,
)

GRU = Layer(
    key="gru",
    title=Name("GRU"),
    help=N_("Reads a sequence with a memory like an LSTM's, with fewer weights."),
    params=_params(GATE, RESET_AFTER, bias=replace(BIAS_INITIALIZER, axes=_axes_of_gru_bias)),
    concepts=("gates", "recurrent_state", "bidirectional"),
    keras="GRU",
    category=Category.RECURRENT,
    formula="h_t = σ(z_t) ⊙ h_(t−1) + (1 − σ(z_t)) ⊙ tanh(W·x_t + σ(r_t) ⊙ (U·h_(t−1) + b_u) + b)",
    shape=_shape(Name("GRU")),
    weights=_weights(3),
    cost=_cost(3),
    held=_held(4),
    summary="{units} · {activation}",
    both_ways=True,
    masks=while_there_are_steps,
)
