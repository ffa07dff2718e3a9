"""Tables of people's own: what is found in them, and what of them reaches the network."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnstudio.catalogue.entries import Target
from nnstudio.data import describe, prepare, preview
from nnstudio.data.own.reading import Cancelled
from nnstudio.data.own.table_choice import own_table
from nnstudio.data.own.tables import TableForm, look_at_head
from nnstudio.design.facts import Domain, Task
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN, OwnColumn
from nnstudio.errors import UserError
from tests.data.own.designs import as_suggested
from tests.data.own.tables import chosen, found, prepared, written

RUSSIAN = "длина;ширина;вид\n" + "".join(
    f"{number / 10:.1f};{number % 7};{'кот' if number % 2 else 'пёс'}\n".replace(".", ",")
    for number in range(40)
)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_that_a_russian_table_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, RUSSIAN.encode(encoding))
    table = found(path)
    assert table.head.names == ("длина", "ширина", "вид")
    assert (table.head.form.separator, table.head.form.decimal, table.head.form.header) == (";", ",", True)
    assert (table.count, table.broken_count) == (40, 0)
    data = prepared(chosen(path))
    assert data.facts.classes == ("кот", "пёс")
    assert data.facts.features == ("длина", "ширина")
    rows = np.argsort(data.train.rows)
    assert data.train.inputs[rows][:, 0] == pytest.approx(np.arange(40) / 10)
    assert data.train.labels is not None
    assert data.train.labels[rows].tolist() == [1, 0] * 20


PLACES = "a;b;c;kind\n" + "".join(f"{at};{at % 7};{at % 3},5;{'xy'[at % 2]}\n" for at in range(30))


@pytest.mark.parametrize(
    ("roles", "kinds", "domain"),
    [
        ("input input unused target", "number number number category", Domain.POINTS),
        ("input input target unused", "number number number category", Domain.POINTS),
        ("input input input target", "number number number category", Domain.TABLE),
        ("input unused unused target", "number number number category", Domain.TABLE),
        ("input unused target input", "number number number category", Domain.TABLE),
        ("input input unused unused", "number number number category", Domain.TABLE),
    ],
)
def test_that_two_numbers_and_a_target_are_a_place_in_the_plane(
    tmp_path: Path, roles: str, kinds: str, domain: Domain
) -> None:
    names = ("a", "b", "c", "kind")
    columns = [
        OwnColumn.model_validate(
            {"name": name, "kind": kind, "role": role, "categories": ("x", "y") * (kind == "category")}
        )
        for name, kind, role in zip(names, kinds.split(), roles.split(), strict=True)
    ]
    own = chosen(written(tmp_path, PLACES), *columns)
    data = prepare(as_suggested(own, validation=0.2))
    assert data.facts.domain is domain
    extent = preview(data).extent
    assert (extent is not None) == (domain is Domain.POINTS)


WORD = st.sampled_from(["а", "b", "c d", 'e"f', "g,h", "i;j", "k\tl", "m|n", "п\nр"])
NUMBER = st.floats(-1e6, 1e6, allow_subnormal=False, width=32)


@given(
    rows=st.lists(st.tuples(NUMBER, WORD, NUMBER), min_size=2, max_size=30),
    encoding=st.sampled_from(["cp1251", "utf-8-sig", "utf-16"]),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    decimal=st.sampled_from([".", ","]),
    line=st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_any_table_comes_back_as_it_was_written(
    tmp_path: Path,
    rows: list[tuple[float, str, float]],
    encoding: str,
    separator: str,
    decimal: Literal[".", ","],
    line: str,
) -> None:
    rows = [(*rows[0][:1], "а", rows[0][2]), (*rows[1][:1], "b", rows[1][2]), *rows[2:]]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=line)
    writer.writerow(["first", "word", "last"])
    for first, word, last in rows:
        writer.writerow([repr(first).replace(".", decimal), word, repr(last).replace(".", decimal)])
    path = written(tmp_path, text.getvalue().encode(encoding))
    table = found(path, TableForm(encoding, separator, decimal, True))
    assert (table.count, table.broken_count) == (len(rows), 0)
    columns = (
        OwnColumn(name="first", role="input"),
        OwnColumn(name="word", kind="category", role="target", categories=table.columns[1].categories),
        OwnColumn(name="last", role="input"),
    )
    data = prepared(own_table(table, columns))
    order = np.argsort(data.train.rows)
    wanted = np.array([(first, last) for first, _word, last in rows], np.float32)
    np.testing.assert_allclose(data.train.inputs[order], wanted, rtol=1e-6, atol=1e-30)
    assert data.train.labels is not None
    words = [data.facts.classes[label] for label in data.train.labels[order]]
    assert words == [word for _first, word, _last in rows]


@given(
    rows=st.lists(st.tuples(NUMBER, NUMBER, st.sampled_from(["x", "y", "z"])), min_size=4, max_size=20),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    decimal=st.sampled_from([".", ","]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_separator_and_decimal_sign_are_found(
    tmp_path: Path, rows: list[tuple[float, float, str]], separator: str, decimal: str
) -> None:
    if separator == decimal:
        decimal = "."
    lines = [separator.join(["a", "b", "c"])]
    lines += [
        separator.join([repr(a).replace(".", decimal), repr(b).replace(".", decimal), c]) for a, b, c in rows
    ]
    form = look_at_head(written(tmp_path, "\n".join(lines))).form
    assert (form.separator, form.decimal, form.header) == (separator, decimal, True)


def test_that_bad_rows_are_counted_with_their_line_and_left_out(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'a,b,kind\n1,2,x\n3,4\n\n5,six,y\n7,,x\n"8,9,y\n10,11,x\n12,13,y,z\n14,inf,x\n15,16,\n17,18,y\n',
    )
    table = found(path)
    assert [(row.number, row.reason) for row in table.broken] == [
        (3, "2 cells where there should be 3"),
        (7, "a quotation mark is opened and not closed"),
        (9, "4 cells where there should be 3"),
    ]
    assert table.columns[1].broken.tolist() == [1, 4]  # six, inf
    assert table.columns[1].empty.tolist() == [2]
    data = prepared(chosen(path))
    rows = data.train.inputs[np.argsort(data.train.rows)]
    assert rows.tolist() == [[1, 2], [10, 11], [17, 18]]


def test_that_gaps_are_filled_with_the_mean_of_the_training_part_alone(tmp_path: Path) -> None:
    lines = "".join(f"{number},{number % 2},{'' if number < 4 else number}\n" for number in range(40))
    own = chosen(
        written(tmp_path, "a,kind,b\n" + lines),
        OwnColumn(name="a", role="input"),
        OwnColumn(name="kind", kind="category", role="target", categories=("0", "1")),
        OwnColumn(name="b", role="input"),
        gaps="fill",
    )
    assert own.count == 40
    data = prepared(own, validation=0.25, test=0.25)
    known = [row[1] for row, at in zip(data.train.inputs, data.train.rows, strict=True) if at >= 4]
    filled = [
        row[1]
        for part in (data.train, data.validation, data.test)
        for row, at in zip(part.inputs, part.rows, strict=True)
        if at < 4
    ]
    assert len(filled) == 4
    assert filled == pytest.approx([np.mean(known)] * 4)


def test_that_one_unclosed_quotation_mark_costs_one_row(tmp_path: Path) -> None:
    lines = "".join(f"{number},word {number % 3}\n" for number in range(5_000))
    table = found(written(tmp_path, 'n,text\n1,"never closed\n' + lines))
    assert (table.count, table.broken_count) == (5_000, 1)
    assert table.broken[0].number == 2


def test_that_a_record_may_go_over_several_lines(tmp_path: Path) -> None:
    table = found(written(tmp_path, 'n,text\n1,"one\ntwo"\n2,"three\n"\n3,four\n'))
    assert (table.count, table.broken_count) == (3, 0)
    assert set(table.columns[1].categories) == {"one\ntwo", "three", "four"}


def test_that_categories_become_zeros_and_ones(tmp_path: Path) -> None:
    text = "color,size,price\n" + "red,1,10\nblue,2,20\nred,3,31\ngreen,4,40\n" * 3
    data = prepared(chosen(written(tmp_path, text)))
    assert data.facts.features == ("color: blue", "color: green", "color: red", "size")
    assert data.facts.task is Task.REGRESSION
    assert data.train.inputs[np.argsort(data.train.rows)][:4].tolist() == [
        [0, 0, 1, 1],
        [1, 0, 0, 2],
        [0, 0, 1, 3],
        [0, 1, 0, 4],
    ]


def test_that_a_number_is_the_same_class_however_it_is_written(tmp_path: Path) -> None:
    path = written(tmp_path, "x,label\n1,1\n2,2.0\n3,01\n4,2\n5,none of them\n6,none of them\n")
    table = found(path)
    assert table.columns[1].categories == ("1", "2", "none of them")
    assert prepared(chosen(path)).facts.classes == ("1", "2", "none of them")


def test_that_a_column_of_times_makes_a_series_in_order(tmp_path: Path) -> None:
    days = [
        f"{day:02d}.{month:02d}.2020;{day + 100 * month},5\n" for month in (2, 1, 3) for day in range(1, 21)
    ]
    own = chosen(
        written(tmp_path, "когда;сколько\n" + "".join(days)),
        OwnColumn(name="когда", kind="time", role="time"),
        OwnColumn(name="сколько", role="target"),
    )
    data = prepared(own, window=5, horizon=2)
    assert data.facts.task is Task.FORECAST
    assert data.series is not None
    assert data.series.values[:2].tolist() == [101.5, 102.5]
    assert (np.diff(data.series.times) > 0).all()
    assert 2020 <= data.series.times[0] < data.series.times[-1] < 2020.25


def test_that_the_description_needs_no_file(tmp_path: Path) -> None:
    path = written(tmp_path, RUSSIAN)
    own = chosen(path)
    before = prepared(own).facts
    path.unlink()
    described = describe(DataChoice(source=OWN, own=own, validation=0.0))
    assert described == before
    assert described.target is Target.INTEGERS


def test_that_a_missing_or_changed_file_is_told_with_the_way_out(tmp_path: Path) -> None:
    path = written(tmp_path, RUSSIAN)
    own = chosen(path)
    path.write_text(RUSSIAN + "1;2;кот\n")
    with pytest.raises(UserError, match="has changed") as refused:
        prepared(own)
    assert "Take it as it is now" in refused.value.hint
    path.unlink()
    with pytest.raises(UserError, match="is not there any more") as refused:
        prepared(own)
    assert "choose the data again" in refused.value.hint
    assert refused.value.where == "data.own"


def test_that_the_file_itself_is_never_written(tmp_path: Path) -> None:
    path = written(tmp_path, RUSSIAN)
    path.chmod(0o444)
    before = path.read_bytes(), path.stat().st_mtime_ns
    prepared(chosen(path))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_that_reading_tells_how_far_it_is_and_can_be_cancelled(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n" + "1,2\n" * 300_000)
    told: list[float] = []
    found(path, progress=lambda done, total: told.append(done / total))
    assert len(told) > 5
    assert told[-1] == 1.0

    def cancel(done: int, total: int) -> None:
        if len(told) > 8:
            raise Cancelled
        told.append(0)

    told.clear()
    with pytest.raises(Cancelled):
        found(path, progress=cancel)


def test_that_without_a_target_the_inputs_are_learned(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,c,d\n" + "".join(f"{i},{i % 3},{i * 0.5},x{i % 2}\n" for i in range(40)))
    inputs = [OwnColumn(name=name, kind="number", role="input") for name in "abc"]
    choice = as_suggested(chosen(path, *inputs, OwnColumn(name="d", kind="category")))
    facts, data = describe(choice), prepare(choice)
    assert (facts.task, facts.features) == (Task.RECONSTRUCTION, ("a", "b", "c"))
    assert data.train.targets is data.train.inputs
    with pytest.raises(UserError, match="neither classes nor a quantity"):
        describe(choice.model_copy(update={"goal": "target"}))


def _questions(path: Path) -> int:
    """How often a reading asks whether to go on."""
    asked = [0]

    def count(_done: int, _total: int) -> None:
        asked[0] += 1

    with contextlib.suppress(UserError):
        found(path, progress=count)
    return asked[0]


def test_that_a_table_of_many_columns_can_be_cancelled_between_few_of_its_cells(tmp_path: Path) -> None:
    row = ",".join(["0.5"] * 1_000) + "\n"
    path = written(tmp_path, ",".join(f"c{at}" for at in range(1_000)) + "\n" + row * 300)
    assert _questions(path) > 3_000, "between two columns of a chunk"


def test_that_a_table_without_a_single_row_can_be_cancelled(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2\n" + "1,2,3,4,5,6,7,8\n" * 300 + "1\n" * 400_000)
    before = _questions(written(tmp_path, "a,b\n1,2\n", "short.csv"))
    assert _questions(path) > before + 3


def test_that_a_column_that_turns_out_to_be_of_texts_is_read_as_such(tmp_path: Path) -> None:
    rows = [f"{i},{i % 7}\n" for i in range(5_000)] + [f"word {i % 9},{i % 7}\n" for i in range(45_000)]
    text, number = found(written(tmp_path, "a,b\n" + "".join(rows))).columns
    assert (text.kind, number.kind) == ("text", "number")
    assert text.writing is not None
    assert (text.lowest, text.highest) == (0, 4_999)
    assert len(text.broken) == 45_000
    assert text.broken[0] == 5_000
