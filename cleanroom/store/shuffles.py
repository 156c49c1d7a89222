"""What deduplication has to bring together from all over a corpus, as SQL that DuckDB and Spark both run as it stands.

Names in braces are relations, or numbers of the configuration; `doc` is a number of a document, the same in all of
them, `a` and `b` are two such numbers. Every statement gives the same rows in any engine, in any order.
"""

from __future__ import annotations

#: records whose id an earlier record has, with that record; `doc` grows in the order of the input
AGAIN = """
SELECT number, doc, id, content, own_url, origin, position, first_content, first_origin, first_position
FROM (
  SELECT number, doc, id, content, own_url, origin, position,
         ROW_NUMBER() OVER (PARTITION BY id ORDER BY doc) AS place,
         FIRST_VALUE(content) OVER (PARTITION BY id ORDER BY doc) AS first_content,
         FIRST_VALUE(origin) OVER (PARTITION BY id ORDER BY doc) AS first_origin,
         FIRST_VALUE(position) OVER (PARTITION BY id ORDER BY doc) AS first_position
  FROM {records}
) numbered
WHERE place > 1
"""

#: documents whose set of shingles another one has, with the one of them that has the smallest id. Those ids are sought
#: where the documents are, before they move: a page copied very often is in no place as a whole
SAME = """
SELECT s.doc AS doc, f.same AS same
FROM {sketched} s
JOIN (
  SELECT first_digest, second_digest, MIN_BY(doc, id) AS same
  FROM {sketched}
  WHERE size > 0
  GROUP BY first_digest, second_digest
  HAVING COUNT(*) > 1
) f ON f.first_digest = s.first_digest AND f.second_digest = s.second_digest
WHERE s.size > 0 AND s.doc <> f.same
"""

#: keys that very many texts have, by one text in {sample}, chosen by its content (documents may come in a rhythm), and
#: which of those are certainly furniture: sampled shingles of more than {most} texts. `keys` has a row for each key of
#: each text: is it a band, the key, the text, its place in the order of contents, the number of its sampled shingles.
#: Which keys are found here changes no pair, only their way
HEAVY = """
SELECT band, code, band = 0 AND COUNT(*) > {most} AS furniture
FROM {keys}
WHERE precedence % {sample} = 0
GROUP BY band, code
HAVING COUNT(*) >= {least}
"""

#: of very large buckets the texts with which all others are paired: the first of each of {salts} parts, of these the
#: first. `doc` counts the documents, so that no part has more than one in {salts} of them
CENTRES = """
WITH parts AS (
  SELECT k.band AS band, k.code AS code, k.doc AS doc, k.precedence AS precedence, k.sampled AS sampled,
         ROW_NUMBER() OVER (PARTITION BY k.band, k.code, k.doc % {salts} ORDER BY k.precedence, k.doc) AS place,
         COUNT(*) OVER (PARTITION BY k.band, k.code, k.doc % {salts}) AS texts
  FROM {keys} k
  JOIN {heavy} h ON h.band = k.band AND h.code = k.code AND NOT h.furniture
),
merged AS (
  SELECT band, code, doc, precedence, sampled,
         ROW_NUMBER() OVER (PARTITION BY band, code ORDER BY precedence, doc) AS place,
         SUM(CASE WHEN place = 1 THEN texts ELSE 0 END) OVER (PARTITION BY band, code) AS texts
  FROM parts WHERE place <= {centres}
)
SELECT band, code, doc, precedence, sampled FROM merged WHERE place <= {centres} AND (band = 1 OR texts <= {most})
"""

#: the texts of these buckets, each paired with the centres before it, where it is
STARS = """
SELECT LEAST(c.doc, k.doc) AS a, GREATEST(c.doc, k.doc) AS b, k.band AS band, 1 - k.band AS hits,
       LEAST(c.sampled, k.sampled) AS sampled
FROM {keys} k
JOIN {centres_of} c ON c.band = k.band AND c.code = k.code
WHERE c.precedence < k.precedence OR (c.precedence = k.precedence AND c.doc < k.doc)
"""

#: pairs that share a band, or enough sampled shingles
CANDIDATES = """
SELECT a, b, SUM(hits) >= GREATEST({least}, CAST({share} AS DOUBLE) * MAX(sampled)) AS passage
FROM {paired}
GROUP BY a, b
HAVING MAX(band) = 1 OR SUM(hits) >= GREATEST({least}, CAST({share} AS DOUBLE) * MAX(sampled))
"""

#: what is known of both texts of pairs
BOTH = """
SELECT p.a AS a, p.b AS b, p.passage AS passage, {columns}
FROM {pairs} p
JOIN {texts} one ON one.doc = p.a
JOIN {texts} other ON other.doc = p.b
"""

#: connected groups, a round of two halves: every neighbour above a text goes to the least of its neighbours ...
LARGE_STARS = """
WITH both_ways AS (
  SELECT a, b FROM {edges} UNION ALL SELECT b AS a, a AS b FROM {edges}
),
least AS (
  SELECT a, LEAST(a, MIN(b)) AS m FROM both_ways GROUP BY a
)
SELECT DISTINCT n.b AS a, l.m AS b FROM both_ways n JOIN least l ON l.a = n.a WHERE n.b > n.a AND n.b <> l.m
"""

#: ... and of the neighbours below it every one to the least of them, and the text itself, too
SMALL_STARS = """
WITH below AS (
  SELECT GREATEST(a, b) AS a, LEAST(a, b) AS b FROM {edges}
),
least AS (
  SELECT a, MIN(b) AS m FROM below GROUP BY a
)
SELECT DISTINCT n.b AS a, l.m AS b FROM below n JOIN least l ON l.a = n.a WHERE n.b <> l.m
UNION
SELECT a, m AS b FROM least
"""

#: edges that a round has changed: none, when every text points to the least one of its group
CHANGED = """
SELECT COUNT(*) AS changed FROM (SELECT a, b FROM {edges} EXCEPT SELECT a, b FROM {before}) gone
"""

#: every document with the one that stands for its set and with its group
GROUPED = """
SELECT f.*, COALESCE(e.same, f.doc) AS same, COALESCE(l.b, e.same, f.doc) AS grp
FROM {facts} f
LEFT JOIN {same} e ON e.doc = f.doc
LEFT JOIN {labels} l ON l.a = COALESCE(e.same, f.doc)
"""

#: comparisons with the group of both texts, null where the two are of two groups
FOUND_IN = """
SELECT f.*, CASE WHEN COALESCE(one.b, f.a) = COALESCE(other.b, f.b) THEN COALESCE(one.b, f.a) END AS grp
FROM {found} f
LEFT JOIN {labels} one ON one.a = f.a
LEFT JOIN {labels} other ON other.a = f.b
"""

#: documents in the order of their ids, as they were compared and decided on
BY_ID = """
SELECT a AS id, b AS story, word AS role, b AS kept, x AS jaccard, y AS containment, length, doc, words, precedence,
       moment, share, same
FROM {decided} WHERE NOT is_pair ORDER BY id
"""

#: pairs in the order of their ids
PAIRS = """
SELECT a, b, x AS jaccard, y AS a_in_b, z AS b_in_a, word AS relation FROM {decided} WHERE is_pair ORDER BY a, b
"""

#: `sql.KEPT` of the documents that are kept: their texts move once, into the order of their ids, and the numbers of
#: their copies with them. (Spark reads the hint; ranges of ids are good for the window and for the order)
KEPT = """
WITH facts AS (
  SELECT id, text, title, date, author, url, source, lang, fields, CAST(NULL AS BIGINT) AS copies FROM {documents}
  UNION ALL
  SELECT kept, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, COUNT(*) - 1 FROM {members} GROUP BY kept
),
ranged AS (
  SELECT /*+ REPARTITION_BY_RANGE(id) */ * FROM facts
),
told AS (
  SELECT id, text, title, date, author, url, source, lang, fields, copies, MAX(copies) OVER (PARTITION BY id) AS all_of
  FROM ranged
)
SELECT id, text, title, date, author, url, source, lang, id AS story, all_of AS copies, fields
FROM told WHERE copies IS NULL ORDER BY id
"""

#: what deciding again needs of documents; `place` counts them in the order of their ids
COMPARED = """
SELECT p.id AS id, p.doc AS position, p.words AS words, COALESCE(s.place, p.place) AS same, p.precedence AS rank,
       p.moment AS moment, p.length AS length, p.share AS removed
FROM {places} p
LEFT JOIN (
  SELECT e.doc AS doc, first.place AS place FROM {same} e JOIN {places} first ON first.doc = e.same
) s ON s.doc = p.doc
ORDER BY p.place
"""

#: and of comparisons
COMPARISONS = """
SELECT one.place AS pairs_a, other.place AS pairs_b, {measures}
FROM {found} f
JOIN {places} one ON one.doc = f.a
JOIN {places} other ON other.doc = f.b
ORDER BY pairs_a, pairs_b
"""
