"""The commands: one a verb, options named as the keyword arguments.

Data goes to standard output or to the file named by ``-o``, messages to standard error. Exit status: 0 done, 1 some
documents failed, 2 wrong usage. Only the module of the command that is asked for is loaded, so that a command starts fast.
"""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from policytext import __version__
from policytext.display.streams import complain, emit, speaking, warn
from policytext.model.errors import PolicyTextError

COMMANDS = {
    "show": "cli_documents", "extract": "cli_documents", "compare": "cli_comparisons", "panel": "cli_comparisons", "plot": "cli_plots", "batch": "cli_batch",
    "corpus": "cli_many", "train": "cli_models", "evaluate": "cli_models",
}  # fmt: skip
"""Each command and the module that holds it in its `app`."""


class Commands(TyperGroup):
    """The commands, each loaded when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        held = get_group(import_module(f"policytext.{COMMANDS[cmd_name]}").app)
        return held.commands[cmd_name]


app = typer.Typer(
    cls=Commands,
    help="Chinese government plans as items, targets, deadlines and projects. 把工作要点和政府工作报告变成表格。",
    add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
)  # fmt: skip


@app.callback(invoke_without_command=True)
def main(version: Annotated[bool, typer.Option("--version", help="Print the version. 版本。")] = False) -> None:
    """Chinese government plans as items, targets, deadlines and projects. 把工作要点和政府工作报告变成表格。"""
    if version:
        emit(f"policytext {__version__}\n")
        raise typer.Exit


def run() -> None:
    """The entry point: every error that the package knows is one sentence and exit status 1."""
    sys.stdout, sys.stderr = speaking(sys.stdout), speaking(sys.stderr)
    warnings.showwarning = warn
    try:
        app()
    except (PolicyTextError, OSError) as error:
        complain(str(error))
        sys.exit(1)


if __name__ == "__main__":
    run()
