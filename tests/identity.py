"""A true identity in the place of the sample's: what a secretary writes once the site is hers."""

from typing import Final

#: A true identity in the place of each value of the sample's, as a secretary would write it.
TRUE: Final = {
    "https://www.secretariat.example": "https://www.secretariat-lemarchand.fr",
    "Secrétariat Exemple": "Secrétariat Lemarchand",
    "Camille Exemple": "Anne Lemarchand",
    "000 000 000 00000": "732 829 320 00074",
    "1 rue de l’Exemple": "14 rue de l’Exemple",
    'code_postal = "00000"': 'code_postal = "29000"',
    '"Exempleville"': '"Quimper"',
    "https://www.ancien-site.example": "https://www.lemarchand.fr",
    "02 61 91 00 00": "02 98 00 12 34",
    "bonjour@secretariat.example": "anne@secretariat-lemarchand.fr",
    "BTS Support à l’action managériale": "BTS Assistant de manager",
    "Exempleville et les communes voisines": "Quimper et les communes voisines",
    "Dominique Exemple": "Gwenaëlle Le Bris",
    "Sacha Exemple": "Sacha Le Goff",
    "plombier à Exempleville": "plombier à Quimper",
    "Assureur Exemple": "Mutuelle du Ponant",
    "3 place de l’Exemple, 00000 Exempleville": "3 place de l’Exemple, 29200 Brest",
    "Hébergeur Exemple": "Hébergement Cornouaille",
    "2 avenue de l’Exemple, 00000 Exempleville": "2 avenue de la Gare, 35000 Rennes",
    "01 99 00 00 00": "01 89 00 00 00",
}


def claimed(text):
    """Return the text of settings that say that the identity is hers."""
    return text.replace("exemple = true", "exemple = false")


def owned(text):
    """Return the text of settings with a true identity in the place of the sample's."""
    for sample, hers in TRUE.items():
        text = text.replace(sample, hers)
    return claimed(text)
