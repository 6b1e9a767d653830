"""
Photographs of a text: `![what it shows]({static}/images/photo.jpg)` becomes light files of several widths.

AVIF for nearly every browser, WebP for the others, upright, without the place and camera that the original may tell.
The original itself is not published. What was made once is kept in `.cache`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from PIL import Image, ImageCms, ImageOps

from theme.plugins import cache, signals
from theme.plugins.look import assets

CACHE: Final = cache.CACHE / "pictures"
FOLDER: Final = "images"
#: How a text names an image, as Markdown and once read.
WRITTEN: Final = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]+)")
#: The line that names an image for `![what it shows][mark]`.
APART: Final = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?(?P<target>[^\s>]+)")
TARGET: Final = re.compile(r"\{static\}/?images/(?P<name>[\w.-]+\.(?:jpe?g|png|webp))", re.IGNORECASE | re.ASCII)
DRAWING: Final = re.compile(r"\{static\}/?images/[\w.-]+\.svg", re.IGNORECASE | re.ASCII)
#: Stands for the site's root until a page, or the feed, says where that is.
ROOT_MARK: Final = "{photographs}"
#: In pixels: a phone, a column of text, the same on a fine screen. Never above the original.
WIDTHS: Final = (480, 960, 1440)
#: The width at which a browser without `srcset` sees the photograph.
PLAIN_WIDTH: Final = 960
SIZES: Final = "(min-width: 50rem) 40rem, 100vw"
#: The mark of a portrait, which stands beside a text. The style sheet shows it so wide, and no file is wider.
PORTRAIT: Final = "portrait"
PORTRAIT_SIZES: Final = "11rem"
PORTRAIT_WIDTH: Final = 480
#: One thread: the same bytes on every machine.
FORMATS: Final[dict[str, dict[str, Any]]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 6, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 76, "method": 6},
}
HEAVIEST: Final = 15_000_000
#: 60 megapixels: beyond, a photograph is an accident or an attack.
LARGEST: Final = 60_000_000


@dataclass(frozen=True, slots=True)
class Version:
    """One file made from a photograph."""

    kind: str
    width: int
    height: int
    name: str
    content: bytes


#: What was made of each photograph that the texts read so far show.
USED: Final[dict[Path, list[Version]]] = {}


def faults(line: str, images: Path) -> Iterator[str]:
    """Yield what is wrong with the images of a Markdown line; `images` is the folder where they are."""
    for image in WRITTEN.finditer(line):
        if not image["alt"].strip():
            yield "Cette image n’a pas de description. Dites entre les crochets ce qu’elle montre : ![Mon bureau](…)."
        if not is_named_well(image["target"]):
            yield (
                "Une image se place dans content/images, au format JPEG, PNG, WebP ou SVG, sous un nom sans accent ni espace, "
                "et s’appelle ainsi : ![Mon bureau]({static}/images/bureau.jpg)."
            )
    for name in dict.fromkeys(target["name"] for target in map(TARGET.fullmatch, targets(line)) if target):
        message = _fault(images / name)
        if message:
            yield f"L’image {name} {message}"


def targets(line: str) -> list[str]:
    """Return the targets of a Markdown line that an image may show, as they are written."""
    return [image["target"] for image in (*WRITTEN.finditer(line), *APART.finditer(line))]


def is_named_well(target: str) -> bool:
    """Return whether `target` names an image as it must be: in the folder, of a kind that is shown."""
    return bool(TARGET.fullmatch(target) or DRAWING.fullmatch(target))


def versions(path: Path) -> list[Version]:
    """Return the files that stand for the photograph at `path`, narrowest first within each format."""
    original = path.read_bytes()
    folder = cache.folder(CACHE / cache.recipe(__file__, original), lambda work: _make(original, work))
    return sorted((_version(path.stem, file) for file in folder.iterdir()), key=lambda it: (it.kind, it.width))


def _fault(path: Path) -> str | None:
    if not path.is_file():
        return None  # the check of links says so already
    if path.stat().st_size > HEAVIEST:
        return f"dépasse {HEAVIEST // 1_000_000} Mo. Réduisez-la avant de la placer dans content/images."
    original = path.read_bytes()
    return cache.result("photograph-faults", lambda: _unreadable(original).encode(), original).decode() or None


def _unreadable(original: bytes) -> str:
    """Return what is wrong with the bytes of a photograph, empty when nothing is."""
    try:
        with Image.open(io.BytesIO(original)) as image:
            if image.width * image.height > LARGEST:
                return "a plus de 60 millions de points. Réduisez-la avant de la placer dans content/images."
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return "ne se lit pas. Enregistrez-la de nouveau en JPEG ou en PNG."
    return ""


def _make(original: bytes, folder: Path) -> None:
    """Put every version of a photograph into a folder, each named by its size."""
    photograph = upright(original)
    widths = [width for width in WIDTHS if width <= photograph.width]
    if photograph.width < WIDTHS[-1] and photograph.width not in widths:
        widths.append(photograph.width)
    for width in widths:
        smaller = photograph.resize(
            (width, max(round(photograph.height * width / photograph.width), 1)), Image.Resampling.LANCZOS
        )
        for kind, options in FORMATS.items():
            smaller.save(folder / f"{smaller.width}x{smaller.height}.{kind}", **options)


def upright(original: bytes) -> Image.Image:
    """Return the pixels as they are to be seen, in sRGB, and nothing else of the file."""
    with Image.open(io.BytesIO(original)) as opened:
        image = ImageOps.exif_transpose(opened)
        profile = image.info.get("icc_profile")
        clear = image.has_transparency_data
        image = image.convert("RGBA" if clear else "RGB")
        if profile:
            image = ImageCms.profileToProfile(  # type: ignore[assignment]
                image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            )
    image.info.clear()
    return image


def _version(stem: str, file: Path) -> Version:
    content = file.read_bytes()
    width, height = map(int, file.stem.split("x"))
    name = assets.hashed(f"{stem.lower()}-{width}{file.suffix}", content)
    return Version(file.suffix[1:], width, height, name, content)


def element(path: Path, alt: str, first: bool, is_portrait: bool = False) -> Element:
    """Return the `<picture>` of the file at `path`; only the first of a text is fetched before it is near."""
    files = [version for version in versions(path) if not is_portrait or version.width <= PORTRAIT_WIDTH]
    USED[path] = [*USED.get(path, []), *(version for version in files if version not in USED.get(path, []))]
    sizes = PORTRAIT_SIZES if is_portrait else SIZES
    picture = Element("picture")
    SubElement(picture, "source", {"type": "image/avif", "srcset": _set(files, "avif"), "sizes": sizes})
    plain = [version for version in files if version.kind == "webp"]
    fallback = next((version for version in plain if version.width >= PLAIN_WIDTH), plain[-1])
    attributes = {"src": _address(fallback), "srcset": _set(files, "webp"), "sizes": sizes, "alt": alt}
    attributes |= {"width": str(fallback.width), "height": str(fallback.height), "decoding": "async"}
    SubElement(picture, "img", attributes if first else attributes | {"loading": "lazy"})
    return picture


def _set(files: list[Version], kind: str) -> str:
    return ", ".join(f"{_address(version)} {version.width}w" for version in files if version.kind == kind)


def _address(version: Version) -> str:
    return f"{ROOT_MARK}/{FOLDER}/{version.name}"


class _Replace(Treeprocessor):
    def __init__(self, md: Markdown, images: Path) -> None:
        super().__init__(md)
        self.images = images

    def run(self, root: Element) -> None:
        first = True
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                target = TARGET.fullmatch(child.get("src", "")) if child.tag == "img" else None
                if target:
                    is_portrait = PORTRAIT in parent.get("class", "").split()
                    parent[index] = element(self.images / target["name"], child.get("alt", ""), first, is_portrait)
                    parent[index].tail = child.tail
                    first = False


class Photographs(Extension):
    """Python-Markdown extension; `images` is the folder of the originals."""

    def __init__(self, images: Path) -> None:
        super().__init__()
        self.images = images

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's own name
        md.treeprocessors.register(_Replace(md, self.images), "photographs", priority=1)


def _prepare(pelican: Any) -> None:
    USED.clear()
    pelican.settings["MARKDOWN"]["extensions"].append(Photographs(Path(pelican.settings["PATH"]) / FOLDER))


def _place(content: Any) -> None:
    """Have the addresses of photographs follow the page, as Pelican has those of links."""
    if ROOT_MARK in (getattr(content, "_content", None) or ""):
        placed = content.get_content
        content.get_content = lambda siteurl: placed(siteurl).replace(ROOT_MARK, siteurl)


def keep_shown(texts: Iterable[Any]) -> None:
    """Forget the photographs that none of these texts of Pelican shows: only a draft does."""
    body = "\n".join(text._content or "" for text in texts)
    for path in [path for path, files in USED.items() if not any(_address(version) in body for version in files)]:
        del USED[path]


def _write(pelican: Any) -> None:
    files = {version.name: version.content for versions in USED.values() for version in versions}
    assets.write(Path(pelican.output_path) / FOLDER, files)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_prepare)
    signals.content_object_init.connect(_place)
    signals.finalized.connect(_write)
