"""Handwritten digits, as images of 8×8 and of 28×28 pixels."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from nnstudio.catalogue.values import Params
from nnstudio.data.source import Floats, Integers, Raw, Source, Symbols
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_

DIGITS_COUNT: Final = 1_797
_LEVELS: Final = 16.0  # a pixel is 0 to 16 in the original
_SMALL: Final = 8
_LARGE: Final = 28

DIGITS: Final = tuple("0123456789")
_OF_EACH: Final = (178, 182, 177, 183, 181, 182, 181, 179, 174, 180)  # digit, from 0

DIGITS_ORIGIN: Final = N_(
    "Optical Recognition of Handwritten Digits (E. Alpaydin and C. Kaynak, 1998), UCI Machine Learning "
    "Repository, as it comes with scikit-learn."
)


@lru_cache(maxsize=1)
def small_digits() -> tuple[Floats, Integers]:
    """All images (n, 8, 8, 1) from 0 to 1, and the digit on each."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    return (bunch.images / _LEVELS).astype(np.float32)[..., None], bunch.target.astype(np.int32)


def _load_small(params: Params) -> Raw:
    return Raw(*small_digits())


def _load_large(params: Params) -> Raw:
    small = _load_small(params)
    return Raw(enlarged(small.inputs), small.targets)


def enlarged(images: Floats, side: int = _LARGE) -> Floats:
    """(n, h, w, 1) from 0 to 1, enlarged with bicubic interpolation to (n, side, side, 1).

    Through 8-bit pixels, which Pillow interpolates in whole numbers: the same on every machine.
    """
    from PIL import Image

    pixels = np.rint(images[..., 0] * 255).astype(np.uint8)
    bicubic = Image.Resampling.BICUBIC
    large = [np.asarray(Image.fromarray(image).resize((side, side), bicubic)) for image in pixels]
    return (np.stack(large) / 255).astype(np.float32)[..., None]


def _source(key: str, title: str, help: str, side: int) -> Source:
    return Source(
        key=key,
        title=title,
        help=help,
        domain=Domain.IMAGES,
        input_shape=(side, side, 1),
        classes=DIGITS,
        target_names=(N_("digit"),),
        count=lambda params: DIGITS_COUNT,
        class_counts=lambda params: _OF_EACH,
        origin=DIGITS_ORIGIN,
        licence="CC BY 4.0",
        load=_load_large if side == _LARGE else _load_small,
        reach=1.0,
        symbols=Symbols(grain=_SMALL, height=0.95, pen=0.165),
    )


IMAGES: Final[tuple[Source, ...]] = (
    _source(
        "digits8",
        N_("Digits 8×8"),
        N_("1,797 handwritten digits in 8×8 grey pixels from 0 to 1: small, so it learns in seconds."),
        8,
    ),
    _source(
        "digits28",
        N_("Digits 28×28"),
        N_("The same handwritten digits enlarged to 28×28 pixels, the size that convolutions like."),
        28,
    ),
)
