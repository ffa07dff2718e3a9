"""One editor for each type of parameter. They hold no truth: they show a value and tell intent.

An editor ignores an update equal to what it shows, so that typing is never disturbed by its own echo.
What is typed and cannot be is answered with the parameter's own sentence, after a short pause or when
the field is left, and is never told as an edit; the field then goes back to the value that held before
the typing began, not to the beginning of what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from nnstudio.catalogue.params import (
    Bool,
    Choice,
    Float,
    Int,
    Label,
    Numbers,
    Option,
    Param,
    ParamError,
    Rising,
    ShapeParam,
    Sizes,
)
from nnstudio.catalogue.values import Value
from nnstudio.gui.forms.number_box import STEPS, NumberBox
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.forms.reading import (
    is_unfinished,
    read_float,
    read_int,
    read_numbers,
    read_sizes,
    text_in_field,
)
from nnstudio.i18n import _, unit_text

COMPLAIN_AFTER = 700  # milliseconds without typing
_UNSET = object()
_MANY = 5  # of what has no number of its own, in every language's words


class Editor(QWidget):
    """A control for one parameter.

    edited: a value that the parameter accepts. refused: the sentence for one that it does not, "" when
    that is over. control: what has the focus. below: a widget for the row under this one, or None.
    """

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, param: Param, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.param = param
        self.control = control
        self.below: QWidget | None = None
        self._value: Any = _UNSET
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(control, 1)
        self._across = layout
        self._unit = QLabel()
        self._unit.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        if getattr(param, "unit", ""):
            layout.addWidget(self._unit)
        control.setAccessibleName(_(param.title))
        control.setAccessibleDescription(_(param.help))
        control.setToolTip(_(param.help))
        self.setFocusProxy(control)

    def add_beside(self, widget: QWidget) -> None:
        """Put something small to the right of the control."""
        self._across.addWidget(widget)

    def show_value(self, value: Value) -> None:
        """Show what holds now; nothing happens when it is shown already."""
        if self._value is not _UNSET and self._value == value and type(self._value) is type(value):
            return
        self._value = value
        with QSignalBlocker(self.control):
            self._display(value)
        self._show_unit(value)
        self.refused.emit("")

    def show_below(self, shown: bool) -> None:
        """Show or hide what stands in the row under this editor, where there is something."""

    def _display(self, value: Value) -> None:
        raise NotImplementedError

    def _tell(self, value: Value) -> None:
        self.refused.emit("")
        if value != self._value:
            self._value = value
            self._show_unit(value)
            self.edited.emit(value)

    def _show_unit(self, value: Value) -> None:
        """As it stands behind this number, or behind many."""
        unit = getattr(self.param, "unit", "")
        if unit:
            self._unit.setText(unit_text(unit, value if isinstance(value, int | float) else _MANY))


class TypedEditor(Editor):
    """A value typed as text: numbers follow while typing."""

    def __init__(
        self,
        param: Param,
        control: QWidget,
        line: QLineEdit,
        read: Callable[[Any, str], Value],
    ) -> None:
        super().__init__(param, control)
        self._line = line
        self._read = read
        self._complaint = ""
        self._before: Any = _UNSET  # what held when typing began
        self._pause = QTimer(self, singleShot=True, interval=COMPLAIN_AFTER)
        line.textEdited.connect(self._on_line_text_edited)
        line.editingFinished.connect(self._on_line_editing_finished)
        self._pause.timeout.connect(self._on_pause_timeout)
        for widget in {control, line}:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo and redo are the document's, also while the field has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _display(self, value: Value) -> None:
        self._complaint = ""
        self._before = _UNSET
        self._pause.stop()
        self._line.setText(text_in_field(self.param, value))

    @Slot(str)
    def _on_line_text_edited(self, text: str) -> None:
        if self._before is _UNSET:
            self._before = self._value
        try:
            value = self._read(self.param, text)
        except ParamError as error:
            self._complaint = error.message
            self._pause.start()
        else:
            self._complaint = ""
            self._pause.stop()
            self._tell(value)

    @Slot()
    def _on_pause_timeout(self) -> None:
        if self._complaint and not is_unfinished(self._line.text()):
            self.refused.emit(self._complaint)

    @Slot()
    def _on_line_editing_finished(self) -> None:
        complaint, self._complaint = self._complaint, ""
        before, self._before = self._before, _UNSET
        self._pause.stop()
        if complaint and before is not _UNSET:
            self._tell(before)
        if complaint and self._line.text().strip():
            self.refused.emit(complaint)
        if self._value is not _UNSET:
            text = text_in_field(self.param, self._value)
            if self._line.text() != text:
                self._line.setText(text)


class NumberEditor(TypedEditor):
    """A whole or real number."""

    def __init__(self, param: Int | Float) -> None:
        box = NumberBox()
        super().__init__(param, box, box.lineEdit(), read_int if isinstance(param, Int) else read_float)
        box.stepped.connect(self._on_box_stepped)

    @Slot(int)
    def _on_box_stepped(self, steps: int) -> None:
        if self._value is _UNSET:
            return
        value = STEPS[type(self.param)](self.param, self._value, steps)
        self._complaint = ""
        self._before = _UNSET
        self._pause.stop()
        self._line.setText(text_in_field(self.param, value))
        self._line.selectAll()
        self._tell(value)


class SizesEditor(TypedEditor):
    """Sizes such as 3×3, also typed as 3, 3x3 or 3,3."""

    def __init__(self, param: Sizes | ShapeParam | Rising) -> None:
        line = QLineEdit()
        super().__init__(param, line, line, read_sizes)
        line.setPlaceholderText(param.text(param.default))


class NumbersEditor(TypedEditor):
    """Several numbers such as 0; 0.5; 1, also typed with commas or spaces between them."""

    def __init__(self, param: Numbers) -> None:
        line = QLineEdit()
        super().__init__(param, line, line, read_numbers)
        line.setPlaceholderText(param.text(param.default))


class BoolEditor(Editor):
    def __init__(self, param: Bool) -> None:
        box = QCheckBox(_(param.title))
        super().__init__(param, box)
        box.toggled.connect(self._on_box_toggled)
        self._box = box

    def _display(self, value: Value) -> None:
        self._box.setChecked(value is True)

    @Slot(bool)
    def _on_box_toggled(self, on: bool) -> None:
        self._tell(on)


class ChoiceEditor(Editor):
    def __init__(self, param: Choice) -> None:
        box = OptionBox(param.options)
        super().__init__(param, box)
        self._box = box
        # Only what a person chose; showing a value sends nothing.
        box.activated.connect(self._on_box_activated)

    def _display(self, value: Value) -> None:
        self._box.show_key(str(value))

    @Slot(int)
    def _on_box_activated(self, row: int) -> None:
        self._tell(self._box.key_at(row))


class LabelEditor(Editor):
    """A name out of those that the data have; ``set_names`` says which."""

    def __init__(self, param: Label) -> None:
        box = OptionBox((Option("", param.none),))
        super().__init__(param, box)
        self._none = Option("", param.none)
        self._box = box
        box.activated.connect(self._on_box_activated)

    def set_names(self, names: Sequence[str]) -> None:
        """What can be chosen, beside none of them."""
        with QSignalBlocker(self._box):
            self._box.set_options((self._none, *[Option(name, name) for name in names]))
            if self._value is not _UNSET:
                self._display(self._value)

    def _display(self, value: Value) -> None:
        self._box.show_key(str(value))

    @Slot(int)
    def _on_box_activated(self, row: int) -> None:
        self._tell(self._box.key_at(row))
