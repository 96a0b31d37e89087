"""The JSON Schemas and the reference are what the models say now, and the examples keep to them."""

import json
import re
from typing import Any

import jsonschema
import pytest
import yaml

from handlers.documents.plan_format.reference import field_tables
from handlers.documents.plan_reader import read_plan
from tests.generated import DOCUMENT, SCHEMAS, document_with_tables, tables_in
from tests.plans import OVERLAYS, PLANS, ROOT, example


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, as the editors that check files against a schema read it."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  because PyYAML keeps it on the class


for _tag, _pattern, _first in (
    ("bool", r"(?:true|false)\Z", "tf"),
    ("null", r"(?:~|null|)\Z", ("~", "n", "")),
    ("int", r"[-+]?[0-9]+\Z", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]*\Z", "-+0123456789"),
):
    AsEditorsRead.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_a_schema_is_current(path: Any) -> None:
    assert path.read_text(encoding="utf-8") == SCHEMAS[path](), "run: python -m tests.generated"


def test_the_reference_is_current_and_complete() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text == document_with_tables(text), "run: python -m tests.generated"
    assert sorted(tables_in(text)) == sorted(field_tables())


def test_links_in_the_reference_lead_somewhere() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    headings = {heading.casefold().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\(#([a-z-]+)\)", text)) <= headings


def test_the_shortest_plan_in_the_reference_can_be_read() -> None:
    shortest = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)[0]
    assert read_plan(shortest).recommendations[0].number == "1"


@pytest.mark.parametrize("name", [*PLANS, *OVERLAYS])
def test_an_example_keeps_to_the_schema_it_names(name: str) -> None:
    text = example(name).decode()
    named = re.match(r"# yaml-language-server: \$schema=\.\./(\S+)\n", text)
    assert named
    schema = json.loads((ROOT / "models" / named[1]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(yaml.load(text, Loader=AsEditorsRead))  # noqa: S506  because it is a SafeLoader


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ("recommendations: [{number: 1, text: t, limit: six months}]", "limit"),
        ("recommendations: [{number: 1, text: t, ownres: [x]}]", "ownres"),
        ("inspections: [{id: Not A Slug, name: n}]", "id"),
    ],
)
def test_an_editor_would_mark_the_same_mistakes(wrong: str, where: str) -> None:
    start = "format: 1\nplan: {id: p, title: t}\ncouncil: {name: n, short_name: s}\n"
    schema = json.loads((ROOT / "models" / "plan.schema.json").read_text(encoding="utf-8"))
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(yaml.load(start + wrong, Loader=AsEditorsRead)))  # noqa: S506  because it is a SafeLoader
    assert errors
    assert any(where in error.json_path or where in error.message for error in errors)
