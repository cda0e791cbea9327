//! A document's words as the actor rules look at them.

use super::gazetteer::{Place, longest, place};
use super::lists::{Grammar, Particle, Uses, grammar, uses};
use crate::annotate::Annotated;
use crate::token::{Gap, Known, Memo, TokenKind, Vocabulary, Written, single_spaced, spaced};
use std::borrow::Cow;
use std::ops::Deref;

/// Characters that break lines and show nothing: zero-width space, soft hyphen, word joiner, byte order mark.
const UNSEEN: [char; 4] = ['\u{200b}', '\u{ad}', '\u{2060}', '\u{feff}'];

/// What stands at a token.
pub(super) struct Word<'a> {
    /// As written, lower case, without full stops.
    pub(super) lower: Lower<'a>,
    /// Whether it begins with a capital letter, an article like `al-` aside.
    pub(super) capital: bool,
    /// Whether a possessive ending follows.
    pub(super) possessive: bool,
    /// What the lists say about it.
    pub(super) uses: Uses,
    /// What it does around phrases.
    pub(super) particle: Particle,
    /// Most words of an entry of the gazetteer that begins with it; 0 when none does.
    pub(super) places: u8,
    /// Whether it is an article, pronoun, preposition, conjunction or auxiliary.
    pub(super) function: bool,
    /// The same, also for words in capitals, which may be abbreviations (`WHO`).
    pub(super) small: bool,
    /// Whether it is written in capitals.
    pub(super) caps: bool,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether a quotation mark stands before it.
    pub(super) quote: bool,
    /// Whether a comma is all that stands before it.
    pub(super) comma: bool,
}

impl Word<'_> {
    /// `then-president`, `three-term`: several words joined by hyphens.
    pub(super) fn is_compound(&self) -> bool {
        self.lower.contains(['-', '‑'])
    }

    /// The entry of the gazetteer it is alone.
    pub(super) fn place(&self) -> Option<Place> {
        (self.places > 0).then(|| place(&self.lower)).flatten()
    }
}

/// A word in lower case: a form of the vocabulary, unless it differs from it.
pub(super) struct Lower<'a>(Cow<'a, str>);

impl Lower<'_> {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Lower<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<&str> for Lower<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// What the lists say of a word in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    uses: Uses,
    particle: Particle,
    places: u8,
    function: bool,
}

/// A document and its words.
pub(super) struct View<'a> {
    pub(super) document: &'a Annotated,
    pub(super) words: Vec<Word<'a>>,
    /// How its language builds phrases.
    pub(super) grammar: &'static Grammar,
}

impl<'a> View<'a> {
    /// Looks at every token once.
    pub(super) fn new(document: &'a Annotated, vocabulary: &'a Vocabulary, memo: &mut Memo<Listed>) -> View<'a> {
        let grammar = grammar(document.language.code);
        let known = memo.of(document.language.code);
        let words = (0..document.tokens.len()).map(|t| word((document, t), grammar, (vocabulary, known))).collect();
        View { document, words, grammar }
    }

    /// The sentences that are scored: number, first token, end.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        let numbered = self.document.sentences.iter().zip(&self.document.zones).enumerate();
        numbered.filter(|(_, (_, zone))| zone.is_scored()).map(|(i, (s, _))| (i, s.first as usize, s.end as usize))
    }

    /// Whether a token continues the phrase of the one before it.
    #[inline]
    pub(super) fn joins(&self, token: usize) -> bool {
        match self.words[token].gap {
            Gap::Space | Gap::Hyphen | Gap::None => true,
            Gap::Quote => token > 0 && self.words[token - 1].possessive,
            Gap::Punctuation => token > 0 && self.is_abbreviated(token - 1),
            _ => false,
        }
    }

    /// Whether a token goes on with the phrase before it, in scripts without capitals perhaps in quotation marks.
    pub(super) fn joins_quoted(&self, token: usize) -> bool {
        let word = &self.words[token];
        self.joins(token) || (self.grammar.has_prefixes() && word.gap == Gap::Quote && word.quote)
    }

    /// Whether only a full stop separates an abbreviated title or initial from what follows.
    fn is_abbreviated(&self, token: usize) -> bool {
        let word = &self.words[token];
        let short = word.lower.chars().count() == 1 && word.capital;
        let tokens = &self.document.tokens;
        let between = || self.document.field(token).get(tokens[token].end as usize..tokens[token + 1].start as usize);
        (short || (word.uses.title && word.lower.len() <= 4)) && between().is_some_and(|between| between.trim() == ".")
    }

    /// A range as written, with single spaces and straight apostrophes, without what nobody sees.
    pub(super) fn text(&self, first: usize, end: usize) -> String {
        let tokens = &self.document.tokens;
        let text = &self.document.field(first)[tokens[first].start as usize..tokens[end - 1].end as usize];
        let spaced = spaced(text);
        if spaced.is_ascii() {
            return spaced.into_owned();
        }
        let shown = spaced.chars().filter(|c| !UNSEEN.contains(c));
        shown.map(|c| if c == '’' { '\'' } else { c }).collect()
    }

    /// Whether a word is the definite article of the document's language, or says "this".
    pub(super) fn is_article(&self, token: usize) -> bool {
        self.words[token].particle.article
    }

    /// Whether a word opens a noun phrase.
    pub(super) fn is_determiner(&self, token: usize) -> bool {
        self.words[token].particle.determiner
    }

    /// Whether a word can be an adjective after its noun; never in English.
    pub(super) fn follows(&self, token: usize) -> bool {
        let word = &self.words[token];
        !word.capital && !word.function && !word.uses.verb && self.grammar.follows(&word.lower)
    }

    /// A word without what is written together with it, where that gives a head.
    pub(super) fn bare(&self, token: usize) -> &str {
        let word = &self.words[token].lower;
        self.grammar.uses(word).filter(|(uses, _)| uses.is_head()).map_or(word, |(_, bare)| bare)
    }

    /// Whether a head has the article written together with it.
    pub(super) fn has_article(&self, token: usize) -> bool {
        let word = &self.words[token].lower;
        self.grammar.has_prefixes()
            && word.strip_suffix(self.bare(token)).is_some_and(|before| self.grammar.ends_in_article(before))
    }

    /// A phrase as a label: lower case, without the articles and prepositions written together with its words.
    pub(super) fn label(&self, first: usize, end: usize) -> String {
        if !self.grammar.has_prefixes() {
            return self.text(first, end).to_lowercase();
        }
        let (head, definite) = (self.bare(first), self.has_article(first));
        let adjectives = (first + 1..end).take_while(|&t| definite && self.follows(t)).count();
        let word = |t: usize| if t <= first + adjectives { self.indefinite(t) } else { self.words[t].lower.as_str() };
        std::iter::once(head).chain((first + 1..end).map(word)).collect::<Vec<&str>>().join(" ")
    }

    /// The word that describes what begins at a token: the one before it, or before the adjectives between.
    pub(super) fn noun_before(&self, token: usize) -> Option<usize> {
        let last = token.checked_sub(1)?;
        let noun = (0..token).rev().take(3).take_while(|&t| t == last || self.joins(t + 1)).find(|&t| !self.follows(t));
        Some(noun.filter(|&t| self.words[t].uses.is_head()).unwrap_or(last))
    }

    /// A word without the article written together with it.
    pub(super) fn indefinite(&self, token: usize) -> &str {
        let word = &self.words[token].lower;
        self.grammar.without_article(word).unwrap_or(word)
    }

    /// The words of a range lower case, joined by single spaces.
    pub(super) fn folded(&self, first: usize, end: usize) -> String {
        single_spaced(self.words[first..end].iter().map(|w| w.lower.as_str()))
    }
}

fn word<'a>(
    (document, token): (&'a Annotated, usize),
    grammar: &Grammar,
    (vocabulary, known): (&'a Vocabulary, &mut Known<Listed>),
) -> Word<'a> {
    let t = &document.tokens[token];
    let surface = document.surface(token);
    let lower = || surface.chars().filter(|&c| c != '.').flat_map(char::to_lowercase);
    let folded = || Some(vocabulary.form(t.term)).filter(|form| lower().eq(form.chars()));
    let (lower, listed) = match t.lower_case(surface, vocabulary).or_else(folded) {
        Some(form) => (Cow::Borrowed(form), known.get(t.term, || Listed::of(form, document, grammar))),
        None => {
            let lower: String = lower().collect();
            let listed = Listed::of(&lower, document, grammar);
            (Cow::Owned(lower), listed)
        }
    };
    // Most words have no capital and a blank before them.
    let plain = t.written == Written::Same;
    let bare = || if surface.starts_with(['a', 'd', 'e', 'o']) { without_article(surface) } else { surface };
    let capital = !plain && t.kind.is_word() && bare().starts_with(char::is_uppercase) && !is_compound_adjective(surface);
    let possessive = is_possessive(&lower, &document.field(token)[t.end as usize..]);
    let before = gap_before(document, token);
    let comma = before != " " && matches!(before.trim(), "," | "،");
    let quote = before != " " && before.contains(['“', '”', '„', '"', '«', '»', '‘', '‹']);
    let shouted = || surface.chars().all(char::is_uppercase) && surface.chars().nth(1).is_some();
    let letters = t.kind == TokenKind::Acronym || !plain && shouted();
    let function = listed.function && !letters;
    let Listed { mut uses, particle, places, .. } = listed;
    // "Agent Orange", "Rebel Wilson"
    if uses.figure && capital {
        (uses.person, uses.group) = (false, false);
    }
    Word {
        lower: Lower(lower),
        capital,
        possessive,
        uses,
        particle,
        places,
        function,
        small: listed.function,
        caps: letters,
        gap: t.gap,
        quote,
        comma,
    }
}

/// What stands between a token and the one before it.
fn gap_before(document: &Annotated, token: usize) -> &str {
    let t = &document.tokens[token];
    match token.checked_sub(1).map(|p| &document.tokens[p]) {
        Some(p) if t.gap == Gap::Space && t.start == p.end + 1 => " ",
        // The first token of the text follows none of the title.
        Some(p) if token != document.n_title_tokens as usize && p.end <= t.start => {
            &document.field(token)[p.end as usize..t.start as usize]
        }
        _ => "",
    }
}

/// Whether what follows a word makes a possessive of it.
pub(super) fn is_possessive(lower: &str, after: &str) -> bool {
    after.starts_with(['\'', '’'])
        && (["'s", "’s"].iter().any(|s| after.starts_with(s))
            || (lower.ends_with('s') && (after.starts_with("' ") || after.starts_with("’ "))))
}

impl Listed {
    fn of(lower: &str, document: &Annotated, grammar: &Grammar) -> Listed {
        let listed = grammar.uses(lower).map(|(uses, _)| uses);
        // Stop words of some languages are heads ("gruppo") or adjectives ("nouveau").
        let mut particle = grammar.particle(lower);
        particle.negates |= lower.ends_with("n't") || lower.ends_with("n’t");
        let is_other = || listed.is_some_and(Uses::is_head) || particle.adjective;
        let words = document.language.language().words;
        let contracted = grammar.open && is_contraction(lower, |word| words.is_function(word));
        let function = (contracted || words.is_function(lower)) && !is_other();
        Listed { uses: listed.unwrap_or_else(|| uses(lower)), particle, places: longest(lower), function }
    }
}

/// `I've`, `shouldn't`: a small word with another behind an apostrophe.
fn is_contraction(lower: &str, is_function: impl Fn(&str) -> bool) -> bool {
    let Some((word, rest)) = lower.split_once(['\'', '’']) else { return false };
    match rest {
        "t" => word.strip_suffix('n').is_some_and(|word| is_function(word) || matches!(word, "ca" | "wo")),
        "s" | "m" | "d" | "re" | "ve" | "ll" => is_function(word),
        _ => false,
    }
}

/// A name without the article written together with it.
fn without_article(surface: &str) -> &str {
    ["al-", "el-", "an-", "as-", "ash-", "at-", "ad-", "ar-", "az-", "d'", "d’", "o’", "o'"]
        .iter()
        .find_map(|p| surface.strip_prefix(p))
        .unwrap_or(surface)
}

/// `Gaza-based`, `Western-backed`: begins with a name and describes something else.
fn is_compound_adjective(surface: &str) -> bool {
    surface.rsplit_once(['-', '‑']).is_some_and(|(_, last)| last.chars().next().is_some_and(char::is_lowercase) && last.len() > 2)
}
