"""Rewrites what is made from the plan format's models: `python -m tests.generated`. A test keeps it current."""

import re
from pathlib import Path

from handlers.documents.plan_format.reference import field_tables, overlay_schema, plan_schema

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "plan-format.md"
SCHEMAS = {
    ROOT / "models" / "plan.schema.json": plan_schema,
    ROOT / "models" / "overlay.schema.json": overlay_schema,
}
_TABLE = re.compile(r"(<!-- fields: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def document_with_tables(text: str) -> str:
    """The reference with the table of each group as the models have it now."""
    tables = field_tables()
    return _TABLE.sub(lambda found: f"{found[1]}{tables[found['name']]}\n{found[3]}", text)


def tables_in(text: str) -> list[str]:
    """The names of the groups that the reference has tables of."""
    return [found["name"] for found in _TABLE.finditer(text)]


def main() -> None:
    """Write the schemas and the reference's tables."""
    for path, made in SCHEMAS.items():
        path.write_text(made(), encoding="utf-8")
    DOCUMENT.write_text(document_with_tables(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
