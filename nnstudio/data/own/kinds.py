"""The kinds of own data: how each is described, loaded again, and told to be the same as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nnstudio.data.own.array_load import load_arrays
from nnstudio.data.own.array_source import describe_arrays
from nnstudio.data.own.film import describe_film, load_film
from nnstudio.data.own.folders import folder_stamp
from nnstudio.data.own.images import describe_images, load_images
from nnstudio.data.own.reading import Progress, stamp
from nnstudio.data.own.table_load import load_table
from nnstudio.data.own.table_source import describe_table
from nnstudio.data.own.text_folder import describe_texts, load_texts
from nnstudio.data.own.texts import describe_text, load_text
from nnstudio.data.source import Raw
from nnstudio.design.own import OwnData, OwnKind
from nnstudio.errors import UserError
from nnstudio.i18n import _


@dataclass(frozen=True)
class OwnReader:
    """describe: the fields of a Source that are the kind's own. load: reads it, and tells how far it is;
    raises UserError.

    stamp: tells quickly whether it may have changed; None where it cannot be seen.
    """

    describe: Callable[[OwnData], dict[str, Any]]
    load: Callable[[OwnData, Progress], Raw]
    stamp: Callable[[Path], object] = stamp


OWN_READERS: Final[Mapping[OwnKind, OwnReader]] = {
    "table": OwnReader(describe_table, load_table),
    "images": OwnReader(describe_images, load_images, folder_stamp),
    "film": OwnReader(describe_film, load_film),
    "text": OwnReader(describe_text, load_text),
    "texts": OwnReader(describe_texts, load_texts, folder_stamp),
    "arrays": OwnReader(describe_arrays, load_arrays),
}


def kind_of(own: OwnData) -> OwnReader:
    """Raises UserError for a kind that this version cannot read."""
    reader = OWN_READERS.get(own.kind)
    if reader is None:
        raise UserError(_("Own data of this kind cannot be read here."), where="data.own")
    return reader
