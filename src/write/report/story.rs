//! What the sections tell, gathered from the tables by the names of their columns.

use crate::table::Table;
use crate::write::svg::Poles;
use crate::write::view::{Row, rows};
use crate::write::{About, AxisNames};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A score with its interval; no score below the evidence floor.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Score {
    /// Hits of pole a.
    pub(super) a: i64,
    /// Hits of pole b.
    pub(super) b: i64,
    /// Log odds.
    pub(super) balance: Option<f64>,
    /// Bounds of its interval.
    pub(super) ci: Option<(f64, f64)>,
}

/// One outlet on one axis.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// In its own words, narrated or reported.
    pub(super) own: Score,
    /// In the words it quotes.
    pub(super) quoted: Score,
    /// Articles with a hit in its own words.
    pub(super) articles: i64,
    /// Why something is empty.
    pub(super) note: String,
}

impl Cell {
    /// Hits of both poles in any voice.
    pub(super) fn hits(&self) -> i64 {
        self.own.a + self.own.b + self.quoted.a + self.quoted.b
    }
}

/// One axis with hits.
pub(super) struct Axis<'a> {
    /// Its place in the page, for anchors.
    pub(super) index: usize,
    /// Key in the tables.
    pub(super) key: String,
    /// Its names, when given.
    names: Option<&'a AxisNames>,
    /// By outlet, in outlet order; outlets without hits have zeros.
    pub(super) cells: Vec<Cell>,
}

impl Axis<'_> {
    /// What readers call it.
    pub(super) fn title(&self) -> String {
        let poles = self.poles();
        match self.names {
            Some(n) if !n.title.is_empty() => n.title.clone(),
            Some(_) => format!("{} / {}", poles.a, poles.b),
            None => self.key.clone(),
        }
    }

    /// The names of its ends.
    pub(super) fn poles(&self) -> Poles<'_> {
        match self.names {
            Some(n) => Poles { a: &n.pole_a, b: &n.pole_b },
            None => Poles { a: "pole a", b: "pole b" },
        }
    }

    /// Hits of both poles: own words, quoted words.
    pub(super) fn hits(&self) -> (i64, i64) {
        self.cells.iter().fold((0, 0), |(own, quoted), c| (own + c.own.a + c.own.b, quoted + c.quoted.a + c.quoted.b))
    }

    /// How differently the outlets split their own words between the poles: the log-likelihood statistic
    /// of the table of outlets by poles, only to put axes in order.
    pub(super) fn spread(&self) -> f64 {
        let own = || self.cells.iter().map(|c| (c.own.a as f64, c.own.b as f64));
        let (a, b) = own().fold((0.0, 0.0), |s, c| (s.0 + c.0, s.1 + c.1));
        let part = |o: f64, pole: f64, outlet: f64| if o > 0.0 { o * libm::log(o * (a + b) / (pole * outlet)) } else { 0.0 };
        2.0 * own().map(|(x, y)| part(x, a, x + y) + part(y, b, x + y)).sum::<f64>()
    }

    /// Whether any outlet has a score.
    pub(super) fn is_scored(&self) -> bool {
        self.cells.iter().any(|c| c.own.balance.is_some())
    }

    /// The anchor of its passages in one outlet.
    pub(super) fn anchor(&self, outlet: &str) -> String {
        format!("p{}-{outlet}", self.index)
    }
}

/// An outlet with its size.
pub(super) struct Outlet {
    /// Slug.
    pub(super) id: String,
    /// Name.
    pub(super) name: String,
    /// Articles.
    pub(super) articles: i64,
    /// Words.
    pub(super) tokens: i64,
}

/// One passage with a hit.
#[derive(Clone, Debug, Default)]
pub(super) struct Passage {
    pub(super) document: String,
    pub(super) outlet: String,
    pub(super) event: String,
    pub(super) zone: String,
    pub(super) voice: String,
    pub(super) speaker: String,
    pub(super) axis: String,
    pub(super) pole: String,
    pub(super) entry: String,
    pub(super) left: String,
    pub(super) text: String,
    pub(super) right: String,
}

impl Passage {
    /// The sentence it stands in.
    pub(super) fn sentence(&self) -> String {
        [self.left.as_str(), &self.text, &self.right].concat()
    }

    /// Whether the outlet itself speaks.
    pub(super) fn is_own(&self) -> bool {
        matches!(self.voice.as_str(), "own" | "reported")
    }
}

/// A comparison of two outlets on an axis.
#[derive(Clone, Copy)]
pub(super) struct Contrast<'a> {
    /// Adjusted p value.
    pub(super) p: f64,
    /// Difference of the balances.
    pub(super) difference: f64,
    /// The row it stands in.
    pub(super) row: Row<'a>,
}

impl Contrast<'_> {
    /// The surest first.
    fn order(&self, other: &Contrast<'_>) -> Ordering {
        let weak = |c: &Contrast<'_>| !holds(&c.row);
        let (a, b) = (self, other);
        weak(a).cmp(&weak(b)).then(a.p.total_cmp(&b.p)).then(b.difference.abs().total_cmp(&a.difference.abs()))
    }
}

/// Everything the sections need.
pub(super) struct Story<'a> {
    pub(super) tables: &'a [Table],
    pub(super) about: &'a About,
    pub(super) outlets: Vec<Outlet>,
    /// Axes with hits: those with differences that hold first, then by how differently outlets split
    /// their own words, then by hits.
    pub(super) axes: Vec<Axis<'a>>,
    pub(super) passages: Vec<Passage>,
    /// The surest comparison on each axis.
    surest: BTreeMap<String, Contrast<'a>>,
    places: BTreeMap<String, usize>,
    documents: BTreeMap<String, Row<'a>>,
}

/// Whether a contrast holds: its adjusted p and its interval agree.
pub(super) fn holds(row: &Row<'_>) -> bool {
    let apart = row.number("ci_low").zip(row.number("ci_high")).is_none_or(|(low, high)| low > 0.0 || high < 0.0);
    apart && row.number("p_adjusted").is_some_and(|p| p < 0.05)
}

impl<'a> Story<'a> {
    /// Reads the tables.
    pub(super) fn new(tables: &'a [Table], about: &'a About) -> Story<'a> {
        let outlets: Vec<Outlet> = rows(tables, "outlets")
            .map(|r| Outlet {
                id: r.text("outlet_id").into_owned(),
                name: r.text("outlet").into_owned(),
                articles: r.count("n_documents"),
                tokens: r.count("n_tokens"),
            })
            .collect();
        let places = outlets.iter().enumerate().map(|(i, o)| (o.id.clone(), i)).collect();
        let documents = rows(tables, "documents").map(|r| (r.text("document_id").into_owned(), r)).collect();
        let (passages, surest) = (passages(tables), surest(tables));
        let mut story = Story { tables, about, outlets, axes: Vec::new(), passages, surest, places, documents };
        story.axes = story.gather();
        story
    }

    /// The outlet's name; the identifier itself for `rest` and the like.
    pub(super) fn name<'s>(&'s self, id: &'s str) -> &'s str {
        match self.place(id) {
            Some(i) => &self.outlets[i].name,
            None if id == "rest" => "all other outlets",
            None => id,
        }
    }

    /// The outlet's place in the list.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// What an axis or category without a chart is called.
    pub(super) fn axis_title(&self, key: &str) -> String {
        let named = self.about.axes.iter().find(|n| n.axis == key && !n.title.is_empty());
        named.map_or_else(|| key.to_owned(), |n| n.title.clone())
    }

    /// What the pole of a passage is called.
    pub(super) fn pole<'s>(&'s self, p: &'s Passage) -> &'s str {
        match (p.pole.as_str(), self.axis(&p.axis)) {
            ("a", Some(axis)) => axis.poles().a,
            ("b", Some(axis)) => axis.poles().b,
            (other, _) => other,
        }
    }

    /// First and last days of the outlets, as text.
    pub(super) fn outlet_days(&self) -> Vec<String> {
        let days =
            rows(self.tables, "outlets").flat_map(|r| [r.text("first_date").into_owned(), r.text("last_date").into_owned()]);
        days.filter(|d| !d.is_empty()).collect()
    }

    /// The article's row.
    pub(super) fn document(&self, id: &str) -> Option<&Row<'a>> {
        self.documents.get(id)
    }

    /// The axis of that key.
    pub(super) fn axis(&self, key: &str) -> Option<&Axis<'a>> {
        self.axes.iter().find(|a| a.key == key)
    }

    /// The surest comparison of two outlets on an axis over the whole corpus.
    pub(super) fn best_contrast(&self, axis: &str) -> Option<Contrast<'a>> {
        self.surest.get(axis).copied()
    }

    fn gather(&self) -> Vec<Axis<'a>> {
        let mut cells: BTreeMap<String, Vec<Cell>> = BTreeMap::new();
        // Most rows are of single events.
        for r in rows(self.tables, "axes").filter(|r| r.text("event_id") == "all") {
            let voice = r.text("voice");
            let (Some(outlet), "outlet" | "quoted" | "scare") = (self.place(&r.text("outlet_id")), &*voice) else { continue };
            let of_axis = cells.entry(r.text("axis").into_owned()).or_insert_with(|| vec![Cell::default(); self.outlets.len()]);
            let cell = &mut of_axis[outlet];
            let score = if voice == "outlet" { &mut cell.own } else { &mut cell.quoted };
            score.a += r.count("n_a");
            score.b += r.count("n_b");
            if voice != "scare" {
                score.balance = r.number("balance");
                score.ci = r.number("ci_low").zip(r.number("ci_high"));
            }
            if voice == "outlet" {
                cell.articles = r.count("n_documents_with");
                cell.note = r.text("note").into_owned();
            }
        }
        let names: BTreeMap<&str, &AxisNames> = self.about.axes.iter().map(|n| (n.axis.as_str(), n)).collect();
        let named = |(key, cells): (String, Vec<Cell>)| Axis { index: 0, names: names.get(key.as_str()).copied(), key, cells };
        let mut axes: Vec<Axis<'a>> = cells.into_iter().map(named).filter(|a| a.hits() != (0, 0)).collect();
        let rank = |a: &Axis<'_>| {
            let held = self.best_contrast(&a.key).filter(|c| holds(&c.row)).map(|c| c.p);
            (held.unwrap_or(1.0), -a.spread(), -(a.hits().0 + a.hits().1))
        };
        axes.sort_by_cached_key(|a| {
            let (p, spread, hits) = rank(a);
            // Rounded, so that platforms agree on ties.
            ((p * 1e9) as i64, (spread * 1e6) as i64, hits, a.key.clone())
        });
        axes.iter_mut().enumerate().for_each(|(i, a)| a.index = i);
        axes
    }
}

/// The surest comparison of two outlets over the whole corpus, by axis.
fn surest(tables: &[Table]) -> BTreeMap<String, Contrast<'_>> {
    let mut surest: BTreeMap<String, Contrast<'_>> = BTreeMap::new();
    for row in rows(tables, "contrasts").filter(|r| matches!(&*r.text("event_id"), "all" | "")) {
        let Some((p, difference)) = row.number("p_adjusted").zip(row.number("difference")) else { continue };
        let contrast = Contrast { p, difference, row };
        let best = surest.entry(row.text("axis").into_owned()).or_insert(contrast);
        if contrast.order(best).is_lt() {
            *best = contrast;
        }
    }
    surest
}

fn passages(tables: &[Table]) -> Vec<Passage> {
    let counts = rows(tables, "hits").filter(|r| r.text("suppressed_by").is_empty());
    let scored = counts.filter(|r| matches!(&*r.text("zone"), "title" | "lead" | "body"));
    let passage = |r: Row<'_>| {
        let text = |c: &str| r.text(c).into_owned();
        Passage {
            document: text("document_id"),
            outlet: text("outlet_id"),
            event: text("event_id"),
            zone: text("zone"),
            voice: text("voice"),
            speaker: text("speaker"),
            axis: text("axis"),
            pole: text("pole"),
            entry: text("entry"),
            left: text("left"),
            text: text("text"),
            right: text("right"),
        }
    };
    scored.map(passage).collect()
}

/// A lexicon's pattern as words, for entries whose wording in the text is not at hand.
pub(super) fn wording(entry: &str) -> Cow<'_, str> {
    if entry.contains('*') { Cow::Owned(entry.replace('*', "…")) } else { Cow::Borrowed(entry) }
}
