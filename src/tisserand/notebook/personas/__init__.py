"""Invented learners who play a lesson through its widgets, to prove that it plays.

A persona sees what a browser sees (the widget's view) and sends what a front end sends. It never calls the engine, a
service or the content, and it is deterministic: the same lesson gives the same run.

- ``careful`` reads everything, tries again until it is right, gives traces, takes the most considered choices;
- ``novice`` takes the first thing offered, gets numbers wrong, leaves out what is optional, goes back once, retries;
- ``contrary`` answers wrong or extreme on purpose, and sends what a hostile browser might: all of that must be refused.
"""

from tisserand.notebook.personas.persona import Persona, ShownActivity, find_persona, play

__all__ = ["Persona", "ShownActivity", "find_persona", "play"]
