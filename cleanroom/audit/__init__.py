"""Looking at decisions, and disagreeing with them.

explain  one document, line by line: kept or removed, by what, why
arrange  the statements of the index, and `index`: small tables beside the run, built once
search   full-text search of the kept texts
queries  what pages ask of a run: overview, stories, documents, rules
diff     two texts word by word, moved passages known as such
marked   a raw text with its cuts
review   lists of borderline cases, and what the reviewed part says of the rest
plots    drawings as SVG
shown    texts of strangers, harmless
views    what each page shows, as plain values; `render` makes pages of it, from pages/ and assets/
report   overview and cases as one page
terminal overview and a story in the terminal
decide   a click to a line of decisions.jsonl
app      the local web app; `guard` says who may ask it, `serve` puts it on a port
"""
