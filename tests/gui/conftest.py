"""No window of a test appears on the screen."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
