"""
Cost of a need for secretarial work: an independent secretary, an employee, a temp.

    >>> from estimator import baremes_at, compare, date_droit, parse, parse_tarifs
    >>> baremes = baremes_at(date_droit())
    >>> estimate = compare(parse({"heures_par_mois": 40}, baremes), parse_tarifs({"taux_horaire": 30}), baremes)
    >>> estimate.ranking[0]
    'interimaire'
"""

from .answer.comparison import Crossing as Crossing
from .answer.comparison import Estimate as Estimate
from .answer.comparison import compare as compare
from .costs import Cost as Cost
from .costs import CostLine as CostLine
from .errors import EstimatorError as EstimatorError
from .errors import InvalidInputs as InvalidInputs
from .law.dated import Baremes as Baremes
from .law.dated import baremes_at as baremes_at
from .law.dated import date_droit as date_droit
from .need.employeur import employer_cost as employer_cost
from .need.inputs import Inputs as Inputs
from .need.inputs import parse as parse
from .need.tarifs import Tarifs as Tarifs
from .need.tarifs import parse_tarifs as parse_tarifs
from .telling.analysis import Analysis as Analysis
from .telling.analysis import analyse as analyse
