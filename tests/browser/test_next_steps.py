"""What a visitor does with his estimate: mail, link, share, paper, files."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader

from estimator.law.dated import date_droit

A4 = (595, 842)
#: A need whose request does not fit one sheet.
LONG = (
    "besoin=taches&volume_courrier=30&volume_transcription=100&volume_saisie=20&volume_facture=12&volume_relance=6"
    "&volume_appel=40&part_urgente=10&part_week_end=5&part_sur_place=20&distance_km=40&debut=2026-12-01"
    "&salaire_brut_temps_plein=2300&effectif=12&recrutement_compte=oui&poste_travail_compte=oui&absences_comptees=oui"
    "&formation_comptee=oui&fin_contrat_comptee=oui&tva_deductible=non&activite=sante"
)


@pytest.fixture
def answered(ready):
    """The estimation page with the answer to a need, and what to do next."""
    return ready.follow("heures_par_mois=42%2C5").tools()


def mail(visit):
    """Return the subject and the lines of the mail that the link opens."""
    fields = parse_qs(urlsplit(visit.page.get_attribute("a[href^=mailto]:has-text('devis')", "href")).query)
    return fields["subject"][0], fields["body"][0].split("\r\n")


def link_of(lines):
    """Return the link that a mail holds."""
    [link] = [line for line in lines if line.startswith("http")]
    return link


def printed(visit, folder):
    """Return the pages that the browser makes of the page, as text, once their size is known to be A4."""
    path = folder / "page.pdf"
    visit.page.pdf(path=path, prefer_css_page_size=True)
    pages = PdfReader(path).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {A4}
    return [" ".join(page.extract_text().split()) for page in pages]


def downloaded(visit, kind):
    """Return the name and the bytes of the file that a button gives."""
    with visit.page.expect_download() as waiting:
        visit.page.click(f"[data-do={kind}]")
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_without_javascript_the_mail_of_the_default_need_is_ready(visit):
    """A real link, to the estimate at its public address; nothing else is offered."""
    static = visit(java_script_enabled=False).open()
    subject, lines = mail(static)

    assert subject.startswith("Demande de devis : 20 h")
    assert link_of(lines).endswith(f"/estimation/#droit={date_droit()}")
    assert not static.page.is_visible("[data-more]")


def test_message_can_be_read_and_copied_line_by_line(answered):
    """What is shown for one's own mailbox has the lines of the mail, but for its kinds of spaces."""
    answered.page.click("text=Lire ou copier le message entier")
    shown = answered.page.inner_text(".message").split("\n")

    assert [line.split() for line in shown] == [line.split() for line in mail(answered)[1]]


def test_the_mail_follows_the_answers_and_its_link_is_their_address(answered):
    """The need, the price shown, and the link that the page's own address is."""
    answered.page.fill("#heures_par_mois", "33")
    subject, lines = mail(answered.tools())
    price = answered.totals()["prestataire"].replace(".", ",")

    assert "33 h" in subject
    assert any(line.replace("\u202f", "").replace(" ", "").startswith(f"Total:{price}€") for line in lines)
    assert link_of(lines) == answered.page.url
    assert answered.page.get_attribute("[data-next]", "inert") is None


def test_the_mail_cannot_be_sent_while_the_answer_changes(answered):
    """Its need would be the one before: at once it leads nowhere, and who waits sees so. The next answer's can be sent."""
    page, release = answered.page, answered.hold()
    went = page.evaluate(
        """() => {
          const field = document.querySelector('#heures_par_mois');
          field.value = '77';
          field.dispatchEvent(new Event('input', { bubbles: true }));
          const mail = document.querySelector('[data-next] [href^=mailto]');
          return mail.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        }"""
    )

    assert not went
    page.wait_for_selector("[data-next][inert]")
    page.wait_for_selector("[data-status]:has-text('Calcul en cours')")
    release()
    assert "77 h" in mail(answered.tools())[0]


def test_a_wrong_answer_leaves_the_tools_of_the_last_valid_one(answered):
    """What is shown is what is mailed."""
    before = mail(answered)
    answered.page.fill("#heures_par_mois", "beaucoup")
    answered.page.wait_for_selector(".errors")

    assert mail(answered.tools()) == before


def test_tools_can_be_asked_for_without_touching_the_form(visit):
    """One button starts the engine; the focus goes to the first of them."""
    found = visit().open()
    found.page.focus("[data-more]")
    found.page.keyboard.press("Enter")
    found.tools()

    assert found.page.evaluate("document.activeElement.dataset.do") == "print"
    assert found.complaints == []


@pytest.fixture
def copying(answered):
    """The same where the browser lets the page read and write the clipboard."""
    answered.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield answered
    answered.page.context.clear_permissions()


def test_the_link_is_copied_and_that_is_said(copying):
    """The clipboard holds the link of the field; a status says so."""
    page = copying.page
    page.click("[data-do=copy]")
    page.wait_for_function(
        "() => document.querySelector('[data-next] [data-said]').textContent === 'Le lien est copié.'"
    )

    assert page.get_attribute("[data-next] [data-said]", "role") == "status"
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#lien")


def test_without_a_clipboard_the_link_is_selected(answered):
    """The visitor has only to copy."""
    page = answered.page
    page.evaluate(
        """() => {
          navigator.clipboard.writeText = () => {
            delete navigator.clipboard.writeText;
            return Promise.reject(new DOMException('non'));
          };
        }"""
    )
    page.click("[data-do=copy]")
    page.wait_for_function(
        "() => document.querySelector('[data-next] [data-said]').textContent.startsWith('Le lien est sélectionné')"
    )

    assert page.evaluate("getSelection().toString()") == page.input_value("#lien")


def test_sharing_is_offered_only_where_the_browser_shares(answered):
    """Hidden without it; with it, it gets the link."""
    page = answered.page
    assert not page.is_visible("[data-do=share]")

    shared = page.evaluate_handle(
        """() => {
          const shared = [];
          navigator.share = async (data) => {
            delete navigator.share;
            shared.push(data.url);
          };
          return shared;
        }"""
    )
    answered.follow("heures_par_mois=60").tools()
    page.click("[data-do=share]")

    assert shared.json_value() == [page.input_value("#lien")]


def test_the_table_downloaded_has_the_costs_that_are_shown(answered):
    """Parsed back, its lines sum up to the page's totals."""
    name, body = downloaded(answered, "csv")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))
    titles = {"prestataire": "Secrétaire indépendante", "salarie": "Salariée", "interimaire": "Intérimaire"}

    assert body.startswith(b"\xef\xbb\xbf")
    assert name == f"estimation-{date_droit()}.csv"
    for option, total in answered.totals().items():
        lines = [
            # What is unlawful is named as such in a line without an amount.
            row
            for row in rows
            if row and row[0] == titles[option] and not row[1].startswith(("Total", "Par heure", "Interdit"))
        ]
        assert abs(sum(Decimal(row[5].replace(",", ".")) for row in lines) - Decimal(total)) < Decimal("0.006")


def test_the_data_downloaded_have_the_costs_that_are_shown(answered):
    """What the machine door would print."""
    name, body = downloaded(answered, "json")
    options = json.loads(body, parse_float=Decimal)["options"]

    assert name == f"estimation-{date_droit()}.json"
    assert {option: f"{options[option]['cout_mensuel']:.2f}" for option in options} == answered.totals()
    assert answered.complaints == []


def test_a_file_is_that_of_the_answer_shown_even_after_a_wrong_one(answered):
    """The form may hold anything then."""
    before = downloaded(answered, "json")
    answered.page.fill("#heures_par_mois", "0")
    answered.page.wait_for_selector(".errors")

    assert downloaded(answered.tools(), "json") == before


def test_paper_gets_the_request_and_the_drawings(answered, tmp_path):
    """One sheet: who, what, how much, under which law; the drawings on the next; nothing of the page around."""
    text, drawings = printed(answered, tmp_path)

    for said in (
        "Demande de devis",
        "elle n’en est pas un",
        "Camille Exemple EI",
        "SIRET 000 000 000 00000",
        "TVA non applicable",
        "42,5 h de secrétariat par mois",
        "Le devis sera valable 30 jours",
        "Date, nom et signature",
        "page 1 sur 2",
    ):
        assert said in text
    # As every page of a sample's site says.
    assert text.index("Site d’exemple") < text.index("Établie avec")
    assert "#heures_par_mois=42%2C5&droit=" in text.replace(" ", "")
    for said in ("De quoi chaque coût est fait", "Le coût selon le nombre d’heures", "Vous êtes ici : 42,5 h"):
        assert said in drawings.replace("\u00a0", " ")
    folded = ("Détail du calcul", "Vieillesse plafonnée")
    for around in ("Votre besoin", "Fil d’Ariane", "Mentions légales", "Et maintenant", *folded):
        assert around not in text + drawings


def test_the_lines_unfolded_are_printed_with_a_request(answered, tmp_path):
    """The lines of the employee's cost, with their texts of law; those of nobody else."""
    answered.explain().page.click("[data-option=salarie] .breakdown > summary")
    unfolded = " ".join(printed(answered, tmp_path))

    assert "Demande de devis" in unfolded
    assert "Vieillesse plafonnée" in unfolded
    assert "Facture de l’agence" not in unfolded


def test_before_any_answer_the_page_itself_is_printed(visit, tmp_path):
    """Sentence and three costs on the first page, once each and side by side; the drawings after; what is unfolded."""
    found = visit().open()
    first, *others = printed(found, tmp_path)
    folded = " ".join((first, *others))
    found.explain().page.click("[data-option=salarie] .breakdown > summary")
    unfolded = " ".join(printed(found, tmp_path))

    assert first.count("Pour 20 h par mois : 570") == 1
    assert "Indépendante 570" in first
    assert "De quoi chaque coût est fait" in folded
    for part in ("Démarrer", "Et maintenant", "Vieillesse plafonnée"):
        assert part not in folded
    assert "Vieillesse plafonnée" in unfolded
    for part in ("Facture de l’agence", "Demande de devis"):
        assert part not in unfolded


def test_a_long_request_turns_its_page_between_two_parts(ready, visit, tmp_path):
    """
    Two sheets and the drawings; no heading ends the first, the signature is not alone on the second.

    Its link can be followed on a screen, however its address is broken over lines.
    """
    first, second, _ = printed(ready.follow(LONG).tools(), tmp_path)
    pages = PdfReader(tmp_path / "page.pdf").pages
    [link] = {note.get_object()["/A"]["/URI"] for page in pages for note in page.get("/Annots", [])}
    other = visit()
    other.page.goto(link)
    other.ready().answered()
    headings = (
        "Le besoin",
        "Le prix estimé, par mois",
        "Les trois solutions comparées",
        "Les hypothèses",
        "Pour rouvrir",
    )

    assert "Total par mois" in first
    assert not first.endswith(headings)
    assert "La signature confirme la demande" in second
    assert "droit=2026-11-23" in second
    assert other.totals() == ready.totals()
    assert link.replace("?", "") == link_of(mail(ready)[1])


def test_print_button_opens_the_print_dialog(answered):
    """It asks the browser for what Ctrl+P does."""
    times = answered.page.evaluate_handle(
        """() => {
          const times = [], { print } = window;
          window.print = () => {
            window.print = print;
            times.push(1);
          };
          return times;
        }"""
    )
    answered.page.click("[data-do=print]")

    assert times.json_value() == [1]


@pytest.fixture
def on_paper(answered):
    """The same, looked at as it is printed once that is asked for."""
    yield answered
    answered.page.emulate_media(media="null")


def test_an_old_result_leaves_no_mark_on_paper(on_paper):
    """Tasks are asked for: the request is of the last answer, and says nothing of the screen."""
    page = on_paper.page
    page.check("#besoin-taches")
    page.wait_for_selector("[data-result][aria-busy]", state="attached")
    page.emulate_media(media="print")
    look = "(name) => getComputedStyle(document.querySelector('[data-result]'), name)"

    assert page.evaluate(f"({look})('::before').display") == "none"
    assert page.evaluate(f"({look})(null).outlineStyle") == "none"


def test_tools_that_could_not_be_had_come_with_a_later_answer(visit):
    """The line was cut for a while: the mail needs no tool, and the next answer fetches them again."""
    found = visit()
    found.page.route("**/next-steps.*.js*", lambda route: route.abort())
    found.open("/estimation/#heures_par_mois=42%2C5").ready().tools()
    subject, _ = mail(found)
    found.page.unroute("**/next-steps.*.js*")
    found.page.click("[data-do=copy]")
    silent = found.page.inner_text("[data-said]")
    found.page.fill("#heures_par_mois", "43")
    found.page.wait_for_function("() => document.querySelector('#lien')?.value.includes('=43&')")
    found.page.click("[data-do=copy]")
    found.page.wait_for_selector("[data-said]:not(:empty)")

    assert "42,5 h" in subject
    assert silent == ""


def test_tools_that_fail_once_come_with_the_same_answer(visit):
    """A browser may never ask again for a module that failed: it is asked for under another address."""
    found = visit()
    found.page.route("**/next-steps.*.js", lambda route: route.abort())
    found.open("/estimation/#heures_par_mois=42%2C5").ready().tools()
    found.page.click("[data-do=copy]")
    found.page.wait_for_selector("[data-said]:not(:empty)")
