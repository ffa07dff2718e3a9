"""The guide from a file of one's own to data that a design learns from."""

from nnstudio.gui.own_data.guide import OwnDataGuide

__all__ = ["OwnDataGuide"]
