"""The secretary's desk, served by the preview at `/bureau/`: she writes, sees, checks and publishes without a terminal."""
