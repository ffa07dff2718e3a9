"""The arrangement of panels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.gui.workspace import DOCKS, Workspace

SIZE = QSize(1366, 720)


class Front(QMainWindow):
    """A window that shows something else first, as the program shows its gallery."""

    def __init__(self, kept: QByteArray | None = None, size: QSize = SIZE) -> None:
        super().__init__()
        self._pages = QStackedWidget()
        self._pages.addWidget(QLabel("gallery"))
        self.setCentralWidget(self._pages)
        self.resize(size)
        self.show()
        self.workspace = Workspace({name: QWidget() for name in DOCKS})
        if kept is not None:
            self.workspace.restore_layout(kept)
        self._pages.addWidget(self.workspace)
        self._pages.setCurrentWidget(self.workspace)

    def widths(self) -> dict[str, int]:
        QCoreApplication.sendPostedEvents(self.workspace, QEvent.Type.LayoutRequest)
        docks = self.workspace.docks
        return {name: docks[name].width() for name in ("network", "layer", "progress")}


def test_that_panels_have_the_widths_again_that_were_kept(qtbot: QtBot) -> None:
    first = Front()
    qtbot.addWidget(first)
    usual = first.widths()
    first.workspace.docks["predictions"].hide()
    changed = first.widths()
    assert changed["progress"] > usual["progress"] + 100
    again = Front(first.workspace.layout_state())
    qtbot.addWidget(again)
    assert again.workspace.docks["predictions"].isHidden()
    assert again.widths() == pytest.approx(changed, abs=8)


def test_that_a_kept_layout_that_cannot_be_read_leaves_the_usual_one(qtbot: QtBot) -> None:
    usual, broken = Front(), Front(QByteArray(b"nonsense"))
    qtbot.addWidget(usual)
    qtbot.addWidget(broken)
    assert broken.widths() == usual.widths()


def test_that_kept_widths_come_back_in_a_window_that_gets_its_size_after_it_is_shown(qtbot: QtBot) -> None:
    first = Front()
    qtbot.addWidget(first)
    workspace = first.workspace
    workspace.resizeDocks([workspace.docks["network"]], [400], Qt.Orientation.Horizontal)
    changed = first.widths()
    kept = workspace.layout_state()
    again = Front(kept, QSize(700, 400))
    qtbot.addWidget(again)
    again.widths()
    again.resize(SIZE)
    assert again.widths() == pytest.approx(changed, abs=8)


def enlarge(front: Front, panel: QWidget, points: int, least: int) -> None:
    """Change the text size, and with it the room that a panel cannot do without."""
    font = QFont(front.font())
    font.setPointSize(points)
    front.setFont(font)
    panel.setMinimumWidth(least)


def settled(front: Front) -> dict[str, int]:
    """The widths once all that was put off for the new text is done."""
    QCoreApplication.processEvents()
    return front.widths()


def test_that_a_larger_text_widens_panels_and_a_small_one_gives_the_room_back(qtbot: QtBot) -> None:
    front = Front()
    qtbot.addWidget(front)
    usual = front.widths()
    panel = front.workspace.docks["layer"].widget()
    enlarge(front, panel, 14, 520)
    assert settled(front)["layer"] >= 520
    enlarge(front, panel, 16, 560)
    assert settled(front)["layer"] >= 560
    enlarge(front, panel, 10, 200)
    assert settled(front) == pytest.approx(usual, abs=8)


def test_that_a_panel_moved_while_the_text_is_large_stays_as_it_was_left(qtbot: QtBot) -> None:
    front = Front()
    qtbot.addWidget(front)
    front.widths()
    panel = front.workspace.docks["layer"].widget()
    enlarge(front, panel, 14, 300)
    settled(front)
    workspace = front.workspace
    workspace.resizeDocks([workspace.docks["network"]], [420], Qt.Orientation.Horizontal)
    chosen = front.widths()
    enlarge(front, panel, 10, 200)
    assert settled(front) == pytest.approx(chosen, abs=8)
