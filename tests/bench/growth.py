"""
Measure how long a growing site takes to build, beside plain Pelican, Eleventy and Hugo on the same texts.

Run by `tasks.py bench --build`, which gives the day; `build.md` beside this file is the last whole report. Processor time
is that of all processes of a build; wall time stands beside it. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench import makers, texts
from bench.makers import Maker
from bench.measure import machine
from bench.texts import Text
from tornado.websocket import websocket_connect

from theme.preview.server import OWN

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
#: Articles beside the shipped pages.
SIZES: Final = (0, 300, 1000, 3000)
QUICK_SIZES: Final = (0, 100)
ROUNDS: Final = 3
PORT: Final = 8791
#: What a build keeps that is made of the program alone.
NOT_OF_TEXTS: Final = ("engine", "fonts", "minified", "social-fonts")
#: Seconds that a page may take to come.
PATIENCE: Final = 1200
#: Between two looks at the page, and between two saves, seconds.
LOOK, REST = 0.02, 3.0


@dataclass(frozen=True, slots=True)
class Took:
    """What a build took, seconds: of all its processes' time, and on the clock."""

    processor: float
    wall: float


def main() -> int:
    """Return an exit status."""
    options = _options()
    sizes = QUICK_SIZES if options.quick else SIZES
    with tempfile.TemporaryDirectory(prefix="growth-", dir=options.folder) as folder:
        report = "\n\n".join(_report(options.day, sizes, Path(folder))) + "\n"
    target = ROOT / ".cache" / "bench" / "build.md" if options.quick else HERE / "build.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(report, encoding="utf-8")
    print(report)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("day", help="the day of the report, AAAA-MM-JJ")
    parser.add_argument("--quick", action="store_true", help="fewer and smaller sites")
    parser.add_argument("--folder", help="where sites are made")
    return parser.parse_args()


def _report(day: str, sizes: tuple[int, ...], folder: Path) -> Iterator[str]:
    published = _shipped_site(folder / "published")
    ours, *others = peers = [makers.ours("preview"), makers.pelican(), makers.eleventy(), makers.hugo()]
    took: dict[str, dict[int, tuple[Took, list[Took]]]] = {maker.key: {} for maker in peers}
    saves = {}
    _hand_over(folder / "published", folder / ours.key)
    for size in sizes:
        # One folder that grows: what is kept of its texts is made once (`whole`).
        if size:
            took[ours.key][size] = _grown(ours, folder, size)
        if size != max(sizes):
            saves[size] = _saves(ours, folder / ours.key, size)
    for maker in others:
        took[maker.key] = {size: _grown(maker, folder, size) for size in sizes if size}
    named = ", ".join(f"{maker.title} {maker.version}" for maker in peers if maker.version)
    yield f"# How long a site takes to build\n\nWritten by `python3 tasks.py bench --build`, {day}. Peers: {named}."
    yield "\n".join(f"- {name}: {value}" for name, value in machine().items())
    took[ours.key] = whole(took[ours.key])
    yield "Seconds of processor (of the clock), the median of three runs. A first build is made once; ours in steps, added up."
    yield f"## The shipped site\n\n{_table(('build', 'seconds'), published)}"
    yield f"## From a save to the page\n\n{_table(('articles', 'seconds on the clock'), _saved_rows(saves))}"
    yield f"## The same articles, one of them edited\n\n{_table(('maker', *map(str, filter(None, sizes))), _edited_rows(peers, took))}"
    yield f"## A first build of them\n\n{_table(('maker', *map(str, filter(None, sizes))), _first_rows(peers, took))}"
    yield f"## Growth\n\n{_growth(took['ours-preview'])}"


def _shipped_site(folder: Path) -> list[tuple[str, str]]:
    """Return what `build` takes: from nothing, after `serve` has made the engine, and again without any change."""
    maker = makers.ours("best")
    maker.write(folder, [])
    nothing = _run(maker, folder)
    again = [_run(maker, folder) for _ in range(ROUNDS)]
    after = []
    for kept in folder.joinpath(".cache").iterdir():
        # What the preview leaves: the engine and all that is not compressed.
        if kept.name == "compressed":
            shutil.rmtree(kept)
    after.append(_run(maker, folder))
    return [
        ("from nothing but the packages", _cell([nothing])),
        ("after a preview: all that is compressed", _cell(after)),
        ("again, nothing changed", _cell(again)),
    ]


def _hand_over(built: Path, folder: Path) -> None:
    """Give a copy of the project what does not depend on its texts: the engine, a minute's work for each."""
    for name in NOT_OF_TEXTS:
        shutil.copytree(built / ".cache" / name, folder / ".cache" / name)


def _saves(maker: Maker, folder: Path, size: int) -> list[float]:
    """Return the seconds from each save of an article to its page, open in a browser told by `serve`."""
    articles = texts.make(max(size, 1))
    maker.write(folder, articles)
    command = [sys.executable, "tasks.py", "serve", "--port", str(PORT)]
    serving = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait(f"/actualites/{articles[0].slug}/", articles[0].title)
        # The estimator comes by a second build.
        time.sleep(10 * REST)
        return [_save(maker, folder, articles[0], number) for number in range(2 * ROUNDS)]
    finally:
        os.killpg(serving.pid, signal.SIGTERM)
        serving.wait()


def _save(maker: Maker, folder: Path, text: Text, number: int) -> float:
    source, mark = maker.source(folder, text), f"Essai de sauvegarde {number}."
    said = source.read_text(encoding="utf-8")
    taken = asyncio.run(
        _shown(f"/actualites/{text.slug}/", mark, lambda: source.write_text(f"{said}\n{mark}\n", "utf-8"))
    )
    time.sleep(REST)
    return taken


async def _shown(address: str, mark: str, save: Callable[[], object]) -> float:
    """Return the seconds from `save` until the page holds `mark`, fetched each time that the preview tells it something."""
    page = await websocket_connect(f"ws://127.0.0.1:{PORT}{OWN}/etat?page={address}")
    state = await page.read_message()
    begun = time.monotonic()
    save()
    while mark not in await asyncio.to_thread(_page, address):
        state = await asyncio.wait_for(page.read_message(), PATIENCE)
    taken = time.monotonic() - begun
    # The rest of the site: another save would wait for it.
    while json.loads(str(state))["building"]:
        state = await asyncio.wait_for(page.read_message(), PATIENCE)
    page.close()
    return taken


def _wait(address: str, mark: str) -> None:
    begun = time.monotonic()
    while mark not in _page(address):
        if time.monotonic() - begun > PATIENCE:
            raise TimeoutError(f"{address} never showed « {mark} »")
        time.sleep(LOOK)


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{address}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def _grown(maker: Maker, folder: Path, size: int) -> tuple[Took, list[Took]]:
    """Return what a first build of so many articles took, and each build after an edit of one."""
    home, articles = folder / maker.key, texts.make(size)
    maker.write(home, articles)
    first = _run(maker, home)
    edited = []
    for number in range(ROUNDS):
        source = maker.source(home, articles[0])
        source.write_text(f"{source.read_text(encoding='utf-8')}\nUne phrase de plus, la {number}.\n", encoding="utf-8")
        edited.append(_run(maker, home))
    return first, edited


def _run(maker: Maker, folder: Path) -> Took:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(maker.command(folder), cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{maker.title}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(used, time.monotonic() - begun)


def _saved_rows(saves: dict[int, list[float]]) -> Iterator[tuple[str, str]]:
    for size, taken in saves.items():
        yield (str(max(size, 1)), f"{median(taken):.2f} ({min(taken):.2f} to {max(taken):.2f})")


def _edited_rows(peers: list[Maker], took: dict[str, dict[int, tuple[Took, list[Took]]]]) -> Iterator[tuple[str, ...]]:
    ours = took[peers[0].key]
    for maker in peers:
        yield (maker.title, *(_cell(edited, ours[size][1]) for size, (_, edited) in took[maker.key].items()))


def _first_rows(peers: list[Maker], took: dict[str, dict[int, tuple[Took, list[Took]]]]) -> Iterator[tuple[str, ...]]:
    ours = took[peers[0].key]
    for maker in peers:
        yield (maker.title, *(_cell([first], [ours[size][0]]) for size, (first, _) in took[maker.key].items()))


def whole(steps: dict[int, tuple[Took, list[Took]]]) -> dict[int, tuple[Took, list[Took]]]:
    """Return what a first build of each size takes, where each step kept what the smaller ones had made."""
    result: dict[int, tuple[Took, list[Took]]] = {}
    made = Took(0.0, 0.0)
    for size in sorted(steps):
        first, edited = steps[size]
        edit = Took(median(run.processor for run in edited), median(run.wall for run in edited))
        # What the articles that came cost, beyond a build that has them all.
        made = Took(made.processor + first.processor - edit.processor, made.wall + first.wall - edit.wall)
        result[size] = (Took(made.processor + edit.processor, made.wall + edit.wall), edited)
    return result


def _cell(runs: list[Took], ours: list[Took] | None = None) -> str:
    """Return the median of runs; beside a peer's, how many times as long ours take."""
    processor, wall = median(run.processor for run in runs), median(run.wall for run in runs)
    ratio = median(run.processor for run in ours) / processor if ours and ours != runs else 0
    return f"{processor:.2f} ({wall:.2f})" + (f", ours {ratio:.1f} ×" if ratio else "")


def _growth(took: dict[int, tuple[Took, list[Took]]]) -> str:
    sizes = sorted(took)
    if len(sizes) < 3:
        return "Not told of so few sizes."
    small, large = sizes[0], sizes[-1]
    lines = []
    for name, seconds in (
        ("a first build", {size: took[size][0].processor for size in sizes}),
        ("an edit", {size: median(run.processor for run in took[size][1]) for size in sizes}),
    ):
        # What a site costs whatever its articles is taken from the line through the two smallest sizes.
        middle = sizes[1]
        each = (seconds[middle] - seconds[small]) / (middle - small)
        last = (seconds[large] - seconds[middle]) / (large - middle)
        lines.append(
            f"- {name}: {each * 1000:.1f} ms an article from {small} to {middle}, {last * 1000:.1f} from {middle} to {large} "
            f"({last / each:.2f} ×)"
        )
    return "\n".join(lines)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(heads), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
