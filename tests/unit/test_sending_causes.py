"""What stopped a sending, in French, from what OpenSSH, FTP servers and their systems really say."""

import pytest

from theme.publishing.causes import of_ssh

SAID = {
    "a folder that is not there": (
        "realpath /srv/www: No such file or directory\nstat remote: No such file or directory",
        "Le dossier « www » n’existe pas",
    ),
    "the same by FTP": ("550 Failed to change directory.", "Le dossier « www » n’existe pas"),
    "the same by another server of FTP": ("550 www: No such file or directory", "Le dossier « www » n’existe pas"),
    "the same by SFTP": ("stat remote: No such file or directory", "Le dossier « www » n’existe pas"),
    "a line that goes without a word": ('remote mkdir "theme": Failure\n', "s’est coupée"),
    "a folder that may not be written": (
        'remote open("/srv/www/.index.html.part"): Permission denied',
        "n’a pas le droit d’écrire",
    ),
    "a wrong password": ("moi@ftp.cabinet.fr: Permission denied (publickey,password).", "refuse ce compte"),
    "a server without a name": (
        "ssh: Could not resolve hostname ftp.cabinte.fr: Name or service not known\r\nConnection closed",
        "est introuvable",
    ),
    "a closed door": (
        "ssh: connect to host ftp.cabinet.fr port 22: Connection refused\r\nConnection closed",
        "ne répond pas",
    ),
    "a silent server": ("ssh: connect to host ftp.cabinet.fr port 22: Connection timed out", "ne répond pas"),
    "a line that is cut": ("client_loop: send disconnect: Broken pipe\r\nConnection closed", "s’est coupée"),
    "a full disk of vsftpd": ("451 Failure writing to local file.", "la place y manque peut-être"),
    "a full disk of FTP": ("452 Insufficient storage space.", "Plus de place"),
    "a quota": ("552 Exceeded storage allocation: disk quota exceeded", "Plus de place"),
    "a folder that was there, then a full disk": (
        'remote mkdir "theme": Failure\nwrite remote "/srv/www/.a.part": Failure',
        "la place y manque peut-être",
    ),
    "a folder that was there, then a cut": (
        'remote mkdir "theme": Failure\nConnection closed by 10.0.0.1',
        "s’est coupée",
    ),
    "a key that has changed": (
        "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.\nConnection closed",
        "a changé depuis la dernière fois",
    ),
    "a key that is not known": ("Host key verification failed.\r\nConnection closed", "n’est pas celle qui est connue"),
}


@pytest.mark.parametrize(("said", "told"), SAID.values(), ids=SAID)
def test_a_cause_is_told_with_its_mend(said, told):
    """The first that is known, what is no fault aside."""
    assert told in of_ssh(said, "ftp.cabinet.fr", "www")


def test_what_is_no_fault_is_not_blamed():
    """A folder that was there says nothing of the disk."""
    assert "la place" not in of_ssh('remote mkdir "theme": Failure\nsomething new', "ftp.cabinet.fr", "www")


def test_an_unknown_cause_is_shown():
    """In its own words, for whoever is asked."""
    told = of_ssh("one\ntwo\nsomething new\n", "ftp.cabinet.fr", "www")

    assert "a arrêté l’envoi" in told
    assert told.endswith("(two something new)")
