"""Impact as it is stated, and why it cannot be stated yet."""

from collections.abc import Mapping, Sequence

from handlers.access import Item, PlanView
from handlers.cards.common import foot
from handlers.cards.words import ended, item_ref, listed, say, short
from handlers.grammar import compose
from models.assurance import ImpactStatement
from models.card import Action, Card, ChoiceField, Form, Paragraph, TextField
from models.rules.proof import Lack
from models.vocabulary import Impact

_OFFERED = (Impact.EMERGING, Impact.EVIDENCED, Impact.SUSTAINED, Impact.NOT_ENOUGH_EVIDENCE)
WORDS = tuple(say(each) for each in _OFFERED)
_LACKS = {
    Lack.NOTHING: "nobody has offered evidence of it yet",
    Lack.SENT_BACK: "what was offered as evidence of it was sent back",
    Lack.NOT_ACCEPTED: "what could show it still waits to be accepted by the chair, the secretary or a lead",
    Lack.ONLY_PROCESS: "all there is is process evidence, which shows that work was done and never what it changed",
    Lack.ONLY_AGAINST: "nothing accepted speaks for it",
    Lack.UNANSWERED: "evidence against it stands unanswered",
    Lack.LATER_PERIOD: (
        "sustained needs it shown twice, the second time in a later period than the first, with the periods given"
    ),
}
_SEE_FIRST = (Lack.NOT_ACCEPTED, Lack.UNANSWERED, Lack.ONLY_AGAINST)


def lack_words(lack: Lack) -> str:
    """What is missing before impact is proved."""
    return _LACKS[lack]


def why_not(label: str, stated: Impact, lack: Lack) -> str:
    """Why the impact cannot be called that yet."""
    return f"{label} cannot be called {say(stated)} yet: {_LACKS[lack]}. Nothing was recorded."


def ways_on(name: str, lack: Lack) -> tuple[Action, ...]:
    """What to do about what is missing."""
    see = Action("Its evidence", compose("evidence", name))
    add = Action("Add evidence", compose("evidence add", name))
    plan = Action("Plan a review", compose("review add", name))
    return (see, add) if lack in _SEE_FIRST else (add, plan, see)


def impact_form(view: PlanView, item: Item, kept: Mapping[str, str], errors: tuple[tuple[str, str], ...] = ()) -> Form:
    """What somebody states of an item's impact; everything already said is kept."""
    return Form(
        f"Impact of {item.label}: {short(item.text, 70)}",
        compose("impact", item_ref(view, item)),
        (
            ChoiceField("impact", "What can be said?", tuple((word, word) for word in WORDS), value=kept["impact"],
                        required=True),
            TextField("narrative", "What is different for children, in a sentence or two", multiline=True,
                      value=kept["narrative"], required=True,
                      hint="Totals, never a child: “43 of 50 referrals were allocated on the day”."),
            TextField("evidence", "Which evidence supports it?", value=kept["evidence"], hint="Such as E12, E15."),
            TextField("period", "Which period is it about?", value=kept["period"], hint="Such as March 2010."),
        ),
        errors=errors,
    )  # fmt: skip


def stated_card(view: PlanView, item: Item, added: ImpactStatement, cited: Sequence[str]) -> Card:
    """What was stated, by whom and on what. Whether it is signed off is the board's."""
    name = item_ref(view, item)
    on = f", on {listed(cited)}" if cited else ""
    words = f"“{short(added.narrative, 160)}”"
    said = f"Recorded for {item.label}: you state its impact as {say(added.impact)}{on}: {words}"
    quiet = Paragraph(("Whether it is signed off is for the board to decide.",), quiet=True)
    buttons = (Action("Status", compose("status", name)), Action("Its evidence", compose("evidence", name)))
    return Card(ended(said), (quiet, *foot(view)), buttons)
