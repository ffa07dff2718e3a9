"""The worker process killed, hung, closed and orphaned."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import wait
from pathlib import Path

import psutil
import pytest

from nnstudio.protocol.commands import Job, SetLearningRate, Train
from nnstudio.protocol.events import Progress, Ready
from nnstudio.training.supervisor import Worker, default_log, describe_exit
from tests.engine.designs import points
from tests.training.conversation import Conversation

LONG = points(epochs=1_000_000)
has_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals between processes")


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    """Just started, not yet warm."""
    worker = Worker(tmp_path / "worker.log")
    worker.start()
    yield worker
    worker.close(0.0)


def worker_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("worker-")]


@has_signals
def test_that_a_killed_worker_is_noticed_described_and_started_again(worker: Worker) -> None:
    conversation = Conversation(worker)
    first = worker.pid
    assert first
    os.kill(first, signal.SIGKILL)
    assert wait([worker.sentinel], 30.0)
    assert not worker.is_alive
    assert "memory" in worker.end_in_words
    worker.send(SetLearningRate(1.0))
    assert worker.receive() == []

    worker.start()
    assert worker.end_in_words == ""
    conversation.until(Ready)
    assert worker.pid != first

    # A worker that stops moving in the middle of a run must not hold up its supervisor.
    conversation.say(Train(Job(1, LONG)))
    conversation.until(Progress)
    assert worker.pid
    os.kill(worker.pid, signal.SIGSTOP)
    for _ in range(20_000):  # far more than the pipe holds
        worker.send(SetLearningRate(0.1))
    worker.receive()
    assert worker.receive() == []
    worker.kill()
    assert wait([worker.sentinel], 30.0)
    worker.receive()
    assert "did not answer" in worker.end_in_words


def test_that_closing_ends_a_run_in_order(tmp_path: Path) -> None:
    threads = len(worker_threads())
    worker = Worker(tmp_path / "worker.log")
    worker.start()
    conversation = Conversation(worker)
    conversation.until(Ready)
    conversation.say(Train(Job(1, LONG)))
    conversation.until(Progress)
    pid = worker.pid
    assert pid
    worker.close(timeout=30.0)
    assert worker.end_in_words == ""
    assert not psutil.pid_exists(pid)
    assert len(worker_threads()) == threads
    worker.close()
    assert worker.receive() == []
    worker.send(SetLearningRate(1.0))


@has_signals
def test_that_closing_forces_a_worker_that_hangs(worker: Worker) -> None:
    pid = worker.pid
    assert pid
    os.kill(pid, signal.SIGSTOP)
    worker.close(timeout=0.1)
    assert not psutil.pid_exists(pid)
    assert "did not answer" in worker.end_in_words


def test_that_a_running_worker_is_not_started_twice(worker: Worker) -> None:
    with pytest.raises(RuntimeError):
        worker.start()


def test_that_a_worker_that_was_never_started_is_dead(tmp_path: Path) -> None:
    worker = Worker(tmp_path / "worker.log")
    assert not worker.is_alive
    assert worker.receive() == []
    worker.kill()
    worker.close()


ORPHAN = """
import os, sys
from pathlib import Path
from nnstudio.protocol.commands import Job, Train
from nnstudio.protocol.events import Progress, Ready
from nnstudio.training.supervisor import Worker
from tests.training.conversation import Conversation
from tests.training.test_supervisor import LONG

if __name__ == "__main__":
    worker = Worker(Path(sys.argv[1]))
    worker.start()
    conversation = Conversation(worker)
    conversation.until(Ready)
    conversation.say(Train(Job(1, LONG)))
    conversation.until(Progress)
    print(worker.pid, flush=True)
    os._exit(0)  # as if the window was killed
"""


def test_that_a_worker_ends_when_its_window_is_gone_and_keeps_the_terminal_clean(tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(ORPHAN, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    command = [sys.executable, str(script), str(tmp_path / "worker.log")]
    window = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=True, cwd=root, env=environment
    )
    assert window.stderr == ""
    orphan = int(window.stdout)
    deadline = time.monotonic() + 60.0
    while psutil.pid_exists(orphan) and psutil.Process(orphan).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, "the worker lives on"
        threading.Event().wait(0.05)


@pytest.mark.parametrize(
    ("code", "was_killed", "words"),
    [
        (0, False, ""),
        (-9, False, "memory"),
        (-9, True, "did not answer"),
        (-11, False, "crashed (SIGSEGV)"),
        (-250, False, "crashed (250)"),
        (3, False, "exit code 3"),
    ],
)
def test_that_an_exit_code_becomes_a_sentence(code: int, was_killed: bool, words: str) -> None:
    sentence = describe_exit(code, was_killed)
    assert words in sentence
    assert bool(sentence) == bool(code)


@has_signals
def test_that_a_process_that_says_that_memory_ran_out_is_believed(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    log.write_text("std::bad_alloc, said by another process long ago\n", encoding="utf-8")
    for last_words, ran_out in (("", False), ("terminate called: std::bad_alloc\n", True)):
        worker = Worker(log)
        worker.start()
        assert worker.pid is not None
        with log.open("a", encoding="utf-8") as stream:
            stream.write(last_words)
        os.kill(worker.pid, signal.SIGABRT)
        wait([worker.sentinel])
        assert not worker.is_alive
        assert worker.ran_out_of_memory == ran_out
        assert ("memory ran out" in worker.end_in_words) == ran_out
        worker.close()
        assert worker.ran_out_of_memory == ran_out


def test_that_the_log_lies_in_the_users_own_folder() -> None:
    assert default_log().name == "worker.log"
    assert default_log().is_absolute()
