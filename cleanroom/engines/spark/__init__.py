"""Many machines: the stages on Arrow batches in Spark's workers, the shuffles as the SQL of `store.shuffles`.

    session   a session of Spark, classic or Connect    (the only file that imports pyspark)
    tables    the intermediate tables in a folder that all machines see
    intake    files -> records, cleaned or as they are   (runs in workers)
    rows      Arrow batches <-> the arrays of the stages (runs in workers)
    keys      keys of texts -> packed by bucket -> pairs (runs in workers)
    bits      which documents are meant, a bit each, where the rows are
    groups    comparisons -> groups of connected documents, in rounds
    flow      the steps of deduplication, each of them a table
    engine    `SparkEngine`: what a run needs of all these
"""
