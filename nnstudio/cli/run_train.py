"""``nnstudio train``: the same loop as the window's, in this process, told in the terminal."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from nnstudio.cli.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED
from nnstudio.cli.find_design import find_design
from nnstudio.cli.interrupts import StopInbox, stop_on_ctrl_c
from nnstudio.cli.output import show_error
from nnstudio.cli.tell_run import Tell, json_lines, terminal
from nnstudio.data import describe
from nnstudio.design import edits
from nnstudio.design.check import check
from nnstudio.design.model import Design
from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.machine import available_memory
from nnstudio.protocol.commands import Job
from nnstudio.protocol.events import Event, Failed, Finished, LastWord, Stopped


def run_train(options: Namespace) -> int:
    """0 finished, 1 failed, 130 stopped by Ctrl-C."""
    inbox = StopInbox()
    with stop_on_ctrl_c(inbox), json_lines() if options.json else terminal() as tell:
        try:
            job = Job(run=1, design=_wanted(options), engine=options.engine, samples=False)
            word = _train(job, options.save_weights, inbox, tell)
        except UserError as error:
            if not options.json:
                raise
            tell(Failed(run=1, message=error.message, hint=error.hint))
            return EXIT_ERROR
    match word:
        case Finished():
            return 0
        case Stopped():
            return EXIT_INTERRUPTED
        case Failed(message=message, hint=hint):
            if not options.json:
                show_error(UserError(message, hint))
    return EXIT_ERROR


def _wanted(options: Namespace) -> Design:
    """The design with the epochs and the seed that were asked for; raises UserError if it has a problem."""
    design = find_design(options.design).load()
    for field in ("epochs", "seed"):
        value = getattr(options, field)
        if value is not None:
            design, _change = edits.set_recipe(design, field, value)
    for problem in check(design, describe(design.data), available_memory()).errors:
        at = f"layers[{design.index(problem.layer)}]" if problem.layer else ""
        raise UserError(problem.message, _("“nnstudio check” lists all problems."), at)
    return design


def _train(job: Job, weights: str | None, inbox: StopInbox, tell: Tell) -> LastWord:
    """Run the loop; its last word. TensorFlow is imported only when nothing else is wrong."""
    from nnstudio.engine import weights as weight_files

    if weights is not None:
        weight_files.check_path(weights)
    from nnstudio.engine.loop import run

    words: list[LastWord] = []
    problems: list[UserError | BrokenPipeError] = []

    def emit(event: Event) -> None:
        if isinstance(event, Finished | Stopped | Failed):
            words.append(event)
        if not problems:
            try:
                tell(event)
            except BrokenPipeError as error:  # whoever read our output has had enough
                problems.append(error)
                inbox.stop()

    def keep(model: Any) -> None:
        try:
            weight_files.save(model, str(weights))
        except UserError as error:
            problems.append(error)

    run(job, inbox, emit, on_model=keep if weights is not None else None)
    if problems:
        raise problems[0]
    return words[0]
