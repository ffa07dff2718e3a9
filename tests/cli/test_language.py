"""The command line speaks the language that it is told, else that of the system."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nnstudio import i18n
from nnstudio.cli import main
from nnstudio.cli.language import speak


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    i18n.set_language("en")


@pytest.mark.parametrize(
    "words",
    [
        ["--language", "ru", "check", "iris"],
        ["check", "iris", "--language=ru"],
        ["--language=en", "check", "--language", "ru", "iris"],
    ],
)
def test_that_the_option_may_stand_anywhere(words: list[str]) -> None:
    assert speak(words) == (["check", "iris"], "ru")
    assert i18n.language() == "ru"


def test_that_without_the_option_the_system_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "ru_RU")
    assert speak(["designs"]) == (["designs"], "")
    assert i18n.language() == "ru"


def test_that_a_language_that_is_not_there_is_refused_and_the_others_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--language", "tlh", "designs"]) == 1
    said = capsys.readouterr().err
    assert "no language “tlh”" in said
    assert "ru (Русский)" in said


def test_that_an_option_without_a_value_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["designs", "--language"])
    assert ended.value.code == 2
