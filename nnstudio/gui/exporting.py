"""Exports the open design as a program: asks where to, writes beside the work, tells what became of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from nnstudio.errors import UserError
from nnstudio.export import PROGRAM_FILE, cannot_be_exported, in_the_way
from nnstudio.gui.design_files import DesignFiles
from nnstudio.gui.dialogs import Dialogs
from nnstudio.gui.document import Document
from nnstudio.gui.messages import Level, Message, Offer
from nnstudio.gui.reading_bar import WaitingBar
from nnstudio.i18n import _
from nnstudio.training.exporter import Exporter

EXPORT_KEY: Final = "export"
_PAUSE: Final = 100  # milliseconds between two looks


class Exporting(QObject):
    """One export at a time. message: what became of it."""

    message = Signal(Message)

    def __init__(
        self,
        document: Document,
        files: DesignFiles,
        dialogs: Dialogs,
        bar: WaitingBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._files = files
        self._dialogs = dialogs
        self._bar = bar
        self._exporter: Exporter | None = None
        self._name = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._on_timer_timeout)
        bar.cancelled.connect(self.cancel)

    @property
    def is_going(self) -> bool:
        return self._exporter is not None

    def begin(self) -> None:
        """Ask for a folder, and write into it what the design is now."""
        if self._exporter is not None:
            self._tell(_("“{name}” is still being written.").format(name=self._name))
            return
        refused = cannot_be_exported(self._document.report)
        if refused is not None:
            self.message.emit(Message.of(refused, key=EXPORT_KEY))
            return
        folder = self._files.export_to()
        if folder is None:
            return
        there = in_the_way(folder)
        if there and not self._dialogs.ask_replace(folder, there):
            return
        self._name = folder.name
        self._exporter = Exporter(self._document.design, folder, overwrite=bool(there))
        self._show()
        self._timer.start()

    @Slot()
    def cancel(self) -> None:
        """End what is being written, if anything is; nothing of it stays."""
        if self._exporter is not None:
            self._exporter.cancel()
            self._over()

    @Slot()
    def _on_timer_timeout(self) -> None:
        exporter = self._exporter
        if exporter is None:
            return
        try:
            if not exporter.has_ended():
                self._show()
                return
        except UserError as error:
            self._over()
            self.message.emit(Message.of(error, key=EXPORT_KEY))
            return
        self._over()
        self._tell_where(exporter.folder)

    def _show(self) -> None:
        assert self._exporter is not None
        self._bar.show_share(_("Writing “{name}”…").format(name=self._name), self._exporter.share)

    def _over(self) -> None:
        self._timer.stop()
        self._exporter = None
        self._bar.hide()

    def _tell(self, text: str) -> None:
        self.message.emit(Message(Level.INFO, text, key=EXPORT_KEY))

    def _tell_where(self, folder: Path) -> None:
        url = QUrl.fromLocalFile(str(folder))
        self.message.emit(
            Message(
                Level.INFO,
                _("The program and its data are in “{folder}”.").format(folder=folder),
                hint=_("It needs Python with Keras and TensorFlow; run it with: {words}").format(
                    words=f"python {PROGRAM_FILE}"
                ),
                offer=Offer(_("Show the folder"), partial(QDesktopServices.openUrl, url)),
                key=EXPORT_KEY,
            )
        )
