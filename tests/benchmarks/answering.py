"""What an answer costs, from a line somebody typed to the text they read, against the same facts read by hand."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from bot.console.render import reply_text
from bot.dispatch import Dispatcher
from handlers import access, views
from handlers.access import PlanView
from handlers.context import Actor
from handlers.grammar import Reference
from handlers.plan_view import WholePlan, plan_view
from handlers.request import Request
from handlers.views import RecommendationView
from models.database import engine_for
from tests.benchmarks import facts
from tests.benchmarks.by_hand import ITEM, WHOLE, ByHand
from tests.benchmarks.facts import LONDON, Facts
from tests.benchmarks.made_plan import LARGE, NOW, OWNER, SMALL, Size
from tests.benchmarks.rounds import Timed, alternate
from tests.benchmarks.stores import postgresql, sqlite_file
from tests.databases import running_postgresql

STATEMENTS, ONE_QUERY, FACTS, REPLY, TEXT = "statements", "one query", "facts", "reply", "reply as text"
FOURTH = "status rec 4"
QUESTIONS = {FOURTH: ITEM, "status": WHOLE}
WHO = {"an owner": OWNER, "the operator": ""}
_CALLED = Reference("4", "", "rec", 4, "4", "rec4", apart=True)
_KEY = b"a key for a benchmark's database"


@dataclass(frozen=True, slots=True)
class Answered:
    """One question by one person on one kind of database; each way is "<size>: <way>"."""

    store: str
    who: str
    question: str
    timed: Timed


class Asked:
    """One question to one database: the ways to get at its answer, all of the same facts."""

    def __init__(self, url: str, email: str, question: str) -> None:
        self._request = Request("console", email, "console", question)
        self._engine = engine_for(url)
        self._dispatcher = Dispatcher(self._engine, _KEY, LONDON, lambda: NOW)
        self._hand = ByHand(url, email)
        self._parts = QUESTIONS[question]

    def close(self) -> None:
        self._hand.close()
        self._dispatcher.close()
        self._engine.dispose()

    def ways(self) -> dict[str, Callable[[], object]]:
        """The floors first: a statement for each part, then all parts in one query; then what the program does more.

        Its facts are what the floors read, and the standing judged from them; a reply is found by the words and worded.
        On SQLite it reads who asks, the plans and the next meeting once until something is committed, the floors always.
        """
        ask, requests = self._dispatcher.ask, cycle(self._requests())
        return {
            STATEMENTS: self._hand.several(self._parts),
            ONE_QUERY: self._hand.at_once(self._parts),
            FACTS: self._read,
            REPLY: lambda: ask(next(requests)),
            TEXT: lambda: reply_text(ask(next(requests))),
        }

    def _requests(self) -> tuple[Request, ...]:
        """The question in two spellings, in turn, so that no words are remembered from one time to the next."""
        return self._request, replace(self._request, text=self._request.text.capitalize())

    def facts(self) -> tuple[Facts, Facts, Facts]:
        """What each side read: a statement for each part, one query, and the program."""
        of = facts.of_plan if self._parts is WHOLE else facts.of_item
        several, at_once = self._hand.several(self._parts)(), self._hand.at_once(self._parts)()
        return of(several), of(at_once), self._program()

    def apart(self) -> tuple[str, ...]:
        """The facts on which the sides differ."""
        several, at_once, program = self.facts()
        return tuple(name for name in several if not several[name] == at_once[name] == program[name])

    def _program(self) -> Facts:
        actor, plan, view = self._read()
        if isinstance(view, WholePlan):
            return facts.of_whole_plan(actor, plan, view)
        return facts.of_view(actor, view)

    def _read(self) -> tuple[Actor, PlanView, WholePlan | RecommendationView]:
        """Read as a request reads it: on SQLite in one snapshot."""
        return self._dispatcher.reader.together(self._found)

    def _found(self) -> tuple[Actor, PlanView, WholePlan | RecommendationView]:
        """Who asks, the plan they mean, and what its card, or the recommendation's, is drawn from."""
        ctx = self._dispatcher._context(self._request, self._dispatcher._reader)
        plan = access.plan(ctx)
        if self._parts is WHOLE:
            return ctx.actor, plan, plan_view(ctx, plan)
        return ctx.actor, plan, views.recommendation(ctx, plan, views.row_called(ctx, plan, _CALLED))


def answered() -> Iterator[Answered]:
    """Every question by everybody on both databases. Raises ValueError where the two sides read different facts."""
    for store, opened in _STORES.items():
        with opened() as urls:
            for who, email in WHO.items():
                for question in QUESTIONS:
                    yield Answered(store, who, question, _timed(urls, email, question))


def _timed(urls: Mapping[Size, str], email: str, question: str) -> Timed:
    with ExitStack() as stack:
        ways: dict[str, Callable[[], object]] = {}
        for size, url in urls.items():
            asked = stack.enter_context(closing(Asked(url, email, question)))
            if apart := asked.apart():
                raise ValueError(f"the sides read different facts for {question!r} on the {size.name} plan: {apart}")
            ways |= {f"{size.name}: {name}": way for name, way in asked.ways().items()}
        return alternate(ways)


@contextmanager
def _sqlite() -> Iterator[dict[Size, str]]:
    yield {size: f"sqlite:///{sqlite_file(size)}" for size in (SMALL, LARGE)}


@contextmanager
def _postgresql() -> Iterator[dict[Size, str]]:
    with running_postgresql() as server, ExitStack() as stack:
        yield {size: stack.enter_context(postgresql(size, server, Path())) for size in (SMALL, LARGE)}


_STORES = {"SQLite": _sqlite, "PostgreSQL": _postgresql}
