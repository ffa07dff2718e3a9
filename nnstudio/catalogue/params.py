"""Parameters: each tests a value and writes its own sentence.

A form, a file, the command line and the tests all read the same object, so a bound is stated once.
"""

from __future__ import annotations

import difflib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import cast

from nnstudio.catalogue.values import Params, Part, Shape, Value, frozen_mapping
from nnstudio.i18n import _

AxesRule = Callable[[Sequence[Shape], Params], int]
"""Shapes that a layer reads, and its parameters."""

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
    return f"{number:,}" if isinstance(number, int) else f"{number:g}"


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
class Numbers(Param):
    """Several numbers, such as the two ends of a range.

    fewest, most: how many. rising: each has to be larger than the one before. none: what no number at all
    stands for, marked with ``N_`` ("noise"), which is None to Keras; it takes one number where ``most`` is 1.
    """

    default: tuple[float, ...]
    fewest: int = 1
    most: int = 1_000
    min: float = -1e9
    max: float = 1e9
    open_min: bool = False  # the lower bound itself is refused
    rising: bool = False
    none: str = ""

    def check(self, value: Value) -> tuple[float, ...]:
        if value == () and self.none:
            return ()
        several = value if isinstance(value, tuple) else (value,)
        if not self.fewest <= len(several) <= self.most or not all(map(self._fits, several)):
            raise self.refuse(value)
        numbers = tuple(float(number) for number in several)  # type: ignore[arg-type]
        if self.rising and any(low >= high for low, high in pairwise(numbers)):
            raise self.refuse(value)
        return numbers

    def _fits(self, number: object) -> bool:
        if isinstance(number, bool) or not isinstance(number, int | float):
            return False
        return self.min <= number <= self.max and not (self.open_min and number == self.min)

    def requirement(self) -> str:
        parts = [
            self._how_many(),
            (_("above {min} and up to {max}") if self.open_min else _("from {min} to {max}")).format(
                min=number_text(self.min), max=number_text(self.max)
            ),
        ]
        if self.rising:
            parts.append(_("each larger than the one before"))
        if self.none:
            return _("{what}, or nothing ({none})").format(what=", ".join(parts), none=_(self.none))
        return _("{what}, such as {example}").format(what=", ".join(parts), example=self.text(self.default))

    def _how_many(self) -> str:
        if self.most == 1:
            return _("a number")
        if self.fewest == self.most:
            return _("{count} numbers").format(count=number_text(self.fewest))
        form = _("{fewest} to {most} numbers")
        return form.format(fewest=number_text(self.fewest), most=number_text(self.most))

    def argument(self, value: Value) -> object:
        if self.none and value == ():
            return None
        return value[0] if self.most == 1 and isinstance(value, tuple) else value

    def text(self, value: Value) -> str:
        if value == () and self.none:
            return _(self.none)
        return "; ".join(f"{number:g}" for number in value) if isinstance(value, tuple) else str(value)


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


@dataclass(frozen=True, kw_only=True)
class Sizes(Param):
    """A size for each of ``count`` axes, such as a kernel: 3 stands for 3×3.

    none: what None stands for, marked with ``N_`` ("as pool size"); "" where None is refused.
    pairs: two of them belong to each axis, for before and after, and stand together in Keras.
    """

    default: tuple[int, ...] | None
    count: int
    min: int
    max: int
    none: str = ""
    pairs: bool = False

    def check(self, value: Value) -> tuple[int, ...] | None:
        if value is None and self.none:
            return None
        sizes = (value,) * self.count if isinstance(value, int) else value
        if not isinstance(sizes, tuple) or len(sizes) != self.count:
            raise self.refuse(value)
        if not all(type(size) is int and self.min <= size <= self.max for size in sizes):
            raise self.refuse(value)
        return cast("tuple[int, ...]", sizes)

    def requirement(self) -> str:
        if self.count == 1:
            return self._requirement_of_one()
        form = _("{count} whole numbers from {min} to {max}, such as {example}")
        if self.none:
            form = _("{count} whole numbers from {min} to {max}, such as {example}, or null ({none})")
        return form.format(
            count=self.count,
            min=number_text(self.min),
            max=number_text(self.max),
            example=self.text(self.default or (2,) * self.count),
            none=_(self.none),
        )

    def argument(self, value: Value) -> object:
        if not self.pairs or not isinstance(value, tuple) or self.count == 2:
            return value
        return tuple(zip(value[::2], value[1::2], strict=True))

    def _requirement_of_one(self) -> str:
        form = _("a whole number from {min} to {max}")
        if self.none:
            form = _("a whole number from {min} to {max}, or null ({none})")
        return form.format(min=number_text(self.min), max=number_text(self.max), none=_(self.none))

    def text(self, value: Value) -> str:
        if value is None:
            return _(self.none)
        sign = ", " if self.pairs else "×"
        return sign.join(str(size) for size in value) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, kw_only=True)
class ShapeParam(Param):
    """A whole shape; one axis may be -1, to be worked out from the rest, if ``is_open``."""

    default: tuple[int, ...]
    max_axes: int = 4
    max: int = 65_536
    is_open: bool = True

    def check(self, value: Value) -> tuple[int, ...]:
        shape = (value,) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(shape, tuple) or not 1 <= len(shape) <= self.max_axes:
            raise self.refuse(value)
        if not all(type(size) is int and (size == -1 or 1 <= size <= self.max) for size in shape):
            raise self.refuse(value)
        if shape.count(-1) > self.is_open:
            raise self.refuse(value)
        return cast("tuple[int, ...]", shape)

    def requirement(self) -> str:
        if not self.is_open:
            form = _("1 to {axes} whole numbers from 1 to {max}, such as {example}")
            return form.format(axes=self.max_axes, max=number_text(self.max), example=self.text(self.default))
        return _("1 to {axes} sizes such as 7×7×8, one of which may be -1").format(axes=self.max_axes)

    def text(self, value: Value) -> str:
        return "×".join(str(size) for size in value) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, kw_only=True)
class Rising(Param):
    """A few whole numbers, each larger than the one before, such as the epochs 10, 20.

    none: what no number at all stands for, marked with ``N_``, which is None to Keras; "" where that is
    refused.
    """

    default: tuple[int, ...]
    min: int
    max: int
    most: int = 8
    unit: str = ""
    none: str = ""

    def check(self, value: Value) -> tuple[int, ...]:
        if value == () and self.none:
            return ()
        numbers = (value,) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(numbers, tuple) or not 1 <= len(numbers) <= self.most:
            raise self.refuse(value)
        if not all(type(number) is int and self.min <= number <= self.max for number in numbers):
            raise self.refuse(value)
        if any(later <= number for number, later in pairwise(numbers)):
            raise self.refuse(value)
        return cast("tuple[int, ...]", numbers)

    def requirement(self) -> str:
        form = _("1 to {most} rising whole numbers from {min} to {max}, such as 10, 20")
        if self.none:
            form = _("1 to {most} rising whole numbers from {min} to {max}, or nothing ({none})")
        return form.format(
            most=self.most, min=number_text(self.min), max=number_text(self.max), none=_(self.none)
        )

    def argument(self, value: Value) -> object:
        return None if self.none and value == () else value

    def text(self, value: Value) -> str:
        if value == () and self.none:
            return _(self.none)
        return ", ".join(map(number_text, value)) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True)
class Kind:
    """A kind that a part can be: a regularizer, an initializer, an optimizer, a loss.

    exclusive: names of parameters, 0 for off, of which only one may be on.
    concepts: keys of the pages of ``catalogue.concepts`` that explain it, the closest first.
    """

    key: str
    title: str
    help: str
    params: tuple[Param, ...] = ()
    exclusive: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()

    @cached_property
    def defaults(self) -> Params:
        """Of all parameters."""
        return frozen_mapping({param.name: param.default for param in self.params})


@dataclass(frozen=True, kw_only=True)
class PartParam(Param):
    """A part chosen from kinds, with that kind's own parameters.

    from_recipe: where none is chosen, the recipe's setting for all layers stands in.
    axes: of the weights that an initializer starts; 3 stands for more than two. A rule where that depends.
    """

    default: Part
    kinds: Sequence[Kind] = field(repr=False)
    from_recipe: bool = False
    axes: int | AxesRule = 2

    def kind(self, key: str) -> Kind | None:
        return next((kind for kind in self.kinds if kind.key == key), None)

    def check(self, value: Value) -> Part:
        if isinstance(value, str):
            value = Part(kind=value)
        kind = self.kind(value.kind) if isinstance(value, Part) else None
        if kind is None or not isinstance(value, Part):
            raise self.refuse(value.kind if isinstance(value, Part) else value)
        return Part(kind=value.kind, params=check_kind(kind, value.params))

    def requirement(self) -> str:
        return _("one of {choices}").format(choices=", ".join(kind.key for kind in self.kinds))

    def text(self, value: Value) -> str:
        if not isinstance(value, Part):
            return str(value)
        kind = self.kind(value.kind)
        if kind is None:
            return value.kind
        numbers = [param.text(value.params.get(param.name, param.default)) for param in kind.params]
        return " ".join([_(kind.title), *numbers])


def check_params(params: Sequence[Param], given: Mapping[str, Value]) -> Params:
    """Every parameter in its normal form, defaults filled in, in the table's order.

    Raises ParamError, with the path, at the first value that is refused or name that is unknown.
    """
    names = [param.name for param in params]
    for name in given:
        if name not in names:
            raise ParamError(unknown_name(name, names), (name,))
    checked: dict[str, Value] = {}
    for param in params:
        try:
            checked[param.name] = param.check(given.get(param.name, param.default))
        except ParamError as error:
            raise error.within(param.name) from None
    return frozen_mapping(checked)


def check_kind(kind: Kind, given: Mapping[str, Value]) -> Params:
    """``check_params`` for a kind; raises ParamError too where two of its parameters exclude each other."""
    params = check_params(kind.params, given)
    on = [param for param in kind.params if param.name in kind.exclusive and params[param.name]]
    if len(on) > 1:
        message = _("Only one of “{first}” and “{second}” can be on. Set the other one to 0.").format(
            first=_(on[0].title), second=_(on[1].title)
        )
        raise ParamError(message, (on[1].name,))
    return params


def unknown_name(name: str, known: Iterable[str]) -> str:
    """A sentence for a name that is not in a table, with the nearest that is."""
    near = difflib.get_close_matches(name.lower(), list(known), n=3, cutoff=0.5)
    if near:
        return _("There is no “{name}”; did you mean {near}?").format(name=name, near=_(" or ").join(near))
    return _("There is no “{name}”; there is {known}.").format(
        name=name, known=", ".join(known) or _("nothing")
    )
