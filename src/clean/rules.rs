//! The rules, each by the name shown in the results.

use crate::corpus::Zone;

/// What a line looks like, whatever its words.
pub(super) struct Shape {
    /// Number of words.
    pub(super) words: usize,
    /// Whether it ends like a sentence.
    pub(super) ends: bool,
    /// Whether it is a line of a subscription or membership block.
    pub(super) offer: bool,
}

impl Shape {
    pub(super) fn of(line: &str) -> Shape {
        let lower = line.to_lowercase();
        Shape {
            words: line.split_whitespace().count(),
            ends: ends_sentence(line),
            offer: OFFERS.iter().any(|o| lower.contains(o)),
        }
    }
}

/// Whether a line ends with a mark that ends sentences, closing marks aside.
fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '」', '』']);
    line.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔'])
}

/// Wordings of offers to subscribe, join or sign in.
const OFFERS: &[&str] = &[
    "already a member", "already a subscriber", "sign in", "log in to", "become a member", "become member",
    "subscribe now", "subscribe to our", "our newsletter", "free newsletter", "dedicated newsletters",
    "sign up for our", "sign up for the", "free trial", "billed annually", "billed monthly", "cancel anytime",
    "premium membership", "premium memos", "delivered straight to your inbox", "delivered to your inbox",
    "team plans", "what's included", "/ month", "per month after",
];

/// Beginnings of links to other articles.
const READ_ALSO: &[&str] = &[
    "read also", "also read", "read more", "read next", "read:", "see also", "related:", "more on this",
    "related articles", "related stories", "recommended:", "watch:", "watch also", "listen:", "click here",
    "lire aussi", "à lire aussi", "voir aussi", "lesen sie auch", "mehr zum thema", "lea también", "lee también",
    "leia também", "leia mais", "leggi anche", "lees ook", "читайте также", "читайте також", "ayrıca okuyun",
    "اقرأ أيضا", "اقرأ أيضاً", "اقرأ المزيد", "קראו גם", "यह भी पढ़ें", "延伸阅读", "相关阅读", "関連記事",
];

/// Menus and page controls that stand alone on a line.
const NAVIGATION: &[&str] = &[
    "most popular", "most read", "trending", "trending now", "advertisement", "advertising", "sponsored",
    "share", "share this", "share this article", "tweet", "print", "email", "save", "comments", "home", "menu",
    "search", "latest news", "top stories", "related", "tags", "topics", "follow us", "newsletter", "subscribe",
    "sign up", "log in", "login", "sign in", "free", "loading...", "close", "back to top", "read more", "more",
    "continue reading", "story continues below", "story continues below advertisement", "cookie policy",
    "privacy policy", "terms of use", "terms of service", "contact us", "about us", "all rights reserved",
];

/// The rule a line falls under by itself, with the zone it gives.
pub(super) fn line(line: &str, shape: &Shape, title: &str) -> Option<(Zone, &'static str)> {
    let lower = line.to_lowercase();
    let lower = lower.trim();
    let furniture = |rule| Some((Zone::Furniture, rule));
    if !line.chars().any(char::is_alphanumeric) {
        return furniture("no-words");
    }
    if lower.starts_with("skip to ") && shape.words <= 5 {
        return furniture("skip-link");
    }
    if !title.is_empty() && shape.words >= 2 && key(line) == key(title) {
        return furniture("repeated-title");
    }
    if is_credit(lower, shape) {
        return Some((Zone::Caption, "photo-credit"));
    }
    if READ_ALSO.iter().any(|r| lower.starts_with(r)) && shape.words <= 30 && !shape.ends {
        return furniture("read-also");
    }
    if lower.starts_with("read  ") && !shape.ends {
        return furniture("read-also");
    }
    if NAVIGATION.contains(&lower.trim_end_matches([':', '.', '>', '»', ' '])) {
        return furniture(if lower.starts_with("most ") { "most-popular" } else { "navigation" });
    }
    if is_byline(line, shape) {
        return furniture("byline");
    }
    None
}

/// Credits of pictures: an agency's name or the word credit in brackets at the end, or a line that is
/// nothing but a credit.
fn is_credit(lower: &str, shape: &Shape) -> bool {
    const WORDS: [&str; 12] = [
        "(photo credit", "(photo:", "(photo by", "(credit:", "(image:", "(image credit", "photo credit:",
        "(ap photo", "(file photo", "(illustrative", "via getty images", "(courtesy",
    ];
    let found = WORDS.iter().any(|w| lower.contains(w));
    let slash = ["/afp", "/reuters", "/getty", "/ap)", "/pool via"].iter().any(|w| lower.contains(w));
    (found && (lower.ends_with(')') || shape.words <= 12)) || (slash && shape.words <= 12 && !shape.ends)
}

/// `By Name`, with agency, role or date; no sentence.
fn is_byline(line: &str, shape: &Shape) -> bool {
    let by = ["By ", "BY ", "Written by ", "Posted by ", "Por ", "Par ", "Von ", "Door "];
    let rest = by.iter().find_map(|b| line.strip_prefix(b));
    let names = rest.is_some_and(|r| r.split_whitespace().next().is_some_and(|w| w.starts_with(char::is_uppercase)));
    names && shape.words <= 14 && !shape.ends
}

/// The first block of a closing run that is mostly offers; the number of blocks if there is none.
pub(super) fn tail_start(shapes: &[Shape]) -> usize {
    let offers = shapes.iter().filter(|s| s.offer).count();
    let Some(first) = shapes.iter().position(|s| s.offer) else { return shapes.len() };
    let after = &shapes[first..];
    let prose = after.iter().filter(|s| s.ends && s.words >= 25).count();
    if offers >= 3 && prose * 4 <= after.len() { first } else { shapes.len() }
}

/// A line's letters and digits in lower case, by which repeats are found.
pub(super) fn key(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
