"""A design as a program that needs nothing but Keras and numpy: text and arrays, no TensorFlow, no Qt.

``export`` writes both into a folder. What the program does with the data is what the window does, to the bit;
its functions are quoted from this house where they can be.
"""

from nnstudio.export.folder import cannot_be_exported, export, in_the_way
from nnstudio.export.program import DATA_FILE, PROGRAM_FILE

__all__ = ["DATA_FILE", "PROGRAM_FILE", "cannot_be_exported", "export", "in_the_way"]
