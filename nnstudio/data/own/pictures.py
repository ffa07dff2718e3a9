"""One image file as the square of bytes that a network is given."""

from __future__ import annotations

import contextlib
import io
import threading
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from nnstudio.data.source import Bytes
from nnstudio.design.own import OwnSquares
from nnstudio.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
_REDUCED: Final = ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr")  # modes whose pixels can be averaged
_FORMATS: Final = ("PNG", "JPEG", "BMP", "GIF", "WEBP")
_MOST_PIXELS: Final = 80_000_000  # below where Pillow begins to warn of a bomb
_MOST_PIXELS_MOVING: Final = 40_000_000  # several of their frames are there at once
_MOST_FRAMES: Final = 10_000
_MOST_DRAWN: Final = 1_000_000_000  # pixels of all frames, each drawn on the one before: about 10 s
_MOST_FILMED: Final = 10_000_000_000  # the same of one that is read alone, frame by frame
_LARGE: Final = 8_000_000  # pixels; an image of more is decoded while no other one is,
_GAP: Final = 4  # and made smaller at once, to so many times the side that is wanted
_ALONE: Final = threading.Lock()


class BadImage(Exception):
    """Why a file is no image that can be used, as a sentence."""


@contextlib.contextmanager
def bombs_refused() -> Iterator[None]:
    """Pillow warns of large images, which are refused here by their size; around all threads, not in each."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        yield


def shape_of(how: OwnSquares) -> tuple[int, ...]:
    """(side, side, channels), of clips (frames, side, side, channels)."""
    image = (how.side, how.side, 3 if how.color else 1)
    return (how.frames, *image) if how.frames > 1 else image


def decoded(content: bytes, how: OwnSquares) -> Bytes:
    """(*shape_of(how)) bytes. Raises BadImage."""
    with _opened(content) as image, _alone(image):
        there = _checked_length(image, _MOST_DRAWN)
        if how.frames > 1:
            places = even_places(there, how.frames)
            return np.stack(list(_squares(image, places, how)))
        if image.format == "JPEG":
            image.draft(None, (how.side, how.side))  # decodes at a half, a quarter, an eighth
        return square(image, how)


def _alone(image: Image) -> contextlib.AbstractContextManager[object]:
    return _ALONE if image.width * image.height > _LARGE else contextlib.nullcontext()


def count_frames(content: bytes) -> int:
    """1 of an image that does not move. Raises BadImage, also for a film that would take very long."""
    with _opened(content) as image:
        return _checked_length(image, _MOST_FILMED)


def frames_at(content: bytes, places: Iterable[int], how: OwnSquares) -> Iterator[Bytes]:
    """(side, side, channels) of each of these frames, from 0 on. Raises BadImage."""
    with _opened(content) as image:
        yield from _squares(image, places, how)


def stills_at(content: bytes, places: Iterable[int]) -> Iterator[bytes]:
    """These frames as image files, up to one that is damaged. Raises BadImage where the first is."""
    with _opened(content) as image:
        for number, place in enumerate(places):
            try:
                image.seek(place)
                still = png_of(image)
            except Exception:
                if not number:
                    raise
                return
            yield still


def png_of(image: Image) -> bytes:
    coded = io.BytesIO()
    image.convert("RGB").save(coded, "PNG")
    return coded.getvalue()


@contextlib.contextmanager
def _opened(content: bytes) -> Iterator[Image]:
    """Whatever goes wrong with it is a BadImage."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            _check_size(image)
            yield image
    except BadImage:
        raise
    except Image.DecompressionBombError:
        raise BadImage(_("It would take too much memory when unpacked.")) from None
    except UnidentifiedImageError:
        raise BadImage(_("It is no image, or of another kind than its name says.")) from None
    except Exception:  # decoders raise nearly anything for damaged files
        raise BadImage(_("It is damaged.")) from None


def is_moving(content: bytes) -> bool:
    """Whether a GIF has several frames, told by its blocks of control."""
    return content[:4] == b"GIF8" and content.count(b"\x21\xf9\x04") > 1


def too_large(width: int, height: int) -> str:
    return _("It has {width:,}×{height:,} pixels, more than can be read.").format(width=width, height=height)


def too_many_frames(width: int, height: int, frames: int) -> str:
    return _("It has {frames:,} frames of {width:,}×{height:,} pixels, more than can be read.").format(
        frames=frames, width=width, height=height
    )


def _check_size(image: Image) -> None:
    """Raises BadImage where it would take too much memory. Frames of what is too large are not counted."""
    size = image.width * image.height
    if size > _MOST_PIXELS or (size > _MOST_PIXELS_MOVING and _length(image) > 1):
        raise BadImage(too_large(image.width, image.height))


def even_places(there: int, count: int) -> list[int]:
    """So many, evenly from the first to the last; of few some come again."""
    places: list[int] = np.rint(np.linspace(0, there - 1, count)).astype(int).tolist()
    return places


def _length(image: Image) -> int:
    """How many frames there are, as far as they are sound."""
    try:
        return min(getattr(image, "n_frames", 1), _MOST_FRAMES)
    except Exception:
        return _sound_length(image)


def _sound_length(image: Image) -> int:
    """Up to the frame that is damaged, which Pillow tells only when it comes there."""
    most = min(_MOST_FRAMES, _MOST_DRAWN // (image.width * image.height))
    there = 1
    with contextlib.suppress(Exception):
        while there < most:
            image.seek(there)
            there += 1
    with contextlib.suppress(Exception):
        image.seek(0)
    return there


def _checked_length(image: Image, most: int) -> int:
    """most: pixels of all its frames together. Raises BadImage for more."""
    there = _length(image)
    if there * image.width * image.height > most:
        raise BadImage(too_many_frames(image.width, image.height, there))
    return there


def _squares(image: Image, places: Iterable[int], how: OwnSquares) -> Iterator[Bytes]:
    """The frame before stands for one that is damaged; the first must not be."""
    last: Bytes | None = None
    for place in places:
        try:
            image.seek(place)
            last = square(image, how)
        except Exception:
            if last is None:
                raise
        assert last is not None
        yield last


def _reduced(image: Image, side: int) -> Image:
    """A very large one a few times smaller, so that no copies of all its pixels are made."""
    factor = min(image.size) // (_GAP * side)
    is_large = image.width * image.height > _LARGE and image.mode in _REDUCED
    return image.reduce(factor) if is_large and factor > 1 else image


def square(image: Image, how: OwnSquares) -> Bytes:
    """(side, side, channels), upright as its camera says, on white where it is transparent."""
    from PIL import Image, ImageOps

    if image.format != "GIF" and getattr(image, "n_frames", 1) == 1:  # frames of a GIF may be cut off
        image = ImageOps.exif_transpose(_reduced(image, how.side))
    if image.mode.startswith("I"):  # 16 bits
        image = Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8))
    if "A" in image.getbands() or "transparency" in image.info:
        above = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, above)
    image = image.convert("RGB" if how.color else "L")
    size = (how.side, how.side)
    if how.fit == "crop":
        image = ImageOps.fit(image, size, Image.Resampling.BILINEAR)
    else:
        image = ImageOps.pad(image, size, Image.Resampling.BILINEAR, color=0)
    pixels = np.asarray(image, np.uint8)
    return pixels if how.color else pixels[..., None]
