"""Text as a person types it, to a value of a parameter, and back. Numbers are in the C locale."""

from __future__ import annotations

import re

from nnstudio.catalogue.params import Float, Int, Numbers, Param, Rising, ShapeParam, Sizes
from nnstudio.catalogue.values import Value
from nnstudio.i18n import _

# Dashes and signs that keyboards and copied text put for the minus.
_MINUS = str.maketrans({"−": "-", "–": "-"})
_GROUPED = re.compile(r"-?\d{1,3}([,  ]\d{3})+")
_BETWEEN_SIZES = re.compile(r"\s*[×xXхХ*,;\s]\s*")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_UNFINISHED = re.compile(r".*\d\s*([eE×xXхХ*,;.]|[eE][+-])|[+-]?\s*")


def is_unfinished(text: str) -> bool:
    """Whether more is plainly to come, as after "1e", "3×" or nothing: not worth a complaint yet."""
    return _UNFINISHED.fullmatch(text.translate(_MINUS)) is not None


def read_int(param: Int, text: str) -> Value:
    plain = text.strip().translate(_MINUS)
    if param.zero and plain.casefold() in ("", _(param.zero).casefold()):
        return param.check(0)
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[,  ]", "", plain)
    if not re.fullmatch(r"[+-]?\d{1,18}", plain, re.ASCII):
        raise param.refuse(text)
    return param.check(int(plain))


def read_float(param: Float, text: str) -> Value:
    plain = text.strip().translate(_MINUS)
    if param.zero and plain.casefold() in ("", _(param.zero).casefold()):
        return param.check(0.0)
    # "0,01" can only be a decimal comma: no grouping begins with a lone nought.
    if re.fullmatch(r"-?0,\d+", plain, re.ASCII):
        plain = plain.replace(",", ".")
    if param.zero and plain.casefold() in ("", _(param.zero).casefold()):
        return param.check(0.0)
    if not _NUMBER.fullmatch(plain):
        raise param.refuse(text)
    return param.check(float(plain))


def read_numbers(param: Numbers, text: str) -> Value:
    """Numbers with semicolons, commas or spaces between them; brackets around them are allowed."""
    plain = text.strip().translate(_MINUS).strip("()[] ")
    pieces = [piece for piece in re.split(r"[;,\s]+", plain) if piece]
    if param.none and not pieces:
        return ()
    if not pieces or not all(_NUMBER.fullmatch(piece) for piece in pieces):
        raise param.refuse(text)
    try:
        return param.check(tuple(float(piece) for piece in pieces))
    except ValueError:
        raise param.refuse(text) from None


def read_sizes(param: Sizes | ShapeParam | Rising, text: str) -> Value:
    """Sizes with ×, x, commas or spaces between them; brackets around them are allowed.

    Nothing at all is None, or no numbers, where the parameter knows what that stands for.
    """
    plain = text.strip().translate(_MINUS).strip("()[] ")
    if not plain and isinstance(param, Sizes | Rising) and param.none:
        return None if isinstance(param, Sizes) else ()
    pieces = [piece for piece in _BETWEEN_SIZES.split(plain) if piece]
    if not pieces or not all(re.fullmatch(r"-?\d{1,9}", piece, re.ASCII) for piece in pieces):
        raise param.refuse(text)
    sizes = tuple(int(piece) for piece in pieces)
    try:
        return param.check(sizes[0] if len(sizes) == 1 else sizes)
    except ValueError:
        raise param.refuse(text) from None


def number_in_field(value: Value) -> str:
    """A number as a field shows it: every digit that counts, nothing that disturbs typing."""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def sizes_in_field(value: Value) -> str:
    return "×".join(map(str, value)) if isinstance(value, tuple) else ""


def text_in_field(param: Param, value: Value) -> str:
    if isinstance(param, Int | Float) and param.zero and value == 0:
        return param.text(value)
    if isinstance(param, Numbers):
        return "; ".join(map(number_in_field, value)) if isinstance(value, tuple) else ""
    if isinstance(param, Rising):
        return ", ".join(map(str, value)) if isinstance(value, tuple) else ""
    return sizes_in_field(value) if isinstance(param, Sizes | ShapeParam) else number_in_field(value)
