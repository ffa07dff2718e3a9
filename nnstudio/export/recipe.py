"""How the network is trained, as calls: loss, optimizer, learning rate, metrics and callbacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from nnstudio.catalogue import LOSSES, METRICS, OPTIMIZERS, SCHEDULES, metrics_for
from nnstudio.catalogue.entries import Metric, Target
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.values import Params
from nnstudio.design.answers import passes_through
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design, Recipe
from nnstudio.export.calls import Call, Code
from nnstudio.export.parts import kind_call

STEPS: Final = "steps_per_epoch"  # as the program calls it
_CONSTANT: Final = "constant"
_OWN_METRICS: Final = ("ExactMatch", "Perplexity")


def loss_call(recipe: Recipe) -> Call:
    entry = LOSSES[recipe.loss.kind]
    return kind_call(f"keras.losses.{entry.keras}", entry, recipe.loss.params)


def optimizer_call(recipe: Recipe) -> Call:
    """With the learning rate that its schedule gives at each step."""
    entry = OPTIMIZERS[recipe.optimizer.kind]
    checked = check_params(entry.params, recipe.optimizer.params)
    averages = {"ema_overwrite_frequency": checked["ema_overwrite_frequency"]} if checked["use_ema"] else {}
    call = kind_call(f"keras.optimizers.{entry.keras}", entry, recipe.optimizer.params, **averages)
    rate, *given = call.given
    assert isinstance(rate, float)
    return Call(call.name, (_schedule(recipe, rate), *given), call.named)


def is_scheduled(recipe: Recipe) -> bool:
    """Whether the learning rate follows the number of the step."""
    entry = SCHEDULES[recipe.schedule.kind]
    return entry.key != _CONSTANT and entry.share is not None


def _schedule(recipe: Recipe, rate: float) -> object:
    if not is_scheduled(recipe):
        return rate
    entry = SCHEDULES[recipe.schedule.kind]
    params = check_params(entry.params, recipe.schedule.params)
    given, named = _SCHEDULES[entry.key](rate, params)
    return Call(f"keras.optimizers.schedules.{entry.keras}", given, named)


Settings = tuple[tuple[object, ...], Mapping[str, object]]


def _steps(epochs: Any) -> Code:
    """epochs: a number, or 0 for the whole run."""
    if not epochs:
        return Code(f"EPOCHS * {STEPS}")
    return Code(f"{epochs:g} * {STEPS}" if epochs < 1e6 else f"{epochs!r} * {STEPS}")


def _periodic(rate: float, params: Params) -> Settings:
    named = {"decay_steps": _steps(params["decay_epochs"]), "decay_rate": params["decay_rate"]}
    return (rate,), named | ({"staircase": True} if params["staircase"] else {})


def _stepwise(rate: float, params: Params) -> Settings:
    """Keras goes on with a value until after the step that bounds it."""
    boundaries: Any = params["boundaries"]
    factor: Any = params["factor"]
    bounds = [Code(f"{_steps(epoch)} - 1") for epoch in boundaries]
    return (bounds, [rate * factor**passed for passed in range(len(bounds) + 1)]), {}


def _falling(epochs: Any, warmup: Any) -> Code:
    return Code(f"max(1, (EPOCHS - {warmup:g}) * {STEPS})") if warmup and not epochs else _steps(epochs)


def _cosine(rate: float, params: Params) -> Settings:
    warmup: Any = params["warmup_epochs"]
    named: dict[str, object] = {"decay_steps": _falling(params["decay_epochs"], warmup)}
    if params["alpha"]:
        named["alpha"] = params["alpha"]
    if not warmup:
        return (rate,), named
    return (0.0,), named | {"warmup_target": rate, "warmup_steps": _steps(warmup)}


def _restarts(rate: float, params: Params) -> Settings:
    named = {"first_decay_steps": _steps(params["first_decay_epochs"])}
    return (rate,), named | {name: params[name] for name in ("t_mul", "m_mul", "alpha")}


def _polynomial(rate: float, params: Params) -> Settings:
    end: Any = params["end"]
    named = {"decay_steps": _steps(params["decay_epochs"]), "end_learning_rate": rate * end}
    return (rate,), named | {name: params[name] for name in ("power", "cycle")}


_SCHEDULES: Final[Mapping[str, Callable[[float, Params], Settings]]] = {
    "exponential": _periodic,
    "inverse_time": _periodic,
    "step": _stepwise,
    "cosine": _cosine,
    "cosine_restarts": _restarts,
    "polynomial": _polynomial,
}


def metric_calls(design: Design, facts: DataFacts) -> list[object]:
    """As ``engine.metrics`` builds them, in the same order."""
    loss = LOSSES[design.recipe.loss.kind]
    numbers = loss.sparse and facts.target in (Target.INTEGERS, Target.TOKENS)
    keys = metrics_for(loss, facts.target, design.recipe.metrics)
    return [_metric(METRICS[key], key, design, facts, numbers) for key in keys]


def _metric(entry: Metric, key: str, design: Design, facts: DataFacts, numbers: bool) -> Call:
    classes = (facts.answers or len(facts.classes)) if entry.one_hot and numbers else 0
    width = classes or facts.target_shape[-1]
    more = {"average": "macro", "threshold": 0.5 if width == 1 else None} if key == "f1_score" else {}
    name = entry.keras if entry.keras in _OWN_METRICS else f"keras.metrics.{entry.keras}"
    metric = Call(name, (), {**more, "name": key})
    answer = passes_through(design.recipe.loss, facts.target)
    if not answer and not classes:
        return metric
    function = {"": None, "between_signs": Code(answer)}.get(answer, Code(f"keras.ops.{answer}"))
    return Call("Judged", (metric, function, classes))


def callback_calls(recipe: Recipe, is_validated: bool) -> list[object]:
    """What watches the loss while it trains."""
    watched = {"monitor": "val_loss" if is_validated else "loss"}
    found: list[object] = []
    if recipe.schedule.kind != _CONSTANT and not is_scheduled(recipe):
        entry = SCHEDULES[recipe.schedule.kind]
        settings = {**watched, **check_params(entry.params, recipe.schedule.params)}
        found.append(Call(f"keras.callbacks.{entry.keras}", (), settings))
    if recipe.early_stopping is not None and is_validated:
        rule = recipe.early_stopping
        limits: dict[str, object] = {**watched, "min_delta": rule.min_delta, "patience": rule.patience}
        more = {"restore_best_weights": rule.restore_best}
        found.append(Call("keras.callbacks.EarlyStopping", (), limits | more))
    return found
