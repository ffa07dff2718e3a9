"""Shipped files are found in a checkout and in an installed wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from ast import literal_eval
from pathlib import Path

from nnstudio.resources import resource

ROOT = Path(__file__).parent.parent


def test_that_a_checkout_finds_its_resources() -> None:
    assert resource("designs", "spiral.nnd") == ROOT / "resources" / "designs" / "spiral.nnd"
    assert resource("designs", "spiral.nnd").is_file()


def test_that_a_wheel_carries_its_resources_and_translations(tmp_path: Path) -> None:
    build = f"import hatchling.build; print(hatchling.build.build_wheel({str(tmp_path)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", build], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    wheel = tmp_path / done.stdout.split()[-1]
    unpacked = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    look = "from nnstudio.resources import resource; print(resource('designs', 'spiral.nnd'))"
    found = subprocess.run(
        [sys.executable, "-c", look], cwd=unpacked, capture_output=True, text=True, check=True, timeout=150
    )
    path = Path(found.stdout.strip())
    assert path == unpacked / "nnstudio" / "resources" / "designs" / "spiral.nnd"
    assert path.read_bytes() == resource("designs", "spiral.nnd").read_bytes()
    speak = "from nnstudio.i18n import _, set_language; set_language('ru'); print(ascii(_('Train')))"
    said = subprocess.run(
        [sys.executable, "-c", speak], cwd=unpacked, capture_output=True, text=True, check=True, timeout=150
    )
    assert literal_eval(said.stdout) == "Обучить"
