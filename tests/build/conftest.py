"""Fixtures of this folder."""

from building import site as site
