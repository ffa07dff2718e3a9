"""The part of a program that trains: what is compiled, how the data are fed, what is told in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nnstudio.catalogue.entries import Target
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design
from nnstudio.export.calls import Call, Code, laid_out, names_in
from nnstudio.export.feeding import feeding
from nnstudio.export.prepared import Preparation
from nnstudio.export.recipe import (
    STEPS,
    callback_calls,
    is_scheduled,
    loss_call,
    metric_calls,
    optimizer_call,
)

_INDENT: Final = 4
_COMPILED: Final = '    """How it learns, and what is measured meanwhile."""'
_LABELS: Final = 'data["labels"][data["train"]]'


@dataclass(frozen=True)
class Training:
    """feeding: what makes batches. functions: ``compile_model`` to ``main``. names: of what they call."""

    feeding: tuple[str, ...]
    functions: tuple[str, ...]
    names: frozenset[str]


def training(design: Design, facts: DataFacts, prepared: Preparation) -> Training:
    compiled = Call(
        "model.compile",
        (),
        {
            "optimizer": optimizer_call(design.recipe),
            "loss": loss_call(design.recipe),
            "metrics": metric_calls(design, facts),
        },
    )
    given = ", ".join(["model", *([STEPS] if is_scheduled(design.recipe) else [])])
    weighted = _is_weighted(design, facts)
    functions = [
        "\n".join([f"def compile_model({given}):", _COMPILED, f"    {laid_out(compiled, _INDENT)}"]),
        *([_errors(facts)] if prepared.scaled_targets else []),
        "\n".join(_main(design, facts, prepared, given)),
    ]
    names = {*names_in(compiled), "class_weights" * weighted, "unscaled" * prepared.scaled_targets}
    return Training(feeding(prepared, weighted), tuple(functions), frozenset(names))


def _is_weighted(design: Design, facts: DataFacts) -> bool:
    balanced = design.recipe.class_weights != "none"
    return balanced and facts.target in (Target.INTEGERS, Target.ONE_HOT)


def _main(design: Design, facts: DataFacts, prepared: Preparation, given: str) -> list[str]:
    told, title = _told(facts)
    packed = any(prepared.packed)
    part = f"Batches(*{told})" if packed else f"*{told}"
    size = "" if packed else "batch_size=BATCH_SIZE, "
    weighted = _is_weighted(design, facts)
    fit = Call("model.fit", *_fitted(design, facts, packed, weighted))
    lines = [
        "data = read_data()",
        "train, validation, test = prepare(data)",
        f"{STEPS} = math.ceil(len(train[0]) / BATCH_SIZE)",
        *([f"weights = class_weights({_LABELS}, CLASSES)[{_LABELS}]"] if weighted else []),
        "model = build_model()",
        f"compile_model({given})",
        "model.summary()",
        laid_out(fit, _INDENT),
        f"results = model.evaluate({part}, {size}return_dict=True, verbose=0)",
        f'print("{title}:", ", ".join(f"{{name}} {{value:.4g}}" for name, value in results.items()))',
        *([f"print_errors(model, {told}, target_scale(data))"] if prepared.scaled_targets else []),
    ]
    body = [f"    {line}" for line in lines]
    return ["def main():", *body, "", "", 'if __name__ == "__main__":', "    main()"]


def _told(facts: DataFacts) -> tuple[str, str]:
    """The part by which the network is judged in the end, and its title."""
    if facts.test:
        return "test", "Test"
    return ("validation", "Validation") if facts.validation else ("train", "Training")


def _fitted(
    design: Design, facts: DataFacts, packed: bool, weighted: bool
) -> tuple[tuple[object, ...], dict[str, object]]:
    """What ``fit`` is called with."""
    named: dict[str, object] = {
        STEPS: Code(STEPS),
        "epochs": Code("EPOCHS"),
        "shuffle": Code("False"),
    }
    if facts.validation and packed:
        named["validation_data"] = Call("Batches", (Code("*validation"),))
    elif facts.validation:
        named |= {"validation_data": Code("validation"), "validation_batch_size": Code("BATCH_SIZE")}
    if facts.validation and design.recipe.validate_every > 1:
        named["validation_freq"] = design.recipe.validate_every
    callbacks = callback_calls(design.recipe, facts.validation > 0)
    if callbacks:
        named["callbacks"] = callbacks
    given = (Code("*train"), *([Code("weights")] if weighted else []))
    return (Call("shuffled_batches", given),), named


def _errors(facts: DataFacts) -> str:
    unit = f", {laid_out(facts.unit)}" if facts.unit else ""
    return f'''def print_errors(model, part, scale):
    """How far the answers are from the truth, in the unit of the data."""
    inputs, targets = part
    answers = unscaled(model.predict(inputs, verbose=0), scale)
    error = np.abs(answers - unscaled(targets, scale)).mean()
    print("Mean absolute error:", f"{{error:.4g}}"{unit})'''
