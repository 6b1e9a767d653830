"""The preview behind `tasks.py serve`: the built site on this machine, built again at every save, its pages refreshed."""
