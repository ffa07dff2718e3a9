"""The page that tells what a data set is: examples, classes, parts, where it comes from."""

from nnstudio.gui.data_page.dialog import DataPage

__all__ = ["DataPage"]
