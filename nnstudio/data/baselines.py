"""The naive answers to each task: what a network must beat before its number means anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from immutabledict import immutabledict
from numpy.typing import NDArray

from nnstudio.data.prepared import Baseline, Prepared
from nnstudio.data.principal import looked_at, principal
from nnstudio.data.scores import score_of
from nnstudio.data.source import Examples
from nnstudio.data.text import naive
from nnstudio.data.windows import season_rows
from nnstudio.design.facts import DataFacts, Task
from nnstudio.i18n import N_

Answers = NDArray[Any]

_MOST_NUMBERS: Final = 20_000_000
_MOST_IN_IMAGES: Final = 4_000_000  # of answers without tokens: principal components are many answers
_ROWS: Final = 1_000  # that are read at once
_SMALLEST: Final = 1e-7  # a share of 0 has no logarithm; Keras cuts it off here


@dataclass(frozen=True)
class NaiveAnswer:
    """title: such as "most frequent class", marked with ``N_``.

    answers: to the examples of a part, in the form of a network's answers, knowing the training part alone.
    width: of the narrow layer of the networks that it compares to; 0 where that plays no part.
    """

    title: str
    answers: Callable[[Prepared, Examples], Answers]
    width: int = 0


def _class_shares(prepared: Prepared, part: Examples) -> Answers:
    """(n, classes): how frequent each class is in the training part, whatever the example."""
    assert prepared.train.labels is not None
    counts = np.bincount(prepared.train.labels, minlength=len(prepared.facts.classes))
    return np.tile(counts / counts.sum(), (len(part), 1))


def _mean(prepared: Prepared, part: Examples) -> Answers:
    """(n, *target_shape): the mean of the training part."""
    train = prepared.train
    starts = range(0, len(train), _ROWS)
    sums = (train.read_targets(slice(at, at + _ROWS)).sum(axis=0, dtype=np.float64) for at in starts)
    mean = sum(sums) / len(train)
    return np.broadcast_to(mean, (len(part), *mean.shape))


def _last_value(prepared: Prepared, part: Examples) -> Answers:
    """(n, horizon): the last value that the network sees, again and again."""
    return np.broadcast_to(part.inputs[:, -1, :1], part.targets.shape)


def _last_frame(prepared: Prepared, part: Examples) -> Answers:
    """(n, height, width, channels): the last frame that the network sees, once more."""
    return part.inputs[:, -1]


def _season(prepared: Prepared, part: Examples) -> Answers:
    """(n, horizon): the newest known value of the same season, such as last year's of the same month."""
    assert prepared.series is not None
    rows = season_rows(part.rows, part.targets.shape[1], prepared.facts.season)
    scale = prepared.target_scale
    return (prepared.series.values[rows] - scale.offset) / scale.factor


def _forecasts(prepared: Prepared) -> tuple[NaiveAnswer, ...]:
    last = NaiveAnswer(N_("last value"), _last_value)
    return (last, NaiveAnswer(N_("season's last value"), _season)) if prepared.facts.season else (last,)


def _given_back(prepared: Prepared) -> tuple[NaiveAnswer, ...]:
    """The mean, what comes in, and for each width of a narrow layer as many principal components.

    These are of the clean training part, also where the examples to give back are noisy.
    """
    train = prepared.train
    seen = train.read_targets(slice(looked_at(len(train), math.prod(prepared.facts.target_shape))))
    found = principal(seen.reshape(len(seen), -1))

    def of_width(width: int) -> NaiveAnswer:
        def answers(prepared: Prepared, part: Examples) -> Answers:
            flat = part.inputs.reshape(len(part), -1)
            return found.given_back(flat, width).reshape(part.targets.shape)

        return NaiveAnswer(N_("PCA of the same width"), answers, width)

    noisy = (NaiveAnswer(N_("the noisy input"), lambda prepared, part: part.inputs),)
    components = tuple(of_width(width) for width in range(1, len(found.axes) + 1))
    return (*_MEAN, *(noisy if prepared.choice.noise else ()), *components)


_MEAN: Final = (NaiveAnswer(N_("mean"), _mean),)

NAIVE: Final[Mapping[Task, Callable[[Prepared], tuple[NaiveAnswer, ...]]]] = {
    Task.CLASSIFICATION: lambda prepared: (NaiveAnswer(N_("most frequent class"), _class_shares),),
    Task.REGRESSION: lambda prepared: _MEAN,
    Task.RECONSTRUCTION: _given_back,
    Task.FORECAST: _forecasts,
    Task.NEXT_FRAME: lambda prepared: (*_MEAN, NaiveAnswer(N_("last frame"), _last_frame)),
    Task.TRANSLATION: lambda prepared: (
        NaiveAnswer(N_("most frequent answer"), naive.most_frequent_answer),
        NaiveAnswer(N_("answer to the nearest question"), naive.nearest_answer),
    ),
    Task.GENERATION: lambda prepared: (
        NaiveAnswer(N_("frequencies of characters"), naive.token_shares),
        NaiveAnswer(N_("frequencies of pairs"), naive.shares_after_each_token),
    ),
}


def baselines(prepared: Prepared, part: Examples) -> tuple[Baseline, ...]:
    """How good each naive answer to a part of the data is; nothing for a part without examples."""
    if not len(part):
        return ()
    part = _some(part, prepared.facts)
    return tuple(
        _baseline(answer, prepared, part, answer.answers(prepared, part))
        for answer in NAIVE[prepared.facts.task](prepared)
    )


def _some(part: Examples, facts: DataFacts) -> Examples:
    """The whole part, but no more of it than answers fit in memory: of texts a number for each token."""
    size = math.prod(facts.target_shape)
    most = _MOST_NUMBERS // (facts.answers * size) if facts.answers else _MOST_IN_IMAGES // size
    return part if len(part) <= most else part.cut(slice(max(1, most)))


def _baseline(answer: NaiveAnswer, prepared: Prepared, part: Examples, answers: Answers) -> Baseline:
    numbers = {key: number(part, answers) for key, number in _numbers(prepared.facts).items()}
    score = score_of(prepared)
    return Baseline(
        title=answer.title,
        metric=score.key,
        value=score.measure(prepared, part, answers),
        plotted=immutabledict(numbers),
        width=answer.width,
    )


def _right(part: Examples, answers: Answers) -> float:
    return float(np.mean(answers.argmax(axis=-1) == part.labels))


def _surprise(part: Examples, answers: Answers) -> float:
    """Cross-entropy: the mean of −ln p of the true class."""
    assert part.labels is not None
    shares = answers[np.arange(len(part)), part.labels]
    return float(-np.log(np.maximum(shares, _SMALLEST)).mean())


def _squared(part: Examples, answers: Answers) -> float:
    return float(np.square(_errors(part, answers)).mean())


def _root_squared(part: Examples, answers: Answers) -> float:
    return float(np.sqrt(_squared(part, answers)))


def _absolute(part: Examples, answers: Answers) -> float:
    return float(np.abs(_errors(part, answers)).mean())


def _errors(part: Examples, answers: Answers) -> Answers:
    return answers.reshape(part.targets.shape).astype(np.float64) - part.targets


Number = Callable[[Examples, Answers], float]

_OF_CLASSES: Final[Mapping[str, Number]] = {
    "categorical_accuracy": _right,
    "sparse_categorical_accuracy": _right,
    "categorical_crossentropy": _surprise,
    "sparse_categorical_crossentropy": _surprise,
}
_OF_TWO_CLASSES: Final[Mapping[str, Number]] = {
    **_OF_CLASSES,
    "binary_accuracy": _right,
    "binary_crossentropy": _surprise,
}
_OF_QUANTITIES: Final[Mapping[str, Number]] = {
    "mean_squared_error": _squared,
    "root_mean_squared_error": _root_squared,
    "mean_absolute_error": _absolute,
}
_OF_ANSWERS: Final[Mapping[str, Number]] = {
    "exact_match": naive.exact_match,
    "sparse_categorical_accuracy": naive.tokens_right,
}
_OF_TEXTS: Final[Mapping[str, Number]] = {
    "sparse_categorical_accuracy": naive.tokens_right,
    "sparse_categorical_crossentropy": naive.surprise,
    "perplexity": naive.perplexity,
}

_NUMBERS: Final[Mapping[Task, Mapping[str, Number]]] = {
    Task.CLASSIFICATION: _OF_CLASSES,
    Task.REGRESSION: _OF_QUANTITIES,
    Task.RECONSTRUCTION: _OF_QUANTITIES,
    Task.FORECAST: _OF_QUANTITIES,
    Task.NEXT_FRAME: _OF_QUANTITIES,
    Task.TRANSLATION: _OF_ANSWERS,
    Task.GENERATION: _OF_TEXTS,
}


def _numbers(facts: DataFacts) -> Mapping[str, Number]:
    """The losses and metrics, by the catalogue's keys, that follow from naive answers as from a network's."""
    if facts.task is Task.CLASSIFICATION and len(facts.classes) == 2:
        return _OF_TWO_CLASSES
    return _NUMBERS.get(facts.task, {})
