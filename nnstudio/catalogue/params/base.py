"""What all parameters have: a name, a default, and a sentence for what they refuse."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from nnstudio.catalogue.values import Value
from nnstudio.i18n import _, grouped

_LONGEST_SHOWN = 60  # characters of a refused value that a message repeats


class ParamError(ValueError):
    """A value that a parameter refuses; its text is the sentence to show.

    path: the names of the parameters that lead to the value, outermost first.
    """

    def __init__(self, message: str, path: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    def within(self, name: str) -> ParamError:
        """The same error, seen from the parameter that holds this one."""
        return ParamError(self.message, (name, *self.path))


def number_text(number: float) -> str:
    """A number as the interface writes it: thousands separators, no needless digits."""
    return grouped(number) if isinstance(number, int) else f"{number:g}"


@dataclass(frozen=True, kw_only=True)
class Param(ABC):
    """One parameter. ``name`` is Keras' own; ``title`` and ``help`` are marked with ``N_``.

    ``advanced`` ones are folded away in forms until asked for.
    """

    name: str
    title: str
    help: str
    default: Value
    advanced: bool = False

    @abstractmethod
    def check(self, value: Value) -> Value:
        """The value in its normal form; raises ParamError with a whole sentence."""

    @abstractmethod
    def requirement(self) -> str:
        """What a value must be, to follow "must be": "a whole number from 1 to 512"."""

    def text(self, value: Value) -> str:
        """The value as a row or a message shows it."""
        return str(value)

    def argument(self, value: Value) -> object:
        """The value as Keras' constructor takes it."""
        return value

    def refuse(self, value: object) -> ParamError:
        shown = value if isinstance(value, str) else repr(value)
        if isinstance(value, tuple):
            shown = "×".join(map(str, value))
        if len(shown) > _LONGEST_SHOWN:
            shown = shown[:_LONGEST_SHOWN] + "…"
        return ParamError(
            _("{name} must be {requirement}; got {value}.").format(
                name=_(self.title), requirement=self.requirement(), value=shown
            )
        )
