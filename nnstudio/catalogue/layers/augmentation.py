"""Layers that change images at random in training, so that a network sees more of them than there are.

Outside training they pass images on as they are. Values are taken to lie between 0 and 1, as those of the
image sets do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from immutabledict import immutabledict

from nnstudio.catalogue.entries import Category, Condition, Layer, ShapeError, ShapeRule, always, never
from nnstudio.catalogue.layers.core import no_cost, no_weights
from nnstudio.catalogue.layers.params import LARGEST_SIZE
from nnstudio.catalogue.params import Bool, Choice, Float, Int, Numbers, Option, Param
from nnstudio.catalogue.shapes import image, shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

VALUES = immutabledict(value_range=(0, 1))

_FILL_MODE = Choice(
    name="fill_mode",
    title=N_("Fill"),
    help=N_("What appears where there was no image."),
    default="reflect",
    options=(
        Option("reflect", N_("mirrored"), N_("The image itself, mirrored at its edge.")),
        Option("nearest", N_("edge"), N_("The pixels of the edge, over and over.")),
        Option("constant", N_("one value"), N_("The fill value everywhere.")),
        Option("wrap", N_("wrapped"), N_("The image itself, from its other side.")),
    ),
    advanced=True,
)
_FILL_VALUE = Float(
    name="fill_value",
    title=N_("Fill value"),
    help=N_("Of pixels where there was no image, if the fill is one value."),
    default=0.0,
    min=-1e6,
    max=1e6,
    advanced=True,
)
_INTERPOLATION = Choice(
    name="interpolation",
    title=N_("Interpolation"),
    help=N_("How a pixel between others is worked out."),
    default="bilinear",
    options=(
        Option("bilinear", N_("smooth"), N_("A mixture of the four pixels around.")),
        Option("nearest", N_("nearest"), N_("The nearest pixel as it is.")),
    ),
    advanced=True,
)
_MOVED = (_INTERPOLATION, _FILL_MODE, _FILL_VALUE)


def _share(name: str, title: str, help: str, default: float, max: float = 1.0) -> Float:
    return Float(name=name, title=title, help=help, default=default, min=0.0, max=max)


def _chance(default: float) -> Float:
    return _share("factor", N_("Chance"), N_("Share of the images to which it happens."), default)


def _strength(default: float, name: str = "factor", title: str = N_("Strength")) -> Float:
    return _share(name, title, N_("The most that an image is changed: 0 not at all, 1 in full."), default)


def _count(name: str, title: str, help: str, default: int, max: int, min: int = 1) -> Int:
    return Int(name=name, title=title, help=help, default=default, min=min, max=max)


def _same_size(title: str) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        return image(inputs, _(title))

    return rule


def _in_colours(title: str, *, grey: bool = False) -> ShapeRule:
    """grey: images of one channel will do as well."""

    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        shape = image(inputs, _(title))
        if shape[-1] == 3 or (grey and shape[-1] == 1):
            return shape
        sentence = (
            _("{layer} needs images of one or three channels, but receives images of {shape}. Remove it.")
            if grey
            else _("{layer} needs colours, three channels, but receives images of {shape}. Remove it.")
        )
        raise ShapeError(sentence.format(layer=_(title), shape=shape_text(shape)))

    return rule


def _with_corners(inputs: Sequence[Shape], params: Params) -> Shape:
    shape = image(inputs, _("RandomPerspective"))
    if min(shape[:2]) < 2:
        raise ShapeError(
            _(
                "RandomPerspective needs images of at least 2×2 pixels, but receives {shape}. Remove it."
            ).format(shape=shape_text(shape))
        )
    return shape


def _blurred(inputs: Sequence[Shape], params: Params) -> Shape:
    if cast(int, params["kernel_size"]) % 2 == 0:
        raise ShapeError(_("The kernel size of a blur must be odd, such as 3 or 5."), "kernel_size")
    return image(inputs, _("RandomGaussianBlur"))


def _cropped(inputs: Sequence[Shape], params: Params) -> Shape:
    """Larger than the image, it is stretched to that size, as Keras does."""
    *_size, channels = image(inputs, _("RandomCrop"))
    return cast(int, params["height"]), cast(int, params["width"]), channels


def _augmentation(
    key: str,
    title: str,
    help: str,
    formula: str,
    *params: Param,
    shape: ShapeRule | None = None,
    summary: str = "",
    values: bool = False,
    compiles: Condition = always,
) -> Layer:
    """values: whether it has to be told between which numbers pixels lie."""
    return Layer(
        key=key,
        title=title,
        help=help,
        params=params,
        concepts=("augmentation",),
        keras=title,
        category=Category.AUGMENTATION,
        formula=formula,
        shape=shape or _same_size(title),
        weights=no_weights,
        cost=no_cost,
        compiles=compiles,
        summary=summary,
        each_step=False,
        fixed=VALUES if values else immutabledict[str, Any](),
    )


_GEOMETRY = (
    _augmentation(
        "random_flip",
        N_("RandomFlip"),
        N_("Mirrors every second image or so; not for letters and digits, which become others."),
        "y[i, j] = x[i, w − j] or x[i, j]",
        Choice(
            name="mode",
            title=N_("Direction"),
            help=N_("Which sides may change places."),
            default="horizontal",  # both by default in Keras; few things are seen upside down
            options=(
                Option("horizontal", N_("left and right")),
                Option("vertical", N_("top and bottom")),
                Option("horizontal_and_vertical", N_("both")),
            ),
        ),
        summary="{mode}",
    ),
    _augmentation(
        "random_rotation",
        N_("RandomRotation"),
        N_("Turns each image by an angle of its own, to the left or to the right."),
        "y = x turned by an angle from −360° · turn to 360° · turn",
        _share("factor", N_("Turn"), N_("The largest, as a share of a full turn: 0.05 is 18°."), 0.05),
        *_MOVED,
        summary="{factor}",
    ),
    _augmentation(
        "random_zoom",
        N_("RandomZoom"),
        N_("Brings each image nearer or farther, by an amount of its own."),
        "y = x scaled by a number from 1 − zoom to 1 + zoom",
        _share("height_factor", N_("Zoom"), N_("The most, as a share of the image's size."), 0.1, max=0.9),
        Numbers(
            name="width_factor",
            title=N_("Zoom across"),
            help=N_("The most, as a share of the image's width; left empty, the proportions stay."),
            default=(),
            most=1,
            min=0.0,
            max=0.9,
            none=N_("as the zoom"),
            advanced=True,
        ),
        *_MOVED,
        summary="{height_factor}",
    ),
    _augmentation(
        "random_translation",
        N_("RandomTranslation"),
        N_("Shifts each image, by a distance of its own."),
        "y[i, j] = x[i − down, j − right]",
        _share("height_factor", N_("Down and up"), N_("The most, as a share of the image's height."), 0.1),
        _share("width_factor", N_("Left and right"), N_("The most, as a share of the image's width."), 0.1),
        *_MOVED,
        summary="{height_factor} · {width_factor}",
    ),
    _augmentation(
        "random_crop",
        N_("RandomCrop"),
        N_("Cuts a piece out of each batch's images, at a place of its own; the middle outside training."),
        "y[i, j] = x[i + down, j + right]",
        _count("height", N_("Height"), N_("Of the piece, in pixels."), 24, LARGEST_SIZE),
        _count("width", N_("Width"), N_("Of the piece, in pixels."), 24, LARGEST_SIZE),
        shape=_cropped,
        summary="{height}×{width}",
    ),
    _augmentation(
        "random_shear",
        N_("RandomShear"),
        N_("Slants each image, as italics do with letters."),
        "y[i, j] = x[i + b·j, j + a·i]",
        _share("x_factor", N_("Sideways"), N_("The most that a row is shifted against the next."), 0.1),
        _share("y_factor", N_("Upwards"), N_("The most that a column is shifted against the next."), 0.0),
        *_MOVED,
        summary="{x_factor} · {y_factor}",
    ),
    _augmentation(
        "random_perspective",
        N_("RandomPerspective"),
        N_("Looks at images from aside, so that one side becomes smaller than the other."),
        "y = x with its four corners moved",
        _chance(1.0),
        _share("scale", N_("Scale"), N_("The most that a corner moves, as a share of the image."), 0.2),
        _INTERPOLATION,
        _FILL_VALUE,
        shape=_with_corners,
        summary="{scale}",
    ),
    _augmentation(
        "random_erasing",
        N_("RandomErasing"),
        N_("Hides a rectangle of an image behind noise, so that no single part decides."),
        "y = x, but noise within a random rectangle",
        _chance(0.5),
        Numbers(
            name="scale",
            title=N_("Area"),
            help=N_("The smallest and the largest rectangle, as shares of the image."),
            default=(0.02, 0.33),
            fewest=2,
            most=2,
            min=0.0,
            max=1.0,
            advanced=True,
        ),
        Numbers(
            name="fill_value",
            title=N_("Fill value"),
            help=N_("Of the pixels in the rectangle; left empty, they are noise."),
            default=(),
            most=1,
            min=-1e6,
            max=1e6,
            none=N_("noise"),
            advanced=True,
        ),
        values=True,
        summary="{factor}",
    ),
)
_BRIGHTNESS = (
    _augmentation(
        "random_brightness",
        N_("RandomBrightness"),
        N_("Makes each image brighter or darker, by an amount of its own."),
        "y = x + b, b from −strength to strength",
        _strength(0.2),
        values=True,
        summary="{factor}",
    ),
    _augmentation(
        "random_contrast",
        N_("RandomContrast"),
        N_("Pulls the values of each image apart or together, around their mean."),
        "y = (x − mean) · c + mean, c from 1 − strength to 1 + strength",
        _strength(0.2),
        values=True,
        summary="{factor}",
    ),
    _augmentation(
        "random_invert",
        N_("RandomInvert"),
        N_("Turns light into dark and dark into light."),
        "y = 1 − x",
        _chance(0.5),
        values=True,
        summary="{factor}",
    ),
    _augmentation(
        "random_sharpness",
        N_("RandomSharpness"),
        N_("Makes each image sharper or softer, by an amount of its own."),
        "y = x mixed with x blurred",
        _strength(0.5),
        values=True,
        summary="{factor}",
    ),
    _augmentation(
        "random_gaussian_blur",
        N_("RandomGaussianBlur"),
        N_("Blurs images, as a lens does that is out of focus."),
        "y = x ∗ exp(−d² / 2σ²)",
        _chance(0.5),
        _count("kernel_size", N_("Kernel size"), N_("Over how many pixels it reaches."), 3, 31),
        _share("sigma", N_("Sigma"), N_("The most that it blurs, in pixels."), 1.0),
        shape=_blurred,
        values=True,
        summary="{factor}",
    ),
    _augmentation(
        "random_posterization",
        N_("RandomPosterization"),
        N_("Leaves only a few shades of each colour."),
        "y = x rounded down to 2^bits shades",
        _count("factor", N_("Bits"), N_("That are left of eight: 3 bits are 8 shades."), 4, 8),
        values=True,
        compiles=never,  # XLA makes other bytes of values that are not between 0 and 1
        summary="{factor}",
    ),
    _augmentation(
        "solarization",
        N_("Solarization"),
        N_("Inverts the bright parts of an image, as film does that saw too much light."),
        "y = 1 − x where x ≥ threshold, otherwise x",
        _strength(0.0, "addition_factor", N_("Addition")),
        _strength(0.5, "threshold_factor", N_("Threshold")),
        values=True,
        summary="{threshold_factor}",
    ),
)
_COLOUR = (
    _augmentation(
        "random_hue",
        N_("RandomHue"),
        N_("Shifts all colours of an image around the colour wheel."),
        "hue ← hue + h",
        _strength(0.2),
        shape=_in_colours(N_("RandomHue")),
        values=True,
        summary="{factor}",
    ),
    _augmentation(
        "random_saturation",
        N_("RandomSaturation"),
        N_("Makes the colours of each image stronger or paler."),
        "saturation ← saturation · s",
        _strength(0.5),
        shape=_in_colours(N_("RandomSaturation")),
        values=True,
        summary="{factor}",
    ),
    _augmentation(
        "random_color_degeneration",
        N_("RandomColorDegeneration"),
        N_("Mixes each image with its own grey version."),
        "y = (1 − a) · x + a · grey(x)",
        _strength(0.5),
        shape=_in_colours(N_("RandomColorDegeneration")),
        values=True,
        summary="{factor}",
    ),
    _augmentation(
        "random_grayscale",
        N_("RandomGrayscale"),
        N_("Takes the colours from some of the images."),
        "y = grey(x) or x",
        _chance(0.5),
        shape=_in_colours(N_("RandomGrayscale"), grey=True),
        summary="{factor}",
    ),
    _augmentation(
        "random_color_jitter",
        N_("RandomColorJitter"),
        N_("Changes brightness, contrast, saturation and hue at once."),
        "y = hue(saturation(contrast(brightness(x))))",
        _strength(0.2, "brightness_factor", N_("Brightness")),
        _strength(0.2, "contrast_factor", N_("Contrast")),
        _strength(0.2, "saturation_factor", N_("Saturation")),
        _strength(0.1, "hue_factor", N_("Hue")),
        shape=_in_colours(N_("RandomColorJitter")),
        values=True,
    ),
)
_MIXTURE = (
    _augmentation(
        "rand_augment",
        N_("RandAugment"),
        N_("Picks a few changes out of ten for each batch; one number says how strong they are."),
        "y = t₂(t₁(x)), t random",
        _count("num_ops", N_("Changes"), N_("How many, one after the other."), 2, 10),
        _strength(0.5),
        _INTERPOLATION,
        shape=_in_colours(N_("RandAugment"), grey=True),
        values=True,
        compiles=never,  # XLA has no histograms, by which one of the ten works
        summary="{num_ops} · {factor}",
    ),
    _augmentation(
        "aug_mix",
        N_("AugMix"),
        N_("Mixes an image with what becomes of it in several chains of changes, picked for each batch."),
        "y = m · x + (1 − m) · Σ w_c · t_c(x), each t_c a chain of random changes",
        _count("num_chains", N_("Chains"), N_("How many are mixed."), 3, 8),
        _count("chain_depth", N_("Length"), N_("The most changes of a chain, one after the other."), 3, 8),
        _strength(0.3),
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
        _INTERPOLATION,
        shape=_in_colours(N_("AugMix"), grey=True),
        values=True,
        compiles=never,  # XLA has no histograms, by which one of the changes works
        summary="{num_chains} × {chain_depth} · {factor}",
    ),
)

AUGMENTATIONS: tuple[Layer, ...] = (*_GEOMETRY, *_BRIGHTNESS, *_COLOUR, *_MIXTURE)
