"""The designs that travel with the program."""

from __future__ import annotations

import pytest

from nnstudio.design.files import dump
from nnstudio.design.shipped import load_shipped, shipped_names
from nnstudio.errors import UserError
from nnstudio.resources import resource


@pytest.mark.parametrize("name", shipped_names())
def test_that_a_shipped_design_is_written_as_the_program_writes_it(name: str) -> None:
    design = load_shipped(name)
    assert resource("designs", f"{name}.nnd").read_text(encoding="utf-8") == dump(design)
    assert design.title
    assert design.notes


def test_that_an_unknown_name_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="There is no “spirl”"):
        load_shipped("spirl")


def test_that_no_name_leads_out_of_the_folder() -> None:
    with pytest.raises(UserError):
        load_shipped("../nnstudio-1.schema")


def test_that_every_shipped_file_stands_in_the_gallery_once() -> None:
    files = sorted(path.stem for path in resource("designs").glob("*.nnd"))
    assert sorted(shipped_names()) == files
