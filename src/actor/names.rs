//! Finds the names in a document.
//!
//! In: a document's words. Out: one [`Name`] per place where something is named: runs of capitalised
//! words without the titles before them, and entries of the gazetteer. [`super::uncased`] finds those in
//! scripts without capitals.

use super::gazetteer::{Place, PlaceKind, place};
use super::lists::is_given_name;
use super::spelling::parts;
use super::uncased::{again, sources, uncased};
use super::view::{View, Word};
use crate::corpus::Zone;
use crate::token::{Gap, TermId};
use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

/// Words of the longest name, and of a name that is there twice.
const LONGEST: usize = 12;
const TORN: usize = 8;

/// A place where something is named.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) sentence: usize,
    /// As written.
    pub(super) text: String,
    /// What the gazetteer knows of it.
    pub(super) place: Option<Place>,
    /// Whether a title of a person stands right before it.
    pub(super) titled: bool,
    /// Whether a list or a word beside it says that it names a body.
    pub(super) body: bool,
    /// Whether a capital follows in a headline that may be part of it or not.
    pub(super) cut: bool,
}

/// The names of a document in text order.
pub(super) fn names(view: &View<'_>) -> Vec<Name> {
    let seen = seen_inside(view);
    let mut names = Vec::new();
    for (sentence, first, end) in view.sentences() {
        let headline = is_headline(view, sentence, (first, end));
        let mut at = first;
        while at < end {
            let stop = run_end(view, at, end);
            if stop == at {
                at += uncased(view, (at, end, sentence), &mut names);
                continue;
            }
            let opens = at == first || view.words[at].quote;
            let doubtful = |t: usize| headline || (opens && t == at) || is_shouted(view, t);
            let trusted = |t: usize| !doubtful(t) || is_trusted(view, &seen, (t, at, stop), headline && view.grammar.open);
            pieces(view, &trusted, (at, stop, sentence), &mut names);
            at = stop;
        }
    }
    sources(view, &mut names);
    again(view, &mut names);
    without_nouns(view, without_compounds(view, split_known(view, without_stubs(view, names))))
}

/// Words in lower case.
type Seen<'a> = HashSet<&'a str, FixedState>;

/// Capitalised words that occur where the capital means something.
fn seen_inside<'a>(view: &'a View<'_>) -> Seen<'a> {
    let mut seen = Seen::with_capacity_and_hasher(view.words.len() / 16, FixedState::default());
    for (_, first, end) in view.sentences().filter(|&(sentence, first, end)| !is_headline(view, sentence, (first, end))) {
        let tells = |t: &usize| {
            let word = &view.words[*t];
            word.capital && !word.function && !word.quote && !is_shouted(view, *t)
        };
        seen.extend((first + 1..end).filter(tells).map(|t| view.words[t].lower.as_str()));
    }
    seen
}

/// Whether a word and one beside it are in capitals, which then tell nothing.
fn is_shouted(view: &View<'_>, token: usize) -> bool {
    let caps = |t: usize| view.words.get(t).is_some_and(|w| w.caps);
    caps(token) && (token > 0 && caps(token - 1) && view.joins(token) || caps(token + 1) && view.joins(token + 1))
}

/// Whether most of the longer words of a sentence have capitals, so that they tell nothing.
fn is_headline(view: &View<'_>, sentence: usize, (first, end): (usize, usize)) -> bool {
    let last = &view.document.tokens[end - 1];
    let title = view.grammar.open && view.document.zones[sentence] == Zone::Title;
    let ends = view.document.field(end - 1)[last.end as usize..].starts_with(['.', '!', '?', '…']);
    if ends && !title && !view.words[end - 1].possessive {
        return false;
    }
    let letters = |t: usize| view.document.surface(t).chars().filter(|c| c.is_alphabetic());
    if end - first >= 2 && (first..end).all(|t| letters(t).all(char::is_uppercase)) {
        return true;
    }
    let long = view.words[first..end].iter().filter(|w| w.lower.chars().count() > 3);
    let (capital, all) = long.fold((0, 0), |(c, n), w| (c + usize::from(w.capital), n + 1));
    all >= (if title { 3 } else { 4 }) && capital * 10 >= all * 7
}

/// Whether the capital of a word at the beginning of a sentence or in an English headline makes it a name.
fn is_trusted(view: &View<'_>, seen: &Seen<'_>, run: (usize, usize, usize), headline: bool) -> bool {
    let (token, first, stop) = run;
    let word = &view.words[token];
    if token == first && opens_sentence(view, seen, word) {
        return false;
    }
    // "AMY GOODMAN" in a transcript.
    let person = (2..=3).contains(&(stop - first)) && word.caps && is_given_name(&view.words[first].lower);
    if seen.contains(word.lower.as_str()) || person || listed_place(view, token, stop).is_some() {
        return true;
    }
    if headline {
        return token + 1 < stop && is_given_name(&word.lower) && !view.words[token + 1].uses.verb;
    }
    let starts = token == first && view.words[token].gap >= Gap::Quote && stop - first >= 2;
    // "Lawyers for the Harbour Society": only the name of a body goes on with a preposition.
    let goes_on = starts && (view.words[first + 1].capital || word.uses.group);
    goes_on && !word.function && !word.uses.verb && view.words[first + 1..stop].iter().any(|w| seen.contains(w.lower.as_str()))
}

/// `Harbour Herald`, `Ilko Brandt`: whether a word belongs to the name before it, whatever its capital means.
fn goes_on(view: &View<'_>, token: usize) -> bool {
    let uses = view.words[token].uses;
    uses.medium || uses.group || (is_given_name(&view.words[token - 1].lower) && !uses.verb)
}

/// The longest place of the gazetteer that begins at a token, with its words.
fn listed_place(view: &View<'_>, at: usize, stop: usize) -> Option<(usize, Place)> {
    let longest = usize::from(view.words[at].places).min(stop - at);
    (1..=longest).rev().find_map(|n| Some((n, place(&view.folded(at, at + n))?)))
}

/// `Even Republicans`, `Regarding Kost`: whether a word has its capital because it opens a sentence.
fn opens_sentence(view: &View<'_>, seen: &Seen<'_>, word: &Word<'_>) -> bool {
    let ends = |endings: &[&str]| word.lower.len() > 5 && endings.iter().any(|e| word.lower.ends_with(e));
    let open = view.grammar.open && word.places == 0;
    open && (word.uses.opening || ends(&["ing", "ly"]) && !seen.contains(word.lower.as_str()) && !is_given_name(&word.lower))
}

/// The end of the capitalised run that begins at a token; the token itself when none does.
fn run_end(view: &View<'_>, at: usize, end: usize) -> usize {
    if !view.words[at].capital || view.words[at].function {
        return at;
    }
    let mut stop = at + 1;
    while stop < end && !view.words[stop - 1].possessive && view.joins(stop) {
        let word = &view.words[stop];
        // "Attempting To Create", "VIEWERS AND": in English a small word with a capital ends a name.
        let kept = || word.uses.last || matches!(word.lower.as_str(), "will" | "without");
        // "Trump MORE", as one paper's pages run on.
        let more = || word.caps && word.lower == "more";
        let small = || word.function && word.lower.len() > 1 || word.small && word.lower.len() > 2;
        let fits = word.capital && !(view.grammar.open && (small() || more()) && !kept());
        if !(fits || goes_inside(view, stop, end)) {
            break;
        }
        stop += 1;
    }
    while stop > at && !view.words[stop - 1].capital {
        stop -= 1;
    }
    stop
}

/// Whether a small word stands inside a name: `of` in `Bank of Orven`, `and` in `Health and Human Services`.
fn goes_inside(view: &View<'_>, token: usize, end: usize) -> bool {
    let (word, before) = (&view.words[token], &view.words[token - 1]);
    let next = || view.words[..end].get(token + 1).filter(|w| w.capital && view.joins(token + 1));
    match word.lower.as_str() {
        // "Committee on Ferries", but not "the Committee on Monday"
        "on" => view.grammar.open && is_board(before) && next().is_some_and(|w| !w.function && !w.uses.skip),
        "and" => before.uses.paired && next().is_some(),
        // "Bemühungen von Arvad": in German every noun has a capital, and only a given name goes on with "von".
        "von" if view.grammar.capitals && !is_forename(view, token - 1) => false,
        "of" | "the" | "bin" | "ibn" | "abu" | "al" | "el" | "de" | "da" | "di" | "del" | "della" | "von" | "van" | "der"
        | "den" | "la" | "le" | "for" => {
            // "Arvad den Ort": an article of the language goes on with a name only after a preposition ("von der").
            let article = !view.grammar.open && view.is_article(token) && !matches!(before.lower.as_str(), "von" | "van" | "de");
            let capital = |t: usize| view.words[..end].get(t).is_some_and(|w| w.capital);
            let behind = || capital(token + 2) && matches!(view.words[token + 1].lower.as_str(), "the" | "der" | "den");
            !article && (capital(token + 1) || behind())
        }
        _ => false,
    }
}

/// Whether a word names a body that may be *on* something.
fn is_board(word: &Word<'_>) -> bool {
    matches!(
        word.lower.as_str(),
        "committee" | "subcommittee" | "commission" | "council" | "center" | "centre" | "conference" | "force"
    )
}

/// Whether a word is a given name or stands after an office: `Botschafter Ilko von Brandt`.
fn is_forename(view: &View<'_>, token: usize) -> bool {
    let office = token > 0 && view.joins(token) && view.words[token - 1].uses.person;
    office || parts(&view.words[token].lower).first().is_some_and(|part| is_given_name(part))
}

/// Cuts a run into names: gazetteer entries, bodies, persons; titles are left out.
fn pieces(view: &View<'_>, trusted: &dyn Fn(usize) -> bool, run: (usize, usize, usize), names: &mut Vec<Name>) {
    let (mut at, stop, sentence) = run;
    let mut titled = false;
    while at < stop {
        let word = &view.words[at];
        let empty = word.uses.skip
            || (word.uses.member && at == run.0)
            // All nouns have capitals: "die Bewegung" is no name.
            || (view.document.language.code == "de" && word.uses.is_head() && (word.uses.loose || at + 1 == stop))
            || (word.uses.adjective && (at + 1 == stop || view.words[at + 1].uses.person));
        let particle =
            matches!(word.lower.as_str(), "of" | "the" | "for" | "on" | "and") || (!view.grammar.open && !word.capital);
        if empty || !trusted(at) || particle {
            (at, titled) = (at + 1, false);
            continue;
        }
        // "Kost Picks Nominees": in a headline a name ends before what may be no part of it.
        let doubtful = |t: &usize| view.words[*t].capital && !trusted(*t) && !goes_on(view, *t) && view.grammar.open;
        let sure = (at + 1..stop).find(doubtful).unwrap_or(stop);
        let known = listed_place(view, at, stop);
        if let Some(end) = body_end(view, at, sure).filter(|&end| known.is_none_or(|(n, _)| end - at > n)) {
            push(view, names, Found { first: at, end, sentence, body: true, ..Found::default() });
            (at, titled) = (end, false);
        } else if let Some((n, place)) = known {
            push(view, names, Found { first: at, end: at + n, sentence, place: Some(place), ..Found::default() });
            (at, titled) = (at + n, false);
        } else if let Some(end) = thing_end(view, at, sure) {
            push(view, names, Found { first: at, end, sentence, ..Found::default() });
            (at, titled) = (end, false);
        } else if word.uses.person || word.uses.title || is_office_word(view, at) {
            (at, titled) = (at + 1, true);
        } else if is_office(view, at) {
            (at, titled) = (person_end(view, at, sure), true);
        } else {
            let whole = person_end(view, at, sure);
            let (end, next) = torn(view, at, sure).unwrap_or((whole, whole));
            push(view, names, Found { first: at, end, sentence, titled, ..Found::default() });
            (at, titled) = (next, false);
        }
        if let Some(name) = names.last_mut().filter(|name| name.end == sure && sure < stop && !view.words[sure].uses.verb) {
            name.cut = true;
        }
    }
}

/// `Ilko Brandt Ilko Jon BrandtLawmakers`: a name, the same in full, and the next word, as some pages leave them when
/// their links are taken out. The end of the name, and where the run goes on.
fn torn(view: &View<'_>, at: usize, stop: usize) -> Option<(usize, usize)> {
    let surface = |t: usize| view.document.surface(t);
    (at + 2..stop.min(at + TORN)).find_map(|t| {
        let goes_on = |name: usize| {
            let rest = surface(t).strip_prefix(surface(name)).filter(|_| surface(name).ends_with(char::is_lowercase));
            rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
        };
        let last = (at..t).find(|&name| goes_on(name))?;
        Some((last + 1, t + 1))
    })
}

/// The `State` of `Secretary of State Dana Kost`, the `Homeland Security` of `Secretary of Homeland Security`.
fn is_office_word(view: &View<'_>, at: usize) -> bool {
    let words = &view.words;
    let of = (0..at).rev().take(5).find(|&t| !(words[t].uses.office || matches!(words[t].lower.as_str(), "and" | "the")));
    let office = of.filter(|&of| of > 0 && words[at].uses.office && words[of].lower == "of" && view.joins(of));
    view.grammar.open && office.is_some_and(|of| words[of - 1].uses.person)
}

/// The `Intérieur` of `ministre de l’Intérieur`, which names no one.
fn is_office(view: &View<'_>, at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map_or("", |t| view.words[t].lower.as_str());
    let of = |word: &str| {
        matches!(
            word.trim_end_matches(['\'', '’']),
            "de" | "des" | "du" | "del" | "della" | "dell" | "degli" | "do" | "da" | "dos"
        )
    };
    let office = |word: &str| {
        matches!(
            word,
            "ministre" | "ministère" | "ministro" | "ministra" | "ministerio" | "ministero" | "ministério" | "secrétaire"
        )
    };
    (of(before(1)) && office(before(2))) || (of(before(2)) && office(before(3)))
}

/// Where a name stands and what is known of it.
#[derive(Default)]
pub(super) struct Found {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) sentence: usize,
    pub(super) place: Option<Place>,
    pub(super) titled: bool,
    pub(super) body: bool,
}

pub(super) fn push(view: &View<'_>, names: &mut Vec<Name>, found: Found) {
    let Found { first, end, sentence, place, titled, body } = found;
    let short = place.is_none() && end - first == 1 && view.words[first].lower.chars().count() < 2;
    // A list without commas, or a paragraph in capitals.
    let long = end - first > LONGEST;
    if !short && !long {
        names.push(Name { first, end, sentence, text: view.text(first, end), place, titled, body, cut: false });
    }
}

/// `Security Council`, `Palestine Liberation Organization`, `Ministry of Defense`: the end of a name
/// whose head is a kind of body.
fn body_end(view: &View<'_>, at: usize, stop: usize) -> Option<usize> {
    let inner = |t: usize| matches!(view.words[t].lower.as_str(), "of" | "the" | "for" | "on");
    let limit = (at..stop).find(|&t| inner(t) || (t > at && view.words[t].uses.person)).unwrap_or(stop);
    // "Ferrymen for Orven", "Center for Ferries": such words name a body with what follows.
    let goes_on = limit > at && limit < stop && matches!(view.words[limit].lower.as_str(), "of" | "for" | "on");
    let bond = goes_on && view.grammar.open && view.words[limit - 1].uses.bond;
    let is_head = |t: usize| view.words[t].uses.group && !view.words[t].uses.member || bond && t + 1 == limit;
    let head = (at..limit).rev().find(|&t| is_head(t))?;
    // "Harbour Office Building"
    if head + 1 < limit && view.words[head + 1].uses.site {
        return None;
    }
    let followed = head + 1 == limit && goes_on && (bond || view.grammar.open || view.words[limit].lower == "of");
    if !followed {
        return (head > at).then_some(head + 1);
    }
    // "Department of Justice": its first word may be a title elsewhere.
    let ends = |t: &usize| inner(*t) || view.words[*t].uses.person;
    let part = |from: usize| Some((from..stop).find(|&t| !inner(t))? + 1).map(|rest| (rest..stop).find(ends).unwrap_or(stop));
    let end = part(limit)?;
    // "Front for the Liberation of Orven"
    let twice = view.words[limit].lower == "for" && view.words.get(end).is_some_and(|w| end < stop && w.lower == "of");
    Some(if twice { part(end).unwrap_or(end) } else { end })
}

/// `Foreign Ferries Act`, `Executive Office Building`: the end of a thing or place that begins with a word of offices.
fn thing_end(view: &View<'_>, at: usize, stop: usize) -> Option<usize> {
    let first = &view.words[at];
    let head =
        stop.checked_sub(1).filter(|&head| head > at + 1 && (view.words[head].uses.thing || view.words[head].uses.site))?;
    let plain = (at + 1..head).all(|t| view.words[t].capital && !view.words[t].uses.person);
    let office = (first.uses.office && first.uses.title) || matches!(first.lower.as_str(), "foreign" | "supreme" | "executive");
    (office && plain).then_some(head + 1)
}

/// The end of a name that begins here: before a title, an adjective of a country, `of`.
fn person_end(view: &View<'_>, at: usize, stop: usize) -> usize {
    let ends = |t: usize| {
        let word = &view.words[t];
        word.uses.person
            || (word.uses.title && word.lower != "justice")
            || matches!(word.lower.as_str(), "of" | "for" | "on" | "the")
            || (word.uses.skip && !word.uses.last)
            // "Obama Sees Room": a headline inside the text.
            || (view.grammar.open && word.uses.verb && word.lower.ends_with('s') && t + 1 < stop)
            || word.place().is_some_and(|p| p.kind == PlaceKind::Adjective)
    };
    (at + 1..stop).find(|&t| ends(t)).unwrap_or(stop)
}

/// Leaves out what may be the beginning of a longer name (`Gun` of `Gun Control`), unless it is a person's full name or a
/// place, or the text has it for itself or as a surname.
fn without_stubs(view: &View<'_>, mut names: Vec<Name>) -> Vec<Name> {
    if !names.iter().any(|name| name.cut) {
        return names;
    }
    let sure = names.iter().filter(|name| !name.cut);
    let alone: HashSet<String> =
        sure.flat_map(|n| [(n.first, n.end), (n.end - 1, n.end)]).map(|(a, b)| view.folded(a, b)).collect();
    let full = |name: &Name| name.end - name.first > 1 && is_given_name(&view.words[name.first].lower);
    names.retain(|name| !name.cut || name.place.is_some() || full(name) || alone.contains(&view.folded(name.first, name.end)));
    names
}

/// Leaves out English words that the text also has without a capital (*Crisis in Ukraine*, *the crisis*), unless something
/// shows once that they name someone: a title, an article, an apostrophe, a verb after them, a longer name.
fn without_nouns(view: &View<'_>, mut names: Vec<Name>) -> Vec<Name> {
    if !view.grammar.open {
        return names;
    }
    let term = |name: &Name| view.document.tokens[name.first].term;
    let mut shown: HashSet<TermId, FixedState> = HashSet::default();
    for name in &names {
        let words = &view.words[name.first..name.end];
        let next = || view.words.get(name.end).filter(|_| view.joins(name.end));
        let acts = || next().is_some_and(|w| w.uses.verb || w.uses.is_head() || w.uses.people);
        let article = || name.first > 0 && view.joins(name.first) && view.is_article(name.first - 1);
        let listed = || words[0].uses.group || words[0].uses.body || words[0].uses.agency || words[0].caps;
        let evident = words.len() > 1 || name.titled || name.body || name.place.is_some() || words[0].possessive;
        if evident || article() || listed() || acts() || is_given_name(&words[0].lower) {
            shown.extend([name.first, name.end - 1].map(|t| view.document.tokens[t].term));
        }
    }
    let mut doubtful: HashSet<TermId, FixedState> = names.iter().map(term).filter(|term| !shown.contains(term)).collect();
    if doubtful.is_empty() {
        return names;
    }
    let small = view.document.tokens.iter().zip(&view.words).filter(|(t, w)| !w.capital && t.kind.is_word());
    let nouns: HashSet<TermId, FixedState> = small.filter_map(|(t, _)| doubtful.take(&t.term)).collect();
    names.retain(|name| !nouns.contains(&term(name)));
    names
}

/// Cuts `Hamas Ismail Haniyeh` in two when both parts stand alone elsewhere.
fn split_known(view: &View<'_>, names: Vec<Name>) -> Vec<Name> {
    let mut alone: HashMap<String, usize> = HashMap::new();
    // First words of those that stand alone twice: most names begin with none.
    let mut begins: HashSet<&str> = HashSet::new();
    for name in &names {
        let n = alone.entry(view.folded(name.first, name.end)).or_default();
        *n += 1;
        if *n == 2 {
            begins.insert(&view.words[name.first].lower);
        }
    }
    let count = |first: usize, end: usize| alone.get(&view.folded(first, end)).copied().unwrap_or(0);
    let mut out = Vec::with_capacity(names.len());
    for name in names {
        let cut = (name.first + 1..name.end).find(|&cut| {
            name.place.is_none()
                // "Voice of Orven" is one body, "Hillary Rodham Clinton" one person.
                && view.words[cut].capital
                && !(cut == name.first + 1 && is_given_name(&view.words[name.first].lower))
                && begins.contains(view.words[name.first].lower.as_str())
                && count(name.first, cut) >= 2
                && (count(cut, name.end) >= 1 || count(name.end - 1, name.end) >= 2 && name.end - cut >= 2)
        });
        match cut {
            Some(cut) => {
                let part = |first: usize, end: usize| {
                    let place = place(&view.folded(first, end));
                    Name { first, end, text: view.text(first, end), place, ..name.clone() }
                };
                out.extend([part(name.first, cut), part(cut, name.end)]);
            }
            None => out.push(name),
        }
    }
    out
}

/// `R-Ohio`, `D-N.Y.`: the party and state beside a name.
fn is_party(view: &View<'_>, name: &Name) -> bool {
    let surface = view.document.surface(name.first);
    let state = ["R-", "D-", "I-"].iter().find_map(|party| surface.strip_prefix(party));
    view.words[name.first].gap == Gap::Punctuation && state.is_some_and(|state| state.starts_with(char::is_uppercase))
}

/// Leaves out `R-Ohio`, which is no name, and `Fatah-Hamas` and `Russian-Israeli`: two names in one word describe a
/// relation.
fn without_compounds(view: &View<'_>, mut names: Vec<Name>) -> Vec<Name> {
    names.retain(|name| !is_party(view, name));
    let hyphened = |name: &Name| name.end - name.first == 1 && view.words[name.first].lower.contains('-');
    if !names.iter().any(hyphened) {
        return names;
    }
    let alone: HashSet<String> = names.iter().map(|n| n.text.to_lowercase()).collect();
    names.retain(|name| {
        let word = &view.words[name.first].lower;
        let known = |half: &str| alone.contains(half) || place(half).is_some();
        let halves = word.split_once('-').filter(|(a, b)| a.len() > 2 && b.len() > 2);
        name.end - name.first > 1 || halves.is_none_or(|(a, b)| !(known(a) || known(b))) || name.place.is_some()
    });
    names
}
