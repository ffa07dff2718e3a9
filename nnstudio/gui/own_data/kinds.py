"""Which steps belong to a file or a folder: the first kind that knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nnstudio.data.own.npy import SUFFIXES as ARRAY_SUFFIXES
from nnstudio.data.own.pictures import SUFFIXES
from nnstudio.data.own.reading import in_words
from nnstudio.data.own.text_folder import is_text_folder
from nnstudio.data.own.texts import is_running_text
from nnstudio.data.own.videos import VIDEO_SUFFIXES
from nnstudio.design.files import SUFFIX as DESIGN_SUFFIX
from nnstudio.design.own import OwnData, OwnKind
from nnstudio.errors import UserError
from nnstudio.gui.own_data.array_steps import ArraySteps
from nnstudio.gui.own_data.film_steps import FilmSteps
from nnstudio.gui.own_data.image_steps import ImageSteps
from nnstudio.gui.own_data.steps import Steps
from nnstudio.gui.own_data.table_steps import TableSteps
from nnstudio.gui.own_data.text_folder_steps import TextFolderSteps
from nnstudio.gui.own_data.text_steps import TextSteps
from nnstudio.i18n import N_, _

_TABLES: Final = (".csv", ".tsv", ".tab", ".dat", ".data", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_EITHER: Final = (".txt",)
_TEXTS: Final = (
    *_EITHER,
    ".md",
    ".rst",
    ".log",
    ".srt",
    ".py",
    ".js",
    ".c",
    ".h",
    ".cpp",
    ".java",
    ".tex",
    ".html",
    ".json",
)
_PACKED: Final = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst")
_REFUSED: Final = (".pkl", ".pickle", ".joblib")


@dataclass(frozen=True)
class GuideKind:
    """kinds: of own data that it gives. title, help: on the first page. knows: whether a path is for it.
    steps: its pages; given own data of the same path that are chosen again, or None."""

    kinds: tuple[OwnKind, ...]
    title: str
    help: str
    knows: Callable[[Path], bool]
    steps: Callable[[OwnData | None], Steps]


def _has(*suffixes: str) -> Callable[[Path], bool]:
    return lambda path: path.suffix.lower() in suffixes and not path.is_dir()


def _is_table(path: Path) -> bool:
    """A .txt may be a table or a text: it is looked into."""
    return _has(*_TABLES)(path) and not (path.suffix.lower() in _EITHER and is_running_text(path))


GUIDE_KINDS: Final = (
    GuideKind(
        ("table",),
        N_("A table"),
        N_(
            "CSV, TSV or Excel (.xlsx): a row is an example, a column an input or the target. Also texts with"
            " their classes or translations."
        ),
        _is_table,
        TableSteps,
    ),
    GuideKind(
        ("texts",),
        N_("A folder of texts"),
        N_("TXT or Markdown in inner folders, to tell from which one a text is; or all of it to write on."),
        is_text_folder,
        TextFolderSteps,
    ),
    GuideKind(
        ("images",),
        N_("A folder of images"),
        N_(
            "PNG, JPEG, BMP, GIF, WebP or videos: the name of an inner folder is the class of its images."
            " Without such folders one learns without labels."
        ),
        lambda path: path.is_dir(),
        ImageSteps,
    ),
    GuideKind(
        ("film",),
        N_("A film"),
        N_("One animated GIF or video: the network learns to draw the frame that follows."),
        _has(*SUFFIXES, *VIDEO_SUFFIXES),
        FilmSteps,
    ),
    GuideKind(
        ("text",),
        N_("A text"),
        N_("TXT, Markdown or source code: the network learns to write on from any beginning."),
        _has(*_TEXTS),
        TextSteps,
    ),
    GuideKind(
        ("arrays",),
        N_("Arrays"),
        N_("NPZ or NPY of NumPy: images, clips, rows or a series, and beside them classes or quantities."),
        _has(*ARRAY_SUFFIXES),
        ArraySteps,
    ),
)


def steps_for(path: Path, before: OwnData | None) -> Steps:
    """Raises UserError for what cannot be read here. before: own data of the same path, chosen again."""
    with in_words(path):  # a folder that leads to it may be closed
        known = next((kind for kind in GUIDE_KINDS if kind.knows(path)), None)
    if known is not None:
        return known.steps(before if before is not None and before.kind in known.kinds else None)
    if path.suffix.lower() in _PACKED:
        raise UserError(
            _("“{name}” is packed.").format(name=path.name),
            hint=_("Unpack it, and choose what was in it."),
        )
    if path.suffix.lower() == DESIGN_SUFFIX:
        raise UserError(
            _("“{name}” is a design, not data.").format(name=path.name),
            hint=_("Close this, and open it with File → Open."),
        )
    if path.suffix.lower() in _REFUSED:
        raise UserError(
            _("“{name}” can run code when it is opened, so it is not.").format(name=path.name),
            hint=_("Save the data as a table (CSV or Excel), or as arrays without objects (.npz)."),
        )
    raise UserError(
        _("“{name}” is of a kind that cannot be read here.").format(name=path.name),
        hint=_("Choose one of: {kinds}.").format(
            kinds=", ".join(_(kind.title).lower() for kind in GUIDE_KINDS)
        ),
    )
