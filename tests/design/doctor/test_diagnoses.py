"""Every diagnosis: the bad case, what mends it, and the good case."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from nnstudio.design.check import check
from nnstudio.design.doctor import DIAGNOSES
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design
from nnstudio.design.normal import normal_design
from nnstudio.design.problems import Place, Problem
from tests.design.doctor.cases import BAD, Bad, facts_of


def found(design: Design, facts: DataFacts, key: str) -> list[Problem]:
    return [problem for problem in check(design, facts).problems if problem.key == key]


def test_that_every_diagnosis_has_a_bad_case_and_a_key_of_its_own() -> None:
    keys = [diagnosis.key for diagnosis in DIAGNOSES]
    assert len(keys) == len(set(keys))
    assert {bad.key for bad in BAD} >= set(keys)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.key)
def test_that_a_bad_case_is_found_and_that_its_fix_makes_it_a_good_one(bad: Bad) -> None:
    facts = bad.prepared
    problems = found(bad.design, facts, bad.key)
    assert [problem.layer for problem in problems] == [bad.layer], check(bad.design, facts).problems
    (problem,) = problems
    assert (problem.place is Place.LAYER) == bool(bad.layer)
    assert problem.message.endswith(".")
    assert problem.fix is not None
    assert problem.fix.title
    assert pickle.loads(pickle.dumps(problem)) == problem
    mended, change = problem.fix.edit(bad.design)
    assert change.text
    assert normal_design(mended) == mended
    report = check(mended, facts_of(mended, _as_prepared(mended, facts)))
    assert bad.key not in {each.key for each in report.problems}, report.problems
    assert report.errors == ()


def _as_prepared(design: Design, facts: DataFacts) -> DataFacts:
    from nnstudio.catalogue.entries import Target

    if facts.target is Target.INTEGERS and design.data.one_hot:
        return replace(facts, target=Target.ONE_HOT, target_shape=(len(facts.classes),))
    return facts
