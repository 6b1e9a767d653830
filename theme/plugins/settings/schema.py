"""Every key of `content/secretaire.toml` but the prices: one table of fields, by section."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from estimator.need.fields import Field
from theme.plugins.look import appearance
from theme.plugins.settings import legal_form
from theme.plugins.texts.agreement import MAN, WOMAN


def _text(name: str, example: str, shape: re.Pattern[str] | None = None, hint: str = "") -> Field:
    """Return a text that must be filled in; `hint` is said of one that has not its shape."""
    return Field(name, "", "", "texte", example=example, pattern=shape, help=hint)


def _optional_text(name: str, example: str = "", shape: re.Pattern[str] | None = None, hint: str = "") -> Field:
    return Field(name, "", "", "texte", default="", example=example, pattern=shape, help=hint)


def _number(name: str, highest: int, example: int, default: int | None = 0) -> Field:
    """Return a whole number from 0, which says none where it is the default."""
    return Field(name, "", "", "entier", default=default, maximum=Decimal(highest), example=example)


_POSTCODE: Final = re.compile(r"\d{5}")
#: As tidying.py leaves it: by pairs, or « 0 800 100 200 ».
_PHONE: Final = re.compile(r"(\+33 ?|0)[1-9]([ .]?\d{2}){4}|0 8\d\d \d{3} \d{3}")
_ANY_PHONE: Final = re.compile(r"\+?\d[\d .]{2,}\d", re.ASCII)
#: What an address may hold without being encoded in a link.
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}", re.ASCII)
#: A name of the web has an end, « .fr » say.
_SITE: Final = re.compile(r"https://([a-z0-9-]+\.)+[a-z]{2,}(/[\w.-]+)*", re.ASCII)
_MEDIATOR: Final = re.compile(rf"{_SITE.pattern}/?", re.ASCII)
_FORM: Final = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/[\w.~/?=&%+-]*)?", re.ASCII)
#: What a search engine gives to know a site by: its mark alone, not the tag around it.
_VERIFICATION: Final = re.compile(r"[\w-]{10,100}", re.ASCII)
_MARK_ALONE: Final = "recopiez seulement le code, ce qui suit content= entre guillemets"
TVA_NUMBER: Final = re.compile(r"FR ?[0-9A-Z]{2} ?\d{3} ?\d{3} ?\d{3}")

#: Whom the texts speak of.
GENRE: Final = Field("genre", "", "", "choix", default=WOMAN, choices=(WOMAN, MAN))

#: Every key by section, prices aside: a field without a default must be filled in.
SECTIONS: Final[dict[str, tuple[Field, ...]]] = {
    "site": (
        _text(
            "adresse",
            "https://www.secretariat.example",
            _SITE,
            "commencez par https://, finissez par .fr, .com…, sans barre à la fin",
        ),
        _text("nom", "Secrétariat Exemple"),
        _text("accroche", "Votre secrétariat à distance"),
        _optional_text("verification_google", "abcDEF123-456_xyz", _VERIFICATION, _MARK_ALONE),
        _optional_text("verification_bing", "0123456789ABCDEF", _VERIFICATION, _MARK_ALONE),
    ),
    "identite": (
        _text("nom", "Camille Exemple"),
        _text("siret", "000 000 000 00000"),
        _text("rue", "1 rue de l’Exemple"),
        _text("code_postal", "00000", _POSTCODE, "écrivez cinq chiffres"),
        _text("ville", "Exempleville"),
        _text("telephone", "02 61 91 00 00", _PHONE, "écrivez dix chiffres"),
        _text("courriel", "bonjour@secretariat.example", _MAIL, "écrivez une adresse complète"),
        _text("horaires", "du lundi au vendredi, de 9 h à 18 h"),
        Field("exemple", "", "", "oui_non", default=False),
        _optional_text("numero_tva", "FR00000000000"),
        _optional_text("immatriculation"),
        GENRE,
        legal_form.FORM,
        legal_form.RAISON_SOCIALE,
        legal_form.CAPITAL,
    ),
    "parcours": (
        _text("diplome", "BTS Support à l’action managériale"),
        _number("annees_experience", 60, 12, default=None),
        # A list of texts.
        _optional_text("specialites"),
    ),
    "zone": (_text("sur_place", "Exempleville et ses environs"), _text("distance", "toute la France")),
    "publication": (
        _text("directeur", "Camille Exemple"),
        _text("hebergeur", "Hébergeur Exemple"),
        _text("hebergeur_adresse", "2 rue de l’Exemple, 00000 Exempleville"),
        _text("hebergeur_telephone", "01 99 00 00 00", _ANY_PHONE, "écrivez des chiffres"),
    ),
    # A service provider names her insurer and where she is covered (art. R. 111-2 of the code de la consommation).
    "assurance": (
        _text("nom", "Assureur Exemple"),
        _text("adresse", "3 place de l’Exemple, 00000 Exempleville"),
        _text("territoire", "France métropolitaine"),
    ),
    # Only who sells to private individuals names a mediator (art. L. 616-1 of the code de la consommation).
    "mediateur": (
        _text("nom", "Médiateur Exemple"),
        _text("adresse", "4 rue de l’Exemple, 00000 Exempleville"),
        _text("site", "https://www.mediateur.example", _MEDIATOR, "commencez par https://"),
    ),
    # A host that takes a form and mails it to her: the site itself has no server.
    "formulaire": (_text("adresse", "https://formulaires.example/ma-cle", _FORM, "commencez par https://"),),
    # Read and checked by its own module.
    appearance.SECTION: tuple(_optional_text(key) for key in appearance.KEYS),
    # What she commits to: 0 or an empty text promises nothing.
    "engagements": (
        _number("delai_courant_jours", 60, 3),
        _number("delai_urgent_heures", 240, 24),
        _number("contestation_heures", 720, 48),
        _number("alerte_plafond_pourcent", 100, 80),
        _number("preavis_jours", 365, 15),
        # Between businesses a term of payment is of sixty days at most (art. L. 441-10 of the code de commerce).
        _number("paiement_jours", 60, 30),
        _optional_text("appel_regulier", "le lundi à 9 h"),
        _optional_text("suppleante", "Dominique Exemple"),
        _number("report_forfait_mois", 24, 2),
    ),
    # What makes her known, each line of it shown where it is filled in: checked by presentation.py.
    "presentation": (
        _optional_text("portrait", "portrait.jpg"),
        _optional_text("portrait_description", "Portrait de Camille Exemple"),
        _optional_text("disponibilite", "à partir du 11 janvier"),
        _number("premier_appel_minutes", 120, 20),
        # A list of texts.
        _optional_text("logiciels", '["Word", "Excel"]'),
        _optional_text("reponse_telephone", "au nom de votre entreprise"),
    ),
    # A list of the sites that show the estimator: checked by embedding.py.
    "integration": (_optional_text("sites", '["https://www.mon-site.fr"]'),),
}
#: What clients say of her: blocks of a list, each with the day on which he agreed to it.
REFERENCES: Final = "references"
REFERENCE: Final = (
    _text("auteur", "Claude Exemple"),
    _optional_text("metier", "plombier à Exempleville"),
    _text("texte", "Mes devis partent le jour même."),
    Field("accord_le", "", "", "date", example="2026-09-15"),
)
#: Sections that may be left out; filled in, each of their texts must be.
OPTIONAL: Final = ("assurance", "mediateur", "formulaire")
#: The sections that the engine reads and checks itself.
PRICES: Final = ("tarifs", "majorations", "forfaits", "taches", "specialites")
#: The needs that pages take as examples, and the estimator as its starts: answers of its form.
SITUATIONS: Final = "situations"


def texts(section: str) -> tuple[Field, ...]:
    """Return the texts that must be filled in where the section is."""
    return tuple(field for field in SECTIONS[section] if field.kind == "texte" and field.default is None)
