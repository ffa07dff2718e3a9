"""``nnstudio designs``, ``nnstudio data`` and ``nnstudio check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnstudio.catalogue import ACTIVATIONS, SCHEDULES, TABLES
from nnstudio.catalogue.concepts import CONCEPTS
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
    for text in ("26×26×32", "13×13×32", "1,600", "204,928", "225,034 parameters"):
        assert text in printed


def test_that_a_design_that_cannot_be_trained_fails_the_check_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = load_shipped("digits-cnn")
    design, _change = edits.set_param(design, design.layers[2].id, "kernel_size", 40)
    save(design, tmp_path / "broken.nnd")
    assert main(["check", str(tmp_path / "broken.nnd")]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("problem: layers[2].kernel_size: ")
    assert "mended by: Set “Kernel size” to 3×3" in printed
    assert "26×26×32" not in printed


def test_that_the_catalogue_is_listed_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "schedule"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[1] for line in lines if line.startswith("schedule")] == list(SCHEDULES)
    assert main(["catalogue"]) == 0
    kinds = {line.split()[0] for line in capsys.readouterr().out.splitlines()[1:] if line[:1].strip()}
    assert set(TABLES) <= kinds


def test_that_the_catalogue_as_json_tells_every_parameter(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(entry["kind"], entry["key"]) for entry in told] == [
        (kind, entry.key) for kind, table in TABLES.items() for entry in table.values()
    ]
    for entry in told:
        assert list(entry) == ["kind", "key", "title", "keras", "params", "concepts"]
        for param in entry["params"]:
            assert list(param) == ["name", "title", "help", "type", "default", "bounds"]
    dense = next(entry for entry in told if entry["key"] == "dense")
    assert dense["keras"] == "Dense"
    assert dense["concepts"] == ["dense_layer", "neuron"]
    units = dense["params"][0]
    assert (units["name"], units["type"], units["default"]) == ("units", "int", 32)
    assert units["bounds"] == {"min": 1, "max": 65_536}
    activation = next(param for param in dense["params"] if param["name"] == "activation")
    assert activation["bounds"] == {"choices": list(ACTIVATIONS)}


def test_that_the_glossary_is_told_when_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "concept"]) == 0
    printed = capsys.readouterr().out
    assert all(concept.key in printed for concept in CONCEPTS.values())
    assert main(["catalogue", "concept", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [entry["key"] for entry in told] == list(CONCEPTS)
    convolution = next(entry for entry in told if entry["key"] == "convolution")
    assert convolution["title"] == "Convolution"
    assert convolution["text"].startswith("A small window of weights")
    assert "stride_and_padding" in convolution["see"]


def test_that_an_unknown_kind_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["catalogue", "layers"])
    assert "layer" in capsys.readouterr().err
