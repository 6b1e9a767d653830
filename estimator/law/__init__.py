"""
What the law says, and what it costs to employ someone: dated parameters, rules, one month of pay.

It imports itself and the small words of all only. README.md beside this file tells how a
parameter is written, read and proved.
"""
