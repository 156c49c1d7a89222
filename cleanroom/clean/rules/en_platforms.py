"""English rules: what platforms print around what is written on them: letters, blogs, wikis, questions, forums, shops."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "en.letter-platform", "newsletter", "What a platform for letters prints above, between and below them.",
        hits=("Notes on Weirs is a reader-supported publication. To receive new posts and support my work, consider becoming a free or paid subscriber.",
              "Thanks for reading Notes on Weirs! Subscribe for free to receive new posts and support my work.", "This post is public so feel free to share it.", "Discover more from Notes on Weirs",
              "Over 12,000 subscribers", "Keep reading with a 7-day free trial", "Join 40,000+ subscribers", "No spam. Unsubscribe anytime.", "By Anna Example · Launched 3 years ago"),
        misses=("The weekly is a reader-supported publication, he said, and so is the library.", "Thanks for reading it to her, he said.", "The post is public property.", "Over 12,000 subscribers left the union in May.", "Launched 3 years ago, it sank."),
        pattern=r"(?i).{2,80} is a (?:reader|listener|viewer)-supported (?:publication|newsletter|podcast|site|blog)\.(?: to receive| to support| if you| consider| subscribe| both).{0,220}|(?:thanks|thank you) for (?:reading|listening|subscribing)(?: to)?\b.{0,60}[!.] (?:this post is public|subscribe|share|consider|if you).{0,160}"
                r"|this (?:post|episode|letter) is (?:public,? so feel free to share it|for paid subscribers|only for paid subscribers)\.?|discover more from .{2,60}|(?:over |join )?\d[\d,.]*[k+]{0,2}(?: other)? (?:paid )?subscribers|(?:keep|continue) (?:reading|watching|listening) with a \d+-day free trial"
                r"|continue reading this post for free\b.{0,80}|(?:zero|no) spam[.,!]? ?(?:ever[.,!]? ?)?(?:unsubscribe (?:at )?any ?time\.?)?|unsubscribe (?:at )?any ?time\.?|(?:by .{2,50} )?· ?launched .{2,20} ago|type your e-?mail(?: address)?(?:…|\.\.\.)?",
        words=("publication", "newsletter", "podcast", "site", "blog", "thanks", "thank", "public", "paid", "discover", "subscribers", "trial", "free", "spam", "unsubscribe", "launched", "type"),
        needs=("-supported ", "reading", "listening", "subscribing", "this post is", "this episode is", "this letter is", "discover more from", "subscribers", "free trial", "spam", "unsubscribe", "launched", "type your e"),
        max_chars=330, tells=True, confidence=0.92,
    ),
    Rule(
        "en.blog-platform", "navigation", "What a platform for blogs prints around its posts.",
        hits=("Open in app", "Sign up to discover human stories that deepen your understanding of the world.", "Distraction-free reading. No ads.", "Recommended from Medium", "Read member-only stories", "Already have an account? Sign in"),
        misses=("Open in April", "Tell your story, she said.", "Read stories to them", "He has an account already and signs in."),
        whole=("open in app", "recommended from medium", "distraction-free reading no ads", "organize your knowledge with lists and highlights", "tell your story find your audience", "read member-only stories",
               "support writers you read most", "earn money for your writing", "listen to audio narrations", "read offline with the medium app", "try for 0 month", "sign up to discover human stories that deepen your understanding of the world",
               "already have an account", "already have an account sign in", "already have an account log in", "already a member sign in", "already a member log in", "don't have an account", "don't have an account sign up", "member-only story",
               "no responses yet", "write a response", "what are your thoughts", "also publish to my profile", "press enter or click to view image in full size", "blog at wordpress com", "powered by wordpress", "proudly powered by wordpress",
               "create a free website or blog at wordpress com", "powered by blogger", "powered by ghost", "powered by squarespace", "powered by beehiiv", "start your substack", "get the app", "edit this page", "improve this page", "edit on github", "edit this page on github", "substack is the home for great culture",
               "this site requires javascript to run correctly please turn on javascript or unblock scripts"),
        max_chars=110, confidence=0.9,
    ),
    Rule(
        "en.wiki", "navigation", "What a wiki prints around its articles.",
        hits=("From Wikipedia, the free encyclopedia", "This page was last edited on 5 May 2024, at 10:04 (UTC).", 'Retrieved from "https://en.example.org/w/index.php?title=Weir"', "[edit]", "Hidden categories:", "Text is available under the Creative Commons Attribution-ShareAlike License"),
        misses=("The text is available under the counter.", "Edit the page", "Retrieved from the river, the safe was empty."),
        whole=("from wikipedia the free encyclopedia", "hidden categories", "edit source", "what links here", "related changes", "permanent link", "page information", "cite this page", "get shortened url", "download qr code", "download as pdf", "printable version",
               "wikidata item", "move to sidebar hide", "toggle the table of contents", "views read edit view history"),
        pattern=r"\[ ?edit ?(?:\| ?edit source ?)?\]|(?i:this page was last (?:edited|modified|changed) (?:on|at)\b.{3,80})|(?i:retrieved from [\"“]?https?://).{3,200}|(?i:text is available under the creative commons\b).{0,300}",
        words=("edit", "page", "retrieved", "text"), needs=("[", "this page was last", "retrieved from", "text is available"), max_chars=420, tells=True, confidence=0.92,
    ),
    Rule(
        "en.question-site", "navigation", "What sites of questions, links and threads print beside each of them.",
        hits=("share improve this answer follow", "asked 5 years, 3 months ago", "Viewed 12k times", "Show 3 more comments", "Not the answer you're looking for? Browse other questions tagged pumps.", "12 points by annaexample 3 hours ago | hide | past | favorite | 40 comments", "Posted by u/annaexample 3 years ago"),
        misses=("She asked 5 of them to leave.", "He viewed it 12 times.", "They asked me years ago if I knew the answer."),
        pattern=r"(?i)(?:share|cite|edit|improve this (?:question|answer)|follow|flag|close|delete|\s|\|){3,}|(?:asked|answered|modified|edited|active) (?:\w{3} \d{1,2}(?:,? '?\d{2,4})?(?: at \d{1,2}:\d\d)?|(?:\d+ \w+,? )+ago|today|yesterday)|viewed \d[\d.,]*[km]? times?|show \d+ more comments?"
                r"|not the answer you['’]re looking for\?.{0,120}|\d+ points? by \S+ (?:\d+ \w+ ago|on \w+ \d+, \d+).{0,120}|(?:crosspost)?posted by u/\S+(?: \d+ \w+ ago)?.{0,40}|(?:level \d+|op · \d+\w* ago|submitted \d+ \w+ ago by .{2,60})|highly active question\..{0,160}",
        words=("share", "cite", "improve", "asked", "answered", "modified", "edited", "active", "viewed", "show", "looking", "points", "point", "posted", "level", "submitted"),
        max_chars=240, tells=True, confidence=0.88,
    ),
    Rule(
        "en.app-stores", "newsletter", "Where an app is to be had.",
        hits=("Download on the App Store", "Get it on Google Play", "Available on the App Store and Google Play"), misses=("Get it on paper", "It is available on the app store shelf.", "Available in the shop"),
        pattern=r"(?i)(?:download|available|get it|get the app|find us|install)(?: it| now)? (?:on|from|in|at) (?:the )?(?:(?:apple )?app store|google play(?: store)?|apple store|microsoft store|galaxy store)(?: (?:and|or|&) (?:the )?(?:app store|google play(?: store)?))?",
        words=("store", "play"), max_chars=90, confidence=0.9,
    ),
    Rule(
        "en.podcast-stores", "media_widget", "Where a podcast or a film is to be had.",
        hits=("Listen on Spotify", "Subscribe on Apple Podcasts", "Watch on YouTube", "Listen on Spotify, Apple Podcasts and YouTube"), misses=("Listen on the way home", "Watch on Sunday", "Subscribe on paper"),
        pattern=r"(?i)(?:listen|subscribe|follow(?: us)?|watch|find us|hear it|stream)(?: it)? (?:on|via|in) (?:spotify|apple podcasts?|google podcasts?|youtube(?: music)?|itunes|stitcher|overcast|soundcloud|deezer|tunein|audible|amazon music|castbox|pocket casts|iheartradio)"
                r"(?:(?:,| and| or| \||, and) (?:spotify|apple podcasts?|google podcasts?|youtube|itunes|stitcher|overcast|soundcloud|deezer|tunein))*",
        words=("spotify", "podcasts", "podcast", "youtube", "itunes", "stitcher", "overcast", "soundcloud", "deezer", "tunein", "audible", "music", "castbox", "casts", "iheartradio"), max_chars=120, confidence=0.9,
    ),
    Rule(
        "en.shop-price", "advertisement", "A price or a button that leads to a shop.",
        hits=("Check Amazon Price", "Check current price", "$29.99 at Amazon", "As an Amazon Associate I earn from qualifying purchases.", "View at Amazon", "See at Best Buy", "Shop the look"), misses=("Check the price", "View at dawn", "See at night", "$29.99 at the door", "Prices at Amazon"),
        pattern=r"(?i)(?:[➡→»👉]\ufe0f?\s?)?(?:check|see|view|get)(?: the)?(?: latest| current| amazon| today['’]s| best| lowest)+ (?:price|deal|offer)s?(?: here| now)?|(?-i:[$€£]\d[\d.,]*(?: [$€£]\d[\d.,]*)? (?:at|from) \p{Lu}[\w&.' ]{1,25})"
                r"|(?:view|see|buy|shop|see price|see it|buy it|shop now|check price|view deal|see deal)(?: now)? (?:at|on) (?-i:(?:Amazon|Best Buy|Walmart|Target|eBay|Etsy|Apple|Argos|Currys|Home Depot|REI|Wayfair|Nordstrom|B&H|John Lewis|AliExpress|Bookshop\.org|[A-Z]\w+\.com))|as an amazon associate,? (?:i|we) earn\b.{0,80}|shop the (?:look|story|edit|collection|post|range)",
        words=("associate", "price", "prices", "deal", "deals", "offer", "offers", "amazon", "buy", "walmart", "target", "ebay", "etsy", "apple", "argos", "currys", "depot", "rei", "wayfair", "nordstrom", "b", "lewis", "aliexpress", "com", "at", "from", "look", "story", "edit", "collection", "post", "range", "org"),
        max_chars=120, tells=True, confidence=0.8,
    ),
)
