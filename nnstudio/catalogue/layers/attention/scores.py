"""What all attention has: a query, values with their keys, and a score for each pair of their steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from nnstudio.catalogue.entries import CostRule, ShapeError
from nnstudio.catalogue.params import Bool, Float
from nnstudio.catalogue.shapes import query, sequence
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

CAUSAL = Bool(
    name="use_causal_mask",
    title=N_("Causal"),
    help=N_("A step sees only itself and what comes before it, never the future."),
    default=False,
)

DROPOUT = Float(
    name="dropout",
    title=N_("Dropout"),
    help=N_("Share of the attention that is dropped in training."),
    default=0.0,
    min=0.0,
    max=0.99,
)


def sequences(inputs: Sequence[Shape], layer: str) -> tuple[Shape, Shape, Shape]:
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


def pairs(inputs: Sequence[Shape]) -> int:
    """How often a step of the query looks at one of the value."""
    asked, value, _key = query(inputs, "")
    return asked[0] * value[0]


def scores(count: Callable[[Params], int], wide: bool = False) -> CostRule:
    """The scores before and after softmax, and once more where some are dropped.

    count: of heads. wide: the sums of query and key are kept, too, feature by feature.
    """

    def rule(inputs: Sequence[Shape], params: Params) -> int:
        copies = 2 + (cast(float, params["dropout"]) > 0)
        sums = inputs[0][1] if wide or params.get("score_mode") == "concat" else 0
        return pairs(inputs) * (count(params) * copies + sums)

    return rule
