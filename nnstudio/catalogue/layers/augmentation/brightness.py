"""Layers that change how bright and how sharp an image is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from nnstudio.catalogue.entries import ShapeError, never
from nnstudio.catalogue.layers.augmentation.entry import augmentation, chance, count, share, strength
from nnstudio.catalogue.shapes import image
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _


def _blurred(inputs: Sequence[Shape], params: Params) -> Shape:
    if cast(int, params["kernel_size"]) % 2 == 0:
        raise ShapeError(_("The kernel size of a blur must be odd, such as 3 or 5."), "kernel_size")
    return image(inputs, _("RandomGaussianBlur"))


BRIGHTNESS = (
    augmentation(
        "random_brightness",
        Name("RandomBrightness"),
        N_("Makes each image brighter or darker, by an amount of its own."),
        "y = x + b, b from −strength to strength",
        strength(0.2),
        values=True,
        summary="{factor}",
    ),
    augmentation(
        "random_contrast",
        Name("RandomContrast"),
        N_("Pulls the values of each image apart or together, around their mean."),
        "y = (x − mean) · c + mean, c from 1 − strength to 1 + strength",
        strength(0.2),
        values=True,
        summary="{factor}",
    ),
    augmentation(
        "random_invert",
        Name("RandomInvert"),
        N_("Turns light into dark and dark into light."),
        "y = 1 − x",
        chance(0.5),
        values=True,
        summary="{factor}",
    ),
    augmentation(
        "random_sharpness",
        Name("RandomSharpness"),
        N_("Makes each image sharper or softer, by an amount of its own."),
        "y = x mixed with x blurred",
        strength(0.5),
        values=True,
        summary="{factor}",
    ),
    augmentation(
        "random_gaussian_blur",
        Name("RandomGaussianBlur"),
        N_("Blurs images, as a lens does that is out of focus."),
        "y = x ∗ exp(−d² / 2σ²)",
        chance(0.5),
        count("kernel_size", N_("Kernel size"), N_("Over how many pixels it reaches."), 3, 31),
        share("sigma", N_("Sigma"), N_("The most that it blurs, in pixels."), 1.0),
        shape=_blurred,
        values=True,
        summary="{factor}",
    ),
    augmentation(
        "random_posterization",
        Name("RandomPosterization"),
        N_("Leaves only a few shades of each colour."),
        "y = x rounded down to 2^bits shades",
        count("factor", N_("Bits"), N_("That are left of eight: 3 bits are 8 shades."), 4, 8),
        values=True,
        compiles=never,  # XLA makes other bytes of values that are not between 0 and 1
        summary="{factor}",
    ),
    augmentation(
        "solarization",
        Name("Solarization"),
        N_("Inverts the bright parts of an image, as film does that saw too much light."),
        "y = 1 − x where x ≥ threshold, otherwise x",
        strength(0.0, "addition_factor", N_("Addition")),
        strength(0.5, "threshold_factor", N_("Threshold")),
        values=True,
        summary="{threshold_factor}",
    ),
)
