//! The rules over one line: wordings and shapes.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a line looks like, whatever the lines around it.
pub(super) struct Shape {
    /// Number of words.
    pub(super) words: usize,
    /// Whether it ends like a sentence.
    pub(super) ends: bool,
    /// Whether it holds a wording of subscription offers; not asked of long lines.
    pub(super) offer: bool,
    /// Whether it holds a quotation mark.
    pub(super) quoted: bool,
    /// Whether all of it stands in brackets.
    pub(super) bracketed: bool,
}

impl Shape {
    pub(super) fn of(line: &str) -> Shape {
        let words = 1 + line.bytes().filter(|b| *b == b' ').count();
        let short = words <= MAX_OFFER && line.len() <= LONG;
        Shape {
            words,
            ends: ends_sentence(line),
            offer: short && OFFER.is_match(line),
            quoted: short && line.contains(['"', '“', '”', '«', '„']),
            bracketed: line.starts_with(['(', '[']) && line.ends_with([')', ']']),
        }
    }
}

/// Longest line that is read for offers, in words.
const MAX_OFFER: usize = 40;

/// Lines longer than this are prose whatever they contain, in bytes; keeps the rules cheap.
const LONG: usize = 600;

/// Any of the offers, in any case, with either apostrophe.
static OFFER: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<String> = OFFERS.iter().map(|o| regex::escape(o).replace('\'', "['’]")).collect();
    let pattern = format!("(?i){}", words.join("|"));
    Regex::new(&pattern).expect("escaped words make a pattern")
});

/// A line in lower case with single blanks; empty for a long line.
fn head(line: &str) -> String {
    if line.len() > LONG {
        return String::new();
    }
    let mut out = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    out
}

/// Whether a line ends with a mark that ends sentences, closing marks aside.
fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '“', '’', '\'', '»', '«', ')', ']', '」', '』', ' ']);
    line.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔'])
}

/// Wordings of offers to subscribe, join or sign in.
#[rustfmt::skip]
const OFFERS: &[&str] = &[
    "already a member?", "already a subscriber?", "become a member", "become member", "subscribe now",
    "subscribe today", "subscribe to our", "our newsletter", "our free newsletter", "free newsletter", "sign up for daily",
    "dedicated newsletters", "best newsletters", "sign up for our", "sign up here", "sign up now",
    "sign up to receive", "free trial", "billed annually", "billed monthly", "cancel anytime",
    "premium membership", "premium memos", "delivered straight to your inbox", "delivered to your inbox",
    "we also offer team plans", "join hundreds of", "join thousands of", "join over", "log in to continue",
    "click here to subscribe", "abonnez-vous", "jetzt abonnieren", "suscríbete", "suscríbase", "iscriviti alla",
    "assine já", "abonneer je", "подпишитесь на", "підпишіться на", "подписывайтесь на", "підписуйтесь на",
    "abone olun", "اشترك في", "مشترک شوید", "הירשמו ל",
];

/// Beginnings of links to other articles.
#[rustfmt::skip]
const READ_ALSO: &[&str] = &[
    "read also", "also read", "read more", "read next", "read:", "read the full", "see also", "related:",
    "more on this", "related articles", "related stories", "related news", "recommended:", "watch:", "also watch",
    "watch also", "listen:", "click here to", "click here for", "more:", "more from", "lire aussi", "à lire aussi",
    "a lire aussi", "voir aussi", "lesen sie auch", "lesen sie mehr", "mehr zum thema", "lea también",
    "lee también", "le puede interesar", "leia também", "leia mais", "leggi anche", "lees ook", "читайте также",
    "читайте також", "ayrıca okuyun", "bunu da oku", "اقرأ أيضا", "اقرأ المزيد", "بیشتر بخوانید", "קראו גם",
    "यह भी पढ़ें", "延伸阅读", "相关阅读", "相关新闻", "関連記事",
];

/// Headings of lists of other articles.
#[rustfmt::skip]
const POPULAR: &[&str] = &[
    "most popular", "most read", "most viewed", "most shared", "trending", "trending now", "popular now",
    "editor's picks", "editors' picks", "top stories", "latest news", "recommended for you", "you may also like",
    "related stories", "related articles", "related news", "recommended stories", "les plus lus",
    "meistgelesen", "lo más leído", "mais lidas", "più letti", "meest gelezen", "самое читаемое", "популярное",
    "en çok okunanlar", "الأكثر قراءة", "הנקראות ביותר",
];

/// Menus and page controls that stand alone on a line.
#[rustfmt::skip]
const NAVIGATION: &[&str] = &[
    "advertisement", "advertising", "advertisements", "ad", "sponsored", "sponsored content", "share",
    "share this", "share this article", "share this story", "tweet", "print", "print this article", "email",
    "email this article", "save", "comments", "leave a comment", "home", "menu", "search", "related", "tags",
    "topics", "follow us", "newsletter", "newsletters", "subscribe", "sign up", "log in", "login", "sign in",
    "loading", "close", "back to top", "continue reading", "story continues below",
    "story continues below advertisement", "article continues below", "scroll to continue",
    "cookie policy", "privacy policy", "terms of use", "terms of service", "contact us", "about us",
    "facebook", "twitter", "linkedin", "whatsapp", "copy link", "view comments", "show more", "load more",
    "skip advertisement", "play", "play video", "up next", "view gallery", "photos", "partager", "publicité",
    "teilen", "anzeige", "compartir", "publicidad", "publicidade", "compartilhar", "condividi", "pubblicità",
    "delen", "реклама", "поделиться", "поділитися", "paylaş", "reklam", "إعلان", "שתפו", "פרסומת", "广告", "分享",
];

/// The rule a line falls under by itself; `title` is the title's [`letters`].
pub(super) fn line(line: &str, shape: &Shape, title: &str) -> Option<&'static str> {
    if shape.words >= 2 && line.len() <= title.len() + 60 && !title.is_empty() && letters(line) == title {
        return Some("repeated-title");
    }
    if line.len() > LONG || (shape.ends && shape.words > 12 && !may_be_caption(line)) {
        return None;
    }
    if !line.chars().any(char::is_alphanumeric) {
        return Some("no-words");
    }
    let head = head(line);
    let starts = |list: &[&str]| list.iter().any(|w| head.starts_with(w));
    if shape.words <= 6 && starts(&["skip to ", "jump to "]) {
        Some("skip-link")
    } else if is_credit(&head, shape) {
        Some("photo-credit")
    } else if is_caption(&head, shape) {
        Some("caption")
    } else if shape.words <= 40 && (starts(&["©", "(c) ", "copyright ©", "copyright 2", "copyright (c)"])) {
        Some("copyright")
    } else if is_marked_link(&head) {
        Some("read-also")
    } else if shape.ends {
        NAVIGATION.contains(&alone(&head)).then_some("navigation")
    } else {
        link(line, &head, shape)
    }
}

/// A line without its closing marks.
fn alone(head: &str) -> &str {
    head.trim_end_matches([':', '.', '>', '»', '…', ' ', '+'])
}

/// Whether a sentence may still be a caption: it ends in brackets or begins as captions do.
fn may_be_caption(line: &str) -> bool {
    line.trim_end_matches(['.', ' ']).ends_with([')', ']'])
        || line.starts_with(['(', '['])
        || CAPTION_STARTS.iter().any(|s| line.get(..4).is_some_and(|l| l.eq_ignore_ascii_case(&s[..4])))
}

/// The rules for lines that do not end like a sentence and lead elsewhere.
fn link(line: &str, head: &str, shape: &Shape) -> Option<&'static str> {
    if POPULAR.contains(&alone(head)) || is_popular_glued(line) {
        Some("most-popular")
    } else if shape.words <= 35 && is_read_also(line, head) {
        Some("read-also")
    } else if NAVIGATION.contains(&alone(head)) {
        Some("navigation")
    } else {
        is_byline(line, shape).then_some("byline")
    }
}

/// "Most Popular" with the first headline written straight after it.
fn is_popular_glued(line: &str) -> bool {
    let rest = line.strip_prefix("Most Popular").or_else(|| line.strip_prefix("Most Read"));
    rest.is_some_and(|r| r.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
}

/// A link to another article: its wording, with a mark or a gap after "Read" that prose does not have.
fn is_read_also(line: &str, head: &str) -> bool {
    let wording = READ_ALSO.iter().any(|w| head.starts_with(w));
    let rest = line.strip_prefix("Read").or_else(|| line.strip_prefix("READ"));
    let gap = rest.is_some_and(|r| {
        let blank = r.chars().take_while(|c| c.is_whitespace()).count();
        blank >= 2 || (blank == 1 && !r.starts_with(' '))
    });
    wording || gap
}

/// The wording of a link and a colon: what follows is a headline, also when it ends like a sentence.
fn is_marked_link(head: &str) -> bool {
    READ_ALSO.iter().any(|w| head.strip_prefix(w).is_some_and(|rest| rest.trim_start().starts_with(':')))
}

/// A credit in brackets at the end of a short line, or a line that is nothing but a credit.
fn is_credit(head: &str, shape: &Shape) -> bool {
    const OPENINGS: [&str; 16] = [
        "(photo credit",
        "(photo:",
        "(photo by",
        "(photo/",
        "(credit",
        "(image:",
        "(image credit",
        "(image by",
        "(ap photo",
        "(reuters photo",
        "(file photo",
        "(picture:",
        "(getty images",
        "(courtesy",
        "(screenshot",
        "(foto:",
    ];
    const ALONE: [&str; 12] = [
        "photo credit",
        "photo:",
        "photo by",
        "image:",
        "image credit",
        "photograph:",
        "photograph by",
        "picture:",
        "credit:",
        "photos by",
        "photos:",
        "foto:",
    ];
    const AGENCIES: [&str; 9] =
        ["/afp", "/reuters", "/getty", "/ap)", "/epa", "via getty images", "/shutterstock", "/flash90", "via reuters"];
    if shape.words > 80 {
        return false;
    }
    let closing = head.trim_end_matches(['.', ' ']).ends_with([')', ']']);
    let opening = head.rfind(['(', '[']).map(|i| &head[i..]).unwrap_or_default();
    let bracket = closing
        && opening.split_whitespace().count() <= 14
        && (OPENINGS.iter().any(|o| opening.replace('[', "(").starts_with(o)) || AGENCIES.iter().any(|a| opening.contains(a)));
    let short = shape.words <= 12 && !shape.quoted;
    let alone = short && ALONE.iter().any(|a| head.starts_with(a));
    let agency = short && !shape.ends && AGENCIES.iter().any(|a| head.contains(a));
    let ends = shape.words <= 60 && AGENCIES[5..].iter().any(|a| head.ends_with(a));
    bracket || alone || agency || ends
}

/// Beginnings only captions have.
const CAPTION_STARTS: [&str; 13] = [
    "file - ",
    "file – ",
    "file — ",
    "file photo",
    "(file photo",
    "illustrative photo",
    "illustrative:",
    "caption:",
    "image caption",
    "image copyright ",
    "image source: ",
    "media caption",
    "media playback is unsupported",
];

/// Wordings that only captions have.
fn is_caption(head: &str, shape: &Shape) -> bool {
    let starts = CAPTION_STARTS.iter().any(|s| head.starts_with(s));
    let pair = head.contains("(left)") || head.contains("(right)") || head.contains("(l)") && head.contains("(r)");
    shape.words <= 60 && (starts || pair && !shape.quoted && shape.words <= 40 && !shape.ends)
}

/// `By Name`, with agency, role or date; no sentence.
fn is_byline(line: &str, shape: &Shape) -> bool {
    const BY: [&str; 15] = [
        "By ",
        "BY ",
        "by ",
        "By: ",
        "Written by ",
        "Posted by ",
        "Reported by ",
        "Por ",
        "Par ",
        "Von ",
        "Door ",
        "Di ",
        "Автор: ",
        "Текст: ",
        "بقلم ",
    ];
    let Some(rest) = BY.iter().find_map(|b| line.strip_prefix(b)) else {
        return false;
    };
    let unicase = !line.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    let name = |w: &str| w.starts_with(char::is_uppercase) || unicase;
    let mut words = rest.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic));
    let small = rest.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
    words.next().is_some_and(name)
        && words.next().is_none_or(|w| name(w) || w == "and" || w == "de" || w == "al")
        && shape.words <= 20
        && small * 3 <= shape.words
        && !shape.ends
}

/// The first block of a closing run that is mostly offers; the number of blocks if there is none.
pub(super) fn tail_start(shapes: &[Shape]) -> usize {
    let Some(first) = shapes.iter().position(|s| s.offer && !s.quoted) else {
        return shapes.len();
    };
    let after = &shapes[first..];
    let offers = after.iter().filter(|s| s.offer).count();
    let prose = after.iter().filter(|s| s.ends && s.words >= 30).count();
    if offers >= 3 && prose * 8 <= after.len() { first } else { shapes.len() }
}

/// A paragraph that ends with "Most Popular" glued to its last sentence: the prose and the heading.
pub(super) fn glued(text: &str, range: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let line = &text[range.clone()];
    let heading = ["Most Popular", "Most Read", "Advertisement"].iter().find(|h| line.ends_with(**h))?;
    let prose = line[..line.len() - heading.len()].trim_end();
    let end = range.start + prose.len();
    let cut = ends_sentence(prose) && prose.split_whitespace().count() >= 4;
    cut.then(|| (range.start..end, range.end - heading.len()..range.end))
}

/// A line's letters and digits in lower case: what is left when punctuation and spacing differ.
pub(super) fn letters(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
