"""English rules: what players, galleries and pictures leave."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "en.player", "media_widget", "Buttons, labels and messages of an audio or video player.",
        hits=("Listen to this article", "This video is unavailable", "Media playback is unsupported on your device",
              "Use Up/Down Arrow keys to increase or decrease volume."),
        misses=("They listen to this article of faith with care.", "Play resumed after lunch.", "The mute swan",
                "Duration: 2 to 6 months"),
        whole=("audio player", "video player", "media player", "play video", "play audio", "play episode",
               "play all", "play pause", "mute", "unmute", "unmute video", "mute video", "toggle mute", "fullscreen",
               "full screen", "exit fullscreen", "enter fullscreen", "picture in picture", "skip ad", "playback speed",
               "playback rate", "current time", "duration time", "remaining time", "total duration", "loaded 0",
               "progress 0", "stream type live", "seek to live currently behind live",
               "seek to live currently playing live", "video quality", "captions off selected", "captions settings",
               "captions settings opens captions settings dialog", "subtitles off selected", "subtitles settings",
               "subtitles settings opens subtitles settings dialog", "descriptions off selected", "audio track", "default selected",
               "this is a modal window", "beginning of dialog window",
               "end of dialog window", "close modal dialog", "now playing", "listen to this article", "listen to this story",
               "listen to article", "listen to the article", "listen to this episode", "listen to the podcast", "listen now",
               "listen live", "listen to the story", "download audio", "download mp0", "download episode", "download podcast",
               "subscribe to podcast", "watch live", "watch now", "watch more", "watch again", "replay video",
               "video unavailable", "this video is unavailable", "this video is not available", "video is loading",
               "video player is loading", "loading the player", "loading video", "loading player", "advertisement skip",
               "media playback is unsupported on your device", "playback is not supported on your device",
               "your browser does not support the audio element", "your browser does not support the video tag",
               "your browser does not support html0 video", "your browser does not support the video element",
               "please enable javascript to play this video", "please enable javascript to view this content",
               "an error occurred", "error loading media", "file could not be played", "volume 0",
               "embed video", "embed code", "copy embed code", "skip backward", "skip forward",
               "rewind 0 seconds", "fast forward 0 seconds", "forward 0 seconds", "back 0 seconds", "0 seconds",
               "play in new window", "play in popup", "view gallery", "view slideshow", "open gallery", "show gallery",
               "view photos", "photo gallery", "start slideshow", "hide caption", "toggle caption", "enlarge this image",
               "enlarge image", "open image modal", "image 0 of 0", "photo 0 of 0", "0 of 0", "slide 0 of 0", "back to gallery",
               "view full size", "full size image", "click to enlarge",
               "next video", "previous video", "next episode", "previous episode", "share this episode", "more episodes",
               "all episodes", "latest episode", "latest episodes", "live stream", "audio description", "transcript available",
               "autoplay", "up next in 0", "you are watching", "playing now", "current time 0 0", "duration 0 0",
               "remaining time 0 0", "loaded 0 0", "total duration 0 0", "current time 0 0 duration 0 0", "play 0 0", "0 0 play"),
        opener=("video player is loading", "use up down arrow keys to", "use left right arrow keys to",
                "your browser does not support", "this video file cannot be played", "the media could not be loaded",
                "to view this video please enable javascript", "javascript is required to", "please enable javascript",
                "listen to this article", "subscribe to the podcast", "escape will cancel and close", "text color",
                "color white black red", "transparency opaque", "stream type live", "press shift question mark"),
        max_chars=130, confidence=0.85,
    ),
    Rule(
        "en.player-word", "media_widget", "A word of a player's buttons that may be a heading of the text too.",
        hits=("Audio", "Listen", "Replay"), misses=("Audio books", "Listen up"),
        whole=("podcast", "podcasts", "pause", "replay", "duration", "settings", "embed", "chapters", "descriptions", "subtitles",
               "volume", "auto", "quality", "audio", "watch", "listen", "play", "stop"),
        max_chars=30, confidence=0.6, edge=0.85,
    ),
    Rule(
        "en.video-word", "media_widget", "Says that a video stood here.",
        hits=("VIDEO", "Videos"), misses=("Video games", "Video: none"),
        whole=("video", "videos"), max_chars=30, confidence=0.85,
    ),
    Rule(
        "en.image-view", "media_widget", "Says how to look at a picture.",
        hits=("Press enter or click to view image in full size", "Click to enlarge", "Tap here to view the image"),
        misses=("Click to see what happens.", "Click on the picture of the boat and count the gulls.", "View of the harbour"),
        pattern=r"(?i)(?:press enter or )?(?:click|tap)(?: here)?(?: (?:on )?(?:the )?(?:image|picture|photo)s?)? (?:to|for) "
                r"(?:enlarge|expand|zoom|(?:view|see|open|get|download)(?: (?:the|this|a|an))? (?:larger |full |full-size )?(?:image|picture|photo|version|size)s?)"
                r"(?: in full size| full size)?\.?",
        words=("click", "tap"), max_chars=80, confidence=0.92,
    ),
    Rule(
        "en.gallery-counter", "media_widget", "The counter of a picture gallery.",
        hits=("1/12", "1 / 9", "Image 3 of 15", "Photo: 1 of 9", "Slide 2 of 10", "Show all 7 images"),
        misses=("1/2 cup of sugar", "Two of 15", "3/4"),
        pattern=r"(?i)(?:image|photo|picture|slide|gallery)s?:? \d+ ?(?:of|/) ?\d+|\d+ of \d+|1 ?/ ?\d{1,3}|(?:show|view|see) all \d+ (?:images|photos|pictures)",
        words=("0", "0of0"), needs=("of", "/", "all"), max_chars=40, confidence=0.85,
    ),
    Rule(
        "en.photo-credit", "photo_credit", "Who took or owns a picture: a label and a name.",
        hits=("Photo: Anna Example, AP", "Image credit: Anna Example", "Photograph by Anna Example", "Credit: Anna Example",
              "(Photo by Anna Example/Getty Images)", "Picture: Example Press", "Photo Courtesy of Example School",
              "Photo courtesy of the parks department", "Photo credit: www.example.org", "Credit...Anna Example for Example Weekly",
              "Photo by ev on Unsplash", "Credit: anna example/example", "(Image: getty)", "Image: iStock"),
        misses=("Photo: the bridge at dawn was taken from a boat by one of the rescuers, who later lost the camera.",
                "Credit: the bank will lend again next year, analysts say, and that will bring back the buyers.",
                "Photographs by the dozen", "Picture: a boat, a boy, no oars.", "Image courtesy was a virtue of his.", "Credit: he paid late, but he paid."),
        pattern=r"(?i)[(\[]?(?:(?:file |main |featured |cover |lead |top |hero |header )?(?:photos?|images?|photographs?|pictures?|pic|illustrations?|screenshots?"
                r"|screen ?grab)(?: (?:credits?|source|copyright|courtesy(?: of)?|by|via|from|taken by))?|(?:photo |image )?credits?|credit line)"
                r"(?:\s?(?:[:|©/]|\.{2,3}|…)\s?|(?<=by|of|via|from|courtesy|copyright|source) )"
                r"(?:(?-i:[\p{Lu}\p{Lo}\d@(©\"“]|[a-z]\p{Lu})(?:.{1,50}|.{1,90}(?<!\p{L}{3}\.))|\S{2,40}\.\w{2,}\S{0,80}|(?:getty|shutterstock|istock|unsplash|pixabay|pexels|flickr|alamy|wikimedia)\b.{0,30}|[a-z]+\d+\w*"
                r"|\w+(?: \w+)? on (?:unsplash|pexels|pixabay|flickr)|\w+(?: \w+)?\s?//?\s?\w+(?: \w+)?|(?:the )?(?:author|artist|family|archives?|museum)\b.{0,40}|(?<=courtesy of )(?:the |our )?[\w' -]{2,50})[)\]]?",
        words=("photo", "photos", "image", "images", "photograph", "photographs", "picture", "pictures", "pic", "credit",
               "credits", "illustration", "illustrations", "screenshot", "screengrab", "screen"),
        max_chars=120, confidence=0.9,
    ),
    Rule(
        "en.image-source", "photo_credit", "A picture's source as a label for screen readers, with a comma behind it.",
        hits=("Image source, Getty Images", "Image source, Anna Example", "Image copyright, Example Press"),
        misses=("Image source, said the painter, was a dream.", "The image source, Getty Images"),
        pattern=r"(?i:image|picture|photo|video) (?i:source|credit|copyright),\s?[\p{Lu}@][^.]{1,60}",
        words=("image", "picture", "photo", "video"), max_chars=90, confidence=0.93,
    ),
    Rule(
        "en.courtesy", "photo_credit", "A picture's owner behind \"courtesy\", or a name with the paper it worked for.",
        hits=("Courtesy Anna Example", "Courtesy of Example School", "Anna Example / The Example", "Anna Example—The Example Weekly"),
        misses=("Courtesy costs nothing.", "Courtesy of the house", "London / New York", "The Stones / The Birds", "Courtesy Bus Service Times And Fares Today"),
        pattern=r"[(\[]?(?:(?:COURTESY|Courtesy)(?: (?i:of)| photo:?)?:? [\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,3}"
                r"|(?!The )[\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,2}\s?[/—]\s?The [\p{Lu}][\p{L}'’-]+(?: [\p{Lu}][\p{L}'’-]*){0,3})[)\]]?",
        words=("courtesy", "the"), needs=("courtesy", "/", "—"), max_chars=80, confidence=0.82,
    ),
    Rule(
        "en.photo-name", "photo_credit", "The word and a name; telling beside other lines of a picture.",
        hits=("Photo Anna Example", "PHOTO ANNA EXAMPLE"), misses=("Photo albums", "Photo of Anna Example", "Photo finish for Anna"),
        pattern=r"(?:Photos?|PHOTOS?) [\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,2}", words=("photo", "photos"), max_chars=50, confidence=0.6,
    ),
    Rule(
        "en.credited-caption", "caption", "A sentence about a picture with the picture's credit glued behind it.",
        hits=("The greenhouse was built in 1871 for a single palm.Credit...Anna Example for Example Weekly",
              "The harbour at dawn. Credit: Anna Example", "Fans cheer in Lima. Photo: Anna Example"),
        misses=("He took no credit. Credit: the boy's.", "The bank gave no credit. Credit: none.", "The album was lost. Photo by photo it came back."),
        pattern=r".{12,}?[\p{L}\d\"”’)][.!?][\"”’]?\s?(?:(?:Credit|CREDIT|Credits)\s?(?:\.{2,3}|…|:)|(?:Photo|PHOTO|Photograph|Image|Picture|Illustration)(?: credit| courtesy(?: of)?)?\s?:|(?:Photo|Photograph|Image|Picture) by)"
                r"\s?[\p{Lu}@][\p{L}.'’-]+(?: (?:[\p{Lu}][\p{L}.'’-]*|for|and|via|de|van|von|of|/|[|,])){0,8}(?:\s?[/,]\s?[\p{Lu}][\p{L} .'’-]{1,40})?[)\]]?",
        words=("credit", "credits", "photo", "photograph", "image", "picture", "illustration"), needs=(
            "photo by", "photograph by", "image by", "picture by",
            *(label + blank + mark for label in ("credit", "credits", "photo", "photograph", "image", "picture", "illustration", "courtesy", "courtesy of")
              for blank in ("", " ", "\xa0") for mark in ("..", "…", ":")),
        ), max_chars=320, confidence=0.9,
    ),
    Rule(
        "en.caption-label", "caption", "The description of a picture, announced as one.",
        hits=("Caption: The harbour at dawn", "Image caption The harbour at dawn", "File photo: the harbour at dawn"),
        misses=("Pictured in the square were thousands.", "The caption read: help.", "Pictured: Fig tree no. 3"),
        label=("caption", "image caption", "photo caption", "pictured above", "media caption", "file photo",
               "photo file", "in this file photo", "image for representation", "representational image", "representative image"),
        opener=("image caption", "media caption", "representational image", "representative image", "image for representation"),
        whole=("file photo", "file picture", "file image", "stock photo", "stock image", "representational image",
               "representative image", "image copyright", "photo file", "for representation only", "image caption"),
        max_chars=300, confidence=0.9,
    ),
    Rule(
        "en.media-notice", "media_widget", "Messages and buttons of players, embeds and galleries that stand alone between paragraphs.",
        hits=("This video can not be played", "Sorry, your browser doesn't support embedded videos.", "Watch the video",
              "To play the media you will need to have JavaScript enabled.", "Embed from Getty Images", "Download this episode", "Media caption"),
        misses=("Watch the video, the judge told the jury, and forget what you have read.", "This video was played in court.",
                "Your browser does not support the theory that all pages are alike, he joked."),
        whole=("watch the video", "watch video", "watch the full video", "watch the video below", "watch the video above", "watch the trailer", "watch the clip",
               "watch this video", "see the video", "view the video", "this video can not be played", "this video cannot be played", "media caption", "video caption",
               "download this episode", "embed from getty images", "view this post on instagram", "view on instagram", "view on twitter", "view this post",
               "loading tweet", "this content could not be loaded", "click to play", "tap to play", "click to unmute", "tap to unmute", "more podcasts",
               "listen and subscribe", "download the podcast", "download mp0 audio", "hide transcript", "show transcript", "view transcript", "read transcript",
               "picture gallery", "image gallery", "launch gallery", "view all photos", "view all images", "see all photos", "play slideshow"),
        pattern=r"(?i)(?:sorry, )?your browser (?:does not|doesn['’]t|cannot|can['’]t) (?:support|play)\b.{0,25}\b(?:html ?5|audio|videos?|media|iframes?|javascript|playback|element|tag)\b.{0,60}"
                r"|to (?:play|view|watch|listen to|hear) (?:the|this) (?:media|video|audio|content)\b.{0,20}\b(?:you(?:['’]ll| will)? need|please enable|enable|requires?).{0,80}"
                r"|(?:this|the) (?:video|audio|media|content)(?: \w+)? (?:can ?not|can['’]t|could not|is not able to) be (?:played|loaded|displayed|found).{0,60}"
                r"|a post shared by .{2,80}",
        words=("browser", "media", "video", "audio", "content", "post"),
        needs=("browser", "to play ", "to view ", "to watch ", "to listen ", "to hear ", "cannot", "can not", "can't", "can’t", "could not",
               "is not able", "post shared by"), max_chars=160, confidence=0.88,
    ),
)
