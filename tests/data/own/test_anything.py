"""Readers against whatever hypothesis thinks of: what was written comes back, damage is refused in words."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from pandas._libs.parsers import STR_NA_VALUES

from nnstudio.data.own import records
from nnstudio.data.own.chunks import Delimited, is_empty, numbers_of, texts_of
from nnstudio.data.own.dialects import Decimal
from nnstudio.data.own.folders import list_folder
from nnstudio.data.own.npy import arrays_of, blocks_of
from nnstudio.data.own.reading import silent
from nnstudio.data.own.records import BadRow, RecordReader
from nnstudio.errors import UserError
from tests.data.own.faults.readers import READERS
from tests.data.own.faults.writing import PNG

MANY = pytest.mark.parametrize("many", [30, pytest.param(1_500, marks=pytest.mark.soak)])
FEW = pytest.mark.parametrize("many", [12, pytest.param(400, marks=pytest.mark.soak)])


def whatever(many: int, strategy: st.SearchStrategy[Any], check: Callable[[Any], None]) -> None:
    """check: is given so many things that are drawn."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.nested_given]
    settings(max_examples=many, deadline=None, suppress_health_check=slow)(given(strategy)(check))()


# Tables ---------------------------------------------------------------------------------------------

LETTERS = "aZ0 ,;|\t'\"\n.-éжШ№"
NUMBER = st.none() | st.floats(-1e9, 1e9, allow_subnormal=False, width=32) | st.integers(-999, 10**6)
WORDS = st.none() | st.text(LETTERS, max_size=20).filter(lambda text: text.count("\n") < 4)
TABLE = st.tuples(
    st.lists(st.tuples(NUMBER, WORDS, NUMBER, WORDS), min_size=1, max_size=25),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"]),
    st.sampled_from(",;\t|"),
    st.sampled_from([".", ","]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n"]),
)


def shown(cell: float | str | None, decimal: str, encoding: str) -> str:
    if isinstance(cell, str):
        return cell.replace("é", "e") if encoding == "cp1251" else cell
    return "" if cell is None else repr(cell).replace(".", decimal)


def plain(cell: str) -> str:
    """As a cell is read: without spaces around it, and "" for what stands for nothing."""
    return "" if cell in STR_NA_VALUES else cell.strip()


def assert_comes_back(drawn: tuple[Any, str, str, Decimal, int, str]) -> None:
    rows, encoding, separator, decimal, quoting, line = drawn
    cells = [[shown(cell, decimal, encoding) for cell in row] for row in rows]
    text = io.StringIO()
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=line).writerows(cells)  # type: ignore[arg-type]
    bad: list[BadRow] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        form = Delimited(path, encoding, separator, decimal, header=False, width=4)
        chunks = list(form.chunks(bad.append, silent, path.stat().st_size))
    assert bad == []
    (chunk,) = chunks
    assert len(chunk.numbers) == len(rows)
    for at in (0, 2):
        numbers = np.array([np.nan if row[at] is None else row[at] for row in rows], np.float64)
        np.testing.assert_allclose(numbers_of(chunk.columns[at], decimal), numbers, rtol=1e-12)
    for at in (1, 3):
        words = [plain(row[at]) for row in cells]
        if not isinstance(chunk.columns[at], np.ndarray):
            assert texts_of(chunk.columns[at]) == words
        assert is_empty(chunk.columns[at]).tolist() == [word == "" for word in words]


@MANY
def test_that_any_table_comes_back_cell_by_cell(many: int) -> None:
    whatever(many, TABLE, assert_comes_back)


LINES = st.tuples(
    st.lists(
        st.sampled_from(
            ["1,2", "3,x", '"a",b', '"a\n', 'b",c', "1", "1,2,3", "", '"open,', "\0,1", "\ufffd,2"]
        )
    ),
    st.integers(1, 40),
    st.integers(1, 9),
)


def assert_same_however_cut(drawn: tuple[list[str], int, int]) -> None:
    """A block of so many characters is read at a time, a chunk has so many records."""
    lines, block, size = drawn
    text = "\n".join(lines)

    def read(block: int, size: int) -> tuple[list[int], list[str], list[BadRow]]:
        bad: list[BadRow] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(records, "_BLOCK", block)
            chunks = list(RecordReader(io.StringIO(text), ",", 2, bad.append).chunks(repeat(size)))
        assert all(0 < len(numbers) == len(found) <= size for numbers, found in chunks)
        return [n for numbers, _ in chunks for n in numbers], [r for _, found in chunks for r in found], bad

    assert read(block, size) == read(10_000, 10_000)


@MANY
def test_that_records_are_the_same_however_the_file_is_cut(many: int) -> None:
    whatever(many, LINES, assert_same_however_cut)


# Damage ---------------------------------------------------------------------------------------------

DAMAGE = st.tuples(st.floats(0, 1), st.binary(max_size=40), st.integers(0, 60), st.booleans())


def damaged(content: bytes, damage: tuple[float, bytes, int, bool]) -> bytes:
    """Some bytes in place of others; or nothing but these."""
    where, put, taken, alone = damage
    at = round(where * len(content))
    return put if alone else content[:at] + put + content[at + taken :]


@FEW
@pytest.mark.parametrize("reader", READERS)
def test_that_damage_is_read_or_refused_in_words(reader: str, many: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = READERS[reader].good(Path(folder))
        file = path if path.is_file() else min(each for each in path.rglob("*") if each.is_file())
        good = file.read_bytes()

        def check(damage: tuple[float, bytes, int, bool]) -> None:
            file.write_bytes(damaged(good, damage))
            try:
                outcome = READERS[reader].read(path)
            except UserError:  # any other exception fails
                return
            assert outcome.count > 0

        whatever(many, DAMAGE, check)


# Folders --------------------------------------------------------------------------------------------

NAME = st.sampled_from(["a", "b", "train", "test", ".hidden", "кот", "x y", "A"])
LEAF = st.sampled_from(["png", "txt", "link", "loop", "bad"])
TREE = st.recursive(LEAF, lambda inner: st.dictionaries(NAME, inner, max_size=4), max_leaves=25)


def plant(folder: Path, tree: dict[str, Any], outside: Path) -> int:
    """How many images that can be counted were put there."""
    count = 0
    for name, inner in tree.items():
        is_seen = not name.startswith(".")
        if isinstance(inner, dict):
            (folder / name).mkdir()
            planted = plant(folder / name, inner, outside)
            count += planted if is_seen else 0
        elif inner in ("link", "loop"):
            target = outside if inner == "link" else folder
            (folder / f"{name}.png").symlink_to(target)
        else:
            suffix = "txt" if inner == "txt" else "png"
            (folder / f"{name}.{suffix}").write_bytes(PNG if inner == "png" else b"no image")
            count += is_seen and suffix == "png"
    return count


def assert_counted(tree: Any) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder, outside = Path(made) / "chosen", Path(made) / "secret.png"
        folder.mkdir()
        outside.write_bytes(PNG)
        count = plant(folder, tree if isinstance(tree, dict) else {"one": tree}, outside)
        listing = list_folder(folder, (".png",))
        assert listing.count + listing.loose == count
        files = [file for _label, file in listing.labelled()]
        assert len(set(files)) == len(files)
        assert not any(file.is_symlink() for file in files)
        try:
            outcome = READERS["images"].read(folder)
        except UserError:
            return
        assert outcome.count + len(outcome.left_out) == listing.count


@MANY
def test_that_each_image_of_any_folder_is_counted_once(many: int) -> None:
    whatever(many, TREE, assert_counted)


# Arrays ---------------------------------------------------------------------------------------------

DTYPES = st.one_of(
    arrays.boolean_dtypes(),
    arrays.integer_dtypes(endianness="?"),
    arrays.unsigned_integer_dtypes(endianness="?"),
    arrays.floating_dtypes(sizes=(16, 32, 64), endianness="?"),
    arrays.unicode_string_dtypes(max_len=5),
)
ARRAY = DTYPES.flatmap(lambda dtype: arrays.arrays(dtype, arrays.array_shapes(max_dims=4, max_side=6)))


def assert_arrays_come_back(drawn: tuple[dict[str, Any], bool, bool]) -> None:
    named, packed, by_columns = drawn
    if by_columns:
        named = {name: np.asfortranarray(array) for name, array in named.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "set.npz"
        (np.savez_compressed if packed else np.savez)(path, **named)
        found = arrays_of(path)
        assert {npy.name: npy.fault for npy in found} == dict.fromkeys(named, "")
        for npy in found:
            whole = np.concatenate(list(blocks_of(path, npy)))
            np.testing.assert_array_equal(whole, named[npy.name])


@MANY
def test_that_any_arrays_come_back(many: int) -> None:
    names = st.dictionaries(st.sampled_from(["x", "y", "z", "длина"]), ARRAY, min_size=1, max_size=3)
    whatever(many, st.tuples(names, st.booleans(), st.booleans()), assert_arrays_come_back)
