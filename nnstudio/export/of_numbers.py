"""How a program prepares what is numbers: tables, points, images, films and series."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.catalogue.entries import Target
from nnstudio.data.source import Raw
from nnstudio.data.splits import sizes
from nnstudio.data.windows import part_spans
from nnstudio.design.facts import DataFacts, Task
from nnstudio.design.model import DataChoice
from nnstudio.export.prepared import (
    Preparation,
    class_constants,
    class_targets,
    fitting,
    known,
    prepare_function,
)


def examples(choice: DataChoice, facts: DataFacts, raw: Raw) -> Preparation:
    """Rows of numbers, each with a class or quantities, or to be given back."""
    fit = fitting(choice)
    fill = "fill_gaps" if raw.has_gaps else ""
    before = ['inputs = fill_gaps(data["inputs"], data["train"])' if fill else 'inputs = data["inputs"]']
    if fit:
        before.append(f'scale = {fit}(inputs[data["train"]])')
    read = "scaled(inputs[rows], scale)" if fit else "inputs[rows]"
    own_scale = facts.target is Target.NUMBERS and facts.task is not Task.NEXT_FRAME and bool(fit)
    if own_scale:
        before.append("to_learn = target_scale(data)")
    used = ["scaled" * bool(fit), fit, fill, "unscaled" * own_scale]
    each, more = _each(choice, facts, f"x = {read}", _quantities(facts, fit))
    functions = (prepare_function(before, each),)
    return Preparation(
        (_target_scale(fit, "targets"), *functions) if own_scale else functions,
        known([*used, *more]),
        class_constants(facts) | _noise(choice),
        scaled_targets=own_scale,
    )


def images(choice: DataChoice, facts: DataFacts, _raw: Raw) -> Preparation:
    """Images as bytes, which become numbers batch by batch; only with noise they have to at once."""
    fit = fitting(choice, of_bytes=True)
    scale = f'scale = {fit}(data["images"][data["train"]])' if fit else "scale = (0.0, 1.0)  # as it is"
    noisy = facts.target is Target.INPUTS and bool(choice.noise)
    if noisy:
        each = [
            'x = data["images"][rows]',
            "noisy = disturbed(from_bytes(x, scale), rows, NOISE, SPLIT_SEED)",
            "parts.append((noisy, x, scale))",
        ]
    elif facts.target is Target.INPUTS:
        each = ['x = data["images"][rows]', "parts.append((x, x, scale))"]
    else:
        targets = class_targets(facts) if facts.classes else 'data["targets"][rows]'
        each = [f'parts.append((data["images"][rows], {targets}, scale))']
    hot = facts.target is Target.ONE_HOT
    return Preparation(
        (prepare_function([scale], each),),
        known([fit, "from_bytes", "disturbed" * noisy, "one_hot" * hot]),
        class_constants(facts) | _noise(choice),
        packed=(not noisy, facts.target is Target.INPUTS or facts.task is Task.NEXT_FRAME),
    )


def forecasts(choice: DataChoice, _facts: DataFacts, raw: Raw) -> Preparation:
    """A series: windows of it, and what follows each."""
    fit = fitting(choice)
    values = 'scaled(data["values"], target_scale(data))[:, 0]' if fit else 'data["values"][:, 0]'
    each = [
        "seen = windows(values, rows - WINDOW, WINDOW)",
        "parts.append((seen[..., None], windows(values, rows, HORIZON)))",
    ]
    constants: dict[str, object] = {"WINDOW": choice.window, "HORIZON": choice.horizon}
    functions = (prepare_function([f"values = {values}"], each),)
    if not fit:
        return Preparation(functions, known(["windows"]), constants)
    constants["TRAINING_VALUES"] = part_spans(sizes(len(raw.inputs), choice))[0].stop
    return Preparation(
        (_target_scale(fit, "values", "[:TRAINING_VALUES]"), *functions),
        known(["windows", "scaled", "unscaled", fit]),
        constants,
        scaled_targets=True,
    )


def _each(
    choice: DataChoice, facts: DataFacts, read: str, quantities: str
) -> tuple[list[str], Sequence[str]]:
    """The lines for one part, and the pieces that they call."""
    if facts.target is Target.INPUTS and choice.noise:
        return [read, "parts.append((disturbed(x, rows, NOISE, SPLIT_SEED), x))"], ("disturbed",)
    if facts.target is Target.INPUTS:
        return [read, "parts.append((x, x))"], ()
    targets = class_targets(facts) if facts.classes else quantities
    return [read, f"parts.append((x, {targets}))"], ("one_hot",) if facts.target is Target.ONE_HOT else ()


def _quantities(facts: DataFacts, fit: str) -> str:
    """What is to be learned where it is numbers: frames are scaled as those that are read."""
    if not fit:
        return 'data["targets"][rows]'
    return f'scaled(data["targets"][rows], {"scale" if facts.task is Task.NEXT_FRAME else "to_learn"})'


def _target_scale(fit: str, array: str, rows: str = '[data["train"]]') -> str:
    return "\n".join(
        [
            "def target_scale(data):",
            '    """How what is to be learned is scaled, measured on the training part alone."""',
            f'    return {fit}(data["{array}"]{rows})',
        ]
    )


def _noise(choice: DataChoice) -> dict[str, object]:
    return {"NOISE": choice.noise, "SPLIT_SEED": choice.seed} if choice.noise else {}
