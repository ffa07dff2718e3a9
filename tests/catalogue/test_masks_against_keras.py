"""What a layer does with a mask, and where it refuses one, as Keras itself does."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Reads, ShapeError, Takes
from nnstudio.catalogue.masks import Masks
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.values import Value
from tests.catalogue.keras_layers import called, layer

SHAPES = ((6, 4), (6, 4, 3), (4, 5, 4, 3), (3, 5, 4, 4, 3))
GIVEN: dict[str, dict[str, Value]] = {
    "group_normalization": {"groups": 1},
    "einsum_dense": {"equation": "abc,cd->abd", "output_shape": (6, 5)},
    "random_crop": {"height": 2, "width": 3},
}
SAME: dict[str, Value] = {"padding": "same"}
WHOLE: dict[str, Value] = {"return_sequences": True}
CASES: list[tuple[str, dict[str, Value]]] = [
    *((kind, GIVEN.get(kind, {})) for kind, entry in LAYERS.items() if entry.takes is not Takes.WHOLE),
    *((kind, WHOLE) for kind in ("simple_rnn", "lstm", "gru")),
    *((f"conv_lstm{axes}d", SAME) for axes in (1, 2, 3)),
    *((f"conv_lstm{axes}d", SAME | WHOLE) for axes in (1, 2, 3)),
]


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_that_a_mask_goes_where_keras_lets_it_go(keras: Any, kind: str, given: dict[str, Value]) -> None:
    entry, params = LAYERS[kind], check_params(LAYERS[kind].params, given)
    assert layer(keras, kind, params).supports_masking == (entry.masks(params) is not Masks.LOSES)
    tried = 0
    for shape in SHAPES:
        shapes = [shape] * (1 if entry.reads is Reads.ONE else 2)
        try:
            entry.shape(shapes, params)
        except ShapeError:
            continue
        tried += 1
        refused = entry.refuses_mask is not None and bool(entry.refuses_mask(shapes, params))
        values = np.random.default_rng(0).random((2, *shape)).astype(np.float32)
        read = keras.layers.Masking()(values)
        if refused:
            with pytest.raises(Exception, match=r"mask|condition"):
                called(layer(keras, kind, params), entry.reads, [read] * len(shapes))
            continue
        made = layer(keras, kind, params)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            found = called(made, entry.reads, [read] * len(shapes))
        # Of the layer itself: layers within it may warn, though it hands the mask on around them.
        lost = any(f"Layer '{made.name}'" in str(warning.message) for warning in told)
        does = entry.masks(params)
        assert lost == (does is Masks.LOSES)
        if does is not Masks.LOSES:
            assert (getattr(found, "_keras_mask", None) is not None) == (does in (Masks.PASSES, Masks.BEGINS))
    assert tried or kind in ("repeat_vector", "variational_code")  # which read vectors, and no steps


def test_that_an_embedding_begins_a_mask_where_it_is_told_to(keras: Any) -> None:
    for begins in (True, False):
        params = check_params(LAYERS["embedding"].params, {"mask_zero": begins})
        found = layer(keras, "embedding", params)(np.array([[1, 2, 0]]))
        assert (getattr(found, "_keras_mask", None) is not None) == begins
        assert (LAYERS["embedding"].masks(params) is Masks.BEGINS) == begins
