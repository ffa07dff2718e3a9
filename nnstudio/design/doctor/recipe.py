"""What does not suit the recipe, whatever the layers."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from nnstudio.catalogue import LOSSES, METRICS, OPTIMIZERS
from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.metrics import metrics_that_suit
from nnstudio.design.doctor.case import Case
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, error, hint
from nnstudio.design.fixes import (
    ChangeLearningRate,
    DropMetrics,
    SetBatchSize,
    SetData,
    SetLossParam,
    SetPatience,
    SetRecipe,
    TurnEarlyStopping,
)
from nnstudio.design.memory import batch_of
from nnstudio.design.problems import Place
from nnstudio.i18n import _, capitalized, ngettext

_USUAL_SHARE = 0.2
_USUAL_BATCH = 32
_FEW_UPDATES = 20
_RARE = 10  # times as many examples of the commonest class, from which on the rarest is lost
_FAR = 10  # times the bounds of what is usual: farther off than many good networks go


@error("early-stopping-without-validation")
def _stopping_blindly(case: Case) -> Iterator[Finding]:
    if case.design.recipe.early_stopping is None or case.facts.validation > 0:
        return
    message = _(
        "Early stopping watches the validation loss, but there is no validation part."
        " Set one aside in the data, or turn early stopping off."
    )
    data = case.design.data
    apart = data.validation == 0 and data.test + _USUAL_SHARE <= 0.8
    fix = SetData("validation", _USUAL_SHARE) if apart else TurnEarlyStopping(False)
    yield Finding(message, place=Place.RECIPE, field="early_stopping", fix=fix)


@hint("learning-rate-far-off")
def _rate_far_off(case: Case) -> Iterator[Finding]:
    part = case.design.recipe.optimizer
    optimizer, rate = OPTIMIZERS[part.kind], part.params.get("learning_rate")
    low, high = optimizer.usual_rate
    if not isinstance(rate, float) or low / _FAR <= rate <= high * _FAR:
        return
    default = next(param.default for param in optimizer.params if param.name == "learning_rate")
    assert isinstance(default, float)
    usual = min(max(default, low), high)
    form = (
        _("A learning rate of {rate:g} is far too high for {optimizer}: from {low:g} to {high:g} is usual.")
        if rate > high
        else _(
            "With a learning rate of {rate:g}, {optimizer} hardly moves: from {low:g} to {high:g} is usual."
        )
    )
    message = form.format(rate=rate, optimizer=_(optimizer.title), low=low, high=high)
    yield Finding(message, place=Place.RECIPE, field="optimizer.learning_rate", fix=ChangeLearningRate(usual))


@hint("batch-larger-than-data")
def _batch_too_large(case: Case) -> Iterator[Finding]:
    recipe, train = case.design.recipe, case.facts.train
    if recipe.batching == "mini" and recipe.batch_size > train >= 1:
        message = ngettext(
            "The training part has only {count:,} example, fewer than a batch of {batch:,}:"
            " every update sees the whole set.",
            "The training part has only {count:,} examples, fewer than a batch of {batch:,}:"
            " every update sees the whole set.",
            train,
        ).format(count=train, batch=recipe.batch_size)
        fix = SetBatchSize(max(1, min(_USUAL_BATCH, train // 2)))
        yield Finding(message, place=Place.RECIPE, field="batch_size", fix=fix)


@hint("few-updates")
def _few_updates(case: Case) -> Iterator[Finding]:
    recipe, train = case.design.recipe, case.facts.train
    if train < 1:
        return
    updates = recipe.epochs * ceil(train / batch_of(recipe, case.facts))
    if updates >= _FEW_UPDATES:
        return
    message = ngettext(
        "The weights are changed only {count:,} time in the whole training, too little to learn much."
        " Train for more epochs, or feed smaller batches.",
        "The weights are changed only {count:,} times in the whole training, too little to learn much."
        " Train for more epochs, or feed smaller batches.",
        updates,
    ).format(count=updates)
    enough = ceil(10 * _FEW_UPDATES * recipe.epochs / updates)
    yield Finding(message, place=Place.RECIPE, field="epochs", fix=SetRecipe("epochs", enough))


@hint("patience-longer-than-training")
def _too_patient(case: Case) -> Iterator[Finding]:
    recipe = case.design.recipe
    if recipe.early_stopping is None or recipe.early_stopping.patience < recipe.epochs or recipe.epochs < 2:
        return
    message = ngettext(
        "Early stopping waits for {patience:,} epoch without a better loss, but training has only"
        " {epochs:,}, so it never stops early.",
        "Early stopping waits for {patience:,} epochs without a better loss, but training has only"
        " {epochs:,}, so it never stops early.",
        recipe.early_stopping.patience,
    ).format(patience=recipe.early_stopping.patience, epochs=recipe.epochs)
    fix = SetPatience(max(1, recipe.epochs // 4))
    yield Finding(message, place=Place.RECIPE, field="early_stopping.patience", fix=fix)


@hint("smoothed-quantities")
def _smoothed(case: Case) -> Iterator[Finding]:
    part = case.design.recipe.loss
    if case.facts.target is Target.INPUTS and part.params.get("label_smoothing"):
        message = _(
            "Label smoothing is for classes; here it asks for inputs that are paler than they are."
            " Set it to 0."
        )
        fix = SetLossParam(part.kind, "label_smoothing", 0.0)
        yield Finding(message, place=Place.RECIPE, field="loss.label_smoothing", fix=fix)


@hint("metric-not-shown")
def _metrics_in_vain(case: Case) -> Iterator[Finding]:
    loss, target = LOSSES[case.design.recipe.loss.kind], case.facts.target
    suiting = metrics_that_suit(loss, target)
    unfit = tuple(key for key in case.design.recipe.metrics if key not in suiting)
    if not unfit or target not in loss.targets:
        return
    names = ", ".join(dict.fromkeys(_(METRICS[key].title) for key in unfit))
    message = _(
        "{metrics}: this says nothing about what is asked here with {loss}, so it is not shown. Take it off."
    ).format(metrics=capitalized(names), loss=_(loss.title))
    yield Finding(message, place=Place.RECIPE, field="metrics", fix=DropMetrics(unfit))


@hint("rare-class")
def _rare_class(case: Case) -> Iterator[Finding]:
    """Of the whole set; a rare class is as rare in the training part."""
    recipe, counts = case.design.recipe, case.facts.class_counts
    known = [count for count in counts if count]
    if len(known) < 2 or recipe.class_weights != "none" or max(known) < _RARE * min(known):
        return
    common, rare = counts.index(max(known)), counts.index(min(known))
    message = _(
        "There are {many:,} examples of “{common}” and only {few:,} of “{rare}”: a network that never says"
        " “{rare}” is nearly always right. Let rare classes count more, and look at more than the accuracy."
    ).format(
        many=counts[common],
        common=_(case.facts.classes[common]),
        few=counts[rare],
        rare=_(case.facts.classes[rare]),
    )
    fix = SetRecipe("class_weights", "balanced")
    yield Finding(message, place=Place.RECIPE, field="class_weights", fix=fix)


RECIPE: tuple[Diagnosis, ...] = (
    _stopping_blindly,
    _rate_far_off,
    _batch_too_large,
    _few_updates,
    _too_patient,
    _smoothed,
    _metrics_in_vain,
    _rare_class,
)
