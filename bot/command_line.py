"""The command line: what can be said to it, and what each runs."""

import argparse
import gc
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.app import answering, evidence_store, opened
from bot.console.adapter import converse, say
from bot.console.attaching import attaching
from bot.console.clock import ConsoleClock
from bot.console.delivering import delivering
from bot.settings import Settings, SettingsError
from models.database.schema import SchemaError

_YEARS = range(1990, 2200)
Run = Callable[[argparse.Namespace, Settings], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns what a shell should see: 0, or 1 when something was refused."""
    arguments = _parser().parse_args(argv)
    try:
        make_key = not getattr(arguments, "dry_run", False)
        return int(arguments.run(arguments, None if arguments.bare else Settings.read(make_key=make_key)))
    except (SettingsError, SchemaError) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except _database_errors() as error:
        said = str(getattr(error, "orig", error)).strip().partition("\n")[0].rstrip(".")
        print(f"The database cannot be used: {said}. DATABASE_URL says where it is.", file=sys.stderr)
        return 1


def _database_errors() -> tuple[type[Exception], ...]:
    import psycopg  # noqa: PLC0415  because only what has failed already needs to know

    return DBAPIError, psycopg.Error, sqlite3.Error


def _console(arguments: argparse.Namespace, settings: Settings) -> int:
    clock, actor = ConsoleClock(settings.timezone.key, arguments.now), arguments.actor or ""
    with opened(settings, make=True) as engine, answering(settings, engine, clock.now) as bot:
        store = evidence_store(settings)
        ask = delivering(attaching(bot.ask, store), store, Path.cwd())
        if arguments.say:
            return say(ask, arguments.say, actor=actor, out=sys.stdout, as_json=arguments.json)
        there = sys.stdin.isatty() and sys.stdout.isatty()
        return converse(ask, actor=actor, inp=sys.stdin, out=sys.stdout, interactive=there, clock=clock)


def _demo(arguments: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001  because every command takes them
    from bot.demo import demo  # noqa: PLC0415  because only the demonstration needs it

    return demo(settings)


def _import(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.importing import import_file  # noqa: PLC0415  because only imports need the reader of plan files

    return import_file(arguments, settings)


def _serve(arguments: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001  because every command takes them
    gc.disable()  # until it serves
    from bot.serve import serve  # noqa: PLC0415  because only the server needs the web

    try:
        return serve(settings)
    finally:
        gc.enable()


def _tick(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.ticking import run  # noqa: PLC0415  because only ticks need the queue

    return run(arguments, settings)


def _check(arguments: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001  because every command takes them
    from bot.checking import check  # noqa: PLC0415  because it is seldom wanted

    return check(settings)


def _migrate(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.administration import migrate  # noqa: PLC0415  because most commands never change the schema

    return migrate(settings, demonstration=arguments.demonstration)


def _audit(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.administration import verify_audit  # noqa: PLC0415  because it is seldom wanted

    return verify_audit(settings, arguments.expect)


def _backup(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.backing_up import backup  # noqa: PLC0415  because it is seldom wanted

    return backup(settings, arguments.file)


def _restore(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.restoring import restore  # noqa: PLC0415  because it is seldom wanted

    return restore(settings, arguments.file)


def _retention(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.retention import retention  # noqa: PLC0415  because it is seldom wanted

    return retention(settings, dry=arguments.dry_run)


def _admin(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.administration import add_admin  # noqa: PLC0415  because it is seldom wanted

    return add_admin(settings, arguments.email, arguments.name)


def _manifest(arguments: argparse.Namespace, settings: Settings | None) -> int:  # noqa: ARG001  because every command takes them
    from bot.manifests import write_slack, write_teams  # noqa: PLC0415  because it is wanted once

    write = write_slack if arguments.platform == "slack" else write_teams
    return write(arguments.out, os.environ)


def _gallery(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.gallery import write  # noqa: PLC0415  because it loads every platform's renderer

    return write(arguments.out, settings.timezone)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "ofsted-bot", description="Keeps a council's improvement plan after an inspection. Not Ofsted's."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add(commands, "demo", _demo, "a short true story on a real plan, then a prompt to try it yourself")
    _console_parser(_add(commands, "console", _console, "talk to the bot in this terminal"))
    _import_parser(_add(commands, "import", _import, "load a plan file, or bring its plan up to date; tells nobody"))
    _add(commands, "serve", _serve, "answer on the platforms that are configured")
    _tick_parser(_add(commands, "tick", _tick, "remind: everything due now is queued and delivered"))
    checked = _add(commands, "check", _check, "say whether this installation is as it should be")
    checked.set_defaults(dry_run=True)
    migrate = _add(commands, "migrate", _migrate, "make the database, or bring it up to date")
    migrate.add_argument("--demonstration", action="store_true", help="mark it as made for trying things out")
    audit = _add(commands, "audit", _audit, "check that nothing recorded was changed, removed or reordered")
    audit.add_argument("what", choices=["verify"])
    audit.add_argument("--expect", metavar="HEAD", help="a head printed earlier, which must still be in the chain")
    for name, run, about in (
        ("backup", _backup, "save the database and its evidence in one file, while the bot runs"),
        ("restore", _restore, "put a backup where there is no database yet"),
    ):
        saved = _add(commands, name, run, about)
        saved.add_argument("file", type=Path, metavar="FILE")
        saved.set_defaults(dry_run=True)
    retention = _add(commands, "retention", _retention, "erase what has been kept for as long as the council says")
    retention.add_argument("--dry-run", action="store_true", help="list what it would erase, with counts")
    admin = _add(commands, "admin", _admin, "make somebody an administrator; the first is made here")
    admin.add_argument("what", choices=["add"])
    admin.add_argument("email", metavar="EMAIL")
    admin.add_argument("--name", default="", help="what to call them")
    made = _add(commands, "manifest", _manifest, "write what its administrator installs the bot with", bare=True)
    made.add_argument("platform", choices=["slack", "teams"])
    made.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where to write; else here")
    shown = _add(commands, "gallery", _gallery, "draw every card, as each platform shows it, on a page for a browser")
    shown.add_argument("--out", type=Path, default=Path("gallery"), metavar="DIR", help="where to write; else gallery")
    shown.set_defaults(dry_run=True)
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Run,
    about: str,
    *,
    bare: bool = False,
) -> argparse.ArgumentParser:
    """With `bare`, the command is run without settings: it needs no database, and so makes no key for one."""
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(run=run, bare=bare)
    return parser


def _somebody(said: str) -> str:
    if not said.strip():
        raise argparse.ArgumentTypeError(
            "nobody is named. Type an e-mail, as in --as jo@council.example, or leave --as out for the local operator"
        )
    return said


def _console_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as", dest="actor", type=_somebody, metavar="EMAIL", help="who is talking; else the local operator"
    )
    parser.add_argument(
        "--now", type=_moment, metavar="ISO-8601", help="the moment, frozen; in TIMEZONE without an offset"
    )
    parser.add_argument("--say", action="append", metavar="TEXT", help="say this and exit; may be given again")
    parser.add_argument("--json", action="store_true", help="with --say, a line of JSON for each answer")


def _tick_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--now", type=_moment, metavar="ISO-8601", help="the moment; in TIMEZONE without an offset")
    parser.add_argument(
        "--until", type=_moment, metavar="ISO-8601", help="step through simulated time up to this moment, inclusive"
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be sent; send and record nothing")


def _import_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--published", type=_day, metavar="DATE", help="when the report was published, if the file lacks it"
    )
    parser.add_argument(
        "--received", type=_day, metavar="DATE", help="when the report was received, if the file lacks it"
    )
    parser.add_argument(
        "--publish", action="store_true", help="open the plan to its readers; without it, it is a draft"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")
    parser.add_argument(
        "--checked", action="store_true", help="you have checked that what it asks about identifies no child"
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _moment(text: str) -> datetime:
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a moment such as 2010-04-07 or 2010-04-07T09:00") from None
    try:
        ConsoleClock("UTC", said)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return said


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2009-10-30") from None
    if day.year not in _YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is not in a year from {_YEARS.start} to {_YEARS.stop - 1}")
    return day
