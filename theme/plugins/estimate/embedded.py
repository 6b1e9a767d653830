"""
The estimator for another site, where the settings name one: two pages under the estimation page.

    <estimation page>/integrer/          what to paste there
    <estimation page>/integrer/cadre/    the estimator without letterhead, which tells its height
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from theme.plugins import signals
from theme.plugins.estimate import place
from theme.plugins.look import assets
from theme.plugins.settings import embedding

#: Each template, with the folder of its page under the estimation's.
PAGES: Final = {"integrer": "integrer", "cadre": embedding.FRAME}
#: The script that the estimator needs in a frame.
SCRIPT: Final = "frame.js"


def _add_pages(pelican: Any) -> None:
    """Give both pages to a build whose site has an estimator and names other sites."""
    settings = pelican.settings
    secretaire, folder = settings["JINJA_GLOBALS"]["secretaire"], settings[place.FOLDER]
    embedders = embedding.sites(secretaire)
    if folder is None or not embedders:
        return
    settings["DIRECT_TEMPLATES"] = [*settings["DIRECT_TEMPLATES"], *PAGES]
    for template, under in PAGES.items():
        settings[f"{template.upper()}_SAVE_AS"] = place.inside(folder, f"{under}/index.html")
    address = secretaire["site"]["adresse"]
    parts = urlsplit(address)
    settings["JINJA_GLOBALS"].update(
        embedders=embedders,
        frame_script=f"theme/{assets.hashed(SCRIPT, _script())}",
        frame_address=f"{address}/{place.inside(folder, PAGES['cadre'])}/",
        frame_origin=f"{parts.scheme}://{parts.netloc}",
    )


def _script() -> bytes:
    return assets.script(assets.STATIC / "js" / SCRIPT)


def _write(pelican: Any) -> None:
    address = pelican.settings["JINJA_GLOBALS"].get("frame_script")
    if address:
        assets.write(Path(pelican.output_path), {address: _script()})


def register() -> None:
    """Called by Pelican; after the estimation page is found."""
    signals.initialized.connect(_add_pages)
    signals.finalized.connect(_write)
