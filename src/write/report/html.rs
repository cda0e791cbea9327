//! Small pieces of HTML; every text from data goes through [`bdi`] or [`escape`].

pub(super) use crate::write::svg::escape;
use std::collections::BTreeMap;

/// A text from data, isolated so that its direction cannot reorder what stands around it.
pub(super) fn bdi(s: &str) -> String {
    format!("<bdi>{}</bdi>", escape(s))
}

/// A whole number with thousands separators.
pub(super) fn count(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    if n < 0 { format!("−{out}") } else { out }
}

/// `1 article`, `2 articles`.
pub(super) fn counted(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// Outlets in a table.
const OUTLETS: usize = 30;

/// The outlets of a table in the order of the report, at most [`OUTLETS`]: those with most of what it counts; and where to find
/// the others.
pub(super) fn outlets_of(counts: impl Iterator<Item = (usize, i64)>, file: &str) -> (Vec<usize>, String) {
    let mut most: BTreeMap<usize, i64> = BTreeMap::new();
    counts.for_each(|(outlet, n)| *most.entry(outlet).or_default() += n);
    let mut outlets: Vec<usize> = most.keys().copied().collect();
    outlets.sort_by_key(|outlet| std::cmp::Reverse(most[outlet]));
    outlets.truncate(OUTLETS);
    outlets.sort_unstable();
    let all = count(most.len() as i64);
    let rest = format!("<p>The {OUTLETS} outlets with most, of {all}; the others are in {file}.</p>");
    let rest = if most.len() > OUTLETS { rest } else { String::new() };
    (outlets, rest)
}

/// `once`, `twice`, `4 times`.
pub(super) fn times(n: i64) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{} times", count(n)),
    }
}

/// A measured number with a true minus sign and about three digits.
pub(super) fn measured(x: f64) -> String {
    let text = match x.abs() {
        a if a >= 100.0 => format!("{x:.0}"),
        a if a >= 10.0 => format!("{x:.1}"),
        a if a >= 0.1 || a == 0.0 => format!("{x:.2}"),
        a if a >= 0.0005 => format!("{x:.3}"),
        _ => format!("{x:.1e}"),
    };
    text.replace('-', "−")
}

/// A p value as papers print it.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {p:.3}") }
}

/// A table with a caption; `heads` says which columns are numbers.
pub(super) struct Grid {
    caption: String,
    heads: Vec<(String, bool)>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// Heads are HTML; `true` for columns of numbers.
    pub(super) fn new(caption: &str, heads: Vec<(String, bool)>) -> Grid {
        Grid { caption: caption.to_owned(), heads, rows: Vec::new() }
    }

    /// Plain heads: names, those of number columns with a leading `#`.
    pub(super) fn plain(caption: &str, heads: &[&str]) -> Grid {
        let heads = heads.iter().map(|h| match h.strip_prefix('#') {
            Some(h) => (h.to_owned(), true),
            None => ((*h).to_owned(), false),
        });
        Grid::new(caption, heads.collect())
    }

    /// Adds a row of HTML cells, the first one its head; a cell may start with its class and `|`.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Whether it has no rows.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Keeps the first `n` rows; gives how many were cut, if any.
    pub(super) fn cut(&mut self, n: usize) -> Option<usize> {
        let more = self.rows.len().checked_sub(n).filter(|m| *m > 0);
        self.rows.truncate(n);
        more
    }

    /// The table, in a box that scrolls sideways when it must.
    pub(super) fn html(&self) -> String {
        let mut out = format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><caption>{0}</caption><thead><tr>",
            escape(&self.caption)
        );
        for (head, number) in &self.heads {
            out += if *number { "<th scope=\"col\" class=\"n\">" } else { "<th scope=\"col\">" };
            out += head;
            out += "</th>";
        }
        out += "</tr></thead><tbody>";
        for row in &self.rows {
            out += "<tr>";
            for (i, cell) in row.iter().enumerate() {
                let number = self.heads.get(i).is_some_and(|h| h.1);
                let (class, html) = cell.split_once("\u{1}").unwrap_or((if number { "n" } else { "" }, cell));
                let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
                out += &if i == 0 { format!("<th scope=\"row\"{class}>{html}</th>") } else { format!("<td{class}>{html}</td>") };
            }
            out += "</tr>";
        }
        out + "</tbody></table></div>"
    }
}

/// A cell with a class of its own.
pub(super) fn classed(class: &str, html: &str) -> String {
    format!("{class}\u{1}{html}")
}

/// Something to unfold.
pub(super) fn details(summary: &str, html: &str) -> String {
    format!("<details><summary>{summary}</summary>{html}</details>")
}

/// A chart in a box that scrolls sideways on narrow screens.
pub(super) fn figure(svg: &str, caption: &str) -> String {
    format!(
        "<figure><div class=\"scroll chart\" tabindex=\"0\" role=\"region\" aria-label=\"chart\">{svg}</div><figcaption>{caption}</figcaption></figure>"
    )
}

/// The address when it is safe to follow: http or https, one word.
pub(super) fn web_address(url: &str) -> Option<&str> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let is_web = lower.starts_with("http://") || lower.starts_with("https://");
    let plain = !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\@".contains(c));
    (is_web && plain).then_some(url)
}

/// Standard Base64 (RFC 4648), for the hashes of the content security policy.
pub(super) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let n = chunk.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            out.push(if i <= chunk.len() { char::from(ALPHABET[(n >> (18 - 6 * i)) as usize & 63]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_standard() {
        for (plain, want) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), want);
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        for (url, safe) in [
            ("https://a.example/x?y=1", true),
            ("HTTP://a.example", true),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            (" https://a.example", false),
            ("https://user:pw@a.example", false),
            ("//a.example", false),
            ("https://a\u{202e}b", true),
            ("", false),
            ("ḥttps://x", false),
        ] {
            assert_eq!(web_address(url).is_some(), safe, "{url}");
        }
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(counted(1, "article", "articles"), "1 article");
        assert_eq!([1, 2, 5].map(times), ["once", "twice", "5 times"]);
        assert_eq!(
            [0.0, -1.234, 56.78, 1234.5, 0.01234, 0.00001].map(measured),
            ["0.00", "−1.23", "56.8", "1234", "0.012", "1.0e−5"]
        );
    }
}
