"""Legal rules as pure functions of plain Decimals: no file, no date, no clock."""
