"""Parameters of one value: a number, a switch, a choice."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.catalogue.params.base import Param, number_text
from nnstudio.catalogue.values import Value
from nnstudio.i18n import _


@dataclass(frozen=True, kw_only=True)
class Int(Param):
    """zero: what 0 stands for, marked with ``N_`` ("automatic"), which is None to Keras; "" where it is
    a number as any other."""

    default: int
    min: int
    max: int
    unit: str = ""
    zero: str = ""

    def check(self, value: Value) -> int:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole or not self.min <= value <= self.max:  # type: ignore[operator]
            raise self.refuse(value)
        return int(value)  # type: ignore[arg-type]

    def requirement(self) -> str:
        low, high = number_text(self.min + bool(self.zero)), number_text(self.max)
        if self.zero:
            form = _("a whole number from {min} to {max}, or 0 ({zero})")
            return form.format(min=low, max=high, zero=_(self.zero))
        return _("a whole number from {min} to {max}").format(min=low, max=high)

    def argument(self, value: Value) -> object:
        """Where 0 stands for something else, Keras says None."""
        return None if self.zero and value == 0 else value

    def text(self, value: Value) -> str:
        if value == 0 and self.zero:
            return _(self.zero)
        return number_text(value) if isinstance(value, int) else str(value)


@dataclass(frozen=True, kw_only=True)
class Float(Param):
    """zero: what 0 stands for, marked with ``N_`` ("off"), which is None to Keras; "" where it is a number
    as any other."""

    default: float
    min: float
    max: float
    open_min: bool = False  # the lower bound itself is refused
    unit: str = ""
    zero: str = ""

    def check(self, value: Value) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse(value)
        if not self.min <= value <= self.max or (self.open_min and value == self.min):
            raise self.refuse(value)
        return float(value)

    def requirement(self) -> str:
        if self.zero:
            form = _("a number up to {max}, or 0 ({zero})")
        elif self.open_min:
            form = _("a number above {min} and up to {max}")
        else:
            form = _("a number from {min} to {max}")
        return form.format(min=number_text(self.min), max=number_text(self.max), zero=_(self.zero))

    def argument(self, value: Value) -> object:
        """Where 0 stands for something else, Keras says None."""
        return None if self.zero and value == 0 else value

    def text(self, value: Value) -> str:
        if value == 0 and self.zero:
            return _(self.zero)
        return number_text(value) if isinstance(value, int | float) else str(value)


@dataclass(frozen=True, kw_only=True)
class Bool(Param):
    default: bool

    def check(self, value: Value) -> bool:
        if not isinstance(value, bool):
            raise self.refuse(value)
        return value

    def requirement(self) -> str:
        return _("on or off (true or false)")

    def text(self, value: Value) -> str:
        return _("on") if value else _("off")


@dataclass(frozen=True)
class Option:
    """One choice: the key that is stored, the title (marked with ``N_``) that is shown.

    The key "" is for nothing of the kind, which is None to Keras.
    """

    key: str
    title: str
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice(Param):
    default: str
    options: tuple[Option, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options)

    def check(self, value: Value) -> str:
        if not isinstance(value, str) or value not in self.keys:
            raise self.refuse(value)
        return value

    def requirement(self) -> str:
        return _("one of {choices}").format(choices=", ".join(self.keys))

    def text(self, value: Value) -> str:
        return next((_(option.title) for option in self.options if option.key == value), str(value))

    def argument(self, value: Value) -> object:
        return value or None


@dataclass(frozen=True, kw_only=True)
class Label(Param):
    """A name out of a list that only the data know, or "" for none of them.

    none: what that stands for, marked with ``N_``. longest: of a name, in characters.
    """

    default: str = ""
    none: str
    longest: int = 200

    def check(self, value: Value) -> str:
        if not isinstance(value, str) or len(value) > self.longest or not value.isprintable():
            raise self.refuse(value)
        return value

    def requirement(self) -> str:
        return _("a name of at most {longest} characters, or empty ({none})").format(
            longest=number_text(self.longest), none=_(self.none)
        )

    def text(self, value: Value) -> str:
        return _(str(value)) if value else _(self.none)
