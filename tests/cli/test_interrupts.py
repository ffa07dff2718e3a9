"""What Ctrl-C does while a command computes."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from nnstudio.cli.interrupts import StopInbox, end_on_ctrl_c, stop_on_ctrl_c
from nnstudio.protocol.commands import Stop


def test_that_the_first_ctrl_c_asks_the_run_to_stop_and_the_second_does_not_wait() -> None:
    inbox = StopInbox()
    before = signal.getsignal(signal.SIGINT)
    with stop_on_ctrl_c(inbox):
        assert inbox.next(wait=False) is None
        signal.raise_signal(signal.SIGINT)
        assert inbox.next(wait=False) == Stop()
        assert inbox.next(wait=False) == Stop()  # of the next run, where there are several
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


# A library that is called back, and catches all that is raised meanwhile.
DEAF = """
import time
from nnstudio.cli.interrupts import end_on_ctrl_c
with end_on_ctrl_c():
    print("computing", flush=True)
    try:
        time.sleep(60)
    except BaseException as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent Ctrl-C there")
def test_that_ctrl_c_ends_the_program_though_a_library_catches_all() -> None:
    with subprocess.Popen([sys.executable, "-c", DEAF], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "computing\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate() == ("", None)
    assert process.returncode == 130


def test_that_ctrl_c_does_afterwards_what_it_did_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with end_on_ctrl_c():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
