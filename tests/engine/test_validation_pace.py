"""How often a run validates: by a rule that reads sizes, as the recipe says, and at the end."""

from __future__ import annotations

import pytest

from nnstudio.design.model import DataChoice, Design, EarlyStopping
from nnstudio.design.shipped import load_shipped, shipped_names
from nnstudio.engine import assembly, chunks
from nnstudio.engine.bench_designs import BENCH_DESIGNS
from nnstudio.engine.choice import Compiled
from nnstudio.engine.pace import ChunkPace
from nnstudio.engine.validation_pace import is_validated, validate_every
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Command, SetEpochs
from nnstudio.protocol.events import Epoch, Event, Finished
from tests.engine.designs import dropout, points
from tests.engine.runs import Reaction, Told, train


def pace(design: Design, engine: Compiled | None = None, **data: object) -> int:
    changed = design.model_copy(update={"data": design.data.model_copy(update=data)})
    workshop = Workshop()
    return validate_every(changed, workshop.report(changed), workshop.checked_data(changed), engine)


def validated(told: Told) -> list[int]:
    return [epoch.number for epoch in told.of(Epoch) if epoch.val_loss is not None]


@pytest.mark.parametrize("name", shipped_names())
def test_that_a_shipped_design_validates_every_epoch(name: str) -> None:
    assert pace(load_shipped(name)) == 1


def test_that_a_network_whose_steps_cost_more_than_its_arithmetic_validates_every_epoch() -> None:
    small = BENCH_DESIGNS["points-2-4-2-1"]
    assert small.data.validation == 0.5
    assert pace(small) == 1
    assert pace(small, "graph") == 1


def test_that_more_validation_comes_less_often() -> None:
    dense = BENCH_DESIGNS["dense-784-1024-1024-10"]
    paces = [pace(dense, validation=share) for share in (0.0, 0.2, 0.5, 0.9)]
    assert paces[:3] == [1, 1, 2]
    assert 10 <= paces[3] <= 15


def test_that_the_recipe_has_the_last_word() -> None:
    assert pace(points(validate_every=7)) == 7
    assert pace(points(validate_every=1), validation=0.9) == 1


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("make", [points, dropout])
def test_that_rarer_validation_changes_no_other_number(
    make: object, apart: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if apart:
        monkeypatch.setattr(assembly, "_QUICK_COST", -1)
    workshop = Workshop()
    often = train(make(epochs=7, validate_every=1), workshop)
    rarely = train(make(epochs=7, validate_every=3), workshop)
    assert validated(often) == [1, 2, 3, 4, 5, 6, 7]
    assert validated(rarely) == [3, 6, 7]
    assert rarely.losses == often.losses
    for one, other in zip(often.of(Epoch), rarely.of(Epoch), strict=True):
        assert other.loss == one.loss
        if other.val_loss is not None:
            assert (other.val_loss, other.val_metrics) == (one.val_loss, one.val_metrics)
        else:
            assert other.val_metrics == {}


def test_that_chunks_change_nothing_of_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    class Long(ChunkPace):
        @property
        def steps(self) -> int:
            return 13

    workshop = Workshop()
    expected = train(points(epochs=7, validate_every=3), workshop).history
    monkeypatch.setattr(chunks, "ChunkPace", Long)
    assert train(points(epochs=7, validate_every=3), workshop).history == expected


def test_that_the_last_epoch_is_validated_also_when_it_becomes_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ChunkPace, "steps", 1)  # so that it is told in the middle of the run
    told = Told()

    def more(event: Event) -> list[Command]:
        return [SetEpochs(8)] if isinstance(event, Epoch) and event.number == 2 else []

    train(
        points(epochs=4, validate_every=3, early_stopping=EarlyStopping(patience=99)),
        told=told,
        inbox=Reaction(told, more),
    )
    assert validated(told) == [3, 6, 8]


def test_that_early_stopping_counts_validated_epochs_only() -> None:
    """With a gain that no epoch can have, the first validation is the best one."""
    stopping = EarlyStopping(patience=2, min_delta=1e6)
    told = train(points(epochs=50, validate_every=3, early_stopping=stopping))
    assert isinstance(told.last, Finished)
    assert (told.last.reason, told.last.epochs, told.last.best_epoch) == ("early stopping", 9, 3)


def test_that_a_run_without_validation_is_not_troubled() -> None:
    alone = DataChoice(source="iris", validation=0.0)
    assert validated(train(dropout(epochs=3).model_copy(update={"data": alone}))) == []


def test_that_the_last_epoch_of_a_plan_is_always_among_them() -> None:
    assert is_validated([1, 2, 3, 4, 5], every=2, planned=5).tolist() == [False, True, False, True, True]
