"""How many weights, multiply-adds and kept numbers attention with several heads has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from nnstudio.catalogue.entries import CostRule, Weights
from nnstudio.catalogue.layers.attention.scores import pairs, scores
from nnstudio.catalogue.shapes import query
from nnstudio.catalogue.values import Params, Shape

Widths = tuple[int, int, int]  # of all heads together: query and its products, key, value


def widths_of_heads(params: Params) -> tuple[Widths, int]:
    """Of query, key and value; and what all heads find."""
    heads, key = cast(int, params["num_heads"]), cast(int, params["key_dim"])
    value = cast(int, params["value_dim"]) or key
    return (heads * key, heads * key, heads * value), heads * value


def widths_of_groups(params: Params) -> tuple[Widths, int]:
    size = cast(int, params["head_dim"])
    heads, groups = cast(int, params["num_query_heads"]), cast(int, params["num_key_value_heads"])
    return (heads * size, groups * size, groups * size), heads * size


def head_rules(
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
            of_steps + value[0] * (key[1] * of_key + value[1] * of_value) + pairs(inputs) * (of_query + found)
        )

    def held(inputs: Sequence[Shape], params: Params) -> int:
        asked, value, _key = query(inputs, "")
        (of_query, of_key, of_value), found = widths(params)
        kept = asked[0] * (of_query + found + asked[1]) + value[0] * (of_key + of_value)
        return kept + scores(heads)(inputs, params)

    return weights, cost, held
