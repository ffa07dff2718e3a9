"""The Data panel: what the network learns from, and how it is prepared."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from nnstudio.catalogue.params import Option
from nnstudio.data import SOURCES, default_choice, source_of
from nnstudio.data.source import Source
from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.facts import Domain
from nnstudio.design.fields import DATA_FIELDS
from nnstudio.design.own import OWN, OwnData
from nnstudio.design.problems import Place, Problem
from nnstudio.errors import UserError
from nnstudio.gui.document import Document
from nnstudio.gui.forms import ParamForm
from nnstudio.gui.forms.editors import LabelEditor
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.panels.facts import DOMAIN_TITLES, counts_text
from nnstudio.gui.panels.fetch_bar import FetchBar
from nnstudio.gui.panels.own_data import OwnDataBox
from nnstudio.gui.panels.parts import ProblemList, ScrollPanel, Text
from nnstudio.gui.theme import Theme
from nnstudio.i18n import N_, _

_SERIES_ONLY = ("window", "horizon")
_TEXTS_ONLY = ("tokens", "lower_case", "vocabulary", "length")
_GOAL = ("goal",)
_CLASSES_ONLY = ("one_hot",)
_NUMBERS_ONLY = ("scaling",)
_SHARES = ("test",)  # where the data do not say themselves what is held out
_COUNTED_ONLY = ("unusual",)  # where it is known how many examples each class has
_INPUTS_ONLY = ("noise", *_COUNTED_ONLY)


class DataPanel(QWidget):
    """Shows the document's choice of data and edits it."""

    page_asked = Signal()  # the page of the data, with examples of it
    arrived = Signal()  # the data that was missing is there
    own_asked = Signal(object)  # the guide to own data: with a path, or None to choose one

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._source: tuple[str, OwnData | None] = ("", None)
        self._own_problem = ""
        self._params: ParamForm | None = None
        self._build()
        self._wire()
        self._refresh()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollPanel()
        layout.addWidget(scroll)
        self.sources = SourceBox()
        self._help = Text()
        self.fetch_bar = FetchBar()
        self.own = OwnDataBox(self._theme)
        self.look_button = QPushButton(_("Look at the data…"))
        self._counts = Text(strong=True)
        self._origin = Text(muted=True)
        self._problems = ProblemList(self._theme)
        self._problems.fix_asked.connect(self._document.mend)
        self._place = QVBoxLayout()
        self.form = ParamForm(DATA_FIELDS)
        column = scroll.column
        column.addWidget(self.sources)
        column.addWidget(self._help)
        column.addWidget(self.own)
        column.addWidget(self._counts)
        column.addWidget(self.fetch_bar)
        column.addWidget(self.look_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._place)
        column.addWidget(self.form)
        column.addWidget(self._origin)
        layout.addWidget(self._problems)

    def _wire(self) -> None:
        self.sources.activated.connect(self._on_sources_activated)
        self.form.edited.connect(self._on_form_edited)
        self.look_button.clicked.connect(self.page_asked)
        self.fetch_bar.fetched.connect(self._on_fetch_bar_fetched)
        self.own.choose_asked.connect(self._on_own_choose_asked)
        self.own.look_asked.connect(self.own_asked)
        self._document.changed.connect(self._on_document_changed)

    @property
    def params_form(self) -> ParamForm | None:
        """The form of the source's own parameters, None where it has none."""
        return self._params

    @property
    def counts(self) -> str:
        return self._counts.text()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._problems.set_theme(theme)
        self.own.set_theme(theme)

    def show_failure(self, message: str) -> None:
        """Why the data could not be read; "" where they could, or nobody has tried yet."""
        self._own_problem = message
        self.own.show_own(self._document.design.data.own, message)

    @Slot(object)
    def _on_document_changed(self, _change: Change) -> None:
        self._refresh()

    def _refresh(self) -> None:
        document = self._document
        choice, facts = document.design.data, document.facts
        source = source_of(choice)
        if self._source != (source.key, choice.own):
            self._source = (source.key, choice.own)
            self._show_source(source)
            self.show_failure("")
        if self._params is not None:
            self._params.set_values(choice.params)
        self.form.set_hidden(meaningless_fields(source, choice.goal))
        self.form.set_values(choice.model_dump(exclude={"source", "params", "own"}))
        self._counts.say(counts_text(facts) if facts else "")
        self._problems.show_problems(self._data_problems())

    def _show_source(self, source: Source) -> None:
        self.sources.show_key(source.key)
        self.fetch_bar.show_source(source)
        unusual = self.form.editor("unusual")
        assert isinstance(unusual, LabelEditor)
        unusual.set_names(source.classes)
        is_own = source.key == OWN
        origin = _("Source: {origin} Licence: {licence}.").format(
            origin=_(source.origin), licence=_(source.licence).rstrip(".")
        )
        self._help.say("" if is_own else _(source.help))
        self._origin.say("" if is_own else origin)
        if self._params is not None:
            self._place.removeWidget(self._params)
            self._params.hide()
            self._params.deleteLater()
            self._params = None
        if source.params:
            self._params = ParamForm(source.params)
            self._params.edited.connect(self._on_params_edited)
            self._place.addWidget(self._params)

    def _data_problems(self) -> list[Problem]:
        return [problem for problem in self._document.report.problems if problem.place is Place.DATA]

    @Slot(str)
    def _on_fetch_bar_fetched(self, key: str) -> None:
        if key == self._source[0]:
            self.arrived.emit()

    @Slot(int)
    def _on_sources_activated(self, row: int) -> None:
        key = self.sources.key_at(row)
        if key == OWN:
            self.sources.show_key(self._source[0])
            self.own_asked.emit(None)
        elif key in SOURCES and key != self._source[0]:
            self._document.apply(edits.set_source, default_choice(key))

    @Slot()
    def _on_own_choose_asked(self) -> None:
        self.own_asked.emit(None)

    @Slot(str, object)
    def _on_form_edited(self, name: str, value: object) -> None:
        self._show_refusal(self.form, name, self._document.attempt(edits.set_data, name, value))

    @Slot(str, object)
    def _on_params_edited(self, name: str, value: object) -> None:
        error = self._document.attempt(edits.set_source_param, name, value)
        if self._params is not None:
            self._show_refusal(self._params, name, error)

    def _show_refusal(self, form: ParamForm, name: str, error: UserError | None) -> None:
        if error is not None:
            self._refresh()
            form.refuse(name, str(error))


class SourceBox(OptionBox):
    """All data sets, under the headings of their domains."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((), parent)
        self.setAccessibleName(_("Data set"))
        self.setMaxVisibleItems(30)
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        for domain in Domain:
            model.appendRow(_heading(_(DOMAIN_TITLES[domain])))
            for source in SOURCES.values():
                if source.domain is domain:
                    self.add_option(Option(source.key, source.title, source.help))
        model.appendRow(_heading(_("Your own")))
        self.add_option(Option(OWN, N_("Your own data…"), N_("Tables, texts, images, clips, arrays.")))


def _heading(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    item.setFont(font)
    return item


def meaningless_fields(source: Source, goal: str) -> tuple[str, ...]:
    """The fields that change nothing for this data set."""
    return (*_meaningless(source, goal), *(_SHARES if source.held_out else ()))


def _meaningless(source: Source, goal: str) -> tuple[str, ...]:
    if source.domain is Domain.SERIES:
        return (*_GOAL, *_INPUTS_ONLY, *_CLASSES_ONLY, *_TEXTS_ONLY)
    without_classes = () if source.classes else _CLASSES_ONLY
    if source.domain is Domain.TEXT:  # a goal that cannot be shows, so that it can be set right
        sound = _GOAL if goal == "target" else ()
        return (*_SERIES_ONLY, *_INPUTS_ONLY, *_NUMBERS_ONLY, *without_classes, *sound)
    if goal == "target":
        return (*_SERIES_ONLY, *_TEXTS_ONLY, *_INPUTS_ONLY, *without_classes)
    uncounted = () if source.class_counts and not source.held_out else _COUNTED_ONLY
    settled = _GOAL if is_only_input(source) else ()
    return (*_SERIES_ONLY, *_TEXTS_ONLY, *_CLASSES_ONLY, *uncounted, *settled)


def is_only_input(source: Source) -> bool:
    """Whether there is nothing to learn but what is given: images or rows without classes or quantities."""
    return source.domain in (Domain.IMAGES, Domain.TABLE) and not source.classes and not source.target_names
