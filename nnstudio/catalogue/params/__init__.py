"""Parameters: each tests a value and writes its own sentence.

A form, a file, the command line and the tests all read the same object, so a bound is stated once.
"""

from nnstudio.catalogue.params.base import Param, ParamError, number_text
from nnstudio.catalogue.params.one import Bool, Choice, Float, Int, Label, Option
from nnstudio.catalogue.params.parts import AxesRule, Kind, PartParam, check_kind, check_params, unknown_name
from nnstudio.catalogue.params.several import Numbers, Rising, ShapeParam, Sizes

__all__ = [
    "AxesRule",
    "Bool",
    "Choice",
    "Float",
    "Int",
    "Kind",
    "Label",
    "Numbers",
    "Option",
    "Param",
    "ParamError",
    "PartParam",
    "Rising",
    "ShapeParam",
    "Sizes",
    "check_kind",
    "check_params",
    "number_text",
    "unknown_name",
]
