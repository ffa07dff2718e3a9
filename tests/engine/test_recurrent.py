"""Recurrent layers that read their weights once, against Keras' own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.engine.backend import keras, tf
from nnstudio.engine.recurrent import RECURRENT_LAYERS

ON_VECTORS = [name for name in RECURRENT_LAYERS if not name.startswith("Conv")]
SEQUENCES = np.random.default_rng(1).normal(size=(4, 6, 3)).astype(np.float32)
CASES: list[dict[str, Any]] = [
    {},
    {"return_sequences": True, "use_bias": False},
    {"activation": "relu", "go_backwards": True},
]


@pytest.mark.parametrize("name", ON_VECTORS)
@pytest.mark.parametrize("arguments", CASES)
def test_that_outputs_and_gradients_are_those_of_keras(name: str, arguments: dict[str, Any]) -> None:
    ours = RECURRENT_LAYERS[name](5, **arguments)
    theirs = getattr(keras.layers, name)(5, **arguments)
    for layer in (ours, theirs):
        layer.build(SEQUENCES.shape)
    ours.set_weights(theirs.get_weights())
    for got, expected in zip(_step(ours), _step(theirs), strict=True):
        np.testing.assert_allclose(got, expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", ON_VECTORS)
def test_that_a_cell_draws_as_many_masks_as_that_of_keras_with_the_same_scaling(name: str) -> None:
    layers = [kind(5, dropout=0.25, seed=1) for kind in (RECURRENT_LAYERS[name], getattr(keras.layers, name))]
    inputs, drawn = tf.ones((200, 30)), []
    for layer in layers:
        layer.build((None, 6, 30))
        layer(np.ones((2, 6, 30), np.float32), training=True)
        masks = layer.cell._create_dropout_mask(inputs, 0.25)
        drawn.append([mask.numpy() for mask in (masks if isinstance(masks, list) else [masks])])
    ours, theirs = drawn
    assert [mask.shape for mask in ours] == [mask.shape for mask in theirs]
    for mask, other in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(np.unique(mask), np.unique(other))
        assert mask.mean() == pytest.approx(1, abs=0.05)  # seven deviations
    assert all((mask != ours[0]).any() for mask in ours[1:])


@pytest.mark.parametrize("name", ON_VECTORS)
def test_that_no_weight_is_read_in_the_loop_over_time(name: str) -> None:
    layer = RECURRENT_LAYERS[name](5)
    layer.build(SEQUENCES.shape)
    graph = tf.function(layer).get_concrete_function(tf.constant(SEQUENCES)).graph.as_graph_def()
    bodies = [function for function in graph.library.function if "while_body" in function.signature.name]
    assert bodies
    assert "ReadVariableOp" not in {node.op for body in bodies for node in body.node_def}


def _step(layer: Any) -> list[Any]:
    """The outputs in training, and the gradients of their squares, by XLA."""

    def step(sequences: Any) -> list[Any]:
        with tf.GradientTape() as tape:
            tape.watch(sequences)
            outputs = layer(sequences, training=True)
            total = tf.reduce_sum(outputs**2)
        weights = [weight.value for weight in layer.trainable_variables]
        return [outputs, *tape.gradient(total, [sequences, *weights])]

    compiled = tf.function(step, jit_compile=True, autograph=False)
    return [tensor.numpy() for tensor in compiled(tf.constant(SEQUENCES))]
