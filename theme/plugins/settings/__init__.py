"""What the secretary says of herself in `secretaire.toml`, read and checked."""
