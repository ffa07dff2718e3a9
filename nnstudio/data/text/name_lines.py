"""Names of people, one in a line: a text from which new ones can be made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.params import Choice, Option
from nnstudio.catalogue.values import Params
from nnstudio.data.register import folder
from nnstudio.data.source import Raw, Source
from nnstudio.data.text.classified import COUNTRIES, read
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_

_ALL: Final = "all"
_BETWEEN: Final = ": "  # a country and its name
_ORDER: Final = 5  # the seed of the order of the lines: the same text for every split
# Characters of the names of each country with the ends of their lines; ``tests`` counts them.
_LENGTHS: Final[Mapping[str, int]] = {
    "Bulgaria": 4_315,
    "Croatia": 4_582,
    "Czechia": 2_734,
    "Estonia": 3_391,
    "Finland": 4_672,
    "France": 2_984,
    "Germany": 4_786,
    "Iceland": 4_650,
    "India": 4_140,
    "Indonesia": 4_310,
    "Ireland": 6_739,
    "Italy": 5_128,
    "Kenya": 4_311,
    "Netherlands": 5_517,
    "Russia": 4_894,
    "Spain": 4_566,
    "Sweden": 4_796,
    "Turkey": 4_301,
    "Ukraine": 4_883,
    "United Kingdom": 3_016,
}


def _count(params: Params) -> int:
    country = params["country"]
    if country != _ALL:
        return _LENGTHS[str(country)]
    titles = sum((len(name) + len(_BETWEEN)) * count for name, (_title, count) in COUNTRIES.items())
    return titles + sum(_LENGTHS.values())


def _load(params: Params) -> Raw:
    """Raises UserError if the file is missing or was changed."""
    countries = tuple(COUNTRIES)
    lines: list[str] = []
    for country, names in zip(countries, read(folder(), "country_names.tsv", countries), strict=True):
        if params["country"] == _ALL:
            lines += [f"{country}{_BETWEEN}{name}\n" for name in names]
        elif params["country"] == country:
            lines += [f"{name}\n" for name in names]
    order = np.argsort(np.random.default_rng(_ORDER).random(len(lines)), kind="stable")
    text = "".join(lines[at] for at in order)
    return Raw(np.zeros((len(text), 0), np.float32), None, texts=(text,))


NAME_LINES: Final = Source(
    key="names",
    title=N_("Names to make up"),
    help=N_(
        "Names of twenty countries, each in a line behind its country: “Italy: Rossi”. To ask for a country,"
        " begin the text with “Italy: ”."
    ),
    params=(
        Choice(
            name="country",
            title=N_("Country"),
            help=N_("Whose names; of one country alone they stand in their lines without it."),
            default=_ALL,
            options=(
                Option(_ALL, N_("all"), N_("Names of all countries, each behind its country.")),
                *(
                    Option(country, title, N_("Names of this country alone: a short text."))
                    for country, (title, _number) in COUNTRIES.items()
                ),
            ),
        ),
    ),
    domain=Domain.TEXT,
    input_shape=(0,),
    target_names=(N_("next character"),),
    count=_count,
    origin=N_("Lists of names that come with the package Faker."),
    licence=N_("MIT, as part of the package Faker"),
    load=_load,
    preparation=immutabledict(tokens="characters", length=32, validation=0.1, test=0.1),
    writing=lambda params: Writing(189, 0),
)
