"""Who signs for a board and on what, by a reading of the rows that is our own."""

from tests.property.walk.model import PROVED, showing, weighing
from tests.property.walk.people import is_chair, is_independent, manages_an_owner, speaks_for_a_board, tied
from tests.property.walk.seen import Row
from tests.property.walk.step import Step

_ENOUGH = {"evidenced": PROVED, "sustained": ("sustained",)}


def only_the_board_signs_on_proof(step: Step) -> None:
    for old, new in step.moved("recommendation"):
        if old["sign_off"] != "signed_off" and new["sign_off"] == "signed_off":
            _may_be_signed(step, new)
        if old["sign_off"] == "signed_off" and new["sign_off"] != "signed_off":
            assert step.person is not None
            assert speaks_for_a_board(step.before, step.person, step.now), str(step)


def _may_be_signed(step: Step, row: Row) -> None:
    needs = (
        "sustained" if '"sign_off_needs": "sustained"' in str(step.after.one("plan", row["plan_id"])) else "evidenced"
    )
    assert row["impact"] in _ENOUGH[needs], str(step)
    assert row["delivery"] == "completed", str(step)
    assert showing(step.before, row["id"]), str(step)
    assert not weighing(step.before, row["id"]), str(step)
    (decision,) = step.made("decision")
    assert decision["person_id"] == step.person
    _may_sign(step, row, decision)


def _may_sign(step: Step, row: Row, decision: Row) -> None:
    """Never who answers for it; where the signer owns it or manages who does, another stands on it."""
    who = decision["person_id"]
    assert who not in tied(step.before, row["id"], "owner", "deputy"), str(step)
    assert not manages_an_owner(step.before, who, row["id"]), str(step)
    if decision["kind"] == "confirm":
        first = step.after.one("decision", decision["confirms_id"])
        assert first["kind"] == "sign_off"
        assert first["person_id"] != who, str(step)
        owning = tied(step.before, row["id"], "owner", "deputy")
        assert is_independent(step.before, who, first["person_id"], owning, step.now), str(step)
    else:
        assert speaks_for_a_board(step.before, who, step.now), str(step)


def who_signs_waits_for_a_second_where_it_is_theirs(step: Step) -> None:
    for decision in step.made("decision"):
        if decision["kind"] == "sign_off":
            who, item = decision["person_id"], decision["recommendation_id"]
            owns = who in tied(step.before, item, "owner", "deputy", "link_officer")
            if owns or manages_an_owner(step.before, who, item):
                assert not decision["effective"], str(step)
                assert is_chair(step.before, who, step.now) or not owns, str(step)
