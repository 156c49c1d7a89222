"""What the values of options may be: types for argparse, which say in a line what is wrong and what to give."""

from __future__ import annotations

import argparse


def seconds(text: str) -> float:
    """The type of a time."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is no time; give seconds, such as 30")
    return number


def port(text: str) -> int:
    """The number of a port. For argparse."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port; give 1024 to 65535")
    return int(text)


def named(path: str, remote: bool = False, stdout: bool = False) -> str:
    """The type of an output's name: an unset shell variable must not become the current folder.

    `-` is standard output where that is possible, and given as no name; a file of that name is `./-`.
    """
    if path == "-":
        if stdout:
            return ""
        raise argparse.ArgumentTypeError("this cannot go to standard output; name a file or folder (./- is one)")
    if not path.strip():
        raise argparse.ArgumentTypeError("the name is empty; name a file or folder")
    if "://" in path and not remote:
        raise argparse.ArgumentTypeError(f"{path}: write here, on this machine, then copy it there")
    return path


def separator(text: str) -> str:
    """The type of a separator line; \\f and \\t may be written as in a program."""
    if "\n" in text or not text:
        raise argparse.ArgumentTypeError("a separator is one line that holds something")
    return text.replace("\\f", "\f").replace("\\t", "\t")


def count(text: str) -> int:
    """The type of a number of things."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of workers; give 1 or more")
    return int(text)


def size(text: str) -> int:
    """The type of a number of bytes: a number, with K, M, G or T behind it for powers of 1024."""
    number, unit = (text[:-1], text[-1].upper()) if text[-1:].isalpha() else (text, "B")
    power = "BKMGT".find(unit)
    if not number.isdecimal() or power < 0 or not int(number):
        raise argparse.ArgumentTypeError(f"{text} is no size; give a number of bytes, or one such as 500M or 4G")
    return int(number) << 10 * power
