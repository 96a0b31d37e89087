"""The numbers a reader of everything is told, counted here again from what is stored."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.property.walk.model import PROVED, proved, unanswered
from tests.property.walk.people import covering, grants, has_a_part, is_independent, manages_an_owner, tied
from tests.property.walk.seen import Row, Seen

Ask = Callable[[str, str], str]
_WORSE = ("off_track", "at_risk", "not_enough_evidence")


def check_counts(seen: Seen, now: datetime, ask: Ask, readers: tuple[str, ...], officers: tuple[str, ...]) -> None:
    """`ask` gives the title of the answer somebody gets."""
    items = [row for row in seen.tables["recommendation"].values() if not row["withdrawn_on"]]
    for reader in readers:
        expected = {
            "overdue": sum(_late(row, now) for row in items),
            "readiness": sum(row["sign_off"] != "signed_off" for row in items),
            "gaps": _gaps(seen, items),
        }
        told = {said: ask(reader, said) for said in expected}
        assert {said: _number(title) for said, title in told.items()} == expected, f"{reader} is told {told}"
    for officer in officers:
        person = seen.person(officer)
        if person is not None and _lasting_office(seen, person, now):
            said = ask(officer, "waiting")
            waits = _waiting(seen, items, person, now)
            assert _number(said) == len(waits), f"{officer} is told “{said}”, and {waits} wait"


def _number(title: str) -> int:
    found = re.search(r"\b([\d,]+) (?:of \d|recommendations?|things?|impacts?)", title)
    return int(found[1].replace(",", "")) if found else 0


def _late(row: Row, now: datetime) -> bool:
    due = row["due_on"]
    return due is not None and due < now.date().isoformat() and row["sign_off"] != "signed_off"


def _gaps(seen: Seen, items: list[Row]) -> int:
    """Completed, not signed off, and unproved; where all of them are proved, those whose impact is not stated."""
    completed = [row for row in items if row["sign_off"] != "signed_off" and _delivery(seen, row) == "completed"]
    unproved = [row for row in completed if not proved(seen, row["id"])]
    unstated = [row for row in completed if row not in unproved and row["impact"] not in PROVED]
    return len(unproved) or len(unstated)


def _delivery(seen: Seen, row: Row) -> str:
    """Never better than the worst open action."""
    under = [
        seen.one("action", link["action_id"])
        for link in seen.rows("action_recommendation", recommendation_id=row["id"])
    ]
    said = {row["delivery"], *(each["delivery"] for each in under if not each["withdrawn_on"])}
    return next((worse for worse in _WORSE if worse in said), row["delivery"])


def _lasting_office(seen: Seen, person: int, now: datetime) -> str:
    held = {row["role"] for row in grants(seen, person, now) if row["until"] is None}
    active = seen.one("person", person)["active"]
    return next((role for role in ("chair", "vice_chair") if role in held and active), "")


def _fallen_due(seen: Seen, person: int, now: datetime) -> list[str]:
    """Checks, reports and pauses whose day has come, and each yes to harm that went to them.

    Whether something still holds is one question, however many of its checks wait.
    """
    found, asked = [], set()
    for row in seen.rows("reminder", state="pending"):
        if row["due_on"] > now.date().isoformat() and not row["level"]:
            continue
        note = row["note"] or "?"
        harm = row["kind"] == "harm" and row["person_id"] == person and not note.endswith(("?", "ask again"))
        _, _, number = str(row["subject"]).partition(":")
        theirs = row["kind"] == "evidence_against" and person in {row["person_id"], *_answering(seen, int(number), now)}
        theirs = theirs or (row["kind"] == "not_mine" and row["person_id"] == person)
        ours = row["kind"] in ("still_holding", "chair_report", "pause_review")
        if row["kind"] == "still_holding" and row["subject"] in asked:
            continue
        if row["kind"] == "still_holding":
            asked.add(row["subject"])
        if (harm or ours or theirs) and _is_there(seen, row):
            found.append(row["subject"])
    return found


def _is_there(seen: Seen, row: Row) -> bool:
    kind, _, number = str(row["subject"]).partition(":")
    if kind == "change":
        return True
    if kind == "harm_answer":
        given = seen.one("harm_answer", int(number))
        kind = "recommendation" if given["recommendation_id"] else "action"
        number = given[f"{kind}_id"]
    return not seen.one(kind, int(number))["withdrawn_on"]


def _waiting(seen: Seen, items: list[Row], person: int, now: datetime) -> list[str]:
    """What a chair or vice-chair has to decide or look at, and the questions that are to them."""
    found = [*_fallen_due(seen, person, now), *_inspection(seen, person, now), *_reviews(seen, person, now)]
    found += ["evidence"] * any(_to_judge(seen, row, person, now) for row in seen.rows("evidence", state="offered"))
    found += [row["label"] for row in items if _for_signing(seen, row, person, now) or _wanted(seen, row, person)]
    here = {row["id"] for row in items}
    found += [f"C{row['id']}" for row in seen.rows("plan_change", state="open") if _to_decide(seen, row, person, now)]
    for row in seen.tables["challenge"].values():
        mine = row["to_id"] == person
        about = row["recommendation_id"]
        part = mine or person in _answering(seen, about, now) or _named(seen, person) == row["answered_by"]
        waits = not part if row["state"] == "answered" else mine and row["state"] != "accepted"
        if waits and about in here:
            found.append(f"Q{row['id']}")
    return found


def _reviews(seen: Seen, person: int, now: datetime) -> list[str]:
    """Those to come within two weeks, or late, of the reviewer, or of whoever planned what an outsider reviews."""
    near = (now.date() + timedelta(days=14)).isoformat()
    return [
        f"R{row['id']}"
        for row in seen.rows("planned_review", state="planned")
        if row["due_on"] <= near
        and (row["reviewer_id"] == person if row["reviewer_id"] else row["by_name"] == _named(seen, person))
        and any(not item["withdrawn_on"] for item in _served(seen, "review", row))
    ]


def _served(seen: Seen, what: str, row: Row) -> list[Row]:
    links = seen.rows(f"{what}_recommendation", **{f"{what}_id": row["id"]})
    return [seen.one("recommendation", link["recommendation_id"]) for link in links]


def _to_judge(seen: Seen, row: Row, person: int, now: datetime) -> bool:
    """Neither offered nor owned by them, and no board is deciding on what it serves, except where it is against."""
    items = [item for item in _served(seen, "evidence", row) if not item["withdrawn_on"]]
    for item in items:
        owning = tied(seen, item["id"], "owner", "deputy")
        if person in owning | covering(seen, owning, now.date().isoformat()):
            return False
    deciding = any(item["sign_off"] == "requested" for item in items)
    return bool(items) and row["person_id"] != person and (row["bearing"] == "against" or not deciding)


def _to_decide(seen: Seen, row: Row, person: int, now: datetime) -> bool:
    """To agree; or, once one with a part in it agreed, to confirm by another."""
    if row["decided_at"] is not None:
        if row["decided_by_id"] == person or has_a_part(seen, person, row, now.date().isoformat()):
            return False
        kind = "recommendation" if row["recommendation_id"] else "action"
        item = row[f"{kind}_id"]
        owning = tied(seen, item, "owner", "deputy", kind=kind) if item else set()
        return is_independent(seen, person, row["decided_by_id"], owning, now)
    return row["person_id"] != person or bool(seen.rows("change_condition", change_id=row["id"]))


def _inspection(seen: Seen, person: int, now: datetime) -> list[str]:
    """The newest notice: to confirm, unless they gave it; else to say they have it, and to see who has not."""
    notices = sorted(seen.tables["inspection_notice"].values(), key=lambda each: each["id"])
    long_ago = (now.date() - timedelta(days=60)).isoformat()
    if not notices or notices[-1]["notified_on"] < long_ago:
        return []
    newest = notices[-1]
    if newest["confirmed_at"] is None:
        return ["to confirm"] if newest["asked_by_id"] != person else []
    without = [each["person_id"] for each in seen.rows("notice_receipt", notice_id=newest["id"], acknowledged_at=None)]
    return [*(["to have"] if person in without else []), *(["to see to"] if without else [])]


def _named(seen: Seen, person: int) -> str:
    return str(seen.one("person", person)["name"])


def _answering(seen: Seen, item: int, now: datetime) -> set[int]:
    held = tied(seen, item, "owner", "deputy", "link_officer")
    return held | covering(seen, held, now.date().isoformat())


def _for_signing(seen: Seen, row: Row, person: int, now: datetime) -> bool:
    steps = sorted(seen.rows("decision", recommendation_id=row["id"]), key=lambda each: each["id"])
    last = steps[-1] if steps else None
    if row["sign_off"] == "signed_off":
        return (last is not None and last["kind"] == "not_holding") or _doubted(seen, row, last)
    if row["sign_off"] != "requested":
        return False
    owns = person in _answering(seen, row["id"], now)
    if last is not None and last["kind"] == "sign_off":
        if owns or manages_an_owner(seen, person, row["id"]) or last["person_id"] == person:
            return False
        return is_independent(seen, person, last["person_id"], tied(seen, row["id"], "owner", "deputy"), now)
    return not owns or _lasting_office(seen, person, now) == "chair"


def _doubted(seen: Seen, row: Row, last: Row | None) -> bool:
    """Its evidence turned, and the board itself has not said since that it still holds."""
    if seen.rows("reminder", subject=f"recommendation:{row['id']}", kind="sign_off_doubted", state="pending"):
        return True
    kept = last is not None and last["kind"] == "still_holding" and last["board_id"] is not None
    return bool(unanswered(seen, row["id"])) and not kept


def _wanted(seen: Seen, row: Row, person: int) -> bool:
    """The board returned it and wants evidence of this person."""
    steps = [each for each in seen.rows("decision", recommendation_id=row["id"]) if each["wanted"]]
    last = max(steps, key=lambda each: int(each["id"]), default=None)
    return row["sign_off"] == "returned" and last is not None and last["wanted_from_id"] == person
