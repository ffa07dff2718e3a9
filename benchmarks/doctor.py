"""How long the check of a long network takes, and what share of it is the doctor's.

    python benchmarks/doctor.py [ROWS]

Prints medians in milliseconds of this process: of networks that are well, and of such as are wrong in many
rows.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from math import prod
from typing import Any

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import ShapeError, Takes
from nnstudio.catalogue.values import Part, Shape, Value, frozen_mapping
from nnstudio.data import describe
from nnstudio.design import check as checking
from nnstudio.design import edits
from nnstudio.design.doctor import Case, examine
from nnstudio.design.model import DataChoice, Design, Group, LayerRow
from nnstudio.design.normal import normal_design

_TIMES = 60
_SKIPS = 40
_REPEATS = 10
_LARGEST = 4_096  # numbers that a row of all kinds may give
_END = ("dense", {"units": 10, "activation": "softmax"})

Row = tuple[str, dict[str, Any]]


def design_of(rows: list[Row], reads: dict[int, list[int]], block: range, repeat: int) -> Design:
    """For the handwritten digits. reads: by place, what a row reads. block: the places of a group."""
    design = edits.new_design()
    layers = tuple(
        LayerRow(
            id=f"l{at}",
            kind=kind,
            params=frozen_mapping(params),
            reads=tuple(f"l{read}" for read in reads[at]) if at in reads else None,
            group="g" if at in block else None,
        )
        for at, (kind, params) in enumerate(rows)
    )
    recipe = design.recipe.model_copy(update={"loss": Part(kind="sparse_categorical_crossentropy")})
    groups = (Group(id="g", title="Block", repeat=repeat),) if block else ()
    made = {"layers": layers, "groups": groups, "recipe": recipe, "data": DataChoice(source="digits8")}
    return normal_design(design.model_copy(update=made))


def stack(rows: int, activation: str, block: int = 0, **params: Value) -> Design:
    """Dense rows with a Dropout after every fourth. block: rows of a group that is built ten times; rows:
    that are built."""
    listed = rows - block * (_REPEATS - 1)
    made: list[Row] = [
        ("dropout", {"rate": 0.2})
        if at % 5 == 4
        else ("dense", {"units": 32, "activation": activation, **params})
        for at in range(listed - 2)
    ]
    return design_of([("flatten", {}), *made, _END], {}, range(2, 2 + block), _REPEATS)


def skipping(rows: int, activation: str) -> Design:
    """Blocks of Dense rows, each with two skips, one around the other, which end in sums."""
    made: list[Row] = [("flatten", {}), ("dense", {"units": 32})]
    reads: dict[int, list[int]] = {}
    size = max(4, (rows - 3) // (_SKIPS // 2))
    for _block in range(_SKIPS // 2):
        first = len(made) - 1
        made += [("dense", {"units": 32, "activation": activation})] * (size - 2)
        reads[len(made)] = [first + 1, len(made) - 1]
        made.append(("add", {}))
        reads[len(made)] = [first, len(made) - 1]
        made.append(("add", {}))
    return design_of([*made, _END], reads, range(0), 1)


def fitting(kind: str, shape: Shape) -> Shape | None:
    layer = LAYERS[kind]
    try:
        given = layer.shape([shape], layer.defaults)
        layer.weights([shape], layer.defaults)
    except ShapeError:
        return None
    return given if prod(given) <= _LARGEST else None


def of_all_kinds(rows: int) -> Design:
    """Every kind that quantities can go through, over and over, arranged anew where it needs that."""
    kinds = [kind for kind, layer in LAYERS.items() if layer.takes is not Takes.WHOLE and layer.gives is None]
    made: list[Row] = []
    shape: Shape = (8, 8, 1)
    for kind in cycle(kinds):
        if len(made) >= rows - 2:
            break
        flat = prod(shape)
        for other in (shape, (flat,), (flat, 1), (flat, 1, 1), (flat, 1, 1, 1)):
            given = fitting(kind, other)
            if given is not None:
                made += [] if other == shape else [("reshape", {"target_shape": other})]
                made.append((kind, {}))
                shape = given
                break
    return design_of([*made, ("flatten", {}), _END], {}, range(0), 1)


def unfit(rows: int) -> Design:
    """Every second row reads the data and does not fit them, and what mends it has to be found."""
    made: list[Row] = [("lstm", {}), ("conv1d", {})] * (rows // 2)
    reads = {at: [0] for at in range(1, len(made))}
    flat: list[Row] = [("flatten", {}), *made]
    return design_of([*flat, _END], reads, range(0), 1)


def cases(rows: int) -> Iterator[tuple[str, Callable[[], Design]]]:
    wrong: dict[str, Value] = {
        "kernel_initializer": Part(kind="zeros"),
        "bias_initializer": Part(kind="identity"),
        "kernel_regularizer": Part(kind="l2", params=frozen_mapping({"l2": 5.0})),
    }
    yield "well", lambda: stack(rows, "relu")
    yield "nothing bends", lambda: stack(rows, "linear")
    yield "fading", lambda: stack(rows, "sigmoid")
    yield "alike and pulled", lambda: stack(rows, "relu", **wrong)
    yield f"{_SKIPS} skips", lambda: skipping(rows, "relu")
    yield f"{_SKIPS} skips, nothing bends", lambda: skipping(rows, "linear")
    yield f"a group {_REPEATS} times", lambda: stack(rows, "relu", block=rows // 20)
    yield f"a group {_REPEATS} times, nothing bends", lambda: stack(rows, "linear", block=rows // 20)
    yield f"a group {_REPEATS} times, fading", lambda: stack(rows, "sigmoid", block=rows // 20)
    yield "all kinds of layers", lambda: of_all_kinds(rows)
    yield "no row fits", lambda: unfit(rows)


def medians(design: Design) -> tuple[float, float, int, int]:
    """Milliseconds of the whole check and of the doctor alone, how many rows are built and problems told."""
    facts = describe(design.data)
    whole, alone = [], []

    def timed(case: Case) -> object:
        begin = time.process_time()
        problems = examine(case)
        alone.append(time.process_time() - begin)
        return problems

    checking.examine = timed  # type: ignore[assignment]
    for _time in range(_TIMES):
        begin = time.process_time()
        report = checking.check(design, facts)
        whole.append(time.process_time() - begin)
    middle = 1_000 * statistics.median(whole), 1_000 * statistics.median(alone)
    return *middle, len(report.built), len(report.problems)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for name, make in cases(rows):
        whole, alone, built, problems = medians(make())
        print(f"{built} rows, {name:32} check {whole:6.2f} ms, doctor {alone:6.2f} ms, {problems} problems")


if __name__ == "__main__":
    main()
