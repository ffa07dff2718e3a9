"""When a worker is replaced, without a worker."""

from __future__ import annotations

import pytest

from nnstudio.training.renewal import MB, Limits, Renewal, Verdict

LIMITS = Limits(growth=300 * MB, early=200 * MB, scarce=2_000 * MB, spares=2)
PLENTY = 8_000 * MB
WARM = 700 * MB


def renewal(first: int = WARM) -> Renewal:
    """Of a worker whose first work made it so large."""
    made = Renewal(LIMITS)
    made.began(WARM)
    assert made.judge(first, PLENTY) is Verdict.STAY
    return made


@pytest.mark.parametrize(
    ("gain", "available", "verdict"),
    [
        (200, PLENTY, Verdict.STAY),
        (201, PLENTY, Verdict.RELIEVE),
        (500, PLENTY, Verdict.RELIEVE),
        (299, 1_999 * MB, Verdict.STAY),
        (301, 1_999 * MB, Verdict.RESTART),
        (-100, PLENTY, Verdict.STAY),
    ],
)
def test_that_growth_and_the_machines_memory_decide(gain: int, available: int, verdict: Verdict) -> None:
    assert renewal().judge(WARM + gain * MB, available) is verdict


def test_that_what_the_first_design_needs_is_no_growth_if_it_is_much() -> None:
    large = renewal(first=WARM + 900 * MB)
    assert large.judge(WARM + 1_050 * MB, PLENTY) is Verdict.STAY
    assert large.judge(WARM + 1_101 * MB, PLENTY) is Verdict.RELIEVE
    small = renewal(first=WARM + 150 * MB)
    assert small.judge(WARM + 201 * MB, PLENTY) is Verdict.RELIEVE


def test_that_a_new_worker_is_judged_by_its_own_size() -> None:
    judged = renewal(first=WARM + 900 * MB)
    judged.began(WARM)
    assert judged.judge(WARM + 10 * MB, PLENTY) is Verdict.STAY
    assert judged.judge(WARM + 250 * MB, PLENTY) is Verdict.RELIEVE


def test_that_spares_that_die_are_not_tried_for_ever() -> None:
    judged, size = renewal(), WARM + 250 * MB
    judged.spare_died()
    assert judged.judge(size, PLENTY) is Verdict.RELIEVE
    judged.spare_died()
    assert judged.judge(size, PLENTY) is Verdict.STAY


def test_that_a_spare_that_took_over_makes_up_for_one_that_died() -> None:
    judged = renewal()
    for _turn in range(3):
        judged.spare_died()
        judged.spare_took_over()
    assert judged.judge(WARM + 250 * MB, PLENTY) is Verdict.RELIEVE


def test_that_a_worker_is_late_and_then_overdue_before_it_reaches_the_bound() -> None:
    judged = renewal()
    assert not judged.is_late(WARM + 120 * MB)
    assert judged.is_late(WARM + 121 * MB)
    assert not judged.is_overdue(WARM + 200 * MB)
    assert judged.is_overdue(WARM + 201 * MB)


def test_that_a_worker_is_not_late_before_its_first_work_was_looked_at() -> None:
    judged = Renewal(LIMITS)
    judged.began(WARM)
    assert not judged.is_late(WARM + 1_000 * MB)
    assert not judged.is_overdue(WARM + 1_000 * MB)
