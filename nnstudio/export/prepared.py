"""What the writers of a preparation share: the record that they give, and the function that they write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from nnstudio.catalogue.entries import Target
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import DataChoice

PARTS: Final = ("train", "validation", "test")
_HEAD: Final = (
    "def prepare(data):",
    '    """The training, the validation and the test part, each with its inputs and targets."""',
)
_LOOP: Final = ("parts = []", 'for rows in (data["train"], data["validation"], data["test"]):')


@dataclass(frozen=True)
class Preparation:
    """How a program prepares its data.

    constants: stated at its top. functions: whole ones, ``prepare`` the last of them. names: of the pieces
    that they call. packed: whether inputs and targets stay bytes until a batch of them is read.
    scaled_targets: whether there is a function ``target_scale``, which leads back to the data's own unit.
    """

    functions: tuple[str, ...]
    names: frozenset[str]
    constants: Mapping[str, object] = field(default_factory=dict)
    packed: tuple[bool, bool] = (False, False)
    scaled_targets: bool = False


def prepare_function(before: Sequence[str], each: Sequence[str]) -> str:
    """before: lines for the data as a whole. each: those for the ``rows`` of one part."""
    body = [*before, *_LOOP, *(f"    {line}" for line in each), "return parts"]
    return "\n".join([*_HEAD, *(f"    {line}" for line in body)])


def fitting(choice: DataChoice, of_bytes: bool = False) -> str:
    """The piece that measures the scale that the choice asks for; "" for none."""
    if choice.scaling == "none":
        return ""
    return f"fit_{choice.scaling}" + "_bytes" * of_bytes


def class_targets(facts: DataFacts) -> str:
    """The classes of the rows as the loss compares them."""
    hot = facts.target is Target.ONE_HOT
    return 'one_hot(data["labels"][rows], CLASSES)' if hot else 'data["labels"][rows][:, None]'


def class_constants(facts: DataFacts) -> dict[str, object]:
    return {"CLASSES": len(facts.classes)} if facts.classes else {}


def known(names: Sequence[str]) -> frozenset[str]:
    """Without the empty ones."""
    return frozenset(name for name in names if name)
