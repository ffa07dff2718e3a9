"""What all readers share: telling how far they are, being cancelled, and failing in words."""

from __future__ import annotations

import contextlib
import hashlib
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from nnstudio.design.files import reason_of
from nnstudio.errors import UserError
from nnstudio.i18n import _

# Called now and then with how much is done and how much there is; raises Cancelled to end the reading.
Progress: TypeAlias = Callable[[int, int], None]
Item = TypeVar("Item")

PLACE: Final = "data.own"
BLOCK: Final = 1 << 20  # bytes read at a time
_BETWEEN_WORDS: Final = 10_000  # items
LARGEST: Final = 20_000_000_000  # bytes of a file that is read at all


class Cancelled(Exception):
    """The person does not want it any more."""


def silent(_done: int, _total: int) -> None:
    """The progress of a reading that nobody watches."""


class Asking:
    """A progress that can also be asked whether to go on, where no more is known than before."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = (0, 1)

    def __call__(self, done: int, total: int) -> None:
        self._last = (done, total)
        self._progress(done, total)

    def again(self) -> None:
        self._progress(*self._last)


def share(progress: Progress, first: int, last: int, of: int) -> Progress:
    """The progress of one stretch of a longer reading."""

    def told(done: int, total: int) -> None:
        part = done / max(1, total)
        progress(round(1_000 * (first + (last - first) * part) / of), 1_000)

    return told


def watched(items: Sequence[Item], progress: Progress) -> Iterator[Item]:
    """The same, one by one, and how many they are now and then."""
    for done, item in enumerate(items):
        if not done % _BETWEEN_WORDS:
            progress(done, len(items))
        yield item


@contextlib.contextmanager
def in_words(path: Path) -> Iterator[None]:
    """What the system says of a file or folder that cannot be read, as a UserError."""
    try:
        yield
    except FileNotFoundError:
        raise UserError(
            _("“{name}” is not there any more.").format(name=path.name),
            hint=_("Put it back, or choose the data again."),
            where=PLACE,
        ) from None
    except OSError as error:
        raise UserError(
            _("“{name}” cannot be read. {reason}").format(name=path.name, reason=reason_of(error)),
            hint=_("Mend that, or choose other data."),
            where=PLACE,
        ) from None


def file_size(path: Path) -> int:
    """Bytes of a file with something in it; raises UserError for anything else."""
    with in_words(path):
        about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise refusal(_("“{name}” is not a file.").format(name=path.name))
    if not about.st_size:
        raise refusal(_("“{name}” is empty.").format(name=path.name))
    if about.st_size > LARGEST:
        raise refusal(_("“{name}” is too large to be read.").format(name=path.name))
    return about.st_size


def file_checksum(path: Path, progress: Progress = silent) -> str:
    """The SHA-256 of a file's bytes. Raises UserError."""
    size, done, summed = file_size(path), 0, hashlib.sha256()
    with in_words(path), path.open("rb") as file:
        while block := file.read(BLOCK):
            summed.update(block)
            done += len(block)
            progress(done, max(size, done))
    return summed.hexdigest()


def stamp(path: Path) -> tuple[int, int] | None:
    """Size and time of a file: quickly, whether it may have changed. None where it cannot be seen."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns


def refusal(message: str, hint: str = "") -> UserError:
    return UserError(message, hint=hint or _("Choose other data."), where=PLACE)


def changed(path: Path) -> UserError:
    return UserError(
        _("“{name}” has changed since it was chosen.").format(name=path.name),
        hint=_("Take it as it is now, or put the old one back."),
        where=PLACE,
    )
