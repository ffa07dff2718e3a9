"""What a concept is: a thing of the lecture that several entries of the catalogue are made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Concept:
    """A page of the glossary. All texts are marked with ``N_``.

    question: what a link to it says. text: 2 to 4 plain sentences. formula: in plain Unicode mathematics,
    "" where none says it better. see: the keys of concepts to read next.
    """

    key: str
    title: str
    question: str
    text: str
    see: tuple[str, ...]
    formula: str = ""
