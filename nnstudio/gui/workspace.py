"""The panels of an open design, as docks that float, hide and come back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QFont, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from nnstudio.gui.dock_shares import DockShares
from nnstudio.gui.theme import Theme
from nnstudio.i18n import N_, _

_SLIGHTLY = 0.01  # points
_SETTLING = 1500  # milliseconds in which a desktop may still give a new window its size
LAYOUT_VERSION = 2  # of the docks; a kept layout of another version is passed over

DOCKS: dict[str, str] = {
    "palette": N_("Layers"),
    "network": N_("Network"),
    "layer": N_("Layer"),
    "data": N_("Data"),
    "training": N_("Training"),
    "progress": N_("Progress"),
    "predictions": N_("Predictions"),
}
_WIDTHS = {"network": 316, "layer": 308, "progress": 354, "predictions": 384}
_HEIGHTS = {"layer": 436, "palette": 238}


class Workspace(QMainWindow):
    """Arranges panels by name; knows nothing of what they show."""

    def __init__(self, panels: Mapping[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        self.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setDocumentMode(True)
        self.docks = {name: _dock(name, title, panels[name], self) for name, title in DOCKS.items()}
        self._shares = DockShares(self, self.docks.values())
        self._is_arranged = False
        self._kept = QByteArray()
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING)
        self.reset_layout()

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"QMainWindow::separator {{ background: {theme.ground}; width: 5px; height: 5px; }}"
            f"QMainWindow::separator:hover {{ background: {theme.accent}; }}"
            f"QDockWidget::title {{ background: {theme.ground}; padding: 3px 8px; text-align: left; }}"
        )

    def reset_layout(self) -> None:
        """Every panel back to where it was at first."""
        docks = self.docks
        for dock in docks.values():
            dock.setFloating(False)
            self.removeDockWidget(dock)
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self.addDockWidget(left, docks["network"])  # as high as the window: a network is a long list
        self.splitDockWidget(docks["network"], docks["layer"], Qt.Orientation.Horizontal)
        self.splitDockWidget(docks["layer"], docks["palette"], Qt.Orientation.Vertical)
        self.tabifyDockWidget(docks["layer"], docks["data"])
        self.tabifyDockWidget(docks["data"], docks["training"])
        self.addDockWidget(right, docks["progress"])
        self.splitDockWidget(docks["progress"], docks["predictions"], Qt.Orientation.Horizontal)
        for dock in docks.values():
            dock.show()
        docks["layer"].raise_()
        self._share_out()

    @Slot()
    def _share_out(self) -> None:
        """Give each panel its part of the room there is."""
        for sizes, way in ((_WIDTHS, Qt.Orientation.Horizontal), (_HEIGHTS, Qt.Orientation.Vertical)):
            self.resizeDocks([self.docks[name] for name in sizes], list(sizes.values()), way)
        self._shares.forget()

    def showEvent(self, event: QShowEvent) -> None:
        """Sizes of docks count only once there is room to share; those of a kept layout too."""
        super().showEvent(event)
        if not self._is_arranged:
            self._is_arranged = True
            self._settling.start()
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A desktop may give a window its size only after it is shown: arrange the panels again then."""
        super().resizeEvent(event)
        if self._settling.isActive():
            self._arrange()

    def _arrange(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
        if self._kept.isEmpty() or not self.restoreState(self._kept, LAYOUT_VERSION):
            self._share_out()

    def changeEvent(self, event: QEvent) -> None:
        """Qt draws a dock's title in the font it had at first, unless the dock has one of its own."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "docks"):
            self._shares.text_changes()
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() + _SLIGHTLY)  # the same font would count as none
            for dock in self.docks.values():
                dock.setFont(font)

    def show_dock(self, name: str) -> None:
        """Bring a panel to the front."""
        self.docks[name].show()
        self.docks[name].raise_()

    def toggles(self) -> list[QAction]:
        """An action for each panel that shows or hides it, for the View menu."""
        return [dock.toggleViewAction() for dock in self.docks.values()]

    def layout_state(self) -> QByteArray:
        return self.saveState(LAYOUT_VERSION)

    def restore_layout(self, state: QByteArray) -> None:
        """Arrange the panels as they were kept, once the workspace is shown and has its size."""
        self._kept = state

    def sizeHint(self) -> QSize:
        return QSize(1366, 690)


def _dock(name: str, title: str, panel: QWidget, parent: QMainWindow) -> QDockWidget:
    dock = QDockWidget(_(title), parent)
    dock.setObjectName(name)
    dock.setWidget(panel)
    return dock
