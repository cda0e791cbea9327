//! Joins what documents call an actor over the whole corpus.
//!
//! In: per document the names its actors go by, with counts, and what the study says about spellings.
//! Out: [`Entities`]: the name of each actor in the corpus, and for every other form the evidence it was
//! joined by, so that it can be checked and corrected.

use crate::actor::spelling::{Agreement, Part, Sounds, full_names_agree, is_junior, name_parts, partner};
use crate::actor::{
    ActorKind, Mention, MentionKind, is_given_name, is_kind_of_body, is_short_for, is_womans_name, may_stand_for, place,
};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Why a form was joined to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// The study says so.
    Study,
    /// The same but for case, hyphens, articles and accents.
    Folded,
    /// Every word has the same consonants and nearly the same letters.
    Spelling,
    /// A surname that only one person of the corpus has, as it is or as another spelling.
    Surname,
    /// The initials of the name.
    Initials,
    /// A form of the gazetteer or of the list of bodies.
    Gazetteer,
    /// The first word of the full name.
    FirstName,
    /// Some words of the full name.
    Part,
    /// The same consonants, and vowels that do not disagree, in every word of a name in another script.
    Script,
    /// A given name that is short for the other: `Chuck`, `Charles`.
    Nickname,
}

impl Evidence {
    /// The evidence's name in tables.
    pub fn name(self) -> &'static str {
        ["study", "folded", "spelling", "surname", "initials", "gazetteer", "first-name", "part", "script", "nickname"]
            [self as usize]
    }
}

/// One form and the name it was joined to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinedName {
    /// As some document calls the actor.
    pub form: String,
    /// The actor's name in the corpus.
    pub name: String,
    /// Why.
    pub evidence: Evidence,
    /// How many documents use the form.
    pub n_documents: usize,
}

/// The names of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    joined: Known<JoinedName>,
    kinds: Known<ActorKind>,
}

/// One document of so many that name an actor is not believed about what it is, when no other shows the same.
const BELIEVED: u32 = 20;

/// What is known of names.
type Known<T> = HashMap<String, T, FixedState>;

/// In how many documents a name is of which kind.
type Votes = [u32; ActorKind::ALL.len()];

/// The votes on every name that documents use.
pub type KindVotes = HashMap<String, Votes, FixedState>;

impl Entities {
    /// The corpus-wide name of what a document calls `local`.
    pub fn name<'a>(&'a self, local: &'a str) -> &'a str {
        self.joined.get(local).map_or(local, |j| j.name.as_str())
    }

    /// The same, and what it is.
    pub fn find<'a>(&'a self, local: &'a str) -> (&'a str, ActorKind) {
        let name = self.name(local);
        (name, self.kind(name))
    }

    /// Why a mention written so is one of what its document calls `local`, and why that goes by another name
    /// over the corpus; nothing where there is no difference.
    pub fn evidence(&self, written: &str, local: &str) -> [Option<Evidence>; 2] {
        let is_person = self.find(local).1 == ActorKind::Person;
        let within = (written != local).then(|| within(written, local)).map(|found| match found {
            Evidence::Surname | Evidence::FirstName if !is_person => Evidence::Part,
            found => found,
        });
        [within, self.joined.get(local).map(|j| j.evidence)]
    }

    /// Settles what each actor is under all of its forms.
    fn settle_kinds(&mut self, votes: &KindVotes) {
        let mut all: HashMap<&str, Votes, FixedState> = HashMap::default();
        votes.iter().for_each(|(local, votes)| {
            all.entry(self.name(local)).or_default().iter_mut().zip(votes).for_each(|(sum, n)| *sum += n);
        });
        self.kinds = all.into_iter().map(|(name, votes)| (name.to_owned(), shown(votes))).collect();
    }

    /// What an actor is, by its name over the corpus.
    pub fn kind(&self, name: &str) -> ActorKind {
        self.kinds.get(name).copied().unwrap_or_default()
    }

    /// Every form that goes by another name, in order of form.
    pub fn joined(&self) -> Vec<&JoinedName> {
        let mut joined: Vec<&JoinedName> = self.joined.values().collect();
        joined.sort_unstable_by_key(|j| &j.form);
        joined
    }
}

/// Counts what documents show: the names of each with what they are there.
pub fn kind_votes<'a>(names: impl Iterator<Item = (&'a str, ActorKind)>) -> KindVotes {
    let mut votes = KindVotes::default();
    names.for_each(|(name, kind)| votes.entry_ref(name).or_default()[kind as usize] += 1);
    votes
}

/// What most documents show that show anything, and more than one in twenty.
fn shown(votes: Votes) -> ActorKind {
    let least = votes.iter().sum::<u32>() / BELIEVED;
    let shown = ActorKind::ALL.into_iter().zip(votes).filter(|(kind, n)| *kind != ActorKind::Unknown && *n > least);
    shown.max_by_key(|&(kind, n)| (n, std::cmp::Reverse(kind))).map_or(ActorKind::Unknown, |(kind, _)| kind)
}

/// Why one document's rules take one form for the other.
fn within(written: &str, name: &str) -> Evidence {
    // Within one document only a list takes a name in one script for one in another.
    if place(&written.replace('.', "")).is_some() || Sounds::is_abjad(written) != Sounds::is_abjad(name) {
        return Evidence::Gazetteer;
    }
    let [x, y] = [written, name].map(name_parts);
    let letters = written.chars().filter(|c| c.is_alphabetic());
    match (&x[..], &y[..]) {
        (x, y) if x == y => Evidence::Folded,
        ([word], [.., last]) if word.alike_alone(last) => Evidence::Surname,
        ([word], [first, ..]) if word.alike_alone(first) => Evidence::FirstName,
        (x, y) if x.iter().all(|word| y.contains(word)) => Evidence::Part,
        ([first, ..], [other, ..]) if !first.alike(other) && is_short_for(&first.word, &other.word) => Evidence::Nickname,
        _ if letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase) => Evidence::Initials,
        _ => Evidence::Spelling,
    }
}

/// The actors of a document with how often each is mentioned by name.
pub fn names_of(mentions: &[Mention]) -> Vec<(String, u32)> {
    let mut names: BTreeMap<&str, u32> = BTreeMap::new();
    for m in mentions.iter().filter(|m| m.kind <= MentionKind::Premodifier) {
        *names.entry(&m.entity).or_default() += 1;
    }
    names.into_iter().map(|(name, n)| (name.to_string(), n)).collect()
}

struct Form<'a> {
    text: &'a str,
    parts: Vec<Part>,
    n: u64,
    n_documents: usize,
    is_place: bool,
    /// What documents show it to be, and whether any shows a person.
    kind: ActorKind,
    is_somebody: bool,
    /// How it sounds, where names of several scripts meet; none when it is a place.
    sounds: Vec<Sounds>,
    /// Whether it is written in a script without short vowels.
    is_abjad: bool,
    /// Whether it is that of a *Jr.* whom documents name beside one without.
    is_junior: bool,
    /// Whether *Mr.* or *Mrs.* keep it apart from another surname, and she is a woman.
    woman: Option<bool>,
    /// What spellings of its last word share, and what its initials are found by when there are three or more.
    keys: [Option<String>; 2],
}

impl<'a> Form<'a> {
    fn new(text: &'a str, (n, n_documents): (u64, usize), votes: Votes, mixed: bool) -> Form<'a> {
        let (woman, name) = partner(text).map_or((None, text), |(woman, surname)| (Some(woman), surname));
        let parts = name_parts(name);
        let is_place = place(text).is_some();
        let capitals = text.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase());
        let initials: String = std::iter::once('=').chain(capitals).collect();
        Form {
            text,
            keys: [parts.last().map(|last| last.key()), Some(initials).filter(|i| i.chars().nth(3).is_some())],
            parts,
            n,
            n_documents,
            is_place,
            kind: shown(votes),
            is_somebody: votes[ActorKind::Person as usize] > 0,
            is_junior: false,
            woman,
            sounds: if mixed && !is_place { Sounds::all(text) } else { Vec::new() },
            is_abjad: Sounds::is_abjad(text),
        }
    }
}

impl Form<'_> {
    fn is_other_generation(&self, other: &Form<'_>) -> bool {
        self.is_junior != other.is_junior
    }

    /// Whether a full name may be that of who is called *Mr.* or *Mrs.*, as far as the given name tells.
    fn may_be_called(&self, woman: Option<bool>) -> bool {
        woman.is_none_or(|woman| is_womans_name(&self.parts[0].word) == woman)
    }

    /// Whether nothing shows that it is anything but a person; `Kost forces` look like a group's, but then somebody writes
    /// `President Kost`.
    fn may_be_person(&self) -> bool {
        matches!(self.kind, ActorKind::Person | ActorKind::Unknown) || (self.kind == ActorKind::Group && self.is_somebody)
    }

    /// Whether a word alone is the surname of a person with this full name. `Virginia` is not short for `West Virginia`
    /// nor `State` for `Islamic State`; and what is spelled otherwise is one only where documents show a person
    /// (`Hanieyh`, not `Honor` for `Honore`) and the word is no given name.
    fn has_surname(&self, word: &Form<'_>) -> bool {
        let same = self.parts.last() == word.parts.first();
        let given = is_given_name(&word.parts[0].word);
        let begins = is_given_name(&self.parts[0].word);
        // "FBI Assistant", "Greg Zanis" and "Sunnis": what looks less like it must be used more than the word alone.
        let used = (same && begins) || self.n >= word.n;
        let spelled = same || (word.kind == ActorKind::Person && !given);
        // Not "Crooked Hillary", nor "Mick Mulvaney John", where names ran into each other.
        let forename = !given || (begins && self.parts.len() == 2);
        // In a script without capitals hardly anything shows a person; elsewhere one of both must be shown.
        let unknown = self.is_abjad || (same && word.kind == ActorKind::Person);
        let bearer = self.kind == ActorKind::Person || (unknown && self.may_be_person());
        bearer && word.may_be_person() && spelled && forename && used
    }

    /// Whether a word alone, which says what kind of body is meant, is short for this body: `the Front` where the `Orsal
    /// Front` is more often called so.
    fn is_body_called(&self, word: &Form<'_>) -> bool {
        let groups = self.kind == ActorKind::Group && word.kind == ActorKind::Group;
        let head = self.parts.len() == 2 && self.parts[1] == word.parts[0];
        groups && head && self.n >= word.n && is_kind_of_body(&word.parts[0].word)
    }
}

/// Names with *Jr.* that a third or more of the documents that use them has without it, too: the son is somebody else
/// (*Donald Trump Jr.*), while *Joseph R. Biden Jr.* is *Joe Biden*.
fn juniors(documents: &[Vec<(String, u32)>]) -> BTreeSet<&str> {
    let mut beside: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for document in documents {
        let (sons, others): (Vec<&str>, Vec<&str>) =
            document.iter().map(|(name, _)| name.as_str()).partition(|name| is_junior(name));
        if sons.is_empty() {
            continue;
        }
        let others: BTreeSet<Vec<Part>> = others.into_iter().map(name_parts).collect();
        for name in sons {
            beside.entry(name).or_default()[usize::from(others.contains(&name_parts(name)))] += 1;
        }
    }
    beside.into_iter().filter(|(_, [alone, beside])| beside * 2 >= *alone && *beside > 0).map(|(name, _)| name).collect()
}

/// Forms by what they are found by.
type Index<'a> = HashMap<&'a str, Vec<usize>, FixedState>;

/// How many times more often than its full name a surname may be all that a document uses.
const FULL_NAMES: u64 = 8;

/// Joins the names of all documents; `votes` say what each document shows them to be. `study` holds pairs `(form, name)`
/// that override what is found; a form paired with itself is kept apart.
pub fn entities(documents: &[Vec<(String, u32)>], votes: &KindVotes, study: &[(String, String)]) -> Entities {
    let mut counts: HashMap<&str, (u64, usize), FixedState> = HashMap::default();
    for (name, n) in documents.iter().flatten() {
        let entry = counts.entry(name).or_default();
        *entry = (entry.0 + u64::from(*n), entry.1 + 1);
    }
    let mixed = counts.keys().any(|text| Sounds::is_abjad(text));
    let counts: Vec<_> = counts.into_iter().collect();
    let votes_of = |text: &str| votes.get(text).copied().unwrap_or_default();
    let mut forms: Vec<Form<'_>> = counts.into_par_iter().map(|(text, n)| Form::new(text, n, votes_of(text), mixed)).collect();
    let juniors = juniors(documents);
    forms.iter_mut().for_each(|form| form.is_junior = juniors.contains(form.text));
    // The fuller and more frequent form gives the name; of equals the longer.
    forms.par_sort_unstable_by_key(|f| {
        (std::cmp::Reverse(f.parts.len().min(3) >= 2), std::cmp::Reverse(f.n), std::cmp::Reverse(f.text.len()), f.text)
    });
    let families = families(&forms);
    let mut index: Index<'_> = HashMap::default();
    let mut to: Vec<Option<(usize, Evidence)>> = vec![None; forms.len()];
    for f in 0..forms.len() {
        let [Some(key), initials] = &forms[f].keys else { continue };
        // A place is nobody's other spelling.
        let spelling = Some(key).filter(|_| !forms[f].is_place);
        to[f] = spelling.and_then(|key| {
            let full = index.get(key.as_str()).and_then(|near| join(&forms, near, f));
            let family = families.get(forms[f].text).copied();
            by_family(&forms, full, family)
        });
        if to[f].is_none() {
            spelling.into_iter().chain(initials).for_each(|key| index.entry(key).or_default().push(f));
        }
    }
    initials(&forms, &index, &mut to);
    scripts(&forms, &mut to);
    let said: BTreeMap<&str, &str> = study.iter().map(|(form, name)| (form.as_str(), name.as_str())).collect();
    let mut joined = Known::default();
    for (f, form) in forms.iter().enumerate() {
        // "هنية" goes by the full name, which goes by its Latin spelling.
        let last = |g: usize| to[g].map_or(g, |(h, _)| h);
        let found = to[f].map(|(g, evidence)| (forms[last(g)].text, evidence));
        let own = said.get(form.text).map(|&name| (name, Evidence::Study));
        let through = found.and_then(|(name, _)| Some((*said.get(name)?, Evidence::Study)));
        if let Some((name, evidence)) = own.or(through).or(found).filter(|(name, _)| *name != form.text) {
            let row = JoinedName { form: form.text.into(), name: name.into(), evidence, n_documents: form.n_documents };
            joined.insert(row.form.clone(), row);
        }
    }
    let mut entities = Entities { joined, kinds: Known::default() };
    entities.settle_kinds(votes);
    entities
}

/// The name among those with the same last consonants that a form belongs to.
fn join(forms: &[Form<'_>], near: &[usize], f: usize) -> Option<(usize, Evidence)> {
    let form = &forms[f];
    let mut full: Vec<usize> = Vec::new();
    for &g in near {
        let other = &forms[g];
        if form.is_abjad != other.is_abjad {
            continue;
        }
        if form.parts == other.parts && form.woman == other.woman && !form.is_other_generation(other) {
            return Some((g, Evidence::Folded));
        }
        let (x, y) = (&form.parts, &other.parts);
        // "Ilko Brandt", "Ilko J. Brandt"; not "House Committee", "House Rules Committee".
        let fits = !form.is_other_generation(other) && (x.len() == y.len() || (form.may_be_person() && other.may_be_person()));
        if let Some(agreement) = full_names_agree(x, y).filter(|_| fits) {
            let evidence = match agreement {
                Agreement::Spelling => Evidence::Spelling,
                Agreement::Nickname => Evidence::Nickname,
            };
            return Some((g, evidence));
        }
        // A full name that hardly anybody uses is cut wrongly ("Fees Obamacare").
        let used = other.n * FULL_NAMES >= form.n;
        let last = &y[y.len() - 1];
        let alike = || if form.woman.is_some() { x[0] == *last } else { x[0].alike_alone(last) };
        if x.len() == 1 && y.len() >= 2 && used && other.may_be_called(form.woman) && alike() {
            full.push(g);
        }
    }
    // A surname says who is meant only when one bearer is far ahead of all others, persons or not, and nobody else has it
    // as it is written: Miller is not Mueller.
    let leads = |g: usize| full.iter().all(|&h| h == g || forms[g].n >= 4 * forms[h].n);
    let same = |g: usize| forms[g].parts.last() == form.parts.first();
    let free = |g: &usize| leads(*g) && (same(*g) || !full.iter().any(|&h| same(h)));
    let called = |g: usize| match &forms[g] {
        person if person.has_surname(form) => Some((g, Evidence::Surname)),
        body => body.is_body_called(form).then_some((g, Evidence::Part)),
    };
    full.iter().copied().filter(free).find_map(called)
}

/// The most used full name of a person that begins with a surname, by that: `Moon Jae-in`.
fn families<'a>(forms: &[Form<'a>]) -> HashMap<&'a str, usize, FixedState> {
    let mut families = HashMap::default();
    for (f, form) in forms.iter().enumerate() {
        let first = form.text.split(' ').next().filter(|_| form.parts.len() >= 2 && form.kind == ActorKind::Person);
        if let Some(first) = first.filter(|_| !is_given_name(&form.parts[0].word)) {
            families.entry(first).or_insert(f);
        }
    }
    families
}

/// Whom a surname alone means where it ends one full name and begins another that is used more: that one if it is far
/// ahead, else nobody.
fn by_family(forms: &[Form<'_>], full: Option<(usize, Evidence)>, family: Option<usize>) -> Option<(usize, Evidence)> {
    let Some((g, h)) = full.filter(|(_, evidence)| *evidence == Evidence::Surname).map(|(g, _)| g).zip(family) else {
        return full;
    };
    if forms[g].n >= forms[h].n { full } else { (forms[h].n >= 4 * forms[g].n).then_some((h, Evidence::Surname)) }
}

/// How many times more often than the name it stands for an abbreviation is used that gives the name: GOP.
const ABBREVIATED: u64 = 20;

/// Joins abbreviations of three letters and more to the one name with these initials, or that name to them where hardly
/// anybody writes it.
fn initials(forms: &[Form<'_>], index: &Index<'_>, to: &mut [Option<(usize, Evidence)>]) {
    for (f, form) in forms.iter().enumerate() {
        let letters: String = form.text.chars().filter(|c| c.is_alphabetic()).collect();
        if to[f].is_some() || form.is_place || letters.chars().count() < 3 || letters.chars().any(|c| !c.is_uppercase()) {
            continue;
        }
        let full = index.get(format!("={letters}").as_str()).map(Vec::as_slice).filter(|full| full[0] != f);
        let may = |full: &usize| forms[*full].parts.first().is_some_and(|first| may_stand_for(&letters, &first.word));
        if let Some([only]) = full.filter(|full| may(&full[0])) {
            let rare = forms[*only].n * ABBREVIATED < form.n;
            let (from, name) = if rare { (*only, f) } else { (f, *only) };
            to[from] = Some((name, Evidence::Initials));
        }
    }
}

/// Joins full names in Arabic or Hebrew letters to the one name of another script that agrees with them.
fn scripts(forms: &[Form<'_>], to: &mut [Option<(usize, Evidence)>]) {
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (f, form) in forms.iter().enumerate().filter(|(f, form)| !form.is_abjad && to[*f].is_none()) {
        form.sounds.iter().for_each(|sounds| index.entry(sounds.key()).or_default().push(f));
    }
    for (f, form) in forms.iter().enumerate().filter(|(_, form)| form.is_abjad) {
        let Some(sounds) = form.sounds.first().filter(|_| to[f].is_none()) else { continue };
        let near = index.get(&sounds.key()).map(Vec::as_slice).unwrap_or_default();
        let agree: BTreeSet<usize> =
            near.iter().copied().filter(|&g| forms[g].sounds.iter().any(|other| sounds.agree(other))).collect();
        if let (Some(&only), 1) = (agree.first(), agree.len()) {
            to[f] = Some((only, Evidence::Script));
        }
    }
}
