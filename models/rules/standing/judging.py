"""The first standing that fits, and every reason worth reading."""

from datetime import date

from models.rules.dates import say_day
from models.rules.deadlines import days_late, late_from
from models.rules.standing.facts import Facts, Reason, Verdict, Why
from models.rules.standing.key import Key, Standing
from models.rules.standing.words import delivery_standing, shown_delivery
from models.vocabulary import Delivery, SignOff


def judge(facts: Facts, today: date, key: Key) -> Verdict:
    """Where an item stands on `today`. The first standing that fits wins; later reasons are kept.

    What is red, amber or grey stays so when sign-off is asked for: only the board's sign-off settles an item.
    """
    if facts.sign_off is SignOff.SIGNED_OFF:
        return Verdict(Standing.SIGNED_OFF, (Reason(Why.SIGNED_OFF), *_doubts(facts)))
    found = [*_red(facts, today), *_amber(facts, today, key), *_grey(facts, today), *_requested(facts)]
    if not found:  # none of the rest is told beside another
        return _rest(facts, today, key)
    first = found[0][1]
    return Verdict(found[0][0], tuple([reason for _, reason in found if reason.why in _TELLING or reason is first]))


def with_board(verdict: Verdict, board: Delivery | None, name: str, key: Key) -> Verdict:
    """`verdict` beside a board's word on delivery: the worse of the two heads the card."""
    if board is None:
        return verdict
    theirs = delivery_standing(board)
    if key.worse(verdict.standing, theirs) is verdict.standing:
        return verdict
    said = f"{name} judged it {board.replace('_', ' ')}"
    return Verdict(theirs, (Reason(Why.BOARD, name=said), *verdict.reasons))


def overdue(facts: Facts, today: date) -> bool:
    """Past its original limit for certain, and not signed off."""
    return not facts.earliest and _gone_by(facts, today)


def _gone_by(facts: Facts, today: date) -> bool:
    return (
        facts.due_on is not None
        and facts.sign_off is not SignOff.SIGNED_OFF
        and today >= late_from(facts.due_on, facts.limit)
    )


# Reasons worth reading even when another decided the colour.
_TELLING = {
    Why.PAST_LIMIT, Why.ACTION_LATE, Why.SILENT, Why.UNPROVED, Why.COMPLETED_AGAINST, Why.AGAINST, Why.EVIDENCE_DUE,
    Why.NO_DATE, Why.MAYBE_PAST, Why.REQUESTED, Why.WANTED, Why.REOPENED, Why.UNEVIDENCED,
}  # fmt: skip

_Found = list[tuple[Standing, Reason]]


def _doubts(facts: Facts) -> tuple[Reason, ...]:
    fallen = (Reason(Why.FALLEN, name=facts.fallen),) if facts.fallen else ()
    return (*_of_its_evidence(facts), *fallen)


def _of_its_evidence(facts: Facts) -> tuple[Reason, ...]:
    if facts.doubted_by:
        return (Reason(Why.DOUBTED, name=facts.doubted_by),)
    settled = facts.kept and not facts.asked
    if facts.against:
        return () if settled else (Reason(Why.CONTRADICTED),)
    asked = facts.asked and not facts.fallen
    unborne = asked or (facts.signed and facts.needs_proof and not facts.proof)
    return (Reason(Why.UNBORNE),) if unborne and not settled else ()


def _red(facts: Facts, today: date) -> _Found:
    found: _Found = []
    delivered = shown_delivery(facts.delivery, facts.open_actions) is Delivery.COMPLETED
    if not delivered and facts.due_on is not None and overdue(facts, today):
        why = Why.PAST_LIMIT if facts.needs_proof else Why.PAST_DATE
        found.append((Standing.OVERDUE, Reason(why, days_late(facts.due_on, facts.limit, today))))
    if facts.delivery is Delivery.OFF_TRACK:
        found.append((Standing.OFF_TRACK, Reason(Why.OFF_TRACK)))
    elif Delivery.OFF_TRACK in facts.open_actions:
        found.append((Standing.OFF_TRACK, Reason(Why.ACTION_OFF_TRACK)))
    return found


def _amber(facts: Facts, today: date, key: Key) -> _Found:
    found: _Found = []
    if facts.late_action is not None:
        late = facts.late_action
        found.append((Standing.AT_RISK, Reason(Why.ACTION_LATE, (today - late.due_on).days, late.label)))
    if facts.delivery is Delivery.AT_RISK:
        found.append((Standing.AT_RISK, Reason(Why.AT_RISK)))
    elif Delivery.AT_RISK in facts.open_actions:
        found.append((Standing.AT_RISK, Reason(Why.ACTION_AT_RISK)))
    return [*found, *_silence(facts, today, key), *_unproved(facts, today, key), *_wanted(facts), *_reopened(facts)]


def _silence(facts: Facts, today: date, key: Key) -> _Found:
    if facts.silent_since is None or facts.delivery in (Delivery.COMPLETED, Delivery.PAUSED):
        return []
    days = (today - facts.silent_since).days
    return [(Standing.AT_RISK, Reason(Why.SILENT, days))] if days >= key.silence_days else []


def _unproved(facts: Facts, today: date, key: Key) -> _Found:
    stated_short = facts.unevidenced and facts.delivery is Delivery.COMPLETED
    if facts.proof and facts.needs_proof and stated_short:
        return [(Standing.COMPLETED_UNPROVED, Reason(Why.UNEVIDENCED))]
    if facts.proof or not facts.needs_proof or facts.delivery is Delivery.PAUSED:
        return []
    if facts.delivery is Delivery.COMPLETED:
        return [(Standing.COMPLETED_UNPROVED, Reason(Why.COMPLETED_AGAINST if facts.against else Why.UNPROVED))]
    if facts.due_on is None or (days := (facts.due_on - today).days) > key.evidence_days:
        return []
    return [(Standing.AT_RISK, Reason(Why.AGAINST if facts.against else Why.EVIDENCE_DUE, days))]


def _wanted(facts: Facts) -> _Found:
    if facts.wanted_by is None or facts.delivery is Delivery.PAUSED:
        return []
    standing = Standing.COMPLETED_UNPROVED if facts.delivery is Delivery.COMPLETED else Standing.AT_RISK
    return [(standing, Reason(Why.WANTED, name=say_day(facts.wanted_by)))]


def _reopened(facts: Facts) -> _Found:
    if not facts.reopened_by or facts.delivery is Delivery.PAUSED:
        return []
    standing = Standing.COMPLETED_UNPROVED if facts.delivery is Delivery.COMPLETED else Standing.AT_RISK
    return [(standing, Reason(Why.REOPENED, name=facts.reopened_by))]


def _grey(facts: Facts, today: date) -> _Found:
    found: _Found = []
    if facts.delivery is Delivery.NOT_ENOUGH_EVIDENCE:
        found.append((Standing.NOT_ENOUGH_EVIDENCE, Reason(Why.NOT_ENOUGH)))
    elif Delivery.NOT_ENOUGH_EVIDENCE in facts.open_actions:
        found.append((Standing.NOT_ENOUGH_EVIDENCE, Reason(Why.ACTION_NOT_ENOUGH)))
    done = facts.delivery is Delivery.COMPLETED and not facts.needs_proof
    if facts.due_on is None and facts.delivery is not Delivery.PAUSED and not done:
        found.append((Standing.NOT_ENOUGH_EVIDENCE, Reason(Why.NO_DATE)))
    if facts.earliest and facts.delivery is not Delivery.PAUSED and _gone_by(facts, today):
        found.append((Standing.NOT_ENOUGH_EVIDENCE, Reason(Why.MAYBE_PAST)))
    return found


def _requested(facts: Facts) -> _Found:
    if facts.sign_off is SignOff.REQUESTED and facts.delivery is not Delivery.PAUSED:
        return [(Standing.AWAITING_SIGN_OFF, Reason(Why.REQUESTED))]
    return []


def _rest(facts: Facts, today: date, key: Key) -> Verdict:
    match facts.delivery:
        case Delivery.COMPLETED:
            return Verdict(Standing.ON_TRACK, (Reason(Why.PROVED if facts.needs_proof else Why.DONE),))
        case Delivery.NOT_STARTED:
            return Verdict(Standing.NOT_STARTED, (_not_started(facts, today, key),))
        case Delivery.PAUSED:
            return Verdict(Standing.PAUSED, (Reason(Why.PAUSED),))
        case _:
            return Verdict(Standing.ON_TRACK, (Reason(Why.ON_TRACK),))


def _not_started(facts: Facts, today: date, key: Key) -> Reason:
    """Near is as many days before the date as evidence is asked for."""
    days = None if facts.due_on is None else max((facts.due_on - today).days, 0)
    return Reason(Why.NOT_STARTED) if days is None or days > key.evidence_days else Reason(Why.STARTS_LATE, days)
