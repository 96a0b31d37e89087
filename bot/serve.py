"""`ofsted-bot serve`: one process and one web application for every platform that is configured."""

import asyncio
import gc
import logging
import signal
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from aiohttp import web
from sqlalchemy import Engine

from bot import metrics
from bot.app import answering, evidence_store, opened, utc_now
from bot.crossing import Crossing
from bot.settings import UNCONFIGURED, Settings, SettingsError
from bot.tasks import Tasks
from models.database import Reader
from models.database.schema import schema_state

if TYPE_CHECKING:
    from scheduler.clock import Clock
    from scheduler.relay import Sender

_LARGEST_BODY = 2**20
_DRAIN_SECONDS = 20.0
_SWEEP_SECONDS = 15.0
_LEFT_FOR = timedelta(minutes=3)  # longer than any platform asks to wait


class Connection(Protocol):
    """One platform, connected."""

    async def start(self, application: web.Application) -> None:
        """Make the way in. Raises SettingsError where the platform does not take the bot for what it says it is."""

    async def open(self) -> None:
        """Let the platform in, where this server has to call it."""

    def sender(self) -> "Sender":
        """What delivers messages, once started; for a thread beside this loop."""

    def resume(self, before: datetime) -> None:
        """Begin to work off what was left up to `before`."""

    def stop(self) -> None:
        """Take nothing more."""

    async def close(self) -> None:
        """Let the platform go, once nothing is left to tell it."""


def serve(settings: Settings) -> int:
    """Serve until told to stop. Raises SettingsError and SchemaError before anything is served."""
    settings.address()
    settings.metrics_token()
    settings.sent_at_once()
    if settings.slack() is None and settings.teams() is None:
        raise SettingsError(UNCONFIGURED)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    with (
        opened(settings) as engine,
        answering(settings, engine) as bot,
        closing(Crossing(bot, engine)) as core,
    ):
        asyncio.run(_until_told(Server(settings, engine, core)))
    return 0


async def _until_told(server: "Server") -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    await server.run()


class Server:
    """The web application and what is behind it."""

    def __init__(self, settings: Settings, engine: Engine, core: Crossing, *, reminding: bool = True) -> None:
        self._settings = settings
        self._engine = engine
        self._core = core
        self._tasks = Tasks()
        self._stopping = asyncio.Event()
        self._reminding = reminding
        self.port = 0

    async def run(self, ready: Callable[[int], None] | None = None) -> None:
        """Serve until `stop`; then answer what has come, and end."""
        application = web.Application(client_max_size=_LARGEST_BODY)
        application.router.add_get("/healthz", _alive)
        application.router.add_get("/readyz", self._ready)
        application.router.add_get("/metrics", self._metrics)
        platforms = self._platforms()
        try:
            for each in platforms:
                await each.start(application)
            await self._serve(application, platforms, ready)
        finally:
            for each in platforms:
                await each.close()

    def stop(self) -> None:
        """Take no more, and end when what has come is answered."""
        self._stopping.set()

    async def _serve(
        self, application: web.Application, platforms: Sequence[Connection], ready: Callable[[int], None] | None
    ) -> None:
        runner = web.AppRunner(application, handle_signals=False, shutdown_timeout=_DRAIN_SECONDS)
        await runner.setup()
        try:
            await self._listen(runner)
            for each in platforms:
                await each.open()
            (ready or self._said)(self.port)
            for each in platforms:
                each.resume(self._core.bot.now())
            clock = self._clock(platforms)
            sweeping = asyncio.create_task(self._sweep(platforms))
            await self._stopping.wait()
            sweeping.cancel()
            await asyncio.to_thread(clock.stop)
        finally:
            for each in platforms:
                each.stop()
            await runner.cleanup()
            await self._tasks.drain(_DRAIN_SECONDS)

    async def _listen(self, runner: web.AppRunner) -> None:
        host, port = self._settings.address()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsError(f"{host}:{port} cannot be served on: {error.strerror}. Set HOST and PORT.") from error
        self.port = runner.addresses[0][1]

    def _said(self, port: int) -> None:
        host, _ = self._settings.address()
        print(f"Serving on http://{host}:{port}. Stop with Ctrl-C.", flush=True)
        gc.freeze()
        gc.enable()

    async def _sweep(self, platforms: Sequence[Connection]) -> None:
        while True:
            self._tasks.start(self._core.write(self._core.bot.tidy))
            await asyncio.sleep(_SWEEP_SECONDS)
            for each in platforms:
                each.resume(self._core.bot.now() - _LEFT_FOR)

    def _clock(self, platforms: Sequence[Connection]) -> "Clock":
        """Everything due is queued and delivered, now and each minute, on a thread beside the loop."""
        from scheduler.clock import Clock  # noqa: PLC0415  because people are answered before the clock is wound
        from scheduler.relay import Relay  # noqa: PLC0415
        from scheduler.stepping import one_pass  # noqa: PLC0415

        now, zone = self._core.bot.now, self._settings.timezone
        first, *others = (each.sender() for each in platforms)
        relay = Relay(
            self._engine, first, zone, now, stopping=lambda: clock.stopping, others=tuple(others),
            at_once=self._settings.sent_at_once(),
        )  # fmt: skip
        clock = Clock(lambda: one_pass(self._engine, relay, now, zone), utc_now())
        if self._reminding:
            clock.start()
        return clock

    def _platforms(self) -> list[Connection]:
        """What is configured, each loaded only if it is. Raises SettingsError where nothing is."""
        store, made = evidence_store(self._settings), list[Connection]()
        if (slack := self._settings.slack()) is not None:
            from bot.slack.connection import SlackConnection  # noqa: PLC0415  because Slack's SDK loads only where it is used

            made.append(SlackConnection(slack, self._core, self._engine, self._tasks, store))
        if (teams := self._settings.teams()) is not None:
            from bot.teams.connection import TeamsConnection  # noqa: PLC0415  because Teams' SDK loads only where it is used

            made.append(TeamsConnection(teams, self._core, self._engine, self._tasks, store))
        if not made:
            raise SettingsError(UNCONFIGURED)
        return made

    async def _ready(self, _: web.Request) -> web.Response:
        state = await self._core.read(lambda: schema_state(self._engine))
        if self._stopping.is_set() or state != "current":
            return web.Response(status=503, text="not ready\n")
        from scheduler.stepping import clock_said  # noqa: PLC0415  because whoever asks can wait for it to load

        said = await self._core.write(lambda: clock_said(self._engine, self._core.bot.now()))
        return web.Response(text=f"ready; {said}\n")

    async def _metrics(self, request: web.Request) -> web.Response:
        if not metrics.may_read(request, self._settings.metrics_token()):
            return web.Response(status=403, text=metrics.REFUSED)
        text = await asyncio.to_thread(self._measured)
        return web.Response(text=text, content_type="text/plain")

    def _measured(self) -> str:
        from scheduler.measuring import measured  # noqa: PLC0415  because whoever asks can wait for it to load

        with closing(Reader(self._engine)) as reader:
            return metrics.as_text([*measured(reader, self._core.bot.now()), *self._core.tally.measured()])


async def _alive(_: web.Request) -> web.Response:
    return web.Response(text="alive\n")
