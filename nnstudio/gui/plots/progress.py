"""The Progress panel: loss and metric, epoch by epoch."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QStackedLayout, QVBoxLayout, QWidget

from nnstudio.catalogue import METRICS
from nnstudio.data.metric_units import Showing, quantities_of, showing
from nnstudio.data.prepared import Preview
from nnstudio.gui.history import History
from nnstudio.gui.plots.curve_plot import CurvePlot
from nnstudio.gui.plots.curves import NONE, Curves
from nnstudio.gui.plots.levels import levels_of
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, capitalized


@dataclass
class _Drawn:
    """A history, and with how many epochs and steps of it each plot was drawn."""

    history: History
    loss: tuple[int, int] | None = None
    metric: tuple[int, int] | None = None


class ProgressPanel(QWidget):
    """Draws a history; costs nothing while the history stays as it is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: _Drawn | None = None
        self._turn_of_metric = False  # while a run goes, the two plots are drawn in turns
        self._metric_key = ""
        self._metric: Showing | None = None  # how that one is shown
        self._preview: Preview | None = None
        self._loss_key, self._width = "", 0
        self._nothing = QLabel(_("Press Train to see the loss fall here."))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self.loss_plot = CurvePlot(theme, _("Loss"), _("loss"))
        self.metric_plot = CurvePlot(theme, "", "")
        self.log_box = QCheckBox(_("Log scale"))
        self.log_box.setToolTip(_("Even distances for powers of ten: shows how a small loss still falls."))
        self.log_box.toggled.connect(self._on_log_toggled)
        self._link()
        self.loss_plot.header.addWidget(self.log_box, 0, Qt.AlignmentFlag.AlignTop)
        self.metric_box = QComboBox()
        self.metric_box.setAccessibleName(_("Metric"))
        self.metric_box.activated.connect(self._on_metric_box_activated)
        self.metric_plot.header.addWidget(self.metric_box, 0, Qt.AlignmentFlag.AlignTop)
        plots = QWidget()
        column = QVBoxLayout(plots)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.loss_plot, 3)
        column.addWidget(self.metric_plot, 2)
        self.loss_plot.label_epochs(True)
        self.metric_plot.label_epochs(True)
        self.metric_plot.hide()
        self._plots = plots
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(plots)
        self.setAccessibleName(_("Progress"))
        self.set_theme(theme)

    def _link(self) -> None:
        """Both plots are of the same epochs."""
        for one, other in ((self.loss_plot, self.metric_plot), (self.metric_plot, self.loss_plot)):
            one.moved.connect(other.move_to)
            one.shown_again.connect(other.show_again)

    def set_theme(self, theme: Theme) -> None:
        self._nothing.setStyleSheet(f"color: {theme.muted}")
        self.loss_plot.set_theme(theme)
        self.metric_plot.set_theme(theme)

    def show_preview(self, preview: Preview | None) -> None:
        """Take the naive answers, and the unit in which errors are told, from the data."""
        self._preview = preview
        if self._metric_key:
            self._describe_metric(self._metric_key)
        self._show_levels()

    def show_judged(self, loss: str, width: int) -> None:
        """loss: the key of what the curves are of. width: numbers of the narrow layer, 0 for none.

        They tell which naive answers the curves compare to.
        """
        self._loss_key, self._width = loss, width
        self._show_levels()

    def _show_levels(self) -> None:
        self.loss_plot.show_levels(levels_of(self._preview, self._loss_key, self._width))
        if self._metric is not None:
            levels = levels_of(self._preview, self._metric_key, self._width, self._metric.factor)
            self.metric_plot.show_levels(levels)

    def clear(self) -> None:
        """Back to the empty state."""
        self.show_history(History())

    def show_history(self, history: History, *, live: bool = False) -> None:
        """Draw what is new; nothing if nothing is.

        live: more is coming at once, so that one of the two plots is enough now. Drawing takes the run
        some of its speed.
        """
        steps = history.step_losses
        state = (len(history.epoch), len(steps) * steps.stride)
        if self._drawn is None or history is not self._drawn.history:
            self.loss_plot.start_over()
            self.metric_plot.start_over()
            self._drawn, live = _Drawn(history), False
        if not any(state):
            self._stack.setCurrentWidget(self._nothing)
            return
        both = not live or bool(history.metrics) is not self.metric_plot.isVisibleTo(self)
        if (both or not self._turn_of_metric) and self._drawn.loss != state:
            self._drawn.loss = state
            self._show_loss(history)
        if (both or self._turn_of_metric) and self._drawn.metric != state:
            self._drawn.metric = state
            self._show_metric(history)
        self._turn_of_metric = bool(history.metrics) and not self._turn_of_metric
        self._stack.setCurrentWidget(self._plots)

    def _offer(self, keys: tuple[str, ...]) -> None:
        """Let one of several metrics be chosen; the choice stays where it can."""
        box = self.metric_box
        if keys == tuple(box.itemData(at) for at in range(box.count())):
            return
        before = box.currentData()
        box.clear()
        for key in keys:
            box.addItem(_(METRICS[key].title) if key in METRICS else key, key)
        box.setCurrentIndex(max(0, box.findData(before)) if keys else -1)
        box.setVisible(len(keys) > 1)

    @Slot()
    def _on_metric_box_activated(self) -> None:
        if self._drawn is not None:
            self._drawn.metric = None
            self.metric_plot.change_numbers()
            self.show_history(self._drawn.history)

    def _show_loss(self, history: History) -> None:
        self.loss_plot.show_curves(
            Curves(
                history.epoch.values,
                history.loss.values,
                history.val_loss.values,
                history.step_epochs,
                history.step_losses.values,
            )
        )

    def _show_metric(self, history: History) -> None:
        self._offer(tuple(history.metrics))
        key = str(self.metric_box.currentData() or "")
        if bool(key) is not self.metric_plot.isVisibleTo(self):
            self.metric_plot.setVisible(bool(key))
            self.loss_plot.label_epochs(not key)
        if not key:
            return
        if key != self._metric_key:
            self._metric_key = key
            self._describe_metric(key)
            self._show_levels()
        assert self._metric is not None
        factor = self._metric.factor
        train, validation = history.metrics[key].values, history.val_metrics.get(key)
        steps = history.step_epochs
        self.metric_plot.show_curves(
            Curves(
                history.epoch.values,
                factor * train,
                NONE if validation is None else factor * validation.values,
                until=float(steps[-1]) if len(steps) else 0.0,
            )
        )

    def _describe_metric(self, key: str) -> None:
        """Curves in another unit are drawn anew."""
        before, self._metric = self._metric, showing(key, quantities_of(self._preview))
        if self._metric == before:
            return
        title = capitalized(self._metric.name)
        self.metric_plot.describe(title, self._metric.axis, self._metric.bounds, self._metric.words)
        if before is not None and before.factor != self._metric.factor and self._drawn is not None:
            self._drawn.metric = None
            self.metric_plot.change_numbers()
            self.show_history(self._drawn.history)

    @Slot(bool)
    def _on_log_toggled(self, on: bool) -> None:
        self.loss_plot.set_log(on)
