"""HTML in a text: what only shows is published. What runs, asks another site or leaves the page is told by its line."""

import pytest
from bs4 import BeautifulSoup
from test_content_check import page, problems, write

from theme.plugins.checks import html_check

#: What the review published, what holds the other kinds, and the element or attribute that is told.
REFUSED = {
    "<script>fbq('init', '1')</script>": "<script>",
    '<SCRIPT type="module">x</SCRIPT>': "<script>",
    '<p onclick="x()">y</p>': "onclick=",
    "<img src=\"a.png\" alt='' ONERROR=x>": "onerror=",
    "<style>@import url(https://ailleurs.example/a.css);</style>": "<style>",
    '<p style="background:url(https://ailleurs.example/a.png)">x</p>': "style=",
    '<base href="https://ailleurs.example/">': "<base>",
    '<meta http-equiv="refresh" content="0;url=https://ailleurs.example">': "<meta>",
    '<form action="https://ailleurs.example"><input name="a"></form>': "<form>",
    '<iframe srcdoc="<script>x</script>"></iframe>': "<iframe>",
    '<svg><image href="https://ailleurs.example/a.png"/></svg>': "<svg>",
    '<a href="/tarifs/" ping="https://ailleurs.example">x</a>': "ping=",
    '<link rel="preconnect" href="https://ailleurs.example">': "<link>",
    '<object data="https://ailleurs.example"></object>': "<object>",
    '<video poster="https://ailleurs.example/a.png"></video>': "<video>",
    "<scr<script>ipt>x": "<scr<script>",
    "<?php x ?>": "<?>",
    'Un mot.\n{: onclick="x()" }': "onclick=",
    '[mot](https://a.example){style="color:red"}': "style=",
    "## Titre {: onfocus=x }": "onfocus=",
    "`a\n<script>x</script>\nb`": "<script>",
}
ALLOWED = [
    "Un mot <abbr title='Taxe'>TVA</abbr>, H<sub>2</sub>O, 1<sup>er</sup>, <br> puis <kbd>Ctrl</kbd>.",
    '<div class="note" markdown="1">\nDu texte.\n</div>',
    "<details open><summary>Plus</summary>\n<p>x</p></details>",
    '<a href="https://www.service-public.fr" hreflang="fr" aria-label="x">x</a>',
    "<https://www.service-public.fr> ou <moi@exemple.fr>",
    "Le code `<script>` ne tourne pas.",
    "```\n<script>x</script>\n```",
    "<!-- une note <script> -->",
    "Un mot.\n{: .note }",
    "## Titre {: #ancre lang=en }",
    "3 < 4 et 5 > 4, si x<y alors rien.",
]


@pytest.mark.parametrize(("body", "named"), REFUSED.items(), ids=REFUSED)
def test_what_could_hurt_is_told_with_its_line(content, body, named):
    """Each is named, on the line where it stands, in French."""
    page(content, f"Du texte.\n\n{body}\n")
    found = [(line, message) for name, line, message in problems(content) if name == "pages/a.md"]
    told = [(line, message) for line, message in found if f"« {named} »" in message]
    first = next(
        number
        for number, text in enumerate(body.split("\n"))
        if named.strip("<>=").lower() in text.lower() or named == "<?>"
    )

    assert told
    assert told[0][0] == 8 + first
    assert "n’est pas permis" in told[0][1]


@pytest.mark.parametrize("body", ALLOWED)
def test_what_only_shows_is_left(body):
    """Words, lists, parts, code."""
    assert list(html_check.faults(body)) == []


def test_her_own_sentences_are_held_to_the_same(content):
    """What `phrases.toml` says is read as Markdown too."""
    write(content, {"phrases.toml": '[sans_tva]\nfranchise = "Un prix <script>x</script>"\n'})

    assert any("« <script> » n’est pas permis" in message for _, _, message in problems(content))


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick='x'>",
        "<script>x</script>",
        "<iframe srcdoc=x></iframe>",
        "<base href='/'>",
        "<style>p {}</style>",
        "<a ping='/'>",
    ],
)
def test_a_built_page_is_held_to_it_whatever_brought_it_there(html):
    """Markdown may read a text otherwise than its check does."""
    assert list(html_check.running(BeautifulSoup(html, "html.parser")))


def test_what_the_site_itself_has_runs():
    """Data, and scripts of its own."""
    own = '<script type="application/ld+json">{}</script><script type="module" src="a.js"></script><form data-form></form>'

    assert list(html_check.running(BeautifulSoup(own, "html.parser"))) == []
