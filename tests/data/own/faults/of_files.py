"""What becomes of texts and arrays in which something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from tests.data.own.faults.cells import Cell, Not, Proven, Refused, Taken, WhileRead
from tests.data.own.faults.readers import LABELS, NUMBERS, TALES
from tests.data.own.faults.reasons import (
    CLOSED,
    GONE,
    NO_CODE,
    NO_COLUMNS,
    NO_NUMBERS,
    NO_QUOTES,
    NOT_WRITTEN,
    ONE_FILE,
    ONE_GONE,
    OWN,
)
from tests.data.own.faults.writing import (
    PNG,
    PROSE,
    among,
    file,
    huge_gif,
    linked_out,
    moving,
    npy,
    npz,
    tree,
    zeros_in,
)

FILES: Final[dict[str, dict[str, Cell]]] = {
    "film": {
        "empty": Refused(file("f.gif", b""), "is empty"),
        "wrong type": Refused(file("f.gif", PROSE.encode()), "It is no image"),
        "mixed": Not("It is a single film."),
        "wide": Not(NO_COLUMNS),
        "one class": Not("A film has no classes."),
        "one row": Refused(file("f.gif", moving(9, 1)), "one example alone"),
        "not finite": Not("Its numbers are bytes."),
        "cp1251": Not("Its bytes are no text."),
        "utf-16": Not("Its bytes are no text."),
        "unclosed quote": Not(NO_QUOTES),
        "same names": Not(NO_COLUMNS),
        "bomb": Refused(file("f.gif", huge_gif()), "It would take too much memory|It has 60,000"),
        "bomb of frames": Refused(file("f.gif", huge_gif(300, 6_200)), "It has 300 frames of 6,200×6,200"),
        "link": Not(ONE_FILE),
        "one bad": Taken(file("f.gif", moving(9, 40)[:-150]), 33),
        "vanishes": GONE,
        "no permission": CLOSED,
        "no disk": Not(NOT_WRITTEN),
        "runs code": Not(NO_CODE),
    },
    "text": {
        "empty": Refused(file("t.txt", b""), "is empty"),
        "wrong type": Refused(file("t.txt", PNG), "is not a text file"),
        "mixed": Not("Text is text."),
        "wide": Not(NO_COLUMNS),
        "one class": Refused(file("t.txt", b"a" * 900), "There is no text"),
        "one row": Refused(file("t.txt", b"short"), "The training part of the text has 3 characters"),
        "not finite": Not(NO_NUMBERS),
        "cp1251": Taken(file("t.txt", PROSE.encode("cp1251")), len(PROSE), names=(PROSE.split("\n")[0],)),
        "utf-16": Taken(file("t.txt", PROSE.encode("utf-16")), len(PROSE), names=(PROSE.split("\n")[0],)),
        "unclosed quote": Taken(file("t.txt", ('"' + PROSE).encode()), len(PROSE) + 1),
        "same names": Not(NO_COLUMNS),
        "bomb": Proven(OWN + "test_texts.py::test_that_an_enormous_file_is_refused_unread"),
        "link": Not(ONE_FILE),
        "one bad": Taken(file("t.txt", PROSE.encode() + b"\xff\xfe" + PROSE.encode()), 2 * len(PROSE)),
        "vanishes": GONE,
        "no permission": CLOSED,
        "no disk": Not(NOT_WRITTEN),
        "runs code": Not(NO_CODE),
    },
    "texts": {
        "empty": Refused(tree({}), "has no texts in it"),
        "wrong type": Refused(tree({"a/1.txt": PNG, "b/2.txt": PNG}), "No text of “chosen” can be read"),
        "mixed": Taken(tree(among(TALES, "cats/z.png", PNG)), 80),
        "wide": Not(NO_COLUMNS),
        "one class": Taken(tree({name: TALES[name] for name in TALES if "cats" in name}), 3_670, names=("",)),
        "one row": Refused(tree({"cats/1.txt": b"short"}), "The training part of the text has 5 characters"),
        "not finite": Not(NO_NUMBERS),
        "cp1251": Taken(tree({name: text.decode().encode("cp1251") for name, text in TALES.items()}), 80),
        "utf-16": Taken(tree({name: text.decode().encode("utf-16") for name, text in TALES.items()}), 80),
        "unclosed quote": Taken(tree({name: b'"' + text for name, text in TALES.items()}), 80),
        "same names": Taken(
            tree({f"{part}/{name}": text for part in ("train", "test") for name, text in TALES.items()}),
            160,
            names=("cats", "dogs"),
        ),
        "bomb": Taken(
            tree(among(TALES, "cats/z.txt", b"a " * 6_000_000)),
            80,
            (r"cats/z\.txt: It is too large",),
        ),
        "link": Taken(tree(TALES, linked_out("cats/link.txt", b"secret words")), 80),
        "one bad": Taken(tree(among(TALES, "cats/z.txt", PNG)), 80, (r"cats/z\.txt: .* is not a text",)),
        "vanishes": ONE_GONE,
        "no permission": WhileRead(r"There is no permission"),
        "no disk": Not(NOT_WRITTEN),
        "runs code": Not(NO_CODE),
    },
    "npz": {
        "empty": Refused(file("t.npz", b""), "is empty"),
        "wrong type": Refused(file("t.npz", PNG), "is damaged"),
        "mixed": Taken(
            file("t.npz", npz(x=NUMBERS, y=np.array(list("abc"))[LABELS], z=NUMBERS.astype(complex))),
            60,
            ("z: It is neither",),
        ),
        "wide": Taken(file("t.npz", npz(x=np.tile(NUMBERS, 200), y=LABELS)), 60),
        "one class": Proven(OWN + "test_arrays.py::test_that_one_class_is_refused"),
        "one row": Refused(file("t.npz", npz(x=NUMBERS[:1], y=LABELS[:1])), "one class|Fewer than two"),
        "not finite": Taken(
            file("t.npz", npz(x=np.where(NUMBERS > 2.0, np.inf, NUMBERS), y=LABELS)),
            int((~(NUMBERS > 2.0).any(1)).sum()),
        ),
        "cp1251": Not("Words in arrays are Unicode; bytes are refused."),
        "utf-16": Not("Words in arrays are Unicode; bytes are refused."),
        "unclosed quote": Not(NO_QUOTES),
        "same names": Taken(lambda folder: _twice(folder), 60, names=("x", "y")),
        "bomb": Refused(zeros_in("t.npz", "x.npy", npy(np.zeros(1))), "too much for what it is"),
        "link": Not(ONE_FILE),
        "one bad": Proven(OWN + "test_arrays.py::test_that_a_header_is_not_believed"),
        "vanishes": GONE,
        "no permission": CLOSED,
        "no disk": Not(NOT_WRITTEN),
        "runs code": Taken(
            file("t.npz", npz(x=NUMBERS, y=LABELS, z=np.array([{}] * 60, object))),
            60,
            ("z: It holds objects of Python",),
        ),
    },
    "npy": {
        "empty": Refused(file("t.npy", b""), "is empty"),
        "wrong type": Refused(file("t.npy", PNG), "no numbers that a network"),
        "mixed": Refused(
            file("t.npy", npy(np.zeros(3, [("a", "i4"), ("b", "f4")]))), "neither numbers nor words"
        ),
        "wide": Taken(file("t.npy", npy(np.tile(NUMBERS, 200))), 60),
        "one class": Not("An array alone has no classes."),
        "one row": Refused(file("t.npy", npy(NUMBERS[:1])), "Fewer than two"),
        "not finite": Refused(file("t.npy", npy(np.full((9, 2), np.nan))), "None of its numbers is finite"),
        "cp1251": Not("Words in arrays are Unicode; bytes are refused."),
        "utf-16": Not("Words in arrays are Unicode; bytes are refused."),
        "unclosed quote": Not(NO_QUOTES),
        "same names": Not("It is a single array."),
        "bomb": Refused(
            file("t.npy", npy(np.zeros(3)).replace(b"(3,), ", b"(9999999999,), ")),
            "no numbers that a network",
        ),
        "link": Not(ONE_FILE),
        "one bad": Refused(file("t.npy", npy(NUMBERS)[:-9]), "no numbers that a network"),
        "vanishes": GONE,
        "no permission": CLOSED,
        "no disk": Not(NOT_WRITTEN),
        "runs code": Refused(file("t.npy", npy(np.array([{}] * 9, object))), "can run code"),
    },
}


def _twice(folder: Path) -> Path:
    import warnings
    import zipfile

    with warnings.catch_warnings(), zipfile.ZipFile(folder / "t.npz", "w") as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, array in (("x", NUMBERS), ("y", LABELS), ("x", NUMBERS + 1)):
            archive.writestr(f"{name}.npy", npy(array))
    return folder / "t.npz"
