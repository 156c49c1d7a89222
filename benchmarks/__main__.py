"""Every benchmark, one after the other.

    python -m benchmarks [DATA]

Without DATA those that need none. DATA is a folder that holds `clean/` and `reposts/`; the scorers score_clean.py and
score_clusters.py are looked for in it, in `bench/` below it and in `bench/` beside it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def scorer(data: Path, name: str) -> str:
    """The path of a scorer. Ends the program where there is none."""
    places = [folder / name for folder in (data, data / "bench", data.resolve().parent / "bench")]
    for place in places:
        if place.is_file():
            return str(place)
    sys.exit(f"benchmarks: no {name} in {', '.join(str(place.parent) for place in places)}")


def jobs(data: Path | None) -> list[list[str]]:
    """The benchmarks with their arguments."""
    chosen = [["startup.py"], ["resume.py"], ["memory.py", "--text", "0.05"]]
    chosen += [["dedup_speed.py"], ["index_speed.py"], ["index_kills.py"]]
    chosen += [["spark_equal.py", str(HERE.parent / "seeds"), "--faults", "--partitions", "3"], ["spark_scale.py"]]
    if data is not None:
        for folder in ("clean", "reposts"):
            if not (data / folder).is_dir():
                sys.exit(f"benchmarks: {data} holds no folder {folder}; name the one that holds clean/ and reposts/")
        clean = [str(data / "clean"), scorer(data, "score_clean.py")]
        clusters = ["--scorer", scorer(data, "score_clusters.py"), "--set", "raw", "--set", "clean", "--set", "cleaned"]
        chosen += [
            ["clean_speed.py", str(data / "clean")],
            ["html_speed.py", str(data / "clean")],
            ["clean_quality.py", *clean, "--against", "--floors", str(HERE / "clean_floors.toml")],
            ["rule_precision.py", *clean],
            ["titles.py", str(data / "clean")],
            ["dedup_quality.py", str(data / "reposts"), *clusters],
            ["news_pairs.py", str(data / "reposts" / "clean.jsonl.gz"), "--half", "odd"],
            ["index_splits.py", str(data / "reposts")],
            ["spark_equal.py", *(str(data / "reposts" / f"{name}.jsonl.gz") for name in ("raw", "clean"))],
        ]
    return chosen


def main() -> int:
    """Run all; gives 1 where one of them failed or missed its aim."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path, metavar="DATA")
    failed = []
    for name, *arguments in jobs(parser.parse_args().data):
        print(f"\n### {name} {' '.join(arguments)}", flush=True)
        if subprocess.run([sys.executable, str(HERE / name), *arguments], check=False).returncode:
            failed.append(name)
    print(f"\nfailed, or missed an aim: {', '.join(failed)}" if failed else "\nall done")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
