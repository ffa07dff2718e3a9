"""Whatever a person does to the list, it stays sound, shows the design, and can be undone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.gui.editing.list_machine import ListMachine

MANY = 100
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("walks", "steps"),
    [(8, 25), pytest.param(300, 80, marks=[pytest.mark.soak, pytest.mark.timeout(3_600)])],
    ids=["short", "long"],
)
def test_that_the_list_holds_through_any_walk_of_what_can_be_done(walks: int, steps: int) -> None:
    run_state_machine_as_test(
        ListMachine,
        settings=settings(
            max_examples=walks,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=_SLOW,
            derandomize=walks < MANY,  # the long form goes elsewhere each time
        ),
    )
