"""What hosts are told: one table, and the files made from it."""

import re

import pytest

from theme.plugins.checks import attachments, document_properties
from theme.plugins.hosts import apache, netlify, nginx, policy
from theme.plugins.hosts.policy import CACHE, FRESH, KEPT, POLICY, Site
from theme.plugins.settings import embedding

HERS = Site("https://www.cabinet.fr", "estimation")
ENGINE = "estimation/moteur/0123456789ab/runtime.wasm"
MOVED = {"anciens-tarifs/": "tarifs/", "vieux/prix.html": "tarifs/"}


def directives(told):
    """Return a policy by directive."""
    return dict(part.split(" ", 1) for part in told.split("; "))


def test_a_page_runs_nothing():
    """It shows what the site holds; nobody frames it, and it sends nothing anywhere."""
    found = directives(HERS.headers("tarifs/index.html")[POLICY])

    assert found["default-src"] == found["base-uri"] == found["form-action"] == found["frame-ancestors"] == "'none'"
    assert "script-src" not in found
    assert set(found.values()) == {"'none'", "'self'"}


@pytest.mark.parametrize(
    ("estimation", "path", "expected"),
    [
        ("estimation", "estimation/index.html", True),
        ("estimation", ENGINE, True),
        ("estimation", "estimation-2/index.html", False),
        ("estimation", "actualites/estimation/index.html", False),
        ("", "index.html", True),
        ("", "", True),
        ("", "moteur/0123456789ab/worker.js", True),
        ("", "tarifs/index.html", False),
        (None, "index.html", False),
    ],
)
def test_only_the_estimation_compiles(estimation, path, expected):
    """Python is WebAssembly: its own folder may compile it, wherever she puts the page."""
    told = Site("https://www.cabinet.fr", estimation).headers(path)[POLICY]

    assert ("'wasm-unsafe-eval'" in told) is expected


def test_the_form_goes_to_its_service_alone():
    """The origin that she names in the settings, from the page that has the form."""
    hers = Site("https://www.cabinet.fr", "estimation", "https://formulaires.fr/ma-cle?a=1")

    assert directives(hers.headers("estimation/index.html")[POLICY])["form-action"] == "https://formulaires.fr"
    assert directives(hers.headers("contact/index.html")[POLICY])["form-action"] == "'none'"
    assert hers.headers("estimation/index.html")["Referrer-Policy"] == "strict-origin"
    assert HERS.headers("estimation/index.html")["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"estimation/{embedding.FRAME}/index.html", "'self' https://a.fr https://b.fr:8443"),
        ("estimation/integrer/index.html", "'none'"),
        ("estimation/index.html", "'none'"),
        (f"{embedding.FRAME}/index.html", "'none'"),
    ],
)
def test_only_the_page_without_letterhead_may_be_framed(path, expected):
    """By the sites that the settings name; by nobody when they name none."""
    shared = Site("https://www.cabinet.fr", "estimation", embedders=("https://a.fr", "https://b.fr:8443"))

    assert directives(shared.headers(path)[POLICY])["frame-ancestors"] == expected
    assert directives(HERS.headers(path)[POLICY])["frame-ancestors"] == "'none'"


def test_every_host_is_told_who_may_frame():
    """Of hosts that follow every rule that fits, none has a narrower one besides."""
    shared = Site("https://www.cabinet.fr", "estimation", embedders=("https://a.fr",))
    framed = "frame-ancestors 'self' https://a.fr"

    policies = [line for line in apache.htaccess(shared, {}).splitlines() if line.endswith("env=site_frame")]
    assert [framed in line for line in policies] == [True]
    assert [line for line in nginx.nginx_site(shared, {}).splitlines() if "/cadre/" in line and framed in line]
    rules = netlify.headers(shared, ["estimation/", "tarifs/"])
    assert framed in rules.split("/tarifs/*")[0]
    assert "frame-ancestors 'none'" in rules.split("/tarifs/*")[1]
    for made in (apache.htaccess(HERS, {}), nginx.nginx_site(HERS, {}), netlify.headers(HERS, [])):
        assert "frame-ancestors 'self'" not in made


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (ENGINE, KEPT),
        ("theme/site.5973f379.css", KEPT),
        ("theme/social/a-propos.668077dc.png", KEPT),
        ("theme/site.css", FRESH),
        ("estimation/service-worker.js", FRESH),
        ("estimation/index.html", FRESH),
        ("actualites/theme/site.5973f379.css", FRESH),
    ],
)
def test_only_what_its_content_names_is_kept(path, expected):
    """A page of yesterday would name files that are gone."""
    assert HERS.headers(path)[CACHE] == expected


def test_a_document_has_no_policy():
    """A browser shows it by a program of its own, which the policy of a page would stop."""
    assert POLICY not in HERS.headers("documents/plaquette.pdf")


def test_every_kind_that_is_published_has_a_type():
    """Hosts without a type send bytes to be saved."""
    published = {*attachments.PHOTOGRAPHS, *attachments.DRAWINGS, *document_properties.KINDS}

    assert published <= policy.TYPES.keys()
    assert policy.content_type("a.JS") == "text/javascript; charset=utf-8"
    assert policy.content_type("a.unknown") == "application/octet-stream"


def test_apache_is_told_nothing_that_a_host_may_forbid():
    """« AllowOverride FileInfo » alone: one other directive, and the whole site answers 500."""
    said = apache.htaccess(HERS, MOVED)
    words = {line.split()[0] for line in said.splitlines() if line.strip() and not line.strip().startswith("#")}

    assert words <= {
        "ErrorDocument", "<IfModule", "</IfModule>", "<FilesMatch", "</FilesMatch>", "AddType", "AddCharset", "AddEncoding", "RemoveLanguage",
        "RemoveType", "RewriteEngine", "RewriteCond", "RewriteRule", "SetEnvIf", "Header",
    }  # fmt: skip


def test_a_site_in_a_folder_is_told_by_its_folder():
    """The public address says where: the page of unknown addresses, old addresses, what each header is for."""
    hers = Site("https://perso.fr/agence", "estimation")
    said = apache.htaccess(hers, MOVED)

    assert "ErrorDocument 404 /agence/404.html" in said
    assert 'RewriteRule "^anciens\\-tarifs/?$" "/agence/tarifs/" [R=301,L]' in said
    assert '"^/agence/estimation/" site_estimation' in said
    assert "error_page 404 /agence/404.html;" in nginx.nginx_site(hers, MOVED)
    assert "/agence/anciens-tarifs/ /agence/tarifs/ 301\n" in netlify.redirects(hers, MOVED)


def test_a_host_that_adds_rules_up_ends_on_the_same_policy():
    """Netlify joins the values of all rules that fit, and both are obeyed; another host keeps the last."""
    rules = re.findall(
        r"^(/\S*)\n((?:  .+\n)+)", netlify.headers(HERS, ["404.html", "estimation/", "tarifs/", "theme/"]), re.M
    )
    told = {path: dict(line.strip().split(": ", 1) for line in lines.splitlines()) for path, lines in rules}

    assert told["/*"][POLICY] == HERS.policy(estimator=True)
    assert told["/tarifs/*"] == told["/"] == told["/404.html"] == {POLICY: HERS.policy(estimator=False)}
    assert "/estimation/*" not in told
    assert told["/theme/*"] == told["/estimation/moteur/*"] == {CACHE: KEPT}
    assert CACHE not in told["/*"]


def test_no_more_rules_than_a_host_reads():
    """The last addresses of a large site keep the policy of all."""
    said = netlify.headers(HERS, [f"page-{number}/" for number in range(300)])

    assert len(re.findall(r"^/", said, re.M)) == netlify.MOST_RULES
    assert max(map(len, said.splitlines())) < 2000


def test_a_site_without_estimation_compiles_nothing():
    """Neither here nor there."""
    bare = Site("https://www.cabinet.fr")

    for said in (apache.htaccess(bare, {}), nginx.nginx_site(bare, {}), netlify.headers(bare, ["tarifs/"])):
        assert "wasm-unsafe-eval" not in said
        assert "script-src" not in said
