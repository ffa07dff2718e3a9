"""Every text that a person reads passes here.

``_`` translates now; ``N_`` marks a string of a table, which is translated with ``_`` when it is
shown, and ``Name`` one that is not; ``ngettext`` chooses the plural, and ``U_`` marks a unit behind a
number. Placeholders are named: ``_("{count} layers").format(count=n)``. ``grouped`` writes a large
number as the language does, and so does "{count:,}" in a text.
"""

from __future__ import annotations

import gettext
import locale
import os
import string
import sys
from collections.abc import Iterable, Mapping
from typing import Final

from nnstudio.resources import resource

DOMAIN = "nnstudio"
ENGLISH: Final = "en"  # in which the texts are written
LANGUAGES: Final[Mapping[str, str]] = {ENGLISH: "English", "ru": "Русский"}  # each by its own name

# What stands between thousands where it is no comma, which is taken for a decimal one there.
_SPACES: Final[Mapping[str, str]] = {"ru": "\N{NO-BREAK SPACE}"}
_APART: Final = 4  # so many digits stand together there

VARIABLE: Final = "LANGUAGE"  # which goes before the system's others, here as in every program with gettext
_VARIABLES: Final = (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")

_translation: gettext.NullTranslations = gettext.NullTranslations()
_language = ENGLISH


def language() -> str:
    """The code of the language that is spoken now."""
    return _language


def set_language(code: str) -> None:
    """Speak a language ("en", "ru"); one without a catalogue falls back to English."""
    if code not in LANGUAGES or code == ENGLISH:
        install(gettext.NullTranslations())
    else:
        install(gettext.translation(DOMAIN, resource("locale"), [code], fallback=True), code)


def install(translation: gettext.NullTranslations, code: str = ENGLISH) -> None:
    """Use this translation from now on; texts already shown stay as they are."""
    global _translation, _language
    _translation, _language = translation, code


def first_spoken(names: Iterable[str]) -> str:
    """The first language spoken here of several ("de_DE.UTF-8", "ru-RU"); English where there is none."""
    codes = (name.replace("-", "_").split("_")[0].split(".")[0].lower() for name in names)
    return next((code for code in codes if code in LANGUAGES), ENGLISH)


def system_language() -> str:
    """What the environment asks for, as every program with gettext reads it."""
    asked = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    return first_spoken(asked.split(":") if asked else [_of_windows()])


def _of_windows() -> str:
    """The language of its menus, where the environment says nothing."""
    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""


def folded(text: str) -> str:
    """By which texts are found and sorted: capitals and the dots of ё make no difference."""
    return text.casefold().replace("ё", "е")


def capitalized(text: str) -> str:
    """To begin a sentence; the other letters stay, for some names have capitals inside."""
    return text[:1].upper() + text[1:]


class Name(str):
    """What is called the same in every language: a class of Keras, a column of a person's own table."""

    __slots__ = ()


def names(words: Iterable[str]) -> tuple[Name, ...]:
    return tuple(map(Name, words))


def _(message: str) -> str:
    if not message or isinstance(message, Name):
        return message
    return _spoken(_translation.gettext(message))


def quoted(words: Iterable[str]) -> str:
    """Names that a person gave, one after the other, in the quotes of the language."""
    return ", ".join(_("“{name}”").format(name=word) for word in words)


def N_(message: str) -> str:  # gettext's own name for it
    return message


class Unit(str):
    """Words behind a number, made by ``U_``: the words of many, and ``one``."""

    one: str


def U_(one: str, many: str) -> Unit:
    """Marks a unit, to be shown with ``unit_text``."""
    unit = Unit(many)
    unit.one = one
    return unit


def unit_text(unit: str, count: float) -> str:
    """A unit as it stands behind so many; a fraction of one is none of the whole numbers, as two are."""
    if not isinstance(unit, Unit):
        return _(unit)
    return ngettext(unit.one, unit, int(count) if count == int(count) else 2)


def ngettext(singular: str, plural: str, count: int) -> str:
    return _spoken(_translation.ngettext(singular, plural, count))


def grouped(number: float, spec: str = "") -> str:
    """A number with its thousands set apart as the language does. spec: of ``format``, such as ".1f"."""
    return _set_apart(format(number, "," + spec))


def _set_apart(number: str) -> str:
    """A number as ``format`` groups it; a point is before decimals in every language, as in the fields."""
    space = _SPACES.get(_language)
    if space is None:
        return number
    whole = number.split(".")[0]
    return number.replace(",", space if sum(map(str.isdigit, whole)) > _APART else "")


class _Spoken(str):
    """A text in a language that sets thousands apart in its own way."""

    __slots__ = ()

    def format(self, *args: object, **kwargs: object) -> str:
        return _FORMATTER.vformat(self, args, kwargs)


class _Formatter(string.Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        text = format(value, format_spec)
        return _set_apart(text) if "," in format_spec else text


_FORMATTER: Final = _Formatter()


def _spoken(text: str) -> str:
    return _Spoken(text) if _language in _SPACES else text
