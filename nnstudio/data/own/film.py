"""A single video or animated image: cut into stretches and the frame after each, or into images."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from immutabledict import immutabledict
from numpy.lib.stride_tricks import sliding_window_view

from nnstudio.data.own.folders import LARGEST_FILE
from nnstudio.data.own.images import LARGEST, THUMB
from nnstudio.data.own.pictures import (
    BadImage,
    bombs_refused,
    count_frames,
    even_places,
    frames_at,
    shape_of,
    stills_at,
)
from nnstudio.data.own.reading import (
    Progress,
    changed,
    file_checksum,
    file_size,
    in_words,
    refusal,
    share,
    silent,
)
from nnstudio.data.own.videos import count_video, is_video, stills_of_video, video_at
from nnstudio.data.source import Bytes, Raw
from nnstudio.design.facts import Domain
from nnstudio.design.own import OwnData, OwnFilm, OwnSquares
from nnstudio.i18n import _, grouped, ngettext

_SHOWN: Final = 36  # frames
_SAMPLES: Final = 8
_FEWEST: Final = 2  # examples


@dataclass(frozen=True)
class FilmFound:
    """A film, looked at once. length: frames. thumbs: some from its beginning to its end, as
    (THUMB, THUMB, 3). samples: a few as image files."""

    path: Path
    checksum: str
    length: int
    thumbs: tuple[Bytes, ...]
    samples: tuple[bytes, ...]


def look_at_film(path: Path, progress: Progress = silent) -> FilmFound:
    """Raises UserError, also for an image that does not move."""
    checksum = file_checksum(path, share(progress, 0, 1, 2))
    with _in_words(path):
        length = _length(path)
        if length < _FEWEST:
            raise refusal(
                _("“{name}” is one example alone, from which nothing can be learned.").format(name=path.name),
                _("Put many into a folder, those of each class into a folder in it, and choose that one."),
            )
        places = even_places(length, min(length, _SHOWN))
        thumbs = list[Bytes]()
        for thumb in _frames_at(path, places, OwnSquares(side=THUMB)):
            thumbs.append(thumb)
            share(progress, 1, 2, 2)(len(thumbs), len(places))
        samples = list[bytes]()
        for sample in _stills_at(path, even_places(length, min(length, _SAMPLES))):
            samples.append(sample)
            progress(1, 1)
    return FilmFound(path, checksum, length, tuple(thumbs), tuple(samples))


def taken(length: int, every: int) -> int:
    """How many frames are read of so many."""
    return -(-length // every)


def own_film(found: FilmFound, how: OwnFilm) -> OwnData:
    """how: without its length. Raises UserError where too little is left to learn from, or too much."""
    frames, shape = taken(found.length, how.every), shape_of(how)
    count = frames if how.frames == 1 else frames - how.frames
    if count < _FEWEST:
        raise refusal(
            ngettext(
                "{count} frame is too few for examples of so many frames and the one after them.",
                "{count} frames are too few for examples of so many frames and the one after them.",
                frames,
            ).format(count=grouped(frames)),
            _("Choose fewer frames, or take more of the film's."),
        )
    size = count * math.prod(shape)
    if size > LARGEST:
        raise refusal(
            _("The images would take {size:,} MB of memory.").format(size=size // 1_000_000),
            _("Choose a smaller side or fewer frames."),
        )
    return OwnData(
        kind="film",
        path=str(found.path),
        checksum=found.checksum,
        count=count,
        reach=1.0,
        film=how.model_copy(update={"length": found.length}),
    )


def describe_film(own: OwnData) -> dict[str, Any]:
    how = _how(own)
    is_moving = how.frames > 1
    return {
        "domain": Domain.VIDEO if is_moving else Domain.IMAGES,
        "input_shape": shape_of(how),
        "in_order": True,
        "preparation": immutabledict() if is_moving else immutabledict(goal="inputs"),
    }


def load_film(own: OwnData, progress: Progress = silent) -> Raw:
    """Frames as bytes in the order of time, or stretches of them with the next one as the target.

    What is seen before a frame may reach back into the part before, as in a series, but never forward.
    Raises UserError.
    """
    how, path = _how(own), Path(own.path)
    if file_checksum(path, share(progress, 0, 1, 10)) != own.checksum:
        raise changed(path)
    places = range(0, how.length, how.every)
    pixels = np.empty((len(places), *shape_of(how)[-3:]), np.uint8)
    told = share(progress, 1, 10, 10)
    with _in_words(path):
        if _length(path) != how.length:
            raise changed(path)
        for at, frame in enumerate(_frames_at(path, places, how)):
            pixels[at] = frame
            told(at, len(places))
    nothing = np.zeros((own.count, 0), np.float32)
    if how.frames == 1:
        stretches, targets = pixels, None
    else:
        stretches = np.moveaxis(sliding_window_view(pixels, how.frames, axis=0), -1, 1)[:-1]
        targets = pixels[how.frames :]
    if len(stretches) != own.count:
        raise changed(path)
    return Raw(nothing, targets, pixels=stretches)


def _how(own: OwnData) -> OwnFilm:
    assert own.film is not None, "the kind says so"
    return own.film


def _length(path: Path) -> int:
    return count_video(path) if is_video(path) else count_frames(_content(path))


def _frames_at(path: Path, places: Sequence[int], how: OwnSquares) -> Iterator[Bytes]:
    return video_at(path, places, how) if is_video(path) else frames_at(_content(path), places, how)


def _stills_at(path: Path, places: Sequence[int]) -> Iterator[bytes]:
    return stills_of_video(path, places) if is_video(path) else stills_at(_content(path), places)


def _content(path: Path) -> bytes:
    if file_size(path) > LARGEST_FILE:
        raise BadImage(_("It is too large to be read."))
    return path.read_bytes()


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        with in_words(path), bombs_refused():
            yield
    except BadImage as bad:
        raise refusal(_("“{name}” cannot be read. {reason}").format(name=path.name, reason=bad)) from None
