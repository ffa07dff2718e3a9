"""Problems of the recipe, and hints on single rows: what can be trained, but not well."""

from __future__ import annotations

from nnstudio.catalogue.values import Shape
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design, LayerRow
from nnstudio.design.problems import Level, Place, Problem
from nnstudio.i18n import _, ngettext


def row_hints(row: LayerRow, output: Shape) -> list[Problem]:
    """Hints on one row that fits; output: its shape."""
    hints = []
    if row.params.get("activation") == "softmax" and output[-1] == 1:
        message = _(
            "Softmax on a single unit always gives 1, whatever it is shown."
            " Choose sigmoid, or more than one unit."
        )
        hints.append(Problem(Level.HINT, Place.LAYER, message, layer=row.id, field="activation"))
    return hints


def recipe_problems(design: Design, facts: DataFacts) -> list[Problem]:
    """What is wrong between the recipe and the data, whatever the layers."""
    recipe = design.recipe
    problems = []
    if facts.train < 1:
        message = _("No examples are left to train on. Make the validation and test parts smaller.")
        problems.append(Problem(Level.ERROR, Place.DATA, message, field="validation"))
    if recipe.early_stopping is not None and facts.validation < 1:
        message = _(
            "Early stopping watches the validation loss, but there is no validation part."
            " Set one aside in the data, or turn early stopping off."
        )
        problems.append(Problem(Level.ERROR, Place.RECIPE, message, field="early_stopping"))
    if recipe.batching == "mini" and recipe.batch_size > facts.train >= 1:
        message = ngettext(
            "The training part has only {count:,} example, fewer than a batch of {batch:,}:"
            " every update sees the whole set.",
            "The training part has only {count:,} examples, fewer than a batch of {batch:,}:"
            " every update sees the whole set.",
            facts.train,
        ).format(count=facts.train, batch=recipe.batch_size)
        problems.append(Problem(Level.HINT, Place.RECIPE, message, field="batch_size"))
    if recipe.batching == "single":
        problems += [
            _one_at_a_time(row) for row in design.layers if row.enabled and row.kind == "batch_normalization"
        ]
    return problems


def _one_at_a_time(row: LayerRow) -> Problem:
    message = _(
        "BatchNormalization compares the examples of a batch with each other, but learns from one at a"
        " time here. Feed mini-batches instead."
    )
    return Problem(Level.HINT, Place.LAYER, message, layer=row.id)
