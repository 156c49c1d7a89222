"""The hot loops of reading, compiled. Imported only for inputs that are worth it.

    json_strings  strings of JSON -> where they end, what they say
    json_lines    bytes of JSON lines -> where the members of each object are, and what they are
    hashing       bytes -> a hash
    seen          hashes of ids and contents -> whether an id was there before
"""
