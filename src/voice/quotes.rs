//! Pairs the quotation marks of a text.
//!
//! In: a text, where its paragraphs begin, its language. Out: [`Quote`]s, outer before inner, in text
//! order. Apostrophes, elisions, decades and inches are not quotation marks. One pass over the
//! marks with a stack of at most [`DEPTH`] open ones, so the work is linear in the text.

/// How deep quotations may stand inside each other; deeper marks are read as text.
const DEPTH: usize = 6;

/// A quoted stretch of text. Byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Where the opening mark begins.
    pub(super) start: u32,
    /// After the opening mark.
    pub(super) inner: u32,
    /// Where the closing mark begins (or the stretch ends without one).
    pub(super) inner_end: u32,
    /// After the closing mark.
    pub(super) end: u32,
    /// How many quotations stand around it.
    pub(super) depth: u8,
    /// Whether it goes on in the next paragraph, which opens with a mark of its own.
    pub(super) goes_on: bool,
    /// Whether its marks are single ones, which also serve emphasis and apostrophes.
    pub(super) single: bool,
}

/// Marks that close one another belong to one family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
    Corner,
    WhiteCorner,
}

/// What the mark's own shape says about its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Open,
    Close,
    /// Opens in some languages and closes in others.
    Either,
}

/// One mark in its surroundings.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: u32,
    end: u32,
    family: Family,
    shape: Shape,
    /// Straight or typed as an apostrophe: only the context tells what it is.
    plain: bool,
    /// White space, an opening bracket, a dash or another mark stands before.
    free_left: bool,
    /// White space, punctuation or another mark stands after.
    free_right: bool,
    /// A digit stands before: feet and inches.
    after_digit: bool,
    /// An `s` before and a lower-case word after: perhaps a possessive.
    possessive: bool,
    paragraph: u32,
}

impl Mark {
    fn may_open(&self) -> bool {
        match self.shape {
            Shape::Open => true,
            Shape::Close => self.free_left && !self.free_right && !self.plain,
            Shape::Either => self.free_left && (self.plain || !self.free_right),
        }
    }

    fn may_close(&self) -> bool {
        match self.shape {
            Shape::Close => self.family != Family::Single || self.free_right,
            Shape::Open => self.free_right && !self.free_left && self.family == Family::Double,
            Shape::Either => self.free_right,
        }
    }
}

/// The quotations of `text`. `paragraphs` are the byte offsets at which paragraphs begin, ascending.
pub(super) fn pair(text: &str, paragraphs: &[u32], reversed: bool) -> Vec<Quote> {
    let marks = marks(text, paragraphs, reversed);
    let mut pairing = Pairing { text, paragraphs, open: Vec::new(), quotes: Vec::new() };
    let mut paragraph = 0;
    for (i, m) in marks.iter().enumerate() {
        if m.paragraph != paragraph {
            pairing.end_paragraph(paragraph, Some(m));
            paragraph = m.paragraph;
        }
        let next = marks.get(i + 1).filter(|n| n.paragraph == m.paragraph && n.family == m.family);
        pairing.meet(m, next);
    }
    pairing.end_paragraph(paragraph, None);
    let mut quotes = pairing.quotes;
    quotes.sort_by_key(|q| (q.start, std::cmp::Reverse(q.end)));
    nest(&mut quotes);
    quotes
}

/// Numbers the depth of sorted quotations.
fn nest(quotes: &mut [Quote]) {
    let mut around: Vec<u32> = Vec::new();
    for q in quotes {
        while around.last().is_some_and(|&end| end <= q.start) {
            around.pop();
        }
        q.depth = u8::try_from(around.len()).unwrap_or(u8::MAX);
        around.push(q.end);
    }
}

/// The stack of open marks and what has been closed so far.
struct Pairing<'a> {
    text: &'a str,
    paragraphs: &'a [u32],
    open: Vec<Mark>,
    quotes: Vec<Quote>,
}

impl Pairing<'_> {
    /// Decides what one mark does.
    fn meet(&mut self, m: &Mark, next: Option<&Mark>) {
        #[cfg(test)]
        crate::token::steps::add(1 + self.open.len());
        let opened = self.open.iter().rposition(|o| closes(o, m));
        if m.plain && m.after_digit && m.family == Family::Double {
            let inches = match opened {
                None => true,
                Some(_) => next.is_some_and(|n| n.plain && !n.free_left),
            };
            if inches {
                return;
            }
        }
        if m.may_close()
            && let Some(at) = opened
        {
            let later = m.possessive && next.is_some_and(|n| n.may_close() && !n.free_left);
            if !later {
                self.close(at, m);
            }
            return;
        }
        if !m.may_open() || self.open.len() >= DEPTH {
            return;
        }
        if m.plain
            && let Some(at) = opened
        {
            // The same straight mark is open and this one can only open: the first was never closed.
            self.open.truncate(at);
        }
        self.open.push(*m);
    }

    fn close(&mut self, at: usize, m: &Mark) {
        let o = self.open[at];
        self.open.truncate(at);
        if o.end < m.start {
            self.push(&o, (m.start, m.end), false);
        }
    }

    fn push(&mut self, o: &Mark, (inner_end, end): (u32, u32), goes_on: bool) {
        self.quotes.push(Quote {
            start: o.start,
            inner: o.end,
            inner_end,
            end,
            depth: 0,
            goes_on,
            single: o.family == Family::Single,
        });
    }

    /// An unclosed double mark runs to the end of its paragraph when the next paragraph opens with
    /// one, or when speech begins with it; any other unclosed mark is a slip.
    fn end_paragraph(&mut self, paragraph: u32, next: Option<&Mark>) {
        let Some(o) = self.open.iter().find(|o| o.family != Family::Single).copied() else {
            self.open.clear();
            return;
        };
        self.open.clear();
        let begin = self.paragraphs.get(paragraph as usize).map_or(0, |&p| p as usize);
        let end = self.paragraphs.get(paragraph as usize + 1).map_or(self.text.len(), |&p| p as usize);
        let end = begin + self.text[begin..end].trim_end().len();
        let goes_on =
            next.is_some_and(|n| n.paragraph == paragraph + 1 && n.family == o.family && n.may_open() && self.leads_paragraph(n));
        let before = self.text[begin..o.start as usize].trim_end();
        let speech = before.is_empty() || before.ends_with([':', ',', '：', '，']);
        if goes_on || speech {
            let end = u32::try_from(end).unwrap_or(u32::MAX);
            self.push(&o, (end, end), goes_on);
        }
    }

    fn leads_paragraph(&self, m: &Mark) -> bool {
        let begin = self.paragraphs.get(m.paragraph as usize).map_or(0, |&p| p as usize);
        self.text[begin..m.start as usize].chars().all(|c| !c.is_alphanumeric())
    }
}

/// Whether `m` can close what `o` opened.
fn closes(o: &Mark, m: &Mark) -> bool {
    o.family == m.family && !(o.family == Family::Single && o.plain != m.plain && m.shape == Shape::Either && !o.plain)
}

/// Every quotation mark of the text with its surroundings.
fn marks(text: &str, paragraphs: &[u32], reversed: bool) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut paragraph = 0u32;
    let mut i = 0;
    while i < bytes.len() {
        let Some(found) = next_candidate(&bytes[i..]) else {
            break;
        };
        let at = i + found;
        let Some((len, family, shape)) = shape_at(text, at, reversed) else {
            i = at + 1;
            continue;
        };
        while paragraphs.get(paragraph as usize + 1).is_some_and(|&p| p as usize <= at) {
            paragraph += 1;
        }
        if let Some(m) = in_context(text, (at, at + len), (family, shape), paragraph) {
            out.push(m);
        }
        i = at + len;
    }
    out
}

/// The next byte that may begin a mark: `"`, `'`, `` ` `` or the first byte of the others.
fn next_candidate(bytes: &[u8]) -> Option<usize> {
    let begins = |b: u8| matches!(b, b'"' | b'\'' | b'`' | 0xC2 | 0xD7 | 0xE2 | 0xE3 | 0xEF);
    // Marks are rare: sixteen bytes are looked at together, in fewer steps than `begins` takes; `"` is `'` but for two bits.
    let may_begin = |b: u8| (b | 5 == b'\'') | (b == b'`') | (b >= 0xC2);
    let without = |chunk: &&[u8; 16]| !chunk.iter().fold(false, |any, &b| any | may_begin(b));
    let skipped = 16 * bytes.as_chunks().0.iter().take_while(without).count();
    bytes[skipped..].iter().position(|&b| begins(b)).map(|at| skipped + at)
}

/// Length, family and shape of the mark at byte `at`, if there is one.
fn shape_at(text: &str, at: usize, reversed: bool) -> Option<(usize, Family, Shape)> {
    let rest = text.get(at..)?;
    let c = rest.chars().next()?;
    let one = |family, shape| Some((c.len_utf8(), family, shape));
    match c {
        '"' => one(Family::Double, Shape::Either),
        '\'' if rest.starts_with("''") && !rest.starts_with("'''") => Some((2, Family::Double, Shape::Either)),
        '`' if rest.starts_with("``") => Some((2, Family::Double, Shape::Open)),
        '`' => one(Family::Single, Shape::Open),
        '\'' => one(Family::Single, Shape::Either),
        '״' | '＂' => one(Family::Double, Shape::Either),
        '〝' => one(Family::Double, Shape::Open),
        '〞' | '〟' => one(Family::Double, Shape::Close),
        '“' if rest.starts_with("““") => Some((6, Family::Double, Shape::Open)),
        '“' => one(Family::Double, Shape::Open),
        '”' if reversed => one(Family::Double, Shape::Either),
        '”' => one(Family::Double, Shape::Close),
        '„' => one(Family::Double, Shape::Open),
        '‘' if reversed => one(Family::Single, Shape::Either),
        '‘' => one(Family::Single, Shape::Open),
        '’' => one(Family::Single, Shape::Close),
        '‚' => one(Family::Single, Shape::Open),
        '«' if reversed => one(Family::Guillemet, Shape::Either),
        '»' if reversed => one(Family::Guillemet, Shape::Either),
        '«' => one(Family::Guillemet, Shape::Open),
        '»' => one(Family::Guillemet, Shape::Close),
        '‹' | '›' if reversed => one(Family::SingleGuillemet, Shape::Either),
        '‹' => one(Family::SingleGuillemet, Shape::Open),
        '›' => one(Family::SingleGuillemet, Shape::Close),
        '「' => one(Family::Corner, Shape::Open),
        '」' => one(Family::Corner, Shape::Close),
        '『' => one(Family::WhiteCorner, Shape::Open),
        '』' => one(Family::WhiteCorner, Shape::Close),
        _ => None,
    }
}

/// The mark with what stands around it; `None` for apostrophes, elisions and decades.
fn in_context(text: &str, (start, end): (usize, usize), (family, shape): (Family, Shape), paragraph: u32) -> Option<Mark> {
    let left = text[..start].chars().next_back();
    let rest = &text[end..];
    let right = rest.chars().next();
    let wordy = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    let plain = matches!(&text[start..end], "\"" | "'" | "''" | "״" | "＂");
    let joined = left.is_some_and(is_hebrew) && right.is_some_and(is_hebrew);
    if joined && !follows_prefix(&text[..start], rest) {
        // Inside an abbreviation.
        return None;
    }
    if family == Family::Single && (wordy(left) && wordy(right) || !wordy(left) && is_elision(rest)) {
        return None;
    }
    let free_left =
        left.is_none_or(|c| joined || is_unspaced(c) || c.is_whitespace() || "([{—–-―/\"'‘“«„‚‹「『`:，。：".contains(c));
    let free_right =
        right.is_none_or(|c| is_unspaced(c) || c.is_whitespace() || !c.is_alphanumeric() && !"$£€#@([{…".contains(c));
    let next_word = rest.trim_start();
    Some(Mark {
        start: u32::try_from(start).ok()?,
        end: u32::try_from(end).ok()?,
        family,
        shape,
        plain,
        free_left,
        free_right,
        after_digit: left.is_some_and(|c| c.is_ascii_digit()),
        possessive: family == Family::Single
            && left == Some('s')
            && right == Some(' ')
            && next_word.chars().next().is_some_and(char::is_alphanumeric),
        paragraph,
    })
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5EA}')
}

/// Whether a letter is of a script that puts no blanks around quotation marks: Chinese, Japanese, Korean.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..='\u{323AF}')
}

/// Whether a mark between Hebrew letters opens a quotation behind an article, conjunction or preposition
/// (`ה"שלום"`) and does not abbreviate: only one or two letters follow it there, and rarely such a prefix.
fn follows_prefix(before: &str, rest: &str) -> bool {
    let prefix = before.chars().rev().take_while(|&c| is_hebrew(c)).take(4);
    let short = prefix.clone().count() < 4 && prefix.clone().all(|c| "הובלמשכ".contains(c));
    short && rest.chars().take_while(|&c| is_hebrew(c)).nth(2).is_some()
}

/// Whether what follows an apostrophe at the start of a word is a shortened word or a decade.
fn is_elision(rest: &str) -> bool {
    const SHORTENED: [&str; 14] =
        ["em", "til", "till", "cause", "tis", "twas", "n", "bout", "round", "cos", "cuz", "ere", "im", "neath"];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 2 {
        let after = rest[2..].strip_prefix('s').unwrap_or(&rest[2..]);
        return !after.starts_with(|c: char| c.is_alphanumeric());
    }
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    // A shortened word that a mark follows at once is a quoted word, but for rock 'n' roll.
    SHORTENED.iter().any(|s| word.eq_ignore_ascii_case(s)) && (word.len() == 1 || !rest[word.len()..].starts_with(['’', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quoted stretches of one paragraph, deeper ones in their own entry.
    fn quoted(text: &str, reversed: bool) -> Vec<&str> {
        pair(text, &[0], reversed).iter().map(|q| &text[q.inner as usize..q.inner_end as usize]).collect()
    }

    #[test]
    fn marks_are_paired() {
        let rows: [(&str, &[&str]); 14] = [
            ("a “b c” d", &["b c"]),
            ("a \"b c\" d \"e\"", &["b c", "e"]),
            ("a ''b c'' d", &["b c"]),
            ("“opened curly, closed straight\" d", &["opened curly, closed straight"]),
            ("“he said ‘no’ to me”", &["he said ‘no’ to me", "no"]),
            ("\"he said 'no' to me\"", &["he said 'no' to me", "no"]),
            ("‘the workers’ party’ won", &["the workers’ party"]),
            ("«outer “inner” outer»", &["outer “inner” outer", "inner"]),
            ("「外『内』外」", &["外『内』外", "内"]),
            ("„tief“ und ‚hoch‘", &["tief"]),
            ("‹a› b", &["a"]),
            ("5'10\" and 6\" wide", &[]),
            ("the '90s, rock 'n' roll, don't, boys' own", &[]),
            ("a stray \" mark", &[]),
        ];
        for (text, want) in rows {
            assert_eq!(quoted(text, false), want, "{text}");
        }
        assert_eq!(quoted("»innen« und ‚außen‘ und ›nah‹", true), ["innen", "außen", "nah"]);
    }

    #[test]
    fn speech_goes_on_over_paragraphs() {
        let text = "“One.\n“Two.\n“Three.” End";
        let quotes = pair(text, &[0, 8, 16], false);
        let inner: Vec<&str> = quotes.iter().map(|q| &text[q.inner as usize..q.inner_end as usize]).collect();
        assert_eq!(inner, ["One.", "Two.", "Three."]);
        assert_eq!(quotes.iter().map(|q| q.goes_on).collect::<Vec<_>>(), [true, true, false]);
    }

    #[test]
    fn work_grows_with_the_marks_alone() {
        for mark in ["\"", "“", "'", " \"a", "”", "«", "'a "] {
            crate::token::steps::assert_linear(mark, 1 << 13, |n| drop(pair(&mark.repeat(n), &[0], false)));
        }
    }
}
