"""From what was found in a file of arrays, and what each is to be, to own data that a design can hold."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.arrays import ArrayFound, ArraysFound
from nnstudio.data.own.columns import FEW_CLASSES, NAMES_OF_TARGETS
from nnstudio.data.own.reading import refusal
from nnstudio.data.source import LEVELS
from nnstudio.design.own import ArrayForm, Gaps, OwnArrays, OwnData
from nnstudio.errors import UserError
from nnstudio.i18n import _

LARGEST: Final = 4_000_000_000  # bytes of all examples as they are kept
_MOST_NUMBERS: Final = 2_000_000  # of an example
_MOST_QUANTITIES: Final = 1_000
_MOST_CHANNELS: Final = 4
_IS_Y: Final = re.compile(r"(?i)(.*_)?(y|label|labels|target|targets|class|classes)(_.*)?")
_X_TO_Y: Final = re.compile(r"(?i)x")


@dataclass(frozen=True)
class ArrayChoice:
    """What a person chooses. target: "" for none. as_classes: whether the target tells classes apart."""

    input: str
    target: str = ""
    form: ArrayForm = "numbers"
    as_classes: bool = False
    gaps: Gaps = "leave"


def suggested(found: ArraysFound) -> ArrayChoice:
    """A likely choice: the largest array that is not named like a target, and a target of the same length."""
    inputs = [each for each in found.arrays if each.is_input]
    likely = [each for each in inputs if not _is_named_target(each)] or inputs
    given = max(likely, key=lambda each: math.prod(each.npy.shape))
    target = _likely_target(found, given)
    choice = ArrayChoice(given.name, target.name if target is not None else "")
    choice = replace(choice, form=forms_of(given, target)[0])
    return replace(choice, as_classes=target is not None and is_like_classes(target))


def _is_named_target(array: ArrayFound) -> bool:
    return bool(_IS_Y.fullmatch(array.name) or NAMES_OF_TARGETS.fullmatch(array.name))


def _likely_target(found: ArraysFound, given: ArrayFound) -> ArrayFound | None:
    possible = targets_of(found, given)
    partner = _X_TO_Y.sub("y", given.name, count=1)
    named = [each for each in possible if each.name.lower() == partner.lower() != given.name.lower()]
    return next(iter(named or [each for each in possible if _is_named_target(each)]), None)


def targets_of(found: ArraysFound, given: ArrayFound) -> tuple[ArrayFound, ...]:
    """The arrays that could be told from that one: as many rows, and classes or a few numbers in each."""
    return tuple(
        each
        for each in found.arrays
        if each.name != given.name
        and not each.fault
        and each.npy.length == given.npy.length
        and (each.classes or can_be_quantities(each))
    )


def can_be_quantities(target: ArrayFound) -> bool:
    return not target.npy.is_words and _width(target) <= _MOST_QUANTITIES and len(target.npy.shape) <= 2


def is_like_classes(target: ArrayFound) -> bool:
    """Whether it rather tells classes apart than is made of quantities."""
    if not target.classes or not can_be_quantities(target):
        return bool(target.classes)
    if len(target.npy.shape) == 2 and target.npy.shape[1] > 1:
        return True  # one-hot
    few = len(target.classes) <= FEW_CLASSES or target.npy.dtype.kind in "bu"
    return few or target.highest - target.lowest < 2 * len(target.classes)


def _width(array: ArrayFound) -> int:
    return math.prod(array.npy.shape[1:])


def forms_of(given: ArrayFound, target: ArrayFound | None) -> tuple[ArrayForm, ...]:
    """What an array can be taken as, the likeliest first."""
    example = given.npy.shape[1:]
    if not example:
        return ("numbers",) if target is not None else ("series",)
    has_channels = example[-1] <= _MOST_CHANNELS
    if len(example) == 4 and has_channels:
        return ("clips", "numbers") if target is not None else ("numbers",)
    if len(example) == 3:
        if has_channels:
            return ("images", "numbers")
        return ("clips", "numbers") if target is not None else ("numbers",)
    if len(example) == 2:
        return ("images", "numbers") if _is_like_pixels(given) else ("numbers", "images")
    return ("numbers",)


def _is_like_pixels(given: ArrayFound) -> bool:
    """Whether the numbers of a rectangle are rather brightness than measurements over time."""
    height, width = given.npy.shape[1:3]
    return are_levels(given) or (height == width and given.lowest >= 0 and given.highest <= 1)


def are_levels(given: ArrayFound) -> bool:
    """Whether all its numbers are bytes that stand for 0 to 1."""
    return given.whole and given.lowest >= 0 and 1 < given.highest <= LEVELS and not given.broken.any()


def shape_as(given: ArrayFound, form: ArrayForm) -> tuple[int, ...]:
    """Of an example, with an axis for the only channel where there is none."""
    example = given.npy.shape[1:] or (1,)
    axes = {"images": 3, "clips": 4}.get(form, len(example))
    return (*example, 1) if len(example) < axes else example


def own_arrays(found: ArraysFound, choice: ArrayChoice) -> OwnData:
    """Raises UserError where nothing can be learnt from it."""
    given = found.named(choice.input)
    target = found.named(choice.target) if choice.target else None
    keeps_levels = choice.form in ("images", "clips") and are_levels(given)
    shape = shape_as(given, choice.form)
    _check(given, target, choice, shape, keeps_levels)
    good = rows_used(given, target, choice)
    if int(good.sum()) < 2:
        raise refusal(
            _("Fewer than two examples are left: the others have something that is no finite number."),
            _("Fill what is missing, or choose another array."),
        )
    classes, counts = _classes(target, good) if choice.as_classes and target is not None else ((), ())
    how = OwnArrays(
        input=choice.input,
        target=choice.target,
        form=choice.form,
        shape=shape,
        levels=keeps_levels,
        classes=classes,
        counts=counts,
        quantities=_width(target) if target is not None and not choice.as_classes else 0,
        gaps=choice.gaps,
    )
    reach = max(abs(given.lowest), abs(given.highest)) / (LEVELS if keeps_levels else 1)
    return OwnData(
        kind="arrays",
        path=str(found.path),
        checksum=found.checksum,
        count=int(good.sum()),
        reach=float(reach),
        arrays=how,
    )


def rows_used(given: ArrayFound, target: ArrayFound | None, choice: ArrayChoice) -> NDArray[np.bool_]:
    """(n,) the examples that are learned from; a target that is not there is not made up."""
    fills = choice.gaps == "fill"
    good = np.ones(given.npy.length, np.bool_) if fills else ~given.broken
    return good if target is None else good & ~target.broken


def _classes(target: ArrayFound, good: NDArray[np.bool_]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The classes that occur, and how often. Raises UserError for fewer than two."""
    counts = np.bincount(target.labels[good], minlength=len(target.classes)).tolist()
    kept = [(name, count) for name, count in zip(target.classes, counts, strict=True) if count]
    if len(kept) < 2:
        raise refusal(
            _("All examples of “{array}” are of one class: there is nothing to tell apart.").format(
                array=target.name
            ),
            _("Choose another target, or none."),
        )
    return tuple(name for name, _count in kept), tuple(count for _name, count in kept)


def _check(
    given: ArrayFound, target: ArrayFound | None, choice: ArrayChoice, shape: tuple[int, ...], levels: bool
) -> None:
    if choice.form not in forms_of(given, target):
        raise refusal(_("“{array}” cannot be taken as that.").format(array=given.name))
    if target is not None and target.npy.length != given.npy.length:
        raise _other_length(given, target)
    if choice.form == "clips" and not choice.as_classes:
        raise refusal(_("Clips need classes to be told apart."), _("Choose a target with classes."))
    size = math.prod(shape)
    if size > _MOST_NUMBERS:
        raise refusal(
            _("An example would have {count:,} numbers, more than {most:,}.").format(
                count=size, most=_MOST_NUMBERS
            ),
            _("Choose an array with smaller examples."),
        )
    total = given.npy.length * size * (1 if levels else 4)
    if total > LARGEST:
        raise refusal(
            _("The examples would take {size:,} MB of memory.").format(size=total // 1_000_000),
            _("Save fewer of them, or smaller ones."),
        )


def _other_length(given: ArrayFound, target: ArrayFound) -> UserError:
    return refusal(
        _("“{input}” has {inputs:,} rows and “{target}” {targets:,}: they do not belong together.").format(
            input=given.name, inputs=given.npy.length, target=target.name, targets=target.npy.length
        ),
        _("Choose a target with as many rows."),
    )
