"""Reads arrays again for training: block by block, straight into the arrays that the network needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.array_classes import broken_rows, class_reader
from nnstudio.data.own.array_source import arrays_how
from nnstudio.data.own.npy import Npy, arrays_of, blocks_of
from nnstudio.data.own.numbers import filled_forward, only_good
from nnstudio.data.own.reading import Progress, changed, file_checksum, share, silent
from nnstudio.data.source import Floats, Integers, Raw
from nnstudio.design.own import OwnArrays, OwnData


def load_arrays(own: OwnData, progress: Progress = silent) -> Raw:
    """The examples that are not left out; a gap that is to be filled is NaN. Raises UserError."""
    path, how = Path(own.path), arrays_how(own)
    if file_checksum(path, share(progress, 0, 1, 3)) != own.checksum:
        raise changed(path)
    parts = {npy.name: npy for npy in arrays_of(path)}
    inputs, targets = _examples(path, parts, how, (how.input, how.target), share(progress, 1, 3, 3))
    if how.held_out:
        held = _examples(path, parts, how, (how.test_input, how.test_target), silent)
        if len(held[0]) != how.held_out:
            raise changed(path)
        inputs = np.concatenate([inputs, held[0]])
        targets = None if targets is None else np.concatenate([targets, held[1]])
    if len(inputs) != own.count:
        raise changed(path)
    if how.form == "series":
        return _series(inputs)
    if how.levels:
        return Raw(np.zeros((own.count, 0), np.float32), targets, pixels=inputs)
    return Raw(inputs, targets, has_gaps=how.gaps == "fill" and bool(np.isnan(inputs).any()))


def _examples(
    path: Path, parts: Mapping[str, Npy], how: OwnArrays, names: tuple[str, str], progress: Progress
) -> tuple[NDArray[Any], Any]:
    """Inputs and targets, or None, of the examples of a pair of arrays that are not left out."""
    name, target = names
    if name not in parts or bool(target) != bool(how.target) or (target and target not in parts):
        raise changed(path)
    inputs = _read(path, parts[name], how.shape, how.levels, progress)
    good = np.ones(len(inputs), np.bool_)
    if not how.levels and how.gaps == "leave":
        good &= ~np.isnan(inputs.reshape(len(inputs), -1)).any(axis=1)
    targets = None
    if target:
        targets, there = _targets(path, parts[target], how)
        good &= there
    if not good.all():
        inputs, targets = inputs[good], None if targets is None else targets[good]
    return inputs, targets


def _read(
    path: Path, npy: Npy, shape: tuple[int, ...], levels: bool, progress: Progress = silent
) -> NDArray[Any]:
    """(n, *shape) bytes or float32, with NaN for what is no finite number."""
    read = np.empty((npy.length, *shape), np.uint8 if levels else np.float32)
    done = 0
    for block in blocks_of(path, npy):
        part = read[done : done + len(block)]
        if levels:
            part[...] = block.reshape(part.shape)
        else:
            part[...] = only_good(block).reshape(part.shape)
        done += len(block)
        progress(done, npy.length)
    return read


def _targets(path: Path, npy: Npy, how: OwnArrays) -> tuple[Integers | Floats, NDArray[np.bool_]]:
    """(n,) class numbers or (n, k) quantities, and which examples have one. Raises UserError."""
    if not how.classes:
        quantities = _read(path, npy, (how.quantities,), levels=False)
        return quantities, ~np.isnan(quantities).any(axis=1)
    reader = class_reader(npy)
    if reader is None:
        raise changed(path)
    there = np.ones(npy.length, np.bool_)
    done = 0
    for block in blocks_of(path, npy):
        broken = broken_rows(block)
        if not reader.take(block, broken):
            raise changed(path)
        there[done : done + len(block)] = ~broken
        done += len(block)
    names, labels = reader.found()
    places = {name: place for place, name in enumerate(how.classes)}
    labels = np.array([places.get(name, -1) for name in names], np.int32)[labels]
    return labels, there & (labels >= 0)


def _series(values: Floats) -> Raw:
    """One quantity, a step at a time; a gap that is to be filled has the value before it."""
    steps = np.arange(len(values), dtype=np.float64)
    return Raw(filled_forward(values[:, 0])[:, None], None, steps)
