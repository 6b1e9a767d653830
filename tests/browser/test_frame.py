"""The estimator in a page of another origin, by the very code that the site gives."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from serving import Guarded, served
from test_estimator import door

from theme.plugins.hosts import policy

PUBLIC = "https://www.secretariat.example"


class Showing(Guarded):
    """The site as hosts are told to answer it, other sites being named in its settings."""

    others = ()

    def told(self, root):
        """Return what the headers depend on."""
        return replace(policy.read(root), embedders=tuple(self.others))


@pytest.fixture
def named():
    """The other sites that the settings name."""
    return []


@pytest.fixture
def address(site, named):
    """The address of the site that names them."""
    with served(site, type("Handler", (Showing,), {"others": named})) as address:
        yield address


@pytest.fixture
def other_site(site, address, tmp_path):
    """The address of a page of another origin that holds the code, this machine's address in it."""
    given = BeautifulSoup((site / "estimation/integrer/index.html").read_text(encoding="utf-8"), "html.parser")
    code = given.select_one("pre code").get_text()
    assert f'src="{PUBLIC}/estimation/integrer/cadre/"' in code
    page = f'<!DOCTYPE html><html lang="fr"><link rel="icon" href="data:,"><title>Autre site</title><body><p>Avant</p>{code.replace(PUBLIC, address)}'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    with served(tmp_path) as host:
        yield host.replace("127.0.0.1", "localhost")


@pytest.fixture
def embedded(visit, other_site, address, named):
    """The visit of that page, and the frame in it."""
    named.append(other_site)
    found = visit(at=other_site, viewport={"width": 360, "height": 740})
    found.others.append(address)
    found.page.goto(f"{other_site}/")
    frame = found.page.wait_for_selector("iframe").content_frame()
    frame.wait_for_selector("cost-estimator")
    return found, frame


def height(found):
    """The height that the other site gives to the frame, in CSS pixels."""
    return found.page.evaluate("document.querySelector('iframe').getBoundingClientRect().height")


def fits(found, frame):
    """Wait until the frame is as high as what it shows."""
    needed = frame.evaluate("document.querySelector('main').getBoundingClientRect().bottom + scrollY")
    found.page.wait_for_function(
        "needed => Math.abs(document.querySelector('iframe').clientHeight - needed) <= 1", arg=needed, timeout=5000
    )


def test_it_answers_there_and_takes_the_height_it_needs(embedded, address):
    """No third party, nothing that scrolls inside the frame; a link to the answer is one to the page itself."""
    found, frame = embedded
    fits(found, frame)
    frame.dispatch_event("[data-form]", "click")
    frame.wait_for_selector("cost-estimator[data-state=ready]", timeout=120_000, state="attached")
    frame.fill("#heures_par_mois", "33")
    frame.wait_for_selector("[data-option=prestataire]", state="attached")
    expected = door({"heures_par_mois": 33})["prestataire"]
    frame.wait_for_function(
        "value => document.querySelector('[data-option=prestataire] [data-period=mois]').value == value"
        " || document.querySelector('[data-option=prestataire] [data-period=mois]').getAttribute('value') == value",
        arg=expected,
        timeout=30_000,
    )
    fits(found, frame)

    assert f"{address}/estimation/#heures_par_mois=33" in frame.content()
    assert found.foreign == []
    assert found.complaints == []
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_site_that_is_not_named_shows_nothing(visit, other_site, address):
    """The browser refuses, by the page's own policy."""
    found = visit(at=other_site)
    found.others.append(address)
    with found.page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        found.page.goto(f"{other_site}/")

    assert found.page.wait_for_selector("iframe").content_frame().query_selector("cost-estimator") is None


def test_what_leads_elsewhere_opens_beside_the_other_site(embedded):
    """A page of ours inside a frame would be a dead end; a place of the same page stays there."""
    found, frame = embedded
    link = frame.locator("main a[href$='/estimation/']:not([href*='#'])").last
    with found.page.context.expect_page() as opened:
        link.click()

    assert opened.value.url.endswith("/estimation/")
    assert found.page.url.startswith("http://localhost")
    assert frame.evaluate("location.pathname") == "/estimation/integrer/cadre/"


def test_the_code_is_for_whoever_has_the_other_site(site):
    """The page names the sites, and says what a host without headers cannot do."""
    page = BeautifulSoup((site / "estimation/integrer/index.html").read_text(encoding="utf-8"), "html.parser")
    said = re.sub(r"\s+", " ", page.main.get_text())

    assert "https://www.ancien-site.example" in said
    assert "ne peut rien empêcher" in said
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
