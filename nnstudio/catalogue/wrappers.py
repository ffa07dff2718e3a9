"""What may be wrapped around a layer: read a sequence both ways, work on each step, hold its weights small.

A wrapped layer is an entry again, with rules of its own, so that whoever reads entries need not know
of wrappers, and one wrapper can go around another. Rules as in Keras 3.15:
``keras.layers.Bidirectional``, ``TimeDistributed`` and ``SpectralNormalization``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from nnstudio.catalogue.entries import (
    CostRule,
    Layer,
    PatchRule,
    ShapeError,
    ShapeRule,
    WeightRule,
    Weights,
)
from nnstudio.catalogue.params import Choice, Int, Option, Param
from nnstudio.catalogue.shapes import only, shape_words
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

Wrapper = Literal["none", "bidirectional", "time_distributed", "spectral", "time_distributed_spectral"]
Merge = Literal["concat", "sum", "mul", "ave"]

WRAPPER = Choice(
    name="wrapper",
    title=N_("Runs"),
    help=N_(
        "Whether the layer is used as it is, in both directions of a sequence, on each of its steps, or with"
        " weights that are held to one strength."
    ),
    default="none",
    options=(
        Option("none", N_("as it is"), N_("Once, on everything it receives.")),
        Option(
            "bidirectional",
            N_("both ways (Bidirectional)"),
            N_("Twice: one layer reads the sequence from its beginning, another one from its end."),
        ),
        Option(
            "time_distributed",
            N_("at each step (TimeDistributed)"),
            N_("The same layer on every step of a sequence, such as on every image of a film."),
        ),
        Option(
            "spectral",
            N_("evened out (SpectralNormalization)"),
            N_(
                "Its weights are divided in every training step by the most that they lengthen what comes"
                " in, so that small changes stay small."
            ),
        ),
        Option(
            "time_distributed_spectral",
            N_("evened out, at each step"),
            N_("The same layer on every step of a sequence, with weights that are held to one strength."),
        ),
    ),
)
AT_EACH_STEP: Final = ("time_distributed", "time_distributed_spectral")
EVENED_OUT: Final = ("spectral", "time_distributed_spectral")
MERGE = Choice(
    name="merge",
    title=N_("Join both ways by"),
    help=N_("How what the two directions give becomes one."),
    default="concat",
    options=(
        Option("concat", N_("putting side by side"), N_("Twice as many numbers.")),
        Option("sum", N_("adding"), N_("Number by number; as many as one direction gives.")),
        Option("mul", N_("multiplying"), N_("Number by number; as many as one direction gives.")),
        Option("ave", N_("averaging"), N_("Number by number; as many as one direction gives.")),
    ),
)
POWER_ITERATIONS = Int(
    name="power_iterations",
    title=N_("Rounds"),
    help=N_("How often a step refines what it knows of the strength of the weights; 1 is mostly enough."),
    default=1,
    min=1,
    max=10,
)
ROW_FIELDS: Final[tuple[Param, ...]] = (WRAPPER, MERGE, POWER_ITERATIONS)
_ASKED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    MERGE.name: ("bidirectional",),
    POWER_ITERATIONS.name: EVENED_OUT,
}
"""Fields of a row that have a meaning only in some wrappers."""
_MERGE_WORDS: Final[Mapping[str, str]] = {
    "concat": N_("both ways"),
    "sum": N_("both ways, added"),
    "mul": N_("both ways, multiplied"),
    "ave": N_("both ways, averaged"),
}


def wrapper_params(layer: Layer) -> tuple[Param, ...]:
    """What a form asks about a layer's wrapper; folded away where it is rarely wanted."""
    if len(layer.wrappers) == 1:
        return ()
    options = tuple(option for option in WRAPPER.options if option.key in layer.wrappers)
    rare = not layer.both_ways
    fields = (field for field in ROW_FIELDS[1:] if not set(_ASKED_BY[field.name]).isdisjoint(layer.wrappers))
    return replace(WRAPPER, options=options, advanced=rare), *(
        replace(field, advanced=rare) for field in fields
    )


def unasked(wrapper: str) -> tuple[str, ...]:
    """The fields of a row that have no meaning in a wrapper."""
    return tuple(field for field, asked_by in _ASKED_BY.items() if wrapper not in asked_by)


def wrapped(layer: Layer, wrapper: str, merge: str = "concat") -> Layer:
    """The entry of a layer in its wrapper; raises ShapeError where it cannot be wrapped so."""
    if wrapper == "none":
        return layer
    if wrapper not in layer.wrappers:
        raise ShapeError(_REFUSALS[wrapper]().format(layer=_(layer.title)), "wrapper")
    return _WRAPPED[wrapper](layer, merge)


def _both_ways(layer: Layer, merge: str) -> Layer:
    def shape(inputs: Sequence[Shape], params: Params) -> Shape:
        output = layer.shape(inputs, params)
        return (*output[:-1], 2 * output[-1]) if merge == "concat" else output

    def weights(inputs: Sequence[Shape], params: Params) -> Weights:
        one = layer.weights(inputs, params)
        return Weights(2 * one.trainable, 2 * one.fixed)

    return replace(
        layer,
        shape=shape,
        weights=weights,
        cost=_times(2, layer.cost),
        held=layer.held and _times(2, layer.held),
        patches=layer.patches and _patches_both_ways(layer.patches),
        summary=_joined(layer.summary, _(_MERGE_WORDS[merge])),
    )


def _each_step(layer: Layer, _merge: str) -> Layer:
    return replace(
        layer,
        shape=_shape_of_steps(layer.shape),
        weights=_weights_of_step(layer.weights),
        cost=_cost_of_steps(layer.cost),
        held=layer.held and _cost_of_steps(layer.held),
        patches=layer.patches and _patches_of_steps(layer.patches),
        summary=_joined(layer.summary, _("at each step")),
    )


def _evened_out(layer: Layer, _merge: str) -> Layer:
    """Beside its weights it keeps a vector along the last axis of the kernel."""
    width = layer.kernel_width
    assert width is not None

    def weights(inputs: Sequence[Shape], params: Params) -> Weights:
        own = layer.weights(inputs, params)
        return Weights(own.trainable, own.fixed + width(inputs, params))

    return replace(layer, weights=weights, summary=_joined(layer.summary, _("evened out")))


def _evened_out_at_each_step(layer: Layer, merge: str) -> Layer:
    return _each_step(_evened_out(layer, merge), merge)


def _times(factor: int, rule: CostRule) -> CostRule:
    return lambda inputs, params: factor * rule(inputs, params)


def _shape_of_steps(rule: ShapeRule) -> ShapeRule:
    def shape(inputs: Sequence[Shape], params: Params) -> Shape:
        whole = only(inputs)
        if len(whole) < 2:
            raise ShapeError(
                _(
                    "A layer at each step needs steps with something in each, but receives {what}."
                    " Choose “as it is”, or put a Reshape row above it."
                ).format(what=shape_words(whole)),
                "wrapper",
            )
        return (whole[0], *rule([whole[1:]], params))

    return shape


def _weights_of_step(rule: WeightRule) -> WeightRule:
    return lambda inputs, params: rule([inputs[0][1:]], params)


def _cost_of_steps(rule: CostRule) -> CostRule:
    return lambda inputs, params: inputs[0][0] * rule([inputs[0][1:]], params)


def _patches_both_ways(rule: PatchRule) -> PatchRule:
    def patches(inputs: Sequence[Shape], params: Params) -> int | None:
        one = rule(inputs, params)
        return None if one is None else 2 * one

    return patches


def _patches_of_steps(rule: PatchRule) -> PatchRule:
    def patches(inputs: Sequence[Shape], params: Params) -> int | None:
        one = rule([inputs[0][1:]], params)
        return None if one is None else inputs[0][0] * one

    return patches


def _joined(summary: str, more: str) -> str:
    return f"{summary} · {more}" if summary else more


_WRAPPED: Final[Mapping[str, Callable[[Layer, str], Layer]]] = {
    "bidirectional": _both_ways,
    "time_distributed": _each_step,
    "spectral": _evened_out,
    "time_distributed_spectral": _evened_out_at_each_step,
}
_REFUSALS: Final[Mapping[str, Callable[[], str]]] = {
    "bidirectional": lambda: _(
        "{layer} does not read step by step, so it cannot run both ways. Choose “as it is”."
    ),
    "time_distributed": lambda: _("{layer} cannot run at each step. Choose “as it is”."),
    "spectral": lambda: _("{layer} has no one kernel that could be evened out. Choose “as it is”."),
    "time_distributed_spectral": lambda: _(
        "{layer} has no one kernel that could be evened out at each step. Choose “as it is”."
    ),
}
