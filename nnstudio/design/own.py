"""The user's own data as a design remembers them: where they are, what was found there, what was chosen.

All that ``describe`` needs stands here, so that shapes and counts appear without reading the data. The
checksum says whether what is there now is still what was looked at.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from nnstudio.catalogue.values import Frozen
from nnstudio.design.inside import MOST_CHARACTERS as MOST_INSIDE
from nnstudio.design.inside import BadInside, unpacked

OWN: Final = "own"  # the source's key of a choice that holds own data

OwnKind = Literal["table", "images", "film", "text", "texts", "arrays"]
ColumnKind = Literal["number", "category", "text", "time"]
Role = Literal["input", "target", "time", "unused"]
Gaps = Literal["leave", "fill"]
ArrayForm = Literal["numbers", "images", "clips", "series"]

KINDS_OF_FILES: Final[tuple[OwnKind, ...]] = ("table", "film", "text", "arrays")
MOST_CHARACTERS: Final = 5_000_000  # of a text that are learned from
MOST_WORDS: Final = 100_000  # different ones that are told apart
_FILE_NAME: Final = re.compile(r'[^\\/:*?"<>|\x00-\x1f.][^\\/:*?"<>|\x00-\x1f]{0,199}')
_INSIDE: Final = (
    "The file itself, where it is small: deflated (zlib), in base 64. The path is then its plain name, and"
    " the checksum that of what is unpacked."
)
_MOST_COLUMNS: Final = 2_000
_MOST_CLASSES: Final = 1_000
_Count = Annotated[int, Field(ge=1, le=1_000_000_000)]
_Name = Annotated[str, Field(max_length=1_000)]
_Names = Annotated[tuple[_Name, ...], Field(max_length=_MOST_CLASSES)]
_Counts = Annotated[tuple[_Count, ...], Field(max_length=_MOST_CLASSES)]


class OwnWriting(Frozen):
    """What texts are written with: how many different characters and words, with or without capital letters,
    whichever is more; how many characters and words the longest text has."""

    characters: Annotated[int, Field(ge=1, le=MOST_CHARACTERS)]
    words: Annotated[int, Field(ge=0, le=MOST_WORDS)]
    longest: Annotated[int, Field(ge=1, le=1_000_000_000)]
    longest_in_words: Annotated[int, Field(ge=1, le=1_000_000_000)]


class OwnColumn(Frozen):
    """A column of a table. kind: what its cells are; role: what it is to the network.

    categories: of a category, in the order of their numbers. A number as a category is written as text.
    writing: of a text that is used.
    """

    name: _Name
    kind: ColumnKind = "number"
    role: Role = "unused"
    categories: _Names = ()
    writing: OwnWriting | None = None


class OwnTable(Frozen):
    """How a table is read, and its columns from left to right.

    encoding: a codec's name, "" for Excel. separator: one character. decimal: "." or ",". header: whether
    the first row has the names. gaps: what is done with rows in which something is missing or wrong.
    """

    encoding: Annotated[str, Field(max_length=40)] = "utf-8-sig"
    separator: Annotated[str, Field(max_length=1)] = ","
    decimal: Literal[".", ","] = "."
    header: bool = True
    sheet: _Name = ""
    columns: Annotated[tuple[OwnColumn, ...], Field(max_length=_MOST_COLUMNS)]
    gaps: Gaps = "leave"


class OwnSquares(Frozen):
    """What an image becomes.

    side: pixels, of a square. fit: whether an image is cut to the square from its middle, or put into it
    whole on black. frames: of a clip; 1 of an image.
    """

    side: Annotated[int, Field(ge=4, le=512)] = 64
    color: bool = True
    fit: Literal["crop", "whole"] = "crop"
    frames: Annotated[int, Field(ge=1, le=256)] = 1


class OwnImages(OwnSquares):
    """How a folder of folders of images is read, and the classes, each with how many examples it has."""

    classes: _Names = ()
    counts: _Counts = ()


class OwnFilm(OwnSquares):
    """How a single video or animated image is cut into examples: frames that follow one another and the frame
    after them, or each frame as an image.

    every: how many frames it is from one that is taken to the next. length: frames that there are.
    """

    every: Annotated[int, Field(ge=1, le=1_000)] = 1
    length: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class OwnText(Frozen):
    """How a text file is read. signs: how many different characters it has, with or without capital letters,
    whichever is more."""

    encoding: Annotated[str, Field(max_length=40)] = "utf-8-sig"
    signs: Annotated[int, Field(ge=2, le=MOST_CHARACTERS)]


class OwnTexts(Frozen):
    """How a folder of texts is read: told apart by the folder that each is in, or, without classes, all of
    them one after the other to be written on. counts: texts of each class."""

    classes: _Names = ()
    counts: _Counts = ()
    writing: OwnWriting


class OwnArrays(Frozen):
    """Which arrays of a file are read, and as what.

    input, target: their names; target "" for none. shape: of an example as the network is given it. levels:
    whether its numbers are bytes that stand for 0 to 1. classes: of a target that tells classes apart, each
    with how many examples it has. quantities: of a target that is numbers, how many of an example.
    test_input, test_target: the arrays that are the test part; "" where it is a share of the others.
    held_out: how many examples it has.
    """

    input: _Name
    target: _Name = ""
    form: ArrayForm = "numbers"
    shape: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1, max_length=8)]
    levels: bool = False
    classes: _Names = ()
    counts: _Counts = ()
    quantities: Annotated[int, Field(ge=0, le=_MOST_CLASSES)] = 0
    test_input: _Name = ""
    test_target: _Name = ""
    held_out: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    gaps: Gaps = "leave"


class OwnData(Frozen):
    """What was chosen of a file or a folder: of the kind's own fields, the one named for it is there.

    path: absolute in a design that is open; in its file, relative to that file where it lies near.
    checksum: SHA-256 of the file's bytes, or of what a folder has in it. count: how many examples are left to
    learn from, characters of a text. reach: the largest size of a number in it.
    inside: the bytes of a small file, packed (``design.inside``), where they stand in the design itself, so
    that it can be handed in alone; the path is then the file's name. "" where they are only where the path
    says.
    """

    kind: OwnKind
    path: Annotated[str, Field(min_length=1, max_length=4_000)]
    checksum: Annotated[str, Field(max_length=100)] = ""
    count: _Count
    reach: Annotated[float, Field(ge=0)] = 0.0
    inside: Annotated[str, Field(max_length=MOST_INSIDE, description=_INSIDE)] = ""
    table: OwnTable | None = None
    images: OwnImages | None = None
    film: OwnFilm | None = None
    text: OwnText | None = None
    texts: OwnTexts | None = None
    arrays: OwnArrays | None = None

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if getattr(self, self.kind) is None:
            raise ValueError(f"the field {self.kind} is missing")
        return self

    @model_validator(mode="after")
    def _has_sound_insides(self) -> Self:
        if not self.inside:
            return self
        if self.kind not in KINDS_OF_FILES or not _FILE_NAME.fullmatch(self.path):
            raise _bad_inside("inside_name")
        try:
            content = unpacked(self.inside)
        except BadInside as bad:
            raise _bad_inside(str(bad)) from None
        if hashlib.sha256(content).hexdigest() != self.checksum:
            raise _bad_inside("inside_damaged")
        return self


def _bad_inside(kind: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "the data in the design are not sound")
