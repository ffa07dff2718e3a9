"""Rows of a table without a target in the whole window: the inputs are given back."""

from __future__ import annotations

from pathlib import Path

from nnstudio.design.own import OwnColumn
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.autoencoder import AutoencoderView
from tests.data.own.designs import as_suggested, begun
from tests.data.own.tables import chosen, written
from tests.gui.shell.conftest import Until
from tests.gui.shell.first_step import open_and_step


def test_that_rows_are_given_back(window: MainWindow, until: Until, tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,c\n" + "".join(f"{i},{i % 3},{i % 5}\n" for i in range(80)))
    columns = [OwnColumn(name=name, kind="number", role="input") for name in "abc"]
    open_and_step(window, until, begun(as_suggested(chosen(path, *columns)), tmp_path))
    shown = window.findChild(AutoencoderView)
    assert shown is not None
    assert shown.isVisibleTo(window)
