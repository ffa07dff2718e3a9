"""What becomes of folders in which something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Final

from tests.data.own.faults import writing
from tests.data.own.faults.cells import Cell, Not, Proven, Refused, Taken, WhileRead
from tests.data.own.faults.readers import CLIPS, PICTURES, films
from tests.data.own.faults.reasons import (
    BYTES,
    NO_CODE,
    NO_COLUMNS,
    NOT_WRITTEN,
    ONE_GONE,
    OWN,
)
from tests.data.own.faults.writing import (
    PNG,
    PROSE,
    among,
    linked_out,
    tree,
)


def trained_and_tested(suffix: str, made: Callable[[int], bytes]) -> dict[str, bytes]:
    """Files of the same classes in two folders, which have the same names there."""
    places = product(("train", "test"), "ab", range(9))
    return {f"{part}/{kind}/{at}.{suffix}": made(9 * at) for part, kind, at in places}


FOLDERS: Final[dict[str, dict[str, Cell]]] = {
    "images": {
        "empty": Refused(tree({}), "has no images in it"),
        "wrong type": Refused(
            tree({"a/1.png": PROSE.encode(), "b/2.png": b"x"}), "No image of “chosen” can be read"
        ),
        "mixed": Taken(tree(among(PICTURES, "cats/notes.txt", b"no image")), 80, names=("cats", "dogs")),
        "wide": Not(NO_COLUMNS),
        "one class": Taken(
            tree({name: PICTURES[name] for name in PICTURES if "cats" in name}), 40, names=("",)
        ),
        "one row": Refused(tree({"cats/1.png": PNG}), "leaves? no|at least|too few|Nothing"),
        "not finite": Not("Its numbers are bytes."),
        "cp1251": Taken(
            tree({f"{kind}/{at}.png": writing.picture(9 * at) for kind in ("кот", "пёс") for at in range(9)}),
            18,
            names=("кот", "пёс"),
        ),
        "utf-16": Not(BYTES),
        "unclosed quote": Not(BYTES),
        "same names": Taken(
            tree(trained_and_tested("png", writing.picture)),
            36,
            names=("a", "b"),
        ),
        "bomb": Taken(
            tree(among(PICTURES, "cats/z.png", writing.huge_png())),
            80,
            (r"cats/z\.png: It would take too much",),
        ),
        "link": Taken(tree(PICTURES, linked_out("cats/link.png", PNG)), 80, names=("cats", "dogs")),
        "one bad": Taken(
            tree(among(PICTURES, "cats/z.png", PNG[:45])),
            80,
            (r"cats/z\.png: It is damaged",),
        ),
        "vanishes": ONE_GONE,
        "no permission": WhileRead(r"There is no permission"),
        "no disk": Not(NOT_WRITTEN),
        "runs code": Not(NO_CODE),
    },
    "gifs": {
        "empty": Taken(tree(among(CLIPS, "cats/z.gif", b"")), 80, (r"cats/z\.gif: It is no image",)),
        "wrong type": Taken(
            tree(among(CLIPS, "cats/z.gif", PROSE.encode())), 80, (r"cats/z\.gif: It is no image",)
        ),
        "mixed": Taken(tree(among(CLIPS, "cats/z.png", PNG)), 81),
        "wide": Not(NO_COLUMNS),
        "one class": Taken(tree({name: CLIPS[name] for name in CLIPS if "cats" in name}), 40, names=("",)),
        "one row": Refused(tree({"cats/1.gif": CLIPS["cats/01.gif"]}), "leaves? no|at least|too few|Nothing"),
        "not finite": Not("Its numbers are bytes."),
        "cp1251": Not("Names are those of the images."),
        "utf-16": Not(BYTES),
        "unclosed quote": Not(BYTES),
        "same names": Taken(
            tree(trained_and_tested("gif", writing.moving)),
            36,
            names=("a", "b"),
        ),
        "bomb": Taken(
            tree(among(CLIPS, "cats/z.gif", writing.huge_gif())),
            80,
            (r"cats/z\.gif: It (has|would take)",),
        ),
        "bomb of frames": Taken(
            tree(among(CLIPS, "cats/z.gif", writing.huge_gif(300, 6_000))),
            80,
            (r"cats/z\.gif: It has 300 frames",),
        ),
        "cut off": Taken(tree(among(CLIPS, "cats/z.gif", writing.moving(9, 40)[:-150])), 81),
        "large canvas": Taken(
            tree(among(CLIPS, "cats/z.gif", writing.huge_gif(3, 8_000))),
            80,
            (r"cats/z\.gif: It has 8,000×8,000",),
        ),
        "link": Taken(tree(CLIPS, linked_out("cats/link.gif", CLIPS["cats/01.gif"])), 80),
        "one bad": Taken(
            tree(among(CLIPS, "cats/z.gif", CLIPS["cats/01.gif"][:40])), 80, (r"cats/z\.gif: It is",)
        ),
        "vanishes": ONE_GONE,
        "no permission": WhileRead(r"There is no permission"),
        "no disk": Not(NOT_WRITTEN),
        "runs code": Not(NO_CODE),
    },
    "videos": {
        "empty": Proven(OWN + "test_videos.py::test_that_a_bad_video_among_good_ones_is_left_out_and_named"),
        "wrong type": Proven(
            OWN + "test_videos.py::test_that_a_bad_video_among_good_ones_is_left_out_and_named"
        ),
        "mixed": Proven(OWN + "test_videos.py::test_that_videos_in_folders_become_clips_that_are_learned"),
        "wide": Not(NO_COLUMNS),
        "one class": Proven(
            OWN + "test_image_folders.py::test_that_clips_of_no_classes_are_learned_by_their_next_frame"
        ),
        "one row": Not("As with GIFs."),
        "not finite": Not("Its numbers are bytes."),
        "cp1251": Not("Names are those of the images."),
        "utf-16": Not(BYTES),
        "unclosed quote": Not(BYTES),
        "same names": Not("As with images."),
        "bomb": Proven(OWN + "test_videos.py::test_that_what_would_take_too_long_or_too_much_is_refused"),
        "link": Taken(lambda folder: _linked(films(folder)), 6),
        "one bad": Proven(
            OWN + "test_videos.py::test_that_a_bad_video_among_good_ones_is_left_out_and_named"
        ),
        "vanishes": Not("They are opened as images are."),
        "no permission": WhileRead(r"There is no permission"),
        "no disk": Not(NOT_WRITTEN),
        "runs code": Not(NO_CODE),
    },
}


def _linked(path: Path) -> Path:
    linked_out("cats/link.mp4", (path / "cats" / "0.mp4").read_bytes())(path)
    return path
