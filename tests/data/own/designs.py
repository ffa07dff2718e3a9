"""Own data as a design has them: prepared as suits them, with a network to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nnstudio.data import describe, source_of
from nnstudio.design import edits
from nnstudio.design.files import save
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN, OwnData
from nnstudio.design.starters import begin_with


def as_suggested(own: OwnData, **fields: Any) -> DataChoice:
    """fields: of the choice, where what suits the data does not say otherwise."""
    blank = DataChoice(source=OWN, own=own)
    return blank.model_copy(update={**fields, **source_of(blank).preparation})


def begun(choice: DataChoice, folder: Path) -> Path:
    """The file of a design with the network that one begins with for these data."""
    design, _change = begin_with(edits.new_design(), choice, describe(choice))
    save(design, folder / "mine.nnd")
    return folder / "mine.nnd"
