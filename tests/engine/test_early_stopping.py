from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.design.model import EarlyStopping
from nnstudio.engine.backend import keras
from nnstudio.engine.early_stopping import Patience


class Weighed:
    """As much of a model as Keras' callback needs: its one weight is the number of the epoch."""

    def __init__(self) -> None:
        self.epoch = 0
        self.stop_training = False
        self.weights: object = None

    def get_weights(self) -> tuple[NDArray[np.float32], ...]:
        return (np.float32([self.epoch]),)

    def set_weights(self, weights: object) -> None:
        self.weights = weights


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("patience", [1, 3])
@pytest.mark.parametrize("min_delta", [0.0, 0.1])
def test_that_it_stops_and_restores_when_keras_does(seed: int, patience: int, min_delta: float) -> None:
    random = np.random.default_rng(seed)
    losses = (np.exp(-np.arange(30) / 4) + random.normal(0, 0.15, 30)).tolist()
    model = Weighed()
    theirs = keras.callbacks.EarlyStopping(
        "val_loss", min_delta=min_delta, patience=patience, mode="min", restore_best_weights=True
    )
    theirs.set_model(model)
    theirs.on_train_begin()
    ours = Patience(EarlyStopping(patience=patience, min_delta=min_delta), model.get_weights)
    for number, loss in enumerate(losses, 1):
        model.epoch = number
        theirs.on_epoch_end(number - 1, {"val_loss": loss})
        assert ours.is_out(number, loss) == model.stop_training
        if model.stop_training:
            break
    theirs.on_train_end()
    assert ours.best_weights == model.weights
    assert ours.best_epoch == theirs.best_epoch + 1


def test_that_it_keeps_no_weights_unless_asked() -> None:
    patience = Patience(EarlyStopping(restore_best=False), lambda: [np.zeros(1, np.float32)])
    assert not patience.is_out(1, 0.5)
    assert patience.best_weights is None
