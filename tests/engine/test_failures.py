from __future__ import annotations

import pytest

from nnstudio.engine.failures import in_words
from nnstudio.errors import UserError


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [
        (UserError("Said already.", "Do this."), "Said already.", "Do this."),
        (MemoryError(), "not enough memory", "smaller batch"),
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
