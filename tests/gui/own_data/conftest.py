"""A guide that reads real files in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from nnstudio.gui.own_data import OwnDataGuide
from nnstudio.gui.theme import LIGHT

Read: TypeAlias = Callable[[Path], OwnDataGuide]


@pytest.fixture
def guide(qtbot: QtBot) -> Iterator[OwnDataGuide]:
    made = OwnDataGuide(LIGHT)
    made.show()
    yield made
    if not isValid(made):  # it has gone by itself
        return
    made.wait()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


@pytest.fixture
def read(guide: OwnDataGuide, qtbot: QtBot) -> Read:
    """Open a path in the guide, and wait until it is read."""

    def opened(path: Path) -> OwnDataGuide:
        guide.open_path(path)
        qtbot.waitUntil(lambda: not guide.is_reading)
        return guide

    return opened
