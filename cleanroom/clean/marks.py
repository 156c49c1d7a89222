"""What a look over a whole batch found out about a line: bits that are clear where something is surely not on it.

A line that nobody looked at has all bits. So a step that skips lines without a bit gives the same verdicts with the
look (`glance`) and without it, sooner or later.
"""

from __future__ import annotations

#: a phrase of a rule may be on the line, a pattern may match, a shape may fit
PHRASE, PATTERN, SHAPE = 1, 2, 4
#: there is what every date has
DATE = 8
#: it may say who wrote a comment; it may be a time
SIGNATURE, TIME = 16, 512
#: a word that says that somebody says something
SAYS = 1024
#: a word with which readers thank or praise, and one that stands in every line that speaks to the author
CUE, PRAISE = 32, 64
#: it may be a title with its source
SOURCED = 128
#: it may be a clock, button or speed of a player
PLAYER = 256
#: a button that only posts have
BUTTON = 2048
#: of any rule
RULE = PHRASE | PATTERN | SHAPE | DATE
ALL = -1
