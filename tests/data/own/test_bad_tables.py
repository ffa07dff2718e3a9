"""Tables as bad as they come: one sentence each, with what to do."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from nnstudio.data.own.reading import Cancelled
from nnstudio.data.own.tables import look_at_head, look_at_table
from nnstudio.errors import UserError
from tests.data.own.tables import chosen, found, prepared, written


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 200_000_000)
    return packed.getvalue()


BAD = {
    "empty.csv": (b"", "is empty"),
    "blank.csv": (b"\n \n\n", "has no rows"),
    "names only.csv": (b"a,b,c\n", "No column is an input"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "is not a text file"),
    "no lines.csv": (b"x" * (1 << 21), "has no lines"),
    "renamed.xlsx": (b"a,b\n1,2\n", "is damaged"),
    "old.xls": (b"\xd0\xcf\x11\xe0", "Save it as .xlsx or CSV"),
    "cut.xlsx": (b"PK\x03\x04 not whole", "is damaged"),
    "one class.csv": (b"a,label\n1,x\n2,x\n3,x\n", "is an input|the same"),
    "one row.csv": (b"a,b\n1,2\n", "is an input"),
    "all missing.csv": (b"a,b,c\n1,,x\n,2,y\n3,,x\n,4,y\n", "Every row has something missing"),
}


@pytest.mark.parametrize("name", BAD)
def test_that_a_bad_table_is_one_sentence_and_what_to_do(tmp_path: Path, name: str) -> None:
    content, sentence = BAD[name]
    path = written(tmp_path, content, name)
    with pytest.raises(UserError) as refused:
        prepared(chosen(path), validation=0.2)

    assert re.search(sentence, str(refused.value)), str(refused.value)
    assert refused.value.hint
    assert path.read_bytes() == content


def test_that_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="200 MB when unpacked"):
        found(written(tmp_path, bomb(), "bomb.xlsx"))


def test_that_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a file"):
        found(tmp_path)
    with pytest.raises(UserError, match="is not there"):
        found(tmp_path / "none.csv")


def test_that_names_that_come_twice_or_not_at_all_are_told_apart(tmp_path: Path) -> None:
    assert found(written(tmp_path, "x,x,,x\n1,2,3,4\n2,3,4,5\n")).head.names == (
        "x",
        "x (2)",
        "column 3",
        "x (3)",
    )


def test_that_a_table_without_names_gets_some(tmp_path: Path) -> None:
    table = found(written(tmp_path, "1,2,a\n3,4,b\n"))
    assert table.head.names == ("column 1", "column 2", "column 3")
    assert table.count == 2


def test_that_a_thousand_columns_are_read(tmp_path: Path) -> None:
    lines = "\n".join(",".join(str((row * column) % 91) for column in range(1_000)) for row in range(1, 30))
    names = ",".join(f"c{number}" for number in range(1_000))
    data = prepared(chosen(written(tmp_path, f"{names}\n{lines}\n")))
    assert data.facts.input_shape[0] > 900


def test_that_too_many_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="columns, more than"):
        found(written(tmp_path, ",".join(["1"] * 3_000) + "\n"))


def test_that_one_column_alone_is_read(tmp_path: Path) -> None:
    table = found(written(tmp_path, "x\n1\n2\n\n3\n"))
    assert (len(table.columns), table.count, table.columns[0].highest) == (1, 3, 3.0)


def test_that_mixed_cells_are_numbers_where_most_are(tmp_path: Path) -> None:
    table = found(written(tmp_path, "x,y\n1,a\n2,b\nthree,a\n4,b\n1e999,a\n"))
    assert table.columns[0].kind == "number"
    assert table.columns[0].broken.tolist() == [2, 4]


def test_that_a_file_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a,b\n1,2\n")

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match=r"cannot be read\. There is no permission"):
        look_at_head(path)


def test_that_a_file_that_vanishes_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n" + "1,2\n" * 300_000)
    head = look_at_head(path)

    def vanish(done: int, total: int) -> None:
        path.unlink(missing_ok=True)

    with pytest.raises(UserError, match="is not there any more"):
        look_at_table(head, vanish)


def test_that_a_file_that_changes_while_it_is_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "a,b\n" + "1,2\n2,3\n3,1\n" * 100)
    own = chosen(path)
    monkeypatch.setattr("nnstudio.data.own.table_load.file_checksum", lambda path, progress: own.checksum)
    path.write_text("a,b\n1,2\n")
    with pytest.raises(UserError, match="has changed"):
        prepared(own)


def test_that_a_table_can_be_cancelled_before_it_is_known(tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        look_at_head(written(tmp_path, "a,b\n1,2\n"), progress=cancel)
