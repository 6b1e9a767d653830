"""A photograph made ready for the site: upright, of a useful size, without its place and its camera."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

from theme.desk.keeping import Keeper
from theme.desk.texts import numbered, slug
from theme.plugins.look.photographs import LARGEST, upright
from theme.plugins.problems import french_spaces

#: The longest side that is kept, in pixels: half as much again as the widest that a page shows.
LONGEST_SIDE: Final = 2160
QUALITY: Final = 88
#: What a file begins with after its size, by what it is called: phones make them, few browsers show them.
_HEIC: Final = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


class NoPhoto(Exception):
    """A file that no photograph can be made of; its text says why, in French."""

    def __init__(self, message: str) -> None:
        """Take the sentence, with ordinary spaces."""
        super().__init__(french_spaces(message))


def remade(original: bytes) -> tuple[str, bytes]:
    """Return the ending and the bytes of the photograph to keep; NoPhoto when there is none in `original`."""
    if not original:
        raise NoPhoto("Choisissez une photo.")
    if original[4:8] == b"ftyp" and original[8:12] in _HEIC:
        raise NoPhoto(
            "Cette photo est au format HEIC, que peu de navigateurs montrent. Sur un iPhone : Réglages, Appareil photo, "
            "Formats, « Le plus compatible », puis reprenez-la ; ou ouvrez-la sur l’ordinateur et enregistrez-la en JPEG."
        )
    try:
        with Image.open(io.BytesIO(original)) as image:
            if image.width * image.height > LARGEST:
                raise NoPhoto("Cette photo a plus de 60 millions de points. Réduisez-la d’abord.")
        picture = upright(original)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NoPhoto("Ce fichier n’est pas une photo qui se lit. Enregistrez-la en JPEG ou en PNG.") from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(buffer, "PNG", optimize=True)
        return "png", buffer.getvalue()
    picture.save(buffer, "JPEG", quality=QUALITY, progressive=True)
    return "jpg", buffer.getvalue()


def keep(keeper: Keeper, original: bytes, shows: str) -> tuple[str, str]:
    """
    Keep a photograph under a name made of what it `shows`.

    Return its name below `content/`, and the line of Markdown that shows it.

    NoPhoto when it cannot be read, or when nothing says what it shows.
    """
    # A bracket would end the words in Markdown.
    shows = " ".join(shows.translate(str.maketrans("[]", "()")).split())
    if not shows:
        raise NoPhoto(
            "Dites d’abord ce que la photo montre : c’est ce qu’entendent les personnes qui ne la voient pas."
        )
    ending, content = remade(original)
    stem = next(it for it in numbered(slug(shows) or "photo") if not keeper.path(f"images/{it}.{ending}").exists())
    name = f"images/{stem}.{ending}"
    keeper.write(name, content)
    return name, f"![{shows}]({{static}}/{name})"
