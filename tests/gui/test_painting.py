"""Whatever happens while something is painted, its painter ends in time and nothing else is destroyed."""

from __future__ import annotations

import ast
import gc
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStylePainter
from pytestqt.qtbot import QtBot

from nnstudio.gui.painting import painting
from nnstudio.machine import uncollected

GUI = Path(__file__).parents[2] / "nnstudio" / "gui"


def picture() -> QImage:
    return QImage(4, 4, QImage.Format.Format_RGB32)


def fail_at_painting(image: QImage, seen: list[QPainter]) -> None:
    with painting(image) as painter:
        seen.append(painter)
        assert painter.isActive()
        raise ValueError("no such color")


def test_that_a_painter_has_ended_even_where_painting_failed(qtbot: QtBot) -> None:
    image, seen = picture(), []
    with pytest.raises(ValueError, match="color"):
        fail_at_painting(image, seen)
    assert not seen[0].isActive()
    assert not image.paintingActive()


def test_that_the_collector_waits_until_the_painting_is_done(qtbot: QtBot) -> None:
    with painting(picture()):
        assert not gc.isenabled()
        with painting(picture()):
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_that_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_that_every_painter_of_the_window_is_begun_there() -> None:
    begun = [
        f"{path.relative_to(GUI)}:{node.lineno}"
        for path in sorted(GUI.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in (QPainter.__name__, QStylePainter.__name__) and path.name != "painting.py"
    ]
    assert begun == []
