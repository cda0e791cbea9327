//! The reporting verbs of a language: which words report, how they are classed, what they govern.
//!
//! In: the lists in `verbs/`, compiled into the program. Out: for a word form, the [`Verb`] and the
//! forms it can be. Which words of a text are verbs at all is decided by the caller.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// What a verb may govern as content, as a set of bits.
pub(super) type Frames = u16;
/// A clause or a quotation.
pub(super) const CLAUSE: Frames = 1;
/// A quotation only.
pub(super) const QUOTATION: Frames = 2;
/// A hearer may stand before the content.
pub(super) const HEARER: Frames = 4;
/// An infinitive with *to*.
pub(super) const INFINITIVE: Frames = 8;
/// A noun phrase.
pub(super) const OBJECT: Frames = 16;
/// A gerund.
pub(super) const GERUND: Frames = 32;
/// An object and what is asked or said of it.
pub(super) const COMPLEX: Frames = 64;

/// The plain form is a noun as well.
pub(super) const NOUN: Frames = 128;

/// No verb of saying but a hedge (*seem*): its subject belongs to the content.
pub(super) const HEDGE: Frames = 256;

/// Its participle says what something is held to be (`known as`, `considered a`).
pub(super) const REPUTE: Frames = 512;

/// What a mind does or a finding shows, no speech (`think`, `find`).
pub(super) const MENTAL: Frames = 1024;

/// Its object is made or met, not said (`sign`, `publish`).
pub(super) const WORK: Frames = 4096;

/// Whom it is said to always stands after it (`told`): never is that its subject.
pub(super) const ADDRESSED: Frames = 2048;

/// Forms a word can be, as a set of bits.
pub(crate) type Forms = u8;
/// Past tense.
pub(crate) const PAST: Forms = 1;
/// Past participle.
pub(crate) const PARTICIPLE: Forms = 2;
/// Infinitive or plain present.
pub(crate) const BASE: Forms = 4;
/// Third person singular.
pub(crate) const SINGULAR: Forms = 8;
/// Present participle or gerund.
pub(crate) const GERUNDIVE: Forms = 16;
/// A noun.
pub(super) const NOMINAL: Forms = 32;
/// An adjective.
pub(super) const ADJECTIVE: Forms = 64;

/// One reporting verb.
#[derive(Debug)]
pub(super) struct Verb {
    /// Dictionary form, a particle after a space (`point out`).
    pub(super) lemma: String,
    /// `neutral`, `factive`, `doubt` or `stance`.
    pub(super) class: &'static str,
    /// What it governs.
    pub(super) frames: Frames,
    /// Prepositions whose object is content.
    pub(super) prepositions: Vec<&'static str>,
}

impl Verb {
    /// A verb and the complements written after it in a list.
    fn new(lemma: &str, class: &'static str, complements: &'static str) -> Verb {
        let mut verb = Verb { lemma: lemma.into(), class, frames: 0, prepositions: Vec::new() };
        for field in complements.split_ascii_whitespace() {
            match field.strip_prefix("p:") {
                Some(word) => verb.prepositions.push(word),
                None => verb.frames |= field.chars().map(frame).fold(0, |all, f| all | f),
            }
        }
        verb
    }
}

/// The reporting verbs of one language by word form.
#[derive(Debug, Default)]
pub(super) struct Verbs {
    verbs: Vec<Verb>,
    forms: HashMap<Box<str>, (u16, Forms), FixedState>,
    nominals: Vec<(Box<str>, u16, Forms)>,
    /// Verbs with a particle, by verb without it and particle.
    particles: Vec<(u16, &'static str, u16)>,
}

impl Verbs {
    /// Reads a list of `verbs/`; inflects its verbs by English rules.
    pub(super) fn english(list: &'static str) -> Verbs {
        let mut all = Verbs::default();
        let mut class = "neutral";
        for line in list.lines() {
            if let Some(name) = line.strip_prefix('[') {
                class = name.trim_end_matches(']');
            } else if !line.starts_with('#') && !line.is_empty() {
                all.read_line(line, class);
            }
        }
        all.particles.sort_unstable();
        all
    }

    fn read_line(&mut self, line: &'static str, class: &'static str) {
        let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
        let names: Vec<&'static str> = name.split('/').collect();
        let verb = Verb::new(&names[0].replace('-', " "), class, rest);
        let parts: Vec<(&'static str, Option<&'static str>)> =
            names.iter().map(|n| n.split_once('-').map_or((*n, None), |(v, p)| (v, Some(p)))).collect();
        let (base, particle) = parts[0];
        let past = parts.get(1).map(|p| p.0);
        let participle = parts.get(2).map(|p| p.0).or(past);
        let id = match particle {
            None => self.add(base, verb),
            Some(particle) => {
                let bare = self.forms.get(base).map(|&(id, _)| id).unwrap_or_else(|| self.add(base, Verb::new(base, class, "")));
                let id = self.push(verb);
                self.particles.push((bare, particle, id));
                bare
            }
        };
        for (form, what) in inflections(base, past, participle) {
            self.form(form, id, what);
        }
    }

    /// Reads a list that gives every form; with it the small words of reporting, by kind.
    pub(super) fn listed(list: &'static str) -> (Verbs, Vec<(&'static str, &'static str)>) {
        let mut all = Verbs::default();
        let mut small = Vec::new();
        let mut section = "neutral";
        for line in list.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            if let Some(name) = line.strip_prefix('[') {
                section = name.trim_end_matches(']');
                continue;
            }
            let words = line.split_ascii_whitespace();
            if !["neutral", "factive", "doubt", "stance"].contains(&section) {
                small.extend(words.map(|w| (section, w)));
                continue;
            }
            let lemma = line.split_ascii_whitespace().next().unwrap_or_default();
            let id = all.push(Verb::new(lemma, section, "s"));
            for form in words {
                all.form(form.to_owned(), id, PAST | SINGULAR);
            }
        }
        (all, small)
    }

    /// Adds a list of nouns and adjectives.
    pub(super) fn with_nominals(mut self, list: &'static str) -> Verbs {
        let (mut class, mut what) = ("neutral", NOMINAL);
        for line in list.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            if let Some((name, kind)) = line.strip_prefix('[').and_then(|l| l.split_once(' ')) {
                class = name;
                what = if kind == "nouns]" { NOMINAL } else { ADJECTIVE };
                continue;
            }
            let (lemma, complements) = line.split_once(' ').unwrap_or((line, ""));
            let id = self.push(Verb::new(lemma, class, complements));
            self.nominals.push((lemma.into(), id, what));
            if what == NOMINAL {
                let plural = inflections(lemma, None, None).swap_remove(1).0;
                self.nominals.push((plural.into_boxed_str(), id, what));
            }
        }
        self
    }

    /// Every noun and adjective with its number.
    pub(super) fn nominals(&self) -> impl Iterator<Item = (&str, u16, Forms)> {
        self.nominals.iter().map(|(form, id, what)| (&**form, *id, *what))
    }

    fn push(&mut self, verb: Verb) -> u16 {
        self.verbs.push(verb);
        u16::try_from(self.verbs.len() - 1).unwrap_or(u16::MAX)
    }

    /// Adds a verb, or gives the verb that stood in for it while only a particle form was known.
    fn add(&mut self, base: &str, verb: Verb) -> u16 {
        match self.forms.get(base) {
            Some(&(id, _)) if self.verbs[id as usize].lemma == base => {
                let known = &mut self.verbs[id as usize];
                known.frames |= verb.frames;
                known.prepositions.extend(verb.prepositions);
                known.class = verb.class;
                id
            }
            _ => self.push(verb),
        }
    }

    fn form(&mut self, form: String, id: u16, what: Forms) {
        let entry = self.forms.entry(form.into_boxed_str()).or_insert((id, 0));
        if entry.0 == id {
            entry.1 |= what;
        }
    }

    /// Every form with its verb, to be joined with the other words the caller knows.
    pub(super) fn forms(&self) -> impl Iterator<Item = (&str, u16, Forms)> {
        self.forms.iter().map(|(form, &(id, what))| (&**form, id, what))
    }

    /// A verb by its number.
    pub(super) fn get(&self, id: u16) -> &Verb {
        &self.verbs[id as usize]
    }

    /// The verb that `id` is together with the particle `word`.
    pub(super) fn with_particle(&self, id: u16, word: &str) -> Option<u16> {
        let from = self.particles.partition_point(|p| p.0 < id);
        self.particles[from..].iter().take_while(|p| p.0 == id).find(|p| p.1 == word).map(|p| p.2)
    }
}

fn frame(letter: char) -> Frames {
    match letter {
        's' => CLAUSE,
        'q' => QUOTATION,
        'a' => HEARER,
        'b' => HEARER | ADDRESSED,
        'i' => INFINITIVE,
        'o' => OBJECT,
        'g' => GERUND,
        'x' => COMPLEX,
        'n' => NOUN,
        'h' => HEDGE,
        'e' => REPUTE,
        'm' => MENTAL,
        'w' => WORK,
        _ => 0,
    }
}

/// The forms of an English verb, given its past and participle where they are irregular.
pub(crate) fn inflections(base: &str, past: Option<&str>, participle: Option<&str>) -> Vec<(String, Forms)> {
    let after_vowel = base.bytes().rev().nth(1).is_some_and(|b| b"aeiou".contains(&b));
    let stem_y = base.ends_with('y') && !after_vowel;
    let cut = &base[..base.len() - 1];
    let regular = if base.ends_with('e') {
        format!("{base}d")
    } else if stem_y {
        format!("{cut}ied")
    } else {
        format!("{base}ed")
    };
    let doubled = past.and_then(|p| p.strip_suffix("ed")).filter(|p| p.len() == base.len() + 1 && p.starts_with(base));
    let ing = if base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("ye") {
        format!("{cut}ing")
    } else {
        format!("{}ing", doubled.unwrap_or(base))
    };
    let sg = if stem_y {
        format!("{cut}ies")
    } else if base.ends_with(['s', 'x', 'z', 'o']) || base.ends_with("ch") || base.ends_with("sh") {
        format!("{base}es")
    } else {
        format!("{base}s")
    };
    let past = past.map_or(regular, str::to_owned);
    let participle = participle.map_or_else(|| past.clone(), str::to_owned);
    vec![(base.to_owned(), BASE), (sg, SINGULAR), (past, PAST), (participle, PARTICIPLE), (ing, GERUNDIVE)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_inflected() {
        let rows = [
            ("claim", None, "claim claims claimed claimed claiming"),
            ("deny", None, "deny denies denied denied denying"),
            ("say", Some("said"), "say says said said saying"),
            ("refer", Some("referred"), "refer refers referred referred referring"),
            ("voice", None, "voice voices voiced voiced voicing"),
            ("stress", None, "stress stresses stressed stressed stressing"),
        ];
        for (base, past, want) in rows {
            let forms: Vec<String> = inflections(base, past, None).into_iter().map(|f| f.0).collect();
            assert_eq!(forms.join(" "), want);
        }
    }

    #[test]
    fn no_verb_is_listed_twice() {
        for list in [include_str!("verbs/en.txt"), include_str!("verbs/fr.txt"), include_str!("verbs/de.txt")] {
            let mut names: Vec<&str> = list
                .lines()
                .filter(|l| !l.starts_with(['#', '[']) && !l.is_empty())
                .filter_map(|l| l.split([' ', '/']).next())
                .collect();
            let n = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), n);
        }
    }

    #[test]
    fn every_letter_says_what_a_verb_governs() {
        for list in [include_str!("verbs/en.txt"), include_str!("verbs/en_nouns.txt")] {
            for line in list.lines().filter(|l| !l.starts_with(['#', '[']) && !l.is_empty()) {
                let letters = line.split_ascii_whitespace().skip(1).filter(|field| !field.starts_with("p:"));
                assert!(letters.flat_map(str::chars).all(|letter| frame(letter) != 0), "{line}");
            }
        }
    }
}
