"""English rules: forms, states and headings of the comment section; notes of the house about the text."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "en.comment-notice", "comment_notice", "The form, rules or heading of the comment section.",
        hits=("Comments are closed.", "Leave a Reply", "12 Comments", "Your email address will not be published.",
              "Be the first to comment", "3 Responses to The Story", "View all comments (12)"),
        misses=("Comments on the bill were mixed.", "No comment was given.", "He left a comment on her desk."),
        whole=("comments", "responses", "top comments", "user comments", "leave a reply cancel reply", "0 comments",
               "0 comment", "comment", "no comments", "no comments yet", "comments closed", "comments are closed",
               "comments off", "comments are off for this post", "comments are turned off", "comments are disabled",
               "commenting is closed", "comments are now closed", "comments for this thread are now closed",
               "comments are closed for this article", "leave a comment", "leave a reply", "leave comment",
               "leave your comment", "leave a comment below", "add a comment", "add comment", "add your comment",
               "add new comment", "post a comment", "post comment", "post your comment", "post a new comment",
               "write a comment", "write a reply", "submit comment", "submit a comment", "view comments",
               "view all comments", "view comments 0", "view all comments 0", "show comments", "show comments 0",
               "hide comments", "see all comments", "read comments", "all comments", "comments 0", "reader comments",
               "readers' comments", "reader comments 0", "load comments", "load more comments", "recent comments",
               "join the conversation", "join the discussion", "start the conversation", "start the discussion",
               "have your say", "what do you think", "tell us what you think", "share your thoughts", "discussion",
               "conversation", "0 responses", "0 response", "0 replies", "0 reply", "0 thoughts", "be the first to comment",
               "be the first to reply", "be the first to like this", "be the first to know", "cancel reply", "post reply",
               "sort by", "sort by best", "sort by newest", "be the first to leave a comment", "newest first", "oldest first", "newest", "oldest", "best", "most liked",
               "log in to comment", "login to comment", "log in to reply", "log in to post a comment", "sign in to comment",
               "you must be logged in to post a comment", "your email address will not be published",
               "required fields are marked", "save my name email and website in this browser for the next time i comment",
               "notify me of new posts by email", "notify me of follow-up comments by email",
               "notify me of followup comments via e-mail", "enter your comment here", "please enter your comment",
               "please enter your name here", "please enter your comment here", "comment guidelines", "comment policy",
               "commenting guidelines", "commenting policy", "community guidelines", "comments policy",
               "subscribe to post comments atom", "links to this post", "report comment", "report abuse", "name", "website",
               "disqus comments", "comments powered by disqus", "blog comments powered by disqus",
               "please enable javascript to view the comments powered by disqus", "this site uses akismet to reduce spam",
               "this site uses akismet to reduce spam learn how your comment data is processed", "moderated comments"),
        opener=("leave a reply to", "leave a comment on", "you must be logged in to", "you must log in to", "you must be a member to",
                "this site uses akismet", "your email address will not be published",
                "required fields are marked", "comments are closed", "comments are moderated", "we welcome your comments", "we have disabled comments",
                "be the first to comment on", "want to comment", "0 responses to", "0 comments on", "0 thoughts on", "one thought on", "one response to",
                "one comment on", "please enable javascript to view the", "notify me of", "save my name", "note we are temporarily moderating",
                "to comment on this", "comments on this article", "comments on this story", "responses to", "click here to comment", "join the conversation",
                "subscribe to post comments", "by posting a comment", "by commenting", "comments that are", "all comments are", "the comments section is"),
        max_chars=230, confidence=0.86,
    ),
    Rule(
        "en.comments-state", "comment_notice", "Says that comments are closed, hidden, moderated, fed or asked for.",
        hits=("Comments have been disabled.", "Sorry, the comment form is closed at this time.", "Commenting has been turned off for this article.",
              "Log in or register to post comments", "RSS feed for comments on this post.", "Comments Off on Town asks residents to water trees",
              "View 14 comments", "What do you think? Let us know in the comments below.", "Facebook Comments Plugin", "Email *"),
        misses=("Comments on the form were closed by Friday.", "He logged in or registered to post comments.", "The shop is closed at this time.",
                "Comments are closed, the sign on the suggestion box said."),
        pattern=r"(?i)(?:sorry,? ?)?(?:the |all |our |reader |user )?comment(?:s|ing)?(?: (?:form|section|thread|function|feature))?s?(?: (?:for|on|to) this (?:\w+ )?(?:article|post|story|page|entry|video|thread))?"
                r" (?:is|are|has been|have been)(?: now| currently| temporarily)? (?:closed|disabled|turned off|switched off|moderated|locked|off|not available|unavailable)"
                r"(?: (?:for|on|at|to|in) (?:this|the|all|our|these)\b.{0,50})?[.!]?"
                r"|(?:please )?(?:log|sign)[ -]?in(?:,? (?:or|and|/) (?:register|sign up|join|create an account))? (?:to|and) (?:post|leave|add|write|read|view|join)\b.{0,20}\bcomments?\.?"
                r"|(?:rss|atom) ?(?:feed|2\.0)?.{0,20} (?:for|to|of) (?:the )?comments?(?: (?:on|to|for) this (?:post|entry|article))?\.?|trackback(?: uri| url| address)?.{0,20}"
                r"|comments? off on .{2,150}|(?:view|show|read|see|hide|load)(?: all| the| more)?(?: \d+)? comments?(?: ?\(\d+\))?"
                r"|(?:what do you think\?|have your say|do you agree\?|got something to say\?)?.{0,40}\b(?:let us know|tell us|share your (?:thoughts|views|opinion)|sound off|leave (?:us )?a comment|weigh in)\b.{0,30}\bin the comments?(?: section| below| box)*[.!]?"
                r"|(?:facebook|disqus|wordpress) comments?(?: plugin| box)?|(?:e-?mail|name|website|your name|your e-?mail|comment) ?\*",
        words=("comment", "comments", "commenting", "trackback", "email", "name", "website", "e"),
        needs=("comment", "trackback", "*"), max_chars=190, confidence=0.9,
    ),
    Rule(
        "en.forum", "navigation", "What forum software prints around a thread: pages, who is there, the form.",
        hits=("Page 1 of 2", "Page 12 of 340", "Who is online", "Users browsing this forum: otto and 4 guests",
              "Who is online: Users browsing this topic: No registered users", "Post a reply", "Board index",
              "Display posts from previous: All posts", "All times are UTC + 1 hour", "3 posts • Page 1 of 1"),
        misses=("Page 1 of 2 was missing when she opened the letter.", "Who is online at night?", "The board index fell.",
                "Page 4", "Return to the harbour"),
        whole=("who is online", "board index", "post a reply", "reply to this topic", "start new topic",
               "reply with quote", "report this post", "previous topic", "next topic", "mark topic read"),
        pattern=r"(?i)(?:\d+ posts? ?[•·|-] ?)?page \d+ of \d+(?: ?[•·|-].{0,30})?"
                r"|(?:who is online:? ?)?(?:users? browsing|members? (?:viewing|browsing)) this (?:forum|topic|thread|page):.{0,150}"
                r"|display posts from previous:?.{0,60}|all times are (?:utc|gmt)\b.{0,40}",
        words=("page", "browsing", "viewing", "display", "times"), needs=(" of ", "browsing", "viewing", "previous", "all times"), max_chars=200, confidence=0.9,
    ),
    Rule(
        "en.disclaimer", "boilerplate", "Whose views a text gives, and that they are not the house's.",
        hits=("The views expressed in this article are the author's own and do not necessarily reflect the editorial policy of Example Weekly.",
              "Opinions expressed are those of the author."),
        misses=("The views expressed by the delegates in the hall were those of the hungry.", "Opinions differ."),
        pattern=r"(?i)(?:disclaimer: ?)?(?:the |all |any )?(?:views?|opinions?)(?:,? (?:and|or|views|opinions|,)){0,4} expressed(?: (?:here|herein|in this \w+|by (?:the )?(?:author|writer|columnist|contributor)s?))?\b.{0,60}"
                r"\b(?:author|writer|columnist|contributor|own)\b.{0,220}",
        words=("views", "view", "opinions", "opinion"), max_chars=380, confidence=0.88,
    ),
    Rule(
        "en.boilerplate", "boilerplate", "Contact lines, feedback, corrections and tips of the house.",
        hits=("Have a tip? Email the newsroom at tips@example.org", "Something wrong with this article? Let us know",
              "Was this article helpful?", "Send us a correction", "Reach the reporters at news@example.org"),
        misses=("He had a tip for her.", "Contact between the sides broke off."),
        opener=("have a tip", "got a tip", "do you have a tip", "something wrong with this", "see something wrong", "spotted an error",
                "notice an error", "found an error", "report an error", "report a typo", "report a problem", "suggest a correction",
                "was this article", "was this page", "did you find this", "was this helpful", "rate this article", "rate this",
                "send us a", "send your", "reach the reporters", "reach the reporter", "email the author", "email the writer", "contact the author",
                "contact the writer", "contact the reporter", "got a story", "do you have a story", "have a story", "share your story",
                "write to the editor", "send a letter", "submit a letter", "to report a", "how to contact us", "about the author",
                "about the writer", "about this author", "all articles by", "view all posts by", "view all articles by", "see all posts by",
                "more about the author"),
        whole=("about the author", "about the authors", "about author", "author bio", "was this helpful", "print edition", "advertise here",
               "report a correction", "suggest an edit", "report an error", "report a typo", "send feedback", "rate this article",
               "article information", "article rating", "thank you for your feedback", "thanks for your feedback", "see the rating"),
        max_chars=200, confidence=0.82, stop=True,
    ),
    Rule(
        "en.house-word", "boilerplate", "A word of the house's buttons that may be a heading of the text too.",
        hits=("Feedback", "Disclaimer", "Vote"), misses=("Vote early", "Disclaimer: none"),
        whole=("feedback", "disclaimer", "vote"), max_chars=30, confidence=0.6, edge=0.82,
    ),
)
