"""The user's own data as a design remembers them: where they are, what was found there, what was chosen.

All that ``describe`` needs stands here, so that shapes and counts appear without reading the data. The
checksum says whether what is there now is still what was looked at.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from nnstudio.catalogue.values import Frozen

OWN: Final = "own"  # the source's key of a choice that holds own data

OwnKind = Literal["table", "images", "text", "arrays", "gif"]
ColumnKind = Literal["number", "category", "text", "time"]
Role = Literal["input", "target", "time", "unused"]
Gaps = Literal["leave", "fill"]

_PARTS: Final = {"table": "table", "images": "images", "gif": "images", "arrays": "arrays", "text": "text"}
_MOST_COLUMNS: Final = 2_000
_MOST_CLASSES: Final = 1_000
_Count = Annotated[int, Field(ge=1, le=1_000_000_000)]
_Side = Annotated[int, Field(ge=1, le=100_000)]
_Name = Annotated[str, Field(max_length=1_000)]
_Names = Annotated[tuple[_Name, ...], Field(max_length=_MOST_CLASSES)]


class OwnColumn(Frozen):
    """A column of a table. kind: what its cells are; role: what it is to the network.

    categories: of a category, in the order of their numbers. A number as a category is written as text.
    """

    name: _Name
    kind: ColumnKind = "number"
    role: Role = "unused"
    categories: _Names = ()


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


class OwnImages(Frozen):
    """The size that every image is brought to, and 1 channel for grey or 3 for colour.

    frames: how many images an example is made of: more than 1 for clips.
    """

    height: _Side
    width: _Side
    channels: Literal[1, 3] = 3
    frames: _Side = 1


class OwnArrays(Frozen):
    """Names of the arrays in a file; targets: "" where there are none. shape: of one input."""

    inputs: _Name
    targets: _Name = ""
    shape: Annotated[tuple[_Side, ...], Field(min_length=1, max_length=5)]
    target_size: Annotated[int, Field(ge=0, le=100_000)] = 0  # numbers of a target that is no class


class OwnText(Frozen):
    """How text is read. encoding: a codec's name."""

    encoding: Annotated[str, Field(max_length=40)] = "utf-8-sig"


class OwnData(Frozen):
    """What was chosen of a file or a folder; the one of the four that ``kind`` names is given.

    path: absolute in a design that is open; in its file, relative to that file where it lies near.
    checksum: SHA-256 of a file's bytes; of a folder, over the names and bytes of the files that are read.
    count: how many examples are left to learn from. classes: of images and arrays; a table has its own
    with its columns. reach: the largest size of a number in it.
    """

    kind: OwnKind
    path: Annotated[str, Field(min_length=1, max_length=4_000)]
    checksum: Annotated[str, Field(max_length=100)] = ""
    count: _Count
    classes: _Names = ()
    reach: Annotated[float, Field(ge=0)] = 0.0
    table: OwnTable | None = None
    images: OwnImages | None = None
    arrays: OwnArrays | None = None
    text: OwnText | None = None

    @model_validator(mode="after")
    def _check_part(self) -> Self:
        given = [part for part in ("table", "images", "arrays", "text") if getattr(self, part) is not None]
        if given != [_PARTS[self.kind]]:
            raise ValueError(self.kind)
        return self
