"""Every parameter of the catalogue can be typed, chosen, refused and shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.catalogue import INITIALIZERS, LAYERS, LOSSES, OPTIMIZERS, REGULARIZERS
from nnstudio.catalogue.params import (
    Bool,
    Choice,
    Float,
    Int,
    Kind,
    Label,
    Numbers,
    Param,
    ParamError,
    PartParam,
    Rising,
    ShapeParam,
    Sizes,
)
from nnstudio.catalogue.placed import Placed
from nnstudio.catalogue.values import Part, Value
from nnstudio.data import SOURCES
from nnstudio.design.fields import DATA_FIELDS, EARLY_STOPPING_FIELDS, RECIPE_FIELDS
from nnstudio.gui.forms import ParamForm
from nnstudio.gui.forms.editors import LabelEditor
from nnstudio.gui.forms.form import PartEditor
from nnstudio.gui.forms.number_box import NumberBox, step_float, step_int
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.forms.reading import is_unfinished, read_float, read_int, read_sizes, text_in_field


def all_params() -> Iterator[tuple[str, Param]]:
    tables: list[dict[str, Kind]] = [LAYERS, LOSSES, OPTIMIZERS, REGULARIZERS, INITIALIZERS, dict(SOURCES)]
    for table in tables:
        for key, kind in table.items():
            yield from ((f"{key}.{param.name}", param) for param in kind.params)
    for param in (*RECIPE_FIELDS, *DATA_FIELDS, *EARLY_STOPPING_FIELDS):
        yield f"field.{param.name}", param


NAMES = ("usual", "unusual")  # of a set of data
PARAMS = dict(all_params())
TYPED = {
    name: param
    for name, param in PARAMS.items()
    if isinstance(param, Int | Float | Numbers | Sizes | ShapeParam | Rising)
}


def test_that_a_number_whose_nought_has_a_name_shows_and_reads_it() -> None:
    param = PARAMS["field.validate_every"]
    assert isinstance(param, Int)
    assert text_in_field(param, 0) == "automatic"
    assert text_in_field(param, 5) == "5"
    assert [read_int(param, text) for text in ("automatic", " Automatic ", "", "0", "5")] == [0, 0, 0, 0, 5]
    with pytest.raises(ParamError, match="or 0 \\(automatic\\)"):
        read_int(param, "sometimes")


def shown_form(qtbot: QtBot, *params: Param) -> tuple[ParamForm, list[tuple[str, Value]]]:
    """A form with its defaults shown, advanced ones unfolded, and what it tells from now on."""
    form = ParamForm(params)
    qtbot.addWidget(form)
    told: list[tuple[str, Value]] = []
    for param in params:
        if isinstance(param, Label):
            editor = form.editor(param.name)
            assert isinstance(editor, LabelEditor)
            editor.set_names(NAMES)
    form.edited.connect(lambda name, value: told.append((name, value)))
    form.set_values({param.name: param.default for param in params})
    form.unfold()
    form.show()
    return form, told


def line_of(form: ParamForm, name: str) -> QLineEdit:
    line = form.editor(name).findChild(QLineEdit)
    assert line is not None
    return line


def type_over(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.selectAll()
    if text:
        qtbot.keyClicks(line, text)
    else:
        qtbot.keyClick(line, Qt.Key.Key_Backspace)


def other_value(param: Param) -> Value:
    """A value that the parameter accepts and that is not its default."""
    match param:
        case Int():
            return param.max if param.default != param.max else param.min
        case Float():
            return param.max if param.default != param.max else param.check((param.min + param.max) / 2)
        case Bool():
            return not param.default
        case Choice():
            return next(key for key in param.keys if key != param.default)
        case Label():
            return NAMES[1]
        case Sizes():
            sizes = [(size,) * param.count for size in (7, 5, param.max) if size <= param.max]
            return next(size for size in sizes if size != param.default)
        case Numbers():
            numbers = (0.5, 0.75) if param.max <= 1 else (2.25, 30.0)
            return param.check(numbers[: max(param.fewest, min(param.most, 2))])
        case Rising():
            return (2, 5)
        case ShapeParam():
            return tuple(min(size, param.max) for size in (7, 7, 8))
        case PartParam():
            other = next(kind for kind in param.kinds if kind.key != param.default.kind)
            return param.check(Part(kind=other.key))
        case Placed():
            return ()
    raise AssertionError(param)


def choose(qtbot: QtBot, box: OptionBox, key: str) -> None:
    """As a person does with the keyboard: Home, then down to it."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    while box.currentData() != key:
        qtbot.keyClick(box, Qt.Key.Key_Down)


@pytest.mark.parametrize("name", PARAMS)
def test_that_showing_a_value_tells_nothing(qtbot: QtBot, name: str) -> None:
    param = PARAMS[name]
    form, told = shown_form(qtbot, param)
    form.set_values({param.name: other_value(param)})
    form.set_values({param.name: param.default})
    assert told == []


@pytest.mark.parametrize("name", PARAMS)
def test_that_another_value_can_be_entered(qtbot: QtBot, name: str) -> None:
    param = PARAMS[name]
    form, told = shown_form(qtbot, param)
    value = other_value(param)
    control = form.editor(param.name).control
    match param:
        case Bool() | Placed():
            qtbot.keyClick(control, Qt.Key.Key_Space)
        case Choice() | Label():
            assert isinstance(control, OptionBox)
            choose(qtbot, control, str(value))
        case PartParam():
            assert isinstance(control, OptionBox)
            assert isinstance(value, Part)
            choose(qtbot, control, value.kind)
        case _typed:
            type_over(qtbot, line_of(form, param.name), text_in_field(param, value))
    assert told[-1] == (param.name, value)
    assert param.check(told[-1][1]) == value


@pytest.mark.parametrize("name", TYPED)
def test_that_wrong_text_is_answered_with_the_parameters_own_sentence(qtbot: QtBot, name: str) -> None:
    param = TYPED[name]
    form, told = shown_form(qtbot, param)
    line = line_of(form, param.name)
    line.selectAll()
    qtbot.keyClicks(line, "abc")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.sentence(param.name) == param.refuse("abc").message
    assert told == []
    assert line.text() == text_in_field(param, param.default)
    form.set_values({param.name: other_value(param)})
    assert form.sentence(param.name) == ""


@pytest.mark.parametrize("name", [name for name, param in PARAMS.items() if isinstance(param, Int | Float)])
def test_that_a_number_out_of_bounds_is_refused_where_it_is_typed(qtbot: QtBot, name: str) -> None:
    param = PARAMS[name]
    assert isinstance(param, Int | Float)
    form, told = shown_form(qtbot, param)
    line = line_of(form, param.name)
    type_over(
        qtbot,
        line,
        f"{param.max:.0f}9" if isinstance(param, Int) else str(param.max + 9 * abs(param.max) + 1),
    )
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "must be" in form.sentence(param.name)
    assert all(param.min <= value <= param.max for _name, value in told)


@pytest.mark.parametrize("name", PARAMS)
def test_that_every_field_has_a_name_and_help(qtbot: QtBot, name: str) -> None:
    param = PARAMS[name]
    form, _told = shown_form(qtbot, param)
    control = form.editor(param.name).control
    assert control.accessibleName()
    assert control.toolTip()


UNITS = Int(name="units", title="Units", help="Number of neurons.", default=32, min=1, max=65_536)
RATE = Float(name="rate", title="Learning rate", help="Step.", default=0.001, min=0, max=100, open_min=True)
SHARE = Float(name="share", title="Rate", help="Share.", default=0.2, min=0.0, max=1.0)
KERNEL = Sizes(name="kernel", title="Kernel size", help="Size.", default=(3, 3), count=2, min=1, max=1024)
STRIDES = Sizes(
    name="strides", title="Strides", help="Step.", default=None, count=2, min=1, max=99, none="as pool size"
)
SHAPE = ShapeParam(name="shape", title="Shape", help="Shape.", default=(-1,))


def test_that_numbers_follow_while_typing(qtbot: QtBot) -> None:
    form, told = shown_form(qtbot, UNITS)
    type_over(qtbot, line_of(form, "units"), "64")
    assert told == [("units", 6), ("units", 64)]


def test_that_an_echo_does_not_disturb_the_cursor(qtbot: QtBot) -> None:
    form, told = shown_form(qtbot, RATE)
    form.edited.connect(lambda name, value: form.set_values({name: value}))
    line = line_of(form, "rate")
    type_over(qtbot, line, "1e-")
    line.setCursorPosition(1)
    qtbot.keyClicks(line, ".")
    assert line.text() == "1.e-"
    line.setText("")
    qtbot.keyClicks(line, "0.0100")
    assert (line.text(), line.cursorPosition()) == ("0.0100", 6)
    assert told[-1] == ("rate", 0.01)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "0.01"


def test_that_an_undo_reaches_the_field(qtbot: QtBot) -> None:
    form, _told = shown_form(qtbot, UNITS)
    type_over(qtbot, line_of(form, "units"), "64")
    form.set_values({"units": 32})
    assert line_of(form, "units").text() == "32"


def test_that_a_half_typed_number_is_not_complained_about(qtbot: QtBot) -> None:
    form, told = shown_form(qtbot, RATE)
    type_over(qtbot, line_of(form, "rate"), "1e")
    assert form.sentence("rate") == ""
    assert told == [("rate", 1.0)]
    qtbot.keyClicks(line_of(form, "rate"), "-3")
    assert told[-1] == ("rate", 0.001)


def test_that_a_complaint_comes_by_itself_after_a_pause(qtbot: QtBot) -> None:
    form, told = shown_form(qtbot, UNITS)
    with qtbot.waitSignal(form.editor("units").refused):
        type_over(qtbot, line_of(form, "units"), "x")
    assert form.sentence("units") == UNITS.refuse("x").message
    assert told == []


def test_that_an_emptied_field_goes_back_without_a_word(qtbot: QtBot) -> None:
    form, told = shown_form(qtbot, UNITS)
    line = line_of(form, "units")
    type_over(qtbot, line, "")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (line.text(), form.sentence("units"), told) == ("32", "", [])


@pytest.mark.parametrize("text", ["1e999", "3,5", "99999999"])
def test_that_a_refused_number_leaves_what_held_before_not_its_first_digits(qtbot: QtBot, text: str) -> None:
    form, told = shown_form(qtbot, UNITS)
    line = line_of(form, "units")
    type_over(qtbot, line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (line.text(), told[-1]) == ("32", ("units", 32))
    assert form.sentence("units") == UNITS.refuse(text).message


def test_that_a_number_deleted_digit_by_digit_comes_back(qtbot: QtBot) -> None:
    form, told = shown_form(qtbot, UNITS)
    line = line_of(form, "units")
    line.end(False)
    for _digit in "32":
        qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert told == [("units", 3)]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (line.text(), told[-1]) == ("32", ("units", 32))


@pytest.mark.parametrize("text", ["5", "5x5", "5×5", "5,5", "5, 5", "5 5", "(5, 5)", "5*5"])
def test_that_sizes_may_be_typed_in_many_ways(text: str) -> None:
    assert read_sizes(KERNEL, text) == (5, 5)


def test_that_sizes_left_empty_stand_for_their_default_where_there_is_one() -> None:
    assert read_sizes(STRIDES, "") is None
    with pytest.raises(ParamError, match="Kernel size must be"):
        read_sizes(KERNEL, "")


def test_that_a_shape_may_leave_one_axis_open() -> None:
    assert read_sizes(SHAPE, "-1×8") == (-1, 8)
    assert read_sizes(SHAPE, "−1") == (-1,)
    with pytest.raises(ParamError, match="one of which may be"):
        read_sizes(SHAPE, "-1×-1")


@pytest.mark.parametrize(("text", "value"), [("64", 64), (" 64 ", 64), ("1,024", 1024), ("1 024", 1024)])
def test_that_whole_numbers_are_read_with_or_without_separators(text: str, value: int) -> None:
    assert read_int(UNITS, text) == value


@pytest.mark.parametrize("text", ["", "6.5", "1e3", "0x10", "٣", "1_0", "inf", "nan", "9" * 5000, "1,02"])
def test_that_other_texts_are_no_whole_number(text: str) -> None:
    with pytest.raises(ParamError, match="whole number"):
        read_int(UNITS, text)


@pytest.mark.parametrize(
    ("text", "value"), [("1e-3", 0.001), ("0.001", 0.001), ("0,001", 0.001), (".5", 0.5), ("5.", 5.0)]
)
def test_that_real_numbers_are_read_in_the_usual_forms(text: str, value: float) -> None:
    assert read_float(RATE, text) == value


@pytest.mark.parametrize("text", ["", "-1", "0", "nan", "inf", "1e999", "1,001", "0x1p3", "1e", "٣"])
def test_that_other_texts_are_no_learning_rate(text: str) -> None:
    with pytest.raises(ParamError, match="a number above 0"):
        read_float(RATE, text)


@pytest.mark.parametrize("text", ["", " ", "1e", "1e-", "0.", "-", "3×", "3x", "3,"])
def test_that_a_text_that_plainly_goes_on_is_unfinished(text: str) -> None:
    assert is_unfinished(text)
    assert not is_unfinished(text + "1")


def test_that_a_learning_rate_steps_through_round_numbers() -> None:
    up, down = [0.001], [0.001]
    for _step in range(4):
        up.append(step_float(RATE, up[-1], 1))
        down.append(step_float(RATE, down[-1], -1))
    assert up == [0.001, 0.002, 0.005, 0.01, 0.02]
    assert down == [0.001, 0.0005, 0.0002, 0.0001, 0.00005]
    assert step_float(RATE, 0.003, 1) == 0.005
    assert step_float(RATE, 0.003, -1) == 0.002
    assert step_float(RATE, 100.0, 1) == 100.0


def test_that_a_share_steps_evenly_and_stays_within_bounds() -> None:
    assert step_float(SHARE, 0.2, 1) == 0.25
    assert step_float(SHARE, 0.33, -1) == 0.3
    assert step_float(SHARE, 0.98, 3) == 1.0
    assert step_float(SHARE, 0.0, -1) == 0.0


@pytest.mark.parametrize("name", [name for name, param in PARAMS.items() if isinstance(param, Float)])
def test_that_steps_of_every_number_stay_within_its_bounds(name: str) -> None:
    param = PARAMS[name]
    assert isinstance(param, Float)
    for sign in (1, -1):
        value = param.default
        for _step in range(60):
            value = step_float(param, value, sign)
            assert param.check(value) == value
    assert step_float(param, param.default, 1) > param.default or param.default == param.max


def test_that_whole_numbers_step_by_one_within_bounds() -> None:
    assert (step_int(UNITS, 32, 1), step_int(UNITS, 1, -1), step_int(UNITS, 65_530, 10)) == (33, 1, 65_536)


def test_that_the_arrow_keys_step(qtbot: QtBot) -> None:
    form, told = shown_form(qtbot, UNITS)
    box = form.editor("units").control
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Down):
        qtbot.keyClick(box, key)
    assert told == [("units", 33), ("units", 43), ("units", 42)]


def wheel(widget: QWidget) -> QWheelEvent:
    """One notch of the wheel over a widget."""
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def test_that_the_wheel_changes_nothing_that_has_not_the_focus(qtbot: QtBot) -> None:
    names = ("dense.units", "dense.activation", "adam.learning_rate")
    form, told = shown_form(qtbot, *(PARAMS[name] for name in names))
    for name in ("units", "activation", "learning_rate"):
        control = form.editor(name).control
        assert isinstance(control, NumberBox | OptionBox)
        assert control.focusPolicy() is Qt.FocusPolicy.StrongFocus
        control.clearFocus()
        wheel(control)
    assert told == []
    with qtbot.waitActive(form):
        form.activateWindow()
    form.editor("units").control.setFocus()
    wheel(form.editor("units").control)
    assert told == [("units", 33)]


def test_that_a_part_shows_its_kinds_own_form_and_tells_whole_parts(qtbot: QtBot) -> None:
    param = PARAMS["dense.kernel_regularizer"]
    form, told = shown_form(qtbot, param)
    editor = form.editor(param.name)
    assert isinstance(editor, PartEditor)
    assert editor.form is None
    form.set_values({param.name: Part(kind="l2", params={"l2": 0.01})})
    assert editor.form is not None
    type_over(qtbot, line_of(editor.form, "l2"), "0.5")
    assert told[-1] == (param.name, Part(kind="l2", params={"l2": 0.5}))
    form.set_values({param.name: Part(kind="none")})
    assert editor.form is None
    assert editor.below is not None
    assert editor.below.isHidden()


def test_that_advanced_parameters_are_folded_away_until_asked_for(qtbot: QtBot) -> None:
    form = ParamForm(LAYERS["dense"].params)
    qtbot.addWidget(form)
    form.show()
    assert form.editor("units").isVisible()
    assert not form.editor("use_bias").isVisible()
    form.unfold()
    assert form.editor("use_bias").isVisible()


def test_that_a_refusal_unfolds_the_field_it_belongs_to(qtbot: QtBot) -> None:
    form = ParamForm(LAYERS["dense"].params)
    qtbot.addWidget(form)
    form.show()
    form.refuse("use_bias", "It cannot be.")
    assert form.editor("use_bias").isVisible()
    assert form.sentence("use_bias") == "It cannot be."


def test_that_undo_in_a_field_is_the_documents(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    asked: list[bool] = []
    undo = QAction(window)
    undo.setShortcut(QKeySequence("Ctrl+Z"))
    undo.triggered.connect(lambda: asked.append(True))
    window.addAction(undo)
    form = ParamForm((UNITS, KERNEL))
    form.set_values({})
    window.setCentralWidget(form)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    for name in ("units", "kernel"):
        control = form.editor(name).control
        control.setFocus()
        type_over(qtbot, line_of(form, name), "5")
        qtbot.keyClick(control, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True, True]
    assert line_of(form, "units").text() == "5"
