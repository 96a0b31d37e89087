"""Asking for a board, answering, and the board's word on the answer."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handlers import access, status
from handlers.access import Item, PlanView
from handlers.cards import challenge as cards
from handlers.cards.waiting import Waiting
from handlers.cards.words import name_of, sentence, short, the
from handlers.challenge import reading
from handlers.chasing import chase, settle
from handlers.context import Arguments, Context
from handlers.days import day_ahead
from handlers.errors import Refused, Stale, UserError, about
from handlers.people import known_person
from handlers.recording import record
from handlers.voice import refuse_borrowed_voice
from models.card import Reply
from models.decisions import Challenge
from models.people import Person
from models.vocabulary import ChallengeState, DueKind

ANSWER_WITHIN = 14
LONGEST = 2_000


def ask(ctx: Context, args: Arguments) -> Reply:
    """Put a board's question to a named person, to be answered by a day."""
    view, item = status.one(ctx, args.get("number"))
    boards = reading.boards_of(ctx, view)
    question, to = args.get("question"), args.get("to").casefold()
    with about("board"):
        asking = reading.board(ctx, view, boards, args.get("board"))
    if not question or not to or asking is None:
        return Reply(form=cards.ask_form(view, item, args, [name for _, name in boards]))
    _within(question, "question")
    board_id, board = asking
    person = _asked(ctx, item, to)
    with about("by"):
        due = day_ahead(args.get("by"), ctx.today) if args.get("by") else ctx.today + timedelta(days=ANSWER_WITHIN)
    subject: dict[str, Any] = {f"{item.kind}_id": item.id}
    asked = Challenge(
        plan_id=view.id, board_id=board_id, board_name=board, question=question, asked_at=ctx.now,
        asked_by_id=ctx.actor.person_id, asked_by=ctx.actor.name, to_id=person.key_id, to_name=person.name,
        due_on=due, **subject,
    )  # fmt: skip
    ctx.change.add(asked)
    ctx.change.flush()
    about_it, note = f"challenge:{asked.key_id}", f"{reading.name(asked)} on {name_of(item)}"
    chase(ctx, view.id, about_it, DueKind.CHALLENGE, due, person_id=person.key_id, note=note)
    _record(ctx, view, asked, f"{the(board)} asked {person.name}: “{question}”{_for_it(ctx, view, asked)}")
    return Reply((cards.asked_card(view, item, asked, may=_may_answer(ctx, view, asked)),))


def _asked(ctx: Context, item: Item, to: str) -> Person:
    with about("to"):
        person = known_person(ctx.change, to)
        if not person.active:
            raise UserError(f"{person.name} has left. Ask whoever answers for {name_of(item)} now.", reading.LIST)
        return person


def answer(ctx: Context, args: Arguments) -> Reply:
    """Answer a question put to you, or to an item you report on."""
    view, row = _found(ctx, args)
    if not _may_answer(ctx, view, row):
        raise Refused(
            f"That question is to {row.to_name}, so the answer is theirs. Nothing was recorded.", reading.see(row)
        )
    said = args.get("answer")
    if not said:
        return Reply(form=cards.answer_form(row))
    _within(said, "answer")
    row.answer, row.answered_at, row.answered_by, row.state = said, ctx.now, ctx.actor.name, ChallengeState.ANSWERED
    row.version += 1
    ctx.change.add(row)
    _chase_the_board(ctx, view, row)
    _record(ctx, view, row, f"answered {reading.name(row)}: “{said}”")
    return Reply((cards.answered_card(view, row),))


def _may_answer(ctx: Context, view: PlanView, row: Challenge) -> bool:
    """Whether it is to this person, or to an item they report on."""
    return ctx.actor.person_id == row.to_id or access.may_update(ctx, view, *reading.about(row))


def _chase_the_board(ctx: Context, view: PlanView, row: Challenge) -> None:
    """Who answered is chased no more; who asked is, until the board has said whether it accepts."""
    subject, due = f"challenge:{row.key_id}", ctx.today + timedelta(days=ANSWER_WITHIN)
    settle(ctx, subject, DueKind.CHALLENGE, done=True)
    note = f"{reading.name(row)} is answered; the {row.board_name} has not settled it"
    chase(ctx, view.id, subject, DueKind.CHALLENGE, due, person_id=row.asked_by_id, note=note)


def accept(ctx: Context, args: Arguments) -> Reply:
    """The board accepts the answer."""
    view, row = _to_judge(ctx, args)
    _judge(ctx, row, ChallengeState.ACCEPTED, "")
    said = f"{the(row.board_name)} accepted the answer to {reading.name(row)}"
    _record(ctx, view, row, f"{said}{_for_it(ctx, view, row)}")
    return Reply((cards.judged_card(view, row),))


def not_yet(ctx: Context, args: Arguments) -> Reply:
    """The board does not accept the answer yet, and says why; the question is open again."""
    view, row = _to_judge(ctx, args)
    reason = args.get("reason")
    if not reason:
        return Reply(form=cards.not_yet_form(row))
    _within(reason, "reason")
    _judge(ctx, row, ChallengeState.NOT_YET, reason)
    due = ctx.today + timedelta(days=ANSWER_WITHIN)
    row.due_on = due
    chase(
        ctx,
        view.id,
        f"challenge:{row.key_id}",
        DueKind.CHALLENGE,
        due,
        person_id=row.to_id,
        note=f"{reading.name(row)}: not yet",
    )
    said = f"{the(row.board_name)} said not yet to {reading.name(row)}: “{reason}”"
    _record(ctx, view, row, f"{said}{_for_it(ctx, view, row)}")
    return Reply((cards.judged_card(view, row),))


def show(ctx: Context, args: Arguments) -> Reply:
    """Every question that is not yet settled, the longest waiting first; or one, settled or not."""
    if args.get("id"):
        view, row = reading.one(ctx, args)
        return Reply((cards.question_card(view, row, ctx.today, may=_may_act(ctx, view, row)),))
    view = access.plan(ctx)
    rows = reading.waiting(ctx, view)
    return Reply((cards.list_card(view, rows, ctx.today, page=args.page, may=lambda row: _may_act(ctx, view, row)),))


def to_settle(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """The answers this person may accept for a board, and the questions they are to answer."""
    for row in reading.waiting(ctx, view):
        if _may_act(ctx, view, row):
            asks = f"{the(row.board_name)} asks “{short(row.question)}”"
            what = f"{asks}: answered; accept it or say not yet" if row.state is ChallengeState.ANSWERED else asks
            yield Waiting(f"{reading.name(row)} {cards.called(row)}", what, reading.see(row))


def _may_act(ctx: Context, view: PlanView, row: Any) -> bool:
    """Whether this person may take the question's next step: its answer, or the board's word on the answer."""
    if row.state is ChallengeState.ACCEPTED:
        return False
    if row.state is not ChallengeState.ANSWERED:
        return ctx.actor.person_id is not None and ctx.actor.person_id == row.to_id
    return not reading.has_a_part(ctx, row) and reading.speaks_for(ctx, view, row.board_id)


def _found(ctx: Context, args: Arguments) -> tuple[PlanView, Challenge]:
    """The open question that was named, locked. Raises Stale when it moved on, UserError when it is settled."""
    view, seen = reading.one(ctx, args)
    row = ctx.change.get_one(Challenge, seen.id, with_for_update=True, populate_existing=True)
    if args.version is not None and args.version != row.version:
        raise Stale(
            f"{reading.name(row)} changed after that card was drawn. Nothing was recorded.",
            f"challenges {reading.name(row)}",
            row.version,
        )
    if row.state is ChallengeState.ACCEPTED:
        raise UserError(
            f"{sentence(the(row.board_name))} has accepted the answer to {reading.name(row)} already. Nothing was "
            "recorded.",
            reading.see(row),
        )
    return view, row


def _to_judge(ctx: Context, args: Arguments) -> tuple[PlanView, Challenge]:
    view, row = _found(ctx, args)
    if not reading.speaks_for(ctx, view, row.board_id):
        raise reading.not_theirs_to_settle(row)
    if reading.has_a_part(ctx, row):
        raise Refused(
            f"{reading.name(row)} is about your own work, so somebody else of the board settles it.", reading.see(row)
        )
    if row.state is not ChallengeState.ANSWERED:
        raise UserError(f"{reading.name(row)} has no new answer yet; {row.to_name} has been asked.", reading.see(row))
    refuse_borrowed_voice(ctx)
    return view, row


def _judge(ctx: Context, row: Challenge, state: ChallengeState, reason: str) -> None:
    row.state, row.judged_at, row.judged_by, row.judged_reason = state, ctx.now, ctx.actor.name, reason
    row.version += 1
    ctx.change.add(row)
    settle(ctx, f"challenge:{row.key_id}", DueKind.CHALLENGE, done=True)


def _for_it(ctx: Context, view: PlanView, row: Challenge) -> str:
    return reading.recorded_by(ctx, view, row.board_id)


def _record(ctx: Context, view: PlanView, row: Challenge, summary: str) -> None:
    record(ctx, "challenge", "{}:{}".format(*reading.about(row)), summary, plan_id=view.id)


def _within(text: str, field: str) -> None:
    if len(text) > LONGEST:
        raise UserError(
            f"That is {len(text):,} characters long; at most {LONGEST:,} are kept. Shorten it. Nothing was recorded.",
            field=field,
        )
