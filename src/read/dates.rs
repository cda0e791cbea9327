//! Reads days from text without guessing.
//!
//! In: a cell. Out: the day, both readings of an order that is open, or why there is none. Years
//! outside 1600 to 2035 are taken for placeholders or slips. The day is the one written; time of day
//! and zone are not used.

use super::item::DateOrder;
use super::options::DateFormat;
use crate::corpus::Date;
use std::ops::RangeInclusive;

/// Years in which an article can have been published.
const YEARS: RangeInclusive<u16> = 1600..=2035;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Nothing.
    Empty,
    /// A day; with the order of day and month it proves, if it does.
    Day(Date, Option<DateOrder>),
    /// Two days: day first, month first.
    Either(Date, Date),
    /// A day in a year that cannot be meant.
    Absurd,
    /// No day that we can read.
    Unreadable,
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Reads a cell; `told` is the order the study gives.
pub(crate) fn read(cell: &str, told: Option<DateFormat>) -> Reading {
    let cell = cell.trim();
    if cell.is_empty() || ["null", "none", "nan", "nat", "na", "n/a"].iter().any(|no| cell.eq_ignore_ascii_case(no)) {
        return Reading::Empty;
    }
    let reading = iso(cell).or_else(|| slashed(cell, told)).or_else(|| named(cell)).unwrap_or(Reading::Unreadable);
    match reading {
        Reading::Day(day, _) if !YEARS.contains(&day.year) => Reading::Absurd,
        Reading::Either(day, _) if !YEARS.contains(&day.year) => Reading::Absurd,
        reading => reading,
    }
}

/// A number at the start of the text, and the rest.
fn number(text: &str) -> Option<(u16, usize, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text.get(..digits)?.parse().ok()?;
    Some((value, digits, &text[digits..]))
}

/// A day, `None` when it does not exist.
fn day(year: u16, month: u16, day: u16) -> Option<Reading> {
    let made = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    made.map(|day| Reading::Day(day, None))
}

/// `2022-09-10`, `2022/9/10`, `20220910`, each with a time after it.
fn iso(cell: &str) -> Option<Reading> {
    let (first, digits, rest) = match cell.bytes().take_while(u8::is_ascii_digit).count() {
        8 => (cell[..4].parse().ok()?, 8, &cell[8..]),
        _ => number(cell)?,
    };
    if digits == 8 {
        return time_follows(rest).then(|| day(first, cell[4..6].parse().ok()?, cell[6..8].parse().ok()?))?;
    }
    let separator = rest.chars().next().filter(|c| digits == 4 && "-/.".contains(*c))?;
    let (month, _, rest) = number(&rest[1..])?;
    let (last, digits, rest) = number(rest.strip_prefix(separator)?)?;
    (digits <= 2 && time_follows(rest)).then(|| day(first, month, last))?
}

/// Whether what follows a date is nothing or a time.
fn time_follows(rest: &str) -> bool {
    let Some(time) = rest.strip_prefix(['T', 't', ' ', ',']) else { return rest.is_empty() || rest == "Z" };
    let time = time.trim_start();
    time.is_empty() || number(time).is_some_and(|(hour, digits, rest)| digits <= 2 && hour <= 24 && rest.starts_with(':'))
}

/// `10/9/2022`, `10.09.2022`, `10-09-2022`, each with a time after it.
fn slashed(cell: &str, told: Option<DateFormat>) -> Option<Reading> {
    let (a, digits, rest) = number(cell)?;
    let separator = rest.chars().next().filter(|c| digits <= 2 && "-/.".contains(*c))?;
    let (b, digits, rest) = number(&rest[1..])?;
    let (year, year_digits, rest) = number(rest.strip_prefix(separator)?)?;
    if digits > 2 || year_digits != 4 || !time_follows(rest) {
        return None;
    }
    let as_day = |reading: Option<Reading>| match reading {
        Some(Reading::Day(day, _)) => Some(day),
        _ => None,
    };
    let day_first = as_day(day(year, b, a)).filter(|_| !matches!(told, Some(DateFormat::MonthFirst | DateFormat::Iso)));
    let month_first = as_day(day(year, a, b)).filter(|_| !matches!(told, Some(DateFormat::DayFirst | DateFormat::Iso)));
    Some(match (day_first, month_first) {
        (Some(x), Some(y)) if x == y => Reading::Day(x, None),
        (Some(x), Some(y)) => Reading::Either(x, y),
        (Some(x), None) => Reading::Day(x, Some(DateOrder::DayFirst)),
        (None, Some(y)) => Reading::Day(y, Some(DateOrder::MonthFirst)),
        (None, None) => Reading::Unreadable,
    })
}

/// `10 September 2022`, `September 10, 2022`, `Sat, 10 Sep 2022 10:00:00 +0000`.
fn named(cell: &str) -> Option<Reading> {
    let words: Vec<&str> = cell.split([' ', ',', '-', '.']).filter(|word| !word.is_empty()).take(8).collect();
    let words = if words.first().is_some_and(|word| is_weekday(word)) { &words[1..] } else { &words[..] };
    let [a, b, c, ..] = words else { return None };
    let (month, number) = month(a).map(|month| (month, *b)).or_else(|| month(b).map(|month| (month, *a)))?;
    let digits = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let year = (c.len() == 4).then(|| c.parse().ok())??;
    Some(day(year, month, digits.parse().ok()?).unwrap_or(Reading::Unreadable))
}

fn is_weekday(word: &str) -> bool {
    let head: String = word.chars().take(3).collect::<String>().to_ascii_lowercase();
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(&head.as_str()) && word.to_ascii_lowercase().len() != 4
}

fn month(word: &str) -> Option<u16> {
    let word = word.to_ascii_lowercase();
    let found =
        MONTHS.iter().position(|month| *month == word || word.len() >= 3 && word.len() <= 4 && month.starts_with(&word))?;
    u16::try_from(found + 1).ok()
}

/// The day with that number; inverse of [`Date::day_number`].
pub(crate) fn day_of(number: i64) -> Option<Date> {
    let days = number.checked_add(306).filter(|days| (0..4_000_000).contains(days))?;
    let era = days.div_euclid(146_097);
    let doe = days.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    let year = yoe + era * 400 + i64::from(month <= 2);
    Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// What a file's dates prove about their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Proof {
    /// Rows that can only be read day first.
    pub(crate) day_first: u64,
    /// Rows that can only be read month first.
    pub(crate) month_first: u64,
    /// Rows that can be read both ways.
    pub(crate) either: u64,
    /// Line and record of the first of those.
    pub(crate) first: (u64, u64),
}

impl Proof {
    /// The order, if some row proves it and none contradicts.
    pub(crate) fn verdict(&self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (1.., 0) => Some(DateOrder::DayFirst),
            (0, 1..) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cell: &str, told: Option<DateFormat>) -> String {
        match read(cell, told) {
            Reading::Day(day, None) => day.to_string(),
            Reading::Day(day, Some(DateOrder::DayFirst)) => format!("{day} d"),
            Reading::Day(day, Some(DateOrder::MonthFirst)) => format!("{day} m"),
            Reading::Either(a, b) => format!("{a} or {b}"),
            Reading::Empty => "empty".into(),
            Reading::Absurd => "absurd".into(),
            Reading::Unreadable => "unreadable".into(),
        }
    }

    #[test]
    fn days_are_read_or_refused() {
        for (cell, want) in [
            ("2022-09-10", "2022-09-10"),
            (" 2022-9-1 ", "2022-09-01"),
            ("2022/09/10", "2022-09-10"),
            ("20220910", "2022-09-10"),
            ("2022-09-10T23:30:00Z", "2022-09-10"),
            ("2022-09-10 23:30:00.123+05:30", "2022-09-10"),
            ("20220910T101500", "unreadable"),
            ("2022-02-30", "unreadable"),
            ("25/12/2022", "2022-12-25 d"),
            ("12/25/2022", "2022-12-25 m"),
            ("05.06.2022", "2022-06-05 or 2022-05-06"),
            ("05/05/2022 10:00", "2022-05-05"),
            ("13/13/2022", "unreadable"),
            ("10 September 2022", "2022-09-10"),
            ("Sept. 10, 2022", "2022-09-10"),
            ("September 10th, 2022", "2022-09-10"),
            ("Sat, 10 Sep 2022 10:00:00 +0000", "2022-09-10"),
            ("10-Sep-2022", "2022-09-10"),
            ("0001-01-01", "absurd"),
            ("2050-01-01", "absurd"),
            ("3/4/22", "unreadable"),
            ("1662768000", "unreadable"),
            ("2022-09", "unreadable"),
            ("2022", "unreadable"),
            ("yesterday", "unreadable"),
            ("", "empty"),
            ("None", "empty"),
            ("２０２２-09-10", "unreadable"),
        ] {
            assert_eq!(shown(cell, None), want, "{cell}");
        }
        assert_eq!(shown("05/06/2022", Some(DateFormat::DayFirst)), "2022-06-05 d");
        assert_eq!(shown("05/06/2022", Some(DateFormat::MonthFirst)), "2022-05-06 m");
        assert_eq!(shown("25/12/2022", Some(DateFormat::MonthFirst)), "unreadable");
        assert_eq!(shown("05/06/2022", Some(DateFormat::Iso)), "unreadable");
    }

    #[test]
    fn numbered_days_are_the_days_numbered() {
        for number in [0, 58, 59, 364, 365, 730_000, 738_000] {
            assert_eq!(day_of(number).unwrap().day_number(), number);
        }
        assert_eq!((day_of(i64::MAX), day_of(-1000)), (None, None));
    }

    #[test]
    fn an_order_needs_a_proof_and_no_contradiction() {
        let proof = |day_first, month_first| Proof { day_first, month_first, ..Proof::default() }.verdict();
        assert_eq!(proof(0, 0), None);
        assert_eq!(proof(3, 0), Some(DateOrder::DayFirst));
        assert_eq!(proof(0, 1), Some(DateOrder::MonthFirst));
        assert_eq!(proof(9, 1), None);
    }
}
