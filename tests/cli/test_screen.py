"""No screen and missing system libraries, in words."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from nnstudio.cli import main, screen
from nnstudio.errors import UserError


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_screen")
def test_that_without_a_screen_it_says_what_to_do_instead(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 1
    error = capsys.readouterr().err
    assert "no screen" in error
    assert "nnstudio train" in error


@pytest.mark.usefixtures("no_screen")
@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_that_each_way_to_a_screen_counts_if_it_answers(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not screen.has_screen()
    monkeypatch.setattr(screen, "_can_load", lambda library: True)
    answers = {"DISPLAY": lambda: True, "WAYLAND_DISPLAY": lambda display: display == "anything"}
    monkeypatch.setattr(screen, "_x11_answers", answers["DISPLAY"])
    monkeypatch.setattr(screen, "_wayland_answers", answers["WAYLAND_DISPLAY"])
    monkeypatch.setenv(name, "anything")
    assert screen.has_screen()
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb" if name == "WAYLAND_DISPLAY" else "wayland")
    assert not screen.has_screen()


@pytest.mark.usefixtures("no_screen")
def test_that_qt_may_be_told_to_draw_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert screen.has_screen()


@pytest.mark.usefixtures("no_screen")
@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="Wayland needs sockets of Unix")
def test_that_wayland_answers_where_somebody_listens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(screen, "_can_load", lambda library: True)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    with pytest.raises(UserError, match="“wayland-7” does not answer"):
        screen.require_screen()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "wayland-7"))
        listening.listen()
        screen.require_screen()


@pytest.mark.usefixtures("no_screen")
def test_that_a_missing_library_of_x11_is_named_with_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(screen, "_can_load", lambda library: library != "libxcb-cursor.so.0")
    with pytest.raises(UserError) as error:
        screen.require_screen()
    assert "libxcb-cursor.so.0" in error.value.message
    assert "apt install libxcb-cursor0" in error.value.hint
    assert "dnf install xcb-util-cursor" in error.value.hint


@pytest.mark.usefixtures("no_screen")
def test_that_a_screen_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setattr(screen, "_can_load", lambda library: True)
    monkeypatch.setattr(screen, "_x11_answers", lambda: False)
    with pytest.raises(UserError, match=":77"):
        screen.require_screen()


def test_that_an_import_of_qt_without_its_libraries_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "_can_load", lambda library: library != "libEGL.so.1")
    with pytest.raises(UserError, match=r"libEGL\.so\.1") as error, screen.telling_missing_libraries():
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert "libegl1" in error.value.hint


def test_that_other_errors_of_import_are_not_hidden() -> None:
    with pytest.raises(ImportError, match="no module"), screen.telling_missing_libraries():
        raise ImportError("no module of that name")
