"""From what was found in a file of arrays, and what each is to be, to own data that a design can hold."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.arrays import ArrayFound, ArraysFound, name_in_test
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
    """What a person chooses. target: "" for none. as_classes: whether the target tells classes apart.
    holds_out: whether the arrays that are named as their test part are it, where there are some."""

    input: str
    target: str = ""
    form: ArrayForm = "numbers"
    as_classes: bool = False
    gaps: Gaps = "leave"
    holds_out: bool = True


@dataclass(frozen=True)
class HeldOut:
    """The arrays of the test part; target None where nothing is told."""

    input: ArrayFound
    target: ArrayFound | None


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


def held_out_of(found: ArraysFound, choice: ArrayChoice) -> HeldOut | None:
    """The arrays named alike with "test" for "train", as x_test for x_train, where they are of one make."""
    if choice.form == "series":
        return None
    given = _in_test(found, choice.input)
    if given is None or not choice.target:
        return None if given is None else HeldOut(given, None)
    target = _in_test(found, choice.target)
    is_sound = target is not None and target.npy.length == given.npy.length
    if target is None or not is_sound or (choice.as_classes and not target.classes):
        return None
    return HeldOut(given, target)


def _in_test(found: ArraysFound, name: str) -> ArrayFound | None:
    partner, like = name_in_test(name), found.named(name).npy
    possible = (
        each
        for each in found.arrays
        if each.name.lower() == partner != name.lower()
        and not each.fault
        and each.npy.shape[1:] == like.shape[1:]
        and each.npy.is_words == like.is_words
    )
    return next(possible, None)


def held_out_twice(found: ArraysFound, choice: ArrayChoice) -> int:
    """How many examples of the test part are learned from too, number for number."""
    held = held_out_of(found, choice) if choice.holds_out else None
    if held is None:
        return 0
    given = found.named(choice.input)
    target = found.named(choice.target) if choice.target else None
    learned = given.hashes[rows_used(given, target, choice)]
    return int(np.isin(held.input.hashes[rows_used(held.input, held.target, choice)], learned).sum())


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
    held = held_out_of(found, choice) if choice.holds_out else None
    inputs = (given,) if held is None else (given, held.input)
    keeps_levels = choice.form in ("images", "clips") and all(map(are_levels, inputs))
    shape = shape_as(given, choice.form)
    _check(given, target, choice, shape, keeps_levels)
    good = rows_used(given, target, choice)
    good_held = None if held is None else rows_used(held.input, held.target, choice)
    if int(good.sum()) < 2:
        raise refusal(
            _("Fewer than two examples are left: the others have something that is no finite number."),
            _("Fill what is missing, or choose another array."),
        )
    classes, counts = _classes(target, good) if choice.as_classes and target is not None else ((), ())
    held_out = 0 if good_held is None else int(good_held.sum())
    if held is not None and good_held is not None and held.target is not None and classes:
        classes, counts = _with_counts_of(held.target, good_held, classes, counts)
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
        test_input=held.input.name if held is not None and held_out else "",
        test_target=held.target.name if held is not None and held_out and held.target is not None else "",
        held_out=held_out,
    )
    largest = max(max(abs(each.lowest), abs(each.highest)) for each in inputs)
    reach = largest / (LEVELS if keeps_levels else 1)
    return OwnData(
        kind="arrays",
        path=str(found.path),
        checksum=found.checksum,
        count=int(good.sum()) + held_out,
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


def _with_counts_of(
    held: ArrayFound, good: NDArray[np.bool_], classes: tuple[str, ...], counts: tuple[int, ...]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The classes with those that occur in the test part alone, and how often each occurs in both."""
    here = np.bincount(held.labels[good], minlength=len(held.classes)).tolist()
    together = dict(zip(classes, counts, strict=True))
    for name, count in zip(held.classes, here, strict=True):
        if count:
            together[name] = together.get(name, 0) + count
    return tuple(together), tuple(together.values())


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
