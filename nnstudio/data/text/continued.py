"""From one long text to windows: the network reads some characters, and says the next after each of them.

The text is split by place: first the training part, then validation and test. Windows lie side by side, each
wholly within its part, so that nothing of the test part is ever read or asked for in training.
"""

from __future__ import annotations

import numpy as np

from nnstudio.catalogue.entries import Target
from nnstudio.data.own.reading import Progress
from nnstudio.data.prepared import Prepared
from nnstudio.data.scaling import unscaled
from nnstudio.data.source import Examples, Raw, Source
from nnstudio.data.sources import source_of, source_params
from nnstudio.data.splits import Sizes, sizes
from nnstudio.data.text.vocabulary import UNKNOWN
from nnstudio.data.text.writing import Texts, vocabulary_of, vocabulary_size
from nnstudio.data.windows import part_spans
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import DataChoice
from nnstudio.errors import UserError
from nnstudio.i18n import _, grouped, ngettext


def generation_facts(source: Source, choice: DataChoice, characters: Sizes) -> DataFacts:
    """characters: of each part of the text. Raises UserError where a part is too short for one window."""
    _check(choice, characters)
    params = source_params(choice)
    assert source.writing is not None
    size = vocabulary_size(source.writing(params), choice)
    train, validation, test = (len(window_starts(span, choice.length)) for span in part_spans(characters))
    return DataFacts(
        Domain.TEXT,
        Task.GENERATION,
        Target.TOKENS,
        input_shape=(choice.length,),
        target_shape=(choice.length,),
        train=train,
        validation=validation,
        test=test,
        vocabulary=size,
        answers=size,
        target_names=source.target_names,
    )


def continued_text(choice: DataChoice, facts: DataFacts, raw: Raw, _progress: Progress) -> Prepared:
    """Windows of the text ``raw.texts[0]``, and the same moved on by one. Rows say where a window begins."""
    assert raw.texts is not None
    (text,) = raw.texts
    source = source_of(choice)
    assert source.writing is not None
    characters = in_small_letters(text) if choice.lower_case else text
    parts = sizes(len(characters), choice)
    known = vocabulary_of(source.writing(source_params(choice)), choice, (characters[: parts.train],))
    numbers = np.array([known.numbers.get(sign, UNKNOWN) for sign in characters], np.int32)

    def part(span: range) -> Examples:
        rows = np.array(window_starts(span, choice.length), np.int64)
        windows = numbers[rows[:, None] + np.arange(choice.length + 1)]
        return Examples(windows[:, :-1].astype(np.float32), np.ascontiguousarray(windows[:, 1:]), rows)

    train, validation, test = (part(span) for span in part_spans(parts))
    none = unscaled(1)
    return Prepared(choice, facts, train, validation, test, none, none, text=Texts(input=known, texts=()))


def in_small_letters(text: str) -> str:
    """Letter by letter, so that the text keeps its length; the few that would become two stay."""
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)


def window_starts(span: range, length: int) -> range:
    """Where windows begin, side by side; each asks for one character more than it shows."""
    return range(span.start, max(span.start, span.stop - length), length)


def _check(choice: DataChoice, characters: Sizes) -> None:
    if choice.goal == "inputs":
        raise UserError(
            _("The numbers of tokens are no quantities: a text cannot be learned as its own input."),
            hint=_("Choose to learn the target."),
            where="data.goal",
        )
    if choice.tokens != "characters":
        raise UserError(
            _("A text is continued character by character; here its tokens cannot be words."),
            hint=_("Choose characters as tokens."),
            where="data.tokens",
        )
    needed = choice.length + 1
    parts = (
        (characters.train, _("training"), True),
        (characters.validation, _("validation"), False),
        (characters.test, _("test"), False),
    )
    for count, name, is_needed in parts:
        if count < needed and (count > 0 or is_needed):
            raise UserError(
                ngettext(
                    "The {part} part of the text has {count} character, but a window needs {needed}.",
                    "The {part} part of the text has {count} characters, but a window needs {needed}.",
                    max(0, count),
                ).format(part=name, count=grouped(max(0, count)), needed=grouped(needed)),
                hint=_("Choose a smaller length, or make that part larger."),
                where="data.length",
            )
