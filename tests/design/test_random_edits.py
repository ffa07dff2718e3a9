"""Random walks over edits: designs stay values, sound and storable, whatever is done to them."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.catalogue import LAYERS, LOSSES, OPTIMIZERS, REGULARIZERS
from nnstudio.catalogue.params import (
    Bool,
    Choice,
    Float,
    Int,
    Kind,
    Label,
    Numbers,
    Param,
    PartParam,
    Rising,
    ShapeParam,
    Sizes,
)
from nnstudio.catalogue.values import Part
from nnstudio.catalogue.wrappers import MERGE, WRAPPER
from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.check import check
from nnstudio.design.excerpts import excerpt
from nnstudio.design.fields import DATA_FIELDS, EARLY_STOPPING_FIELDS, RECIPE_FIELDS
from nnstudio.design.files import dump, layers_from_text, layers_to_text, parse
from nnstudio.design.flat import flat_rows
from nnstudio.design.model import INPUT, Design, Excerpt
from nnstudio.design.normal import normal_design
from nnstudio.errors import UserError
from tests.design.networks import DIGITS

Edit = Callable[[Design], tuple[Design, Change]]


def values_of(param: Param) -> st.SearchStrategy[Any]:
    """Values that the parameter accepts."""
    match param:
        case Int():
            return st.integers(param.min, param.max)
        case Float():
            return st.floats(param.min, param.max, exclude_min=param.open_min)
        case Numbers():
            number = st.floats(param.min, param.max, exclude_min=param.open_min)
            lists = st.lists(number, min_size=param.fewest, max_size=min(param.most, 9), unique=param.rising)
            return lists.map(sorted).map(tuple) if param.rising else lists.map(tuple)
        case Rising():
            whole = st.sets(
                st.integers(param.min, param.max), min_size=0 if param.none else 1, max_size=param.most
            )
            return whole.map(sorted).map(tuple)
        case Bool():
            return st.booleans()
        case Choice():
            return st.sampled_from(param.keys)
        case Label():
            return st.sampled_from(["", "3", "versicolor"])
        case Sizes():
            sizes = st.tuples(*[st.integers(param.min, min(param.max, 40))] * param.count)
            return st.none() | sizes if param.none else sizes
        case ShapeParam(is_open=False):
            return st.lists(st.integers(1, param.max), min_size=1, max_size=param.max_axes).map(tuple)
        case ShapeParam():
            return st.sampled_from([(-1,), (784,), (28, 28), (7, -1), (4, 7, 28)])
        case PartParam():
            return st.sampled_from([kind.key for kind in param.kinds])
    raise AssertionError(param)


def named(params: tuple[Param, ...]) -> st.SearchStrategy[tuple[str, Any]]:
    pairs = [st.tuples(st.just(param.name), values_of(param)) for param in params]
    return st.one_of(pairs) if pairs else st.just(("units", 3))


def kinds(table: dict[str, Any]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(table))


def pasted(design: Design, ids: list[str], at: int) -> tuple[Design, Change]:
    """Rows of the same list, copied as text."""
    taken = layers_from_text(layers_to_text(excerpt(design, ids)))
    return edits.insert_rows(design, taken.layers, at, taken.groups)


def stretch_grouped(design: Design, first: int, count: int, title: str) -> tuple[Design, Change]:
    return edits.group_rows(design, [row.id for row in design.layers[first : first + count]], title)


@st.composite
def edit_of(draw: st.DrawFn, design: Design) -> Edit:
    """Any edit, most of them possible on this design."""
    count = len(design.layers)
    places = st.integers(0, max(count, 1))
    ids = st.sampled_from([row.id for row in design.layers] or ["l1"])
    some = st.lists(ids, max_size=4)
    reads = ids | st.just(INPUT)
    groups = st.sampled_from([group.id for group in design.groups] or ["g1"])
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)

    def of_row() -> Edit:
        row = draw(st.sampled_from(design.layers))
        name, value = draw(named(LAYERS[row.kind].params))
        return lambda d: edits.set_param(d, row.id, name, value)

    def pair(edit: Callable[..., tuple[Design, Change]], params: tuple[Param, ...]) -> Edit:
        name, value = draw(named(params))
        return lambda d: edit(d, name, value)

    def one(edit: Callable[..., tuple[Design, Change]], *strategies: st.SearchStrategy[Any]) -> Edit:
        given = [draw(strategy) for strategy in strategies]
        return lambda d: edit(d, *given)

    optimizer: Kind = OPTIMIZERS[design.recipe.optimizer.kind]
    choices: list[Callable[[], Edit]] = [
        lambda: one(edits.insert_layer, kinds(dict(LAYERS)), places),
        lambda: one(edits.insert_rows, st.just(design.layers[:3]), places),
        lambda: one(edits.remove_layers, st.lists(ids, max_size=3)),
        lambda: one(edits.move_layer, ids, places),
        lambda: one(edits.duplicate_layer, ids),
        lambda: one(edits.move_rows, some, places, st.none() | groups),
        lambda: one(edits.insert_layer, kinds(dict(LAYERS)), places, st.just({}), some, groups),
        lambda: one(pasted, some, places),
        lambda: one(edits.freeze, some, st.booleans()),
        lambda: one(edits.set_wrapper, ids, st.sampled_from(WRAPPER.keys)),
        lambda: one(edits.set_merge, ids, st.sampled_from(MERGE.keys)),
        lambda: one(edits.switch_on, some, st.booleans()),
        *[lambda: one(edits.set_reads, ids, st.none() | st.lists(reads, max_size=3))] * 2,
        lambda: one(edits.rewire, ids, reads, reads),
        lambda: one(edits.add_read, ids, reads),
        lambda: one(edits.let_read, ids, st.lists(reads, min_size=1, max_size=3)),
        lambda: one(edits.remove_read, ids, reads),
        *[lambda: one(stretch_grouped, places, st.integers(1, 4), text)] * 2,
        *[lambda: one(edits.repeat_group, groups, st.integers(0, 5))] * 2,
        lambda: one(edits.rename_group, groups, text),
        lambda: one(edits.fold_group, groups, st.booleans()),
        lambda: one(edits.ungroup, groups),
        lambda: pair(edits.set_data, DATA_FIELDS),
        lambda: pair(edits.set_recipe, RECIPE_FIELDS),
        lambda: pair(edits.set_early_stopping, EARLY_STOPPING_FIELDS),
        lambda: pair(edits.set_optimizer_param, optimizer.params),
        lambda: one(edits.set_loss, kinds(dict(LOSSES))),
        lambda: one(edits.set_optimizer, kinds(dict(OPTIMIZERS))),
        lambda: one(edits.set_regularizer, kinds(dict(REGULARIZERS))),
        lambda: one(edits.enable_early_stopping, st.booleans()),
        lambda: one(edits.set_about, text, text),
        lambda: one(edits.set_source_param, st.just("noise"), st.floats(0, 1)),
        *([of_row] * 4 if design.layers else []),
    ]
    return draw(st.sampled_from(choices))()


def assert_that_nothing_reads_from_below(design: Design) -> None:
    for rows in (design.layers, flat_rows(design)):
        seen = {INPUT}
        for row in rows:
            assert seen.issuperset(row.reads or ())
            seen.add(row.id)


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_that_any_walk_of_edits_leaves_old_designs_alone_and_new_ones_sound(data: st.DataObject) -> None:
    design = edits.new_design()
    seen: list[tuple[Design, bytes, int]] = []
    for _step in range(data.draw(st.integers(1, 15))):
        seen.append((design, pickle.dumps(design), hash(design)))
        try:
            design, change = data.draw(edit_of(design))(design)
        except UserError:
            continue
        assert change.text
        assert change.inverse().inverse() == change
        assert len({row.id for row in design.layers}) == len(design.layers)
        assert normal_design(design) == design
        assert_that_nothing_reads_from_below(design)
    for old, pickled, hashed in seen:
        assert old == pickle.loads(pickled)
        assert hash(old) == hashed
    assert parse(dump(design)) == design
    assert dump(parse(dump(design))) == dump(design)
    whole = Excerpt(layers=design.layers, groups=design.groups)
    assert layers_from_text(layers_to_text(whole)) == whole
    report = check(design, DIGITS, 10**9)
    assert [row.layer for row in report.rows] == [row.id for row in design.layers]
    assert [row.layer for row in report.built] == [row.id for row in flat_rows(design)]
    assert {problem.layer for problem in report.problems} <= {"", *(row.id for row in design.layers)}


@settings(deadline=None, max_examples=200)
@given(st.data(), st.sampled_from(sorted(LAYERS)))
def test_that_every_value_a_parameter_accepts_survives_a_file(data: st.DataObject, kind: str) -> None:
    params = {param.name: data.draw(values_of(param)) for param in LAYERS[kind].params}
    design, _ = edits.insert_layer(edits.new_design(), kind, params=params)
    assert parse(dump(design)) == design


def test_that_a_part_inside_a_row_is_a_value_too() -> None:
    design, _ = edits.insert_layer(edits.new_design(), "dense", params={"kernel_regularizer": "l1_l2"})
    part = design.layers[0].params["kernel_regularizer"]
    assert part == Part(kind="l1_l2", params={"l1": 0.01, "l2": 0.01})
    assert pickle.loads(pickle.dumps(design)) == design
