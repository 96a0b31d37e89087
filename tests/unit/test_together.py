"""What many ask to have written at once: one transaction for all, and nobody's failure is another's."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from bot.crossing import Crossing, Together
from bot.dispatch import Dispatcher
from tests.worlds import KEY, LONDON

NOW = datetime(2010, 4, 7, 9, 0, tzinfo=UTC)


def test_what_waits_for_the_writer_is_written_in_one_go(engine: Engine) -> None:
    goes: list[list[int]] = []

    def work(items: Sequence[int]) -> list[int]:
        goes.append([*items])
        return [item * 2 for item in items]

    async def asked(core: Crossing) -> list[int]:
        together = Together(core, work)
        return list(await asyncio.gather(*map(together.do, range(6))))

    with closing(Dispatcher(engine, KEY, LONDON, lambda: NOW)) as bot, closing(Crossing(bot, engine)) as core:
        assert asyncio.run(asked(core)) == [0, 2, 4, 6, 8, 10]
    assert goes == [[0, 1, 2, 3, 4, 5]]


def test_what_fails_for_one_is_done_for_the_others(engine: Engine) -> None:
    def work(items: Sequence[int]) -> Sequence[int]:
        if 3 in items:
            raise ValueError("three")
        return items

    async def asked(core: Crossing) -> list[int | BaseException]:
        return list(await asyncio.gather(*map(Together(core, work).do, range(5)), return_exceptions=True))

    with closing(Dispatcher(engine, KEY, LONDON, lambda: NOW)) as bot, closing(Crossing(bot, engine)) as core:
        found = asyncio.run(asked(core))
    assert [found[place] for place in (0, 1, 2, 4)] == [0, 1, 2, 4]
    with pytest.raises(ValueError, match="three"):
        raise found[3] if isinstance(found[3], BaseException) else AssertionError
