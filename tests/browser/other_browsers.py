"""Firefox and WebKitGTK before the built site: what a test asks of browsers that Playwright does not drive here."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import websocket
from hosts import PATIENCE_S, program
from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

#: A test must not leave the machine: Firefox asks its maker for nothing.
QUIET: Final = {
    "app.update.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,none",
    "toolkit.telemetry.enabled": False,
}
#: Where Debian's package puts WebKit's own small browser.
MINI_BROWSER: Final = "webkit2gtk-4.1/MiniBrowser"


class Other(Protocol):
    """A browser with one page."""

    def open(self, address: str) -> None:
        """Go to an address; the page may still be loading."""

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression of JavaScript in the page, awaited, as JSON gives it."""

    def size(self, width: int, height: int) -> None:
        """Give the page this room, CSS px."""


class Firefox:
    """Firefox, by its own WebDriver BiDi."""

    def __init__(self, address: str):
        self._socket = websocket.create_connection(f"{address}/session", timeout=PATIENCE_S, suppress_origin=True)
        self._last = 0
        self._send("session.new", capabilities={})
        self._context = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str) -> None:
        """Go to an address."""
        self._send("browsingContext.navigate", context=self._context, url=address, wait="interactive")

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression of JavaScript in the page."""
        source = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        target = {"context": self._context}
        said = self._send("script.evaluate", expression=source, target=target, awaitPromise=True)
        assert said["type"] == "success", said
        return json.loads(said["result"]["value"])

    def size(self, width: int, height: int) -> None:
        """Give the page this room."""
        room = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._context, viewport=room)

    def type(self, words: str) -> None:
        """Press the keys of these words."""
        keys = [{"type": move, "value": letter} for letter in words for move in ("keyDown", "keyUp")]
        self._send(
            "input.performActions", context=self._context, actions=[{"type": "key", "id": "keys", "actions": keys}]
        )

    def close(self) -> None:
        """Leave the browser."""
        self._socket.close()

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while (reply := json.loads(self._socket.recv())).get("id") != self._last:
            continue
        assert reply["type"] == "success", reply
        return reply["result"]


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Give a Firefox with a profile in this folder."""
    command = program("firefox-esr")
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in QUIET.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    options = ["--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
    said = profile / "said.txt"
    with said.open("w") as file, subprocess.Popen([command, *options], stderr=file, stdout=file) as process:
        try:
            with closing(Firefox(_door(said))) as browser:
                yield browser
        finally:
            process.kill()


def _door(said: Path) -> str:
    """Return the address that Firefox answers at, which it tells when it starts."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if match := re.search(r"WebDriver BiDi listening on (ws://\S+)", said.read_text(encoding="utf-8")):
            return match[1]
        time.sleep(0.1)
    raise TimeoutError(said.read_text(encoding="utf-8"))


class WebKit:
    """WebKitGTK's own small browser, by its driver."""

    def __init__(self, driver: webdriver.WebKitGTK):
        self._driver = driver
        driver.set_script_timeout(PATIENCE_S)

    def open(self, address: str) -> None:
        """Go to an address."""
        self._driver.get(address)

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression of JavaScript in the page."""
        source = f"""const done = arguments[0];
            (async () => {expression})().then((value) => done([value ?? null]), (error) => done([null, String(error)]))"""
        value, *errors = self._driver.execute_async_script(source)
        assert not errors, errors
        return value

    def size(self, width: int, height: int) -> None:
        """Give the page this room: the window around it has bars of its own."""
        self._driver.set_window_size(width, height)
        inner = self.evaluate("[innerWidth, innerHeight]")
        self._driver.set_window_size(2 * width - inner[0], 2 * height - inner[1])


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Give a WebKitGTK browser on a screen of its own."""
    driver = program("WebKitWebDriver")
    options = Options()
    options.binary_location = str(next(Path("/usr/lib").glob(f"*/{MINI_BROWSER}")))
    options.add_argument("--automation")
    with _screen() as display:
        service = Service(driver, env={**os.environ, "DISPLAY": display})
        with warnings.catch_warnings():
            # Selenium's own driver of WebKitGTK calls what Selenium deprecates.
            warnings.simplefilter("ignore", DeprecationWarning)
            browser = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield WebKit(browser)
        finally:
            browser.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """Give the name of a screen in memory."""
    reading, writing = os.pipe()
    command = [program("Xvfb"), "-displayfd", str(writing), "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            process.terminate()
