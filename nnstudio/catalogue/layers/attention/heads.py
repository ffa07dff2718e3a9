"""Attention with several heads, each of which learns what to look for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, Reads, ShapeError, ShapeRule
from nnstudio.catalogue.layers.attention.head_rules import (
    Widths,
    head_rules,
    widths_of_groups,
    widths_of_heads,
)
from nnstudio.catalogue.layers.attention.scores import CAUSAL, DROPOUT, sequences
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
from nnstudio.catalogue.params import Bool, Int, Param
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, U_, Name, _

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
        unit=U_("step", "steps"),
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


def _projected(title: str) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        steps, features = sequences(inputs, _(title))[0]
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
    asked, value, _key = sequences(inputs, _("GroupQueryAttention"))
    if asked[1] != value[1]:
        raise ShapeError(
            _(
                "{layer} needs as many features in the value as in the query, but there are {values:,} and"
                " {queries:,}. Put a Dense row with {queries:,} units above the row it reads second."
            ).format(layer=_("GroupQueryAttention"), values=value[1], queries=asked[1])
        )
    return asked


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
    weights, cost, held = head_rules(widths, lambda params: cast(int, params[count]))
    return Layer(
        key=key,
        title=title,
        help=help,
        params=(*params, CAUSAL, DROPOUT, *_HEAD_PARTS),
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
    Name("MultiHeadAttention"),
    N_("Several attentions side by side, each with weights that learn what to look for; as in Transformers."),
    _projected(Name("MultiHeadAttention")),
    widths_of_heads,
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
    Name("GroupQueryAttention"),
    N_("MultiHeadAttention in which groups of heads share keys and values, as large language models do."),
    _grouped,
    widths_of_groups,
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
