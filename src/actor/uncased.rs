//! Finds names in scripts without capitals: Arabic, Hebrew and Persian.
//!
//! In: a document's words. Out: [`Name`]s: entries of the gazetteer and of the list of bodies, a given name
//! and what follows it, what stands after an honorific or is what somebody said, and what a word for a group
//! introduces when the text says it again. What is found once is found wherever it stands.

use super::gazetteer::{Place, place};
use super::lists::is_given_name;
use super::names::{Found, Name, push};
use super::view::View;
use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};
use std::sync::LazyLock;

/// Longest entry of the lists in words.
const LONGEST: usize = 4;
/// Words of a source that ends in a person's name.
const SOURCE: usize = 5;

/// Words before a personal name in languages whose script has no capitals.
const HONORIFICS: &[&str] = &[
    "الرئيس",
    "الشيخ",
    "السيد",
    "الدكتور",
    "الوزير",
    "الأمير",
    "الملك",
    "الجنرال",
    "رئيس",
    "وزير",
    "النائب",
    "القيادي",
    "הנשיא",
    "השר",
    "שר",
    "ראש",
    "מר",
    "גברת",
    "דוקטור",
    "ד״ר",
    "האלוף",
    "הרמטכ״ל",
    "رئیس",
    "آیت‌الله",
    "سردار",
    "دکتر",
    "آقای",
];

/// The bodies by what texts call them; marked when only after a word for a group.
static BODIES: LazyLock<HashMap<&'static str, (&'static str, bool), FixedState>> = LazyLock::new(|| {
    let lines = include_str!("bodies.txt").lines().filter(|l| !l.starts_with('#'));
    let entries = lines.filter_map(|l| l.split_once('|'));
    let written = entries.flat_map(|(name, forms)| forms.split('|').map(move |form| (form, name)));
    written.map(|(form, name)| (form.trim_start_matches('+'), (name, form.starts_with('+')))).collect()
});

/// What a list says about a name.
enum Known {
    Place(Place),
    Body(&'static str),
}

/// A word as it is and without what is written together with it.
fn forms<'a>(view: &'a View<'_>, token: usize) -> impl Iterator<Item = &'a str> {
    let word = view.words[token].lower.as_str();
    std::iter::once(word).chain(view.document.language.language().without_proclitics(word))
}

/// The longest entry of a list that begins at a token, in words.
fn known(view: &View<'_>, at: usize, end: usize) -> Option<(usize, Known)> {
    let joined = (at + 1..end.min(at + LONGEST)).take_while(|&t| view.joins(t)).count();
    let after_group = || at > 0 && view.joins_quoted(at) && view.noun_before(at).is_some_and(|t| view.words[t].uses.group);
    (1..=joined + 1).rev().find_map(|n| {
        let rest = if n > 1 { format!(" {}", view.folded(at + 1, at + n)) } else { String::new() };
        forms(view, at).find_map(|first| {
            let name = format!("{first}{rest}");
            let body = BODIES.get(name.as_str()).filter(|(_, marked)| !marked || after_group());
            body.map(|(name, _)| Known::Body(name)).or_else(|| place(&name).map(Known::Place)).map(|known| (n, known))
        })
    })
}

/// The names that begin at a token, pushed; gives how many tokens were read.
pub(super) fn uncased(view: &View<'_>, at: (usize, usize, usize), names: &mut Vec<Name>) -> usize {
    let (at, end, sentence) = at;
    let first = view.words[at].lower.chars().next();
    if first.is_none_or(|c| c.is_ascii() || c.is_lowercase()) {
        return 1;
    }
    let mut found = |first: usize, end: usize, place: Option<Place>, titled: bool| {
        push(view, names, Found { first, end, sentence, place, titled, ..Found::default() });
        end - at
    };
    match known(view, at, end) {
        Some((n, Known::Place(place))) => return found(at, at + n, Some(place), false),
        Some((n, Known::Body(name))) => {
            let read = found(at, at + n, None, false);
            if let Some(last) = names.last_mut().filter(|last| last.first == at) {
                (last.text, last.body) = (name.into(), true);
            }
            return read;
        }
        None => {}
    }
    if let Some(stop) = person(view, at, end) {
        let read = found(at, stop, None, is_titled(view, at));
        if let (Some(last), Some(given)) = (names.last_mut().filter(|last| last.first == at), given(view, at)) {
            last.text = format!("{given} {}", view.text(at + 1, stop));
        }
        return read;
    }
    honoured(view, at, end).map_or(1, |stop| found(at, stop, None, true))
}

/// The end of the name that a given name begins: `سامي حداد`.
fn person(view: &View<'_>, at: usize, end: usize) -> Option<usize> {
    let second = Some(at + 1).filter(|&t| given(view, at).is_some() && t < end && plain(view, t))?;
    known(view, second, end).is_none().then_some(())?;
    let third = second + 1;
    let particle = matches!(view.words[second].lower.as_str(), "عبد" | "أبو" | "بن" | "نصر" | "آل" | "בן" | "אבו" | "بو");
    let goes_on = third < end && view.joins(third) && (particle || view.words[third].lower.as_str() == "الله");
    let stop = if goes_on { third + 1 } else { third };
    // In Hebrew a verb may follow a given name that stands alone; the name ends where its phrase ends.
    let closed = stop >= end || !view.joins(stop) || view.words[stop].function || is_titled(view, at);
    let word = &view.words[second].lower;
    (view.document.language.code != "he" || (closed && !word.starts_with('ו'))).then_some(stop)
}

/// The given name at a token, in Arabic perhaps after a conjunction or preposition.
fn given<'a>(view: &'a View<'_>, token: usize) -> Option<&'a str> {
    let n = if view.document.language.code == "ar" { 2 } else { 1 };
    forms(view, token).take(n).find(|form| is_given_name(form))
}

/// Whether a word for a person stands before a token.
fn is_titled(view: &View<'_>, at: usize) -> bool {
    at > 0 && view.joins(at) && view.noun_before(at).is_some_and(|t| view.words[t].uses.person)
}

/// Whether a word that goes on with a phrase can be part of a name.
fn plain(view: &View<'_>, token: usize) -> bool {
    let word = &view.words[token];
    let listed = word.function || word.uses.verb || word.uses.is_head() || is_honorific(view, token);
    !listed && view.joins(token) && word.lower.chars().count() > 2
}

/// The end of a name of one or two words after an honorific: two where the phrase ends with them.
fn honoured(view: &View<'_>, at: usize, end: usize) -> Option<usize> {
    let definite = |t: usize| view.grammar.is_definite(&view.words[t].lower);
    // "minister of-the-exterior Sami Haddad": an office goes on to the words that have an article.
    let office = (at.saturating_sub(LONGEST)..at).rev().find(|&t| !definite(t) || !view.joins(t + 1) || is_honorific(view, t))?;
    let whole = office + 1 == at && !definite(office) && view.grammar.has_prefixes();
    if !is_honorific(view, office) || !view.joins(office + 1) || whole {
        return None;
    }
    let fits = |t: usize| {
        let imperfect = view.words[t].lower.starts_with('ي');
        // In Hebrew "to", "in" and "that" are written together with their word.
        let preposition = view.document.language.code == "he" && view.words[t].lower.starts_with(['ל', 'ב', 'ש']);
        plain(view, t) && known(view, t, end).is_none() && !imperfect && !preposition && !definite(t)
    };
    let boundary = |t: usize| t >= end || !view.joins(t) || view.words[t].function || definite(t);
    fits(at).then(|| if at + 1 < end && fits(at + 1) && boundary(at + 2) { at + 2 } else { at + 1 })
}

fn is_honorific(view: &View<'_>, token: usize) -> bool {
    HONORIFICS.contains(&view.words[token].lower.as_str())
}

/// Persons in Arabic by what they say: the last two words of a source, when neither has an article.
pub(super) fn sources(view: &View<'_>, names: &mut Vec<Name>) {
    let document = view.document;
    if document.language.language().code != "ar" {
        return;
    }
    let body = document.n_title_tokens as usize;
    let mut taken: HashSet<usize> = names.iter().flat_map(|n| n.first..n.end).collect();
    for (from, to) in document.attributions.iter().filter(|a| !a.in_title).filter_map(|a| a.source) {
        let tokens = &document.tokens[body..];
        let first = body + tokens.partition_point(|t| t.start < from);
        let end = body + tokens.partition_point(|t| t.start < to);
        let Some(name) = end.checked_sub(2).filter(|&n| n >= first && end - first <= SOURCE) else { continue };
        let fits = |t: usize| {
            let word = &view.words[t];
            let listed = word.function || word.uses.is_head() || is_honorific(view, t);
            !listed && !view.grammar.is_definite(&word.lower) && word.place().is_none() && word.lower.chars().count() > 2
        };
        let free = !(name..end).any(|t| taken.contains(&t));
        let verb = view.words[name].lower.starts_with(['ت', 'ي']) && given(view, name).is_none();
        if free && !verb && fits(name) && fits(name + 1) && view.joins(name + 1) {
            let sentence = document.sentences.partition_point(|s| (s.end as usize) <= name);
            push(view, names, Found { first: name, end, sentence, titled: end - first > 2, ..Found::default() });
            taken.extend(name..end);
        }
    }
    names.sort_by_key(|n| n.first);
}

/// Finds again what was found: the last word of a person's name, and what a word for a group introduced.
pub(super) fn again(view: &View<'_>, names: &mut Vec<Name>) {
    if !view.grammar.has_prefixes() {
        return;
    }
    let mut taken: HashSet<usize> = names.iter().flat_map(|n| n.first..n.end).collect();
    let persons = names.iter().filter(|n| n.place.is_none() && !n.body && n.end - n.first > 1);
    let mut wanted: HashMap<&str, bool> = persons.map(|n| (view.words[n.end - 1].lower.as_str(), false)).collect();
    wanted.retain(|word, _| word.chars().count() > 3);
    wanted.extend(introduced(view, &taken).into_iter().map(|word| (word, true)));
    for (sentence, first, end) in view.sentences() {
        for token in first..end {
            let Some(word) = forms(view, token).find(|form| wanted.contains_key(form)) else { continue };
            if !taken.insert(token) || view.words[token].uses.is_head() || view.words[token].function {
                continue;
            }
            push(view, names, Found { first: token, end: token + 1, sentence, ..Found::default() });
            if let Some(last) = names.last_mut().filter(|last| last.first == token) {
                (last.text, last.body) = (word.into(), wanted[word]);
            }
        }
    }
    names.sort_by_key(|n| n.first);
}

/// Words after a word for a group that are in quotation marks there or stand elsewhere alone, too.
fn introduced<'a>(view: &'a View<'_>, taken: &HashSet<usize>) -> Vec<&'a str> {
    let mut after: Vec<(usize, &str)> = Vec::new();
    for (_, first, end) in view.sentences() {
        for head in (first..end).filter(|&t| view.words[t].uses.loose) {
            let at = (head + 1..end).find(|&t| !(view.joins(t) && view.follows(t))).unwrap_or(end);
            let fits = |t: usize| {
                let word = &view.words[t];
                let listed = word.function || word.uses.verb || word.uses.is_head() || view.follows(t);
                !listed && !taken.contains(&t) && !word.lower.is_ascii() && word.lower.chars().count() > 2 && view.joins_quoted(t)
            };
            if at < end && fits(at) {
                after.push((at, view.words[at].lower.as_str()));
            }
        }
    }
    let places: HashSet<usize> = after.iter().map(|a| a.0).collect();
    let words: HashSet<&str> = after.iter().map(|a| a.1).collect();
    let tokens = view.sentences().flat_map(|(_, first, end)| first..end).filter(|t| !places.contains(t));
    let elsewhere: HashSet<&str> = tokens.flat_map(|t| forms(view, t)).filter(|w| words.contains(w)).collect();
    let said = |&(at, word): &(usize, &'a str)| (view.words[at].quote || elsewhere.contains(word)).then_some(word);
    let nisba = |word: &&str| !["ية", "ة", "ي", "ين", "ون", "ית", "ים"].iter().any(|e| word.ends_with(e));
    after.iter().filter_map(said).filter(nisba).collect()
}
