"""Every translation is complete, and says what the program puts into it, in the same places."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

from nnstudio.i18n import ENGLISH, LANGUAGES
from tools.texts import is_translated, messages, read, template, translations

COMMAND = "run: python tools/texts.py"
ENDS = ".:…?!"
ABBREVIATED = re.compile(r"\W*(?:\{[^{}]*\} )?\w{1,5}\.")  # a unit, where there is little room
EACH = pytest.mark.parametrize("path", translations(), ids=lambda path: path.parts[-3])

# A word in which letters of two alphabets stand together, one of which is taken for the other.
MIXED = re.compile(r"\b(?=\w*[a-zA-Z])(?=\w*[а-яёА-ЯЁ])\w+\b")


def test_that_every_language_has_a_translation_and_every_translation_is_a_language() -> None:
    assert {path.parts[-3] for path in translations()} == set(LANGUAGES) - {ENGLISH}


@EACH
def test_that_a_translation_has_every_text_and_no_other(path: Path) -> None:
    here = {key(message) for message in messages(read(path))}
    assert here == {key(message) for message in messages(template())}, COMMAND


@EACH
def test_that_no_text_is_left_without_a_translation(path: Path) -> None:
    assert [message.id for message in messages(read(path)) if not is_translated(message)] == []


@EACH
def test_that_the_program_reads_what_was_translated(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in messages(read(path)):
        if isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string, COMMAND
        else:
            forms = {compiled.ngettext(*message.id, count) for count in range(200)}
            assert forms == set(message.string), COMMAND


def key(message: Message) -> tuple[object, object]:
    return (message.id, message.context)


def pairs(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Each text beside each form of its translation; of plurals, the plural."""
    for message in messages(catalog):
        if isinstance(message.id, str):
            yield message.id, message.string
        else:
            yield from ((message.id[1], form) for form in message.string)


def fields(text: str) -> set[tuple[str, str]]:
    """What is put in, and how it is written."""
    return {(name, spec or "") for _text, name, spec, _as in Formatter().parse(text) if name is not None}


def tags(text: str) -> Counter[str]:
    return Counter(re.findall(r"</?[a-z]+[^<>]*>|&[a-z]+;", text))


def menu_keys(text: str) -> int:
    return len(re.findall(r"&(?=\w)(?![a-z]+;)", text))


def edges(text: str) -> tuple[str, str, str]:
    """White space on both sides, and the sign at the end."""
    plain = text.strip()
    last = plain[-1:] if plain[-1:] in ENDS and not ABBREVIATED.fullmatch(plain) else ""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], last


@EACH
def test_that_what_is_put_into_a_text_is_put_into_its_translation(path: Path) -> None:
    assert [pair for pair in pairs(read(path)) if not same(fields, *pair)] == []


@EACH
def test_that_markup_and_keys_of_menus_are_kept(path: Path) -> None:
    assert [pair for pair in pairs(read(path)) if not same(tags, *pair)] == []
    assert [pair for pair in pairs(read(path)) if not same(menu_keys, *pair)] == []


@EACH
def test_that_a_translation_begins_and_ends_as_the_text_does(path: Path) -> None:
    assert [pair for pair in pairs(read(path)) if not same(edges, *pair)] == []


@EACH
def test_that_no_word_is_written_in_two_alphabets(path: Path) -> None:
    said = (re.sub(r"\{[^{}]*\}", " ", translation) for _text, translation in pairs(read(path)))
    assert [text for text in said if MIXED.search(text)] == []


def same(look: object, text: str, translation: str) -> bool:
    assert callable(look)
    return bool(look(text) == look(translation))


@pytest.mark.parametrize(
    ("text", "translation", "look"),
    [
        ("{count:,} rows", "{count} строк", fields),
        ("<b>{name}</b>", "{name}", tags),
        ("&File", "Файл", menu_keys),
        ("from ", "от", edges),
        ("Go on…", "Продолжить", edges),
    ],
)
def test_that_a_difference_is_seen(text: str, translation: str, look: object) -> None:
    assert not same(look, text, translation)
