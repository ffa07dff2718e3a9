"""What stands on the clipboard, as a file that a design can remember."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import Final

from platformdirs import user_data_path
from PySide6.QtWidgets import QApplication

from nnstudio.data.own.reading import refusal
from nnstudio.design.files import reason_of
from nnstudio.i18n import _

_MOST: Final = 50_000_000  # characters
_LOOKED_AT: Final = 20  # lines


def pasted_path() -> Path:
    """The file or folder that was copied; of text, the file that it is now kept in. Raises UserError."""
    found = QApplication.clipboard().mimeData()
    for url in found.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    text = found.text() if found.hasText() else ""
    if not text.strip():
        raise refusal(
            _("There is neither text nor a file on the clipboard."),
            _("Copy cells of a table, a text, or a file in your file manager."),
        )
    if len(text) > _MOST:
        raise refusal(_("The text on the clipboard is too long."), _("Save it to a file, and choose that."))
    return _kept(text)


def is_pasted(path: Path) -> bool:
    """Whether it is a file that pasted text was kept in."""
    return path.parent == _folder()


def _folder() -> Path:
    return user_data_path("nnstudio", appauthor=False) / "pasted"


def _kept(text: str) -> Path:
    """Cells that were copied from a spreadsheet are parted by tabs; other text is looked into."""
    lines = text.splitlines()[:_LOOKED_AT]
    suffix = ".tsv" if all("\t" in line for line in lines if line.strip()) else ".txt"
    folder = _folder()
    path = folder / f"{_('Pasted')} {datetime.now():%Y-%m-%d %H.%M.%S}{suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", errors="replace", newline="\n")
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)  # what there was room for is no whole
        raise refusal(
            _("What was pasted cannot be kept. {reason}").format(reason=reason_of(error)),
            _("Save it to a file yourself, and choose that."),
        ) from None
    return path
