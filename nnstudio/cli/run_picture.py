"""``nnstudio picture``: a picture of the real window, trained."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from nnstudio.cli.find_design import find_design
from nnstudio.cli.output import out
from nnstudio.cli.screen import has_screen, telling_missing_libraries
from nnstudio.errors import UserError
from nnstudio.i18n import _


def run_picture(options: Namespace) -> int:
    """Open the window, off the screen if there is none, train, and save what it looks like."""
    place = find_design(options.design)
    path = Path(options.out)
    if path.suffix.lower() != ".png":
        raise UserError(_("Pictures are saved as PNG files."), _("Give a name that ends in .png."), str(path))
    if not path.absolute().parent.is_dir():
        raise UserError(_("The folder “{folder}” is not there.").format(folder=path.parent), where=str(path))
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"  # a picture has the pixels that were asked for
    with telling_missing_libraries():
        from nnstudio.gui.picture import Wish, take_picture
    wish = Wish(
        design=place.load(),
        epochs=options.epochs,
        view=options.view,
        size=options.size,
        theme=options.theme,
        seconds=options.seconds,
    )
    take_picture(wish, path)
    out().print(_("Saved {path}").format(path=path))
    return 0
