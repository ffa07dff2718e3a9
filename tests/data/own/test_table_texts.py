"""Tables of texts of people's own: their classes, their translations, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data import describe, prepare
from nnstudio.data.own.table_choice import suggested
from nnstudio.data.sources import load
from nnstudio.data.text.writing import written as counted
from nnstudio.design.facts import Domain, Task
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OwnColumn, OwnData
from nnstudio.errors import UserError
from tests.data.own.designs import as_suggested
from tests.data.own.tables import chosen, found, written

WORDS = ("plot", "music", "actor", "scene", "story", "light", "sound", "ending")
REVIEWS = [
    (f"the {WORDS[i % 8]} is {'great' if i % 2 else 'dull'}, and so is the {WORDS[i // 8]}", i % 2)
    for i in range(64)
]
PAIRS = [(f"{a} {b}", f"{b} {a}") for a in WORDS for b in WORDS if a != b]


def reviews(folder: Path, encoding: str = "utf-8") -> Path:
    lines = [f'{at};{"хорошо" if good else "плохо"};"{text}"\n' for at, (text, good) in enumerate(REVIEWS)]
    return written(folder, ("id;label;review\n" + "".join(lines)).encode(encoding))


def pairs(folder: Path) -> Path:
    return written(folder, "English,Reversed\n" + "".join(f"{a},{b}\n" for a, b in PAIRS))


def choice_of(path: Path, *columns: OwnColumn) -> DataChoice:
    return as_suggested(chosen(path, *columns), test=0.1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_that_texts_are_told_apart_by_their_class(tmp_path: Path, encoding: str) -> None:
    path = reviews(tmp_path, encoding)
    assert [column.role for column in suggested(found(path))] == ["unused", "target", "input"]
    choice = choice_of(path)
    facts, data, raw = describe(choice), prepare(choice), load(choice)
    assert (facts.domain, facts.task) == (Domain.TEXT, Task.CLASSIFICATION)
    assert facts.classes == ("плохо", "хорошо")
    assert raw.texts == tuple(text for text, _good in REVIEWS)
    assert raw.targets is not None
    assert raw.targets.tolist() == [good for _text, good in REVIEWS]
    assert (choice.tokens, choice.length) == ("words", 10)
    assert (len(data.train), len(data.validation), len(data.test)) == (
        facts.train,
        facts.validation,
        facts.test,
    )


def test_that_the_vocabulary_is_of_the_training_part_and_no_larger_than_foretold(tmp_path: Path) -> None:
    choice = choice_of(reviews(tmp_path))
    data, facts = prepare(choice), describe(choice)
    assert data.text is not None
    known = set(data.text.input.tokens)
    training = {token for row in data.train.rows for token in data.text.input.split(REVIEWS[row][0])}
    assert known == training
    assert len(data.text.input) <= facts.vocabulary
    own = choice.own
    assert own is not None
    assert own.table is not None
    writing, exact = own.table.columns[2].writing, counted(tuple(text for text, _good in REVIEWS))
    assert writing is not None
    assert (writing.characters, writing.words) == (exact.characters, exact.words)


def test_that_a_text_is_translated_into_another(tmp_path: Path) -> None:
    path = pairs(tmp_path)
    assert [(use.role, use.kind) for use in suggested(found(path))] == [("input", "text"), ("target", "text")]
    choice = choice_of(path)
    facts, data = describe(choice), prepare(choice)
    assert facts.task is Task.TRANSLATION
    assert load(choice).answers == tuple(answer for _text, answer in PAIRS)
    assert data.train.targets.shape[1:] == facts.target_shape
    assert data.text is not None
    assert data.text.answer is not None
    row = int(data.train.rows[0])
    assert data.text.answer.decode(data.train.targets[0]) == PAIRS[row][1]


def test_that_texts_of_digits_stay_as_they_are_written(tmp_path: Path) -> None:
    lines = "".join(f"word {at},{'ab'[at % 2]}\n0{at}.50,b\nw{at},a\n" for at in range(20))
    choice = choice_of(written(tmp_path, "text,kind\n" + lines))
    texts = load(choice).texts
    assert texts is not None
    assert texts[4] == "01.50"


def test_that_rows_without_a_text_are_left_out(tmp_path: Path) -> None:
    path = reviews(tmp_path)
    path.write_text(path.read_text("utf-8") + '64;плохо;\n65;;"well"\n66;плохо;"  "\n', "utf-8")
    choice = choice_of(path)
    assert choice.own is not None
    assert choice.own.count == len(load(choice).texts or ()) == 64


def test_that_repeated_texts_are_counted(tmp_path: Path) -> None:
    path = reviews(tmp_path)
    path.write_text(path.read_text("utf-8") + f'64;плохо;"{REVIEWS[0][0]}"\n', "utf-8")
    assert found(path).columns[2].repeated == 1


def test_that_numbers_are_learned_from_rather_than_a_text_beside_them(tmp_path: Path) -> None:
    lines = "".join(f"passenger number {i},{i % 7},{'ab'[i % 2]}\n" for i in range(40))
    columns = suggested(found(written(tmp_path, "name,age,kind\n" + lines)))
    assert [column.role for column in columns] == ["unused", "input", "target"]


def use(name: str, role: str, kind: str = "text", like: OwnColumn | None = None) -> OwnColumn:
    writing = like.writing if like is not None and kind == "text" else None
    fields = {"name": name, "role": role, "kind": kind, "writing": writing}
    return OwnColumn.model_validate({**fields, "categories": ("a", "b") if kind == "category" else ()})


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ([("input", "text"), ("input", "text"), ("target", "category")], "read alone"),
        ([("input", "text"), ("input", "number"), ("target", "category")], "read alone"),
        ([("input", "text"), ("unused", "text"), ("target", "number")], "one class, or one other text"),
        ([("input", "number"), ("unused", "text"), ("target", "text")], "only be given back for a text"),
    ],
)
def test_that_texts_beside_other_things_are_one_sentence(
    tmp_path: Path, columns: list[tuple[str, str]], said: str
) -> None:
    path = reviews(tmp_path)
    like = suggested(found(path))[2]
    names = ("id", "label", "review")
    chosen_columns = [use(name, *column, like=like) for name, column in zip(names, columns, strict=True)]
    with pytest.raises(UserError, match=said):
        chosen(path, *chosen_columns)


def test_that_a_change_of_the_file_is_told_and_the_choice_comes_back_from_its_file(tmp_path: Path) -> None:
    path = reviews(tmp_path)
    choice = choice_of(path)
    own = choice.own
    assert own is not None
    assert OwnData.model_validate_json(own.model_dump_json()) == own
    path.write_text(path.read_text("utf-8").replace("dull", "fine"), "utf-8")
    with pytest.raises(UserError, match="has changed"):
        load(choice)


def test_that_no_row_is_in_two_parts(tmp_path: Path) -> None:
    data = prepare(choice_of(pairs(tmp_path)))
    rows = np.concatenate([part.rows for part in (data.train, data.validation, data.test)])
    assert sorted(rows.tolist()) == list(range(len(PAIRS)))
