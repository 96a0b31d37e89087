"""How what waits for somebody's decision or answer reads in a reminder, beside the items they are asked about."""

from collections.abc import Callable
from datetime import date

from handlers.access import PlanView
from handlers.cards.reminding import Line
from models.card import Action
from models.vocabulary import DueKind

_HARM = "It is asked of every late item, apart from its progress. Answer with a button; please name no child."
_HELD = "You are named to see to it."
_STEP = "Say when it is done, and this stops."
_DOUBTED = "The evidence has changed since it was signed off, so the board is asked whether it still holds."


def waiting_line(
    view: PlanView, kind: DueKind, subject: str, note: str | None, due_on: date, reference: str = "", *,
    may_answer: bool = False,
) -> Line:  # fmt: skip
    """One thing that waits, other than an item's own ladder. `may_answer` is whether its reader may answer for it."""
    words = note or say_kind(kind)
    first = (0, 0, due_on.isoformat())
    alone = f"{words[:1].upper()}{words[1:]}"
    if kind is DueKind.HARM and reference:
        actions, opens = _harm(reference, may_answer=may_answer)
        return Line(view, f"{_label(reference)} harm", words, first, actions, opens, alone, why=_HARM, before_all=True)
    if kind is DueKind.SIGN_OFF_DOUBTED and reference:
        look = Action("Look", f"sign-off {reference}")
        answers = (look, Action("Answer", f"holding {reference}")) if may_answer else (look,)
        opens = Action(f"Look at {_label(reference)}", look.command)
        return Line(view, f"{_label(reference)} sign-off", words, first, answers, opens, alone, why=_DOUBTED)
    if kind is DueKind.CHAIR_REPORT and subject.startswith("change:"):
        look = Action("Look", f"changes C{_number(subject)}")
        return Line(view, _HEADS[kind], words, first, (look,), look, alone)
    if kind is DueKind.PREPARATION:
        done, dates = Action("It is done", f"inspection done K{_number(subject)}"), Action("All steps", "inspection")
        return Line(view, f"K{_number(subject)}", words, first, (done, dates), done, alone, stops=_STEP, why=_HELD)
    if kind is DueKind.NOT_MINE and reference:
        see = Action(f"See {_label(reference)}", f"status {reference}")
        names = (Action("Name an owner", f"assign {reference}"),) if may_answer else ()
        return Line(view, _label(reference), words, first, (*names, see), see, alone)
    look = _LOOK[kind](subject) if kind in _LOOK else Action("Look", _OPENS.get(kind, "status {0}").format(reference))
    look = look if reference or kind in _LOOK else Action("Look", "waiting")
    return Line(view, _HEADS.get(kind, "For you"), words, first, (look,), look, alone)


def _harm(reference: str, *, may_answer: bool) -> tuple[tuple[Action, ...], Action]:
    """The answers as buttons, and what opens the question where there is no room for them."""
    if not may_answer:
        look = Action("Look", f"status {reference}")
        return (look,), look
    answers = (("No", "no"), ("Yes", "yes"), ("Not known", "not-known"))
    opens = Action(f"Answer for {_label(reference)}", f"harm {reference}")
    return tuple(Action(label, f"harm {reference} {word}") for label, word in answers), opens


def _label(reference: str) -> str:
    """An item as people say it, from how a button names it."""
    return f"{'action ' * reference.startswith('action ')}{reference.rpartition('/')[2]}"


def say_kind(kind: DueKind) -> str:
    """A kind of request as people read it."""
    return kind.value.replace("_", " ")


def _number(subject: str) -> str:
    return subject.partition(":")[2]


_LOOK: dict[DueKind, Callable[[str], Action]] = {
    DueKind.CHANGE_WAITING: lambda subject: Action("See the change", f"changes C{_number(subject)}"),
    DueKind.CHALLENGE: lambda subject: Action("See the question", f"challenges Q{_number(subject)}"),
    DueKind.LIBRARY: lambda _: Action("See the library", "library"),
    DueKind.REVIEW: lambda _: Action("See the reviews", "reviews"),
    DueKind.UNREACHED: lambda _: Action("See the people", "people"),
    DueKind.INSPECTION: lambda subject: (
        Action("I have it", "inspection have-it")
        if subject.startswith("notice_receipt:")
        else Action("Confirm it", f"inspection confirm N{_number(subject)}")
    ),
}
_OPENS = {
    DueKind.SIGN_OFF_WAITING: "sign-off {0}",
    DueKind.EVIDENCE_WANTED: "evidence {0}",
    DueKind.EVIDENCE_AGAINST: "evidence {0}",
    DueKind.STILL_HOLDING: "holding {0}",
    DueKind.CHAIR_REPORT: "sign-off {0}",
}
_HEADS = {
    DueKind.SIGN_OFF_WAITING: "Sign-off",
    DueKind.EVIDENCE_WANTED: "Evidence",
    DueKind.EVIDENCE_AGAINST: "Evidence",
    DueKind.STILL_HOLDING: "Holding",
    DueKind.REVIEW: "Review",
    DueKind.LIBRARY: "Library",
    DueKind.CHALLENGE: "Question",
    DueKind.PAUSE_REVIEW: "Paused",
    DueKind.CHAIR_REPORT: "To report",
    DueKind.CHANGE_WAITING: "Change",
    DueKind.UNREACHED: "Not reached",
    DueKind.INSPECTION: "Inspection",
}
