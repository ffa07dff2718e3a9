"""Random designs: the doctor never stumbles, and every fix that it offers does what it says."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.catalogue.entries import Target
from nnstudio.data import SOURCES, default_choice, describe
from nnstudio.design import edits
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts
from nnstudio.design.files import dump, parse
from nnstudio.design.model import Design
from nnstudio.design.normal import normal_design
from nnstudio.design.problems import Problem
from nnstudio.design.shipped import load_shipped, shipped_names
from nnstudio.errors import UserError
from tests.design.test_random_edits import edit_of

MEMORY = 4_000_000_000
MOST_FIXES = 60


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """What some edits make of an empty network for any data, or of one that travels with the program."""
    design = draw(st.sampled_from([edits.new_design(), *map(load_shipped, shipped_names())]))
    if not design.layers:
        source = draw(st.sampled_from(sorted(SOURCES)))
        design, _change = edits.set_source(design, default_choice(source))
    for _step in range(draw(st.integers(1, 20))):
        try:
            design, _change = draw(edit_of(design))(design)
        except UserError:
            continue
    return design


def facts_of(design: Design) -> DataFacts | None:
    """None where the data cannot be as chosen."""
    try:
        return describe(design.data)
    except UserError:
        return None


def same_place(problem: Problem, other: Problem) -> bool:
    """Whether it is still the same finding: of the same diagnosis, or the same sentence of the check."""
    if (problem.key, problem.layer, problem.place) != (other.key, other.layer, other.place):
        return False
    return bool(problem.key) or problem.message == other.message


@settings(deadline=None, max_examples=150)
@given(designs())
def test_that_every_fix_that_is_offered_applies_and_removes_what_it_is_for(design: Design) -> None:
    facts = facts_of(design)
    if facts is None:
        return
    for problem in check(design, facts, MEMORY).problems:
        assert problem.message
        if problem.fix is None:
            continue
        assert problem.fix.title
        mended, change = problem.fix.edit(design)
        assert change.text
        assert normal_design(mended) == mended
        assert parse(dump(mended)) == mended
        after = facts_of(mended)
        assert after is not None
        left = check(mended, after, MEMORY).problems
        assert not [each for each in left if same_place(problem, each)], (problem, left)


@settings(deadline=None, max_examples=60)
@given(designs())
def test_that_mending_one_problem_after_another_comes_to_an_end(design: Design) -> None:
    """No fix brings back what another one has mended."""
    seen: dict[Design, str] = {}
    while (facts := facts_of(design)) is not None:
        fixes = (problem.fix for problem in check(design, facts, MEMORY).problems)
        fix = next((each for each in fixes if each is not None), None)
        if fix is None:
            break
        assert design not in seen, list(seen.values())
        seen[design] = fix.title
        design, _change = fix.edit(design)
        assert len(seen) < MOST_FIXES, list(seen.values())


@settings(deadline=None, max_examples=60)
@given(designs(), st.sampled_from(list(Target)), st.integers(0, 3), st.sampled_from([0, 5, 1_000]))
def test_that_the_doctor_never_stumbles_over_odd_data(
    design: Design, target: Target, axes: int, vocabulary: int
) -> None:
    facts = facts_of(design)
    if facts is None:
        return
    shape = (7,) * axes
    odd = replace(
        facts,
        target=target,
        input_shape=shape,
        target_shape=shape if target is Target.INPUTS else (max(1, len(facts.classes)),),
        vocabulary=vocabulary,
        validation=0,
    )
    report = check(design, odd, MEMORY)
    levels = [problem.level for problem in report.problems]
    assert levels == sorted(levels, key=lambda level: level.value != "error")
