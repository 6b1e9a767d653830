"""Every key of `content/secretaire.toml`: one table of fields, by section."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from estimator.need import tarifs
from estimator.need.fields import Field
from theme.plugins.look import appearance
from theme.plugins.settings import embedding, exceptions, hosting, legal_form, promises
from theme.plugins.settings.fields import list_of_texts, optional_text, text, whole, yes_no
from theme.plugins.texts.agreement import MAN, WOMAN

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
#: Of who charges VAT.
TVA_NUMBER: Final = Field(
    "numero_tva",
    "Numéro de TVA",
    "",
    "texte",
    default="",
    pattern=re.compile(r"FR ?[0-9A-Z]{2} ?\d{3} ?\d{3} ?\d{3}"),
    refusal='« numero_tva » est à remplir quand vous facturez la TVA, par exemple "FR00000000000".',
)

#: Whom the texts speak of.
GENRE: Final = Field("genre", "Genre des textes", "", "choix", default=WOMAN, choices=(WOMAN, MAN))

#: Every key by section, prices aside: a field without a default must be filled in.
SECTIONS: Final[dict[str, tuple[Field, ...]]] = {
    "site": (
        text(
            "adresse",
            "Adresse",
            "https://www.secretariat.example",
            _SITE,
            "commencez par https://, finissez par .fr, .com…, sans barre à la fin",
        ),
        text("nom", "Nom", "Secrétariat Exemple"),
        text("accroche", "Accroche", "Votre secrétariat à distance"),
        optional_text(
            "verification_google", "Code de vérification de Google", "abcDEF123-456_xyz", _VERIFICATION, _MARK_ALONE
        ),
        optional_text(
            "verification_bing", "Code de vérification de Bing", "0123456789ABCDEF", _VERIFICATION, _MARK_ALONE
        ),
    ),
    "identite": (
        text("nom", "Nom", "Camille Exemple"),
        text("siret", "Numéro SIRET", "000 000 000 00000"),
        text("rue", "Rue", "1 rue de l’Exemple"),
        text("code_postal", "Code postal", "00000", _POSTCODE, "écrivez cinq chiffres"),
        text("ville", "Ville", "Exempleville"),
        text("telephone", "Téléphone", "02 61 91 00 00", _PHONE, "écrivez dix chiffres"),
        text("courriel", "Courriel", "bonjour@secretariat.example", _MAIL, "écrivez une adresse complète"),
        text("horaires", "Horaires", "du lundi au vendredi, de 9 h à 18 h"),
        yes_no("exemple", "L’identité est encore celle de l’exemple"),
        TVA_NUMBER,
        optional_text("immatriculation", "Immatriculation", "RNE, chambre de métiers de l’Exemple"),
        GENRE,
        legal_form.FORM,
        legal_form.RAISON_SOCIALE,
        legal_form.CAPITAL,
    ),
    "parcours": (
        text("diplome", "Diplôme", "BTS Support à l’action managériale"),
        whole("annees_experience", "Années d’expérience", 60, 12, default=None),
        list_of_texts("specialites", "Domaines, un par ligne", '["juridique", "médical"]'),
    ),
    "zone": (
        text("sur_place", "Chez le client", "Exempleville et ses environs"),
        text("distance", "À distance", "toute la France"),
    ),
    "publication": (
        text("directeur", "Responsable de la publication", "Camille Exemple"),
        text("hebergeur", "Hébergeur", "Hébergeur Exemple"),
        text("hebergeur_adresse", "Adresse de l’hébergeur", "2 rue de l’Exemple, 00000 Exempleville"),
        text("hebergeur_telephone", "Téléphone de l’hébergeur", "01 99 00 00 00", _ANY_PHONE, "écrivez des chiffres"),
    ),
    # A service provider names her insurer and where she is covered (art. R. 111-2 of the code de la consommation).
    "assurance": (
        text("nom", "Nom", "Assureur Exemple"),
        text("adresse", "Adresse", "3 place de l’Exemple, 00000 Exempleville"),
        text("territoire", "Territoire", "France métropolitaine"),
    ),
    # Only who sells to private individuals names a mediator (art. L. 616-1 of the code de la consommation).
    "mediateur": (
        text("nom", "Nom", "Médiateur Exemple"),
        text("adresse", "Adresse", "4 rue de l’Exemple, 00000 Exempleville"),
        text("site", "Site", "https://www.mediateur.example", _MEDIATOR, "commencez par https://"),
    ),
    # A host that takes a form and mails it to her: the site itself has no server.
    "formulaire": (text("adresse", "Adresse", "https://formulaires.example/ma-cle", _FORM, "commencez par https://"),),
    # Whether a colour can be read, and a logo shown, is told by appearance.py.
    appearance.SECTION: (
        optional_text("couleur", "Couleur de l’encre", "bleu"),
        optional_text("couleur_cachet", "Couleur du cachet", "brique"),
        optional_text("logo", "Logo", "logo.svg"),
    ),
    # What she commits to: 0 or an empty text promises nothing.
    "engagements": (
        whole("delai_courant_jours", "Délai courant, en jours ouvrés", 60, 3),
        whole("delai_urgent_heures", "Délai urgent, en heures", 240, 24),
        whole("contestation_heures", "Délai pour signaler une erreur, en heures", 720, 48),
        whole("alerte_plafond_pourcent", "Alerte avant le plafond, en %", 100, 80),
        whole("preavis_jours", "Préavis, en jours", 365, 15),
        # Between businesses a term of payment is of sixty days at most (art. L. 441-10 of the code de commerce).
        whole("paiement_jours", "Délai de paiement, en jours", 60, 30),
        optional_text("appel_regulier", "Appel régulier", "le lundi à 9 h"),
        optional_text("suppleante", "Suppléante", "Dominique Exemple"),
        whole("report_forfait_mois", "Mois pour se servir des heures d’un forfait", 24, 2),
    ),
    # What makes her known, each line of it shown where it is filled in. The portrait is checked by presentation.py.
    "presentation": (
        optional_text("portrait", "Portrait", "portrait.jpg"),
        optional_text("portrait_description", "Ce que montre le portrait", "Portrait de Camille Exemple"),
        optional_text("disponibilite", "Quand je peux commencer", "à partir du 11 janvier"),
        whole("premier_appel_minutes", "Premier appel gratuit, en minutes", 120, 20),
        list_of_texts("logiciels", "Logiciels que je maîtrise", '["Word", "Excel"]', default=()),
        optional_text("reponse_telephone", "Comment je réponds au téléphone", "au nom de votre entreprise"),
    ),
    embedding.SECTION: embedding.FIELDS,
    promises.SECTION: promises.FIELDS,
    hosting.SECTION: hosting.FIELDS,
}
#: What clients say of her: blocks of a list, each with the day on which he agreed to it.
REFERENCES: Final = "references"
REFERENCE: Final = (
    text("auteur", "Qui le dit", "Claude Exemple"),
    optional_text("metier", "Son métier", "plombier à Exempleville"),
    text("texte", "Ce qu’il dit", "Mes devis partent le jour même."),
    Field(
        "accord_le",
        "Jour de son accord",
        "",
        "date",
        refusal=(
            "« accord_le » manque : un client ne se cite qu’avec son accord écrit. "
            "Écrivez le jour où il l’a donné, sans guillemets : accord_le = 2026-09-15."
        ),
    ),
)
#: Lists of blocks, each block with the same keys.
BLOCKS: Final = {REFERENCES: REFERENCE, exceptions.SECTION: exceptions.FIELDS}
#: Sections that may be left out; filled in, each of their texts must be.
OPTIONAL: Final = ("assurance", "mediateur", "formulaire")
#: The needs that pages take as examples, and the estimator as its starts: answers of its form, below these keys.
SITUATIONS: Final = "situations"
_CODE: Final = Field(
    "code",
    "Code",
    "",
    "texte",
    example="medical",
    pattern=tarifs.CODE,
    refusal="« code » est un mot court, sans accent ni espace, par exemple « medical ».",
)
_NAME: Final = text("nom", "Nom", "Forfait 10 heures")
SITUATION: Final = (_CODE, optional_text("bouton", "Bouton", "Artisan, 10 h"))
#: What the secretary reads of her prices. The engine checks them, and the labels of its own are for programs.
_PRICE_LABELS: Final = {
    "taux_horaire": "Prix d’une heure, en euros",
    "taux_horaire_sur_place": "Prix d’une heure chez le client, en euros",
    "regime_tva": "TVA",
    "minimum_facturation": "Minimum d’une facture, en euros",
    "acompte_pourcent": "Acompte, en %",
    "validite_devis_jours": "Validité d’un devis, en jours",
    "delai_devis_heures": "Délai d’un devis, en heures",
    "deplacement_gratuit_km": "Déplacement gratuit, en kilomètres",
    "prix_kilometre": "Prix d’un kilomètre, en euros",
    "urgence_pourcent": "Urgence, en %",
    "week_end_pourcent": "Week-end et jours fériés, en %",
    "heures": "Heures comprises",
    "prix": "Prix, en euros",
    "minutes_salarie": "Minutes d’une salariée",
    "salaire_brut": "Salaire brut d’une salariée, en euros par mois",
}


def _labelled(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(replace(field, label=_PRICE_LABELS[field.name]) for field in fields)


#: The sections that the engine reads and checks itself.
PRICES: Final[dict[str, tuple[Field, ...]]] = {
    "tarifs": _labelled(tarifs.TARIFS),
    "majorations": _labelled(tarifs.MAJORATIONS),
    "forfaits": (_NAME, *_labelled(tarifs.FORFAIT)),
    "taches": (_CODE, _NAME, text("unite", "Unité", "page"), *_labelled(tarifs.TACHE)),
    "specialites": (_CODE, _NAME, *_labelled(tarifs.SPECIALITE)),
}
#: All of them.
FIELDS: Final = {**SECTIONS, **PRICES, **BLOCKS, SITUATIONS: SITUATION}
