"""Who is tied to what and holds which office, by a reading of the rows that is our own."""

from datetime import UTC, datetime

from tests.property.walk.seen import Row, Seen

ANSWERING = ("owner", "deputy", "link_officer")


def moment(now: datetime) -> str:
    """A moment as it is stored."""
    return now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def tied(seen: Seen, item: int, *relations: str, kind: str = "recommendation") -> set[int]:
    """The people with these ties to an item today, themselves or in a post they hold."""
    found: set[int] = set()
    for tie in seen.rows("tie", until_on=None, **{f"{kind}_id": item}):
        if tie["relation"] in relations:
            if tie["person_id"] is not None:
                found.add(tie["person_id"])
            found |= {row["person_id"] for row in seen.rows("post_holder", until_on=None, post_id=tie["post_id"])}
    return found


def covering(seen: Seen, people: set[int], today: str) -> set[int]:
    """Those who stand in today for any of these people."""
    return {
        row["cover_id"]
        for row in seen.rows("absence", ended_at=None)
        if row["person_id"] in people and row["from_on"] <= today <= row["until_on"] and row["cover_id"] is not None
    }


def manages_an_owner(seen: Seen, person: int, item: int) -> bool:
    owners = tied(seen, item, "owner")
    return any(
        seen.one("person", who)["line_manager_id"] == person for who in owners if seen.one("person", who)["active"]
    )


def manages_those_of(seen: Seen, person: int, people: set[int]) -> bool:
    """Whether somebody is above one of these people, at however many removes."""
    above = {row["id"]: row["line_manager_id"] for row in seen.tables["person"].values()}
    for who in people:
        passed: set[int] = set()
        manager = above.get(who)
        while manager is not None and manager not in passed:
            if manager == person:
                return True
            passed.add(manager)
            manager = above.get(manager)
    return False


def has_a_part(seen: Seen, person: int, change: Row, today: str) -> bool:
    """Whether somebody asked for a change, answers for what it is about, or is above who does."""
    kind = "recommendation" if change["recommendation_id"] else "action"
    item = change[f"{kind}_id"]
    if item is None:
        return bool(change["person_id"] == person)
    answering = tied(seen, item, *ANSWERING, kind=kind)
    owning = tied(seen, item, "owner", "deputy", kind=kind)
    return (
        change["person_id"] == person
        or person in answering | covering(seen, answering, today)
        or manages_those_of(seen, person, owning | covering(seen, owning, today))
    )


def is_a_member(seen: Seen, person: int, now: datetime) -> bool:
    """Whether somebody is on a board: its chair or vice-chair, or with a role there that is not the secretary's."""
    return speaks_for_a_board(seen, person, now) or any(
        row["board_id"] is not None and row["role"] not in ("secretary", "admin") for row in grants(seen, person, now)
    )


def is_independent(seen: Seen, person: int, of: int, owning: set[int], now: datetime) -> bool:
    """Whether somebody is in no line with who signed, nor below who owns it, and on a board by another's hand."""
    above = (manages_those_of(seen, each, {person}) for each in (of, *owning))
    put_there = (
        row
        for row in grants(seen, person, now)
        if (row["board_id"] is not None or row["role"] in ("chair", "vice_chair"))
        and row["role"] not in ("secretary", "admin")
        and row["granted_by_id"] not in (of, person)
    )
    return not (any(above) or manages_those_of(seen, person, {of})) and next(put_there, None) is not None


def grants(seen: Seen, person: int, now: datetime) -> list[Row]:
    """The roles somebody holds at a moment."""
    at = moment(now)
    return [
        row
        for row in seen.rows("role_grant", person_id=person)
        if row["until"] is None or row["since"] <= at < row["until"]
    ]


def speaks_for_a_board(seen: Seen, person: int, now: datetime) -> bool:
    """Chair, vice-chair, or chair for the meeting, at this moment."""
    return any(row["role"] in ("chair", "vice_chair") for row in grants(seen, person, now))


def meetings_chaired(seen: Seen, person: int, now: datetime) -> set[str]:
    """The days of the meetings that somebody chairs and nothing more; none where they have a lasting office."""
    offices = [row for row in grants(seen, person, now) if row["role"] in ("chair", "vice_chair")]
    if any(row["until"] is None or row["admitted"] for row in offices):
        return set()
    since = (datetime.fromisoformat(row["since"]).replace(tzinfo=UTC) for row in offices)
    return {moment.astimezone(now.tzinfo).date().isoformat() for moment in since}


def is_chair(seen: Seen, person: int, now: datetime) -> bool:
    """The lasting chair: not for one meeting."""
    return any(row["role"] == "chair" and row["until"] is None for row in grants(seen, person, now))
