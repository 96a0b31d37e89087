"""What must hold of every step, whoever took it."""

import re
from collections.abc import Callable

from handlers.commands import COMMANDS
from tests.council import PARTNER
from tests.property.walk.falling import a_fall_is_put_to_the_board
from tests.property.walk.harm import only_its_line_or_whom_it_went_to_answers_for_harm
from tests.property.walk.meetings import a_board_decides_on_a_day_it_met
from tests.property.walk.people import (
    has_a_part,
    is_a_member,
    is_independent,
    meetings_chaired,
    moment,
    speaks_for_a_board,
    tied,
)
from tests.property.walk.seen import CHOICES, Row, differing
from tests.property.walk.setting import NOT_TOLD, ONLY_READ
from tests.property.walk.signing import only_the_board_signs_on_proof, who_signs_waits_for_a_second_where_it_is_theirs
from tests.property.walk.step import Step

_CHANGING = frozenset(command.name for command in COMMANDS if command.changes)
_OWN_AFFAIRS = frozenset({"away", "away back", "use"})
_SAYS_WHAT_TO_DO = re.compile(
    r"\b(?:say|type|give|use|ask|add|take|try|send|choose|name|record|reopen|withdraw|somebody else|decides|others?)\b",
    re.IGNORECASE,
)
_BOARDS_NOW = ("requested", "signed_off")
_NEVER_EDITED = ("decision", "figure", "harm_answer", "audit", "update", "impact_statement")
_ERASED_BY_LAW = frozenset({"decision", "update", "impact_statement", "figure", "board_judgement"})


def check_step(step: Step) -> None:
    """Every law of one step. Raises AssertionError with the words that broke it."""
    for law in _LAWS:
        law(step)


def _it_never_fails(step: Step) -> None:
    assert not any("Something went wrong" in card.title for card in step.reply.cards), str(step)


def _a_refusal_changes_nothing_and_says_what_to_do(step: Step) -> None:
    if step.reply.refused:
        assert step.before is step.after, f"a refusal was kept: {differing(step.before, step.after)}\n{step}"
        offered = step.reply.form or any(card.actions for card in step.reply.cards)
        assert offered or _SAYS_WHAT_TO_DO.search(step.told), f"a refusal that leads nowhere\n{step}"


def _a_question_changes_nothing(step: Step) -> None:
    if step.command not in _CHANGING or step.reply.form is not None:
        assert step.before is step.after, str(step)


def _readers_change_nothing(step: Step) -> None:
    """But for evidence against, or mixed, which is offered and accepted by nobody yet."""
    if step.who in ONLY_READ and _offers_against(step):
        return
    if step.who in ONLY_READ and step.command not in _OWN_AFFAIRS:
        assert differing(step.before, step.after) <= CHOICES, str(step)


def _offers_against(step: Step) -> bool:
    made = step.made("evidence")
    return bool(made) and all(row["bearing"] != "for" and row["state"] == "offered" for row in made)


def _only_those_who_answer_for_it_offer_what_is_for_it(step: Step) -> None:
    for row in step.made("evidence"):
        if step.who in ONLY_READ:
            assert row["bearing"] != "for", str(step)


def _a_partners_person_changes_their_own_item_alone(step: Step) -> None:
    if step.who == PARTNER and not _offers_against(step) and not _is_on_a_board(step):
        theirs = {
            row["id"] for row in step.after.tables["recommendation"].values()
            if step.person in tied(step.before, row["id"], "owner", "deputy", "link_officer")
        }  # fmt: skip
        assert {new["id"] for _, new in step.moved("recommendation")} <= theirs, str(step)


def _is_on_a_board(step: Step) -> bool:
    return step.person is not None and is_a_member(step.before, step.person, step.now)


def _what_is_restricted_is_not_told(step: Step) -> None:
    for secret, people in NOT_TOLD.items():
        if step.who in people and secret not in step.text and not _is_on_a_board(step):
            assert secret not in repr(step.reply), f"{step.who} reads {secret}\n{step}"


def _what_changed_has_its_entry(step: Step) -> None:
    """Who, when and where; and each item that moved is named by one."""
    if not differing(step.before, step.after) - CHOICES:
        return
    assert step.audited, f"no entry for {differing(step.before, step.after)}\n{step}"
    for entry in step.audited:
        assert (entry["person_id"], entry["at"], entry["platform"]) == (step.person, moment(step.now), "teams"), step
    named = {entry["subject"] for entry in step.audited}
    for table in ("recommendation", "action"):
        for old, new in step.moved(table):
            axes = ("delivery", "impact", "sign_off", "agreed_on", "extensions", "withdrawn_on", "due_on")
            if any(old[axis] != new[axis] for axis in axes if axis in old.keys()):  # noqa: SIM118  because a row holds values, not names
                assert _names(step, table, new) & named, f"{table} {new['label']} moved without an entry\n{step}"
    for row in step.made("decision"):
        kept = [entry for entry in step.audited if entry["subject"] == f"decision:{row['id']}"]
        told = [entry for entry in step.audited if entry["subject"] == f"recommendation:{row['recommendation_id']}"]
        assert len(kept) == len(told) == 1, str(step)


def _names(step: Step, table: str, row: Row) -> set[str]:
    updates = {f"update:{each['id']}" for each in step.made("update") if each[f"{table}_id"] == row["id"]}
    stated = {f"impact_statement:{each['id']}" for each in step.made("impact_statement")}
    return {f"{table}:{row['id']}", *updates, *(stated if table == "recommendation" else ())}


def _no_two_axes_move_together(step: Step) -> None:
    """Delivery, impact and sign-off of one item never by one act; only what reopening unlocks is weighed with it."""
    for old, new in step.moved("recommendation"):
        moved = {axis for axis in ("delivery", "impact", "sign_off") if old[axis] != new[axis]}
        if moved == {"impact", "sign_off"}:
            _stepped_down_when_reopened(step, new)
            continue
        assert len(moved) < 2, f"{new['label']}: {moved} moved together\n{step}"


def _stepped_down_when_reopened(step: Step, new: Row) -> None:
    """Each in an entry of its own, with its own reason."""
    (decision,), (statement,) = step.made("decision"), step.made("impact_statement")
    assert (new["sign_off"], new["impact"]) == ("reopened", statement["impact"]), str(step)
    assert decision["reason"] != statement["narrative"], str(step)
    told = {entry["subject"] for entry in step.audited}
    assert {f"impact_statement:{statement['id']}", f"decision:{decision['id']}"} <= told, str(step)


def _what_was_said_stays(step: Step) -> None:
    """Nothing appended is edited or lost; lawful removal blanks words and nothing else."""
    for table in _NEVER_EDITED:
        if step.command == "redact confirm" and table in _ERASED_BY_LAW:
            continue
        assert not step.moved(table), f"{table} was edited\n{step}"
    for table in step.after.tables:
        gone = step.before.tables[table].keys() - step.after.tables[table].keys()
        erased = {"audit_content"} if step.command == "redact confirm" else set()
        assert not gone or table in {*CHOICES, "workstream_item", "identity", "row_seal", *erased}, (
            f"rows of {table} are gone\n{step}"
        )


def _only_a_decision_changes_the_plan(step: Step) -> None:
    """Dates, words, streams, pauses and drops: by an agreed request alone, and by somebody who did not ask."""
    if step.command == "succeed":
        return
    held = ("due_on", "agreed_on", "extensions", "withdrawn_on", "review_on")
    words = {"recommendation": (*held, "council_text", "source_text"), "action": (*held, "text")}
    for table, columns in words.items():
        for old, new in step.moved(table):
            paused = "paused" in (old["delivery"], new["delivery"]) and old["delivery"] != new["delivery"]
            if paused or any(old[column] != new[column] and not _gone(step, new[column]) for column in columns):
                assert step.command in ("change agree", "change confirm"), str(step)
                assert "sign_off" not in old.keys() or old["sign_off"] not in _BOARDS_NOW, str(step)  # noqa: SIM118
            assert old["due_on"] in (None, new["due_on"]), f"an original date moved\n{step}"
            assert 0 <= new["extensions"] - old["extensions"] <= 1, str(step)
    for old, new in step.moved("plan_change"):
        if (old["state"], new["state"]) == ("open", "agreed"):
            _was_decided(step, new)


def _was_decided(step: Step, change: Row) -> None:
    """By who speaks for the board, with where; and where they have a part in it, by another member who has none."""
    first, second = change["decided_by_id"], change["confirmed_by_id"]
    assert step.person == (second or first), str(step)
    assert speaks_for_a_board(step.before, first, step.now), str(step)
    assert (change["decided_where"] == "chair's action") == (change["report_on"] is not None), str(step)
    assert change["report_on"] or re.match("the meeting of .*, minute .", change["decided_where"] or ""), str(step)
    if second is None:
        assert not has_a_part(step.before, first, change, step.today), f"decided alone\n{step}"
    else:
        assert second != first, str(step)
        assert not has_a_part(step.before, second, change, step.today), str(step)
        assert is_a_member(step.before, second, step.now), str(step)
        assert is_independent(step.before, second, first, _owning(step, change), step.now), str(step)


def _owning(step: Step, change: Row) -> set[int]:
    kind = "recommendation" if change["recommendation_id"] else "action"
    item = change[f"{kind}_id"]
    return tied(step.before, item, "owner", "deputy", kind=kind) if item else set()


def _gone(step: Step, value: object) -> bool:
    """Whether words of the plan were removed by law."""
    return step.command == "redact confirm" and value == "[removed by law]"


def _a_boards_word_is_the_boards(step: Step) -> None:
    lifted = [new for old, new in step.moved("board_judgement") if old["lifted_at"] != new["lifted_at"]]
    if lifted or step.made("board_judgement"):
        assert step.person is not None
        assert speaks_for_a_board(step.before, step.person, step.now), str(step)
    assert not lifted or step.command == "judge lift", str(step)
    for row in (*lifted, *step.made("board_judgement")):
        _of_what_is_not_ones_own(step, row, lifted=row in lifted)


def _the_chair_of_one_meeting_speaks_of_that_alone(step: Step) -> None:
    days = meetings_chaired(step.before, step.person, step.now) if step.person is not None else set()
    for row in step.made("board_judgement"):
        assert not days or row["as_at_on"] in days, str(step)


def _of_what_is_not_ones_own(step: Step, row: Row, *, lifted: bool) -> None:
    """Nobody speaks well for the board of what they answer for, nor takes its word on that back."""
    kind = next(each for each in ("recommendation", "action", "workstream") if row[f"{each}_id"] is not None)
    answering = tied(step.before, row[f"{kind}_id"], "owner", "deputy", "link_officer", kind=kind)
    if step.person in answering:
        bad = ("off_track", "none_stated", "not_enough_evidence", "returned", "reopened", None)
        said = (row["delivery"], row["impact"], row["sign_off"])
        assert not lifted, str(step)
        assert row["delivery"] != "not_enough_evidence", str(step)
        assert all(word in bad for word in said), str(step)


def _nobody_judges_their_own_evidence(step: Step) -> None:
    for old, new in step.moved("evidence"):
        if old["state"] != new["state"] and step.command != "redact confirm":
            assert new["person_id"] != step.person, str(step)
            serves = step.after.rows("evidence_recommendation", evidence_id=new["id"])
            for link in serves:
                assert step.person not in tied(step.before, link["recommendation_id"], "owner", "deputy"), str(step)


def _a_form_keeps_what_was_written(step: Step) -> None:
    form = step.reply.form
    if form is None or not step.values:
        return
    named = {field.name: field for field in form.fields}
    for name, value in step.values.items():
        if name in named and value and hasattr(named[name], "value"):
            assert getattr(named[name], "value", "") == value, f"{name} was lost\n{step}"
    assert {name for name, _ in form.errors} <= {"", *named}, str(step)


_LAWS: tuple[Callable[[Step], None], ...] = (
    _it_never_fails,
    _a_refusal_changes_nothing_and_says_what_to_do,
    _a_question_changes_nothing,
    _readers_change_nothing,
    _only_those_who_answer_for_it_offer_what_is_for_it,
    _a_partners_person_changes_their_own_item_alone,
    _what_is_restricted_is_not_told,
    _what_changed_has_its_entry,
    _no_two_axes_move_together,
    _what_was_said_stays,
    only_the_board_signs_on_proof,
    who_signs_waits_for_a_second_where_it_is_theirs,
    _only_a_decision_changes_the_plan,
    _a_boards_word_is_the_boards,
    _the_chair_of_one_meeting_speaks_of_that_alone,
    a_board_decides_on_a_day_it_met,
    a_fall_is_put_to_the_board,
    only_its_line_or_whom_it_went_to_answers_for_harm,
    _nobody_judges_their_own_evidence,
    _a_form_keeps_what_was_written,
)
