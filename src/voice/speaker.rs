//! Gives the speakers of a text one name each.
//!
//! In: records with their source phrases. Out: for every record the canonical name (the longest form
//! the text uses) and the kind of speaker. Pronouns and definite descriptions take the last fitting
//! speaker, *he* and *she* a speaker who was the subject of a sentence since.

use super::SpeakerKind;
use super::clause::{Range, View};
use super::complement::is_early;
use super::credit::{NOBODY, Record};
use super::phrase::np_left;
use super::source::WEEKDAYS;
use super::verbs::PAST;
use super::words::*;
use crate::token::{single_spaced, spaced};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::borrow::Cow;

/// How many names with one last word are told apart.
const SAME_LAST: usize = 16;

/// What a secretary or a chief is of: no part of the name that follows.
const PORTFOLIOS: [&str; 16] = [
    "state",
    "defense",
    "defence",
    "energy",
    "labor",
    "labour",
    "commerce",
    "treasury",
    "interior",
    "education",
    "transportation",
    "agriculture",
    "justice",
    "staff",
    "house",
    "navy",
];

/// Words that count or choose people and stand for them alone.
const SOME: [&str; 12] = ["one", "some", "many", "most", "few", "several", "both", "all", "those", "each", "another", "two"];

/// `Republicans` are all of them, under their name.
const ALL_OF: [&str; 3] = ["Democrats", "Republicans", "Americans"];

/// `the Democrat` is one of them, without a name.
const MEMBERS: [&str; 6] = ["democrat", "republican", "american", "conservative", "liberal", "libertarian"];

/// Words of pages that stand before names and are none: `WATCHED Obama`, `Add Dana Kost as an interest`.
const FURNITURE: [&str; 9] = ["watch", "watched", "must", "just", "more", "add", "photos", "contributing", "please"];

/// Whether a name is the end of another, or the same.
fn is_end_of(short: &str, long: &str) -> bool {
    long.strip_suffix(short).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// A name as names are compared: in lower case, without its small words and articles.
fn bare(form: &str) -> String {
    let mut folded = String::new();
    fold(form, &mut folded);
    let hyphen = folded.bytes().any(|b| b == b'-') || !folded.is_ascii() && folded.contains('‑');
    if !hyphen && !folded.split(' ').any(is_particle) {
        return folded;
    }
    let stem = |w: &'_ str| -> usize {
        w.split_once(['-', '‑'])
            .filter(|(p, rest)| is_particle(p) && !rest.is_empty())
            .map_or(0, |(p, _)| w.len() - w[p.len()..].trim_start_matches(['-', '‑']).len())
    };
    let bare = single_spaced(folded.split(' ').map(|w| &w[stem(w)..]).filter(|w| !is_particle(w)));
    if bare.is_empty() { folded } else { bare }
}

/// Small words inside names, and articles written to them with a hyphen.
#[rustfmt::skip]
fn is_particle(word: &str) -> bool {
    // Told by their lengths first, unlike those of a list.
    matches!(
        word,
            "al" | "el" | "as" | "ash" | "an" | "ar" | "at" | "ad" | "az" | "ul" | "bin" | "ibn" | "bint" | "abu" |
            "ben" | "ould" | "de" | "da" | "di" | "du" | "do" | "dos" | "das" | "del" | "della" | "la" | "le" |
            "van" | "der" | "den" | "ten" | "ter" | "von" | "zu"
    )
}

/// One speaker.
pub(super) struct Name {
    form: String,
    /// The form as names are compared.
    folded: String,
    kind: SpeakerKind,
    /// Above 0 when she is a woman, below when he is a man, by titles and pronouns.
    pub(super) she: i32,
}

/// The speaker of each record.
pub(super) struct Speakers {
    of: Vec<Option<usize>>,
    names: Vec<Name>,
}

impl Speakers {
    /// Name and kind of the speaker of record `n`.
    pub(super) fn of(&self, n: usize) -> (&str, SpeakerKind) {
        self.of[n].map_or(NOBODY, |i| (self.names[i].form.as_str(), self.names[i].kind))
    }
}

/// Resolves the sources of all records.
pub(super) fn resolve(view: &View<'_>, records: &[Record]) -> Speakers {
    let mut table = Table { view, by_last: HashMap::default(), mentions: Vec::new(), subjects: Vec::new(), names: Vec::new() };
    if !records.is_empty() {
        table.collect();
        table.keep_speakers(records);
    }
    let mut of = Vec::with_capacity(records.len());
    let mut last_person = None;
    let mut last_any = None;
    let mut spoke_at = 0;
    for r in records {
        let found = match r.source {
            Some(source) => table.name(source, table.last_person(source, last_person, spoke_at), last_any),
            // Speech goes on, or the language leaves out a subject that has not changed.
            None if r.carried || r.cue.is_some() && view.lexicon.code != "en" => last_any,
            None => None,
        };
        if let Some(n) = found {
            last_any = Some(n);
            table.names[n].she += r.source.map_or(0, |source| table.says_she(source));
            if matches!(table.names[n].kind, SpeakerKind::Person | SpeakerKind::Unknown) {
                last_person = Some(n);
                spoke_at = r.source.or(r.cue).map_or(spoke_at, |at| at.0);
            }
        }
        of.push(found);
    }
    Speakers { of, names: table.names }
}

/// The names of a text.
pub(super) struct Table<'a> {
    pub(super) view: &'a View<'a>,
    /// Names by their last word, folded.
    by_last: HashMap<String, Vec<usize>, FixedState>,
    /// Where a name of two or more words stands, and its number.
    mentions: Vec<(usize, usize)>,
    /// Where a name is the subject of a verb, and its number.
    pub(super) subjects: Vec<(usize, usize)>,
    pub(super) names: Vec<Name>,
}

impl Table<'_> {
    /// Stores every name of two or more words.
    fn collect(&mut self) {
        let words = self.view.words;
        let mut i = 0;
        while i < words.len() {
            // "Stated Ruiz: "
            let said = words[i].verb != NONE && words[i].forms & PAST != 0;
            if !words[i].is(CAPITAL) || said || self.is_portfolio(i) || self.view.is_any(i, &FURNITURE) {
                i += 1;
                continue;
            }
            let end = self.run(i);
            if end >= i + 2 {
                let name = self.intern((i, end));
                self.mentions.push((i, name));
            }
            if end > i {
                self.note((i, end));
            }
            i = end.max(i + 1);
        }
    }

    /// The person of several names whom a name stands for.
    pub(super) fn known(&self, range: Range) -> Option<usize> {
        let folded = bare(&self.form(range));
        let same = self.by_last.get(folded.rsplit(' ').next().unwrap_or(""))?;
        let is_it = |name: &Name| name.kind == SpeakerKind::Person && is_end_of(&folded, &name.folded);
        same.iter().take(SAME_LAST).copied().find(|&n| is_it(&self.names[n]))
    }

    /// The last name mentioned before a word.
    pub(super) fn mentioned(&self, before: usize) -> Option<usize> {
        let n = self.mentions.partition_point(|m| m.0 < before);
        self.mentions[..n].last().map(|m| m.1)
    }

    /// The end of the run of capital words that begins at `i`.
    fn run(&self, i: usize) -> usize {
        let words = self.view.words;
        let mut k = i;
        while k < words.len() && k < i + 6 {
            let w = &words[k];
            let stop = k > i
                && (w.stops & !(FULL_STOP | MARK) != 0
                    || w.after(LINE)
                    || w.after(FULL_STOP) && !(words[k - 1].is(TITLE) || words[k - 1].end - words[k - 1].start < 3));
            if stop {
                break;
            }
            if k > i
                && self.is_particle(k)
                && (k + 1..words.len().min(k + 3)).any(|n| words[n].stops == 0 && words[n].is(CAPITAL))
            {
                k += 1;
                continue;
            }
            if !w.is(CAPITAL) || w.is(CLOSED | TIME) {
                break;
            }
            if w.is(TITLE) && !(k > i && self.is_surname(k)) {
                if k > i {
                    break;
                }
                return i;
            }
            k += 1;
            if w.is(GENITIVE) {
                break;
            }
        }
        k
    }

    /// Whether a word says what a secretary is of, and a name follows it.
    fn is_portfolio(&self, k: usize) -> bool {
        let words = self.view.words;
        let of = k >= 2 && words[k].stops == 0 && words[k - 1].stops == 0 && self.view.word_is(k - 1, "of");
        of && words[k - 2].is(TITLE)
            && self.view.is_any(k, &PORTFOLIOS)
            && words.get(k + 1).is_some_and(|next| next.stops == 0 && next.is(CAPITAL))
    }

    /// Whether a word for a title ends a name: `Steve King`, not `King Steve`.
    fn is_surname(&self, k: usize) -> bool {
        let words = self.view.words;
        self.view.surface(k) == "King" && words.get(k + 1).is_none_or(|next| next.stops != 0 || !next.is(CAPITAL))
    }

    /// Whether a full name met before ends with a word.
    fn ends_a_name(&self, k: usize) -> bool {
        let last = self.view.surface(k);
        self.names.iter().any(|n| n.form.strip_suffix(last).is_some_and(|before| before.ends_with(' ')))
    }

    /// Whether a name is letters that stand for words.
    fn is_acronym(&self, (a, b): Range) -> bool {
        let text = self.view.surface(a);
        b == a + 1 && text.len() > 1 && text.bytes().all(|c| c.is_ascii_uppercase() || c == b'.')
    }

    /// Whether a word written small belongs to the name around it (`von`, `bin`).
    fn is_particle(&self, k: usize) -> bool {
        let w = &self.view.words[k];
        w.stops == 0 && is_particle(self.view.surface(k))
    }

    fn form(&self, (a, b): Range) -> Cow<'_, str> {
        let words = self.view.words;
        let text = &self.view.text[words[a].start as usize..words[b - 1].end as usize];
        let cut = ["'s", "’s", "'", "’"].iter().find_map(|end| text.strip_suffix(end));
        spaced(cut.unwrap_or(text))
    }

    /// The number of a name; a shorter form of a known name is that name.
    fn intern(&mut self, range: Range) -> usize {
        let folded = bare(&self.form(range));
        let last = folded.rsplit(' ').next().unwrap_or("");
        let known = match self.by_last.get_mut(last) {
            Some(known) => known,
            None => self.by_last.entry(last.to_owned()).or_default(),
        };
        for &n in known.iter().take(SAME_LAST) {
            if is_end_of(&folded, &self.names[n].folded) {
                return n;
            }
            if is_end_of(&self.names[n].folded, &folded) {
                let form = self.form(range).into_owned();
                (self.names[n].form, self.names[n].folded) = (form, folded);
                return n;
            }
        }
        known.push(self.names.len());
        let capitals = (range.0..range.1).filter(|&k| self.view.words[k].is(CAPITAL)).count();
        let kind = if capitals > 1 { SpeakerKind::Person } else { SpeakerKind::Unknown };
        let form = self.form(range).into_owned();
        self.names.push(Name { form, folded, kind, she: 0 });
        self.names.len() - 1
    }

    /// The speaker a source phrase of another language names: its last run of capitals, or all of it.
    fn foreign_name(&mut self, (a, b): Range, last: Option<usize>) -> Option<usize> {
        let words = self.view.words;
        if (a..b).all(|k| words[k].is(SUBJECT)) {
            return last;
        }
        let run = (a..b).find(|&k| words[k].is(CAPITAL) && !words[k].is(CLOSED | TITLE)).map(|k| (k, self.run(k).min(b)));
        // Scripts without capitals: the phrase without office and small words at its ends.
        let extra = |k: &usize| words[*k].is(TITLE | CLOSED | DETERMINER);
        let start = (a..b).find(|k| !extra(k)).unwrap_or(a);
        let end = (start..b).rev().find(|k| !extra(k)).map_or(b, |k| k + 1);
        let office = (a..b).any(|k| words[k].is(TITLE));
        let cased = self.view.surface(start).starts_with(|c: char| c.is_lowercase() || c.is_uppercase());
        let whole = if cased { (a, b) } else { (start, end) };
        let n = self.intern(run.filter(|r| r.0 < r.1).unwrap_or(whole));
        if office && (run.is_some() || !cased && whole != (a, b)) {
            self.names[n].kind = SpeakerKind::Person;
        }
        Some(n)
    }

    /// The name in `the minister, X`: what follows the comma, when it is all capitals.
    fn apposed(&self, (a, b): Range, head: usize) -> Option<Range> {
        let words = self.view.words;
        let described = words[a..head].iter().any(|w| w.is(TITLE | PERSON));
        let comma = (head..b).find(|&k| words[k].after(COMMA))?;
        let end = (comma + 1..b).find(|&k| words[k].after(COMMA)).unwrap_or(b);
        let name = words[comma..end].iter().all(|w| w.is(CAPITAL) && !w.is(CLOSED));
        (described && name && comma < end).then_some((comma, end))
    }

    /// The name that goes on after *of*: `Secretary of State Rex Tillerson`, `the Department of Justice`. An office
    /// alone is no name.
    fn beyond_of(&mut self, (a, b): Range, head: usize) -> Option<usize> {
        let words = self.view.words;
        let last = words[head - 1];
        if head >= b || !self.view.word_is(head, "of") || !last.is(CAPITAL) || !last.is(TITLE | ORGANISATION) {
            return None;
        }
        let from = head + 1 + usize::from(head + 1 < b && words[head + 1].is(DETERMINER));
        let stops = |k: usize| words[k].stops & !FULL_STOP != 0 || words[k].is(RELATIVE | PREPOSITION | TIME);
        let end = (from..b).find(|&k| k > from && stops(k)).unwrap_or(b);
        if from >= end || !words[from].is(CAPITAL) {
            return None;
        }
        let capital = |k: usize| words[k].is(CAPITAL) && !words[k].is(CLOSED);
        if last.is(TITLE) {
            let start = (from..end).rev().take_while(|&k| capital(k)).last()?;
            let skipped = usize::from(start == from && self.is_portfolio(start));
            let person = end > start + 1 && (skipped == 1 || end > start + 2);
            let n = if person { self.intern((start + skipped, end)) } else { self.unnamed((a, end)) };
            if person {
                self.names[n].kind = SpeakerKind::Person;
            }
            return Some(n);
        }
        let start = (a..head).rev().take_while(|&k| capital(k)).last()?;
        let end =
            (from..end).take_while(|&k| capital(k) || words[k].is(COORDINATOR) && k + 1 < end && capital(k + 1)).last()? + 1;
        let n = self.intern((start, end));
        self.names[n].kind = SpeakerKind::Organisation;
        Some(n)
    }

    /// A speaker without a name; a small word that opens a sentence is small here too.
    fn unnamed(&mut self, (a, b): Range) -> usize {
        let mut form = self.form((a, b)).into_owned();
        // The so-called "protesters".
        form.retain(|c| !matches!(c, '"' | '“' | '”'));
        if self.view.words[a].is(CLOSED | PERSON) && form.chars().nth(1).is_none_or(|c| !c.is_uppercase()) {
            let first: String = form.chars().take(1).flat_map(char::to_lowercase).collect();
            form.replace_range(..form.chars().next().map_or(0, char::len_utf8), &first);
        }
        self.names.push(Name { form, folded: String::new(), kind: SpeakerKind::Unnamed, she: 0 });
        self.names.len() - 1
    }

    /// The speaker in a phrase without a name: who was described so before, the phrase itself, or nobody.
    fn description(&mut self, (a, b): Range, head: usize, last: Option<usize>) -> Option<usize> {
        let words = self.view.words;
        let alone = head == a + 1;
        let small = words[a].is(CLOSED) && !words[a].is(PERSON) || words[a].is(RELATIVE);
        let nobody = alone && (words[a].is(ADVERB) || small && !self.view.is_any(a, &SOME));
        let day = words[a..head].iter().all(|w| w.is(TIME | DETERMINER | NUMBER)) && words[a..head].iter().any(|w| w.is(TIME));
        if nobody || day {
            return None;
        }
        if alone && small && head < b && self.view.word_is(head, "of") {
            // "some of the senators"
            let stops = |k: usize| words[k].stops != 0 || words[k].is(RELATIVE | PREPOSITION);
            let end = (head + 1..b).find(|&k| stops(k)).unwrap_or(b);
            return Some(self.unnamed((a, end)));
        }
        let the = words[a].is(DETERMINER) && self.view.word_is(a, "the");
        // "The critics" are not who spoke last.
        let last = last.filter(|_| !words[b - 1].is(PLURAL));
        let before = if the && b - a <= 4 && words[b - 1].is(PERSON | TITLE) { self.described(b - 1).or(last) } else { None };
        Some(before.unwrap_or_else(|| self.unnamed((a, head))))
    }

    /// The last speaker who was called the same and not named: `the source` after `Russian sources`.
    fn described(&self, noun: usize) -> Option<usize> {
        let singular = |word: &str| word.strip_suffix('s').unwrap_or(word).to_lowercase();
        let noun = singular(self.view.surface(noun));
        let is_noun = |form: &str| form.rsplit(' ').next().is_some_and(|last| singular(last) == noun);
        self.names.iter().rposition(|n| n.kind == SpeakerKind::Unnamed && is_noun(&n.form))
    }

    /// Where the name begins that ends a phrase, its end when there is none; none when it is a word of the page.
    fn name_start(&self, (a, head): Range) -> Option<usize> {
        let words = self.view.words;
        let mut start = head;
        while start > a {
            let w = &words[start - 1];
            // The Justice Department.
            let body = start < head && words[start].is(ORGANISATION);
            let title = w.is(TITLE) && !body && !(start == head && self.is_surname(start - 1));
            // "Theresa May", and "May" after it.
            let first = start == a + 1 && self.ends_a_name(a);
            let given = start > a + 1 && words[start - 2].is(CAPITAL) && !words[start - 2].is(CLOSED | TIME | TITLE | GENITIVE);
            let surname = start == head && (first || given) && !self.view.is_any(start - 1, &WEEKDAYS);
            let month = w.is(TIME) && !surname;
            let other = w.is(CLOSED) || month || title || start < head && w.is(GENITIVE);
            let capital = w.is(CAPITAL) && !other;
            if !(capital || start < head && start > a + 1 && self.is_particle(start - 1)) {
                break;
            }
            start -= 1;
        }
        while start < head && !words[start].is(CAPITAL) {
            start += 1;
        }
        if start < head && self.view.is_any(start, &FURNITURE) {
            start += 1;
            return (start < head).then_some(start);
        }
        Some(start)
    }

    /// Where in a phrase begins what *who* or *which* stands for: `alarm among strategists who`, but `a member from
    /// Ohio who`; `the talks with Germany, which`, but `a report on the war, which`.
    fn antecedent(&self, relative: usize, (start, end): Range) -> usize {
        let words = self.view.words;
        let ties = |k: &usize| words[*k].is(PREPOSITION) && !self.view.word_is(*k, "of");
        // "clashed with a professor from Ohio"
        let verb = (start + 1..end).find(ties).filter(|&k| words[k - 1].may_be_finite() && !words[k - 1].is(CAPITAL));
        let start = verb.map_or(start, |k| k + 1);
        let Some(first) = (start + 1..end).find(ties) else { return start };
        let nearest = (first..end).rev().find(ties).unwrap_or(first) + 1;
        let head = &words[first - 1];
        let near = if self.view.surface(relative).starts_with("who") {
            !head.is(PERSON | TITLE | CAPITAL | NUMBER) && !words[end - 1].is(ORGANISATION)
        } else {
            head.is(PERSON | TITLE) || words[nearest..end].iter().all(|w| w.is(CAPITAL | DETERMINER))
        };
        if near { nearest } else { start }
    }

    /// The speaker a source phrase names.
    fn name(&mut self, source: Range, person: Option<usize>, any: Option<usize>) -> Option<usize> {
        let words = self.view.words;
        let (a, b) = source;
        if a >= b {
            return None;
        }
        if self.view.lexicon.code != "en" {
            return self.foreign_name(source, person.or(any));
        }
        let alone = b == a + 1 || words[a + 1].after(COMMA);
        if alone && words[a].is(SUBJECT | POSSESSIVE) && !words[a].is(DETERMINER) {
            return self.pronoun(a, person, any);
        }
        if b == a + 1 && words[a].is(RELATIVE | THAT) && a > 0 {
            let mut end = a;
            if words[a - 1].is(NUMBER) && words[a - 1].after(COMMA) {
                // A name, an age, who.
                end = a - 1;
            }
            let start = np_left(self.view, end, end.saturating_sub(30));
            let start = if words[a].is(RELATIVE) { self.antecedent(a, (start, end)) } else { start };
            let found = if start < end { self.name((start, end), person, any) } else { None };
            if let Some(n) = found.filter(|&n| self.view.word_is(a, "which") && self.names[n].kind == SpeakerKind::Unknown) {
                self.names[n].kind = SpeakerKind::Organisation;
            }
            return found;
        }
        let head = (a + 1..b)
            .find(|&k| {
                words[k].after(COMMA | BRACKET_OPEN | DASH)
                    || words[k].is(RELATIVE | THAT)
                    || words[k].is(SUBJECT) && !words[k].is(CAPITAL | DETERMINER | NUMBER)
                    || words[k].is(ING) && words[k - 1].is(PERSON | PLURAL) && k + 1 < b && words[k + 1].is(PREPOSITION)
                    || words[k].is(ED | FINITE)
                        && !words[k].is(CAPITAL)
                        && (k > a + 1 || words[a].is(PLURAL))
                        && (k + 1 == b || words[k + 1].is(TIME | PREPOSITION))
                    || is_early(self.view, k)
                    || words[k].is(PREPOSITION) && !words[k].is(CAPITAL)
            })
            .unwrap_or(b);
        if let Some(found) = self.beyond_of(source, head) {
            return Some(found);
        }
        let start = self.name_start((a, head))?;
        let alone = start + 1 == head;
        let member = alone && start > a && words[start - 1].is(DETERMINER) && self.view.is_any(start, &MEMBERS);
        let people = alone && start == a && words[start].is(PERSON);
        if member || people && !ALL_OF.contains(&self.view.surface(start)) {
            return Some(self.unnamed((a, head)));
        }
        if start < head {
            let spoken = start.saturating_sub(1).max(a);
            let body =
                words[spoken..head].iter().any(|w| w.is(ORGANISATION) && !w.is(GENITIVE)) || self.is_acronym((start, head));
            let person = words[a..head].iter().any(|w| w.is(TITLE | PERSON));
            let n = self.intern((start, head));
            if body && !person || people {
                self.names[n].kind = SpeakerKind::Organisation;
            } else if person && self.names[n].kind == SpeakerKind::Unknown {
                self.names[n].kind = SpeakerKind::Person;
            }
            return Some(n);
        }
        if let Some(apposed) = self.apposed(source, head) {
            return Some(self.intern(apposed));
        }
        self.description(source, head, person.or(any))
    }
}
