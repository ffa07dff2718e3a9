"""The Layer panel: everything about the selected row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnstudio.catalogue import ACTIVATIONS, LAYERS
from nnstudio.catalogue.entries import Activation, Layer
from nnstudio.catalogue.params import Choice, number_text
from nnstudio.catalogue.values import Shape, Value
from nnstudio.catalogue.wrappers import ROW_FIELDS, wrapper_params
from nnstudio.data import SOURCES
from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.model import LayerId, LayerRow
from nnstudio.design.problems import Place, Problem
from nnstudio.gui.document import Document
from nnstudio.gui.forms import ParamForm
from nnstudio.gui.layer_list.lines import INPUT_ROW, TARGET_ROW, UNKNOWN, output_text, target_text
from nnstudio.gui.palette.model import chip
from nnstudio.gui.panels.curve import CurveView, curve_of_activation
from nnstudio.gui.panels.facts import data_facts, target_facts
from nnstudio.gui.panels.parts import FactTable, ProblemList, ScrollPanel, Text
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_CHIP = 12
_FIELD_EDITS = {"wrapper": edits.set_wrapper, "merge": edits.set_merge}


class LayerPanel(QWidget):
    """Shows the row it is told to show, and edits its layer through the document."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._key = ""
        self._form: ParamForm | None = None
        self._form_of = ("", "")  # layer, kind
        self._views: dict[str, Callable[[], None]] = {
            "": self._show_nothing,
            INPUT_ROW: self._show_input,
            TARGET_ROW: self._show_target,
        }
        self._build()
        self.set_theme(theme)
        document.changed.connect(self._on_document_changed)
        self._refresh()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollPanel()
        layout.addWidget(self._scroll)
        self._chip = QLabel()
        self._chip.setFixedWidth(_CHIP)
        self._title = Text(strong=True)
        header = QHBoxLayout()
        header.setSpacing(8)
        header.addWidget(self._chip)
        header.addWidget(self._title, 1)
        self._formula = Text(muted=True)
        self._help = Text()
        self._problems = ProblemList(self._theme)
        self._problems.fix_asked.connect(self._document.mend)
        self._place = QVBoxLayout()
        self._curve = CurveView(self._theme)
        self._curve_formula = Text(muted=True)
        self._facts = FactTable()
        column = self._scroll.column
        column.addLayout(header)
        column.addWidget(self._help)
        column.addWidget(self._formula)
        column.addLayout(self._place)
        column.addWidget(self._curve)
        column.addWidget(self._curve_formula)
        column.addWidget(self._facts)
        column.addStretch(1)
        layout.addWidget(self._problems)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._problems.set_theme(theme)
        self._curve.set_theme(theme)
        self._refresh()

    @Slot(str)
    def show_layer(self, key: str) -> None:
        """Show this row: a layer's id, INPUT_ROW, TARGET_ROW, or "" for none."""
        if key != self._key:
            self._key = key
            self._refresh()

    @property
    def form(self) -> ParamForm | None:
        """The form of the layer that is shown, None where it has no parameters."""
        return self._form

    @Slot(object)
    def _on_document_changed(self, _change: Change) -> None:
        self._refresh()

    def _refresh(self) -> None:
        key = self._key
        row = next((row for row in self._document.design.layers if row.id == key), None)
        if row is not None:
            self._show_row(row)
            return
        self._drop_form()
        self._curve.show_curve(None)
        self._curve_formula.say("")
        self._views.get(key, self._show_nothing)()

    def _show_nothing(self) -> None:
        self._show_texts("", _("Select a layer to see and change its parameters."))
        self._problems.show_problems(())
        self._facts.show_facts(())

    def _show_input(self) -> None:
        document = self._document
        source = SOURCES[document.design.data.source]
        self._show_texts(_("Input"), _(source.help))
        self._problems.show_problems(self._at(Place.DATA))
        self._facts.show_facts(data_facts(source, document.facts) if document.facts else ())

    def _show_target(self) -> None:
        facts = self._document.facts
        asked = target_text(facts) if facts else UNKNOWN
        self._show_texts(_("Target"), _("What the network is asked to give: {target}.").format(target=asked))
        self._problems.show_problems(self._at(Place.TARGET))
        self._facts.show_facts(target_facts(facts) if facts else ())

    def _show_row(self, row: LayerRow) -> None:
        entry = LAYERS[row.kind]
        report = self._document.report
        known = report.rows[self._document.design.index(row.id)]
        self._show_texts(_(entry.title), _(entry.help), entry.formula)
        self._chip.setPixmap(chip(self._theme.categories[entry.category]).pixmap(_CHIP, _CHIP))
        self._chip.show()
        self._problems.show_problems(report.of(row.id))
        self._show_form(row, entry)
        self._show_curve(row, entry)
        weights = known.weights
        facts = [
            (_("Input"), output_text(self._input_shape(row))),
            (_("Output"), output_text(known.output)),
            (_("Parameters"), number_text(weights.total) if known.output else UNKNOWN),
            (_("Multiply-adds"), number_text(known.cost) if known.output else UNKNOWN),
        ]
        if weights.fixed:
            facts.insert(3, (_("of these not trained"), number_text(weights.fixed)))
        self._facts.show_facts(facts)

    def _show_texts(self, title: str, help: str, formula: str = "") -> None:
        self._title.say(title)
        self._help.say(help)
        self._formula.say(formula)
        self._chip.hide()

    def _input_shape(self, row: LayerRow) -> Shape | None:
        """What the row reads: the output of the row above, or the data."""
        design, report, facts = self._document.design, self._document.report, self._document.facts
        at = design.index(row.id)
        if row.reads:
            at = design.index(row.reads[0]) + 1
        if at == 0:
            return facts.input_shape if facts else None
        return report.rows[at - 1].output

    def _show_form(self, row: LayerRow, entry: Layer) -> None:
        if self._form_of != (row.id, row.kind):
            self._drop_form()
            self._form_of = (row.id, row.kind)
            params = (*entry.params, *wrapper_params(entry))
            if params:
                self._form = ParamForm(params)
                self._form.edited.connect(self._on_form_edited)
                self._place.addWidget(self._form)
        if self._form is not None:
            self._form.set_values(_values_of(row))
            self._form.set_hidden(() if row.wrapper == "bidirectional" else ("merge",))

    def _drop_form(self) -> None:
        self._form_of = ("", "")
        if self._form is not None:
            self._place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _show_curve(self, row: LayerRow, entry: Layer) -> None:
        activation = _activation_of(entry, row)
        self._curve.show_curve(curve_of_activation(activation) if activation else None)
        self._curve_formula.say(activation.formula if activation else "")

    def _at(self, place: Place) -> list[Problem]:
        return [problem for problem in self._document.report.problems if problem.place is place]

    @Slot(str, object)
    def _on_form_edited(self, name: str, value: object) -> None:
        layer: LayerId = self._form_of[0]
        if name in _FIELD_EDITS:
            error = self._document.attempt(_FIELD_EDITS[name], layer, value)
        else:
            error = self._document.attempt(edits.set_param, layer, name, value)
        if error is not None and self._form is not None:
            self._form.set_values(_values_of(self._document.design.row(layer)))
            self._form.refuse(name, str(error))


def _values_of(row: LayerRow) -> dict[str, Value]:
    """The parameters of the layer, and what surrounds it."""
    return {**row.params, **{param.name: getattr(row, param.name) for param in ROW_FIELDS}}


def _activation_of(entry: Layer, row: LayerRow) -> Activation | None:
    """The first activation among a layer's parameters, whatever its name."""
    for param in entry.params:
        if isinstance(param, Choice) and ACTIVATIONS.keys() >= set(param.keys):
            return ACTIVATIONS.get(str(row.params.get(param.name, param.default)))
    return None
