"""A made-up plan of any size, the same every time, as rows of the tables.

Nothing is drawn at random: everything follows from an item's number, so that recommendation 4 is the same in a
small plan and in a large one, but for how many actions and updates lie under it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import accumulate

TODAY = date(2010, 4, 7)
NOW = datetime(2010, 4, 7, 9, tzinfo=UTC)
PLAN = "ely-2009"
OWNER = "officer.8@ely.example"
"""Who answers for recommendation 4, through a post they hold."""

Value = str | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How many recommendations, actions under each, and updates about each action."""

    name: str
    recommendations: int
    actions: int
    updates: int

    @property
    def all_actions(self) -> int:
        return self.recommendations * self.actions

    @property
    def all_updates(self) -> int:
        return self.all_actions * self.updates

    @property
    def people(self) -> int:
        return max(12, self.recommendations // 8)


SMALL = Size("small", 15, 4, 5)
LARGE = Size("large", 1_500, 40, 20)


@dataclass(frozen=True, slots=True)
class Table:
    """Some rows of one table, in the order of `columns`."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]


_A_REPORT = 15  # recommendations of one inspection, as most reports have
_NEWEST = date(2009, 10, 30)
_BETWEEN_REPORTS = timedelta(days=73)
_ANSWERING = timedelta(days=420)  # how long people report on what one inspection found
_LATEST_WORD = datetime(2010, 3, 30, 11, tzinfo=UTC)
_SECONDS = 60
_ABOUT_A_RECOMMENDATION = 20  # one update in so many is about a recommendation itself
_PLACES = 1 << 20
_FOURTH = 3  # its card is the same in every plan, but for how many actions it counts

_STATES = {  # how many in a hundred, by how many reports ago the inspection was
    0: (("not_started", 20), ("on_track", 45), ("at_risk", 12), ("off_track", 6), ("completed", 15), ("paused", 2)),
    1: (("on_track", 12), ("at_risk", 6), ("off_track", 4), ("completed", 74), ("paused", 4)),
    4: (("off_track", 1), ("completed", 96), ("paused", 3)),
}
_SIGN_OFFS = {
    0: (("not_requested", 88), ("requested", 7), ("returned", 3), ("signed_off", 2)),
    1: (("not_requested", 30), ("requested", 20), ("returned", 5), ("signed_off", 45)),
    4: (("not_requested", 4), ("returned", 1), ("signed_off", 95)),
}
_IMPACTS = {
    0: (("none_stated", 60), ("emerging", 28), ("evidenced", 10), ("not_enough_evidence", 2)),
    1: (("emerging", 30), ("evidenced", 60), ("sustained", 10)),
    4: (("evidenced", 55), ("sustained", 45)),
}
_KINDS = ("process", "outcome_data", "audit", "voice_of_child", "voice_of_staff", "external", "observation")
_BEARINGS = (("for", 85), ("against", 10), ("mixed", 5))
_ACCEPTED = (("accepted", 80), ("offered", 15), ("returned", 5))

_ASKS = (
    "Ensure that assessments of children in need are completed in time and record the views of the child",
    "Improve the quality and consistency of recorded supervision in all area teams",
    "Strengthen the challenge that chairs of child protection conferences give to plans that drift",
    "Increase the contribution of looked after young people to the planning of the services they use",
    "Secure timely health assessments for children who become looked after, wherever they are placed",
)
_WORK = (
    "Agree practice standards for managers who review assessments",
    "Launch the revised exemplars for plans with every team",
    "Audit twenty cases a month and report what was learned",
    "Train new chairs and observe each of them twice in the first year",
    "Survey children and parents and publish what changed because of it",
    "Set up a weekly meeting of team managers on work that is not allocated",
    "Report timeliness monthly to the board, by team",
)
_WORDS = (
    "Exemplars launched at the managers' meeting; two teams have asked for a second session.",
    "The audit of twenty cases found supervision recorded in seventeen, up from twelve in the autumn.",
    "Recruitment is slower than planned: three of five posts are filled and agency cover has been agreed.",
    "The survey went out in two centres. Thirty-one young people answered; their words go to the next meeting.",
    "Timeliness was 71 per cent this month. Allocation at the front door is holding it back.",
    "No change since the last report; the framework is with the partner for comment.",
)
_NEXT = ("", "", "", "Paper to the next steering group", "Repeat the audit in six weeks")
_TITLES = ("Audit of recorded supervision", "Timeliness by team", "What young people said", "Visit by a peer authority")


def tables(size: Size) -> Iterator[Table]:
    """Every row of the plan, in an order in which nothing refers to what is not there yet."""
    yield from _people(size)
    yield from _governance(size)
    yield from _items(size, latest := Latest(size))
    yield from _progress(size, latest)


class Latest:
    """Which update is the last word on each action and recommendation, when all lie in the order they were made."""

    def __init__(self, size: Size) -> None:
        self._size = size

    @cached_property
    def moments(self) -> list[int]:
        """Each update as its minute and its action, in order of time."""
        size = self._size
        found = []
        for action in range(size.all_actions):
            start, end = _reporting(action // size.actions)
            first, step = (
                int(start.timestamp()) // _SECONDS,
                int((end - start).total_seconds()) // _SECONDS // size.updates,
            )
            late = _spread(action, step)
            found += [(first + step * turn + late) * _PLACES + action for turn in range(size.updates)]
        fourth = _FOURTH * size.actions
        last = max(place for place, packed in enumerate(found) if packed % _PLACES == fourth)
        found[last] = int(_LATEST_WORD.timestamp()) // _SECONDS * _PLACES + fourth
        found.sort()
        return found

    @cached_property
    def pointers(self) -> tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]]:
        """The last update and its minute, by action and by recommendation."""
        of_action: dict[int, tuple[int, int]] = {}
        of_recommendation: dict[int, tuple[int, int]] = {}
        for number, packed in enumerate(self.moments, 1):
            minute, action = divmod(packed, _PLACES)
            of_recommendation[action // self._size.actions] = number, minute
            if not _about_recommendation(number):
                of_action[action] = number, minute
        return of_action, of_recommendation


def _about_recommendation(number: int) -> bool:
    return number % _ABOUT_A_RECOMMENDATION == 0


def _reporting(recommendation: int) -> tuple[datetime, datetime]:
    """From when to when people report on what a recommendation asks."""
    published = _published(recommendation // _A_REPORT)
    start = datetime(published.year, published.month, published.day, 8, tzinfo=UTC)
    return start, min(start + _ANSWERING, datetime(2010, 3, 28, tzinfo=UTC))


def _published(report: int) -> date:
    """When a report came out; the first recommendations are of the newest one."""
    return _NEWEST - _BETWEEN_REPORTS * report


def _spread(number: int, over: int) -> int:
    """A number below `over`, far from that of the next number."""
    return (number * 2_654_435_761 >> 7) % over


def _officer(recommendation: int, size: Size) -> int:
    """Who reports on a recommendation; for the first ones the same people in every plan."""
    return _spread(recommendation, SMALL.people if recommendation < SMALL.recommendations else size.people) + 1


def _one_of(shares: Sequence[tuple[str, int]], number: int) -> str:
    """One of the words, each as often as its share of a hundred."""
    return shares[bisect_right(list(accumulate(share for _, share in shares)), _spread(number, 100))][0]


def _by_age(by_age: dict[int, tuple[tuple[str, int], ...]], recommendation: int) -> tuple[tuple[str, int], ...]:
    report = recommendation // _A_REPORT
    return by_age[max(age for age in by_age if age <= report)]


def _moment(minute: int) -> str:
    return datetime.fromtimestamp(minute * _SECONDS, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _people(size: Size) -> Iterator[Table]:
    yield Table(
        "council",
        ("id", "key", "name", "short_name", "email_domains", "settings", "source"),
        [(1, "ely", "Ely City Council", "Ely", '["ely.example"]', "{}", "{}")],
    )
    partners = ("Ely Primary Care Trust", "Ely Safeguarding Children Board", "Fenland Health Authority")
    yield Table(
        "organisation",
        ("id", "key", "name", "kind", "successor_id", "succeeded_on", "source"),
        [
            (number, f"partner-{number}", name, "partner", 1 if number == 3 else None, None, "{}")
            for number, name in enumerate(partners, 1)
        ],
    )
    yield Table(
        "person",
        ("id", "email", "name", "organisation_id", "active"),
        [
            (number, f"officer.{number}@ely.example", f"Officer {number}", 1 if number % 10 == 9 else None, 1)
            for number in range(1, size.people + 1)
        ],
    )
    yield Table(
        "post", ("id", "key", "title"), [(post, f"post-{post}", f"Head of service {post}") for post in _posts(size)]
    )
    yield Table(
        "post_holder",
        ("id", "post_id", "person_id", "from_on", "until_on"),
        [
            row
            for post in _posts(size)
            for row in (
                (2 * post, post, post + 4, "2008-09-01", None),
                (2 * post + 1, post, (post + 5) % size.people + 1, "2001-09-01", "2008-08-31"),
            )
        ],
    )


def _posts(size: Size) -> range:
    return range(1, size.people - 7)


def _governance(size: Size) -> Iterator[Table]:
    reports = -(-size.recommendations // _A_REPORT)
    yield Table(
        "inspection",
        ("id", "council_id", "key", "kind", "name", "inspectorates", "published_on", "published_assumed", "source"),
        [
            (number + 1, 1, f"slac-{number}", "inspection", f"Inspection of {_published(number).year}", '["Ofsted"]',
             f"{_published(number)}", 0, "{}")
            for number in range(reports)
        ],
    )  # fmt: skip
    yield Table(
        "plan",
        ("id", "key", "council_id", "title", "open_to", "published_at", "settings", "source", "version"),
        [(1, PLAN, 1, "Improvement plan", "members", "2009-11-24 10:00:00.000000", "{}", "{}", 1)],
    )
    yield Table("plan_inspection", ("plan_id", "inspection_id"), [(1, number + 1) for number in range(reports)])
    roles = {1: (None, "admin"), 2: (1, "chair"), 3: (1, "vice_chair"), 4: (1, "secretary"), 5: (1, "lead")}
    yield Table(
        "role_grant",
        ("id", "person_id", "plan_id", "role", "since", "until", "granted_by"),
        [
            row
            for number in range(1, size.people + 1)
            for row in (
                (2 * number, number, *roles.get(number, (1, "owner")), "2009-11-24 10:00:00.000000", None, "Officer 1"),
                (2 * number + 1, number, 1, "viewer", "2008-01-07 09:00:00.000000", "2009-11-24 10:00:00.000000",
                 "Officer 1"),
            )
        ],
    )  # fmt: skip
    yield from _boards(reports)


def _boards(reports: int) -> Iterator[Table]:
    names = ("Improvement Steering Group", "Children's Trust Board", "Performance Board")
    yield Table(
        "board",
        ("id", "plan_id", "position", "key", "name", "kind", "source"),
        [(number, 1, number, f"board-{number}", name, "board", "{}") for number, name in enumerate(names, 1)],
    )
    months = [(-month, *divmod(2010 * 12 + 5 - month, 12)) for month in range(max(12, reports * 73 // 30) + 3)]
    dates = [date(year, month + 1, 20) for _, year, month in reversed(months)]
    yield Table(
        "meeting",
        ("id", "board_id", "position", "date_on", "date_precision", "papers_due_on"),
        [
            (board * 10_000 + place, board, place, f"{on + timedelta(days=board - 1)}", "day",
             f"{on - timedelta(days=8)}")
            for board in (1, 2, 3)
            for place, on in enumerate(dates, 1)
        ],
    )  # fmt: skip
    yield Table(
        "event",
        ("id", "plan_id", "position", "date_on", "date_precision", "kind", "what", "status"),
        [(n, 1, n, f"{TODAY + timedelta(days=90 * n - 180)}", "day", "event", f"Review {n}", "planned")
         for n in range(1, 6)],
    )  # fmt: skip
    streams = ("Practice", "Workforce", "Partnership", "Participation", "Performance", "Commissioning")
    yield Table(
        "workstream",
        ("id", "plan_id", "kind", "position", "label", "label_key", "number", "name", "source"),
        [(n, 1, "workstream", n, f"WS{n}", f"ws{n}", n, name, "{}") for n, name in enumerate(streams, 1)],
    )


def _items(size: Size, latest: Latest) -> Iterator[Table]:
    of_action, of_recommendation = latest.pointers
    yield Table(
        "recommendation",
        (
            "id", "plan_id", "inspection_id", "position", "label", "label_key", "number", "source_number",
            "number_basis", "kind", "source_text", "time_limit", "due_on", "due_precision", "due_basis", "extensions",
            "delivery", "impact", "sign_off", "restricted", "latest_update_id", "latest_update_at", "source", "version",
        ),
        (_recommendation(place, *of_recommendation[place]) for place in range(size.recommendations)),
    )  # fmt: skip
    yield Table(
        "response",
        ("id", "recommendation_id", "position", "text", "dated_on"),
        [
            (place + 1, place + 1, 1, f"We accept this. {_WORK[place % len(_WORK)]}.",
             f"{_published(place // _A_REPORT) + timedelta(days=25)}")
            for place in range(size.recommendations)
        ],
    )  # fmt: skip
    yield Table(
        "action",
        (
            "id", "plan_id", "inspection_id", "position", "label", "label_key", "number", "text", "due_on",
            "due_precision", "extensions", "delivery", "restricted", "latest_update_id", "latest_update_at", "source",
            "version",
        ),
        (_action(size, number, of_action.get(number)) for number in range(size.all_actions)),
    )  # fmt: skip
    yield Table(
        "action_recommendation",
        ("recommendation_id", "action_id"),
        ((number // size.actions + 1, number + 1) for number in range(size.all_actions)),
    )
    yield Table(
        "tie",
        (
            "id", "plan_id", "recommendation_id", "action_id", "relation", "person_id", "post_id", "organisation_id",
            "position", "until_on",
        ),
        ((number, *row) for number, row in enumerate(_ties(size), 1)),
    )  # fmt: skip


def _recommendation(place: int, update: int, minute: int) -> Row:
    published, limit = _published(place // _A_REPORT), 3 if place % 5 < 2 else 6
    due = _months_on(published, limit)
    fourth = place == _FOURTH
    return (
        place + 1, 1, place // _A_REPORT + 1, place + 1, f"R{place + 1}", f"r{place + 1}", place + 1, f"{place + 1}",
        "document", "recommendation", _ASKS[place % len(_ASKS)], f"within_{limit}_months", f"{due}", "day", "computed",
        0, "at_risk" if fourth else _one_of(_by_age(_STATES, place), place),
        "emerging" if fourth else _one_of(_by_age(_IMPACTS, place), place),
        "not_requested" if fourth else _one_of(_by_age(_SIGN_OFFS, place), place),
        int(place % 97 == 60), update, _moment(minute), "{}", 3,
    )  # fmt: skip


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28)) if day.day > 30 else _clamped(year, month + 1, day.day)


def _clamped(year: int, month: int, day: int) -> date:
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day, last))


def _action(size: Size, number: int, last: tuple[int, int] | None) -> Row:
    place, turn = divmod(number, size.actions)
    due = _published(place // _A_REPORT) + timedelta(days=50 + 4 * ((turn * 7 + place) % 40))
    state = _one_of(_by_age(_STATES, place), number * 7 + 3)
    if place == _FOURTH:  # one of its actions is late, however many there are
        due, state = TODAY + timedelta(days=3 * turn - 12 + 9 * (turn > 0)), "at_risk" if turn == 0 else "on_track"
    update, minute = last or (None, None)
    return (
        number + 1, 1, place // _A_REPORT + 1, number + 1, f"{place + 1}.{turn + 1}", f"{place + 1}.{turn + 1}", None,
        _WORK[_spread(number, len(_WORK))], f"{due}", "day", 0, state, int(number % 211 == 90), update,
        None if minute is None else _moment(minute), "{}", 2,
    )  # fmt: skip


def _ties(size: Size) -> Iterator[Row]:
    posts, people = len(_posts(size)), size.people
    for place in range(size.recommendations):
        yield 1, place + 1, None, "owner", None, place % posts + 1, None, 1, None
        yield 1, place + 1, None, "link_officer", _officer(place, size), None, None, 2, None
        yield 1, place + 1, None, "owner", _spread(place + 7, people) + 1, None, None, 3, "2009-01-31"
        if place % 3 == 0:
            yield 1, place + 1, None, "overseer", None, None, place % 2 + 1, 4, None
    for number in range(size.all_actions):
        yield 1, None, number + 1, "owner", _spread(number, people) + 1, None, None, 1, None
        if number % 5 == 0:
            yield 1, None, number + 1, "deputy", _spread(number + 3, people) + 1, None, None, 2, None


def _progress(size: Size, latest: Latest) -> Iterator[Table]:
    yield Table(
        "update",
        (
            "id", "plan_id", "recommendation_id", "action_id", "at", "person_id", "by_name", "platform", "delivery",
            "narrative", "next_step", "help_needed",
        ),
        _updates(size, latest),
    )  # fmt: skip
    evidence = size.recommendations * 3
    yield Table(
        "evidence",
        (
            "id", "plan_id", "at", "person_id", "by_name", "kind", "title", "shows", "bearing", "answered", "state",
            "restricted",
        ),
        (_evidence(size, number) for number in range(evidence)),
    )  # fmt: skip
    yield Table(
        "evidence_recommendation",
        ("recommendation_id", "evidence_id"),
        (
            (place + 1, number + 1)
            for number in range(evidence)
            for place in sorted(
                {number // 3, number // 3 + (number % 7 == 0 and number // 3 + 1 < size.recommendations)}
            )
        ),
    )
    yield Table(
        "board_judgement",
        (
            "id", "plan_id", "position", "recommendation_id", "board_id", "scope", "as_at_on", "as_at_precision",
            "delivery", "delivery_words", "impact_words", "text", "lifted_at",
        ),
        _judgements(size),
    )  # fmt: skip


def _updates(size: Size, latest: Latest) -> Iterator[Row]:
    for number, packed in enumerate(latest.moments, 1):
        minute, action = divmod(packed, _PLACES)
        person = _officer(action // size.actions, size)
        of_item = (action // size.actions + 1, None) if _about_recommendation(number) else (None, action + 1)
        yield (
            number, 1, *of_item, _moment(minute), person, f"Officer {person}", "console",
            ("on_track", "at_risk", None, "completed")[number % 4], _WORDS[_spread(minute, len(_WORDS))],
            _NEXT[minute % len(_NEXT)], "",
        )  # fmt: skip


def _evidence(size: Size, number: int) -> Row:
    place = number // 3
    person = _officer(place, size)
    at = datetime(2009, 12, 1, 10, tzinfo=UTC) - _BETWEEN_REPORTS * (place // _A_REPORT)
    return (
        number + 1, 1, at.strftime("%Y-%m-%d %H:%M:%S.%f"), person, f"Officer {person}", _KINDS[_spread(number, 7)],
        _TITLES[number % 4], "What it shows, in a sentence", _one_of(_BEARINGS, number), int(number % 2),
        _one_of(_ACCEPTED, number + 1), int(number % 53 == 30),
    )  # fmt: skip


def _judgements(size: Size) -> Iterator[Row]:
    judged = [place for place in range(size.recommendations) if place % 5 == 3]
    number = 0
    for place in judged:
        for turn, lifted in enumerate(("2010-02-01 09:00:00.000000", None, None), 1):
            number += 1
            yield (
                number, 1, number, place + 1, 1, f"Recommendation {place + 1}",
                f"{_published(place // _A_REPORT) + timedelta(days=40 * turn)}", "day", "at_risk", "slower than planned",
                None, "The board asked for a paper on what is in the way.", lifted,
            )  # fmt: skip
