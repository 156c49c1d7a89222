"""Made versions of a news article, each drawn at random: misread, cut, edited, dressed; and forms filled in."""

from __future__ import annotations

import random
from collections.abc import Callable

Paragraphs = list[str]

#: what scanners take letters for; half of the misreadings come from here, the others are any letter
CONFUSED = {
    "e": "co", "a": "os", "o": "ec", "n": "ur", "u": "n", "c": "eo", "h": "bn", "b": "h", "l": "1I", "i": "l;",
    "t": "lf", "f": "t", "s": "a5", "r": "n", "m": "rn", "d": "cl", "g": "q", "v": "y", "y": "v", "w": "vv",
    "k": "lc", "p": "n",
}  # fmt: skip


def misread(text: str, share: float, draw: random.Random) -> str:
    """A text with so large a share of its characters misread: others, none, blanks lost or put in."""
    return "".join(_misread(char, draw) if draw.random() < share else char for char in text)


def _misread(char: str, draw: random.Random) -> str:
    if char.isspace():
        return draw.choice(("", char, "-\n" if char == " " else char))
    what = draw.random()
    if what < 0.5 and char.lower() in CONFUSED:
        return draw.choice(CONFUSED[char.lower()])
    return draw.choice(("", char + " ", char + char, draw.choice("etaoinshrdlucmf"), draw.choice(".,;'"), char + "-\n"))



HEADLINES = (
    "New details emerge after long debate", "What we know so far", "Officials give account of events",
    "The day in brief", "Questions remain, say observers", "Town waits for answers",
)  # fmt: skip
PLACES = ("LONDON", "DENVER, Colo.", "BERLIN", "OTTAWA", "SYDNEY", "NEWARK, N.J.")
MONTHS, WIRES = ("Jan.", "March", "Aug.", "Oct."), ("(AP)", "(UPI)", "(Reuters)", "(INS)")
NAMES = ("Helen Marsh", "Tom Okafor", "Ines Duarte", "Paul Brandt")
HEADS = (
    "Home | News | Sport | Weather | Subscribe", "Share on Facebook Share on Twitter Email Print", "Advertisement",
    "Skip to content", "Sign in or create an account",
)  # fmt: skip
TAILS = (
    "Read more: Council backs new bridge", "Sign up for our daily newsletter", "© 2019 All rights reserved",
    "Most read", "Follow us on Twitter", "Related stories", "Leave a comment",
)  # fmt: skip


def cut(paragraphs: Paragraphs, draw: random.Random) -> Paragraphs:
    """The first 20 to 90 % of the words."""
    left = max(25, int(draw.uniform(0.2, 0.9) * sum(len(part.split()) for part in paragraphs)))
    kept: Paragraphs = []
    for part in paragraphs:
        words = part.split()[:left]
        left -= len(words)
        kept += [" ".join(words)] if words else []
    return kept


def dropped(paragraphs: Paragraphs, draw: random.Random) -> Paragraphs:
    """10 to 60 % of the paragraphs left out, never the first."""
    gone = set(draw.sample(range(1, len(paragraphs)), int(draw.uniform(0.1, 0.6) * len(paragraphs))))
    return [part for number, part in enumerate(paragraphs) if number not in gone]


def dressed(paragraphs: Paragraphs, draw: random.Random) -> Paragraphs:
    """Another paper's headline, byline, dateline and source line, and furniture of its site."""
    place = f"{draw.choice(PLACES)}, {draw.choice(MONTHS)} {draw.randint(1, 28)} {draw.choice(WIRES)} - "
    head = [*draw.sample(HEADS, draw.randint(0, 3)), draw.choice(HEADLINES), f"By {draw.choice(NAMES)}"]
    return [*head, place + paragraphs[0], *paragraphs[1:], *draw.sample(TAILS, draw.randint(0, 4))]


def edited(paragraphs: Paragraphs, draw: random.Random) -> Paragraphs:
    """3 % of the words left out, doubled or exchanged with one from elsewhere in the article."""
    every = " ".join(paragraphs).split()

    def word(old: str) -> str:
        return draw.choice(("", f"{old} {draw.choice(every)}", draw.choice(every))) if draw.random() < 0.03 else old

    return [" ".join(filter(None, map(word, part.split()))) for part in paragraphs]


def everything(paragraphs: Paragraphs, draw: random.Random) -> Paragraphs:
    """Cut, edited and dressed."""
    return dressed(edited(cut(paragraphs, draw), draw), draw)


VERSIONS: dict[str, Callable[[Paragraphs, random.Random], Paragraphs]] = {
    "whole": lambda paragraphs, _: paragraphs, "cut": cut, "dropped": dropped, "dressed": dressed, "all": everything,
}  # fmt: skip


FORMS = (
    "{name} is looking for a {job} in {town}. You will work {n1} hours a week in a team of {n2} and report to the "
    "head of the branch. We offer a salary of {n3}00 a year, {n1} days of holiday and a pension. Applicants need two "
    "years of experience and a clean driving licence. Please send your application with the usual documents by {day} "
    "to {name2}. We look forward to hearing from you and treat all applications in confidence.",
    "{town}: It will be mostly cloudy on {day} with sunny spells in the afternoon. Highs reach {n1} degrees and at "
    "night it cools down to {n4} degrees. The chance of rain is {n5} percent, and the wind blows from the {side} at "
    "up to {n2} kilometres an hour. The sun rises at {n4}:{n1} and sets at 1{n4}:{n2}. No weather warnings are in "
    "force for the region, and the outlook for the coming days remains changeable with some showers.",
    "{name}, of {town}, passed away peacefully on {day} at the age of {n5}, surrounded by family. Born in {town2}, "
    "{name} worked as a {job} for {n1} years and was a member of the church choir. Survivors include {n4} children "
    "and {n2} grandchildren. A service will be held at {n4} p.m. on {day2} in the chapel of {town}. In lieu of "
    "flowers the family asks for donations to the hospice. Condolences may be left online.",
    "{town} beat {town2} {n4}-1 on {day} in front of {n3} spectators. {name} opened the scoring after {n1} minutes "
    "when the home side won the ball in midfield, and {name2} added a second before the break. The visitors pulled "
    "one back in minute {n5} but could not find an equaliser. {town} move up to place {n4} in the table while {town2}"
    " stay where they were. The next match is on {day2}, the club said.",
    "For sale in {town}: charming house with {n4} bedrooms and a garden of {n3} square metres, built in 19{n5}. The "
    "property is within walking distance of shops, schools and the station, and has a fitted kitchen and gas central "
    "heating. The price is {n3},000. Viewing is by appointment with {name} on {day} from {n4} o'clock. The agent "
    "gives no warranty as to the accuracy of these particulars, which do not form part of any contract.",
    "An earthquake with a magnitude of {n4}.{n4} struck {n1} kilometres {side} of {town} on {day}, the survey said. "
    "It occurred at a depth of {n2} kilometres and was felt in {town2}, {n5} kilometres away. There were no immediate"
    " reports of damage or casualties and no tsunami warning was issued by the authorities. This information comes "
    "from the notification service of the survey and the report was created by an algorithm.",
)
TOWNS = ("Holtham", "Ulverton", "Westhoe", "Lindale", "Eastmere", "Aldmoor", "Varsley", "Norvik", "Ravenna", "Ostrava")
PEOPLE = ("Anna Weller", "James Pryce", "Olga Brenner", "Carl Nyberg", "Rosa Teller", "Ivan Moss", "Peter Lund")
JOBS, SIDES = ("clerk", "driver", "nurse", "teacher", "welder", "cook"), ("east", "west", "north", "south")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def filled(form: str, draw: random.Random) -> str:
    """A form with names and numbers."""
    (name, name2), (town, town2) = draw.sample(PEOPLE, 2), draw.sample(TOWNS, 2)
    day, day2 = draw.sample(DAYS, 2)
    return form.format(
        name=name, name2=name2, town=town, town2=town2, day=day, day2=day2, job=draw.choice(JOBS),
        side=draw.choice(SIDES), n1=draw.randint(10, 39), n2=draw.randint(11, 49), n3=draw.randint(180, 990),
        n4=draw.randint(2, 9), n5=draw.randint(50, 95),
    )  # fmt: skip
