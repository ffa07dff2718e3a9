from __future__ import annotations

import pytest

from nnstudio.design.fixes import SetBatchSize
from nnstudio.design.model import Design
from nnstudio.engine.backend import tf
from nnstudio.engine.failures import in_words
from nnstudio.errors import UserError
from tests.engine.designs import DIGITS, design, part, points, row

TRACED = """Graph execution error:

Detected at node network_1/dense_1/MatMul defined at (most recent call last):
  File "steps.py", line 1, in step

Matrix size-incompatible: In[0]: [2,3], In[1]: [4,5]
\t [[{{node network_1/dense_1/MatMul}}]] [Op:__inference_chunk_1]"""


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [
        (UserError("Said already.", "Do this."), "Said already.", "Do this."),
        (MemoryError(), "not enough memory", "smaller layers"),
        (
            tf.errors.ResourceExhaustedError(None, None, "OOM when allocating tensor with shape[9]"),
            "not enough memory",
            "smaller layers",
        ),
        (
            tf.errors.InternalError(None, None, "Out of memory while trying to allocate 9 bytes."),
            "not enough memory",
            "smaller layers",
        ),
        (RuntimeError("std::bad_alloc"), "not enough memory", "smaller layers"),
        (
            tf.errors.InvalidArgumentError(None, None, TRACED),
            "inside TensorFlow: Matrix size-incompatible: In[0]: [2,3], In[1]: [4,5]",
            "The log has the details",
        ),
        (
            tf.errors.InvalidArgumentError(
                None, None, "Detected unsupported operations when trying to compile"
            ),
            "XLA cannot compile this network",
            "graph",
        ),
        (RecursionError("maximum recursion depth exceeded"), "more layers on top of each other", "Use fewer"),
        (ValueError("odd\n  shape"), "inside TensorFlow: odd shape", "The log has the details"),
    ],
)
def test_that_every_error_of_a_run_becomes_a_sentence_with_a_way_out(
    error: Exception, message: str, hint: str
) -> None:
    words = in_words(error)
    assert message in words.message
    assert hint in words.hint


def large_images(**recipe: int | str) -> Design:
    """Most of its memory goes into the examples of a batch."""
    return design(
        DIGITS,
        "sparse_categorical_crossentropy",
        row("conv2d", filters=256, kernel_size=(3, 3), padding="same"),
        row("conv2d", "again", filters=256, kernel_size=(3, 3), padding="same"),
        row("flatten"),
        row("dense", "output", units=10, activation="softmax"),
        **recipe,
    )


def test_that_a_smaller_batch_is_offered_where_the_batch_takes_the_memory() -> None:
    words = in_words(MemoryError(), large_images(batch_size=128))
    assert words.fix == SetBatchSize(64)
    assert "64 examples" in words.hint
    assert words.fix.edit(large_images(batch_size=128))[0].recipe.batch_size == 64


def test_that_a_whole_set_becomes_batches_to_save_memory() -> None:
    whole = large_images(batching="full")
    fix = in_words(MemoryError(), whole).fix
    assert fix is not None
    mended = fix.edit(whole)[0].recipe
    assert (mended.batching, mended.batch_size) == ("mini", 32)


@pytest.mark.parametrize("recipe", [{"batching": "single"}, {"batch_size": 1}])
def test_that_no_batch_smaller_than_one_is_offered(recipe: dict[str, int | str]) -> None:
    assert in_words(MemoryError(), large_images(**recipe)).fix is None


def test_that_a_smaller_batch_is_not_offered_where_the_weights_take_the_memory() -> None:
    wide = [row("dense", f"dense{at}", units=4096) for at in range(3)]
    heavy = design(
        points().data, "binary_crossentropy", *wide, row("dense", "output", units=1), optimizer=part("adam")
    )
    assert in_words(MemoryError(), heavy).fix is None
