"""Layers in which every step of a sequence looks at the steps of another one, or of its own.

Vaswani et al., Attention Is All You Need, 2017.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from nnstudio.catalogue.entries import Category, CostRule, Layer, Reads, ShapeError, ShapeRule, Weights
from nnstudio.catalogue.layers.params import (
    ACTIVITY_REGULARIZER,
    BIAS_CONSTRAINT,
    BIAS_INITIALIZER,
    BIAS_REGULARIZER,
    KERNEL_CONSTRAINT,
    KERNEL_REGULARIZER,
    LARGEST_SIZE,
    USE_BIAS,
    WINDOW_INITIALIZER,
)
from nnstudio.catalogue.masks import passes
from nnstudio.catalogue.params import Bool, Choice, Float, Int, Option, Param
from nnstudio.catalogue.shapes import query, sequence
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

_CAUSAL = Bool(
    name="use_causal_mask",
    title=N_("Causal"),
    help=N_("A step sees only itself and what comes before it, never the future."),
    default=False,
)
_DROPOUT = Float(
    name="dropout",
    title=N_("Dropout"),
    help=N_("Share of the attention that is dropped in training."),
    default=0.0,
    min=0.0,
    max=0.99,
)
_SCALE = N_("Learns a factor for the scores.")
_HEAD_PARTS: tuple[Param, ...] = (
    KERNEL_REGULARIZER,
    USE_BIAS,
    Bool(
        name="use_gate",
        title=N_("Gate"),
        help=N_("Learns how much of what was found is let through."),
        default=False,
        advanced=True,
    ),
    Int(
        name="sliding_window",
        title=N_("Window"),
        help=N_("A step sees only steps nearer than this."),
        default=0,
        min=0,
        max=LARGEST_SIZE,
        unit=N_("steps"),
        zero=N_("all steps"),
        advanced=True,
    ),
    WINDOW_INITIALIZER,
    BIAS_INITIALIZER,
    BIAS_REGULARIZER,
    ACTIVITY_REGULARIZER,
    KERNEL_CONSTRAINT,
    BIAS_CONSTRAINT,
)


def _whole(name: str, title: str, help: str, default: int, most: int = 4_096, zero: str = "") -> Int:
    return Int(name=name, title=title, help=help, default=default, min=0 if zero else 1, max=most, zero=zero)


def _sequences(inputs: Sequence[Shape], layer: str) -> tuple[Shape, Shape, Shape]:
    """Query, value and key, all of them sequences, with a key for each value."""
    asked = query(inputs, layer)
    for shape in asked:
        sequence([shape], layer)
    _query, value, key = asked
    if value[0] != key[0]:
        raise ShapeError(
            _(
                "{layer} needs a key for each step of the value, but there are {values:,} steps of the"
                " value and {keys:,} of the key. Let it read rows with as many steps."
            ).format(layer=layer, values=value[0], keys=key[0])
        )
    return asked


def _looked_up(title: str) -> ShapeRule:
    """Attention without weights for each feature: query and key are compared as they are."""

    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        asked, value, key = _sequences(inputs, _(title))
        if asked[1] != key[1]:
            raise ShapeError(
                _(
                    "{layer} compares the features of query and key, but the query has {queries:,} and the"
                    " key {keys:,}. Put a Dense row with {queries:,} units above the row it reads second."
                ).format(layer=_(title), queries=asked[1], keys=key[1])
            )
        return (asked[0], value[1])

    return rule


def _pairs(inputs: Sequence[Shape]) -> int:
    """How often a step of the query looks at one of the value."""
    asked, value, _key = query(inputs, "")
    return asked[0] * value[0]


def _compared(inputs: Sequence[Shape], params: Params) -> int:
    asked, value, _key = query(inputs, "")
    return _pairs(inputs) * (asked[1] + value[1])


def _scores(count: Callable[[Params], int], wide: bool = False) -> CostRule:
    """The scores before and after softmax, and once more where some are dropped.

    count: of heads. wide: the sums of query and key are kept, too, feature by feature.
    """

    def rule(inputs: Sequence[Shape], params: Params) -> int:
        copies = 2 + (cast(float, params["dropout"]) > 0)
        sums = inputs[0][1] if wide or params.get("score_mode") == "concat" else 0
        return _pairs(inputs) * (count(params) * copies + sums)

    return rule


def _one(params: Params) -> int:
    return 1


ATTENTION = Layer(
    key="attention",
    title=N_("Attention"),
    help=N_("Each step of the query gets the values whose keys are like it, mixed; no weights of its own."),
    params=(
        _CAUSAL,
        _DROPOUT,
        Bool(name="use_scale", title=N_("Scale"), help=_SCALE, default=False),
        Choice(
            name="score_mode",
            title=N_("Compares by"),
            help=N_("How alike a query and a key are."),
            default="dot",
            options=(
                Option("dot", N_("product"), N_("The sum of the products of their features.")),
                Option("concat", N_("sum"), N_("The sum of tanh of query plus key.")),
            ),
            advanced=True,
        ),
    ),
    concepts=("attention",),
    keras="Attention",
    category=Category.ATTENTION,
    formula="y = softmax(Q·Kᵀ) · V",
    shape=_looked_up(N_("Attention")),
    weights=lambda inputs, params: Weights(
        trainable=bool(params["use_scale"]) + (params["score_mode"] == "concat")
    ),
    cost=_compared,
    held=_scores(_one),
    reads=Reads.QUERY,
    called_with=("use_causal_mask",),
    masks=passes,
)

ADDITIVE_ATTENTION = Layer(
    key="additive_attention",
    title=N_("AdditiveAttention"),
    help=N_("Attention that compares by the tanh of query plus key, as the first networks to translate did."),
    params=(_CAUSAL, _DROPOUT, Bool(name="use_scale", title=N_("Scale"), help=_SCALE, default=True)),
    concepts=("attention",),
    keras="AdditiveAttention",
    category=Category.ATTENTION,
    formula="y = softmax(Σ s · tanh(Q + K)) · V",
    shape=_looked_up(N_("AdditiveAttention")),
    weights=lambda inputs, params: Weights(trainable=inputs[0][-1] * bool(params["use_scale"])),
    cost=_compared,
    held=_scores(_one, wide=True),
    reads=Reads.QUERY,
    called_with=("use_causal_mask",),
    masks=passes,
)


def _projected(title: str) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        steps, features = _sequences(inputs, _(title))[0]
        return steps, cast(int, params["output_shape"]) or features

    return rule


def _grouped(inputs: Sequence[Shape], params: Params) -> Shape:
    heads, groups = cast(int, params["num_query_heads"]), cast(int, params["num_key_value_heads"])
    if heads % groups:
        raise ShapeError(
            _(
                "{heads:,} heads of the query cannot share {groups:,} heads of key and value evenly."
                " Choose a number of key and value heads that divides {heads:,}."
            ).format(heads=heads, groups=groups),
            "num_key_value_heads",
        )
    asked, value, _key = _sequences(inputs, _("GroupQueryAttention"))
    if asked[1] != value[1]:
        raise ShapeError(
            _(
                "{layer} needs as many features in the value as in the query, but there are {values:,} and"
                " {queries:,}. Put a Dense row with {queries:,} units above the row it reads second."
            ).format(layer=_("GroupQueryAttention"), values=value[1], queries=asked[1])
        )
    return asked


Widths = tuple[int, int, int]  # of all heads together: query and its products, key, value


def _widths_of_heads(params: Params) -> tuple[Widths, int]:
    """Of query, key and value; and what all heads find."""
    heads, key = cast(int, params["num_heads"]), cast(int, params["key_dim"])
    value = cast(int, params["value_dim"]) or key
    return (heads * key, heads * key, heads * value), heads * value


def _widths_of_groups(params: Params) -> tuple[Widths, int]:
    size = cast(int, params["head_dim"])
    heads, groups = cast(int, params["num_query_heads"]), cast(int, params["num_key_value_heads"])
    return (heads * size, groups * size, groups * size), heads * size


def _head_rules(
    widths: Callable[[Params], tuple[Widths, int]], heads: Callable[[Params], int]
) -> tuple[Callable[[Sequence[Shape], Params], Weights], CostRule, CostRule]:
    """Weights, cost and numbers held of attention with several heads."""

    def weights(inputs: Sequence[Shape], params: Params) -> Weights:
        asked, value, key = query(inputs, "")
        (of_query, of_key, of_value), found = widths(params)
        bias, given = bool(params["use_bias"]), cast(int, params.get("output_shape", 0)) or asked[1]
        count = (
            of_query * (asked[1] + bias)
            + of_key * (key[1] + bias)
            + of_value * (value[1] + bias)
            + given * (found + bias)
            + found * (asked[1] + bias) * bool(params["use_gate"])
        )
        return Weights(trainable=count)

    def cost(inputs: Sequence[Shape], params: Params) -> int:
        asked, value, key = query(inputs, "")
        (of_query, of_key, of_value), found = widths(params)
        given = cast(int, params.get("output_shape", 0)) or asked[1]
        of_gate = found * bool(params["use_gate"])
        of_steps = asked[0] * (asked[1] * (of_query + of_gate) + given * found)
        return (
            of_steps
            + value[0] * (key[1] * of_key + value[1] * of_value)
            + _pairs(inputs) * (of_query + found)
        )

    def held(inputs: Sequence[Shape], params: Params) -> int:
        asked, value, _key = query(inputs, "")
        (of_query, of_key, of_value), found = widths(params)
        kept = asked[0] * (of_query + found + asked[1]) + value[0] * (of_key + of_value)
        return kept + _scores(heads)(inputs, params)

    return weights, cost, held


def _heads(
    key: str,
    title: str,
    help: str,
    shape: ShapeRule,
    widths: Callable[[Params], tuple[Widths, int]],
    count: str,
    *params: Param,
    summary: str,
) -> Layer:
    """count: the parameter that says how many heads there are."""
    weights, cost, held = _head_rules(widths, lambda params: cast(int, params[count]))
    return Layer(
        key=key,
        title=title,
        help=help,
        params=(*params, _CAUSAL, _DROPOUT, *_HEAD_PARTS),
        concepts=("multi_head_attention", "attention"),
        keras=title,
        category=Category.ATTENTION,
        formula="y = W_o · [softmax(Q_h·K_hᵀ / √d) · V_h for every head h]",
        shape=shape,
        weights=weights,
        cost=cost,
        held=held,
        reads=Reads.QUERY,
        called_with=("use_causal_mask",),
        summary=summary,
        masks=passes,
    )


MULTI_HEAD_ATTENTION = _heads(
    "multi_head_attention",
    N_("MultiHeadAttention"),
    N_("Several attentions side by side, each with weights that learn what to look for; as in Transformers."),
    _projected(N_("MultiHeadAttention")),
    _widths_of_heads,
    "num_heads",
    _whole("num_heads", N_("Heads"), N_("How many attentions there are side by side."), 4, 1_024),
    _whole("key_dim", N_("Size of a head"), N_("Numbers with which each head compares query and key."), 16),
    _whole(
        "value_dim",
        N_("Values of a head"),
        N_("Numbers that each head takes from a value."),
        0,
        zero=N_("as the size of a head"),
    ),
    replace(
        _whole(
            "output_shape",
            N_("Features"),
            N_("How many numbers come out at each step."),
            0,
            LARGEST_SIZE,
            zero=N_("as the query has"),
        ),
        advanced=True,
    ),
    summary="{num_heads} × {key_dim}",
)

GROUP_QUERY_ATTENTION = _heads(
    "group_query_attention",
    N_("GroupQueryAttention"),
    N_("MultiHeadAttention in which groups of heads share keys and values, as large language models do."),
    _grouped,
    _widths_of_groups,
    "num_query_heads",
    _whole("head_dim", N_("Size of a head"), N_("Numbers with which each head compares and answers."), 16),
    _whole("num_query_heads", N_("Query heads"), N_("How many attentions there are side by side."), 4, 1_024),
    _whole(
        "num_key_value_heads",
        N_("Key and value heads"),
        N_("How many keys and values these share; must divide the number of query heads."),
        2,
        1_024,
    ),
    summary="{num_query_heads} / {num_key_value_heads} × {head_dim}",
)

ATTENTION_LAYERS = (MULTI_HEAD_ATTENTION, GROUP_QUERY_ATTENTION, ATTENTION, ADDITIVE_ATTENTION)
