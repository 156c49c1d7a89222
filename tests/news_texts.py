"""Two short news texts that have nothing in common, and a copy of one with another word."""

from __future__ import annotations

BRIDGE = (
    "The council voted on Tuesday to close the old bridge for repairs until the end of spring because two of its "
    "pillars have moved. Drivers will have to use the northern road, said the mayor, who expects long queues in the "
    "morning. The ferry will run twice as often. Shops on the island fear for their trade and ask the town for help."
)
SCHOOL = (
    "Pupils of the music school won the national contest in Leeds with a piece for eleven violins that their teacher "
    "wrote during the winter. It was the first time that a school from the coast took the prize, which brings them "
    "new instruments, a week in Vienna and a concert on the radio next month. The hall was full to the last seat."
)
COPY = BRIDGE.replace("Tuesday", "Monday")
