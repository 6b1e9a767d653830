"""Figures of the texts: `{{ nom }}` in Markdown stands for a value; nothing is computed in a text."""
