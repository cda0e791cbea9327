//! Spellings of one name.
//!
//! In: two names. Out: whether they can be spellings of the same name, and by which rule. A name
//! carried over from another script is spelled many ways; what stays is the order of its consonants.

use super::lists::is_short_for;
use std::borrow::Cow;

/// A name in parts: lower case, Latin letters, without articles and marks.
pub(crate) fn parts(name: &str) -> Vec<String> {
    let folded = name.to_lowercase();
    let words = folded.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–' | '.'));
    let words = words.map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    words
        .filter(|w| !w.is_empty() && !matches!(*w, "al" | "el" | "the" | "an" | "as" | "at" | "ash" | "jr" | "sr" | "ii" | "iii"))
        .map(latin)
        .collect()
}

/// The parts of a name as names are compared: `Department of Justice` has those of `Justice Department`.
pub(crate) fn name_parts(name: &str) -> Vec<Part> {
    let mut parts = parts(name);
    if parts.len() > 2 && parts[1] == "of" && matches!(parts[0].as_str(), "department" | "ministry") {
        parts.remove(1);
        parts.rotate_left(1);
    }
    // "Senate Committee on Ferries", "Senate Ferries Committee"
    if let Some(on) = parts.iter().position(|part| part == "on").filter(|&on| on > 0 && parts[on - 1].ends_with("committee")) {
        parts.remove(on);
        parts[on - 1..].rotate_left(1);
    }
    parts.into_iter().map(Part::new).collect()
}

/// `Ilko Brandt Jr.`: whether a name ends in what tells a son from his father.
pub(crate) fn is_junior(name: &str) -> bool {
    name.trim_end_matches('.').rsplit_once(' ').is_some_and(|(_, last)| last.eq_ignore_ascii_case("jr"))
}

/// A surname kept apart by *Mr.* or *Mrs.*: whether it is a woman's, and the surname.
pub(crate) fn partner(name: &str) -> Option<(bool, &str)> {
    let (honorific, surname) = name.split_once(' ').filter(|(_, surname)| !surname.contains(' '))?;
    matches!(honorific, "Mr." | "Mrs.").then_some((honorific == "Mrs.", surname))
}

/// The letters of Cyrillic, Greek, Arabic and Hebrew words in Latin ones; accents dropped.
fn latin(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if word.is_ascii() {
        return if word.contains('\'') { word.replace('\'', "") } else { word.to_owned() };
    }
    word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(|c| letter(c).chars()).collect()
}

/// A letter as the Latin letters it is usually carried over by.
fn letter(c: char) -> Latin {
    let ascii = match c {
        'а' | 'α' | 'ا' | 'أ' | 'آ' | 'إ' | 'ى' => "a",
        'б' | 'ب' | 'ב' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' | 'ג' | 'غ' | 'گ' => "g",
        'д' | 'δ' | 'د' | 'ד' | 'ض' | 'ذ' => "d",
        'е' | 'э' | 'є' | 'ё' | 'ε' | 'η' => "e",
        'ж' | 'ژ' => "zh",
        'з' | 'ζ' | 'ز' | 'ז' | 'ظ' => "z",
        'и' | 'і' | 'й' | 'ы' | 'ι' | 'ї' => "i",
        'к' | 'κ' | 'ك' | 'ک' | 'כ' | 'ך' | 'ק' | 'ق' => "k",
        'л' | 'λ' | 'ل' | 'ל' => "l",
        'м' | 'μ' | 'م' | 'מ' | 'ם' => "m",
        'н' | 'ν' | 'ن' | 'נ' | 'ן' => "n",
        'о' | 'ο' | 'ω' => "o",
        'п' | 'π' | 'پ' | 'פ' | 'ף' => "p",
        'р' | 'ρ' | 'ر' | 'ר' => "r",
        'с' | 'σ' | 'ς' | 'س' | 'ص' | 'ס' | 'ث' => "s",
        'т' | 'τ' | 'ت' | 'ط' | 'ת' | 'ט' | 'ة' => "t",
        'у' | 'υ' | 'ו' => "u",
        'و' | 'ؤ' => "w",
        'ф' | 'φ' | 'ف' => "f",
        'х' | 'χ' | 'خ' | 'ח' => "kh",
        'ح' | 'ه' | 'ה' => "h",
        'ц' | 'צ' | 'ץ' => "ts",
        'ч' | 'چ' => "ch",
        'ш' | 'щ' | 'ش' | 'ש' => "sh",
        'ю' => "yu",
        'я' => "ya",
        'ي' | 'ی' | 'י' | 'ئ' => "y",
        'ج' => "j",
        'ъ' | 'ь' | 'ع' | 'ע' | 'א' | 'ء' | '\'' | '’' | 'ʼ' => "",
        other => return Latin::Same(other),
    };
    Latin::Written(ascii)
}

enum Latin {
    Same(char),
    Written(&'static str),
}

impl Latin {
    fn chars(self) -> impl Iterator<Item = char> {
        let (one, many) = match self {
            Latin::Same(c) => (Some(c), ""),
            Latin::Written(s) => (None, s),
        };
        one.into_iter().chain(many.chars())
    }
}

/// The consonants of a word: vowels, `h`, `w` and `y` after the first letter dropped, letters that are
/// written for each other made equal, doubles made single.
pub(crate) fn skeleton(word: &str) -> String {
    const SPELLINGS: [(&str, &str); 8] =
        [("ph", "f"), ("kh", "h"), ("ck", "k"), ("dj", "j"), ("tch", "ch"), ("sch", "sh"), ("gh", "g"), ("dh", "d")];
    let mut word = Cow::Borrowed(word);
    // Every one of them has one of three letters; most words have none.
    let listed = if word.bytes().any(|b| matches!(b, b'h' | b'k' | b'j')) { &SPELLINGS[..] } else { &[] };
    for &(from, to) in listed {
        if word.as_bytes().windows(from.len()).any(|letters| letters == from.as_bytes()) {
            word = Cow::Owned(word.replace(from, to));
        }
    }
    let mut out = String::with_capacity(word.len());
    for (i, c) in word.chars().enumerate() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' | 'h' if i > 0 => continue,
            'a' | 'e' | 'i' | 'o' | 'u' => 'a',
            'q' | 'c' => 'k',
            'z' => 's',
            'v' => 'f',
            other => other,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// A word of a name that is compared with many others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    /// The word, as [`parts`] gives it.
    pub(crate) word: String,
    /// Its [`skeleton`], and that of the word with `v` for `w` if there is one: what is alike has one of them in common.
    consonants: String,
    with_v: Option<String>,
}

impl Part {
    pub(crate) fn new(word: String) -> Part {
        let with_v = word.contains('w').then(|| skeleton(&word.replace('w', "v")));
        Part { consonants: skeleton(&word), with_v, word }
    }

    /// What spellings of one name always share: the consonants without `v`, for which some write `w`.
    pub(crate) fn key(&self) -> String {
        if self.word.contains('v') { skeleton(&self.word.replace('v', "w")) } else { self.consonants.clone() }
    }

    /// Whether two words can be spellings of one name: equal, or with the same consonants and alike.
    pub(crate) fn alike(&self, other: &Part) -> bool {
        #[cfg(test)]
        crate::token::steps::add(1);
        self.word == other.word || self.differing(other).is_some_and(|(letters, of)| letters * 3 <= of + 1)
    }

    /// Whether two words can be the last of one full name: many people share a given name, so that short ones must sound
    /// the same and longer ones nearly (*Burke*, *Bruce*; *Kohn*, *Cohen*).
    pub(crate) fn alike_last(&self, other: &Part) -> bool {
        let near = |(letters, of)| letters == 0 || of > 5 && letters * 3 < of;
        self.word == other.word || self.differing(other).is_some_and(near)
    }

    /// Whether a word that stands alone can be a spelling of a surname. Ordinary words are near to many names (*Super*,
    /// *Spyer*), so short ones must be equal and longer ones nearly.
    pub(crate) fn alike_alone(&self, other: &Part) -> bool {
        let (n, m) = (self.word.chars().count(), other.word.chars().count());
        let near = || self.differing(other).is_some_and(|(letters, of)| letters * 3 < of);
        self.word == other.word || (n.min(m) >= 5 && n.abs_diff(m) <= 1 && near())
    }

    fn with_v(&self) -> &str {
        self.with_v.as_ref().unwrap_or(&self.consonants)
    }

    /// In how many letters two words with the same consonants differ, and the length of the longer; nothing where short
    /// words or words of too different a length can be no spellings of each other.
    fn differing(&self, other: &Part) -> Option<(usize, usize)> {
        if self.consonants != other.consonants && self.with_v() != other.with_v() {
            return None;
        }
        let (n, m) = (self.word.chars().count(), other.word.chars().count());
        let comparable = n.min(m) >= 4 && n.abs_diff(m) * 3 <= n.max(m) + 1 && self.consonants.chars().nth(1).is_some();
        comparable.then(|| (distance(&sounds(&self.word), &sounds(&other.word)), n.max(m)))
    }
}

/// What makes two full names one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// Every word is a spelling of the other's.
    Spelling,
    /// A given name is short for the other (*Chuck*, *Charles*), the surname the same.
    Nickname,
}

/// Whether two full names are spellings of one, perhaps with a word between given name and surname that the other lacks
/// (*Ilko J. Brandt*). Steve Linick is not Stephen Lynch.
pub(crate) fn full_names_agree(x: &[Part], y: &[Part]) -> Option<Agreement> {
    let ([a, x_rest @ .., x_last], [b, y_rest @ .., y_last]) = (x, y) else { return None };
    let between = match x_rest.len() == y_rest.len() {
        true => x_rest.iter().zip(y_rest).all(|(a, b)| a.alike(b)),
        false => x_rest.len() + y_rest.len() == 1,
    };
    let given = || match a.alike(b) {
        true => Some(Agreement::Spelling),
        false => (x_last == y_last && is_short_for(&a.word, &b.word)).then_some(Agreement::Nickname),
    };
    if between && x_last.alike_last(y_last) { given() } else { None }
}

/// A word with the letters that are written for each other made equal and doubles made single.
fn sounds(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let c = match c {
            'q' | 'c' => 'k',
            'z' => 's',
            'w' | 'v' => 'u',
            'y' => 'i',
            other => other,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// A name has at most two to this power of readings.
const READINGS: usize = 3;

/// A name as its consonants, so that spellings in scripts that leave out vowels meet the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sounds {
    /// Per word the consonants, those that one of the scripts does not tell apart made equal.
    consonants: Vec<String>,
    /// Per word the vowels before the first consonant and after each.
    vowels: Vec<Vec<Vowels>>,
    /// Whether the script leaves out short vowels.
    pub(crate) is_abjad: bool,
    /// Whether it is Hebrew, which writes `b` and `v`, `p` and `f` alike.
    is_hebrew: bool,
}

/// What vowels are written between two consonants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Vowels {
    /// Any.
    any: bool,
    /// One like `o` or `u`, or `w`, which Arabic and Hebrew write with the same letter.
    back: bool,
    /// One like `i` or `e`, or `y`.
    front: bool,
}

impl Sounds {
    /// The sounds of a name, once for every way to say its `v`, which Arabic writes like `f` or like `w`; none
    /// unless it has two words or more, all in letters this can read.
    pub(crate) fn all(name: &str) -> Vec<Sounds> {
        let is_abjad = Sounds::is_abjad(name);
        let words: Vec<String> = if is_abjad { abjad_words(name) } else { parts(name) };
        let read = |word: &String| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || is_abjad_letter(c));
        if words.len() < 2 || !words.iter().all(read) {
            return Vec::new();
        }
        let is_hebrew = name.chars().any(|c| matches!(c, '\u{05D0}'..='\u{05EA}'));
        let v = words.iter().flat_map(|word| word.chars()).filter(|&c| c == 'v').count().min(READINGS);
        let readings = (0..1_u32 << v).map(|reading| {
            let mut nth = 0;
            let mut said = |c: char| {
                nth += u32::from(c == 'v');
                if c == 'v' && reading >> (nth - 1) & 1 == 1 { 'w' } else { c }
            };
            let words: Vec<String> = words.iter().map(|word| word.chars().map(&mut said).collect()).collect();
            let (consonants, vowels) = words.iter().map(|word| sounds_of(word, is_abjad)).unzip();
            Sounds { consonants, vowels, is_abjad, is_hebrew }
        });
        let enough =
            |s: &Sounds| s.consonants.iter().map(String::len).sum::<usize>() >= 4 && s.consonants.iter().all(|c| !c.is_empty());
        readings.filter(enough).collect()
    }

    /// Whether a name is written in a script that leaves out short vowels.
    pub(crate) fn is_abjad(name: &str) -> bool {
        name.chars().any(is_abjad_letter)
    }

    /// What names that agree share.
    pub(crate) fn key(&self) -> String {
        self.consonants.join(" ").replace('f', "b")
    }

    /// Whether a name in a script without short vowels and one in another can be the same: the same consonants
    /// in every word, every vowel letter of the one among the vowels of the other, and a long vowel at an end
    /// in both or in neither.
    pub(crate) fn agree(&self, other: &Sounds) -> bool {
        let (abjad, full) = if self.is_abjad { (self, other) } else { (other, self) };
        let written = |(a, f): (&Vowels, &Vowels)| (!a.back || f.back) && (!a.front || f.front) && (!a.any || f.any);
        let ends = |a: &[Vowels], f: &[Vowels]| {
            let opens = a.first().map(|v| v.any) == f.first().map(|v| v.any);
            opens && a.last().zip(f.last()).is_none_or(|(a, f)| a.any || !(f.back || f.front))
        };
        let consonants = if abjad.is_hebrew { abjad.key() == full.key() } else { abjad.consonants == full.consonants };
        let mut words = abjad.vowels.iter().zip(&full.vowels);
        abjad.is_abjad && !full.is_abjad && consonants && words.all(|(a, f)| ends(a, f) && a.iter().zip(f).all(written))
    }
}

fn is_abjad_letter(c: char) -> bool {
    matches!(c, '\u{05D0}'..='\u{05EA}' | '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' | 'پ' | 'چ' | 'ژ' | 'ک' | 'گ' | 'ی')
}

/// The words of a name in Arabic or Hebrew letters, without marks and the article.
fn abjad_words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| c.is_whitespace() || c == '-').map(|word| {
        let word: String =
            word.chars().filter(|c| !matches!(c, '\u{05B0}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\'' | '׳' | '’')).collect();
        word.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).map(str::to_owned).unwrap_or(word)
    });
    words.filter(|word| !word.is_empty()).collect()
}

/// The consonants of a word and the vowels around them.
fn sounds_of(word: &str, is_abjad: bool) -> (String, Vec<Vowels>) {
    let letters = if is_abjad { word.chars().map(abjad_letter).collect() } else { latin_sounds(word) };
    let (mut consonants, mut vowels) = (String::new(), vec![Vowels::default()]);
    for (i, c) in letters.chars().enumerate() {
        let last = vowels.len() - 1;
        let sound = match c {
            'a' | 'o' | 'u' | 'w' | 'e' | 'i' | 'y' | 'E' => {
                vowels[last].any = true;
                vowels[last].back |= matches!(c, 'o' | 'u' | 'w');
                vowels[last].front |= matches!(c, 'e' | 'i' | 'y');
                continue;
            }
            'h' if i > 0 => continue,
            'p' => 'b',
            'v' => 'f',
            'j' => 'g',
            'q' | 'c' => 'k',
            'z' => 's',
            other => other,
        };
        if !consonants.ends_with(sound) || vowels[last].any {
            consonants.push(sound);
            vowels.push(Vowels::default());
        }
    }
    (consonants, vowels)
}

/// A Latin word with one letter for a sound: `S` for that of `sh`, `E` for an `e` at the end, often silent.
fn latin_sounds(word: &str) -> String {
    const SPELLINGS: [(&str, &str); 16] = [
        ("tch", "S"),
        ("sch", "S"),
        ("sh", "S"),
        ("chr", "kr"),
        ("chael", "kael"),
        ("ch", "S"),
        ("dj", "j"),
        ("ph", "f"),
        ("gh", "g"),
        ("tz", "s"),
        ("x", "ks"),
        ("ce", "se"),
        ("ci", "si"),
        ("cy", "sy"),
        ("ck", "k"),
        ("th", "t"),
    ];
    let mut word = word.to_owned();
    SPELLINGS.iter().for_each(|(from, to)| word = word.replace(from, to));
    match word.strip_suffix('e').filter(|rest| rest.len() > 1) {
        Some(rest) => format!("{rest}E"),
        None => word,
    }
}

/// A letter of Arabic or Hebrew by the Latin letters of its sounds' class.
fn abjad_letter(c: char) -> &'static str {
    match c {
        'ا' | 'أ' | 'إ' | 'آ' | 'ى' | 'ع' | 'ء' | 'א' | 'ע' | 'ة' => "a",
        'و' | 'ؤ' | 'ו' => "o",
        'ي' | 'ی' | 'ئ' | 'י' => "i",
        'ش' | 'چ' | 'ש' => "S",
        'خ' | 'כ' | 'ך' => "k",
        'ف' | 'פ' | 'ף' => "f",
        'ج' | 'غ' | 'گ' | 'ژ' | 'ג' => "g",
        'צ' | 'ץ' => "s",
        'ح' | 'ه' | 'ה' | 'ח' => "h",
        other => match letter(other) {
            Latin::Written(ascii) => ascii,
            Latin::Same(_) => "",
        },
    }
}

/// Number of letters to insert, delete or replace (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_alike() {
        let rows = [
            ("haniyeh", "hanieyeh", true),
            ("arouri", "aruri", true),
            ("musa", "mousa", true),
            ("sergei", "sergey", true),
            ("lavrov", "lavrow", true),
            ("qassavi", "qasawi", true),
            ("kassavi", "qasawi", true),
            ("marvin", "marin", false),
            ("kim", "kam", false),
            ("obama", "osama", false),
        ];
        let part = |word: &str| Part::new(word.to_owned());
        for (a, b, same) in rows {
            assert_eq!(part(a).alike(&part(b)), same, "{a} {b}");
        }
        assert_eq!(parts("Saleh al-Arouri"), ["saleh", "arouri"]);
        assert_eq!(parts("Сергей Лавров"), ["sergei", "lavrov"]);
        assert_eq!(parts("José"), ["jose"]);
        let carried = part(&parts("قصاوي")[0]);
        assert!(carried.alike(&part("qassavi")) && carried.alike(&part("qasawi")));
    }

    #[test]
    fn names_agree_across_scripts() {
        let rows = [
            ("ميرا تولفان", "Mira Tolvane", true),
            ("إلكو برانت", "Ilko Brant", true),
            ("سامي حداد", "Sami Haddad", true),
            ("سامي حداد", "Samir Haddad", false),
            ("عمر خليل", "Omar Khalil", true),
            ("أمير خليل", "Amir Khalil", true),
            ("أمير خليل", "Omar Khalil", false),
            ("حسن مبارك", "Hosni Mubarak", false),
            ("حسني مبارك", "Hosni Mubarak", true),
            ("إدريس قصاوي", "Idris Qassavi", true),
            ("بيت هالم", "Piet Halm", true),
            ("فلادو مورين", "Vlado Morin", true),
            ("يواف بران", "Yoav Baran", true),
            ("יואב ברן", "Yoav Baran", true),
            ("דנה קוסט", "Dana Kost", true),
            ("דנה קוסט", "Dina Kost", true),
            // Single words never agree, nor names of different length or in one script.
            ("تولفان", "Tolvane", false),
            ("ميرا تولفان", "Mira Anna Tolvane", false),
            ("Mira Tolvan", "Mira Tolvane", false),
        ];
        let agree = |(a, b, _): &(&str, &str, bool)| Sounds::all(a).iter().any(|a| Sounds::all(b).iter().any(|b| a.agree(b)));
        let wrong: Vec<_> = rows.iter().filter(|row| agree(row) != row.2).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
