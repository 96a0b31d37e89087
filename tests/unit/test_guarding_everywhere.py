"""The same words are asked about whatever they come in: a command, with quotes or without, a form, a part of evidence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.card import ChoiceField
from tests.databases import Store
from tests.worlds import Setting, World, opened

OWNER = "head.of.participation@cambridgeshire.example"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


@pytest.mark.parametrize(
    "told",
    [
        "child aged 3 in Ely on 3 March", "child in Ely excluded", "Child of Roma heritage in Ely excluded",
        "We placed Aisha with her aunt", "AK and MT have moved placement", "ID 4471829 needs a review",
    ],
)  # fmt: skip
def test_what_tells_of_a_child_is_asked_about_wherever_it_is_typed(told: str, world: World) -> None:
    before = world.everything()
    for said, typed in (
        (f'update SG4 on-track "{told}"', {}),
        (f"update SG4 on-track {told}", {}),
        (f'evidence SG4 audit shows="{told}"', {}),
        (f'evidence SG4 audit message="{told}"', {}),
        ("update SG4", {"delivery": "on track", "narrative": told}),
    ):
        asked = world.ask(OWNER, said, typed)
        assert asked.form is not None, said
        assert "confirmed" in [field.name for field in asked.form.fields if isinstance(field, ChoiceField)], said
    assert world.everything() == before
