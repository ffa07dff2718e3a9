"""Layers that change the colours of an image."""

from __future__ import annotations

from nnstudio.catalogue.layers.augmentation.entry import augmentation, chance, in_colours, strength
from nnstudio.i18n import N_, Name

COLOUR = (
    augmentation(
        "random_hue",
        Name("RandomHue"),
        N_("Shifts all colours of an image around the colour wheel."),
        "hue ← hue + h",
        strength(0.2),
        shape=in_colours(Name("RandomHue")),
        values=True,
        summary="{factor}",
    ),
    augmentation(
        "random_saturation",
        Name("RandomSaturation"),
        N_("Makes the colours of each image stronger or paler."),
        "saturation ← saturation · s",
        strength(0.5),
        shape=in_colours(Name("RandomSaturation")),
        values=True,
        summary="{factor}",
    ),
    augmentation(
        "random_color_degeneration",
        Name("RandomColorDegeneration"),
        N_("Mixes each image with its own grey version."),
        "y = (1 − a) · x + a · grey(x)",
        strength(0.5),
        shape=in_colours(Name("RandomColorDegeneration")),
        values=True,
        summary="{factor}",
    ),
    augmentation(
        "random_grayscale",
        Name("RandomGrayscale"),
        N_("Takes the colours from some of the images."),
        "y = grey(x) or x",
        chance(0.5),
        shape=in_colours(Name("RandomGrayscale"), grey=True),
        summary="{factor}",
    ),
    augmentation(
        "random_color_jitter",
        Name("RandomColorJitter"),
        N_("Changes brightness, contrast, saturation and hue at once."),
        "y = hue(saturation(contrast(brightness(x))))",
        strength(0.2, "brightness_factor", N_("Brightness")),
        strength(0.2, "contrast_factor", N_("Contrast")),
        strength(0.2, "saturation_factor", N_("Saturation")),
        strength(0.1, "hue_factor", N_("Hue")),
        shape=in_colours(Name("RandomColorJitter")),
        values=True,
    ),
)
