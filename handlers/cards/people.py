"""Who is in the plan, and what changed about that."""

from collections.abc import Sequence
from typing import Any

from handlers.access import PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import count, listed, say_state
from models.card import Action, Card, Facts, Paragraph
from models.vocabulary import OrganisationKind, Relation, Role

PAGE = 10
_NAMED = 6
ROLES = tuple(role.value.replace("_", "-") for role in Role)


def as_role(role: Role) -> str:
    """A role with its article: "an admin", "a vice-chair"."""
    said = role.value.replace("_", "-")
    return f"{'an' if said[0] in 'aeiou' else 'a'} {said}"


def people_card(plan: PlanView, rows: Sequence[Any], held: Sequence[Any], *, page: int) -> Card:
    """Everybody with a role or something to answer for, a line each; `held` is what each is tied to."""
    people: dict[int, list[Any]] = {}
    for row in rows:
        people.setdefault(row.id, []).append(row)
    shown, turn = paged(page, len(people), PAGE, "people")
    here = list(people.items())[(page - 1) * PAGE : page * PAGE]
    facts = tuple(
        (grants[0].name, (_line(grants, [row for row in held if row.person_id == key]),)) for key, grants in here
    )
    if not people:
        return Card(f"{plan.name}: nobody has a role yet. Add the first with: people add EMAIL ROLE", foot(plan))
    return Card(
        f"{plan.name}: {count(len(people), 'person', 'people')}",
        (Facts(facts), *((Paragraph((shown,), quiet=True),) if shown else ()), *foot(plan)),
        turn,
    )


def _line(grants: Sequence[Any], held: Sequence[Any]) -> str:
    first = grants[0]
    roles = listed(grant.role.value.replace("_", "-") for grant in grants if grant.role)
    partner = f" · {first.organisation}" if first.organisation_kind is OrganisationKind.PARTNER else ""
    return " · ".join((*([roles] if roles else []), f"{first.email}{partner}", *_holdings(held)))


def _holdings(held: Sequence[Any]) -> tuple[str, ...]:
    """What somebody answers for, and as what: "owner of SG4, LAC4 and 1 action"."""
    said = []
    for relation in Relation:
        of = [row for row in held if row.relation is relation]
        named = [row.label for row in of if row.label is not None]
        items = [*named[:_NAMED], *([f"{len(named) - _NAMED} more"] if len(named) > _NAMED else [])]
        actions = sum(row.action_id is not None for row in of)
        items += [count(actions, "action")] if actions else []
        said += [f"{say_state(relation)} of {listed(items)}"] if items else []
    return tuple(said)


def added_card(plan: PlanView, name: str, role: Role, *, unnamed: bool) -> Card:
    """That somebody was added, and that they were not messaged; of who is `unnamed`, how to name them."""
    where = "every plan" if role is Role.ADMIN else plan.name
    said = f"{name} is now {as_role(role)} of {where}. They have not been messaged."
    how = f'I do not know their name. Give it with: people change {name} {role.value.replace("_", "-")} name="…"'
    return Card(said, (*((Paragraph((how,)),) if unnamed else ()), *foot(plan)), _PEOPLE)


def called_card(plan: PlanView, email: str, name: str) -> Card:
    """What somebody is called from now on."""
    return Card(f"{email} is now called {name}. What is recorded already keeps the name it had.", foot(plan), _PEOPLE)


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
