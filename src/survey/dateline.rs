//! Reads the day of a report from a line of its own.
//!
//! In: a text. Out: the date when one of the first lines is a date and nothing else, with its month in
//! letters: `March 01, 2008`, `25 de enero del 2010`, `Tuesday, 6 September 2022`, `24-May-08`. Dates in
//! figures alone are not read: their order cannot be told.

use super::facts::figures;
use crate::corpus::Date;
use crate::token::lower;
use std::borrow::Cow;

/// Lines of a text that are looked at.
const LINES: usize = 5;
/// Words a line that is a date can have.
const WORDS: usize = 7;

/// The months by the beginnings of their names, in English, Spanish, Italian, Dutch, French, German,
/// Portuguese, Russian, Ukrainian, Turkish and Arabic.
const MONTHS: [&str; 12] = [
    "jan ene gen янв січ oca ينا",
    "feb fév fev фев лют şub فبر",
    "mar maa mär мар бер مار",
    "apr abr avr апр кві nis أبر ابر",
    "may mei mai mag май мая тра ماي",
    "jun giu juin июн чер haz يوني",
    "jul lug juil июл лип tem يولي",
    "aug ago aoû авг сер ağu أغس اغس",
    "sep set сен вер eyl سبت",
    "oct okt ott out окт жов eki أكت اكت",
    "nov noi ноя лис kas نوف",
    "dec dic déc dez дек гру ara ديس",
];
/// What else may stand in such a line.
const BESIDE: [&str; 9] = ["de", "del", "di", "den", "der", "of", "the", "le", "do"];

/// The day a text says it was written.
pub(super) fn dateline(text: &str) -> Option<Date> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).take(LINES).find_map(date)
}

/// The date a line is.
fn date(line: &str) -> Option<Date> {
    let words: Vec<Cow<'_, str>> = line
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '‑' | '–' | '.' | '/'))
        .filter(|w| !w.is_empty())
        .take(WORDS + 1)
        .map(lower)
        .collect();
    if words.len() > WORDS {
        return None;
    }
    let (mut day, mut month, mut year) = (None, None, None);
    for (i, word) in words.iter().enumerate() {
        let number = figures(word);
        let figures = number.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º');
        match figures.parse::<u16>() {
            Ok(n) if day.is_none() && figures.len() <= 2 && (1..=31).contains(&n) => day = u8::try_from(n).ok(),
            Ok(n) if year.is_none() && figures.len() == 4 => year = Some(n),
            // Years of two figures as in POSIX.
            Ok(n) if year.is_none() && figures.len() == 2 && month.is_some() => {
                year = Some(if n < 69 { 2000 + n } else { 1900 + n })
            }
            Ok(_) => return None,
            Err(_) if BESIDE.contains(&word.as_ref()) => {}
            // `mardi` begins like a month; the later of the two is it.
            Err(_) if month.is_none_or(|(at, _)| at == 0 && words.len() > 3) && number_of_month(word).is_some() => {
                month = number_of_month(word).map(|m| (i, m));
            }
            // Anything else can only be the weekday before.
            Err(_) if i == 0 && words.len() > 3 => {}
            Err(_) => return None,
        }
    }
    Date::new(year?, month?.1, day?).filter(|d| (1700..2200).contains(&d.year))
}

fn number_of_month(word: &str) -> Option<u8> {
    let month = MONTHS.iter().position(|names| names.split(' ').any(|n| word.starts_with(n)))?;
    u8::try_from(month + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_a_date_dates_the_text() {
        let rows = [
            ("Bridge taken\nMarch 01, 2008\nThe guards left.", Some((2008, 3, 1))),
            ("Puente tomado\n25 de enero del 2010\nLos guardias", Some((2010, 1, 25))),
            ("Ponte preso\n9 giugno 2009\nLe guardie", Some((2009, 6, 9))),
            ("Brug ingenomen\n24-May-08\nDe wachters", Some((2008, 5, 24))),
            ("Pont pris\nmardi 6 juillet 2021\nLes gardes", Some((2021, 7, 6))),
            ("Brücke besetzt\nDienstag, 3. März 2015\nDie Wachen", Some((2015, 3, 3))),
            ("خبر\n١٠ سبتمبر ٢٠٢٢\nنص", Some((2022, 9, 10))),
            ("Tuesday, 6 September 2022", Some((2022, 9, 6))),
            ("10 September 1998", Some((1998, 9, 10))),
            ("On March 1, 2008 the guards left.", None),
            ("The guards left on Sunday.", None),
            ("03/04/2008", None),
            ("31 February 2008", None),
            ("March 2008", None),
            ("Volume 3 May 2008 12", None),
            ("", None),
        ];
        for (text, expected) in rows {
            assert_eq!(dateline(text).map(|d| (d.year, d.month, d.day)), expected, "{text}");
        }
    }
}
