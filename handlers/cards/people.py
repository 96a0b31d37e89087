"""Who is in the plan, and what changed about that."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers.access import PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import count, listed, say_state
from handlers.context import Arguments
from handlers.grammar import compose
from models.card import Action, Card, ChoiceField, DateField, Facts, Form, Paragraph, TextField
from models.rules.dates import say_day
from models.vocabulary import OrganisationKind, Relation, Role

PAGE = 10
_NAMED = 6
ROLES = tuple(role.value.replace("_", "-") for role in Role)


def as_role(role: Role) -> str:
    """A role with its article: "an admin", "a vice-chair"."""
    said = role.value.replace("_", "-")
    return f"{'an' if said[0] in 'aeiou' else 'a'} {said}"


def people_card(
    plan: PlanView, rows: Sequence[Any], held: Sequence[Any], last_days: Mapping[int, date],
    covers: Mapping[int, str | None], *, page: int,
) -> Card:  # fmt: skip
    """Everybody with a role or something to answer for, a line each.

    `held` is what each is tied to, `last_days` the guests' own, by person, and `covers` who covers for those away.
    """
    people: dict[int, list[Any]] = {}
    for row in rows:
        people.setdefault(row.id, []).append(row)
    shown, turn = paged(page, len(people), PAGE, "people")
    here = list(people.items())[(page - 1) * PAGE : page * PAGE]
    tied = {key: [row for row in held if row.person_id == key] for key, _ in here}
    facts = tuple(
        (grants[0].name, (" · ".join((_line(grants, tied[key], last_days.get(key)), *_away(key, covers))),))
        for key, grants in here
    )
    if not people:
        return Card(f"{plan.name}: nobody has a role yet. Add the first with: people add EMAIL ROLE", foot(plan))
    return Card(
        f"{plan.name}: {count(len(people), 'person', 'people')}",
        (Facts(facts), *((Paragraph((shown,), quiet=True),) if shown else ()), *foot(plan)),
        turn,
    )


def _away(key: int, covers: Mapping[int, str | None]) -> tuple[str, ...]:
    """That somebody is unavailable and who covers: never why or until when."""
    if key not in covers:
        return ()
    return (f"unavailable, {covers[key]} covers" if covers[key] else "unavailable, and nobody covers",)


def _line(grants: Sequence[Any], held: Sequence[Any], last_day: date | None) -> str:
    first = grants[0]
    roles = listed(grant.role.value.replace("_", "-") for grant in grants if grant.role)
    guest = [f"guest until {say_day(last_day)}"] if last_day else []
    partner = f" · {first.organisation}" if first.organisation_kind is OrganisationKind.PARTNER else ""
    return " · ".join((*([roles] if roles else []), *guest, f"{first.email}{partner}", *_holdings(held)))


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


def admit_form(plan: PlanView, email: str, args: Arguments) -> Form:
    """As what a guest is admitted, and until when."""
    roles = tuple((role, role) for role in ROLES if role != Role.ADMIN.value)
    fields = (
        ChoiceField("role", "As", roles, value=args.get("role"), required=True),
        DateField("until", "Last day", value=args.get("until"), required=True),
        TextField("name", "Their name", value=args.get("name")),
    )
    intro = f"They see {plan.name} alone, as that role, up to the last day. It can be ended sooner."
    return Form(f"Admit {email} as a guest", compose(f"people admit {email}", f"plan={plan.key}"), fields, intro=intro)


def admitted_card(plan: PlanView, name: str, email: str, role: Role, until: date, before: date | None) -> Card:
    """That a guest was admitted to one plan, as what and until when."""
    instead = f" It replaces the one until {say_day(before)}." if before else ""
    said = f"{name} is admitted to {plan.name} as {as_role(role)}, until {say_day(until)}.{instead}"
    more = Paragraph(("They see this plan alone, and have not been messaged. After that day it ends by itself.",))
    return Card(said, (more, *foot(plan)), (Action("End it now", f"people remove {email}"), *_PEOPLE))


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
