"""
`_headers` and `_redirects`: what Netlify and Cloudflare Pages are told.

Types, compression and the page of unknown addresses are their own work. Where several rules fit an address, one host
adds their values and the other keeps the last. Each rule below is right both ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from theme.plugins.hosts.policy import CACHE, HTTPS_ONLY, INDEX, KEPT, POLICY, STRICT_TRANSPORT, Site

HEADERS: Final = "_headers"
REDIRECTS: Final = "_redirects"
#: Cloudflare reads no more rules than this; the addresses beyond keep the policy of the first rule.
MOST_RULES: Final = 100


def headers(site: Site, names: Iterable[str]) -> str:
    """Return `_headers`; `names` are the files and folders at the site's root, folders with a bar at their end."""
    everywhere = {**site.always, STRICT_TRANSPORT: HTTPS_ONLY}
    # An address that nobody knows gets this one alone; two policies are both obeyed, hence the wider one here.
    widest = site.policy(estimator=site.estimation is not None, framed=bool(site.embedders), pages=site.excepted)
    rules = [("/*", everywhere | {POLICY: widest}), *_long_lived(site)]
    if site.estimation or (site.exceptions and site.estimation is None):
        # The page of an address without any script takes both policies: the strict one is obeyed.
        own = f"{(site.estimation or '').split('/')[0]}/"
        rules += [(_all(name), _strict(site, name)) for name in ["", *sorted(names)] if name not in (own, "theme/")]
    return "".join(_rule(site, path, fields) for path, fields in rules[:MOST_RULES])


def _strict(site: Site, name: str) -> dict[str, str]:
    """Return the policy of a file or folder at the site's root, the exceptions of its page counted."""
    page = f"{name}{INDEX}" if not name or name.endswith("/") else name
    return {POLICY: site.policy(estimator=False, pages=(page,))}


def _long_lived(site: Site) -> list[tuple[str, dict[str, str]]]:
    fields = {CACHE: KEPT}
    if site.estimation is None:
        return [("/theme/*", fields)]
    folder = f"/{site.estimation}" if site.estimation else ""
    return [("/theme/*", fields), (f"{folder}/moteur/*", fields)]


def _all(name: str) -> str:
    return f"/{name}*" if name.endswith("/") else f"/{name}"


def _rule(site: Site, path: str, fields: Mapping[str, str]) -> str:
    return "".join([f"{site.prefix}{path}\n", *(f"  {name}: {value}\n" for name, value in fields.items())])


def redirects(site: Site, moved: Mapping[str, str]) -> str:
    """Return `_redirects`: a line for each old address."""
    return "".join(f"{site.prefix}/{old} {site.prefix}/{new} 301\n" for old, new in moved.items())
