//! The opening: which outlets word this differently, by how much, how sure, show me.

use super::html::{bdi, count, counted, details, escape, p_value, times};
use super::story::{Axis, Contrast, Story, holds, wording};
use crate::write::view::rows;
use std::collections::BTreeMap;

/// Findings told in sentences.
const FINDINGS: usize = 6;
/// Findings to unfold.
const LISTED: usize = 24;
/// Outlets named on each end of an axis.
const ENDS: usize = 2;

/// Wording, its pole, and how often an outlet uses it.
type Uses = Vec<(String, &'static str, i64)>;

/// What every outlet writes: axis and outlet to its wordings, own and quoted, most used first.
pub(super) struct Wordings {
    by_cell: BTreeMap<(String, String), (Uses, Uses)>,
}

impl Wordings {
    fn new(story: &Story<'_>) -> Wordings {
        let mut seen: BTreeMap<(&str, &str, &str), BTreeMap<String, usize>> = BTreeMap::new();
        for p in story.passages.iter().filter(|p| !p.text.is_empty()) {
            *seen.entry((&p.axis, &p.outlet, &p.entry)).or_default().entry(p.text.to_lowercase()).or_default() += 1;
        }
        let most = |axis: &str, outlet: &str, entry: &str| {
            let forms = seen.get(&(axis, outlet, entry))?;
            forms.iter().max_by_key(|(form, n)| (**n, std::cmp::Reverse(form.len()))).map(|(form, _)| form.clone())
        };
        let mut by_cell: BTreeMap<(String, String), (Uses, Uses)> = BTreeMap::new();
        for r in rows(story.tables, "entries").filter(|r| matches!(&*r.text("pole"), "a" | "b")) {
            let (axis, outlet, entry) = (r.text("axis"), r.text("outlet_id"), r.text("entry"));
            let form = most(&axis, &outlet, &entry).unwrap_or_else(|| wording(&entry).into_owned());
            let cell = by_cell.entry((axis.into_owned(), outlet.into_owned())).or_default();
            let uses = if matches!(&*r.text("voice"), "own" | "reported" | "outlet") { &mut cell.0 } else { &mut cell.1 };
            let pole = if r.text("pole") == "a" { "a" } else { "b" };
            match uses.iter_mut().find(|u| u.0 == form && u.1 == pole) {
                Some(u) => u.2 += r.count("n"),
                None => uses.push((form, pole, r.count("n"))),
            }
        }
        for (own, quoted) in by_cell.values_mut() {
            for uses in [own, quoted] {
                uses.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
            }
        }
        Wordings { by_cell }
    }

    fn of(&self, axis: &Axis<'_>, outlet: &str) -> Option<&(Uses, Uses)> {
        self.by_cell.get(&(axis.key.clone(), outlet.to_owned()))
    }
}

/// `terror group 4 times and terrorist once`, each wording marked as its pole.
fn spoken(uses: &Uses) -> String {
    let shown: Vec<String> =
        uses.iter().take(2).map(|(form, pole, n)| format!("<mark class=\"{pole}\">{}</mark> {}", bdi(form), times(*n))).collect();
    let rest: i64 = uses.iter().skip(2).map(|u| u.2).sum();
    let list = shown.join(" and ");
    if rest > 0 { format!("{list} ({} more)", count(rest)) } else { list }
}

/// The first section.
pub(super) fn section(story: &Story<'_>) -> String {
    let wordings = Wordings::new(story);
    let mut out = format!(
        "<section id=\"overview\" aria-labelledby=\"h-overview\"><h2 id=\"h-overview\">What differs</h2><p class=\"lead\">{}</p>",
        summary(story)
    );
    for sentence in &story.about.sentences {
        out += &format!("<p>{}</p>", bdi(sentence));
    }
    let told = story.axes.iter().filter(|a| a.hits().0 > 0);
    let (differ, alike): (Vec<_>, Vec<_>) = told.partition(|a| a.spread() > 1e-6);
    let tell = |list: &[&Axis<'_>]| list.iter().map(|a| finding(story, a, &wordings)).collect::<String>();
    if differ.is_empty() {
        out += "<p>No axis is worded differently by two outlets in their own words.</p>";
    } else {
        out += "<p><small>Blue, solid line: the first wording of the heading. Orange, dashed line: the second.</small></p>";
    }
    out += &tell(&differ[..differ.len().min(FINDINGS)]);
    if differ.len() > FINDINGS {
        let more = &differ[FINDINGS..differ.len().min(FINDINGS + LISTED)];
        out += &details(
            &format!("{} more worded differently", counted((differ.len() - FINDINGS) as i64, "axis", "axes")),
            &tell(more),
        );
    }
    if !alike.is_empty() {
        let one_way = counted(alike.len() as i64, "axis", "axes");
        out += &details(
            &format!("{one_way} on which all outlets with hits use the same side, or only one has any"),
            &tell(&alike[..alike.len().min(LISTED)]),
        );
    }
    let only_quoted: Vec<String> = story
        .axes
        .iter()
        .filter(|a| a.hits().0 == 0)
        .take(LISTED)
        .map(|a| format!("<a href=\"#p{}\">{}</a>", a.index, bdi(&a.title())))
        .collect();
    if !only_quoted.is_empty() {
        out += &format!("<p>Only in words the outlets quote: {}.</p>", only_quoted.join("; "));
    }
    out + "</section>"
}

/// How much was read and found, and whether any difference holds.
fn summary(story: &Story<'_>) -> String {
    let articles: i64 = story.outlets.iter().map(|o| o.articles).sum();
    let words: i64 = story.outlets.iter().map(|o| o.tokens).sum();
    let (own, quoted) = story.axes.iter().map(Axis::hits).fold((0, 0), |s, h| (s.0 + h.0, s.1 + h.1));
    let holds = rows(story.tables, "contrasts").filter(holds).count();
    let tested = rows(story.tables, "contrasts").filter(|r| r.number("p_adjusted").is_some()).count();
    let sure = match (tested, holds) {
        (0, _) => "There are too few articles to tell these differences from chance; the counts are complete.".to_owned(),
        (n, 0) => format!(
            "None of the {} holds beyond chance after adjustment.",
            counted(n as i64, "comparison tested", "comparisons tested")
        ),
        (n, h) => format!(
            "{} of {} between outlets hold beyond chance after adjustment.",
            count(h as i64),
            counted(n as i64, "comparison", "comparisons")
        ),
    };
    format!(
        "In {} from {} ({} words) there are {} of contested wording on {}: <b>{}</b> in the outlets' own words and <b>{}</b> in words they quote. {sure}",
        counted(articles, "article", "articles"),
        counted(story.outlets.len() as i64, "outlet", "outlets"),
        count(words),
        counted(own + quoted, "use", "uses"),
        counted(story.axes.len() as i64, "axis", "axes"),
        count(own),
        count(quoted),
    )
}

fn finding(story: &Story<'_>, axis: &Axis<'_>, wordings: &Wordings) -> String {
    let chart = if axis.index < super::axes::SHOWN {
        format!(" · <a href=\"#axis-{0}\">chart and table</a>", axis.index)
    } else {
        String::new()
    };
    format!(
        "<article class=\"finding\"><h3>{}</h3><p>{}</p><p class=\"sure\">{} <a href=\"#p{}\">Show the passages</a>{chart}</p></article>",
        bdi(&axis.title()),
        clauses(story, axis, wordings),
        surety(story, axis),
        axis.index,
    )
}

/// The outlets at both ends of the axis and those that only quote, one sentence.
fn clauses(story: &Story<'_>, axis: &Axis<'_>, wordings: &Wordings) -> String {
    // How far an outlet's split is from everybody's, in standard errors: one hit is no end of an axis.
    let (a, b) = axis.cells.iter().fold((0.5, 0.5), |s, c| (s.0 + c.own.a as f64, s.1 + c.own.b as f64));
    let share = a / (a + b);
    let lean = |i: usize| {
        let (a, n) = (axis.cells[i].own.a as f64, (axis.cells[i].own.a + axis.cells[i].own.b) as f64);
        (a - n * share) / libm::sqrt(n * share * (1.0 - share))
    };
    let mut with: Vec<usize> = (0..axis.cells.len()).filter(|&i| axis.cells[i].own.a + axis.cells[i].own.b > 0).collect();
    with.sort_by(|&i, &j| lean(j).total_cmp(&lean(i)).then(i.cmp(&j)));
    let n = with.len();
    let between = if n > 2 * ENDS + 1 { n - 2 * ENDS } else { 0 };
    if between > 0 {
        with.drain(ENDS..n - ENDS);
    }
    let link = |i: usize| {
        format!("<a href=\"#{}\"><b>{}</b></a>", escape(&axis.anchor(&story.outlets[i].id)), bdi(&story.outlets[i].name))
    };
    let mut parts = Vec::new();
    for (k, &i) in with.iter().enumerate() {
        let uses = wordings.of(axis, &story.outlets[i].id).map(|w| spoken(&w.0)).filter(|s| !s.is_empty());
        let uses = uses.unwrap_or_else(|| {
            format!(
                "{} {}, {} {}",
                escape(axis.poles().a),
                times(axis.cells[i].own.a),
                escape(axis.poles().b),
                times(axis.cells[i].own.b)
            )
        });
        parts.push(if k == 0 { format!("{} writes {uses} in its own words", link(i)) } else { format!("{} {uses}", link(i)) });
    }
    if between > 0 {
        parts.push(format!("{} between them", counted(between as i64, "outlet stands", "outlets stand")));
    }
    let quoting =
        |i: &usize| axis.cells[*i].own.a + axis.cells[*i].own.b == 0 && axis.cells[*i].quoted.a + axis.cells[*i].quoted.b > 0;
    for i in (0..axis.cells.len()).filter(quoting).take(ENDS) {
        let uses = wordings.of(axis, &story.outlets[i].id).map(|w| spoken(&w.1)).unwrap_or_default();
        parts.push(format!("{} only quotes {uses}", link(i)));
    }
    parts.join("; ") + "."
}

/// How sure: the surest contrast on the axis in odds, or why there is none.
fn surety(story: &Story<'_>, axis: &Axis<'_>) -> String {
    let Some(Contrast { p, difference, row }) = story.best_contrast(&axis.key) else {
        let articles: i64 = axis.cells.iter().map(|c| c.articles).sum();
        return format!(
            "Too few articles for an interval ({} in {}).",
            counted(axis.hits().0, "use", "uses"),
            counted(articles, "article", "articles")
        );
    };
    let (a, b) = (row.text("outlet_a"), row.text("outlet_b"));
    let (more, less, sign) = if difference >= 0.0 { (&a, &b, 1.0) } else { (&b, &a, -1.0) };
    let odds = |x: f64| {
        let odds = libm::exp(sign * x);
        if odds >= 10.0 { count(libm::round(odds) as i64) } else { format!("{odds:.1}") }
    };
    let interval = row.number("ci_low").zip(row.number("ci_high")).map(|(low, high)| {
        let (low, high) = if sign > 0.0 { (low, high) } else { (high, low) };
        format!("{}interval {} to {}; ", escape(&story.about.confidence), odds(low), odds(high))
    });
    let verdict = if holds(&row) { "This holds beyond chance." } else { "This may be chance." };
    format!(
        "The surest difference: the odds of the {} over the {} are {} times as high in {} as in {} ({}adjusted {}). {verdict}",
        bdi(axis.poles().a),
        bdi(axis.poles().b),
        odds(difference),
        bdi(story.name(more)),
        bdi(story.name(less)),
        interval.unwrap_or_default(),
        p_value(p),
    )
}
