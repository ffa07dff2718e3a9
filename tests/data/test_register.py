"""The register of shipped data says what is there, and nothing else is there."""

from __future__ import annotations

import hashlib

import pytest

from nnstudio.data import SOURCES
from nnstudio.data.register import REGISTER, folder, register
from tests.data.choices import MEASURED_KEYS

ABOUT = register(folder())
# The set of a file, where it has another name, and the parameters with which an example is a row of it.
SETS = {"emoji_people": "emoji_pairs"}
AS_FILED = {
    "languages": {"names": 1},
    "emoji_pairs": {"phrases": "things"},
    "emoji_people": {"phrases": "people"},
}


def test_that_every_shipped_file_is_registered_and_every_registered_file_shipped() -> None:
    assert {file.name for file in folder().iterdir()} - {REGISTER} == set(ABOUT)
    assert set(ABOUT) >= {f"{key}.csv" for key in MEASURED_KEYS}


@pytest.mark.parametrize("name", ABOUT)
def test_that_the_register_is_true_to_the_file(name: str) -> None:
    content = (folder() / name).read_bytes()
    about = ABOUT[name]
    lines = content.decode("utf-8").split("\n")
    between = "\t" if name.endswith(".tsv") else ","
    assert hashlib.sha256(content).hexdigest() == about["sha256"]
    assert lines[0].split(between) == about["columns"]
    assert lines[-1] == ""
    assert len(lines) - 2 == about["rows"]
    assert about["title"]
    assert about["source"]
    assert about["changes"]


@pytest.mark.parametrize("name", ABOUT)
def test_that_a_set_made_of_a_file_states_its_licence_and_number_of_rows(name: str) -> None:
    stem = name.rpartition(".")[0]
    source = SOURCES[SETS.get(stem, stem)]
    assert source.licence == ABOUT[name]["licence"]
    assert source.count(AS_FILED.get(stem, {})) == ABOUT[name]["rows"]
