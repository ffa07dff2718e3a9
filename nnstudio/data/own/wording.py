"""What the texts of a column are written with, counted chunk by chunk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nnstudio.data.text.tokens import normal, split
from nnstudio.design.own import MOST_WORDS, OwnWriting

_COUNTED: Final = 2_000_000  # characters whose words are counted; of longer tables the most that there may be
_REMEMBERED: Final = 2_000_000  # texts
_BETWEEN: Final = "\n"  # texts that are looked at together: composes with nothing


class Wording:
    """Folds in texts; ``writing`` is what they are written with, ``repeated`` how many stood there before."""

    def __init__(self) -> None:
        self._characters: list[set[str]] = [set(), set()]  # as they are, and in small letters
        self._words: list[set[str]] = [set(), set()]
        self._longest = self._longest_in_words = self._length = 0
        self._seen: set[int] = set()
        self.repeated = 0

    def take(self, texts: Sequence[str]) -> None:
        fresh = self._fresh(texts)
        if not fresh:
            return
        joined = _BETWEEN.join(fresh)
        self._take_characters(joined, set(_BETWEEN) if joined.count(_BETWEEN) < len(fresh) else set())
        longest = max(fresh, key=len)
        self._longest = max(self._longest, len(longest))
        self._length += len(joined)
        for text in fresh if self._length <= _COUNTED else (longest,):
            self._take_words(text)

    def _fresh(self, texts: Sequence[str]) -> list[str]:
        """Those that did not stand there before, as far as they are remembered."""
        seen, fresh = self._seen, []
        for text in texts:
            key = hash(text)
            if key in seen:
                self.repeated += 1
                continue
            if len(seen) < _REMEMBERED:
                seen.add(key)
            fresh.append(text)
        return fresh

    def _take_characters(self, joined: str, but: set[str]) -> None:
        plain, small = self._characters
        if joined.isascii():  # whose small letters need no look at the whole again
            found = set(joined) - but
            plain |= found
            small |= set("".join(found).lower())
            return
        for lower_case, characters in zip((False, True), self._characters, strict=True):
            characters |= set(normal(joined, lower_case)) - but

    def _take_words(self, text: str) -> None:
        for lower_case, words in zip((False, True), self._words, strict=True):
            told = split(text, "words", lower_case)
            words.update(told)
            self._longest_in_words = max(self._longest_in_words, len(told))

    def writing(self) -> OwnWriting | None:
        """None where there are no texts."""
        if not self._longest:
            return None
        words = max(map(len, self._words)) if self._length <= _COUNTED else MOST_WORDS
        return OwnWriting(
            characters=max(map(len, self._characters)),
            words=min(words, MOST_WORDS),
            longest=self._longest,
            longest_in_words=max(1, self._longest_in_words),
        )
