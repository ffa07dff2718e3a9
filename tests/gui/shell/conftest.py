"""One warm worker for the tests of the shell, and a run state and a window upon it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.gui.appearance import Appearance
from nnstudio.gui.document import Document
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.run_state import RunState
from nnstudio.gui.settings import Settings
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.training.renewal import Limits
from nnstudio.training.supervisor import Worker
from tests.engine.designs import points
from tests.gui.shell.windows import Answers

PATIENCE = 60_000  # milliseconds; a worker warms up in 4 to 10 seconds

Until: TypeAlias = Callable[[RunState, Callable[[], bool]], None]


@pytest.fixture(scope="session")
def thread(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrainingThread]:
    """A running training thread; it heals itself when a test ends its worker.

    The tests of many files together make its worker large, but no spare of it appears among them.
    """
    log = tmp_path_factory.mktemp("worker") / "worker.log"
    training = TrainingThread(make_worker=lambda: Worker(log), limits=Limits(spares=0))
    training.start()
    yield training
    training.shutdown()
    assert training.isFinished()


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    """Wait until something is so of a run state, looking each time it says that something is new."""

    def wait(state: RunState, condition: Callable[[], bool]) -> None:
        if not condition():
            with qtbot.waitSignal(state.ticked, timeout=PATIENCE, check_params_cb=lambda: condition()):
                pass

    return wait


@pytest.fixture
def document(qapp: QApplication) -> Iterator[Document]:
    made = Document(points(epochs=200))
    yield made
    delete_later(made)


@pytest.fixture
def state(document: Document, thread: TrainingThread, until: Until) -> Iterator[RunState]:
    """A run state whose worker is warm and has shown the data."""
    made = RunState(document, thread)
    until(made, lambda: made.worker is not None and made.preview is not None)
    yield made
    made.forget()
    thread.arrived.disconnect()
    delete_later(made)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


def delete_later(thing: QObject) -> None:
    """Delete a Qt object now, so that the next test hears nothing of it."""
    thing.deleteLater()
    QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)


@pytest.fixture
def answers(qapp: QApplication) -> Answers:
    return Answers()


@pytest.fixture
def window(
    settings: Settings, thread: TrainingThread, answers: Answers, qapp: QApplication, until: Until
) -> Iterator[MainWindow]:
    """The whole window, shown, with a warm worker; the thread outlives it."""
    settings.set_value("theme", "light")
    appearance = Appearance(qapp, settings)
    made = MainWindow(settings, appearance, thread, answers)
    made.show()
    until(made.run_state, lambda: made.run_state.worker is not None)
    yield made
    made.run_state.forget()
    made.hide()
    thread.arrived.disconnect()
    delete_later(made)
    delete_later(appearance)
