"""What a card of the gallery says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nnstudio.data import describe
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.shipped import load_shipped
from nnstudio.errors import UserError
from nnstudio.gui.theme import Theme
from nnstudio.i18n import N_, _, grouped, ngettext
from nnstudio.resources import resource

DOMAIN_WORDS: Mapping[Domain, str] = {
    Domain.POINTS: N_("Points"),
    Domain.IMAGES: N_("Images"),
    Domain.VIDEO: N_("Video"),
    Domain.TEXT: N_("Text"),
    Domain.SERIES: N_("Time series"),
    Domain.TABLE: N_("Table"),
}
TASK_WORDS: Mapping[Task, str] = {
    Task.CLASSIFICATION: N_("classification"),
    Task.REGRESSION: N_("regression"),
    Task.FORECAST: N_("forecast"),
    Task.RECONSTRUCTION: N_("autoencoder"),
    Task.NEXT_FRAME: N_("next frame"),
    Task.TRANSLATION: N_("translation"),
    Task.GENERATION: N_("generation"),
}


@dataclass(frozen=True)
class Card:
    """A design to open. name: by which it is opened. pictures: the folder of its two pictures."""

    name: str
    title: str
    task: str
    sentence: str
    pictures: Path

    def picture(self, theme: Theme) -> Path:
        return self.pictures / f"{self.name}-{theme.name}.png"


def shipped_cards(names: Sequence[str]) -> tuple[Card, ...]:
    """The cards of those shipped designs that can be read, in their order."""
    return tuple(card for card in map(_card, names) if card is not None)


def _card(name: str) -> Card | None:
    """None for a file that a person has broken: the others can still be opened."""
    try:
        design = load_shipped(name)
        facts = describe(design.data)
    except UserError:
        return None
    report = check(design, facts)
    return Card(
        name=name,
        title=design.title,
        task=task_words(facts, report.weights.total),
        sentence=design.notes,
        pictures=resource("designs"),
    )


def task_words(facts: DataFacts, parameters: int) -> str:
    """“Images · classification · 692,352 parameters”."""
    count = ngettext("{count} parameter", "{count} parameters", parameters)
    words = (
        _(DOMAIN_WORDS[facts.domain]),
        _(TASK_WORDS[facts.task]),
        count.format(count=grouped(parameters)),
    )
    return " · ".join(words)
