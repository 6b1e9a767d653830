"""
Lighthouse, as on a phone, on a page of each type.

A French table gives the four scores of each, and what holds a page below 100.

Run by `tasks.py audit`; exit status 1 when a page is below 100 for a reason that accepted.toml does not give.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from serving import Compressed, served

import tasks
from theme.plugins.checks import content_header
from theme.plugins.problems import french_spaces

HERE = Path(__file__).parent
CATEGORIES = {
    "performance": "Rapidité",
    "accessibility": "Accessibilité",
    "best-practices": "Bonnes pratiques",
    "seo": "Référencement",
}
Finding = tuple[str, str]


def main(wanted: list[str]) -> int:
    """Build the site, judge the pages at the addresses `wanted`, one of each type without any; return an exit status."""
    site = tasks.CACHE / "audit-site"
    problems = tasks.make_site(site, compress="best")
    if problems:
        print(problems, file=sys.stderr)
        return 1
    pages = wanted or one_of_each_type(tasks.ROOT / "content")
    print(f"Lighthouse mobile\u00a0: {len(pages)} pages, une dizaine de secondes par page.\n")
    print(f"| Page | {' | '.join(CATEGORIES.values())} |\n| --- |{' ---: |' * len(CATEGORIES)}")
    reasons = accepted(HERE / "accepted.toml")
    told = [line for result in judge(site, pages) for line in tell(result, reasons)]
    refused = [line for line, is_accepted in told if not is_accepted]
    print(french_spaces("\n".join(["", *(line for line, _ in told)])))
    print(f"\nLes rapports complets sont dans {reports().relative_to(tasks.ROOT)}.")
    return 1 if refused else 0


def one_of_each_type(content: Path) -> list[str]:
    """Return the addresses of a page of each template and parent, of an article, the news and the error page."""
    found: dict[Any, str] = {}
    for kind in ("pages", "articles"):
        for path in sorted((content / kind).glob("*.md")):
            text = content_header.read(path, kind)
            if isinstance(text, content_header.Text) and text.header.get("status", "published") == "published":
                type_of_page = (kind, text.header.get("template"), text.header.get("parent"))
                found.setdefault(type_of_page, f"/{text.address.removesuffix('index.html')}")
    return [*found.values(), "/actualites/", "/404.html"]


def judge(site: Path, pages: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what Lighthouse says of each page, in order."""
    with sync_playwright() as playwright:
        browser = os.environ.get("BROWSER_PATH") or playwright.chromium.executable_path
    shutil.rmtree(reports(), ignore_errors=True)
    reports().mkdir(parents=True)
    with served(site, Compressed) as address:
        command = [
            shutil.which("node"),
            HERE / "audit.mjs",
            browser,
            json.dumps([address + page for page in pages]),
            reports(),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as running:
            for line in running.stdout or ():
                result = json.loads(line)
                yield {**result, "page": result["address"].removeprefix(address)}
    if running.returncode:
        raise SystemExit("Lighthouse s’est arrêté avant la fin.")


def tell(result: dict[str, Any], reasons: dict[Finding, str]) -> list[tuple[str, bool]]:
    """Print the scores of a page; return a line for each category below 100, with whether it is accepted."""
    page = result["page"]
    scores = {category["id"]: category for category in result["categories"]}
    print(f"| {page} | {' | '.join(str(scores[key]['score']) for key in CATEGORIES)} |", flush=True)
    if result["error"]:
        return [(f"{page} : {result['error']}", False)]
    return [
        line for key in CATEGORIES if scores[key]["score"] != 100 for line in _findings(page, key, scores[key], reasons)
    ]


def _findings(page: str, key: str, category: dict[str, Any], reasons: dict[Finding, str]) -> Iterator[tuple[str, bool]]:
    if not category["failed"]:
        yield f"{page}, {CATEGORIES[key].lower()}, {category['score']} : sans constat nommé.", False
    for finding in category["failed"]:
        reason = reasons.get((page, finding["id"]))
        value = f" ({finding['value']})" if finding["value"] else ""
        because = f" Accepté : {reason}" if reason else ""
        yield f"{page}, {CATEGORIES[key].lower()} : {finding['title']}{value} [{finding['id']}].{because}", bool(reason)


def accepted(path: Path) -> dict[Finding, str]:
    """Return the reason of each accepted finding, by page and name of the audit."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["accepted"]
    return {(entry["page"], entry["finding"]): entry["reason"] for entry in listed}


def reports() -> Path:
    """Return the folder of the full reports."""
    return tasks.CACHE / "audit"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
