"""Portuguese rules: pointers, widgets, credits, sources, bylines."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_WORD = r"[\p{Lu}][\p{L}.'’-]*"
_NAME = rf"{_WORD}(?: (?:(?:de|da|do|dos|das|e|van|von) ){{0,2}}{_WORD}){{1,4}}"
_TEXT = (
    r"(?:artigo|texto|matéria|reportagem|entrevista|coluna|post|conteúdo|publicação"
    r"|análise|crônica|crónica|ensaio|notícia|nota|peça|opinião|versão|tradução)"
)

RULES = (
    Rule(
        "pt.read-more-label", "read_more", "A pointer to another story: a label, then its title.",
        hits=("Leia também: O rio perdido", "LEIA MAIS: Dez ideias para o inverno",
              "Veja também | A greve do norte", "Saiba mais: o porto"),
        misses=("Leia também de noite, diz a professora.", "Saiba mais quem quiser.", "Veja só a cidade"),
        label=("leia também", "leia tambem", "leia mais", "leia ainda", "leia aqui", "ler também", "ler mais",
               "lê também", "leia", "leia a seguir", "veja também", "veja mais", "veja ainda", "veja",
               "ver também", "ver mais", "vê também", "saiba mais", "saber mais", "confira também", "confira",
               "confira mais", "assista também", "assista", "relacionadas", "relacionado", "relacionados",
               "notícias relacionadas", "notícia relacionada", "matérias relacionadas",
               "artigos relacionados", "artigo relacionado", "conteúdo relacionado", "recomendado",
               "recomendados", "recomendamos", "você pode gostar", "você também pode gostar", "pode gostar",
               "pode interessar", "pode interessar lhe", "também pode interessar", "não perca",
               "mais informações", "mais sobre o assunto", "mais sobre este tema", "mais notícias",
               "clique aqui", "em vídeo", "em imagens", "continue lendo", "continuar a ler", "entenda",
               "entenda o caso", "acesse", "ouça também", "leia a matéria completa"),
        max_chars=170, confidence=0.9,
    ),
    Rule(
        "pt.read-more", "read_more", "A link to the rest of the text or to more of its kind.",
        hits=("Leia mais ...", "Continuar a ler →", "Ver mais", "Clique aqui para ler a matéria completa"),
        misses=("Leia mais livros.", "Queria saber mais", "Ver mais longe"),
        whole=("leia mais", "ler mais", "ler tudo", "leia também", "veja mais", "ver mais", "ver tudo",
               "ver todos", "ver todas", "saiba mais", "saber mais", "mais", "mostrar mais", "carregar mais",
               "continuar lendo", "continue lendo", "continuar a ler", "continuar leitura", "continue a ler",
               "leia a matéria completa", "leia o artigo completo", "ler artigo completo", "leia na íntegra",
               "leia a íntegra", "clique aqui", "clique aqui para ler mais", "mais informações", "ver artigo",
               "ler notícia"),
        opener=("clique aqui para", "clique e leia", "leia a íntegra", "leia o artigo completo em",
                "leia a matéria completa", "continue lendo", "leia também a", "leia também o"),
        max_chars=100, confidence=0.88, stop=False,
    ),
    Rule(
        "pt.more-news", "related_links", "Announces a list of other stories.",
        hits=("Notícias relacionadas", "Mais lidas", "Você pode gostar", "Últimas notícias",
              "Mais notícias sobre a greve"),
        misses=("Mais lidas foram as cartas.", "Últimas notícias do mar",
                "Mais notícias sobre a greve virão."),
        whole=("leia também", "leia mais", "veja também", "ver também", "leia a seguir",
               "notícias relacionadas", "matérias relacionadas", "artigos relacionados",
               "conteúdo relacionado", "conteúdos relacionados", "posts relacionados",
               "publicações relacionadas", "relacionados", "relacionadas", "relacionado", "você pode gostar",
               "você também pode gostar", "talvez você goste", "você pode se interessar", "pode gostar",
               "também pode gostar", "pode interessar", "pode interessar lhe", "também lhe pode interessar",
               "mais lidas", "mais lidos", "as mais lidas", "os mais lidos", "mais vistas", "mais vistos",
               "mais populares", "mais comentadas", "mais acessadas", "mais recentes", "últimas",
               "últimas notícias", "últimos artigos", "últimos posts", "posts recentes", "artigos recentes",
               "notícias recentes", "outras notícias", "outros artigos", "mais notícias", "mais artigos",
               "mais sobre", "mais sobre o assunto", "mais sobre este tema", "mais do autor", "recomendados",
               "recomendado", "recomendadas", "recomendados para você", "recomendado para você",
               "recomendamos", "destaques", "em destaque", "em alta", "tendências", "não perca",
               "sugestões de leitura", "saiba mais", "conteúdo patrocinado", "mais para ler", "mais em",
               "mais conteúdo", "o melhor do dia", "próximo artigo"),
        opener=("mais notícias de", "mais notícias sobre", "mais artigos de", "mais lidas em",
                "mais lidas de", "últimas notícias de", "últimas de", "outras notícias de", "mais sobre o"),
        max_chars=80, confidence=0.85, run="list", stop=False,
    ),
    Rule(
        "pt.player", "media_widget", "Buttons, labels and messages of players and galleries.",
        hits=("Ouvir este artigo", "A carregar...", "Tela cheia", "Este vídeo não está disponível.",
              "Tempo de leitura: 3 min"),
        misses=("A tela cheia de tinta", "Querem ouvir este artigo de fé.", "Silêncio na sala"),
        whole=("ouvir", "ouvir este artigo", "ouvir artigo", "ouça este artigo", "ouça a notícia",
               "ouça o podcast", "ouvir podcast", "ouvir notícia", "reproduzir", "reproduzir vídeo", "pausar",
               "pausa", "silenciar", "mudo", "ativar som", "volume", "tela cheia", "ecrã inteiro",
               "ecrã completo", "sair da tela cheia", "legendas", "velocidade", "velocidade de reprodução",
               "carregando", "a carregar", "carregando vídeo", "este vídeo não está disponível",
               "vídeo indisponível", "ver vídeo", "assistir vídeo", "assista ao vídeo", "próximo vídeo",
               "ver galeria", "galeria", "galeria de fotos", "galeria de imagens", "ver fotos", "ampliar",
               "ampliar imagem", "todos os episódios", "baixar áudio", "descarregar", "ao vivo", "em direto",
               "0 fotos", "0 imagens", "incorporar", "copiar código", "assine o podcast"),
        opener=("seu navegador não", "o seu navegador não", "seu browser não", "para ver este vídeo",
                "ative o javascript", "uma publicação compartilhada", "ver esta publicação no"),
        pattern=r"(?i)(?:imagem|foto)s? \d+ ?(?:de|/) ?\d+"
                r"|tempo (?:estimado )?de leitura\s?:? ?\d+ ?min\w*\.?|\d+ ?min(?:utos?)?\.? de leitura",
        words=("imagem", "foto", "fotos", "leitura"),
        max_chars=110, confidence=0.86,
    ),
    Rule(
        "pt.photo-credit", "photo_credit", "Who took or owns a picture: a label and a name.",
        hits=("Foto: Ana Exemplo/Lusa", "Crédito: Ana Exemplo", "Imagem: Divulgação", "Foto de Ana Exemplo",
              "Reprodução/TV Exemplo"),
        misses=("Foto: a ponte ao amanhecer foi tirada de um barco por um dos socorristas, que depois "
                "perdeu a câmera no fundo do mar.",
                "Fotos às dúzias"),
        whole=("foto de arquivo", "imagem de arquivo", "imagem ilustrativa", "foto ilustrativa", "divulgação",
               "reprodução", "arquivo pessoal", "foto reprodução", "foto divulgação"),
        pattern=r"(?i)[(\[*]?(?:(?:fotos?|imagem|imagens|fotografias?|fotógraf[oa]|ilustraç(?:ão|ões)|arte"
                r"|montagem|captura de tela)(?: (?:de capa|principal|destaque|ilustrativa|de arquivo))?"
                r"|créditos?(?: (?:da |de )?(?:foto|imagem|fotografia)s?)?)"
                r"\s?[:|©]\s?©?\s?(?-i:[\p{Lu}\d@(©].{1,80}|(?:divulgação|reprodução|arquivo"
                r"|direitos).{0,60})[)\]]?|(?:foto|imagem) (?:de"
                r"|por) (?-i:[\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){0,4}(?: ?[/,(] ?.{2,30})?)"
                r"|(?:divulgação|reprodução)\s?/\s?(?-i:[\p{Lu}].{1,60})",
        words=("foto", "fotos", "imagem", "imagens", "fotografia", "fotógrafo", "ilustração", "arte",
               "montagem", "crédito", "créditos", "divulgação", "reprodução"),
        max_chars=120, confidence=0.91,
    ),
    Rule(
        "pt.caption", "caption", "The description of a picture, with its credit or a mark that it is one.",
        hits=("O porto ao anoitecer. Foto: Ana Exemplo / Lusa", "Legenda: o porto ao anoitecer",
              "A casa velha do povo (Foto: Reprodução)"),
        misses=("Esta foto: guarda-a numa caixa.", "A legenda fala de um rei."),
        label=("legenda", "legenda da foto"),
        pattern=r".{12,240}?(?:[.!?»”\")…|–—-]\s*(?:[Ff]otos?|FOTO|[Ii]magem"
                r"|[Cc]réditos?)\s?[:©]\s?[\p{L}@©][\p{L}\d.,&'’/@|() -]{1,60}|[(\[](?:foto|imagem|Foto"
                r"|Imagem|Reprodução|Divulgação)[ :/]?[^()]{0,60}[)\]]\.?)",
        words=("foto", "fotos", "imagem", "crédito", "créditos", "reprodução", "divulgação"),
        max_chars=300, confidence=0.87,
    ),
    Rule(
        "pt.republication", "republication", "Says where the text first appeared, or by whose leave.",
        hits=("Este artigo foi publicado originalmente no Exemplo Semanal.",
              "O post A greve do norte apareceu primeiro em Blog Exemplo.",
              "Publicado originalmente em exemplo.example", "Fonte: Exemplo Semanal",
              "Com informações da Agência Exemplo", "Reproduzido com permissão de Exemplo Semanal"),
        misses=("A fonte: um poço.", "Este artigo foi publicado tarde.",
                "Publicado em 1843, o livro teve dez edições."),
        pattern=rf"(?i)[(\[*]?(?:(?:nota|nota do editor|aviso)\s?:\s?)?(?:(?:este|esta|o presente|a presente"
                rf"|uma versão deste|uma versão desta) (?:\w+ )?{_TEXT}s?(?: (?:de|por) .{{2,50}})??"
                r" (?:(?:foi|é|apareceu|saiu) )?(?:originalmente |inicialmente |primeiro "
                r"|também )?(?:publicad[oa]|republicad[oa]|reproduzid[oa]|traduzid[oa]"
                r"|divulgad[oa])?(?: (?:originalmente|inicialmente|primeiro|pela primeira vez|em inglês"
                r"|em \d[\d \p{L}]{3,20}))*"
                r" (?:em|no|na|pelo|pela|por|do|da|com permissão d[eoa]) (?:site |portal |jornal |revista "
                r"|blog )?(?-i:(?P<source>[\p{Lu}\d\"“].{1,90}|(?:www\.|https?:|\w+\.\w).{2,80}))"
                r"|(?:o post|o artigo|a matéria) .{2,140} (?:apareceu primeiro em|apareceu primeiro no"
                r"|foi publicad[oa] primeiro em)\s(?P<source2>.{2,80})"
                r"|(?:publicad[oa] )?(?:originalmente|inicialmente) (?:publicad[oa] )?(?:em|no|na|por|pelo"
                r"|pela)\s(?P<source3>.{2,80})|(?:fonte|fontes|via|fonte original|texto original"
                r"|artigo original)\s?:\s(?-i:(?P<source4>[\p{Lu}\d].{1,60}|https?:.{2,90}|www\..{2,80}))"
                r"|(?:com )?informações (?:da|do|de|das|dos) (?-i:(?P<source5>[\p{Lu}].{1,50}))"
                r"|(?:reproduzid[oa]|publicad[oa]|republicad[oa]) com (?:a )?(?:permissão"
                r"|autorização) d[eoa]\s(?P<source6>.{2,80}))[.)\]*]{0,3}",
        words=("publicado", "publicada", "republicado", "reproduzido", "apareceu", "originalmente", "fonte",
               "fontes", "via", "informações", "inicialmente", "saiu", "traduzido", "reproduzida"),
        max_chars=240, confidence=0.9,
    ),
    Rule(
        "pt.byline", "byline", "The author's name, alone on a line.",
        hits=("Por Ana Exemplo", "Por Ana Exemplo e João Modelo", "Por: Ana Exemplo",
              "Escrito por Ana Exemplo", "POR ANA EXEMPLO"),
        misses=("Por Outro Lado", "Por isso", "Por Ana Exemplo soube-se tudo."),
        pattern=r"(?:(?:Escrito |Publicado |Texto |Postado |Reportagem |Redigido )?(?:[Pp]or|POR)\s?:? ?"
                r"|(?i:autor(?:a|es|as)?|texto|reportagem|redação)\s?:\s?)"
                rf"(?P<author>(?!(?:O|A|Os|As|Um|Uma|Outro|Outra|Isso|Sua|Que|Exemplo|Fim|OUTRO|OUTRA"
                rf"|Semana)\b){_NAME}(?:(?:,? (?:e|&) |, ?| / ?|/){_NAME}){{0,3}}|(?:[Rr]edação|REDAÇÃO"
                rf"|Agência|Lusa)(?: [\p{{Lu}}][\p{{L}}.]+){{0,3}})"
                r"(?:\s?[|•·–—/(-]\s?.{0,60}|, [\p{Lu}\d].{0,40}| em \d.{0,30})?",
        words=("por", "autor", "autora", "autores", "texto", "redação", "reportagem"),
        max_chars=130, confidence=0.85,
    ),
)
