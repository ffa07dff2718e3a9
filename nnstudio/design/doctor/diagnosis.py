"""What a diagnosis is: something to look for, and what to say where it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nnstudio.design.doctor.case import Case
from nnstudio.design.fixes import Fix
from nnstudio.design.model import LayerId
from nnstudio.design.problems import Level, Place, Problem


class Finding(NamedTuple):
    """Where it is found: one sentence, the row or panel that it belongs to, and what mends it."""

    message: str
    layer: LayerId = ""
    field: str = ""
    fix: Fix | None = None
    place: Place = Place.LAYER


@dataclass(frozen=True)
class Diagnosis:
    """key: its name, in tests and in what programs read. find: the places where it is so."""

    key: str
    level: Level
    find: Callable[[Case], Iterator[Finding]]

    def problems(self, case: Case) -> Iterator[Problem]:
        for found in self.find(case):
            yield Problem(
                self.level, found.place, found.message, found.layer, found.field, found.fix, self.key
            )


def error(key: str) -> Callable[[Callable[[Case], Iterator[Finding]]], Diagnosis]:
    """Something that cannot be trained."""
    return lambda find: Diagnosis(key, Level.ERROR, find)


def hint(key: str) -> Callable[[Callable[[Case], Iterator[Finding]]], Diagnosis]:
    """Something that can be trained, but not well."""
    return lambda find: Diagnosis(key, Level.HINT, find)
