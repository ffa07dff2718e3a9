"""Layers that show a network every image a little differently each time, in training only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nnstudio.catalogue.entries import Category, Layer, ShapeError, ShapeRule
from nnstudio.catalogue.layers.core import no_cost, no_weights
from nnstudio.catalogue.params import Choice, Float, Int, Numbers, Option, Param
from nnstudio.catalogue.shapes import image
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

VALUE_RANGE = Numbers(
    name="value_range",
    title=N_("Black and white"),
    help=N_(
        "The numbers that stand for the darkest and the brightest pixel: 0; 1 where images are not scaled,"
        " or scaled to 0 to 1. What lies outside is cut off."
    ),
    default=(0.0, 1.0),
    fewest=2,
    most=2,
    min=-1_000.0,
    max=1_000.0,
    rising=True,
)
_FILL = Choice(
    name="fill_mode",
    title=N_("Fill with"),
    help=N_("What appears where the image does not reach."),
    default="reflect",
    options=(
        Option("reflect", N_("mirror image"), N_("The image is mirrored at its edge.")),
        Option("nearest", N_("edge"), N_("The last pixels go on.")),
        Option("wrap", N_("the other side"), N_("The image begins anew.")),
        Option("constant", N_("black"), N_("Zeros.")),
    ),
    advanced=True,
)


def _factor(
    help: str, default: float, name: str = "factor", title: str = N_("Strength"), most: float = 1.0
) -> Float:
    return Float(name=name, title=title, help=help, default=default, min=0.0, max=most)


def _between(help: str, low: float, high: float, name: str = "factor", title: str = N_("Between")) -> Numbers:
    """Two ends of a range within 0 to 1."""
    return Numbers(
        name=name,
        title=title,
        help=help,
        default=(low, high),
        fewest=2,
        most=2,
        min=0.0,
        max=1.0,
        rising=True,
    )


def _images(title: str, colours: bool) -> ShapeRule:
    """colours: red, green and blue are needed."""

    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        height, width, channels = image(inputs, _(title))
        if colours and channels != 3:
            raise ShapeError(
                _(
                    "{layer} changes colours, so it needs images with 3 channels (red, green, blue), but"
                    " receives {channels:,}. Remove it, or choose colour images."
                ).format(layer=_(title), channels=channels)
            )
        return height, width, channels

    return rule


def _changed(
    key: str,
    keras: str,
    help: str,
    formula: str,
    *params: Param,
    compiles: bool = True,
    colours: bool = False,
) -> Layer:
    """compiles: whether XLA can compile it. The first parameter is what a row shows."""
    first = params[0].name if params and params[0] is not VALUE_RANGE else ""
    return Layer(
        key=key,
        title=keras,
        help=help,
        params=params,
        keras=keras,
        category=Category.AUGMENTATION,
        formula=formula,
        shape=_images(keras, colours),
        weights=no_weights,
        cost=no_cost,
        compiles=compiles,
        each_step=False,  # the images of a film would each be changed in another way
        summary="{" + first + "}" if first else "",
    )


_MOVES = (
    _changed(
        "random_flip",
        N_("RandomFlip"),
        N_("Mirrors half of the images; only where a mirrored image means the same."),
        "y = x, or x from right to left",
        Choice(
            name="mode",
            title=N_("Direction"),
            help=N_("Which way images are mirrored."),
            default="horizontal_and_vertical",
            options=(
                Option("horizontal", N_("left and right"), N_("As in a mirror.")),
                Option("vertical", N_("top and bottom"), N_("As in water.")),
                Option("horizontal_and_vertical", N_("both"), N_("Each on its own, by chance.")),
            ),
        ),
    ),
    _changed(
        "random_rotation",
        N_("RandomRotation"),
        N_("Turns every image by a random angle."),
        "y = x turned by up to ± factor · 360°",
        _factor(N_("Largest angle, as a share of a full turn: 0.1 is 36 degrees each way."), 0.05),
        _FILL,
        compiles=False,
    ),
    _changed(
        "random_zoom",
        N_("RandomZoom"),
        N_("Takes every image nearer or farther by chance."),
        "y = x enlarged by up to ± factor",
        _factor(N_("Largest change of size: 0.1 is 10 % either way."), 0.1, "height_factor", N_("Zoom"), 0.9),
        _FILL,
        compiles=False,
    ),
    _changed(
        "random_translation",
        N_("RandomTranslation"),
        N_("Shifts every image by a random distance."),
        "y = x shifted by up to ± factor · size",
        _factor(
            N_("Largest shift up or down, as a share of the height."), 0.1, "height_factor", N_("Up and down")
        ),
        _factor(N_("Largest shift sideways, as a share of the width."), 0.1, "width_factor", N_("Sideways")),
        _FILL,
        compiles=False,
    ),
    _changed(
        "random_shear",
        N_("RandomShear"),
        N_("Slants every image by chance, as italics are slanted."),
        "y(i, j) = x(i + b·j, j + a·i)",
        _factor(N_("Largest slant sideways."), 0.1, "x_factor", N_("Sideways")),
        _factor(N_("Largest slant up or down."), 0.0, "y_factor", N_("Up and down")),
        _FILL,
        compiles=False,
    ),
    _changed(
        "random_perspective",
        N_("RandomPerspective"),
        N_("Shows images as if seen from the side."),
        "y = x with its corners moved",
        _factor(N_("Share of the images that are changed."), 1.0, title=N_("Share")),
        _factor(N_("How far the corners move."), 0.3, "scale", N_("Strength")),
        compiles=False,
    ),
    _changed(
        "random_elastic_transform",
        N_("RandomElasticTransform"),
        N_("Warps images as if drawn on rubber: handwriting by another hand."),
        "y(i, j) = x(i + d_i, j + d_j), d is smooth noise",
        _factor(N_("Share of the images that are changed."), 1.0, title=N_("Share")),
        _factor(N_("How strongly they are warped."), 1.0, "scale", N_("Strength"), 10.0),
        VALUE_RANGE,
        compiles=False,
    ),
    _changed(
        "random_erasing",
        N_("RandomErasing"),
        N_("Covers a random patch of each image, so that no single spot decides."),
        "y = x, a patch of it random or one colour",
        _factor(N_("Share of the images in which a patch is covered."), 1.0, title=N_("Share")),
        VALUE_RANGE,
    ),
)

_LIGHT = (
    _changed(
        "random_brightness",
        N_("RandomBrightness"),
        N_("Makes every image brighter or darker by chance."),
        "y = x + b, b is up to ± factor of the range",
        _factor(N_("Largest change, as a share of the way from black to white."), 0.2),
        VALUE_RANGE,
    ),
    _changed(
        "random_contrast",
        N_("RandomContrast"),
        N_("Makes the differences within every image larger or smaller by chance."),
        "y = (x − μ) · c + μ, c is 1 ± factor",
        _factor(N_("Largest change of the contrast: 0.2 is 20 % either way."), 0.2),
        VALUE_RANGE,
    ),
    _changed(
        "random_sharpness",
        N_("RandomSharpness"),
        N_("Makes every image sharper or more blurred by chance."),
        "y = blurred(x) + s · (x − blurred(x))",
        _between(N_("0 is blurred, 0.5 is as it is, 1 is as sharp as can be."), 0.3, 0.7),
        VALUE_RANGE,
    ),
    _changed(
        "random_gaussian_blur",
        N_("RandomGaussianBlur"),
        N_("Blurs images, as a camera out of focus does."),
        "y = x smoothed by a Gaussian bell",
        _factor(N_("Share of the images that are blurred."), 1.0, title=N_("Share")),
        VALUE_RANGE,
    ),
    _changed(
        "random_invert",
        N_("RandomInvert"),
        N_("Turns images into their negatives by chance."),
        "y = white − x",
        _factor(N_("Share of the images that are inverted."), 0.5, title=N_("Share")),
        VALUE_RANGE,
    ),
    _changed(
        "random_posterization",
        N_("RandomPosterization"),
        N_("Leaves only a few levels of brightness."),
        "y = x rounded down to 2^bits levels",
        Int(
            name="factor",
            title=N_("Bits"),
            help=N_("How many bits are left of the eight: 3 are 8 levels, 8 are all."),
            default=4,
            min=1,
            max=8,
        ),
        VALUE_RANGE,
    ),
    _changed(
        "solarization",
        N_("Solarization"),
        N_("Inverts the bright parts of images, as a film that saw too much light."),
        "y = white − x where x + addition is above the threshold",
        _factor(N_("From where on pixels are inverted, at most."), 0.5, "threshold_factor", N_("Threshold")),
        _factor(N_("How much is added before, at most."), 0.0, "addition_factor", N_("Addition")),
        VALUE_RANGE,
    ),
)

_SATURATION = N_("0 is grey, 0.5 is as it is, 1 is as strong as can be.")
_COLOURS = (
    _changed(
        "random_hue",
        N_("RandomHue"),
        N_("Turns all colours of an image around the colour wheel by chance."),
        "y = x with its hue turned",
        _factor(N_("How far the colours turn."), 0.1),
        VALUE_RANGE,
        colours=True,
    ),
    _changed(
        "random_saturation",
        N_("RandomSaturation"),
        N_("Makes colours stronger or paler by chance."),
        "y = x with its saturation changed",
        _between(_SATURATION, 0.4, 0.6),
        VALUE_RANGE,
        colours=True,
    ),
    _changed(
        "random_color_degeneration",
        N_("RandomColorDegeneration"),
        N_("Takes a random part of the colour out of every image."),
        "y = grey + c · (x − grey)",
        _factor(N_("Largest part of the colour that is taken out."), 0.5),
        VALUE_RANGE,
        colours=True,
    ),
    _changed(
        "random_color_jitter",
        N_("RandomColorJitter"),
        N_("Changes brightness, contrast, strength and hue of the colours at once."),
        "y = hue(saturation(contrast(brightness(x))))",
        _factor(N_("Largest change of the brightness."), 0.2, "brightness_factor", N_("Brightness")),
        _factor(N_("Largest change of the contrast."), 0.2, "contrast_factor", N_("Contrast")),
        _between(_SATURATION, 0.4, 0.6, "saturation_factor", N_("Saturation")),
        _factor(N_("How far the colours turn."), 0.1, "hue_factor", N_("Hue")),
        VALUE_RANGE,
        colours=True,
    ),
    _changed(
        "random_grayscale",
        N_("RandomGrayscale"),
        N_("Takes the colour out of some images."),
        "y = x, or its brightness in all three channels",
        _factor(N_("Share of the images that become grey."), 0.5, title=N_("Share")),
        colours=True,
    ),
)

_SEVERAL = (
    _changed(
        "rand_augment",
        N_("RandAugment"),
        N_("Does a few changes, drawn from many, to every image."),
        "y = change_n(… change_1(x))",
        Int(
            name="num_ops",
            title=N_("Changes"),
            help=N_("How many changes are done one after the other."),
            default=2,
            min=1,
            max=8,
        ),
        _factor(N_("How strong each change is."), 0.5),
        VALUE_RANGE,
        compiles=False,
        colours=True,
    ),
    _changed(
        "aug_mix",
        N_("AugMix"),
        N_("Mixes several changed versions of an image with the image itself."),
        "y = m · x + (1 − m) · Σ w_i · change_i(x)",
        Int(
            name="num_chains",
            title=N_("Versions"),
            help=N_("How many changed versions are mixed."),
            default=3,
            min=1,
            max=5,
        ),
        _factor(N_("How strong each change is."), 0.3),
        VALUE_RANGE,
        compiles=False,
        colours=True,
    ),
)

_ALWAYS = tuple(
    replace(layer, category=Category.PREPROCESSING, each_step=True)
    for layer in (
        _changed(
            "auto_contrast",
            N_("AutoContrast"),
            N_("Stretches the brightness of every image from black to white, always alike."),
            "y = (x − min) / (max − min)",
            VALUE_RANGE,
        ),
        _changed(
            "equalization",
            N_("Equalization"),
            N_("Spreads the brightness of every image evenly from black to white, always alike."),
            "y = share of the pixels that are darker than x",
            VALUE_RANGE,
        ),
    )
)

AUGMENTATION_LAYERS = (*_MOVES, *_LIGHT, *_COLOURS, *_SEVERAL)
IMAGE_LEVELS = _ALWAYS
