"""Why a run met a number that is not finite, and what mends it: told by evidence, the surest cause first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from nnstudio.catalogue import ACTIVATIONS
from nnstudio.catalogue.entries import Target
from nnstudio.data.source import Floats
from nnstudio.data.sources import source_of
from nnstudio.design.fixes import (
    ChangeLearningRate,
    Fix,
    ScaleData,
    SetActivation,
    UsualFirstWeights,
    unusual_rows,
)
from nnstudio.design.model import Design, Scaling
from nnstudio.engine.diagnosis import Halt
from nnstudio.engine.network import Network
from nnstudio.engine.symptom import Origin, Symptom
from nnstudio.engine.trials import Trials
from nnstudio.i18n import _

_SCALED: Final = 3.0  # the mean size up to which numbers need no scaling; that of scaled ones is about 1
# What the last layer ends with, so that the logarithm of its outputs can be taken.
_PROBABILITIES: Final = {
    "binary_crossentropy": "sigmoid",
    "categorical_crossentropy": "softmax",
    "sparse_categorical_crossentropy": "softmax",
}


@dataclass(frozen=True)
class Remedy:
    """hint: the cause and what to do, in a sentence. fix: what does it."""

    hint: str
    fix: Fix | None = None


@dataclass(frozen=True)
class Case:
    """A run that halted. rate: its learning rate by then."""

    design: Design
    parts: Network
    halt: Halt
    symptom: Symptom
    rate: float

    @cached_property
    def trials(self) -> Trials:
        return Trials(self.parts, self.rate, self.halt.step)

    @property
    def has_learned(self) -> bool:
        """Whether the learning rate has had any part in it."""
        return self.halt.step > 0 or self.symptom.origin is Origin.GRADIENTS

    @cached_property
    def numbers(self) -> Floats:
        """The inputs, or the quantities to predict where these are larger."""
        train = self.parts.prepared.train
        if self.parts.prepared.facts.target is not Target.NUMBERS:
            return train.inputs
        return max(train.inputs, train.targets.astype(np.float32), key=_mean_size)


def remedy(case: Case) -> Remedy:
    """The likely cause, and the way out."""
    found = (cause(case) for cause in _CAUSES)
    return next(remedy for remedy in found if remedy is not None)


def _bad_data(case: Case) -> Remedy | None:
    if case.symptom.origin is not Origin.DATA:
        return None
    return Remedy(_("The data hold something that is not a finite number: choose other data."))


def _logarithm_of_zero(case: Case) -> Remedy | None:
    """A loss that takes logarithms, of outputs that are no probabilities."""
    wanted = _PROBABILITIES.get(case.design.recipe.loss.kind)
    last = [row for row in case.design.layers if row.enabled][-1]
    given = last.params.get("activation", wanted)
    if wanted is None or given == wanted or case.symptom.origin is not Origin.LOSS:
        return None
    hint = _("The loss takes logarithms, and an output reached 0: let the last layer end with {activation}.")
    return Remedy(hint.format(activation=_(ACTIVATIONS[wanted].title)), SetActivation(last.id, wanted))


def _unscaled_data(case: Case) -> Remedy | None:
    """Numbers far from 1, where the same learning rate would do if they were scaled.

    Scaling numbers of mean size s makes the loss about s² times as flat, which a learning rate s² times
    as small does as well.
    """
    size = _mean_size(case.numbers)
    if case.design.data.scaling != "none" or size <= _SCALED:
        return None
    if case.has_learned and case.trials.can_tell and not case.trials.goes_well(case.rate / size**2):
        return None
    form = (
        _("The inputs reach {largest:,.4g}: scale the data, then train again.")
        if case.numbers is case.parts.prepared.train.inputs
        else _("The quantities to predict reach {largest:,.4g}: scale the data, then train again.")
    )
    return Remedy(form.format(largest=np.abs(case.numbers).max()), ScaleData(_usual_scaling(case.design)))


def _learning_rate(case: Case) -> Remedy | None:
    calmer = case.trials.calmer_rate() if case.has_learned else None
    if calmer is None:
        return None
    hint = _("The learning rate {rate:g} is too high: with {lower:g} the same steps go well.")
    return Remedy(hint.format(rate=case.rate, lower=calmer), ChangeLearningRate(calmer))


def _first_weights(case: Case) -> Remedy | None:
    if case.has_learned or not unusual_rows(case.design):
        return None
    hint = _("The weights that it begins with are too large: let them begin as usual.")
    return Remedy(hint, UsualFirstWeights())


def _unknown(case: Case) -> Remedy:
    lower = case.rate / 10
    hint = _("The learning rate {rate:g} is probably too high: try {lower:g}, then train again.")
    return Remedy(hint.format(rate=case.rate, lower=lower), ChangeLearningRate(lower))


_CAUSES: Final[tuple[Callable[[Case], Remedy | None], ...]] = (
    _bad_data,
    _logarithm_of_zero,
    _unscaled_data,
    _learning_rate,
    _first_weights,
    _unknown,
)


def _mean_size(numbers: Floats) -> float:
    """The root of the mean square."""
    return float(np.sqrt(np.mean(np.square(numbers, dtype=np.float64))))


def _usual_scaling(design: Design) -> Scaling:
    """As the data are best prepared, where that is scaled at all."""
    usual = source_of(design.data).preparation.get("scaling", "none")
    return "range" if usual == "range" else "standard"
