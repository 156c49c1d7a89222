"""English rules: what a house asks of its readers: money, a log-in, patience, a tip, to share, to agree."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "en.donation", "paywall", "Asks readers for money.",
        hits=("Since you're here, we have a small favour to ask.", "Every contribution, however big or small, powers our journalism and sustains our future.", "Please consider making a tax-deductible donation today.", "We rely on readers like you to fund our work.",
              "Buy me a coffee", "Support us on Patreon", "If you value our reporting, please consider a donation.", "This article was made possible by readers like you.", "We can't do this without you. Become a member today."),
        misses=("He had a small favour to ask of the mayor.", "Every contribution counts, the treasurer told the meeting.", "The donation was tax-deductible.", "They rely on readers like these to sort the post.", "She bought me a coffee"),
        pattern=r"(?i)(?:.{0,120}[,.—–] )?we have (?:a|one) (?:small|quick|tiny|little) favou?r to ask.{0,200}|(?:every|any|your) (?:(?:single|generous|small|monthly|recurring|tax-deductible|one-time) ){0,2}(?:contribution|donation|dollar|gift|subscription|membership|pledge)\b.{0,60}?\b(?:powers?|helps?|supports?|funds?|ensures?|sustains?|makes?|keeps?|allows?|enables?)\b.{0,40}\b(?:our|us|this)\b.{0,160}"
                r"|(?:please |if you (?:can|value|like|enjoy|appreciate|believe|found|find)\b.{0,90}[,;] ?(?:please )?)(?:consider|think about) (?:making )?(?:an? |your )?(?:small |one-time |monthly |regular |tax-deductible |recurring |year-end )*(?:donat|contribut|support|subscrib|pitching in|chipping in|becom|gift|pledg)\w*.{0,160}"
                r"|dear reader,? (?:did you know|we (?:are|rely|need)|please)\b.{10,200}|we (?:rely|depend) on (?:our )?(?:readers?|donations|members?|contributions|the (?:generosity|support))\b(?=.{0,40}\b(?:like you|to fund|to keep|of (?:readers|people)|for (?:our|support))).{0,200}|(?:this|our) (?:article|story|reporting|work|journalism|site|podcast|project) (?:is|was) (?:made possible|funded|supported) by (?:our )?(?:readers|listeners|members|donations|viewers|people) ?(?:like you)?.{0,120}"
                r"|buy (?:me|us) a (?:coffee|beer|ko-?fi)(?: .{1,30})?|(?:(?:you can )?support|join|find|back) (?:us|me|our work|my work|this (?:work|site|blog|project|podcast))(?: by becoming an? \w+)? (?:on|via|through|at) (?:patreon|ko-?fi|paypal|liberapay|github sponsors|open ?collective|buymeacoffee)\b.{0,60}"
                r"|we (?:can['’]t|cannot|couldn['’]t) do (?:this|it) without you\b.{0,160}|(?:donate|give|contribute) (?:now|today|monthly|here)(?: (?:to|and|by) .{2,60})?[.!]?|help us (?:keep|raise|reach|continue|grow|stay|publish)\b.{0,120}\b(?:donat|contribut|support|subscrib|member|free)\w*.{0,60}|support (?:the )?(?-i:[A-Z])[\w ]{2,30} (?:from as little as|for just|from just) [$€£]\d.{0,80}",
        words=("reader", "favour", "favor", "contribution", "donation", "dollar", "gift", "subscription", "membership", "pledge", "consider", "think", "rely", "depend", "possible", "funded", "supported", "coffee", "beer", "kofi", "ko", "patreon", "paypal", "liberapay", "sponsors",
               "collective", "opencollective", "buymeacoffee", "without", "donate", "give", "contribute", "help", "support"),
        needs=("dear reader", "favor", "favour", "contribution", "donation", "dollar", "gift", "subscription", "membership", "pledge", "consider", "think about", "rely on", "depend on", "made possible by", "funded by", "supported by", "buy me", "buy us", "patreon", "ko-fi", "kofi", "paypal",
               "liberapay", "sponsors", "collective", "buymeacoffee", "without you", "donate", "give ", "contribute", "help us", "support "),
        max_chars=420, tells=True, confidence=0.88,
    ),
    Rule(
        "en.access", "paywall", "Says how many texts one may still read, or what reading on costs.",
        hits=("You’ve read 3 of 5 free articles this month.", "Get unlimited access for $1 a month", "Try unlimited access. Only $1 for 4 weeks", "Thank you for your patience while we verify access.", "Sign up (it's quick and free) or sign in now.",
              "Stay informed with Example Weekly – your source for credible journalism. Get in-depth reporting for only $5 a month."),
        misses=("You have read 3 of the books", "They got unlimited access for a year, the court heard.", "Thank you for your patience, said the guard."),
        pattern=r"(?i)you(?:['’]ve| have) (?:read|used|viewed|reached|hit)\b.{0,30}\b(?:\d+|one|two|three|all|your|the)\b.{0,30}\b(?:free |complimentary )(?:articles?|stories|views?|limit)\b.{0,120}|(?:get|try|enjoy|start) (?:unlimited|full|digital|all) (?:digital )?access\b.{0,30}(?:[$€£]\d|free|only|today|now|for).{0,100}"
                r"|thank you for your patience while we verify access.{0,200}|sign up \(it['’]s quick and free\).{0,60}|stay informed with .{2,60} [–—-] .{5,200}\b(?:only|just) [$€£\p{Lu}]{1,3}\d.{0,60}|(?:from |only |just )?[$€£]\d[\d.]*(?: ?/ ?|\s(?:a|per) )(?:week|month|year)(?: for (?:your |the )?first .{3,30})?[.!*]{0,2}|cancel any ?time\.?|billed (?:monthly|annually|yearly).{0,60}|(?:want|need) (?:to read )?the full (?:story|article)\?.{0,60}",
        words=("articles", "article", "stories", "views", "view", "limit", "access", "informed", "quick", "week", "month", "year", "cancel", "billed", "full"), needs=("free", "complimentary", "access", "stay informed", "quick and free", "week", "month", "year", "cancel any", "billed", "the full "), max_chars=340, tells=True, confidence=0.88,
    ),
    Rule(
        "en.browser-check", "boilerplate", "What a page says that did not load, or that asks who is there.",
        hits=("JavaScript is not available. We’ve detected that JavaScript is disabled in this browser.", "Checking your browser before accessing example.com.", "Verifying you are human. This may take a few seconds.", "Your browser is out of date. Please update it.", "An error occurred. Please try again later.", "Sorry, an error occurred."),
        misses=("An error occurred in the count, the clerk said.", "Something went wrong at the lock.", "JavaScript is available on all of them.", "You are human, said the robot."),
        pattern=r"(?i)(?:java ?script is (?:not available|disabled|required|turned off)\b.{0,200}|(?:you need to |please |to .{3,60}, (?:please )?)?(?:enable|turn on|activate) (?:java ?script|cookies)\b.{0,160}|we(?:['’]ve| have) detected that .{0,30}(?:java ?script|ad ?block(?:er|ing)?)\b.{0,200}|checking (?:your browser|if the site connection is secure)\b.{0,120}"
                r"|verifying (?:that )?you are human\b.{0,100}|(?:please )?(?:verify|confirm|prove) (?:that )?you are (?:a )?human\b.{0,80}|your browser is (?:out of date|outdated|not supported|no longer supported)\b.{0,160}|(?:sorry[,!.]? )?(?:an (?:unexpected )?error (?:has )?occurred|something went wrong)[.!,](?: (?:please |wait a moment and |and )?(?:try again|refresh|reload|contact us).{0,80})?"
                r"|(?:this page|the page|loading|it) (?:is )?(?:didn['’]t load|could not be loaded|taking longer than (?:usual|expected)).{0,80}|(?:please )?(?:disable|turn off|whitelist) your ad ?blocker\b.{0,120}|reload (?:the )?page to continue\.?)",
        words=("javascript", "script", "cookies", "adblock", "adblocker", "ad", "checking", "verifying", "human", "browser", "error", "wrong", "load", "loaded", "longer", "blocker", "reload"), max_chars=360, tells=True, confidence=0.9,
    ),
    Rule(
        "en.share-request", "share_bar", "Asks readers who liked a text to share it.",
        hits=("If you liked this article, share it with your friends.", "If you found this post helpful, please share it.", "Did you enjoy this post? Share it!", "Please share this article with your friends and family using the buttons below.", "Bookmark this article", "Add TheExample to your Google News feed."),
        misses=("If you like it, share it with the dog.", "Please share the bread.", "Share this with nobody, the letter said.", "Bookmark"),
        pattern=r"(?i)(?:if you (?:liked|enjoyed|loved|like|enjoy|found) (?:this|our|the|reading this) (?:article|post|story|video|recipe|piece|content|blog|page|tutorial|guide)\b.{0,80}\b(?:share|subscribe|like|follow|sign up|check out|pin|tweet)\b.{0,120}|(?:did you )?(?:enjoy|like|love|find)(?:ed)? (?:this|our) (?:article|post|story|video|recipe|piece|content)(?: (?:useful|helpful|interesting))?\?.{0,120}"
                r"|(?:please |don['’]t forget to )?share (?:this|the|our) (?:article|post|story|page|recipe|video|news|content)(?: (?:with|on|via|using|if)\b.{2,100})?[.!]?|(?:bookmark|save|print|email|gift) this (?:article|post|story|page|recipe)|add (?:us|.{2,40}) (?:to your google news(?: feed)?|as a preferred source on google|on google news|to google news).{0,40})",
        words=("share", "subscribe", "like", "follow", "sign", "check", "pin", "tweet", "enjoy", "love", "find", "found", "bookmark", "save", "print", "email", "gift", "add", "liked", "enjoyed"),
        needs=("this", "our ", "the ", "google"), max_chars=240, tells=True, confidence=0.88,
    ),
    Rule(
        "en.privacy-links", "cookie_notice", "Links and clauses about privacy and terms below a page.",
        hits=("Do Not Sell or Share My Personal Information", "Your California Privacy Rights", "Manage your cookie preferences", "We and our partners store and/or access information on a device, such as cookies.", "Use of this site constitutes acceptance of our User Agreement and Privacy Policy."),
        misses=("The use of this site for landing is forbidden.", "We and our partners store grain.", "They do not sell it.", "Your rights in California are listed below."),
        pattern=r"(?i)(?:please )?do not sell(?: or share)? my (?:personal )?(?:info|information|data)\.?|your (?:\w+ )?privacy (?:rights|choices|preferences|controls)(?:/.{2,60})?|(?:manage|change|update|review|edit) (?:your |my )?(?:cookie|privacy|consent|ad|advertising)s? (?:preferences|settings|choices|options)|we and our (?:\d+ )?(?:\w+ )?partners (?:store|use|process|access)\b.{0,40}\b(?:information|data|cookies|device)\b.{0,400}"
                r"|(?:use of (?:and/or registration on any portion of )?|by using )(?:this|the|our) (?:web)?site,? (?:constitutes|signifies|indicates|you (?:agree|accept|consent))\b.{0,300}|(?:notice at collection|your ad choices|adchoices|ad choices|limit the use of my sensitive personal information|cookies? settings|consent preferences)",
        words=("sell", "privacy", "cookie", "cookies", "consent", "ad", "advertising", "partners", "site", "website", "collection", "adchoices", "sensitive"), max_chars=520, tells=True, confidence=0.92,
    ),
    Rule(
        "en.tip-line", "boilerplate", "Asks readers for news, and says where to send it.",
        hits=("Have a news tip? Contact our reporters", "Got a confidential news tip? We want to hear from you.", "Send tips to tips@example.com", "Contact us at letters@example.com."),
        misses=("He had a tip for the barber.", "Send it to anna@example.com by May.", "Contact the harbour at harbour@example.com."),
        pattern=r"(?i)(?:do you )?(?:have|got|know)(?: of)?(?: a| any)?(?: \w+)?(?: news| story| confidential)* (?:tips?|scoops?)\b[^.]{0,40}\?.{0,160}|(?:send|submit|e-?mail)(?: us)?(?: your| news| a| any| confidential)* (?:tips?|story ideas?|feedback|corrections|pitches) (?:to|at|here)\b.{2,80}|contact (?:us|the (?:editor|author|newsroom|newsdesk|team)) (?:at|via|by) .{0,20}[\w.+-]+@[\w-]+\.[\w.]+.{0,30}|(?:sign up|click|tap) here\.",
        words=("tip", "tips", "scoop", "scoops", "ideas", "idea", "feedback", "corrections", "pitches", "contact", "here"), max_chars=240, confidence=0.86,
    ),
    Rule(
        "en.more-heads", "related_links", "Headings of lists of other pages.",
        hits=("You might also be interested in", "Readers also enjoyed", "Explore more on these topics", "Suggested Topics:", "More on Example Business School:"), misses=("More on Monday", "In this article", "In this article: the truth about weirs", "Readers also enjoyed the soup."),
        whole=("you might also be interested in", "you may also be interested in", "you may be interested in", "readers also enjoyed", "readers also read", "explore more on these topics", "suggested topics", "you might also enjoy", "you may also enjoy",
               "you'll also like", "you will also like", "more to explore", "more from the blog", "more articles like this", "more posts like this", "others also read", "people also viewed", "people also liked", "people also ask", "customers also viewed", "browse more",
               "browse by topic", "explore topics", "related tags", "related categories", "topics in this article", "topics mentioned in this article", "article topics", "story tags", "next in", "recirculation", "load more stories"),
        pattern=r"More on [\p{Lu}][\w&'’. -]{2,50}:", words=("more",), max_chars=70, confidence=0.84, run="list", stop=False,
    ),
    Rule(
        "en.log-in", "navigation", "A link to log in, with what for.",
        hits=("Sign in to your account", "Log in to comment", "Please log in to continue.", "Sign in with Google", "Log in or create an account"),
        misses=("Sign in to your account and look for the word \"water\".", "He logs in to his account.", "Log in the river"),
        pattern=r"(?i)(?:please )?(?:log|sign)[ -]?in (?:to|with|via|using|or|for)\b(?!.*\band\b)[^.!?,;:]{1,45}[.!]?", words=("log", "login", "sign"), max_chars=70, confidence=0.86,
    ),
)
