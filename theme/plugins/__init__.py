"""Plugins of Pelican. Each folder imports those before it: texts, look, settings, estimate, discovery, checks."""
