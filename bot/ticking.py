"""`ofsted-bot tick`: everything due now, or at each due moment of a simulated stretch of time."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from bot.app import answering, opened, utc_now
from bot.console.sending import ConsoleSender
from bot.rehearsing import undone
from bot.settings import Settings
from models.audit import is_demonstration
from models.database import Reader
from models.database.engine import address, patiently
from models.vocabulary import Platform
from scheduler.relay import Sender
from scheduler.stepping import Stepper
from scheduler.tick import rehearse

_REAL = (
    "{} is configured, and this database is not one for demonstration, so a simulated time would mark real "
    "reminders as sent. To see what would be sent: add --dry-run."
)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Queue and deliver what is due, and print what each person receives unless a platform does that.

    Returns 1 for times that cannot be, and for a simulated time that real people would notice.
    """
    now = _moment(arguments.now, settings) or utc_now()
    until = _moment(arguments.until, settings)
    if until is not None and until < now:
        return _refused("--until is before --now, so there is nothing to step through.")
    with opened(settings, make=not arguments.dry_run) as engine:
        simulated = arguments.now is not None or until is not None
        platform = "Slack" if settings.slack() else "Teams" if settings.teams() else ""
        if simulated and not arguments.dry_run and platform and not _for_trying(engine, settings):
            return _refused(_REAL.format(platform))
        if arguments.dry_run:
            with undone(engine) as copy:
                sent = stepped(copy, settings, now, until, _printing(settings, None), back=arguments.now is not None)
            print(f"{sent} would be sent; nothing was." if sent else "Nothing is due.")
            return 0
        with _senders(settings, engine) as senders:
            sent = stepped(engine, settings, now, until, senders, back=arguments.now is not None)
    print(f"{sent} sent." if sent else "Nothing was due.")
    return 0


def _for_trying(engine: Engine, settings: Settings) -> bool:
    with closing(Reader(engine)) as reader:
        return is_demonstration(reader, settings.secret_key)


MakeSenders = Callable[[Callable[[], datetime]], Sequence[Sender]]


def stepped(
    engine: Engine, settings: Settings, now: datetime, until: datetime | None, make: MakeSenders, *, back: bool
) -> int:
    """Step, from the rows as they would have stood at `now` where that is another time (`back`)."""
    if back:
        patiently(lambda: rehearse(engine, now, settings.timezone))
    stepper = Stepper(engine, settings.timezone, now)
    first, *others = make(stepper.clock)
    if first.platform is not Platform.CONSOLE:  # what is printed is read from top to bottom
        stepper.at_once = settings.sent_at_once()
    return stepper.run(first, until, tuple(others))


@contextmanager
def _senders(settings: Settings, engine: Engine) -> Iterator[MakeSenders]:
    """What delivers: the platforms that are configured, else this terminal."""
    slack, teams = settings.slack(), settings.teams()
    if slack is None and teams is None:
        yield _printing(settings, _record(settings.database_url))
        return
    with answering(settings, engine) as bot, ExitStack() as lent:
        made: list[Sender] = []
        if slack is not None:
            from bot.slack.lending import lent_sender  # noqa: PLC0415  because Slack's parts load only where they are used

            made.append(lent.enter_context(lent_sender(slack, engine, bot.meet)))
        if teams is not None:
            from bot.teams.lending import lent_sender as lent_by_teams  # noqa: PLC0415  because the same is true of Teams

            made.append(lent.enter_context(lent_by_teams(teams, engine, bot)))
        yield lambda _: made


def _printing(settings: Settings, record: Path | None) -> MakeSenders:
    return lambda clock: [ConsoleSender(sys.stdout, clock, settings.timezone, record)]


def _refused(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


def _moment(said: datetime | None, settings: Settings) -> datetime | None:
    """What was said on the command line, in TIMEZONE without an offset; a day alone means its midnight."""
    if said is None:
        return None
    return (said if said.tzinfo else said.replace(tzinfo=settings.timezone)).astimezone(UTC)


def _record(url: str) -> Path | None:
    """The record of what was printed, beside an SQLite database."""
    database = address(url)
    if database.get_backend_name() != "sqlite" or not database.database:
        return None
    return Path(f"{database.database}.console.jsonl")
