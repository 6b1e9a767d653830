"""A publication from the desk. It runs beside the pages, tells how far it is, and asks what it needs to know."""

from __future__ import annotations

import queue
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from theme.desk.guard import Desk
from theme.desk.wording import all_of_forms
from theme.plugins.checks.content import Content, read
from theme.plugins.checks.detail import told_left_out
from theme.plugins.problems import french_spaces
from theme.plugins.settings.hosting import FOLDER, hosting
from theme.publishing.publication import PLACE, Prepared, Publisher
from theme.publishing.refusals import refusals
from theme.publishing.store import Failed
from theme.publishing.stores import Asked, store
from theme.publishing.versions import Version, Versions

#: Seconds after which a question that nobody answers is given up.
PATIENCE_S: Final = 1800
#: What may be asked: to agree with the changes, a password, whether a server is the right one.
AGREE, PASSWORD, TRUST = "accord", "secret", "serveur"
YES: Final = "oui"
NOTHING_SENT: Final = "Rien n’a été envoyé."


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the lines to read before the answer."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """How it ended, for her: whether all is right, the lines to read, the address on the web."""

    is_right: bool
    lines: tuple[str, ...]
    address: str = ""


class Job:
    """One publication, or one return to a former one; `progress`, `question` and `end` are what a page shows of it."""

    def __init__(self, desk: Desk, former: Version | None = None) -> None:
        """Start it; with `former`, that site goes online again."""
        self.progress = french_spaces("Relecture de vos textes…")
        self.question: Question | None = None
        self.end: End | None = None
        #: Changes with each question and at the end: a page that shows another step comes again.
        self.step = 0
        self._desk, self._former = desk, former
        # Where an answer waits for a moment: a password is kept nowhere else.
        self._answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._run, daemon=True).start()

    def answer(self, step: int, reply: str) -> None:
        """Answer the question of a step; one of another step is passed over."""
        if self.question and step == self.step:
            self.question = None
            self.step += 1
            self._answers.put(reply)

    def _ask(self, kind: str, lines: Sequence[str]) -> str:
        self.question = Question(kind, tuple(lines))
        self.step += 1
        try:
            return self._answers.get(timeout=PATIENCE_S)
        except queue.Empty:
            self.question = None
            return ""

    def _run(self) -> None:
        try:
            end = self._published()
        except Failed as failed:
            end = End(is_right=False, lines=tuple(str(failed).splitlines()))
        except OSError as error:
            end = End(is_right=False, lines=(self._desk.of_error(error),))
        except Exception as error:  # noqa: BLE001  whatever it is, the page says it: a thread that ends says nothing
            message = f"La publication s’est arrêtée sur une erreur du programme : {type(error).__name__}, {error}"
            end = End(is_right=False, lines=(french_spaces(message),))
        self.end = end
        self.step += 1

    def _published(self) -> End:
        content = read(self._desk.content, self._desk.day())
        if self._former:
            return self._sent(
                content, lambda publisher, folder: publisher.prepare_former(_former(self._former), folder)
            )
        wrong = refused(content)
        if not wrong:
            self.progress = french_spaces("Fabrication du site… La première fois, quelques minutes.")
            wrong = self._desk.build().splitlines()
        if wrong:
            return End(is_right=False, lines=tuple(wrong))
        end = self._sent(content, lambda publisher, _: publisher.prepare(self._desk.output, content.settings))
        left_out = told_left_out(content) if NOTHING_SENT not in end.lines else []
        return replace(end, lines=(*end.lines, *left_out))

    def _sent(self, content: Content, prepare: Callable[[Publisher, Path], Prepared]) -> End:
        place = hosting(content.settings) if content.names else None
        if place is None:
            return End(is_right=False, lines=tuple(refused(content)))
        keep = self._desk.cache / PLACE
        sender = store(place, Asked(self._password, self._trusted), keep / "known_hosts")
        publisher = Publisher(place, sender, keep)
        address = place.dossier if place.mode == FOLDER else content.settings["site"]["adresse"]
        self.progress = french_spaces("Lecture de ce qui est déjà en ligne…")
        try:
            with publisher.alone(), tempfile.TemporaryDirectory(prefix="site-") as folder:
                prepared = prepare(publisher, Path(folder) / "site")
                where = french_spaces(f"Le site ira ici : {address}")
                if not prepared.plan.is_empty and self._ask(AGREE, (*prepared.changes, *prepared.notes, where)) != YES:
                    return End(is_right=True, lines=(NOTHING_SENT,))
                self.progress = french_spaces("Vérification de ce que reçoivent vos visiteurs…")
                now = self._desk.now()
                outcome = publisher.send(prepared, now, self._progress, address=address)
                # The last line tells the command that goes back; the page has a button.
                lines = tuple(outcome.lines(address, self._desk.now())[:-1])
                return End(outcome.is_right, lines, "" if place.mode == FOLDER else address)
        finally:
            sender.close()

    def _progress(self, done: int, total: int, _: str) -> None:
        self.progress = french_spaces(f"Envoi : {done} sur {total}…" if done < total else "Vérification…")

    def _password(self, account: str) -> str:
        question = (
            f"Le mot de passe de {account}, celui du FTP ou du SSH. Il sert à cet envoi, et n’est écrit nulle part."
        )
        return self._ask(PASSWORD, (french_spaces(question),))

    def _trusted(self, fingerprints: str) -> bool:
        question = "Ce serveur n’est pas encore connu. Sa clé doit être l’une de celles que donne votre hébergeur :"
        return self._ask(TRUST, (french_spaces(question), *fingerprints.splitlines())) == YES


def refused(content: Content) -> list[str]:
    """Return what keeps a content from being published, in the words of the forms."""
    return all_of_forms(refusals(content, rest="ouvrez « À corriger »"))


def _former(version: Version | None) -> Version:
    assert version, "a return names its version"
    return version


def versions(desk: Desk) -> list[Version]:
    """Return the publications that can be gone back to, the newest first."""
    return Versions(desk.cache / PLACE / "versions").all()
