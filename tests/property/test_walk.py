"""A walk of random words, buttons and forms, by everybody, under which every law of the plan holds."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from typing_extensions import override

from models.card import Action
from models.database import engine_for
from tests.council import CHAIR, VICE_CHAIR
from tests.databases import SqliteStore
from tests.property.walk.drawing import Drawn, filled, speaker, spoilt
from tests.property.walk.setting import EVERYBODY, fill, world_on
from tests.property.walk.walker import Reached, Walker
from tests.property.walk.words import ASKING, SAYINGS

_EVERY = [(name, saying) for name, sayings in SAYINGS.items() for saying in sayings]
_DATA = st.data()


class Walk(RuleBasedStateMachine):
    """Somebody does something, again and again; `Walker` holds each step to the laws."""

    def __init__(self, store: SqliteStore, folder: Path) -> None:
        super().__init__()
        self._store, self._folder = store, folder
        self._open = ExitStack()

    @initialize()
    def begin(self) -> None:
        """A plan of its own for each walk."""
        url = self._open.enter_context(self._store.filled(self._folder, "walk", fill))
        engine = engine_for(url)
        self._open.callback(engine.dispose)
        self.world = world_on(engine)
        self._open.callback(self.world.bot.close)
        self.walker = Walker(self.world, Reached())

    @rule(data=_DATA, saying=st.sampled_from(_EVERY))
    def somebody_says(self, data: Any, saying: Any) -> None:
        """Anything that changes something."""
        self._say(data, saying[0])

    @rule(data=_DATA, text=st.sampled_from(ASKING), who=st.sampled_from(EVERYBODY))
    def somebody_asks(self, data: Any, text: str, who: str) -> None:
        """Any question."""
        self.walker.says(who, text.format_map(self._drawn(data)))

    @precondition(lambda self: self.walker.offered)
    @rule(data=_DATA)
    def somebody_presses(self, data: Any) -> None:
        """A button of a card that may be old by now."""
        who, button = data.draw(st.sampled_from(list(self.walker.offered)), "button")
        assert isinstance(button, Action)
        self.walker.says(who, button.command)

    @precondition(lambda self: self.walker.forms)
    @rule(data=_DATA)
    def somebody_fills_in(self, data: Any) -> None:
        """A form, as it asks."""
        who, form = data.draw(st.sampled_from(list(self.walker.forms)), "form")
        self.walker.says(who, form.command, filled(form, self._drawn(data), _choose(data)))

    @precondition(lambda self: self.walker.forms)
    @rule(data=_DATA)
    def somebody_fills_in_wrongly(self, data: Any) -> None:
        """A form, with an answer that cannot be right."""
        who, form = data.draw(st.sampled_from(list(self.walker.forms)), "form")
        self.walker.says(who, form.command, spoilt(form, _choose(data)))

    @rule(data=_DATA)
    def an_item_is_proved_and_put_to_the_board(self, data: Any) -> None:
        """What it takes, in order; each step may be refused."""
        for name in ("evidence add", "evidence accept", "impact", "update", "sign-off request"):
            self._say(data, name)

    @rule(data=_DATA, who=st.sampled_from((CHAIR, VICE_CHAIR)), kind=st.sampled_from(("date", "pause", "drop", "add")))
    def a_change_is_asked_and_agreed(self, data: Any, who: str, kind: str) -> None:
        """A request, decided at once."""
        self._say(data, f"change {kind}")
        self.walker.says(who, f"change agree C{len(self.walker.seen.tables['plan_change']) or 1}")

    @rule(
        data=_DATA,
        first=st.sampled_from(("sign-off sign", "sign-off confirm", "holding", "sign-off return")),
        then=st.sampled_from(("sign-off reopen", "sign-off reported", "sign-off withdraw", "holding", "change resume")),
    )
    def the_board_decides(self, data: Any, first: str, then: str) -> None:
        """On what may be before it, and on what followed."""
        self._say(data, first)
        self._say(data, then)

    @rule(data=_DATA)
    def a_question_is_asked_and_settled(self, data: Any) -> None:
        """By a board, of somebody, who answers it."""
        for name in ("challenge", "challenge answer", "challenge accept"):
            self._say(data, name)

    @rule(days=st.sampled_from((1, 7, 30, 100)))
    def days_pass(self, days: int) -> None:
        """And what is late or due is counted again."""
        self.world.wait(days=days)
        self.walker.check_counts()

    @rule()
    def it_is_counted(self) -> None:
        """The numbers people are told agree with what is stored."""
        self.walker.check_counts()

    def _say(self, data: Any, name: str) -> None:
        drawn = self._drawn(data)
        saying = data.draw(st.sampled_from(SAYINGS[name]), "saying")
        text = saying.text.format_map(drawn)
        self.walker.says(speaker(saying, drawn, _choose(data)), text)

    def _drawn(self, data: Any) -> Drawn:
        return Drawn(self.walker.seen, self.world.now, _choose(data))

    @override
    def teardown(self) -> None:
        """The audit verifies from its first entry."""
        with self._open:
            if hasattr(self, "walker"):
                self.walker.close()


def _choose(data: Any) -> Any:
    return lambda among: data.draw(st.sampled_from(list(among)))


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def test_every_law_holds_on_a_walk(sqlite_store: SqliteStore, folder: Path) -> None:
    """A walk that breaks a law is not shortened: it says who said what, and a shorter one is minutes away."""
    run_state_machine_as_test(
        lambda: Walk(sqlite_store, folder),  # type: ignore[arg-type]  # because whatever makes one will do
        settings=settings(
            max_examples=max(1, settings().max_examples // 5),
            stateful_step_count=40,
            phases=[phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
