"""A file of arrays of one's own: which one the network is given, as what, and what it shall tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final, cast

import numpy as np
from PySide6.QtCore import QObject, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from nnstudio.catalogue.params import Option
from nnstudio.data.own.array_choice import (
    ArrayChoice,
    can_be_quantities,
    forms_of,
    held_out_of,
    held_out_twice,
    is_like_classes,
    own_arrays,
    rows_used,
    shape_as,
    suggested,
    targets_of,
)
from nnstudio.data.own.arrays import ArrayFound, ArraysFound, look_at_arrays
from nnstudio.design.own import ArrayForm, Gaps, OwnData
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.own_data.array_look import ArrayLook
from nnstudio.gui.own_data.choose_page import form_of, page_of
from nnstudio.gui.own_data.image_look import pixmap_of, row_of
from nnstudio.gui.own_data.reader import Work, handing_over
from nnstudio.gui.own_data.steps import Steps
from nnstudio.gui.own_data.told import balance_fact, tested_twice_fact
from nnstudio.gui.panels.parts import Text
from nnstudio.i18n import N_, _, grouped, ngettext

_FORMS: Final[dict[ArrayForm, str]] = {
    "numbers": N_("numbers"),
    "images": N_("images"),
    "clips": N_("clips: images one after the other"),
    "series": N_("a time series, in the order of its steps"),
}
_ANSWERS: Final = (Option("classes", N_("a class")), Option("quantities", N_("a quantity, or several")))
_GAPS: Final = (
    Option("leave", N_("leave such examples out")),
    Option("fill", N_("fill with the mean of the training part, in a series with the value before")),
)
_HELD: Final = Option("", N_("a share of the same examples"))
_NONE: Final = Option("", N_("nothing: it learns without labels"))
_PREVIEW = 96  # pixels on the screen
_SHOWN = 8
_WIDTH = 380


class ArraySteps(Steps):
    """before: own data of the same file, chosen again."""

    def __init__(self, before: OwnData | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = before.arrays if before is not None else None
        self._found: ArraysFound | None = None
        self._choice = ArrayChoice("")
        self.look = self._look = ArrayLook()
        self.input, self.form, self.target = OptionBox(()), OptionBox(()), OptionBox(())
        self.answers, self.gaps = OptionBox(_ANSWERS), OptionBox(_GAPS)
        self.held_out = OptionBox(())
        self.choose = self._choose_page()
        for box in (self.input, self.form, self.target, self.answers, self.gaps, self.held_out):
            box.activated.connect(self._on_activated)

    def _choose_page(self) -> QWidget:
        rows = {
            _("The network is given"): self.input,
            _("Taken as"): self.form,
            _("It shall tell"): self.target,
            _("That is"): self.answers,
            _("Held out, to test it at the end"): self.held_out,
            _("Where something is missing or wrong"): self.gaps,
        }
        self._form = form_of(rows, _WIDTH)
        self._seen = Text(_("What the network sees"), strong=True)
        self._shown = [QLabel() for _at in range(_SHOWN)]
        told = _("The first index of an array counts its examples: arrays of as many go together.")
        return page_of(told, self._form, self._seen, row_of(self._shown))

    def reading(self, path: Path) -> Work:
        return handing_over(lambda progress: look_at_arrays(path, progress))

    def take(self, found: object) -> None:
        if not isinstance(found, ArraysFound):
            return
        self._found = found
        self._look.show_found(found)
        self._choice = self._as_before(found) or suggested(found)
        self._show()

    def _as_before(self, found: ArraysFound) -> ArrayChoice | None:
        """What was chosen before, where there still are such arrays."""
        how = self._before
        names = {each.name for each in found.arrays if not each.fault}
        if how is None or not {how.input, how.target or how.input} <= names:
            return None
        return ArrayChoice(how.input, how.target, how.form, bool(how.classes), how.gaps, bool(how.held_out))

    @property
    def is_complete(self) -> bool:
        return self._found is not None

    @property
    def choice(self) -> ArrayChoice:
        return self._choice

    def own(self) -> OwnData:
        assert self._found is not None
        return own_arrays(self._found, self._choice)

    def facts(self) -> list[tuple[str, str]]:
        if self._found is None:
            return []
        given, target = self._chosen(self._found)
        known = []
        own = self.own().arrays
        if own is not None and own.classes:
            known.append(balance_fact(zip(own.classes, own.counts, strict=True)))
        left = given.npy.length - int(rows_used(given, target, self._choice).sum())
        if own is not None and own.held_out:
            left += self._found.named(own.test_input).npy.length - own.held_out
        if own is not None and own.held_out:
            names = ", ".join(filter(None, (own.test_input, own.test_target)))
            known.append((_("Held out"), f"{grouped(own.held_out)} · {names}"))
            if twice := held_out_twice(self._found, self._choice):
                known.append(tested_twice_fact(twice, own.held_out))
        if left:
            told = ngettext(
                "{count} example with something that is no finite number",
                "{count} examples with something that is no finite number",
                left,
            )
            known.append((_("Left out"), told.format(count=grouped(left))))
        return known

    # What is chosen -------------------------------------------------------------------------------

    def _chosen(self, found: ArraysFound) -> tuple[ArrayFound, ArrayFound | None]:
        target = self._choice.target
        return found.named(self._choice.input), found.named(target) if target else None

    @Slot()
    def _on_activated(self) -> None:
        if self._found is None:
            return
        before = self._choice
        choice = ArrayChoice(
            str(self.input.currentData()),
            str(self.target.currentData() or ""),
            cast(ArrayForm, self.form.currentData()),
            self.answers.currentData() == "classes",
            cast(Gaps, self.gaps.currentData()),
            # What cannot be asked keeps as it was: it is offered again with other arrays.
            bool(self.held_out.currentData()) if self.held_out.count() > 1 else before.holds_out,
        )
        self._choice = self._made_sound(self._found, choice, before)
        self._show()
        self.changed.emit()

    def _made_sound(self, found: ArraysFound, choice: ArrayChoice, before: ArrayChoice) -> ArrayChoice:
        """What no longer goes with what was just chosen becomes what does."""
        given = found.named(choice.input)
        if choice.target not in [each.name for each in targets_of(found, given)]:
            choice = replace(choice, target="")
        target = found.named(choice.target) if choice.target else None
        if choice.target != before.target:
            choice = replace(choice, as_classes=target is not None and is_like_classes(target))
        forms = forms_of(given, target)
        is_other = choice.input != before.input or choice.form not in forms
        return replace(choice, form=forms[0]) if is_other else choice

    def _show(self) -> None:
        assert self._found is not None
        found, choice = self._found, self._choice
        given, target = self._chosen(found)
        targets = targets_of(found, given)
        _offer(self.input, ((each.name, each.name) for each in found.arrays if each.is_input), choice.input)
        _offer(self.form, ((key, _FORMS[key]) for key in forms_of(given, target)), choice.form)
        names = [(_NONE.key, _NONE.title), *((each.name, each.name) for each in targets)]
        _offer(self.target, names, choice.target)
        self._show_held_out(found)
        self.answers.show_key("classes" if choice.as_classes else "quantities")
        self.gaps.show_key(choice.gaps)
        both = target is not None and bool(target.classes) and can_be_quantities(target)
        broken = given.broken.any() or (target is not None and target.broken.any())
        self._form.setRowVisible(self.answers, both)
        self._form.setRowVisible(self.gaps, bool(broken))
        self._show_examples(given)

    def _show_held_out(self, found: ArraysFound) -> None:
        """Where there are arrays for it, it is they or a share of the others."""
        held = held_out_of(found, self._choice)
        self._form.setRowVisible(self.held_out, held is not None)
        options = [(_HELD.key, _(_HELD.title))]
        if held is not None:
            title = f"{held.input.name}, {held.target.name}" if held.target is not None else held.input.name
            options.insert(0, (held.input.name, title))
        _offer(self.held_out, options, options[0][0] if self._choice.holds_out else "")

    def _show_examples(self, given: ArrayFound) -> None:
        pictures = list(_pictures(given, self._choice.form))
        self._seen.setVisible(bool(pictures))
        for at, label in enumerate(self._shown):
            label.setVisible(at < len(pictures))
            if at < len(pictures):
                label.setPixmap(pictures[at].scaled(_PREVIEW, _PREVIEW, Qt.AspectRatioMode.KeepAspectRatio))


def _offer(box: OptionBox, options: Iterable[tuple[str, str]], key: str) -> None:
    with QSignalBlocker(box):
        box.set_options(tuple(Option(name, title) for name, title in options))
        box.show_key(key)


def _pictures(given: ArrayFound, form: ArrayForm) -> Iterable[QPixmap]:
    """The first examples, of clips their first frames; nothing of what is no image."""
    if form not in ("images", "clips") or not given.first.size:
        return
    examples = given.first.astype(np.float64).reshape(len(given.first), *shape_as(given, form))
    if form == "clips":
        examples = examples[:, 0]
    low, high = min(0.0, given.lowest), given.highest
    bright = np.clip((np.nan_to_num(examples) - low) / ((high - low) or 1.0), 0, 1)
    channels = 3 if bright.shape[-1] >= 3 else 1
    for image in np.rint(255 * bright[..., :channels]).astype(np.uint8):
        yield pixmap_of(image)
