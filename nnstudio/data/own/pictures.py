"""One image file as the square of bytes that a network is given."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy as np

from nnstudio.data.source import Bytes
from nnstudio.design.own import OwnImages
from nnstudio.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
_FORMATS: Final = ("PNG", "JPEG", "BMP", "GIF", "WEBP")
_MOST_PIXELS: Final = 80_000_000  # below where Pillow begins to warn of a bomb
_MOST_FRAMES: Final = 10_000


class BadImage(Exception):
    """Why a file is no image that can be used, as a sentence."""


@contextmanager
def bombs_refused() -> Iterator[None]:
    """Pillow warns of large images, which are refused here by their size; around all threads, not in each."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        yield


def shape_of(how: OwnImages) -> tuple[int, ...]:
    """(side, side, channels), of clips (frames, side, side, channels)."""
    image = (how.side, how.side, 3 if how.color else 1)
    return (how.frames, *image) if how.frames > 1 else image


def decoded(content: bytes, how: OwnImages) -> Bytes:
    """(*shape_of(how)) bytes. Raises BadImage."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise BadImage(too_large(image.width, image.height))
            if how.frames > 1:
                return _clip(image, how)
            if image.format == "JPEG":
                image.draft(None, (how.side, how.side))  # decodes at a half, a quarter, an eighth
            return square(image, how)
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


def even_places(there: int, count: int) -> list[int]:
    """So many, evenly from the first to the last; of few some come again."""
    places: list[int] = np.rint(np.linspace(0, there - 1, count)).astype(int).tolist()
    return places


def _clip(image: Image, how: OwnImages) -> Bytes:
    """(frames, side, side, channels); the frame before stands for one that is damaged."""
    squares: list[Bytes] = [square(image, how)]
    try:
        there = min(getattr(image, "n_frames", 1), _MOST_FRAMES)
    except Exception:
        there = 1
    for place in even_places(there, how.frames)[1:]:
        try:
            image.seek(place)
            squares.append(square(image, how))
        except Exception:
            squares.append(squares[-1])
    return np.stack(squares)


def square(image: Image, how: OwnImages) -> Bytes:
    """(side, side, channels), upright as its camera says, on white where it is transparent."""
    from PIL import Image, ImageOps

    if getattr(image, "n_frames", 1) == 1:
        image = ImageOps.exif_transpose(image)
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
