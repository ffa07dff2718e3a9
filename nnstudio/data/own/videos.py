"""One video file as the clip of squares that a network is given, read with an extra (PyAV)."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np

from nnstudio.data.own.pictures import BadImage, even_places, shape_of, square, too_large
from nnstudio.data.source import Bytes
from nnstudio.design.own import OwnImages
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


def decoded_video(file: Path, how: OwnImages) -> Bytes:
    """(*shape_of(how)) bytes; frames go evenly from the first to the last.

    What cannot be decoded is passed over: the frame before stands for it. So a file has either no frame,
    and is bad, or any number of them. Raises BadImage and OSError.
    """
    with _opened(file) as (container, stream):
        frames = [square(_upright(frame), how) for frame in _frames(container, stream, how.frames)]
    return np.stack(frames) if how.frames > 1 else frames[0].reshape(shape_of(how))


def still_of(file: Path) -> bytes:
    """The first frame as an image file. Raises BadImage and OSError."""
    with _opened(file) as (container, stream):
        (frame,) = _frames(container, stream, 1)
        coded = io.BytesIO()
        _upright(frame).convert("RGB").save(coded, "PNG")
    return coded.getvalue()


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


def _frames(container: Any, stream: Any, count: int) -> Iterator[Any]:
    """So many; from the key frame before each wanted one it is decoded up to it."""
    times, keys = _timeline(container, stream)
    if not times:
        raise BadImage(_("It has no pictures in it."))
    reading = _Decoding(container, stream, keys)
    last = None
    for place in even_places(len(times), count):
        last = reading.frame_at(times[place]) or last
        if last is None:
            raise BadImage(_("It is damaged."))
        yield last


def _timeline(container: Any, stream: Any) -> tuple[list[int], list[int]]:
    """When there is a frame, and when one that others do not precede: nothing is decoded for that."""
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
    return sorted(times), sorted(keys)


class _Decoding:
    """Goes through a video from its beginning to its end, leaping over what is not wanted."""

    def __init__(self, container: Any, stream: Any, keys: list[int]) -> None:
        self._container, self._stream, self._keys = container, stream, keys
        self._left = _MOST_DECODED
        self._here: int | None = None  # of the last frame
        self._frame: Any = None
        self._frames: Iterator[Any] = iter(())

    def frame_at(self, time: int) -> Any:
        """The frame of that time or the next after it; None where nothing more can be decoded."""
        if self._frame is not None and self._here is not None and self._here >= time:
            return self._frame
        before = [key for key in self._keys if key <= time]
        if self._here is None or (before and before[-1] > self._here):
            self._container.seek(before[-1] if before else time, stream=self._stream, backward=True)
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
