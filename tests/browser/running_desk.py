"""A desk and its preview that run beside a test, for browsers to walk."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from desks import Built, desk, make_publishable
from other_browsers import Other
from playwright.sync_api import Page
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

import tasks
from theme.desk import texts
from theme.desk.guard import Desk
from theme.preview import builder, server, watching

#: Milliseconds that a build of a busy machine may take.
BUILT_MS = 120_000
#: The editor over the field of a text.
EDITOR = '[role="textbox"][aria-multiline="true"]'


class WithoutEstimator(builder.Builder):
    """A preview whose site is whole as it is: the estimator is not made."""

    lacks_estimator = False


def publishing(folder: Path, *, ready: bool = True) -> Desk:
    """Return a desk that publishes what the command builds, but for the estimator, which has tests of its own.

    With `ready`, its content may be published into a folder.
    """

    def build() -> str:
        shutil.rmtree(at.output, ignore_errors=True)
        arguments = tasks.pelican_arguments(at.output, at.content, own=["ENGINE_LATER=true"])
        command = [sys.executable, "-m", "pelican", *arguments]
        done = subprocess.run(
            command, cwd=tasks.ROOT, env=tasks.build_environment(), capture_output=True, encoding="utf-8"
        )
        return tasks.build_told(done.returncode, done.stdout, done.stderr)

    at = desk(folder, build=build)
    if ready:
        make_publishable(at.content, folder / "www")
    return at


class Running:
    """A desk and its preview, in a thread of their own."""

    def __init__(self, folder: Path) -> None:
        self.desk = publishing(folder)
        recipe = builder.Recipe(self._arguments, tasks.build_told, tasks.warned, str, tasks.build_environment())
        self.builder = WithoutEstimator(recipe, folder / "preview")
        self._root, self._ready = folder, threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(60)

    def _arguments(self, work: Path, _: bool, opened: Any) -> Any:
        return tasks.preview_arguments(work, True, opened, self.desk.content)

    async def _serve(self) -> None:
        preview = server.Preview(self.builder, lambda: texts.stamps(self.desk.content, self.desk.day()))
        sock, port = bind_unused_port()
        http = HTTPServer(server.application(preview, self.desk))
        http.add_socket(sock)
        self.address, self._loop, self._stop = f"http://127.0.0.1:{port}", asyncio.get_running_loop(), asyncio.Event()
        building = asyncio.gather(watching.watch(preview.want, self._root), preview.keep_building())
        self._ready.set()
        await self._stop.wait()
        while preview.building:
            # A process that builds would be left behind.
            await asyncio.sleep(0.05)
        building.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await building
        http.stop()
        await http.close_all_connections()
        self.builder.end()

    def stop(self) -> None:
        """End both, and leave no process."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(BUILT_MS / 1000)


class Still:
    """A desk before a site already built, or none: nothing is built while it runs but what it publishes."""

    def __init__(self, at: Desk, site: Path | None) -> None:
        self.desk, self._site, self._ready = at, site, threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(60)

    async def _serve(self) -> None:
        sock, port = bind_unused_port()
        preview = server.Preview(Built(self._site))
        preview.building = False
        http = HTTPServer(server.application(preview, self.desk))
        http.add_socket(sock)
        self.address, self._loop, self._stop = f"http://127.0.0.1:{port}", asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        await self._stop.wait()
        http.stop()
        await http.close_all_connections()

    def stop(self) -> None:
        """End it."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(BUILT_MS / 1000)


class Clicks:
    """Clicks and nothing else, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, selector: str) -> None:
        """Click on the first place that matches, once it is there, and wait for the page that comes."""
        self.page.wait_for_selector(selector)
        with self.page.expect_navigation():
            self.page.click(selector)
        self.count += 1


def write(page: Page, words: str, *, after: bool = False) -> None:
    """Write words in the place of a text, or after it, as she would."""
    page.locator(EDITOR).focus()
    page.keyboard.press("Control+End" if after else "Control+A")
    if not after:
        page.keyboard.press("Backspace")
    for number, line in enumerate(words.split("\n")):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(line)


def walked(browser: Other, act: str, until: str) -> None:
    """Do something on a page of Firefox, and wait until an expression holds on the page that is there then."""
    browser.evaluate(act)
    deadline = time.monotonic() + BUILT_MS / 1000
    while time.monotonic() < deadline:
        # Between two pages there is none to ask.
        with contextlib.suppress(AssertionError):
            if browser.evaluate(f"document.readyState === 'complete' && {until}"):
                return
        time.sleep(0.1)
    raise AssertionError(browser.evaluate("document.body.innerText"))
