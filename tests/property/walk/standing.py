"""What must hold of the plan at every moment, however it came to be so."""

from collections import Counter

from tests.property.walk.model import PROVED, proved, unanswered
from tests.property.walk.seen import Row, Seen

_OF_SIGNED = frozenset(
    {
        "not_mine", "still_holding", "chair_report", "evidence_wanted", "evidence_against", "sign_off_waiting",
        "sign_off_doubted",
    }
)  # fmt: skip
_OF_PAUSED = frozenset({"not_mine", "pause_review", "harm", "evidence_wanted", "evidence_against", "sign_off_waiting"})


def check_standing(seen: Seen) -> None:
    """Every law of one moment."""
    for row in seen.tables["recommendation"].values():
        if row["impact"] in PROVED and row["sign_off"] != "signed_off":
            assert proved(seen, row["id"]), f"{row['label']} is {row['impact']} and not proved"
    taken = Counter((row["recommendation_id"], row["kind"], row["version"]) for row in seen.tables["decision"].values())
    assert all(count == 1 for count in taken.values()), "one decision twice"
    for row in pending(seen):
        _chased_rightly(seen, row)
    _chased_once(seen)
    _what_waits_is_chased(seen)


def pending(seen: Seen) -> list[Row]:
    return seen.rows("reminder", state="pending")


def _chased_once(seen: Seen) -> None:
    found = Counter((row["subject"], row["kind"]) for row in pending(seen) if row["kind"] != "still_holding")
    assert all(count == 1 for count in found.values()), f"chased twice: {found}"
    checks = Counter(row["subject"] for row in pending(seen) if row["kind"] == "still_holding")
    assert all(count <= 3 for count in checks.values()), f"more checks than two, and one of what fell: {checks}"


def _chased_rightly(seen: Seen, row: Row) -> None:
    table, _, number = row["subject"].partition(":")
    of = seen.one({"change": "plan_change"}.get(table, table), int(number))
    why = f"{row['kind']} of {row['subject']} is chased"
    if row["person_id"] is not None:
        assert seen.one("person", row["person_id"])["active"], f"{why}, and who is chased has left"
    match table:
        case "recommendation" | "action":
            _item_chased_rightly(of, row["kind"], why)
            _harm_chased_rightly(seen, table, of, row, why)
            assert row["kind"] != "evidence_against" or unanswered(seen, of["id"]), f"{why}, and it is answered"
        case "change":
            unreported = of["state"] == "agreed" and of["report_on"] is not None and of["reported_where"] is None
            assert unreported if row["kind"] == "chair_report" else of["state"] == "open", why
        case "challenge":
            assert of["state"] != "accepted", why
            assert not seen.one("recommendation", of["recommendation_id"])["withdrawn_on"], why
        case "planned_review":
            assert of["state"] == "planned", why


def _item_chased_rightly(of: Row, kind: str, why: str) -> None:
    assert not of["withdrawn_on"], f"{why}, and it was dropped"
    assert kind != "pause_review" or of["delivery"] == "paused", why
    assert of["delivery"] != "paused" or kind in _OF_PAUSED, why
    if "sign_off" in of.keys():  # noqa: SIM118  because a row holds values, not names
        signed = of["sign_off"] == "signed_off"
        assert not signed or kind in _OF_SIGNED, f"{why}, and it is signed off"
        only_signed = ("still_holding", "chair_report", "sign_off_doubted")
        assert signed or kind not in only_signed, f"{why}, and it is not signed off"
        assert kind != "sign_off_waiting" or of["sign_off"] in ("requested", "signed_off"), why


def _harm_chased_rightly(seen: Seen, table: str, of: Row, row: Row, why: str) -> None:
    """Before the first answer, until the answer is no, and again once it was reopened or is late another time."""
    answers = seen.rows("harm_answer", **{f"{table}_id": of["id"]}) if row["kind"] == "harm" else []
    if not answers:
        return
    last = max(answers, key=lambda each: int(each["id"]))
    steps = seen.rows("decision", **{f"{table}_id": of["id"]}) if table == "recommendation" else []
    reopened = any(
        step["kind"] in ("reopen", "not_holding") and step["board_id"] and step["at"] > last["at"] for step in steps
    )
    another = row["due_on"] > last["at"][:10] and row["due_on"] != last["late_from"]
    assert last["answer"] != "no" or reopened or another, why


def _what_waits_is_chased(seen: Seen) -> None:
    chased = {(row["subject"], row["kind"]) for row in pending(seen)}
    for row in seen.rows("plan_change", state="open"):
        assert (f"change:{row['id']}", "change_waiting") in chased, f"C{row['id']} waits and nobody is chased"
    for row in seen.rows("plan_change", state="agreed", reported_where=None):
        told = (f"change:{row['id']}", "chair_report") in chased
        assert told or row["report_on"] is None, f"C{row['id']} is to be reported and nobody is chased"
    for row in seen.tables["challenge"].values():
        dropped = seen.one("recommendation", row["recommendation_id"])["withdrawn_on"]
        if row["state"] != "accepted" and not dropped:
            assert (f"challenge:{row['id']}", "challenge") in chased, f"Q{row['id']} waits and nobody is chased"
    for row in seen.rows("planned_review", state="planned"):
        assert (f"planned_review:{row['id']}", "review") in chased, f"R{row['id']} is to come and nobody is chased"
