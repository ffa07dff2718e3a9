"""The glossary, and that everything that exists leads to it."""

from __future__ import annotations

import re

import pytest

from nnstudio.catalogue.concepts import CONCEPTS, Concept
from nnstudio.catalogue.params import Kind
from tests.catalogue.test_tables import ENTRIES

PAGES = [pytest.param(concept, id=concept.key) for concept in CONCEPTS.values()]
SENTENCE_END = re.compile(r"[.?!](?= [A-Z(]|$)")


@pytest.mark.parametrize("kind", ENTRIES)
def test_that_an_entry_names_pages_that_are_there(kind: Kind) -> None:
    assert kind.concepts
    assert set(kind.concepts) <= CONCEPTS.keys()
    assert len(set(kind.concepts)) == len(kind.concepts)


@pytest.mark.parametrize("concept", PAGES)
def test_that_a_page_is_short_and_leads_on_to_others(concept: Concept) -> None:
    assert 2 <= len(SENTENCE_END.findall(concept.text)) <= 4
    assert concept.text.endswith(".")
    assert concept.question.endswith("?")
    assert concept.see
    assert set(concept.see) <= CONCEPTS.keys() - {concept.key}
    assert len(set(concept.see)) == len(concept.see)


def test_that_titles_and_questions_tell_the_pages_apart() -> None:
    assert len({concept.title for concept in CONCEPTS.values()}) == len(CONCEPTS)
    assert len({concept.question for concept in CONCEPTS.values()}) == len(CONCEPTS)


def test_that_every_page_can_be_reached_from_an_entry() -> None:
    reached: set[str] = set()
    new = {key for kind in ENTRIES for key in kind.values[0].concepts}  # type: ignore[union-attr]
    while new:
        reached |= new
        new = {key for page in new for key in CONCEPTS[page].see} - reached
    assert reached == CONCEPTS.keys()
