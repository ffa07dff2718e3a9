"""A table whose input is a text: told apart by its class, or translated into another text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.values import Params
from nnstudio.data.own.chunks import Chunk, are_empty, is_empty, texts_of
from nnstudio.data.own.codes import Codes
from nnstudio.data.own.dialects import Decimal
from nnstudio.data.own.reading import refusal
from nnstudio.data.source import Integers, Raw
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain
from nnstudio.design.own import OwnColumn, OwnTable, OwnWriting
from nnstudio.i18n import _, names

_MANY_WORDS: Final = {"class": 6, "text": 3}  # of the longest text: from there on tokens are words
_LONGEST: Final = {"words": 100, "characters": 64}  # tokens that are read at first
_LONGEST_ANSWER: Final = {"words": 20, "characters": 40}
_VOCABULARY: Final = 5_000


def reads_text(table: OwnTable) -> bool:
    return any(column.role == "input" and column.kind == "text" for column in table.columns)


def check_text_roles(inputs: list[OwnColumn], targets: list[OwnColumn]) -> None:
    """Raises UserError where texts are mixed with what cannot stand beside them."""
    texts = [column for column in inputs if column.kind == "text"]
    if not texts:
        if any(column.kind == "text" for column in targets):
            raise refusal(
                _("A text can only be given back for a text."), _("Choose a text as the only input.")
            )
        return
    if not targets:
        raise refusal(_("No column is the target."), _("Choose what the network shall tell."))
    if len(inputs) > 1:
        raise refusal(
            _("A text is read alone, without other columns beside it."),
            _("Choose one text as the only input, or none."),
        )
    if len(targets) != 1 or targets[0].kind == "number":
        raise refusal(
            _("From a text one learns one class, or one other text."),
            _("Choose one target, and take it as a class or a text."),
        )


def describe_texts(table: OwnTable) -> dict[str, Any]:
    """Fields of a Source."""
    asked, target = _columns(table)
    given = target.writing
    assert asked.writing is not None, "a text that is used has been counted"
    return {
        "domain": Domain.TEXT,
        "input_shape": (0,),
        "target_names": names((target.name,)),
        "classes": names(target.categories),
        "writing": as_writing(asked.writing),
        "answer_writing": None if given is None else as_writing(given),
        "preparation": reading_of(asked.writing, given),
    }


def reading_of(asked: OwnWriting, given: OwnWriting | None = None) -> Params:
    """Fields of a DataChoice that suit texts, and the texts to give back if there are some."""
    tokens = _tokens(asked, given)
    most = (_LONGEST if given is None else _LONGEST_ANSWER)[tokens]
    longest = max(_length(each, tokens) for each in (asked, given) if each is not None)
    return immutabledict(tokens=tokens, lower_case=True, length=min(most, longest), vocabulary=_VOCABULARY)


def _columns(table: OwnTable) -> tuple[OwnColumn, OwnColumn]:
    asked = next(column for column in table.columns if column.role == "input")
    return asked, next(column for column in table.columns if column.role == "target")


def _tokens(*writings: OwnWriting | None) -> str:
    """A class hangs on letters where texts are short; a translation goes word by word wherever it can."""
    several = [each.longest_in_words for each in writings if each is not None]
    enough = _MANY_WORDS["text" if len(several) > 1 else "class"]
    return "words" if max(several) >= enough else "characters"


def _length(writing: OwnWriting, tokens: str) -> int:
    return writing.longest_in_words if tokens == "words" else writing.longest


def as_writing(found: OwnWriting) -> Callable[[object], Writing]:
    """As a Source has it."""
    writing = Writing(
        found.characters, found.words, longest=found.longest, longest_in_words=found.longest_in_words
    )
    return lambda params: writing


class TextRows:
    """Texts with class numbers or texts to give back, taken chunk by chunk. done: how many there are."""

    def __init__(self, table: OwnTable) -> None:
        self._decimal: Decimal = table.decimal
        columns = list(enumerate(table.columns))
        self._input = next(at for at, column in columns if column.role == "input")
        self._target, target = next((at, column) for at, column in columns if column.role == "target")
        self._codes = Codes(target) if target.kind == "category" else None
        self._texts: list[str] = []
        self._answers: list[str] = []
        self._labels: list[Integers] = []
        self.done = 0

    def take(self, chunk: Chunk) -> None:
        asked, answers = texts_of(chunk.columns[self._input]), chunk.columns[self._target]
        good = ~are_empty(asked) & ~is_empty(answers)
        codes = None if self._codes is None else self._codes.of(answers, self._decimal)
        if codes is not None:
            good &= ~np.isnan(codes)
            self._labels.append(codes[good].astype(np.int32))
        else:
            self._answers += _kept(texts_of(answers), good)
        self._texts += _kept(asked, good)
        self.done += int(good.sum())

    def raw(self) -> Raw:
        return Raw(
            np.zeros((self.done, 0), np.float32),
            np.concatenate(self._labels) if self._codes is not None else None,
            texts=tuple(self._texts),
            answers=tuple(self._answers) if self._codes is None else None,
        )


def _kept(texts: list[str], good: np.ndarray[Any, np.dtype[np.bool_]]) -> list[str]:
    return [text for text, is_good in zip(texts, good.tolist(), strict=True) if is_good]
