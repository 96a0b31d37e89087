"""An event loop for a command that has none: on a thread of its own, which ends with it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lent_loop(name: str) -> Iterator[asyncio.AbstractEventLoop]:
    """A loop that runs until what uses it ends."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name=name)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
