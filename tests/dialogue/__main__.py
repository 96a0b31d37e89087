"""`python -m tests.dialogue --record FILE...` writes today's answers into conversations; read the difference.

Without FILE, all of them. Without --record, it only says which conversations no longer go as written.
"""

import argparse
import tempfile
from pathlib import Path

from tests.databases import SqliteStore
from tests.dialogue.harness import FAILED, PAGES, read_page, replayed
from tests.worlds import opened


def main() -> int:
    """Record or compare. Returns 1 when something differs and was not recorded."""
    parser = argparse.ArgumentParser(prog="python -m tests.dialogue", description=__doc__)
    parser.add_argument("--record", action="store_true", help="write the answers given now into the files")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    asked = parser.parse_args()
    differ = [path for path in asked.files or PAGES if _differs(path, record=asked.record)]
    for path in differ:
        print(f"{path}: {'recorded; now read the difference' if asked.record else 'goes otherwise than written'}")  # noqa: T201  because this is a command
    return int(bool(differ) and not asked.record)


def _differs(path: Path, *, record: bool) -> bool:
    text = path.read_text(encoding="utf-8")
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(SqliteStore(Path(folder)), Path(folder), read_page(text).setting) as world,
    ):
        now = replayed(text, world)
    if record and now != text and FAILED in now:
        raise SystemExit(f"{path}: not recorded, since something went wrong in it; see the log above")
    if record and now != text:
        path.write_text(now, encoding="utf-8")
    return now != text


if __name__ == "__main__":
    raise SystemExit(main())
