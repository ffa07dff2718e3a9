"""Archives are judged by what their parts say they expand to, before anything is expanded."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from nnstudio.data.own.reading import file_size, in_words, refusal
from nnstudio.i18n import _

LARGEST: Final = 4_000_000_000  # bytes of all parts together
_MOST_PARTS: Final = 10_000
_DENSEST: Final = 200  # times larger than packed; text of numbers packs to a tenth or a twentieth
_SMALL: Final = 50_000_000  # bytes that may come of anything


def check_archive(path: Path) -> None:
    """Raises UserError for what is no archive, or one that would fill the memory."""
    packed = file_size(path)
    with in_words(path):
        try:
            with zipfile.ZipFile(path) as archive:
                sizes = [part.file_size for part in archive.infolist()]
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise refusal(
                _("“{name}” is damaged, or not what its name says.").format(name=path.name)
            ) from None
    total = sum(sizes)
    if len(sizes) > _MOST_PARTS or total > LARGEST or (total > _SMALL and total > _DENSEST * packed):
        raise refusal(
            _("“{name}” would take {size:,} MB when unpacked, too much for what it is.").format(
                name=path.name, size=total // 1_000_000
            )
        )
