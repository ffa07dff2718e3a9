"""Every shipped design as a program: what it feeds, and what it begins with, is what the window has."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.data import prepare
from nnstudio.design.shipped import load_shipped
from nnstudio.engine.build import build_model
from nnstudio.export import PROGRAM_FILE, export
from tests.export.programs import exported, fed
from tests.shipped import EACH


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("programs")


@pytest.fixture(params=EACH)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@cache
def _program(folder: Path, name: str) -> Any:
    return exported(load_shipped(name), folder / name)


def test_that_a_program_feeds_what_the_window_feeds(folder: Path, name: str) -> None:
    prepared = prepare(load_shipped(name).data)
    parts = (prepared.train, prepared.validation, prepared.test)
    for (inputs, targets), part in zip(fed(_program(folder, name)), parts, strict=True):
        if len(part):
            assert (inputs.dtype, targets.dtype) == (part.inputs.dtype, part.targets.dtype)
            np.testing.assert_array_equal(inputs, part.inputs)
            np.testing.assert_array_equal(targets, part.targets)
        assert len(inputs) == len(targets) == len(part)


def test_that_a_program_begins_with_the_weights_of_the_window(folder: Path, name: str) -> None:
    design = load_shipped(name)
    theirs = _program(folder, name).build_model()
    ours = build_model(design, prepare(design.data).facts)
    assert theirs.output_shape == ours.output_shape
    assert len(theirs.trainable_weights) == len(ours.trainable_weights)
    for mine, other in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, other)


TITLES = ('"', "\\", "\\N{x}", '"""; import this; """', "\ud800", "a\nb", "", "{SEED}")


@pytest.mark.parametrize("title", TITLES)
def test_that_no_title_or_note_changes_the_program(tmp_path: Path, title: str) -> None:
    design = load_shipped("iris")
    export(design, tmp_path / "plain")
    export(design.model_copy(update={"title": title, "notes": title * 30}), tmp_path / "titled")
    plain, titled = (
        ast.parse((tmp_path / name / PROGRAM_FILE).read_text(encoding="utf-8")).body[1:]
        for name in ("plain", "titled")
    )
    assert list(map(ast.dump, titled)) == list(map(ast.dump, plain))


def test_that_a_program_is_plain_text_of_modest_width(folder: Path, name: str) -> None:
    _program(folder, name)
    text = (folder / name / PROGRAM_FILE).read_text(encoding="utf-8")
    names = {node.name.partition(".")[0] for node in ast.walk(ast.parse(text)) if isinstance(node, ast.alias)}
    assert "nnstudio" not in names
    assert [line for line in text.splitlines() if len(line) > 100] == []
    assert " \n" not in text
