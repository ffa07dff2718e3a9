"""Numbers in words, in two languages, as num2words writes them."""

from __future__ import annotations

from typing import Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.params import Choice, Int, Option
from nnstudio.catalogue.values import Params
from nnstudio.data.source import Raw, Source
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_, U_

# How numbers of so many digits are written, at most; ``tests`` counts it.
_ENGLISH: Final = {
    2: Writing(18, 100, longest=13, longest_in_words=1),
    3: Writing(21, 102, longest=31, longest_in_words=4),
    4: Writing(22, 104, longest=47, longest_in_words=7),
    5: Writing(22, 104, longest=55, longest_in_words=7),
    6: Writing(22, 104, longest=73, longest_in_words=10),
}
_RUSSIAN: Final = {
    2: Writing(21, 28, longest=18, longest_in_words=2),
    3: Writing(21, 37, longest=28, longest_in_words=3),
    4: Writing(21, 42, longest=42, longest_in_words=5),
    5: Writing(21, 42, longest=54, longest_in_words=6),
    6: Writing(21, 42, longest=64, longest_in_words=7),
}
DIRECTION: Final = Choice(
    name="direction",
    title=N_("Direction"),
    help=N_("From which language into which."),
    default="en-ru",
    options=(
        Option("en-ru", N_("English → Russian"), N_("English is read, Russian is asked for.")),
        Option("ru-en", N_("Russian → English"), N_("Russian is read, English is asked for.")),
    ),
)


def as_pair(english: tuple[str, ...], russian: tuple[str, ...], params: Params) -> Raw:
    """What is read and what is asked for, in the direction of the parameters."""
    forward = params["direction"] == "en-ru"
    texts, answers = (english, russian) if forward else (russian, english)
    return Raw(np.zeros((len(texts), 0), np.float32), None, texts=texts, answers=answers)


def _integer(params: Params, name: str) -> int:
    value = params[name]
    assert isinstance(value, int)
    return value


def _count(params: Params) -> int:
    return min(_integer(params, "count"), _integer(params, "largest") + 1)


def _writing(params: Params, asked: bool) -> Writing:
    digits = max(2, len(str(_integer(params, "largest"))))
    return (_ENGLISH if (params["direction"] == "en-ru") != asked else _RUSSIAN)[digits]


def _load(params: Params) -> Raw:
    """Numbers from 0 up, each once, drawn by the seed."""
    from num2words import num2words  # slow to import, for it brings all languages

    rng = np.random.default_rng(_integer(params, "seed"))
    numbers = rng.choice(_integer(params, "largest") + 1, _count(params), replace=False).tolist()
    english = tuple(num2words(number, lang="en") for number in numbers)
    russian = tuple(num2words(number, lang="ru") for number in numbers)
    return as_pair(english, russian, params)


NUMBER_WORDS: Final = Source(
    key="numbers",
    title=N_("Numbers in words"),
    help=N_("Whole numbers written out: “forty-two” → “сорок два”. Each is in one part of the data only."),
    params=(
        DIRECTION,
        Int(
            name="largest",
            title=N_("Largest number"),
            help=N_("Numbers are drawn from 0 to this one."),
            default=999_999,
            min=99,
            max=999_999,
        ),
        Int(
            name="count",
            title=N_("Count"),
            help=N_("How many different numbers there are, all parts together."),
            default=12_000,
            min=50,
            max=100_000,
            unit=U_("number", "numbers"),
        ),
        Int(
            name="seed",
            title=N_("Seed of the numbers"),
            help=N_("Which numbers are drawn."),
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
    origin=N_("Written by num2words from the numbers themselves."),
    licence=N_("Facts; num2words itself is under the LGPL"),
    load=_load,
    preparation=immutabledict(tokens="words", length=10, test=0.2, validation=0.1),
    writing=lambda params: _writing(params, asked=False),
    answer_writing=lambda params: _writing(params, asked=True),
)
