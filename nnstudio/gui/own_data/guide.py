"""The guide of three steps: look at what was read, choose inputs and target, see what it becomes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from nnstudio.data.own.inside import within_reach
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OwnData
from nnstudio.errors import UserError
from nnstudio.gui.dropped import dropped_path, holds_files
from nnstudio.gui.own_data.frame import GuideFrame
from nnstudio.gui.own_data.kinds import GUIDE_KINDS, steps_for
from nnstudio.gui.own_data.outcome import OutcomePage
from nnstudio.gui.own_data.pasted import is_pasted, pasted_path
from nnstudio.gui.own_data.reader import Reader, Work
from nnstudio.gui.own_data.start_page import StartPage
from nnstudio.gui.own_data.steps import Steps
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

START, LOOK, CHOOSE, OUTCOME = range(4)
_SIZE = (940, 620)


class OwnDataGuide(QDialog):
    """chosen: a DataChoice and its DataFacts, and whether a network that suits is wanted too.

    before: a choice of own data that is chosen again. suggest_network: whether there is none that would be
    lost.
    """

    chosen = Signal(object, object, bool)

    def __init__(
        self,
        theme: Theme,
        before: DataChoice | None = None,
        *,
        suggest_network: bool = True,
        folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Your own data"))
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        self._theme = theme
        self._before = before if before is not None and before.own is not None else None
        self._steps: Steps | None = None
        self._reader: Reader | None = None
        self._readers: list[Reader] = []  # also those that are cancelled and have not ended yet
        self._is_over = False
        self.start = StartPage([(kind.title, kind.help) for kind in GUIDE_KINDS], folder)
        self.outcome = OutcomePage()
        self.outcome.network.setChecked(suggest_network)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start)
        self.pages.addWidget(QWidget())
        self.pages.addWidget(QWidget())
        self.pages.addWidget(self.outcome)
        self.frame = GuideFrame(theme, self.pages, self)
        self._wire()
        self._follow()

    def _wire(self) -> None:
        self.start.chosen.connect(self.open_path)
        self.start.pasted.connect(self._on_start_pasted)
        self.outcome.changed.connect(self._follow)
        self.frame.back.clicked.connect(self._on_back_clicked)
        self.frame.next.clicked.connect(self._on_next_clicked)
        self.frame.cancel.clicked.connect(self.reject)
        self.frame.stop.clicked.connect(self._on_stop_clicked)

    @property
    def steps(self) -> Steps | None:
        return self._steps

    @property
    def is_reading(self) -> bool:
        return self._reader is not None

    @Slot(Path)
    def open_path(self, path: Path) -> None:
        """Read a file, and show it."""
        own = self._own_before(path)
        try:
            if own is not None and own.inside and path == Path(own.path):
                path = Path(within_reach(own).path)
            steps = steps_for(path, own)
        except UserError as error:
            self.frame.say(error)
            return
        self._take_steps(steps)
        self.frame.show_path(path)
        self._read(steps.reading(path))
        self.pages.setCurrentIndex(LOOK)
        self._follow()

    @Slot()
    def _on_start_pasted(self) -> None:
        try:
            path = pasted_path()
        except UserError as error:
            self.frame.say(error)
            return
        self.open_path(path)

    def _own_before(self, path: Path) -> OwnData | None:
        own = self._before.own if self._before is not None else None
        return own if own is not None and Path(own.path).suffix == path.suffix else None

    def _take_steps(self, steps: Steps) -> None:
        self._stop_reading()
        old, self._steps = self._steps, steps
        steps.setParent(self)
        for at, page in ((LOOK, steps.look), (CHOOSE, steps.choose)):
            gone = self.pages.widget(at)
            self.pages.insertWidget(at, page)
            if gone is not None:
                self.pages.removeWidget(gone)
                gone.deleteLater()
        if old is not None:
            old.deleteLater()
        steps.wanted.connect(self._on_steps_wanted)
        steps.changed.connect(self._follow)
        steps.set_theme(self._theme)

    # Reading --------------------------------------------------------------------------------------

    def _read(self, work: Work) -> None:
        self._stop_reading()
        self.frame.say(None)
        self._reader = reader = Reader(work, self)
        self._readers.append(reader)
        reader.told.connect(self._on_reader_told)
        reader.failed.connect(self._on_reader_failed)
        reader.progressed.connect(self.frame.show_progress)
        reader.finished.connect(self._on_reader_finished)
        self.frame.show_reading(True)
        reader.start()

    def _stop_reading(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None
        self.frame.show_reading(False)

    @Slot(object)
    def _on_reader_told(self, found: object) -> None:
        if self.sender() is self._reader and self._steps is not None:
            self._steps.take(found)
            self._follow()

    @Slot(object)
    def _on_reader_failed(self, error: UserError) -> None:
        if self.sender() is self._reader:
            self.frame.say(error)

    @Slot()
    def _on_reader_finished(self) -> None:
        reader = self.sender()
        self._readers = [each for each in self._readers if each is not reader]
        if reader is self._reader:
            self._reader = None
            self.frame.show_reading(False)
        if isinstance(reader, Reader):
            reader.deleteLater()
        self._follow()
        self._end()

    @Slot()
    def _on_stop_clicked(self) -> None:
        self._stop_reading()
        if self._steps is None or not self._steps.is_complete:
            self.pages.setCurrentIndex(START)
        self._follow()

    @Slot(object)
    def _on_steps_wanted(self, work: Work) -> None:
        self._read(work)
        self._follow()

    # Going on -------------------------------------------------------------------------------------

    @Slot()
    def _on_back_clicked(self) -> None:
        if self.pages.currentIndex() == LOOK:
            self._stop_reading()
        self.frame.say(None)
        self.pages.setCurrentIndex(max(START, self.pages.currentIndex() - 1))
        self._follow()

    @Slot()
    def _on_next_clicked(self) -> None:
        at = self.pages.currentIndex()
        if at == OUTCOME:
            self._finish()
            return
        if at == CHOOSE and not self._show_outcome():
            return
        self.pages.setCurrentIndex(at + 1)
        self._follow()

    def _show_outcome(self) -> bool:
        assert self._steps is not None
        try:
            own = self._steps.own()
        except UserError as error:
            self.frame.say(error)
            return False
        only_here = is_pasted(Path(own.path)) or self._stood_inside(own)
        self.outcome.show_own(own, self._before, self._steps.facts(), only_here)
        return True

    def _stood_inside(self, own: OwnData) -> bool:
        before = self._before.own if self._before is not None else None
        return before is not None and bool(before.inside) and before.checksum == own.checksum

    def _finish(self) -> None:
        facts = self.outcome.facts
        if facts is not None:
            try:
                choice = self.outcome.final_choice()
            except UserError as error:
                self.frame.say(error)
                return
            self.accept()
            self.chosen.emit(choice, facts, self.outcome.wants_network)

    @Slot()
    def _follow(self) -> None:
        """Bring the frame up to where the guide is, and what can be done there."""
        at = self.pages.currentIndex()
        problem: UserError | None = None
        if at == CHOOSE and self._steps is not None and self._steps.is_complete:
            try:
                self._steps.own()
            except UserError as error:
                problem = error
            self.frame.say(problem)
        elif at == OUTCOME:
            sentence = self.outcome.problem()
            problem = UserError(sentence) if sentence else None
            self.frame.say(problem)
        ready = at != START and self._steps is not None and self._steps.is_complete and problem is None
        self.frame.follow(at, ready)
        self.frame.path.setVisible(at != START)

    # Its end --------------------------------------------------------------------------------------

    def done(self, result: int) -> None:
        self._stop_reading()
        super().done(result)
        self._is_over = True
        self._end()

    def _end(self) -> None:
        """It goes once nothing reads any more: a thread must not be destroyed while it runs."""
        if self._is_over and not self._readers:
            self.deleteLater()

    def wait(self) -> None:
        """Until nothing reads any more; for the program's end."""
        self._stop_reading()
        for reader in self._readers:
            reader.wait()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.frame.set_theme(theme)
        if self._steps is not None:
            self._steps.set_theme(theme)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        try:
            path = dropped_path(event.mimeData())
        except UserError as error:
            self.frame.say(error)
        else:
            self.open_path(path)
