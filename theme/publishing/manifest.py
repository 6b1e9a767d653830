"""What a host holds of ours: a list of files by digest, which stands among them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

#: Its name at the host: hidden, and no visitor is given it.
NAME: Final = ".publication.json"
FORMAT: Final = 1
#: A path of ours: no way up, no root, nothing that a program would take for something else.
_PATH: Final = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\x00-\x1f\x7f\\:*?\"<>|]+")


class Unreadable(Exception):
    """The list at the host is not one of ours; its text tells so in French."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of ours at a host, by path, with the digest of each."""

    files: Mapping[str, str] = field(default_factory=dict)
    #: Files of the publication before, which pages that are still open may ask for.
    former: frozenset[str] = frozenset()
    #: What a publication that was cut may have left.
    leftovers: frozenset[str] = frozenset()
    #: The digest of an `.htaccess` of ours that made the host refuse the whole site; empty for none.
    refused: str = ""

    def dumped(self) -> bytes:
        """Return the manifest as it is sent."""
        content = {
            "format": FORMAT,
            "files": dict(sorted(self.files.items())),
            "kept": sorted(self.former),
            "leftovers": sorted(self.leftovers),
            "refused": self.refused,
        }
        return json.dumps(content, ensure_ascii=False, indent=0).encode() + b"\n"


def loads(text: bytes) -> Manifest:
    """Return the manifest that was sent; Unreadable when it is damaged, or names what cannot be ours."""
    try:
        content = json.loads(text.decode())
        files, former, leftovers = dict(content["files"]), list(content["kept"]), list(content["leftovers"])
        refused = str(content.get("refused", ""))
        is_known = content["format"] == FORMAT
    except (ValueError, TypeError, KeyError, AttributeError):
        is_known = False
    if not is_known or not all(_is_path(name) for name in (*files, *former, *leftovers)):
        raise Unreadable(
            f"La liste de ce qui est en ligne ({NAME}) est abîmée. Rien n’a été envoyé. Effacez ce fichier chez votre "
            "hébergeur, puis publiez de nouveau : tout sera renvoyé, et rien ne sera effacé."
        )
    return Manifest(files, frozenset(former), frozenset(leftovers), refused)


def _is_path(name: Any) -> bool:
    return isinstance(name, str) and bool(_PATH.fullmatch(name))


def of_folder(site: Path, names: Iterable[str]) -> Manifest:
    """Return the manifest of these files of a built site."""
    return Manifest({name: digest(site / name) for name in names})


def digest(path: Path) -> str:
    """Return the digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]
