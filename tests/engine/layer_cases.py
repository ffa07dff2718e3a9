"""For every layer of the catalogue a small network that depends on it, with parameters that matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from nnstudio.catalogue import ACTIVATIONS
from nnstudio.catalogue.values import Shape
from tests.engine.designs import part, row
from tests.engine.side_by_side import Trial, on_random_data

VECTOR: Shape = (7,)
SEQUENCE: Shape = (6, 3)
IMAGE: Shape = (9, 8, 2)
WORDS: Shape = (6,)
VOCABULARY = 20


@dataclass(frozen=True)
class Case:
    """rows: the layer several times over, each with other parameters. is_random: it draws masks."""

    shape: Shape
    rows: tuple[dict[str, Any], ...]
    vocabulary: int = 0
    is_random: bool = False

    def trial(self, kind: str) -> Trial:
        """Below real numbers stands a Dense layer, so that gradients have to go through what is tried."""
        tried = [row(kind, f"{kind}{number}", **params) for number, params in enumerate(self.rows)]
        below = [] if self.vocabulary else [row("dense", "below", units=4, activation="tanh")]
        return on_random_data(self.shape, [*below, *tried], self.vocabulary, part("adam", learning_rate=0.01))


_RECURRENT = ({"units": 5, "return_sequences": True, "dropout": 0.2, "recurrent_dropout": 0.3},)
_POOLS = (
    {"pool_size": (3, 2), "strides": (1, 2), "padding": "same"},
    {"pool_size": (2, 2)},
)

LAYER_CASES: Final[Mapping[str, Case]] = {
    "dense": Case(VECTOR, ({"units": 6, "activation": "relu"}, {"units": 5, "use_bias": False})),
    "embedding": Case(WORDS, ({"input_dim": VOCABULARY, "output_dim": 4},), VOCABULARY),
    "conv2d": Case(
        IMAGE,
        (
            {"filters": 3, "kernel_size": (3, 3), "activation": "tanh"},
            {"filters": 4, "kernel_size": (2, 4), "strides": (2, 1), "padding": "same"},
            {"filters": 2, "kernel_size": (2, 2), "strides": (1, 3), "use_bias": False},
        ),
    ),
    "max_pooling2d": Case(IMAGE, _POOLS),
    "average_pooling2d": Case(IMAGE, _POOLS),
    "global_average_pooling2d": Case(IMAGE, ({},)),
    "global_average_pooling1d": Case(SEQUENCE, ({},)),
    "global_max_pooling1d": Case(SEQUENCE, ({},)),
    "simple_rnn": Case(SEQUENCE, _RECURRENT, is_random=True),
    "lstm": Case(SEQUENCE, _RECURRENT, is_random=True),
    "gru": Case(SEQUENCE, _RECURRENT, is_random=True),
    "flatten": Case(IMAGE, ({},)),
    "reshape": Case(IMAGE, ({"target_shape": (4, -1)},)),
    # What the first of two would learn, the second takes out again: the gradient is 0 but for rounding,
    # which Adam enlarges to steps as long as any. So only the second learns.
    "batch_normalization": Case(SEQUENCE, ({"momentum": 0.8, "center": False, "scale": False}, {})),
    "dropout": Case(VECTOR, ({"rate": 0.4}, {"rate": 0.1}), is_random=True),
    "activation": Case(VECTOR, tuple({"activation": key} for key in ACTIVATIONS)),
}
