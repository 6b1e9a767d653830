"""Texts: named figures, French typography, contents, tables, documents as .docx."""
