"""Every reader of own data, from a path to what a network learns from, in one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np

from nnstudio.data import prepare
from nnstudio.data.own.array_choice import own_arrays
from nnstudio.data.own.array_choice import suggested as arrays_suggested
from nnstudio.data.own.arrays import look_at_arrays
from nnstudio.data.own.film import look_at_film, own_film
from nnstudio.data.own.images import look_at_images, own_images
from nnstudio.data.own.reading import Progress, silent
from nnstudio.data.own.table_choice import chosen, own_table, suggested
from nnstudio.data.own.tables import look_at_head, look_at_table
from nnstudio.data.own.text_folder import look_at_texts, own_texts
from nnstudio.data.own.texts import look_at_text, own_text
from nnstudio.design.own import OwnData, OwnFilm, OwnImages
from tests.data.own.designs import as_suggested
from tests.data.own.faults import writing
from tests.data.own.faults.cells import Outcome, Reader, Write


def _ready(own: OwnData, progress: Progress, **fields: Any) -> OwnData:
    """The same, once they could be prepared as for training."""
    prepared = prepare(as_suggested(own, **{"validation": 0.2, **fields}), progress)
    assert all(np.isfinite(part.inputs).all() for part in (prepared.train, prepared.validation))
    return own


def read_table(path: Path, progress: Progress = silent, target: str = "") -> Outcome:
    found = look_at_table(look_at_head(path, progress=progress), progress)
    columns = suggested(found)
    if target:
        columns = tuple(
            chosen(seen, "category", "target")
            if seen.name == target
            else chosen(seen, use.kind, "input" if use.role == "target" else use.role)
            for seen, use in zip(found.columns, columns, strict=True)
        )
    own = own_table(found, columns)
    left_out = tuple(f"{row.number}: {row.reason}" for row in found.broken)
    return Outcome(_ready(own, progress), left_out, found.head.names)


def read_images(path: Path, progress: Progress = silent, target: str = "") -> Outcome:
    found = look_at_images(path, progress)
    frames = 4 if found.moving else 1
    own = own_images(found, OwnImages(side=8, frames=frames))
    left_out = tuple(f"{bad.name}: {bad.reason}" for bad in found.broken)
    return Outcome(_ready(own, progress), left_out, tuple(found.counts))


def read_text(path: Path, progress: Progress = silent, target: str = "") -> Outcome:
    found = look_at_text(path, progress=progress)
    own = own_text(found, found.length)
    return Outcome(_ready(own, progress, length=16), (), (found.text.split("\n")[0],))


def read_texts(path: Path, progress: Progress = silent, target: str = "") -> Outcome:
    found = look_at_texts(path, progress)
    own = own_texts(found, tells_apart=bool(found.classes))
    left_out = tuple(f"{bad.name}: {bad.reason}" for bad in found.broken)
    return Outcome(_ready(own, progress), left_out, tuple(found.counts))


def read_arrays(path: Path, progress: Progress = silent, target: str = "") -> Outcome:
    found = look_at_arrays(path, progress)
    own = own_arrays(found, arrays_suggested(found))
    left_out = tuple(f"{each.name}: {each.fault}" for each in found.arrays if each.fault)
    return Outcome(_ready(own, progress), left_out, tuple(each.name for each in found.arrays))


def read_film(path: Path, progress: Progress = silent, target: str = "") -> Outcome:
    found = look_at_film(path, progress)
    return Outcome(_ready(own_film(found, OwnFilm(side=8, color=False, frames=4)), progress))


def films(folder: Path) -> Path:
    from tests.data.own.films import film

    for place, name in enumerate(("cats", "dogs")):
        (folder / "chosen" / name).mkdir(parents=True)
        for at in range(3):
            film(folder / "chosen" / name / f"{at}.mp4", [40 * at + 20 * place, 90, 140, 200, 250])
    return folder / "chosen"


REVIEWS: Final = [["label", "review"], *([good, text] for text, good in writing.SENTENCES)]
TALES: Final = writing.classes_of(lambda at: f"{writing.PROSE[:80]} Номер {at}.".encode(), ".txt")
PICTURES: Final = writing.classes_of(writing.picture, ".png")
CLIPS: Final = writing.classes_of(writing.moving, ".gif")
NUMBERS: Final = writing.RNG.normal(size=(60, 5))
LABELS: Final = np.arange(60) % 3
ARRAYS: Final[Write] = writing.file("set.npz", writing.npz(x=NUMBERS, y=LABELS))

READERS: Final[dict[str, Reader]] = {
    "csv": Reader(writing.csv_of(writing.GRID), read_table),
    "tsv": Reader(writing.tsv_of(writing.GRID), read_table),
    "excel": Reader(writing.sheet_of(writing.GRID), read_table),
    "texts in a table": Reader(writing.csv_of(REVIEWS), read_table),
    "images": Reader(writing.tree(PICTURES), read_images),
    "gifs": Reader(writing.tree(CLIPS), read_images),
    "videos": Reader(films, read_images),
    "film": Reader(writing.file("film.gif", writing.moving(9, 40)), read_film),
    "text": Reader(writing.file("text.txt", writing.PROSE.encode()), read_text),
    "texts": Reader(writing.tree(TALES), read_texts),
    "npz": Reader(ARRAYS, read_arrays),
    "npy": Reader(writing.file("set.npy", writing.npy(NUMBERS)), read_arrays),
}
