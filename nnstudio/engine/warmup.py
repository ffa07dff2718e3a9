"""Gets TensorFlow ready before a person asks for it."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Warmth:
    """What was warmed and how long it took."""

    tensorflow: str
    keras: str
    seconds: float


def warm_up() -> Warmth:
    """Import TensorFlow and Keras and run one small compiled step."""
    began = time.perf_counter()
    from nnstudio.data.source import Examples
    from nnstudio.engine.backend import keras, tf
    from nnstudio.engine.batches import Batches
    from nnstudio.engine.means import Means
    from nnstudio.engine.steps import TrainingSteps

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    optimizer = keras.optimizers.Adam()
    optimizer.build(model.trainable_variables)
    examples = Examples(
        np.zeros((2, 2), np.float32), np.zeros((2, 1), np.float32), rows=np.arange(2, dtype=np.int64)
    )
    loss = keras.losses.MeanSquaredError()
    train = TrainingSteps(model, optimizer, loss, Means({}), Batches(examples, size=1), xla=True).compiled()
    train(tf.range(2), tf.constant(0), tf.constant(1), tf.constant([0]))
    return Warmth(tf.__version__, keras.__version__, time.perf_counter() - began)
