"""Theme and text size reach what is already on the screen."""

from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.gui.appearance import Appearance
from nnstudio.gui.settings import Settings


def test_that_a_new_text_size_reaches_what_is_in_a_window(qtbot: QtBot, tmp_path: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    usual = QFont(app.font())
    window, label, styled = QWidget(), QLabel("a"), QLabel("b")
    styled.setStyleSheet("color: #777777")
    column = QVBoxLayout(window)
    column.addWidget(label)
    column.addWidget(styled)
    qtbot.addWidget(window)
    appearance = Appearance(app, Settings(tmp_path / "settings.ini"))
    window.show()
    qtbot.waitExposed(window)
    try:
        appearance.change_text_size(50)
        QApplication.processEvents()
        wanted = 1.5 * usual.pointSizeF()
        assert [each.font().pointSizeF() for each in (window, label, styled)] == [wanted] * 3
    finally:
        app.setFont(usual)
        appearance.deleteLater()
