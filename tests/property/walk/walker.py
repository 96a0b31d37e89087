"""Somebody says something, and every law is held to what comes of it."""

import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from typing_extensions import override

from handlers.errors import Locked, Refused, Stale, UserError
from handlers.understanding import understand
from models.card import Action, Form, Reply
from tests.council import CHAIR, DIRECTOR, SECRETARY, VICE_CHAIR
from tests.property.walk.counts import check_counts
from tests.property.walk.laws import check_step
from tests.property.walk.model import Model
from tests.property.walk.seen import Seen, Watch, changed
from tests.property.walk.setting import asked, file_of
from tests.property.walk.standing import check_standing
from tests.property.walk.step import Step
from tests.worlds import World, buttons


class _Log(logging.Handler):
    """What the product logged of its own failures."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@dataclass
class Reached:
    """Every state that was stored, and every command that did something."""

    commands: set[str] = field(default_factory=set)
    states: set[tuple[str, str, str]] = field(default_factory=set)

    def see(self, step: Step) -> None:
        if not step.reply.refused:
            self.commands.add(step.command)
        for table in step.after.tables:
            for _, new in changed(step.before, step.after, table):
                self.add(table, new)

    def everything(self, seen: Seen) -> None:
        for table, rows in seen.tables.items():
            for row in rows.values():
                self.add(table, row)

    def add(self, table: str, row: object) -> None:
        for column in _STATES.get(table, ()) if row is not None else ():
            self.states.add((table, column, str(row[column])))  # type: ignore[index]  # because a row is read by name


_STATES = {
    "recommendation": ("delivery", "impact", "sign_off"),
    "action": ("delivery",),
    "evidence": ("state", "bearing", "kind"),
    "plan_change": ("state", "kind"),
    "challenge": ("state",),
    "decision": ("kind",),
    "reminder": ("kind", "state"),
    "planned_review": ("state",),
    "harm_answer": ("answer",),
    "tie": ("relation",),
    "role_grant": ("role",),
    "plan": ("open_to",),
}


MAY_BE_REFUSED = ("search ",)
"""What a button may say though nothing may come of it: nobody knows before looking whether the words are there."""


class Walker:
    """A world in which everything said is held to the laws, and what was offered is kept to be pressed."""

    def __init__(self, world: World, reached: Reached) -> None:
        self.world, self.reached = world, reached
        self._watch, self._log = Watch(file_of(world)), _Log()
        logging.getLogger("bot.dispatch").addHandler(self._log)
        self.seen = self._watch.look()
        self.model = Model.of(self.seen)
        self.offered: deque[tuple[str, Action]] = deque(maxlen=12)
        self.forms: deque[tuple[str, Form]] = deque(maxlen=4)
        self._pressed: set[tuple[str, str]] = set()
        reached.everything(self.seen)

    def says(self, who: str, text: str, values: Mapping[str, str] | None = None) -> Reply:
        """The reply, after every law was held to it."""
        before, last = self.seen, max(self.seen.tables["audit"])
        self._log.lines.clear()
        reply = self.world.bot.ask(asked(who, text, dict(values or {})))
        self.seen = self._watch.look()
        if self.seen is not before:
            self._pressed.clear()
        step = self._step(who, text, values or {}, reply, before, last)
        check_step(step)
        self._draft_is_kept(step)
        self._held_to_the_model(step)
        self.reached.see(step)
        self._keep(who, reply)
        return reply

    def _step(self, who: str, text: str, values: Mapping[str, str], reply: Reply, before: Seen, last: int) -> Step:
        try:
            meant = understand(text)
            command, arguments = meant.command.name, {**meant.arguments.values, **values}
        except UserError:
            command, arguments = "", {}
        log = tuple(self._log.lines)
        return Step(
            who, text, values, command, arguments, reply, before, self.seen, self.world.now, last, log,
        )  # fmt: skip

    def _held_to_the_model(self, step: Step) -> None:
        if step.before is step.after:
            return
        try:
            self.model.take(step)
            self.model.check(step.after)
            check_standing(step.after)
            self._history_tells(step)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{step}") from error

    def _history_tells(self, step: Step) -> None:
        """Every step of an item is in its history, with who took it."""
        if step.command == "redact confirm" or step.person is None:
            return
        name = step.after.one("person", step.person)["name"]
        for old, new in step.moved("recommendation"):
            if any(old[axis] != new[axis] for axis in ("delivery", "impact", "sign_off", "extensions")):
                told = repr(self.world.bot.ask(asked(DIRECTOR, f"history {new['label']}")))
                assert name in told, f"history of {new['label']} does not say that {name} did it:\n{told}"

    def _draft_is_kept(self, step: Step) -> None:
        """What was typed into a form that is refused is in the form that is asked again, or is said back."""
        if not step.values or not step.reply.refused:
            return
        asked = step.reply.form.fields if step.reply.form is not None else ()
        kept = {getattr(field, "value", "") for field in asked} | {" ".join(step.told.split())}
        lost = [said for said in step.values.values() if not any(" ".join(said.split()) in each for each in kept)]
        assert not lost, f"what was typed is lost: {lost}\n{step}"
        error = self._rehearsed(step.who, step.text, step.values)
        if isinstance(error, UserError) and not isinstance(error, Refused | Stale | Locked) and not asked:
            bare = self._rehearsed(step.who, step.text, {})
            assert not isinstance(bare, Reply) or bare.form is None, f"the form is not asked again\n{step}"

    def _keep(self, who: str, reply: Reply) -> None:
        """Hold every button to its promise, and keep it and the form to be used later."""
        for button in buttons(reply):
            self._would_be_taken(who, button)
            self.offered.append((who, button))
        if reply.form is not None:
            understand(reply.form.command)
            self.forms.append((who, reply.form))

    def press_all(self, who: str, text: str) -> None:
        """Hold every button of an answer to its promise."""
        for button in buttons(self.world.bot.ask(asked(who, text))):
            self._would_be_taken(who, button)

    def _would_be_taken(self, who: str, button: Action) -> None:
        """Pressed at once by who was shown it, a button is understood, and does or asks something: it is not refused.

        To look for words may find none of them, and says so: that is an answer.
        """
        assert len(button.command) <= 150, button
        understand(button.command)
        key = (who, button.command)
        if key in self._pressed:
            return
        self._pressed.add(key)
        error = self._rehearsed(who, button.command, {})
        assert not isinstance(error, Refused), f"{who} was shown “{button.label}” ({button.command}): {error}"
        if not button.command.startswith(MAY_BE_REFUSED):
            refusal = isinstance(error, UserError) or (error.refused and error.form is None)
            assert not refusal, f"{who} was shown “{button.label}” ({button.command}): {error}"

    def _rehearsed(self, who: str, text: str, values: Mapping[str, str]) -> Reply | UserError:
        """What would come of it now, of which nothing is kept."""
        engine, bot, meant = self.world.engine, self.world.bot, understand(text)
        with engine.connect() as connection, connection.begin() as whole, connection.begin_nested():
            bot._engine = connection  # type: ignore[assignment]  # because a session takes either
            try:
                return bot._run(asked(who, text, dict(values)), meant)
            except UserError as error:
                return error
            finally:
                bot._engine = engine
                whole.rollback()

    def check_counts(self) -> None:
        """The numbers people are told."""
        check_counts(self.seen, self.world.now, self._title, (DIRECTOR, SECRETARY), (CHAIR, VICE_CHAIR))

    def _title(self, who: str, text: str) -> str:
        return self.world.bot.ask(asked(who, text)).cards[0].title

    def close(self) -> None:
        """Count once more, and verify the audit from its first entry."""
        logging.getLogger("bot.dispatch").removeHandler(self._log)
        try:
            self.check_counts()
            found = self.world.audit_problems()
            assert found == [], "; ".join(map(str, found[:5]))
        finally:
            self._watch.close()
