"""English rules: what the house sells, asks for and discloses between the lines of a text and below it."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "en.affiliate", "advertisement", "Says that the house earns from links or partners.",
        hits=("This post may contain affiliate links. Read our disclosure.", "Example has affiliate partnerships and may earn commission on products purchased through these links.",
              "Disclosure: some of our posts contain affiliate links.", "If you buy through our links, we may receive a small commission at no extra cost to you."),
        misses=("The firm pays its affiliates a commission of ten percent, the court heard on Monday.", "Affiliate marketing is how many blogs earn money today.",
                "The agents may earn a commission."),
        pattern=r"(?i)(?=.*(?:\bwe\b|\bour\b|\bus\b|\bmy\b|\bi\b|\bthis (?:post|page|article|site|website|story|blog|guide)\b|\bsome of the\b|\b(?:article|post|page)s? (?:may )?contains?\b|\baffiliate partnerships\b|\bpurchased through\b|^.{0,3}disclosure))"
                r".{0,160}\b(?:affiliate (?:links?|partnerships?|disclosure|commissions?)|(?:earn|receive|make|get)(?: us)? (?:an? )?(?:small |affiliate |modest |referral |little )?(?:commissions?|kick ?back|referral fee))\b.{0,300}",
        words=("affiliate", "commission", "commissions", "kickback", "referral"), max_chars=460, confidence=0.88,
    ),
    Rule(
        "en.price-note", "advertisement", "Says that prices may have changed.",
        hits=("Prices were accurate at the time this article was published but may change over time.",
              "Prices and availability are subject to change.", "All prices correct at time of publishing."),
        misses=("Prices were accurate in the catalogue.", "Prices are subject to the mood of the baker.", "The price was correct."),
        pattern=r"(?i)(?:all |\*)?(?:prices?|deals?)(?: and availability| listed)? (?:(?:were|are|was|is) )?(?:accurate|correct|valid|subject)"
                r" (?:at (?:the )?time|at publication|as of|to change)\b.{0,120}",
        words=("price", "prices", "deal", "deals"), max_chars=200, confidence=0.87,
    ),
    Rule(
        "en.call-to-action", "advertisement", "Asks to book, try, order or request what the house sells.",
        hits=("Book a demo", "Start your free trial today", "Get a free quote", "Schedule your personalized demo!", "Request a custom quote", "Talk to our experts", "Download the free guide",
              "Claim your free valuation", "Get started for free", "Try Example free for 14 days", "Contact us today!"),
        misses=("Book a table early.", "Start a trial run of the pump", "Get started with the dough", "Download the file and open it.", "Schedule: Monday to Friday", "Request a copy of the minutes from the clerk."),
        pattern=r"(?i)[→»>▶*\s-]*(?:ready to .{3,60}\?\s)?(?:(?:book|schedule|request|get|watch|see|try|view|start|arrange)(?: (?:a|an|your|our|the|my))?(?: (?:free|live|personali[sz]ed|custom|quick|short|no-obligation|no obligation|\d+-minute|\d+-day|product|platform|interactive)){0,3}"
                r" (?:demo|trial|quote|estimate|consultation|discovery call|strategy call|consult|pricing|valuation|assessment)(?: (?:today|now|here|call|online|with \w+))?"
                r"|(?:get|claim|download|grab)(?: (?:a|an|your|our|the|my))?(?: free| complete| ultimate)+ (?:\w+ ){0,3}(?:guide|e-?book|checklist|template|report|quote|valuation|estimate|copy|toolkit|whitepaper|white paper|pdf)s?(?: (?:today|now|here))?"
                r"|(?:get started|sign up|try it|join|start|subscribe|shop|buy|order|enrol?l|apply|register|contact us|call us|call)(?: for)?(?: free)? (?:today|now|for free|here today)|try [\w.]+(?: [\w.]+)? (?:for )?free(?: for \d+ days)?(?: .{3,60})?"
                r"|(?:talk|speak|chat)(?: to| with) (?:us|our (?:\w+ ){0,4}(?:experts?|team|specialists?|sales team)|an? (?:\w+ ){0,2}expert)(?: (?:today|now))?|create (?:a |your )?free (?:profile|account)|shop (?:our|the) (?:best |full |entire |latest |new )?.{3,40}(?:collection|range|sale|products|systems))\s?[.!»›>→]{0,3}",
        words=("demo", "trial", "quote", "estimate", "consultation", "call", "consult", "pricing", "valuation", "assessment", "guide", "ebook", "e", "checklist", "template",
               "report", "copy", "toolkit", "whitepaper", "pdf", "today", "now", "free", "expert", "experts", "team", "us", "profile", "account", "collection", "range", "sale", "products", "systems"),
        needs=("book", "schedule", "request", "get", "watch", "see", "try", "view", "start", "arrange", "claim", "download", "grab", "sign up", "join", "subscribe",
               "shop", "buy", "order", "enrol", "apply", "register", "contact us", "call", "talk", "speak", "chat", "create"),
        max_chars=110, confidence=0.85,
    ),
    Rule(
        "en.contents", "navigation", "The heading of a table of contents.",
        hits=("Table of Contents", "Jump to section", "Table of contents:"), misses=("The table of contents was torn out.", "Contents"),
        whole=("table of contents", "table of content", "table of contents show", "table of contents hide", "table of contents toggle", "jump to section", "on this page",
               "in this guide", "show contents", "hide contents"),
        max_chars=40, confidence=0.86,
    ),
    Rule(
        "en.form-message", "boilerplate", "What a form says once it is sent, or cannot be sent.",
        hits=("Thank you! Your submission has been received!", "Oops! Something went wrong while submitting the form.", "✅ Thank you for completing the survey!",
              "This site is protected by reCAPTCHA and the Google Privacy Policy and Terms of Service apply.", "Please try again later."),
        misses=("Thank you for your submission, the judge wrote.", "Something went wrong with the pump.", "Please try again, said the teacher."),
        pattern=r"(?i)\W*(?:thank you[!.,]? (?:for completing .{3,40}|your (?:submission|message|request|comment) (?:has been|was) (?:received|sent).{0,60})|(?:oops|sorry)[!.,]? something went wrong.{0,60}"
                r"|this (?:site|form|page) is protected by (?:re)?captcha.{0,160}|you have succesfully subscribed.{0,20}|please try again later|.{0,40}(?:submission|registration) (?:was|is) (?:successful|complete)"
                r"|an e-?mail with an? (?:activation|confirmation) link has .{3,120}|by (?:submitting|providing) (?:your|this|an?) .{3,80}\b(?:agree|consent)\b.{0,200}|.{0,60}textbox defaults to using markdown.{0,60})\W*",
        words=("submission", "completing", "wrong", "captcha", "recaptcha", "subscribed", "again", "registration", "activation", "confirmation", "agree", "consent", "markdown", "message", "request", "comment"),
        needs=("thank you", "something went wrong", "protected by", "succesfully subscribed", "try again later", "submission was", "submission is",
               "registration was", "registration is", "activation link", "confirmation link", "by submitting", "by providing", "textbox defaults"),
        max_chars=320, confidence=0.88,
    ),
    Rule(
        "en.full-coverage", "read_more", "Where the house has more of the subject.",
        hits=("Follow Example's full coverage of the strike at https://example.org/strike", "SEE MORE: How the river was lost", "Explore further",
              "Get Example Monthly delivered through your letterbox every month."),
        misses=("Follow the full coverage of the wall with paint.", "See more: the less you say.", "Read our full statement to the court, he asked.", "Explore further north"),
        whole=("explore further",),
        pattern=r"(?:(?i:follow|see|read|find)) (?:[\p{Lu}][\w'’.]*(?: [\p{Lu}][\w'’.]*)*|our|all our|(?:the )?[A-Z]{2,5}['’]s) (?i:full|complete|latest) (?i:coverage) (?:of|on) .{3,80}(?:\bat\b.{3,60}|here\.?)?"
                r"|SEE MORE\s?:\s{1,3}[\p{Lu}\"“‘'\d].{10,140}(?<![.;,])"
                r"|(?i:get) [\p{Lu}].{2,40} (?i:delivered (?:through|to) your (?:letterbox|door|home|inbox)).{0,120}",
        words=("coverage", "see", "delivered"), max_chars=200, confidence=0.87,
    ),
    Rule(
        "en.full-review", "read_more", "Where the whole review of one of several things is; needs neighbours that are junk.",
        hits=("Read our full Example 14 review", "Read the full Example Kettle report."), misses=("Read our full statement to the court, he asked.", "Read the full report"),
        pattern=r"(?i:read) (?i:our|the) (?i:full|complete|in-depth) [\p{Lu}].{2,70} (?i:review|report|guide)[.!]?",
        words=("review", "report", "guide"), max_chars=110, confidence=0.6,
    ),
    Rule(
        "en.tagged-pointer", "read_more", "A headline with its sort in brackets behind it, set between paragraphs.",
        hits=("Town council makes final decision on pump house amid row [VIDEO]", "Ten ways to save a bucket: what gardeners should know [INSIGHT]"),
        misses=("He said it was all over [APPLAUSE].", "Terms [A]", "The pump ran dry [NB]."),
        pattern=r"[\p{Lu}\"“‘'\d].{25,140} \[(?:VIDEO|VIDEOS|PICTURES|PICS|PHOTOS|INSIGHT|ANALYSIS|REACTION|WARNING|REVEALED|NEWS|LATEST|COMMENT|OPINION|EXCLUSIVE|UPDATE|REPORT|INTERVIEW|MAP|POLL|LIVE|GRAPHIC|SPOTLIGHT|FORECAST|DATA|QUIZ)\]",
        words=("video", "videos", "pictures", "pics", "photos", "insight", "analysis", "reaction", "warning", "revealed", "news", "latest", "comment", "opinion", "exclusive", "update",
               "report", "interview", "map", "poll", "live", "graphic", "spotlight", "forecast", "data", "quiz"),
        needs=(" [",), max_chars=170, confidence=0.88,
    ),
    Rule(
        "en.house-notice", "boilerplate", "What the house says of its texts, below them or among them.",
        hits=("This story was produced by Example, a nonprofit newsroom.", "Disclaimer: The views and tips expressed by experts on Example are their own and not that of the website.",
              "Our Standards: The Example Trust Principles.", "The content of this blog is intended for general informational purposes only and is not meant to be advice.",
              "This work is licensed under a Creative Commons Attribution 4.0 International License.", "Example is committed to maintaining a lively but civil forum for discussion."),
        misses=("This story was produced on stage in May.", "Our standards: we have none.", "The content is king.", "The views expressed in the hall were mixed."),
        pattern=r"(?i)(?:this (?:story|article|report) (?:about .{3,60} )?was (?:written by .{3,60} and )?(?:produced|developed|created|written) (?:by|in partnership with|in collaboration with) (?-i:\p{Lu}).{2,40}, an? .{3,200}"
                r"|disclaimer\s?: (?:the )?(?:views|opinions|investment|information|content|above)\b.{20,600}|our standards: (?-i:The \p{Lu}).{3,80}"
                r"|(?:the |all )?(?:content|information|material|materials)\b.{0,80}\b(?:for (?:general )?(?:informational|information|educational)(?: (?:and|or) \w+)? purposes only|(?:is|are) not (?:intended|meant) (?:to be|as)|does not constitute)\b.{0,600}"
                r"|this article (?:is|was) (?:for|intended for) (?:general )?(?:informational|information|educational) purposes.{0,400}"
                r"|this work is licensed under an? creative commons.{3,120}|.{2,40} is committed to maintaining a lively but civil forum.{0,400})",
        words=("produced", "developed", "disclaimer", "standards", "purposes", "constitute", "intended", "meant", "licensed", "committed", "written", "created"),
        max_chars=900, confidence=0.88,
    ),
    Rule(
        "en.comments-left", "comment_notice", "What remains of a comment section whose comments were left out.",
        hits=("There are no comments added yet.", "Let's hear your thoughts", "Article Comments", "Pingback: Ten ways to save a bucket"), misses=("The pingback was loud.", "There are no comments from the mayor."),
        whole=("article comments", "let's hear your thoughts", "we'd love to hear from you", "there are no comments added yet", "there are no comments yet", "there are no comments", "no comments added yet"),
        pattern=r"(?:Pingback|Trackback|Ping)\s?: .{3,160}", words=("pingback", "trackback", "ping"), max_chars=180, confidence=0.9,
    ),
    Rule(
        "en.pictured", "caption", "A description of a picture that says where in it somebody stands.",
        hits=("Pictured from left, are Anna Example and Ben Sample.", "Pictured right, is reader Anna Example, of Exampleville, with a goose.", "Pictured at the back, from left, are three of the winners."),
        misses=("Pictured in the square were thousands.", "Pictured: Fig tree no. 3"),
        pattern=r"Pictured(?: (?:at|in|on) the (?:back|front|middle|centre|center|left|right|top|bottom),?)?(?: (?:from|are,? from) (?:the )?(?:left|right)| left to right| (?:left|right|above|below),).{5,300}",
        words=("pictured",), max_chars=380, confidence=0.9,
    ),
)
