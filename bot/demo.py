"""`ofsted-bot demo`: a short true story on a real plan, then a prompt."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from importlib.resources import files

from sqlalchemy import Engine
from sqlmodel import Session

from bot import months
from bot.app import answering, opened
from bot.console.adapter import converse, say
from bot.console.clock import ConsoleClock
from bot.importing import load
from bot.settings import Settings
from handlers.documents.plan_reader import read_file
from models.audit import is_demonstration, mark_demonstration
from models.database import Reader

_FILES = ("cambridgeshire-2009.yaml", "cambridgeshire-2009-overlay.yaml")
_MORNING = datetime(2010, 4, 7, 9, 0)  # noqa: DTZ001  because the console's clock reads it in the council's zone
_OWNER = "head.of.participation@cambridgeshire.example"
_VIEWER = ""
_OPENING = (
    "This is Cambridgeshire's real improvement plan of 2009: its own recommendations, in their own words. Who owns\n"
    "what, and how it went, are made up. It is Wednesday 7 April 2010. Somebody asks where the plan stands:"
)
_UPDATE = (
    'update action 4.2 completed "Survey held on paper in two centres: 61 parents answered." next="report to the board"'
)
_STORY: tuple[tuple[str, str, str], ...] = (
    (_OPENING, _VIEWER, "status"),
    ("One recommendation, and why it is the colour it is:", _VIEWER, "status SG4"),
    ("The owner of its late action, the Head of Participation, answers from a phone:", _OWNER, _UPDATE),
    ("The reason has changed. Delivery, impact and sign-off stay apart:", _VIEWER, "status SG4"),
    ("And nothing that was said is ever lost:", _VIEWER, "history SG4"),
)  # fmt: skip

_PUBLISHED = datetime(2009, 10, 30, 8, 0)  # noqa: DTZ001  because it is read in the council's zone
_LIMIT = datetime(2010, 4, 30, 18, 0)  # noqa: DTZ001  because the same is true of it
_NAME, _DAY = "Head of Participation", date(2010, 4, 16)
_REMINDING = (
    "Nobody has to ask, though: the bot reminds people, at most once a day and in working hours; a chair gets the\n"
    "week on Mondays as well. From publication to the six-month limit, had each said what the plan records and no\n"
    "more, these are the days on which they would have heard from it:"
)
_ONE_PERSON = f"What the {_NAME} would have read, in a line each:"


def demo(settings: Settings) -> int:
    """Tell the story on a demonstration database, then listen. Refuses a database that holds a council's work."""
    clock = ConsoleClock(settings.timezone.key, _MORNING)
    with opened(settings, make=True) as engine:
        if not _prepared(settings, engine, clock.now):
            print("This database holds a council's own work, so the story is not told in it. Set DATABASE_URL.")
            return 1
        with answering(settings, engine, clock.now) as bot:
            for told, who, said in _STORY:
                print(f"{told}\n\n{_name(who)}> {said}\n")
                say(bot.ask, [said], actor=who, out=sys.stdout)
            print("\n".join(_half_a_year(engine, settings)))
            there = sys.stdin.isatty() and sys.stdout.isatty()
            print("Now you. Try “overdue”, “mine”, “search care leavers”, “people” or “help”.\n")
            ended = converse(
                bot.ask, actor=_OWNER if there else "", inp=sys.stdin, out=sys.stdout, interactive=there, clock=clock
            )
            return 0 if ended == 1 else ended  # to be refused something while trying it out is no failure


def _half_a_year(engine: Engine, settings: Settings) -> Iterator[str]:
    """The reminders from publication to the six-month limit, as the clock would have sent them."""
    first, last = (each.replace(tzinfo=settings.timezone) for each in (_PUBLISHED, _LIMIT))
    told = months.rehearsed(engine, settings, first, last)
    yield f"{_REMINDING}\n\n> ofsted-bot tick --now {_said(first)} --until {_said(last)} --dry-run\n"
    yield from months.calendar(told)
    yield f"\n{_ONE_PERSON}\n"
    yield from months.days(told, _NAME)
    yield f"\nOne of them whole:\n\n{months.whole(told, _NAME, _DAY)}\n"


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def _prepared(settings: Settings, engine: Engine, now: Callable[[], datetime]) -> bool:
    """The demonstration plan loaded into an empty or demonstration database."""
    with closing(Reader(engine)) as reader:
        if not is_demonstration(reader, settings.secret_key) and not _empty(engine):
            return False
    mark_demonstration(engine, settings.secret_key)
    with Session(engine, info={"audit_key": settings.secret_key}) as session:
        for name in _FILES:
            draft = read_file(files("models").joinpath("examples", name).read_bytes())
            load(session, draft, now=now().astimezone(settings.timezone), publish=True)
        session.commit()
    return True


def _empty(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.exec_driver_sql("SELECT 1 FROM plan").first() is None


def _name(who: str) -> str:
    return who.partition("@")[0] or "operator"
