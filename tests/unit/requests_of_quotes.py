"""Requests for a quote for the tests."""

from needs import BAREMES, TARIFS

from estimator.need.address import shared_link
from estimator.need.inputs import parse
from estimator.telling.analysis import analyse
from estimator.telling.quote_request import Contact, quote_request

LINK = "https://www.secretariat.example/estimation/"
CONTACT = Contact(
    nom="Camille Exemple EI",
    siret="000 000 000 00000",
    adresse=("1 rue de l’Exemple", "00000 Exempleville"),
    telephone="02 61 91 00 00",
    courriel="bonjour@secretariat.example",
)


def request_of(raw, tarifs=TARIFS, contact=CONTACT):
    """Return the request that a need makes."""
    analysis = analyse(parse(raw, BAREMES, tarifs), tarifs, BAREMES)
    return quote_request(analysis, contact, shared_link(LINK, raw, BAREMES, tarifs), BAREMES)
