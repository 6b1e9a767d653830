"""An answer told: sentences, proofs, charts, HTML, mail, table, JSON."""
