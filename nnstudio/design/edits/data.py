"""Edits of what a design learns from and what it is called, and designs as a whole."""

from __future__ import annotations

from nnstudio.catalogue.values import Part, Value, frozen_mapping
from nnstudio.design.changes import Change, Changed
from nnstudio.design.edits.layers import param_named
from nnstudio.design.fields import DATA_FIELDS
from nnstudio.design.model import DataChoice, Design, Recipe
from nnstudio.design.normal import (
    LONGEST_NOTES,
    LONGEST_TITLE,
    normal_data,
    normal_design,
    normal_text,
    normal_value,
)
from nnstudio.i18n import _


def new_design() -> Design:
    """An empty network for points in the plane that belong to one of two classes."""
    return normal_design(
        Design(
            data=DataChoice(source="spiral"),
            recipe=Recipe(loss=Part(kind="binary_crossentropy"), optimizer=Part(kind="adam")),
        )
    )


def set_data(design: Design, field: str, value: Value) -> tuple[Design, Change]:
    """How the data is split and prepared."""
    param = param_named(DATA_FIELDS, field)
    checked = normal_value(param, value, field)
    text = _("Set “{param}” to {value}").format(param=_(param.title), value=param.text(checked))
    return _with_data(design, design.data.model_copy(update={field: checked}), text, field)


def set_source(design: Design, choice: DataChoice) -> tuple[Design, Change]:
    """Learn from other data; its parameters are for the data room to judge."""
    return _with_data(design, normal_data(choice), _("Choose data"), "source")


def set_source_param(design: Design, name: str, value: Value) -> tuple[Design, Change]:
    """One parameter of the data set itself; for the data room to judge."""
    params = frozen_mapping({**design.data.params, name: value})
    choice = design.data.model_copy(update={"params": params})
    return _with_data(design, choice, _("Change the data"), f"params.{name}")


def place_points(design: Design, name: str, value: Value, text: str) -> tuple[Design, Change]:
    """Points placed on the plane by hand, as that parameter holds them; each stroke is a step to undo."""
    params = frozen_mapping({**design.data.params, name: value})
    return _with_data(design, design.data.model_copy(update={"params": params}), text, "")


def set_about(design: Design, title: str | None = None, notes: str | None = None) -> tuple[Design, Change]:
    """What it is called, and what to look at."""
    changed = {
        "title": design.title if title is None else normal_text(title, LONGEST_TITLE, "title"),
        "notes": design.notes if notes is None else normal_text(notes, LONGEST_NOTES, "notes"),
    }
    text = _("Change the notes") if title is None else _("Change the title")
    change = Change(Changed.ABOUT, text, field="notes" if title is None else "title")
    same = changed == {"title": design.title, "notes": design.notes}
    return design if same else design.model_copy(update=changed), change


def replace(design: Design, other: Design) -> tuple[Design, Change]:
    """Another design takes its place."""
    text = _("Open “{title}”").format(title=other.title) if other.title else _("Open a design")
    return other, Change(Changed.ALL, text)


def _with_data(design: Design, choice: DataChoice, text: str, field: str) -> tuple[Design, Change]:
    change = Change(Changed.DATA, text, field=field)
    return design if choice == design.data else design.model_copy(update={"data": choice}), change
