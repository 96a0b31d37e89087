"""`judge`: a board's own word on an item, workstream or phase, on each axis; only the board lifts it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from handlers import access, offices, status
from handlers.access import Ability, Item, PlanView
from handlers.cards import judging as cards
from handlers.cards.words import item_ref
from handlers.context import Arguments, Context
from handlers.days import day_ahead
from handlers.deciding_where import LONGEST_MINUTE, held_on, within
from handlers.errors import Refused, UserError, about
from handlers.grammar import delivery as delivery_in
from handlers.grammar import impact as impact_in
from handlers.offices import BoardView
from handlers.recording import record
from handlers.signoff import independence
from handlers.voice import refuse_borrowed_voice
from models.card import Action, Reply
from models.plan import PlanAction, Recommendation, Workstream
from models.progress import BoardJudgement
from models.rules.dates import Precision, say_day
from models.rules.signoff import Hand, Office
from models.vocabulary import Delivery, Impact, SignOff

_TABLES: dict[str, Any] = {"recommendation": Recommendation, "action": PlanAction, "workstream": Workstream}
_SAID = {"signed off": SignOff.SIGNED_OFF, "not agreed": SignOff.RETURNED, "returned": SignOff.RETURNED,
         "reopened": SignOff.REOPENED}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """What a board says of an item: a word on an axis or more, at which meeting, and why."""

    board: BoardView
    delivery: Delivery | None
    impact: Impact | None
    sign_off: SignOff | None
    meeting: date
    reason: str
    minute: str = ""


def judge(ctx: Context, args: Arguments) -> Reply:
    """Record what a board judged; ask for what is missing."""
    view, item = status.one(ctx, args.get("item"))
    refuse_borrowed_voice(ctx)
    mine = _spoken_for(ctx, view, item)
    row = _locked(ctx.change, item)
    board = offices.named(mine, args.get("board")) if args.get("board") else mine[0] if len(mine) == 1 else None
    axes = {axis: args.get(axis) for axis in ("delivery", "impact", "sign-off")}
    missing = not any(axes.values()) or not args.get("meeting") or not args.get("reason")
    if board is None or missing or (_signs(axes["sign-off"]) and not args.get("minute")):
        return Reply(form=cards.judge_form(view, item, args, mine, offices.last_meeting(ctx, mine[0])))
    word = _word(ctx, view, item, args, board)
    if not independence.is_adverse(word.delivery, word.impact, word.sign_off):
        independence.refuse_ones_own(ctx, view, item, board, word.meeting)
    independence.refuse_unproved(ctx, view, item, word.impact)
    _only_once(ctx.change, view, item, word)
    added = _added(ctx, view, item, word)
    _moved_on(ctx, row)
    _record(ctx, view, item, added, cards.said(item, word))
    return Reply((cards.judged_card(view, item, word),))


def lift(ctx: Context, args: Arguments) -> Reply:
    """Take back a board's latest word on an item; only that board does, and says why."""
    view, item = status.one(ctx, args.get("item"))
    refuse_borrowed_voice(ctx)
    mine = _spoken_for(ctx, view, item)
    row = _locked(ctx.change, item)
    standing = _their_word(ctx, view, item, mine)
    theirs = next((board for board in mine if board.id == standing.board_id), mine[0])
    independence.refuse_ones_own(ctx, view, item, theirs)
    reason = args.get("reason")
    if not reason:
        return Reply(form=cards.lift_form(view, item))
    within(reason)
    standing.lifted_at = ctx.now
    ctx.change.add(standing)
    _moved_on(ctx, row)
    _record(ctx, view, item, None, cards.said_lifted(item, theirs.name, reason))
    return Reply((cards.lifted_card(view, item, reason),))


def _their_word(ctx: Context, view: PlanView, item: Item, mine: tuple[BoardView, ...]) -> BoardJudgement:
    """The latest word that one of these boards said, or no board that is named; another board's is not theirs."""
    words = _standing(ctx.change, view, item)
    if not words:
        raise UserError(f"No board's word stands on {item.label}, so there is nothing to lift.", _see(view, item))
    ids = {None, *(board.id for board in mine)}
    if (own := next((word for word in words if word.board_id in ids), None)) is not None:
        return own
    named = next(board.name for board in offices.boards(ctx, view) if board.id == words[0].board_id)
    raise Refused(f"That is the word of the {named}, so only it lifts it. Nothing was changed.", _see(view, item))


def _spoken_for(ctx: Context, view: PlanView, item: Item) -> tuple[BoardView, ...]:
    """The boards this person speaks for now."""
    every = offices.boards(ctx, view)
    mine = tuple(board for board in every if Hand(offices.seat(ctx, view, board).office).decides)
    if not mine:
        raise Refused(
            "A board's judgement is recorded by its chair or vice-chair, or the chair for the meeting. Nothing was "
            "recorded.", _see(view, item),
            *((Action("Who is on the boards", "people"),) if Ability.SEE_PEOPLE in view.may else ()),
        )  # fmt: skip
    signing = {board.id for board in offices.signing_boards(ctx, view)}
    return tuple(sorted(mine, key=lambda board: board.id not in signing))


def _word(ctx: Context, view: PlanView, item: Item, args: Arguments, board: BoardView) -> Word:
    with about("reason"):
        within(args.get("reason"))
    with about("minute"):
        within(args.get("minute"), limit=LONGEST_MINUTE)
    with about("meeting"):
        meeting = day_ahead(args.get("meeting"), ctx.today, past=True)
        held_on(ctx, board, meeting, args)
        _chaired(ctx, view, item, board, meeting)
    return Word(
        board,
        _delivery(ctx, view, item, args.get("delivery")),
        _read(args.get("impact"), _impact, "impact", Impact),
        _sign_off(view, item, args.get("sign-off")),
        meeting,
        args.get("reason"),
        args.get("minute"),
    )


def _chaired(ctx: Context, view: PlanView, item: Item, board: BoardView, meeting: date) -> None:
    """Raises Refused where the chair for one meeting speaks of another."""
    seat = offices.seat(ctx, view, board)
    if seat.office is Office.FOR_THE_MEETING and seat.since is not None and seat.since != meeting:
        raise Refused(
            f"You chair the meeting of {say_day(seat.since)}, so only what it decided is yours to record. "
            "Nothing was recorded.", _see(view, item),
        )  # fmt: skip


def _delivery(ctx: Context, view: PlanView, item: Item, said: str) -> Delivery | None:
    """A board's word on delivery; paused is none, since a pause is a decision with a day to look at it again."""
    found: Delivery | None = _read(said, delivery_in, "delivery", Delivery)
    if found is not Delivery.PAUSED:
        return found
    if item.kind == "workstream":
        raise UserError(
            "Only a change decision pauses, item by item, with a day to look at it again: “change pause” and the "
            "item's number. Nothing was recorded.", _see(view, item), field="delivery",
        )  # fmt: skip
    asks = access.may_update(ctx, view, item.kind, item.id)
    ask = (Action("Ask for a pause", f"change pause {item_ref(view, item)}"),) if asks else ()
    raise UserError(
        f"Only a change decision pauses {item.label}, with a day to look at it again: its owner, its deputy or a lead "
        f"says “change pause {item.label}”. Nothing was recorded.", *ask, _see(view, item), field="delivery",
    )  # fmt: skip


def _impact(said: str) -> Impact | None:
    return Impact.NONE_STATED if _plain(said).strip() in ("none", "none yet") else impact_in(said)


def _read(said: str, read: Any, axis: str, every: Any) -> Any:
    found = read(said) if said else None
    if said and found is None:
        words = ", ".join(each.value.replace("_", " ") for each in every)
        raise UserError(f"“{said}” is no word for {axis}. Use one of: {words}. Nothing was recorded.", field=axis)
    return found


def _sign_off(view: PlanView, item: Item, said: str) -> SignOff | None:
    """A board's word on sign-off; a recommendation is signed off, returned or reopened by `sign-off` alone."""
    if not said:
        return None
    if item.kind == "recommendation":
        raise UserError(
            f"A recommendation is signed off by “sign-off {item.label}”, which checks what is missing. Judge delivery "
            "or impact here. Nothing was recorded.", Action("Its sign-off", f"sign-off {item_ref(view, item)}"),
        )  # fmt: skip
    found = _SAID.get(_plain(said))
    if found is None:
        raise UserError(f"“{said}” is no word for sign-off. Use one of: {', '.join(_SAID)}. Nothing was recorded.")
    return found


def _signs(said: str) -> bool:
    return _SAID.get(_plain(said)) is SignOff.SIGNED_OFF


def _plain(said: str) -> str:
    return said.casefold().replace("-", " ").replace("_", " ")


def _locked(session: Session, item: Item) -> Any:
    return session.get_one(_TABLES[item.kind], item.id, with_for_update=True, populate_existing=True)


def _moved_on(ctx: Context, row: Any) -> None:
    """A card drawn before a judgement is out of date, where the item keeps a version."""
    if hasattr(row, "version"):
        row.version += 1
        ctx.change.add(row)


def _of(view: PlanView, item: Item) -> tuple[Any, ...]:
    column: Any = getattr(BoardJudgement, f"{item.kind}_id")
    return (BoardJudgement.plan_id == view.id, column == item.id, col(BoardJudgement.lifted_at).is_(None))


def _standing(session: Session, view: PlanView, item: Item) -> list[BoardJudgement]:
    """The words on an item that have not been lifted, the latest first."""
    latest = (col(BoardJudgement.as_at_on).desc().nulls_last(), col(BoardJudgement.position).desc())
    return list(session.exec(select(BoardJudgement).where(*_of(view, item)).order_by(*latest)).all())


def _only_once(session: Session, view: PlanView, item: Item, word: Word) -> None:
    same = select(BoardJudgement.id).where(
        *_of(view, item),
        BoardJudgement.board_id == word.board.id,
        BoardJudgement.as_at_on == word.meeting,
        BoardJudgement.delivery == word.delivery,
        BoardJudgement.impact == word.impact,
        BoardJudgement.sign_off == word.sign_off,
        BoardJudgement.text == word.reason,
    )
    if session.exec(same).first() is not None:
        raise UserError(f"That is recorded of {item.label} already. Nothing was recorded again.", _see(view, item))


def _added(ctx: Context, view: PlanView, item: Item, word: Word) -> BoardJudgement:
    last = ctx.change.exec(select(func.max(BoardJudgement.position)).where(BoardJudgement.plan_id == view.id)).one()
    about: dict[str, Any] = {f"{item.kind}_id": item.id}
    added = BoardJudgement(
        plan_id=view.id, position=(last or 0) + 1, board_id=word.board.id, scope=item.label,
        as_at_on=word.meeting, as_at_precision=Precision.DAY, delivery=word.delivery,
        delivery_words=cards.worded(word.delivery), impact=word.impact, impact_words=cards.worded(word.impact),
        sign_off=word.sign_off, sign_off_words=cards.signed_words(word), text=word.reason, read_by=ctx.actor.name,
        **about,
    )  # fmt: skip
    ctx.change.add(added)
    ctx.change.flush()
    return added


def _record(ctx: Context, view: PlanView, item: Item, added: BoardJudgement | None, summary: str) -> None:
    record(ctx, "judgement", f"{item.kind}:{item.id}", summary, plan_id=view.id)
    if added is not None:
        record(ctx, "board judgement", f"board_judgement:{added.key_id}", summary, row=added)


def _see(view: PlanView, item: Item) -> Action:
    return Action("See it", f"status {item_ref(view, item)}")
