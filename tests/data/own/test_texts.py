"""Text files of people's own: what is found, what of it reaches the network, what is refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data import describe, prepare
from nnstudio.data.own import texts
from nnstudio.data.own.reading import Cancelled
from nnstudio.data.own.texts import is_running_text, look_at_text, own_text
from nnstudio.data.sources import load
from nnstudio.data.text.vocabulary import FIRST
from nnstudio.design.facts import Domain, Task
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN
from nnstudio.errors import UserError

RUSSIAN = "Не имей сто рублей, а имей сто друзей.\nТише едешь, дальше будешь.\n" * 20
ENGLISH = "A stitch in time saves nine.\nMany hands make light work, as they say.\n" * 20


def written(path: Path, text: str = ENGLISH, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def chosen(path: Path, characters: int = 10**9) -> DataChoice:
    source = DataChoice(source=OWN, own=own_text(look_at_text(path), characters))
    return source.model_copy(update={"tokens": "characters", "length": 16, "validation": 0.1, "test": 0.1})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "proverbs.txt")


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (ENGLISH, "utf-8", "utf-8-sig"),
        (RUSSIAN, "utf-8", "utf-8-sig"),
        (RUSSIAN, "utf-8-sig", "utf-8-sig"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "utf-16", "utf-16"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
    ],
)
def test_that_a_text_is_read_as_it_was_written(tmp_path: Path, text: str, encoding: str, found: str) -> None:
    seen = look_at_text(written(tmp_path / "text.txt", text, encoding))
    assert (seen.encoding, seen.text, seen.length) == (found, text, len(text))
    raw = load(chosen(seen.path))
    assert raw.texts == (text,)


def test_that_another_encoding_can_be_asked_for(tmp_path: Path) -> None:
    file = written(tmp_path / "old.txt", RUSSIAN, "koi8-r")
    assert look_at_text(file).text != RUSSIAN
    assert look_at_text(file, "koi8-r").text == RUSSIAN


def test_that_windows_of_it_are_learned_and_its_end_is_kept_apart(file: Path) -> None:
    choice = chosen(file)
    facts, data = describe(choice), prepare(choice)
    assert (facts.domain, facts.task, facts.input_shape) == (Domain.TEXT, Task.GENERATION, (16,))
    assert (len(data.train), len(data.validation), len(data.test)) == (
        facts.train,
        facts.validation,
        facts.test,
    )
    assert data.text is not None
    assert len(data.text.input.tokens) + FIRST <= facts.vocabulary
    tokens = ("",) * FIRST + data.text.input.tokens
    first = "".join(tokens[int(number)] for number in data.train.inputs[0])
    asked = "".join(tokens[number] for number in data.train.targets[0])
    assert (first, asked) == (ENGLISH[:16], ENGLISH[1:17])
    assert data.train.rows.max() + 16 < data.validation.rows.min() < data.test.rows.min()


def test_that_only_the_first_characters_are_learned_where_so_chosen(file: Path) -> None:
    assert load(chosen(file, 700)).texts == (ENGLISH[:700],)


def test_that_ends_of_lines_are_one_sign_and_invisible_ones_go(tmp_path: Path) -> None:
    file = tmp_path / "text.md"
    file.write_bytes(b"one\r\ntwo\rthree\n")
    assert look_at_text(file).text == "one\ntwo\nthree\n"


def test_that_the_design_remembers_the_choice(file: Path) -> None:
    own = chosen(file).own
    assert own is not None
    assert own.text is not None
    assert own.count == len(ENGLISH)
    assert own.text.signs == len(set(ENGLISH))
    assert len(own.checksum) == 64


def test_that_a_changed_or_missing_file_is_told(file: Path) -> None:
    choice = chosen(file)
    written(file, ENGLISH.replace("nine", "time"))
    with pytest.raises(UserError, match="has changed since"):
        load(choice)
    file.unlink()
    with pytest.raises(UserError, match="is not there any more"):
        load(choice)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\n \t\n", "no text"),
        (b"aaaa", "no text"),
        (codecs.BOM_UTF8, "no text"),
        (bytes(range(256)) * 8, "is not a text file"),
        (b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00.", "is not a text file"),
    ],
)
def test_that_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        look_at_text(file)


def test_that_a_wrong_encoding_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not text in UTF-8"):
        look_at_text(written(tmp_path / "text.txt", RUSSIAN, "cp1251"), "utf-8-sig")


def test_that_an_enormous_file_is_refused_unread(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LARGEST_TEXT", 100)
    monkeypatch.setattr(texts, "_content", lambda path: pytest.fail("it was read"))
    with pytest.raises(UserError, match="more than 0 MB"):
        look_at_text(file)


def test_that_a_folder_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a file"):
        look_at_text(tmp_path)


def test_that_reading_can_be_cancelled(file: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        look_at_text(file, progress=cancel)


def test_that_too_short_a_text_says_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="a window needs 17"):
        describe(chosen(written(tmp_path / "short.txt", "Hello there, world.")))


@pytest.mark.parametrize(
    ("content", "is_text"),
    [
        (ENGLISH, True),
        (RUSSIAN, True),
        ("One line only", True),
        ("word\nother\nthird\n", True),
        ("", True),
        ("x;y\n1;2\n3;4\n", False),
        ("x\ty\n1\t2\n3\t4\n", False),
        ("size,price\n1,2\n3,4\n", False),
        ("value\n1.5\n2.5\n-3\n", False),
    ],
)
def test_that_running_text_is_told_from_a_table(tmp_path: Path, content: str, is_text: bool) -> None:
    assert is_running_text(written(tmp_path / "file.txt", content)) is is_text


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=300))
def test_that_any_bytes_become_a_text_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.txt"
    file.write_bytes(content)
    try:
        found = look_at_text(file)
    except UserError:
        return
    again = load(DataChoice(source=OWN, own=own_text(found, len(found.text))))
    assert again.texts == (found.text,)
    assert not {"\r", "\0"} & set(found.text)
