"""When a worker is replaced, without a worker."""

from __future__ import annotations

import pytest

from nnstudio.training.renewal import MB, Limits, Renewal, Verdict

LIMITS = Limits(growth=300 * MB, late=120 * MB, overdue=200 * MB, large=400 * MB, scarce=2_000 * MB, spares=2)
PLENTY = 8_000 * MB
SCARCE = 1_999 * MB
WARM = 700 * MB


def renewal(first: int = WARM) -> Renewal:
    """Of a worker whose first work, building a network, made it so large."""
    made = Renewal(LIMITS)
    made.began(WARM)
    assert made.judge(first, PLENTY, has_run=False) is Verdict.STAY
    return made


def test_that_a_spare_is_warmed_after_the_first_run_or_the_second_network() -> None:
    assert renewal().judge(WARM, PLENTY, has_run=False) is Verdict.RELIEVE
    opened = Renewal(LIMITS)
    opened.began(WARM)
    assert opened.judge(WARM, PLENTY, has_run=True) is Verdict.RELIEVE


@pytest.mark.parametrize(
    ("gain", "verdict"), [(299, Verdict.STAY), (301, Verdict.RESTART), (-100, Verdict.STAY)]
)
def test_that_without_room_for_two_growth_decides(gain: int, verdict: Verdict) -> None:
    assert renewal().judge(WARM + gain * MB, SCARCE, has_run=True) is verdict


def test_that_what_the_first_design_needs_is_no_growth() -> None:
    judged = renewal(first=WARM + 900 * MB)
    assert judged.judge(WARM + 1_199 * MB, SCARCE, has_run=True) is Verdict.STAY
    assert judged.judge(WARM + 1_201 * MB, SCARCE, has_run=True) is Verdict.RESTART


def test_that_a_new_worker_is_judged_by_its_own_size() -> None:
    judged = renewal(first=WARM + 900 * MB)
    judged.began(WARM)
    for _look in range(2):
        judged.judge(WARM + 10 * MB, PLENTY, has_run=False)
    assert judged.is_late(WARM + 131 * MB)


def test_that_spares_that_die_are_not_tried_for_ever() -> None:
    judged = renewal()
    judged.spare_died()
    assert judged.judge(WARM, PLENTY, has_run=True) is Verdict.RELIEVE
    judged.spare_died()
    assert judged.judge(WARM, PLENTY, has_run=True) is Verdict.STAY


def test_that_a_spare_that_took_over_makes_up_for_one_that_died() -> None:
    judged = renewal()
    for _turn in range(3):
        judged.spare_died()
        judged.spare_took_over()
    assert judged.judge(WARM, PLENTY, has_run=True) is Verdict.RELIEVE


def test_that_a_worker_is_late_and_then_overdue_before_it_reaches_the_bound() -> None:
    judged = renewal()
    judged.judge(WARM, PLENTY, has_run=True)
    assert not judged.is_late(WARM + 120 * MB)
    assert judged.is_late(WARM + 121 * MB)
    assert not judged.is_overdue(WARM + 200 * MB)
    assert judged.is_overdue(WARM + 201 * MB)


def test_that_a_worker_is_not_late_by_its_first_work() -> None:
    judged = Renewal(LIMITS)
    judged.began(WARM)
    for _look in range(2):
        assert not judged.is_late(WARM + 1_000 * MB)
        assert not judged.is_overdue(WARM + 1_000 * MB)
        judged.judge(WARM, PLENTY, has_run=False)
    assert judged.is_late(WARM + 1_000 * MB)


def test_that_a_worker_is_not_large_before_it_has_worked() -> None:
    judged = Renewal(LIMITS)
    judged.began(WARM)
    assert not judged.is_large(WARM + 1_000 * MB)


def test_that_a_worker_is_large_whatever_its_first_design_needs() -> None:
    judged = renewal(first=WARM + 390 * MB)
    assert not judged.is_large(WARM + 400 * MB)
    assert judged.is_large(WARM + 401 * MB)
    assert not judged.is_late(WARM + 401 * MB)
