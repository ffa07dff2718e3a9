"""Why a layer cannot be where it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nnstudio.i18n import _


class ShapeError(ValueError):
    """Shapes and parameters that do not fit together.

    sentence: why it cannot be and what to do; where two inputs do not fit together, with ``{first}`` and
    ``{second}`` in place of their names, which only the list of rows knows. Or what words it when it is read:
    whoever tries out many shapes reads few sentences.
    param: the parameter to change, or "". between: the numbers of those two inputs, from 0.
    """

    def __init__(
        self, sentence: str | Callable[[], str], param: str = "", between: tuple[int, int] | None = None
    ) -> None:
        super().__init__(sentence)
        self._sentence = sentence
        self.param = param
        self.between = between

    def __str__(self) -> str:
        return self.message

    @property
    def sentence(self) -> str:
        return self._sentence if isinstance(self._sentence, str) else self._sentence()

    @property
    def message(self) -> str:
        """The sentence where nothing is known of rows."""
        last = -1 if self.between is None else max(self.between)
        return self.naming([_("input {number}").format(number=at + 1) for at in range(last + 1)])

    def naming(self, names: Sequence[str]) -> str:
        """The sentence; names: of what is read, in the order of the inputs."""
        if self.between is None:
            return self.sentence
        first, second = self.between
        return self.sentence.format(first=names[first], second=names[second])
