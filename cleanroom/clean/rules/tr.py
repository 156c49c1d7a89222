"""Turkish rules: pointers, widgets, credits, sources, bylines."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_WORD = r"[\p{Lu}][\p{L}.'’-]*"
_NAME = rf"{_WORD}(?: {_WORD}){{1,2}}"
_TEXT = r"(?:yazı|haber|makale|röportaj|metin|söyleşi|içerik|analiz)"

RULES = (
    Rule(
        "tr.read-more-label", "read_more", "A pointer to another story: a label, then its title.",
        hits=("Ayrıca okuyun: Kayıp nehir", "İlgili haber: Kuzeyde grev", "Devamını oku > Kış için on öneri",
              "Bunlar da ilginizi çekebilir: Liman"),
        misses=("Daha fazla kitap okuyun.", "Haber verdi herkese.", "İlgili bakanlık açıkladı."),
        label=("ayrıca okuyun", "ayrıca oku", "ayrıca bakınız", "ayrıca bkz", "bunu da okuyun", "bunları da okuyun",
               "şunu da okuyun", "okumaya devam et", "okuyun", "devamını oku", "devamını okuyun", "devamı için tıklayın",
               "daha fazla oku", "daha fazlası", "daha fazla bilgi", "ilgili haber", "ilgili haberler", "ilgili yazı",
               "ilgili içerik", "ilginizi çekebilir", "bunlar da ilginizi çekebilir", "bu da ilginizi çekebilir", "öneri",
               "önerilen", "önerilen haber", "tıklayın", "izle", "izleyin", "video haber", "foto galeri", "bakınız", "bkz",
               "sonraki haber", "kaçırmayın"),
        max_chars=170, confidence=0.89,
    ),
    Rule(
        "tr.read-more", "read_more", "A link to the rest of the text or to more of its kind.",
        hits=("Devamını oku ...", "Daha fazla göster", "Haberin devamı için tıklayın", "Tümünü gör"),
        misses=("Devamını okumak istedi.", "Daha fazla ekmek"),
        whole=("devamını oku", "devamını okuyun", "devamı", "devamı için tıklayın",
               "devamını okumak için tıklayın", "haberin devamı", "haberin devamı için tıklayın",
               "yazının devamı", "daha fazla oku", "daha fazlası", "daha fazla", "daha fazla göster",
               "daha fazla bilgi", "daha fazla bilgi edinin", "tümünü gör", "tümünü göster", "hepsini gör",
               "hepsini göster", "daha fazla yükle", "okumaya devam et", "okumaya devam edin", "tıklayın",
               "tıklayınız", "buraya tıklayın", "haberi oku", "habere git", "detaylar", "detaylı bilgi",
               "göster", "gizle"),
        closer=("için tıklayın", "için tıklayınız", "için buraya tıklayın"),
        max_chars=100, confidence=0.88,
    ),
    Rule(
        "tr.more-news", "related_links", "Announces a list of other stories.",
        hits=("İlgili Haberler", "En çok okunanlar", "Son dakika haberleri", "Bunlar da ilginizi çekebilir"),
        misses=("En çok okunan kitap buydu.", "Son dakikada gol attı."),
        whole=("ilgili haberler", "ilgili yazılar", "ilgili içerikler", "ilgili konular", "benzer haberler",
               "benzer yazılar", "benzer içerikler", "en çok okunanlar", "en çok okunan", "en çok okunan haberler",
               "çok okunanlar", "en çok izlenenler", "en çok yorumlananlar", "en popüler", "popüler", "popüler haberler",
               "popüler yazılar", "son haberler", "son dakika", "son dakika haberleri", "en son haberler", "son yazılar",
               "son eklenenler", "son dakika haberler", "güncel haberler", "diğer haberler", "diğer yazılar",
               "yazarın diğer yazıları", "önerilenler", "önerilen haberler", "sizin için seçtiklerimiz",
               "sizin için önerilenler", "editörün seçtikleri", "öne çıkanlar", "öne çıkan haberler", "gündem haberleri",
               "bunlar da ilginizi çekebilir", "ilginizi çekebilir", "ilginizi çekebilecek haberler", "kaçırmayın",
               "manşetler", "ayrıca okuyun", "trendler", "günün manşetleri"),
        max_chars=70, confidence=0.86, run="list",
    ),
    Rule(
        "tr.player", "media_widget", "Buttons, labels and messages of players and galleries.",
        hits=("Haberi dinle", "Yükleniyor...", "Tam ekran", "Okuma süresi: 3 dakika"),
        misses=("Tam ekranın önünde", "Haberi dinleyen çocuk ağladı."),
        whole=("dinle", "haberi dinle", "yazıyı dinle", "makaleyi dinle", "sesli dinle", "oynat",
               "videoyu oynat", "duraklat", "sessiz", "sesi aç", "sesi kapat", "ses", "ses düzeyi",
               "tam ekran", "altyazı", "altyazılar", "oynatma hızı", "yükleniyor", "video yükleniyor",
               "bu video kullanılamıyor", "sonraki video", "videoyu izle", "video izle", "izle",
               "canlı yayın", "canlı izle", "foto galeri", "galeri", "galeriye git", "fotoğrafları gör",
               "büyüt", "bölümler", "indir", "göm", "yerleştir"),
        opener=("tarayıcınız", "bu gönderiyi instagram'da gör", "videoyu izlemek için"),
        pattern=r"(?i)(?:fotoğraf|resim) \d+ ?/ ?\d+|okuma süresi\s?:? ?(?:yaklaşık )?\d+ ?(?:dk|dakika"
                r"|min)\.?|\d+ ?(?:dk|dakika)\.? okuma(?: süresi)?",
        words=("fotoğraf", "resim", "okuma"), max_chars=100, confidence=0.86,
    ),
    Rule(
        "tr.photo-credit", "photo_credit", "Who took or owns a picture: a label and a name.",
        hits=("Fotoğraf: Ayşe Örnek", "Foto: AA", "Görsel: Ayşe Örnek / Reuters", "Fotoğraflar: Ayşe Örnek"),
        misses=("Fotoğraf: şafakta köprüyü bir kurtarıcı tekneden çekti ve sonra makinesini denizde "
                "kaybetti, dedi.",
                "Fotoğraf çekti"),
        whole=("arşiv", "arşiv fotoğrafı", "temsili", "temsili fotoğraf", "temsili görsel", "fotoğraf arşiv",
               "fotoğraf temsili"),
        pattern=r"(?i)[(\[*]?(?:foto(?:ğraf)?(?:lar|ı)?|görsel|resim|kaynak fotoğraf|fotoğraf kaynağı"
                r"|illüstrasyon)\s?[:|©]\s?©?\s?(?-i:[\p{Lu}\d@(©].{1,70})[)\]]?",
        words=("fotoğraf", "fotoğraflar", "foto", "görsel", "resim", "illüstrasyon"),
        max_chars=100, confidence=0.91,
    ),
    Rule(
        "tr.republication", "republication", "Says where the text first appeared, or by whose leave.",
        hits=("Kaynak: Örnek Haber", "Bu yazı ilk olarak Örnek Dergi'de yayımlanmıştır.",
              "Kuzeyde grev yazısı ilk önce Örnek Blog üzerinde ortaya çıktı."),
        misses=("Kaynak: bir kuyu.", "Bu yazı ilk olarak okundu.", "Kaynak suyu temizdi."),
        pattern=rf"(?i)[(\[*]?(?:bu {_TEXT}(?:ı|i)? (?:ilk(?: olarak| kez| defa| önce)?"
                r"|daha önce) (?P<source>.{2,60}?)['’]?(?:de|da|te|ta|nde|nda|sitesinde|dergisinde"
                r"|tarafından)? (?:yayı[mn]lan(?:dı|mıştır|mıştı)|çıktı|çıkmıştır)"
                r"|.{2,140} ilk önce (?P<source2>.{2,60}) üzerinde ortaya çıktı"
                r"|(?:kaynak|kaynaklar|haber kaynağı|via)\s?:\s(?-i:(?P<source3>[\p{Lu}\d].{1,60}"
                r"|https?:.{2,90}|www\..{2,80})))[.)\]*]{0,3}",
        words=("kaynak", "kaynaklar", "yayımlandı", "yayınlandı", "yayımlanmıştır", "yayınlanmıştır", "çıktı",
               "kaynağı", "via"),
        max_chars=220, confidence=0.9,
    ),
    Rule(
        "tr.byline", "byline", "The author's name, alone on a line.",
        hits=("Yazar: Ayşe Örnek", "Haber: Ayşe Örnek", "Yazan: Ayşe Örnek", "Muhabir: Ayşe Örnek"),
        misses=("Yazar: kimse bilmiyor.", "Haber Ayşe'den geldi"),
        pattern=r"(?i:yazar|yazan|haber|muhabir|editör|röportaj|derleyen|kaleme alan"
                rf"|hazırlayan)\s?:\s?(?P<author>{_NAME}(?:(?: ve |, ?| / ?|/){_NAME}){{0,3}})(?:\s?["
                r"|•·–—/(-]\s?.{0,50})?",
        words=("yazar", "yazan", "haber", "muhabir", "editör", "röportaj", "derleyen", "alan", "hazırlayan"),
        max_chars=100, confidence=0.87,
    ),
)
