"""The mail that the contact page prepares."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup


@pytest.fixture(scope="module")
def contact(site):
    """The contact page, parsed."""
    return BeautifulSoup((site / "contact" / "index.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def link(contact):
    """The address of the button."""
    return contact.find("a", class_="button", href=lambda address: address.startswith("mailto:"))["href"]


def test_prepared_mail_is_the_text_to_copy(contact, link):
    """Subject and body survive the encoding: accents, no-break spaces, the line ends of a mail."""
    [body] = parse_qs(urlsplit(link).query)["body"]

    assert parse_qs(urlsplit(link).query)["subject"] == ["Demande de devis"]
    assert body.strip().split("\r\n") == contact.find(class_="message").get_text().split("\n")
    assert "La tâche" in body


def test_prepared_mail_is_written_in_what_an_address_may_hold(link):
    """Every other character is encoded, spaces as %20: a mail program shows « + » as it is."""
    assert link.isascii()
    assert not set(link) & set(' +"<>\r\n')


def test_contact_page_asks_nothing_of_a_server(contact):
    """No form, no field."""
    assert contact.find_all(["form", "input", "textarea"]) == []
