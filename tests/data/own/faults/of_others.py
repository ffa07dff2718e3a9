"""What becomes of faults of pasted cells, of points that are clicked, and of Keras' folder."""

from __future__ import annotations

from typing import Final

from tests.data.own.faults.cells import Cell, Not, Proven
from tests.data.own.faults.reasons import NO_CODE, NO_COLUMNS, NO_NUMBERS, NO_QUOTES, NOT_WRITTEN

_PASTED: Final = "gui/own_data/test_pasting.py::"
_POINTS: Final = "data/test_drawn_points.py::"
_KEPT: Final = Not("It is kept as a TSV file or a text, and read by their readers.")
_CHARACTERS: Final = Not("A clipboard has characters, not bytes.")
_NO_FILE: Final = Not("They stand in the design; there is no file.")
_FEW: Final = Proven(_POINTS + "test_that_too_few_points_are_answered_with_what_to_do")
_ODD: Final = Proven(_POINTS + "test_that_what_is_no_row_of_points_is_refused_in_a_sentence")
_CACHED: Final = Proven(
    "training/test_fetcher.py::test_that_what_keras_folder_has_is_neither_believed_nor_touched"
)
_ANOTHER: Final = Proven("data/test_fetched.py::test_that_another_set_of_that_name_is_told")
_BROKEN: Final = Proven("data/test_fetched.py::test_that_a_broken_file_is_told")

OTHERS: Final[dict[str, dict[str, Cell]]] = {
    "pasted": {
        "empty": Proven(_PASTED + "test_that_an_empty_clipboard_is_one_sentence"),
        "wrong type": Proven(_PASTED + "test_that_an_empty_clipboard_is_one_sentence"),
        "mixed": _KEPT,
        "wide": _KEPT,
        "one class": _KEPT,
        "one row": _KEPT,
        "not finite": _KEPT,
        "cp1251": _CHARACTERS,
        "utf-16": _CHARACTERS,
        "unclosed quote": _KEPT,
        "same names": _KEPT,
        "bomb": Not(
            "What is on a clipboard is in memory already; more than 50 million characters are refused."
        ),
        "link": Not("A copied link is a file that one has chosen."),
        "one bad": _KEPT,
        "vanishes": _KEPT,
        "no permission": Proven(_PASTED + "test_that_no_room_for_it_is_one_sentence"),
        "no disk": Proven(_PASTED + "test_that_what_there_is_too_little_room_for_is_not_kept_by_half"),
        "runs code": Not(NO_CODE),
    },
    "points": {
        "empty": _FEW,
        "wrong type": _ODD,
        "mixed": _ODD,
        "wide": _ODD,
        "one class": _FEW,
        "one row": _FEW,
        "not finite": _ODD,
        "cp1251": _NO_FILE,
        "utf-16": _NO_FILE,
        "unclosed quote": Not(NO_QUOTES),
        "same names": Not(NO_COLUMNS),
        "bomb": _ODD,
        "link": _NO_FILE,
        "one bad": _FEW,
        "vanishes": _NO_FILE,
        "no permission": _NO_FILE,
        "no disk": Not(NOT_WRITTEN),
        "runs code": _NO_FILE,
    },
    "keras": {
        "empty": _CACHED,
        "wrong type": _CACHED,
        "mixed": _ANOTHER,
        "wide": Not(NO_COLUMNS),
        "one class": Not("The sets are what they are: what has another checksum is not taken."),
        "one row": _ANOTHER,
        "not finite": Not("Its numbers are bytes."),
        "cp1251": Not("Reviews are UTF-8."),
        "utf-16": Not("Reviews are UTF-8."),
        "unclosed quote": Not(NO_QUOTES),
        "same names": Not(NO_NUMBERS),
        "bomb": _CACHED,
        "link": Not("A cache may be a link to a shared one: it is copied from, never written to."),
        "one bad": _BROKEN,
        "vanishes": Proven("data/test_fetched.py::test_that_a_set_that_is_not_there_says_how_to_fetch_it"),
        "no permission": Not("It is then downloaded anew, as if it were not there."),
        "no disk": Proven("training/test_fetcher.py::test_that_no_room_is_told_and_nothing_is_left"),
        "runs code": Proven("data/test_fetched.py::test_that_arrays_of_objects_are_refused"),
    },
}
