"""Who may answer whether a delay could harm a child, by a reading of the rows that is our own."""

from tests.property.walk.people import ANSWERING, covering, grants, tied
from tests.property.walk.step import Step

_ROLES = {"admin", "lead", "contributor"}


def only_its_line_or_whom_it_went_to_answers_for_harm(step: Step) -> None:
    """Its lead or their cover, who may update anything, or somebody to whom a standing yes was routed."""
    for row in step.made("harm_answer"):
        kind = "recommendation" if row["recommendation_id"] else "action"
        item = row[f"{kind}_id"]
        leads = tied(step.before, item, *ANSWERING, kind=kind)
        assert step.person is not None, str(step)
        roles = {each["role"] for each in grants(step.before, step.person, step.now)}
        assert (
            step.person in leads | covering(step.before, leads, step.today)
            or roles & _ROLES
            or _went_to(step, kind, item)
        ), f"who has no part in it answered for harm\n{step}"


def _went_to(step: Step, kind: str, item: int) -> bool:
    rows = step.before.rows("reminder", kind="harm", state="pending", person_id=step.person)
    mine = any(row["subject"] == f"{kind}:{item}" and not (row["note"] or "?").endswith("?") for row in rows)
    given = step.before.rows("harm_answer", **{f"{kind}_id": item})
    return mine and bool(given) and max(given, key=lambda each: int(each["id"]))["answer"] == "yes"
