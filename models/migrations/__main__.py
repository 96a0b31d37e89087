"""Writing migrations: `python -m models.migrations new "what it does"`, or `first` until one is released."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from models.database import engine_for
from models.migrations import run


def main(words: list[str]) -> int:
    """Write the next step, or the first one afresh, from what the tables say now. Then `make fmt`."""
    match words:
        case ["new", message]:
            write(message)
        case ["first"]:
            for file in _steps("0001"):
                file.unlink()
            write("first plan")
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    return 0


def write(message: str) -> None:
    """Compare the tables with what all steps so far make of an empty database, and write the difference."""
    number = f"{len(_steps('0')) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_for(f"sqlite:///{Path(folder) / 'scratch.db'}")
        with engine.begin() as connection:
            settings = run.config(connection)
            run.upgrade(connection)
            command.revision(settings, message, autogenerate=True, rev_id=number)
        engine.dispose()
    for file in _steps(number):
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(line for line in lines if "# ###" not in line))


def _steps(start: str) -> list[Path]:
    return list((run.HERE / "versions").glob(f"{start}*.py"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
