"""English rules: where a text comes from and who wrote it."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "en.republication", "republication", "Says where the text first appeared or under which terms it is repeated.",
        hits=("This post originally ran on Example News Agency.", "This article was first published by Example Weekly",
              "Originally published at example.org", "Republished with permission from Example.",
              "Reprinted from Example Weekly", "Cross-posted from Example Blog", "This story first appeared in Example",
              "This article is republished from Example under a Creative Commons license. Read the original article."),
        misses=("The paper was originally published in 1843 and has been reprinted ever since by a house in Leipzig.",
                "He first appeared in public on Monday.", "The article was shared on Facebook.",
                "Originally published in March 2022."),
        pattern=r"(?i)[(\[*]?(?:(?:note|editor'?s? note|disclaimer)\s?:\s?)?(?:(?:the|this|an? (?:earlier |previous )?(?:version|edition) of this) "
                r"(?:\w+ )?(?:post|article|story|piece|essay|column|text|report|interview|content|op-ed|commentary|analysis|entry|item|blog(?: post)?|excerpt|feature)"
                r"(?: (?:was|has been|is|had been))? ?(?:also |also been )?(?:originally |first |initially |previously )?"
                r"(?:ran|appeared|published|posted|released|printed|syndicated|republished|reposted|reprinted|reproduced|cross-posted|crossposted|written|featured)"
                r"(?: here)?(?: (?:with|by) (?:kind )?permission)?(?: (?:on|in|at|by|from|of|for|to|via|with))+\s(?P<source>(?:(?:the|our|my|his|her) )?(?-i:[\p{Lu}\d@\"“‘]|https?:|www\.|[\w-]+\.[a-z]{2,6}\b).{1,140})"
                r"|(?:originally|first|previously) (?:published|posted|appeared|ran|printed)(?: (?:on|in|at|by|from))?\s?:?\s(?P<source2>(?-i:[\p{Lu}@w]|https?:).{1,80})"
                r"|(?:re-?published|re-?printed|reposted|reproduced|cross-?posted|syndicated|re-?blogged)(?: here)?(?: with (?:the )?(?:kind )?permission)?"
                r" (?:from|by|of|courtesy of|with|on|via)\s(?P<source3>.{2,100})"
                r"|(?:original source|source article|article source|story source|news source)\s?:\s(?P<source4>.{2,60}))[)\]*]?(?<!\b(?:19|20)\d\d\.?)",
        words=("originally", "first", "published", "republished", "reprinted", "reposted", "reproduced", "cross", "crossposted",
               "posted", "syndicated", "appeared", "initially", "source", "via", "reblogged", "re"),
        max_chars=260, confidence=0.93,
    ),
    Rule(
        "en.source-label", "republication", "Names a source; below a picture or table it belongs to the text.",
        hits=("Source: Example News", "Via: Example Weekly"), misses=("Source of the river", "Sources: two officials said so, and a third confirmed it."),
        pattern=r"(?i)(?:source|via)\s?:\s(?P<source>.{2,60})", words=("source", "via"), max_chars=70, confidence=0.6,
    ),
    Rule(
        "en.byline", "byline", "The author's name, alone on a line.",
        hits=("By Anna Example", "by Anna Example and Ben Sample", "Written by Anna Example", "By ANNA EXAMPLE, Staff Writer",
              "Posted by Anna Example", "By Anna Example | May 3, 2019"),
        misses=("By Monday evening", "By the way", "By Friday Night Lights was a hit again in the whole country", "By train"),
        pattern=r"(?:(?:(?i:written|posted|reported|published|authored|words|story|text|article|submitted|reporting|post)) )?[Bb][Yy]:? ?"
                r"(?P<author>(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
                r"|September|October|November|December|The|A|An|This|That|All|Then|Now|Its|His|Her)\b)[\p{Lu}][\p{L}.'’-]+"
                r"(?: (?:[\p{Lu}][\p{L}.'’-]*|de|van|von|der|den|la|al|bin|el)){1,4}"
                r"(?:(?:, | and | & )[\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,3}){0,3})"
                r"(?:\s?[,|•·–—-]\s?.{0,70}| (?:for|of|in|on) .{0,50})?",
        words=("by", "byline"), max_chars=140, confidence=0.85,
    ),
)
