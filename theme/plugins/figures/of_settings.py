"""The names that say what `secretaire.toml` holds: who she is, what she promises, what she charges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from estimator.formatting import euros, euros_ronds, nombre, pourcent, quantite
from estimator.formatting import heures as hours
from estimator.need.tarifs import Tarifs
from theme.plugins.figures.figure import Figure
from theme.plugins.figures.marks import literal

#: What the program's texts name: with no such task or speciality among her prices, they say nothing of it.
SHIPPED: Final = {
    "taches": ("appel", "compte_rendu", "courrier", "facture", "rendez_vous", "saisie", "transcription"),
    "specialites": ("assurances", "industrie_btp", "juridique", "medical"),
}
#: A name with a number in it: the price of so many units of a task.
_COUNTED: Final = re.compile(r"prix_(\d{1,5})_([a-z0-9_]+)")
#: How many tasks an example of prices names, and a short list.
_EXAMPLES: Final = 3
_SHORT_LIST: Final = 4
#: Texts of the settings as they are, by name.
_TEXTS: Final = (
    ("nom", "identite", "nom"),
    ("ville", "identite", "ville"),
    ("telephone", "identite", "telephone"),
    ("courriel", "identite", "courriel"),
    ("horaires", "identite", "horaires"),
    ("diplome", "parcours", "diplome"),
    ("zone_sur_place", "zone", "sur_place"),
    ("zone_distance", "zone", "distance"),
    ("appel_regulier", "engagements", "appel_regulier"),
    ("suppleante", "engagements", "suppleante"),
    ("disponibilite", "presentation", "disponibilite"),
    ("reponse_telephone", "presentation", "reponse_telephone"),
    ("hebergeur", "publication", "hebergeur"),
    ("assureur", "assurance", "nom"),
    ("assureur_adresse", "assurance", "adresse"),
    ("assureur_territoire", "assurance", "territoire"),
    ("mediateur", "mediateur", "nom"),
    ("mediateur_adresse", "mediateur", "adresse"),
)
#: Each with the noun that it counts.
_COUNTS: Final = (
    ("annees_experience", "parcours", "annees_experience", "an"),
    ("delai_courant", "engagements", "delai_courant_jours", "jour ouvré"),
    ("delai_urgent", "engagements", "delai_urgent_heures", "heure"),
    ("delai_contestation", "engagements", "contestation_heures", "heure"),
    ("preavis", "engagements", "preavis_jours", "jour"),
    ("delai_paiement", "engagements", "paiement_jours", "jour"),
    ("report_forfait", "engagements", "report_forfait_mois", "mois"),
    ("premier_appel", "presentation", "premier_appel_minutes", "minute"),
)


def figures(settings: Mapping[str, Any], tarifs: Tarifs, mention_tva: str | None) -> Iterator[Figure]:
    """Yield the names that the settings give."""
    for name, section, key in _TEXTS:
        yield _of(name, section, key, str((settings[section] or {}).get(key) or ""))
    for name, section, key, noun in _COUNTS:
        value = settings[section].get(key)
        yield _of(name, section, key, quantite(Decimal(value), noun) if value else "")
    alert = settings["engagements"].get("alerte_plafond_pourcent")
    yield _of(
        "alerte_plafond", "engagements", "alerte_plafond_pourcent", pourcent(Decimal(alert) / 100) if alert else ""
    )
    yield _of("domaines", "parcours", "specialites", ", ".join(settings["parcours"]["specialites"]))
    yield _of("logiciels", "presentation", "logiciels", ", ".join(settings["presentation"]["logiciels"] or []))
    portrait = _portrait(settings["presentation"])
    yield Figure("portrait", "[presentation] portrait", lambda: portrait, is_markdown=True)
    yield Figure(
        "nom_legal", "[identite] nom et forme, tels que la loi veut qu’ils se lisent", lambda: settings["legal"].name
    )
    yield Figure("mediateur_site", "[mediateur] site", lambda: _link(settings["mediateur"]), is_markdown=True)
    yield from _conditions(tarifs, mention_tva)
    yield from _prices(tarifs, bool(mention_tva))


def counted(name: str, tarifs: Tarifs, without_tva: bool) -> Figure | None:
    """Return the price of so many units of a task, None when `name` has not that form."""
    match = _COUNTED.fullmatch(name)
    if not match:
        return None
    code = match[2]
    tache = next((item for item in tarifs.taches if item.code == code), None)
    if tache is None and code not in SHIPPED["taches"]:
        return None
    number = int(match[1])
    return Figure(
        name,
        f"[[taches]] {code} : le prix de {nombre(number)} unités",
        lambda: f"{euros(number * tache.prix)}{_before_tva(without_tva)}" if tache else "",
    )


def _of(name: str, section: str, key: str, text: str) -> Figure:
    return Figure(name, f"[{section}] {key}", lambda: text)


def _link(mediateur: Mapping[str, str] | None) -> str:
    return f"[{mediateur['site'].removeprefix('https://')}]({mediateur['site']})" if mediateur else ""


def _portrait(presentation: Mapping[str, Any]) -> str:
    """Return her portrait as a text shows an image, set apart by its mark; empty without one."""
    name, shows = presentation["portrait"], presentation["portrait_description"]
    return f"![{literal(shows)}]({{static}}/images/{name})\n{{: .portrait }}" if name else ""


def _before_tva(without_tva: bool) -> str:
    return "" if without_tva else " hors taxes"


def _conditions(tarifs: Tarifs, mention_tva: str | None) -> Iterator[Figure]:
    """Yield the terms of a sale: delays of a quote, deposit, supplements, journeys, VAT."""
    free = tarifs.deplacement_gratuit_km
    values = {
        "delai_devis": ("[tarifs] delai_devis_heures", quantite(tarifs.delai_devis_heures, "heure")),
        "validite_devis": ("[tarifs] validite_devis_jours", quantite(tarifs.validite_devis_jours, "jour")),
        "acompte": ("[tarifs] acompte_pourcent", _share(tarifs.acompte_pourcent)),
        "supplement_urgence": ("[majorations] urgence_pourcent", _share(tarifs.urgence_pourcent)),
        "supplement_week_end": ("[majorations] week_end_pourcent", _share(tarifs.week_end_pourcent)),
        "deplacement_gratuit": ("[tarifs] deplacement_gratuit_km", f"{nombre(free)}\u00a0km" if free else ""),
        "hors_taxes": ("[tarifs] regime_tva : dit quand la TVA s’ajoute", "" if mention_tva else "hors taxes"),
        "mention_tva": ("[tarifs] regime_tva : la mention de la franchise", mention_tva or ""),
    }
    for name, (origin, text) in values.items():
        yield Figure(name, origin, lambda text=text: text)  # type: ignore[misc]


def _share(rate: Decimal) -> str:
    return pourcent(rate) if rate else ""


def _prices(tarifs: Tarifs, without_tva: bool) -> Iterator[Figure]:
    ht = _before_tva(without_tva)

    def amount(value: Decimal) -> str:
        return f"{euros(value)}{ht}" if value else ""

    def whole(value: Decimal) -> str:
        return f"{euros_ronds(value)}{ht}" if value else ""

    yield Figure("prix_heure", "[tarifs] taux_horaire", lambda: amount(tarifs.taux_horaire))
    on_site = tarifs.taux_horaire_sur_place
    yield Figure("prix_heure_sur_place", "[tarifs] taux_horaire_sur_place", lambda: amount(on_site))
    yield Figure("prix_kilometre", "[tarifs] prix_kilometre", lambda: amount(tarifs.prix_kilometre))
    yield Figure("minimum_facture", "[tarifs] minimum_facturation", lambda: whole(tarifs.minimum_facturation))
    taches = {item.code: item for item in tarifs.taches}
    for code in {**dict.fromkeys(SHIPPED["taches"]), **taches}:
        tache = taches.get(code)
        yield Figure(f"prix_{code}", f"[[taches]] {code}", lambda tache=tache: amount(tache.prix) if tache else "")  # type: ignore[misc]
        yield Figure(f"unite_{code}", f"[[taches]] {code}", lambda tache=tache: tache.unite if tache else "")  # type: ignore[misc]
    rates = {item.code: item.taux_horaire for item in tarifs.specialites}
    for code in {**dict.fromkeys(SHIPPED["specialites"]), **rates}:
        rate = rates.get(code, tarifs.taux_horaire)
        origin = f"[[specialites]] {code} ; sans elle, [tarifs] taux_horaire"
        yield Figure(f"prix_heure_{code}", origin, lambda rate=rate: amount(rate))  # type: ignore[misc]
    yield from _lists(tarifs, ht)


def _lists(tarifs: Tarifs, ht: str) -> Iterator[Figure]:
    """Yield what is said of several prices at once, as words or as lines of Markdown."""
    named = "\u00a0; ".join(f"{item.nom.lower()}, {euros(item.taux_horaire)}{ht}" for item in tarifs.specialites)
    yield Figure("prix_specialites", "[[specialites]], les unes après les autres", lambda: named)
    examples = ", ".join(f"{euros(item.prix)}{ht} par {item.unite}" for item in tarifs.taches[:_EXAMPLES])
    yield Figure("exemples_de_prix", "[[taches]], les trois premières", lambda: examples)
    listed = "\n".join(
        f"- {literal(item.nom)}\u00a0: {euros(item.prix)}{ht} par {literal(item.unite)}."
        for item in tarifs.taches[:_SHORT_LIST]
    )
    yield Figure("liste_taches", "[[taches]], les quatre premières, en liste", lambda: listed, is_markdown=True)
    rows = "\n".join(f"| {' | '.join(map(literal, row))} |" for row in _rows(tarifs))
    yield Figure("lignes_de_prix", "tous vos prix, en lignes de tableau", lambda: rows, is_markdown=True)
    yield Figure(
        "au_forfait", "[[forfaits]] : dit qu’un forfait existe", lambda: "au forfait" if tarifs.forfaits else ""
    )


def _rows(tarifs: Tarifs) -> Iterator[tuple[str, str, str]]:
    yield "Travail compté au temps", "heure", euros(tarifs.taux_horaire)
    if tarifs.taux_horaire_sur_place:
        place = "Travail compté au temps, dans les locaux du client"
        yield place, "heure", euros(tarifs.taux_horaire_sur_place)
    for speciality in tarifs.specialites:
        name = f"Travail compté au temps, spécialité\u00a0: {speciality.nom.lower()}"
        yield name, "heure", euros(speciality.taux_horaire)
    for package in tarifs.forfaits:
        yield package.nom, hours(package.heures), euros(package.prix)
    for task in tarifs.taches:
        yield task.nom, task.unite, euros(task.prix)
