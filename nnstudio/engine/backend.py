"""TensorFlow and Keras, imported in one place so that they are set up before anything else.

A user's own ``keras.json`` may ask for another backend, number type or channel order; the shapes and
numbers of a design must not depend on it.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator

from nnstudio.engine import compiled_cache

_STDERR = 2  # the descriptor that TensorFlow's C++ writes to, beneath sys.stderr

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
compiled = compiled_cache.switch_on()


@contextlib.contextmanager
def _remarks_held_back() -> Iterator[None]:
    """Hold back what is written to the terminal beneath Python; let it out only if an error is raised.

    TensorFlow greets every terminal with remarks on processors and graphics cards before it reads the
    level of logging it is asked for.
    """
    try:
        terminal = os.dup(_STDERR)
    except OSError:  # a program without a terminal, such as one started from the desktop
        yield
        return
    with tempfile.TemporaryFile() as remarks:
        os.dup2(remarks.fileno(), _STDERR)
        try:
            yield
        except Exception:
            remarks.seek(0)
            os.write(terminal, remarks.read())
            raise
        finally:
            os.dup2(terminal, _STDERR)
            os.close(terminal)


with _remarks_held_back():
    import keras
    import tensorflow as tf

    tf.config.list_physical_devices()  # looks for graphics cards, with remarks

keras.config.set_floatx("float32")
keras.config.set_image_data_format("channels_last")
tf.get_logger().setLevel("ERROR")

__all__ = ["compiled", "keras", "tf"]
