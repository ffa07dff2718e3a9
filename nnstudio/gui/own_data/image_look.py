"""Step one of a folder of images: what lies there by class, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from nnstudio.data.own.images import ImagesFound
from nnstudio.data.own.videos import VIDEO_EXTRA
from nnstudio.data.source import Bytes
from nnstudio.gui.own_data.folder_look import (
    MOST_CLASSES,
    FolderLook,
    aside_text,
    classes_text,
    links_text,
    plain_label,
    unread_text,
)
from nnstudio.i18n import _, grouped, ngettext, quoted

_IN_A_ROW = 12


class ImageLook(FolderLook):
    """The first images of each class, and the files that are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Reading the images…"), parent)

    def show_found(self, found: ImagesFound) -> None:
        self.count.say(f"{counted(found)} · {classes_text(len(found.classes))}")
        self.where.say(where_text(found))
        grid = _classes_grid(found) if found.classes else _plain_grid(found)
        self.show_page(grid, skipped_text(found), found.broken)


def _classes_grid(found: ImagesFound) -> QGridLayout:
    """A row of each class: its name, how many images it has, the first of them."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    for row, (name, thumbs) in enumerate(list(found.thumbs.items())[:MOST_CLASSES]):
        for at, text in enumerate((name, grouped(found.counts[name]))):
            grid.addWidget(plain_label(text), row, at)
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
    count = grouped(found.count)
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
    names = quoted(within)
    return ngettext(
        "The classes are the folders in {names}.",
        "The classes are the folders in {names}, taken together: the parts are split anew.",
        len(within),
    ).format(names=names)


def skipped_text(found: ImagesFound) -> str:
    """What is left out, in words; "" where all was read."""
    lacks_extra = any(bad.reason == _(VIDEO_EXTRA) for bad in found.broken)
    loose = ngettext(
        "{count} image outside of the folders is left out.",
        "{count} images outside of the folders are left out.",
        found.listing.loose,
    ).format(count=grouped(found.listing.loose))
    told = (
        unread_text(len(found.broken)),
        _(VIDEO_EXTRA) if lacks_extra else "",
        links_text(found.listing.links),
        loose if found.listing.loose else "",
        aside_text(found.listing.aside),
    )
    return " ".join(filter(None, told))


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
