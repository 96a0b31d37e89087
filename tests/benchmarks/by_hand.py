"""The same facts read by hand: plain SQL through the driver, on one kept connection, as rows and nothing more.

Each statement serves SQLite and PostgreSQL alike; only the functions that gather rows into one value differ.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

import psycopg

from tests.benchmarks.made_plan import TODAY

Rows = list[tuple[Any, ...]]
Parts = dict[str, Rows]
"""What was read, by the name of the statement in `ITEM` or `WHOLE`."""

_COVERED = """SELECT b.person_id FROM absence b
    WHERE b.cover_id = :person AND b.ended_at IS NULL AND b.from_on <= :today AND b.until_on >= :today"""
_HELD = f"""t.until_on IS NULL AND (t.person_id = :person OR t.organisation_id = :organisation
    OR t.post_id IN (SELECT h.post_id FROM post_holder h WHERE h.person_id = :person AND h.until_on IS NULL)
    OR t.person_id IN ({_COVERED})
    OR t.post_id IN (SELECT h.post_id FROM post_holder h WHERE h.person_id IN ({_COVERED}) AND h.until_on IS NULL))"""
_LATE = "a.due_on < :today AND a.delivery NOT IN ('completed', 'paused')"


def _shown(table: str, tied: str) -> str:
    """What one person may see: not withdrawn, not restricted from them, and tied to them where they see only that."""
    return f"""{table}.withdrawn_on IS NULL AND (NOT {table}.restricted OR :restricted = 1)
        AND (:everything = 1 OR EXISTS (SELECT 1 FROM tie t WHERE t.{tied} = {table}.id AND {_HELD}))"""


_ITEM_SHOWN, _ACTION_SHOWN = _shown("r", "recommendation_id"), _shown("a", "action_id")

_WHO = {
    "who": """
    SELECT p.id, p.name, p.email, p.active, o.kind, p.organisation_id, g.plan_id, g.role
    FROM person p
    LEFT JOIN organisation o ON o.id = p.organisation_id
    LEFT JOIN role_grant g ON g.person_id = p.id AND g.until IS NULL
    WHERE p.email = :email""",
    "plans": """
    SELECT p.id, p.key, p.title, p.open_to, p.published_at, p.illustration, p.settings, p.version, c.short_name,
        c.email_domains, ch.id IS NOT NULL, EXISTS (SELECT 1 FROM plan l WHERE l.succeeds_id = p.id)
    FROM plan p
    JOIN council c ON c.id = p.council_id
    LEFT JOIN plan_choice ch
        ON ch.plan_id = p.id AND ch.actor = :actor AND ch.platform = 'console' AND ch.conversation = 'console'
    ORDER BY p.id""",
}
"""Everybody who asks here has a role in the plan, so that neither side looks for ties that would let them in."""
_MEETING = """
    SELECT b.name, m.date_on, m.date_precision, m.date_text, m.date_end, m.papers_due_on
    FROM meeting m JOIN board b ON b.id = m.board_id
    WHERE b.plan_id = :plan AND m.date_on >= :today
    ORDER BY m.date_on LIMIT 1"""

ITEM = {
    **_WHO,
    "item": f"""
    SELECT r.id, r.label, r.label_key, r.source_text, r.council_text, r.time_limit, r.due_on, r.due_precision,
        r.due_text, r.due_end, r.due_basis, r.agreed_on, r.agreed_precision, r.agreed_text, r.agreed_end, r.extensions,
        r.delivery, r.impact, r.sign_off, r.version, r.review_on, i.published_on, i.published_assumed, i.name,
        u.at, u.by_name, u.narrative, u.next_step, u.help_needed, u.reported_for,
        EXISTS (SELECT 1 FROM plan_change c WHERE c.recommendation_id = r.id AND c.state = 'open'),
        EXISTS (SELECT 1 FROM challenge q WHERE q.recommendation_id = r.id AND q.state <> 'accepted'),
        EXISTS (SELECT 1 FROM harm_answer h WHERE h.recommendation_id = r.id),
        EXISTS (SELECT 1 FROM measure_recommendation x JOIN figure f ON f.measure_id = x.measure_id
            WHERE x.recommendation_id = r.id AND f.at IS NOT NULL)
    FROM recommendation r
    LEFT JOIN inspection i ON i.id = r.inspection_id
    LEFT JOIN "update" u ON u.id = r.latest_update_id
    WHERE (r.plan_id = :plan AND r.label_key = 'rec4' OR r.plan_id = :plan AND r.label_key = '4'
        OR r.plan_id = :plan AND r.number = 4) AND {_ITEM_SHOWN}""",
    "ties": f"""
    SELECT t.relation, p.name, s.title, o.name, t.printed, o.successor_id, o.succeeded_on, b.id IS NOT NULL, c.name,
        CASE WHEN {_HELD} THEN 1 ELSE 0 END
    FROM tie t
    LEFT JOIN person p ON p.id = t.person_id
    LEFT JOIN post s ON s.id = t.post_id
    LEFT JOIN post_holder h ON h.post_id = t.post_id AND h.until_on IS NULL
    LEFT JOIN absence b ON b.person_id = COALESCE(t.person_id, h.person_id)
        AND b.ended_at IS NULL AND b.from_on <= :today AND b.until_on >= :today
    LEFT JOIN person c ON c.id = b.cover_id
    LEFT JOIN organisation o ON o.id = t.organisation_id
    WHERE t.recommendation_id = :item AND t.until_on IS NULL
    ORDER BY t.position, t.id""",
    "actions": f"""
    SELECT a.delivery, COUNT(*), SUM(CASE WHEN {_LATE} THEN 1 ELSE 0 END)
    FROM action_recommendation x JOIN action a ON a.id = x.action_id
    WHERE x.recommendation_id = :item AND {_ACTION_SHOWN}
    GROUP BY a.delivery""",
    "late": f"""
    SELECT a.label, a.text, a.due_on, a.due_precision, a.due_text, a.due_end
    FROM action_recommendation x JOIN action a ON a.id = x.action_id
    WHERE x.recommendation_id = :item AND {_LATE} AND {_ACTION_SHOWN}
    ORDER BY a.due_on, a.position LIMIT 2""",
    "evidence": f"""
    SELECT e.kind, e.bearing, e.state, e.answered, e.period,
        CASE WHEN NOT e.restricted OR :limited = 1 OR e.person_id = :person OR EXISTS (
            SELECT 1 FROM tie t WHERE t.recommendation_id = x.recommendation_id
                AND t.relation IN ('owner', 'deputy', 'link_officer') AND {_HELD}) THEN 1 ELSE 0 END
    FROM evidence_recommendation x JOIN evidence e ON e.id = x.evidence_id
    WHERE x.recommendation_id = :item""",
    "board": """
    SELECT j.delivery, j.delivery_words, j.impact, j.impact_words, j.sign_off, j.sign_off_words, j.text, j.as_at_on,
        j.as_at_precision, j.as_at_text, j.as_at_end, b.name
    FROM board_judgement j LEFT JOIN board b ON b.id = j.board_id
    WHERE j.recommendation_id = :item AND j.lifted_at IS NULL
    ORDER BY j.as_at_on ASC NULLS FIRST, j.position""",
    "meeting": _MEETING,
}
"""What the card of recommendation 4 is drawn from.

It has no open request, no open question and no answer on harm, and its sign-off was not asked for: that is read with
it, as mostly there are none, and the program then reads no more of them either.
"""

WHOLE = {
    **_WHO,
    "items": f"""
    SELECT r.id, r.label, r.position, COALESCE(r.council_text, r.source_text), r.time_limit, r.due_on, r.delivery,
        r.impact, r.sign_off, r.latest_update_at, i.published_on
    FROM recommendation r LEFT JOIN inspection i ON i.id = r.inspection_id
    WHERE r.plan_id = :plan AND {_ITEM_SHOWN}
    ORDER BY r.position""",
    "actions": f"""
    SELECT x.recommendation_id, a.delivery, COUNT(*), MIN(CASE WHEN {_LATE} THEN a.due_on END)
    FROM action_recommendation x JOIN action a ON a.id = x.action_id
    WHERE a.plan_id = :plan AND {_ACTION_SHOWN}
    GROUP BY x.recommendation_id, a.delivery""",
    "states": f"""
    SELECT a.delivery, COUNT(*), SUM(CASE WHEN {_LATE} THEN 1 ELSE 0 END)
    FROM action a WHERE a.plan_id = :plan AND {_ACTION_SHOWN}
    GROUP BY a.delivery""",
    "evidence": """
    SELECT x.recommendation_id, e.kind, e.bearing, e.state, e.answered, COUNT(*)
    FROM evidence_recommendation x JOIN evidence e ON e.id = x.evidence_id
    WHERE e.plan_id = :plan
    GROUP BY x.recommendation_id, e.kind, e.bearing, e.state, e.answered""",
    "answered": """
    SELECT s.recommendation_id, MAX(s.dated_on)
    FROM response s JOIN recommendation r ON r.id = s.recommendation_id
    WHERE r.plan_id = :plan AND s.dated_on IS NOT NULL
    GROUP BY s.recommendation_id""",
    "judged": """
    SELECT j.recommendation_id, j.delivery, b.name
    FROM board_judgement j LEFT JOIN board b ON b.id = j.board_id
    WHERE j.plan_id = :plan AND j.recommendation_id IS NOT NULL AND j.lifted_at IS NULL
    ORDER BY j.as_at_on, j.position""",
    "streams": "SELECT w.kind, w.label, w.name, w.state FROM workstream w WHERE w.plan_id = :plan ORDER BY w.position",
    "meeting": _MEETING,
}
"""What the card of a whole plan is drawn from."""

_SUBJECTS = """WITH me AS (SELECT p.id FROM person p WHERE p.email = :email),
    it AS (SELECT p.id FROM plan p ORDER BY p.id LIMIT 1),
    the_item AS (SELECT r.id FROM recommendation r WHERE r.plan_id = (SELECT id FROM it) AND r.number = 4)"""
_SUBJECT = {
    ":person": "COALESCE((SELECT id FROM me), -1)",
    ":plan": "(SELECT id FROM it)",
    ":item": "(SELECT id FROM the_item)",
}
_GATHERED = {"sqlite": ("json_group_array", "json_array"), "postgresql": ("json_agg", "json_build_array")}


class ByHand:
    """A kept connection of the driver, and who asks: by e-mail address, "" for the local operator."""

    def __init__(self, url: str, email: str) -> None:
        self._dialect = url.partition("://")[0].partition("+")[0]
        if self._dialect == "sqlite":
            self._connection: Any = sqlite3.connect(url.partition("///")[2], isolation_level=None)
            for pragma in ("mmap_size=268435456", "cache_size=-20000", "temp_store=MEMORY", "query_only=ON"):
                self._connection.execute(f"PRAGMA {pragma}")
        else:
            self._connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
        self._cursor = self._connection.cursor()
        today = f"{TODAY}" if self._dialect == "sqlite" else TODAY
        self._given = {"email": email, "today": today, "organisation": -1}
        self._given |= {"restricted": 1, "everything": 1, "limited": 0 if email else 1}

    def close(self) -> None:
        self._connection.close()

    def several(self, statements: Mapping[str, str]) -> Callable[[], Parts]:
        """What reads the parts with a statement each, the way a careful hand would."""
        written = {
            name: self._spelt(text) for name, text in statements.items() if name != "who" or self._given["email"]
        }
        execute, start = self._cursor.execute, self._given | {"person": -1, "actor": "operator"}

        def read() -> Parts:
            given, parts = start.copy(), {}
            for name, text in written.items():
                rows = parts[name] = execute(text, given).fetchall()
                if name == "who":
                    given["person"], given["actor"] = rows[0][0], f"person:{rows[0][0]}"
                elif name == "plans":
                    given["plan"] = rows[0][0]
                elif name == "item":
                    given["item"] = rows[0][0]
            return parts

        return read

    def at_once(self, statements: Mapping[str, str]) -> Callable[[], Parts]:
        """What reads the same parts with one query, each part as one JSON value."""
        text = self._spelt(f"{_SUBJECTS} SELECT {', '.join(map(self._gathered, statements.values()))}")
        names, execute, given = tuple(statements), self._cursor.execute, self._given | {"actor": "operator"}

        def read() -> Parts:
            values = execute(text, given).fetchone()
            return {name: _loaded(value) for name, value in zip(names, values, strict=True)}

        return read

    def _gathered(self, part: str) -> str:
        for name, subject in _SUBJECT.items():
            part = re.sub(rf"{name}\b", subject, part)
        columns = ", ".join(f"c{place}" for place in range(_width(part)))
        array, row = _GATHERED[self._dialect]
        return f"(WITH part({columns}) AS ({part}) SELECT {array}({row}({columns})) FROM part)"

    def _spelt(self, text: str) -> str:
        """The statement with its parameters as the driver wants them."""
        return text if self._dialect == "sqlite" else re.sub(r":(\w+)", r"%(\1)s", text)


def _width(part: str) -> int:
    """How many columns a statement selects: the commas outside brackets before its own FROM."""
    depth, width = 0, 1
    for word in re.findall(r"[(),]|\w+", part):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 0 and word == ",":
            width += 1
        elif depth == 0 and word == "FROM":
            break
    return width


def _loaded(value: Any) -> Rows:
    rows = json.loads(value) if isinstance(value, str) else value
    return [tuple(row) for row in rows or ()]
