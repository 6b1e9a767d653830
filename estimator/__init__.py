"""
Cost of a need for secretarial work: an independent secretary, an employee, a temp.

    >>> from estimator import baremes_at, compare, date_droit, parse, parse_tarifs
    >>> baremes = baremes_at(date_droit())
    >>> estimate = compare(parse({"heures_par_mois": 40}, baremes), parse_tarifs({"taux_horaire": 30}), baremes)
    >>> estimate.ranking[0]
    'interimaire'
"""

from .analysis import Analysis as Analysis
from .analysis import analyse as analyse
from .comparison import Crossing as Crossing
from .comparison import Estimate as Estimate
from .comparison import compare as compare
from .costs import Cost as Cost
from .costs import CostLine as CostLine
from .dated import Baremes as Baremes
from .dated import baremes_at as baremes_at
from .dated import date_droit as date_droit
from .employeur import employer_cost as employer_cost
from .errors import EstimatorError as EstimatorError
from .errors import InvalidInputs as InvalidInputs
from .inputs import Inputs as Inputs
from .inputs import parse as parse
from .tarifs import Tarifs as Tarifs
from .tarifs import parse_tarifs as parse_tarifs
