"""Forms made from the catalogue: one editor for each type of parameter."""

from nnstudio.gui.forms.form import ParamForm

__all__ = ["ParamForm"]
