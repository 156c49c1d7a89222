"""Rules that need no language: signs, shapes and names that are the same everywhere."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

#: agencies and stock houses that sign pictures
_AGENCY = (
    r"(?:(?i:getty(?: images)?|shutterstock|istock(?:photo)?|alamy|adobe ?stock|unsplash|pixabay|pexels|flickr"
    r"|wikimedia(?: commons)?|wikipedia|depositphotos|dreamstime|imago(?: images)?|picture[ -]alliance|rex features"
    r"|action images|bloomberg|sipa(?: usa| press)?|xinhua|tass|sputnik|ria novosti|europa press|agencia efe"
    r"|getty images entertainment|wireimage|filmmagic|corbis|zuma(?: press)?|ullstein bild|keystone|belga|ansa|lapresse))"
)
_CAPITALS = r"(?:REUTERS|Reuters|AP|AFP|EPA|EFE|DPA|dpa|APA|PA|UPI|ANP|ANSA|TASS|AAP|ANI|PTI|IANS|EPA-EFE|NTB|TT|SDA|KNA|epd|ddp|NASA)"
_PERSON = r"[\p{Lu}][\p{L}.'’-]+(?:[ /,&]+(?:(?:and|y|et|und|de|van|von|al|el|bin)[ ])?[\p{Lu}][\p{L}.'’-]*){0,6}"

RULES = (
    Rule(
        "any.icon-sprite", "icon_sprite", "Names of icons in a row: an icon font or sprite sheet read as text.",
        hits=("icon bookmark-bicon bookmarkicon cameraicon checkicon chevron downicon closeicon mailicon fb",
              "icon-search icon-menu icon-user icon-cart", "fa-facebook fa-twitter fa-instagram fa-youtube",
              "arrow-left arrow-right caret-down chevron-up close facebook hamburger search",
              "svg-close svg-arrow-right svg-play svg-share"),
        misses=("The icon of the movement, an icon to many, became an icon overnight.", "Home News Sport Search",
                "Icon", "Turn left at the arrow, then go back up the circle road to the star."),
        shape="icon_sprite", max_chars=50_000, confidence=0.98,
    ),
    Rule(
        "any.icon-name", "icon_sprite", "One icon's name on a line of its own.",
        hits=("icon-facebook", "glyphicon-chevron-right", "fa fa-bars", "ic_arrow_back", "svg-icon-close", "mdi-menu",
              "Created with Sketch.", "menuCreated with Sketch.", "Facebook icon", "Search Icon"),
        misses=("Iconoclast", "fashion", "icon", "A fashion icon", "icons of the past century"),
        pattern=r"(?i)(?:(?:svg[-_ ])?icons?[-_]|glyphicon[-_ ]|fa[srbl]? fa-|fa-|ic_|svg[-_]|mdi[-_]|bi bi-|dashicons[-_ ])[\w -]{2,40}"
                r"|(?:[\w-]+ ){0,4}[\w-]{0,20}created with (?:sketch|figma|lunacy|avocode|inkscape)\.?"
                r"|(?:facebook|twitter|x|instagram|youtube|linkedin|pinterest|whatsapp|search|menu|close|arrow|email|mail"
                r"|play|share|print|user|cart|chevron|hamburger|plus|minus|star|heart|location|phone|calendar) icon",
        words=("icon", "icons", "svg", "glyphicon", "fa", "fas", "far", "fab", "fal", "ic", "mdi", "bi", "dashicons", "sketch", "figma",
               "lunacy", "avocode", "inkscape"),
        max_chars=60, confidence=0.95,
    ),
    Rule(
        "any.icon-ligature", "icon_sprite", "The name that an icon font turns into a sign, alone on a line.",
        hits=("expand_more", "arrow_forward_ios", "keyboard_arrow_down"), misses=("user_name", "expand more", "snake_case", "read_me", "__init__"),
        shape="icon_ligature", max_chars=40, confidence=0.9,
    ),
    Rule(
        "any.share-bar", "share_bar", "Names of networks and verbs of sharing, and nothing else.",
        hits=("Facebook Twitter WhatsApp Email", "Share on Facebook Tweet", "Share Tweet Pin"),
        misses=("Facebook and Twitter agreed to share data", "Facebook", "Line X", "On this"),
        shape="share_bar", max_chars=120, confidence=0.93,
    ),
    Rule(
        "any.share-count", "share_bar", "Counters of a share bar.",
        hits=("1.2K Shares", "0 Shares", "15 likes", "Total 0 Shares", "Shares 24", "+1"),
        misses=("15 shares were sold", "12", "The 100 likes"),
        pattern=r"(?i)(?:total:? ?)?[\d.,]+ ?[km]? (?:shares?|likes?|tweets?|views?|pins?|followers|claps)"
                r"|(?:shares?|likes?|views?) ?:? ?[\d.,]+ ?[km]?|\+1",
        words=("shares", "share", "likes", "like", "tweets", "tweet", "views", "view", "pins", "followers", "claps", "0", "0k"),
        needs=("share", "like", "tweet", "view", "pin", "followers", "claps", "+1"), max_chars=30, confidence=0.85,
    ),
    Rule(
        "any.bare-count", "share_bar", "A counter without what it counts, or the reverse; telling beside a share bar.",
        hits=("1.2k", "Shares", "3,4M", "Save"), misses=("12", "4K video", "Save the date", "1.2"),
        whole=("shares", "save", "reactions", "views"), pattern=r"\d{1,3}(?:[.,]\d)? ?[kKmM]", words=("0", "0k", "k", "m", "0m"), needs=("k", "m"), max_chars=12, confidence=0.5,
    ),
    Rule(
        "any.play-time", "media_widget", "Offers to hear or watch the text, with the time it takes.",
        hits=("Listen • 4:12", "LISTEN: 4 min", "Audio: 3:12", "▶ Listen (4 min)", "Audio: 3 Min.", "Écouter (4 min)", "Beitrag hören (3:12)"),
        misses=("Listen: the river has a second mouth", "Watch: Swiss, gold", "Video 2: the harbour", "Play at 3:12"),
        pattern=r"(?i)[▶►🎧🔊⏵\s]*(?:listen|audio|watch|video|play|podcast|hören|anhören|écouter|escuchar|ascolta|ouvir|luister)(?: (?:now|(?:to )?this (?:article|story|episode)|article|hören|anhören|cet article|artículo|la noticia))?"
                r"\s?[:•·|(–-]\s?(?:\d{1,2}:\d\d(?::\d\d)?|\d{1,3} ?(?:min|mins|minutes?|minuten|minutos|minuti|sec|sek)\b\.?)(?: (?:listen|read|watch))?\s?\)?"
                r"|(?i)(?:beitrag|artikel) (?:an)?hören(?:\s?\(.{1,15}\))?",
        words=("listen", "audio", "watch", "video", "play", "podcast", "hören", "anhören", "écouter", "escuchar", "ascolta", "ouvir", "luister"),
        max_chars=60, confidence=0.9,
    ),
    Rule(
        "any.gallery-size", "media_widget", "A picture gallery's label with the number of its pictures.",
        hits=("Gallery: 12 photos", "Slideshow ( 5 images )", "Bildergalerie (12 Bilder)", "Diaporama (5 photos)", "Fotogalería: 8 fotos"),
        misses=("The gallery sold 12 photos", "Galerie 12"),
        pattern=r"(?i)(?:photo |picture |image )?(?:gallery|slideshow|slide show|bildergalerie|fotogalerie|fotostrecke|galerie|diaporama|galería|fotogalería|galleria|fotogallery|fotoserie)"
                r"\s?[:(|-]\s?\d{1,3} (?:photos?|images?|pictures?|slides?|bilder|fotos|foto|imágenes|immagini)\s?\)?",
        words=("gallery", "slideshow", "slide", "bildergalerie", "fotogalerie", "fotostrecke", "galerie", "diaporama", "galería", "fotogalería", "galleria", "fotogallery", "fotoserie"),
        max_chars=60, confidence=0.92,
    ),
    Rule(
        "any.hashtags", "tags", "Hashtags and nothing else.",
        hits=("#trees #water #Aldersee", "#MeToo, #news"), misses=("#trees", "# 1 # 2", "The #trees tag and #water"),
        pattern=r"#[\p{L}][\w-]{1,40}(?:[\s,]{1,3}#[\p{L}][\w-]{1,40}){1,20}", words=("#",), max_chars=300, confidence=0.9,
    ),
    Rule(
        "any.ago", "dateline", "How long ago it was published; surer in the head.",
        hits=("Published 2 hours ago", "Updated 3 days ago", "vor 2 Stunden aktualisiert", "Publié il y a 3 heures", "Publicado hace 2 horas"),
        misses=("It was built 2 hours ago", "2 hours ago", "Hace 2 horas que espera", "2 hours later"),
        pattern=r"(?i)(?:published|updated|posted|last updated):? ?(?:\d{1,2}|an?) (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago"
                r"|(?:veröffentlicht|aktualisiert):? ?vor (?:\d{1,2}|einer|einem) (?:minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?)"
                r"|vor (?:\d{1,2}|einer|einem) (?:minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?) (?:veröffentlicht|aktualisiert)"
                r"|(?:publiée?|mis à jour|modifié) il y a (?:\d{1,2}|une?) (?:minutes?|heures?|jours?|semaines?|mois)"
                r"|(?:publicado|actualizado) hace (?:\d{1,2}|una?) (?:minutos?|horas?|días?|semanas?|meses|mes)",
        words=("ago", "vor", "il", "hace"), max_chars=60, confidence=0.6,
    ),
    Rule(
        "any.date-line", "dateline", "A date with clock time and words such as \"Updated\", alone on a line; surer in the head.",
        hits=("22 Oct, 2016 15:31", "Monday, October 24, 2016", "Published: 2016-10-22", "Stand: 05.03.2020, 10:15 Uhr",
              "Mardi 3 février 2015 à 14h30", "3 de mayo de 2019", "Updated 7:44 PM IST, May 02, 2024"),
        misses=("2016", "22 Oct", "On 22 October 2016 the town fell.", "From 1 May 2014 to 3 June 2015", "10:15"),
        shape="date_line", max_chars=110, confidence=0.6,
    ),
    Rule(
        "any.posted-by", "byline", "How a blog signs a post: who put it up, at what time.",
        hits=("Posted by Old Surveyor at 7:41 AM", "Publicado por Andrés en 19:25", "Publié par Lucien le 4 mai 2012",
              "Eingestellt von Anna um 10:15"),
        misses=("Posted by the army at the bridge, 40 men kept watch.", "Publié par l'éditeur en 2012, le livre se vend bien."),
        pattern=r"(?i:posted|published|submitted|publicado|publicada|publié|posté|eingestellt|gepostet|veröffentlicht|geschrieben|pubblicato|postato|postado) (?i:by|por|par|von|da)"
                r" (?P<author>[\p{Lu}\d][\p{L}\d.'’_-]+(?: [\p{L}\d.'’_-]+){0,3}?) (?i:at|on|a las?|en|el|à|le|um|am|às|em|alle|il) [^.]{0,30}\d[^.]{0,25}\.?",
        words=("posted", "published", "submitted", "publicado", "publicada", "publié", "posté", "eingestellt", "gepostet", "veröffentlicht",
               "geschrieben", "pubblicato", "postato", "postado"),
        max_chars=110, confidence=0.95,
    ),
    Rule(
        "any.copyright", "copyright", "A copyright notice with its year.",
        hits=("© 2016 Example News. All rights reserved.", "Copyright © 2011-2020 Example Media Ltd", "(c) 2019 Example"),
        misses=("© 2016 Reuters/Anna Example", "In 2016 the copyright office moved.", "Photo © Anna Example"),
        pattern=r"(?i)(?:copyright|©|\(c\))[\s:©]*(?:\(c\))?\s*(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|present|\d\d))?[ ,|.:–-]"
                r"(?![^.]{0,40}/)(?!(?:reuters|ap|afp|getty|dpa|epa)\b).{2,240}",
        words=("copyright", "©", "c"), max_chars=280, confidence=0.9,
    ),
    Rule(
        "any.bare-copyright", "copyright", "A copyright sign, perhaps a year, and a name: of the page at its foot, of a picture elsewhere.",
        hits=("© 2018 Example Weekly", "© Example Weekly Ltd."), misses=("© is a letter", "© 2016 Reuters/Anna Example", "2018 Example"),
        pattern=r"©\s?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?,?\s)?(?!(?:REUTERS|Reuters|Getty|AP|AFP|dpa|EPA)\b)[\p{Lu}][\p{L}.&'’ -]{2,50}", words=("©",),
        max_chars=90, confidence=0.5, edge=0.95,
    ),
    Rule(
        "any.agency-caption", "caption", "A sentence about a picture that ends with the picture's credit.",
        hits=("Civilians return to their village, south of Mosul, Iraq, October 21, 2016. © 2016 Reuters/Anna Example",
              "A farmer sows wheat near Lyon. (AP Photo/Anna Example)", "Fans cheer in Lima. REUTERS/Anna Example",
              "Der Hafen am Abend. (Foto: dpa)", "The mayor speaks to reporters. Anna Example/Getty Images"),
        misses=("The minister told Reuters/Ipsos pollsters that he would stay.", "He works for Getty Images.",
                "The firm was sued by Getty Images.", "Officials spoke to AP."),
        pattern=r".{12,}?(?:©\s?(?:(?:19|20)\d\d\s)?[\p{Lu}][\p{L}.&'’ -]{1,40}(?:/[\p{L}.&'’ -]{2,60})+"
                rf"|[(\[]?(?:{_CAPITALS}|{_AGENCY})(?: (?:Photo|File|Pool|Images?|Archive))?\s?/\s?{_PERSON}[)\]]?"
                rf"|[(\[]?{_PERSON}\s?/\s?(?:(?:{_CAPITALS}|{_AGENCY})[)\]]?(?:/[\p{{L}} .]+)?)"
                r"|[(\[](?i:photo|foto|bild|image|picture|credit|crédit|photo by|foto de|credits?|photos?)\b[^()\[\]]{2,80}[)\]])"
                r"(?:\s*[(\[]?(?i:file photo|file|archive|archiv|pool|archivo)\.?[)\]]?)?\.?",
        words=("©", "ap", "afp", "reuters", "getty", "epa", "efe", "dpa", "apa", "pa", "photo", "foto", "bild", "image",
               "credit", "crédit", "shutterstock", "picture", "photos", "imago", "alamy", "xinhua", "tass", "ansa",
               "keystone", "pti", "ani", "aap", "anp", "bloomberg", "alliance", "wireimage", "sipa", "zuma", "unsplash"),
        needs=("/", *(bracket + word for bracket in "([" for word in ("photo", "foto", "bild", "image", "picture", "credit", "crédit"))),
        max_chars=320, confidence=0.92,
    ),
    Rule(
        "any.glued-credit", "photo_credit", "A picture's credit in brackets at the end of a longer line.",
        hits=("The mayor, who had been in office for ten years, spoke to reporters at the harbour, where ships lay idle. (AP Photo/Anna Example)",
              "Fans cheer in Lima on Sunday. (Photo by Anna Example/Getty Images)"),
        misses=("The mayor spoke to reporters (and to Anna Example/Getty Images staff) on Monday.", "He won (photo finish)."),
        pattern=rf"\s*[(\[](?:(?i:photo|photograph|image|picture|foto|bild|photo by|photo:|foto:)[: ].{{0,60}})?(?:{_CAPITALS}(?: Photo)?\s?/\s?{_PERSON}|{_PERSON}\s?/\s?(?:{_AGENCY}|{_CAPITALS}))[)\]]\.?$",
        words=("ap", "afp", "reuters", "getty", "epa", "efe", "dpa", "apa", "pa", "shutterstock", "imago", "xinhua", "tass", "ansa",
               "keystone", "pti", "ani", "aap", "anp", "bloomberg", "wireimage"),
        needs=("/",), part="suffix", max_chars=20_000, confidence=0.9,
    ),
    Rule(
        "any.agency-credit", "photo_credit", "The name of a photographer or agency, alone on a line.",
        hits=("AP Photo/Anna Example", "REUTERS/Anna Example", "Anna Example/Getty Images", "Getty Images", "© Anna Example",
              "(Anna Example / AFP)", "© 2016 Reuters/Anna Example", "picture alliance / dpa",
              "Anna Example via Getty Images", "© dpa"),
        misses=("Reuters", "AP reported on Monday", "Either/Or", "London/Paris", "© 2019 Example Weekly. All rights reserved."),
        pattern=rf"(?!.*\b(?i:rights|reserved|rechte|droits|derechos)\b)[(\[]?(?:{_CAPITALS}(?: (?:Photo|Images?|File))?\s?/\s?[\p{{Lu}}].{{2,50}}|[\p{{Lu}}].{{2,50}}?\s?/\s?(?:{_CAPITALS}|{_AGENCY})"
                rf"|{_PERSON} (?:via|for) (?:{_AGENCY}|{_CAPITALS})|©\s?(?:{_CAPITALS}|{_AGENCY})|{_AGENCY}(?:\s?/\s?.{{2,50}})?|©\s?(?:(?:19|20)\d\d\s)?[\p{{Lu}}][\p{{L}}.&'’ -]{{2,40}}(?:/[\p{{L}}.&'’ -]{{2,50}})*)[)\]]?",
        words=("©", "ap", "afp", "reuters", "getty", "epa", "efe", "dpa", "apa", "pa", "shutterstock", "istock", "imago",
               "alamy", "xinhua", "tass", "ansa", "keystone", "unsplash", "pixabay", "pexels", "alliance", "wireimage"),
        max_chars=90, confidence=0.93,
    ),
    Rule(
        "any.licence-credit", "photo_credit", "A Creative Commons licence with the site and author of a picture.",
        hits=("(CC BY-NC-ND 2.0) Flickr: Anna Example", "Anna Example via Flickr (CC BY 2.0)", "Wikimedia Commons, CC BY-SA 4.0",
              "Photo: Anna Example / CC BY-SA 3.0", "CC BY 2.0 by Anna Example"),
        misses=("Texts on this site are free: use them under CC BY 4.0 and tell us where, we would like to know about it.",
                "Flickr was sold in 2018.", "This work is licensed under CC BY-NC-ND 4.0"),
        pattern=r"(?i)(?!.*\b(?:work|article|content|text|licen[sc]ed|policy|site)\b)(?=.*(?:\b(?:flickr|wikimedia|wikipedia|commons|unsplash|pixabay"
                r"|photo|foto|image|bild|imagen|via|credit|crédit)\b|©|\d\.\d by (?-i:\p{Lu})))"
                r".{0,80}?\(?\bcc(?:[ -]by(?:[ -](?:sa|nc|nd)){0,2}|0)\b(?:[ -]?\d\.\d)?.{0,80}",
        words=("cc", "cc0"), max_chars=160, confidence=0.95,
    ),
    Rule(
        "any.player-clock", "media_widget", "A player at zero: position and length of what is not playing.",
        hits=("0:00 / 3:45", "00:00 | 12:30", "0:00/-:--", "-0:00", "00:00:00 / 00:41:07", "-:--"),
        misses=("0:0", "12:30", "10:00 / 11:00", "0:00 in the first half"),
        pattern=r"[-▶►\s]*(?:(?:0{1,2}:)?0{1,2}:00|-?-:--)\s*[/|•·–-]\s*(?:(?:\d{1,2}:)?\d{1,2}:\d\d|-?-:--)|-0{1,2}:00|-?-:--",
        first="-▶►0", needs=(":",), max_chars=40, confidence=0.97,
    ),
    Rule(
        "any.terminal-mark", "boilerplate", "What terminal browsers print for pictures, insertions and links of the head.",
        hits=("[INS: :INS]", "#alternate alternate", "#Example Weekly » Feed alternate", "[IMG]", "[INLINE]"), misses=("# A heading", "#alternate history", "[1]", "[INS]ide the pump"),
        pattern=r"\[(?:INS: ?:INS|DEL: ?:DEL|IMG|INLINE|EMBED|IFRAME|USEMAP|ISMAP|LINK|FORM|BUTTON)\]|#(?:(?:alternate|prev|next|canonical|shortlink|publisher|index|search|icon|pingback|EditURI|wlwmanifest|.{2,60} (?:»|>|-) (?:Comments )?Feed)\s*)+",
        first="[#", max_chars=200, confidence=0.9,
    ),
)
