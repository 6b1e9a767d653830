"""What the build of the site tells hosts: of this very site, for every file in it."""

import json

from theme.plugins.hosts import apache, netlify, nginx, policy
from theme.publishing import plan


def test_headers_are_those_of_this_site(site):
    """Its address, where its estimation is, that its form goes nowhere, and who may show the estimator."""
    assert policy.read(site) == policy.Site(
        "https://www.secretariat.example", "estimation", "", ("https://www.ancien-site.example",)
    )


def test_every_file_has_a_type(site):
    """A kind of file that is published one day is told to hosts too."""
    endings = {path.suffix for path in site.rglob("*") if path.is_file() and not path.name.startswith((".", "_"))}

    assert len(endings) > 8
    assert endings <= policy.TYPES.keys()


def test_what_is_named_by_its_content_is_kept_by_browsers(site):
    """All of theme/ and the whole engine, and no page."""
    told = policy.read(site)
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    kept = {name for name in names if policy.is_immutable(told, name)}

    assert kept == {name for name in names if name.startswith(("theme/", "estimation/moteur/"))}


def test_each_kind_of_host_has_its_file(site):
    """Written by the build, sent where it is read."""
    made = (apache.NAME, nginx.NAME, netlify.HEADERS, netlify.REDIRECTS)

    assert [name for name in made if not (site / name).is_file()] == []
    assert json.loads((site / policy.FILE).read_text(encoding="utf-8"))["estimation"] == "estimation"
    assert apache.NAME in plan.published(site, "sftp")
