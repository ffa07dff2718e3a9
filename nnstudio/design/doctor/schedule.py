"""Whether the learning rate does over the run what its schedule is for."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import numpy as np
from numpy.typing import NDArray

from nnstudio.catalogue import SCHEDULES
from nnstudio.catalogue.entries import Lengths
from nnstudio.catalogue.values import Part, Value
from nnstudio.design.doctor.case import Case
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, hint
from nnstudio.design.fixes import ChooseSchedule, Fix, SetScheduleParam
from nnstudio.design.problems import Place
from nnstudio.i18n import _, ngettext

_MOMENTS = 101  # of a run that are looked at, both ends among them
_GONE = 1e-3  # share of the learning rate with which hardly anything is learned
_FALLING = "cosine"  # over the whole run, however long

Shares = NDArray[np.float64]


@hint("warm-up-too-long")
def _warms_up_for_ever(case: Case) -> Iterator[Finding]:
    recipe = case.design.recipe
    warmup = recipe.schedule.params.get("warmup_epochs")
    if not isinstance(warmup, float) or warmup <= recipe.epochs / 2:
        return
    message = _(
        "The learning rate grows for the first {warmup:g} epochs of a training of {epochs:,}, so most of it"
        " runs with less than you chose. A tenth is usual."
    ).format(warmup=warmup, epochs=recipe.epochs)
    fix = _param(recipe.schedule, "warmup_epochs", recipe.epochs / 10)
    yield Finding(message, place=Place.RECIPE, field="schedule.warmup_epochs", fix=fix)


@hint("learning-rate-gone")
def _gone_early(case: Case) -> Iterator[Finding]:
    recipe = case.design.recipe
    shares = _shares(recipe.schedule, recipe.epochs)
    if shares is None or not _is_gone(shares):
        return
    above = np.flatnonzero(shares >= _GONE)
    epoch = ceil(recipe.epochs * (above[-1] + 1) / (_MOMENTS - 1)) if above.size else 1
    message = ngettext(
        "After {epoch:,} of {epochs:,} epoch less than a thousandth of the learning rate is left, so nothing"
        " more is learned. Let it fall more slowly.",
        "After {epoch:,} of {epochs:,} epochs less than a thousandth of the learning rate is left, so nothing"
        " more is learned. Let it fall more slowly.",
        recipe.epochs,
    ).format(epoch=epoch, epochs=recipe.epochs)
    yield Finding(message, place=Place.RECIPE, field="schedule", fix=_slower(recipe.schedule, recipe.epochs))


@hint("learning-rate-never-falls")
def _too_late(case: Case) -> Iterator[Finding]:
    recipe = case.design.recipe
    part, epochs = recipe.schedule, recipe.epochs
    shares, patience = _shares(part, epochs), part.params.get("patience")
    waits = shares is None and isinstance(patience, int) and patience >= epochs
    stays = shares is not None and bool((shares == 1.0).all()) and part.kind != "constant"
    if epochs < 2 or not (waits or stays):
        return
    message = ngettext(
        "The learning rate would begin to fall only after the {epochs:,} epoch of this training."
        " Let it fall sooner.",
        "The learning rate would begin to fall only after the {epochs:,} epochs of this training."
        " Let it fall sooner.",
        epochs,
    ).format(epochs=epochs)
    yield Finding(message, place=Place.RECIPE, field="schedule", fix=_sooner(part, epochs))


def _shares(part: Part, epochs: int) -> Shares | None:
    """What the learning rate is multiplied by over the run; None where that follows from how it goes."""
    entry = SCHEDULES[part.kind]
    if entry.share is None:
        return None
    moments = np.linspace(0.0, epochs, _MOMENTS)
    params = {**entry.defaults, **part.params}
    shares: Shares = np.asarray(entry.share(moments, params, Lengths(1.0, float(epochs)), np), np.float64)
    return shares


def _is_gone(shares: Shares) -> bool:
    """For all of the second half."""
    return bool(shares[_MOMENTS // 2 :].max() < _GONE)


def _slower(part: Part, epochs: int) -> Fix:
    """The first way in which something is left in the second half: over the whole run, or in four steps."""
    params = {param.name: param for param in SCHEDULES[part.kind].params}
    length = params.get("decay_epochs")
    values: list[tuple[str, Value]] = [
        ("decay_epochs", 0.0 if getattr(length, "zero", "") else epochs / 4),
        *((name, params[name].default) for name in ("decay_rate", "factor") if name in params),
    ]
    for name, value in values:
        if name not in params:
            continue
        changed = _shares(Part(kind=part.kind, params={**part.params, name: value}), epochs)
        if changed is not None and not _is_gone(changed):
            return _param(part, name, value)
    return ChooseSchedule(_FALLING)


def _sooner(part: Part, epochs: int) -> Fix:
    sooner: dict[str, Value] = {
        "patience": max(1, epochs // 4),
        "boundaries": tuple(dict.fromkeys((max(1, epochs // 2), max(1, 3 * epochs // 4)))),
        "decay_epochs": epochs / 4,
    }
    name = next((name for name in sooner if name in part.params), "")
    return _param(part, name, sooner[name]) if name else ChooseSchedule(_FALLING)


def _param(part: Part, name: str, value: Value) -> SetScheduleParam:
    return SetScheduleParam(part.kind, name, round(value, 3) if isinstance(value, float) else value)


SCHEDULE: tuple[Diagnosis, ...] = (_warms_up_for_ever, _gone_early, _too_late)
