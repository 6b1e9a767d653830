"""Content and built pages, checked before anything is published."""
