"""A session of Spark on this machine, and texts of which every kind of decision comes."""

from __future__ import annotations

import os
import random
import sys
from typing import Any

from running import installed

#: a small input is done before code for it is compiled
SETTINGS = {
    "spark.sql.shuffle.partitions": "2", "spark.sql.adaptive.enabled": "false",
    "spark.ui.enabled": "false", "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN", "spark.driver.host": "127.0.0.1", "spark.driver.memory": "1g",
    # on a busy machine a process of Python takes longer than Spark waits by itself (15 s, 120 s)
    "spark.python.authenticate.socketTimeout": "300s", "spark.network.timeout": "600s",
}  # fmt: skip


def have_java() -> None:
    """See to Java 17; it is installed where that is allowed, else the test fails with the command that does it."""
    # workers are of this Python
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # a Java process that lives for a minute is through before its best compiler has paid
    os.environ["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    installed("java", "openjdk-17-jre-headless")


def made(seed: int = 3) -> list[dict[str, Any]]:
    """Records: stories of three sites with a menu each, reposts, equal texts, excerpts, later versions, forms."""
    draw = random.Random(seed)
    vocabulary = ["".join(draw.choices("abdegiklmnoprstu", k=draw.randint(3, 9))) for _ in range(900)]

    def words(count: int) -> str:
        return " ".join(draw.choices(vocabulary, k=count))

    records: list[dict[str, Any]] = []

    def add(text: str, site: int, day: int) -> None:
        name = f"t{len(records):03d}"
        url = f"https://site{site}.example/{name}"
        records.append({"id": name, "text": text, "url": url, "date": f"2024-05-{day:02d}"})

    menus = [words(12) for _ in range(3)]
    for number in range(24):
        site, first, second = number % 3, words(60), words(50)
        add(f"{menus[site]}. {first}. {second}.", site, 2)
        if number % 3 == 0:  # a repost with a word changed, on a site with another menu
            add(f"{menus[(site + 1) % 3]}. {first.replace(' ', ' really ', 1)}. {second}.", (site + 1) % 3, 3)
        if number % 4 == 0:  # the same again, and a later version
            add(f"{menus[site]}. {first}. {second}.", site, 4)
            add(f"{menus[site]}. {first}. {second}. {words(40)}.", site, 5)
        if number % 5 == 0:  # a long quotation with words of its own
            add(f"{words(40)}. {first}. {words(45)}.", 2, 6)
    for number in range(4):  # one form, filled in
        stations = map(str.capitalize, vocabulary[:12])
        report = [f"Station {name} reports {draw.randint(2, 99)} degrees at noon" for name in stations]
        draw.shuffle(report)
        add(". ".join(report), 1, 7 + number)
    add("", 0, 9)
    return records
