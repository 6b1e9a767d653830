"""The copies for hosts that serve files compressed beforehand."""

import gzip

import brotli
import pytest

from theme.plugins import compressed

TEXT = b"la meme phrase, encore. " * 200


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder with a page, a tiny text, a font, and a large file; nothing kept from before."""
    monkeypatch.setattr(compressed, "CACHE", tmp_path / "cache")
    site = tmp_path / "site"
    (site / "moteur").mkdir(parents=True)
    (site / "index.html").write_bytes(TEXT)
    (site / "tiny.txt").write_bytes(b"a")
    (site / "font.woff2").write_bytes(TEXT)
    (site / "moteur" / "large.wasm").write_bytes(TEXT * 200)
    return site


def names(site):
    """Return the files of a site."""
    return {path.name for path in site.rglob("*") if path.is_file()}


def test_every_text_has_its_copies(site):
    """Beside each file that compresses stand two copies, which give it back."""
    compressed.write(site)

    for name in ("index.html", "moteur/large.wasm"):
        body = (site / name).read_bytes()
        assert brotli.decompress((site / f"{name}.br").read_bytes()) == body
        assert gzip.decompress((site / f"{name}.gz").read_bytes()) == body


def test_no_copy_is_larger_than_its_file(site):
    """A file too short to gain, or compressed by its own format, has none."""
    compressed.write(site)

    assert not {"tiny.txt.br", "tiny.txt.gz", "font.woff2.br", "font.woff2.gz"} & names(site)


def test_copies_are_the_same_at_every_build(site):
    """Made twice, the copies are the same bytes: no date is in them."""
    first = compressed.copies(site / "index.html", compressed.QUICK)

    assert compressed.copies(site / "index.html", compressed.QUICK) == first


def test_large_file_is_compressed_once(site, monkeypatch):
    """What takes time is taken from the cache at the next build."""
    compressed.write(site)
    monkeypatch.setattr(compressed.brotli, "compress", lambda *_, **__: pytest.fail("compressed again"))

    assert compressed.copies(site / "moteur" / "large.wasm", compressed.QUICK)
