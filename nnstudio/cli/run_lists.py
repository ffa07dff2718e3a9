"""``nnstudio designs`` and ``nnstudio data``: what is shipped."""

from __future__ import annotations

from argparse import Namespace

from rich.text import Text

from nnstudio.catalogue.params import check_params
from nnstudio.cli.output import plain_table, print_table
from nnstudio.data import SOURCES
from nnstudio.design.shipped import load_shipped, shipped_names
from nnstudio.i18n import _, grouped


def run_designs(_options: Namespace) -> int:
    """A line for each shipped design: its name, title, data and sentence."""
    table = plain_table(_("Name"), _("Title"), _("Data"), _("What to look at"))
    for name in shipped_names():
        design = load_shipped(name)
        table.add_row(*map(Text, (name, design.title, design.data.source, design.notes)))
    print_table(table)
    return 0


def run_data(_options: Namespace) -> int:
    """A line for each data set: its name, examples, shape, where it comes from and its licence."""
    table = plain_table(_("Name"), _("Title"), _("Examples"), _("Shape"), _("Source"), _("Licence"))
    table.columns[2].justify = "right"
    for key, source in SOURCES.items():
        count = source.count(check_params(source.params, {}))
        shape = _("text") if source.writing else "×".join(map(str, source.input_shape))
        row = (key, _(source.title), grouped(count), shape, _(source.origin), _(source.licence))
        table.add_row(*map(Text, row))
    print_table(table)
    return 0
