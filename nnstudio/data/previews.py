"""The small part of prepared data that the window holds and shows."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import numpy as np

from nnstudio.catalogue.entries import Target
from nnstudio.data.baselines import baselines
from nnstudio.data.own.repeats import hashes_of
from nnstudio.data.prepared import Prepared, Preview
from nnstudio.data.scaling import apply
from nnstudio.data.source import Examples
from nnstudio.data.sources import freeze, source_of
from nnstudio.data.text.measures import Measures, measure
from nnstudio.data.text.writing import Texts
from nnstudio.design.facts import DataFacts, Domain

_NUMBERS: Final = 200_000  # numbers of the inputs of one part, 0.8 MB
_FEWEST, _MOST = 64, 1_000
_FEWEST_TEXTS: Final = 48
_MARGIN: Final = 0.1


def preview(prepared: Prepared) -> Preview:
    """The first examples of the training part, and of the validation part or else of training again."""
    many = _how_many(prepared.facts)
    train = _first(prepared.train, many)
    has_validation = len(prepared.validation) > 0
    shown = _first(prepared.validation, many) if has_validation else train
    return Preview(
        choice=prepared.choice,
        facts=prepared.facts,
        train=train,
        shown=shown,
        shown_is_validation=has_validation,
        input_scale=prepared.input_scale,
        target_scale=prepared.target_scale,
        extent=_extent(prepared) if prepared.facts.domain is Domain.POINTS else None,
        series=prepared.series,
        class_counts=_class_counts(prepared),
        tested_twice=_tested_twice(prepared) if prepared.test_is_given else 0,
        baselines=baselines(prepared, prepared.validation if has_validation else prepared.train),
        text=None if prepared.text is None else _texts(prepared.text, shown),
        train_text=None if prepared.text is None else _texts(prepared.text, train),
        measures=None if prepared.text is None else _measured(prepared, prepared.text),
    )


def _how_many(facts: DataFacts) -> int:
    """Answers of token after token are the larger ones: a number for each token at each place."""
    if not facts.answers:
        return min(_MOST, max(_FEWEST, _NUMBERS // math.prod(facts.input_shape)))
    return min(_MOST, max(_FEWEST_TEXTS, _NUMBERS // (math.prod(facts.target_shape) * facts.answers)))


def _texts(text: Texts, shown: Examples) -> Texts:
    """The texts of some rows, in step with them; of one long text there are none."""
    if not text.texts:
        return text
    return replace(
        text,
        texts=tuple(text.texts[row] for row in shown.rows),
        answers=tuple(text.answers[row] for row in shown.rows) if text.answers else (),
    )


def _measured(prepared: Prepared, text: Texts) -> Measures | None:
    """Of texts that are many; of one long text there is nothing to measure."""
    if not text.texts:
        return None
    training, others = (
        (text.texts[row] for row in part.rows) for part in (prepared.train, prepared.validation)
    )
    return measure(text.input, training, others)


def _first(part: Examples, many: int) -> Examples:
    """Copies, so that a preview keeps no large array alive; targets that are the inputs stay so."""
    inputs = part.read(slice(many)).copy()
    targets = inputs if part.gives_back else part.read_targets(slice(many)).copy()
    labels = None if part.labels is None else part.labels[:many].copy()
    first = Examples(inputs, targets, part.rows[:many].copy(), labels)
    freeze(first.inputs, first.targets, first.rows, first.labels)
    return first


def _extent(prepared: Prepared) -> tuple[float, float, float, float]:
    """The plane that the points stand on, or the smallest square around them with a margin on every side;
    a rectangle around points of one's own, whose two quantities have each a unit of its own."""
    half = source_of(prepared.choice).plane
    if half:
        corners = apply(prepared.input_scale, np.array([[-half, -half], [half, half]], np.float32))
        return (*corners[:, 0].tolist(), *corners[:, 1].tolist())
    parts = (prepared.train, prepared.validation, prepared.test)
    points = np.concatenate([part.inputs for part in parts])
    low, high = points.min(axis=0).astype(float), points.max(axis=0).astype(float)
    x, y = ((low + high) / 2).tolist()
    sides = high - low if prepared.choice.own is not None else np.full(2, (high - low).max())
    wide, tall = (float(side) / 2 * (1 + _MARGIN) or 1.0 for side in sides)
    return (x - wide, x + wide, y - tall, y + tall)


def _tested_twice(prepared: Prepared) -> int:
    """Examples of the test part that stand in the others too, number for number."""
    gives_back = prepared.facts.target is Target.INPUTS  # whose inputs may have noise of their own
    train, validation, test = (
        hashes_of(part.stored_targets if gives_back else part.stored)
        for part in (prepared.train, prepared.validation, prepared.test)
    )
    return int(np.isin(test, np.concatenate([train, validation])).sum())


def _class_counts(prepared: Prepared) -> tuple[tuple[int, ...], ...]:
    classes = len(prepared.facts.classes)
    parts = (prepared.train.labels, prepared.validation.labels, prepared.test.labels)
    if not classes or any(labels is None for labels in parts):
        return ()
    return tuple(
        tuple(np.bincount(labels, minlength=classes).tolist()) for labels in parts if labels is not None
    )
