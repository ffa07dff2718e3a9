"""Layers in their wrappers against Keras: shape, weights, refusals."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from nnstudio.catalogue import LAYERS, wrapped
from nnstudio.catalogue.entries import Reads, ShapeError, Weights
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.values import Shape
from nnstudio.catalogue.wrappers import AT_EACH_STEP, EVENED_OUT, MERGE, WRAPPER, wrapper_params
from tests.catalogue.keras_layers import built, layer

RECURRENT = [key for key, entry in LAYERS.items() if entry.both_ways]
LAX = {"resizing", "center_crop", "auto_contrast", "equalization"}  # Keras does not look at the shape
FITTING: list[Shape] = [(3,), (6, 5), (5, 6, 3), (4, 5, 4, 2)]
SHAPES: list[Shape] = [(3,), (4, 3), (2, 6, 5), (2, 5, 6, 3), (2, 3, 4, 5, 2), (2, 2, 3, 4, 3, 1)]


def compare(keras: Any, kind: str, wrapper: str, merge: str, shape: Shape, **given: Any) -> bool:
    """Whether Keras takes the shape; where it does, output and weights are as the entry says."""
    entry = LAYERS[kind]
    params = check_params(entry.params, given)
    inner = layer(keras, kind, params)
    made = {
        "bidirectional": lambda: keras.layers.Bidirectional(inner, merge_mode=merge),
        "time_distributed": lambda: keras.layers.TimeDistributed(inner),
        "spectral": lambda: keras.layers.SpectralNormalization(inner),
        "time_distributed_spectral": lambda: keras.layers.TimeDistributed(
            keras.layers.SpectralNormalization(inner)
        ),
    }[wrapper]()
    rules = wrapped(entry, wrapper, merge)
    try:
        if wrapper != "bidirectional":  # Keras asks it only for its shape, so ask the layer itself
            built(keras, kind, given, shape[1:] if wrapper in AT_EACH_STEP else shape)
        output = made(keras.Input(shape))
    except Exception:  # Keras refuses in several ways
        with pytest.raises(ShapeError):
            rules.shape([shape], params)
        return False
    counts = [
        sum(int(weight.shape.num_elements()) for weight in weights if "seed" not in weight.path)
        for weights in (made.trainable_weights, made.non_trainable_weights)
    ]
    assert rules.shape([shape], params) == tuple(output.shape[1:]), shape
    assert rules.weights([shape], params) == Weights(*counts), shape
    return True


@pytest.mark.parametrize("merge", MERGE.keys)
@pytest.mark.parametrize("kind", RECURRENT)
def test_that_layers_that_run_both_ways_are_those_of_keras(keras: Any, kind: str, merge: str) -> None:
    for sequences in (True, False):
        taken = [
            compare(keras, kind, "bidirectional", merge, shape, return_sequences=sequences)
            for shape in SHAPES
        ]
        assert any(taken)
        assert not all(taken)


@pytest.mark.parametrize("kind", [key for key in LAYERS if "time_distributed" in LAYERS[key].wrappers])
def test_that_layers_at_each_step_are_those_of_keras(keras: Any, kind: str) -> None:
    given = {"group_normalization": {"groups": 1}}.get(kind, {})
    shapes = [shape for shape in SHAPES if kind not in LAX or len(shape) == 4]
    taken = [compare(keras, kind, "time_distributed", "concat", shape, **given) for shape in shapes]
    assert any(taken)


@pytest.mark.parametrize("kind", [key for key in LAYERS if "spectral" in LAYERS[key].wrappers])
def test_that_layers_whose_kernel_is_evened_out_are_those_of_keras(keras: Any, kind: str) -> None:
    given = {"einsum_dense": {"equation": "abc,cde->abde", "output_shape": (6, 2, 5)}}.get(kind, {})
    taken = [compare(keras, kind, "spectral", "concat", shape, **given) for shape in FITTING]
    assert any(taken)
    assert not all(taken) or kind == "dense"


@pytest.mark.parametrize(
    "kind", [key for key in LAYERS if "time_distributed_spectral" in LAYERS[key].wrappers]
)
def test_that_layers_evened_out_at_each_step_are_those_of_keras(keras: Any, kind: str) -> None:
    given = {"einsum_dense": {"equation": "abc,cde->abde", "output_shape": (6, 2, 5)}}.get(kind, {})
    shapes = [(3,), *((4, *shape) for shape in FITTING)]
    taken = [compare(keras, kind, "time_distributed_spectral", "concat", shape, **given) for shape in shapes]
    assert any(taken)
    assert not all(taken)


def test_that_what_has_one_kernel_can_be_evened_out_at_each_step_too() -> None:
    for entry in LAYERS.values():
        both = "time_distributed" in entry.wrappers and "spectral" in entry.wrappers
        assert both == ("time_distributed_spectral" in entry.wrappers), entry.key


def test_that_all_kernels_can_be_evened_out_that_keras_can(keras: Any) -> None:
    """But an Embedding's: Keras makes what it gives as whole as the numbers that it reads."""
    can = set()
    for kind, entry in LAYERS.items():
        if entry.reads is Reads.ONE and entry.keras in vars(keras.layers):
            params = check_params(entry.params, {})
            made = layer(keras, kind, params)
            for shape in FITTING:
                with contextlib.suppress(ShapeError):
                    entry.shape([shape], params)
                    made.build((None, *shape))
                    break
            if hasattr(made, "kernel") or hasattr(made, "embeddings"):
                can.add(kind)
    assert can == {key for key in LAYERS if "spectral" in LAYERS[key].wrappers} | {"embedding"}


def test_that_what_does_not_read_step_by_step_cannot_run_both_ways() -> None:
    with pytest.raises(ShapeError, match="Dense does not read step by step"):
        wrapped(LAYERS["dense"], "bidirectional")


@pytest.mark.parametrize("kind", LAYERS)
def test_that_a_form_asks_only_for_wrappers_that_fit(kind: str) -> None:
    entry = LAYERS[kind]
    names = [param.name for param in wrapper_params(entry)]
    assert ("merge" in names) == entry.both_ways
    assert ("power_iterations" in names) == any(wrapper in EVENED_OUT for wrapper in entry.wrappers)
    assert ("wrapper" in names) == (len(entry.wrappers) > 1)
    for wrapper in set(WRAPPER.keys) - set(entry.wrappers):
        with pytest.raises(ShapeError):
            wrapped(entry, wrapper)


def test_that_a_row_tells_of_its_wrapper() -> None:
    params = check_params(LAYERS["lstm"].params, {"units": 64})
    assert wrapped(LAYERS["lstm"], "bidirectional").describe(params) == "64 · tanh · both ways"
    assert wrapped(LAYERS["dense"], "spectral").describe(LAYERS["dense"].defaults) == "32 · relu · evened out"
    assert wrapped(LAYERS["flatten"], "time_distributed").describe({}) == "at each step"
    both = wrapped(LAYERS["dense"], "time_distributed_spectral")
    assert both.describe(LAYERS["dense"].defaults) == "32 · relu · evened out · at each step"


def test_that_both_ways_cost_twice_and_each_step_as_often_as_there_are_steps() -> None:
    lstm, dense = LAYERS["lstm"], LAYERS["dense"]
    params = check_params(lstm.params, {})
    both = wrapped(lstm, "bidirectional")
    assert both.cost([(5, 3)], params) == 2 * lstm.cost([(5, 3)], params)
    assert both.held
    assert lstm.held
    assert both.held([(5, 3)], params) == 2 * lstm.held([(5, 3)], params)
    params = check_params(dense.params, {})
    stepped = wrapped(dense, "time_distributed")
    assert stepped.cost([(5, 7, 3)], params) == 5 * dense.cost([(7, 3)], params)
