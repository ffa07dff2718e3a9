"""Saves what a network has learnt."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from nnstudio.errors import UserError
from nnstudio.i18n import _

NUMPY_SUFFIX = ".npz"
KERAS_SUFFIX = ".weights.h5"


def save(model: Any, path: str | os.PathLike[str]) -> None:
    """Write the weights; the file's ending chooses NumPy's format or Keras' own.

    The arrays of a NumPy file are named by layer and weight, such as ``dense/kernel``. A file that is
    there already is replaced only when the new one is whole. Raises UserError.
    """
    path = Path(path)
    check_path(path)
    suffix = NUMPY_SUFFIX if path.name.endswith(NUMPY_SUFFIX) else KERAS_SUFFIX
    part = path.with_name(f".{path.name}.{os.getpid()}{suffix}")
    try:
        if suffix == NUMPY_SUFFIX:
            np.savez(part, **{variable.path: variable.numpy() for variable in model.weights})
        else:
            model.save_weights(part)
        os.replace(part, path)
    except OSError as error:
        raise UserError(
            _("The weights could not be saved: {reason}.").format(reason=error.strerror or error),
            hint=_("Choose another folder."),
            where=str(path),
        ) from error
    finally:
        part.unlink(missing_ok=True)


def check_path(path: str | os.PathLike[str]) -> None:
    """Raise UserError if weights cannot be saved under this name; for asking before a long run."""
    path = Path(path)
    if not path.name.endswith((NUMPY_SUFFIX, KERAS_SUFFIX)):
        raise UserError(
            _("Weights are saved in files that end in {keras} or {numpy}.").format(
                keras=KERAS_SUFFIX, numpy=NUMPY_SUFFIX
            ),
            hint=_("Give the file one of these endings."),
            where=str(path),
        )
    if not path.absolute().parent.is_dir():
        raise UserError(
            _("The folder “{folder}” is not there.").format(folder=path.parent),
            hint=_("Make it first, or choose another folder."),
            where=str(path),
        )
