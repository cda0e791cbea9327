//! Reads the text of a saved web page: one file, one document.
//!
//! In: UTF-8 bytes of HTML, however broken. Out: what a browser would show as text, a block per
//! paragraph, without scripts and styles; the headline, day and language where the page states them.
//! One pass, linear in the input; nothing is fetched, run or resolved. Which lines are menus is for
//! [`crate::clean`] to say.

use super::columns::Role;
use super::intake::{Fields, Intake};
use super::item::{Fault, Halt};
use super::options::OutletFrom;
use super::source::Source;
use super::text::{START, undecodable, whole};
use super::{Format, Reader, codes};
use memchr::{memchr, memmem};
use std::borrow::Cow;

/// Reads web pages.
pub(crate) struct Html;

/// Pages with fewer words are noted as suspiciously short.
const SHORT: usize = 25;

impl Reader for Html {
    fn format(&self) -> Format {
        Format::Html
    }

    fn read(&self, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let Some(bytes) = whole(source, intake)? else { return Ok(()) };
        let Ok(html) = std::str::from_utf8(&bytes) else {
            return undecodable(&bytes, source.decoded, intake);
        };
        let page = parse(html, intake.options.limits.html_depth)?;
        let words = page.text.split_whitespace().count();
        if words < SHORT {
            intake.note(&codes::SHORT_TEXT, START, format!("{words} words"))?;
        }
        let mut fields = Fields::default();
        if matches!(intake.options.outlet_from, OutletFrom::Auto) {
            fields.set(Role::Outlet, Cow::Owned(intake.naming().folder.clone()));
        }
        let found = [
            (Role::Text, page.text),
            (Role::Title, page.title),
            (Role::Date, page.date),
            (Role::Language, page.language),
            (Role::Url, page.url),
        ];
        for (role, value) in found {
            fields.set(role, Cow::Owned(value));
        }
        intake.record(fields, START, &bytes)
    }
}

/// What a page says.
#[derive(Debug, Default)]
struct Page {
    text: String,
    title: String,
    date: String,
    language: String,
    url: String,
}

/// Elements whose content is not text.
const RAW: [&str; 8] = ["script", "style", "noscript", "template", "svg", "iframe", "textarea", "object"];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
    "option",
];
/// Elements that never close, or close by themselves: they do not nest.
const FLAT: [&str; 24] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param",
    "source", "tbody", "td", "th", "thead", "tr", "track", "wbr",
];

/// A page being read.
#[derive(Default)]
struct Builder {
    page: Page,
    depth: u64,
    /// Where the text of the one article starts and ends.
    article: Option<(usize, Option<usize>)>,
    articles: u32,
    /// The headline: its text, and how many there are.
    headline: String,
    headlines: u32,
    capture: Option<Capture>,
}

/// Text that goes elsewhere than into the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Capture {
    Title,
    Headline,
}

/// Reads a page.
fn parse(html: &str, limit: u64) -> Result<Page, Fault> {
    let mut builder = Builder::default();
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        let after = rest.as_bytes().get(at + 1).copied().unwrap_or(b' ');
        if !(after.is_ascii_alphabetic() || matches!(after, b'/' | b'!' | b'?')) {
            builder.text(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        }
        builder.text(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let end = tag_end(rest.as_bytes());
        let tag = &rest[1..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            builder.close(&name_of(name));
        } else if !tag.starts_with(['!', '?']) {
            let name = name_of(tag);
            builder.open(&name, tag);
            if RAW.contains(&name.as_str()) && !tag.ends_with('/') {
                rest = after_raw(rest, &name);
                builder.depth = builder.depth.saturating_sub(1);
            }
        }
        if builder.depth > limit {
            return Err(Fault::new(&codes::TOO_DEEP, format!("is nested deeper than {limit} levels (--max-html-depth)")));
        }
    }
    builder.text(rest);
    Ok(builder.finish())
}

/// The `>` that ends a tag, quotes respected; the end of the input if there is none.
fn tag_end(tag: &[u8]) -> usize {
    let mut quote = None;
    for (i, &byte) in tag.iter().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return i,
            (None, b'"' | b'\'') if tag[i - 1] == b'=' => quote = Some(byte),
            (Some(open), b) if b == open => quote = None,
            _ => {}
        }
    }
    // A quote that never closes: the tag ends at the first `>` after all.
    memchr(b'>', tag).unwrap_or(tag.len())
}

fn name_of(tag: &str) -> String {
    tag.bytes().take_while(|b| b.is_ascii_alphanumeric()).map(|b| char::from(b.to_ascii_lowercase())).take(16).collect()
}

/// What follows the closing tag of an element whose content is no text.
fn after_raw<'t>(rest: &'t str, name: &str) -> &'t str {
    let mut from = 0;
    while let Some(at) = memmem::find(&rest.as_bytes()[from..], b"</") {
        let start = from + at + 2;
        if rest.as_bytes().get(start..start + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return &rest[start - 2..];
        }
        from = start;
    }
    ""
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest
        .as_bytes()
        .windows(name.len() + 1)
        .position(|w| w[..name.len()].eq_ignore_ascii_case(name.as_bytes()) && w[name.len()] == b'=')
    {
        let whole = rest[..at].ends_with(|c: char| c.is_ascii_whitespace());
        rest = rest.get(at + name.len() + 1..)?;
        if !whole {
            continue;
        }
        let value = match rest.chars().next()? {
            quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
            _ => rest.split(|c: char| c.is_ascii_whitespace() || c == '/').next()?,
        };
        return Some(decode(value).into_owned());
    }
    None
}

impl Builder {
    fn open(&mut self, name: &str, tag: &str) {
        if !FLAT.contains(&name) && !tag.ends_with('/') {
            self.depth += 1;
        }
        match name {
            "br" => self.break_line("\n"),
            "td" | "th" => self.space(),
            "title" if self.page.title.is_empty() => self.capture = Some(Capture::Title),
            "h1" => {
                self.break_line("\n\n");
                self.headlines += 1;
                self.headline.clear();
                self.capture = Some(Capture::Headline);
            }
            "article" => {
                self.break_line("\n\n");
                self.articles += 1;
                self.article = Some((self.page.text.len(), None));
            }
            "html" => {
                self.page.language = attribute(tag, "lang").unwrap_or_default().split('-').next().unwrap_or_default().to_owned()
            }
            "meta" => self.meta(tag),
            _ if BLOCKS.contains(&name) => self.break_line("\n\n"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if !FLAT.contains(&name) {
            self.depth = self.depth.saturating_sub(1);
        }
        match name {
            "title" if self.capture == Some(Capture::Title) => self.capture = None,
            "h1" if self.capture == Some(Capture::Headline) => {
                self.capture = None;
                self.page.text.push_str(&std::mem::take(&mut self.headline));
                self.headline = self.page.text.rsplit("\n\n").next().unwrap_or_default().to_owned();
                self.break_line("\n\n");
            }
            "article" => {
                if let Some((_, end @ None)) = &mut self.article {
                    *end = Some(self.page.text.len());
                }
                self.break_line("\n\n");
            }
            _ if BLOCKS.contains(&name) => self.break_line("\n\n"),
            _ => {}
        }
    }

    /// The day and address a page states.
    fn meta(&mut self, tag: &str) {
        let key = attribute(tag, "property").or_else(|| attribute(tag, "name")).unwrap_or_default();
        let content = || attribute(tag, "content").unwrap_or_default();
        match key.to_ascii_lowercase().as_str() {
            "article:published_time" | "datepublished" | "date" if self.page.date.is_empty() => self.page.date = content(),
            "og:url" if self.page.url.is_empty() => self.page.url = content(),
            _ => {}
        }
    }

    /// Adds characters, with white space as one space.
    fn text(&mut self, raw: &str) {
        let text = decode(raw);
        let out = match self.capture {
            Some(Capture::Title) => &mut self.page.title,
            Some(Capture::Headline) => &mut self.headline,
            None => &mut self.page.text,
        };
        for (i, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if i > 0 && !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
            out.push_str(word);
        }
    }

    fn space(&mut self) {
        if !self.page.text.is_empty() && !self.page.text.ends_with([' ', '\n']) {
            self.page.text.push(' ');
        }
    }

    /// Ends a line or block.
    fn break_line(&mut self, end: &str) {
        if self.capture == Some(Capture::Headline) {
            return self.headline.push(' ');
        }
        let out = &mut self.page.text;
        out.truncate(out.trim_end_matches(' ').len());
        if !out.is_empty() && !out.ends_with("\n\n") {
            let missing = if out.ends_with('\n') { &end[1..] } else { end };
            out.push_str(missing);
        }
    }

    /// The page: its one article if it marks one, and the headline apart from the text.
    fn finish(mut self) -> Page {
        if self.capture == Some(Capture::Headline) {
            self.page.text.push_str(&self.headline);
        }
        if let (1, Some((start, Some(end)))) = (self.articles, self.article) {
            let article = self.page.text[start..end].trim();
            if article.split_whitespace().count() >= SHORT {
                self.page.text = article.to_owned();
            }
        }
        let headline = self.headline.trim();
        let block = format!("{headline}\n\n");
        if self.headlines == 1 && !headline.is_empty() {
            headline.clone_into(&mut self.page.title);
            if let Some(at) = self.page.text.find(&block) {
                self.page.text.replace_range(at..at + block.len(), "");
            }
        }
        self.page.text.truncate(self.page.text.trim_end().len());
        self.page.title = self.page.title.trim().to_owned();
        self.page
    }
}

/// Names of the characters U+00A0 to U+00FF, in their order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute \
Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute \
ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Other names that news pages use.
const NAMED: [(&str, char); 25] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("hellip", '…'),
    ("bull", '•'),
    ("euro", '€'),
    ("trade", '™'),
    ("dagger", '†'),
    ("permil", '‰'),
    ("prime", '′'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("minus", '−'),
];

/// Text with its character references resolved; unknown ones stay as they are.
fn decode(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| named(&rest[..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    Cow::Owned(out + rest)
}

/// The character a reference names.
fn named(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace());
    }
    let latin = || LATIN.split(' ').position(|known| known == name).and_then(|i| char::from_u32(0xA0 + u32::try_from(i).ok()?));
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c).or_else(latin)
}

/// The encodings a page declares, in the order it does.
pub(crate) fn charsets(head: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(&head[..head.len().min(4096)]).to_ascii_lowercase();
    let value = |rest: &str| {
        let value = rest.trim_start_matches(['"', '\'', ' ']);
        value.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).map(char::from).collect::<String>()
    };
    text.split("charset=").skip(1).map(value).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        parse(html, 512).unwrap().text
    }

    #[test]
    fn pages_give_the_text_they_show() {
        for (html, want) in [
            (
                "<html><body><p>the armed group <b>talks <i>here <table><tr><td>cell<p>more",
                "the armed group talks here\n\ncell\n\nmore",
            ),
            ("<p>a</p><script>var x = '<p>no</p>';</script><p>b</p>", "a\n\nb"),
            ("<p>a<br>b &amp; c&nbsp;d &#8217; &eacute; &bogus; &", "a\nb & c\u{a0}d ’ é &bogus; &"),
            ("<!-- <p>no</p> --><p title='>'>x < y</p>", "x < y"),
            ("<p>one\n  two</p>\n\n<div>three</div>", "one two\n\nthree"),
            ("<ul><li>a<li>b</ul>", "a\n\nb"),
            ("<style>p{}</style", ""),
            ("<p>open <a href=\"x", "open"),
        ] {
            assert_eq!(text(html), want, "{html}");
        }
    }

    #[test]
    fn headline_day_and_article_are_taken_where_the_page_states_them() {
        let body = "word ".repeat(30);
        let html = format!(
            "<html lang='en-GB'><head><title>Headline | Site</title><meta property=\"article:published_time\" content=\"2022-09-10T10:00Z\"></head>\
             <body><nav>Menu</nav><article><h1>The <i>headline</i></h1><p>{body}</p></article><footer>Foot</footer></body></html>"
        );
        let page = parse(&html, 512).unwrap();
        assert_eq!(
            (page.title.as_str(), page.date.as_str(), page.language.as_str()),
            ("The headline", "2022-09-10T10:00Z", "en")
        );
        assert_eq!(page.text, body.trim());
    }

    #[test]
    fn hostile_pages_take_linear_time_and_bounded_depth() {
        assert!(parse(&"<div>".repeat(600), 512).is_err());
        assert!(parse(&"<p>".repeat(200_000), 512).is_ok());
        for piece in ["<script>", "<!--", "<a x='", "</", "<a b=\"c\" d", "&amp", "<svg>"] {
            let _ = parse(&piece.repeat(50_000), u64::MAX);
        }
    }

    #[test]
    fn declared_encodings_are_seen() {
        let html = b"<meta charset=\"UTF-8\"><meta http-equiv=x content='text/html; charset=windows-1256'>";
        assert_eq!(charsets(html), ["utf-8", "windows-1256"]);
    }
}
