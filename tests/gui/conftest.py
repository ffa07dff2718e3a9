"""No window of a test appears on the screen, and no test gives up because the machine is busy."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

PATIENCE = 60_000  # milliseconds; a wait ends as soon as there is nothing left to wait for


class PatientBot(QtBot):  # type: ignore[misc]
    """Waits for longer than pytest-qt's five seconds where a test does not say how long."""

    def waitActive(self, *args: Any, timeout: int = PATIENCE) -> Any:
        return super().waitActive(*args, timeout=timeout)

    def waitExposed(self, *args: Any, timeout: int = PATIENCE) -> Any:
        return super().waitExposed(*args, timeout=timeout)

    def waitSignal(self, *args: Any, timeout: int = PATIENCE, **more: Any) -> Any:
        return super().waitSignal(*args, timeout=timeout, **more)

    def waitSignals(self, *args: Any, timeout: int = PATIENCE, **more: Any) -> Any:
        return super().waitSignals(*args, timeout=timeout, **more)

    def waitUntil(self, *args: Any, timeout: int = PATIENCE) -> None:
        super().waitUntil(*args, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)
