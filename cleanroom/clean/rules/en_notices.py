"""English rules: the page around the text: menus, buttons, prompts, legal notices. Comment notices are in `en_comments`."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "en.skip-link", "navigation", "Links for keyboards and screen readers, page turners, log-in.",
        hits=("Skip to main content", "Jump to navigation", "Back to top", "Newer Post", "Forgot your password?"),
        misses=("Skip the main course", "He logged in"),
        whole=("skip to content", "skip to main content", "skip to primary content", "skip to secondary content",
               "skip to navigation", "skip to main navigation", "skip to footer", "skip to search", "skip navigation",
               "skip links", "skip advertisement", "jump to navigation", "jump to content", "jump to search", "back to top",
               "go to top", "scroll to top", "return to top", "toggle navigation", "toggle menu", "toggle search",
               "toggle sidebar", "open menu", "close menu", "main menu", "primary menu", "site navigation",
               "main navigation", "site map", "sitemap", "open navigation", "close navigation", "search for", "search this site",
               "search the site", "open search", "close search", "show search", "newer post", "newer posts", "older post",
               "older posts", "previous post", "next post", "previous article", "next article", "previous story", "next story",
               "next page", "previous page", "load more", "load more comments", "show all", "view all", "see all", "view more",
               "show less", "read less", "log in", "login", "log out", "logout", "sign in", "sign out", "sign up", "sign up now",
               "create account", "create an account", "my account", "your account", "my profile", "forgot password",
               "forgot your password", "lost your password", "remember me", "register now", "log in register",
               "sign in register", "you are here", "home page", "homepage", "go to homepage", "expand menu",
               "view desktop version", "view mobile version", "desktop version", "mobile version", "print this page",
               "select your language", "choose your language", "accessibility help",
               "accessibility links", "more options", "save article", "save story", "save for later",
               "save this story", "bookmark this", "bookmark", "dark mode", "light mode", "change edition", "select page"),
        max_chars=60, confidence=0.9,
    ),
    Rule(
        "en.menu-item", "navigation", "A word of a menu or footer; telling only in a row of such lines.",
        hits=("Home", "About us", "Contact", "Privacy Policy", "Sports", "Opinion"),
        misses=("Home again", "Contact lenses"),
        whole=("home", "about", "about us", "contact", "contact us", "privacy policy", "privacy", "terms of use",
               "terms of service", "terms and conditions", "terms & conditions", "terms", "cookie policy", "disclaimer",
               "advertise", "advertise with us", "careers", "jobs", "help", "faq", "faqs", "search", "menu", "close", "next",
               "previous", "prev", "back", "news", "world", "world news", "politics", "business", "sports", "sport", "opinion",
               "entertainment", "lifestyle", "technology", "tech", "science", "health", "travel", "weather", "photos",
               "videos", "games", "shop", "store", "events", "subscribe", "register", "newsletters", "newsletter", "e-paper",
               "obituaries", "classifieds", "local", "national", "international", "economy", "markets", "culture", "arts",
               "style", "food", "fashion", "education", "environment", "music", "movies", "books", "blogs", "columns",
               "editorials", "letters", "archive", "archives", "rss", "rss feeds", "support", "donate", "press", "media",
               "feedback", "accessibility", "our team", "our history", "editorial policy", "corrections", "code of ethics",
               "do not sell my personal information", "your privacy choices", "ad choices", "adchoices", "cookie settings",
               "manage cookies", "sections", "topics", "live", "latest", "features", "reviews", "magazine", "multimedia", "loading", "please wait"),
        max_chars=50, confidence=0.5,
    ),
    Rule(
        "en.breadcrumb", "navigation", "The path from the home page to this one.",
        hits=("Home > News > Politics", "Home / Blog / Recipes", "Home » World » Asia", "You are here: Home > News"),
        misses=("Home and away", "Home is where > is less"),
        pattern=r"(?i)(?:you are here:? ?)?(?:home|homepage|front page|news)(?:\s?[>»›/→|]\s?[^>»›/→|.]{1,50}){1,6}",
        words=("home", "homepage", "front", "news"), needs=(">", "»", "›", "/", "→", "|"), max_chars=160, confidence=0.85,
    ),
    Rule(
        "en.share", "share_bar", "Invites to share, print, save or follow.",
        hits=("Share this article", "Share on Facebook", "Follow us on Twitter", "Sharing is caring!", "Tweet this"),
        misses=("Share prices fell", "They share this view.", "Follow the river"),
        whole=("share", "share this", "share this article", "share this story", "share this post", "share this page",
               "share this video", "share this with", "share via", "share article", "share story", "share with friends",
               "sharing is caring", "share it", "share now", "share your thoughts", "spread the word", "tweet", "tweet this",
               "pin it", "pin", "email", "email this", "email this article", "email this blogthis", "blogthis",
               "share to facebook", "share to twitter", "share to pinterest", "e-mail", "mail", "print", "print article",
               "print this article", "print friendly", "print page", "print email", "copy link", "copy this link",
               "link copied", "copy link to clipboard", "copied to clipboard", "copied", "facebook", "twitter", "whatsapp",
               "linkedin", "pinterest", "reddit", "flipboard", "telegram", "instagram", "youtube", "follow", "follow us",
               "follow me", "like us on facebook", "like this", "like", "like loading", "loading", "connect with us",
               "stay connected", "get social", "find us on", "join us on", "social media", "share save", "share print",
               "share options", "sharing options", "share close", "share full article", "give this article", "gift article",
               "gift this article", "add to favorites", "add us on google", "share icon", "comment", "comments", "0 comments"),
        opener=("share on", "share this on", "share via", "share to", "share by", "share with", "share this article",
                "share this story", "share this post", "click to share on", "click to email", "click to print",
                "opens in new window", "tweet on", "follow us on", "follow me on", "find us on", "like us on", "join us on",
                "follow him on", "follow her on", "follow on", "follow the author on", "connect with us on", "save to",
                "print this", "email this", "send to", "add to google", "follow us"),
        max_chars=70, confidence=0.78,
    ),
    Rule(
        "en.share-this", "share_bar", "An invitation to share that names what is to be shared, or the button itself.",
        hits=("Share this article", "SHARE THIS STORY", "Share:", "Email this article", "Copy link", "Add as a preferred source on Google"),
        misses=("Share this article with care, she said.", "\"Share?\"", "Share prices", "Share."),
        whole=("share this article", "share this story", "share this post", "share this page", "share this video", "share this content", "share full article",
               "email this article", "email this story", "print this article", "print this story", "print this page", "copy link", "copy this link",
               "copy link to clipboard", "link copied to clipboard", "sharing is caring", "share on social media", "share with your friends"),
        pattern=r"(?:Share|SHARE|Teilen|TEILEN|Partager|PARTAGER|Compartir|COMPARTIR)\s?:?|(?i:add .{2,40} as a preferred source(?: on google)?|add as a preferred source(?: on google)?)",
        words=("share", "teilen", "partager", "compartir", "preferred"), max_chars=80, confidence=0.85,
    ),
    Rule(
        "en.follow", "share_bar", "Asks to follow someone on a network.",
        hits=("Follow Anna Example on Twitter: @example", "Follow us on Facebook, Instagram and YouTube for the latest news.",
              "You can follow her on Twitter at @example.", "Like Example on Facebook | Follow us on Instagram"),
        misses=("Followers on Facebook and Twitter were told to stay at home by the two firms on Monday.",
                "He asked me to follow him to the station."),
        pattern=r"(?i)(?:you can |please |be sure to |and )?(?:follow|like|find|join|reach|connect with|subscribe to) .{0,80}?\b(?:on|at|via)\b .{0,40}?"
                r"\b(?:twitter|facebook|instagram|youtube|linkedin|tiktok|telegram|whatsapp|google news|pinterest|threads|bluesky|x)\b.{0,120}",
        words=("follow", "like", "find", "join", "reach", "connect", "subscribe"),
        needs=("twitter", "facebook", "instagram", "youtube", "linkedin", "tiktok", "telegram", "whatsapp", "news", "pinterest", "threads", "bluesky", "x"),
        max_chars=220, confidence=0.88,
    ),
    Rule(
        "en.tags", "tags", "Keywords and categories.",
        hits=("Tags: war, peace, elections", "Filed under: Politics", "Topics: Iraq, Syria", "Labels: history, maps",
              "Posted in News, World"),
        misses=("Tags were attached to the birds.", "Topics discussed: the war, which had gone on for a year and was far from over."),
        label=("tags", "tag", "topics", "topic", "filed under", "filed in", "categories", "category", "labels", "tagged",
               "keywords", "posted in", "tagged with", "tagged under", "more about", "more on", "related topics", "related tags",
               "in this article", "in this story", "sections", "section", "hashtags", "post tags", "article tags", "label"),
        opener=("this entry was posted in", "this post was posted in", "filed under", "filed in", "tagged as", "tagged with", "tagged under", "posted in", "post tagged"),
        max_chars=250, confidence=0.85, stop=False,
    ),
    Rule(
        "en.tags-heading", "tags", "Announces keywords below.",
        hits=("Tags", "Filed Under", "Explore these topics"), misses=("Tags on birds", "Topic"),
        whole=("tags", "filed under", "topics", "topics in this article", "related topics", "explore these topics", "labels",
               "categories", "keywords", "more topics", "tagged"),
        max_chars=40, confidence=0.8, run="list",
    ),
    Rule(
        "en.newsletter", "newsletter", "Invites to a newsletter, alert, app or channel.",
        hits=("Sign up for our daily newsletter", "Get the latest news delivered to your inbox", "Subscribe to our newsletter",
              "Enter your email address to subscribe", "Thank you for subscribing!", "Download our app for breaking news"),
        misses=("The newsletter that he founded in 1950 was read by ministers, spies and priests across the continent.",
                "She will subscribe to the theory.", "The app alerts them if they get up late.", "He sent an email to sign up volunteers for the search."),
        pattern=r"(?i)(?:.{0,60}\b(?:sign(?:ing)? up|subscrib(?:e|ing|ed)|register|opt in|get|receive|join|enter|submit|never miss|don'?t miss|delivered)\b.{0,110}"
                r"\b(?:newsletters?|inbox|e-?mail(?: address| list| alerts?)?|mailing list|news alerts?|alerts|daily digest|daily briefing|push notifications)\b.{0,110}"
                r"|.{0,30}\b(?:download|get|install|join|subscribe to|follow)\b.{0,30}\b(?:our|the \w+(?: \w+)?|news) (?:app|telegram channel|whatsapp (?:channel|group)|youtube channel|rss feed)\b.{0,80}"
                r"|.{0,40}\b(?:newsletters?|inbox|mailing list)\b.{0,80}\b(?:sign up|subscribe|here|delivered|join)\b.{0,80}"
                r"|(?:thank you|thanks) for (?:subscribing|signing up|your subscription|registering).{0,120}"
                r"|(?:please )?(?:check your (?:inbox|email)|enter (?:a valid|your) e-?mail|invalid email|you(?:'re| are| have been) (?:now |already )?subscribed).{0,100}"
                r"|(?:your )?e-?mail address:?\*?|(?:awesome|success|great)[,!].{0,20}subscribed!?)",
        words=("newsletter", "newsletters", "inbox", "email", "e", "mailing", "alerts", "alert", "digest", "briefing", "app",
               "channel", "subscribe", "subscribing", "subscribed", "notifications", "feed", "emails", "signing", "delivered"),
        needs=("newsletter", "inbox", "mail", "alert", "digest", "briefing", "notification", "subscri", "signing up", "registering", " app", " channel", "rss feed"),
        max_chars=260, confidence=0.88,
    ),
    Rule(
        "en.cookie", "cookie_notice", "Cookie, consent and privacy prompts.",
        hits=("We use cookies to improve your experience.", "This website uses cookies. Learn more.", "Accept all cookies",
              "By continuing to use this site you agree to our Privacy Policy", "We value your privacy", "Manage preferences"),
        misses=("She bakes cookies for the fair.", "The senator agreed to the terms of the deal."),
        whole=("we value your privacy", "we care about your privacy", "your privacy matters", "your privacy is important to us", "this site uses cookies", "we use cookies",
               "accept all cookies", "manage cookie preferences", "manage consent"),
        pattern=r"(?i).{0,160}\b(?:we|this|our|the) ?(?:site|website|web site|page|and our partners|service)?s? (?:may )?uses? cookies\b.{0,300}"
                r"|(?:accept|reject|allow|manage|decline|deny|save|customi[sz]e|confirm)(?: all| only)?(?: (?:necessary|essential|optional|functional|my))?"
                r" (?:cookies?|preferences|choices|settings|consent|and close|& close)"
                r"|(?:by|if you) (?:continu|us|click|clos|brows|access|enter|sign|provid|submit|subscrib|regist)\w+.{0,160}\b(?:agree|accept|consent|acknowledge)\b.{0,120}"
                r"\b(?:cookies?|privacy|terms|policy|policies|conditions|processing)\b.{0,120}"
                r"|cookies? (?:policy|notice|settings|preferences|consent)\.?"
                r"|.{0,80}\bread our (?:privacy|cookie) (?:policy|notice).{0,80}",
        words=("cookies", "cookie", "privacy", "accept", "reject", "manage", "agree", "consent", "preferences", "terms"),
        needs=("cookie", "accept", "agree", "consent", "acknowledge", "read our", "reject ", "allow ", "manage ", "decline ", "deny ",
               "save ", "customi", "confirm "),
        max_chars=600, confidence=0.92,
    ),
    Rule(
        "en.consent-button", "cookie_notice", "A button of a consent prompt; telling beside the prompt.",
        hits=("I agree", "Accept all", "Got it"), misses=("I agree with her", "Accept all of it"),
        whole=("i agree", "agree", "i accept", "accept", "accept all", "reject", "reject all", "decline", "decline all", "deny", "allow all", "got it",
               "manage options", "more options", "i understand", "agree and close", "ok i understand"),
        max_chars=40, confidence=0.6,
    ),
    Rule(
        "en.paywall", "paywall", "Asks to subscribe, register or donate in order to read on.",
        hits=("Subscribe to continue reading", "This article is for subscribers only", "Already a subscriber? Log in",
              "You have 3 free articles left", "Support independent journalism. Donate today.", "To continue reading, please register or log in.",
              "Create a free account to keep reading", "To read the full story, subscribe or sign in.", "If you enjoyed this article, please consider making a donation."),
        misses=("The paper lost subscribers.", "Readers may continue reading aloud until the end of the hour, the rules say.",
                "To keep the record straight, he asked the clerk to register it."),
        pattern=r"(?i)(?:(?:please )?(?:to )?(?:continue|keep|finish|unlock|access|view|get|read)\b.{0,40}(?:, | ?[—–-] ?|\b)(?:please |you must |you need to |simply )?"
                r"(?:register|subscribe|log ?in|sign (?:in|up)|create an? (?:free )?account|become a (?:member|subscriber))\b.{0,60}"
                r"|(?:create|get|open) (?:an?|your) (?:free )?account to .{2,60}"
                r"|.{0,80}\b(?:please )?consider (?:making a (?:small )?(?:donation|contribution)|donating|becoming a (?:member|subscriber|patron|supporter)|subscribing|supporting (?:us|our|this)).{0,100}"
                r"|.{0,60}\b(?:subscribe|register|sign up|sign in|log in|join|create an account|become a (?:member|subscriber))\b.{0,50}\bto (?:continue|keep|read|unlock|access|view|see|get)\b.{0,80}"
                r"|.{0,40}\b(?:this|the full) (?:article|content|story|post|page) is (?:for|only|available|exclusive|reserved).{0,40}(?:subscribers?|members?)\b.{0,60}"
                r"|(?:already|not|not yet) a? ?(?:subscriber|member|subscribed|registered)\??.{0,60}"
                r"|you(?:'ve| have) (?:\d+|no|one|reached|read|used|hit).{0,40}(?:free )?(?:articles?|stories|limit).{0,80}"
                r"|(?:subscribe|register|subscribe now|subscribe today|start your (?:free )?trial)\b.{0,30}(?:for (?:only |just |as little as )?[$€£]\d.{0,60}|free trial|unlimited access.{0,40})"
                r"|(?:please )?(?:support|help).{0,60}\b(?:independent|our|quality|nonprofit|non-profit|local) (?:news|journalism|reporting|work|newsroom)\b.{0,120}"
                r"|(?:donate|contribute|subscribe|join|become a (?:member|subscriber|patron|supporter))(?: (?:now|today|here|online))?!?"
                r"|(?:premium|subscriber|members?)[- ](?:only|content|exclusive|article)s?(?: (?:content|article))?)",
        words=("subscribe", "subscriber", "subscribers", "register", "member", "members", "articles", "article", "journalism", "donate",
               "trial", "premium", "account", "reading", "consider", "contribute", "support", "access", "reporting", "newsroom", "join", "log"),
        needs=("subscri", "regist", "log in", "login", "sign in", "sign up", "create a", "become a", "account to", "join", "you have", "you've", "trial",
               "donate", "contribute", "premium",
               *(f"consider {word}" for word in ("making", "donating", "becoming", "subscribing", "supporting")),
               *(f"{word} is " for word in ("article", "content", "story", "post", "page")),
               *(f"{word}{between}member" for word in ("already ", "not ", "yet ") for between in ("", "a ", "a", " ")),
               *(f"member{joint}{word}" for joint in ("-", " ", "s-", "s ") for word in ("only", "content", "exclusive", "article")),
               *(f"{whose} {what}" for whose in ("independent", "our", "quality", "nonprofit", "non-profit", "local")
                 for what in ("news", "journalism", "reporting", "work"))),
        max_chars=260, confidence=0.88,
    ),
    Rule(
        "en.advertisement", "advertisement", "Labels of advertising, and notes on affiliate links.",
        hits=("Advertisement", "Story continues below advertisement", "SPONSORED CONTENT", "Scroll to continue",
              "We may earn a commission from links on this page."),
        misses=("Advertisement revenue fell", "The sponsored runner won.", "Ads were shown"),
        whole=("advertisement", "advertisements", "advert", "advertising", "ad", "ads", "sponsored", "sponsored by", "sponsored content",
               "sponsored links", "sponsored post", "sponsored stories", "promoted", "promoted content", "promoted by", "paid content",
               "paid advertisement", "partner content", "brand stories", "story continues below", "story continues",
               "story continues below advertisement", "article continues below", "article continues below advertisement",
               "article continues after advertisement", "article continues after ad", "article continues below ad",
               "continue reading below", "advertisement continue reading below", "advertisement scroll to continue",
               "scroll to continue", "scroll to continue with content", "continues after advertisement", "skip ad", "close ad",
               "remove ads", "report this ad", "report ad", "why am i seeing this ad", "ad feedback", "article content",
               "we apologize but this video has failed to load", "this advertisement has not loaded yet but your article continues below",
               "story continues after the ad", "promotion", "paid post", "paid program", "this is an ad", "ad loading", "from our partners", "from our sponsors"),
        opener=("story continues below", "article continues below", "article continues after", "advertisement continue",
                "we may earn a commission", "we may receive a commission", "this post contains affiliate", "this article contains affiliate",
                "this page contains affiliate", "as an amazon associate", "some of the links in this", "sponsored by", "brought to you by",
                "this content is sponsored by", "presented by", "disclosure this post",
                "if you buy something through", "if you purchase", "all products featured on"),
        max_chars=230, confidence=0.87,
    ),
    Rule(
        "en.shop-button", "advertisement", "A button of a shop; in a test or a gift guide it may be part of the text.",
        hits=("Buy now", "Check price on Amazon", "Buy on Example"), misses=("Buy nothing", "He checked the price"),
        whole=("buy now", "shop now", "book now", "order now", "buy it now", "where to buy", "add to cart", "add to basket", "see price", "view deal"),
        opener=("buy on", "check price on", "check price at", "see price on", "view deal at", "shop on"),
        max_chars=60, confidence=0.6,
    ),
    Rule(
        "en.rights", "copyright", "Reserves rights, forbids reproduction, names a trade mark.",
        hits=("All rights reserved.", "This material may not be published, broadcast, rewritten or redistributed.",
              "No part of this article may be reproduced without permission.",
              "Copyright Example Ltd. Reproduction in whole or in part is prohibited."),
        misses=("The rights of all workers are reserved for the next session.", "It may not be published before May."),
        pattern=r"(?i).{0,140}\ball rights (?:are )?reserved\b.{0,200}"
                r"|.{0,80}\b(?:material|content|article|story|text|report|publication|part of (?:this|the) \w+)\b.{0,60}\b(?:may|can|must|should) ?not be (?:published|reproduced|broadcast|copied|used|republished|reprinted|redistributed)\b.{0,200}"
                r"|.{0,80}\b(?:reproduction|unauthori[sz]ed (?:use|reproduction|copying)|republication|duplication)\b.{0,100}\b(?:prohibited|forbidden|without (?:the )?(?:prior |express |written )*permission)\b.{0,120}"
                r"|no part of (?:this|the) .{2,50}? (?:may|can|should|shall) be (?:reproduced|published|copied|used|republished|reprinted|redistributed|broadcast)\b.{0,160}"
                r"|copyright\s?(?:©|\(c\)|:|by)?\s?[\p{Lu}].{2,80}|.{2,60} is a (?:registered )?trademark of .{2,100}",
        words=("rights", "copyright", "reproduction", "reproduced", "permission", "republished", "redistributed", "trademark", "unauthorized", "unauthorised", "republication"),
        max_chars=420, confidence=0.9,
    ),
)
