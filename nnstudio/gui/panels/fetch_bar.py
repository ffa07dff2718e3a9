"""Fetches the chosen set on a person's word: how much it is, how far it is, and a way to end it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from nnstudio.data.fetched import fetched_file, is_in_keras_folder
from nnstudio.data.source import Source
from nnstudio.errors import UserError
from nnstudio.gui.panels.parts import Text
from nnstudio.i18n import _
from nnstudio.training.fetcher import Fetcher

_MILLION: Final = 1_000_000
_PAUSE: Final = 200  # milliseconds between two looks
_FULL: Final = 1000


class FetchBar(QWidget):
    """Shows itself only for a set that has to be fetched and is not there yet."""

    fetched = Signal(str)  # the key of a set that is there now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self._fetcher: Fetcher | None = None
        self._of: Source | None = None  # which the fetcher fetches
        self.said = Text()
        self.fetch_button = QPushButton(_("Fetch"))
        self.cancel_button = QPushButton(_("Cancel"))
        self.progress = QProgressBar()
        self.progress.setRange(0, _FULL)
        self.progress.setAccessibleName(_("Download"))
        row = QHBoxLayout()
        row.addWidget(self.fetch_button)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel_button)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._wire()
        self.show_source(None)

    def _wire(self) -> None:
        self.fetch_button.clicked.connect(self._on_fetch_clicked)
        self.cancel_button.clicked.connect(self.cancel)
        self._timer.timeout.connect(self._on_timer_timeout)
        app = QApplication.instance()
        if isinstance(app, QObject):
            app.aboutToQuit.connect(self.cancel)

    @property
    def is_going(self) -> bool:
        return self._fetcher is not None

    def show_source(self, source: Source | None) -> None:
        """The set that is chosen now; a fetch of another one goes on."""
        self._source = source
        wanted = source is not None and source.fetched_bytes > 0 and not fetched_file(source.key).exists()
        self.setVisible(wanted)
        if wanted and source is not None:
            self._say(source)

    def _say(self, source: Source) -> None:
        going = self._fetcher is not None
        self.progress.setVisible(going)
        self.cancel_button.setVisible(going)
        self.fetch_button.setVisible(not going)
        if going and self._of is not None:
            self.said.say(_("Fetching {title}…").format(title=_(self._of.title)))
        elif is_in_keras_folder(source):
            self.said.say(_("It is in Keras' folder on this machine: nothing has to be downloaded."))
        else:
            size = source.fetched_bytes / _MILLION
            self.said.say(_("It is not on this machine yet: {size:,.0f} MB to download.").format(size=size))

    @Slot()
    def _on_fetch_clicked(self) -> None:
        if self._source is not None and self._fetcher is None:
            self._of = self._source
            self._fetcher = Fetcher(self._source, fetched_file(self._source.key))
            self.progress.setValue(0)
            self._timer.start()
            self._say(self._source)

    @Slot()
    def cancel(self) -> None:
        """End what is being fetched, if anything is."""
        if self._fetcher is not None:
            self._fetcher.cancel()
            self._over("")

    @Slot()
    def _on_timer_timeout(self) -> None:
        if self._fetcher is None:
            return
        self.progress.setValue(round(_FULL * self._fetcher.share))
        try:
            if not self._fetcher.has_ended():
                return
        except UserError as error:
            self._over(f"{error.message} {error.hint}")
            return
        key = self._of.key if self._of is not None else ""
        self._over("")
        self.fetched.emit(key)

    def _over(self, trouble: str) -> None:
        self._timer.stop()
        self._fetcher = None
        self.show_source(self._source)
        if trouble:
            self.said.say(trouble)
