"""Documents to edit, and a clock that stands still until it is told to move."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from nnstudio.data import default_choice
from nnstudio.design import edits
from nnstudio.design.model import Design
from nnstudio.gui.document import Document

_DIGITS = (
    ("conv2d", {"filters": 32}),
    ("max_pooling2d", {}),
    ("flatten", {}),
    ("dense", {"units": 128}),
    ("dense", {"units": 10, "activation": "softmax"}),
)


class Clock:
    """Seconds as a document reads them."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def digits_design() -> Design:
    """The lecture's network on 28×28 digits, built by edits."""
    design, _change = edits.set_source(edits.new_design(), default_choice("digits28"))
    for kind, params in _DIGITS:
        design, _change = edits.insert_layer(design, kind, None, params)
    design, _change = edits.set_loss(design, "sparse_categorical_crossentropy")
    return design


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def digits() -> Design:
    return digits_design()


@pytest.fixture
def document(qapp: QApplication, clock: Clock, digits: Design) -> Document:
    return Document(digits, memory=lambda: 8 << 30, clock=clock)


@pytest.fixture(autouse=True)
def no_thread_left(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()
    assert not qapp.findChildren(QThread)
