"""Generated texts to measure speed with, as whole numbers: networks that read need something to read.

They follow rules that can be learnt, but they are no data for a person to look at, and the data room does
not know them: ``Workshop`` is given them for the choice that stands for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.catalogue.entries import Target
from nnstudio.data.prepared import Prepared
from nnstudio.data.scaling import unscaled
from nnstudio.data.source import Examples
from nnstudio.data.splits import sizes
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import DataChoice

WORDS, WORDS_LONG, WORDS_EXAMPLES = 5_000, 80, 5_000
CHARACTERS, CHARACTERS_LONG, CHARACTERS_EXAMPLES = 60, 60, 2_500

WORD_TEXTS: Final = DataChoice(source="bench-words")
CHARACTER_TEXTS: Final = DataChoice(source="bench-characters")

Integers = NDArray[np.int32]


def own_data(choice: DataChoice) -> Mapping[DataChoice, Prepared]:
    """The data that a choice of this file stands for; empty for any other choice."""
    make = _MAKERS.get(choice)
    return {} if make is None else {choice: make(choice)}


def _word_texts(choice: DataChoice) -> Prepared:
    """Texts of numbers of words, and whether common words outnumber rare ones in each."""
    random = np.random.default_rng(0)
    common = random.uniform(0.3, 0.7, size=(WORDS_EXAMPLES, 1))
    drawn = random.integers(0, WORDS // 2, size=(WORDS_EXAMPLES, WORDS_LONG))
    is_common = random.random(drawn.shape) < common
    labels = is_common.mean(axis=1) > 0.5
    return _prepared(choice, np.where(is_common, drawn, drawn + WORDS // 2), labels, WORDS, 2)


def _character_texts(choice: DataChoice) -> Prepared:
    """Pieces of one long text in which every character is mostly followed by the same few."""
    random = np.random.default_rng(0)
    followers = random.integers(0, CHARACTERS, size=(CHARACTERS, 3))
    text = [0]
    for pick in random.integers(0, 3, size=CHARACTERS_EXAMPLES + CHARACTERS_LONG):
        text.append(int(followers[text[-1], pick]))
    pieces = np.lib.stride_tricks.sliding_window_view(np.array(text), CHARACTERS_LONG + 1)
    pieces = pieces[:CHARACTERS_EXAMPLES]
    return _prepared(choice, pieces[:, :-1], pieces[:, -1], CHARACTERS, CHARACTERS)


def _prepared(
    choice: DataChoice,
    inputs: NDArray[np.integer],
    labels: NDArray[np.generic],
    vocabulary: int,
    classes: int,
) -> Prepared:
    """As the data room would give them: whole numbers as float32, classes (n, 1)."""
    parts = sizes(len(inputs), choice)
    facts = DataFacts(
        domain=Domain.TABLE,
        task=Task.CLASSIFICATION,
        target=Target.INTEGERS,
        input_shape=inputs.shape[1:],
        target_shape=(1,),
        classes=tuple(str(number) for number in range(classes)),
        train=parts.train,
        validation=parts.validation,
        vocabulary=vocabulary,
    )

    def part(start: int, stop: int) -> Examples:
        rows = np.arange(start, stop, dtype=np.int64)
        numbers = labels[start:stop].astype(np.int32)
        return Examples(inputs[start:stop].astype(np.float32), numbers[:, None], rows, numbers)

    end = parts.train + parts.validation
    return Prepared(
        choice=choice,
        facts=facts,
        train=part(0, parts.train),
        validation=part(parts.train, end),
        test=part(end, end),
        input_scale=unscaled(inputs.shape[-1]),
        target_scale=unscaled(1),
    )


_MAKERS: Mapping[DataChoice, Callable[[DataChoice], Prepared]] = {
    WORD_TEXTS: _word_texts,
    CHARACTER_TEXTS: _character_texts,
}
