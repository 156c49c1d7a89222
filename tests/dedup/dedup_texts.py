"""Made-up texts and a plain-Python fingerprint for the tests of deduplication."""

from __future__ import annotations

import random
import unicodedata

from cleanroom.config import DedupConfig
from cleanroom.dedup.words import SKIPPED, UNSPACED, WORD, character_classes

CONFIG = DedupConfig()

FERRY = """The ferry between Norvik and the outer islands will stop in November, the harbour board said on Monday.

The ship is forty years old and its engine cannot be repaired any longer, according to a report that the board has
kept to itself since spring. A replacement was ordered in Gdansk but the yard is a year behind.

"We have known it for a long time and we have said it for a long time," said Marta Lindqvist, who runs the only
grocery on Stora Holm. "Without the ferry nobody can live here through the winter."

About three hundred people live on the islands, most of them older than sixty. Their children go to school in Norvik
by boat every morning, and the doctor comes over twice a week if the weather allows it.

The board wants to charter a small catamaran for the passengers and a barge for the freight. Fishermen doubt that the
catamaran can sail in the waves of December, and the mayor has asked the navy for help.

A decision is expected before the end of the month. Until then the old ship sails at half speed and does not leave
the harbour when the wind is above twelve metres a second."""

BAKERY = """A bakery in the old town of Ravenna has baked the same bread for a hundred and ten years, and now its owner
looks for somebody who wants to go on.

Every night at two Pietro Fabbri lights the oven that his grandfather built. He uses flour from a mill in the hills,
water from the well in the yard and a sourdough that is older than himself.

His daughters became an engineer and a judge. He is proud of them, he says, but neither wants to rise at night. Three
young bakers have looked at the shop this year, and all of them found the rooms too small for the machines they know.

The town has offered to pay half of the rent if the shop stays a bakery. Fabbri would teach his successor for a year
without pay. He asks for one thing only: that the bread keeps its name."""

QUAKE = """An earthquake with a magnitude of {0} struck {1} kilometres {2} of {3} on {4}, the survey said.

The quake occurred at a depth of {5} kilometres. It was felt in {6} and {7}, {8} and {9} kilometres away.

There were no immediate reports of damage or casualties, and no tsunami warning was issued by the authorities. This
information comes from the notification service of the survey and this post was created by an algorithm."""

CHINESE = (
    "港口管理局周一宣布十一月将停止群岛渡轮服务因为这艘船已经使用四十年"
    "发动机无法继续修理新的船只还要等待一年才能交付使用"
)


def quake(seed: int) -> str:
    """One report of many: the same form with other names and numbers."""
    draw = random.Random(seed)
    towns = draw.sample(["Holtham", "Ulverton", "Westhoe", "Ostrava", "Lindale", "Eastmere", "Aldmoor", "Varsley"], 3)
    side, day = draw.choice(["east", "west", "north"]), draw.choice(["Monday", "Friday", "Sunday"])
    numbers = [draw.randint(10, 999) for _ in range(4)]
    return QUAKE.format(
        draw.randint(2, 8) + 0.5, numbers[0], side, towns[0], day, numbers[1], towns[1], towns[2], *numbers[2:]
    )


def misread(text: str, share: float, seed: int) -> str:
    """So large a share of the letters taken for others, lost or doubled, some words run together, some cut in two."""
    draw, out = random.Random(seed), []
    for char in text:
        if draw.random() >= share:
            out.append(char)
        elif char == " ":
            out.append(draw.choice(("", "-\n")))
        else:
            out.append(draw.choice((draw.choice("etaoinshrdlu"), "", char * 2, f"{char} ")))
    return "".join(out)


def plain_words(text: str) -> list[tuple[str, bool]]:
    """Words with whether they are of a script without blanks, one character at a time."""
    words: list[tuple[str, bool]] = []
    open_word = ""
    for char in unicodedata.normalize("NFKC", text):
        bits = character_classes()[ord(char)]
        if bits & SKIPPED:
            continue
        if open_word and (not bits & WORD or bits & UNSPACED):
            words.append((open_word, False))
            open_word = ""
        if bits & UNSPACED:
            words.append((char.casefold(), True))
        elif bits & WORD:
            open_word += char.casefold()
    return [*words, (open_word, False)] if open_word else words


def plain_shingles(text: str) -> set[tuple[str, ...]]:
    """The shingle set as tuples of strings."""
    words = plain_words(text)
    found = set()
    for start, (_, unspaced) in enumerate(words):
        width = CONFIG.shingle_chars if unspaced else CONFIG.shingle_words
        if start + width <= len(words):
            found.add(tuple(word for word, _ in words[start : start + width]))
    if not found and words:
        found.add(tuple(word for word, _ in words))
    return found


ODD = ["", " ", "?!", "one", "Straße ŉ İstanbul ﬁn", "cafe\u0301 soft\u00adhyphen", "2024-10-22 ٣", "漢字 mix漢ed ｶﾞ",
       "👩‍👩‍👧 ok", "\ud800 half", "\U0001e900\U00020000 a\u0307b", CHINESE, "שלום עולם",
       "नमस्ते दुनिया", "สวัสดีชาวโลก"]  # fmt: skip


def mixture(seed: int) -> tuple[list[str], list[str]]:
    """Texts of all kinds with their sources: copies, parts, forms, pages of one layout, odd ones."""
    draw = random.Random(seed)
    stories = [" ".join(f"W{draw.randrange(900)}" for _ in range(draw.randrange(20, 400))) for _ in range(40)]
    menu = " ".join(f"menu{row}" for row in range(150))
    texts = [FERRY, FERRY.upper(), FERRY[:900], BAKERY, f"{BAKERY[:400]} {FERRY[200:700]}", *ODD, *map(quake, range(9))]
    texts += [misread(text, 0.05, number) for number, text in enumerate([FERRY, FERRY, BAKERY, CHINESE, quake(1)])]
    sources = [draw.choice("ab") for _ in texts]
    for row, story in enumerate(stories):
        words = story.split()
        texts += [story, f"{menu} {story} {menu}", " ".join(words[: draw.randrange(5, len(words))])]
        sources += ["", f"site{row % 3}", f"site{row % 4}"]
    return texts, sources
