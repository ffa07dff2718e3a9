from __future__ import annotations

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from tests.conftest import left_alive


def test_that_a_forgotten_thread_of_qt_is_found(qapp: QApplication) -> None:
    thread = QThread()
    thread.setObjectName("forgotten")
    thread.start()
    assert "forgotten" in left_alive()
    thread.quit()
    thread.wait()
    assert "forgotten" not in left_alive()
