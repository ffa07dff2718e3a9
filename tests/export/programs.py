"""Exported programs as modules of this process."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.design.model import Design
from nnstudio.export import DATA_FILE, PROGRAM_FILE, export

Arrays = tuple[NDArray[Any], NDArray[Any]]


def exported(design: Design, folder: Path) -> Any:
    """The program of a design, written into the folder and imported from there."""
    export(design, folder)
    with np.load(folder / DATA_FILE, allow_pickle=False) as arrays:
        assert all(array.dtype != object for array in arrays.values())
    spec = importlib.util.spec_from_file_location(f"program_of_{folder.name}", folder / PROGRAM_FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fed(program: Any) -> list[Arrays]:
    """What the program feeds of each part: inputs and targets, batch by batch where it does so."""
    return [_read(program, part) for part in program.prepare(program.read_data())]


def _read(program: Any, part: Any) -> Arrays:
    if not hasattr(program, "Batches") or not len(part[0]):
        return part[0], part[1]
    batches = program.Batches(*part)
    inputs, targets = zip(*(batches[number] for number in range(len(batches))), strict=True)
    return np.concatenate(inputs), np.concatenate(targets)
