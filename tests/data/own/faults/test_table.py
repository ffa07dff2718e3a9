"""Whatever is wrong with own data: one sentence and what to do, or the rest is read; nothing is lost."""

from __future__ import annotations

import ast
import hashlib
import os
import re
from pathlib import Path

import pytest

from nnstudio.data.own.reading import silent
from nnstudio.errors import UserError
from tests.data.own.faults.cells import FAULTS, Cell, Not, Outcome, Proven, Refused, Taken, WhileRead
from tests.data.own.faults.readers import READERS
from tests.data.own.faults.table import TABLE
from tests.rights import as_nobody

TESTS = Path(__file__).parents[3]
CELLS = [(reader, fault, cell) for reader, row in TABLE.items() for fault, cell in row.items()]


def of_kind(kind: type[Cell], *faults: str) -> list[object]:
    return [
        pytest.param(READERS[reader], cell, id=f"{reader}, {fault}")
        for reader, fault, cell in CELLS
        if isinstance(cell, kind) and (not faults or fault in faults)
    ]


def told(path: Path) -> dict[str, str]:
    """What lies there, by checksum."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in sorted(files)}


def assert_left_out(outcome: Outcome, patterns: tuple[str, ...]) -> None:
    assert len(outcome.left_out) == len(patterns), outcome.left_out
    for pattern, said in zip(patterns, outcome.left_out, strict=True):
        assert re.search(pattern, said), said


def assert_one_sentence(error: UserError, pattern: str) -> None:
    assert re.search(pattern, error.message), error.message
    assert error.message.rstrip().endswith("."), error.message
    assert "Traceback" not in error.message
    assert "\n" not in error.message
    assert error.hint


@pytest.mark.parametrize("reader", TABLE)
def test_that_the_table_says_something_of_every_fault(reader: str) -> None:
    assert set(TABLE[reader]) >= set(FAULTS)


@pytest.mark.parametrize(("reader", "fault", "cell"), CELLS)
def test_that_what_is_no_test_says_why_or_where(reader: str, fault: str, cell: Cell) -> None:
    if isinstance(cell, Not):
        assert cell.because.endswith(".")
    if isinstance(cell, Proven):
        file, name = cell.by.split("::")
        tree = ast.parse((TESTS / file).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("reader", READERS)
def test_that_good_data_are_read_whole(tmp_path: Path, reader: str) -> None:
    path = READERS[reader].good(tmp_path)
    before = told(path)
    outcome = READERS[reader].read(path)
    assert (outcome.count > 0, outcome.left_out) == (True, ())
    assert told(path) == before


@pytest.mark.parametrize(("reader", "cell"), of_kind(Refused))
def test_that_it_is_refused_in_a_sentence(tmp_path: Path, reader: object, cell: Refused) -> None:
    path = cell.bad(tmp_path)
    before = told(path)
    with pytest.raises(UserError) as refused:
        reader.read(path, target=cell.target)  # type: ignore[attr-defined]
    assert_one_sentence(refused.value, cell.sentence)
    assert told(path) == before


@pytest.mark.parametrize(("reader", "cell"), of_kind(Taken))
def test_that_the_rest_of_it_is_read(tmp_path: Path, reader: object, cell: Taken) -> None:
    path = cell.bad(tmp_path)
    before = told(path)
    outcome = reader.read(path)  # type: ignore[attr-defined]
    assert outcome.count == cell.count
    assert set(cell.names) <= set(outcome.names)
    assert_left_out(outcome, cell.left_out)
    assert told(path) == before


@pytest.mark.parametrize(("reader", "cell"), of_kind(WhileRead, "vanishes"))
def test_that_what_vanishes_while_it_is_read_is_told(tmp_path: Path, reader: object, cell: WhileRead) -> None:
    path = reader.good(tmp_path)  # type: ignore[attr-defined]
    last = path if path.is_file() else max(each for each in path.rglob("*") if each.is_file())

    def vanish(done: int, total: int) -> None:
        if path.is_file() or done == 1:
            last.unlink(missing_ok=True)

    if cell.sentence:
        with pytest.raises(UserError) as refused:
            reader.read(path, vanish)  # type: ignore[attr-defined]
        assert_one_sentence(refused.value, cell.sentence)
    else:
        assert_left_out(reader.read(path, vanish), cell.left_out)  # type: ignore[attr-defined]


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such modes")
@pytest.mark.parametrize(("reader", "cell"), of_kind(WhileRead, "no permission"))
def test_that_what_may_not_be_read_is_told(tmp_path: Path, reader: object, cell: WhileRead) -> None:
    path = reader.good(tmp_path)  # type: ignore[attr-defined]
    reader.read(path, silent)  # type: ignore[attr-defined]  # whatever it imports is imported now
    path.chmod(0)
    try:
        with as_nobody(), pytest.raises(UserError) as refused:
            reader.read(path)  # type: ignore[attr-defined]
    finally:
        path.chmod(0o755)
    assert_one_sentence(refused.value, cell.sentence)
