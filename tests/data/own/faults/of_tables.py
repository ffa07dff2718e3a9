"""What becomes of tables in which something is wrong."""

from __future__ import annotations

from typing import Final

from tests.data.own.faults import writing
from tests.data.own.faults.cells import Cell, Not, Refused, Taken
from tests.data.own.faults.readers import NUMBERS, REVIEWS
from tests.data.own.faults.reasons import (
    CLOSED,
    GONE,
    NO_CODE,
    NO_NUMBERS,
    NO_QUOTES,
    NOT_WRITTEN,
    ONE_FILE,
)
from tests.data.own.faults.writing import (
    GRID,
    PNG,
    as_text,
    changed,
    csv_of,
    file,
    npz,
    sheet_of,
    tsv_of,
    without,
    zeros_in,
)

_THREE: Final = {at: ["three", 2, "кот"] for at in range(4, 40, 9)}  # four rows
_INFINITE: Final = {
    3: ["inf", 2, "кот"],
    7: ["-Infinity", 2, "пёс"],
    9: ["NaN", 2, "кот"],
    11: ["1e999", 1, "кот"],
}
_WIDE: Final = [
    [*(f"c{at}" for at in range(1_000)), "kind"],
    *([*((row * at) % 91 for at in range(1, 1_001)), "ab"[row % 2]] for row in range(30)),
]
_SAME: Final = [["x", "x", "kind"], *GRID[1:]]
_ALL_CATS: Final = [GRID[0], *([at, at % 7, "кот"] for at in range(40))]


def _quoted(sep: str) -> bytes:
    lines = as_text(GRID, sep).decode().splitlines()
    lines[5] = '"' + lines[5]
    return "\n".join(lines).encode()


TABLES: Final[dict[str, dict[str, Cell]]] = {
    "csv": {
        "empty": Refused(file("t.csv", b""), "is empty"),
        "wrong type": Refused(file("t.csv", PNG), "is not a text file"),
        "mixed": Taken(csv_of(changed(_THREE)), 36),
        "wide": Taken(csv_of(_WIDE), 30, names=("c999", "kind")),
        "one class": Refused(csv_of(_ALL_CATS), "the same: there is nothing to tell apart", "kind"),
        "one row": Refused(csv_of(without(slice(2))), "No column is an input"),
        "not finite": Taken(csv_of(changed(_INFINITE)), 36),
        "cp1251": Taken(csv_of([["длина", "ширина", "вид"], *GRID[1:]], "cp1251"), 40, names=("длина",)),
        "utf-16": Taken(csv_of([["длина", "ширина", "вид"], *GRID[1:]], "utf-16"), 40, names=("длина",)),
        "unclosed quote": Taken(file("t.csv", _quoted(",")), 39, ("6: a quotation mark",)),
        "same names": Taken(csv_of(_SAME), 40, names=("x", "x (2)", "kind")),
        "damaged bytes": Taken(
            file("t.csv", as_text(GRID).replace(b"0.5,5,", b"0.5,\xff5,")), 39, ("7: bytes that are no text",)
        ),
        "bomb": Refused(file("t.csv", b"1" * (1 << 22)), "has no lines of text"),
        "link": Not(ONE_FILE),
        "one bad": Taken(csv_of(changed({7: [1, 2]})), 39, ("8: 2 cells where there should be 3",)),
        "vanishes": GONE,
        "no permission": CLOSED,
        "no disk": Not(NOT_WRITTEN),
        "runs code": Taken(csv_of(changed({7: ["=1+1", "=cmd|' /C calc'!A0", "кот"]})), 39),
    },
    "tsv": {
        "empty": Refused(file("t.tsv", b"\n\n"), "has no rows"),
        "wrong type": Refused(file("t.tsv", npz(x=NUMBERS)), "is not a text file"),
        "mixed": Taken(tsv_of(changed(_THREE)), 36),
        "wide": Taken(tsv_of(_WIDE), 30, names=("c999", "kind")),
        "one class": Refused(tsv_of(_ALL_CATS), "the same: there is nothing to tell apart", "kind"),
        "one row": Refused(tsv_of(without(slice(2))), "No column is an input"),
        "not finite": Taken(tsv_of(changed(_INFINITE)), 36),
        "cp1251": Taken(tsv_of([["длина", "ширина", "вид"], *GRID[1:]], "cp1251"), 40, names=("длина",)),
        "utf-16": Taken(tsv_of([["длина", "ширина", "вид"], *GRID[1:]], "utf-16"), 40, names=("длина",)),
        "unclosed quote": Taken(file("t.tsv", _quoted("\t")), 39, ("6: a quotation mark",)),
        "same names": Taken(tsv_of(_SAME), 40, names=("x", "x (2)", "kind")),
        "bomb": Refused(file("t.tsv", b"1" * (1 << 22)), "has no lines of text"),
        "link": Not(ONE_FILE),
        "one bad": Taken(tsv_of(changed({7: [1, 2]})), 39, ("8: 2 cells where there should be 3",)),
        "vanishes": GONE,
        "no permission": CLOSED,
        "no disk": Not(NOT_WRITTEN),
        "runs code": Not(NO_CODE),
    },
    "excel": {
        "empty": Refused(sheet_of([]), "has no rows"),
        "wrong type": Refused(file("t.xlsx", as_text(GRID)), "is damaged"),
        "mixed": Taken(sheet_of(changed(_THREE)), 36),
        "wide": Taken(sheet_of(_WIDE), 30, names=("c999", "kind")),
        "one class": Refused(sheet_of(_ALL_CATS), "the same: there is nothing to tell apart", "kind"),
        "one row": Refused(sheet_of(without(slice(2))), "No column is an input"),
        "not finite": Taken(sheet_of(changed({**_INFINITE, 13: ["#NUM!", 2, "кот"]})), 35),
        "cp1251": Not("Its parts say in which encoding they are."),
        "utf-16": Not("Its parts say in which encoding they are."),
        "unclosed quote": Not(NO_QUOTES),
        "same names": Taken(sheet_of(_SAME), 40, names=("x", "x (2)", "kind")),
        "bomb": Refused(zeros_in("t.xlsx", "xl/workbook.xml"), "too much for what it is"),
        "bomb of rows": Refused(writing.sheet_with(writing.row_of(1) + writing.row_of(10**12)), "is damaged"),
        "link": Not(ONE_FILE),
        "one bad": Taken(sheet_of(changed({7: [1]})), 39),
        "vanishes": GONE,
        "no permission": CLOSED,
        "no disk": Not(NOT_WRITTEN),
        "runs code": Taken(sheet_of(changed({7: ["=1+1", 2, "кот"]})), 39),
    },
    "texts in a table": {
        "empty": Refused(csv_of(REVIEWS[:1]), "No column is an input|has no rows"),
        "wrong type": Refused(file("t.csv", PNG), "is not a text file"),
        "mixed": Taken(csv_of([*REVIEWS, [1, 17], [0, 3.5]]), 42),
        "wide": Taken(
            csv_of(
                [
                    [*row, *(at % 91 if place else f"c{at}" for at in range(1_000))]
                    for place, row in enumerate(REVIEWS)
                ]
            ),
            40,
        ),
        "one class": Refused(csv_of([[1, text] for _good, text in REVIEWS]), "input|the same", "1"),
        "one row": Refused(csv_of(REVIEWS[:2]), "No column is an input"),
        "not finite": Not(NO_NUMBERS),
        "cp1251": Taken(
            csv_of([["вид", "отзыв"], *([good, f"{text}, да"] for good, text in REVIEWS[1:])], "cp1251"),
            40,
            names=("отзыв",),
        ),
        "utf-16": Taken(
            csv_of([["вид", "отзыв"], *([good, f"{text}, да"] for good, text in REVIEWS[1:])], "utf-16"),
            40,
            names=("отзыв",),
        ),
        "unclosed quote": Taken(
            file("t.csv", as_text(REVIEWS) + b'1,"never closed\n'), 40, ("42: a quotation mark",)
        ),
        "same names": Taken(csv_of([["a", "a"], *REVIEWS[1:]]), 40, names=("a", "a (2)")),
        "bomb": Refused(file("t.csv", b"word " * (1 << 20)), "has no lines of text"),
        "link": Not(ONE_FILE),
        "one bad": Taken(csv_of([*REVIEWS, ["alone"]]), 40, ("42: 1 cell where there should be 2",)),
        "vanishes": GONE,
        "no permission": CLOSED,
        "no disk": Not(NOT_WRITTEN),
        "runs code": Not(NO_CODE),
    },
}
