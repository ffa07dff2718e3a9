"""Arrays of one's own in the whole window, up to a network that learns from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt

from nnstudio.data import describe
from nnstudio.design.facts import Task
from nnstudio.gui.data_page.table import ExamplesTable
from nnstudio.gui.main_window import MainWindow
from tests.data.own.designs import begun
from tests.data.own.test_arrays import IMAGES, LABELS, RNG, chosen, saved
from tests.gui.shell.conftest import Until
from tests.gui.shell.first_step import open_and_step

SEQUENCES = RNG.normal(size=(60, 6, 4))


@pytest.mark.parametrize(
    ("arrays", "task"),
    [
        ({"x": IMAGES, "y": LABELS}, Task.CLASSIFICATION),
        ({"x": SEQUENCES, "y": LABELS}, Task.CLASSIFICATION),
        ({"x": SEQUENCES}, Task.RECONSTRUCTION),
        ({"x": RNG.normal(size=(60, 4)), "y": RNG.normal(size=(60, 2))}, Task.REGRESSION),
        ({"wave": np.sin(np.arange(200) / 5)}, Task.FORECAST),
    ],
    ids=["images", "sequences", "sequences without labels", "quantities", "series"],
)
def test_that_a_network_learns_from_arrays(
    window: MainWindow, until: Until, tmp_path: Path, arrays: dict[str, NDArray[Any]], task: Task
) -> None:
    choice = chosen(saved(tmp_path / "set.npz", **arrays))
    facts = describe(choice)
    assert facts.task is task
    open_and_step(window, until, begun(choice, tmp_path))
    preview = window.run_state.preview
    assert preview is not None
    if task is Task.CLASSIFICATION and facts.input_shape == (6, 4):
        rows = ExamplesTable()
        rows.show_part(preview, preview.train)
        assert rows.columnCount() == 6 * 4 + 1
        assert rows.headerData(5, Qt.Orientation.Horizontal) == "2, 2"
