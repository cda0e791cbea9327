//! Recognises the news agency a text credits.
//!
//! In: a text and its language. Out: the agency's name when the dateline, the byline or a credit line
//! names one. That a text only mentions an agency ("told Reuters") is not a credit.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Agency, then the forms datelines and credits give it, in any language.
const AGENCIES: &str = include_str!("agencies.txt");

struct Names {
    /// Every agency in each of its forms, and in capitals.
    forms: AhoCorasick,
    /// The agency of each form.
    agencies: Vec<&'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let (mut forms, mut agencies) = (Vec::new(), Vec::new());
    for line in AGENCIES.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let mut names = line.split('|').map(str::trim).peekable();
        let agency = names.peek().copied().unwrap_or_default();
        for form in names {
            forms.extend([form.to_owned(), form.to_uppercase()]);
            agencies.extend([agency; 2]);
        }
    }
    let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(forms);
    Names { forms: automaton.expect("a hundred names make a small automaton"), agencies }
});

/// How many bytes of a text may hold its dateline.
const HEAD: usize = 1_200;
/// How many bytes at the end may hold its credit.
const TAIL: usize = 500;

/// The agency a text credits.
pub(crate) fn credited(text: &str) -> Option<&'static str> {
    let head = &text[..floor(text, HEAD)];
    let tail = &text[floor(text, text.len().saturating_sub(TAIL))..];
    let above = named(head);
    above
        .chunk_by(|a, b| a.line == b.line)
        .find_map(dated)
        .or_else(|| above.iter().find(|name| name.is_credit()).map(|name| name.agency))
        .or_else(|| is_signed(tail).then_some("Reuters"))
        .or_else(|| named(tail).iter().find(|name| name.is_credit()).map(|name| name.agency))
}

/// An agency's name in a line.
struct Name<'a> {
    /// Where the line begins.
    line: usize,
    before: &'a str,
    after: &'a str,
    agency: &'static str,
}

/// The agencies' names that stand alone, as in every dateline and credit: `AP`, not `APRIL`.
fn named(text: &str) -> Vec<Name<'_>> {
    // Most texts name none.
    if !NAMES.forms.is_match(text) {
        return Vec::new();
    }
    let found = NAMES.forms.find_overlapping_iter(text).filter_map(|found| {
        let (before, after) = (&text[..found.start()], &text[found.end()..]);
        let alone = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let after = after.split('\n').next().unwrap_or_default();
        alone.then(|| Name { line, before: &before[line..], after, agency: NAMES.agencies[found.pattern().as_usize()] })
    });
    found.collect()
}

/// The agency whose name stands in the dateline with which a line begins, by its names.
fn dated(names: &[Name<'_>]) -> Option<&'static str> {
    DATELINES.iter().find_map(|is_dateline| names.iter().rev().find(|n| is_dateline(n.before, n.after))).map(|n| n.agency)
}

const DASHES: [char; 5] = ['-', '–', '—', '―', '−'];

/// Whether what stands before and after a name makes a dateline, the surest form first.
const DATELINES: [fn(&str, &str) -> bool; 4] = [
    // MOSCOW, May 6 (AP) —
    |before, after| {
        let after = after.strip_prefix([')', ']']).map(|rest| rest.trim_start_matches(' '));
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(DASHES) || rest.starts_with([':', '.', ',', '،']);
        before.strip_suffix(['(', '[']).is_some_and(|place| is_short(place, 0..=70, "()[]“”")) && after.is_some_and(ends)
    },
    // Reuters -
    |before, after| before.is_empty() && is_dashed(after),
    // BERLIN, dpa -
    |before, after| {
        let place = before.strip_suffix(' ').and_then(|place| place.strip_suffix([',', '،']));
        place.is_some_and(|place| is_short(place, 2..=60, "()“”.!?")) && is_dashed(after)
    },
    // МОСКВА, 10 сен - РИА Новости.
    |before, after| {
        let place = before.strip_suffix(' ').and_then(|place| place.strip_suffix(&DASHES[..3])?.strip_suffix(' '));
        place.is_some_and(|place| is_short(place, 2..=40, "()“”!?")) && (after.starts_with(". ") || after.starts_with(": "))
    },
];

fn is_dashed(after: &str) -> bool {
    after.trim_start_matches(' ').strip_prefix(DASHES).is_some_and(|rest| rest.starts_with(' '))
}

/// Whether a part has about so many characters, and none of some.
fn is_short(part: &str, n_chars: RangeInclusive<usize>, none_of: &str) -> bool {
    n_chars.contains(&part.chars().count()) && !part.contains(|c| none_of.contains(c))
}

/// Words with which a credit begins.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"^(?i:by |from |via |por |par |von |(?:source|fuente|quelle|fonte|источник|المصدر) ?: ?|来源[:：] ?|(?:©|\(c\)|copyright) ?(?:[0-9]{4} )?(?:by )?)";
    Regex::new(words).expect("a valid pattern")
});

impl Name<'_> {
    /// Whether the line is only a credit: `By Jane Doe, Associated Press`, `Source: Xinhua`.
    fn is_credit(&self) -> bool {
        let agency = [" news agency", " News Agency", " NEWS AGENCY", " news", " News", " NEWS"];
        let after = agency.iter().find_map(|word| self.after.strip_prefix(word)).unwrap_or(self.after);
        let before = self.before.trim_start_matches([' ', '\t']);
        let mut said = CREDIT.find(before).map(|found| &before[found.end()..]).into_iter().chain([before]);
        after.chars().all(|c| " \t.".contains(c)) && said.any(is_byline)
    }
}

/// Whether what stands before an agency's name only says who wrote for it.
fn is_byline(part: &str) -> bool {
    let the = ["the ", "The ", "THE "].iter().find_map(|the| part.strip_suffix(the));
    [Some(part), the].into_iter().flatten().any(|part| {
        let ends = [", ", "| ", "– ", "— ", "- ", " of ", " "];
        let names = ends.iter().find_map(|end| part.strip_suffix(end)).map(|names| names.strip_suffix(' ').unwrap_or(names));
        part.is_empty() || names.is_some_and(|names| names.split(' ').count() <= 4 && names.split(' ').all(is_capitalised))
    })
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphanumeric() || "_.'’-".contains(c))
}

/// Whether a text ends with the sign-off of Reuters: `(Reporting by ...; Editing by ...)`.
fn is_signed(tail: &str) -> bool {
    tail.split('(').filter_map(|part| part.split_once(')')).any(|(part, _)| {
        let reporting = part.strip_prefix("Reporting ").or_else(|| part.strip_prefix("Additional reporting "));
        let who = reporting.and_then(|who| who.strip_prefix("and writing ").unwrap_or(who).strip_prefix("by "));
        who.and_then(|who| who.split_once("diting by ")).is_some_and(|(reporters, editors)| {
            reporters.ends_with(['E', 'e']) && is_short(reporters, 4..=401, "") && is_short(editors, 3..=200, "")
        })
    })
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_found_and_mentions_are_not() {
        let rows = [
            ("A title.\n\nDALLAS (AP) — A candidate is shifting staff.", Some("AP")),
            ("Title\nNEW YORK, Nov. 19 (UPI) — The senator said.", Some("UPI")),
            ("MACAU (Reuters) – A donor said on Friday.", Some("Reuters")),
            ("موسكو (رويترز) - قال متحدث", Some("Reuters")),
            ("МОСКВА, 10 сен - РИА Новости. Глава делегации", Some("RIA Novosti")),
            ("By Jane Doe, Associated Press\n\nThe text of it.", Some("AP")),
            ("The text of it.\n(Reporting by A B in Rome; Additional reporting by C; Editing by D E.)", Some("Reuters")),
            ("The minister told Reuters (and AFP) on Monday that talks go on.", None),
            ("Talks went on.\n(photo credit: JANE DOE/ REUTERS)\nMore of it.", None),
            ("The city won the vote, the Associated Press declared.", None),
            ("The text. (map) — see below", None),
            ("BERLIN, dpa - The text.", Some("dpa")),
            ("Interfax – The text.", Some("Interfax")),
            ("Ministers, asked on Monday by AFP - they did not answer.", None),
            ("The text.\nSource : Xinhua News Agency.", Some("Xinhua")),
            ("Jane van Doe | The Associated Press\nThe text.", None),
            ("Jane Doe and | AP\nThe text.", None),
            ("Jane Doe | The Associated Press\nThe text.", Some("AP")),
            ("© 2021 AFP\nThe text.", Some("AFP")),
            ("APRIL - The text.", None),
            ("The text.\n(Reporting by A; Editing by)", None),
        ];
        for (text, agency) in rows {
            assert_eq!(credited(text), agency, "{text}");
        }
    }
}
