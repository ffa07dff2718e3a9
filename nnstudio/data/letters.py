"""Capital letters drawn from fonts, Latin and Cyrillic, each a little different.

The fonts travel with the program, so that letters look the same on every machine. ``LICENSES.json`` beside
them is the register: where they come from, what is allowed, and a checksum of each file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.params import Float, Int, Param
from nnstudio.catalogue.values import Params
from nnstudio.data.source import Floats, Raw, Source, Symbols
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_, U_
from nnstudio.resources import resource

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS: Final = "fonts"
FACES: Final = (
    "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSansMono", "DejaVuSansMono-Bold",
    "DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic",
)  # fmt: skip
LATIN: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CYRILLIC: Final = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"

SIDE: Final = 28
_FINE: Final = 4  # a letter is drawn so many times larger, then averaged over squares
_SIZE: Final = 22  # pixels of an em: a capital is about 16 high
_SIZES: Final = (0.9, 1.1)  # times that size

_PARAMS: Final[tuple[Param, ...]] = (
    Int(
        name="samples",
        title=N_("Letters"),
        help=N_("How many letters are drawn, all parts together; each of the alphabet as often."),
        default=4_000,
        min=500,
        max=20_000,
        unit=U_("image", "images"),
    ),
    Float(
        name="shift",
        title=N_("Shift"),
        help=N_("How far a letter stands from the middle, at most."),
        default=2.0,
        min=0.0,
        max=5.0,
        unit=U_("pixel", "pixels"),
    ),
    Float(
        name="turn",
        title=N_("Turn"),
        help=N_("How far a letter is turned to either side, at most."),
        default=12.0,
        min=0.0,
        max=45.0,
        unit=U_("degree", "degrees"),
    ),
    Float(
        name="thickness",
        title=N_("Thickness"),
        help=N_("How much the pen adds to a letter's strokes, at most."),
        default=1.0,
        min=0.0,
        max=2.0,
        unit=U_("pixel", "pixels"),
    ),
    Float(
        name="noise",
        title=N_("Noise"),
        help=N_("Standard deviation of what is added to each pixel, where 1 is full ink."),
        default=0.1,
        min=0.0,
        max=0.5,
    ),
    Int(
        name="seed",
        title=N_("Drawing seed"),
        help=N_("The same number draws the same letters."),
        default=0,
        min=0,
        max=2**31 - 1,
        advanced=True,
    ),
)


def _count(params: Params) -> int:
    samples = params["samples"]
    assert isinstance(samples, int)
    return samples


def _draw(letters: str, params: Params) -> Raw:
    """Letters in turn, so that each comes as often as any other; everything else by chance."""
    count = _count(params)
    shift, turn, thickness, noise = (
        float(params[name])  # type: ignore[arg-type]
        for name in ("shift", "turn", "thickness", "noise")
    )
    rng = np.random.default_rng(params["seed"])  # type: ignore[arg-type]
    classes = np.arange(count) % len(letters)
    faces = rng.integers(len(FACES), size=count)
    sizes = np.rint(_FINE * _SIZE * rng.uniform(*_SIZES, count)).astype(int)
    pens = np.rint(_FINE / 2 * rng.uniform(0.0, thickness, count)).astype(int)
    turns = rng.uniform(-turn, turn, count)
    moves = _FINE * rng.uniform(-shift, shift, (count, 2))
    fonts: dict[tuple[int, int], Any] = {}
    images = np.empty((count, SIDE, SIDE, 1), np.float32)
    for at in range(count):
        face = (int(faces[at]), int(sizes[at]))
        if face not in fonts:
            fonts[face] = _font(*face)
        letter = letters[classes[at]]
        images[at, ..., 0] = _letter(letter, fonts[face], int(pens[at]), float(turns[at]), moves[at])
    images += noise * rng.standard_normal(images.shape, np.float32)
    return Raw(np.clip(images, 0.0, 1.0), classes.astype(np.int32))


def _font(face: int, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    path = str(resource(FONTS, f"{FACES[face]}.ttf"))
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _letter(letter: str, font: FreeTypeFont, pen: int, turn: float, move: Floats) -> Floats:
    """(SIDE, SIDE) from 0 to 1, the letter's box moved from the middle; pen: what each edge gains."""
    from PIL import Image, ImageDraw

    side = _FINE * SIDE
    sheet = Image.new("L", (side, side))
    left, top, right, bottom = font.getbbox(letter, stroke_width=pen)
    corner = ((side - left - right) / 2 + move[0], (side - top - bottom) / 2 + move[1])
    ImageDraw.Draw(sheet).text(corner, letter, 255, font, stroke_width=pen)
    middle = (side / 2 + move[0], side / 2 + move[1])
    turned = sheet.rotate(turn, Image.Resampling.BILINEAR, center=middle)
    fine = np.asarray(turned, np.float32).reshape(SIDE, _FINE, SIDE, _FINE)
    drawn: Floats = fine.mean(axis=(1, 3)) / 255
    return drawn


def _source(key: str, title: str, help: str, letters: str) -> Source:
    return Source(
        key=key,
        title=title,
        help=help,
        params=_PARAMS,
        domain=Domain.IMAGES,
        input_shape=(SIDE, SIDE, 1),
        classes=tuple(letters),
        target_names=(N_("letter"),),
        count=_count,
        class_counts=lambda params: _counts(len(letters), params),
        origin=N_("Drawn by NN Studio from eight faces of the DejaVu fonts."),
        licence=N_("The fonts are free: Bitstream Vera Fonts Copyright, DejaVu changes in the public domain"),
        load=lambda params: _draw(letters, params),
        preparation=immutabledict(validation=0.15, test=0.15),
        reach=1.0,
        symbols=Symbols(grain=SIDE, height=16 / SIDE, pen=2.5 / SIDE),
    )


def _counts(classes: int, params: Params) -> tuple[int, ...]:
    count = _count(params)
    return tuple(count // classes + (at < count % classes) for at in range(classes))


LETTERS: Final[tuple[Source, ...]] = (
    _source(
        "letters_latin",
        N_("Latin letters"),
        N_("Capital letters A to Z, 28×28 pixels, drawn from eight fonts: shifted, turned, thick and thin."),
        LATIN,
    ),
    _source(
        "letters_cyrillic",
        N_("Cyrillic letters"),
        N_("Capital letters А to Я, 28×28 pixels, drawn from eight fonts: shifted, turned, thick and thin."),
        CYRILLIC,
    ),
)
