"""Parameters: what they accept, and the sentences with which they refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnstudio.catalogue.layers.params import KERNEL_REGULARIZER
from nnstudio.catalogue.layers.windows import sizes
from nnstudio.catalogue.params import (
    Bool,
    Choice,
    Float,
    Int,
    Numbers,
    Option,
    Param,
    ParamError,
    Rising,
    ShapeParam,
    check_params,
    unknown_name,
)
from nnstudio.catalogue.values import Part, Value

UNITS = Int(name="units", title="Units", help="", default=32, min=1, max=65_536)
RATE = Float(name="rate", title="Rate", help="", default=0.5, min=0.0, max=1.0, open_min=True)
BIAS = Bool(name="bias", title="Bias", help="", default=True)
PADDING = Choice(
    name="p", title="Padding", help="", default="a", options=(Option("a", "A"), Option("b", "B"))
)
KERNEL = sizes("kernel_size", "Kernel size", (3, 3), "")
STRIDES = sizes("strides", "Strides", None, "", none="as pool size")
SHAPE = ShapeParam(name="shape", title="Shape", help="", default=(-1,))
HUGE = 10**400


@pytest.mark.parametrize(
    ("param", "value", "normal"),
    [
        (UNITS, 1, 1),
        (UNITS, 64.0, 64),
        (RATE, 1, 1.0),
        (BIAS, False, False),
        (PADDING, "b", "b"),
        (KERNEL, 5, (5, 5)),
        (KERNEL, (1, 2), (1, 2)),
        (STRIDES, None, None),
        (STRIDES, 2, (2, 2)),
        (SHAPE, 8, (8,)),
        (SHAPE, (7, -1), (7, -1)),
        (KERNEL_REGULARIZER, "l2", Part(kind="l2", params={"l2": 0.01})),
        (KERNEL_REGULARIZER, Part(kind="l1", params={"l1": 1}), Part(kind="l1", params={"l1": 1.0})),
    ],
)
def test_that_a_value_comes_into_its_normal_form(param: Param, value: Value, normal: Value) -> None:
    found = param.check(value)
    assert found == normal
    assert type(found) is type(normal)


@pytest.mark.parametrize(
    ("param", "value"),
    [
        *((UNITS, value) for value in (0, 65_537, 1.5, True, "1", None, (1,), HUGE, float("nan"))),
        *((RATE, value) for value in (0.0, 1.1, True, "a", None, HUGE, float("inf"), float("nan"))),
        *((BIAS, value) for value in (1, 0, "on", None)),
        *((PADDING, value) for value in ("c", 1, None)),
        *((KERNEL, value) for value in (0, (0, 3), (3,), (3, 3, 3), (3, 1.0), (3, True), True, None, "3")),
        *((SHAPE, value) for value in ((), (-1, -1), (0,), (1, 2, 3, 4, 5), -2, True, "3", None, 1.5)),
        *((KERNEL_REGULARIZER, value) for value in ("l3", 1, None, Part(kind="x"), (1, 2))),
    ],
)
def test_that_a_value_of_the_wrong_kind_or_size_is_refused(param: Param, value: Value) -> None:
    with pytest.raises(ParamError, match=r"must be .*; got .*\.$"):
        param.check(value)


def test_that_a_refusal_names_the_bounds_and_the_value() -> None:
    with pytest.raises(ParamError) as refused:
        UNITS.check(0)
    assert refused.value.message == "Units must be a whole number from 1 to 65,536; got 0."


def test_that_a_refusal_writes_sizes_as_people_do() -> None:
    with pytest.raises(ParamError, match=r"such as 3×3; got 3×0\.$"):
        KERNEL.check((3, 0))


def test_that_a_refusal_repeats_only_the_beginning_of_a_long_value() -> None:
    with pytest.raises(ParamError) as refused:
        UNITS.check("9" * 100_000)
    assert len(refused.value.message) < 200


def test_that_the_path_leads_to_the_value_inside_a_part() -> None:
    part = Part(kind="l2", params={"l2": -1.0})
    with pytest.raises(ParamError) as refused:
        check_params([KERNEL_REGULARIZER], {"kernel_regularizer": part})
    assert refused.value.path == ("kernel_regularizer", "l2")


def test_that_an_unknown_name_suggests_the_near_ones() -> None:
    with pytest.raises(ParamError) as refused:
        check_params([UNITS, RATE], {"unit": 3})
    assert refused.value.path == ("unit",)
    assert "did you mean units?" in refused.value.message


def test_that_an_unknown_name_without_near_ones_lists_what_there_is() -> None:
    assert unknown_name("zzz", ["adam", "sgd"]) == "There is no “zzz”; there is adam, sgd."


def test_that_values_are_shown_as_people_write_them() -> None:
    assert UNITS.text(1024) == "1,024"
    assert RATE.text(0.001) == "0.001"
    assert KERNEL.text((3, 5)) == "3×5"
    assert STRIDES.text(None) == "as pool size"
    assert KERNEL_REGULARIZER.text(Part(kind="l2", params={"l2": 0.01})) == "L2 0.01"


def test_that_no_numbers_at_all_are_none_to_keras_where_that_stands_for_something() -> None:
    axes = Rising(name="axes", title="Axes", help="Which.", default=(), min=1, max=8, none="none")
    fill = Numbers(name="fill", title="Fill", help="What.", default=(), most=1, none="noise")
    assert axes.argument(axes.check(())) is None
    assert axes.argument(axes.check((1, 2))) == (1, 2)
    assert fill.argument(fill.check(())) is None
    assert fill.argument(fill.check(0.5)) == 0.5
    assert (axes.text(()), fill.text(())) == ("none", "noise")
    for param in (replace(axes, none=""), replace(fill, none="")):
        with pytest.raises(ParamError):
            param.check(())
