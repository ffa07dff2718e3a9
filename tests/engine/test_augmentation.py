"""Layers that change images: the random numbers are ours, what is done with them is Keras'."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import ks_2samp, kstest

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Category, Layer
from nnstudio.catalogue.params import check_params
from nnstudio.engine.augmentation import AUGMENTATION_LAYERS
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.dropout import uniform
from nnstudio.engine.slices import traced_for_xla
from nnstudio.engine.worked_out import optimization_barrier

ENTRIES = {key: layer for key, layer in LAYERS.items() if layer.category is Category.AUGMENTATION}
COMPILED = [key for key, layer in ENTRIES.items() if layer.compiles(layer.defaults)]
_PICKED = ("rand_augment", "aug_mix")  # their draws are made of those of other layers
WITH_FILL = [key for key, layer in ENTRIES.items() if "fill_mode" in {param.name for param in layer.params}]
SHAPE = (16, 11, 9, 3)
SIZE = {"random_crop": {"height": 7, "width": 6}}


def images() -> NDArray[np.float32]:
    return np.random.default_rng(1).random(SHAPE).astype(np.float32)


def arguments(entry: Layer, **params: Any) -> dict[str, Any]:
    checked = check_params(entry.params, SIZE.get(entry.key, {}) | params)
    return {param.name: param.argument(checked[param.name]) for param in entry.params} | dict(entry.fixed)


def our_layer(key: str, seed: int = 5, **params: Any) -> Any:
    entry = ENTRIES[key]
    layer = AUGMENTATION_LAYERS[entry.keras](**arguments(entry, **params), seed=seed)
    layer.build(SHAPE)
    return layer


def keras_layer(key: str, seed: int = 5, **params: Any) -> Any:
    entry = ENTRIES[key]
    layer = getattr(keras.layers, entry.keras)(**arguments(entry, **params), seed=seed)
    layer.build(SHAPE)
    return layer


def changed(layer: Any, inputs: Any, *, xla: bool, training: bool = True) -> NDArray[np.float32]:
    def call(inputs: Any) -> Any:
        with traced_for_xla() if xla else contextlib.nullcontext():
            return layer(inputs, training=training)

    outputs = tf.function(call, jit_compile=xla, autograph=False)(tf.constant(inputs))
    return np.asarray(outputs.numpy())


@pytest.mark.parametrize("xla", [False, True])
@pytest.mark.parametrize("key", [key for key in COMPILED if key != "random_color_jitter"])  # draws as it goes
def test_that_what_was_drawn_is_done_as_keras_does_it(key: str, xla: bool) -> None:
    ours, theirs = our_layer(key), keras_layer(key)
    drawn = ours.get_random_transformation(tf.constant(images()))
    ours.get_random_transformation = lambda *_, **__: drawn
    expected = theirs.transform_images(tf.constant(images()), drawn, training=True).numpy()
    found = changed(ours, images(), xla=xla)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, atol=2e-5)
    if key != "random_crop":
        assert np.abs(found - images()).max() > 0.01


@pytest.mark.parametrize(
    ("key", "params"),
    [
        ("random_zoom", {"width_factor": (0.0,)}),
        ("random_erasing", {"scale": (0.3, 0.6), "fill_value": (0.25,)}),
    ],
)
def test_that_what_is_rarely_asked_for_is_done_as_keras_does_it(key: str, params: dict[str, Any]) -> None:
    ours, theirs = our_layer(key, **params), keras_layer(key, **params)
    drawn = ours.get_random_transformation(tf.constant(images()))
    ours.get_random_transformation = lambda *_, **__: drawn
    expected = theirs.transform_images(tf.constant(images()), drawn, training=True).numpy()
    found = changed(ours, images(), xla=True)
    np.testing.assert_allclose(found, expected, atol=2e-5)
    assert np.abs(found - changed(our_layer(key), images(), xla=True)).max() > 0.01


@pytest.mark.parametrize("key", WITH_FILL)
@pytest.mark.parametrize("fill_mode", ["reflect", "nearest", "constant", "wrap"])
@pytest.mark.parametrize("interpolation", ["bilinear", "nearest"])
def test_that_all_fills_and_interpolations_are_those_of_keras(
    key: str, fill_mode: str, interpolation: str
) -> None:
    params = {"fill_mode": fill_mode, "interpolation": interpolation, "fill_value": 0.3}
    ours, theirs = our_layer(key, **params), keras_layer(key, **params)
    drawn = ours.get_random_transformation(tf.constant(images()))
    ours.get_random_transformation = lambda *_, **__: drawn
    expected = theirs.transform_images(tf.constant(images()), drawn, training=True).numpy()
    np.testing.assert_allclose(changed(ours, images(), xla=True), expected, atol=2e-5)


@pytest.mark.parametrize("key", COMPILED)
def test_that_xla_and_the_graph_give_the_same(key: str) -> None:
    found, expected = (changed(our_layer(key), images(), xla=xla) for xla in (True, False))
    np.testing.assert_allclose(found, expected, atol=1e-4)


@pytest.mark.parametrize("key", ENTRIES)
@pytest.mark.parametrize("xla", [False, True])
def test_that_nothing_is_changed_or_drawn_outside_training(key: str, xla: bool) -> None:
    layer, twin = our_layer(key), keras_layer(key)
    before = layer.generator.state.numpy()
    found = changed(layer, images(), xla=xla, training=False)
    np.testing.assert_array_equal(layer.generator.state.numpy(), before)
    if key == "random_crop":
        np.testing.assert_allclose(found, twin(images(), training=False).numpy(), atol=1e-6)
    else:
        np.testing.assert_array_equal(found, images())


@pytest.mark.parametrize("key", COMPILED)
def test_that_it_repeats_and_follows_from_the_state(key: str) -> None:
    layer = our_layer(key)

    def call(inputs: Any) -> Any:
        with traced_for_xla():
            return layer(inputs, training=True)

    compiled, inputs = tf.function(call, jit_compile=True, autograph=False), tf.constant(images())
    first, before = compiled(inputs).numpy(), layer.generator.state.numpy()
    second = compiled(inputs).numpy()
    assert (first != second).any()
    layer.generator.state.assign(before)
    np.testing.assert_array_equal(compiled(inputs).numpy(), second)
    assert (changed(our_layer(key, seed=6), images(), xla=True) != first).any()


def numbers(transformation: Any, examples: int) -> Iterator[NDArray[np.float64]]:
    """What was drawn, a row for each example; what is the same for all of them is left out."""
    for value in keras.tree.flatten(transformation):
        if tf.is_tensor(value) and value.shape.rank and value.shape[0] == examples:
            columns = value.numpy().astype(np.float64).reshape(examples, -1)
            yield from columns[:, : 1 if value.dtype == tf.bool else 8].T


@pytest.mark.parametrize(
    "key", [key for key in ENTRIES if key not in (*_PICKED, "random_color_jitter", "random_crop")]
)
def test_that_what_is_drawn_is_spread_as_in_keras(key: str) -> None:
    """Distances between the two distributions that chance makes once in 10,000 trials or more often."""
    many = tf.zeros((4_000, 6, 5, 3))
    ours, theirs = (
        list(numbers(layer(key).get_random_transformation(many), 4_000)) for layer in (our_layer, keras_layer)
    )
    assert len(ours) == len(theirs) > 0
    for mine, other in zip(ours, theirs, strict=True):
        assert ks_2samp(mine, other).pvalue > 1e-4
        if len(np.unique(mine)) > 2:
            assert abs(np.corrcoef(mine[1:], mine[:-1])[0, 1]) < 5 / np.sqrt(len(mine))


def test_that_pieces_are_cut_from_everywhere() -> None:
    layer, inputs = (
        our_layer("random_crop"),
        tf.constant(np.arange(99, dtype=np.float32).reshape(1, 11, 9, 1)),
    )
    corners = [layer(inputs, training=True).numpy()[0, 0, 0, 0] for _ in range(2_000)]
    places, counts = np.unique(corners, return_counts=True)
    assert {divmod(int(place), 9) for place in places} == {(i, j) for i in range(5) for j in range(4)}
    assert ((counts - 100) ** 2 / 100).sum() < 60  # chi², 19 degrees of freedom


def test_that_uniform_numbers_are_spread_evenly_over_places_steps_and_seeds() -> None:
    places, steps = 500, 400
    make = tf.function(lambda state: uniform(state, tf.zeros(places)))
    drawn = np.array([[make(tf.constant([seed, step])).numpy() for step in range(steps)] for seed in (7, 8)])
    assert drawn.min() >= 0
    assert drawn.max() < 1
    assert kstest(drawn.ravel(), "uniform").pvalue > 1e-4
    around, limit = drawn - 0.5, 5 / 12 / np.sqrt(places * steps)
    for shift in (1, 2, 8, 64):
        assert abs((around[0, :, shift:] * around[0, :, :-shift]).mean()) < 1.2 * limit
        assert abs((around[0, shift:] * around[0, :-shift]).mean()) < 1.2 * limit
    assert abs((around[0] * around[1]).mean()) < limit
    for axis in (0, 1):  # each place over the steps, each step over the places
        of_each = around[0].mean(axis) * np.sqrt(12 * around.shape[1 + axis])
        assert np.abs(of_each).max() < 5
        assert of_each.var() == pytest.approx(1, abs=0.4)


def test_that_this_tensorflow_has_the_barrier() -> None:
    """Without it networks train as well, but XLA works out turned images nine times over."""
    assert optimization_barrier is not None


def test_that_the_changes_of_a_mixture_are_picked_for_each_batch_evenly_and_by_the_seed() -> None:
    def picks(seed: int) -> NDArray[np.int32]:
        layer, inputs = our_layer("aug_mix", seed=seed), tf.constant(images())
        draw = tf.function(lambda: layer.get_random_transformation(inputs)["picked"], autograph=False)
        return np.stack([draw().numpy() for _ in range(300)])

    first = picks(5)
    assert first.shape == (300, 3, 3)
    assert (first[0] != first[1]).any()
    _kinds, counts = np.unique(first, return_counts=True)
    assert len(counts) == len(our_layer("aug_mix")._augment_layers) + 1  # or none
    assert ((counts - counts.mean()) ** 2 / counts.mean()).sum() < 40  # chi², 11 degrees of freedom
    np.testing.assert_array_equal(first, picks(5))
    assert (first != picks(6)).any()


def test_that_a_mixture_is_what_the_chains_make_of_the_images_in_their_shares() -> None:
    """Picked by hand: equalized, then its contrast stretched; as it is; and turned by what Keras draws."""
    layer = our_layer("aug_mix", num_chains=3, chain_depth=2)
    names = layer._augment_layers
    equalized, stretched, none = names.index("equalization"), names.index("auto_contrast"), len(names)
    posterized = names.index("random_posterization")
    shares, own = np.array([0.5, 0.2, 0.3], np.float32), np.float32(0.25)
    drawn = {
        "chain_mixing_weights": tf.constant(shares),
        "weight_sample": tf.constant(own),
        "picked": tf.constant([[equalized, stretched], [none, none], [none, posterized]]),
    }
    found = layer.transform_images(tf.constant(images()), drawn, training=True).numpy()
    ranged = {"value_range": (0, 1)}
    first = keras.layers.AutoContrast(**ranged)(keras.layers.Equalization(**ranged)(images()))
    fewer = keras.layers.RandomPosterization(factor=max(1, int(8 * layer.factor[1])), **ranged)
    third = fewer(images(), training=True)
    mixed = shares[0] * first.numpy() + shares[1] * images() + shares[2] * third.numpy()
    np.testing.assert_allclose(found, own * images() + (1 - own) * mixed, atol=2e-5)
