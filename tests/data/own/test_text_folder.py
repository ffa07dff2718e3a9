"""Folders of texts of people's own: what is found, what of it reaches the network, what is refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from nnstudio.data import describe, prepare
from nnstudio.data.own import text_folder
from nnstudio.data.own.reading import Cancelled
from nnstudio.data.own.text_folder import is_text_folder, look_at_texts, own_texts
from nnstudio.data.sources import load
from nnstudio.design.facts import Domain, Task
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OwnData
from nnstudio.errors import UserError
from tests.data.own.designs import as_suggested

TALES = {"fox": "Лиса бежит по лесу и ищет зайца", "sea": "The ship sails over the wide grey sea"}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1251")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve texts of each class, in every encoding, with nothing wrong."""
    path = tmp_path / "tales"
    for name, text in TALES.items():
        (path / name).mkdir(parents=True)
        for at in range(12):
            content = f"{text} {at}.\r\n".encode(ENCODINGS[at % 4])
            (path / name / f"{at:02}.{'md' if at % 2 else 'txt'}").write_bytes(content)
    return path


def chosen(path: Path, *, tells_apart: bool = True) -> DataChoice:
    return as_suggested(own_texts(look_at_texts(path), tells_apart=tells_apart), test=0.1)


def test_that_texts_are_told_apart_by_their_folder(folder: Path) -> None:
    choice = chosen(folder)
    facts, raw, data = describe(choice), load(choice), prepare(choice)
    assert (facts.domain, facts.task, facts.classes) == (Domain.TEXT, Task.CLASSIFICATION, ("fox", "sea"))
    assert raw.texts is not None
    assert raw.texts[:2] == (TALES["fox"] + " 0.", TALES["fox"] + " 1.")
    assert set(raw.texts) == {f"{text} {at}." for text in TALES.values() for at in range(12)}
    assert raw.targets is not None
    assert raw.targets.tolist() == [0] * 12 + [1] * 12
    assert len(data.train) == facts.train
    assert data.text is not None
    assert len(data.text.input) <= facts.vocabulary


def test_that_all_of_them_can_be_written_on(folder: Path) -> None:
    choice = chosen(folder, tells_apart=False).model_copy(update={"length": 16})
    raw, facts, data = load(choice), describe(choice), prepare(choice)
    assert facts.task is Task.GENERATION
    assert raw.texts is not None
    (whole,) = raw.texts
    assert choice.own is not None
    assert len(whole) == choice.own.count
    assert whole.startswith(TALES["fox"] + " 0.\n\n" + TALES["fox"] + " 1.")
    assert data.text is not None
    assert len(data.text.input) <= facts.vocabulary


def test_that_texts_in_no_folders_are_written_on(folder: Path) -> None:
    found = look_at_texts(folder / "fox")
    assert found.classes == ()
    short = chosen(folder / "fox").model_copy(update={"length": 16})
    assert describe(short).task is Task.GENERATION


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n \0", "is empty|is not a text"),
        (bytes(range(256)) * 4, "is not a text"),
        (codecs.BOM_UTF16_LE, "is empty"),
    ],
)
def test_that_a_bad_file_among_good_ones_is_left_out_and_named(
    folder: Path, content: bytes, reason: str
) -> None:
    (folder / "sea" / "bad.txt").write_bytes(content)
    found = look_at_texts(folder)
    (bad,) = found.broken
    assert bad.name == "sea/bad.txt"
    assert any(part in bad.reason for part in reason.split("|")), bad.reason
    assert found.counts == {"fox": 12, "sea": 12}
    assert len(load(chosen(folder)).texts or ()) == 24


def test_that_links_are_not_followed_and_repeats_are_counted(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "sea" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "sea" / "again.txt").write_text(TALES["sea"] + " 0.")
    found = look_at_texts(folder)
    assert (found.listing.links, found.parts.repeated) == (1, 1)
    assert "secret" not in "".join(load(chosen(folder)).texts or ())


def test_that_a_file_that_vanishes_while_read_is_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = text_folder.list_folder

    def then_gone(*args: object) -> object:
        listing = listed(*args)  # type: ignore[arg-type]
        (folder / "sea" / "03.md").unlink()
        return listing

    monkeypatch.setattr(text_folder, "list_folder", then_gone)
    found = look_at_texts(folder)
    assert [(bad.name, bad.reason) for bad in found.broken] == [("sea/03.md", "It is not there any more.")]


def test_that_folders_without_texts_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(UserError, match="no texts in it"):
        look_at_texts(tmp_path / "none")
    (tmp_path / "none" / "a.txt").write_bytes(b"")
    with pytest.raises(UserError, match="No text of “none” can be read: It is empty"):
        look_at_texts(tmp_path / "none")


def test_that_a_change_is_told(folder: Path) -> None:
    choice = chosen(folder)
    load(choice)
    (folder / "sea" / "00.txt").write_text("other")
    with pytest.raises(UserError, match="has changed"):
        load(choice)


def test_that_reading_can_be_cancelled(folder: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        look_at_texts(folder, stop)


def test_that_a_folder_of_images_is_none_of_texts(folder: Path, tmp_path: Path) -> None:
    assert is_text_folder(folder)
    (tmp_path / "images").mkdir()
    for at in range(3):
        (tmp_path / "images" / f"{at}.png").write_bytes(b"")
    (tmp_path / "images" / "licence.txt").write_text("free")
    assert not is_text_folder(tmp_path / "images")
    assert not is_text_folder(folder / "sea" / "00.txt")


def test_that_the_design_comes_back_from_its_file(folder: Path) -> None:
    own = chosen(folder).own
    assert own is not None
    assert OwnData.model_validate_json(own.model_dump_json()) == own
