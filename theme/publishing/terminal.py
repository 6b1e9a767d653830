"""`tasks.py publish` as it is typed: the only part of this package that prints and asks."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import Final

from theme.plugins.checks.content import Content, read
from theme.plugins.checks.detail import told_left_out
from theme.plugins.problems import french_spaces
from theme.plugins.settings.hosting import FOLDER, hosting
from theme.publishing.publication import PLACE, Prepared, Publisher
from theme.publishing.refusals import refusals, without_host
from theme.publishing.store import Failed
from theme.publishing.stores import Asked, store
from theme.publishing.versions import Version

#: What may answer « yes ».
YES: Final = ("o", "oui", "y", "yes")
NOTHING: Final = "Rien n’a été envoyé."


@dataclass(frozen=True, slots=True)
class Work:
    """What `tasks.py` hands over: its folders, the day and the moment (ISO), how the site is built."""

    content: Path
    output: Path
    cache: Path
    day: str
    now: Callable[[], str]
    #: Builds into `output`; returns an empty text, or what is wrong in French.
    build: Callable[[], str]
    #: Returns what an error of this computer is, in French.
    of_error: Callable[[OSError], str] = str


def publish(work: Work, *, yes: bool = False) -> int:
    """Build the site and publish it, asking first unless `yes`; return the exit status."""
    content = read(work.content, work.day)
    refused = refusals(content) or work.build().splitlines()
    if refused:
        return _fail(*refused, NOTHING)
    status = _published(work, content, lambda publisher, _: publisher.prepare(work.output, content.settings), yes=yes)
    if status == 0:
        print("".join(f"{line}\n" for line in told_left_out(content)), end="")
    return status


def ready(folder: Path, day: str) -> int:
    """Print what keeps a content from being published by a forge; return the exit status."""
    lines = refusals(read(folder, day), sent_from_here=False)
    return _fail(*lines) if lines else 0


def go_back(work: Work, steps: str, *, yes: bool = False) -> int:
    """Put back the site of so many publications ago, asking first unless `yes`; return the exit status."""
    content = read(work.content, work.day)
    # A former site may go back whatever the texts of today; only where it goes must be known.
    refused = refusals(content) if content.names is None else without_host(content)
    if refused:
        return _fail(*map(french_spaces, refused), NOTHING)

    def prepare(publisher: Publisher, folder: Path) -> Prepared:
        former = _former(publisher.versions.all(), steps)
        print(
            french_spaces(
                f"Retour au site publié le {_moment(former.at)} : {' '.join(former.changes) or 'sans changement'}"
            )
        )
        return publisher.prepare_former(former, folder / "site")

    status = _published(work, content, prepare, yes=yes)
    if status == 0:
        print("Vos textes et vos réglages n’ont pas changé\u00a0: la prochaine publication les remettrait en ligne.")
    return status


def _published(work: Work, content: Content, prepare: Callable[[Publisher, Path], Prepared], *, yes: bool) -> int:
    place, address = hosting(content.settings), content.settings["site"]["adresse"]
    assert place is not None
    keep = work.cache / PLACE
    sender = store(place, Asked(_password, _trust), keep / "known_hosts")
    publisher = Publisher(place, sender, keep)
    if place.mode == FOLDER:
        address = place.dossier
    try:
        with publisher.alone(), tempfile.TemporaryDirectory(prefix="site-") as folder:
            prepared = prepare(publisher, Path(folder))
            print("\n".join(prepared.changes or ("Tout est déjà en ligne.",)))
            print("".join(f"{note}\n" for note in prepared.notes), end="")
            if not (yes or prepared.plan.is_empty or _agreed(french_spaces(f"Publier sur {address} ? [o/N] "))):
                return _fail(NOTHING)
            outcome = publisher.send(prepared, work.now(), _progress, address=address)
            print("\n".join(outcome.lines(address, work.now())))
            return 0 if outcome.is_right else 1
    except Failed as failed:
        return _fail(str(failed))
    except KeyboardInterrupt:
        return _fail(french_spaces("Arrêté. Le site en ligne est entier ; publiez de nouveau : l’envoi reprendra."))
    except OSError as error:
        return _fail(work.of_error(error))
    finally:
        sender.close()


def _former(versions: list[Version], steps: str) -> Version:
    """Return the version of so many publications ago; Failed, with those that there are, when there is none."""
    number = int(steps) if steps.isascii() and steps.isdecimal() and len(steps) < 4 else 0
    if 0 < number < len(versions):
        return versions[number]
    if len(versions) < 2:
        raise Failed("Il n’y a pas encore de publication plus ancienne à laquelle revenir.")
    lines = "\n".join(f"  {back} : {_moment(version.at)}" for back, version in enumerate(versions) if back)
    raise Failed(f"Dites de combien de publications revenir, de 1 à {len(versions) - 1} :\n{lines}")


def _moment(at: str) -> str:
    return f"{at[8:10]}/{at[5:7]}/{at[:4]} à {int(at[11:13])} h {at[14:16]}"


def _progress(done: int, total: int, name: str) -> None:
    if sys.stdout.isatty():
        print(f"\r{done}/{total} {name[:60]:60}", end="\n" if done == total else "", flush=True)


def _agreed(question: str) -> bool:
    try:
        return input(question).strip().lower() in YES
    except EOFError:
        return False


def _password(account: str) -> str:
    if not sys.stdin.isatty():
        return ""
    return getpass(french_spaces(f"Mot de passe de {account} (il n’est écrit nulle part) : "))


def _trust(fingerprints: str) -> bool:
    print("Ce serveur n’est pas encore connu. Sa clé doit être l’une de celles que donne votre hébergeur\u00a0:")
    print(fingerprints)
    return sys.stdin.isatty() and _agreed(french_spaces("Est-ce bien lui ? [o/N] "))


def _fail(*lines: str) -> int:
    print("\n".join(lines), file=sys.stderr)
    return 1
