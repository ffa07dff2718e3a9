"""Texts are there without a network, and as their register says."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from nnstudio.data import SOURCES, describe, prepare
from nnstudio.data.sources import _load, load
from tests.data.choices import TEXT_KEYS, choice


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: Any) -> None:
        raise AssertionError("a text was looked for elsewhere")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    _load.cache_clear()


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("key", TEXT_KEYS)
def test_that_texts_are_read_without_a_network_and_have_the_shapes_that_were_told(key: str) -> None:
    made = choice(key)
    facts = describe(made)  # before anything is loaded
    raw, prepared = load(made), prepare(made)
    assert raw.texts
    assert all(text.strip() for text in raw.texts)
    for part, count in (
        (prepared.train, facts.train),
        (prepared.validation, facts.validation),
        (prepared.test, facts.test),
    ):
        assert part.inputs.shape == (count, *facts.input_shape)
        assert len(part.targets) == count > 0
        assert part.inputs.max() < facts.vocabulary
        assert SOURCES[key].licence
        assert prepared.text is not None
        assert len(prepared.text.input) <= facts.vocabulary
        if facts.answers:
            assert part.targets.shape == (count, *facts.target_shape)
            assert part.targets.max() < facts.answers
