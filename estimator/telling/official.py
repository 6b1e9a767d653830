"""How to find an employee's cost again in the official simulator."""

from __future__ import annotations

from ..answer.comparison import Estimate
from ..answer.scenarios import salarie
from ..law.dated import Baremes
from ..law.paie import Contrat, Emploi
from ..law.smic import SmicFige, smic_fige
from ..need.charges import ABSENCES
from ..need.hiring import MOTIFS_CDD
from ..records import record


@record
class Official:
    """
    What to type there, and what differs.

    `absences` tells whether they lengthen the contract. `motif` is that of a CDD in words, empty for a CDI. `smic` is set where that simulator may take another.
    """

    emploi: Emploi
    absences: bool
    motif: str
    smic: SmicFige | None


def official(estimate: Estimate, baremes: Baremes) -> Official:
    """Return what the official simulator asks about the employee of this estimate."""
    emploi = salarie.emploi(estimate.inputs, baremes)
    motif = MOTIFS_CDD[emploi.motif] if emploi.contrat is Contrat.CDD else ""
    return Official(emploi, estimate.inputs.counts(ABSENCES), motif, smic_fige(baremes))
