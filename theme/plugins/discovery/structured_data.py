"""
What search engines read of a page besides its words: JSON-LD in the vocabulary of schema.org.

One graph per page: the site, the business, the page, the way to it, the article. Nothing is
said there that the site does not show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from markupsafe import Markup
from pelican import signals

from estimator.formatting import euros_ronds
from estimator.need.tarifs import Tarifs
from theme.plugins.discovery.structure import HOME, NEWS, Step
from theme.plugins.settings.secretaire import price_list

Node = dict[str, Any]

#: Pages of a kind that schema.org names, by their template or their slug.
PAGE_TYPES: Final = {"contact": "ContactPage", "a-propos": "AboutPage"}
#: The template of the page that shows the price list: only there is it said.
PRICES_TEMPLATE: Final = "tarifs"
#: Codes of the United Nations for units of time, by the word that a unit begins with.
UNIT_CODES: Final = {"heure": "HUR", "minute": "MIN"}


def graph(settings: Mapping[str, Any], tarifs: Tarifs, page: Mapping[str, Any], trail: Sequence[Step]) -> list[Node]:
    """
    Return the nodes of one page; `tarifs` is the price list of the settings.

    `page` holds what the page shows of itself: `address` (from the site's root), `title`, `description`, `image` and
    `logo` (addresses too). `content` is the page or article as Pelican has it, None for a list.
    """
    root = settings["site"]["adresse"]
    nodes = [_site(settings, root), business(settings, tarifs, root, page), _page(root, page, trail)]
    if trail:
        nodes.append(_breadcrumb(root, page, trail))
    if _is_article(page):
        nodes.append(_article(settings, root, page))
    return nodes


def script(nodes: Sequence[Node]) -> str:
    """Return the graph as JSON that no text can close before its end."""
    data = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def business(settings: Mapping[str, Any], tarifs: Tarifs, root: str, page: Mapping[str, Any]) -> Node:
    """Return the secretary's business; its price list on the page that shows it."""
    identite = settings["identite"]
    node = {
        "@type": "ProfessionalService",
        "@id": _business_id(root),
        "name": settings["site"]["nom"],
        "url": f"{root}/",
        "logo": f"{root}/{page['logo']}",
        "telephone": dialled(identite["telephone"]),
        "email": identite["courriel"],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": identite["rue"],
            "postalCode": identite["code_postal"],
            "addressLocality": identite["ville"],
            "addressCountry": "FR",
        },
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "SIRET",
            "value": identite["siret"].replace(" ", ""),
        },
        "founder": {"@type": "Person", "@id": _person_id(root), "name": identite["nom"]},
        "areaServed": [settings["zone"]["sur_place"], settings["zone"]["distance"]],
        "priceRange": price_range(tarifs),
    }
    if identite.get("raison_sociale"):
        node["legalName"] = identite["raison_sociale"]
    if page["address"] == HOME.address:
        # One social image for the business, whichever page is read.
        node["image"] = f"{root}/{page['image']}"
    if tarifs.regime_tva == "assujettie":
        node["vatID"] = identite["numero_tva"].replace(" ", "")
    if getattr(page["content"], "template", None) == PRICES_TEMPLATE:
        node["hasOfferCatalog"] = {
            "@type": "OfferCatalog",
            "name": "Prix",
            "itemListElement": list(offers(tarifs)),
        }
    return node


def dialled(number: str) -> str:
    """Return a French number as the whole world dials it: « 02 61 91 00 00 » gives « +33261910000 »."""
    return re.sub(r"[^\d+]", "", re.sub(r"^0(?!0)", "+33", number))


def price_range(tarifs: Tarifs) -> str:
    """Return the hourly rates, from the lowest to the highest."""
    rates = [tarifs.taux_horaire, *(specialite.taux_horaire for specialite in tarifs.specialites)]
    if tarifs.taux_horaire_sur_place:
        rates.append(tarifs.taux_horaire_sur_place)
    low, high = min(rates), max(rates)
    return (
        f"{euros_ronds(low)} de l’heure" if low == high else f"de {euros_ronds(low)} à {euros_ronds(high)} de l’heure"
    )


def offers(tarifs: Tarifs) -> Iterator[Node]:
    """Yield the price list, one offer per line of it."""
    before_vat = tarifs.regime_tva == "assujettie"
    yield _offer("Secrétariat au temps passé", tarifs.taux_horaire, before_vat, "heure")
    if tarifs.taux_horaire_sur_place:
        name = "Secrétariat au temps passé, dans vos locaux"
        yield _offer(name, tarifs.taux_horaire_sur_place, before_vat, "heure")
    for specialite in tarifs.specialites:
        yield _offer(f"Spécialité\u00a0: {specialite.nom.lower()}", specialite.taux_horaire, before_vat, "heure")
    for forfait in tarifs.forfaits:
        yield _offer(forfait.nom, forfait.prix, before_vat, "heure", forfait.heures)
    for tache in tarifs.taches:
        yield _offer(tache.nom, tache.prix, before_vat, tache.unite)


def _offer(name: str, price: Decimal, before_vat: bool, unit: str, quantity: Decimal = Decimal(1)) -> Node:
    reference: Node = {"@type": "QuantitativeValue", "value": _number(quantity), "unitText": unit}
    code = UNIT_CODES.get(unit.split(maxsplit=1)[0].lower())
    if code:
        reference["unitCode"] = code
    specification: Node = {
        "@type": "UnitPriceSpecification",
        "price": f"{price:.2f}",
        "priceCurrency": "EUR",
        "referenceQuantity": reference,
    }
    if before_vat:
        specification["valueAddedTaxIncluded"] = False
    return {
        "@type": "Offer",
        "itemOffered": {"@type": "Service", "name": name},
        "priceSpecification": specification,
    }


def _number(value: Decimal) -> int | float:
    # JSON has no decimals: a whole number of hours stays whole.
    return int(value) if value == value.to_integral_value() else float(value)


def _site(settings: Mapping[str, Any], root: str) -> Node:
    return {
        "@type": "WebSite",
        "@id": f"{root}/#site",
        "url": f"{root}/",
        "name": settings["site"]["nom"],
        "description": settings["site"]["accroche"],
        "inLanguage": "fr",
        "publisher": {"@id": _business_id(root)},
    }


def _page(root: str, page: Mapping[str, Any], trail: Sequence[Step]) -> Node:
    url = f"{root}/{page['address']}"
    node = {
        "@type": _page_type(page),
        "@id": url,
        "url": url,
        "name": page["title"],
        "description": page["description"],
        "inLanguage": "fr",
        "isPartOf": {"@id": f"{root}/#site"},
        "primaryImageOfPage": {"@type": "ImageObject", "url": f"{root}/{page['image']}"},
    }
    if trail:
        node["breadcrumb"] = {"@id": f"{url}#fil"}
    return node


def _page_type(page: Mapping[str, Any]) -> str:
    if page["address"] == NEWS.address:
        return "CollectionPage"
    names = (getattr(page["content"], "template", None), getattr(page["content"], "slug", None))
    return next((PAGE_TYPES[name] for name in names if name in PAGE_TYPES), "WebPage")


def _breadcrumb(root: str, page: Mapping[str, Any], trail: Sequence[Step]) -> Node:
    # A thing rather than its address alone: the vocabulary asks for one.
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": step.name,
            "item": {"@type": "WebPage", "@id": f"{root}/{step.address}"},
        }
        for position, step in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{root}/{page['address']}#fil", "itemListElement": items}


def _is_article(page: Mapping[str, Any]) -> bool:
    return page["content"] is not None and page["address"].startswith(NEWS.address)


def _article(settings: Mapping[str, Any], root: str, page: Mapping[str, Any]) -> Node:
    url, article = f"{root}/{page['address']}", page["content"]
    return {
        "@type": "BlogPosting",
        "@id": f"{url}#article",
        "url": url,
        "headline": page["title"],
        "description": page["description"],
        "datePublished": article.date.isoformat(),
        "dateModified": getattr(article, "modified", article.date).isoformat(),
        "author": {"@type": "Person", "@id": _person_id(root), "name": settings["identite"]["nom"]},
        "publisher": {"@id": _business_id(root)},
        "image": f"{root}/{page['image']}",
        "inLanguage": "fr",
        "mainEntityOfPage": {"@id": url},
    }


def _business_id(root: str) -> str:
    return f"{root}/#secretariat"


def _person_id(root: str) -> str:
    return f"{root}/#secretaire"


def _add_names(pelican: Any) -> None:
    settings = pelican.settings["JINJA_GLOBALS"]["secretaire"]
    tarifs = price_list(settings)

    def structured_data(trail: Sequence[Step], **page: Any) -> Markup:
        return Markup(script(graph(settings, tarifs, page, trail)))  # noqa: S704  `script` escapes what HTML would read

    pelican.settings["JINJA_GLOBALS"].update(structured_data=structured_data, dialled=dialled)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
