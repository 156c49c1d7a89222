"""English rules: where a text comes from and who wrote it."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_OPEN = r"[(\[*]?(?:(?:note|editor'?s? note|disclaimer)\s?:\s?)?"
#: what this text may call itself
_WORK = (
    r"(?:post|article|story|piece|essay|column|text|report|interview|content|op-ed|commentary|analysis|blog(?: post)?"
    r"|excerpt|feature|review|letter)"
)
#: a date is no source
_DAY = (
    r"(?:(?:early|late|mid|the)[ -])?(?:\d{1,4}(?:st|nd|rd|th)?\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|tember|ober)?\b"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|spring|summer|autumn|fall|winter)"
)
_WHEN = (
    r"(?:,? (?:on|in) (?:\w+day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? "
    r"(?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:19|20)\d\d,?)?"
)
#: within five words stands a name or an address: "a parish magazine" is no source
_NAMED = r"(?=(?:[\w'’-]+ ){0,4}?[\"“‘'(@]?(?:(?-i:\p{Lu}|[a-z]+\p{Lu})|\S{2,40}\.\w|https?:|@))"

RULES = (
    Rule(
        "en.republication", "republication", "Says where the text first appeared or under which terms it is repeated.",
        hits=("This post originally ran on Example News Agency.", "This article was first published by Example Weekly",
              "Originally published at example.org", "Republished with permission from Example.",
              "Reprinted from Example Weekly", "Cross-posted from Example Blog", "This story first appeared in Example",
              "This article is republished from Example under a Creative Commons license. Read the original article.",
              "Originally published in Example Weekly on May 3, 2016.", "This article appeared first on Example.",
              "This story was produced by Example and is shared here under a Creative Commons licence.",
              "This essay was originally published on May 3, 2016 in Example Weekly",
              "This article was published with the title “Minds Everywhere” in Example Weekly Vol. 330"),
        misses=("The paper was originally published in 1843 and has been reprinted ever since by a house in Leipzig.",
                "He first appeared in public on Monday.", "The article was shared on Facebook.", "Originally published in March 2022.",
                "This article first appeared to be a hoax, the editor said.", "First published on Sat 22 Oct 2016 15.31",
                "First published in 1911 by Example Press, it has never been out of print."),
        pattern=rf"(?i){_OPEN}(?:(?:this|(?:an? (?:earlier |previous |longer |shorter )?|the original )(?:version|edition) of this|the following) (?:\w+ )?{_WORK}"
                r"(?: (?:was|has been|is|had been))? ?(?:also |also been )?(?:originally |first |initially |previously )?"
                r"(?:ran|appeared|published|posted|released|printed|syndicated|republished|reposted|reprinted|reproduced|cross-posted|crossposted|written for|produced|featured)"
                rf"(?: (?:here|first|originally|elsewhere))?(?: (?:with|by) (?:kind )?permission| (?:with|under) the (?:title|headline) [\"“].{{2,100}}?[\"”])?{_WHEN}(?: (?:on|in|at|by|from|of|for|to|via|with)){{1,3}}\s(?!{_DAY}){_NAMED}(?P<source>.{{2,140}})"
                rf"|(?:originally|first|previously) (?:published|posted|appeared|ran|printed){_WHEN}(?: (?:on|in|at|by|from)\b)?\s?:?\s(?!(?:on|in|at|by|from)\s)(?!{_DAY}){_NAMED}"
                r"(?P<source2>(?:(?!, (?:it|he|she|they|the|this|which|who)\b).){1,80})"
                r"|(?:re-?published|re-?printed|reposted|reproduced|cross-?posted|syndicated|re-?blogged)(?: here)?(?: with (?:the )?(?:kind )?permission)?"
                rf" (?:from|by|of|courtesy of|with|on|via)\s(?!{_DAY}){_NAMED}(?P<source3>.{{2,100}}))[)\]*]?",
        words=("originally", "first", "published", "republished", "reprinted", "reposted", "reproduced", "cross", "crossposted",
               "posted", "syndicated", "appeared", "initially", "reblogged", "re", "ran", "produced", "featured", "written"),
        needs=("this ", "the following ", "originally ", "previously ", "first p", "first a", "first r", "republished", "re-published",
               "reprinted", "re-printed", "reposted", "reproduced", "crossposted", "cross-posted", "syndicated", "reblogged", "re-blogged"),
        max_chars=260, confidence=0.93,
    ),
    Rule(
        "en.republication-the", "republication", "The same said of \"the story\", which may be the one that the text is about.",
        hits=("The story was originally published in Example Weekly.", "The report first appeared in Example Weekly"),
        misses=("The story was originally published in a parish magazine, which had forty readers.",
                "The report was republished with the names taken out.", "The report first appeared in May."),
        pattern=rf"(?i){_OPEN}the (?:\w+ )?{_WORK} (?:(?:was|has been|is) )?(?:originally |first |initially |previously )?(?:ran|appeared|published|posted|republished|reprinted)"
                rf"(?: (?:here|first|originally))?{_WHEN} (?:on|in|at|by|from)\s(?!{_DAY}){_NAMED}(?P<source>.{{2,80}})",
        words=("originally", "first", "published", "republished", "reprinted", "posted", "appeared", "initially", "ran"),
        needs=("the ",), max_chars=160, confidence=0.6, edge=0.92,
    ),
    Rule(
        "en.feed-footer", "republication", "What a blog's feed writes below each post.",
        hits=("The post Trees and buckets appeared first on Example Weekly.", "The article Ten ways to save a bucket first appeared on Example Blog"),
        misses=("The post was vacant for a year and appeared in no budget.", "The ghost appeared first on the stairs."),
        pattern=rf"(?i)(?:the|this) (?:post|article|story|entry) .{{2,150}} (?:appeared first|first appeared|originally appeared|was (?:first|originally) published) (?:on|in|at)"
                rf" {_NAMED}(?P<source>.{{2,80}})",
        words=("appeared", "published"), max_chars=260, confidence=0.95,
    ),
    Rule(
        "en.version-of", "republication", "Says that the text is a version of another one.",
        hits=("This is an edited version of an article that first appeared in Example Weekly.", "This is an excerpt from a book published by Example Press.",
              "This story is part of a collaboration with Example Weekly."),
        misses=("This is a version of events that nobody believes.", "This is an edited film of the speech in Leeds.",
                "This story is part of a long tradition."),
        pattern=rf"(?i){_OPEN}this (?:{_WORK} )?is (?:an? )?(?:(?:edited|abridged|updated|shortened|condensed|translated|adapted|revised|expanded|slightly \w+) )?"
                r"(?:version|excerpt|extract|translation|adaptation|repost|reprint) (?:of|from) .{2,60}\b(?:appeared|published|posted|ran|written)"
                rf"{_WHEN} (?:in|on|by|at|for)\s(?!{_DAY}){_NAMED}(?P<source>.{{2,100}})"
                rf"|(?i){_OPEN}this {_WORK} is (?:part of|the result of) an? (?:\w+ )?(?:collaboration|partnership)(?: (?:with|between)) {_NAMED}(?P<source2>.{{2,100}})",
        words=("version", "excerpt", "extract", "translation", "adaptation", "repost", "reprint", "collaboration", "partnership"),
        needs=("this ",), max_chars=240, confidence=0.92,
    ),
    Rule(
        "en.by-arrangement", "republication", "Names who let the text be repeated.",
        hits=("By arrangement with Example Weekly", "Used with permission of Example Press.", "Reproduced with kind permission from Example Weekly."),
        misses=("By arrangement with the landlord, he slept in the barn.", "Used with permission of the owner"),
        pattern=rf"(?i){_OPEN}(?:(?:published |printed |used |shared |reproduced |reprinted )?(?:by|with|under) (?:special |kind )?(?:arrangement|permission|courtesy|licen[cs]e) (?:with|of|from)"
                r"|by courtesy of|courtesy of:)\s(?-i:(?=(?:the )?[\p{Lu}]))(?P<source>[^,]{2,70})",
        words=("arrangement", "permission", "courtesy", "license", "licence"), max_chars=110, confidence=0.85, edge=0.92,
    ),
    Rule(
        "en.in-print", "republication", "Says in which printed issue a version of the text stands.",
        hits=("A version of this article appears in print on January 9, 2020, on page 14.", "This story appeared in the May 2019 print edition.",
              "This article also appeared in the May/June 2024 issue of Example Weekly."),
        misses=("A version of this story is told in every village.", "His name appears in print on page 14."),
        pattern=rf"(?i)(?:an? )?(?:\w+ )?version of this {_WORK} (?:appears|appeared|ran|was published) (?:in|on) (?:print|page|the).{{0,160}}"
                rf"|this {_WORK} (?:also |first |originally )?(?:appears|appeared|ran|was published) (?:in|on) .{{0,60}}\b(?:print edition|printed edition|print issue|issue of|page [A-Z]?\d).{{0,80}}",
        words=("version", "print", "printed", "issue", "page"), needs=("this ",), max_chars=240, confidence=0.9,
    ),
    Rule(
        "en.source-link", "republication", "Names a source by its address.",
        hits=("Source: https://example.org/2018/trees", "Original article: https://example.org/trees", "(Source: www.example.org)"),
        misses=("Source: the river", "The original article is at https://example.org/trees, and it says more."),
        pattern=r"(?i)[(\[*]?(?:(?:original |news |story |article )?source|source (?:article|link|url)|original (?:article|post|story|link|url|text|source)|read the original(?: article)?|via|from)"
                r"(?: at| here)?\s?[:–—-]?\s(?P<source>(?:https?://|www\.)\S{3,160})[)\]*]?",
        words=("source", "original", "via", "from"), needs=("http", "www."), max_chars=200, confidence=0.88,
    ),
    Rule(
        "en.source-name", "republication", "Names a source by a label that says it is one of articles.",
        hits=("Article source: Example Weekly", "Original source : Example News", "h/t Example Weekly", "Hat tip: Anna Example"),
        misses=("The source of the article: unknown", "A hat tip to the postman"),
        pattern=r"(?i)[(\[]?(?:(?:(?:original|news|story|article|post) source|source article)\s?:\s|(?:h/t|hat[ -]tip)(?: to)?\s?:?\s)(?P<source>(?-i:[\p{Lu}@\d]).{2,60})[)\]]?",
        words=("source", "h", "hat", "tip"), max_chars=90, confidence=0.88,
    ),
    Rule(
        "en.source-label", "republication", "Names a source; below a picture or table it belongs to the text.",
        hits=("Source: Example News", "Via: Example Weekly", "(Source: Example News Agency)", "SOURCE Example Group", "via Example Weekly"),
        misses=("Source of the river", "Sources: two officials said so, and a third confirmed it.", "Source of all the trouble: a rooster.",
                "via the river", "Source: a boy on the bridge"),
        pattern=r"[(\[]?(?:(?i:source|via|src)\s?:\s(?P<source>[\p{Lu}\d@\"“].{1,60})|SOURCES?\s(?P<source2>[\p{Lu}].{1,60})|[Vv]ia (?P<source3>[\p{Lu}@][\p{L}.&'’]+(?: [\p{Lu}\d][\p{L}.&'’]*){0,4}))[)\]]?",
        words=("source", "via", "src", "sources"), max_chars=80, confidence=0.6, edge=0.88,
    ),
    Rule(
        "en.byline", "byline", "The author's name, alone on a line.",
        hits=("By Anna Example", "by Anna Example and Ben Sample", "Written by Anna Example", "By ANNA EXAMPLE, Staff Writer",
              "Posted by Anna Example", "By Anna Example | May 3, 2019", "This post was written by Anna Example, head of the mill."),
        misses=("By Monday evening", "By the way", "By Friday Night Lights was a hit again in the whole country", "By train"),
        pattern=r"(?:(?:(?i:this (?:post|article|story|piece) was (?:originally )?)?(?i:written|posted|reported|authored|words|story|text|article|submitted|reporting|post)) )?[Bb][Yy]:? ?"
                r"(?P<author>(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
                r"|September|October|November|December|The|A|An|This|That|All|Then|Now|Its|His|Her)\b)[\p{Lu}][\p{L}.'’-]+"
                r"(?: (?:[\p{Lu}][\p{L}.'’-]*|de|van|von|der|den|la|al|bin|el)){1,4}"
                r"(?:(?:, | and | & )[\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,3}){0,3})"
                r"(?:\s?[,|•·–—-]\s?.{0,70}| (?:for|of|in|on) .{0,50})?",
        words=("by",), max_chars=140, confidence=0.85,
    ),
    Rule(
        "en.byline-label", "byline", "A name behind a label; of an author in the head, of somebody else in a list further below.",
        hits=("Author: Anna Example", "Words: Anna Example", "Published by Anna Example"),
        misses=("Author: the last of the romantics", "Words: a list", "Published by the river press"),
        pattern=r"(?i:authors?\s?:|writer\s?:|words\s?:|byline\s?:|published by:?)\s(?P<author>[\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,4})(?:\s?[,|•·–—-]\s?.{0,70})?",
        words=("author", "authors", "writer", "words", "byline", "published"), max_chars=140, confidence=0.45,
    ),
)
