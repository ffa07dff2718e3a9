"""A form for any list of parameters: label, editor, and the sentence of a refused value under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.catalogue.params import (
    Bool,
    Choice,
    Float,
    Int,
    Label,
    Numbers,
    Option,
    Param,
    PartParam,
    Rising,
    ShapeParam,
    Sizes,
)
from nnstudio.catalogue.placed import Placed
from nnstudio.catalogue.values import Part, Value
from nnstudio.gui.concept_links import ConceptButton
from nnstudio.gui.forms.editors import (
    BoolEditor,
    ChoiceEditor,
    Editor,
    LabelEditor,
    NumberEditor,
    NumbersEditor,
    SizesEditor,
)
from nnstudio.gui.forms.more_button import MoreButton
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.forms.placed import PlacedEditor
from nnstudio.i18n import _

_LABEL_DIGITS = 15  # as wide as so many digits
_INDENT = 12  # pixels


@dataclass(frozen=True)
class Field:
    """The widgets of one parameter."""

    param: Param
    label: QLabel | None
    editor: Editor
    sentence: QLabel

    def set_shown(self, shown: bool) -> None:
        for widget in (self.label, self.editor):
            if widget is not None:
                widget.setVisible(shown)
        self.editor.show_below(shown)
        self.sentence.setVisible(shown and bool(self.sentence.text()))


class ParamForm(QWidget):
    """edited: the name of a parameter and a value that it accepts. explained: a concept that was asked for.

    Advanced parameters are folded away under “More”. indent: of the form within another one, in pixels.
    """

    edited = Signal(str, object)
    explained = Signal(str)

    def __init__(
        self,
        params: Sequence[Param],
        parent: QWidget | None = None,
        *,
        indent: int = 0,
    ) -> None:
        super().__init__(parent)
        self._indent = indent
        self._fields: dict[str, Field] = {}
        self._hidden: frozenset[str] = frozenset()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._more = MoreButton()
        plain = [param for param in params if not param.advanced]
        folded = [param for param in params if param.advanced]
        for param in plain:
            self._add(param)
        if folded:
            self._grid.addWidget(self._more, self._grid.rowCount(), 0, 1, 2)
        for param in folded:
            self._add(param)
        self._more.setVisible(bool(folded))
        self._more.toggled.connect(self._on_more_toggled)
        self._align()
        self._show_fields()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_fields"):
            self._align()

    def _align(self) -> None:
        """All editors begin at one line, also those of a form within the form, in any size of text."""
        wide = self.fontMetrics().horizontalAdvance("0") * _LABEL_DIGITS - self._indent
        self._grid.setColumnMinimumWidth(0, wide)
        for field in self._fields.values():
            if field.label is not None:
                field.label.setFixedWidth(wide)
        self._place_boxes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_boxes()

    def _place_boxes(self) -> None:
        """A box with its words stands under the editors, or begins further left where it would be cut off."""
        grid = self._grid
        room = self.width() - grid.columnMinimumWidth(0) - grid.horizontalSpacing()
        for field in self._fields.values():
            if field.label is None:
                place: Any = grid.getItemPosition(grid.indexOf(field.editor))
                row, column, _rows, _columns = place
                wanted = 0 if field.editor.sizeHint().width() > room else 1
                if column != wanted:
                    grid.removeWidget(field.editor)
                    grid.addWidget(field.editor, row, wanted, 1, 2 - wanted)

    def _add(self, param: Param) -> None:
        row = self._grid.rowCount()
        editor = make_editor(param, self._indent)
        label = None if isinstance(param, Bool) else self._make_label(param, editor)
        if label is not None:
            self._grid.addWidget(label, row, 0)
        self._grid.addWidget(editor, row, 1)
        if editor.below is not None:
            self._grid.addWidget(editor.below, row + 1, 0, 1, 2)
        sentence = _sentence_label()
        self._grid.addWidget(sentence, row + 2, 0, 1, 2)
        self._fields[param.name] = Field(param, label, editor, sentence)
        editor.edited.connect(partial(self._on_editor_edited, param.name))
        editor.refused.connect(partial(self.refuse, param.name))
        if isinstance(editor, PartEditor):
            editor.explained.connect(self.explained)

    def _make_label(self, param: Param, editor: Editor) -> QLabel:
        label = QLabel(_(param.title))
        label.setWordWrap(True)
        label.setToolTip(_(param.help))
        label.setBuddy(editor.control)
        return label

    def editor(self, name: str) -> Editor:
        """The editor of a parameter; raises KeyError for a name the form does not have."""
        return self._fields[name].editor

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these values; a parameter that is missing shows its default."""
        for name, field in self._fields.items():
            field.editor.show_value(values.get(name, field.param.default))

    def set_hidden(self, names: Sequence[str]) -> None:
        """Leave out the parameters that mean nothing now."""
        self._hidden = frozenset(names)
        self._show_fields()

    def set_field_enabled(self, name: str, enabled: bool) -> None:
        field = self._fields[name]
        for widget in (field.label, field.editor, field.editor.below):
            if widget is not None:
                widget.setEnabled(enabled)

    def refuse(self, name: str, sentence: str) -> None:
        """Show under a field why its value cannot be; "" takes the sentence away."""
        field = self._fields[name]
        field.sentence.setText(sentence)
        field.sentence.setVisible(bool(sentence) and not field.editor.isHidden())
        if sentence and field.param.advanced:
            self._more.setChecked(True)

    def sentence(self, name: str) -> str:
        """The sentence under a field, "" where there is none."""
        return self._fields[name].sentence.text()

    def unfold(self) -> None:
        """Show the advanced parameters too."""
        self._more.setChecked(True)

    def _on_editor_edited(self, name: str, value: object) -> None:
        self.edited.emit(name, value)

    @Slot(bool)
    def _on_more_toggled(self, _unfolded: bool) -> None:
        self._show_fields()

    def _show_fields(self) -> None:
        for name, field in self._fields.items():
            folded = field.param.advanced and not self._more.isChecked()
            field.set_shown(not folded and name not in self._hidden)


class PartEditor(Editor):
    """A kind to choose, and that kind's own form under it.

    kind_chosen and param_edited tell the same intent as ``edited``, one parameter at a time. explained: the
    concept of the kind that is chosen, or of one within its form, was asked for.
    """

    kind_chosen = Signal(str)
    param_edited = Signal(str, object)
    explained = Signal(str)

    def __init__(self, param: PartParam, indent: int = 0) -> None:
        options = tuple(Option(kind.key, kind.title, kind.help) for kind in param.kinds)
        box = OptionBox(options)
        super().__init__(param, box)
        self._part_param = param
        self._box = box
        self._indent = indent + _INDENT
        self._form: ParamForm | None = None
        self._kind = ""
        self.below: QWidget = QWidget()
        self._place = QVBoxLayout(self.below)
        self._place.setContentsMargins(_INDENT, 0, 0, 0)
        self._place.setSpacing(0)
        self.help_button = ConceptButton()
        self.help_button.asked.connect(self.explained)
        self.add_beside(self.help_button)
        box.activated.connect(self._on_box_activated)

    @property
    def form(self) -> ParamForm | None:
        """The form of the kind that is shown, None where it has no parameters."""
        return self._form

    @property
    def box(self) -> OptionBox:
        return self._box

    def _display(self, value: Value) -> None:
        if not isinstance(value, Part):
            return
        self._box.show_key(value.kind)
        if value.kind != self._kind:
            self._change_form(value.kind)
        if self._form is not None:
            self._form.set_values(value.params)
        self.show_below(not self.isHidden())

    def show_below(self, shown: bool) -> None:
        self.below.setVisible(shown and self._form is not None)

    def _change_form(self, key: str) -> None:
        self._kind = key
        if self._form is not None:
            self._place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        kind = self._part_param.kind(key)
        self.help_button.show_key(kind.concepts[0] if kind is not None and kind.concepts else "")
        if kind is not None and kind.params:
            self._form = ParamForm(kind.params, indent=self._indent)
            self._form.edited.connect(self._on_form_edited)
            self._form.explained.connect(self.explained)
            self._place.addWidget(self._form)

    @Slot(int)
    def _on_box_activated(self, row: int) -> None:
        key = self._box.key_at(row)
        if key == self._kind:
            return
        part = self._part_param.check(Part(kind=key))
        self._display(part)
        self._tell(part)
        self.kind_chosen.emit(key)

    @Slot(str, object)
    def _on_form_edited(self, name: str, value: Value) -> None:
        if isinstance(self._value, Part):
            self._tell(Part(kind=self._value.kind, params={**self._value.params, name: value}))
            self.param_edited.emit(name, value)


_EDITORS: dict[type[Param], Callable[[Any], Editor]] = {
    Int: NumberEditor,
    Float: NumberEditor,
    Bool: BoolEditor,
    Choice: ChoiceEditor,
    Label: LabelEditor,
    Sizes: SizesEditor,
    Numbers: NumbersEditor,
    ShapeParam: SizesEditor,
    Rising: SizesEditor,
    Placed: PlacedEditor,
}


def make_editor(param: Param, indent: int = 0) -> Editor:
    """The editor for a parameter's type."""
    if isinstance(param, PartParam):
        return PartEditor(param, indent)
    return _EDITORS[type(param)](param)


def _sentence_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)  # it quotes what was typed
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.BrightText)  # the theme's "bad"
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.hide()
    return label
