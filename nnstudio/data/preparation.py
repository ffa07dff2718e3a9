"""From a choice of data to arrays that a network can learn from.

The order of the work: load, split, measure the scale on the training part, scale, encode the targets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from nnstudio.catalogue.entries import Target
from nnstudio.data.arithmetic import disturbed, fill_gaps
from nnstudio.data.dealing import class_numbers, dealt
from nnstudio.data.description import describe
from nnstudio.data.labels import encode
from nnstudio.data.own.reading import Progress, share, silent
from nnstudio.data.prepared import Prepared, SeriesValues
from nnstudio.data.scaling import apply, fit, fit_bytes, of_levels, unscaled
from nnstudio.data.source import Bytes, Examples, Floats, Raw, Scale
from nnstudio.data.sources import freeze, load, source_of
from nnstudio.data.splits import Rows, sizes
from nnstudio.data.text.continued import continued_text
from nnstudio.data.text.pairs import translated_texts
from nnstudio.data.text.preparation import classified_texts
from nnstudio.data.windows import cut, forecast_starts, part_spans
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import DataChoice

Way = Callable[[DataChoice, DataFacts, Raw, Progress], Prepared]


def prepare(choice: DataChoice, progress: Progress = silent) -> Prepared:
    """Split, scaled and encoded as the choice says; the same choice gives the same arrays.

    Parts come shuffled by the choice's seed, those of a series or a film in the order of time. Quantities to
    predict are scaled like the inputs; ``target_scale`` leads back to their own unit.
    progress: is told how far the reading of own data is. Raises UserError, and Cancelled where that does.
    """
    facts = describe(choice)
    is_text = facts.domain is Domain.TEXT  # which takes as long to be numbered as to be read
    raw = load(choice, share(progress, 0, 1, 2) if is_text else progress)
    prepared = _way(facts)(choice, facts, raw, share(progress, 1, 2, 2) if is_text else silent)
    for part in (prepared.train, prepared.validation, prepared.test):
        freeze(part.stored, part.stored_targets, part.rows, part.labels)
    return replace(prepared, test_is_given=source_of(choice).held_out > 0)


def _examples(choice: DataChoice, facts: DataFacts, raw: Raw, _progress: Progress) -> Prepared:
    if raw.pixels is not None:
        return _bytes(choice, facts, raw, raw.pixels)
    labels, parts = class_numbers(facts, raw), dealt(choice, facts, raw)
    given = fill_gaps(raw.inputs, parts.train) if raw.has_gaps else raw.inputs
    input_scale = fit(choice.scaling, given[parts.train])
    target_scale = _target_scale(choice, facts, raw, parts.train, input_scale)

    def part(rows: Rows) -> Examples:
        inputs = apply(input_scale, given[rows])
        classes = None if labels is None else labels[rows]
        if facts.target is Target.INPUTS:
            return Examples(_disturbed(inputs, rows, choice), inputs, rows, classes)
        if classes is not None:
            return Examples(inputs, encode(classes, facts), rows, classes)
        assert raw.targets is not None
        return Examples(inputs, apply(target_scale, raw.targets[rows].astype(np.float32)), rows)

    return Prepared(
        choice=choice,
        facts=facts,
        train=part(parts.train),
        validation=part(parts.validation),
        test=part(parts.test),
        input_scale=input_scale,
        target_scale=target_scale,
    )


def _bytes(choice: DataChoice, facts: DataFacts, raw: Raw, pixels: Bytes) -> Prepared:
    """Images, and the images to make of them, kept as the bytes that they are."""
    targets = raw.targets
    labels, parts = class_numbers(facts, raw), dealt(choice, facts, raw)
    scale = fit_bytes(choice.scaling, pixels[parts.train])
    levels = of_levels(scale)

    def part(rows: Rows) -> Examples:
        kept = pixels[rows]
        classes = None if labels is None else labels[rows]
        if facts.target is Target.INPUTS:
            clear = Examples(kept, kept, rows, classes, levels)
            return replace(clear, stored=_disturbed(clear.inputs, rows, choice)) if choice.noise else clear
        if classes is not None:
            return Examples(kept, encode(classes, facts), rows, classes, levels)
        assert targets is not None
        return Examples(kept, targets[rows], rows, None, levels)

    return Prepared(
        choice=choice,
        facts=facts,
        train=part(parts.train),
        validation=part(parts.validation),
        test=part(parts.test),
        input_scale=scale,
        target_scale=unscaled(facts.target_shape[-1]) if not _gives_images(facts) else scale,
    )


def _gives_images(facts: DataFacts) -> bool:
    return facts.target is Target.INPUTS or facts.task is Task.NEXT_FRAME


def _disturbed(inputs: Floats, rows: Rows, choice: DataChoice) -> Floats:
    """The inputs with the noise that the seed gives; the very same array without any."""
    return disturbed(inputs, rows, choice.noise, choice.seed) if choice.noise else inputs


def _target_scale(choice: DataChoice, facts: DataFacts, raw: Raw, train: Rows, input_scale: Scale) -> Scale:
    if _gives_images(facts):
        return input_scale
    if facts.target is not Target.NUMBERS or raw.targets is None:
        return unscaled(facts.target_shape[-1])
    return fit(choice.scaling, raw.targets[train].astype(np.float32))


def _forecast(choice: DataChoice, facts: DataFacts, raw: Raw, _progress: Progress) -> Prepared:
    assert raw.times is not None
    count = len(raw.inputs)
    spans = part_spans(sizes(count, choice))
    scale = fit(choice.scaling, raw.inputs[: spans[0].stop])
    values = apply(scale, raw.inputs)
    train, validation, test = (cut(values, forecast_starts(span, choice), choice) for span in spans)
    series = SeriesValues(
        times=raw.times,
        values=raw.inputs[:, 0].astype(np.float64),
        validation_start=spans[1].start if spans[1] else count,
        test_start=spans[2].start if spans[2] else count,
        in_years=source_of(choice).in_years,
    )
    return Prepared(choice, facts, train, validation, test, scale, scale, series)


# How each task is prepared that is not told by examples and their targets alone, whatever the domain.
_WAYS: Final[Mapping[Task, Way]] = {
    Task.FORECAST: _forecast,
    Task.TRANSLATION: translated_texts,
    Task.GENERATION: continued_text,
}
# The same where it takes a domain and a task.
_WAYS_OF_DOMAINS: Final[Mapping[tuple[Domain, Task], Way]] = {
    (Domain.TEXT, Task.CLASSIFICATION): classified_texts,
}


def _way(facts: DataFacts) -> Way:
    return _WAYS_OF_DOMAINS.get((facts.domain, facts.task)) or _WAYS.get(facts.task, _examples)
