"""What a host of the site must know: one table, and the files that hosts read."""
