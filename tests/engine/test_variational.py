"""The code of a variational autoencoder: a mean, noise of a learnt size, and a divergence in the loss."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.data.prepared import Prepared
from nnstudio.design.model import Design
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.own_layers import VariationalCode
from nnstudio.engine.random_layers import RANDOM_LAYERS
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.events import Epoch, Sampled
from tests.engine.designs import autoencoder, row
from tests.engine.runs import train

INPUTS = np.random.default_rng(0).normal(size=(6, 5)).astype(np.float32)
BOTH = [VariationalCode, RANDOM_LAYERS["VariationalCode"]]


def variational(weight: float = 0.001, **recipe: Any) -> Design:
    plain = autoencoder(**recipe)
    flat, _narrow, wide, shape = plain.layers
    code = row("variational_code", "code", units=2, weight=weight)
    return plain.model_copy(update={"layers": (flat, code, wide, shape)})


def mean_and_log_variance(layer: Any, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    kernel, bias = (weights.numpy().astype(np.float64) for weights in layer.trainable_weights)
    both = inputs @ kernel + bias
    return both[:, : layer.units], both[:, layer.units :]


def made(kind: Any, **settings: Any) -> Any:
    layer = kind(units=3, seed=5, bias_initializer="random_normal", **settings)
    layer.build((None, 5))
    return layer


@pytest.mark.parametrize("kind", BOTH)
def test_that_the_code_is_the_mean_where_nothing_is_trained(kind: Any) -> None:
    layer = made(kind)
    mean, _ = mean_and_log_variance(layer, INPUTS)
    np.testing.assert_allclose(layer(INPUTS), mean, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("training", [False, True])
def test_that_the_loss_gets_the_divergence_from_the_normal_distribution(kind: Any, training: bool) -> None:
    layer = made(kind, weight=0.7)
    layer(INPUTS, training=training)
    mean, log_variance = mean_and_log_variance(layer, INPUTS)
    # of two normal distributions, as an integral worked out with other words: ½(tr Σ + μᵀμ − k − ln det Σ)
    variance = np.exp(log_variance)
    divergence = 0.5 * (variance.sum(1) + (mean**2).sum(1) - 3 - np.log(variance.prod(1)))
    (loss,) = layer.losses
    assert float(loss) == pytest.approx(0.7 * divergence.mean(), rel=1e-5)


@pytest.mark.parametrize("kind", BOTH)
def test_that_a_normal_code_costs_nothing(kind: Any) -> None:
    layer = kind(units=2, weight=1.0, kernel_initializer="zeros")
    layer(INPUTS)
    assert float(layer.losses[0]) == 0


@pytest.mark.parametrize("xla", [False, True])
@pytest.mark.parametrize("kind", BOTH)
def test_that_codes_are_drawn_around_the_mean_with_the_learnt_variance(kind: Any, xla: bool) -> None:
    layer = made(kind)
    one = np.repeat(INPUTS[:1], 20_000, axis=0)
    call = tf.function(lambda inputs: layer(inputs, training=True), jit_compile=xla)
    codes = call(tf.constant(one)).numpy()
    mean, log_variance = mean_and_log_variance(layer, INPUTS[:1])
    np.testing.assert_allclose(codes.mean(axis=0), mean[0], atol=0.1)
    np.testing.assert_allclose(codes.std(axis=0), np.exp(log_variance[0] / 2), rtol=0.03)
    assert np.abs(np.corrcoef(codes.T) - np.eye(3)).max() < 0.03
    assert (call(tf.constant(one)).numpy() != codes).any()


def test_that_a_seed_gives_the_same_noise_again() -> None:
    kind = RANDOM_LAYERS["VariationalCode"]
    first, second, other = (kind(units=2, seed=seed, kernel_initializer="ones") for seed in (1, 1, 2))
    codes = [layer(INPUTS, training=True).numpy() for layer in (first, second, other)]
    np.testing.assert_array_equal(codes[0], codes[1])
    assert (codes[0] != codes[2]).all()


def test_that_the_gradient_leads_through_the_noise() -> None:
    layer = RANDOM_LAYERS["VariationalCode"](units=2, weight=0.3, seed=5, dtype="float64")
    inputs = tf.constant(INPUTS, tf.float64)
    layer.build(inputs.shape)
    state, before = layer.seed_generator.state, layer.seed_generator.state.numpy()

    def total() -> Any:
        state.assign(before)
        codes = layer(inputs, training=True)
        return tf.reduce_sum(codes**2) + layer.losses[0]

    with tf.GradientTape() as tape:
        gradient = tape.gradient(total(), layer.kernel.value).numpy()
    start = layer.kernel.numpy()
    direction, shift = np.random.default_rng(7).normal(size=start.shape), 1e-6
    totals = []
    for sign in (1, -1):
        layer.kernel.assign(start + sign * shift * direction)
        totals.append(float(total()))
    slope = (totals[0] - totals[1]) / (2 * shift)
    assert (gradient * direction).sum() == pytest.approx(slope, rel=1e-6)


@pytest.mark.parametrize("engine", ["graph", "xla"])
def test_that_a_variational_autoencoder_learns_and_shows_its_means(engine: Any) -> None:
    workshop = Workshop()
    told = train(variational(epochs=8), workshop, engine=engine)
    losses = [epoch.loss for epoch in told.of(Epoch)]
    assert losses[-1] < 0.9 * losses[0]
    last = told.of(Sampled)[-1]
    assert last.decoder is not None
    assert last.codes is not None
    parts = workshop.assemble(variational(epochs=8), engine)
    prepared: Prepared = parts.prepared
    shown = prepared.validation.inputs[: len(last.codes)]
    encoder = keras.Model(parts.model.input, parts.model.get_layer("code").output)
    np.testing.assert_allclose(last.codes, encoder.predict(shown, verbose=0), rtol=1e-3, atol=1e-4)


def test_that_a_heavy_weight_makes_codes_normal() -> None:
    codes = {}
    for weight in (0.0, 10.0):
        last = train(variational(weight, epochs=6)).of(Sampled)[-1]
        assert last.codes is not None
        codes[weight] = np.abs(last.codes).mean()
    assert codes[10.0] < 0.2 * codes[0.0]
