from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.export.calls import WIDTH, Call, Code, laid_out, names_in

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple),
    max_leaves=30,
)


@given(VALUES)
def test_that_what_is_laid_out_is_the_value_again(value: object) -> None:
    assert ast.literal_eval(laid_out(value)) == value


@given(st.lists(st.text(alphabet="abc\"'\\ \n", max_size=200)))
def test_that_texts_fit_into_the_width(texts: list[str]) -> None:
    told = laid_out(texts, indent=8)
    assert ast.literal_eval(told) == texts
    assert all(len(line) <= 2 * WIDTH for line in told.splitlines())  # marks of escape double a text at most


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("plain", '"plain"'),
        ("it's", '"it\'s"'),
        ('say "yes"', "'say \"yes\"'"),
        ("\"'", '"\\"\'"'),
        ("a\nb", '"a\\nb"'),
    ],
)
def test_that_texts_stand_in_double_quotes_where_that_is_simpler(text: str, told: str) -> None:
    assert laid_out(text) == told


def test_that_a_call_stands_on_one_line_if_it_fits() -> None:
    call = Call("layers.Dense", (10,), {"activation": "relu", "seed": Code("SEED")})
    assert laid_out(call) == 'layers.Dense(10, activation="relu", seed=SEED)'


def test_that_a_long_call_has_a_line_for_each_argument() -> None:
    inner = Call("keras.initializers.GlorotUniform", (), {"seed": 123_456_789})
    call = Call("layers.Conv2D", (32, (3, 3)), {"activation": "relu", "kernel_initializer": inner})
    assert laid_out(call, indent=4, taken=len("x = ")) == (
        "layers.Conv2D(\n"
        "        32,\n"
        "        (3, 3),\n"
        '        activation="relu",\n'
        "        kernel_initializer=keras.initializers.GlorotUniform(seed=123456789),\n"
        "    )"
    )


def test_that_all_that_is_called_is_known_by_name() -> None:
    call = Call("outer", (Call("inner"), [Code("name")]), {"more": (Call("last"),)})
    assert list(names_in(call)) == ["outer", "inner", "name", "last"]
