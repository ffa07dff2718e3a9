"""Steps that are masked are skipped by all that reads steps, as in Keras."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnstudio.design.model import LayerRow
from tests.engine.designs import row
from tests.engine.layer_cases import SEQUENCE, Network, reading
from tests.engine.side_by_side import CLASSES, ENGINES, Trial, assert_same, by_engine, by_keras

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


WORD_SHAPE, KINDS_OF_WORDS = (6,), 9
READ_WORDS = (
    row("embedding", "words", input_dim=KINDS_OF_WORDS, output_dim=4, mask_zero=True),
    row("layer_normalization", "evened"),
    reading("lstm", "lstm", "evened", units=3),
    reading("simple_rnn", "simple_rnn", "evened", units=3, go_backwards=True),
    reading("gru", "gru", "evened", units=3, return_sequences=True),
    reading("gru", "both", "words", units=3).model_copy(update={"wrapper": "bidirectional"}),
    reading("dense", "each", "words", units=3).model_copy(update={"wrapper": "time_distributed"}),
    reading("global_average_pooling1d", "mean_of_each", "each"),
    reading("add", "added", "gru", "each"),
    reading("global_average_pooling1d", "mean_of_sum", "added"),
    reading("concatenate", "beside", "gru", "words"),
    reading("lstm", "above", "beside", units=2),
    reading("multi_head_attention", "heads", "words", num_heads=2, key_dim=3, use_bias=False),
    reading("attention", "attention", "heads", "words"),
    reading("additive_attention", "additive", "words", "heads"),
    reading("group_query_attention", "groups", "additive", head_dim=2, use_bias=False),
    reading("global_average_pooling1d", "mean_of_attention", "attention"),
    reading("global_average_pooling1d", "mean_of_groups", "groups"),
)
WORD_ENDS = (
    *("lstm", "simple_rnn", "both", "mean_of_each", "mean_of_sum", "above"),
    *("mean_of_attention", "mean_of_groups"),
)


def on_words(*rows: LayerRow) -> Trial:
    """Texts of different lengths: number 0 fills them up."""
    trial = Network(WORD_SHAPE, rows, KINDS_OF_WORDS).trial()
    lengths = np.random.default_rng(1).integers(1, WORD_SHAPE[0] + 1, len(trial.examples.inputs))
    inside = np.arange(WORD_SHAPE[0]) < lengths[:, None]
    inputs = np.maximum(1, trial.examples.inputs) * inside.astype(np.float32)
    return replace(trial, examples=replace(trial.examples, stored=inputs))


def test_that_number_0_is_passed_over_as_keras_passes_over_it() -> None:
    trial = on_words(*READ_WORDS, reading("concatenate", "joined", *WORD_ENDS))
    theirs = by_keras(trial, {})
    for engine in ENGINES:
        assert_same(by_engine(trial, engine), theirs)


def without_flatten(trial: Trial) -> Trial:
    """An answer for each step."""
    rows = tuple(row for row in trial.design.layers if row.id != "flat")
    classes = np.random.default_rng(2).integers(0, CLASSES, trial.examples.inputs.shape).astype(np.int32)
    return replace(
        trial,
        design=trial.design.model_copy(update={"layers": rows}),
        facts=replace(trial.facts, target_shape=WORD_SHAPE),
        examples=replace(trial.examples, stored_targets=classes),
    )


def test_that_the_loss_of_steps_that_are_passed_over_does_not_count_as_in_keras() -> None:
    masked, plain = (
        without_flatten(
            on_words(
                row("embedding", input_dim=KINDS_OF_WORDS, output_dim=4, mask_zero=masked),
                row("gru", units=4, return_sequences=True),
            )
        )
        for masked in (True, False)
    )
    theirs = by_keras(masked, {})
    for engine in ENGINES:
        assert_same(by_engine(masked, engine), theirs)
    assert not np.allclose(by_engine(plain, "graph").losses, theirs.losses, rtol=1e-3)
