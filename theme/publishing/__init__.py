"""
Behind `tasks.py publish`: what changes, the ways of sending it, what is looked at online, the way back.

Nothing here prints or asks: who calls is told by functions that it hands over.
"""
