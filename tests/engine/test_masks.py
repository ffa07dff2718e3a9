"""Steps that are masked are skipped by all that reads steps, as in Keras."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnstudio.design.model import LayerRow
from tests.engine.designs import row
from tests.engine.layer_cases import SEQUENCE, Network, reading
from tests.engine.side_by_side import ENGINES, Trial, assert_same, by_engine, by_keras

MASK = "masking"
BOTH_WAYS = reading("lstm", "both", MASK, units=3).model_copy(update={"wrapper": "bidirectional"})
READERS = (
    *[reading(kind, kind, MASK, units=4) for kind in ("simple_rnn", "lstm", "gru")],
    BOTH_WAYS,
    reading("gru", "all_steps", MASK, units=3, return_sequences=True),
    reading("lstm", "above", "all_steps", units=3),
    reading("multi_head_attention", "heads", MASK, num_heads=2, key_dim=3, use_bias=False),
    reading("global_average_pooling1d", "mean_of_heads", "heads"),
    reading("layer_normalization", "normal", MASK),
    reading("global_average_pooling1d", "mean", "normal"),
)
ENDS = ("simple_rnn", "lstm", "gru", "both", "above", "mean_of_heads", "mean")


def on_masked_data(*rows: LayerRow) -> Trial:
    """Sequences of different lengths: what follows their ends is 0."""
    trial, random = Network(SEQUENCE, rows).trial(), np.random.default_rng(0)
    lengths = random.integers(1, SEQUENCE[0] + 1, len(trial.examples.inputs))
    inside = np.arange(SEQUENCE[0]) < lengths[:, None]
    assert 0.2 < inside.mean() < 0.9
    inputs = trial.examples.inputs * inside[..., None].astype(np.float32)
    return replace(trial, examples=replace(trial.examples, stored=inputs))


def test_that_masked_steps_are_skipped_as_keras_skips_them() -> None:
    join = reading("concatenate", "joined", *ENDS)
    trial = on_masked_data(row(MASK), *READERS, join)
    theirs = by_keras(trial, {})
    for engine in ENGINES:
        assert_same(by_engine(trial, engine), theirs)


def test_that_a_mask_changes_what_is_learned() -> None:
    masked = by_engine(on_masked_data(row(MASK), row("lstm", units=4)), "graph")
    plain = by_engine(on_masked_data(row("identity", MASK), row("lstm", units=4)), "graph")
    assert not np.allclose(masked.losses, plain.losses, rtol=1e-3)
