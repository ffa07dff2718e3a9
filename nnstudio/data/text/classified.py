"""Texts with a class each: phrases in fourteen languages, names of twenty countries.

They are read from ``resources/data``; ``data.register`` tells where they come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.params import Int
from nnstudio.catalogue.values import Params
from nnstudio.data.register import damaged, folder, registered
from nnstudio.data.source import Raw, Source
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_, U_

BETWEEN: Final = ", "  # the names that make a phrase
_GROUPING: Final = 3  # the seed by which names are put together: the same phrases for every split

# By the code that stands in the file: what it is called, and how many names it has there.
LANGUAGES: Final[Mapping[str, tuple[str, int]]] = {
    "ar": (N_("Arabic"), 1_374),
    "de": (N_("German"), 1_266),
    "en": (N_("English"), 1_194),
    "es": (N_("Spanish"), 1_204),
    "fa": (N_("Persian"), 1_374),
    "fr": (N_("French"), 1_272),
    "id": (N_("Indonesian"), 1_250),
    "it": (N_("Italian"), 1_233),
    "ja": (N_("Japanese"), 1_360),
    "ko": (N_("Korean"), 1_398),
    "pt": (N_("Portuguese"), 1_215),
    "ru": (N_("Russian"), 1_398),
    "tr": (N_("Turkish"), 1_320),
    "zh": (N_("Chinese"), 1_362),
}
COUNTRIES: Final[Mapping[str, tuple[str, int]]] = {
    "Bulgaria": (N_("Bulgaria"), 600),
    "Croatia": (N_("Croatia"), 600),
    "Czechia": (N_("Czechia"), 352),
    "Estonia": (N_("Estonia"), 499),
    "Finland": (N_("Finland"), 599),
    "France": (N_("France"), 392),
    "Germany": (N_("Germany"), 600),
    "Iceland": (N_("Iceland"), 600),
    "India": (N_("India"), 600),
    "Indonesia": (N_("Indonesia"), 600),
    "Ireland": (N_("Ireland"), 600),
    "Italy": (N_("Italy"), 600),
    "Kenya": (N_("Kenya"), 600),
    "Netherlands": (N_("Netherlands"), 600),
    "Russia": (N_("Russia"), 600),
    "Spain": (N_("Spain"), 600),
    "Sweden": (N_("Sweden"), 600),
    "Turkey": (N_("Turkey"), 600),
    "Ukraine": (N_("Ukraine"), 600),
    "United Kingdom": (N_("United Kingdom"), 420),
}

NAMES: Final = Int(
    name="names",
    title=N_("Names in a phrase"),
    help=N_(
        "How many names of things make one phrase. A single one, such as “pizza”, can be of many languages: "
        "the more there are, the surer one can be. No name is in two phrases."
    ),
    default=3,
    min=1,
    max=5,
    unit=U_("name", "names"),
)


def read(where: Path, name: str, classes: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The texts of each class of a shipped file, in the order of the file.

    Raises UserError if the file is missing or was changed.
    """
    file = registered(where, name)
    texts: dict[str, list[str]] = {each: [] for each in classes}
    for line in file.lines:
        its_class, between, text = line.partition("\t")
        if its_class not in texts or not between or not text:
            raise damaged(where / name)
        texts[its_class].append(text)
    if len(file.lines) != file.rows:
        raise damaged(where / name)
    return tuple(map(tuple, texts.values()))


def phrases(names: tuple[str, ...], many: int) -> tuple[str, ...]:
    """Names in a haphazard but fixed order, ``many`` to a phrase; what is left over is left out."""
    rng = np.random.default_rng(_GROUPING)
    mixed = [names[at] for at in np.argsort(rng.random(len(names)), kind="stable")]
    starts = range(0, len(names) - many + 1, many)
    return tuple(BETWEEN.join(mixed[start : start + many]) for start in starts)


def _raw(texts: tuple[tuple[str, ...], ...]) -> Raw:
    labels = np.repeat(np.arange(len(texts), dtype=np.int32), [len(each) for each in texts])
    together = tuple(text for each in texts for text in each)
    return Raw(inputs=np.zeros((len(together), 0), np.float32), targets=labels, texts=together)


def _load_languages(params: Params) -> Raw:
    names = read(folder(), "languages.tsv", tuple(LANGUAGES))
    return _raw(tuple(phrases(each, _many(params)) for each in names))


def _load_names(params: Params) -> Raw:
    return _raw(read(folder(), "country_names.tsv", tuple(COUNTRIES)))


def _many(params: Params) -> int:
    value = params.get(NAMES.name, NAMES.default)
    assert isinstance(value, int)
    return value


def _phrase_counts(params: Params) -> tuple[int, ...]:
    return tuple(count // _many(params) for _title, count in LANGUAGES.values())


def _titles(classes: Mapping[str, tuple[str, int]]) -> tuple[str, ...]:
    return tuple(title for title, _count in classes.values())


CLASSIFIED_TEXTS: Final[tuple[Source, ...]] = (
    Source(
        key="languages",
        title=N_("Languages"),
        help=N_(
            "Which of fourteen languages a short phrase is in: three names of emoji each, such as “gray "
            "heart, umbrella, owl”. Names that are the same in two languages are left out."
        ),
        domain=Domain.TEXT,
        input_shape=(0,),
        params=(NAMES,),
        classes=_titles(LANGUAGES),
        target_names=(N_("language"),),
        count=lambda params: sum(_phrase_counts(params)),
        class_counts=_phrase_counts,
        origin=N_(
            "Names of emoji from the Unicode Common Locale Data Repository, as they come with the package "
            "emoji."
        ),
        licence=N_("BSD-3-Clause, as part of the package emoji"),
        load=_load_languages,
        writing=lambda params: Writing(characters=2_510, words=18_405),
        preparation=immutabledict(lower_case=True, vocabulary=1_000, length=48, validation=0.15, test=0.15),
    ),
    Source(
        key="country_names",
        title=N_("Names by country"),
        help=N_(
            "Which of twenty countries a given name or a surname is from. Letters that only one language "
            "has give some away; Russian, Ukrainian and Bulgarian names share theirs. Names that two of "
            "the countries share are left out."
        ),
        domain=Domain.TEXT,
        input_shape=(0,),
        classes=_titles(COUNTRIES),
        target_names=(N_("country"),),
        count=lambda params: sum(count for _title, count in COUNTRIES.values()),
        class_counts=lambda params: tuple(count for _title, count in COUNTRIES.values()),
        origin=N_("Lists of names that come with the package Faker."),
        licence=N_("MIT, as part of the package Faker"),
        load=_load_names,
        writing=lambda params: Writing(characters=187, words=11_300),
        preparation=immutabledict(length=16, vocabulary=300, validation=0.15, test=0.15),
    ),
)
