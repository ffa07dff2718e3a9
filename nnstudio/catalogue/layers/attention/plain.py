"""Attention that compares query and key as they are."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.catalogue.entries import Category, Layer, Reads, ShapeError, ShapeRule, Weights
from nnstudio.catalogue.layers.attention.scores import CAUSAL, DROPOUT, pairs, scores, sequences
from nnstudio.catalogue.masks import passes
from nnstudio.catalogue.params import Bool, Choice, Option
from nnstudio.catalogue.shapes import query
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _

_SCALE = N_("Learns a factor for the scores.")


def _looked_up(title: str) -> ShapeRule:
    """Attention without weights for each feature: query and key are compared as they are."""

    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        asked, value, key = sequences(inputs, _(title))
        if asked[1] != key[1]:
            raise ShapeError(
                _(
                    "{layer} compares the features of query and key, but the query has {queries:,} and the"
                    " key {keys:,}. Put a Dense row with {queries:,} units above the row it reads second."
                ).format(layer=_(title), queries=asked[1], keys=key[1])
            )
        return (asked[0], value[1])

    return rule


def _compared(inputs: Sequence[Shape], params: Params) -> int:
    asked, value, _key = query(inputs, "")
    return pairs(inputs) * (asked[1] + value[1])


def _one(params: Params) -> int:
    return 1


ATTENTION = Layer(
    key="attention",
    title=Name("Attention"),
    help=N_("Each step of the query gets the values whose keys are like it, mixed; no weights of its own."),
    params=(
        CAUSAL,
        DROPOUT,
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
    shape=_looked_up(Name("Attention")),
    weights=lambda inputs, params: Weights(
        trainable=bool(params["use_scale"]) + (params["score_mode"] == "concat")
    ),
    cost=_compared,
    held=scores(_one),
    reads=Reads.QUERY,
    called_with=("use_causal_mask",),
    masks=passes,
)

ADDITIVE_ATTENTION = Layer(
    key="additive_attention",
    title=Name("AdditiveAttention"),
    help=N_("Attention that compares by the tanh of query plus key, as the first networks to translate did."),
    params=(CAUSAL, DROPOUT, Bool(name="use_scale", title=N_("Scale"), help=_SCALE, default=True)),
    concepts=("attention",),
    keras="AdditiveAttention",
    category=Category.ATTENTION,
    formula="y = softmax(Σ s · tanh(Q + K)) · V",
    shape=_looked_up(Name("AdditiveAttention")),
    weights=lambda inputs, params: Weights(trainable=inputs[0][-1] * bool(params["use_scale"])),
    cost=_compared,
    held=scores(_one, wide=True),
    reads=Reads.QUERY,
    called_with=("use_causal_mask",),
    masks=passes,
)
