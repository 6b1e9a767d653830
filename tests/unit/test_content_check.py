"""
Mistakes in the texts: each is told with its file and its line, in French, or is none.

Left to other checks, see `left_to` in data/bad_contents.json: broken relative links, anchors and
images, links to drafts and `javascript:` links (output_check); HTML left open (validation of the
built pages); scripts (the pages' security policy).
"""

import json
from pathlib import Path

import pytest
from content_check import check
from content_header import Text, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DATA = json.loads((Path(__file__).parent / "data" / "bad_contents.json").read_text(encoding="utf-8"))
CASES = DATA["cases"]
TOLD = [case for case in CASES if "told" in case]
SILENT = [case for case in CASES if "told" not in case]
TEXT = "---\ntitle: Un titre\ndescription: Une description.\n{}---\n\n{}\n"


def write(content, files):
    """Write the files of a case under the folder of contents."""
    for name, value in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes.fromhex(value["hex"]) if isinstance(value, dict) else value.encode("utf-8"))


def problems(content):
    """Return (file, line, message) of each problem."""
    return [(p.path.relative_to(content).as_posix(), p.line, p.message) for p in check(content)]


def page(content, body, header="", name="pages/a.md"):
    """Write one page."""
    write(content, {name: TEXT.format(header, body)})


def test_cases_are_found():
    """The suite cannot pass on an empty file; each case says what is expected of it, once."""
    assert len(TOLD) >= 60
    assert len(SILENT) >= 15
    assert [case["name"] for case in CASES if len(case.keys() & {"told", "accepted", "left_to"}) != 1] == []


def test_valid_contents_have_no_problem(content):
    """The folder that the cases spoil is right."""
    assert problems(content) == []


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case["name"])
def test_a_mistake_is_told_with_its_file_its_line_and_what_to_do(content, case):
    """One of the problems is the planted one."""
    write(content, case["files"])
    told = case["told"]
    found = problems(content)

    assert [
        message
        for file, line, message in found
        if file == told["file"] and told["line"] in (line, "any") and told["said"] in message
    ], found


@pytest.mark.parametrize("case", SILENT, ids=lambda case: case["name"])
def test_what_is_right_or_left_to_another_check_is_not_told(content, case):
    """No false alarm: the reason stands in the data."""
    write(content, case["files"])

    assert problems(content) == []


def test_a_mistake_is_told_once(content):
    """One fault, one sentence."""
    page(content, "[x]({filename}/pages/absent.md)")

    assert len(problems(content)) == 1


def test_problems_come_by_file_and_line(content):
    """As a person goes through them."""
    write(content, {"pages/b.md": TEXT.format("slug: b\n", "# a\n\n# b").replace("Un titre", "B")})
    page(content, "# a", name="pages/a.md")

    assert [found[:2] for found in problems(content)] == [("pages/a.md", 6), ("pages/b.md", 7), ("pages/b.md", 9)]


def test_a_problem_reads_as_a_french_sentence_with_its_place(content):
    """What the secretary sees in the terminal."""
    page(content, "# Titre")

    assert str(check(content)[0]).endswith(
        "content/pages/a.md, ligne 6\u00a0: Le titre de la page est déjà le seul titre de premier niveau\u00a0: "
        "écrivez ## au lieu de #."
    )


@pytest.mark.parametrize(
    "link",
    [
        "{filename}/pages/b.md",
        "{filename}b.md",
        "{filename}/pages/b.md#ancre",
        "{static}/images/c.png",
        "../b/b.docx",
    ],
)
def test_a_link_to_a_file_is_accepted(content, link):
    """From the root, from the text's own folder, with an anchor, to an image, to what the build will make."""
    write(
        content, {"images/c.png": {"hex": "00"}, "pages/b.md": TEXT.format("slug: b\n", "B.").replace("Un titre", "B")}
    )
    page(content, f"[x]({link})")

    assert problems(content) == []


@pytest.mark.parametrize("days", ["2026-03-05", "2026-03-05 14:30:00", "2000-01-01"])
def test_a_date_of_the_site_s_age_is_accepted(content, days):
    """From 2000 on, with or without a time."""
    page(content, "Texte.", f"date: {days}\n", "articles/a.md")

    assert problems(content) == []


def test_a_date_before_2000_is_told(content):
    """31 December 1999 is a slip."""
    page(content, "Texte.", "date: 1999-12-31\n", "articles/a.md")

    assert "trop ancien" in problems(content)[0][2]


def test_figures_of_the_settings_are_known(content):
    """A price of the settings and a parameter of the law, in a text."""
    page(content, '{{ secretaire.tarifs.taux_horaire|euros }}, {{ bareme("smic_horaire")|euros }}')

    assert problems(content) == []


def test_a_wrong_price_does_not_accuse_the_texts_that_use_prices(content, settings_text):
    """One mistake in the settings: one problem, there, and none in right texts."""
    (content / "secretaire.toml").write_text(settings_text.replace("= 30.00", "= 0"), encoding="utf-8")
    page(content, "{{ secretaire.tarifs.taux_horaire|euros }}")

    assert [file for file, _, _ in problems(content)] == ["secretaire.toml"]


def test_unreadable_settings_do_not_accuse_the_texts(content):
    """The same when the file cannot be read at all."""
    (content / "secretaire.toml").write_text("[site\n", encoding="utf-8")
    page(content, "{{ secretaire.tarifs.taux_horaire|euros }}")

    assert [file for file, _, _ in problems(content)] == ["secretaire.toml"]


def test_a_folder_without_settings_is_told(tmp_path):
    """Whatever the folder's name: the missing file is told, the texts are still checked."""
    folder = tmp_path / "textes"
    write(folder, {"pages/a.md": TEXT.format("", "# Titre")})

    assert [file for file, _, _ in problems(folder)] == ["pages/a.md", "secretaire.toml"]


def test_a_folder_without_texts_has_no_problem(content):
    """Neither pages nor articles: nothing to check."""
    assert problems(content) == []


def test_the_header_of_a_text_is_read(tmp_path):
    """What other checks need of it."""
    path = tmp_path / "a.md"
    path.write_text(TEXT.format("", "x"), encoding="utf-8")

    assert read(path, "pages").header == {"title": "Un titre", "description": "Une description."}


@pytest.mark.parametrize("text", ["", "x", "---\n[\n---\n", "---\n- a\n---\n"], ids=repr)
def test_the_header_of_an_unreadable_text_is_a_problem(tmp_path, text):
    """No crash: the one mistake that keeps the text from being read, in a sentence."""
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    problem = read(path, "pages")

    assert not isinstance(problem, Text)
    assert problem.message.endswith(".")


def test_an_impossible_day_is_read_as_its_text(tmp_path):
    """The header is read all the same; the check of the date tells the mistake."""
    path = tmp_path / "a.md"
    path.write_text("---\ndate: 2026-02-30\n---\n", encoding="utf-8")

    assert read(path, "pages").header == {"date": "2026-02-30"}


headers = st.lists(
    st.tuples(
        st.sampled_from(["title", "description", "date", "slug", "status", "modified", "position", "x", "? [a]", ""]),
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                ["2026-03-05", "2026-02-30", "0000-00-00", "[a", "{a: b}", "&a *a", "!!python/x", "1e5", "~", "|"]
            ),
        ),
    ),
    max_size=4,
).map(lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs))
bodies = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["{{", "{% if %}", "{{ x }}", "{{ [].x.y }}", "{% include 'x' %}", "{% extends x %}", "{#", "{filename}"]
    ),
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(headers, bodies, st.sampled_from(["pages/a.md", "articles/a.md"]))
def test_no_text_makes_the_check_crash(content, header, body, name):
    """Whatever is typed, problems or none, and each is a sentence with its place."""
    write(content, {name: f"---\n{header}---\n{body}".encode("utf-8", "replace").decode()})

    assert all(problem.message and str(problem) for problem in check(content))
