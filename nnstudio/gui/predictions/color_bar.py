"""What the colours of the plane of codes stand for: true classes, or clusters that were found."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from nnstudio.gui.predictions.answers import percent
from nnstudio.i18n import N_, _

FEWEST, MOST = 2, 40  # clusters
_USUAL = 3  # where the data have no classes

_TRUTH, _CLUSTERS = 0, 1
_PURITY = N_(
    "Purity: the share of the examples that have the class most frequent in their cluster. 100 % means that "
    "no cluster mixes classes. It grows with the number of clusters too, up to 100 % where each example is "
    "its own, so compare it for equal numbers."
)


class ColorBar(QWidget):
    """changed: other colours are wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = QComboBox()
        self.kind.addItems(["", ""])
        self.kind.setAccessibleName(_("What colours stand for"))
        self.kind.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.count = QSpinBox()
        self.count.setRange(FEWEST, MOST)
        self.count.setPrefix("k = ")
        self.count.setAccessibleName(_("Number of clusters"))
        self.count.setToolTip(
            _("How many clusters k-means looks for: each example belongs to the nearest of so many centres.")
        )
        self.purity = QLabel()
        self.purity.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.purity.setToolTip(_(_PURITY))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(QLabel(_("Colours")))
        row.addWidget(self.kind)
        row.addWidget(self.count)
        row.addWidget(self.purity, 1)
        self.show_classes(0)
        self.kind.currentIndexChanged.connect(self._on_kind_current_index_changed)
        self.count.valueChanged.connect(self._on_count_value_changed)

    @property
    def clusters(self) -> int:
        """How many clusters are wanted; 0 for the true classes."""
        return self.count.value() if self.kind.currentIndex() == _CLUSTERS else 0

    def show_classes(self, count: int) -> None:
        """Other data came: as many clusters as there are classes are a good first guess."""
        self.kind.setItemText(_TRUTH, _("true class") if count else _("none"))
        self.kind.setItemText(_CLUSTERS, _("cluster (k-means)"))
        for widget in (self.kind, self.count):
            widget.blockSignals(True)
        self.kind.setCurrentIndex(_TRUTH)
        self.count.setValue(count or _USUAL)
        for widget in (self.kind, self.count):
            widget.blockSignals(False)
        self._show_count()
        self.purity.clear()

    def show_purity(self, purity: float | None) -> None:
        self.purity.setText("" if purity is None else _("purity {share}").format(share=percent(purity)))
        self.purity.setToolTip(_(_PURITY))

    def show_refusal(self, text: str) -> None:
        """Why there are no clusters."""
        self.purity.setText(text)
        self.purity.setToolTip(text)

    def _show_count(self) -> None:
        self.count.setVisible(self.kind.currentIndex() == _CLUSTERS)

    @Slot(int)
    def _on_kind_current_index_changed(self, _index: int) -> None:
        self._show_count()
        self.purity.clear()
        self.changed.emit()

    @Slot(int)
    def _on_count_value_changed(self, _value: int) -> None:
        self.purity.clear()
        self.changed.emit()
