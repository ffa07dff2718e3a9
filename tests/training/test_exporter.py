"""Exporting in a process of its own."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.own.inside import kept_inside
from nnstudio.design.files import load
from nnstudio.errors import UserError
from nnstudio.export import DATA_FILE, PROGRAM_FILE
from nnstudio.training.exporter import Exporter
from tests.data.own.designs import as_suggested, begun
from tests.data.own.tables import chosen, written
from tests.engine.designs import points
from tests.export.test_folder import begun_with_a_table


def program(script: str) -> tuple[str, ...]:
    return (sys.executable, "-u", "-c", script)


def wait(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_that_it_writes_and_tells_that_it_has_ended(tmp_path: Path) -> None:
    exporter = Exporter(load(begun_with_a_table(tmp_path)), tmp_path / "mine")
    wait(exporter.has_ended)
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {DATA_FILE, PROGRAM_FILE}
    assert exporter.share > 0


def test_that_a_failure_is_told_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / PROGRAM_FILE).write_text("mine")
    exporter = Exporter(points(), tmp_path)
    with pytest.raises(UserError, match=PROGRAM_FILE) as caught:
        wait(exporter.has_ended)
    assert caught.value.hint
    assert caught.value.where == str(tmp_path)
    wait(Exporter(points(), tmp_path, overwrite=True).has_ended)
    assert "keras" in (tmp_path / PROGRAM_FILE).read_text()


def test_that_a_process_that_dies_is_told(tmp_path: Path) -> None:
    exporter = Exporter(points(), tmp_path / "mine", command=program("import os; os.abort()"))
    with pytest.raises(UserError, match="without a word"):
        wait(exporter.has_ended)


def test_that_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    script = (
        "import os, pathlib, sys, time; place = pathlib.Path(sys.argv[1]); place.mkdir();"
        f"(place / f'.{DATA_FILE}.{{os.getpid()}}.part').write_bytes(b'half'); print('1/4'); time.sleep(60)"
    )
    exporter = Exporter(points(), tmp_path / "mine", command=program(script))
    wait(lambda: exporter.share == 0.25)
    exporter.cancel()
    assert exporter.has_ended()
    assert exporter.is_cancelled
    assert list(tmp_path.iterdir()) == []


def test_that_data_that_stand_in_the_design_are_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = kept_inside(chosen(written(tmp_path, "x,y,kind\n" + "1,2,a\n2,4,b\n3,1,a\n" * 40)))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    design = load(begun(as_suggested(own), tmp_path))
    (tmp_path / "table.csv").unlink()
    wait(Exporter(design, tmp_path / "mine").has_ended)
    with np.load(tmp_path / "mine" / DATA_FILE) as arrays:
        assert len(arrays["inputs"]) == 120
