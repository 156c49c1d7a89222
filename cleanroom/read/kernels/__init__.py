"""The hot loops of reading, compiled. Imported only for inputs that are worth it.

    json_lines  bytes of JSON lines -> where the members of each object are, and what they hold
    seen        ids and contents -> hashes, and whether an id was there before
"""
