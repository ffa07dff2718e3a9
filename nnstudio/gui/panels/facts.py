"""What is known of the data, as names and values to show."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.catalogue import shape_text
from nnstudio.catalogue.entries import Target
from nnstudio.data.source import Source
from nnstudio.design.facts import DataFacts, Domain
from nnstudio.i18n import N_, _, grouped, ngettext

Facts = list[tuple[str, str]]

DOMAIN_TITLES = {
    Domain.POINTS: N_("Points in the plane"),
    Domain.IMAGES: N_("Images"),
    Domain.VIDEO: N_("Video"),
    Domain.TEXT: N_("Text"),
    Domain.SERIES: N_("Time series"),
    Domain.TABLE: N_("Tables"),
}
TARGET_TITLES = {
    Target.INTEGERS: N_("class numbers"),
    Target.ONE_HOT: N_("one-hot labels"),
    Target.NUMBERS: N_("numbers"),
    Target.INPUTS: N_("the input itself"),
    Target.TOKENS: N_("token numbers"),
}
_MOST_NAMES = 6


def counts_text(facts: DataFacts) -> str:
    """Such as "1,149 train · 288 validation · 360 test", leaving out the parts that are empty."""
    parts = (
        (facts.train, _("{count} train")),
        (facts.validation, _("{count} validation")),
        (facts.test, _("{count} test")),
    )
    return " · ".join(form.format(count=grouped(count)) for count, form in parts if count)


def data_facts(source: Source, facts: DataFacts) -> Facts:
    """What the input is made of."""
    known = [
        (_("Data"), _(source.title)),
        (_("Shape of an example"), shape_text(facts.input_shape)),
    ]
    if facts.features and facts.domain is not Domain.SERIES:
        known.append((_("Features"), names_text(facts.features)))
    return [*known, (_("Examples"), counts_text(facts))]


def target_facts(facts: DataFacts) -> Facts:
    """What is asked of the network."""
    known = [
        (_("Given as"), _(TARGET_TITLES[facts.target])),
        (_("Shape of an answer"), shape_text(facts.target_shape)),
    ]
    if facts.target_names:
        known.append((_("What it is"), names_text(facts.target_names)))
    if facts.classes and facts.target is not Target.INPUTS:
        known.append((_("Classes"), names_text(facts.classes)))
    if facts.unit:
        known.append((_("Unit"), facts.unit))
    return known


def names_text(names: Sequence[str]) -> str:
    """Names in a row; of many, the first few and how many more there are."""
    shown = names if len(names) <= _MOST_NAMES + 4 else names[:_MOST_NAMES]
    listed = ", ".join(_(name) for name in shown)
    rest = len(names) - len(shown)
    if not rest:
        return listed
    form = ngettext("{names} and {count} more", "{names} and {count} more", rest)
    return form.format(names=listed, count=grouped(rest))
