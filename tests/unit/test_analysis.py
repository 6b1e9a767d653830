"""The whole answer to a need: which words go with which need."""

import pytest
from needs import BAREMES, TARIFS

from estimator.need.inputs import parse
from estimator.telling.analysis import analyse


@pytest.mark.parametrize(
    ("months", "period", "other"),
    [
        (11, "sur la durée du besoin", "par an"),
        (12, "par an", "sur la durée du besoin"),
        (13, "par an", "sur la durée"),
    ],
)
def test_journeys_are_told_by_year_from_a_year_on(months, period, other):
    """Both sides of twelve months, the default need's own length."""
    said = "".join(map(str, analyse(parse({"duree_mois": months}, BAREMES, TARIFS), TARIFS, BAREMES).trajets))

    assert period in said
    assert other not in said
