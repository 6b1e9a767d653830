"""What a page may show of another site: told where wrong, let pass where named, and there alone."""

import json

import pytest
from bs4 import BeautifulSoup
from test_content_check import page, problems

from theme.plugins.checks import html_check
from theme.plugins.checks.output_check import Site as Pages
from theme.plugins.hosts import apache, files, netlify, nginx, policy
from theme.plugins.hosts.policy import POLICY, Site
from theme.plugins.settings.exceptions import Allowed, allowed
from theme.plugins.settings.secretaire import FILE, load

RIGHT = {"page": "contact", "element": "iframe", "origine": "https://plan.fr", "raison": "montrer un plan"}
MAP = Allowed("contact/index.html", "iframe", "https://plan.fr", "montrer un plan")
DIARY = Allowed("contact/index.html", "script", "https://agenda.fr", "prendre rendez-vous")
#: A value, its key, and what is said.
WRONG = [
    ("page", "", "« page » manque"),
    ("page", "https://a.fr/contact", "l’adresse d’une page à la racine du site"),
    ("page", "actualites/un-article", "l’adresse d’une page à la racine du site"),
    ("element", "object", 'vaut "iframe" ou "script"'),
    ("origine", "https://plan.fr/carte", "sans rien après"),
    ("origine", "http://plan.fr", "Commencez par https://"),
    ("origine", "https://*.fr", "n’est pas l’adresse d’un site"),
    ("origine", "https://plan.fr; script-src *", "n’est pas l’adresse d’un site"),
    ("raison", " ", "« raison » manque"),
    ("integrite", "x", "« integrite » n’existe pas dans [[exceptions]]"),
]


def block(**values):
    """Return a block of the settings."""
    lines = [f'{key} = "{value}"' for key, value in {**RIGHT, **values}.items()]
    return "\n".join(["", "[[exceptions]]", *lines, ""])


def set_up(content, settings_text, **values):
    """Write the settings with one exception."""
    (content / FILE).write_text(settings_text + block(**values), encoding="utf-8")


@pytest.mark.parametrize(("key", "value", "said"), WRONG)
def test_a_mistake_is_told_with_its_line(content, settings_text, key, value, said):
    """In French, with what to write."""
    set_up(content, settings_text, **{key: value})
    [problem] = load(content / FILE)[1]

    assert said in problem.message
    assert (content / FILE).read_text(encoding="utf-8").split("\n")[problem.line - 1].startswith(key)


def test_one_that_is_no_block_is_told(content, settings_text):
    """A list of texts, say."""
    (content / FILE).write_text('exceptions = ["iframe"]\n' + settings_text, encoding="utf-8")

    assert [(it.line, "est un bloc" in it.message) for it in load(content / FILE)[1]] == [(1, True)]


def test_settings_give_the_exceptions(content, settings_text):
    """By the file of the page, the home page's too; none without a block."""
    set_up(content, settings_text)

    assert allowed(load(content / FILE)[0]) == (MAP,)
    assert [one.page for one in allowed({"exceptions": [{**RIGHT, "page": "/"}]})] == ["index.html"]
    assert allowed({}) == ()


FRAME = '<iframe src="https://plan.fr/?lat=44" title="Plan" width="600" height="400" loading="lazy"></iframe>'


def test_what_is_named_passes_on_its_page_alone(content, settings_text):
    """The same element is refused elsewhere, and everywhere without the exception."""
    set_up(content, settings_text)
    page(content, f"Du texte.\n\n{FRAME}\n", "slug: contact\n", name="pages/a.md")
    page(content, f"Du texte.\n\n{FRAME}\n", "slug: autre\n", name="pages/b.md")

    told = [(name, message) for name, _, message in problems(content) if "iframe" in message]
    assert [name for name, _ in told] == ["pages/b.md"]

    (content / FILE).write_text(settings_text, encoding="utf-8")
    assert len([message for _, _, message in problems(content) if "« <iframe> » n’est pas permis" in message]) == 2


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<iframe src="https://ailleurs.fr/"></iframe>', "que s’il vient de https://plan.fr"),
        ('<iframe src="https://plan.fr.ailleurs.fr/"></iframe>', "que s’il vient de https://plan.fr"),
        ('<iframe src="http://plan.fr/"></iframe>', "que s’il vient de https://plan.fr"),
        ('<iframe srcdoc="x"></iframe>', "que s’il vient de https://plan.fr"),
        ('<iframe src="https://plan.fr/" srcdoc="x"></iframe>', "« srcdoc= » n’est pas permis"),
        ('<iframe src="https://plan.fr/" onload="x()"></iframe>', "« onload= » n’est pas permis"),
        ('<iframe src="https://plan.fr/" style="border:0"></iframe>', "« style= » n’est pas permis"),
        ("<script>x</script>", "que s’il vient de https://agenda.fr"),
        ('<script src="https://plan.fr/a.js"></script>', "que s’il vient de https://agenda.fr"),
        ('<object data="https://plan.fr/"></object>', "« <object> » n’est pas permis"),
    ],
)
def test_an_exception_opens_no_other_way(html, said):
    """Another site, another element, or what would run in the page itself."""
    assert said in " ".join(message for _, message in html_check.faults(html, [MAP, DIARY]))


@pytest.mark.parametrize("html", [FRAME, '<script src="https://agenda.fr/a.js" async></script>'])
def test_what_is_named_passes(html):
    """In its text, and in the built page."""
    assert list(html_check.faults(html, [MAP, DIARY])) == []
    assert list(html_check.running(BeautifulSoup(html, "html.parser"))) == []


def test_a_built_page_shows_of_other_sites_what_is_named_alone(tmp_path):
    """On that page, not on another one."""
    html = f'<html lang="fr"><title>T {{}}</title><meta name="description" content="D {{}}"><h1>T</h1>{FRAME}</html>'
    for name in ("contact", "autre"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(html.format(name, name), encoding="utf-8")
    (tmp_path / "index.html").write_text(html.replace(FRAME, "").format("", ""), encoding="utf-8")
    told = [found.page for found in Pages(tmp_path, allowed=[MAP]).faults() if "autre site" in found.message]

    assert told == ["autre/index.html"]


@pytest.mark.parametrize(("slug", "header", "expected"), [("contact", "", 0), ("autre", "", 1)])
def test_an_exception_of_no_page_is_told(content, settings_text, slug, header, expected):
    """A page that was renamed, say."""
    set_up(content, settings_text)
    page(content, "Du texte.\n", f"slug: {slug}\n{header}", name="pages/a.md")

    assert sum("il n’y a pas de page à cette adresse" in message for _, _, message in problems(content)) == expected


def test_the_estimation_has_no_exception(content, settings_text):
    """What visitors write there is read by no other site."""
    set_up(content, settings_text, page="combien")
    page(content, "Du texte.\n", "slug: combien\ntemplate: estimation\n", name="pages/a.md")

    assert any("La page de l’estimation n’a pas d’exception" in message for _, _, message in problems(content))


HERS = Site(
    "https://a.fr/dossier",
    "estimation",
    exceptions=(
        ("contact/index.html", "iframe", "https://plan.fr"),
        ("contact/index.html", "script", "https://agenda.fr"),
    ),
)


def directives(told):
    """Return a policy by directive."""
    return dict(part.split(" ", 1) for part in told.split("; "))


@pytest.mark.parametrize(
    "path", ["index.html", "tarifs/index.html", "contact/autre/index.html", "estimation/index.html"]
)
def test_the_policy_of_other_pages_stays(path):
    """Strict."""
    assert HERS.headers(path)[POLICY] == Site("https://a.fr/dossier", "estimation").headers(path)[POLICY]


def test_the_policy_of_its_page_names_the_sites():
    """A frame of one, a program of the other, and nothing of the two elsewhere; with the preview's scripts too."""
    told = directives(HERS.headers("contact/index.html")[POLICY])

    assert told["frame-src"] == "https://plan.fr https://agenda.fr"
    assert told["script-src"] == told["connect-src"] == "https://agenda.fr"
    assert told["img-src"] == "'self' https://agenda.fr"
    assert told["default-src"] == told["base-uri"] == told["form-action"] == told["frame-ancestors"] == "'none'"
    assert (
        directives(HERS.headers("contact/index.html", scripted=True)[POLICY])["script-src"]
        == "'self' https://agenda.fr"
    )


def test_every_host_is_told_for_that_page_alone():
    """Each in its own words. Where a host adds up rules, the first lets all through; each page is held by its own."""
    wider = HERS.policy(estimator=False, pages=("contact/index.html",))
    htaccess, conf = apache.htaccess(HERS, {}), nginx.nginx_site(HERS, {})
    rules = netlify.headers(HERS, ["contact/", "estimation/", "tarifs/", "index.html"])

    assert f'Header always set {POLICY} "{wider}" env=site_exception_0' in htaccess
    assert r'SetEnvIf Request_URI "^/dossier/contact/(index\.html)?$" site_exception_0' in htaccess
    assert rf'"~^/dossier/contact/(index\.html)?$" "{wider}";' in conf
    assert f"/dossier/contact/*\n  {POLICY}: {wider}\n" in rules
    assert "agenda" not in rules.split("/dossier/tarifs/*")[1]
    assert "https://agenda.fr" in rules.split("/dossier/theme/*")[0]


def test_the_home_page_may_have_one(tmp_path):
    """Its address has no name; what is written for the preview is read again as it was."""
    home = Site("https://a.fr", None, exceptions=(("index.html", "iframe", "https://plan.fr"),))
    home.write(tmp_path)

    assert policy.read(tmp_path) == home
    assert "https://plan.fr" in home.headers("index.html")[POLICY]
    assert "https://plan.fr" in home.headers("")[POLICY]
    assert "https://plan.fr" not in home.headers("contact/index.html")[POLICY]
    rules = netlify.headers(home, ["contact/"])
    assert "plan.fr" in rules.split("\n/\n")[1].split("\n/")[0]
    assert "plan.fr" not in rules.split("/contact/*")[1]


def test_a_site_of_before_is_read(tmp_path):
    """It is on her computer, to go back to: it has no exception."""
    before = Site("https://a.fr", "estimation")
    before.write(tmp_path)
    path = tmp_path / policy.FILE
    told = json.loads(path.read_text(encoding="utf-8"))
    del told["exceptions"]
    path.write_text(json.dumps(told), encoding="utf-8")

    assert policy.read(tmp_path) == before


def test_the_build_tells_hosts_what_the_settings_name(content, settings_text):
    """From checked settings."""
    set_up(content, settings_text)
    told = files.site_of(load(content / FILE)[0], "estimation")

    assert told.exceptions == (("contact/index.html", "iframe", "https://plan.fr"),)
