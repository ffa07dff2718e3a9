"""Dates as people write them in two languages, by the rules that Babel has from Unicode's CLDR."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.params import Int
from nnstudio.catalogue.values import Params
from nnstudio.data.source import Raw, Source
from nnstudio.data.text.number_words import DIRECTION, as_pair
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_, U_

_FIRST: Final = date(1950, 1, 1)
_DAYS: Final = (date(2050, 1, 1) - _FIRST).days
_FORMS: Final = ("full", "long", "medium")
# What all these days are written with in all forms, at most; ``tests`` counts it. A little is left for
# another edition of the rules.
_ENGLISH: Final = Writing(characters=48, words=180, longest=32, longest_in_words=7)
_RUSSIAN: Final = Writing(characters=48, words=180, longest=34, longest_in_words=8)


def _count(params: Params) -> int:
    count = params["count"]
    assert isinstance(count, int)
    return count


def _load(params: Params) -> Raw:
    """Days of a century, each once and in one form, drawn by the seed."""
    from babel.dates import format_date

    seed = params["seed"]
    assert isinstance(seed, int)
    rng = np.random.default_rng(seed)
    days = [_FIRST + timedelta(int(day)) for day in rng.choice(_DAYS, _count(params), replace=False)]
    forms = [_FORMS[at] for at in rng.integers(len(_FORMS), size=len(days))]
    english, russian = (
        tuple(_plain(format_date(day, form, locale=locale)) for day, form in zip(days, forms, strict=True))
        for locale in ("en", "ru")
    )
    return as_pair(english, russian, params)


def _plain(text: str) -> str:
    """With plain spaces: CLDR has some that do not break."""
    return " ".join(text.split())


DATE_WORDS: Final = Source(
    key="dates",
    title=N_("Dates in words"),
    help=N_("Days from 1950 to 2049: “Monday, November 23, 2026” → “понедельник, 23 ноября 2026 г.”."),
    params=(
        DIRECTION,
        Int(
            name="count",
            title=N_("Count"),
            help=N_("How many different days there are, all parts together."),
            default=8_000,
            min=50,
            max=_DAYS,
            unit=U_("day", "days"),
        ),
        Int(
            name="seed",
            title=N_("Seed of the days"),
            help=N_("Which days are drawn, and how each is written."),
            default=0,
            min=0,
            max=2**31 - 1,
            advanced=True,
        ),
    ),
    domain=Domain.TEXT,
    input_shape=(0,),
    target_names=(N_("translation"),),
    count=_count,
    origin=N_("Written by Babel from the days themselves, by the rules of Unicode CLDR."),
    licence=N_("BSD (Babel) and the Unicode licence (CLDR)"),
    load=_load,
    preparation=immutabledict(tokens="words", length=8, test=0.2, validation=0.1),
    writing=lambda params: _ENGLISH if params["direction"] == "en-ru" else _RUSSIAN,
    answer_writing=lambda params: _RUSSIAN if params["direction"] == "en-ru" else _ENGLISH,
)
