"""Opening and saving: between the document, files, the shipped designs and the person."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from nnstudio.design import files
from nnstudio.design.edits import new_design
from nnstudio.design.model import Design
from nnstudio.design.shipped import load_shipped
from nnstudio.errors import UserError
from nnstudio.gui.dialogs import Answer, Dialogs
from nnstudio.gui.document import Document
from nnstudio.gui.messages import Message
from nnstudio.gui.recent_files import RecentFiles
from nnstudio.i18n import _

FILE_KEY = "file"


class DesignFiles(QObject):
    """A design that cannot be read or written leaves everything as it was, with one message."""

    opened = Signal()
    saved = Signal()
    message = Signal(Message)

    def __init__(
        self,
        document: Document,
        recent: RecentFiles,
        dialogs: Dialogs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._recent = recent
        self._dialogs = dialogs

    @property
    def name(self) -> str:
        """What the current design is called: its file, its title, or "untitled"."""
        path = self._document.path
        return path.stem if path is not None else self._document.design.title or _("untitled")

    def new(self) -> bool:
        return self.show(new_design(), None, shipped=False)

    def choose(self) -> bool:
        path = self._dialogs.ask_open(self._folder())
        return path is not None and self.open(path)

    def open(self, path: Path) -> bool:
        try:
            design = files.load(path)
        except UserError as error:
            if not os.path.isfile(path):
                self._recent.drop(path)
            self.message.emit(Message.of(error, key=FILE_KEY))
            return False
        if not self.show(design, path.absolute(), shipped=False):
            return False
        self._recent.add(path)
        return True

    def open_shipped(self, name: str) -> bool:
        """Show a copy of a shipped design; saving it asks for a place."""
        try:
            design = load_shipped(name)
        except UserError as error:
            self.message.emit(Message.of(error, key=FILE_KEY))
            return False
        return self.show(design, None, shipped=True)

    def save(self) -> bool:
        path = self._document.path
        return self.save_as() if path is None or self._document.is_shipped else self._write(path)

    def save_as(self) -> bool:
        suggestion = self._document.path or self._folder() / (_file_name(self.name) + files.SUFFIX)
        path = self._dialogs.ask_save(suggestion)
        return path is not None and self._write(path.absolute())

    def export_to(self) -> Path | None:
        """The folder that a person wants to have the design exported to; it may not be there yet."""
        chosen = self._dialogs.ask_folder(self._folder())
        return None if chosen is None else chosen / _("{name} (Keras)").format(name=_file_name(self.name))

    def may_leave(self) -> bool:
        """Whether the current design may be left: saved, not changed, or given up by its owner."""
        if not self._document.is_modified:
            return True
        answer = self._dialogs.ask_unsaved(self.name)
        return answer is Answer.DISCARD or (answer is Answer.SAVE and self.save())

    def show(self, design: Design, path: Path | None, *, shipped: bool) -> bool:
        """Show a design that was read, if the current one may be left."""
        if not self.may_leave():
            return False
        self._document.open(design, path, shipped=shipped)
        self.opened.emit()
        return True

    def _write(self, path: Path) -> bool:
        try:
            files.save(self._document.design, path)
        except UserError as error:
            self.message.emit(Message.of(error, key=FILE_KEY))
            return False
        self._document.mark_saved(path)
        self._recent.add(path)
        self.saved.emit()
        return True

    def _folder(self) -> Path:
        """Where a file dialog begins: beside the last file, else in Documents."""
        for path in (self._document.path, *self._recent.paths):
            if path is not None:
                return path.parent
        where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(where) if where else Path.home()


def _file_name(name: str) -> str:
    """A title as a file name that every system takes."""
    kept = "".join(sign if sign.isalnum() or sign in " -_,()" else "-" for sign in name)
    return kept.strip(" -") or "design"
