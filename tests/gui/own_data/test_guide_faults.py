"""Data with something wrong, through the guide: one sentence, what to do, and the next file is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nnstudio.gui.own_data import OwnDataGuide
from tests.data.own.faults.cells import Refused
from tests.data.own.faults.readers import READERS
from tests.data.own.faults.table import TABLE
from tests.gui.own_data.conftest import Read
from tests.gui.own_data.test_guide_tables import finished
from tests.rights import as_nobody

FAULTS = [
    ("csv", "empty"),
    ("csv", "wrong type"),
    ("csv", "bomb"),
    ("excel", "bomb"),
    ("excel", "bomb of rows"),
    ("excel", "wrong type"),
    ("images", "wrong type"),
    ("images", "empty"),
    ("text", "wrong type"),
    ("texts", "wrong type"),
    ("npz", "bomb"),
    ("npy", "runs code"),
]


def good_after(guide: OwnDataGuide, read: Read, qtbot: QtBot, folder: Path) -> None:
    """The guide goes on as if nothing had been: a good table leads to data."""
    (folder / "good").mkdir()
    read(READERS["csv"].good(folder / "good"))
    assert guide.frame.problem.text() == ""
    choice, facts, _network = finished(guide, qtbot)
    assert choice.own is not None
    assert facts.classes == ("кот", "пёс")


@pytest.mark.parametrize(("reader", "fault"), FAULTS, ids=" ".join)
def test_that_a_fault_is_one_sentence_and_a_good_file_follows(
    tmp_path: Path, guide: OwnDataGuide, read: Read, qtbot: QtBot, reader: str, fault: str
) -> None:
    cell = TABLE[reader][fault]
    assert isinstance(cell, Refused)
    read(cell.bad(tmp_path))
    assert guide.frame.problem.text().count("\n") <= 1
    assert len(guide.frame.problem.text()) > 20
    assert "Traceback" not in guide.frame.problem.text()
    assert "It cannot be read:" not in guide.frame.problem.text()  # said of what nobody foresaw
    assert not guide.frame.next.isEnabled()
    assert guide.isVisible()
    good_after(guide, read, qtbot, tmp_path)


def test_that_a_file_that_vanishes_while_the_guide_reads_it_is_told(
    tmp_path: Path, guide: OwnDataGuide, read: Read, qtbot: QtBot
) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "1,2\n" * 1_000_000)
    guide.open_path(path)
    path.unlink()
    qtbot.waitUntil(lambda: not guide.is_reading)
    assert "is not there any more" in guide.frame.problem.text()
    good_after(guide, read, qtbot, tmp_path)


@pytest.mark.parametrize("reader", ["csv", "images"])
def test_that_what_may_not_be_read_is_told_by_the_guide(
    tmp_path: Path, guide: OwnDataGuide, read: Read, qtbot: QtBot, reader: str
) -> None:
    path = READERS[reader].good(tmp_path)
    read(path)
    path.chmod(0)
    try:
        with as_nobody():
            guide.open_path(path)
            qtbot.waitUntil(lambda: not guide.is_reading)
    finally:
        path.chmod(0o755)
    assert "There is no permission" in guide.frame.problem.text()
    good_after(guide, read, qtbot, tmp_path)
