"""Turkish rules: the page around the text: menus, buttons, prompts, legal and comment notices."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "tr.navigation", "navigation", "Skip links, page turners, log-in, words of menus.",
        hits=("İçeriğe geç", "Yukarı çık", "Şifremi unuttum", "Giriş yap"),
        misses=("İçeriğe geçmeden önce", "Yukarı çıktı"),
        whole=("içeriğe geç", "içeriğe atla", "ana içeriğe atla", "ana içeriğe geç", "yukarı çık", "başa dön", "yukarı",
               "geri", "geri dön", "ana sayfa", "anasayfa", "ana sayfaya dön", "ana menü", "menüyü aç", "menüyü kapat",
               "menü", "kapat", "ara", "arama", "site içi arama", "giriş", "giriş yap", "çıkış", "çıkış yap", "üye ol",
               "kayıt ol", "üye girişi", "hesabım", "şifremi unuttum", "şifre", "beni hatırla", "önceki haber", "sonraki
               haber", "önceki yazı", "sonraki yazı", "önceki", "sonraki", "sonraki sayfa", "önceki sayfa", "yazı gezinmesi",
               "site haritası", "iptal", "gönder", "kaydet", "buradasınız", "favorilere ekle", "yazdır"),
        max_chars=60, confidence=0.89,
    ),
    Rule(
        "tr.menu-item", "navigation", "A word of a menu or footer; telling only in a row of such lines.",
        hits=("Hakkımızda", "Künye", "Spor", "Gizlilik politikası"),
        misses=("Spor yapmak", "Hakkımızda yazılanlar"),
        whole=("hakkımızda", "biz kimiz", "künye", "iletişim", "bize ulaşın", "gizlilik politikası", "gizlilik", "çerez
               politikası", "kullanım koşulları", "kullanım şartları", "kvkk", "kişisel verilerin korunması", "veri
               politikası", "reklam", "reklam verin", "kariyer", "yardım", "abonelik", "abone ol", "e gazete", "arşiv",
               "rss", "gündem", "siyaset", "politika", "ekonomi", "dünya", "türkiye", "spor", "futbol", "kültür", "kültür
               sanat", "sanat", "yaşam", "sağlık", "bilim", "teknoloji", "bilim teknoloji", "eğitim", "magazin", "yazarlar",
               "köşe yazıları", "yerel", "yurt", "asayiş", "hava durumu", "astroloji", "oyunlar", "otomobil", "otomotiv",
               "seyahat", "moda", "yemek", "tarifler", "sinema", "müzik", "kitap", "video", "videolar", "foto galeri",
               "galeri", "podcast", "podcastler", "haberler", "kategoriler", "diğer", "emlak", "borsa", "döviz", "altın",
               "canlı skor", "nöbetçi eczaneler", "resmi ilanlar", "seri ilanlar", "son dakika"),
        max_chars=40, confidence=0.5,
    ),
    Rule(
        "tr.share", "share_bar", "Invites to share, print, save or follow.",
        hits=("Paylaş", "Facebook'ta paylaş", "Bizi takip edin", "Bağlantıyı kopyala"),
        misses=("Ekmeği paylaştı", "Bizi takip etti"),
        whole=("paylaş", "paylaşın", "haberi paylaş", "bu haberi paylaş", "yazıyı paylaş", "bunu paylaş",
               "facebook'ta paylaş", "twitter'da paylaş", "whatsapp'ta paylaş", "x'te paylaş",
               "e posta ile gönder", "e posta gönder", "yazdır", "bağlantıyı kopyala", "linki kopyala",
               "kopyala", "kopyalandı", "tweetle", "beğen", "beğen yükleniyor", "takip et", "bizi takip edin",
               "sosyal medya", "sosyal medyada paylaş", "arkadaşına gönder", "0 paylaşım", "paylaşım",
               "google news", "abone ol"),
        opener=("bizi takip edin", "facebook üzerinde paylaşmak", "twitter üzerinde paylaşmak",
                "paylaşmak için tıklayın", "google news'te", "google haberler'de"),
        closer=("paylaşmak için tıklayın", "yeni pencerede açılır", "takip edin"),
        max_chars=110, confidence=0.86,
    ),
    Rule(
        "tr.tags", "tags", "Keywords and categories of the page.",
        hits=("Etiketler: grev, kuzey", "Kategori: Siyaset", "Anahtar kelimeler: anlaşma"),
        misses=("Etiket yapıştırdı", "Konular arasında grev vardı."),
        whole=("etiketler", "etiket", "kategori", "kategoriler", "anahtar kelimeler", "konular"),
        label=("etiketler", "etiket", "kategori", "kategoriler", "anahtar kelimeler", "konular", "konu",
               "bölüm"),
        max_chars=200, confidence=0.87,
    ),
    Rule(
        "tr.prompt", "newsletter", "Invites to subscribe to newsletters, alerts and channels.",
        hits=("Bültenimize abone olun", "E-posta adresiniz", "WhatsApp kanalımıza abone olun",
              "E-bültene kaydol"),
        misses=("Partinin bülteni 4000 okura ulaşıyor.", "Abone sayısı arttı."),
        whole=("bülten", "e bülten", "bültene abone ol", "bültenimize abone olun", "e bültene kaydol",
               "e posta adresiniz", "e posta", "e posta adresi", "abone ol", "abone olun", "kayıt olun",
               "bildirimleri aç", "uygulamayı indir", "hayır teşekkürler"),
        pattern=r"(?i).{0,100}\b(?:bülten\w*|kanal\w*|bildirim\w*)\b.{0,60}\b(?:abone ol\w*|kaydol\w*"
                r"|kayıt ol\w*|katılın|üye ol\w*|takip ed\w+)\b.{0,60}",
        words=("abone", "kaydol", "kaydolun", "katılın", "takip", "üye", "kayıt"),
        max_chars=180, confidence=0.87,
    ),
    Rule(
        "tr.cookie", "cookie_notice", "Cookie and privacy prompts.",
        hits=("Bu site çerezleri kullanır.", "Tümünü kabul et",
              "Deneyiminizi iyileştirmek için çerezler kullanıyoruz."),
        misses=("Çerez tabağı masadaydı.", "Kabul etti teklifi."),
        whole=("kabul et", "kabul ediyorum", "tümünü kabul et", "tümünü reddet", "reddet", "çerez ayarları",
               "çerezleri kabul et", "ayarları yönet", "tercihleri kaydet", "her zaman aktif", "anladım",
               "tamam"),
        pattern=r"(?i).{0,160}\bçerez\w*\b.{0,120}\b(?:kullan\w+|kabul|politika\w+|ayar\w+"
                r"|onay\w+)\b.{0,250}|.{0,160}\b(?:kullan\w+|kabul)\b.{0,60}\bçerez\w*.{0,160}",
        words=("çerezler", "çerezleri", "çerez", "çerezlerin", "çerezlere"),
        max_chars=500, confidence=0.88,
    ),
    Rule(
        "tr.advertisement", "advertisement", "Labels of advertising and paywalls.",
        hits=("Reklam", "Haberin devamı reklamın altında", "Sponsorlu içerik", "Advertorial"),
        misses=("Reklam pahalı", "Reklam sektörü büyüdü."),
        whole=("reklam", "reklamlar", "advertorial", "sponsorlu", "sponsorlu içerik", "sponsorlu bağlantılar", "haberin
               devamı reklamın altında", "haberin devamı reklamdan sonra", "reklamı kapat", "reklamı geç", "ilan", "tanıtım",
               "i̇ş birliği", "satın al", "hemen al", "abone olmak için", "zaten abone misiniz", "zaten üye misiniz", "destek
               ol"),
        max_chars=80, confidence=0.87,
    ),
    Rule(
        "tr.rights", "copyright", "Reserves rights or forbids reproduction.",
        hits=("Tüm hakları saklıdır.", "İzinsiz ve kaynak gösterilmeden yayınlanamaz", "Her hakkı saklıdır"),
        misses=("İşçilerin hakları saklı kaldı.", "İzinsiz gösteri dağıtıldı."),
        pattern=r"(?i).{0,140}\b(?:tüm|her|bütün) hak(?:kı|ları) saklıdır\b.{0,160}|.{0,120}\b(?:izinsiz"
                r"|kaynak gösterilmeden|izin alınmadan)\b.{0,120}\b(?:kullanılamaz|yayı[nm]lanamaz"
                r"|kopyalanamaz|çoğaltılamaz|alınamaz)\b.{0,100}",
        words=("saklıdır", "izinsiz", "kaynak", "izin", "i̇zinsiz"),
        max_chars=300, confidence=0.9,
    ),
    Rule(
        "tr.comment-notice", "comment_notice", "The form, rules or heading of the comment section.",
        hits=("Yorumlar kapalı.", "12 Yorum", "Bir yanıt yazın", "E-posta adresiniz yayınlanmayacak.",
              "Yorum yap"),
        misses=("Yorum yapmadı.", "Bir yanıt yazdı ona."),
        whole=("yorumlar", "yorum", "0 yorum", "yorum 0", "yorumlar 0", "yorum yok", "henüz yorum yok", "henüz yorum
               yapılmamış", "yorumlar kapalı", "yorumlar kapatıldı", "yorumlara kapalı", "yorum yap", "yorum yapın", "yorum
               yaz", "yorum yazın", "yorum ekle", "yorum gönder", "yorumunuz", "yorumu gönder", "bir yorum yaz", "bir yorum
               yazın", "bir yanıt yazın", "bir yanıt yazın yanıtı iptal et", "bir cevap yazın", "bir cevap yazın cevabı iptal
               et", "cevap yaz", "cevapla", "yanıtla", "yanıtı iptal et", "cevabı iptal et", "0 yanıt", "0 cevap", "tüm
               yorumlar", "tüm yorumları gör", "tüm yorumları göster", "yorumları göster", "yorumları gör", "son yorumlar",
               "daha fazla yorum", "şikayet et", "isim", "adınız", "internet sitesi", "web sitesi", "e posta adresiniz
               yayınlanmayacak", "gerekli alanlar ile işaretlenmişlerdir", "ilk yorumu sen yap", "ilk yorumu siz yapın", "ilk
               yorum yapan siz olun", "yorum kuralları"),
        opener=("e posta adresiniz yayınlanmayacak", "e posta hesabınız yayımlanmayacak", "gerekli alanlar",
                "yorum yapabilmek için", "yorum yapmak için", "yorum yazmak için", "bir dahaki sefere yorum",
                "daha sonraki yorumlarımda", "bu site istenmeyenleri azaltmak", "bu site spam",
                "yorum verilerinizin nasıl", "beni sonraki yorumlar", "0 yorum"),
        max_chars=170, confidence=0.86,
    ),
)
