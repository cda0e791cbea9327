//! Numbers in words and in the figures of other scripts, and what a number of people is said to have suffered.
//!
//! In: words of a sentence. Out: the value of a number written in words (English with hundreds and
//! thousands; French, German and Spanish up to twenty), Arabic, Persian and Devanagari figures as 0 to 9, and the name of the fact a word tells: killed,
//! injured, arrested, captured, missing.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Small numbers, each a number's words in English, French, German and Spanish.
const SMALL: [&str; 20] = [
    "one",
    "two deux zwei dos",
    "three trois drei tres",
    "four quatre vier cuatro",
    "five cinq fünf cinco",
    "six sechs seis",
    "seven sept sieben siete",
    "eight huit acht ocho",
    "nine neuf neun nueve",
    "ten dix zehn diez",
    "eleven onze elf once",
    "twelve douze zwölf doce",
    "thirteen treize dreizehn trece",
    "fourteen quatorze vierzehn catorce",
    "fifteen quinze fünfzehn quince",
    "sixteen seize sechzehn dieciséis",
    "seventeen dix-sept siebzehn diecisiete",
    "eighteen dix-huit achtzehn dieciocho",
    "nineteen dix-neuf neunzehn diecinueve",
    "twenty vingt zwanzig veinte",
];
const TENS: [&str; 7] = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(&str, u64); 3] = [("hundred", 100), ("thousand", 1_000), ("million", 1_000_000)];

/// Words that tell what happened to people, by the name the fact has in tables.
const FACTS: [(&str, &str); 5] = [
    (
        "killed",
        "killed dead died slain slaughtered murdered massacred fatalities deaths tués tuées tué morts mortes décédés tote toten \
         getötet starben gestorben todesopfer muertos muertas fallecidos murieron asesinados",
    ),
    ("injured", "injured wounded injuries blessés blessées blessé verletzt verletzte verletzten heridos heridas"),
    ("arrested", "arrested detained arrests arrêtés arrêtées interpellés festgenommen verhaftet detenidos arrestados"),
    ("captured", "captured kidnapped abducted captives hostages otages geiseln entführt rehenes secuestrados"),
    ("missing", "missing disparus vermisst vermisste desaparecidos"),
];
/// Units that count no people.
const MEASURES: &str = "second seconds minute minutes hour hours day days night nights week weeks month months year years decade \
    decades century centuries time times percent per cent mile miles kilometer kilometers kilometre kilometres km metre metres meter \
    meters feet foot ton tons tonnes kg am pm degrees dollars euros pounds billion jours mois ans heures semaines tage tagen wochen \
    monate jahre jahren stunden días meses años horas semanas";

/// What the lists say of one word.
#[derive(Clone, Copy, Default)]
struct Listed {
    number: Option<u64>,
    fact: Option<&'static str>,
    measure: bool,
}

static LISTED: LazyLock<HashMap<&'static str, Listed, FixedState>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, Listed, FixedState> = HashMap::default();
    for (words, n) in SMALL.iter().zip(1..) {
        words.split(' ').for_each(|w| all.entry(w).or_default().number = Some(n));
    }
    for (word, n) in TENS.iter().zip(3..) {
        all.entry(word).or_default().number = Some(10 * n);
    }
    for (name, words) in FACTS {
        words.split_whitespace().for_each(|w| all.entry(w).or_default().fact = Some(name));
    }
    MEASURES.split_whitespace().for_each(|w| all.entry(w).or_default().measure = true);
    all
});

fn listed(word: &str) -> Listed {
    LISTED.get(word).copied().unwrap_or_default()
}

/// A number in the figures 0 to 9, so that ٢١٤, ۲۱۴, २१४ and 214 are one number.
pub(super) fn figures(number: &str) -> Cow<'_, str> {
    if number.is_ascii() {
        return Cow::Borrowed(number);
    }
    let figure = |c: char| {
        let zero = match c {
            '٠'..='٩' => '٠',
            '۰'..='۹' => '۰',
            '०'..='९' => '०',
            '٫' => return '.',
            '٬' => return ',',
            _ => return c,
        };
        char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
    };
    Cow::Owned(number.chars().map(figure).collect())
}

/// The number a word stands for.
pub(super) fn small(word: &str) -> Option<u64> {
    listed(word).number.or_else(|| {
        let (tens, ones) = word.split_once('-')?;
        Some(listed(tens).number? + listed(ones).number.filter(|n| *n < 10)?).filter(|n| n % 10 != 0)
    })
}

/// What a word multiplies the number before it by.
pub(super) fn scale(word: &str) -> Option<u64> {
    SCALES.iter().find(|(name, _)| *name == word).map(|(_, n)| *n)
}

/// The fact a word tells.
pub(super) fn fact(word: &str) -> Option<&'static str> {
    listed(word).fact
}

/// Whether a unit measures something and counts no people.
pub(super) fn is_measure(unit: &str) -> bool {
    listed(unit).measure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_all_scripts_are_the_same_numbers() {
        let rows = [
            ("214", "214"),
            ("٢١٤", "214"),
            ("۲۱۴", "214"),
            ("२१४", "214"),
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
            ("०१२३४५६७८९", "0123456789"),
            ("٣٫٥", "3.5"),
            ("١٬٢٠٠", "1,200"),
            ("€5", "€5"),
        ];
        for (written, expected) in rows {
            assert_eq!(figures(written), expected, "{written}");
        }
    }

    #[test]
    fn numbers_in_words_have_their_value() {
        let rows = [
            ("one", Some(1)),
            ("onze", Some(11)),
            ("twenty-eight", Some(28)),
            ("forty", Some(40)),
            ("dix-neuf", Some(19)),
            ("twenty-some", None),
            ("guards", None),
        ];
        for (word, value) in rows {
            assert_eq!(small(word), value, "{word}");
        }
    }
}
