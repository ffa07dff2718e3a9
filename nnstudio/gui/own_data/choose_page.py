"""Step two where it is a form: a sentence, rows, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QFormLayout, QLayout, QVBoxLayout, QWidget

from nnstudio.gui.panels.parts import Text


def form_of(rows: Mapping[str, QWidget], width: int) -> QFormLayout:
    """Editors by their names, all of that width in pixels."""
    form = QFormLayout()
    for name, widget in rows.items():
        widget.setAccessibleName(name)
        widget.setFixedWidth(width)
        form.addRow(name, widget)
    return form


def page_of(told: str, form: QFormLayout, *below: QWidget | QLayout) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(Text(told, muted=True))
    column.addLayout(form)
    for each in below:
        if isinstance(each, QWidget):
            column.addWidget(each)
        else:
            column.addLayout(each)
    column.addStretch(1)
    return page
