"""The words that shipped designs and blocks hold: their titles, notes and names of groups.

The files hold them in English. Whoever opens one has a copy that is their own from then on, and it is
given to them in the language that they read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, TypeVar

from nnstudio.design.model import Design, Excerpt
from nnstudio.i18n import _

Grouped = TypeVar("Grouped", Design, Excerpt)


def translated(design: Design) -> Design:
    """A shipped design in the language of now."""
    words = {"title": _(design.title), "notes": _(design.notes)}
    return with_groups_translated(design.model_copy(update=words))


def with_groups_translated(rows: Grouped) -> Grouped:
    """The same rows, their groups called what they are in the language of now."""
    groups = tuple(group.model_copy(update={"title": _(group.title)}) for group in rows.groups)
    return rows.model_copy(update={"groups": groups})


def extract(
    file: BinaryIO, _keywords: Sequence[str], _tags: Sequence[str], options: dict[str, Any]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """What is to be translated in such a file, as Babel asks for it; it has no options."""
    held = json.load(file)
    texts = [held.get("title"), held.get("notes"), *(group.get("title") for group in held.get("groups", ()))]
    yield from ((1, "_", text, []) for text in texts if text)
