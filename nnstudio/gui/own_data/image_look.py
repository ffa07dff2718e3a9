"""Step one of a folder of images: what lies there by class, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from nnstudio.data.own.images import ImagesFound
from nnstudio.data.own.videos import VIDEO_EXTRA
from nnstudio.data.source import Bytes
from nnstudio.gui.panels.parts import ScrollPanel, Text
from nnstudio.i18n import _, ngettext

_MOST_CLASSES = 50  # that are shown
_IN_A_ROW = 12
_MOST_TOLD = 100
_BAD_HEIGHT = 84


class ImageLook(QWidget):
    """The first images of each class, and the files that are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = Text(_("Reading the images…"), strong=True)
        self.where = Text(muted=True)
        self.classes = ScrollPanel()
        self.skipped = Text(muted=True)
        self.bad = QPlainTextEdit()
        self.bad.setReadOnly(True)
        self.bad.setMaximumHeight(_BAD_HEIGHT)
        self.bad.setAccessibleName(_("Files that are left out"))
        self.bad.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.count, self.where, self.classes, self.skipped, self.bad):
            column.addWidget(widget, 1 if widget is self.classes else 0)

    def show_found(self, found: ImagesFound) -> None:
        images = counted(found)
        many = len(found.classes)
        classes = ngettext("{count} class", "{count} classes", many).format(count=f"{many:,}")
        self.count.say(f"{images} · {classes if many else _('no classes')}")
        self.where.say(where_text(found))
        page = QWidget()
        page.setLayout(_classes_grid(found) if many else _plain_grid(found))
        self.classes.column.addWidget(page)
        self.skipped.say(skipped_text(found))
        told = [f"{each.name}: {each.reason}" for each in found.broken[:_MOST_TOLD]]
        self.bad.setPlainText("\n".join(told))
        self.bad.setVisible(bool(told))


def _classes_grid(found: ImagesFound) -> QGridLayout:
    """A row of each class: its name, how many images it has, the first of them."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    for row, (name, thumbs) in enumerate(list(found.thumbs.items())[:_MOST_CLASSES]):
        for at, text in enumerate((name, f"{found.counts[name]:,}")):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)  # a folder may have any name
            grid.addWidget(label, row, at)
        grid.addLayout(row_of(label_of(thumb) for thumb in thumbs), row, 2)
    grid.setColumnStretch(2, 1)
    return grid


def _plain_grid(found: ImagesFound) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(4)
    for at, thumb in enumerate(thumb for thumbs in found.thumbs.values() for thumb in thumbs):
        grid.addWidget(label_of(thumb), *divmod(at, _IN_A_ROW))
    grid.setColumnStretch(_IN_A_ROW, 1)
    return grid


def counted(found: ImagesFound) -> str:
    count = f"{found.count:,}"
    if found.moving == found.count:
        return ngettext("{count} clip", "{count} clips", found.count).format(count=count)
    return ngettext("{count} image", "{count} images", found.count).format(count=count)


def where_text(found: ImagesFound) -> str:
    """Which folders are the classes where that does not go without saying; "" where it does."""
    if not found.classes:
        return _(
            "Without two folders to tell apart, the network learns without labels: to give an image back"
            " through few numbers, or, of clips, to draw the frame that follows."
        )
    within = found.listing.within
    if not within:
        return ""
    names = ", ".join(f"“{name}”" for name in within)
    return ngettext(
        "The classes are the folders in {names}.",
        "The classes are the folders in {names}, taken together: the parts are split anew.",
        len(within),
    ).format(names=names)


def skipped_text(found: ImagesFound) -> str:
    """What is left out, in words; "" where all was read."""
    told = []
    if found.broken:
        told.append(
            ngettext(
                "{count} file cannot be read and is left out.",
                "{count} files cannot be read and are left out.",
                len(found.broken),
            ).format(count=f"{len(found.broken):,}")
        )
    if any(bad.reason == _(VIDEO_EXTRA) for bad in found.broken):
        told.append(_(VIDEO_EXTRA))
    if found.listing.links:
        told.append(
            ngettext(
                "{count} link to another place is not followed.",
                "{count} links to other places are not followed.",
                found.listing.links,
            ).format(count=f"{found.listing.links:,}")
        )
    if found.listing.loose:
        told.append(
            ngettext(
                "{count} image outside of the folders is left out.",
                "{count} images outside of the folders are left out.",
                found.listing.loose,
            ).format(count=f"{found.listing.loose:,}")
        )
    return " ".join(told)


def pixmap_of(pixels: Bytes) -> QPixmap:
    """pixels: (h, w, 1 or 3)."""
    height, width, channels = pixels.shape
    form = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_Grayscale8
    return QPixmap.fromImage(QImage(pixels.tobytes(), width, height, width * channels, form))


def label_of(pixels: Bytes) -> QLabel:
    label = QLabel()
    label.setPixmap(pixmap_of(pixels))
    return label


def row_of(labels: Iterable[QLabel]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    for label in labels:
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    return row
