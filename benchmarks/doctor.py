"""How long the check of a long network takes, and what share of it is the doctor's.

    python benchmarks/doctor.py [ROWS]

Prints medians in milliseconds: of a network that is well, and of one that is wrong in many rows.
"""

from __future__ import annotations

import statistics
import sys
import time

from nnstudio.catalogue.values import Part, frozen_mapping
from nnstudio.data import describe
from nnstudio.design import check as checking
from nnstudio.design import edits
from nnstudio.design.doctor import Case, examine
from nnstudio.design.model import DataChoice, Design, LayerRow
from nnstudio.design.normal import normal_design

_TIMES = 60


def long_network(rows: int, activation: str) -> Design:
    """Dense rows with a Dropout after every fourth, for the handwritten digits."""
    design = edits.new_design()
    kinds = [
        ("dropout", {"rate": 0.2}) if at % 5 == 4 else ("dense", {"units": 32, "activation": activation})
        for at in range(rows - 2)
    ]
    kinds = [("flatten", {}), *kinds, ("dense", {"units": 10, "activation": "softmax"})]
    layers = tuple(
        LayerRow(id=f"l{at}", kind=kind, params=frozen_mapping(params))
        for at, (kind, params) in enumerate(kinds)
    )
    recipe = design.recipe.model_copy(update={"loss": Part(kind="sparse_categorical_crossentropy")})
    data = DataChoice(source="digits8")
    return normal_design(design.model_copy(update={"layers": layers, "recipe": recipe, "data": data}))


def medians(design: Design) -> tuple[float, float, int]:
    """Milliseconds of the whole check and of the doctor alone, and how many problems there are."""
    facts = describe(design.data)
    whole, alone = [], []

    def timed(case: Case) -> object:
        begin = time.perf_counter()
        problems = examine(case)
        alone.append(time.perf_counter() - begin)
        return problems

    checking.examine = timed  # type: ignore[assignment]
    for _time in range(_TIMES):
        begin = time.perf_counter()
        report = checking.check(design, facts)
        whole.append(time.perf_counter() - begin)
    return 1_000 * statistics.median(whole), 1_000 * statistics.median(alone), len(report.problems)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for name, activation in (("well", "relu"), ("nothing bends", "linear"), ("fading", "sigmoid")):
        whole, alone, problems = medians(long_network(rows, activation))
        print(f"{rows} rows, {name:14} check {whole:6.2f} ms, doctor {alone:6.2f} ms, {problems} problems")


if __name__ == "__main__":
    main()
