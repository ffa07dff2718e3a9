"""Small files that stand in the design itself, whoever wrote the design."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from nnstudio.data.own import inside
from nnstudio.data.own.inside import is_unpacked, kept_inside, size_inside, within_reach
from nnstudio.data.sources import load as load_data
from nnstudio.design.files import load
from nnstudio.design.inside import LARGEST_INSIDE, MOST_CHARACTERS, BadInside, packed, unpacked
from nnstudio.design.own import OwnArrays, OwnData
from nnstudio.errors import UserError
from tests.data.own.designs import as_suggested, begun
from tests.data.own.tables import chosen, prepared, written

ROWS = "a,b\n" + "1,2\n2,3\n3,1\n" * 20


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(inside, "user_cache_path", lambda *names, **options: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def own(tmp_path: Path) -> OwnData:
    return kept_inside(chosen(written(tmp_path, ROWS)))


def test_that_a_design_that_was_handed_in_alone_has_its_data(own: OwnData, tmp_path: Path) -> None:
    expected = prepared(own).train.inputs
    file = begun(as_suggested(own), tmp_path)
    (tmp_path / "elsewhere").mkdir()
    moved = file.rename(tmp_path / "elsewhere" / "mine.nnd")
    (tmp_path / "table.csv").unlink()
    opened = load(moved).data.own
    assert opened == own
    assert (prepared(opened).train.inputs == expected).all()


def test_that_what_was_unpacked_and_changed_is_unpacked_again(own: OwnData) -> None:
    path = Path(within_reach(own).path)
    path.write_text("something else")
    assert Path(within_reach(own).path).read_text() == ROWS


OTHER = b"a,b\n9,9\n"
DAMAGED = "The data in the design are damaged"
LARGE = "larger than a design may hold"
PLAIN = "under its plain name"


def _of(content: bytes) -> dict[str, str]:
    """What a person could write who knows the form."""
    inside = base64.b64encode(zlib.compress(content, 9)).decode()
    return {"inside": inside, "checksum": hashlib.sha256(content).hexdigest()}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"inside": packed(OTHER)}, DAMAGED),
        ({"inside": "no base 64!"}, DAMAGED),
        ({"inside": "QQ"}, DAMAGED),
        ({"inside": "не"}, DAMAGED),
        ({"inside": base64.b64encode(OTHER).decode()}, DAMAGED),
        ({"inside": base64.b64encode(zlib.compress(OTHER)[:-3]).decode()}, DAMAGED),
        ({"inside": base64.b64encode(zlib.compress(OTHER) + b"more").decode()}, DAMAGED),
        (_of(bytes(LARGEST_INSIDE + 1)), LARGE),
        ({"inside": "A" * (MOST_CHARACTERS + 4)}, "longer than it may be"),
        ({"path": "../table.csv"}, PLAIN),
        ({"path": "/etc/table.csv"}, PLAIN),
        ({"path": "C:\\table.csv"}, PLAIN),
        ({"path": ".."}, PLAIN),
        ({"path": ".hidden"}, PLAIN),
        ({"kind": "images", "images": {"side": 8}}, PLAIN),
    ],
)
def test_that_unsound_data_in_a_design_are_refused_in_a_sentence(
    own: OwnData, tmp_path: Path, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError):
        OwnData.model_validate({**dict(own), **fields})
    file = begun(as_suggested(own), tmp_path)
    raw = json.loads(file.read_text("utf-8"))
    raw["data"]["own"].update(fields)
    file.write_text(json.dumps(raw), "utf-8")
    with pytest.raises(UserError, match=sentence) as refused:
        load(file)
    assert "data.own" in refused.value.where


def test_that_a_bomb_in_a_design_is_refused_before_it_is_unpacked() -> None:
    bomb = base64.b64encode(zlib.compress(bytes(200_000_000), 9)).decode()
    assert len(bomb) < MOST_CHARACTERS
    tracemalloc.start()
    try:
        with pytest.raises(BadInside, match="inside_large"):
            unpacked(bomb)
        assert tracemalloc.get_traced_memory()[1] < 10 * LARGEST_INSIDE
    finally:
        tracemalloc.stop()


def test_that_an_archive_in_a_design_that_is_a_bomb_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "set.npz"
    np.savez_compressed(path, x=np.zeros((6_000, 10_000), np.uint8))
    content = path.read_bytes()
    assert len(content) < LARGEST_INSIDE
    how = OwnArrays(input="x", shape=(10_000,))
    fields = {"kind": "arrays", "path": "set.npz", "count": 6_000, "arrays": how, **_of(content)}
    with pytest.raises(UserError, match="when unpacked"):
        load_data(as_suggested(OwnData.model_validate(fields)))


def test_that_what_cannot_be_packed_smaller_has_room_too() -> None:
    content = random.Random(1).randbytes(LARGEST_INSIDE)
    assert len(packed(content)) <= MOST_CHARACTERS
    assert unpacked(packed(content)) == content


def test_that_only_a_small_file_is_offered_to_be_kept(tmp_path: Path) -> None:
    small = chosen(written(tmp_path, ROWS))
    assert size_inside(small) == len(ROWS)
    assert size_inside(chosen(written(tmp_path, "a,b\n" + "1,2\n2,3\n" * 100_000, "large.csv"))) == 0
    Path(small.path).unlink()
    assert size_inside(small) == 0


def test_that_a_file_that_changed_meanwhile_is_not_kept(tmp_path: Path) -> None:
    small = chosen(written(tmp_path, ROWS))
    Path(small.path).write_text("a,b\n")
    with pytest.raises(UserError, match="has changed"):
        kept_inside(small)


def test_that_no_room_to_unpack_is_a_sentence(own: OwnData, cache: Path) -> None:
    cache.write_text("a file where a folder should be")
    with pytest.raises(UserError, match="cannot be unpacked"):
        within_reach(own)


def test_that_data_are_found_beside_a_design_that_was_handed_in_with_them(tmp_path: Path) -> None:
    home, desk = tmp_path / "home" / "a" / "b" / "c", tmp_path / "desk"
    home.mkdir(parents=True)
    desk.mkdir()
    own = chosen(written(home, ROWS))
    file = begun(as_suggested(own), tmp_path)
    moved = file.rename(desk / "mine.nnd")
    (home / "table.csv").rename(desk / "table.csv")
    found = load(moved).data.own
    assert found is not None
    assert found.path == str(desk / "table.csv")
    assert len(prepared(found).train) == own.count


def _aged(cache: Path, days: float) -> None:
    """As if so much time had passed since anything was unpacked."""
    for path in (cache / "inside").rglob("*"):
        then = path.stat().st_mtime - days * 24 * 3600
        os.utime(path, (then, then))


def test_that_what_was_unpacked_long_ago_goes_and_is_unpacked_again_when_it_is_wanted(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inside, "MOST_BYTES", 2 * len(ROWS) + 9)
    designs = [kept_inside(chosen(written(tmp_path, f"{ROWS}{number},1\n"))) for number in range(4)]
    oldest, often = (Path(within_reach(own).path) for own in designs[:2])
    _aged(cache, 3)
    within_reach(designs[1])  # is used again
    within_reach(designs[2])
    assert not oldest.exists()
    assert often.exists()
    _aged(cache, 3)
    within_reach(designs[3])
    assert not oldest.parent.exists()
    assert len(prepared(designs[0]).train) == designs[0].count
    assert oldest.exists()


def test_that_what_was_unpacked_lately_stays_however_much_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inside, "MOST_BYTES", 10)
    designs = [kept_inside(chosen(written(tmp_path, f"{ROWS}{number},1\n"))) for number in range(3)]
    paths = [Path(within_reach(own).path) for own in designs]
    assert all(path.is_file() and is_unpacked(path) for path in paths)
    assert not is_unpacked(tmp_path / "table.csv")
