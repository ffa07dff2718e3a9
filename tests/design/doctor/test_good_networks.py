"""Networks that people build and that learn: the doctor says nothing of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnstudio.catalogue.values import Part
from nnstudio.data import describe
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design
from nnstudio.design.shipped import load_shipped, shipped_names
from tests.design.doctor.cases import (
    BINARY,
    CATEGORICAL,
    LINEAR,
    NORMALIZED,
    SEQUENCES,
    SIGMOID,
    SOFTMAX,
    SPARSE,
    SQUARED,
    TABLE,
    VECTOR,
    VECTOR_BACK,
    VECTOR_ONE_HOT,
    Row,
    conv,
    dense,
    reading,
    with_data,
    with_loss,
)
from tests.design.networks import DIGITS, POINTS, SUNSPOTS, autoencoder_facts, digits_cnn, network

FLAT: Row = ("flatten", {})
POOL: Row = ("max_pooling2d", {"pool_size": 2})
AVERAGE: Row = ("average_pooling2d", {"pool_size": 2})
DROP: Row = ("dropout", {"rate": 0.5})
RELU: Row = ("activation", {"activation": "relu"})
COLOR = replace(DIGITS, input_shape=(32, 32, 3), train=40_000, validation=10_000)
WORDS = replace(VECTOR, input_shape=(20,), vocabulary=500, classes=("no", "yes"))
HALF = Part(kind="l2", params={"l2": 0.000_5})


def bare(filters: int, **params: object) -> Row:
    """A convolution whose bias and activation are those of the normalization below it."""
    return conv(filters, "linear", use_bias=False, padding="same", **params)


def residual() -> Design:
    block = [bare(16), NORMALIZED, RELU, bare(16), NORMALIZED]
    rows = [conv(16, padding="same"), *block, ("add", {}), RELU, ("global_average_pooling2d", {}), SOFTMAX]
    return reading(network(SPARSE, *rows), l7=("l1", "l6"))


def u_shaped() -> Design:
    """Down once, up by repeating nothing: the skip joins what is as large as itself."""
    rows = [
        conv(8, padding="same"),
        conv(16, padding="same"),
        conv(8, padding="same"),
        ("concatenate", {}),
        conv(8, padding="same"),
        conv(1, "sigmoid", padding="same"),
    ]
    return reading(network(SQUARED, *rows), l4=("l1", "l3"))


def inception() -> Design:
    rows = [
        conv(8, padding="same"),
        conv(8, padding="same", kernel_size=1),
        conv(8, padding="same", kernel_size=5),
        ("concatenate", {}),
        FLAT,
        SOFTMAX,
    ]
    return reading(network(SPARSE, *rows), l3=("l1",), l4=("l2", "l3"))


GOOD: dict[str, tuple[Design, DataFacts]] = {
    "logistic regression": (network(BINARY, SIGMOID), POINTS),
    "logistic regression from zeros": (
        network(BINARY, dense(1, "sigmoid", kernel_initializer=Part(kind="zeros"))),
        POINTS,
    ),
    "linear regression": (with_data(network(SQUARED, dense(1, "linear")), scaling="standard"), TABLE),
    "a function in a row of its own, that changes nothing": (
        network(SPARSE, dense(), SOFTMAX, LINEAR),
        VECTOR,
    ),
    "multinomial regression": (network(SPARSE, FLAT, SOFTMAX), DIGITS),
    "a network of points": (network(BINARY, dense(8, "tanh"), dense(8, "tanh"), SIGMOID), POINTS),
    "one hidden layer of sigmoids": (network(BINARY, dense(16, "sigmoid"), SIGMOID), POINTS),
    "three hidden layers of sigmoids": (network(BINARY, *[dense(8, "sigmoid")] * 3, SIGMOID), POINTS),
    "tanh for signs": (network(SQUARED, dense(8), dense(1, "tanh")), POINTS),
    "ten hidden layers": (network(SPARSE, *[dense(64)] * 10, SOFTMAX), VECTOR),
    "six layers of tanh": (network(SPARSE, *[dense(64, "tanh")] * 6, SOFTMAX), VECTOR),
    "LeNet-5": (
        network(
            SPARSE,
            conv(6, "tanh", kernel_size=5, padding="same"),
            AVERAGE,
            conv(16, "tanh", kernel_size=5),
            AVERAGE,
            FLAT,
            dense(120, "tanh"),
            dense(84, "tanh"),
            SOFTMAX,
        ),
        DIGITS,
    ),
    "the lecture's network": (digits_cnn(), DIGITS),
    "VGG": (
        network(
            CATEGORICAL,
            *[conv(32, padding="same"), conv(32, padding="same"), POOL],
            *[conv(64, padding="same"), conv(64, padding="same"), POOL],
            *[FLAT, dense(256), DROP, SOFTMAX],
        ),
        replace(COLOR, target=VECTOR_ONE_HOT.target, target_shape=(10,)),
    ),
    "normalized": (
        network(SPARSE, bare(16), NORMALIZED, RELU, POOL, bare(32), NORMALIZED, RELU, FLAT, DROP, SOFTMAX),
        DIGITS,
    ),
    "all convolutions": (
        network(SPARSE, conv(16), conv(10, "softmax"), ("global_average_pooling2d", {})),
        DIGITS,
    ),
    "augmented": (
        network(SPARSE, ("random_rotation", {}), conv(16), POOL, FLAT, DROP, SOFTMAX),
        DIGITS,
    ),
    "residual": (residual(), COLOR),
    "inception": (inception(), DIGITS),
    "U-shaped": (u_shaped(), autoencoder_facts((28, 28, 1))),
    "logits": (with_loss(network(SPARSE, dense(), dense(10, "linear")), from_logits=True), VECTOR),
    "regularized": (network(SPARSE, dense(kernel_regularizer=HALF), SOFTMAX, regularizer=HALF), VECTOR),
    "several answers": (network(BINARY, dense(), dense(10, "sigmoid")), VECTOR_ONE_HOT),
    "bidirectional LSTM of words": (
        network(BINARY, ("embedding", {"input_dim": 500}), ("lstm", {}), dense(), DROP, SIGMOID),
        WORDS,
    ),
    "forecast": (
        with_data(network(SQUARED, SEQUENCES, ("gru", {}), dense(10, "linear")), scaling="standard"),
        SUNSPOTS,
    ),
    "forecast of what is scaled to 0 and 1": (
        with_data(network(SQUARED, ("simple_rnn", {}), dense(10, "sigmoid")), scaling="range"),
        SUNSPOTS,
    ),
    "rows of an image": (
        network(SPARSE, ("reshape", {"target_shape": (28, 28)}), ("lstm", {"units": 64}), SOFTMAX),
        DIGITS,
    ),
    "autoencoder": (
        network(SQUARED, dense(32), dense(2, "linear"), dense(32), dense(64, "sigmoid")),
        VECTOR_BACK,
    ),
    "autoencoder down to one number": (
        network(SQUARED, dense(32), dense(1, "linear"), dense(32), dense(64, "sigmoid")),
        VECTOR_BACK,
    ),
    "low rank": (network(SPARSE, dense(128), dense(16, "linear"), dense(128), SOFTMAX), VECTOR),
}


@pytest.mark.parametrize("name", GOOD)
def test_that_a_good_network_has_no_problem(name: str) -> None:
    design, facts = GOOD[name]
    assert check(design, facts, 10**12).problems == ()


@pytest.mark.parametrize("name", shipped_names())
def test_that_a_shipped_design_has_no_problem(name: str) -> None:
    design = load_shipped(name)
    assert check(design, describe(design.data), 10**12).problems == ()
