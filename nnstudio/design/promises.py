"""What the shipped designs promise to reach, and in what time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from nnstudio.resources import resource

_TABLE: Final = ("results.json",)


@dataclass(frozen=True)
class Promise:
    """value: of the score by which the task is judged, on examples that training never saw, with the
    design's own seed. seconds: in which two processors reach it.
    """

    value: float
    seconds: float


def promises() -> dict[str, Promise]:
    """By the names of the shipped designs."""
    table = json.loads(resource(*_TABLE).read_text(encoding="utf-8"))
    return {name: Promise(value=row["promised"], seconds=row["seconds"]) for name, row in table.items()}
