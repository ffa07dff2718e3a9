"""Layers that move what is in an image, or hide it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from nnstudio.catalogue.entries import ShapeError
from nnstudio.catalogue.layers.augmentation.entry import (
    FILL_VALUE,
    INTERPOLATION,
    MOVED,
    augmentation,
    chance,
    count,
    share,
)
from nnstudio.catalogue.layers.params import LARGEST_SIZE
from nnstudio.catalogue.params import Choice, Numbers, Option
from nnstudio.catalogue.shapes import image, shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _


def _with_corners(inputs: Sequence[Shape], params: Params) -> Shape:
    shape = image(inputs, _("RandomPerspective"))
    if min(shape[:2]) < 2:
        raise ShapeError(
            _(
                "RandomPerspective needs images of at least 2×2 pixels, but receives {shape}. Remove it."
            ).format(shape=shape_text(shape))
        )
    return shape


def _cropped(inputs: Sequence[Shape], params: Params) -> Shape:
    """Larger than the image, it is stretched to that size, as Keras does."""
    *_size, channels = image(inputs, _("RandomCrop"))
    return cast(int, params["height"]), cast(int, params["width"]), channels


GEOMETRY = (
    augmentation(
        "random_flip",
        Name("RandomFlip"),
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
    augmentation(
        "random_rotation",
        Name("RandomRotation"),
        N_("Turns each image by an angle of its own, to the left or to the right."),
        "y = x turned by an angle from −360° · turn to 360° · turn",
        share("factor", N_("Turn"), N_("The largest, as a share of a full turn: 0.05 is 18°."), 0.05),
        *MOVED,
        summary="{factor}",
    ),
    augmentation(
        "random_zoom",
        Name("RandomZoom"),
        N_("Brings each image nearer or farther, by an amount of its own."),
        "y = x scaled by a number from 1 − zoom to 1 + zoom",
        share("height_factor", N_("Zoom"), N_("The most, as a share of the image's size."), 0.1, max=0.9),
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
        *MOVED,
        summary="{height_factor}",
    ),
    augmentation(
        "random_translation",
        Name("RandomTranslation"),
        N_("Shifts each image, by a distance of its own."),
        "y[i, j] = x[i − down, j − right]",
        share("height_factor", N_("Down and up"), N_("The most, as a share of the image's height."), 0.1),
        share("width_factor", N_("Left and right"), N_("The most, as a share of the image's width."), 0.1),
        *MOVED,
        summary="{height_factor} · {width_factor}",
    ),
    augmentation(
        "random_crop",
        Name("RandomCrop"),
        N_("Cuts a piece out of each batch's images, at a place of its own; the middle outside training."),
        "y[i, j] = x[i + down, j + right]",
        count("height", N_("Height"), N_("Of the piece, in pixels."), 24, LARGEST_SIZE),
        count("width", N_("Width"), N_("Of the piece, in pixels."), 24, LARGEST_SIZE),
        shape=_cropped,
        summary="{height}×{width}",
    ),
    augmentation(
        "random_shear",
        Name("RandomShear"),
        N_("Slants each image, as italics do with letters."),
        "y[i, j] = x[i + b·j, j + a·i]",
        share("x_factor", N_("Sideways"), N_("The most that a row is shifted against the next."), 0.1),
        share("y_factor", N_("Upwards"), N_("The most that a column is shifted against the next."), 0.0),
        *MOVED,
        summary="{x_factor} · {y_factor}",
    ),
    augmentation(
        "random_perspective",
        Name("RandomPerspective"),
        N_("Looks at images from aside, so that one side becomes smaller than the other."),
        "y = x with its four corners moved",
        chance(1.0),
        share("scale", N_("Scale"), N_("The most that a corner moves, as a share of the image."), 0.2),
        INTERPOLATION,
        FILL_VALUE,
        shape=_with_corners,
        summary="{scale}",
    ),
    augmentation(
        "random_erasing",
        Name("RandomErasing"),
        N_("Hides a rectangle of an image behind noise, so that no single part decides."),
        "y = x, but noise within a random rectangle",
        chance(0.5),
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
