"""A pretended language, in which every text stands in brackets, and the search for texts that do not."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QGraphicsScene,
    QGraphicsView,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QTabBar,
    QWidget,
)

from nnstudio import __version__
from nnstudio.catalogue import LAYERS
from nnstudio.design.shipped import shipped_names
from nnstudio.gui.pages import versions
from nnstudio.gui.predictions.view import PredictionView

CLASSES = {str(layer.title) for layer in LAYERS.values()}  # of Keras

# The same in every language: names of programs and units, and what files hold.
ALLOWED = set(shipped_names()) | {"\n".join(versions()), "NN Studio", f"NN Studio {__version__}"}
KEYS = re.compile(r"\b(Ctrl|Alt|Shift|Ins|Insert|Del|Up|Down|Вверх|Вниз|Return|F\d+)\b")
UNITS = re.compile(r"\b(KB|MB|GB|TB)\b")


class Pretended(gettext.NullTranslations):
    """A language in which every text stands in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return f"⟦{singular if count == 1 else plural}⟧"


def bare_words(text: str) -> list[str]:
    """Words of two letters and more outside the brackets, which may stand in one another."""
    if text.strip() in ALLOWED:
        return []
    for name in sorted(CLASSES, key=len, reverse=True):
        text = text.replace(name, " ")
    text = re.sub(r"<[^>]*>|&\w+;", " ", text)
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    text = UNITS.sub(" ", KEYS.sub(" ", text))
    return [word for word in re.findall(r"\w+", text) if sum(map(str.isalpha, word)) > 1]


def texts_of(thing: QObject) -> Iterator[str]:
    """Every text that a person can meet at a widget or an action."""
    if isinstance(thing, QAction):
        yield from (thing.text(), thing.toolTip())
    if isinstance(thing, QWidget):
        yield from (thing.toolTip(), thing.accessibleName(), thing.accessibleDescription())
        if thing.isWindow() or isinstance(thing, QDockWidget):
            yield thing.windowTitle()
    match thing:
        case QLabel() | QAbstractButton():
            yield thing.text()
        case QGroupBox() | QMenu():
            yield thing.title()
        case QLineEdit():
            yield thing.placeholderText()
        case QComboBox():
            yield from (thing.itemText(row) for row in range(thing.count()))
            yield from (
                str(thing.itemData(row, Qt.ItemDataRole.ToolTipRole) or "") for row in range(thing.count())
            )
        case QTabBar():
            yield from (thing.tabText(at) for at in range(thing.count()))
        case QAbstractSpinBox():
            yield getattr(thing, "suffix", str)() + getattr(thing, "prefix", str)()
        case QProgressBar():
            yield thing.text() if thing.isTextVisible() else ""
        case QAbstractItemView() if not lists_data(thing):
            yield from texts_of_model(thing)
        case QGraphicsView():
            yield from texts_of_scene(thing)


def lists_data(view: QAbstractItemView) -> bool:
    """What a predictions view lists are texts of the data, in whichever language these are."""
    above = view.parentWidget()
    while above is not None and not isinstance(above, PredictionView):
        above = above.parentWidget()
    return above is not None


def texts_of_model(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(model.rowCount(QModelIndex()) if model is not None else 0):
        for role in roles:
            yield str(model.data(model.index(row, 0), role) or "")


def texts_of_scene(view: QGraphicsView) -> Iterator[str]:
    for item in view.scene().items() if view.scene() is not None else ():
        yield str(getattr(item, "toPlainText", str)() or "")
        yield str(getattr(item, "labelText", "") or "")


def untranslated(top: QWidget) -> set[tuple[str, str]]:
    """Kind and text of everything that has words of its own."""
    things = [top, *top.findChildren(QObject)]
    return {
        (type(thing).__name__, text)
        for thing in things
        if not is_qts_own(thing)
        for text in texts_of(thing)
        if text and bare_words(text)
    }


def is_qts_own(thing: QObject) -> bool:
    """Parts that Qt makes and translates itself, and pyqtgraph's menu, which the plots do not show."""
    if isinstance(thing, QAbstractButton):
        return thing.objectName().startswith("qt_") or isinstance(thing.parent(), QTabBar)
    return isinstance(thing, QAction) and isinstance(thing.parent(), QLineEdit | QGraphicsScene)
