"""Handlers that are imported when they are first called."""

import inspect
import subprocess
import sys
from functools import partial
from importlib import import_module

import pytest

from handlers.commands import COMMANDS, Command


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_a_handler_in_the_module_it_names(command: Command) -> None:
    run = command.run.func if isinstance(command.run, partial) else command.run
    handler = getattr(import_module(run.__module__), run.__name__)
    assert inspect.isfunction(handler)
    assert len(inspect.signature(handler).parameters) >= 2


def test_the_table_of_commands_imports_no_handler_that_was_not_called() -> None:
    asked = "import sys, handlers.commands; print(*(name for name in sys.modules if name.startswith('handlers.')))"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert "handlers.commands" in loaded
    assert not {"handlers.retention", "handlers.succeed", "handlers.library", "handlers.reviews"} & {*loaded}


def test_slack_is_served_without_what_only_comes_later_or_never() -> None:
    asked = "import sys, bot.serve, bot.slack.connection; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    later = {"scheduler.relay", "scheduler.clock", "handlers.drafts", "handlers.redacting", "bot.slack.sending"}
    assert "slack_bolt.async_app" in loaded
    assert not (later | {"apscheduler", "alembic", "openpyxl", "docx", "botbuilder", "psycopg"}) & {*loaded}


_EACH_ALONE = """
import sys
from importlib import import_module

for module in sys.argv[1:]:
    for name in [name for name in sys.modules if name.partition(".")[0] == "handlers"]:
        del sys.modules[name]
    import_module(module)
"""


def test_whichever_handler_is_called_first_can_be_imported() -> None:
    runs = [command.run.func if isinstance(command.run, partial) else command.run for command in COMMANDS]
    modules = sorted({run.__module__ for run in runs})
    assert len(modules) > 40
    said = subprocess.run([sys.executable, "-c", _EACH_ALONE, *modules], capture_output=True, text=True, check=False)
    assert said.stderr == ""
