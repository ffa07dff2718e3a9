"""Layers that do several of the other changes."""

from __future__ import annotations

from nnstudio.catalogue.entries import never
from nnstudio.catalogue.layers.augmentation.entry import (
    INTERPOLATION,
    augmentation,
    count,
    in_colours,
    strength,
)
from nnstudio.catalogue.params import Bool, Float
from nnstudio.i18n import N_, Name

MIXTURE = (
    augmentation(
        "rand_augment",
        Name("RandAugment"),
        N_("Picks a few changes out of ten for each batch; one number says how strong they are."),
        "y = t₂(t₁(x)), t random",
        count("num_ops", N_("Changes"), N_("How many, one after the other."), 2, 10),
        strength(0.5),
        INTERPOLATION,
        shape=in_colours(Name("RandAugment"), grey=True),
        values=True,
        compiles=never,  # XLA has no histograms, by which one of the ten works
        summary="{num_ops} · {factor}",
    ),
    augmentation(
        "aug_mix",
        Name("AugMix"),
        N_("Mixes an image with what becomes of it in several chains of changes, picked for each batch."),
        "y = m · x + (1 − m) · Σ w_c · t_c(x), each t_c a chain of random changes",
        count("num_chains", N_("Chains"), N_("How many are mixed."), 3, 8),
        count("chain_depth", N_("Length"), N_("The most changes of a chain, one after the other."), 3, 8),
        strength(0.3),
        Float(
            name="alpha",
            title=N_("Alpha"),
            help=N_("Small: one chain or the image itself counts for most; large: all count alike."),
            default=1.0,
            min=0.0,
            max=100.0,
            open_min=True,
            advanced=True,
        ),
        Bool(
            name="all_ops",
            title=N_("All changes"),
            help=N_("Of brightness, colour, contrast and sharpness too."),
            default=True,
            advanced=True,
        ),
        INTERPOLATION,
        shape=in_colours(Name("AugMix"), grey=True),
        values=True,
        compiles=never,  # XLA has no histograms, by which one of the changes works
        summary="{num_chains} × {chain_depth} · {factor}",
    ),
)
