"""The hot loops of the line model, compiled: for batches that are worth it. Bit for bit what the numpy code gives.

    tally   characters       -> what each unit counts, and its words as hashes
    shared  words            -> words that units share with some units of their document
    spans   values of units  -> sums, windows, distances and shifts inside documents
    trees   features         -> sums of leaves
"""
