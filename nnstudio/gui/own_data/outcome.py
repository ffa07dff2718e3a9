"""Step three: what the data become, and the network to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.shapes import shape_words
from nnstudio.catalogue.values import Part
from nnstudio.data import describe, source_of
from nnstudio.data.own.inside import is_unpacked, kept_inside, size_inside
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.fields import DATA_FIELDS
from nnstudio.design.inside import LARGEST_INSIDE
from nnstudio.design.memory import bytes_text
from nnstudio.design.model import DataChoice, Design, Recipe
from nnstudio.design.normal import normal_design
from nnstudio.design.own import OWN, OwnData
from nnstudio.design.starters import begin_with, suits
from nnstudio.errors import UserError
from nnstudio.gui.forms import ParamForm
from nnstudio.gui.panels.data import is_only_input, meaningless_fields
from nnstudio.gui.panels.facts import Facts, counts_text, names_text
from nnstudio.gui.panels.parts import FactTable, ScrollPanel, Text
from nnstudio.i18n import N_, _, grouped, ngettext

TASK_TITLES = {
    Task.CLASSIFICATION: N_("tell classes apart"),
    Task.REGRESSION: N_("predict a quantity"),
    Task.FORECAST: N_("forecast a series"),
    Task.RECONSTRUCTION: N_("give the input back"),
    Task.NEXT_FRAME: N_("draw the next frame"),
    Task.TRANSLATION: N_("translate"),
    Task.GENERATION: N_("write on"),
}
_FORM_WIDTH = 320


class OutcomePage(QWidget):
    """changed: whether the choice can be learnt from may be another."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice: DataChoice | None = None
        self._facts: DataFacts | None = None
        self._fields: dict[str, Any] = {}
        self._further: Facts = []
        self.table = FactTable()
        self.form = ParamForm(DATA_FIELDS)
        self.network = QCheckBox(_("Begin with a small network that suits these data"))
        self._network = Text(muted=True)
        self.inside = QCheckBox()
        self._only_here = Text(muted=True)
        self._problem = Text()
        left, right = QVBoxLayout(), ScrollPanel()
        left.setContentsMargins(0, 8, 0, 0)
        left.setSpacing(8)
        left.addWidget(Text(_("What it becomes"), strong=True))
        left.addWidget(self.table)
        left.addStretch(1)
        left.addWidget(self.network)
        left.addWidget(self._network)
        left.addWidget(self.inside)
        left.addWidget(self._only_here)
        right.column.addWidget(Text(_("How it is prepared"), strong=True))
        right.column.addWidget(self.form)
        right.setMinimumWidth(_FORM_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(left, 3)
        row.addWidget(right, 2)
        self.form.edited.connect(self._on_form_edited)
        self.network.toggled.connect(self._on_network_toggled)

    @property
    def choice(self) -> DataChoice:
        assert self._choice is not None
        return self._choice

    def final_choice(self) -> DataChoice:
        """With the data themselves, where these are to stand in the design. Raises UserError."""
        own = self.choice.own
        if own is None or not self.inside.isChecked():
            return self.choice
        return self.choice.model_copy(update={"own": kept_inside(own)})

    @property
    def facts(self) -> DataFacts | None:
        """None where nothing can be learnt; ``problem`` says why."""
        return self._facts

    @property
    def wants_network(self) -> bool:
        return self._facts is not None and suits(self._facts) and self.network.isChecked()

    def show_own(
        self, own: OwnData, before: DataChoice | None, further: Facts, only_here: bool = False
    ) -> str:
        """before: whose preparation is kept. further: what is to be said besides. only_here: whether the file
        is one that only this program knows of. What is wrong, or ""."""
        self._offer_inside(own, only_here)
        blank = DataChoice(source=OWN, own=own)
        if not self._fields and before is not None:
            kept = {param.name: getattr(before, param.name) for param in DATA_FIELDS}
            self._fields = kept
        usual = {"test": 0.1, **source_of(blank).preparation}
        settled = dict(source_of(blank).preparation) if is_only_input(source_of(blank)) else {}
        self._choice = blank.model_copy(update={**usual, **self._fields, **settled})
        self._further = further
        return self._show()

    def _offer_inside(self, own: OwnData, only_here: bool) -> None:
        size = size_inside(own)
        self.inside.setVisible(size > 0)
        nowhere_else = is_unpacked(Path(own.path))
        self.inside.setChecked(size > 0 and (only_here or nowhere_else))
        self.inside.setEnabled(not nowhere_else)
        self.inside.setText(
            _("Keep the data in the design too ({size}), so that it can be handed in alone").format(
                size=bytes_text(size)
            )
        )
        self._only_here.say(
            _(
                "What was pasted is larger than the {most} that a design can hold. It is kept on this machine"
                " alone: hand in {path} beside the design."
            ).format(most=bytes_text(LARGEST_INSIDE), path=own.path)
            if only_here and not size
            else ""
        )

    def _show(self) -> str:
        choice = self.choice
        problem = ""
        try:
            self._facts = describe(choice)
        except UserError as error:
            self._facts, problem = None, " ".join((error.message, error.hint))
        source = source_of(choice)
        self.form.set_hidden(meaningless_fields(source, choice.goal))
        self.form.set_values(choice.model_dump(exclude={"source", "params", "own"}))
        self.table.show_facts([] if self._facts is None else [*outcome_facts(self._facts), *self._further])
        self.network.setVisible(self._facts is not None and suits(self._facts))
        self._network.say(self._network_text())
        return problem

    def _network_text(self) -> str:
        if not self.wants_network or self._facts is None:
            return ""
        rows = begin_with(_BLANK, self.choice, self._facts)[0].layers
        names = [f"{_(LAYERS[row.kind].title)} {row.params.get('units', '')}".strip() for row in rows]
        return " → ".join(names)

    @Slot(str, object)
    def _on_form_edited(self, name: str, value: object) -> None:
        self._fields[name] = value
        self._choice = self.choice.model_copy(update={name: value})
        self._show()
        self.changed.emit()

    @Slot(bool)
    def _on_network_toggled(self, _checked: bool) -> None:
        self._network.say(self._network_text())

    def problem(self) -> str:
        return self._show()


def outcome_facts(facts: DataFacts) -> Sequence[tuple[str, str]]:
    known = [
        (_("The network learns to"), _(TASK_TITLES[facts.task])),
        (_("It is given"), _given_text(facts)),
    ]
    if facts.features and facts.task is not Task.FORECAST:
        known.append((_("Inputs"), names_text(facts.features)))
    if facts.target_names:
        known.append((_("Target"), names_text(facts.target_names)))
    if facts.classes:
        known.append((_("Classes"), names_text(facts.classes)))
    if facts.vocabulary:
        known.append((_("Vocabulary"), grouped(facts.vocabulary)))
    return [*known, (_("Examples"), counts_text(facts))]


def _given_text(facts: DataFacts) -> str:
    if facts.domain is Domain.VIDEO:
        frames, *image = facts.input_shape
        return ngettext(
            "clips of {count} frame of {shape}", "clips of {count} frames of {shape}", frames
        ).format(count=grouped(frames), shape="×".join(map(str, image)))
    if facts.domain is not Domain.TEXT:
        return shape_words(facts.input_shape)
    length = facts.input_shape[0]
    return ngettext("texts of {count} token", "texts of up to {count} tokens", length).format(
        count=grouped(length)
    )


_BLANK = normal_design(
    Design(
        data=DataChoice(source="spiral"),
        recipe=Recipe(loss=Part(kind="mean_squared_error"), optimizer=Part(kind="adam")),
    )
)
