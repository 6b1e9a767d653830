"""The copies for hosts that serve files compressed beforehand."""

import gzip
import shutil
from types import SimpleNamespace

import brotli
import pytest

from theme.plugins import compressed

TEXT = b"la meme phrase, encore. " * 200


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder with a page, a tiny text, a font, and two large files; nothing kept from before."""
    monkeypatch.setattr(compressed, "CACHE", tmp_path / "cache")
    site = tmp_path / "site"
    (site / "moteur").mkdir(parents=True)
    (site / "index.html").write_bytes(TEXT)
    (site / "tiny.txt").write_bytes(b"a")
    (site / "font.woff2").write_bytes(TEXT)
    (site / "moteur" / "large.wasm").write_bytes(TEXT * 200)
    (site / "moteur" / "huge.wasm").write_bytes(TEXT * (compressed.HUGE // len(TEXT) + 1))
    return site


def names(site):
    """Return the files of a site."""
    return {path.name for path in site.rglob("*") if path.is_file()}


def test_every_text_has_its_copies(site):
    """Beside each file that compresses stand two copies, which give it back."""
    compressed.write(site)

    for name in ("index.html", "moteur/large.wasm", "moteur/huge.wasm"):
        body = (site / name).read_bytes()
        assert brotli.decompress((site / f"{name}.br").read_bytes()) == body
        assert gzip.decompress((site / f"{name}.gz").read_bytes()) == body


def test_no_copy_is_larger_than_its_file(site):
    """A file too short to gain, or compressed by its own format, has none."""
    compressed.write(site)

    assert not {"tiny.txt.br", "tiny.txt.gz", "font.woff2.br", "font.woff2.gz"} & names(site)


def test_only_what_is_huge_is_compressed_in_haste(site, monkeypatch):
    """The best quality, which the library takes by itself, is for all other files."""
    compress, asked = compressed.brotli.compress, {}

    def note(body, **options):
        asked[len(body)] = options.get("quality")
        return compress(body, **options)

    monkeypatch.setattr(compressed.brotli, "compress", note)
    compressed.write(site)

    assert {size for size, quality in asked.items() if quality} == {(site / "moteur" / "huge.wasm").stat().st_size}
    assert len(asked) == 4


def test_copies_are_the_same_at_every_build(site, tmp_path, monkeypatch):
    """Made twice, the copies are the same bytes: no date is in them."""
    first = compressed.copies(site / "index.html")
    monkeypatch.setattr(compressed, "CACHE", tmp_path / "another")

    assert compressed.copies(site / "index.html") == first


def test_the_same_bytes_are_compressed_once(site, monkeypatch):
    """Two files that are alike have the same copies, made for one of them."""
    compress, bodies = compressed.gzip.compress, []
    monkeypatch.setattr(
        compressed.gzip, "compress", lambda body, **options: (bodies.append(body), compress(body, **options))[1]
    )
    shutil.copy(site / "index.html", site / "moteur" / "copy.html")
    compressed.write(site)

    assert sorted(map(len, bodies)) == sorted(map(len, {*bodies}))
    assert (site / "moteur" / "copy.html.gz").read_bytes() == (site / "index.html.gz").read_bytes()


@pytest.mark.parametrize("name", ["index.html", "moteur/large.wasm"])
def test_a_file_is_compressed_once(site, monkeypatch, name):
    """Both copies are taken from the cache at the next build, whatever the file's size."""
    compressed.write(site)
    for module in (compressed.brotli, compressed.gzip):
        monkeypatch.setattr(module, "compress", lambda *_, **__: pytest.fail("compressed again"))

    assert set(compressed.copies(site / name)) == {".br", ".gz"}


@pytest.mark.parametrize(("setting", "made"), [({}, False), ({"COMPRESS": ""}, False), ({"COMPRESS": "best"}, True)])
def test_only_a_site_to_publish_has_copies(site, setting, made):
    """A build is asked for them; without a word there are none."""
    compressed._write(SimpleNamespace(settings=setting, output_path=site))

    assert ("index.html.br" in names(site), "index.html.gz" in names(site)) == (made, made)


def test_another_wish_is_refused(site):
    """A setting mistyped is no site without copies."""
    with pytest.raises(ValueError, match="COMPRESS"):
        compressed._write(SimpleNamespace(settings={"COMPRESS": "bset"}, output_path=site))
