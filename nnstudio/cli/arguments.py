"""The arguments of every subcommand."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from nnstudio import __version__
from nnstudio.catalogue import TABLES
from nnstudio.cli.language import OPTION, languages_text
from nnstudio.cli.run_bench import run_bench
from nnstudio.cli.run_catalogue import GLOSSARY, run_catalogue
from nnstudio.cli.run_check import run_check
from nnstudio.cli.run_export import run_export
from nnstudio.cli.run_fetch import run_fetch
from nnstudio.cli.run_lists import run_data, run_designs
from nnstudio.cli.run_picture import run_picture
from nnstudio.cli.run_results import run_results
from nnstudio.cli.run_train import run_train
from nnstudio.cli.run_window import run_window
from nnstudio.cli.words import Number, Parser, count, size
from nnstudio.data.fetched import FETCHED
from nnstudio.i18n import _

ENGINES = ("auto", "graph", "xla", "keras")
COMPILED = ENGINES[:3]
VIEWS = ("all", "gallery", "progress", "predictions", "network")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options, with ``run``: the function to call. Wrong usage ends the program with code 2."""
    parser, commands = make_parser()
    first = next((word for word in words if not word.startswith("-")), None)
    if first is not None and first not in commands:
        return _window_parser(commands).parse_args(words)
    options, unknown = parser.parse_known_args(words)
    if first is None:
        return _window_parser(commands).parse_args(words)
    if unknown:  # told by the subcommand, which knows its own options
        commands[first].error(f"unrecognized arguments: {' '.join(unknown)}")
    return options


def make_parser() -> tuple[argparse.ArgumentParser, dict[str, Parser]]:
    """The parser of the whole command line, and those of its subcommands."""
    parser = Parser(
        prog="nnstudio",
        usage=_("nnstudio [FILE] | nnstudio COMMAND …"),
        description=_(
            "A sandbox for neural networks. Without a command it opens the window; with FILE, a .nnd file or"
            " the name of a shipped design, it opens that design in it."
        ),
        epilog=_("“nnstudio COMMAND --help” tells more of a command."),
    )
    _add_general(parser)
    commands = parser.add_subparsers(prog="nnstudio", title=_("commands"), metavar="COMMAND")
    _add_lists(commands)
    _add_check(commands)
    _add_train(commands)
    _add_export(commands)
    _add_bench(commands)
    _add_results(commands)
    _add_picture(commands)
    return parser, dict(commands.choices)


def _add_general(parser: argparse.ArgumentParser) -> None:
    version = f"NN Studio {__version__}"
    parser.add_argument("--version", action="version", version=version, help=_("print the version"))
    parser.add_argument(  # it was read before all others, and is here to be told of
        OPTION,
        metavar="CODE",
        help=_("speak {languages}; usually the system's language").format(languages=languages_text()),
    )


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def _add(commands: Commands, name: str, summary: str, description: str) -> Parser:
    return commands.add_parser(name, help=summary, description=description)


def _add_lists(commands: Commands) -> None:
    designs = _add(
        commands,
        "designs",
        _("list the shipped designs"),
        _("Lists the designs that come with NN Studio. Each name can be used where a file can."),
    )
    designs.set_defaults(run=run_designs)
    data = _add(
        commands,
        "data",
        _("list the data sets, with source and licence"),
        _("Lists the data sets that come with NN Studio: size, shape, where each comes from, its licence."),
    )
    data.set_defaults(run=run_data)
    fetch = _add(
        commands,
        "fetch",
        _("download one of the well-known data sets, once"),
        _(
            "Brings a set that Keras knows to this machine, so that it can be learned from without a "
            "connection. A file that is in Keras' folder (KERAS_HOME) already is taken as it is."
        ),
    )
    fetch.add_argument(
        "name",
        choices=[source.key for source in FETCHED],
        metavar="NAME",
        help=_("one of {names}").format(names=", ".join(source.key for source in FETCHED)),
    )
    fetch.add_argument("--again", action="store_true", help=_("even if it is there"))
    fetch.set_defaults(run=run_fetch)
    catalogue = _add(
        commands,
        "catalogue",
        _("list layers, activations, losses, optimizers and all else that there is"),
        _("Lists everything that a design can be made of, with the class of Keras that each thing is."),
    )
    catalogue.add_argument(
        "kind",
        nargs="?",
        choices=(*TABLES, GLOSSARY),
        metavar="KIND",
        help=_("one of {kinds}; or {glossary}, what the things are that these are made of").format(
            kinds=", ".join(TABLES), glossary=GLOSSARY
        ),
    )
    catalogue.add_argument(
        "--json", action="store_true", help=_("print all of it as JSON, with every parameter and its bounds")
    )
    catalogue.set_defaults(run=run_catalogue)


def _add_check(commands: Commands) -> None:
    check = _add(
        commands,
        "check",
        _("print a design's layers, or what is wrong with it"),
        _("Prints every layer with its output shape and parameters; ends with code 1 if there is a problem."),
    )
    _add_design(check)
    check.set_defaults(run=run_check)


def _add_train(commands: Commands) -> None:
    train = _add(
        commands,
        "train",
        _("train a design in the terminal"),
        _("Trains without a window: the same numbers as in the window. Ctrl+C stops it."),
    )
    _add_design(train)
    train.add_argument(
        "--epochs", type=Number("epochs"), metavar="N", help=_("epochs to train, instead of the design's")
    )
    train.add_argument(
        "--seed",
        type=Number("seed"),
        metavar="N",
        help=_("seed of the first weights and the order, instead of the design's"),
    )
    train.add_argument("--json", action="store_true", help=_("print one JSON object a line for each event"))
    train.add_argument(
        "--save-weights", metavar="F", help=_("keep the trained weights: F.weights.h5 or F.npz")
    )
    _add_engine(train, ENGINES)
    train.set_defaults(run=run_train)


def _add_export(commands: Commands) -> None:
    export = _add(
        commands,
        "export",
        _("write a design as a plain Keras program, with its data"),
        _(
            "Writes a folder with program.py and data.npz: the same data, network and training, for a Python"
            " that has Keras and TensorFlow but not NN Studio."
        ),
    )
    _add_design(export)
    export.add_argument(
        "folder", metavar="FOLDER", help=_("where to write; it is made if it is not there yet")
    )
    export.add_argument("--overwrite", action="store_true", help=_("replace what is there"))
    export.set_defaults(run=run_export)


def _add_bench(commands: Commands) -> None:
    bench = _add(
        commands,
        "bench",
        _("measure how fast designs train, beside plain Keras"),
        _(
            "Trains each design for a moment with the engine and with Keras' own fit, in turns, and prints "
            "how many steps and examples a second each did. What else the machine does slows both alike."
        ),
    )
    bench.add_argument("designs", nargs="*", metavar="FILE|NAME", help=_("default: all shipped designs"))
    bench.add_argument("--all", action="store_true", help=_("the reference networks too"))
    bench.add_argument("--json", action="store_true", help=_("print one JSON object a line for each design"))
    _add_engine(bench, COMPILED)
    bench.set_defaults(run=run_bench)


def _add_results(commands: Commands) -> None:
    results = _add(
        commands,
        "results",
        _("train designs to the end and tell how good they get"),
        _(
            "Trains each design as it stands, scores it on examples that the training never saw, and prints "
            "that beside the naive answer and what was promised; ends with code 1 if a promise is not kept."
        ),
    )
    results.add_argument("designs", nargs="*", metavar="FILE|NAME", help=_("default: all shipped designs"))
    results.add_argument(
        "--json", action="store_true", help=_("print one JSON object a line for each design")
    )
    results.set_defaults(run=run_results)


def _add_engine(parser: argparse.ArgumentParser, engines: Sequence[str]) -> None:
    parser.add_argument(
        "--engine",
        choices=engines,
        default="auto",
        help=_("what computes the steps (default: auto, which chooses by the design)"),
    )


def _add_picture(commands: Commands) -> None:
    picture = _add(
        commands,
        "picture",
        _("save a picture of the window, trained"),
        _("Opens the window, off the screen if there is none, trains, and saves what it looks like."),
    )
    _add_design(picture)
    picture.add_argument("out", metavar="OUT.png", help=_("the picture to write"))
    picture.add_argument(
        "--epochs",
        type=count,
        metavar="N",
        help=_("epochs to train first; 0 for none (default: the design's)"),
    )
    picture.add_argument(
        "--view", choices=VIEWS, default="all", help=_("the part of the window to save (default: all)")
    )
    picture.add_argument(
        "--size",
        type=size,
        default=(1366, 768),
        metavar="WxH",
        help=_("size of the window in pixels (default: 1366x768)"),
    )
    picture.add_argument(
        "--theme", choices=("light", "dark"), default="light", help=_("colours (default: light)")
    )
    picture.add_argument(
        "--seconds",
        type=count,
        default=600,
        metavar="N",
        help=_("give up after so many seconds (default: 600)"),
    )
    picture.set_defaults(run=run_picture)


def _add_design(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("design", metavar="FILE|NAME", help=_("a .nnd file or the name of a shipped design"))


def _window_parser(commands: Iterable[str]) -> argparse.ArgumentParser:
    parser = Parser(prog="nnstudio", usage=_("nnstudio [FILE] | nnstudio COMMAND …"), commands=commands)
    _add_general(parser)
    parser.add_argument("design", nargs="?", metavar="FILE", help=_("a design to open"))
    parser.set_defaults(run=run_window)
    return parser
