"""Evidence as it is offered, listed, and accepted or sent back. What is against is always shown first."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from handlers.access import Item, PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import GONE, count, ended, item_ref, listed, person, ref, short
from handlers.grammar import compose
from models.card import Action, Block, Card, ChoiceField, Facts, FileField, Form, Link, Paragraph, Spans, TextField
from models.rules.dates import say_day
from models.vocabulary import Bearing, EvidenceKind, EvidenceState

if TYPE_CHECKING:
    from handlers.evidence.pieces import PieceView
    from handlers.evidence.stepping_down import Consequence

PAGE = 6
KINDS = {
    EvidenceKind.PROCESS: "process",
    EvidenceKind.OUTCOME_DATA: "outcome data",
    EvidenceKind.AUDIT: "audit",
    EvidenceKind.VOICE_OF_CHILD: "voice of the child",
    EvidenceKind.VOICE_OF_STAFF: "voice of staff",
    EvidenceKind.EXTERNAL: "external",
    EvidenceKind.OBSERVATION: "observation",
}
_BEARINGS = (
    (Bearing.FOR, "for: it shows that things are better"),
    (Bearing.AGAINST, "against: it shows that they are not"),
    (Bearing.MIXED, "mixed: some of each"),
)
_STATES = {
    EvidenceState.OFFERED: "waiting to be accepted",
    EvidenceState.ACCEPTED: "accepted",
    EvidenceState.RETURNED: "sent back",
}
_UNLOOKED = (
    "It is shown first, and waits to be looked at: what was found before stands until an officer of the board accepts "
    "it. "
)
_BLOCKS = "the impact cannot be called evidenced"
_TOTALS = "Totals, never a child: “audit of 20 files: 17 had views recorded”."
_PROCESS = (
    "Process evidence shows that the work was done. It can never show impact on its own: for that the board "
    "looks for outcome data, an audit, the voice of children or staff, or somebody from outside."
)


def kind_buttons(name: str) -> tuple[Action, ...]:
    """The kinds of evidence that can show impact, as buttons; and that there is none yet."""
    offered = (
        ("Audit", EvidenceKind.AUDIT),
        ("Outcome data", EvidenceKind.OUTCOME_DATA),
        ("Voice of the child", EvidenceKind.VOICE_OF_CHILD),
        ("Voice of staff", EvidenceKind.VOICE_OF_STAFF),
        ("External", EvidenceKind.EXTERNAL),
    )
    kinds = (Action(label, compose("evidence add", name, KINDS[kind])) for label, kind in offered)
    return (*kinds, Action("Not yet", compose("gaps", name)))


def evidence_form(
    view: PlanView, item: Item, kept: Mapping[str, str], errors: tuple[tuple[str, str], ...], *, against: bool = False
) -> Form:
    """What to say about a piece of evidence; everything already said is kept.

    `against` is that its reader does not answer for the item, so that only what speaks against it is theirs to offer.
    """
    ways = _BEARINGS[1:] if against else _BEARINGS
    return Form(
        f"Evidence for {item.label}: {short(item.text, 70)}",
        compose("evidence add", item_ref(view, item)),
        (
            ChoiceField("kind", "What kind is it?", tuple((word, word) for word in KINDS.values()),
                        value=kept["kind"], required=True),
            TextField("shows", "What does it show, in a sentence?", multiline=True, value=kept["shows"],
                      hint=_TOTALS, required=True),
            TextField("period", "Which period is it about?", value=kept["period"],
                      hint="Such as March 2010, Q4 2009/10 or January to March 2010."),
            ChoiceField("bearing", "Does it speak for the improvement?", tuple((b.value, say) for b, say in ways),
                        value=kept["bearing"] or ways[0][0].value),
            FileField("file", "The file, if there is one", hint="PDF, Word, Excel, PowerPoint, picture, text or CSV."),
            ChoiceField("checked", "Have you checked that the file identifies no child?",
                        (("yes", "yes, I have checked it"), ("no", "no")), value=kept["checked"]),
            TextField("link", "Or a link to it; it is kept, never opened", value=kept["link"]),
            TextField("figure", "Or a measure's latest figure, such as M2", value=kept["figure"]),
            TextField("also", "Other recommendations it serves", value=kept["also"], hint="Such as SG3, SG5."),
            ChoiceField("restricted", "Who may see it?",
                        (("no", "everybody who sees the item"), ("yes", "the board and the item's owners only")),
                        value=kept["restricted"] or "no"),
        ),
        errors=errors,
    )  # fmt: skip


def offered_card(
    view: PlanView, piece: "PieceView", followed: Sequence["Consequence"], told: Sequence[str] | None
) -> Card:
    """What was recorded. It claims nothing: somebody else accepts it.

    `told` are the owners who are asked to answer what a reader offered against their item; None where that is not so.
    """
    row = piece.row
    serves = listed(each.label for each in piece.serves)
    said = f"Recorded for {serves}: {piece.name}, {KINDS[row.kind]}, {row.bearing.value}, “{short(row.title, 80)}”"
    blocks: list[Block] = [Paragraph((_next_step(piece) if told is None else _answered_by(piece, told),))]
    if row.kind is EvidenceKind.PROCESS:
        blocks.append(Paragraph((_PROCESS,), quiet=True))
    blocks += _followed(followed)
    first = ref(view, piece.serves[0].label)
    buttons = (
        Action("Its evidence", compose("evidence", first)),
        Action("Add another", compose("evidence add", first)),
        Action("Status", compose("status", first)),
    )
    return Card(ended(said), (*blocks, *foot(view)), buttons)


def _next_step(piece: "PieceView") -> str:
    who = "The chair, the vice-chair, the secretary or a lead accepts it or sends it back; never whoever offered it."
    if piece.row.bearing is Bearing.FOR:
        return who
    blocks = "Until it is answered or sent back, the impact cannot be called evidenced."
    return f"{blocks} Answer with: evidence answer {piece.name} answer=“…”. {who}"


def _answered_by(piece: "PieceView", told: Sequence[str]) -> str:
    """What becomes of what a reader offered: who is asked to answer it, and that they can follow it."""
    who = f"{listed(map(person, told))} {'is' if len(told) == 1 else 'are'} asked to answer it" if told else (
        "It has no owner yet, so a lead of the plan answers it"
    )  # fmt: skip
    return (
        f"{_UNLOOKED if piece.row.by_reader else 'It is shown first. '}Until it is answered or sent back, "
        f"{'nobody can newly call the impact evidenced' if piece.row.by_reader else _BLOCKS}. "
        f"{ended(who[:1].upper() + who[1:])} Your name stands with it; see what becomes of it with: "
        f"evidence {piece.name}"
    )


def _followed(followed: Sequence["Consequence"]) -> list[Block]:
    return [Paragraph((ended(f"{each.said[:1].upper()}{each.said[1:]}"),)) for each in followed]


Theirs = Callable[["PieceView"], bool]
"""Whether a piece is the reader's to accept or to send back."""


LIMITED = "Some evidence is limited to the board and its owners, and not shown to you"
"""That there is some which the reader may not see, and neither how much nor what it says."""


def limited_words(limited: int) -> str:
    """How many pieces there are that who decides a sign-off may not see, and nothing of what they say."""
    are = "is" if limited == 1 else "are"
    return f"{count(limited, 'piece')} of evidence {are} limited to the board and its owners, and not shown to you"


def listing_card(
    view: PlanView, item: Item, pieces: Sequence["PieceView"], *, page: int, may_offer: bool, theirs: Theirs,
    limited: int = 0,
) -> Card:  # fmt: skip
    """The evidence of one recommendation, what is against it first; `limited` is how much the reader may not see."""
    name = item_ref(view, item)
    add = (Action("Add evidence" if may_offer else "Add evidence against", compose("evidence add", name)),)
    status = Action("Status", compose("status", name))
    if not pieces:
        said = f"{item.label} has no evidence that you can see. What can show that things are better for children?"
        return Card(said, (*_limited(limited), *foot(view)), (*add, status))
    here = pieces[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, len(pieces), PAGE, compose("evidence", name))
    facts = Facts(tuple((each.name, _line(each)) for each in here))
    judged = _judging(here, theirs)
    opened = tuple(Action(each.name, compose("evidence", each.name)) for each in here[:3])
    title = f"{item.label}: {count(len(pieces), 'piece')} of evidence, what is against first"
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    return Card(title, (facts, *_limited(limited), *quiet, *foot(view)), (*add, *judged, *opened, *turn, status))


def _limited(limited: int) -> tuple[Block, ...]:
    return (Paragraph((f"{LIMITED}.",)),) if limited else ()


def waiting_card(view: PlanView, pieces: Sequence["PieceView"], *, page: int, theirs: Theirs, such_as: str) -> Card:
    """The evidence of a plan that waits to be accepted or sent back; `such_as` is one of its items."""
    if not pieces:
        said = f"No evidence in {view.name} waits to be accepted. “evidence {such_as}” lists what one item has."
        return Card(said, foot(view), (Action("What is unproved", "gaps"), Action("Status", "status")))
    here = pieces[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, len(pieces), PAGE, "evidence")
    rows = tuple((each.name, (f"{listed(to.label for to in each.serves)}: ", *_line(each))) for each in here)
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    judged = _judging(here, theirs) or tuple(Action(each.name, f"evidence {each.name}") for each in here[:3])
    title = f"{view.name}: {count(len(pieces), 'piece')} of evidence waiting to be accepted"
    return Card(title, (Facts(rows), *quiet, *foot(view)), (*judged, *turn))


def _judging(pieces: Sequence["PieceView"], theirs: Theirs) -> tuple[Action, ...]:
    first = next((each for each in pieces if each.row.state is EvidenceState.OFFERED and theirs(each)), None)
    if first is None:
        return ()
    return (
        Action(f"Accept {first.name}", f"evidence accept {first.name}"),
        Action(f"Send back {first.name}", f"evidence return {first.name}"),
    )


def _line(view: "PieceView") -> Spans:
    row = view.row
    bearing = "" if row.bearing is Bearing.FOR else f"{row.bearing.value.upper()}{_answered(row)} · "
    period = f", {row.period}" if row.period else ""
    limited = " · limited to the board and its owners" if row.restricted else ""
    file = " · its file was in doubt, and checked" if row.declared and row.state is EvidenceState.OFFERED else ""
    return (f"{bearing}{KINDS[row.kind]}{period}: {short(row.shows or row.title, 120)} · {_state(row)}{file}{limited}",)


def _state(row: Any) -> str:
    return "counts for nothing" if row.title == GONE else _waits(row)


def _waits(row: Any) -> str:
    """A piece's state; what a reader offered waits to be looked at."""
    return "waiting to be looked at" if row.by_reader and row.state is EvidenceState.OFFERED else _STATES[row.state]


def _answered(row: object) -> str:
    return ", answered" if getattr(row, "answered", False) else ", not answered"


def piece_card(view: PlanView, piece: "PieceView", *, theirs: Theirs, may_answer: bool) -> Card:
    """All of one piece."""
    row = piece.row
    facts: list[tuple[str, Spans]] = [
        ("Serves", (listed(each.label for each in piece.serves),)),
        ("Kind", (KINDS[row.kind],)),
        ("Speaks", (f"{row.bearing.value}{'' if row.bearing is Bearing.FOR else _answered(row)}",)),
        *((("Shows", (row.shows,)),) if row.shows else ()),
        *((("Period", (row.period,)),) if row.period else ()),
        *((("Link", (Link(short(row.link, 80), row.link), " (kept, not opened; what it shows may change)")),)
          if row.link else ()),
        *((("File", (f"{row.file_name}, sha256 {row.file_sha256[:12]}…",)),) if row.file_sha256 else ()),
        *((("Checked", (_checked(row),)),) if row.declared else ()),
        *((("Message", (f"“{short(row.message, 300)}”",)),) if row.message and row.message != row.shows else ()),
        ("Offered", (f"{row.by_name}, {say_day(row.at.date())}",)),
        ("State", (_decided(row),)),
        *((("Answer", (f"“{row.answer}” {row.answered_by}",)),) if row.answer else ()),
        *((("Seen by", ("the board and the owners of the item only",)),) if row.restricted else ()),
    ]  # fmt: skip
    first = ref(view, piece.serves[0].label)
    answer = (Action("Answer it", f"evidence answer {piece.name}"),) if may_answer else ()
    judge = _judging([piece], theirs)
    file = (Action("Get the file", f"evidence {piece.name} file"),) if row.file_sha256 else ()
    buttons = (*judge, *answer, *file, Action("All its evidence", compose("evidence", first)))
    return Card(f"{piece.name} · {row.title}", (Facts(tuple(facts)), *foot(view)), buttons)


def _checked(row: Any) -> str:
    """Whose word it is that a file identifies no child, which the bot could not be sure of."""
    return f"I was not sure of the file; {row.by_name} confirmed that it identifies no child"


def file_card(view: PlanView, piece: "PieceView") -> Card:
    """That the file of a piece is there, as it was sent."""
    row = piece.row
    said = f"{piece.name}: here is {row.file_name}, as {row.by_name} sent it on {say_day(row.at.date())}."
    limited = "It is limited to the board and the owners of the item. " if row.restricted else ""
    told = Paragraph((f"{limited}That you opened it is in the history.",), quiet=True)
    return Card(said, (told, *foot(view)), (Action(f"About {piece.name}", compose("evidence", piece.name)),))


def _decided(row: object) -> str:
    if getattr(row, "title", "") == GONE:
        return "removed by law, so it counts for nothing"
    state = _waits(row)
    by, reason = getattr(row, "decided_by", None), getattr(row, "decision_reason", None)
    return f"{state}{f' by {by}' if by else ''}{f': “{reason}”' if reason else ''}"


def decided_card(
    view: PlanView, piece: "PieceView", said: str, followed: Sequence["Consequence"], *, may_state: bool
) -> Card:
    """That a piece was accepted, sent back or answered, and what followed."""
    first = ref(view, piece.serves[0].label)
    buttons = (
        Action("Its evidence", compose("evidence", first)),
        *((Action("State the impact", compose("impact", first)),) if may_state else ()),
        Action("Status", compose("status", first)),
    )
    checked = (Paragraph((f"{_checked(piece.row)}.",)),) if piece.row.declared and piece.row.file_sha256 else ()
    return Card(ended(said), (*checked, *_followed(followed), *foot(view)), buttons)


def saving_form(message: str, *, files: int, number: str = "") -> Form:
    """What is missing of a message or a file that somebody wants kept as evidence: above all, of what."""
    checked = ChoiceField(
        "checked", "Have you checked that the file identifies no child?",
        (("yes", "yes, I have checked it"), ("no", "no")), required=True,
    )  # fmt: skip
    return Form(
        "Save as evidence",
        "evidence save",
        (
            TextField("number", "Which recommendation is it evidence for?", hint="Such as SG4.", required=True,
                      value=number),
            ChoiceField("kind", "What kind is it?", tuple((word, word) for word in KINDS.values()), required=True),
            TextField("message", "The message", multiline=True, value=message, hint=_TOTALS),
            TextField("shows", "What does it show, in a sentence?", multiline=True),
            TextField("period", "Which period is it about?",
                      hint="Such as March 2010, Q4 2009/10 or January to March 2010."),
            ChoiceField("bearing", "Does it speak for the improvement?", tuple((b.value, say) for b, say in _BEARINGS),
                        value=Bearing.FOR.value),
            *((checked,) if files else ()),
        ),
        intro=f"{files} file{'s' if files > 1 else ''} will be kept with it." if files else "",
    )  # fmt: skip


def reason_form(piece: "PieceView", command: str, field: str, label: str, errors: tuple[tuple[str, str], ...]) -> Form:
    """The one sentence that sending back or answering needs."""
    title = f"{piece.name}: {short(piece.row.title, 80)}"
    box = TextField(field, label, multiline=True, required=True)
    return Form(title, f"evidence {command} {piece.name}", (box,), errors=errors)
