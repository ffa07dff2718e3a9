"""In which language the command line speaks: as it was told, else as the system's others do."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.errors import UserError
from nnstudio.i18n import LANGUAGES, _, set_language, system_language

OPTION = "--language"


def speak(words: Sequence[str]) -> tuple[list[str], str]:
    """Set the language; the words without the option for it, and what it asked for, or "".

    It may stand anywhere, and comes first of all: help and complaints are to be in that language too.
    Raises UserError for a language that is not there.
    """
    set_language(system_language())
    rest, asked = _without_option(words)
    if asked and asked not in LANGUAGES:
        raise UserError(
            _("There is no language “{code}” here.").format(code=asked),
            hint=_("There are: {languages}.").format(languages=languages_text()),
        )
    if asked:
        set_language(asked)
    return rest, asked


def languages_text() -> str:
    """Every language, by its code and its own name."""
    return ", ".join(f"{code} ({name})" for code, name in LANGUAGES.items())


def _without_option(words: Sequence[str]) -> tuple[list[str], str]:
    """The last one counts; one without a value is left to be complained of."""
    rest: list[str] = []
    asked = ""
    left = list(words)
    while left:
        word = left.pop(0)
        if word == OPTION and left:
            asked = left.pop(0)
        elif word.startswith(f"{OPTION}="):
            asked = word.removeprefix(f"{OPTION}=")
        else:
            rest.append(word)
    return rest, asked
