"""The bar that fetches a set."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nnstudio.data.fetched import FOLDER_VARIABLE, fetched_file
from nnstudio.data.sources import find
from nnstudio.gui.panels import fetch_bar
from nnstudio.gui.panels.fetch_bar import FetchBar
from nnstudio.training.fetcher import Fetcher

WRITES = "import sys; print('5000000/11490434'); open(sys.argv[1], 'w')"
FAILS = 'print(\'{"error": "no such server"}\'); raise SystemExit(1)'
HANGS = "import time; time.sleep(60)"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    return tmp_path


def bar(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, script: str) -> FetchBar:
    command = (sys.executable, "-u", "-c", script)
    monkeypatch.setattr(fetch_bar, "Fetcher", partial(Fetcher, command=command))
    made = FetchBar()
    qtbot.addWidget(made)
    made.show_source(find("mnist"))
    return made


def test_that_it_is_seen_only_where_there_is_something_to_fetch(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bar(qtbot, monkeypatch, WRITES)
    assert not made.isHidden()
    assert "11 MB to download" in made.said.text()
    made.show_source(find("iris"))
    assert made.isHidden()
    fetched_file("mnist").write_bytes(b"")
    made.show_source(find("mnist"))
    assert made.isHidden()


def test_that_a_click_fetches_and_says_when_it_is_there(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bar(qtbot, monkeypatch, WRITES)
    with qtbot.waitSignal(made.fetched, timeout=20_000) as fetched:
        made.fetch_button.click()
        assert not made.progress.isHidden()
        assert not made.cancel_button.isHidden()
    assert fetched.args == ["mnist"]
    assert made.isHidden()


def test_that_a_failure_is_told_and_can_be_tried_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = bar(qtbot, monkeypatch, FAILS)
    made.fetch_button.click()
    qtbot.waitUntil(lambda: "no such server" in made.said.text(), timeout=20_000)
    assert not made.fetch_button.isHidden()
    assert made.progress.isHidden()


def test_that_it_can_be_cancelled(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = bar(qtbot, monkeypatch, HANGS)
    made.fetch_button.click()
    made.cancel_button.click()
    assert not made.fetch_button.isHidden()
    assert "to download" in made.said.text()


def test_that_what_keras_has_needs_no_download(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    (folder / "datasets").mkdir()
    (folder / "datasets" / "mnist.npz").write_bytes(b"")
    made = bar(qtbot, monkeypatch, WRITES)
    assert "nothing has to be downloaded" in made.said.text()
