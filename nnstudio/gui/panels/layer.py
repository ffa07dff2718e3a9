"""The Layer panel: everything about the selected row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnstudio.catalogue import ACTIVATIONS, LAYERS
from nnstudio.catalogue.entries import Activation, Layer
from nnstudio.catalogue.params import Choice, Param, number_text
from nnstudio.catalogue.values import Shape, Value
from nnstudio.catalogue.wrappers import ROW_FIELDS, unasked, wrapper_params
from nnstudio.data import source_of
from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.fields import REPEAT
from nnstudio.design.model import INPUT, Group, LayerId, LayerRow
from nnstudio.design.problems import Place, Problem
from nnstudio.design.wiring import reads_at
from nnstudio.gui.concept_links import ConceptLinks
from nnstudio.gui.document import Document
from nnstudio.gui.forms import ParamForm
from nnstudio.gui.layer_list.lines import (
    INPUT_ROW,
    TARGET_ROW,
    UNKNOWN,
    group_id,
    output_text,
    target_text,
)
from nnstudio.gui.palette.model import chip
from nnstudio.gui.panels.curve import CurveView, curve_of_activation
from nnstudio.gui.panels.facts import data_facts, target_facts
from nnstudio.gui.panels.parts import FactTable, ProblemList, ScrollPanel, Text
from nnstudio.gui.panels.standing import StandingBox
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_CHIP = 12
_FIELD_EDITS = {
    "wrapper": edits.set_wrapper,
    "merge": edits.set_merge,
    "power_iterations": edits.set_power_iterations,
}


class LayerPanel(QWidget):
    """Shows the row it is told to show, and edits its layer through the document. explained: a concept that
    was asked for."""

    explained = Signal(str)

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
        self.concepts = ConceptLinks()
        self.concepts.asked.connect(self.explained)
        self.curve_concepts = ConceptLinks()
        self.curve_concepts.asked.connect(self.explained)
        self._problems = ProblemList(self._theme)
        self._problems.fix_asked.connect(self._document.mend)
        self._place = QVBoxLayout()
        self._standing = StandingBox(self._theme)
        self._standing.reads_changed.connect(self._on_standing_reads_changed)
        self._standing.frozen_changed.connect(self._on_standing_frozen_changed)
        self._standing.off_changed.connect(self._on_standing_off_changed)
        self._curve = CurveView(self._theme)
        self._curve_formula = Text(muted=True)
        self._facts = FactTable()
        column = self._scroll.column
        column.addLayout(header)
        column.addWidget(self._help)
        column.addWidget(self._formula)
        column.addWidget(self.concepts)
        column.addLayout(self._place)
        column.addWidget(self._standing)
        column.addWidget(self._curve)
        column.addWidget(self._curve_formula)
        column.addWidget(self.curve_concepts)
        column.addWidget(self._facts)
        layout.addWidget(self._problems)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._problems.set_theme(theme)
        self._curve.set_theme(theme)
        self._standing.set_theme(theme)
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
        self._standing.hide()
        group = next((each for each in self._document.design.groups if each.id == group_id(key)), None)
        if group is not None:
            self._show_group(group)
            return
        self._drop_form()
        self._show_no_curve()
        self._views.get(key, self._show_nothing)()

    def _show_nothing(self) -> None:
        self._show_texts("", _("Select a layer to see and change its parameters."))
        self._problems.show_problems(())
        self._facts.show_facts(())

    def _show_input(self) -> None:
        document = self._document
        source = source_of(document.design.data)
        self._show_texts(_("Input"), _(source.help))
        self._problems.show_problems(self._at(Place.DATA))
        self._facts.show_facts(data_facts(source, document.facts) if document.facts else ())

    def _show_target(self) -> None:
        facts = self._document.facts
        asked = target_text(facts) if facts else UNKNOWN
        self._show_texts(_("Target"), _("What the network is asked to give: {target}.").format(target=asked))
        self._problems.show_problems(self._at(Place.TARGET))
        self._facts.show_facts(target_facts(facts) if facts else ())

    def _show_group(self, group: Group) -> None:
        document = self._document
        rows = [row.id for row in document.design.rows_in(group.id)]
        known = [report for report in document.report.rows if report.layer in rows]
        count = sum(report.weights.total for report in known)
        self._show_texts(
            group.title, _("A group of layers, built once or several times one after the other.")
        )
        self._problems.show_problems([each for row in rows for each in document.report.of(row)])
        self._show_no_curve()
        self._make_form((group.id, "group"), (REPEAT,))
        if self._form is not None:
            self._form.set_values({REPEAT.name: group.repeat})
        self._facts.show_facts(
            [
                (_("Layers"), number_text(len(rows))),
                (_("Output"), output_text(known[-1].output)),
                (_("Parameters"), number_text(count)),
            ]
        )

    def _show_row(self, row: LayerRow) -> None:
        entry = LAYERS[row.kind]
        report = self._document.report
        at = self._document.design.index(row.id)
        known = report.rows[at]
        self._show_texts(_(entry.title), _(entry.help), _(entry.formula), entry.concepts)
        self._chip.setPixmap(chip(self._theme.categories[entry.category]).pixmap(_CHIP, _CHIP))
        self._chip.show()
        self._problems.show_problems(report.of(row.id))
        self._show_form(row, entry)
        self._show_curve(row, entry)
        weights = known.weights
        self._standing.show_row(self._document.design, at, has_weights=weights.total > 0)
        self._standing.show()
        facts = [
            (_("Input"), ", ".join(output_text(shape) for shape in self._input_shapes(at))),
            (_("Output"), output_text(known.output)),
            (_("Parameters"), number_text(weights.total) if known.output else UNKNOWN),
            (_("Multiply-adds"), number_text(known.cost) if known.output else UNKNOWN),
        ]
        if weights.fixed:
            facts.insert(3, (_("of these not trained"), number_text(weights.fixed)))
        self._facts.show_facts(facts)

    def _show_texts(self, title: str, help: str, formula: str = "", concepts: Sequence[str] = ()) -> None:
        self._title.say(title)
        self._help.say(help)
        self._formula.say(formula)
        self.concepts.show_keys(concepts)
        self._chip.hide()

    def _input_shapes(self, at: int) -> list[Shape | None]:
        """What the row at a place reads: the outputs of rows, or the data."""
        facts, shapes = self._document.facts, {}
        for known in self._document.report.rows:
            shapes[known.layer] = known.output
        shapes[INPUT] = facts.input_shape if facts else None
        return [shapes.get(read) for read in reads_at(self._document.design, at)]

    def _make_form(self, of: tuple[str, str], params: Sequence[Param]) -> None:
        """A form for these parameters, unless it is there already."""
        if self._form_of == of:
            return
        self._drop_form()
        self._form_of = of
        if params:
            self._form = ParamForm(params)
            self._form.edited.connect(self._on_form_edited)
            self._form.explained.connect(self.explained)
            self._place.addWidget(self._form)

    def _show_form(self, row: LayerRow, entry: Layer) -> None:
        self._make_form((row.id, row.kind), (*entry.params, *wrapper_params(entry)))
        if self._form is not None:
            self._form.set_values(_values_of(row))
            self._form.set_hidden(unasked(row.wrapper))

    def _drop_form(self) -> None:
        self._form_of = ("", "")
        if self._form is not None:
            self._place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _show_no_curve(self) -> None:
        self._curve.show_curve(None)
        self._curve_formula.say("")
        self.curve_concepts.show_keys(())

    def _show_curve(self, row: LayerRow, entry: Layer) -> None:
        activation = _activation_of(entry, row)
        self._curve.show_curve(curve_of_activation(activation) if activation else None)
        self._curve_formula.say(_(activation.formula) if activation else "")
        told = activation.concepts if activation else ()
        self.curve_concepts.show_keys([key for key in told if key not in entry.concepts])

    @Slot(object)
    def _on_standing_reads_changed(self, reads: tuple[LayerId, ...]) -> None:
        self._document.apply(edits.set_reads, self._key, reads)

    @Slot(bool)
    def _on_standing_frozen_changed(self, frozen: bool) -> None:
        self._document.apply(edits.freeze, [self._key], frozen)

    @Slot(bool)
    def _on_standing_off_changed(self, off: bool) -> None:
        self._document.apply(edits.switch_on, [self._key], not off)

    def _at(self, place: Place) -> list[Problem]:
        return [problem for problem in self._document.report.problems if problem.place is place]

    @Slot(str, object)
    def _on_form_edited(self, name: str, value: object) -> None:
        layer: LayerId = self._form_of[0]
        if name == REPEAT.name and group_id(self._key) == layer:
            self._document.apply(edits.repeat_group, layer, value)
            return
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
