"""What people write in Teams: the same words as everywhere, answered to whoever wrote them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Store
from tests.teams_worlds import OWNER, TeamsWorld, card_in, teams_world


@pytest.fixture
def teams(store: Store, tmp_path: Path) -> Iterator[TeamsWorld]:
    with teams_world(store, tmp_path) as world:
        yield world


def test_a_message_is_answered_with_a_card_where_it_was_written(teams: TeamsWorld) -> None:
    assert teams.says(OWNER, "status SG4").status == 200
    told = teams.fake.expect()
    assert teams.fake.told()[0].conversation == f"a:{OWNER}"
    assert card_in(told)["type"] == "AdaptiveCard"
    assert "SG4" in str(card_in(told)["body"])
    assert "SG4" in told["summary"]
