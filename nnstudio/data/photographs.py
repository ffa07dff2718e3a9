"""Two colour photographs cut into small patches: which of the two is one from?

Patches that lie beside each other overlap. So each photograph is cut into tiles first, patches are cut within
the tiles, and whole tiles go to the training, validation and test parts: no pixel is in two of them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.params import Int
from nnstudio.catalogue.values import Params
from nnstudio.data.source import LEVELS, Bytes, Raw, Source
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_, U_

SIDE: Final = 16  # of a patch, in pixels
TILE: Final = 64
_DOWN, _ACROSS = 6, 10  # whole tiles in a photograph of 427×640 pixels
_FILES: Final = ("china.jpg", "flower.jpg")  # as scikit-learn calls them, in the order of the classes

_STEP = Int(
    name="step",
    title=N_("Step"),
    help=N_("How far the next patch is: below 16 pixels they overlap, and there are more of them."),
    default=8,
    min=4,
    max=16,
    unit=U_("pixel", "pixels"),
)


def _in_a_tile(params: Params) -> int:
    step = params["step"]
    assert isinstance(step, int)
    return ((TILE - SIDE) // step + 1) ** 2


def _in_a_photograph(params: Params) -> int:
    return _DOWN * _ACROSS * _in_a_tile(params)


def _load(params: Params) -> Raw:
    from sklearn.datasets import load_sample_image

    step = params["step"]
    assert isinstance(step, int)
    cut = np.concatenate([_patches(load_sample_image(file), step) for file in _FILES])
    labels = np.repeat(np.arange(len(_FILES), dtype=np.int32), _in_a_photograph(params))
    return Raw(cut.astype(np.float32) / np.float32(LEVELS), labels)


def _patches(photograph: Bytes, step: int) -> Bytes:
    """(n, SIDE, SIDE, 3) of a photograph (h, w, 3): those of one tile after those of the other."""
    tiles = photograph[: _DOWN * TILE, : _ACROSS * TILE].reshape(_DOWN, TILE, _ACROSS, TILE, 3)
    tiles = tiles.swapaxes(1, 2).reshape(-1, TILE, TILE, 3)
    windows = np.lib.stride_tricks.sliding_window_view(tiles, (SIDE, SIDE), axis=(1, 2))
    patches = windows[:, ::step, ::step].transpose(0, 1, 2, 4, 5, 3)
    return np.ascontiguousarray(patches.reshape(-1, SIDE, SIDE, 3))


PHOTOGRAPHS: Final[tuple[Source, ...]] = (
    Source(
        key="patches",
        title=N_("Photograph patches"),
        help=N_("Patches of 16×16 colour pixels, cut from photographs of a temple and of a flower."),
        params=(_STEP,),
        domain=Domain.IMAGES,
        input_shape=(SIDE, SIDE, 3),
        classes=(N_("temple"), N_("flower")),
        target_names=(N_("photograph"),),
        count=lambda params: len(_FILES) * _in_a_photograph(params),
        class_counts=lambda params: (_in_a_photograph(params),) * len(_FILES),
        together=_in_a_tile,
        origin=N_(
            "Photographs of Flickr users danielbuechele (temple) and vultilion (flower), as they come with "
            "scikit-learn; cut by NN Studio."
        ),
        licence="CC BY 2.0",
        load=_load,
        preparation=immutabledict(validation=0.15, test=0.2),
        reach=1.0,
    ),
)
