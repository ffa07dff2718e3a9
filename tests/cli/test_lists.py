"""``nnstudio designs``, ``nnstudio data`` and ``nnstudio check``."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.cli import main
from nnstudio.data import SOURCES
from nnstudio.design import edits
from nnstudio.design.files import save
from nnstudio.design.shipped import load_shipped, shipped_names


def test_that_every_shipped_design_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["designs"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert tuple(line.split()[0] for line in lines) == shipped_names()
    assert all(load_shipped(line.split()[0]).notes in line for line in lines)


def test_that_every_data_set_is_listed_with_its_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == list(SOURCES)
    assert all(source.licence in line for source, line in zip(SOURCES.values(), lines, strict=True))


@pytest.mark.parametrize("name", shipped_names())
def test_that_every_shipped_design_passes_the_check(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", name]) == 0
    printed = capsys.readouterr().out
    assert len(printed.splitlines()) >= len(load_shipped(name).layers) + 4  # headings, input, target, total


def test_that_the_check_prints_shapes_and_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "digits-cnn"])
    printed = capsys.readouterr().out
    for text in ("26×26×32", "13×13×32", "5,408", "692,352", "693,962 parameters"):
        assert text in printed


def test_that_a_design_that_cannot_be_trained_fails_the_check_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = load_shipped("digits-cnn")
    design, _change = edits.set_param(design, design.layers[0].id, "kernel_size", 40)
    save(design, tmp_path / "broken.nnd")
    assert main(["check", str(tmp_path / "broken.nnd")]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("problem: layers[0].kernel_size: ")
    assert "mended by: Set “Kernel size” to 3×3" in printed
    assert "26×26×32" not in printed
