"""The Training panel: loss, optimizer, how the data is fed, regularization, early stopping."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from nnstudio.catalogue import LOSSES, OPTIMIZERS, REGULARIZERS, SCHEDULES
from nnstudio.catalogue.metrics import metrics_that_suit, usual_metric
from nnstudio.catalogue.params import PartParam
from nnstudio.catalogue.values import Part
from nnstudio.design import edits
from nnstudio.design.changes import Change, Changed
from nnstudio.design.fields import EARLY_STOPPING_FIELDS, RECIPE_FIELDS
from nnstudio.design.problems import Place
from nnstudio.gui.concept_links import ConceptButton
from nnstudio.gui.document import Document, Edit
from nnstudio.gui.forms import ParamForm
from nnstudio.gui.forms.form import PartEditor
from nnstudio.gui.panels.curve import CurveView, curve_of_schedule
from nnstudio.gui.panels.facts import TARGET_TITLES
from nnstudio.gui.panels.metric_choice import MetricChoice
from nnstudio.gui.panels.parts import FOOT_MARGINS, ProblemList, ScrollPanel, Text
from nnstudio.gui.theme import Theme
from nnstudio.i18n import N_, _

_LOSS = PartParam(
    name="loss",
    title=N_("Loss function"),
    help=N_("What is made small: how far the answers are from the truth."),
    default=Part(kind="mean_squared_error"),
    kinds=tuple(LOSSES.values()),
)
_OPTIMIZER = PartParam(
    name="optimizer",
    title=N_("Optimizer"),
    help=N_("How the gradient of the loss changes the weights."),
    default=Part(kind="sgd"),
    kinds=tuple(OPTIMIZERS.values()),
)
_SCHEDULE = PartParam(
    name="schedule",
    title=N_("Schedule"),
    help=N_("How the learning rate changes while training goes on."),
    default=Part(kind="constant"),
    kinds=tuple(SCHEDULES.values()),
)
_REGULARIZER = PartParam(
    name="regularizer",
    title=N_("Regularization"),
    help=N_("For the kernels of all layers that have none of their own."),
    default=Part(kind="none"),
    kinds=tuple(REGULARIZERS.values()),
)
_LEARNING_RATE = "learning_rate"
_LIVE = (f"optimizer.{_LEARNING_RATE}", "epochs")  # what a run takes over while it goes


class TrainingPanel(QWidget):
    """Shows the document's recipe and edits it; what a run can follow, it follows by itself.

    explained: a concept that was asked for.
    """

    explained = Signal(str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._running = False
        self._recipe = document.design.recipe
        self._build()
        self._wire()
        self._refresh()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollPanel()
        layout.addWidget(scroll)
        plain = [param for param in RECIPE_FIELDS if not param.advanced]
        folded = [param for param in RECIPE_FIELDS if param.advanced]
        self.note = Text(muted=True)
        self._problems = ProblemList(self._theme)
        self._problems.fix_asked.connect(self._document.mend)
        self.form = ParamForm((_LOSS, _OPTIMIZER))
        self.schedule_form = ParamForm((_SCHEDULE,))
        self.curve = CurveView(self._theme)
        self.rest_form = ParamForm((*plain, _REGULARIZER))
        self.metrics = MetricChoice()
        self.stopping = QCheckBox(_("Early stopping"))
        self.stopping.setToolTip(_("Stop when the validation loss has not improved for some epochs."))
        self.stopping.setAccessibleName(_("Early stopping"))
        self.stopping_help = ConceptButton()
        self.stopping_help.show_key("early_stopping")
        self.stopping_form = ParamForm(EARLY_STOPPING_FIELDS)
        self.more_form = ParamForm(folded)
        column = scroll.column
        fields = (
            self.form,
            self.schedule_form,
            self.curve,
            self.rest_form,
        )
        for widget in fields:
            column.addWidget(widget)
        stopping = QHBoxLayout()
        stopping.addWidget(self.stopping, 1)
        stopping.addWidget(self.stopping_help)
        column.addLayout(stopping)
        for below in (self.stopping_form, self.metrics, self.more_form):
            column.addWidget(below)
        self.note.setContentsMargins(*FOOT_MARGINS)
        layout.addWidget(self._problems)
        layout.addWidget(self.note)

    def _wire(self) -> None:
        self._document.changed.connect(self._on_document_changed)
        self.rest_form.edited.connect(self._on_rest_form_edited)
        self.schedule.kind_chosen.connect(self._on_schedule_kind_chosen)
        self.schedule.param_edited.connect(self._on_schedule_param_edited)
        self.metrics.chosen.connect(self._on_metrics_chosen)
        self.more_form.edited.connect(self._on_more_form_edited)
        self.stopping_help.asked.connect(self.explained)
        for form in (self.form, self.schedule_form, self.rest_form):
            form.explained.connect(self.explained)
        self.stopping_form.edited.connect(self._on_stopping_form_edited)
        self.stopping.clicked.connect(self._on_stopping_clicked)
        self.loss.kind_chosen.connect(self._on_loss_kind_chosen)
        self.loss.param_edited.connect(self._on_loss_param_edited)
        self.optimizer.kind_chosen.connect(self._on_optimizer_kind_chosen)
        self.optimizer.param_edited.connect(self._on_optimizer_param_edited)

    @property
    def loss(self) -> PartEditor:
        return self._part("loss")

    @property
    def optimizer(self) -> PartEditor:
        return self._part("optimizer")

    @property
    def schedule(self) -> PartEditor:
        editor = self.schedule_form.editor("schedule")
        assert isinstance(editor, PartEditor)
        return editor

    def _part(self, name: str) -> PartEditor:
        editor = self.form.editor(name)
        assert isinstance(editor, PartEditor)
        return editor

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._problems.set_theme(theme)
        self.curve.set_theme(theme)

    @Slot(bool)
    def set_running(self, running: bool) -> None:
        """While a run is going, what it cannot take over is said to apply at the next start."""
        if running != self._running:
            self._running = running
            self.note.say("")

    @Slot(object)
    def _on_document_changed(self, change: Change) -> None:
        self._recipe = self._document.design.recipe
        self._refresh()
        if self._running and change.what is Changed.RECIPE and change.field not in _LIVE:
            self.note.say(_("Applies at the next start."))

    def _refresh(self) -> None:
        recipe = self._recipe
        values = {name: getattr(recipe, name) for name in type(recipe).model_fields}
        for form in (self.form, self.schedule_form, self.rest_form, self.more_form):
            form.set_values(values)
        self._show_curve()
        self._show_metrics()
        self.rest_form.set_field_enabled("batch_size", recipe.batching == "mini")
        stopping = recipe.early_stopping
        self.stopping.setChecked(stopping is not None)
        self.stopping_form.setVisible(stopping is not None)
        if stopping is not None:
            self.stopping_form.set_values(stopping.model_dump())
        self._mark_losses()
        self._say_formulas()
        problems = self._document.report.problems
        self._problems.show_problems([problem for problem in problems if problem.place is Place.RECIPE])

    def _show_curve(self) -> None:
        """The learning rate over the epochs of a run, where it changes in a way that is known before."""
        recipe, rate = self._recipe, _rate(self._recipe.optimizer)
        curve = None
        if recipe.schedule.kind != "constant" and rate is not None:
            curve = curve_of_schedule(recipe.schedule, rate, recipe.epochs)
        self.curve.show_curve(curve)

    def _show_metrics(self) -> None:
        """Those that make sense with the loss, beside the one that is shown anyway."""
        facts, loss = self._document.facts, LOSSES[self._recipe.loss.kind]
        suiting = () if facts is None else metrics_that_suit(loss, facts.target)
        usual = "" if facts is None else usual_metric(loss, facts.target)
        self.metrics.show_keys(suiting, usual, self._recipe.metrics)

    def _mark_losses(self) -> None:
        """Losses that cannot be computed against the target are marked, and can still be chosen."""
        facts = self._document.facts
        notes = {}
        if facts is not None:
            note = _("It cannot be computed against {target}.").format(target=_(TARGET_TITLES[facts.target]))
            notes = {key: note for key, loss in LOSSES.items() if facts.target not in loss.targets}
        self.loss.box.set_notes(notes)

    def _say_formulas(self) -> None:
        recipe = self._recipe
        loss, optimizer = LOSSES[recipe.loss.kind], OPTIMIZERS[recipe.optimizer.kind]
        schedule = SCHEDULES[recipe.schedule.kind]
        entries = ((self.loss, loss), (self.optimizer, optimizer), (self.schedule, schedule))
        for editor, entry in entries:
            editor.box.setToolTip(f"{_(entry.title)}\n{_(entry.help)}\n{_(entry.formula)}")

    @Slot(str, object)
    def _on_rest_form_edited(self, name: str, value: object) -> None:
        """Loss, optimizer and schedule are told by their editors, one parameter at a time."""
        if name == "regularizer":
            self._edit(self.rest_form, name, edits.set_regularizer, value)
        else:
            self._edit(self.rest_form, name, edits.set_recipe, name, value)

    @Slot(str, object)
    def _on_more_form_edited(self, name: str, value: object) -> None:
        self._edit(self.more_form, name, edits.set_recipe, name, value)

    @Slot(str)
    def _on_loss_kind_chosen(self, key: str) -> None:
        self._edit(self.form, "loss", edits.set_loss, key)

    @Slot(str, object)
    def _on_loss_param_edited(self, name: str, value: object) -> None:
        self._edit(self.form, "loss", edits.set_loss_param, name, value)

    @Slot(str)
    def _on_optimizer_kind_chosen(self, key: str) -> None:
        self._edit(self.form, "optimizer", edits.set_optimizer, key)

    @Slot(str, object)
    def _on_optimizer_param_edited(self, name: str, value: object) -> None:
        self._edit(self.form, "optimizer", edits.set_optimizer_param, name, value)

    @Slot(str)
    def _on_schedule_kind_chosen(self, key: str) -> None:
        self._edit(self.schedule_form, "schedule", edits.set_schedule, key)

    @Slot(str, object)
    def _on_schedule_param_edited(self, name: str, value: object) -> None:
        self._edit(self.schedule_form, "schedule", edits.set_schedule_param, name, value)

    @Slot(tuple)
    def _on_metrics_chosen(self, keys: tuple[str, ...]) -> None:
        self._document.apply(edits.set_metrics, keys)

    @Slot(bool)
    def _on_stopping_clicked(self, on: bool) -> None:
        self._document.apply(edits.enable_early_stopping, on)

    @Slot(str, object)
    def _on_stopping_form_edited(self, name: str, value: object) -> None:
        self._edit(self.stopping_form, name, edits.set_early_stopping, name, value)

    def _edit(self, form: ParamForm, field: str, edit: Edit, *args: Any) -> None:
        error = self._document.attempt(edit, *args)
        if error is not None:
            self._refresh()
            form.refuse(field, str(error))


def _rate(optimizer: Part) -> float | None:
    rate = optimizer.params.get(_LEARNING_RATE)
    return float(rate) if isinstance(rate, int | float) else None
