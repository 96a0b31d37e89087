"""What is drawn to fill a saying or a form: mostly what is there, sometimes what is not."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from models.card import ChoiceField, DateField, FileField, Form, PersonField, TextField
from tests.council import CHAIR
from tests.property.walk.people import tied
from tests.property.walk.seen import Seen
from tests.property.walk.setting import EVERYBODY, MAY_BE_NAMED, SIXTEEN_PLUS
from tests.property.walk.words import Saying


class Choose(Protocol):
    """One of several, however it is chosen."""

    def __call__(self, among: Sequence[Any], /) -> Any: ...


_OFTEN = ("SG1", "SG3", "SG4")
ALWAYS: dict[str, Sequence[str]] = {
    "delivery": ("completed", "on track", "at risk", "off track", "not started", "not enough evidence", "paused"),
    "impact": ("evidenced", "sustained", "emerging", "not enough evidence"),
    "kind": ("audit", "process", "external", '"voice of staff"'),
    "bearing": ("for", "against", "mixed"),
    "period": ("February 2010", "March 2010"),
    "way": ("up", "down"),
    "person": MAY_BE_NAMED,
    "leaver": (SIXTEEN_PLUS,),
    "relation": ("owner", "deputy", "link-officer", "overseer"),
    "harm": ("yes", "no", "not-known"),
    "role": ("lead", "contributor", "owner"),
    "readers": ("staff", "members"),
    "expected": ("D1", "D3", "D7"),
    "n": ("11", "12", "17", "19"),
}
_NUMBERED = {
    "evidence": ("E", "evidence"), "change": ("C", "plan_change"), "question": ("Q", "challenge"),
    "review": ("R", "planned_review"), "library": ("L", "library_item"), "measure": ("M", "measure"),
    "removal": ("R", "redaction"),
    "notice": ("N", "inspection_notice"), "step": ("K", "preparation_step"), "papers": ("P", "meeting"),
}  # fmt: skip


class Drawn(dict[str, str]):
    """What each pair of braces holds, drawn when it is met."""

    def __init__(self, seen: Seen, now: datetime, choose: Choose) -> None:
        super().__init__()
        self.seen, self._now, self._choose = seen, now, choose

    def __missing__(self, name: str) -> str:
        self[name] = str(self._choose(self._among(name)))
        return self[name]

    def _among(self, name: str) -> Sequence[Any]:
        if name in ALWAYS:
            return ALWAYS[name]
        if name in _NUMBERED:
            letter, table = _NUMBERED[name]
            last = sorted(row["id"] for row in self.seen.tables[table].values())[-4:]
            return [f"{letter}{number}" for number in reversed(last)] or [f"{letter}1"]
        return self._days(name) or self._items(name)

    def _days(self, name: str) -> Sequence[str]:
        today = self._now.date()
        days = {"today": (0,), "ahead": (7, 28, 90), "past": (0, 0, -7)}.get(name, ())
        return [_said(today + timedelta(days=day)) for day in days]

    def _items(self, name: str) -> Sequence[str]:
        recommendations = [row["label"] for row in self.seen.tables["recommendation"].values()]
        match name:
            case "rec":
                return [*_OFTEN * 3, *recommendations]
            case "item":
                actions = [f"action {row['label']}" for row in self.seen.tables["action"].values()]
                return [*_OFTEN * 3, *recommendations, *actions]
            case "stream":
                return [row["name"] for row in self.seen.tables["workstream"].values()] or ["Phase 1"]
            case _:
                return [f"{letter}{number}" for letter in "UEICQD" for number in (1, 2, 24)]


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def speaker(saying: Saying, drawn: Drawn, choose: Choose) -> str:
    """Somebody likely, four times in five; else anybody."""
    if choose(range(5)) == 0:
        return str(choose(EVERYBODY))
    own = _answering(drawn)
    return str(choose([*own * 2, *saying.by]))


def _answering(drawn: Drawn) -> list[str]:
    label = (drawn.get("rec") or drawn.get("item") or "").removeprefix("action ")
    for kind in ("recommendation", "action"):
        for row in drawn.seen.rows(kind, label=label):
            people = tied(drawn.seen, row["id"], "owner", "deputy", kind=kind)
            return sorted(drawn.seen.one("person", person)["email"] for person in people)
    return []


def filled(form: Form, drawn: Drawn, choose: Choose) -> dict[str, str]:
    """Sensible answers to a form, kept where it holds one already."""
    answers = {each.name: _answer(each, drawn, choose) for each in form.fields}
    return {name: said for name, said in answers.items() if said}


def _answer(asked: Any, drawn: Drawn, choose: Choose) -> str:
    if isinstance(asked, FileField):
        return ""
    if asked.value or (not asked.required and choose(range(3)) == 0):
        return str(asked.value)
    match asked:
        case ChoiceField(options=options):
            return str(choose([value for value, _ in options]))
        case DateField():
            return str(choose([drawn._now.date() + timedelta(days=days) for days in (0, 7, 28)]))
        case PersonField():
            return str(drawn["person"])
        case _:
            return _WRITTEN.get(asked.name, f"Written in the form {drawn['n']}")


_WRITTEN = {
    "period": "March 2010", "link": "https://x.example/a", "sample": "20", "minute": "4.2", "numerator": "43",
    "denominator": "50", "value": "43", "evidence": "", "also": "", "figure": "", "message": "", "reviewer": "Peer team",
    "name": "A measure of its own", "again": "none", "until": "", "on": "", "due": "", "meeting": "",
}  # fmt: skip


def spoilt(form: Form, choose: Choose) -> Mapping[str, str]:
    """Answers of which one cannot be right."""
    right = {each.name: getattr(each, "value", "") or _plain(each) for each in form.fields}
    wrong = choose([each for each in form.fields if not isinstance(each, FileField)])
    match wrong:
        case DateField():
            right[wrong.name] = "no day at all"
        case PersonField():
            right[wrong.name] = "nobody@cambridgeshire.example"
        case TextField(multiline=True):
            right[wrong.name] = ""
        case _:
            right[wrong.name] = "quite something else"
    return {name: said for name, said in right.items() if said}


def _plain(asked: Any) -> str:
    match asked:
        case FileField():
            return ""
        case ChoiceField(options=options):
            return str(options[0][0])
        case DateField():
            return "2010-06-01"
        case PersonField():
            return CHAIR
        case _:
            return _WRITTEN.get(asked.name, "Words")
