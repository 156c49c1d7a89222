"""Sessions of Spark. The only file that imports pyspark."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from cleanroom.errors import UsageError, install

#: what every run needs of a session
_NEEDED = {
    # a limit below the buckets' exchange would keep Spark from using one exchange for both sides of their join
    "spark.sql.optimizer.windowGroupLimitThreshold": "-1",
    # hashes do not compress: what is left of a shuffle is not worth a slower codec
    "spark.sql.parquet.compression.codec": "snappy",
    # Parquet read in parts at once takes as much memory outside of the heap again for each thread, on a file of this
    # machine; where there is none left, the read waits for ever
    "parquet.hadoop.vectored.io.enabled": "false",
}
#: what a session of ours has unless it is told otherwise: how far it is, the run says itself
_QUIET = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
#: texts and keys are smaller by a third than with Spark's own codec; level 3 packs texts a fifth smaller than level 1,
#: which Spark takes, in hardly more time
_SMALL = {"spark.io.compression.codec": "zstd", "spark.io.compression.zstd.level": "3"}
#: most of the work is Python's and that of native codecs: Java's second compiler took longer than it saved, 124 instead
#: of 76 CPU seconds for 100,000 documents
_QUICK = {"spark.driver.defaultJavaOptions": "-XX:TieredStopAtLevel=1"}
_INSTALL = f"{install('spark')}, and Java 17 (Debian: apt-get install -y openjdk-17-jre-headless)"


@contextmanager
def session(master: str, config: Mapping[str, str]) -> Iterator[Any]:
    """A session: the one that is active (spark-submit, a notebook), else one of `master`, which ends with the block.

    `master` is what Spark takes: local[4], spark://host:7077, yarn, or sc://host:15002 for a Connect server. Raises
    UsageError, one line with the remedy, where pyspark or Java is missing or the master does not answer.
    """
    with _quiet():
        try:
            from pyspark.sql import SparkSession  # noqa: PLC0415 - on need
        except ImportError:
            raise UsageError(f"--engine spark needs PySpark 4: {_INSTALL}") from None
        active = SparkSession.getActiveSession()
        spark = active or _begun(SparkSession.builder.appName("cleanroom"), master, config)
        try:
            with prepared(spark):
                yield spark
        finally:
            if active is None:
                spark.stop()


def _begun(builder: Any, master: str, config: Mapping[str, str]) -> Any:
    from pyspark.errors import PySparkException  # noqa: PLC0415 - on need

    # workers on this machine are of this Python
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master:
        builder = builder.remote(master) if master.startswith("sc://") else builder.master(master)
    for name, value in {**_QUIET, **_SMALL, **_QUICK, **config}.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        where = master or "the default master"
        raise UsageError(f"no Spark session on {where}: {_first(error)}; {_INSTALL}") from None


@contextmanager
def prepared(spark: Any) -> Iterator[None]:
    """The session with the settings that a run needs; afterwards it has its own again."""
    before = {name: spark.conf.get(name, None) for name in _NEEDED}
    for name, value in _NEEDED.items():
        spark.conf.set(name, value)
    try:
        with _quiet():
            yield
    finally:
        for name, old in before.items():
            if old is None:
                spark.conf.unset(name)
            else:
                spark.conf.set(name, old)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what PySpark says of the newest pandas, through which nothing here goes."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield


def _first(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]
