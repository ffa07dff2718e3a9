"""What does not suit the recipe, whatever the layers."""

from __future__ import annotations

from collections.abc import Iterator

from nnstudio.design.doctor.case import Case
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, error, hint
from nnstudio.design.problems import Place
from nnstudio.i18n import _, ngettext


@error("early-stopping-without-validation")
def _stopping_blindly(case: Case) -> Iterator[Finding]:
    if case.design.recipe.early_stopping is not None and case.facts.validation < 1:
        message = _(
            "Early stopping watches the validation loss, but there is no validation part."
            " Set one aside in the data, or turn early stopping off."
        )
        yield Finding(message, place=Place.RECIPE, field="early_stopping")


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
        yield Finding(message, place=Place.RECIPE, field="batch_size")


RECIPE: tuple[Diagnosis, ...] = (_stopping_blindly, _batch_too_large)
