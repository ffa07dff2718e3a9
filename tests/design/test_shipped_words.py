"""Shipped designs and blocks are given to a person in the language that they read."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest

from nnstudio import i18n
from nnstudio.design.blocks import BLOCKS
from nnstudio.design.files import dump, parse
from nnstudio.design.shipped import load_shipped


class Reversing(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return message[::-1]


@pytest.fixture
def reversing() -> Iterator[None]:
    i18n.install(Reversing())
    yield
    i18n.set_language("en")


@pytest.mark.usefixtures("reversing")
def test_that_a_shipped_design_speaks_the_language_of_now_and_is_else_the_same() -> None:
    design = load_shipped("source-transformer")
    assert design.title == "remrofsnarT ,ecruos nohtyP"
    assert {group.title for group in design.groups} == {"thguoht dna noitnetta"}
    assert parse(dump(design).encode()) == design
    i18n.set_language("en")
    english = load_shipped("source-transformer")
    assert english.title == "Python source, Transformer"
    assert (english.layers, english.recipe, english.data) == (design.layers, design.recipe, design.data)


def test_that_a_block_read_once_speaks_each_language() -> None:
    block = next(block for block in BLOCKS if block.key == "inception")
    assert block.excerpt().groups[0].title == "inception"
    i18n.install(Reversing())
    said = block.excerpt().groups[0].title
    i18n.set_language("en")
    assert said == "noitpecni"
