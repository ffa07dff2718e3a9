"""``nnstudio catalogue``: everything that a design can be made of."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import fields
from textwrap import fill
from typing import Any, Final

from rich.text import Text

from nnstudio.catalogue import TABLES
from nnstudio.catalogue.concepts import CONCEPTS, Concept
from nnstudio.catalogue.params import Choice, Kind, Param, PartParam
from nnstudio.catalogue.values import Part, Value
from nnstudio.cli.output import plain_table, print_table
from nnstudio.i18n import _

GLOSSARY: Final = "concept"  # what the entries name; listed when asked for, for nothing is built of it
_PAGE_WIDTH: Final = 96  # characters
# Fields of a parameter that are told by themselves, or are no bounds.
_NO_BOUNDS: Final = frozenset({"name", "title", "help", "default", "advanced", "kinds", "options", "unit"})


def run_catalogue(options: Namespace) -> int:
    """A line for each entry, or all about each as JSON."""
    if options.kind == GLOSSARY:
        return _tell_glossary(options.json)
    shown = [options.kind] if options.kind else list(TABLES)
    entries = [(kind, entry) for kind in shown for entry in TABLES[kind].values()]
    if options.json:
        return _print_json([_raw(kind, entry) for kind, entry in entries])
    table = plain_table(_("Kind"), _("Name"), _("Title"), _("In Keras"), _("What it does"))
    for kind, entry in entries:
        row = (kind, entry.key, _(entry.title), getattr(entry, "keras", ""), _(entry.help))
        table.add_row(*map(Text, row))
    print_table(table)
    return 0


def _tell_glossary(as_json: bool) -> int:
    if as_json:
        return _print_json([_raw_concept(concept) for concept in CONCEPTS.values()])
    print("\n\n".join(map(_page, CONCEPTS.values())))
    return 0


def _page(concept: Concept) -> str:
    """A concept as a paragraph, the formula and where to read on under it."""
    see = ", ".join(_(CONCEPTS[key].title) for key in concept.see)
    body = (_(concept.text), _(concept.formula), _("See also: {concepts}").format(concepts=see))
    return "\n".join([f"{_(concept.title)} ({concept.key})", *(_indented(part) for part in body if part)])


def _indented(text: str) -> str:
    return fill(text, _PAGE_WIDTH, initial_indent="  ", subsequent_indent="  ")


def _print_json(told: list[dict[str, Any]]) -> int:
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


def _raw_concept(concept: Concept) -> dict[str, Any]:
    return {
        "kind": GLOSSARY,
        "key": concept.key,
        "title": _(concept.title),
        "text": _(concept.text),
        "formula": concept.formula,
        "see": list(concept.see),
    }


def _raw(kind: str, entry: Kind) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": entry.key,
        "title": _(entry.title),
        "keras": getattr(entry, "keras", ""),
        "params": [_raw_param(param) for param in entry.params],
        "concepts": list(entry.concepts),
    }


def _raw_param(param: Param) -> dict[str, Any]:
    return {
        "name": param.name,
        "title": _(param.title),
        "help": _(param.help),
        "type": type(param).__name__.removesuffix("Param").lower(),
        "default": _raw_value(param.default),
        "bounds": _bounds(param),
    }


def _bounds(param: Param) -> dict[str, Any]:
    """What its values must be: the least and the largest number, how many, or which choices there are."""
    if isinstance(param, PartParam):
        return {"choices": [kind.key for kind in param.kinds]}
    if isinstance(param, Choice):
        return {"choices": list(param.keys)}
    named = {field.name: getattr(param, field.name) for field in fields(param)}
    return {name: value for name, value in named.items() if name not in _NO_BOUNDS and value != ""}


def _raw_value(value: Value) -> Any:
    if isinstance(value, Part):
        return {
            "kind": value.kind,
            "params": {name: _raw_value(inner) for name, inner in value.params.items()},
        }
    return list(value) if isinstance(value, tuple) else value
