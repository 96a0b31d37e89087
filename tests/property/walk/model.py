"""What should be true of every item, worked out from the words alone and by no rule of the product."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from tests.property.walk.people import has_a_part, is_chair, manages_an_owner, speaks_for_a_board, tied
from tests.property.walk.seen import Row, Seen
from tests.property.walk.step import Step

PROVED = ("evidenced", "sustained")
_KINDS = ("recommendation", "action")


@dataclass(frozen=True)
class Item:
    """An item on each of its axes, with its dates. `before` is where each axis goes back to."""

    due: Any
    agreed: Any
    extensions: int
    delivery: str
    impact: str = ""
    sign_off: str = ""
    dropped: Any = None
    before_pause: str = field(default="", compare=False)
    before_request: str = field(default="not_requested", compare=False)


@dataclass
class Model:
    """Every item of the plan as it should be."""

    items: dict[str, Item]

    @classmethod
    def of(cls, seen: Seen) -> "Model":
        return cls(_items(seen))

    def take(self, step: Step) -> None:
        """Move on by what was said; a refusal, a form and a question move nothing."""
        if step.before is not step.after and (expect := _EXPECT.get(step.command)):
            expect(self, step)

    def check(self, seen: Seen) -> None:
        """Everything is as the model says, new items apart, which it takes in."""
        for name, real in _items(seen).items():
            should = self.items.setdefault(name, real)
            wrong = {
                each.name: (getattr(should, each.name), getattr(real, each.name))
                for each in fields(Item)
                if each.compare and getattr(should, each.name) != getattr(real, each.name)
            }
            assert not wrong, f"{name} should be, and is: {wrong}"

    def put(self, name: str, **now: Any) -> None:
        self.items[name] = replace(self.items[name], **now)


def _items(seen: Seen) -> dict[str, Item]:
    return {f"{kind}:{row['id']}": _item(row) for kind in _KINDS for row in seen.tables[kind].values()}


def _item(row: Row) -> Item:
    has = row.keys()
    return Item(
        row["due_on"], row["agreed_on"], row["extensions"], row["delivery"],
        row["impact"] if "impact" in has else "", row["sign_off"] if "sign_off" in has else "", row["withdrawn_on"],
    )  # fmt: skip


def pieces(seen: Seen, item: int) -> list[Row]:
    """The evidence that serves a recommendation and was not sent back."""
    linked = {row["evidence_id"] for row in seen.rows("evidence_recommendation", recommendation_id=item)}
    return [row for row in seen.tables["evidence"].values() if row["id"] in linked and row["state"] != "returned"]


def unanswered(seen: Seen, item: int) -> list[Row]:
    """What speaks against, in whole or part, and nobody has answered."""
    return [row for row in pieces(seen, item) if row["bearing"] != "for" and not row["answered"]]


def weighing(seen: Seen, item: int, *, found: bool | None = None) -> list[Row]:
    """What of it counts: against what was found, not what a reader offered and no officer has accepted."""
    row = seen.one("recommendation", item)
    found = (row["impact"] in PROVED or row["sign_off"] == "signed_off") if found is None else found
    return [each for each in unanswered(seen, item) if not (found and each["by_reader"] and each["state"] == "offered")]


def showing(seen: Seen, item: int) -> list[Row]:
    """Accepted evidence of change: more than process, and not only against."""
    kept = [row for row in pieces(seen, item) if row["state"] == "accepted"]
    return [row for row in kept if row["kind"] != "process" and row["bearing"] != "against"]


def proved(seen: Seen, item: int, *, found: bool | None = None) -> bool:
    return bool(showing(seen, item)) and not weighing(seen, item, found=found)


def word(said: str) -> str:
    """A state as it is stored."""
    return said.strip().casefold().replace("-", "_").replace(" ", "_")


def _one(step: Step, table: str) -> Row:
    (row,) = step.made(table)
    return row


def _name(row: Row) -> str:
    return f"recommendation:{row['recommendation_id']}" if row["recommendation_id"] else f"action:{row['action_id']}"


def _update(model: Model, step: Step) -> None:
    said = word(step.arguments.get("delivery", "") or step.arguments.get("how", ""))
    if said and step.made("update"):
        model.put(_name(_one(step, "update")), delivery=said)


def _impact(model: Model, step: Step) -> None:
    row = _one(step, "impact_statement")
    model.put(f"recommendation:{row['recommendation_id']}", impact=word(step.arguments["impact"]))


def _evidence(model: Model, step: Step) -> None:
    """What is no longer borne out steps down, except that only the board lifts what it signed."""
    pieces_of = [*step.made("evidence"), *(new for _, new in step.moved("evidence"))]
    links = [
        link for piece in pieces_of for link in step.after.rows("evidence_recommendation", evidence_id=piece["id"])
    ]
    for number in {link["recommendation_id"] for link in links}:
        _weigh(model, step, number)


def _weigh(model: Model, step: Step, number: int) -> None:
    name, item = f"recommendation:{number}", model.items[f"recommendation:{number}"]
    if item.impact in PROVED and item.sign_off != "signed_off":
        if not proved(step.after, number, found=True):
            model.put(name, impact="not_enough_evidence")
        elif item.impact == "sustained":
            model.put(name, impact=step.after.one("recommendation", number)["impact"])
            assert model.items[name].impact in PROVED


def _accepted_since_reopened(step: Step, item: int) -> bool:
    took_back = max(
        row["at"] for row in step.before.rows("decision", recommendation_id=item)
        if row["kind"] in ("reopen", "not_holding") and row["board_id"] is not None
    )  # fmt: skip
    pieces = [
        step.before.one("evidence", link["evidence_id"])
        for link in step.before.rows("evidence_recommendation", recommendation_id=item)
    ]
    return any(
        row["state"] == "accepted" and row["kind"] != "process" and row["bearing"] != "against"
        and row["decided_at"] is not None and row["decided_at"] > took_back
        for row in pieces
    )  # fmt: skip


def _request(model: Model, step: Step) -> None:
    name = _decided_on(step)
    item = _one(step, "decision")["recommendation_id"]
    before = step.before.one("recommendation", item)
    if before["sign_off"] == "reopened":
        assert _accepted_since_reopened(step, item), "what was reopened is put to the board with nothing new"
    model.put(name, before_request=model.items[name].sign_off, sign_off="requested")


def _withdraw(model: Model, step: Step) -> None:
    name = _decided_on(step)
    model.put(name, sign_off=model.items[name].before_request)


def _sign(model: Model, step: Step) -> None:
    item, who = _one(step, "decision")["recommendation_id"], step.person
    assert who is not None
    owns = who in tied(step.before, item, "owner", "deputy", "link_officer")
    if owns:
        assert is_chair(step.before, who, step.now), "nobody but the chair signs what they own"
    if not owns and not manages_an_owner(step.before, who, item):
        model.put(f"recommendation:{item}", sign_off="signed_off")


def _confirm(model: Model, step: Step) -> None:
    model.put(_decided_on(step), sign_off="signed_off")


def _return(model: Model, step: Step) -> None:
    model.put(_decided_on(step), sign_off="returned")


def _reopen(model: Model, step: Step) -> None:
    """The lock lifts, so the evidence is weighed that came while it was signed."""
    model.put(_decided_on(step), sign_off="reopened")
    _weigh(model, step, _one(step, "decision")["recommendation_id"])


def _holding(model: Model, step: Step) -> None:
    board = step.person is not None and speaks_for_a_board(step.before, step.person, step.now)
    if word(step.arguments["answer"]) == "no" and board:
        _reopen(model, step)


def _decided_on(step: Step) -> str:
    return f"recommendation:{_one(step, 'decision')['recommendation_id']}"


def _agree(model: Model, step: Step) -> None:
    """Agreed by one with a part in it, it waits for another member and moves nothing."""
    assert step.person is not None
    first = next(new for _, new in step.moved("plan_change") if new["decided_by_id"] == step.person)
    if has_a_part(step.before, step.person, first, step.today):
        assert (first["state"], first["confirmed_by_id"]) == ("open", None), "who has a part in it decided it alone"
    else:
        _take_effect(model, step)


def _second(model: Model, step: Step) -> None:
    _take_effect(model, step)


def _take_effect(model: Model, step: Step) -> None:
    (change,) = [new for old, new in step.moved("plan_change") if (old["state"], new["state"]) == ("open", "agreed")]
    if change["kind"] == "add":
        return
    name = _name(change)
    item = model.items[name]
    match change["kind"]:
        case "date":
            day = _wanted(change, "due")
            if item.due is None:
                model.put(name, due=day)
            else:
                model.put(name, agreed=day, extensions=item.extensions + (day > (item.agreed or item.due)))
        case "pause":
            before = item.before_pause if item.delivery == "paused" else item.delivery
            model.put(name, delivery="paused", before_pause=before)
        case "resume":
            model.put(name, delivery=item.before_pause)
        case "drop":
            model.put(name, dropped=step.today)
            _dropped_with(model, step, int(name.partition(":")[2]), kind=name.partition(":")[0])


def _dropped_with(model: Model, step: Step, item: int, *, kind: str) -> None:
    """An action goes with the last recommendation it is under."""
    links = step.before.tables["action_recommendation"].values() if kind == "recommendation" else ()
    for link in links:
        action = link["action_id"]
        over = [row["recommendation_id"] for row in step.before.rows("action_recommendation", action_id=action)]
        gone = all(model.items[f"recommendation:{each}"].dropped for each in over)
        if link["recommendation_id"] == item and gone and not model.items[f"action:{action}"].dropped:
            model.put(f"action:{action}", dropped=step.today)


def _wanted(change: Row, name: str) -> str:
    import json  # noqa: PLC0415  because nothing else here reads JSON

    return str(json.loads(change["wanted"])[name])


_EXPECT = {
    "update": _update,
    "draft use": _update,
    "impact": _impact,
    "evidence add": _evidence,
    "evidence accept": _evidence,
    "evidence return": _evidence,
    "review done": _evidence,
    "sign-off request": _request,
    "sign-off withdraw": _withdraw,
    "sign-off sign": _sign,
    "sign-off confirm": _confirm,
    "sign-off return": _return,
    "sign-off reopen": _reopen,
    "holding": _holding,
    "change agree": _agree,
    "change confirm": _second,
}
"""What moves an item, by command. Nothing else that is said moves one."""
