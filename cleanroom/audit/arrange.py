"""The statements that build the index of a run, in their order."""

from __future__ import annotations

#: a row for each document, sorted by id: where it is, its place in a story, what cleaning took
_DOCS = """
CREATE TABLE docs AS
SELECT d.id, d.title, d.date, d.source, d.lang, d.url, d.author, d.kind_of_input, len(d.notes) > 0 AS noted,
    parse_filename(d.filename) AS part, m.kept AS story, m.role, m.jaccard, m.containment,
    CASE WHEN m.id = m.kept THEN 1.0 WHEN p.a = m.id THEN p.b_in_a ELSE p.a_in_b END AS kept_within,
    m.length, m.length + coalesce(c.cut, 0) AS raw_length, coalesce(c.cuts, 0) AS cuts, coalesce(c.cut, 0) AS cut,
    c.lowest, c.removed_from, c.removed_to, d.opening
FROM (
    SELECT * EXCLUDE (raw, text, comments, captions, fields), left(ltrim(text), {opening}) AS opening FROM documents
) d
JOIN members m ON m.id = d.id
LEFT JOIN pairs p ON m.id <> m.kept AND p.a = least(m.id, m.kept) AND p.b = greatest(m.id, m.kept)
LEFT JOIN (
    SELECT id, count(*) AS cuts, CAST(sum("end" - start) AS BIGINT) AS cut, min(confidence) AS lowest,
        min(parse_filename(filename)) AS removed_from,
        max(parse_filename(filename)) AS removed_to
    FROM removed GROUP BY id
) c ON c.id = d.id
ORDER BY d.id
"""

#: rejected comparisons of documents of different stories, a row for either side, so that both find it at once
_APART = """
CREATE TABLE apart AS
SELECT p.id, p.other, p.jaccard
FROM (
    SELECT a AS id, b AS other, jaccard FROM pairs WHERE relation = 'different'
    UNION ALL SELECT b, a, jaccard FROM pairs WHERE relation = 'different'
) p JOIN docs d ON d.id = p.id JOIN docs o ON o.id = p.other
WHERE d.story <> o.story ORDER BY p.id, p.jaccard DESC, p.other
"""

#: how far the nearest comparison of a story, accepted or rejected, is from the threshold
_MARGINS = """
CREATE TEMP TABLE margins AS
SELECT d.story, min(abs(p.jaccard - {threshold})) AS margin, max(CASE WHEN relation = 'different' THEN p.jaccard END)
    AS rejected
FROM (SELECT a AS id, jaccard, relation FROM pairs UNION ALL SELECT b, jaccard, relation FROM pairs) p
JOIN docs d ON d.id = p.id GROUP BY d.story
"""

#: a row for each story, sorted by the id of the text that is kept
_STORIES = """
CREATE TABLE stories AS
SELECT row_number() OVER (ORDER BY k.id) AS number, k.id, k.title, k.date, k.source, k.lang, k.opening, k.length,
    n.documents, n.copies, n.updates, n.excerpts, n.lowest, n.highest, n.sources, n.first, n.last, g.margin, g.rejected
FROM (SELECT * FROM docs WHERE id = story) k
JOIN (
    SELECT story, count(*) AS documents, count(*) FILTER (role = 'copy') AS copies,
        count(*) FILTER (role = 'update') AS updates, count(*) FILTER (role = 'excerpt') AS excerpts,
        min(jaccard) FILTER (id <> story) AS lowest, max(jaccard) FILTER (id <> story) AS highest,
        count(DISTINCT source) AS sources, min(nullif(date, '')) AS first, max(nullif(date, '')) AS last
    FROM docs GROUP BY story
) n ON n.story = k.id
LEFT JOIN margins g ON g.story = k.id
ORDER BY k.id
"""

_SOURCES = """
CREATE TABLE sources AS
SELECT source, count(*) AS documents, count(*) FILTER (id = story) AS kept, CAST(sum(raw_length) AS BIGINT) AS raw,
    CAST(sum(cut) AS BIGINT) AS cut, sum(cut) / greatest(sum(raw_length), 1) AS share
FROM docs GROUP BY source ORDER BY documents DESC, source
"""

_RULES = """
CREATE TABLE rules AS
SELECT rule, kind, count(*) AS cuts, CAST(sum("end" - start) AS BIGINT) AS characters, count(DISTINCT id) AS documents,
    avg(confidence) AS confidence
FROM removed GROUP BY rule, kind ORDER BY characters DESC, rule, kind
"""

#: which documents a rule cut from, sorted, so that a rule's are found at once
_CUT_BY = "CREATE TABLE cut_by AS SELECT DISTINCT rule, kind, id FROM removed ORDER BY rule, kind, id"

#: comparisons by likeness, 40 classes; those of accepted and of rejected ones apart
_SCORES = """
CREATE TABLE scores AS
SELECT CAST(least(floor(jaccard * 40), 39) AS INTEGER) AS class, relation, count(*) AS pairs
FROM pairs GROUP BY ALL ORDER BY ALL
"""

_SIZES = "CREATE TABLE sizes AS SELECT documents AS size, count(*) AS stories FROM stories GROUP BY ALL ORDER BY ALL"

#: what to review, by list, most telling first
_QUEUE = """
CREATE TABLE queue AS
SELECT 'accepted' AS queue, row_number() OVER () AS place, * FROM (
    SELECT id AS document, story AS other, 0 AS "start", 0 AS "end", role AS kind, '' AS rule, jaccard AS score
    FROM docs WHERE role IN ('copy', 'update') ORDER BY jaccard, id LIMIT {queue})
UNION ALL SELECT 'excerpts', row_number() OVER (), * FROM (
    SELECT id, story, 0, 0, role, '', containment FROM docs WHERE role = 'excerpt'
    ORDER BY containment, id LIMIT {queue})
UNION ALL SELECT 'rejected', row_number() OVER (), * FROM (
    SELECT id, other, 0, 0, 'different', '', jaccard FROM apart
    WHERE id < other ORDER BY jaccard DESC, id, other LIMIT {queue})
UNION ALL SELECT 'cuts', row_number() OVER (), * FROM (
    SELECT id, '', start, "end", kind, rule, confidence FROM removed ORDER BY confidence, id, start LIMIT {queue})
UNION ALL SELECT 'sampled_folded', row_number() OVER (), * FROM (
    SELECT id, story, 0, 0, role, '', jaccard FROM docs WHERE id <> story ORDER BY md5(id), id LIMIT {queue})
UNION ALL SELECT 'sampled_cuts', row_number() OVER (), * FROM (
    SELECT id, '', start, "end", kind, rule, confidence FROM removed
    ORDER BY md5(id || ' ' || start), id LIMIT {queue})
"""

STATEMENTS = (_DOCS, _APART, _MARGINS, _STORIES, _SOURCES, _RULES, _CUT_BY, _SCORES, _SIZES, _QUEUE)
