"""The same steps twice: by ``keras.Model.train_on_batch``, and by the engine in one compiled call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.values import Shape
from nnstudio.data import prepare
from nnstudio.data.source import Examples
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import DataChoice, Design, LayerRow
from nnstudio.engine.assembly import SUBSTITUTES
from nnstudio.engine.backend import tf
from nnstudio.engine.batches import Batches
from nnstudio.engine.build import Substitutes, build_loss, build_model, build_optimizer
from nnstudio.engine.choice import Compiled
from nnstudio.engine.means import Means
from nnstudio.engine.metrics import build_metrics
from nnstudio.engine.steps import TrainingSteps
from tests.engine.designs import design, row

STEPS, EPOCHS, SIZE, EXAMPLES = 30, 6, 10, 47  # the last batch of each epoch has 7
ENGINES: tuple[Compiled, ...] = ("graph", "xla")
ORDERS = np.stack([np.random.default_rng(epoch).permutation(EXAMPLES) for epoch in range(EPOCHS)])
CLASSES = 3
OF_LOSS, OF_WEIGHT, SMALLEST = 1e-5, 1e-4, 1e-6  # what may differ, of a loss, of a weight, and of one near 0

Optimizer = Callable[[], Any]


@dataclass(frozen=True)
class Trial:
    """A design with the few examples it is tried on."""

    design: Design
    facts: DataFacts
    examples: Examples


@dataclass(frozen=True)
class Trained:
    """losses: of each step. weights: after the last, moving averages included."""

    losses: NDArray[np.float32]
    weights: list[NDArray[np.float32]]


def on_real_data(made: Design) -> Trial:
    """The first examples of the training part."""
    prepared = prepare(made.data)
    inputs, targets = prepared.train.inputs[:EXAMPLES], prepared.train.targets[:EXAMPLES]
    labels = None if prepared.train.labels is None else prepared.train.labels[:EXAMPLES]
    return Trial(made, prepared.facts, Examples(inputs, targets, np.arange(EXAMPLES, dtype=np.int64), labels))


def on_random_data(
    shape: Shape, rows: Sequence[LayerRow], vocabulary: int = 0, optimizer: Any = None
) -> Trial:
    """Random inputs of any shape, to be told into classes by a softmax layer at the end."""
    facts = DataFacts(
        domain=Domain.TABLE,
        task=Task.CLASSIFICATION,
        target=Target.INTEGERS,
        input_shape=shape,
        target_shape=(1,),
        classes=("a", "b", "c"),
        vocabulary=vocabulary,
    )
    random = np.random.default_rng(4)
    size = (EXAMPLES, *shape)
    inputs = random.integers(0, vocabulary, size) if vocabulary else random.normal(size=size)
    targets = random.integers(0, CLASSES, (EXAMPLES, 1)).astype(np.int32)
    last = row("dense", "output", units=CLASSES, activation="softmax")
    made = design(
        DataChoice(source="random"),
        "sparse_categorical_crossentropy",
        *rows,
        row("flatten", "flat"),
        last,
        optimizer=optimizer,
    )
    rows_of_source = np.arange(EXAMPLES, dtype=np.int64)
    return Trial(made, facts, Examples(inputs.astype(np.float32), targets, rows_of_source))


def by_keras(
    trial: Trial, substitutes: Substitutes, optimizer: Optimizer | None = None, *, xla: bool = False
) -> Trained:
    """Batch by batch. substitutes: none, but for layers whose random masks have to be the same.

    xla: each step compiled as Keras does it itself, when told to.
    """
    made, examples = trial.design, trial.examples
    model = build_model(made, trial.facts, substitutes)
    loss = build_loss(made.recipe.loss)
    model.compile(optimizer=_optimizer(trial, optimizer), loss=loss, jit_compile=xla)
    model.optimizer.build(model.trainable_variables)  # as fit does before it traces a step
    losses = []
    counted = class_weights_of(trial)
    weights = None if counted is None else dict(enumerate(counted.tolist()))
    for order in ORDERS:
        for start in range(0, EXAMPLES, SIZE):
            rows = order[start : start + SIZE]
            batch = examples.inputs[rows], examples.targets[rows]
            losses.append(float(model.train_on_batch(*batch, class_weight=weights)))
    assert len(losses) == STEPS
    return Trained(np.array(losses, np.float32), model.get_weights())


def by_engine(trial: Trial, engine: Compiled, optimizer: Optimizer | None = None) -> Trained:
    """All epochs in one call."""
    made = trial.design
    model = build_model(made, trial.facts, SUBSTITUTES[engine])
    updates = _optimizer(trial, optimizer)
    updates.build(model.trainable_variables)
    means, loss = Means(build_metrics(made, trial.facts)), build_loss(made.recipe.loss)
    counted, labels = class_weights_of(trial), trial.examples.labels
    each = None if counted is None or labels is None else counted[labels]
    batches = Batches(trial.examples, SIZE, each)
    steps = TrainingSteps(model, updates, loss, means, batches, epochs=EPOCHS, xla=engine == "xla").compiled()
    order, due = tf.constant(ORDERS.ravel(), tf.int32), tf.ones((EPOCHS,), tf.int32)
    losses, *_ = steps(order, tf.constant(0), tf.constant(STEPS), due)
    return Trained(losses.numpy(), model.get_weights())


def assert_same(ours: Trained, theirs: Trained) -> None:
    """Losses within 1e-5 of themselves; weights within 1e-4, of themselves or of the smallest that matter."""
    np.testing.assert_allclose(ours.losses, theirs.losses, rtol=OF_LOSS)
    for mine, other in zip(ours.weights, theirs.weights, strict=True):
        np.testing.assert_allclose(mine, other, rtol=OF_WEIGHT, atol=SMALLEST)


def distance(ours: Trained, theirs: Trained) -> float:
    """The largest difference, in those that ``assert_same`` allows."""
    losses = np.abs(ours.losses - theirs.losses) / (OF_LOSS * np.abs(theirs.losses))
    weights = (
        np.abs(mine - other) / (SMALLEST + OF_WEIGHT * np.abs(other))
        for mine, other in zip(ours.weights, theirs.weights, strict=True)
    )
    return max(float(part.max()) for part in (losses, *weights))


def class_weights_of(trial: Trial) -> NDArray[np.float32] | None:
    """By the same rule as scikit-learn's, worked out here once more; an empty class weighs nothing."""
    labels = trial.examples.labels
    if trial.design.recipe.class_weights == "none" or labels is None:
        return None
    counts = np.bincount(labels, minlength=len(trial.facts.classes))
    present = np.count_nonzero(counts)
    return np.array([EXAMPLES / (present * count) if count else 0.0 for count in counts], np.float32)


def _optimizer(trial: Trial, optimizer: Optimizer | None) -> Any:
    return optimizer() if optimizer else build_optimizer(trial.design.recipe.optimizer)
