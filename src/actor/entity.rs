//! Joins the names of one document that name the same actor.
//!
//! In: the names of a document. Out: [`Actors`]: for each name the actor it stands for. A surname goes to
//! the full name it ends, an abbreviation to the name with these initials, spellings of one name to
//! the most frequent one, a country to its name in the gazetteer.

use super::MentionKind;
use super::gazetteer::{PlaceKind, is_region, place};
use super::label::Label;
use super::lists::{is_given_name, is_kind_of_body, is_womans_name, may_stand_for};
use super::names::Name;
use super::spelling::{Part, full_names_agree, is_junior, name_parts, parts};
use super::view::{View, Word};
use crate::token::Gap;
use hashbrown::{HashMap, HashSet};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Names with the same consonants that are compared with one another; more are no text.
const ALIKE: usize = 64;

/// Bytes between the name of a town and the dash of its dateline: `(AP)`, `, Nov. 19`.
const DATELINE: usize = 40;

/// What an actor is, as far as the document shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActorKind {
    /// Someone with a title, a given name, a label of a person, or who speaks under a short form of the name.
    Person,
    /// What a label, a follower or a word of its name shows to be a group or body.
    Group,
    /// A country, capital or seat of power of the gazetteer: a place, and whoever governs there.
    Country,
    /// What stands after *in* or *at*, before a country or a word for a place, or opens a dateline.
    Place,
    /// A newspaper, broadcaster or news agency.
    Medium,
    /// Nothing shows what it is.
    #[default]
    Unknown,
}

impl ActorKind {
    /// All kinds, in the order that decides between equals.
    pub const ALL: [ActorKind; 6] =
        [ActorKind::Person, ActorKind::Group, ActorKind::Country, ActorKind::Place, ActorKind::Medium, ActorKind::Unknown];

    /// The kind's name in tables.
    pub fn name(self) -> &'static str {
        ["person", "group", "country", "place", "medium", "unknown"][self as usize]
    }

    /// Whether a word for a group can stand for it.
    pub(super) fn may_be_group(self) -> bool {
        matches!(self, ActorKind::Group | ActorKind::Medium | ActorKind::Unknown)
    }
}

/// An actor of a document.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    /// The fullest frequent name.
    pub(super) name: String,
    pub(super) kind: ActorKind,
    /// How often it is named.
    pub(super) n: usize,
    /// Whether anything shows that it is a group: `Arvad leader`, `militant group Arvad`.
    pub(super) shown: bool,
    /// Whether somebody belongs to it, or something beside it says that it is a group.
    pub(super) joined: bool,
}

impl Actor {
    /// Whether a loose word such as *movement* may stand for it.
    pub(super) fn is_open(&self) -> bool {
        self.kind.may_be_group() && self.shown && !is_body(&self.name)
    }
}

/// Whether a name says itself what kind of body it names, and not one a loose word may stand for.
fn is_body(name: &str) -> bool {
    let words = name.to_lowercase();
    let uses = || words.split(' ').map(super::lists::uses);
    uses().any(|u| u.group) && !uses().any(|u| u.cause)
}

/// The actors of a document.
pub(super) struct Actors {
    pub(super) list: Vec<Actor>,
    /// Per name its actor.
    pub(super) of: Vec<usize>,
}

/// A name as the rules compare it.
#[derive(Default)]
struct Spelled {
    parts: Vec<Part>,
    /// The keys of the first and the last part.
    keys: Option<[String; 2]>,
    /// The capitals its words begin with, small words aside.
    initials: String,
    /// Its letters, when all are capitals.
    letters: Option<String>,
    /// Whether it ends in *Jr.*
    junior: bool,
}

impl Spelled {
    fn new(text: &str) -> Spelled {
        let parts = name_parts(text);
        let keys = parts.first().zip(parts.last()).map(|(first, last)| [first.key(), last.key()]);
        let words = text.split([' ', '-']).filter(|w| !matches!(*w, "of" | "the" | "for" | "and" | "de"));
        let initials = words.filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
        let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
        let letters = Some(letters).filter(|l| l.chars().nth(1).is_some() && l.chars().all(char::is_uppercase));
        Spelled { parts, keys, initials, letters, junior: is_junior(text) }
    }
}

/// The names met so far as they are compared: most come again in other documents.
#[derive(Default)]
pub(super) struct Spellings(HashMap<String, Arc<Spelled>>);

impl Spellings {
    /// Names that are kept.
    const MOST: usize = 1 << 15;

    fn of(&mut self, text: &str) -> Arc<Spelled> {
        if self.0.len() >= Spellings::MOST {
            self.0.clear();
        }
        Arc::clone(self.0.entry_ref(text).or_insert_with(|| Arc::new(Spelled::new(text))))
    }
}

/// A form of a name and what is known of it.
#[derive(Default)]
struct Form {
    text: String,
    spelled: Arc<Spelled>,
    n: usize,
    titled: usize,
    group: usize,
    /// Whether somebody belongs to it, or something beside it says that it is a group.
    joined: bool,
    /// How often it is shown to be a place: `in Orven`, `the Orven bridge`.
    site: usize,
    /// How often it is shown to be a newspaper or the like.
    medium: usize,
    /// How often it stands right before a verb such as *said*.
    acts: usize,
    /// How often something beside it shows a person: a label, *who*.
    human: usize,
    /// Whether it begins with a given name or has an initial.
    given: bool,
    /// How often it has the article *the* or is followed by *which*.
    article: usize,
    /// Whether a word of it says that it is a body's name, or the name of something else.
    body: bool,
    thing: bool,
    /// Whether a word of it says that nobody is meant and no place: `Election Day`, `Medicare`.
    mere: bool,
    place: Option<&'static str>,
    /// Whether it names a woman, as far as a given name or *Mrs.* tells; of a surname only where the text has both.
    woman: Option<bool>,
    /// First token in the text; the title does not introduce anyone.
    first: usize,
}

impl Form {
    fn parts(&self) -> &[Part] {
        &self.spelled.parts
    }

    fn is_person(&self) -> bool {
        self.given || self.titled + self.human > 0
    }

    /// Whether a name may go by its last word, or its first, as far as the kinds of both tell.
    fn may_be_called(&self, word: &Form, last: bool) -> bool {
        // "the Sarasota GOP" is not all there is of the GOP, but "COOPER" is how some write a surname.
        let letters = word.spelled.letters.as_ref().map_or(0, |letters| letters.chars().count());
        if letters > 0 && (letters <= ABBREVIATION || !self.is_person()) {
            return false;
        }
        // "Virginia" and "West Virginia", "Boston" and "Boston Marathon" are two.
        let place = self.site > 0 || word.site > 0;
        let named_so = last || self.medium > 0 || !(self.thing || self.mere || word.body);
        self.is_person() || (!place && named_so)
    }
}

/// Letters up to which a word in capitals abbreviates.
const ABBREVIATION: usize = 3;

/// Joins names to actors.
pub(super) fn actors(view: &View<'_>, (names, labels): (&[Name], &[Label]), spellings: &mut Spellings) -> Actors {
    let (mut forms, of_name) = forms(view, names, spellings);
    for label in labels {
        let (form, head) = (&mut forms[of_name[label.name]], view.words[label.head].uses);
        let beside = label.kind != MentionKind::Premodifier;
        form.human += usize::from(beside && head.person);
        form.group += usize::from(beside && head.group && !head.person);
        form.joined |= beside && head.group && !head.person;
    }
    // The form each is joined to; itself at first.
    let mut to: Vec<usize> = (0..forms.len()).collect();
    join_spellings(&forms, &mut to);
    join_surnames(&forms, &mut to);
    join_bodies(&forms, view.grammar.open, &mut to);
    join_initials(&forms, &mut to);
    let root = |mut f: usize| {
        while to[f] != f {
            f = to[f];
        }
        f
    };
    let roots: Vec<usize> = (0..forms.len()).map(root).collect();
    let mut number: HashMap<usize, usize> = HashMap::new();
    let mut list: Vec<Actor> = Vec::new();
    for (form, &root) in roots.iter().enumerate() {
        let actor = *number.entry(root).or_insert_with(|| {
            list.push(Actor { name: forms[root].text.clone(), kind: ActorKind::Unknown, n: 0, shown: false, joined: false });
            list.len() - 1
        });
        list[actor].n += forms[form].n;
    }
    let mut shown = vec![Shown::default(); list.len()];
    for (form, root) in forms.iter().zip(&roots) {
        shown[number[root]].add(form);
    }
    for (actor, shown) in list.iter_mut().zip(shown) {
        (actor.kind, actor.shown, actor.joined) = (shown.kind(), shown.group > 0, shown.joined);
    }
    let of = of_name.iter().map(|&form| number[&roots[form]]).collect();
    Actors { list, of }
}

/// What the forms of an actor show of its kind.
#[derive(Clone, Copy, Default)]
struct Shown {
    n: usize,
    group: usize,
    joined: bool,
    titled: usize,
    site: usize,
    medium: usize,
    acts: usize,
    human: usize,
    given: bool,
    article: usize,
    body: bool,
    thing: bool,
    mere: bool,
    full: bool,
    /// Whether the last word of a longer name acts alone: `Brandt said`.
    short: bool,
    place: bool,
    region: bool,
}

impl Shown {
    fn add(&mut self, form: &Form) {
        self.n += form.n;
        self.group += form.group;
        self.joined |= form.joined;
        self.titled += form.titled;
        self.site += form.site;
        self.medium += form.medium;
        self.acts += form.acts;
        self.human += form.human;
        self.given |= form.given;
        self.article += form.article;
        self.body |= form.body;
        self.thing |= form.thing;
        self.mere |= form.mere;
        self.full |= (2..=4).contains(&form.parts().len());
        self.short |= form.parts().len() == 1 && form.acts > 0;
        self.place |= form.place.is_some();
        self.region |= is_region(&form.text);
    }

    fn kind(self) -> ActorKind {
        let person = self.titled + self.human + usize::from(self.given);
        if self.region {
            ActorKind::Place
        } else if self.place {
            ActorKind::Country
        } else if self.medium > self.titled && self.medium >= self.group && !(self.given && self.titled + self.human > 0) {
            // But Mr. Bloomberg is not the agency.
            ActorKind::Medium
        } else if self.mere && !self.body && !self.given && self.titled * 2 <= self.n {
            ActorKind::Unknown
        } else if self.site > self.group + self.acts && person == 0 {
            ActorKind::Place
        } else if (self.body && self.titled == 0) || (self.group > person && !self.given) {
            ActorKind::Group
        } else if self.thing && self.titled == 0 {
            ActorKind::Unknown
        } else if person > 0 || (self.full && self.short && self.article * 2 <= self.n) {
            ActorKind::Person
        } else if self.full && self.acts > 0 {
            // What takes the article and acts is a body, what does both without one hardly.
            if self.article * 2 > self.n { ActorKind::Group } else { ActorKind::Person }
        } else {
            ActorKind::Unknown
        }
    }
}

/// The distinct forms and the form of each name.
fn forms(view: &View<'_>, names: &[Name], spellings: &mut Spellings) -> (Vec<Form>, Vec<usize>) {
    let mut forms: Vec<Form> = Vec::new();
    // As written, and whatever the case.
    let (mut number, mut caseless) = (HashMap::with_capacity(names.len()), HashMap::with_capacity(names.len()));
    let mut of_name = Vec::with_capacity(names.len());
    // "Mr. Kost" where the text has "Mrs. Kost" too.
    let couples = couples(view, names);
    let mut partners = HashMap::new();
    for (i, name) in names.iter().enumerate() {
        let text = name.place.map_or(name.text.as_str(), |place| place.name);
        let mut new = |shown: String, woman| {
            let place = name.place.map(|p| p.name);
            forms.push(Form { place, spelled: spellings.of(text), first: usize::MAX, text: shown, woman, ..Form::default() });
            forms.len() - 1
        };
        let form = match honorific(view, name).filter(|_| couples.contains(text)) {
            Some(woman) => {
                let honour = if woman { "Mrs." } else { "Mr." };
                *partners.entry((text, woman)).or_insert_with(|| new(format!("{honour} {text}"), Some(woman)))
            }
            None => *number
                .entry(text)
                .or_insert_with(|| *caseless.entry(text.to_lowercase()).or_insert_with(|| new(text.to_owned(), None))),
        };
        let is_adjective = name.place.is_some_and(|p| p.kind == PlaceKind::Adjective);
        forms[form].n += usize::from(!is_adjective);
        forms[form].titled += usize::from(name.titled);
        if name.first >= view.document.n_title_tokens as usize {
            forms[form].first = forms[form].first.min(name.first);
        }
        let dateline = opens_dateline(view, name);
        let joined = !dateline && is_joined(view, name);
        forms[form].joined |= joined;
        forms[form].group += usize::from(joined || (!dateline && looks_like_body(view, name)));
        forms[form].site += usize::from(dateline || looks_like_site(view, name) || is_in_country(view, &names[i..]));
        forms[form].medium += usize::from(looks_like_medium(view, name));
        forms[form].acts += usize::from(view.words.get(name.end).is_some_and(|w| w.uses.verb) && view.joins(name.end));
        forms[form].article += usize::from(takes_article(view, name));
        forms[form].human += usize::from(view.words.get(name.end).is_some_and(|w| matches!(w.lower.as_str(), "who" | "whose")));
        let given = begins_with_given_name(view, name);
        forms[form].given |= given;
        if name.end > name.first + 1 {
            let listed = given && is_womans_name(&view.words[name.first].lower);
            forms[form].woman = forms[form].woman.or_else(|| honorific(view, name)).or(listed.then_some(true));
        }
        let inside = || view.words[name.first..name.end].iter().map(|w| w.uses);
        forms[form].body |= name.body || inside().any(|uses| uses.body || uses.group);
        // "Bill" is a given name here.
        forms[form].thing |= name.end > name.first + 1 && inside().skip(usize::from(given)).any(|uses| uses.thing);
        forms[form].mere |= !given && inside().any(|uses| uses.mere);
        of_name.push(form);
    }
    (forms, of_name)
}

/// Whether *Mr.* (no) or *Mrs.*, *Ms.*, *Miss* (yes) stands before a name.
fn honorific(view: &View<'_>, name: &Name) -> Option<bool> {
    let before = name.first.checked_sub(1).filter(|_| name.titled && view.joins(name.first))?;
    match view.words[before].lower.as_str() {
        "mr" => Some(false),
        "mrs" | "ms" | "miss" => Some(true),
        _ => None,
    }
}

/// Surnames that the text gives to a man and to a woman.
fn couples<'a>(view: &View<'_>, names: &'a [Name]) -> HashSet<&'a str> {
    let alone = || names.iter().filter(|n| n.end - n.first == 1 && n.place.is_none());
    let with = |wanted: bool| alone().filter(move |n| honorific(view, n) == Some(wanted)).map(|n| n.text.as_str());
    let women: HashSet<&str> = with(true).collect();
    if women.is_empty() { women } else { with(false).filter(|name| women.contains(name)).collect() }
}

/// `Security Council`, `DNC`.
fn looks_like_body(view: &View<'_>, name: &Name) -> bool {
    let acronym = name.end - name.first == 1
        && name.text.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && name.text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    name.body || acronym || view.words[name.first..name.end].iter().any(|w| w.uses.group)
}

/// `Hamas leader`, `militant group Hamas`, `members of Hamas`.
fn is_joined(view: &View<'_>, name: &Name) -> bool {
    let last = &view.words[name.end - 1];
    let followed = view.words.get(name.end).is_some_and(|w| {
        (w.uses.person || w.uses.people || w.uses.group) && !w.uses.circle && !w.capital && view.joins(name.end)
    });
    let preceded = view.joins(name.first) && view.noun_before(name.first).is_some_and(|t| view.words[t].uses.group);
    let followed = followed && (name.end - name.first == 1 || last.possessive);
    preceded || followed || has_members(view, name)
}

/// `fighters of Hamas`, `a spokesman for the Lions’ Den`, `Arvad are`.
fn has_members(view: &View<'_>, name: &Name) -> bool {
    let word = |back: usize| name.first.checked_sub(back).map(|t| &view.words[t]);
    let article = usize::from(word(1).is_some_and(|w| w.lower == "the"));
    let of = word(1 + article).is_some_and(|w| matches!(w.lower.as_str(), "of" | "for"));
    let plural = view.words.get(name.end).is_some_and(|w| matches!(w.lower.as_str(), "are" | "were" | "have"));
    let belonging = of && word(2 + article).is_some_and(|w| w.uses.belonging);
    let listed = word(1).is_some_and(|w| w.lower == "and" || w.comma) || view.words[name.first].comma;
    belonging || (plural && !listed && view.joins(name.end))
}

/// Whether a name has the article and is not the modifier of another noun: `the Red Crescent said`.
fn takes_article(view: &View<'_>, name: &Name) -> bool {
    let next = view.words.get(name.end).filter(|_| name.end < view.words.len() && view.joins(name.end));
    let which = view.words.get(name.end).is_some_and(|w| w.lower == "which");
    let modifies = view.words[name.end - 1].possessive || next.is_some_and(|w| !w.function && !w.uses.verb && !w.capital);
    let the = name.first > 0 && view.joins(name.first) && view.words[name.first - 1].lower == "the";
    (the && !modifies) || which
}

/// `Dana Kost`, `Piet J. Halm`, `Ilko McBrandt`: a given name, an initial or a prefix only persons have.
fn begins_with_given_name(view: &View<'_>, name: &Name) -> bool {
    let (words, first) = (&view.words[name.first..name.end], view.words[name.first].lower.as_str());
    let initial = words.len() > 2 && words[1].lower.chars().count() == 1;
    let given = || is_given_name(first) || parts(first).first().is_some_and(|part| is_given_name(part));
    let prefix = || ["mc", "o'", "o’"].iter().any(|prefix| words[words.len() - 1].lower.starts_with(prefix));
    words.len() > 1 && (initial || given() || prefix())
}

/// `the Orven bridge`, `Mill Street`, `in Orven`.
fn looks_like_site(view: &View<'_>, name: &Name) -> bool {
    let words = &view.words;
    let site = |t: usize| words.get(t).is_some_and(|w| w.uses.site);
    let followed = site(name.end) && view.joins(name.end) && !words[name.end - 1].possessive;
    let located = name.first > 0
        && view.joins(name.first)
        && matches!(words[name.first - 1].lower.as_str(), "in" | "at" | "near" | "en" | "em");
    let body = words[name.first..name.end].iter().any(|w| w.uses.group);
    !body && (followed || located || site(name.end - 1))
}

/// `Orven, Lebanon`; not `Arvad, Russia and Iran`. The name is the first of `names`.
fn is_in_country(view: &View<'_>, names: &[Name]) -> bool {
    let [name, country, ..] = names else { return false };
    let words = &view.words;
    let beside = country.first == name.end && words[name.end].comma && !words[country.end - 1].possessive;
    let known = country.place.is_some_and(|p| p.kind == PlaceKind::Country) && name.place.is_none();
    let goes_on = |w: &Word| matches!(w.lower.as_str(), "and" | "or") || (w.comma && w.capital);
    beside && known && !words[name.first].comma && !words.get(country.end).is_some_and(goes_on)
}

/// `ORVEN (AP) —`, `ORVEN, Nov. 19 —` at the beginning of a paragraph.
fn opens_dateline(view: &View<'_>, name: &Name) -> bool {
    let (document, end) = (view.document, name.end - 1);
    let opens = name.first == document.n_title_tokens as usize || view.words[name.first].gap >= Gap::Paragraph;
    if !opens {
        return false;
    }
    let text = &document.field(end)[document.tokens[end].end as usize..];
    let dash = text.char_indices().take_while(|c| c.0 <= DATELINE).find(|c| matches!(c.1, '—' | '–' | '-'));
    let capitals = || name.text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    dash.is_some_and(|(at, _)| text[..at].ends_with(' ') && (text[..at].ends_with(") ") || capitals()))
}

/// `Orven Times`, `CNN`, `the newspaper Liberta`.
fn looks_like_medium(view: &View<'_>, name: &Name) -> bool {
    let press = |t: usize| view.words.get(t).is_some_and(|w| w.uses.press && !w.capital);
    let before = name.first > 0 && view.joins(name.first) && press(name.first - 1);
    let after = press(name.end) && view.joins(name.end) && !view.words[name.end - 1].possessive;
    let last = view.words[name.end - 1].uses;
    before || after || (last.medium && name.end - name.first > 1) || (last.agency && name.end - name.first == 1)
}

/// Bodies that are named so alone: another name that ends in the word names a part of it (`Republican Senate`) or another
/// one (`Arizona Senate`), unless only a country stands before it.
const ALONE: [&str; 4] = ["senate", "congress", "house", "parliament"];

/// Joins the bare kind of a body, `the Ministry`, to the name it heads most often; the head of an English name is its last
/// word, or its first before `of`.
fn join_bodies(forms: &[Form], english: bool, to: &mut [usize]) {
    let is_kind = |form: &Form| form.parts().len() == 1 && is_kind_of_body(&form.parts()[0].word) && form.place.is_none();
    for f in 0..forms.len() {
        if to[f] != f || !is_kind(&forms[f]) {
            continue;
        }
        let kind = &forms[f].parts()[0];
        let of_country =
            |full: &Form| full.text.rsplit_once(' ').is_some_and(|(country, _)| place(&country.replace('.', "")).is_some());
        let heads = |g: &usize| {
            let (full, parts) = (&forms[*g], forms[*g].parts());
            let head = || match english {
                true if ALONE.contains(&kind.word.as_str()) => parts.last() == Some(kind) && of_country(full),
                true if parts[0] == *kind => matches!(parts[1].word.as_str(), "of" | "for" | "on" | "department"),
                true => parts.last() == Some(kind),
                false => parts.contains(kind),
            };
            to[*g] == *g && parts.len() >= 2 && head()
        };
        if let Some(full) = (0..forms.len()).filter(heads).max_by_key(|&g| (forms[g].n, std::cmp::Reverse(g))) {
            to[f] = full;
        }
    }
}

/// Joins forms with the same number of parts, each a spelling of the other.
fn join_spellings(forms: &[Form], to: &mut [usize]) {
    let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
    for f in 0..forms.len() {
        let Some([_, last]) = &forms[f].spelled.keys else { continue };
        let bucket = by_key.entry(last).or_default();
        let same = bucket.iter().take(ALIKE).copied().find(|&other| is_spelling(&forms[f], &forms[other]));
        match same {
            Some(other) => {
                let better = (forms[f].n, forms[other].n);
                if better.0 > better.1 {
                    to[other] = f;
                    bucket.retain(|&b| b != other);
                    bucket.push(f);
                } else {
                    to[f] = other;
                }
            }
            None => bucket.push(f),
        }
    }
}

fn is_spelling(a: &Form, b: &Form) -> bool {
    if a.place.is_some() || b.place.is_some() {
        return a.place == b.place && a.place.is_some();
    }
    // Who is named with and without it in one text is two people.
    if a.spelled.junior != b.spelled.junior && a.parts().len() == b.parts().len() {
        return false;
    }
    let (x, y) = (a.parts(), b.parts());
    // So are Mr. Kost and Mrs. Kost.
    let alone = x.len() == 1 && a.woman != b.woman;
    if alone || a.woman.zip(b.woman).is_some_and(|(a, b)| a != b) {
        return false;
    }
    x == y || full_names_agree(x, y).is_some()
}

/// Joins a single word to the most frequent full name it ends, else to one it begins.
fn join_surnames(forms: &[Form], to: &mut [usize]) {
    let mut by_part: HashMap<(bool, &str), Vec<usize>> = HashMap::new();
    for (f, form) in forms.iter().enumerate() {
        let full = form.parts().len() >= 2 && form.place.is_none() && to[f] == f;
        if let Some([first, last]) = form.spelled.keys.as_ref().filter(|_| full) {
            by_part.entry((true, last)).or_default().push(f);
            by_part.entry((false, first)).or_default().push(f);
        }
    }
    for f in 0..forms.len() {
        if forms[f].parts().len() != 1 || forms[f].place.is_some() || to[f] != f {
            continue;
        }
        let Some([_, key]) = &forms[f].spelled.keys else { continue };
        let comes_before = |g: usize| forms[g].first <= forms[f].first;
        let rank = |g: usize| (comes_before(g), !forms[g].spelled.junior, forms[g].n, std::cmp::Reverse(g));
        // Whoever of two is meant more often may be the one whose given name says nothing.
        let often = |f: usize| forms.iter().all(|o| o.woman.is_none() || o.parts() != forms[f].parts() || o.n <= forms[f].n);
        let may_be_of = |full: &Form, f: usize| match (full.woman, forms[f].woman) {
            (Some(full), Some(woman)) => full == woman,
            (None, Some(true)) => often(f),
            _ => true,
        };
        let find = |last: bool| {
            let bucket = by_part.get(&(last, key.as_str()))?;
            let part = &forms[f].parts()[0];
            let fits = |&&g: &&usize| {
                let of = &forms[g].parts()[if last { forms[g].parts().len() - 1 } else { 0 }];
                let same = if forms[g].body || forms[g].medium > 0 { part == of } else { part.alike_alone(of) };
                // "Fees Obamacare" after "Obamacare" is no full name of it.
                let introduced = comes_before(g) || (forms[f].titled == 0 && forms[g].given);
                introduced
                    && may_be_of(&forms[g], f)
                    && (forms[g].group == 0 || forms[g].titled > 0)
                    && same
                    && forms[g].may_be_called(&forms[f], last)
            };
            bucket.iter().take(ALIKE).filter(fits).copied().max_by_key(|&g| rank(g))
        };
        let first_names = forms[f].group == 0;
        if let Some(full) = find(true).or_else(|| if first_names { find(false) } else { None }) {
            to[f] = full;
        }
    }
}

/// Joins an abbreviation to the name whose words it abbreviates.
fn join_initials(forms: &[Form], to: &mut [usize]) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (g, form) in forms.iter().enumerate() {
        if form.spelled.initials.chars().nth(1).is_some() && form.place.is_none() {
            first.entry(&form.spelled.initials).or_insert(g);
        }
    }
    for f in 0..forms.len() {
        let short = forms[f].parts().len() <= 1 || forms[f].text.contains('.');
        let Some(letters) = forms[f].spelled.letters.as_ref().filter(|_| short && to[f] == f) else { continue };
        let full = first.get(letters.as_str()).filter(|&&g| g != f && to[g] == g);
        if let Some(&full) = full.filter(|&&g| forms[g].parts().first().is_some_and(|first| may_stand_for(letters, &first.word)))
        {
            to[f] = full;
        }
    }
}
