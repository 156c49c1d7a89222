"""English rules: pointers to other stories. Media are in `en_media`, sources in `en_sources`, notices in `en_notices`."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "en.read-more-label", "read_more", "A pointer to another story: a label, then its title.",
        hits=("READ MORE: Western Media Silent as Strikes Kill Hundreds", "Read also: How the river was lost",
              "Related: The 15 weirdest galaxies", "DON'T MISS: The tape that changed it all", "SEE ALSO > Ten more"),
        misses=("Read more books this summer, the minister said.", "Related work", "Related-party deals fell",
                "More: the life of a saint, in four acts, played to a full house on Sunday night in the old town hall."),
        label=("read more", "read also", "also read", "read next", "read this", "read now", "related", "see also",
               "also see", "don't miss", "must read", "must watch", "more on this story", "related story", "related stories",
               "related article", "related articles", "related content", "related coverage", "related news",
               "related video", "related post", "recommended", "more on this", "in pictures", "in pics", "watch also",
               "you might also like", "you may also like", "read full story", "read the full story", "full coverage",
               "more coverage", "editor's pick", "read on", "continue reading", "more news", "keep reading",
               "more like this", "also on", "from the archive", "from the archives", "what to read next", "more from"),
        max_chars=160, confidence=0.9,
    ),
    Rule(
        "en.pointer-label", "read_more", "A label that may point elsewhere or belong to the text: needs neighbours that are junk.",
        hits=("Learn more: how the river was lost", "WATCH: The tape that changed it all", "Up next: Ten more"),
        misses=("Video-on-demand sales went up.", "| WATCH | PRICE |", "Watch this space"),
        label=("more", "more info", "more information", "learn more", "find out more", "click here", "watch", "watch now",
               "watch more", "further reading", "related reading", "full story", "up next", "trending", "check out",
               "explore more", "read more about", "listen", "opinion", "read it here"),
        max_chars=160, confidence=0.6,
    ),
    Rule(
        "en.shouted-pointer", "read_more", "A label in capitals, then a headline: a pointer set between two paragraphs.",
        hits=("READ: How the river was lost", "WATCH: Ten ways to save a bucket", "MORE: How the river was lost", "LISTEN | The voice of the river"),
        misses=("WATCH: the river rises.", "READ: it is an order", "MORE: he wanted more of it.", "READ: A river. Rise at dawn.", "NOTE: Bring a bucket of water"),
        pattern=r"[\[(>»►▶*]{0,3}\s?(?:READ|WATCH|MORE|LISTEN|SEE|VIEW|ALSO|PHOTOS|PICTURES|GALLERY|IN PHOTOS|IN PICTURES|EXPLAINER|READ THIS|FROM THE ARCHIVES?)\s?[:|>»–—-]\s?"
                r"[\"“‘'¿]?[\p{Lu}\d](?:(?![.!?]\s+[\"“]?\p{Lu}).){10,140}(?<![.;,])[\])]?",
        words=("read", "watch", "more", "listen", "see", "view", "also", "photos", "pictures", "gallery", "explainer", "archive", "archives"),
        needs=tuple(
            label + blank + mark for label in ("read", "watch", "more", "listen", "see", "view", "also", "photos", "pictures", "gallery", "explainer", "this",
                                               "archive", "archives") for blank in ("", " ", "\xa0") for mark in ":|>»–—-"
        ), max_chars=170, confidence=0.85,
    ),
    Rule(
        "en.read-the-rest", "read_more", "Where the rest of the text, or the whole of another, is to be read.",
        hits=("Read the rest here.", "Read the full story at Example Weekly.", "Read the whole story here >>", "Continue reading the main story",
              "Full story: https://example.org/trees", "Read on ➜", "In case you missed it: How the river was lost", "Further reading: How the river was lost",
              "Click here for more stories from Exampleville."),
        misses=("Read on, the teacher said.", "Read the full story of his life and you will weep.", "Click here for more than one reason, he said.",
                "Further reading: the list below", "Read the rest of the book first."),
        pattern=r"(?i)[\[(>»]{0,3}\s?(?:(?:you can )?read (?:the|his|her|their|its|our|more of the) (?:rest|full|whole|entire|complete|original)(?: (?:of (?:the|this) )?(?:story|article|post|report|piece|interview|essay|column|text|release|statement|thing|transcript|review|study|paper|op-ed))?"
                r"(?: (?:here|at (?-i:\p{Lu}|the (?-i:\p{Lu})|\S+\.\w)[^.,]{1,50}|on (?-i:\p{Lu}|\S+\.\w)[^.,]{1,50}|in (?-i:\p{Lu}|the (?-i:\p{Lu}))[^.,]{1,50}))?"
                r"|read (?:it all|the rest|on)(?: here)?|continue reading the main story|click (?:here|through) for (?:more|the (?:full|rest|latest|complete))(?: (?:of )?[\w'’]+){0,2}?(?: (?:on|from|about|in) (?-i:\p{Lu})[^.,]{1,40}| (?:stories|news|coverage|articles))?)"
                r"\s?[.…»›>→➜⟶⇒\])]{0,4}"
                r"|(?:full|original|complete|entire) (?:story|article|report|text|post|interview|study|release)(?: here)?\s?:\s?(?:https?://|www\.)\S+"
                r"|(?:in case you missed it|icymi|further reading|related reading|read more here|story continues)\s?:\s?(?-i:[\"“‘'\p{Lu}\d]).{8,140}(?<![.;,])",
        words=("read", "reading", "story", "article", "report", "click", "missed", "icymi", "continues", "text", "post", "interview", "study", "release"),
        needs=("read the ", "read his ", "read her ", "read their ", "read its ", "read our ", "read more of", "read it", "read on",
               "reading the main", "click ", "http", "www.", "missed it", "icymi", "ther reading", "related reading", "read more here",
               "story continues"),
        max_chars=160, confidence=0.86,
    ),
    Rule(
        "en.arrowed-title", "read_more", "Doubled arrows in front of a headline; telling beside other junk or between paragraphs.",
        hits=(">> How the river was lost", "»» Ten ways to save a bucket"), misses=("> quoted text", ">> print(x)", ">>> x = 1", ">> and then he left."),
        pattern=r"(?:>>|»»|►►?|▶▶|➤|➡)\s?(?!\S+\()[\p{Lu}\d\"“][^{}=;]{12,140}(?<![.;,:)])", max_chars=150, first=">»►▶➤➡", confidence=0.6,
    ),
    Rule(
        "en.read-more", "read_more", "A link to the rest of the text or to more of its kind.",
        hits=("Read more ....", "Continue reading →", "Read the full article here", "[Read More...]"),
        misses=("Read more of her work in print.", "He wanted to learn more"),
        whole=("read more", "read more here", "read more about this", "continue reading", "read the full story",
               "read the full story here", "read the full article", "read full article", "read full story",
               "read the full article here", "read the rest", "read the whole thing", "read the whole story",
               "read the original article", "read original article", "read it here", "keep reading", "more here",
               "click here to read more", "click to read more", "click here for more", "full story",
               "full story here", "read full review", "view original",
               "read the original", "read more on this story",
               "read more stories", "go here to read more", "click here to continue", "tap to read more", "read all"),
        max_chars=60, confidence=0.9,
    ),
    Rule(
        "en.more-link", "read_more", "A link to more that may be a heading of the text too.",
        hits=("» more", "Learn more", "More information"), misses=("More of the same", "Learn more words"),
        whole=("more", "learn more", "find out more", "see more", "more info", "more information", "show more", "click here"),
        max_chars=40, confidence=0.6, edge=0.9,
    ),
    Rule(
        "en.read-more-opener", "read_more", "A link that asks to read or watch something else.",
        hits=("Click here to read the full report", "Read more about the strike", "Watch the video above", "Scroll down for video"),
        misses=("Read more about the strike, he urged them, because it was the first in the valley.",
                "Click here to get the game."),
        opener=("click here to", "click here for", "click to read", "click on the link", "tap here to", "read more about",
                "read more at", "read more on", "read more from", "read more in", "scroll down for", "scroll down to",
                "watch the video", "watch video", "see also the", "follow the link", "see more of", "read the full report",
                "read full text", "for more stories", "for more news", "read the rest of"),
        max_chars=110, confidence=0.82, stop=False,
    ),
    Rule(
        "en.more-news", "related_links", "Announces a list of other stories.",
        hits=("More News On The Strike In The North", "Related stories", "You may also like...", "Recommended for you",
              "Most Popular", "More from World"),
        misses=("More news on the strike is expected on Friday, officials said.", "Popular opinion", "Recommended dose"),
        whole=("related", "related articles", "related stories", "related posts", "related news", "related content",
               "related topics", "related links", "related coverage", "related reading", "related items", "related videos",
               "you may also like", "you might also like", "you may like", "you might like", "also of interest",
               "more stories", "more news", "more from the web", "from the web", "around the web", "from around the web",
               "more from this author", "more by this author", "more from our network", "recommended", "recommended for you",
               "recommended stories", "recommended articles", "recommended reading", "recommended videos", "most popular",
               "most read", "most viewed", "most commented", "most shared", "most watched", "most recent", "popular posts",
               "popular stories", "popular now", "popular articles", "trending", "trending now", "trending stories",
               "trending news", "trending topics", "latest news", "latest stories", "latest articles", "latest posts",
               "latest headlines", "latest videos", "top stories", "top news", "top headlines", "top articles", "top posts",
               "other stories", "other news", "other articles", "recent posts", "recent articles", "recent stories",
               "recent news", "recent comments", "editor's picks", "editors' picks", "editor's choice", "in case you missed it",
               "don't miss", "must reads", "must read", "what to read next", "read next", "up next", "next up", "see also",
               "more on this story", "more on this", "more on this topic", "more like this", "more headlines",
               "more top stories", "sponsored stories", "promoted stories", "paid content", "suggested for you",
               "people also read", "readers also liked", "explore more", "keep reading", "elsewhere on the web",
               "today's top stories", "latest from our blog", "stories you may like", "you may have missed", "also read",
               "more to read", "more reading", "related searches", "further coverage", "more great stories"),
        opener=("more news on", "more news about", "more news from", "more stories from", "more stories about",
                "more stories on", "more from", "more articles by", "more articles from", "more by", "more on this from",
                "latest from", "latest in", "latest on", "most popular in", "most popular on", "most read in", "popular on",
                "trending in", "trending on", "recent posts by", "other stories from", "more posts from", "more great",
                "top stories in", "you may also like these"),
        max_chars=90, confidence=0.85, run="list", stop=False,
    ),
)
