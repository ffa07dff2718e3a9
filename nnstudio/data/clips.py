"""Short clips of handwritten digits that move: which way, which digit, and what comes next?

A digit moves over a plane whose edges are joined, out on one side and in on the other: where it stands tells
nothing of where it goes. All clips of one written digit go to the same part, so that a network is tested on
handwriting that it never saw.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.params import Float, Int, Param
from nnstudio.catalogue.values import Params
from nnstudio.data.images import DIGITS, DIGITS_COUNT, DIGITS_ORIGIN, small_digits
from nnstudio.data.source import Floats, Integers, Raw, Source
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_, U_

FRAMES: Final = 8
SIDE: Final = 16

# One step in rows and columns, clockwise from the right.
STEPS: Final = ((0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1))
DIRECTIONS: Final = (
    N_("right"), N_("down right"), N_("down"), N_("down left"),
    N_("left"), N_("up left"), N_("up"), N_("up right"),
)  # fmt: skip

Draw = Callable[[Params], Raw]


def _params(noise: float, fastest: int) -> tuple[Param, ...]:
    return (
        Int(
            name="copies",
            title=N_("Clips of each digit"),
            help=N_("How many clips each of the 1,797 written digits appears in."),
            default=1,
            min=1,
            max=4,
            unit=U_("clip", "clips"),
        ),
        Int(
            name="fastest",
            title=N_("Fastest"),
            help=N_("How far a digit moves from frame to frame, at most."),
            default=fastest,
            min=1,
            max=3,
            unit=U_("pixel", "pixels"),
        ),
        Float(
            name="noise",
            title=N_("Noise"),
            help=N_("Standard deviation of what is added to each pixel, where 1 is full ink."),
            default=noise,
            min=0.0,
            max=1.0,
        ),
        Int(
            name="seed",
            title=N_("Clip seed"),
            help=N_("The same number makes the same clips."),
            default=0,
            min=0,
            max=2**31 - 1,
            advanced=True,
        ),
    )


def _copies(params: Params) -> int:
    copies = params["copies"]
    assert isinstance(copies, int)
    return copies


def _count(params: Params) -> int:
    return DIGITS_COUNT * _copies(params)


def _film(params: Params, frames: int) -> tuple[Floats, Integers, Integers]:
    """Clips (n, frames, SIDE, SIDE, 1) from 0 to 1, the digit in each, and which way it goes.

    Clips of the same written digit follow one another.
    """
    images, digits = small_digits()
    copies = _copies(params)
    fastest, noise = params["fastest"], params["noise"]
    assert isinstance(fastest, int)
    assert isinstance(noise, float | int)
    rng = np.random.default_rng(params["seed"])  # type: ignore[arg-type]
    count = len(images) * copies
    ways = rng.integers(len(STEPS), size=count)
    paces = rng.integers(1, fastest, size=count, endpoint=True)
    starts = rng.integers(SIDE, size=(count, 2))
    clips = np.zeros((count, frames, SIDE, SIDE, 1), np.float32)
    high, wide = images.shape[1:3]
    rows, columns = np.arange(high)[:, None], np.arange(wide)[None]
    for at in range(count):
        step = np.array(STEPS[ways[at]]) * paces[at]
        for frame in range(frames):
            top, left = starts[at] + frame * step
            clips[at, frame, (top + rows) % SIDE, (left + columns) % SIDE] = images[at // copies]
    if noise:
        clips += np.float32(noise) * rng.standard_normal(clips.shape, np.float32)
        np.clip(clips, 0.0, 1.0, out=clips)
    return clips, np.repeat(digits, copies), ways.astype(np.int32)


def _directions(params: Params) -> Raw:
    clips, _digits, ways = _film(params, FRAMES)
    return Raw(clips, ways)


def _digits(params: Params) -> Raw:
    clips, digits, _ways = _film(params, FRAMES)
    return Raw(clips, digits)


def _next(params: Params) -> Raw:
    """The frame after the last is the target: (n, SIDE, SIDE, 1)."""
    clips, _digits, _ways = _film(params, FRAMES + 1)
    return Raw(clips[:, :-1], clips[:, -1])


def _source(
    key: str, title: str, help: str, draw: Draw, target: str, *, noise: float, fastest: int, **fields: object
) -> Source:
    return Source(
        key=key,
        title=title,
        help=help,
        params=_params(noise, fastest),
        domain=Domain.VIDEO,
        input_shape=(FRAMES, SIDE, SIDE, 1),
        target_names=(target,),
        count=_count,
        together=_copies,
        origin=DIGITS_ORIGIN,
        licence="CC BY 4.0",
        load=draw,
        preparation=immutabledict(validation=0.1, test=0.2, scaling="none"),
        reach=1.0,
        **fields,  # type: ignore[arg-type]
    )


CLIPS: Final[tuple[Source, ...]] = (
    _source(
        "clips_direction",
        N_("Moving digits: direction"),
        N_("Clips of 8 frames in which a digit moves one of eight ways: a single frame does not tell which."),
        _directions,
        N_("direction"),
        noise=0.1,
        fastest=2,
        classes=DIRECTIONS,
    ),
    _source(
        "clips_digit",
        N_("Moving digits: which digit"),
        N_("Clips of 8 noisy frames in which a digit moves: frames taken together show it clearer than one."),
        _digits,
        N_("digit"),
        noise=0.2,
        fastest=1,
        classes=DIGITS,
    ),
    _source(
        "clips_next",
        N_("Moving digits: next frame"),
        N_("Clips of 8 frames in which a digit moves, and the frame that follows, which is to be drawn."),
        _next,
        N_("next frame"),
        noise=0.0,
        fastest=1,
    ),
)
