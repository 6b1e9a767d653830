"""What the build tells hosts, read by Debian's real Apache and nginx: every kind of file, in every encoding."""

import gzip
import http.client
from contextlib import closing

import brotli
import pytest
from hosts import BROTLI, FILES, HERS, apache, nginx, nginx_told, small

from theme.plugins.hosts import policy

OLD = {"anciens-tarifs/": "tarifs/", "vieux/prix.html": "tarifs/"}
ENCODINGS = ("br, gzip", "gzip", "identity")


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    """A site in small with its compressed copies, and what hosts read."""
    folder = small(tmp_path_factory.mktemp("host") / "site", OLD)
    (folder / "sans-page").mkdir()
    (folder / "sans-page" / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=["apache", "nginx"])
def host(request, small_site, tmp_path_factory):
    """The name and the address of a host that serves it."""
    folder = tmp_path_factory.mktemp(request.param)
    made = (
        apache(small_site, folder) if request.param == "apache" else nginx(small_site, folder, nginx_told(small_site))
    )
    with made as address:
        yield request.param, address.removeprefix("http://")


def ask(host, path, encoding="identity"):
    """Return the status, the headers and the bytes as they travel."""
    with closing(http.client.HTTPConnection(host[1], timeout=10)) as line:
        line.request("GET", path, headers={"Accept-Encoding": encoding})
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", FILES)
def test_each_file_is_answered_as_the_table_says(host, small_site, name, encoding):
    """The bytes of the file or of its copy, once encoded; type, time kept, and the headers of security."""
    status, told, body = ask(host, f"/{name.removesuffix('index.html')}", encoding)
    copies = {"br": small_site / f"{name}.br", "gzip": small_site / f"{name}.gz"}
    wanted = [kind for kind in encoding.split(", ") if kind in copies and copies[kind].is_file()]
    if host[0] == "nginx" and not BROTLI.is_file():
        wanted = [kind for kind in wanted if kind != "br"]

    assert status == 200
    assert told.get("Content-Encoding") == (wanted[0] if wanted else None)
    assert body == (copies[wanted[0]] if wanted else small_site / name).read_bytes()
    assert told["Content-Type"].replace(" ", "").lower() == policy.content_type(name).replace(" ", "")
    assert "Content-Language" not in told
    expected = HERS.headers(name)
    assert {header: told.get(header) for header in expected} == expected
    assert (policy.POLICY in told) is (policy.POLICY in expected)
    assert "Accept-Encoding" in told.get("Vary", "") or not copies["br"].is_file()
    assert policy.STRICT_TRANSPORT not in told


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_unknown_address_has_the_site_s_page(host, small_site, encoding):
    """Status 404, the page itself in any encoding, and the policy of a page."""
    status, told, body = ask(host, "/nulle/part/", encoding)
    decoded = {"br": brotli.decompress, "gzip": gzip.decompress}.get(told.get("Content-Encoding"), bytes)(body)

    assert status == 404
    assert decoded == (small_site / "404.html").read_bytes()
    assert told[policy.POLICY] == HERS.headers("404.html")[policy.POLICY]


@pytest.mark.parametrize("path", ["/.htaccess", "/.nginx.conf", "/.headers", "/.publication.json", "/tarifs/.x.part"])
def test_hidden_files_are_not_given(host, small_site, path):
    """Neither what hosts read nor what a publication leaves."""
    hidden = small_site / path[1:]
    made = not hidden.exists()
    if made:
        hidden.write_text("secret", encoding="utf-8")
    try:
        status, _, body = ask(host, path)
    finally:
        if made:
            hidden.unlink()

    assert status == 404
    assert b"secret" not in body


def test_a_folder_without_a_page_is_not_listed(host):
    """Whatever the host does by itself."""
    status, _, body = ask(host, "/sans-page/")

    assert status in (403, 404)
    assert b"secret.txt" not in body


@pytest.mark.parametrize("path", ["/anciens-tarifs/", "/anciens-tarifs", "/vieux/prix.html"])
def test_an_old_address_leads_to_today_s(host, path):
    """For good, with the host's own redirection."""
    status, told, _ = ask(host, path)

    assert status == 301
    assert told["Location"].endswith("/tarifs/")


def test_a_folder_s_address_without_its_bar_leads_to_its_page(host):
    """As visitors type it."""
    status, told, _ = ask(host, "/tarifs")

    assert status == 301
    assert told["Location"].endswith("/tarifs/")
