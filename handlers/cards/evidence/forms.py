"""What is asked of whoever offers evidence, sends it back or answers it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from handlers.access import Item, PlanView
from handlers.cards.evidence.words import KINDS
from handlers.cards.words import item_ref, short
from handlers.grammar import compose
from models.card import Action, ChoiceField, FileField, Form, TextField
from models.vocabulary import Bearing, EvidenceKind

if TYPE_CHECKING:
    from handlers.evidence.pieces import PieceView

_BEARINGS = (
    (Bearing.FOR, "for: it shows that things are better"),
    (Bearing.AGAINST, "against: it shows that they are not"),
    (Bearing.MIXED, "mixed: some of each"),
)
_TOTALS = "Totals, never a child: “audit of 20 files: 17 had views recorded”."


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


def saving_form(message: str, *, files: int, number: str = "", link: str = "") -> Form:
    """What is missing of a message or a file that somebody wants kept as evidence: above all, of what."""
    checked = ChoiceField(
        "checked", "Have you checked that the file identifies no child?",
        (("yes", "yes, I have checked it"), ("no", "no")), required=True,
    )  # fmt: skip
    where = TextField("link", "Where the message is; it is kept, never opened", value=link)
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
            *((where,) if link else ()),
            *((checked,) if files else ()),
        ),
        intro=f"{files} file{'s' if files > 1 else ''} will be kept with it." if files else "",
    )  # fmt: skip


def reason_form(piece: "PieceView", command: str, field: str, label: str, errors: tuple[tuple[str, str], ...]) -> Form:
    """The one sentence that sending back or answering needs."""
    title = f"{piece.name}: {short(piece.row.title, 80)}"
    box = TextField(field, label, multiline=True, required=True)
    return Form(title, f"evidence {command} {piece.name}", (box,), errors=errors)
