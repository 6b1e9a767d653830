"""The estimation page: the default need, and the table that answers first."""
