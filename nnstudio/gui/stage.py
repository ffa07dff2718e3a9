"""The middle of the window: the gallery, or the desk of the open design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from nnstudio.gui.document import Document
from nnstudio.gui.gallery import GalleryPage
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.run_state import RunState
from nnstudio.gui.settings import Settings
from nnstudio.gui.theme import Theme

if TYPE_CHECKING:
    from nnstudio.gui.desk import Desk


class Stage(QStackedWidget):
    """Shows one of the two at a time. The desk is made when it is first needed.

    turned: the other one shows. desk_made: once, with the desk.
    """

    turned = Signal()
    desk_made = Signal(object)

    def __init__(
        self,
        document: Document,
        run_state: RunState,
        settings: Settings,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._run_state = run_state
        self._settings = settings
        self._theme = theme
        self._desk: Desk | None = None
        self.has_design = False
        self.gallery = GalleryPage(theme)
        self.addWidget(self.gallery)

    @property
    def is_working(self) -> bool:
        """Whether a design is shown, rather than the gallery."""
        return self.currentWidget() is not self.gallery

    @property
    def desk(self) -> Desk:
        """The panels of the open design."""
        if self._desk is None:
            from nnstudio.gui.desk import Desk  # plots take as long to import as the rest of the window

            own = OwnGroups(self._settings.folder / "groups", self)
            self._desk = Desk(self._document, self._run_state, self._theme, self, own)
            self._desk.workspace.restore_layout(self._settings.layout("docks"))
            self.addWidget(self._desk.workspace)
            self.desk_made.emit(self._desk)
        return self._desk

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.gallery.set_theme(theme)
        if self._desk is not None:
            self._desk.set_theme(theme)

    def show_design(self) -> None:
        """The design that was just opened, from its beginning."""
        self.has_design = True
        self.setCurrentWidget(self.desk.workspace)
        self.desk.begin()
        self.turned.emit()

    def take_up(self, *, working: bool) -> None:
        """Show the design that was open before this stage was made, or have it behind the gallery."""
        self.show_design()
        if not working:
            self.turn()

    def turn(self) -> None:
        """The gallery; from the gallery, back to the design where there is one."""
        back = not self.is_working and self.has_design
        self.setCurrentWidget(self.desk.workspace if back else self.gallery)
        self.turned.emit()

    def keep_layout(self) -> None:
        """Note where the panels are, for the next time."""
        if self._desk is not None:
            self._settings.set_layout("docks", self._desk.workspace.layout_state())
