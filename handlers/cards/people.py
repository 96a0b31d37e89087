"""Who is in the plan, and what changed about that."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.access import PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import count, listed
from models.card import Action, Card, Facts, Paragraph
from models.vocabulary import OrganisationKind, Role

PAGE = 10
ROLES = tuple(role.value.replace("_", "-") for role in Role)


def as_role(role: Role) -> str:
    """A role with its article: "an admin", "a vice-chair"."""
    said = role.value.replace("_", "-")
    return f"{'an' if said[0] in 'aeiou' else 'a'} {said}"


def people_card(plan: PlanView, rows: Sequence[Any], owned: Mapping[int, int], *, page: int) -> Card:
    """Everybody with a role, a line each."""
    people: dict[int, list[Any]] = {}
    for row in rows:
        people.setdefault(row.id, []).append(row)
    shown, turn = paged(page, len(people), PAGE, "people")
    here = list(people.items())[(page - 1) * PAGE : page * PAGE]
    facts = tuple((grants[0].name, (_line(grants, owned.get(key, 0)),)) for key, grants in here)
    if not people:
        return Card(f"{plan.name}: nobody has a role yet. Add the first with: people add EMAIL ROLE", foot(plan))
    return Card(
        f"{plan.name}: {count(len(people), 'person', 'people')}",
        (Facts(facts), *((Paragraph((shown,), quiet=True),) if shown else ()), *foot(plan)),
        turn,
    )


def _line(grants: Sequence[Any], owned: int) -> str:
    first = grants[0]
    roles = listed(grant.role.value.replace("_", "-") for grant in grants)
    partner = f" · {first.organisation}" if first.organisation_kind is OrganisationKind.PARTNER else ""
    owns = f" · tied to {count(owned, 'item')}" if owned else ""
    return f"{roles} · {first.email}{partner}{owns}"


def added_card(plan: PlanView, name: str, role: Role) -> Card:
    """That somebody was added, and that they were not messaged."""
    where = "every plan" if role is Role.ADMIN else plan.name
    return Card(f"{name} is now {as_role(role)} of {where}. They have not been messaged.", foot(plan), _PEOPLE)


def changed_card(plan: PlanView, name: str, role: Role, before: Sequence[Role], *, own: bool) -> Card:
    """What somebody was and is; `own` when they did it to themselves, and may see the list no more."""
    was = listed(as_role(each) for each in before) or "without a role"
    return Card(f"{name} is now {as_role(role)}; they were {was}.", foot(plan), () if own else _PEOPLE)


def removed_card(plan: PlanView, name: str, owned: int, *, own: bool) -> Card:
    """That somebody's roles ended, and what they still own; `own` as in `changed_card`."""
    left = f" They still own {count(owned, 'item')}; name another owner in the plan file." if owned else ""
    said = f"{name} has no role in {plan.name} any more. Their history stays.{left}"
    return Card(said, foot(plan), () if own else _PEOPLE)


_PEOPLE = (Action("People", "people"),)
