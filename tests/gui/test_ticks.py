"""How often the window looks at what has arrived."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from nnstudio.gui.ticks import SLOWEST, TICK, TickPace, Ticks


def paced(load: float, cost: float) -> TickPace:
    """After a minute of looks that cost so many seconds each, on a machine so many percent busy."""
    pace = TickPace(lambda: load)
    for look in range(600):
        pace.looked(look / 10, look * cost)
    return pace


@pytest.mark.parametrize(
    ("load", "cost", "interval"),
    [
        (100.0, 0.005, 50.0),
        (100.0, 0.001, TICK),
        (100.0, 0.050, SLOWEST),
        (80.0, 0.050, TICK),
    ],
)
def test_that_looks_are_rarer_only_where_the_machine_has_nothing_left(
    load: float, cost: float, interval: float
) -> None:
    assert paced(load, cost).interval == pytest.approx(interval)


def test_that_the_load_is_not_asked_for_at_every_look() -> None:
    asked: list[None] = []
    pace = TickPace(lambda: asked.append(None) or 0.0)  # type: ignore[func-returns-value]
    for look in range(100):
        pace.looked(look / 50, 0.0)
    assert len(asked) == 2


class Slow(TickPace):
    @property
    def interval(self) -> float:
        return 60_000.0


def test_that_all_that_arrives_between_two_looks_is_one_look(qtbot: QtBot) -> None:
    ticks, due = Ticks(), list[None]()
    ticks.due.connect(lambda: due.append(None))
    with qtbot.waitSignal(ticks.due):
        for _arrival in range(10):
            ticks.expect()
    qtbot.wait(100)
    assert len(due) == 1


def test_that_what_was_asked_for_does_not_wait_for_a_slow_pace(qtbot: QtBot) -> None:
    ticks = Ticks(pace=Slow())
    with qtbot.waitSignal(ticks.due):
        ticks.expect()
    ticks.expect()
    with qtbot.assertNotEmitted(ticks.due, wait=200):
        pass
    with qtbot.waitSignal(ticks.due, timeout=30_000):
        ticks.hurry()
    with qtbot.waitSignal(ticks.due, timeout=30_000):
        ticks.expect()
