"""Texts are translated when they are shown."""

from __future__ import annotations

import gettext
import pickle
from collections.abc import Iterator

import pytest

from nnstudio import i18n
from nnstudio.i18n import N_, _, grouped, ngettext


class Shouting(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper()


@pytest.fixture
def shouting() -> Iterator[None]:
    i18n.install(Shouting())
    yield
    i18n.set_language("en")


@pytest.mark.usefixtures("shouting")
def test_that_a_marked_string_is_translated_when_shown() -> None:
    marked = N_("filters")
    assert marked == "filters"
    assert _(marked) == "FILTERS"
    assert ngettext("{n} row", "{n} rows", 2) == "{N} ROWS"


@pytest.mark.usefixtures("shouting")
def test_that_no_text_stays_no_text() -> None:
    assert _("") == ""


def test_that_a_language_without_a_catalogue_falls_back_to_english() -> None:
    i18n.set_language("tlh")
    assert _("Train") == "Train"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:ru:en"}, "ru"),
        ({"LANGUAGE": "ru-RU"}, "ru"),
        ({}, "en"),
    ],
)
def test_that_the_environment_says_which_language_is_spoken(
    environment: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.system_language() == code


def test_that_capitals_and_the_dots_of_yo_make_no_difference_in_finding() -> None:
    assert i18n.folded("Свёртка") == i18n.folded("СВЕРТКА")


@pytest.mark.parametrize(
    ("code", "thousands", "few", "rate"),
    [
        ("en", "225,034 parameters", "1,797 parameters", "12,345.6"),
        ("ru", "225\N{NO-BREAK SPACE}034 параметра", "1797 параметров", "12\N{NO-BREAK SPACE}345.6"),
    ],
)
def test_that_thousands_are_set_apart_as_the_language_does(
    code: str, thousands: str, few: str, rate: str
) -> None:
    def parameters(count: int) -> str:
        return ngettext("{count} parameter", "{count} parameters", count).format(count=grouped(count))

    i18n.set_language(code)
    try:
        assert parameters(225_034) == thousands
        assert parameters(1_797) == few
        assert grouped(12345.6, ".1f") == rate
        pieces = _("An object has {count:,} entries; at most {most:,} make sense.").format(
            count=70_000, most=9
        )
        assert f"70{thousands[3]}000" in pieces
    finally:
        i18n.set_language("en")


def test_that_a_text_of_another_language_goes_from_process_to_process() -> None:
    i18n.set_language("ru")
    try:
        text = pickle.loads(pickle.dumps(_("An object has {count:,} entries; at most {most:,} make sense.")))
        assert "70\N{NO-BREAK SPACE}000" in text.format(count=70_000, most=9)
    finally:
        i18n.set_language("en")
