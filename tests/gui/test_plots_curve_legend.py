"""The line over a plot that tells the values of its curves."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QTextDocument, QTextOption
from pytestqt.qtbot import QtBot

from nnstudio.gui.plots.curve_legend import CurveLegend
from nnstudio.gui.plots.curves import Curves
from nnstudio.gui.plots.levels import Level
from nnstudio.gui.theme import LIGHT

NARROW = 200.0  # pixels


def test_that_a_long_naive_answer_wraps_rather_than_being_cut_off(qtbot: QtBot) -> None:
    legend = CurveLegend(LIGHT)
    qtbot.addWidget(legend)
    legend.describe("Accuracy", lambda value: f"{value:.1f} %")
    numbers = np.array([1.0])
    legend.tell(Curves(numbers, numbers, numbers), None, [Level("answer to the nearest question", 82.4)])
    laid_out = QTextDocument()
    laid_out.setDefaultFont(legend.font())
    laid_out.setDefaultTextOption(QTextOption())  # which wraps between words alone, as a label does
    laid_out.setHtml(legend.text())
    laid_out.setTextWidth(NARROW)
    assert laid_out.idealWidth() <= NARROW
    assert "82.4\u00a0%" in laid_out.toRawText()  # a number and its unit stay together
