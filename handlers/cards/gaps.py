"""What is complete but unproved, said as a gap and a way to close it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers.access import Item, PlanView
from handlers.cards import board_words
from handlers.cards.common import foot, paged
from handlers.cards.evidence import kind_buttons
from handlers.cards.impact import lack_words, ways_on
from handlers.cards.measures import measure_line
from handlers.cards.words import count, item_ref, ref, say, short
from handlers.grammar import compose
from models.card import Action, Block, Bold, Card, Facts, Paragraph
from models.rules.proof import Lack
from models.vocabulary import Delivery

if TYPE_CHECKING:
    from handlers.board_words import Part, Work
    from handlers.gaps import Gap
    from handlers.measures import MeasureView
    from handlers.overview import Line

PAGE = 10
_UNSTATED = "accepted evidence shows change; nobody has stated the impact yet"


def gaps_card(
    view: PlanView, gaps: Sequence["Gap"], wrong: Sequence["MeasureView"], parts: Sequence["Part"],
    actions: Sequence["Work"], *, completed: int, page: int,
) -> Card:  # fmt: skip
    """The gaps of a whole plan, of those recommendations that are `completed` and not signed off.

    `parts` are done by a board's word and unproved; `actions` are those of a plan that holds no recommendations.
    """
    unproved = [gap for gap in gaps if gap.lack is not None]
    ordered = [*unproved, *(gap for gap in gaps if gap.lack is None)]
    blocks: list[Block] = []
    shown, turn = paged(page, len(ordered), PAGE, "gaps")
    here = ordered[(page - 1) * PAGE : page * PAGE]
    if here:
        blocks.append(Facts(tuple((gap.line.label, (_words(gap),)) for gap in here)))
    if shown:
        blocks.append(Paragraph((shown,), quiet=True))
    blocks += board_words.block("Said to be delivered, or mostly so, and the impact is not evidenced", parts)
    blocks += board_words.proof_note(actions)
    if wrong:
        blocks.append(Paragraph((Bold(f"Moving the wrong way: {len(wrong)}"),)))
        blocks.append(Facts(tuple((each.name, measure_line(each)) for each in wrong)))
    title = _title(view, len(unproved), len(ordered), completed)
    if not ordered and (parts or actions):
        title = board_words.gap_title(view, parts, actions)
    return Card(title, (*blocks, *foot(view)), (*board_words.buttons(view, parts), *_buttons(view, here), *turn))


def _title(view: PlanView, unproved: int, total: int, completed: int) -> str:
    if not completed:
        return f"{view.name}: no gap to close, since nothing unsigned is reported completed yet."
    if not total:
        return f"{view.name}: nothing that is reported completed lacks proof of its impact."
    if not unproved:
        return f"{view.name}: nothing completed is unproved; {count(total, 'impact')} not stated yet"
    return f"{view.name}: {count(unproved, 'recommendation')} reported completed, and nothing yet proves the impact"


def _words(gap: "Gap") -> str:
    return f"{short(gap.line.text, 70)} · {lack_words(gap.lack) if gap.lack else _UNSTATED}"


def _buttons(view: PlanView, here: Sequence["Gap"]) -> tuple[Action, ...]:
    open_ = tuple(Action(gap.line.label, compose("gaps", ref(view, gap.line.label))) for gap in here[:5])
    return (*open_, Action("Waiting to be accepted", "evidence"), Action("Reviews planned", "reviews"))


def item_card(view: PlanView, item: Item, line: "Line", lack: Lack | None, *, may_offer: bool) -> Card:
    """What one recommendation lacks, and what would show it."""
    name = item_ref(view, item)
    status = Action("Status", compose("status", name))
    stated = f"Impact: {say(line.impact)}. Delivery: {say(line.delivery)}."
    if lack is None:
        said = f"{item.label}: accepted evidence shows change, and nothing against it is unanswered"
        state = (Action("State the impact", f"impact {name}"),) if may_offer else ()
        return Card(said, (Paragraph((stated,)), *foot(view)), (*state, status))
    lead = "is reported completed and" if line.delivery is Delivery.COMPLETED else "is not reported completed, and"
    said = f"{item.label} {lead} its impact is unproved: {lack_words(lack)}"
    ways = ways_on(name, lack) if may_offer else (Action("Its evidence", compose("evidence", name)),)
    if may_offer and lack in (Lack.NOTHING, Lack.SENT_BACK, Lack.ONLY_PROCESS):
        ways = (*kind_buttons(name)[:-1], Action("Plan a review", compose("review add", name)))
    note = f"{stated} The board will ask what changed for children. It stays in “gaps” until something shows it."
    return Card(said, (Paragraph((note,)), *foot(view)), (*ways, status))
