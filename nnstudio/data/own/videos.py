"""One video file as the clip of squares that a network is given, read with an extra (PyAV)."""

from __future__ import annotations

import errno
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from nnstudio.data.own.pictures import BadImage, even_places, png_of, shape_of, square, too_large
from nnstudio.data.source import Bytes
from nnstudio.design.own import OwnSquares
from nnstudio.i18n import N_, _

# The demuxer of each kind: a file is never guessed to be a playlist, which may lead to other files.
_DEMUXERS: Final = {".mp4": "mov", ".mov": "mov", ".avi": "avi", ".mkv": "matroska", ".webm": "matroska"}
VIDEO_SUFFIXES: Final = tuple(_DEMUXERS)
VIDEO_EXTRA: Final = N_('Videos are read with an extra. Install it: pip install "nnstudio[video]"')
LARGEST_VIDEO: Final = 4_000_000_000  # bytes
_MOST_PIXELS: Final = 40_000_000  # of a frame: 8K is 33 million
_MOST_FRAMES: Final = 500_000  # four hours and a half
_MOST_DECODED: Final = 10_000  # frames, to reach those that are wanted


def is_video(file: Path) -> bool:
    return file.suffix.lower() in _DEMUXERS


def decoded_video(file: Path, how: OwnSquares) -> Bytes:
    """(*shape_of(how)) bytes; frames go evenly from the first to the last.

    What cannot be decoded is passed over: the frame before stands for it. So a file has either no frame,
    and is bad, or any number of them. Raises BadImage and OSError.
    """
    with _opened(file) as (container, stream):
        times = _timeline(container, stream)
        wanted = even_places(len(times.all), how.frames)
        taken = _frames(container, stream, times, wanted, _MOST_DECODED)
        frames = [square(_upright(frame), how) for frame in taken]
    return np.stack(frames) if how.frames > 1 else frames[0].reshape(shape_of(how))


def stills_of_video(file: Path, places: Sequence[int]) -> Iterator[bytes]:
    """These frames, from 0 on, as image files. Raises BadImage and OSError."""
    with _opened(file) as (container, stream):
        times = _timeline(container, stream)
        for frame in _frames(container, stream, times, places, _MOST_DECODED):
            yield png_of(_upright(frame))


def count_video(file: Path) -> int:
    """How many frames it has; nothing is decoded. Raises BadImage and OSError."""
    with _opened(file) as (container, stream):
        return len(_timeline(container, stream).all)


def video_at(file: Path, places: Sequence[int], how: OwnSquares) -> Iterator[Bytes]:
    """(side, side, channels) of each of these frames, from 0 on, however many they are.

    Raises BadImage and OSError.
    """
    with _opened(file) as (container, stream):
        times = _timeline(container, stream)
        for frame in _frames(container, stream, times, places, _MOST_FRAMES):
            yield square(_upright(frame), how)


@contextmanager
def _opened(file: Path) -> Iterator[tuple[Any, Any]]:
    """The container and its stream of pictures."""
    try:
        import av
    except ImportError:
        raise BadImage(_(VIDEO_EXTRA)) from None

    with file.open("rb") as content:
        try:
            with av.open(content, format=_DEMUXERS[file.suffix.lower()]) as container:
                yield container, _stream(container)
        except BadImage:
            raise
        except av.FFmpegError:  # some of them are errors of the system too
            raise BadImage(_("It is no video, or of another kind than its name says.")) from None
        except OSError as error:
            if error.errno == errno.EINVAL:  # it leads before its own beginning, or is empty
                raise BadImage(_("It is no video, or of another kind than its name says.")) from None
            raise
        except Exception:  # decoders raise nearly anything for damaged files
            raise BadImage(_("It is damaged.")) from None


def _stream(container: Any) -> Any:
    for stream in container.streams.video:
        if "attached_pic" in str(stream.disposition):  # the cover of a song
            continue
        _check_size(stream.width, stream.height)
        stream.codec_context.thread_count = 1  # several files are read side by side
        return stream
    raise BadImage(_("It has no pictures in it."))


def _check_size(width: int, height: int) -> None:
    if width * height > _MOST_PIXELS:
        raise BadImage(too_large(width, height))


@dataclass(frozen=True)
class _Times:
    """When there is a frame, and when one that others do not precede; both in order."""

    all: list[int]
    keys: list[int]


def _frames(container: Any, stream: Any, times: _Times, places: Sequence[int], most: int) -> Iterator[Any]:
    """Those of these places; from the key frame before each it is decoded up to it."""
    reading = _Decoding(container, stream, times.keys, most)
    last = None
    for place in places:
        last = reading.frame_at(times.all[place]) or last
        if last is None:
            raise BadImage(_("It is damaged."))
        yield last


def _timeline(container: Any, stream: Any) -> _Times:
    """At least one frame; nothing is decoded for it."""
    import av

    times, keys = list[int](), list[int]()
    try:
        for packet in container.demux(stream):
            time = packet.pts if packet.pts is not None else packet.dts
            if time is None or not packet.size:
                continue
            times.append(time)
            if packet.is_keyframe:
                keys.append(time)
            if len(times) > _MOST_FRAMES:
                raise BadImage(_("It is too long."))
    except av.FFmpegError:
        pass  # the file ends too early
    if not times:
        raise BadImage(_("It has no pictures in it."))
    return _Times(sorted(times), sorted(keys))


class _Decoding:
    """Goes through a video from its beginning to its end, leaping over what is not wanted.

    most: frames that are decoded at all.
    """

    def __init__(self, container: Any, stream: Any, keys: list[int], most: int) -> None:
        self._container, self._stream, self._keys = container, stream, keys
        self._left = most
        self._here: int | None = None  # of the last frame
        self._frame: Any = None
        self._frames: Iterator[Any] = iter(())

    def frame_at(self, time: int) -> Any:
        """The frame of that time or the next after it; None where nothing more can be decoded."""
        if self._frame is not None and self._here is not None and self._here >= time:
            return self._frame
        at = bisect_right(self._keys, time)
        key = self._keys[at - 1] if at else time
        if self._here is None or (at and key > self._here):
            self._container.seek(key, stream=self._stream, backward=True)
            self._frames = self._decoded()
        for frame in self._frames:
            self._frame = frame
            self._here = frame.pts if frame.pts is not None else frame.dts
            if self._here is None or self._here >= time:
                break
        return self._frame

    def _decoded(self) -> Iterator[Any]:
        import av

        packets = self._container.demux(self._stream)
        while self._left:
            self._left -= 1
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                for frame in packet.decode():
                    _check_size(frame.width, frame.height)
                    yield frame
            except av.FFmpegError:
                continue


def _upright(frame: Any) -> Any:
    """As its camera was held."""
    image = frame.to_image()
    return image.rotate(frame.rotation, expand=True) if frame.rotation else image
