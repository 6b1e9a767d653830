"""
The three ways of getting the work done.

Each module has three functions of `(inputs, tarifs, baremes)`. `cost` returns the `Cost`. `mensuel` returns its
amount alone, from the same lines: curves and searches ask for it by the dozen. `kinks` returns hours of a month.
Between two of them the cost is a straight line, or crosses another at most once.
"""
