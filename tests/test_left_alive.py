"""The last look around finds what a test might leave."""

from __future__ import annotations

import subprocess
import sys
import threading

from tests.conftest import left_alive


def test_that_a_forgotten_process_is_found() -> None:
    before = left_alive()
    with subprocess.Popen([sys.executable, "-c", "input('forgotten')"], stdin=subprocess.PIPE) as process:
        assert len(left_alive()) == len(before) + 1
        assert any("forgotten" in words for words in left_alive())
        process.kill()
    assert left_alive() == before


def test_that_a_forgotten_thread_is_found() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    assert "forgotten" in left_alive()
    end.set()
    thread.join()
    assert "forgotten" not in left_alive()
