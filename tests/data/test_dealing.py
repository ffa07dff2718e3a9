from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data import describe, prepare
from nnstudio.data.dealing import dealt
from nnstudio.data.sources import default_choice, load


@pytest.mark.parametrize(
    "source", ["iris", "sunspots", "patches", "clips_digit", "numbers", "names", "languages"]
)
def test_that_the_rows_dealt_are_those_that_the_prepared_parts_have(source: str) -> None:
    choice = default_choice(source).model_copy(update={"validation": 0.2, "test": 0.1})
    prepared = prepare(choice)
    rows = dealt(choice, describe(choice), load(choice))
    for name in ("train", "validation", "test"):
        assert len(getattr(rows, name))
        np.testing.assert_array_equal(getattr(rows, name), getattr(prepared, name).rows)
