"""That a measure which falls after sign-off is put to the board, by a reading of the figures that is our own."""

from tests.property.walk.people import moment
from tests.property.walk.seen import Row
from tests.property.walk.step import Step

_DRAWN = ("February 2010", "March 2010")


def a_fall_is_put_to_the_board(step: Step) -> None:
    """Where the latest figure of what is signed off is worse than the one before, its board is asked."""
    for new in step.made("figure"):
        before = _before(step, new)
        if before is None or not _is_worse(step, before, new):
            continue
        for link in step.after.rows("measure_recommendation", measure_id=new["measure_id"]):
            item = step.after.one("recommendation", link["recommendation_id"])
            asked = step.after.rows(
                "reminder", subject=f"recommendation:{item['id']}", kind="sign_off_doubted", state="pending"
            )
            assert asked or item["sign_off"] != "signed_off" or _just_decided(step, item), (
                f"{item['label']} fell and no board is asked\n{step}"
            )


def _just_decided(step: Step, item: Row) -> bool:
    """Whether the board spoke at this very moment: nobody can say which came first."""
    return any(row["at"] == moment(step.now) for row in step.after.rows("decision", recommendation_id=item["id"]))


def _before(step: Step, new: Row) -> Row | None:
    """The figure that stood last before this one, where both are of the periods that are drawn."""
    own = step.before.rows("figure", measure_id=new["measure_id"], whose="own")
    if new["period"] != _DRAWN[-1] or any(each["period"] not in _DRAWN for each in own):
        return None
    return max(own, key=lambda each: (_DRAWN.index(each["period"]), each["position"]), default=None)


def _is_worse(step: Step, before: Row, new: Row) -> bool:
    change = int(new["value"].rstrip("%")) - int(before["value"].rstrip("%"))
    up = step.after.one("measure", new["measure_id"])["direction"] == "up"
    return change < 0 if up else change > 0
