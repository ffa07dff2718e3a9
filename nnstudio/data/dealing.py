"""Which rows of a source each part has, whatever the data are and whatever is asked of the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from nnstudio.data.source import Integers, Raw
from nnstudio.data.sources import source_of, source_params
from nnstudio.data.splits import Parts, Rows, deal, deal_apart, deal_beside, deal_in_order, sizes, written_out
from nnstudio.data.text.continued import window_starts
from nnstudio.data.windows import forecast_starts, part_spans
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import DataChoice

Dealer = Callable[[DataChoice, DataFacts, Raw], Parts]


def dealt(choice: DataChoice, facts: DataFacts, raw: Raw) -> Parts:
    """The rows of each part, in the order in which the part has them.

    Of a series they say where a forecast begins, of a text that is continued where a window begins.
    """
    if facts.domain is Domain.TEXT and facts.task is Task.CLASSIFICATION:
        return deal(len(raw.texts or ()), choice, class_numbers(facts, raw), raw.same)
    return _DEALERS.get(facts.task, _examples)(choice, facts, raw)


def class_numbers(facts: DataFacts, raw: Raw) -> Integers | None:
    """The class of each row; None where there are none."""
    return raw.targets.astype(np.int32, copy=False) if facts.classes and raw.targets is not None else None


def _examples(choice: DataChoice, facts: DataFacts, raw: Raw) -> Parts:
    source, count, labels = source_of(choice), len(raw.inputs), class_numbers(facts, raw)
    if source.together is not None:
        together = source.together(source_params(choice))
        blocks = None if labels is None else labels[::together]
        return written_out(_singly(choice, facts, count // together, blocks), together, choice)
    if source.held_out:
        return deal_beside(count, source.held_out, choice, labels, raw.same)
    if source.in_order:
        return deal_in_order(sizes(count, choice))
    return _singly(choice, facts, count, labels, raw.same)


def _singly(
    choice: DataChoice, facts: DataFacts, count: int, labels: Integers | None, same: Integers | None = None
) -> Parts:
    if not facts.unusual:
        return deal(count, choice, labels, same)
    assert labels is not None
    return deal_apart(labels, facts.classes.index(facts.unusual), choice, same)


def _texts_with_answers(choice: DataChoice, _facts: DataFacts, raw: Raw) -> Parts:
    return deal(len(raw.texts or ()), choice, None, raw.same)


def _forecasts(choice: DataChoice, _facts: DataFacts, raw: Raw) -> Parts:
    spans = part_spans(sizes(len(raw.inputs), choice))
    return _parts(*(forecast_starts(span, choice) for span in spans))


def _stretches_of_text(choice: DataChoice, _facts: DataFacts, raw: Raw) -> Parts:
    (text,) = raw.texts or ("",)
    spans = part_spans(sizes(len(text), choice))
    return _parts(*(window_starts(span, choice.length) for span in spans))


def _parts(train: range, validation: range, test: range) -> Parts:
    return Parts(_rows(train), _rows(validation), _rows(test))


def _rows(span: range) -> Rows:
    return np.arange(span.start, span.stop, span.step, dtype=np.int64)


# By what is asked of the network, where its examples are not rows that are dealt one by one.
_DEALERS: Final[Mapping[Task, Dealer]] = {
    Task.FORECAST: _forecasts,
    Task.TRANSLATION: _texts_with_answers,
    Task.GENERATION: _stretches_of_text,
}
