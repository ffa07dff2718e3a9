"""Banners, and what nobody expected."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from nnstudio.errors import UserError
from nnstudio.gui.exception_hook import ExceptionHook, log, open_log
from nnstudio.gui.messages import AT_MOST, Level, Message, MessageArea, Offer
from nnstudio.gui.theme import DARK, LIGHT


@pytest.fixture
def area(qtbot: QtBot) -> MessageArea:
    made = MessageArea(LIGHT)
    qtbot.addWidget(made)
    made.show()
    return made


def button(area: MessageArea, text: str) -> QToolButton:
    return next(found for found in area.findChildren(QToolButton) if text in (found.text(), found.toolTip()))


def test_that_a_message_stays_until_it_is_closed(area: MessageArea) -> None:
    message = Message.of(UserError("It is broken.", "Mend it.", "layers[2].units"))
    area.show_message(message)
    assert area.messages == (message,)
    button(area, "Close this message").click()
    assert area.messages == ()


def test_that_a_file_cannot_put_markup_into_a_message(area: MessageArea) -> None:
    area.show_message(Message(Level.ERROR, "<b>bold</b>", where='<img src="x">'))
    shown = [label.text() for label in area.findChildren(QLabel)]
    assert any("&lt;b&gt;bold" in text and "&lt;img" in text for text in shown)


def test_that_the_newest_of_a_key_takes_the_place_of_the_older(area: MessageArea) -> None:
    area.show_message(Message(Level.ERROR, "first", key="file"))
    area.show_message(Message(Level.ERROR, "other"))
    area.show_message(Message(Level.ERROR, "second", key="file"))
    assert [message.text for message in area.messages] == ["other", "second"]
    area.dismiss("file")
    assert [message.text for message in area.messages] == ["other"]


def test_that_the_same_words_are_shown_once_whoever_says_them(area: MessageArea) -> None:
    for key in ("data", "run"):
        area.show_message(Message(Level.ERROR, "It is gone.", "Put it back.", key=key))
    area.show_message(Message(Level.ERROR, "It is gone.", "Choose another."))
    assert [message.key for message in area.messages] == ["run", ""]


def test_that_the_same_message_is_shown_once_and_never_too_many(area: MessageArea) -> None:
    for number in (1, 1, 2, 3, 4, 5):
        area.show_message(Message(Level.INFO, str(number)))
    assert [message.text for message in area.messages] == ["3", "4", "5"]
    assert len(area.messages) == AT_MOST


def test_that_an_offer_is_done_and_closes_its_message(area: MessageArea) -> None:
    done: list[str] = []
    area.show_message(Message(Level.INFO, "?", offer=Offer("Do it", lambda: done.append("done"))))
    button(area, "Do it").click()
    assert done == ["done"]
    assert area.messages == ()


def test_that_everything_of_a_message_can_be_copied(area: MessageArea) -> None:
    area.show_message(Message(Level.ERROR, "It is broken.", "Mend it.", "place", details="line 1\nline 2"))
    button(area, "Copy").click()
    assert QApplication.clipboard().text() == "place: It is broken.\nMend it.\nline 1\nline 2"


def test_that_messages_follow_the_theme(area: MessageArea) -> None:
    area.show_message(Message(Level.ERROR, "text", "hint"))
    area.set_theme(DARK)
    assert any(DARK.muted in label.text() for label in area.findChildren(QLabel))


@pytest.fixture
def hook(tmp_path: Path, qapp: QApplication) -> Iterator[ExceptionHook]:
    path = open_log(tmp_path)
    yield ExceptionHook(path)
    for handler in log.handlers[:]:
        log.removeHandler(handler)
        handler.close()


def raised(error: BaseException) -> tuple[type[BaseException], BaseException, None]:
    return type(error), error, None


def boxes() -> list[QMessageBox]:
    return [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]


def test_that_an_unexpected_error_is_logged_and_shown_once_with_details_to_copy(
    hook: ExceptionHook, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("nnstudio").propagate = True
    hook.catch(*raised(RuntimeError("of the first kind")))
    hook.catch(*raised(RuntimeError("of the second kind")))
    (box,) = boxes()
    assert "of the first kind" in box.detailedText()
    copy = next(found for found in box.buttons() if found.text() == "Copy details")
    copy.click()
    assert "of the first kind" in QApplication.clipboard().text()
    assert box.isVisible()
    logged = (tmp_path / "nnstudio.log").read_text()
    assert "of the first kind" in logged
    assert "of the second kind" in logged
    with qtbot.waitSignal(box.destroyed):
        box.reject()
    hook.catch(*raised(RuntimeError("later")))
    (box,) = boxes()
    with qtbot.waitSignal(box.destroyed):
        box.reject()
    assert "of the first kind" in capsys.readouterr().err


def test_that_a_user_error_that_nobody_caught_is_an_ordinary_message(
    hook: ExceptionHook, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(hook.user_error) as told:
        hook.catch(*raised(UserError("It is broken.", "Mend it.")))
    assert told.args[0].text == "It is broken."
    assert boxes() == []


def test_that_an_error_in_a_thread_is_shown_by_the_window(
    hook: ExceptionHook, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    hook.install()

    def fail() -> None:
        raise UserError("from a thread")

    with qtbot.waitSignal(hook.user_error) as told:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert told.args[0].text == "from a thread"
