"""Polish rules: pointers, widgets, credits, sources, bylines."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_WORD = r"[\p{Lu}][\p{L}.'’-]*"
_NAME = rf"{_WORD}(?: (?:(?:van|von|de) )?{_WORD}){{1,2}}"
_TEXT = r"(?:artykuł|tekst|wpis|wywiad|reportaż|felieton|materiał|post|esej|komentarz)"

RULES = (
    Rule(
        "pl.read-more-label", "read_more", "A pointer to another story: a label, then its title.",
        hits=("Czytaj też: Zaginiona rzeka", "CZYTAJ WIĘCEJ > Dziesięć rad na zimę",
              "Zobacz także | Zdjęcia ze strajku", "Przeczytaj również: port"),
        misses=("Czytaj też nocą, mówi pani.", "Zobacz także mnie.", "Więcej pracy dla wszystkich"),
        label=("czytaj też", "czytaj także", "czytaj również", "czytaj więcej", "czytaj dalej", "czytaj",
               "czytaj tutaj", "przeczytaj też", "przeczytaj także", "przeczytaj również", "przeczytaj",
               "przeczytaj więcej", "zobacz też", "zobacz także", "zobacz również", "zobacz więcej", "zobacz",
               "zobacz wideo", "zobacz film", "zobacz zdjęcia", "sprawdź też", "sprawdź także", "sprawdź",
               "obejrzyj", "obejrzyj także", "posłuchaj", "posłuchaj także", "więcej", "więcej na ten temat",
               "więcej informacji", "dowiedz się więcej", "polecamy", "polecamy też", "polecamy także",
               "polecane", "warto przeczytać", "powiązane", "powiązane artykuły", "podobne artykuły",
               "na ten temat", "może cię zainteresować", "kliknij tutaj", "nie przegap", "galeria zdjęć"),
        max_chars=170, confidence=0.9,
    ),
    Rule(
        "pl.read-more", "read_more", "A link to the rest of the text or to more of its kind.",
        hits=("Czytaj dalej ...", "Czytaj więcej →", "Pokaż więcej", "Przeczytaj cały artykuł"),
        misses=("Czytaj więcej książek.", "Chciał wiedzieć więcej"),
        whole=("czytaj dalej", "czytaj więcej", "czytaj całość", "czytaj też", "czytaj także",
               "przeczytaj cały artykuł", "przeczytaj całość", "przeczytaj więcej", "cały artykuł", "więcej",
               "więcej informacji", "dowiedz się więcej", "zobacz więcej", "zobacz wszystkie",
               "zobacz wszystko", "pokaż więcej", "pokaż wszystkie", "rozwiń", "zwiń", "wczytaj więcej",
               "załaduj więcej", "kliknij tutaj", "przejdź do artykułu", "czytaj artykuł"),
        opener=("kliknij tutaj aby", "kliknij aby", "czytaj dalej na", "czytaj więcej na", "czytaj więcej o",
                "przeczytaj cały artykuł", "cały tekst", "cały artykuł"),
        max_chars=100, confidence=0.88, stop=False,
    ),
    Rule(
        "pl.more-news", "related_links", "Announces a list of other stories.",
        hits=("Najczęściej czytane", "Zobacz także", "Podobne artykuły", "Polecamy", "Najnowsze wiadomości"),
        misses=("Najczęściej czytane są listy.", "Polecamy kąpiel w morzu."),
        whole=("zobacz też", "zobacz także", "zobacz również", "czytaj też", "czytaj także", "czytaj również",
               "przeczytaj także", "przeczytaj też", "przeczytaj również", "podobne artykuły",
               "podobne wpisy", "podobne tematy", "podobne", "powiązane artykuły", "powiązane tematy",
               "powiązane wpisy", "powiązane", "artykuły powiązane", "najczęściej czytane",
               "najchętniej czytane", "najpopularniejsze", "popularne", "popularne artykuły",
               "najczęściej komentowane", "najnowsze", "najnowsze wiadomości", "najnowsze artykuły",
               "najnowsze wpisy", "najnowsze informacje", "ostatnie wpisy", "ostatnie artykuły",
               "ostatnio dodane", "ostatnie wiadomości", "polecamy", "polecane", "polecane artykuły",
               "polecane dla ciebie", "redakcja poleca", "warto przeczytać", "może cię zainteresować",
               "może cię również zainteresować", "może cię też zainteresować", "mogą cię zainteresować",
               "to może cię zainteresować", "inne artykuły", "więcej na ten temat", "więcej z kategorii",
               "więcej od autora", "na ten temat", "nie przegap", "tematy powiązane", "materiały powiązane",
               "wideo", "gorące tematy", "w tym temacie", "następny artykuł"),
        opener=("więcej o", "więcej wiadomości o", "więcej wiadomości z", "inne artykuły autora",
                "najnowsze wiadomości z"),
        max_chars=80, confidence=0.85, run="list", stop=False,
    ),
    Rule(
        "pl.player", "media_widget", "Buttons, labels and messages of players and galleries.",
        hits=("Posłuchaj artykułu", "Ładowanie...", "Pełny ekran", "Czas czytania: 3 minuty"),
        misses=("Pełny ekran kina", "Chcą, byś posłuchał artykułu wiary."),
        whole=("posłuchaj", "posłuchaj artykułu", "posłuchaj tego artykułu", "odsłuchaj", "odsłuchaj artykuł",
               "słuchaj", "odtwórz", "odtwórz wideo", "odtwarzaj", "pauza", "wycisz", "wyłącz dźwięk",
               "włącz dźwięk", "głośność", "pełny ekran", "napisy", "prędkość odtwarzania", "ładowanie",
               "trwa ładowanie", "wideo niedostępne", "film jest niedostępny", "następny film",
               "obejrzyj wideo", "zobacz galerię", "zobacz zdjęcia", "galeria", "galeria zdjęć", "powiększ",
               "powiększ zdjęcie", "następne zdjęcie", "poprzednie zdjęcie", "wszystkie odcinki", "pobierz",
               "na żywo", "0 zdjęć", "reklama za chwilę"),
        opener=("twoja przeglądarka nie", "aby odtworzyć", "włącz javascript",
                "wyświetl ten post na instagramie", "dalszy ciąg materiału pod"),
        pattern=r"(?i)(?:zdjęcie|foto) \d+ ?(?:z|/) ?\d+|czas czytania\s?:? ?(?:ok\.? )?\d+ ?min\w*\.?"
                r"|\d+ ?min(?:ut[ay]?)?\.? czytania",
        words=("zdjęcie", "foto", "czytania"), max_chars=110, confidence=0.86,
    ),
    Rule(
        "pl.photo-credit", "photo_credit", "Who took or owns a picture: a label and a name.",
        hits=("Fot. Anna Przykład", "Foto: Anna Przykład / PAP", "Zdjęcie: Anna Przykład", "(fot. Przykład)",
              "fot. PAP/Anna Przykład"),
        misses=("Zdjęcie: most o świcie zrobił z łodzi jeden z ratowników, który później zgubił aparat.",
                "Fotografie tuzinami"),
        whole=("zdjęcie ilustracyjne", "zdjęcie poglądowe", "zdjęcie archiwalne", "fot ilustracyjne"),
        pattern=r"(?i)[(\[*]?(?:fot\.|(?:fot|foto|zdjęci[ea]|źródło zdjęcia|ilustracja|autor zdjęcia"
                r"|grafika)(?: główne| ilustracyjne)?\s?[:.|©/])\s?©?\s?(?-i:[\p{Lu}\d@(©].{1,80}"
                r"|(?:archiwum|materiały).{1,60})[)\]]?",
        words=("fot", "foto", "zdjęcie", "zdjęcia", "ilustracja", "grafika"),
        max_chars=100, confidence=0.92,
    ),
    Rule(
        "pl.caption", "caption", "The description of a picture, with its credit behind it.",
        hits=("Port wieczorem. Fot. Anna Przykład / PAP", "Burmistrz na rynku (fot. PAP)",
              "Stary most nad rzeką, fot. Anna Przykład"),
        misses=("To zdjęcie: trzyma je w pudełku.", "Na fot mówi się różnie."),
        pattern=r".{12,240}?(?:[.!?»”\")…|,/-]\s*(?:[Ff]ot\.|[Ff]oto:|[Zz]djęcie:"
                r"|FOT\.)\s?[\p{Lu}@©][\p{L}\d.,&'’/@|() -]{1,60}|[(\[](?:[Ff]ot\."
                r"|[Ff]oto:?)[^()]{1,60}[)\]]\.?)",
        words=("fot", "foto", "zdjęcie"), max_chars=300, confidence=0.88,
    ),
    Rule(
        "pl.republication", "republication", "Says where the text first appeared, or by whose leave.",
        hits=("Artykuł Strajk na północy pochodzi z serwisu Blog Przykład.",
              "Tekst ukazał się pierwotnie w Przykładzie Tygodniowym", "Źródło: Przykład Tygodniowy",
              "Ten artykuł został pierwotnie opublikowany na przyklad.example", "Przedruk za zgodą Przykład"),
        misses=("Źródło: studnia.", "Artykuł ukazał się późno.",
                "Opublikowana w 1843 książka miała dziesięć wydań."),
        pattern=rf"(?i)[(\[*]?(?:(?:(?:ten|niniejszy) )?{_TEXT} (?:pierwotnie "
                rf"|po raz pierwszy )?(?:ukazał się|został|zostało|był|pochodzi"
                rf"|opublikowano)(?: (?:pierwotnie|po raz pierwszy|także|również|najpierw|oryginalnie"
                rf"|opublikowany|opublikowana|w języku angielskim))*"
                r" (?:na łamach|na stronie|na portalu|na blogu|w serwisie|z serwisu|w|na|przez|z"
                r"|we)\s(?-i:(?P<source>[\p{Lu}„\"].{1,80}|(?:www\.|https?:|\w+\.\w).{2,80}))"
                r"|artykuł .{2,140} pochodzi z serwisu\s(?P<source2>.{2,80})"
                r"|(?:pierwotnie|po raz pierwszy) (?:opublikowan[oya]|ukazał się) (?:na|w"
                r"|przez)\s(?P<source3>.{2,80})|(?:źródł[oa]|via"
                r"|oryginał)\s?:\s(?-i:(?P<source4>[\p{Lu}\d].{1,60}|https?:.{2,90}|www\..{2,80}))"
                r"|(?:przedruk|publikacja|opublikowano|tekst) za (?:zgodą"
                r"|pozwoleniem)\s(?P<source5>.{2,60}))[.)\]*]{0,3}",
        words=("ukazał", "opublikowany", "opublikowano", "opublikowana", "pochodzi", "źródło", "źródła",
               "przedruk", "via", "oryginał", "zgodą"),
        max_chars=240, confidence=0.9,
    ),
    Rule(
        "pl.byline", "byline", "The author's name, alone on a line.",
        hits=("Autor: Anna Przykład", "Autorka: Anna Przykład", "Tekst: Anna Przykład",
              "Napisała Anna Przykład", "Autorzy: Anna Przykład, Jan Wzór"),
        misses=("Autor: nieznany, jak mówią.", "Tekst piosenki"),
        pattern=rf"(?:(?i:autor(?:ka|zy)?|tekst|opracowa(?:ł|ła|nie)|oprac\.|redakcja|rozmawia(?:ł"
                rf"|ła)?)\s?:?\s?|(?:Napisał|Napisała|Opublikowane przez|Opublikował|Dodał|przez"
                rf"|Przez) )(?P<author>{_NAME}(?:(?:,? (?:i|oraz|&) |, ?| / ?|/){_NAME}){{0,3}})(?:\s?["
                rf"|•·–—/(-]\s?.{{0,50}}|, [\p{{Lu}}\d].{{0,40}})?",
        words=("autor", "autorka", "autorzy", "tekst", "oprac", "opracował", "opracowała", "opracowanie",
               "redakcja", "napisał", "napisała", "przez", "opublikował", "dodał", "rozmawiał", "rozmawiała",
               "rozmawia"),
        max_chars=110, confidence=0.86,
    ),
)
