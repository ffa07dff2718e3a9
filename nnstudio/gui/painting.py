"""Painters that end when they should, while nothing else is destroyed.

Python's collector waits: a widget that it finds dead must not be destroyed while another paints.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtGui import QPaintDevice, QPainter
from PySide6.QtWidgets import QStylePainter, QWidget

from nnstudio.machine import uncollected

AnyPainter = TypeVar("AnyPainter", bound=QPainter)


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter on a widget or picture, ended when the block is left.

    Also by an exception, whose traceback would otherwise keep it open until the device is gone.
    """
    with uncollected(), _ended(QPainter(device)) as painter:
        yield painter


@contextmanager
def styled_painting(widget: QWidget) -> Iterator[QStylePainter]:
    """The same, for what the style draws."""
    with uncollected(), _ended(QStylePainter(widget)) as painter:
        yield painter


@contextmanager
def _ended(painter: AnyPainter) -> Iterator[AnyPainter]:
    try:
        yield painter
    finally:
        painter.end()
