"""The user's own data as a design remembers them: where they are, what was found there, what was chosen.

All that ``describe`` needs stands here, so that shapes and counts appear without reading the data. The
checksum says whether what is there now is still what was looked at.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from nnstudio.catalogue.values import Frozen

OWN: Final = "own"  # the source's key of a choice that holds own data

OwnKind = Literal["table"]
ColumnKind = Literal["number", "category", "text", "time"]
Role = Literal["input", "target", "time", "unused"]
Gaps = Literal["leave", "fill"]

_MOST_COLUMNS: Final = 2_000
_MOST_CLASSES: Final = 1_000
_Count = Annotated[int, Field(ge=1, le=1_000_000_000)]
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


class OwnData(Frozen):
    """What was chosen of a file.

    path: absolute in a design that is open; in its file, relative to that file where it lies near.
    checksum: SHA-256 of the file's bytes. count: how many examples are left to learn from. reach: the largest
    size of a number in it.
    """

    kind: OwnKind
    path: Annotated[str, Field(min_length=1, max_length=4_000)]
    checksum: Annotated[str, Field(max_length=100)] = ""
    count: _Count
    reach: Annotated[float, Field(ge=0)] = 0.0
    table: OwnTable
