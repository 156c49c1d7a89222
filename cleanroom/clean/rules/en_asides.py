"""English rules: what stands between paragraphs and below them: captions without a label, pointers, terms of offers."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_NAME = r"[\p{Lu}][\p{L}.'’-]+(?: (?:[\p{Lu}][\p{L}.'’-]*|de|van|von|al|el|bin)){0,3}"
_AGENCY = r"(?:AP|AFP|Reuters|REUTERS|EPA|PA|AAP|UPI|Getty(?: Images)?|Bloomberg|Shutterstock|Alamy|iStock|Unsplash|Flickr|Pexels)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"

RULES = (
    Rule(
        "en.glued-caption-credit", "caption", "A description of a picture with the credit's label glued to its last word.",
        hits=("6 The latest case was reported after a hunter ate a rabbitCredit: Getty - Contributor", "A singer with her manager at the finalCredit: PA", "The harbour at dawn on SundayCredit: Rex Features"),
        misses=("He took the Credit: it was his.", "The unit is called WestCredit: a bank for all who farm, and the oldest of the three in the valley that still lends."),
        pattern=r".{12,}?[\p{Ll}\d)”\"’]Credits?:\s?[\p{Lu}@][^.!?]{1,60}", first="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'\"‘“", needs=("credit:", "credits:"),
        max_chars=320, confidence=0.93,
    ),
    Rule(
        "en.agency-in-brackets", "caption", "A description of a picture that ends with the agency in brackets.",
        hits=("More than 3,000 pages of the case have been released. (AP)", "The crossing near the port of entry in Exampleville (AFP/Getty Images)", "Guards at the gate on Monday (Anna Example/Reuters)"),
        misses=("(Reuters)", "The firm is listed (AP is not).", "He works for the Associated Press (AP) in Rome.", "LIMA (Reuters) - The council met."),
        pattern=rf"[\p{{Lu}}\"“‘].{{18,}}[\p{{L}}\d.!?”\"’)] ?\((?:{_NAME}\s?/\s?)?{_AGENCY}(?: Photos?| via AP)?(?:\s?/\s?{_NAME})?\)",
        words=("ap", "afp", "reuters", "epa", "pa", "aap", "upi", "getty", "bloomberg", "shutterstock", "alamy", "istock", "unsplash", "flickr", "pexels"), needs=("(",),
        max_chars=230, confidence=0.86,
    ),
    Rule(
        "en.via-agency", "caption", "A description of a picture that ends with its maker and the agency that sold it.",
        hits=("Do you have a healthy relationship with your kettle? Anna Example/DigitalVision via Getty Images", "It is a good way to spoil your sleep. Ben Sample/Moment via Getty Images"),
        misses=("He sold it via Getty Images.", "The photos came by wire. We got them via AP.", "Anna Example via Getty Images"),
        pattern=rf".{{12,}}[.!?…\"”’–)] {_NAME}(?:\s?/\s?[\p{{Lu}}][\w+&. ]{{1,30}})? via {_AGENCY}\.?",
        words=("ap", "afp", "reuters", "epa", "getty", "bloomberg", "shutterstock", "alamy", "istock", "unsplash", "flickr", "pexels"), needs=(" via ",), max_chars=320, confidence=0.92,
    ),
    Rule(
        "en.photo-by", "caption", "A description of a picture that says whom it is by, and where the picture comes from.",
        hits=("Above: The seed heads of coneflowers in the park. Photo by Anna Example, courtesy of the Example Park.", "The chain opened 80 shops this year, with 150 planned. | Photo by Anna Example", "The new hall at dusk. Image courtesy of Example Architects."),
        misses=("She was not in it. Photo by photo it came back.", "A photo by Anna Example, courtesy of the park, hangs in the hall.", "The wall was bare. Photos by the hundred lay below it."),
        pattern=rf".{{12,}}?[.!?|)”\"] ?(?:Photo|Photograph|Image|Illustration|Picture|Rendering)s? (?:by|courtesy(?: of)?|via|from) (?:the )?{_NAME}(?:,? (?:for|via|courtesy(?: of)?|from) (?:the )?[\p{{Lu}}][^.!?]{{2,50}}| [/|] [^.!?]{{2,40}})?\.?",
        words=("photo", "photos", "photograph", "photographs", "image", "images", "illustration", "illustrations", "picture", "pictures", "rendering", "renderings"), max_chars=340, confidence=0.9,
    ),
    Rule(
        "en.above-caption", "caption", "A description of the picture above or below it, announced by where that is.",
        hits=("Above: The fluffy seed heads glow in the winter light.", "Below: Anna Example at her loom"), misses=("Above all, it is a home.", "Above: 40", "Below: see table 3"),
        pattern=r"(?:Above|Below|Left|Right|Above left|Above right|Above and below): [\p{Lu}“\"'‘](?=.*\p{Ll}{3}.*\p{Ll}{3}).{8,}", words=("above", "below", "left", "right"), needs=("above: ", "below: ", "left: ", "right: "), max_chars=560, confidence=0.8,
    ),
    Rule(
        "en.dated-photo", "caption", "A description of a picture as agencies write it: in this photo, taken then, provided by whom.",
        hits=("In this Dec. 12, 2006, file photo, made available by Example, two divers work at the wreck.", "This undated photo provided by the Example County Jail shows the barn.", "In this image from video, a diver waves.", "FILE - In this May 3, 2018 photo, boats lie in the harbour."),
        misses=("In this photo of a marriage the novelist finds no love.", "This photo was her best.", "This image is provided by the camera.", "This kind of photo can be provided by anybody."),
        pattern=rf"(?:FILE\s?[-–—]+\s?)?(?:In this|This) (?:(?=[^,]{{0,40}}(?:\d|undated|file))(?:(?:{_MONTH}|\w+day|undated|\d{{1,4}}(?:st|nd|rd|th)?),?\.? ){{0,4}}(?:,? ?file )?(?:photo|image|photograph|picture|frame grab|combination of photos)(?:,| (?:taken|provided|released|made available|obtained|posted|shows?|from)\b)"
                r"|(?:photo|image|photograph|frame grab) (?:provided|released|made available|taken from) (?:by|from)?|(?:photo|image|frame grab|still) from (?:\w+ )?video,?).{12,}",
        words=("photo", "image", "photograph", "picture", "photos", "grab", "still"), max_chars=600, confidence=0.92,
    ),
    Rule(
        "en.offer-terms", "newsletter", "What one agrees to who signs up: messages, their price, how to end them.",
        hits=("By signing up, you agree to receive recurring automated messages from Example at the number provided.", "By providing a telephone number, you are consenting to be contacted by SMS.", "Msg and data rates may apply.", "You can reply STOP to opt-out of further messaging.",
              "Privacy Notice: Newsletters may contain info about charities and online ads."),
        misses=("By signing up to the treaty, the states agree to cut emissions.", "He agreed to reply, and to stop.", "By submitting to the court they consented, the judge wrote.", "The privacy notice was torn down."),
        pattern=r"(?i)by (?:signing up|subscribing|submitting|providing|entering|registering|joining|creating an account|clicking)\b.{0,160}?\byou(?:['’]re| are)? (?:also )?(?:agree|consent|accept|acknowledge|confirm)(?:ing)?\b.{0,420}"
                r"|(?:standard )?(?:msg|message|sms)s? (?:and|&) data rates (?:may|might) apply.{0,200}|(?:you can |text |or )?reply (?:['\"“]?stop|['\"“]?help)\b.{0,40}\b(?:to|for) (?:opt|unsubscribe|cancel|end|more|help|info).{0,140}"
                r"|privacy notice: .{10,400}|(?:you (?:can|may) )?(?:unsubscribe|opt[ -]out) at any ?time\b.{0,120}",
        words=("agree", "agreeing", "consent", "consenting", "accept", "accepting", "acknowledge", "confirm", "rates", "reply", "notice", "unsubscribe", "opt"), max_chars=640, tells=True, confidence=0.9,
    ),
    Rule(
        "en.republish-guide", "republication", "How other houses may take the text over, below it.",
        hits=("Want to republish an Example Weekly story?", "Republish this article", "Republish our articles for free, online or in print."),
        misses=("They want to republish the diary in May.", "Republish it or not, said the editor, nobody will read it."),
        pattern=r"(?i)(?:(?:do you )?want to (?:republish|repost|reprint) (?:this|an?|our|one of our)\b.{3,60}\?|republish (?:this|our) (?:article|story|stories|articles|content|work)\b(?! (?:said|asked|was|in)).{0,80}|(?:republishing|republication|reprint) guidelines)",
        words=("republish", "repost", "reprint", "republishing", "republication"), max_chars=140, confidence=0.9, run="rest",
    ),
    Rule(
        "en.bare-tags", "tags", "Subjects behind the word that names them, without a colon.",
        hits=("Tags Anna Example Exampleville", "Tags Pumps, Buckets, Town Council", "Tagsbucket race 2018, bucket race exampleville, town race"),
        misses=("Tags are what the shop is known for.", "Tags", "Tags of all kinds hung from the coat.", "Tagseinde is a word that nobody uses, or so we thought, in Utrecht"),
        pattern=r"Tags? (?:[\p{Lu}\d][\p{L}\d'’&.-]*,? ?)(?:(?:[\p{Lu}\d][\p{L}\d'’&.-]*|of|the|and|de|da|do|in|for|&),? ?){0,30}(?<![.!?])|Tags[\p{Ll}\d][\p{Ll}\d -]{2,40}(?:, [\p{Ll}\d][\p{Ll}\d -]{2,60}){2,40}",
        first="T", needs=("tag",), max_chars=500, confidence=0.9,
    ),
    Rule(
        "en.learn-more-about", "read_more", "A pointer to more of what was said, set between paragraphs.",
        hits=("Learn more about the Example MBA Program", "Learn More about Ten Ways to Save a Bucket", "👉 Learn more about pumps from Example.", "Read more stories like this on Example.com"),
        misses=("Learn more about the dog before you buy it, she says.", "Learn more about how to breathe:", "Learn more about it.", "They learn more about the sea"),
        pattern=r"(?i)learn more about (?!it$|them$|this$|how )[^.!?:;]{6,100}(?<![,;:.!?…])|(?:👉|➡️?|→|»|▶️?|►)\s{0,2}(?:learn|see|find out|read) (?:more|about)\b.{3,120}"
                r"|read more (?:news|stories|articles|posts) (?:like this|on|at|from|by)\b.{0,80}",
        words=("learn", "see", "find", "read"), max_chars=150, confidence=0.87,
    ),
    Rule(
        "en.dated-title", "related_links", "An item that is the title of another post with its date behind; more of them below each other are a list of posts.",
        hits=("- The Ultimate Guide to Long Nights on the Pump - December 8, 2025", "• Top Ten Buckets of the Year – November 27, 2025"),
        misses=("- The law passed on March 3, 2019", "The Ultimate Guide to Long Nights - December 8, 2025", "- December 8, 2025"),
        pattern=rf"[-–•*] [\p{{Lu}}\d].{{15,180}} [-–|] {_MONTH} \d{{1,2}}, \d{{4}}", first="-–•*",
        needs=tuple(f"{dash} {month}" for dash in "-–|" for month in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
        max_chars=220, confidence=0.62,
    ),
    Rule(
        "en.asks-readers", "boilerplate", "Asks readers who liked a text for money or for an address, or says how old it is.",
        hits=("Enjoyed this piece? We need your help to keep publishing.", "Was this newsletter forwarded to you? Sign up to get it in your inbox.", "Become a paid subscriber to Example to unlock this piece and learn about:",
              "This post is over 3 years old. It could be out of date.", "Would you like to receive notifications about new posts?", "Fill out the form to get a copy of our ebook."),
        misses=("Enjoyed this? So did he.", "The newsletter was forwarded to the police.", "He wants to become a member of the council.", "This post is over 3 metres tall.", "Fill out the form with a pen."),
        pattern=r"(?i)(?:enjoy(?:ed|ing)?|liked?|loved?) (?:this|our|what you['’]re) (?:piece|article|story|post|essay|interview|newsletter|content|reading|work)\?.{3,200}|(?:was|did someone forward) this (?:newsletter|e-?mail)\b.{0,30}(?:forwarded)?.{0,10}to you\?.{0,120}"
                r"|become an? (?:paid |paying |free |supporting )(?:subscriber|member|patron)\b.{0,140}|this (?:post|article|story|page|content) is (?:over|more than|at least) \w+ (?:year|month)s? old\b.{0,200}"
                r"|would you like to (?:receive|get) .{0,30}(?:notifications|updates|e-?mails|news|our newsletter)\b.{0,60}\?|(?:fill|complete) (?:out |in )?the form (?:below |above )?to (?:get|receive|download|request|access)\b.{3,100}",
        words=("piece", "article", "story", "post", "essay", "interview", "newsletter", "email", "content", "reading", "work", "subscriber", "member", "patron", "notifications", "updates", "emails", "news", "form", "page"), max_chars=260, tells=True, confidence=0.88,
    ),
    Rule(
        "en.write-to-us", "boilerplate", "Asks readers to write to the house or to the author, with the address.",
        hits=("Are pumps failing in your street? Get in touch at news@example.org", "Email Anna Example at anna@example.org or follow her @annaexample. Follow us on Example.", "Contact Ben Sample at ben@example.org"),
        misses=("Contact the office at info@example.org or 555 0100.", "He got in touch at dawn.", "Email: info@example.org", "Write to the clerk at clerk@example.org by Friday, the notice says."),
        pattern=rf"(?:.{{10,120}}\? )?(?:Get in touch|Let us know|Tell us|Email us|Write to us|Drop us a line)\b[^.!?]{{0,60}}\b(?:at|on|by|via)\b[^.!?]{{0,30}}[\w.+-]+@[\w-]+\.[\w.]+.{{0,80}}"
                rf"|(?:Email|Contact|Reach|E-mail) (?:reporter |writer |editor |staff writer )?{_NAME} at [\w.+-]+@[\w-]+\.[\w.]+.{{0,200}}",
        words=("touch", "us", "email", "contact", "reach", "mail"), needs=("@",), max_chars=320, tells=True, confidence=0.88,
    ),
    Rule(
        "en.transcript-note", "boilerplate", "What a house says of its transcripts and of a text that is read aloud.",
        hits=("Accuracy and availability of Example transcripts may vary. Transcript text may be revised to correct errors.", "This audio is auto-generated. Please let us know if you have feedback.", "This audio is generated by AI."),
        misses=("The accuracy of transcripts may vary, the court said.", "This audio was generated in May by a kettle.", "The audio is generated by wind."),
        pattern=r"(?i)accuracy and availability of .{2,40} transcripts? may vary\b.{0,420}|this (?:audio|article|summary|translation|transcript) (?:is|was) (?:auto-?generated|auto-?translated|machine[- ]translated|automatically (?:generated|translated)|(?:generated|read|narrated|translated|created) (?:by|with|using) (?:an? )?(?:ai|automated|artificial|google|software))\b.{0,160}",
        words=("transcripts", "transcript", "audio", "article", "summary", "translation"), max_chars=500, tells=True, confidence=0.93,
    ),
    Rule(
        "en.picture-sources", "photo_credit", "Who took a picture and where it is from, in two parts.",
        hits=("Photographer: Example.com | Source: Unsplash", "Photo: Anna Example | Source: Example Weekly"), misses=("Photographer: a hard job | 3 days a week", "Source: Unsplash"),
        pattern=r"(?:Photographer|Photo|Image|Credit|Illustration)s?: [\p{Lu}@][^|]{1,50} \| (?:Source|Credit|Via|Photo|Image): [\p{Lu}][^|]{1,40}",
        words=("photographer", "photo", "image", "credit", "illustration"), needs=("|",), max_chars=120, confidence=0.93,
    ),
)
