"""What is kept how long, what falls due, what is held; and that a plan was closed or opened again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.access import PlanView
from handlers.cards.common import foot
from models.card import Action, Card, Facts, Form, Paragraph, TextField
from models.rules.dates import say_day
from models.rules.retention import RecordType


@dataclass(frozen=True, slots=True)
class Named:
    """A type of record: what one is called, what it says when many are meant, and what exactly goes."""

    one: str
    said: str
    goes: str


TYPES = {
    RecordType.EVIDENCE_FILES: Named("the file of", "evidence files", "the file itself, from the evidence store"),
    RecordType.EVIDENCE: Named(
        "the words of", "evidence", "title, what it shows, link, message, answers, names; after its file"
    ),
    RecordType.UPDATES: Named("update", "updates", "narrative, next step, help needed, who reported"),
    RecordType.IMPACT: Named("an impact statement", "impact statements", "what it says and who said it"),
    RecordType.HARM_ANSWERS: Named(
        "an answer about harm", "answers about harm", "the whole answer: who, what, and where it went"
    ),
    RecordType.CHALLENGES: Named("a board's question", "challenges", "question, answer, the board's word, names"),
    RecordType.CHANGES: Named("a request to change the plan", "change requests", "reasons, names, minutes"),
    RecordType.REVIEWS: Named("a planned review", "reviews", "scope, reviewer, who planned it"),
    RecordType.LIBRARY: Named("a library entry", "the library", "the whole entry: document, link, owner"),
    RecordType.DECISIONS: Named(
        "a sign-off decision", "sign-off decisions", "reason, minute, names, and the snapshot of what was signed"
    ),
    RecordType.HISTORY: Named("a text of the history", "the history", "what the audit says; its seals stay"),
    RecordType.MESSAGES: Named(
        "a copy of a message", "copies of messages sent", "what a message said; where it stands in chat stays"
    ),
    RecordType.ABSENCES: Named("an absence", "absences", "who was away when, and who covered"),
    RecordType.PEOPLE: Named(
        "somebody who left", "people who left", "name, address, chat identities; a number stays"
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """How one type of record stands: how long it is kept, how many are due, held, and when the next falls due."""

    type: RecordType
    years: str
    due: int
    held: int
    next_on: date | None


def retention_card(view: PlanView, lines: Sequence[Line]) -> Card:
    """What is kept how long, what falls due next, and what is held."""
    total, held = sum(each.due for each in lines), sum(each.held for each in lines)
    title = f"{total or 'No'} record{'' if total == 1 else 's'} {'has' if total == 1 else 'have'} had their time"
    title += f"; {held} under a legal hold" if held else ""
    facts = tuple((TYPES[each.type].said.capitalize(), (_line(each),)) for each in lines)
    how = (
        "The years count from when a record's plan is closed or superseded; nothing of a live plan is erased. "
        "Change one with: settings keep_updates 6 years. Erasing is done by “ofsted-bot retention”."
    )
    buttons = (Action("Legal holds", "hold"), Action("Settings", "settings"))
    return Card(f"{title}.", (Facts(facts), Paragraph((how,), quiet=True), *foot(view)), buttons)


def _line(each: Line) -> str:
    parts = [each.years]
    parts += [f"{each.due} due now"] if each.due else []
    parts += [f"{each.held} held"] if each.held else []
    parts += [f"next on {say_day(each.next_on)}"] if each.next_on else []
    return " · ".join(parts)


def ended(on: date) -> str:
    """That a plan was closed, and when."""
    return f"was closed on {say_day(on)}"


def close_form(view: PlanView) -> Form:
    """Why the plan is closed."""
    field = TextField("reason", "Why has it ended?", required=True, max_length=500)
    intro = "Its records are kept for their years from today on. Nothing is erased now, and it can be reopened."
    return Form(f"Close {view.name}", f"close {view.key}", (field,), intro=intro)


def reopen_form(view: PlanView) -> Form:
    """Why the plan is live again."""
    return Form(
        f"Reopen {view.name}", f"reopen {view.key}", (TextField("reason", "Why?", required=True, max_length=500),)
    )


def closed_card(view: PlanView, on: date) -> Card:
    """That a plan has ended."""
    said = f"{view.name} {ended(on)}. Its records are kept for their years from then on; nothing was erased."
    return Card(said, foot(view), (Action("What is kept how long", "retention"), Action("Status", "status")))


def reopened_card(view: PlanView) -> Card:
    """That a plan is live again."""
    said = f"{view.name} is live again. Nothing of it is erased."
    return Card(said, foot(view), (Action("Status", "status"),))


def told(counts: Iterable[tuple[RecordType, int]]) -> list[str]:
    """Counts by type, for the command line: "updates: 12"."""
    return [f"{TYPES[kind].said}: {number}" for kind, number in counts]
