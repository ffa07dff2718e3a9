"""How a delimited text is written: what parts its cells, the decimal sign, whether names come first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from nnstudio.data.own.records import first_cells
from nnstudio.i18n import _

Decimal = Literal[".", ","]
SEPARATORS: Final = ("\t", ";", ",", "|")
SAMPLE: Final = 200  # lines
_NUMBERS: Final[dict[Decimal, re.Pattern[str]]] = {
    ".": re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"),
    ",": re.compile(r"[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?"),
}
_SPACES: Final = str.maketrans("", "", " \u00a0\u202f")


@dataclass(frozen=True)
class Dialect:
    """separator: one of SEPARATORS. header: whether the first row has the names."""

    separator: str
    decimal: Decimal
    header: bool


def find_dialect(lines: Sequence[str], separator: str = "", decimal: str = "") -> Dialect:
    """By the first lines of a text, as they come; what is given is taken as it is."""
    separators = (separator,) if separator else SEPARATORS
    decimals: tuple[Decimal, ...] = tuple(sign for sign in _NUMBERS if decimal in ("", sign))
    scores = [
        (_score(first_cells(lines, between), sign), between, sign)
        for between in separators
        for sign in decimals
        if sign != between or separator
    ]
    _best, between, sign = max(scores, key=lambda score: score[0])  # the first of equals
    rows = first_cells(lines, between)
    return Dialect(between, sign, bool(rows) and is_header(rows[0], rows[1:], sign))


def is_number(cell: str, decimal: Decimal) -> bool:
    return _NUMBERS[decimal].fullmatch(cell.translate(_SPACES)) is not None


def is_header(first: Sequence[str], others: Sequence[Sequence[str]], decimal: Decimal) -> bool:
    """Names rather than values: no number among them, and something in most of them."""
    filled = [cell for cell in first if cell.strip()]
    if not filled or 2 * len(filled) < len(first) or any(is_number(cell, decimal) for cell in filled):
        return False
    return bool(others)


def width_of(lines: Sequence[str], separator: str) -> int:
    """How many cells most rows have."""
    counts = Counter(len(row) for row in first_cells(lines, separator))
    return counts.most_common(1)[0][0] if counts else 1


def named(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """A name for each column, each once: those given, and others where there is none or it came before."""
    names: list[str] = []
    for at in range(width):
        given = " ".join(cells[at].split())[:100] if at < len(cells) else ""
        name = given or _("column {number}").format(number=at + 1)
        unique, more = name, 2
        while unique in names:
            unique, more = f"{name} ({more})", more + 1
        names.append(unique)
    return tuple(names)


def _score(rows: Sequence[Sequence[str]], decimal: Decimal) -> float:
    """Rows that have as many cells as most, more than one, and cells that are numbers."""
    if not rows:
        return 0.0
    width, same = Counter(map(len, rows)).most_common(1)[0]
    cells = [cell for row in rows for cell in row if cell.strip()]
    numbers = sum(is_number(cell.strip(), decimal) for cell in cells) / max(1, len(cells))
    regular = same / len(rows)
    if len(rows[0]) != width:
        regular /= 2  # a decimal comma parts numbers, but not their name
    return regular * (1 + numbers) if width > 1 else numbers
