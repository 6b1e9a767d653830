"""Write into the built site what each kind of host reads; `publish` sends a host its own alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from theme.plugins import signals
from theme.plugins.discovery import redirects
from theme.plugins.estimate import place
from theme.plugins.hosts import apache, netlify, nginx, policy
from theme.plugins.settings import embedding, exceptions


def site_of(secretaire: Mapping[str, Any], folder: str | None) -> policy.Site:
    """Return what the headers depend on, from checked settings and the folder of the estimation page."""
    form = secretaire.get("formulaire") or {}
    embedders = tuple(embedding.sites(secretaire))
    excepted = tuple((one.page, one.element, one.origin) for one in exceptions.allowed(secretaire))
    return policy.Site(secretaire["site"]["adresse"], folder, form.get("adresse", ""), embedders, excepted)


def write(output: Path, site: policy.Site, moved: Mapping[str, str]) -> None:
    """Write the files of every kind of host; `moved` gives the address of today by old address."""
    names = [f"{path.name}/" if path.is_dir() else path.name for path in sorted(output.iterdir())]
    texts = {
        apache.NAME: apache.htaccess(site, moved),
        nginx.NAME: nginx.nginx_site(site, moved),
        netlify.HEADERS: netlify.headers(site, names),
        netlify.REDIRECTS: netlify.redirects(site, moved),
    }
    for name, text in texts.items():
        (output / name).write_text(text, encoding="utf-8", newline="\n")
    site.write(output)


def _write(pelican: Any) -> None:
    settings = pelican.settings
    site = site_of(settings["JINJA_GLOBALS"]["secretaire"], settings[place.FOLDER])
    write(Path(pelican.output_path), site, redirects.addresses())


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(_write)
