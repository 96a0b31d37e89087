"""Where the program begins."""

import gc
import sys
from collections.abc import Sequence
from functools import cache
from types import ModuleType


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns what a shell should see: 0, or 1 when something was refused."""
    return int(_command_line().main(argv))


@cache
def _command_line() -> ModuleType:
    """The command line. What comes with it stays to the end, so looking through it for garbage only takes time."""
    gc.disable()
    try:
        from bot import command_line  # noqa: PLC0415  because of the above
    finally:
        gc.freeze()
        gc.enable()
    return command_line


if __name__ == "__main__":
    sys.exit(main())
