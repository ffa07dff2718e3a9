"""Networks of the literature, and parts of them, to be put into a list as they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from nnstudio.design.files import layers_from_text
from nnstudio.design.model import Excerpt
from nnstudio.design.shipped_words import with_groups_translated
from nnstudio.i18n import N_
from nnstudio.resources import resource


@dataclass(frozen=True)
class Block:
    """key: the name of its file. title, help: marked with ``N_``."""

    key: str
    title: str
    help: str

    def excerpt(self) -> Excerpt:
        """The rows, read from their file once, their groups named in the language of now."""
        return with_groups_translated(_excerpt(self.key))


@cache
def _excerpt(key: str) -> Excerpt:
    return layers_from_text(resource("blocks", f"{key}.json").read_text(encoding="utf-8"))


BLOCKS: Final = (
    Block(
        "lenet5",
        N_("LeNet-5"),
        N_("The first convolutional network that read handwriting (LeCun 1998); for images of 28×28."),
    ),
    Block(
        "vgg-blocks",
        N_("VGG blocks"),
        N_("Pairs of 3×3 convolutions, then a pool, three times (Simonyan, Zisserman 2014); for images."),
    ),
    Block(
        "inception",
        N_("Inception block"),
        N_("Looks with small and large filters at once and joins the answers (Szegedy 2014); for images."),
    ),
    Block(
        "resnet20",
        N_("ResNet-20"),
        N_("Blocks that only learn what to add to their own input (He 2015); for images."),
    ),
    Block(
        "unet",
        N_("U-Net"),
        N_(
            "Down to a small picture with many channels and up again, with skips for the details"
            " (Ronneberger 2015); for images whose sides can be halved twice."
        ),
    ),
    Block(
        "both-ways-lstm",
        N_("LSTM both ways"),
        N_("Reads a text from both ends and answers yes or no (Graves, Schmidhuber 2005); for texts."),
    ),
    Block(
        "encoder-decoder",
        N_("Encoder and decoder"),
        N_("Squeezes a sequence into one code, unrolled into ten new steps (Sutskever 2014); for series."),
    ),
    Block(
        "transformer",
        N_("Transformer"),
        N_("Two blocks in which every word looks at all others (Vaswani 2017); for texts."),
    ),
)
