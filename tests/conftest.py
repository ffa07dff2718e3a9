"""Fixtures for all tests, and the last look around: no process and no thread is left alive."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, settings

from nnstudio.protocol.events import Ready
from nnstudio.training.supervisor import Worker
from tests.training.conversation import SHARED_WORKERS, Conversation

# What XLA compiled for a test is kept for the next ones, and apart from what the person who tests has.
os.environ.setdefault(
    "NNSTUDIO_COMPILED", str(Path(__file__).parents[1] / ".pytest_cache" / "d" / "compiled")
)


os.environ["LANGUAGE"] = "en"  # whichever language is spoken where the tests run, they read English


# What is drawn at random is the same each time, so that a test fails for what was changed, and a busy machine
# is no reason. Other draws: --hypothesis-profile=explore.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", parent=settings.get_profile("explore"), derandomize=True)
settings.load_profile("same")

# Two processes keep two cores busy; and one alone would run out of memory mappings before its last test.
PROCESSES = 2


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """All tests are shared by some processes; a file or folder that was asked for runs in this one."""
    return PROCESSES if config.args == config.getini("testpaths") else 0


@pytest.fixture(scope="session")
def warm_worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversation]:
    """A worker process that is warm, for all tests that do not harm it; it ends with the session."""
    worker = Worker(tmp_path_factory.mktemp("worker") / "worker.log")
    worker.start()
    SHARED_WORKERS.add(worker.pid)
    conversation = Conversation(worker)
    conversation.until(Ready)
    yield conversation
    worker.close()


@pytest.fixture(scope="session", autouse=True)
def nothing_left_alive() -> Iterator[None]:
    """Set up before all others, so that it looks after all others have cleaned up."""
    yield
    assert left_alive() == []


def left_alive() -> list[str]:
    """Child processes, threads of Python that would keep it from ending, and threads of Qt."""
    children = [
        child for child in psutil.Process().children(recursive=True) if child.status() != psutil.STATUS_ZOMBIE
    ]
    found = [" ".join(child.cmdline()) for child in children if not is_pythons_own(child)]
    others = (thread for thread in threading.enumerate() if thread is not threading.main_thread())
    found += [thread.name for thread in others if not thread.daemon]
    core = sys.modules.get("PySide6.QtCore")
    if core is not None:
        threads = [thing for thing in gc.get_objects() if isinstance(thing, core.QThread)]
        found += [thread.objectName() or "QThread" for thread in threads if thread.isRunning()]
    return found


def is_pythons_own(child: psutil.Process) -> bool:
    """The process that multiprocessing keeps to clean up after others; it ends with this one."""
    return "multiprocessing.resource_tracker" in " ".join(child.cmdline())
