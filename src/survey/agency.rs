//! Recognises the news agency a text credits.
//!
//! In: a text and its language. Out: the agency's name when the dateline, the byline or a credit line
//! names one. That a text only mentions an agency ("told Reuters") is not a credit.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;
use std::sync::LazyLock;

/// Agency, then the forms datelines and credits give it, in any language.
const AGENCIES: &str = include_str!("agencies.txt");

struct Rules {
    /// Any agency in any of its forms; most texts name none.
    any: AhoCorasick,
    /// `MOSCOW, May 6 (AP) —`, `(AFP) -`, `Reuters - `: near the beginning of a line.
    dateline: Regex,
    /// A line that is only a credit: `By Jane Doe, Associated Press`, `Source: Xinhua`.
    credit: Regex,
    /// The sign-off of Reuters: `(Reporting by ...; Editing by ...)`.
    signed: Regex,
    /// Agency of a form, lower case.
    forms: Vec<(String, &'static str)>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let mut forms: Vec<(String, &'static str)> = Vec::new();
    let (mut written, mut plain) = (Vec::new(), Vec::new());
    for line in AGENCIES.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let names: Vec<&'static str> = line.split('|').map(str::trim).collect();
        for form in &names {
            forms.push((form.to_lowercase(), names[0]));
            written.extend([regex::escape(form), regex::escape(&form.to_uppercase())]);
            plain.extend([(*form).to_owned(), form.to_uppercase()]);
        }
    }
    written.sort_by_key(|form| std::cmp::Reverse(form.len()));
    let any = written.join("|");
    let rule = |pattern: String| Regex::new(&pattern).expect("patterns made of escaped names are valid");
    Rules {
        dateline: rule(format!(
            r"(?m)^[^\n()\[\]“”]{{0,70}}[(\[]({any})[)\]] *(?:[-–—―−:.,،]|$)|^({any}) *[-–—―−] |^[^\n()“”.!?]{{2,60}}[,،] ({any}) *[-–—―−] |^[^\n()“”!?]{{2,40}} [-–—] ({any})[.:] "
        )),
        credit: rule(format!(
            r"(?m)^[ \t]*(?i:by |from |source ?: ?|via |por |par |von |fuente ?: ?|quelle ?: ?|fonte ?: ?|источник ?: ?|المصدر ?: ?|来源[:：] ?|(?:©|\(c\)|copyright) ?(?:\d{{4}} )?(?:by )?)?(?:(?:\p{{Lu}}[\w.'’-]* ){{1,4}}|(?:\p{{Lu}}[\w.'’-]* ?){{1,4}}(?:, | [|–—-] | of ))?(?i:the )?({any})(?i: news agency| news)?[ \t.]*$"
        )),
        any: AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(&plain)
            .expect("a hundred names make a small automaton"),
        signed: rule(
            r"(?m)\((?:Additional r|R)eporting (?:and writing )?by [^()]{3,400}[Ee]diting by [^()]{3,200}\)".to_string(),
        ),
        forms,
    }
});

/// How many bytes of a text may hold its dateline.
const HEAD: usize = 1_200;
/// How many bytes at the end may hold its credit.
const TAIL: usize = 500;

/// The agency a text credits.
pub(crate) fn credited(text: &str) -> Option<&'static str> {
    let rules = &*RULES;
    let head = &text[..floor(text, HEAD)];
    let tail = &text[floor(text, text.len().saturating_sub(TAIL))..];
    let named = |captures: regex::Captures<'_>| {
        let form = captures.iter().skip(1).flatten().next()?.as_str().to_lowercase();
        rules.forms.iter().find(|(f, _)| *f == form).map(|(_, agency)| *agency)
    };
    // Both rules are of one line that names an agency.
    let first = |rule: &Regex, text: &'_ str| {
        let mut lines = text.split('\n').filter(|line| rules.any.is_match(line));
        lines.find_map(|line| rule.captures(line).map(named))
    };
    let dated = || first(&rules.dateline, head).or_else(|| first(&rules.credit, head)).flatten();
    let credited = || first(&rules.credit, tail).flatten();
    names_any(rules, head)
        .then(dated)
        .flatten()
        .or_else(|| (tail.contains("diting by") && rules.signed.is_match(tail)).then_some("Reuters"))
        .or_else(|| names_any(rules, tail).then(credited).flatten())
}

/// Whether an agency's name stands alone somewhere, as in every dateline and credit: `AP`, not `APRIL`.
fn names_any(rules: &Rules, text: &str) -> bool {
    rules.any.find_overlapping_iter(text).any(|found| {
        !text[..found.start()].ends_with(char::is_alphanumeric) && !text[found.end()..].starts_with(char::is_alphanumeric)
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
        ];
        for (text, agency) in rows {
            assert_eq!(credited(text), agency, "{text}");
        }
    }
}
