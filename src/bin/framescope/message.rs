//! Says things on stderr: problems with their place, mark, cause and remedy. Untrusted text is shown
//! with control and bidi characters escaped.

use framescope::corpus::{Problem, Severity};
use framescope::write::visible;
use serde_json::{Value as Json, json};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

/// Problems of one code that are shown in full.
const EXAMPLES: usize = 3;

/// Prints a line on stderr; a closed stderr is not worth dying for.
pub(crate) fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Whether messages are JSON Lines.
static JSON: AtomicBool = AtomicBool::new(false);

/// From now on messages are JSON Lines.
pub(crate) fn speak_json() {
    JSON.store(true, Ordering::Relaxed);
}

/// Prints problems, at most three in full of each code; as JSON Lines, all of them.
pub(crate) fn problems(problems: &[Problem]) {
    if JSON.load(Ordering::Relaxed) {
        return problems.iter().for_each(|p| say(&event(p).to_string()));
    }
    let mut codes: Vec<&str> = Vec::new();
    for p in problems {
        if !codes.contains(&p.code) {
            codes.push(p.code);
        }
    }
    for code in codes {
        let of_code: Vec<&Problem> = problems.iter().filter(|p| p.code == code).collect();
        of_code.iter().take(EXAMPLES).for_each(|p| say(&render(p)));
        if let [.., last] = &of_code[..]
            && of_code.len() > EXAMPLES
        {
            let places: Vec<String> = of_code[EXAMPLES..].iter().take(20).map(|p| place(p)).collect();
            say(&format!(
                "{}[{code}]: {} more of this kind: {}",
                severity(last.severity),
                of_code.len() - EXAMPLES,
                places.join(", ")
            ));
        }
    }
}

/// A problem as the contract words it.
pub(crate) fn render(p: &Problem) -> String {
    let style = match p.severity {
        Severity::Error => anstyle::AnsiColor::Red,
        Severity::Warning => anstyle::AnsiColor::Yellow,
        Severity::Note => anstyle::AnsiColor::Cyan,
    }
    .on_default()
    .bold();
    let mut out = format!("{style}{}[{}]{style:#}: {}", severity(p.severity), p.code, visible(&p.what));
    if !p.file.is_empty() && !p.what.starts_with(&place(p)) {
        out = format!("{style}{}[{}]{style:#}: {}: {}", severity(p.severity), p.code, visible(&place(p)), visible(&p.what));
    }
    if !p.source_line.is_empty() {
        out.push_str(&marked(p));
    }
    if !p.cause.is_empty() {
        out.push_str(&format!("\n   Likely cause: {}", visible(&p.cause)));
    }
    if !p.remedy.is_empty() {
        out.push_str(&format!("\n   {}", visible(&p.remedy)));
    }
    out
}

fn event(p: &Problem) -> Json {
    json!({
        "event": "problem", "severity": severity(p.severity), "code": p.code, "file": p.file, "line": p.line,
        "what": p.what, "cause": p.cause, "remedy": p.remedy,
    })
}

fn place(p: &Problem) -> String {
    if p.line == 0 { p.file.clone() } else { format!("{}:{}", p.file, p.line) }
}

fn severity(s: Severity) -> &'static str {
    match s {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The source line with a mark under the fault, cut to a window around it.
fn marked(p: &Problem) -> String {
    let line = &p.source_line;
    let floor = |mut i: usize| {
        i = i.min(line.len());
        while !line.is_char_boundary(i) {
            i -= 1;
        }
        i
    };
    let (start, end) = (floor(p.mark.0), floor(p.mark.1.max(p.mark.0)));
    let from = floor(start.saturating_sub(50));
    let to = floor((from + 100).max(start + 1));
    let number = p.line.to_string();
    let width = unicode_width::UnicodeWidthStr::width(&*visible(&line[from..start]));
    let carets = line[start..end.min(to).max(start)].chars().count().max(1);
    let shown = visible(&line[from..to]);
    let margin = " ".repeat(number.len());
    format!("\n   {number} | {shown}\n   {margin} | {}{} {}", " ".repeat(width), "^".repeat(carets), visible(&p.label))
        .trim_end()
        .to_owned()
}
