"""What the cells of a lesson call: ``lesson = open_lesson("gerer-un-troll")``, then one method for each activity.

Importing this starts a learner's wait, so nothing heavy may come with it (a test watches over it).
"""

from tisserand.notebook.home import show_catalog, show_path
from tisserand.notebook.lesson import open_lesson

__all__ = ["open_lesson", "show_catalog", "show_path"]
