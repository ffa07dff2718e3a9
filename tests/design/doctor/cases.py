"""Designs that are wrong in one way each, by the key of the diagnosis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.values import Part
from nnstudio.design import edits
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import Design
from tests.design.networks import DIGITS, POINTS, SUNSPOTS, autoencoder_facts, network

SPARSE, CATEGORICAL = "sparse_categorical_crossentropy", "categorical_crossentropy"
BINARY, SQUARED = "binary_crossentropy", "mean_squared_error"
Row = tuple[str, dict[str, Any]]
ONE_HOT = replace(DIGITS, target=Target.ONE_HOT, target_shape=(10,))
VECTOR = replace(DIGITS, input_shape=(64,))
IMAGE_BACK, VECTOR_BACK = autoencoder_facts((8, 8, 1)), autoencoder_facts((64,))
VECTOR_ONE_HOT = replace(ONE_HOT, input_shape=(64,))
TRANSLATION = DataFacts(
    domain=Domain.TEXT,
    task=Task.TRANSLATION,
    target=Target.TOKENS,
    input_shape=(9,),
    target_shape=(5,),
    train=700,
    validation=200,
    vocabulary=30,
    answers=40,
)
EMBEDDED: Row = ("embedding", {"input_dim": 30, "output_dim": 8})
PASSED_OVER: Row = ("embedding", {"input_dim": 30, "output_dim": 8, "mask_zero": True})
WORDS = DataFacts(
    domain=Domain.TEXT,
    task=Task.CLASSIFICATION,
    target=Target.INTEGERS,
    input_shape=(9,),
    target_shape=(1,),
    classes=tuple("abcdefghij"),
    train=700,
    validation=200,
    vocabulary=30,
)
FILM = replace(DIGITS, input_shape=(5, 8, 8, 1))
TABLE = DataFacts(
    domain=Domain.TABLE,
    task=Task.REGRESSION,
    target=Target.NUMBERS,
    input_shape=(10,),
    target_shape=(1,),
    train=300,
    validation=80,
    target_names=("y",),
)
SOFTMAX: Row = ("dense", {"units": 10, "activation": "softmax"})
SIGMOID: Row = ("dense", {"units": 1, "activation": "sigmoid"})
SEQUENCES: Row = ("lstm", {"return_sequences": True})
REPEAT_9: Row = ("repeat_vector", {"n": 9})  # as many as the question has places
WRITER: tuple[Row, ...] = (
    EMBEDDED,
    ("gru", {}),
    ("repeat_vector", {"n": 5}),
    SEQUENCES,
    ("dense", {"units": 40, "activation": "softmax"}),
)
NORMALIZED: Row = ("batch_normalization", {})
ALSO_SOFTMAX: Row = ("activation", {"activation": "softmax"})
LINEAR: Row = ("activation", {"activation": "linear"})
ZEROS = Part(kind="zeros")


ONE_BELOW_THE_OTHER: tuple[Row, ...] = (  # and shares only of itself
    ("dense", {"units": 10, "activation": "relu"}),
    ("reshape", {"target_shape": (10, 1)}),
    SIGMOID,
    ("flatten", {}),
)


def dense(units: int = 32, activation: str = "relu", **params: Any) -> Row:
    return "dense", {"units": units, "activation": activation, **params}


def conv(filters: int = 16, activation: str = "relu", **params: Any) -> Row:
    return "conv2d", {"filters": filters, "kernel_size": 3, "activation": activation, **params}


def with_data(design: Design, **fields: Any) -> Design:
    for field, value in fields.items():
        design, _change = edits.set_data(design, field, value)
    return design


def with_loss(design: Design, **params: Any) -> Design:
    for name, value in params.items():
        design, _change = edits.set_loss_param(design, name, value)
    return design


def with_rate(design: Design, rate: float) -> Design:
    return edits.set_optimizer_param(design, "learning_rate", rate)[0]


def with_decay(design: Design, decay: float) -> Design:
    return edits.set_optimizer_param(design, "weight_decay", decay)[0]


def with_schedule(design: Design, kind: str, **params: Any) -> Design:
    design, _change = edits.set_schedule(design, kind)
    for name, value in params.items():
        design, _change = edits.set_schedule_param(design, name, value)
    return design


def stopping(design: Design, **fields: Any) -> Design:
    design, _change = edits.enable_early_stopping(design, True)
    for field, value in fields.items():
        design, _change = edits.set_early_stopping(design, field, value)
    return design


def frozen(design: Design) -> Design:
    rows = tuple(row.model_copy(update={"trainable": False}) for row in design.layers)
    return design.model_copy(update={"layers": rows})


def reading(design: Design, **reads: tuple[str, ...]) -> Design:
    rows = [row.model_copy(update={"reads": reads.get(row.id, row.reads)}) for row in design.layers]
    return design.model_copy(update={"layers": tuple(rows)})


def facts_of(design: Design, facts: DataFacts) -> DataFacts:
    """The facts as the data room would give them, where a fix changes how the data is prepared."""
    total = facts.train + facts.validation + facts.test or 100
    data = design.data
    validation, test = round(total * data.validation), round(total * data.test)
    return replace(facts, train=total - validation - test, validation=validation, test=test)


@dataclass(frozen=True)
class Bad:
    """A design in which a diagnosis is found, at a row or, where that is "", at a panel."""

    key: str
    design: Design
    facts: DataFacts
    layer: str = ""

    @property
    def prepared(self) -> DataFacts:
        """The facts with parts as large as the design wants them."""
        return self.facts if self.key == "nothing-to-train-on" else facts_of(self.design, self.facts)


BAD = [
    # Steps that are passed over
    Bad("mask-lost", network(SPARSE, PASSED_OVER, ("flatten", {}), SOFTMAX), WORDS, "l2"),
    Bad(
        "mask-lost",
        network(SPARSE, PASSED_OVER, dense(), ("global_max_pooling1d", {}), SOFTMAX),
        WORDS,
        "l3",
    ),
    Bad(
        "mask-refused",
        network(SPARSE, PASSED_OVER, ("softmax", {}), ("gru", {}), SOFTMAX),
        WORDS,
        "l2",
    ),
    Bad(
        "mask-refused",
        network(SPARSE, ("masking", {}), ("conv_lstm2d", {"filters": 2}), ("flatten", {}), SOFTMAX),
        FILM,
        "l2",
    ),
    # The end against the loss
    Bad("loss-cannot-be", network(CATEGORICAL, ("flatten", {}), SOFTMAX), DIGITS),
    Bad("loss-cannot-be", network(SPARSE, ("flatten", {}), SOFTMAX), ONE_HOT),
    Bad("loss-cannot-be", network(SPARSE, ("gru", {}), dense(10, "softmax")), SUNSPOTS),
    Bad("loss-cannot-be", network(CATEGORICAL, dense(64, "softmax")), VECTOR_BACK),
    Bad("loss-cannot-be", network(BINARY, SIGMOID), VECTOR),  # one sigmoid unit for ten classes
    Bad("loss-cannot-be", network(SQUARED, SOFTMAX), VECTOR),
    Bad("output-misfit", network(SPARSE, dense(8, "softmax")), VECTOR),  # units unequal to classes
    Bad("output-misfit", network(SPARSE, dense(8), ALSO_SOFTMAX), VECTOR),
    Bad("output-misfit", network(SPARSE, SIGMOID), POINTS),
    Bad("output-misfit", network(BINARY, dense(2, "softmax")), POINTS),
    Bad("output-misfit", network(BINARY, dense(3, "sigmoid")), POINTS),
    Bad("output-misfit", network(SPARSE, SOFTMAX), DIGITS),  # Flatten forgotten
    Bad("output-misfit", network(SPARSE, conv(), ("max_pooling2d", {})), DIGITS),
    Bad("output-misfit", network(SQUARED, SEQUENCES, dense(10, "linear")), SUNSPOTS),
    Bad(
        "output-misfit", network(SQUARED, ("lstm", {}), dense(5, "linear")), SUNSPOTS
    ),  # horizon unequal to units
    Bad("output-misfit", network(SQUARED, SEQUENCES), SUNSPOTS),
    Bad("output-misfit", network(SQUARED, dense(2), dense(60, "linear")), VECTOR_BACK),
    Bad("output-misfit", network(SQUARED, ("flatten", {}), dense(64, "sigmoid")), IMAGE_BACK),
    Bad("output-misfit", network(SQUARED, ("flatten", {}), dense(60, "sigmoid")), IMAGE_BACK),
    Bad("output-misfit", network(SQUARED, conv(4, padding="same")), IMAGE_BACK),
    Bad("output-misfit", network(SQUARED, conv(4)), IMAGE_BACK),
    Bad(
        "output-misfit",
        network(SQUARED, ("flatten", {}), dense(60, "sigmoid"), ("reshape", {"target_shape": (6, 10)})),
        IMAGE_BACK,
    ),
    Bad("loss-cannot-be", network(SQUARED, *WRITER), TRANSLATION),
    Bad("output-misfit", network(SPARSE, *WRITER[:-1], dense(30, "softmax")), TRANSLATION),  # too few tokens
    Bad("output-misfit", network(SPARSE, EMBEDDED, ("gru", {}), REPEAT_9, *WRITER[3:]), TRANSLATION),
    Bad("output-misfit", network(SPARSE, EMBEDDED, ("gru", {}), REPEAT_9, dense(7, "softmax")), TRANSLATION),
    Bad("output-misfit", network(SPARSE, EMBEDDED, ("gru", {}), dense(40, "softmax")), TRANSLATION),
    Bad("output-misfit", network(SPARSE, EMBEDDED, SEQUENCES, dense(40, "softmax")), TRANSLATION),
    # The end against what is learned
    Bad("softmax-of-one", network(BINARY, dense(1, "softmax")), POINTS, "l1"),
    Bad("softmax-for-yes-or-no", network(BINARY, SOFTMAX), VECTOR_ONE_HOT),
    Bad("softmax-for-yes-or-no", network(BINARY, dense(64, "softmax")), VECTOR_BACK, "l1"),
    Bad("output-not-as-expected", network(SPARSE, dense(10, "linear")), VECTOR, "l1"),  # logits
    Bad("output-not-as-expected", network(SPARSE, dense(10, "relu")), VECTOR, "l1"),
    Bad("output-not-as-expected", network(BINARY, dense(1, "linear")), POINTS, "l1"),
    Bad("output-not-as-expected", network(BINARY, dense(1, "tanh")), POINTS, "l1"),
    Bad("output-not-as-expected", network("poisson", dense(1, "linear")), TABLE, "l1"),
    Bad("output-not-as-expected", network("hinge", SIGMOID), POINTS, "l1"),
    Bad("output-not-as-expected", network(BINARY, dense(1), NORMALIZED), POINTS, "l2"),
    Bad("output-not-as-expected", network(BINARY, dense(1, "linear"), ("relu", {})), POINTS, "l2"),
    Bad("output-not-as-expected", network(BINARY, dense(1), LINEAR), POINTS, "l1"),
    Bad("output-not-as-expected", network(SPARSE, *ONE_BELOW_THE_OTHER), VECTOR, "l3"),
    Bad("output-not-as-expected", network(SPARSE, dense(10, "linear"), ("leaky_relu", {})), VECTOR, "l2"),
    Bad("probabilities-as-logits", with_loss(network(BINARY, SIGMOID), from_logits=True), POINTS),
    Bad("probabilities-as-logits", with_loss(network(SPARSE, SOFTMAX), from_logits=True), VECTOR),
    Bad(
        "targets-below-0",
        with_data(network(BINARY, dense(64, "sigmoid")), scaling="standard"),
        VECTOR_BACK,
    ),
    Bad("targets-below-0", with_data(network("poisson", dense(1, "softplus")), scaling="standard"), TABLE),
    Bad("squares-for-classes", network(SQUARED, SOFTMAX), VECTOR_ONE_HOT),
    Bad("squares-for-classes", network(SQUARED, dense(10, "linear"), ("softmax", {})), VECTOR_ONE_HOT),
    Bad("output-out-of-reach", network(SQUARED, dense(), dense(1, "relu")), TABLE, "l2"),
    Bad("output-out-of-reach", network(SQUARED, dense(), dense(1, "tanh")), TABLE, "l2"),
    Bad("output-out-of-reach", network(SQUARED, dense(), dense(1, "linear"), ("relu", {})), TABLE, "l3"),
    Bad("output-out-of-reach", network(SQUARED, dense(), dense(1), LINEAR), TABLE, "l2"),
    Bad("output-out-of-reach", network(SQUARED, dense(), dense(1, "tanh"), ("identity", {})), TABLE, "l2"),
    Bad(
        "output-out-of-reach",
        reading(network(SQUARED, dense(1), dense(1, "linear"), ("flatten", {})), l3=("l1",)),
        TABLE,
        "l1",
    ),  # not the row above the last, but the one that it reads
    Bad("output-out-of-reach", network(SQUARED, ("gru", {}), dense(10, "softmax")), SUNSPOTS, "l2"),
    Bad(
        "output-out-of-reach",
        with_data(network(SQUARED, dense(64, "sigmoid")), scaling="standard"),
        VECTOR_BACK,
        "l1",
    ),
    # Data
    Bad("nothing-to-train-on", with_data(network(BINARY, SIGMOID), validation=0.9), replace(POINTS, train=0)),
    Bad("not-scaled", network(SQUARED, dense(1, "linear")), replace(TABLE, reach=346.0)),
    Bad("test-without-validation", with_data(network(BINARY, SIGMOID), test=0.2, validation=0.0), POINTS),
    Bad("more-kept-aside-than-learned", with_data(network(BINARY, SIGMOID), validation=0.9), POINTS),
    # Weights
    Bad("nothing-to-learn", frozen(network(BINARY, dense(), SIGMOID)), POINTS),
    Bad(
        "no-weights", network(SQUARED, ("flatten", {}), ("reshape", {"target_shape": (8, 8, 1)})), IMAGE_BACK
    ),
    Bad(
        "initializer-unsuited",
        network(BINARY, dense(bias_initializer=Part(kind="orthogonal")), SIGMOID),
        POINTS,
        "l1",
    ),
    Bad(
        "initializer-unsuited",
        network(SPARSE, conv(kernel_initializer=Part(kind="identity")), ("flatten", {}), SOFTMAX),
        DIGITS,
        "l1",
    ),
    Bad(
        "same-first-weights",
        network(BINARY, dense(kernel_initializer=ZEROS), dense(1, "sigmoid", kernel_initializer=ZEROS)),
        POINTS,
        "l1",
    ),
    Bad("same-first-weights", network(BINARY, dense(kernel_initializer=ZEROS), SIGMOID), POINTS, "l1"),
    Bad("one-number-wide", network(SPARSE, dense(), dense(1), SOFTMAX), VECTOR, "l2"),
    Bad(
        "bias-before-normalization",
        network(SPARSE, dense(activation="linear"), NORMALIZED, ("activation", {}), SOFTMAX),
        VECTOR,
        "l1",
    ),
    Bad(
        "more-weights-than-examples",
        network(SPARSE, dense(4_096), dense(4_096), SOFTMAX),
        replace(VECTOR, train=100),
    ),
    # Functions
    Bad("no-non-linearity", network(SQUARED, dense(activation="linear"), dense(1, "linear")), TABLE, "l1"),
    Bad(
        "no-non-linearity",
        network(SPARSE, conv(activation="linear"), conv(), ("flatten", {}), SOFTMAX),
        DIGITS,
        "l1",
    ),
    Bad(
        "doubled-activation",
        network(SPARSE, SOFTMAX, ALSO_SOFTMAX),
        VECTOR,
        "l2",
    ),
    Bad("doubled-activation", network(SPARSE, SOFTMAX, ("softmax", {})), VECTOR, "l2"),
    Bad("softmax-inside", network(SPARSE, dense(32, "softmax"), SOFTMAX), VECTOR, "l1"),
    Bad("softmax-inside", network(SPARSE, dense(), ("softmax", {}), SOFTMAX), VECTOR, "l2"),
    Bad("vanishing-gradient", network(BINARY, *[dense(8, "sigmoid")] * 4, SIGMOID), POINTS, "l1"),
    # Regularization
    Bad("dropout-too-strong", network(SPARSE, dense(), ("dropout", {"rate": 0.9}), SOFTMAX), VECTOR, "l2"),
    Bad(
        "dropout-too-strong",
        network(SQUARED, ("lstm", {"dropout": 0.8}), dense(10, "linear")),
        SUNSPOTS,
        "l1",
    ),
    Bad(
        "doubled-dropout",
        network(SPARSE, dense(), ("dropout", {}), ("dropout", {}), SOFTMAX),
        VECTOR,
        "l3",
    ),
    Bad("noise-at-the-output", network(SPARSE, dense(), SOFTMAX, ("dropout", {})), VECTOR, "l3"),
    Bad(
        "regularization-too-strong",
        network(SPARSE, dense(kernel_regularizer=Part(kind="l2", params={"l2": 1.0})), SOFTMAX),
        VECTOR,
        "l1",
    ),
    Bad(
        "regularization-too-strong",
        network(SPARSE, SOFTMAX, regularizer=Part(kind="l1", params={"l1": 0.5})),
        VECTOR,
    ),
    Bad(
        "batch-of-one",
        network(SPARSE, dense(), NORMALIZED, SOFTMAX, batching="single"),
        VECTOR,
        "l2",
    ),
    Bad(
        "batch-of-one",
        network(SPARSE, dense(), NORMALIZED, SOFTMAX, batch_size=1),
        VECTOR,
        "l2",
    ),
    Bad(
        "doubled-regularization",
        with_decay(network(BINARY, SIGMOID, regularizer=Part(kind="l2")), 0.01),
        POINTS,
    ),
    Bad(
        "augmentation-of-features",
        network(SPARSE, conv(), ("random_flip", {}), conv(), ("flatten", {}), SOFTMAX),
        DIGITS,
        "l2",
    ),
    Bad(
        "augmentation-of-features",
        network(SQUARED, conv(padding="same"), conv(1, "sigmoid", padding="same"), ("random_flip", {})),
        IMAGE_BACK,
        "l3",
    ),  # at the output
    Bad(
        "augmentation-of-standardized-images",
        with_data(
            network(SPARSE, ("random_contrast", {}), conv(), ("flatten", {}), SOFTMAX), scaling="standard"
        ),
        DIGITS,
        "l1",
    ),
    # Reading
    Bad("unread-row", reading(network(SPARSE, dense(), dense(), SOFTMAX), l3=("l1",)), VECTOR, "l2"),
    # The recipe
    Bad(
        "early-stopping-without-validation",
        stopping(with_data(network(BINARY, SIGMOID), validation=0.0)),
        replace(POINTS, validation=0),
    ),
    Bad("learning-rate-far-off", with_rate(network(BINARY, SIGMOID), 5.0), POINTS),
    Bad("learning-rate-far-off", with_rate(network(BINARY, SIGMOID), 1e-9), POINTS),
    Bad("batch-larger-than-data", network(BINARY, SIGMOID, batch_size=500, epochs=200), POINTS),
    Bad("few-updates", network(BINARY, SIGMOID, batching="full", epochs=5), POINTS),
    Bad("patience-longer-than-training", stopping(network(BINARY, SIGMOID, epochs=5)), POINTS),
    Bad("metric-not-shown", network(SQUARED, dense(1, "linear"), metrics=("auc",)), TABLE),
    Bad("rare-class", network(BINARY, SIGMOID), replace(POINTS, class_counts=(190, 10))),
    Bad("warm-up-too-long", with_schedule(network(BINARY, SIGMOID), "cosine", warmup_epochs=30.0), POINTS),
    Bad("learning-rate-gone", with_schedule(network(BINARY, SIGMOID), "cosine", decay_epochs=2.0), POINTS),
    Bad(
        "learning-rate-gone",
        with_schedule(network(BINARY, SIGMOID), "exponential", decay_epochs=0.2),
        POINTS,
    ),
    Bad("learning-rate-gone", with_schedule(network(BINARY, SIGMOID), "exponential", decay_rate=0.0), POINTS),
    Bad(
        "learning-rate-gone",
        with_schedule(network(BINARY, SIGMOID), "step", boundaries=(1,), factor=0.0),
        POINTS,
    ),
    Bad(
        "learning-rate-gone",
        with_schedule(network(BINARY, SIGMOID), "inverse_time", decay_epochs=0.001),
        POINTS,
    ),
    Bad(
        "learning-rate-never-falls", with_schedule(network(BINARY, SIGMOID), "step", boundaries=(50,)), POINTS
    ),
    Bad(
        "learning-rate-never-falls",
        with_schedule(network(BINARY, SIGMOID), "reduce_on_plateau", patience=50),
        POINTS,
    ),
    Bad(
        "learning-rate-never-falls",
        with_schedule(network(BINARY, SIGMOID), "exponential", staircase=True, decay_epochs=90.0),
        POINTS,
    ),
    Bad(
        "smoothed-quantities",
        with_loss(network(BINARY, dense(64, "sigmoid")), label_smoothing=0.1),
        VECTOR_BACK,
    ),
]
