"""The words of a command line."""

from __future__ import annotations

import pytest

from nnstudio import __version__
from nnstudio.cli import main
from nnstudio.cli.arguments import make_parser, parse
from nnstudio.cli.run_window import COMMANDS, run_window


@pytest.mark.parametrize("words", [[], ["design.nnd"], ["spiral"]])
def test_that_no_command_opens_the_window(words: list[str]) -> None:
    options = parse(words)
    assert options.run is run_window
    assert options.design == (words[0] if words else None)


def test_that_the_window_knows_all_commands_to_suggest() -> None:
    assert tuple(make_parser()[1]) == COMMANDS


def test_that_every_command_and_every_word_of_it_is_explained() -> None:
    for name, parser in make_parser()[1].items():
        assert parser.description, name
        for action in parser._actions:
            assert action.help, f"{name} {action.dest}"


def test_that_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chekc", "spiral"], "Did you mean check?"),
        (["train", "spiral", "--jsno"], "Did you mean --json?"),
        (["train", "spiral", "--epochs", "0"], "a whole number from 1 to 1,000,000; got 0"),
        (["train", "spiral", "--seed", "many"], "“many” is not a whole number"),
        (["train"], "FILE|NAME"),
        (["picture", "spiral", "--size", "13x", "a.png"], "“13x” is not a size such as 1366x768"),
        (["picture", "spiral", "--size", "0x9", "a.png"], "“0x9” is not a size"),
        (["picture", "spiral", "--epochs", "-1", "a.png"], "from 0 to 1,000,000"),
        (["picture", "spiral", "--view", "all-of-it", "a.png"], "there is no 'all-of-it', but"),
    ],
)
def test_that_wrong_usage_ends_with_code_2_and_says_why(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_that_a_size_is_read_with_either_sign() -> None:
    for text in ("1366x768", "1366X768", "1366×768"):
        assert parse(["picture", "spiral", "a.png", "--size", text]).size == (1366, 768)
