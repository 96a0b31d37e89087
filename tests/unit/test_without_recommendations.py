"""Plans without recommendations: no card counts what is not there, and the week is told by their actions."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.databases import Store
from tests.worlds import LONDON, OPERATOR, Setting, opened

PLANS = ("bathnes-2012", "halton-2010", "central-bedfordshire-2012")
CARDS = (
    "status", "status all", "status more", "digest", "digest details", "gaps", "readiness", "overdue", "due", "evidence",
    "reviews", "measures", "library", "preview", "status actions", "changes", "challenges", "waiting", "plans",
)  # fmt: skip
NONE_OF = re.compile(r"\b0 of 0\b|\bof 0\b|\b0 recommendations\b|\bSG4\b")


@pytest.mark.parametrize("plan", PLANS)
def test_no_card_counts_out_of_nothing_or_names_an_item_of_another_plan(
    plan: str, sqlite_store: Store, tmp_path: Path
) -> None:
    setting = Setting((plan,), now=datetime(2012, 11, 5, 9, 0, tzinfo=LONDON))
    with opened(sqlite_store, tmp_path, setting) as world:
        for said in CARDS:
            assert not NONE_OF.findall(world.says(OPERATOR, said)), said
        assert "The plan has no recommendations" in world.says(OPERATOR, "digest")


def test_the_week_of_such_a_plan_is_told_by_its_actions(store: Store, tmp_path: Path) -> None:
    plans = ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay")
    with opened(store, tmp_path, Setting(plans, now=datetime(2012, 11, 5, 9, 0, tzinfo=LONDON))) as world:
        ((label, whole),) = world.rows("SELECT min(label), count(*) FROM action WHERE withdrawn_on IS NULL")
        said = world.says(OPERATOR, "digest")
        assert f"The plan has no recommendations; its {whole} action" in " ".join(said.split())
        assert "Nothing changed this week." in said
        assert not world.ask(OPERATOR, f'update action {label} off track "No room."').refused
        world.wait(days=7)
        assert re.search(rf"moved this week.*{label}", world.says(OPERATOR, "digest"))
        assert label in world.says(OPERATOR, "digest details")
