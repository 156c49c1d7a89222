"""The joins of a run. Plain SQL over the tables' names, so that every engine runs the same text.

The shuffles of deduplication, which one machine does by sorting arrays, are in `shuffles`.
"""

#: a story's text with what was folded into it; sorted, so that the same input gives the same bytes
KEPT = """
SELECT d.id, d.text, d.title, d.date, d.author, d.url, d.source, d.lang, m.story,
       CAST(n.copies AS BIGINT) AS copies, d.fields
FROM documents d
JOIN members m ON m.id = d.id AND m.kept = d.id
JOIN (SELECT kept, COUNT(*) - 1 AS copies FROM members GROUP BY kept) n ON n.kept = d.id
ORDER BY d.id
"""

#: cuts by kind: how many, how many characters
REMOVED_BY_KIND = """
SELECT kind, COUNT(*) AS cuts, SUM(LENGTH(text)) AS characters
FROM removed GROUP BY kind ORDER BY characters DESC, kind
"""

#: the cuts in the order of the file
REMOVED = "SELECT * FROM removed ORDER BY id, start"
