"""Parameters of several numbers: a range, the sizes along axes, a shape."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from nnstudio.catalogue.params.base import Param, number_text
from nnstudio.catalogue.values import Value
from nnstudio.i18n import _


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
