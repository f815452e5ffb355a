"""What can be done in a plan: one function a verb, one transaction, one entry in the book."""

from .commenting import comment
from .goals import change_goal, close_goal, open_goal, set_goal, write_understanding
from .measures import MeasureText, agree_measure, change_measure, evaluate

__all__ = [
    "MeasureText",
    "agree_measure",
    "change_goal",
    "change_measure",
    "close_goal",
    "comment",
    "evaluate",
    "open_goal",
    "set_goal",
    "write_understanding",
]
