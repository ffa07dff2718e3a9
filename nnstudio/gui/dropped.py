"""What a person drops on a window: one file or one folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from nnstudio.errors import UserError
from nnstudio.i18n import _


def holds_files(data: QMimeData) -> bool:
    return any(url.isLocalFile() for url in data.urls())


def dropped_path(data: QMimeData) -> Path:
    """The only one; raises UserError for several, of which nobody knows which is meant."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(paths) > 1:
        raise UserError(
            _("{count:,} files were dropped at once.").format(count=len(paths)),
            _("Drop one. Files that belong together go into a folder, those of each class into one in it."),
        )
    return paths[0]
