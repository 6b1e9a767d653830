"""The program for people without Git: an archive, launchers, and updates that leave their content alone. Standard library only."""
