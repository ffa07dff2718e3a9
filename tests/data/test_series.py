"""The shipped figures and their register."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data import default_choice
from nnstudio.data.register import REGISTER, folder
from nnstudio.data.series import read
from nnstudio.data.sources import load
from nnstudio.errors import UserError


def copies(where: Path) -> Path:
    for file in folder().iterdir():
        (where / file.name).write_bytes(file.read_bytes())
    return where


@pytest.mark.parametrize(
    ("key", "first", "last", "step"),
    [
        ("sunspots", (1700, 5), (2008, 2.9), 1),
        ("nile", (1871, 1120), (1970, 740), 1),
        ("co2", (1958.2083, 316.1), (2001.9583, 371.02), 1 / 12),
        ("elnino", (1950.0417, 23.11), (2010.9583, 22.07), 1 / 12),
    ],
)
def test_that_a_series_has_its_published_ends_and_no_gap(
    key: str, first: tuple[float, float], last: tuple[float, float], step: float
) -> None:
    raw = load(default_choice(key))
    assert raw.times is not None
    assert (raw.times[0], raw.inputs[0, 0]) == pytest.approx(first)
    assert (raw.times[-1], raw.inputs[-1, 0]) == pytest.approx(last)
    np.testing.assert_allclose(np.diff(raw.times), step, atol=2e-4)


def test_that_a_changed_file_is_refused(tmp_path: Path) -> None:
    file = copies(tmp_path) / "nile.csv"
    file.write_bytes(file.read_bytes().replace(b"1120", b"1121"))
    with pytest.raises(UserError, match="damaged") as caught:
        read(tmp_path, "nile.csv")
    assert caught.value.where == "nile.csv"
    assert caught.value.hint


def test_that_a_missing_file_is_refused(tmp_path: Path) -> None:
    (copies(tmp_path) / "co2.csv").unlink()
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path, "co2.csv")


def test_that_an_unregistered_file_is_refused(tmp_path: Path) -> None:
    (copies(tmp_path) / "other.csv").write_text("year,value\n1,2\n")
    with pytest.raises(UserError, match="damaged"):
        read(tmp_path, "other.csv")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"{}",
        b"[1]",
        b'{"files": 3}',
        b'{"files": {"nile.csv": 3}}',
        b'{"files": {"nile.csv": {}}}',
        b"[" * 100_000,
        b"9" * 5_000_000,
    ],
)
def test_that_a_broken_register_is_refused(tmp_path: Path, content: bytes) -> None:
    (copies(tmp_path) / REGISTER).write_bytes(content)
    with pytest.raises(UserError):
        read(tmp_path, "nile.csv")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"year,value\n1,2\n",
        b"year,value\n1,nan\n2,3\n",
        b"year,value\n1,2\n3\n",
        b"year,value\n1,two\n2,3\n",
        b'year,value\n"1,2\n2,3\n',
        b"\x00\xff\n1,2\n",
        b"year,value\n1,2,3\n4,5,6\n",
    ],
)
def test_that_content_that_is_no_series_is_refused_even_when_registered(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    about = {"sha256": hashlib.sha256(content).hexdigest(), "rows": 2}
    (tmp_path / REGISTER).write_text(json.dumps({"files": {"bad.csv": about}}))
    with pytest.raises(UserError, match="damaged"):
        read(tmp_path, "bad.csv")
