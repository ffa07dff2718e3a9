"""Settings and recent files: kept, checked, and never in the way."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from nnstudio.catalogue.params import Bool, Choice, Int, ParamError
from nnstudio.gui.appearance import Appearance
from nnstudio.gui.recent_files import AT_MOST, RecentFiles
from nnstudio.gui.settings import ENGINE, FILE_VARIABLE, SETTINGS, Settings
from nnstudio.gui.settings_dialog import SettingsDialog
from nnstudio.protocol.commands import Engine


@pytest.mark.parametrize("param", SETTINGS, ids=lambda param: param.name)
def test_that_each_setting_begins_with_its_default_and_is_kept(param: object, tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    assert isinstance(param, Choice | Int | Bool)
    settings = Settings(path)
    assert settings.value(param.name) == param.default
    other = {Choice: lambda p: p.keys[-1], Int: lambda p: p.max, Bool: lambda p: not p.default}
    wanted = other[type(param)](param)
    settings.set_value(param.name, wanted)
    settings.sync()
    assert Settings(path).value(param.name) == wanted


def test_that_a_broken_file_of_settings_gives_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text('[General]\ntheme="[[[["\ntext_size="\\"huge\\""\ngallery_at_start=7\n')
    settings = Settings(path)
    assert all(settings.value(param.name) == param.default for param in SETTINGS)


def test_that_a_value_outside_the_table_is_refused(settings: Settings) -> None:
    with pytest.raises(ParamError):
        settings.set_value("text_size", 1_000)
    with pytest.raises(KeyError):
        settings.set_value("colour_of_the_sea", 1)


def test_that_a_change_is_told_once(settings: Settings, qtbot: QtBot) -> None:
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.set_value("theme", "dark")
    settings.set_value("theme", "dark")
    assert told == ["theme"]


def test_that_the_environment_chooses_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "mine.ini"))
    settings = Settings()
    settings.set_value("theme", "dark")
    settings.sync()
    assert (tmp_path / "mine.ini").exists()


def test_that_a_layout_survives_as_it_was(settings: Settings) -> None:
    assert settings.layout("docks").isEmpty()
    state = QByteArray(bytes(range(256)))
    settings.set_layout("docks", state)
    assert settings.layout("docks") == state


def test_that_recent_files_come_newest_first_without_those_that_are_gone(
    settings: Settings, tmp_path: Path
) -> None:
    recent = RecentFiles(settings)
    paths = [tmp_path / f"{number}.nnd" for number in range(AT_MOST + 2)]
    for path in paths:
        path.touch()
        recent.add(path)
    assert recent.paths == tuple(reversed(paths))[:AT_MOST]
    recent.add(paths[5])
    assert recent.paths[0] == paths[5]
    assert len(set(recent.paths)) == AT_MOST
    paths[5].unlink()
    assert paths[5] not in recent.paths
    recent.clear()
    assert recent.paths == ()


@pytest.mark.parametrize("kept", [None, 7, "text", [1, None, "a\0b"], {"a": 1}])
def test_that_a_broken_list_of_recent_files_is_empty(settings: Settings, kept: object) -> None:
    settings.set_note("recent_files", kept)
    assert RecentFiles(settings).paths == ()


def test_that_the_dialog_shows_and_changes_every_setting(settings: Settings, qtbot: QtBot) -> None:
    settings.set_value("theme", "dark")
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    editors = {editor.accessibleName(): editor for editor in dialog.findChildren(QComboBox)}
    theme = editors["Theme"]
    assert theme.currentText() == "dark"
    theme.setCurrentIndex(theme.findText("light"))
    assert settings.theme == "light"
    (size,) = dialog.findChildren(QSpinBox)
    size.setValue(150)
    assert settings.text_size == 150
    (gallery,) = dialog.findChildren(QCheckBox)
    gallery.click()
    assert not settings.gallery_at_start
    engine = editors["Train with"]
    assert engine.currentText() == "automatic"
    engine.setCurrentIndex(engine.findText("plain Keras fit"))
    assert settings.engine == "keras"


def test_that_what_can_train_is_what_can_be_chosen() -> None:
    assert ENGINE.keys == get_args(Engine)


def test_that_theme_and_text_size_reach_the_application(settings: Settings, qapp: QApplication) -> None:
    usual = qapp.font()
    appearance = Appearance(qapp, settings)
    try:
        settings.set_value("theme", "dark")
        assert appearance.theme.is_dark
        assert qapp.palette().window().color().lightness() < 80
        appearance.toggle()
        assert settings.theme == "light"
        appearance.change_text_size(+100)
        assert qapp.font().pointSizeF() == pytest.approx(2 * usual.pointSizeF())
        appearance.change_text_size(+10_000)
        assert settings.text_size == 250
        appearance.change_text_size(0)
        assert settings.text_size == 100
    finally:
        qapp.setFont(usual)
