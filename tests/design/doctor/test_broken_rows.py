"""A row that does not fit: what stands below it stays calm, and is still known to be there."""

from __future__ import annotations

from nnstudio.design.check import check
from nnstudio.design.model import Design
from tests.design.doctor.cases import SOFTMAX, SPARSE, VECTOR, dense, reading
from tests.design.networks import network

NOT_FOR_VECTORS = ("spatial_dropout1d", {})
TOO_MUCH = ("dropout", {"rate": 0.9})


def told(design: Design) -> list[tuple[str, str]]:
    """Where each problem is, and which one."""
    return [(problem.layer, problem.key) for problem in check(design, VECTOR).problems]


def test_that_noise_is_not_at_the_end_where_layers_stand_below_a_row_that_does_not_fit() -> None:
    assert told(network(SPARSE, dense(), dense(), NOT_FOR_VECTORS, SOFTMAX)) == [("l3", "")]


def test_that_nothing_is_said_of_rows_below_one_that_does_not_fit() -> None:
    assert told(network(SPARSE, dense(), TOO_MUCH, SOFTMAX)) == [("l2", "dropout-too-strong")]
    assert told(network(SPARSE, NOT_FOR_VECTORS, dense(), TOO_MUCH, SOFTMAX)) == [("l1", "")]


def test_that_a_row_below_one_that_does_not_fit_still_reads_what_it_reads() -> None:
    """The linear row is read by a merge too, so the one below it can learn what one row could not."""
    rows = [dense(activation="linear"), dense(), NOT_FOR_VECTORS, ("add", {}), SOFTMAX]
    merged = reading(network(SPARSE, *rows), l4=("l3", "l1"))
    assert told(merged) == [("l3", "")]


def test_that_of_rows_that_lead_nowhere_the_lowest_is_told() -> None:
    """The two above it are read, by one another and by it."""
    rows = [dense(), dense(), dense(), dense(), SOFTMAX]
    design = reading(network(SPARSE, *rows), l5=("l1",))
    assert told(design) == [("l4", "unread-row")]
    while problems := check(design, VECTOR).problems:
        assert problems[0].fix is not None
        design, _change = problems[0].fix.edit(design)
    assert [row.id for row in design.layers] == ["l1", "l5"]
