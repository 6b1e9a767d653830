"""What a visitor asks the secretary for: the mail, and the sheet on paper."""

from dataclasses import replace
from email.utils import parseaddr
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from needs import BAREMES, PRICES, TARIFS, answers
from requests_of_quotes import CONTACT, LINK, request_of

from estimator.need.address import read_address
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs
from estimator.telling.quote_request import LONGEST_ADDRESS
from estimator.telling.rendering import render_next, render_sheet
from theme.plugins.estimate.estimation import make_environment

FRANCHISE = parse_tarifs({**PRICES, "regime_tva": "franchise"})
TASKS = {"besoin": "taches", "volume_courrier": 30, "volume_transcription": 100}


def mail(request):
    """Return (who receives it, subject, lines) of the address that opens a mail program."""
    parts = urlsplit(request.mailto)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, set(fields)) == ("mailto", {"subject", "body"})
    body = fields["body"][0]
    assert body.count("\n") == body.count("\r\n")
    return parts.path, fields["subject"][0], body.split("\r\n")


def sheet(request):
    """Return the text of the printed sheet, spaces as one."""
    html = render_sheet(make_environment(), request)
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").replace("\u202f", " ").split())


def test_the_mail_says_the_need_the_price_and_the_link():
    """20 hours a month: a package of 570 €, to her address."""
    to, subject, lines = mail(request_of({}, FRANCHISE))

    assert parseaddr(to)[1] == CONTACT.courriel
    assert subject == "Demande de devis : 20 h de secrétariat par mois, pendant 12 mois"
    assert "Je souhaite recevoir un devis pour 20 h de secrétariat par mois, pendant 12 mois." in lines
    assert "- Forfait 20 heures (20 h comprises) : 570,00 €" in lines
    assert any(line.startswith("Total : 570,00 € par mois. TVA non applicable") for line in lines)
    assert "Votre estimation, avec le droit au 23 novembre 2026 :" in lines
    assert f"{LINK}#droit=2026-11-23" in lines


def test_a_need_in_tasks_tells_each_with_its_unit():
    """And the price of each as a product."""
    _, _, lines = mail(request_of(TASKS))

    assert "Je souhaite recevoir un devis pour des tâches chaque mois, pendant 12 mois." in lines
    assert "- Transcription : 100 (unité : minute d’audio)" in lines
    assert "- Transcription : 100 × 2,20 € = 220,00 €" in lines


def test_answers_that_differ_are_told_and_the_others_are_not():
    """One about the work, one assumption of the comparison."""
    _, _, lines = mail(request_of({"part_urgente": 10, "effectif": 12}))
    told = lines[lines.index("Mes réponses :") + 1 :]

    assert [line.partition(" :")[0] for line in told[: told.index("")]] == [
        "- Part de travail urgent",
        "- Salariés dans votre entreprise",
    ]


def test_nothing_is_told_of_a_default_need_but_the_need():
    """No list of answers that nobody gave."""
    assert "Mes réponses :" not in mail(request_of({}))[2]


@settings(max_examples=40)
@given(answers())
def test_the_mail_is_short_enough_and_its_link_reopens_the_very_need(raw):
    """Lines go first; the link stays whole, whatever it holds, but for what another secretary asked."""
    request = request_of(raw)
    _, _, lines = mail(request)
    [link] = [line for line in lines if line.startswith(LINK)]
    opened = read_address(link.partition("#")[2], BAREMES, TARIFS)
    kept = [line for line in lines if line.startswith("- ")]

    hers = {name: value for name, value in raw.items() if name not in ("devis_recu", "devis_tva")}
    assert parse(opened.values, BAREMES, TARIFS) == parse(hers, BAREMES, TARIFS)
    assert any(line.startswith("Total : ") for line in lines)
    # A link alone can be longer than that: nothing else is left to cut then.
    assert len(request.mailto) <= LONGEST_ADDRESS or kept == []


def test_a_mail_cut_short_says_so_and_the_message_on_the_page_is_whole():
    """Twenty tasks with long names."""
    tasks = [
        {
            "code": f"t{n}",
            "nom": f"Tâche rédigée et vérifiée numéro {n}",
            "unite": "unité",
            "prix": 5,
            "minutes_salarie": 10,
        }
        for n in range(20)
    ]
    request = request_of(
        {"besoin": "taches", **{f"volume_t{n}": 10 for n in range(20)}},
        parse_tarifs({"taux_horaire": 30, "taches": tasks}),
    )
    _, _, lines = mail(request)

    assert len(request.mailto) <= LONGEST_ADDRESS
    assert "- la suite des tâches est dans l’estimation" in lines
    assert "Total : 1 000,00 € par mois (le calcul est dans l’estimation). TVA non applicable" in "\n".join(lines)
    assert request.message.count("Tâche rédigée et vérifiée numéro") == 40
    assert "la suite" not in request.message


@given(answers())
def test_a_mail_shows_every_line_of_its_total_or_none(raw):
    """What is left of a sum would not make the total."""
    request = request_of(raw)
    _, _, lines = mail(request)
    start = next(n for n, line in enumerate(lines) if line.startswith("Votre estimation"))
    end = next(n for n, line in enumerate(lines) if line.startswith("Total : "))
    shown = end - start - 1

    assert shown == len(request.lignes) or (shown == 0 and "(le calcul est dans l’estimation)" in lines[end])


def test_answers_are_the_first_to_leave_a_long_mail():
    """And the mail says so, under those that are left."""
    tasks = {f"volume_{tache.code}": 30 for tache in TARIFS.taches}
    assumed = {"poste_travail_compte": True, "recrutement_compte": True, "formation_comptee": True, "effectif": 60}
    request = request_of(
        {
            "besoin": "taches",
            **tasks,
            **assumed,
            "absences_comptees": True,
            "part_urgente": 10,
            "salaire_brut_temps_plein": 2500,
            "distance_trajet": 30,
            "taux_versement_mobilite": 2,
            "activite": "sante",
            "redevable_taxe_sur_salaires": True,
            "taxe_sur_salaires_autres": 9000,
        }
    )
    _, _, lines = mail(request)

    assert "- la suite de mes réponses est dans l’estimation" in lines
    assert "(le calcul est dans l’estimation)" not in "\n".join(lines)


@pytest.mark.parametrize(
    "said",
    [
        "Demande de devis",
        "elle n’en est pas un",
        "À l’attention de Camille Exemple EI 1 rue de l’Exemple",
        "1 rue de l’Exemple 00000 Exempleville",
        "SIRET 000 000 000 00000",
        "02 61 91 00 00",
        "bonjour@secretariat.example",
        "droit en vigueur au 23 novembre 2026",
        "20 h de secrétariat par mois, pendant 12 mois",
        "Forfait 20 heures (20 h comprises) 570,00 €",
        "Total par mois 570,00 €",
        "Total sur 12 mois 6 840,00 €",
        "TVA non applicable, art. 293 B du CGI",
        "Acompte demandé à la signature du devis : 171,00 €",
        "Le devis sera valable 30 jours",
        "Coefficient de facturation de l’agence d’intérim : 2",
        "Non compris pour la salariée : absences, recrutement",
        f"{LINK}#droit=2026-11-23",
        "Date, nom et signature",
        "Elle ne vaut pas commande",
    ],
)
def test_the_sheet_holds_what_a_request_must(said):
    """Who, what, at what price, under which law, for how long, and that it binds no one."""
    assert said in sheet(request_of({}, FRANCHISE))


def test_the_sheet_compares_the_three_options():
    """With the range of each, and the option that the law forbids."""
    assert "Salariée 1 816,06 € 1 377,06 € à 2 328,98 €" in sheet(request_of({}))
    assert "Intérimaire Interdit pour ce besoin" in sheet(request_of({"motif_interim": "aucun"}))


def test_the_sheet_marks_what_the_visitor_changed():
    """An assumption left alone has no mark; one whose switch is off is not there."""
    text = sheet(request_of({"effectif": 12, "recrutement_compte": True}))

    assert "Salariés dans votre entreprise : 12 (modifié)" in text
    assert "Recrutement : 650 € Coefficient" in text
    assert "Poste de travail, par an" not in text


def test_a_subject_of_vat_shows_her_number_and_prices_before_tax():
    """And the tax in the price of who does not recover it."""
    contact = replace(CONTACT, numero_tva="FR00000000000")

    assert "TVA FR00000000000" in sheet(request_of({}, contact=contact))
    assert "Prix hors taxe." in sheet(request_of({}, contact=contact))
    assert "TVA comprise." in sheet(request_of({"tva_deductible": False}, contact=contact))


def test_a_mission_has_one_price():
    """Neither a month nor twelve of them."""
    text = sheet(request_of({"ponctuel": True, "heures_par_mois": 15}, FRANCHISE))

    assert "Une mission de 15 h de secrétariat" in text
    assert "par mois" not in text.replace("brut mensuel", "")


def next_steps(request, live):
    """Return the parsed fragment of what to do next."""
    return BeautifulSoup(render_next(make_environment(), request, live), "html.parser")


def test_without_the_engine_the_page_offers_the_mail_alone():
    """The button of the tools is hidden until a script can obey it."""
    found = next_steps(request_of({}), live=False)

    assert found.find("a")["href"] == request_of({}).mailto
    assert [button.has_attr("hidden") for button in found.find_all("button")] == [True]


def test_with_the_engine_the_page_offers_link_print_and_files():
    """Sharing stays hidden until the browser is known to have it."""
    found = next_steps(request_of({}), live=True)
    buttons = {button["data-do"]: button.has_attr("hidden") for button in found.find_all("button")}

    assert buttons == {"print": False, "share": True, "csv": False, "json": False, "copy": False}
    assert found.find("input")["value"] == f"{LINK}#droit=2026-11-23"
    assert found.select_one(".message").get_text() == request_of({}).message


@pytest.mark.parametrize("live", [True, False])
def test_a_form_is_offered_only_where_an_address_takes_it(live):
    """It names the host, and comes filled with the message."""
    contact = replace(CONTACT, formulaire="https://formulaires.example/ma-cle")
    form = next_steps(request_of({}, contact=contact), live).find("form")

    assert next_steps(request_of({}), live).find("form") is None
    assert (form["action"], form["method"]) == ("https://formulaires.example/ma-cle", "post")
    assert {field["name"] for field in form.select("[name]")} == {"nom", "courriel", "message"}
    assert form.find("textarea").get_text().lstrip("\n") == request_of({}).message
    assert "partent chez formulaires.example" in form.get_text()


def test_names_of_the_settings_are_escaped():
    """In the page and in the address of the mail."""
    tarifs = parse_tarifs({**PRICES, "forfaits": [{"nom": 'A"><b>&body=x', "heures": 20, "prix": 1}]})
    request = request_of({}, tarifs)

    assert next_steps(request, live=True).find("b") is None
    assert '- A"><b>&body=x (20 h comprises) : 1,00 €' in mail(request)[2]
    assert "<b>&body" not in render_sheet(make_environment(), request)


def test_the_need_and_the_assumptions_are_told_apart():
    """What describes the work stands with the need, even beside a figure that the law's files give by default."""
    request = request_of({"part_urgente": 10, "effectif": 12, "salaire_brut_temps_plein": 2500})
    precisions = {answer.label for answer in request.precisions}
    hypotheses = {answer.label for answer in request.hypotheses if answer.changed}

    assert precisions == {"Part de travail urgent"}
    assert hypotheses == {"Salariés dans votre entreprise", "Salaire brut mensuel pour un temps plein"}
