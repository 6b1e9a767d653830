"""
The three ways of getting the work done.

Each module has `cost(inputs, tarifs, baremes) -> Cost`, `mensuel`, which is that cost's alone,
made of the same lines for curves and searches that ask for it by the dozen, and
`kinks(inputs, tarifs, baremes) -> tuple[Decimal, ...]`: the hours a month between which the
cost is a straight line, or close enough to cross another at most once.
"""
