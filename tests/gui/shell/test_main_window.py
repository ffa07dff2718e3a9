"""The whole window with the real worker: what a person does, and what stands there afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice
from nnstudio.design import edits
from nnstudio.design.files import save
from nnstudio.design.shipped import load_shipped
from nnstudio.gui.actions import ACTIONS, MENUS, Situation, plain
from nnstudio.gui.dialogs import Answer
from nnstudio.gui.gallery.card_button import CardButton
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.theme import DARK, LIGHT, Theme
from nnstudio.gui.workspace import DOCKS
from tests.gui.odd_words import ODD, ODD_FILE, looked_for
from tests.gui.shell.conftest import Until
from tests.gui.shell.windows import Answers
from tests.shipped import EACH_AT_LENGTH


@pytest.fixture
def at_work(window: MainWindow, until: Until) -> MainWindow:
    """The window with iris open and its data shown."""
    window.files.open_shipped("iris")
    until(window.run_state, lambda: window.run_state.preview is not None)
    return window


def trained(window: MainWindow, until: Until) -> list[float]:
    """Train to the end; the loss of every step."""
    window.actions_["train"].trigger()
    until(window.run_state, lambda: window.run_state.phase is Phase.FINISHED)
    return list(window.run_state.history.step_losses.values)


def test_that_it_opens_on_the_gallery(window: MainWindow) -> None:
    assert window.stage.gallery.isVisible()
    assert not window.stage.is_working
    assert window.windowTitle() == "NN Studio"
    assert not window.actions_["train"].isEnabled()
    assert not window.actions_["save"].isEnabled()


def test_that_two_clicks_lead_to_a_network_that_learns(window: MainWindow, until: Until) -> None:
    window.stage.gallery.opened.emit("iris")
    assert window.stage.is_working
    assert len(trained(window, until)) > 100


@pytest.mark.parametrize("name", EACH_AT_LENGTH)
def test_that_every_shipped_design_opens_and_takes_a_step(
    window: MainWindow, until: Until, name: str
) -> None:
    window.files.open_shipped(name)
    assert window.document.report.errors == ()
    until(window.run_state, lambda: window.run_state.preview is not None)
    window.actions_["step"].trigger()
    until(window.run_state, lambda: window.run_state.progress.step == 1)
    until(window.run_state, lambda: window.run_state.sampled is not None)
    until(window.run_state, lambda: window.run_state.phase is Phase.PAUSED)
    assert window.run_state.progress.step == 1


def test_that_the_same_seed_gives_the_same_curve_in_the_window(at_work: MainWindow, until: Until) -> None:
    assert trained(at_work, until) == trained(at_work, until)


def test_that_the_title_names_the_file_and_its_changes(at_work: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "flowers.nnd"
    save(load_shipped("iris"), path)
    at_work.files.open(path)
    assert at_work.windowTitle() == "flowers[*] – NN Studio"
    assert not at_work.isWindowModified()
    at_work.document.apply(edits.set_recipe, "epochs", 3)
    assert at_work.isWindowModified()
    at_work.actions_["save"].trigger()
    assert not at_work.isWindowModified()
    at_work.actions_["undo"].trigger()
    assert at_work.isWindowModified()


def test_that_a_bad_file_is_one_banner_and_the_window_stays_as_it_was(
    at_work: MainWindow, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.nnd"
    bad.write_bytes(b"\x00\x01")
    design, title = at_work.document.design, at_work.windowTitle()
    assert not at_work.files.open(bad)
    (message,) = at_work.messages.messages
    assert "bad.nnd" in message.plain
    assert at_work.document.design is design
    assert at_work.windowTitle() == title
    assert at_work.stage.is_working


def test_that_a_save_that_failed_is_forgotten_once_one_succeeds(
    at_work: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "nowhere" / "mine.nnd"
    assert not at_work.files.save_as()
    assert len(at_work.messages.messages) == 1
    answers.path = tmp_path / "mine.nnd"
    assert at_work.files.save_as()
    assert at_work.messages.messages == ()


def drop(window: QWidget, *paths: Path) -> bool:
    """Drag files onto a window and let them go; whether the window takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))
    return enter.isAccepted()


@pytest.mark.parametrize("name", ["flowers.nnd", "FLOWERS.NND"])
def test_that_a_design_dropped_on_the_window_opens(window: MainWindow, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    save(load_shipped("iris"), path)
    assert drop(window, path)
    assert window.document.path == path
    assert window.stage.is_working


def test_that_train_with_a_problem_goes_to_its_row(at_work: MainWindow) -> None:
    at_work.files.open_shipped("digits-cnn")
    conv = next(row.id for row in at_work.document.design.layers if row.kind == "conv2d")
    at_work.network.selection.select(at_work.document.design.layers[-1].id)
    at_work.document.apply(edits.set_param, conv, "kernel_size", 40)
    at_work.actions_["train"].trigger()
    assert at_work.run_state.phase is not Phase.PREPARING
    (message,) = at_work.messages.messages
    assert "40" in message.hint
    assert at_work.network.selection.layers() == [conv]
    at_work.actions_["undo"].trigger()
    assert at_work.messages.messages == ()


def test_that_an_edit_in_a_run_is_offered_with_a_restart(at_work: MainWindow, until: Until) -> None:
    at_work.document.apply(edits.set_recipe, "epochs", 1_000_000)
    at_work.actions_["train"].trigger()
    until(at_work.run_state, lambda: at_work.run_state.phase is Phase.RUNNING)
    assert "Changes apply at the next start." not in at_work.status.texts
    at_work.document.apply(edits.set_param, at_work.document.design.layers[0].id, "units", 9)
    assert "Changes apply at the next start." in at_work.status.texts
    run = at_work.run_state.run
    restart = next(found for found in at_work.status.findChildren(QToolButton) if found.text() == "Restart")
    restart.click()
    assert at_work.run_state.run == run + 1
    assert "Changes apply at the next start." not in at_work.status.texts
    until(at_work.run_state, lambda: at_work.run_state.phase is Phase.RUNNING)


def test_that_the_engine_of_the_settings_trains_and_is_named_below(at_work: MainWindow, until: Until) -> None:
    trained(at_work, until)
    assert "trained with: XLA compiler" in at_work.status.texts
    at_work.settings.set_value("engine", "graph")
    trained(at_work, until)
    assert "trained with: TensorFlow graph" in at_work.status.texts
    at_work.files.open_shipped("iris")
    until(at_work.run_state, lambda: at_work.run_state.preview is not None)
    assert "trained with: TensorFlow graph" not in at_work.status.texts


def test_that_the_train_button_says_what_it_will_do(at_work: MainWindow, until: Until) -> None:
    train, state = at_work.actions_["train"], at_work.run_state
    at_work.document.apply(edits.set_recipe, "epochs", 1_000_000)
    assert train.text() == "&Train"
    train.trigger()
    until(state, lambda: state.progress.step > 0)
    assert train.text() == "&Pause"
    assert not at_work.actions_["step"].isEnabled()
    train.trigger()
    until(state, lambda: state.phase is Phase.PAUSED)
    assert train.text() == "&Resume"
    assert at_work.actions_["step"].isEnabled()
    at_work.actions_["stop"].trigger()
    until(state, lambda: state.phase is Phase.STOPPED)
    assert train.text() == "&Train"
    assert not at_work.actions_["stop"].isEnabled()
    at_work.actions_["reset"].trigger()
    until(state, lambda: state.phase is Phase.PAUSED)
    assert train.text() == "&Train"
    at_work.actions_["step"].trigger()
    until(state, lambda: state.phase is Phase.PAUSED and state.progress.step == 1)
    assert train.text() == "&Resume"


def test_that_opening_another_design_ends_the_run(at_work: MainWindow, until: Until) -> None:
    state = at_work.run_state
    at_work.actions_["train"].trigger()
    until(state, lambda: state.progress.step > 0)
    at_work.files.open_shipped("spiral")
    assert not state.phase.is_active
    assert len(state.history.step_losses.values) == 0
    until(state, lambda: state.preview is not None)
    assert state.preview is not None
    assert state.preview.choice.source == "spiral"


def test_that_the_status_bar_tells_size_worker_and_problems(at_work: MainWindow) -> None:
    at_work.files.open_shipped("digits-cnn")
    size, worker, *rest = at_work.status.texts
    assert size.startswith("225,034 parameters · about ")
    assert worker == "ready"
    assert rest == []
    conv = next(row.id for row in at_work.document.design.layers if row.kind == "conv2d")
    at_work.document.apply(edits.set_param, conv, "kernel_size", 40)
    assert "1 problem" in at_work.status.texts


def test_that_the_gallery_goes_back_to_the_design(at_work: MainWindow) -> None:
    at_work.actions_["gallery"].trigger()
    assert at_work.stage.gallery.isVisible()
    assert at_work.actions_["gallery"].text() == "&Back to the network"
    at_work.actions_["gallery"].trigger()
    assert at_work.stage.is_working


def test_that_the_way_back_from_the_gallery_is_a_button_with_words(at_work: MainWindow) -> None:
    button = at_work.toolbar.widgetForAction(at_work.actions_["gallery"])
    assert isinstance(button, QToolButton)
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    at_work.actions_["gallery"].trigger()
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert button.text() == "Back to the network"
    button.click()
    assert at_work.stage.is_working
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly


def test_that_no_button_moves_as_train_becomes_pause_and_resume(at_work: MainWindow) -> None:
    names = ("train", "step", "stop", "reset")
    buttons = [at_work.toolbar.widgetForAction(at_work.actions_[name]) for name in names]
    places = []
    for phase in (Phase.READY, Phase.RUNNING, Phase.PAUSED):
        at_work.actions_.follow(Situation(working=True, phase=phase, has_begun=True))
        at_work.toolbar.layout().activate()
        places.append([button.geometry() for button in buttons])
    assert places[0] == places[1] == places[2]


def test_that_docks_hide_come_back_and_are_reset(at_work: MainWindow) -> None:
    docks = at_work.desk.workspace.docks
    assert set(docks) == set(DOCKS)
    toggles = {toggle.text(): toggle for toggle in at_work.desk.workspace.toggles()}
    toggles["Progress"].trigger()
    docks["predictions"].setFloating(True)
    assert not docks["progress"].isVisible()
    at_work.actions_["reset_layout"].trigger()
    assert docks["progress"].isVisible()
    assert not docks["predictions"].isFloating()


def test_that_nothing_overlaps_and_all_panels_have_room_at_1366_by_768(at_work: MainWindow) -> None:
    at_work.resize(1366, 768)
    assert (at_work.width(), at_work.height()) == (1366, 768)
    docks = at_work.desk.workspace.docks
    shown = [docks[name].geometry() for name in ("palette", "network", "layer", "progress", "predictions")]
    for at, one in enumerate(shown):
        assert one.width() >= 150
        assert one.height() >= 150
        assert not any(one.intersects(other) for other in shown[at + 1 :])


def wears(window: MainWindow, theme: Theme) -> bool:
    return window.palette().window().color() == QColor(theme.panel)


def test_that_the_theme_changes_everywhere_and_back(at_work: MainWindow, qtbot: QtBot) -> None:
    light = at_work.grab().toImage()
    at_work.actions_["theme"].trigger()
    qtbot.waitUntil(lambda: wears(at_work, DARK))
    dark = at_work.grab().toImage()
    spots = [QPoint(x, y) for x in range(5, light.width(), 50) for y in range(5, light.height(), 50)]
    bright = [spot for spot in spots if dark.pixelColor(spot).lightness() > 230]
    assert len(bright) < len(spots) / 20
    at_work.actions_["theme"].trigger()
    qtbot.waitUntil(lambda: wears(at_work, LIGHT))
    again = at_work.grab().toImage()
    assert all(again.pixelColor(spot) == light.pixelColor(spot) for spot in spots)


def test_that_a_larger_text_reaches_the_gallery_behind_the_design_and_the_titles_of_docks(
    at_work: MainWindow, qtbot: QtBot
) -> None:
    usual = at_work.fontMetrics().height()
    card = at_work.stage.gallery.findChildren(CardButton)[0]
    height = card.height()
    try:
        at_work.appearance.change_text_size(+50)
        qtbot.waitUntil(lambda: at_work.fontMetrics().height() > usual)
        dock = at_work.desk.workspace.docks["progress"]
        qtbot.waitUntil(lambda: dock.fontMetrics().height() > usual)
        assert at_work.toolbar.iconSize().height() > usual * 1.2
        at_work.stage.turn()
        assert card.height() > height
        assert card.height() >= card.sizeHint().height()
    finally:
        at_work.appearance.change_text_size(0)
        qtbot.waitUntil(lambda: at_work.fontMetrics().height() == usual)


def dialogs() -> list[QDialog]:
    found = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog))
    return [dialog for dialog in found if dialog.isVisible()]


@pytest.mark.parametrize("name", ["settings", "shortcuts", "glossary", "about", "commands"])
def test_that_dialogs_open_without_stopping_the_window(at_work: MainWindow, name: str) -> None:
    at_work.actions_[name].trigger()
    (dialog,) = dialogs()
    dialog.close()
    assert dialogs() == []


def test_that_the_command_palette_has_all_that_makes_sense(at_work: MainWindow) -> None:
    palette = at_work.show_commands()
    titles = palette.titles
    palette.close()
    assert {"Train", "Save", "Add a layer: Dense", "Open the design: spiral"} <= set(titles)
    assert "Stop" not in titles


def test_that_a_page_of_the_glossary_opens_from_the_command_palette_and_from_a_panel(
    at_work: MainWindow,
) -> None:
    palette = at_work.show_commands()
    palette.type_text("momentum")
    QTest.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Return)
    assert at_work.glossary.isVisible()
    assert at_work.glossary.key == "momentum"
    at_work.desk.training.explained.emit("dropout")
    assert at_work.glossary.key == "dropout"
    (dialog,) = dialogs()
    dialog.close()
    assert dialogs() == []


def test_that_a_layer_is_added_from_the_command_palette(at_work: MainWindow) -> None:
    count = len(at_work.document.design.layers)
    palette = at_work.show_commands()
    palette.type_text("add layer dropout")
    QTest.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Return)
    kinds = [row.kind for row in at_work.document.design.layers]
    assert len(kinds) == count + 1
    assert "dropout" in kinds


def test_that_every_action_has_a_name_a_menu_and_its_own_keys(window: MainWindow) -> None:
    keys = [key for record in ACTIONS for key in record.shortcuts]
    assert len(keys) == len(set(keys))
    row_keys = [action.shortcut().toString() for action in window.network.actions_of_rows()]
    assert not set(keys) & set(row_keys)
    assert len({record.id for record in ACTIONS}) == len(ACTIONS)
    for record, action in window.actions_.items():
        assert record.menu in MENUS
        assert action.text()
        assert action.toolTip()


def test_that_closing_asks_about_changes_once_and_can_be_cancelled(
    at_work: MainWindow, answers: Answers
) -> None:
    at_work.document.apply(edits.set_recipe, "epochs", 3)
    answers.unsaved = Answer.CANCEL
    assert not at_work.close()
    assert answers.asked == [at_work.files.name]
    assert at_work.isVisible()
    assert at_work.thread_of_training.isRunning()


def test_that_the_page_of_the_data_opens_and_follows_another_set(window: MainWindow, until: Until) -> None:
    window.files.open_shipped("iris")
    until(window.run_state, lambda: window.run_state.preview is not None)
    window.actions_["data_page"].trigger()
    page = window.desk.data_page
    assert page is not None
    assert page.isVisible()
    assert page.windowTitle() == "Data: Iris"
    window.document.apply(edits.set_source, default_choice("wine"))
    until(window.run_state, lambda: page.windowTitle() == "Data: Wine")
    page.reject()
    assert not page.isVisible()
    window.desk.data.look_button.click()
    assert page.isVisible()


def test_that_names_like_markup_are_shown_as_they_are(at_work: MainWindow, tmp_path: Path) -> None:
    name = f"{ODD_FILE} [*]"
    path = tmp_path / f"{name}.nnd"
    save(load_shipped("iris"), path)
    assert at_work.files.open(path)
    assert at_work.windowTitle() == f"{name.replace('[*]', '[*][*]')}[*] – NN Studio"
    layers = at_work.document.design.layers
    at_work.document.apply(edits.group_rows, [layers[0].id], ODD)
    recent = next(menu for menu in at_work.findChildren(QMenu) if menu.title() == "Open &recent")
    recent.aboutToShow.emit()
    places = looked_for(at_work, recent)
    assert places.told >= 3, "the recent files in a menu and in the gallery, and undo"
    assert not places.wrong
    assert plain(at_work.actions_["undo"].text()).endswith(at_work.document.undo_stack.undoText())
