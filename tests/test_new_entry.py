"""An entry that is added to the catalogue, and to nothing else, is everywhere at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.params import Int
from nnstudio.cli.program import main
from nnstudio.data import describe
from nnstudio.design import edits, files
from nnstudio.design.check import check
from nnstudio.design.model import Design
from nnstudio.engine.build import build_model
from nnstudio.gui.document import Document
from nnstudio.gui.palette.offers import matching
from nnstudio.gui.panels.layer import LayerPanel
from nnstudio.gui.theme import LIGHT

NEW = "narrow"


@pytest.fixture(autouse=True)
def _entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Dense layer with units of its own bounds."""
    dense = LAYERS["dense"]
    units = Int(name="units", title="Breadth", help="How many neurons.", default=3, min=1, max=7)
    params = (units, *dense.params[1:])
    entry = replace(dense, key=NEW, title="Narrow", help="A few neurons.", params=params)
    monkeypatch.setitem(LAYERS, NEW, entry)


@pytest.fixture
def made() -> Design:
    design, _change = edits.insert_layer(edits.new_design(), NEW)
    return edits.insert_layer(design, "dense", params={"units": 1, "activation": "sigmoid"})[0]


def test_that_the_palette_offers_it() -> None:
    assert matching("narrow")[0].key == NEW


def test_that_a_form_shows_and_bounds_its_parameters(qtbot: QtBot, made: Design) -> None:
    document = Document(made)
    panel = LayerPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.show_layer(made.layers[0].id)
    assert panel.form is not None
    line = panel.form.editor("units").findChild(QLineEdit)
    assert line is not None
    assert line.text() == "3"
    assert any(label.text().startswith("Breadth") for label in panel.findChildren(QLabel))
    with pytest.raises(Exception, match="Breadth must be a whole number from 1 to 7; got 8"):
        edits.set_param(made, made.layers[0].id, "units", 8)


def test_that_the_check_knows_its_shape(made: Design) -> None:
    report = check(made, describe(made.data))
    assert not report.errors
    assert report.rows[0].output == (3,)
    assert report.weights.total == (2 + 1) * 3 + (3 + 1)


def test_that_files_keep_it(made: Design, tmp_path: Path) -> None:
    files.save(made, tmp_path / "new.nnd")
    assert files.load(tmp_path / "new.nnd") == made


def test_that_it_is_built(made: Design) -> None:
    model = build_model(made, describe(made.data))
    assert [layer.output.shape[1:] for layer in model.layers] == [(2,), (3,), (1,)]


def test_that_it_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "layer"]) == 0
    assert "Narrow" in capsys.readouterr().out
