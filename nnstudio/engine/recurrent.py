"""Keras' recurrent layers with masks of dropout that are hashed, and with weights that are read once.

Keras reads the weights at every step of the loop over time. What is read inside a loop is kept for the way
back, and XLA keeps a copy for each step: an LSTM of 3,000 units over 30 steps took 6.3 GB so, and takes
1.8 GB. It is faster, too: one of 300 units by half.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnstudio.engine.backend import keras, tf
from nnstudio.engine.dropout import keep_mask

Tensor = Any


def _ours(kind: type) -> type:
    """One of Keras' recurrent layer classes, computed so."""

    class Recurrent(kind):  # type: ignore[misc]
        def __init__(self, *args: Any, **settings: Any) -> None:
            super().__init__(*args, **settings)
            self.cell._create_dropout_mask = self._masks
            self._trains = False

        def call(
            self, sequences: Tensor, initial_state: Any = None, mask: Any = None, training: bool = False
        ) -> Tensor:
            self._trains = bool(training)
            return super().call(sequences, initial_state=initial_state, mask=mask, training=training)

        def inner_loop(self, *args: Any, **settings: Any) -> Any:
            weights = [(weight, tf.identity(weight.value)) for weight in self.cell.weights]
            with keras.StatelessScope(weights):  # the masks are drawn already: nothing is written in there
                return super().inner_loop(*args, **settings)

        def _masks(self, step_input: Tensor, rate: float) -> Any:
            # Keras draws masks, which it does not use, when it predicts too: whoever looks at predictions
            # would change the training.
            return _cell_masks(self.cell, step_input, rate) if self._trains else None

    Recurrent.__name__ = kind.__name__
    # Bidirectional makes a layer from what another one tells of itself, and finds its class by this.
    registered: type = keras.saving.register_keras_serializable("nnstudio")(Recurrent)
    return registered


def _cell_masks(cell: Any, step_input: Tensor, rate: float) -> Any:
    """As ``DropoutRNNCell``: one mask, or a list of as many as the cell has gates."""

    def mask() -> Tensor:
        kept = keep_mask(cell.seed_generator.next(), step_input, rate)
        return tf.where(kept, tf.constant(1.0 / (1.0 - rate), step_input.dtype), 0)

    count = getattr(cell, "dropout_mask_count", None)
    return mask() if count is None else [mask() for _ in range(count)]


RECURRENT_LAYERS: dict[str, Callable[..., Any]] = {
    name: _ours(getattr(keras.layers, name))
    for name in (
        "SimpleRNN",
        "GRU",
        "LSTM",
        "ConvLSTM1D",
        "ConvLSTM2D",
        "ConvLSTM3D",
    )
}
