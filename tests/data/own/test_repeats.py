"""What stands in own data more than once is never both learned from and tested with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data import prepare
from nnstudio.design.model import DataChoice
from tests.data.own.test_arrays import RNG, saved
from tests.data.own.test_arrays import chosen as chosen_arrays
from tests.data.own.test_table_texts import choice_of


def contents(choice: DataChoice) -> list[list[object]]:
    """What each part has, as it stood in the file."""
    prepared = prepare(choice)
    parts = (prepared.train, prepared.validation, prepared.test)
    if prepared.text is not None:
        texts = prepared.text.texts
        return [[texts[row].lower() for row in part.rows] for part in parts]
    return [[row.tobytes() for row in part.stored] for part in parts]


def assert_apart(choice: DataChoice) -> None:
    split = choice.model_copy(update={"validation": 0.2, "test": 0.2})
    train, validation, test = contents(split)
    assert len(validation) == len(test) > 10
    assert not set(train) & set(validation)
    assert not set(train) & set(test)
    assert not set(validation) & set(test)


@pytest.mark.parametrize("answers", ["label", "target"])
def test_that_the_same_texts_go_to_one_part(tmp_path: Path, answers: str) -> None:
    path = tmp_path / "reviews.csv"
    given = {"label": lambda at: "ab"[at % 2], "target": lambda at: f"word {at} of many, and {at * 7} more"}
    texts = [f"{'Good' if at % 3 else 'good'} thing number {at // 3}, is it not" for at in range(120)]
    lines = [f'"{text}","{given[answers](at)}"' for at, text in enumerate(texts)]
    path.write_text(f"text,{answers}\n" + "\n".join(lines))
    assert_apart(choice_of(path))


def test_that_the_same_images_go_to_one_part(tmp_path: Path) -> None:
    once = RNG.integers(0, 256, (60, 8, 8), np.uint8)
    labels = np.arange(120) % 60 % 3
    assert_apart(chosen_arrays(saved(tmp_path / "set.npz", x=np.concatenate([once, once]), y=labels)))


def test_that_rows_of_numbers_are_dealt_as_they_are(tmp_path: Path) -> None:
    rows = np.repeat(np.arange(30.0), 4)[:, None] * [1, 2]
    choice = chosen_arrays(saved(tmp_path / "set.npz", x=rows, y=np.arange(120) % 3))
    train, validation, _test = contents(choice.model_copy(update={"validation": 0.2}))
    assert set(train) & set(validation)
