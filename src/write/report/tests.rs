use super::*;
use crate::corpus::Date;
use crate::table::{ColumnKind, Table, Value, cells};
use crate::write::AxisNames;
use crate::write::tests::{column, table};
use std::path::Path;
use std::process::Command;

/// A study of any size whose names and texts all come from `text`.
pub(crate) struct Fixture<'a> {
    pub(crate) outlets: usize,
    pub(crate) axes: usize,
    pub(crate) events: usize,
    /// Hits of every outlet on every axis; scores appear from ten on.
    pub(crate) hits: i64,
    pub(crate) text: &'a dyn Fn(&str, usize) -> String,
}

fn plain(what: &str, i: usize) -> String {
    format!("{what} {i}")
}

fn make(name: &str, columns: &[(&str, ColumnKind)], rows: Vec<Vec<Value>>) -> Table {
    table(name, columns.iter().map(|(n, k)| column(n, *k)).collect(), rows)
}

impl Fixture<'_> {
    fn t(&self, what: &str, i: usize) -> Value {
        (self.text)(what, i).into()
    }

    fn id(kind: &str, i: usize) -> Value {
        format!("{kind}-{i}").into()
    }

    pub(crate) fn about(&self) -> About {
        let t = |w: &str, i| (self.text)(w, i);
        About {
            title: t("study", 0),
            lines: vec![("Version".into(), "0.1.0".into()), ("Study".into(), t("file", 0))],
            sentences: vec![],
            axes: (0..self.axes)
                .map(|i| AxisNames {
                    axis: format!("axis-{i}"),
                    title: String::new(),
                    pole_a: t("terror label", i),
                    pole_b: t("resistance label", i),
                })
                .collect(),
            totals: std::collections::BTreeMap::new(),
            key_terms: std::collections::BTreeMap::new(),
            confidence: "95% ".into(),
        }
    }

    pub(crate) fn tables(&self) -> Vec<Table> {
        vec![
            self.outlets(),
            self.documents(),
            self.events(),
            self.axes_table(),
            self.entries(),
            self.hits(),
            self.contrasts(),
            self.keyness(),
            self.labels(),
            self.roles(),
            self.speakers(),
            self.coverage(),
            self.timeline(),
            self.map(),
            self.rejects(),
        ]
    }

    fn outlets(&self) -> Table {
        use ColumnKind::*;
        let row = |i| {
            vec![
                Self::id("o", i),
                self.t("Outlet", i),
                12u64.into(),
                9000u64.into(),
                7000u64.into(),
                500u64.into(),
                1400u64.into(),
                100u64.into(),
                Date::new(2022, 9, 10).into(),
                Date::new(2022, 9, 12).into(),
                30u64.into(),
                Value::Empty,
            ]
        };
        let columns = [
            ("outlet_id", Id),
            ("outlet", Text),
            ("n_documents", Integer),
            ("n_tokens", Integer),
            ("n_tokens_own", Integer),
            ("n_tokens_reported", Integer),
            ("n_tokens_quoted", Integer),
            ("n_tokens_scare", Integer),
            ("first_date", Day),
            ("last_date", Day),
            ("n_hits", Integer),
            ("note", Text),
        ];
        make("outlets", &columns, (0..self.outlets).map(row).collect())
    }

    fn documents(&self) -> Table {
        use ColumnKind::*;
        let row = |i: usize| {
            vec![
                Self::id("d", i),
                Self::id("o", i),
                Self::id("e", i % self.events.max(1)),
                self.t("title", i),
                self.t("https://a.example/", i),
                Date::new(2022, 9, 11).into(),
            ]
        };
        let columns = [("document_id", Id), ("outlet_id", Id), ("event_id", Id), ("title", Text), ("url", Text), ("date", Day)];
        make("documents", &columns, (0..self.outlets).map(row).collect())
    }

    fn events(&self) -> Table {
        use ColumnKind::*;
        let row = |i| {
            vec![
                Self::id("e", i),
                self.t("label", i),
                Date::new(2022, 9, 10).into(),
                Date::new(2022, 9, 12).into(),
                5u64.into(),
                4u64.into(),
            ]
        };
        make(
            "events",
            &[
                ("event_id", Id),
                ("label", Text),
                ("first_date", Day),
                ("last_date", Day),
                ("n_documents", Integer),
                ("n_outlets", Integer),
            ],
            (0..self.events).map(row).collect(),
        )
    }

    /// Hits of pole a and pole b of an outlet on an axis: from one end to the other.
    fn counts(&self, outlet: usize, voice: &str) -> (i64, i64) {
        let n = if voice == "outlet" { self.hits } else { self.hits / 4 };
        let a = n * (self.outlets - outlet) as i64 / self.outlets.max(1) as i64;
        (a, n - a)
    }

    fn axes_table(&self) -> Table {
        use ColumnKind::*;
        let columns = [
            ("event_id", Id),
            ("outlet_id", Id),
            ("outlet", Text),
            ("lexicon", Text),
            ("axis", Text),
            ("voice", Text),
            ("n_a", Integer),
            ("n_b", Integer),
            ("n_documents_with", Integer),
            ("balance", Number),
            ("ci_low", Number),
            ("ci_high", Number),
            ("note", Text),
        ];
        let mut rows = Vec::new();
        for event in std::iter::once(None).chain((0..self.events.min(8)).map(Some)) {
            for axis in 0..self.axes {
                for o in (0..self.outlets).filter(|o| event.is_none_or(|e| (o + e) % 3 < 2)) {
                    for voice in ["outlet", "own", "quoted"] {
                        let (a, b) = self.counts(o, voice);
                        let x = ((a as f64 + 0.5) / (b as f64 + 0.5)).ln();
                        let enough = a + b >= 10 && event.is_none();
                        let number = |v: f64| if enough { Value::from(v) } else { Value::Empty };
                        rows.push(vec![
                            event.map_or("all".into(), |e| Self::id("e", e)),
                            Self::id("o", o),
                            self.t("Outlet", o),
                            "core".into(),
                            format!("axis-{axis}").into(),
                            voice.into(),
                            Value::Integer(a),
                            Value::Integer(b),
                            6u64.into(),
                            number(x),
                            number(x - 0.8),
                            number(x + 0.8),
                            if enough { Value::Empty } else { "below-floor".into() },
                        ]);
                    }
                }
            }
        }
        make("axes", &columns, rows)
    }

    fn entries(&self) -> Table {
        use ColumnKind::*;
        let mut rows = Vec::new();
        for axis in 0..self.axes {
            for o in 0..self.outlets {
                for (voice, as_own) in [("own", "outlet"), ("quoted", "quoted")] {
                    let (a, b) = self.counts(o, as_own);
                    for (pole, n) in [("a", a), ("b", b)].into_iter().filter(|p| p.1 > 0) {
                        rows.push(vec![
                            "core".into(),
                            format!("axis-{axis}").into(),
                            pole.into(),
                            self.t(if pole == "a" { "terror group" } else { "resistance group" }, axis),
                            Self::id("o", o),
                            voice.into(),
                            Value::Integer(n),
                            3u64.into(),
                        ]);
                    }
                }
            }
        }
        make(
            "entries",
            &[
                ("lexicon", Text),
                ("axis", Text),
                ("pole", Text),
                ("entry", Text),
                ("outlet_id", Id),
                ("voice", Text),
                ("n", Integer),
                ("n_documents", Integer),
            ],
            rows,
        )
    }

    fn hits(&self) -> Table {
        use ColumnKind::*;
        let columns = [
            "hit_id",
            "document_id",
            "outlet_id",
            "event_id",
            "zone",
            "voice",
            "speaker",
            "lexicon",
            "axis",
            "pole",
            "entry",
            "text",
            "left",
            "right",
            "suppressed_by",
        ];
        let mut rows = Vec::new();
        for axis in 0..self.axes {
            for o in 0..self.outlets {
                for (n, (voice, pole)) in
                    [("own", "a"), ("reported", "b"), ("quoted", "a"), ("scare", "neutral")].into_iter().enumerate()
                {
                    rows.push(vec![
                        format!("d-{o}.h{axis}-{n}").into(),
                        Self::id("d", o),
                        Self::id("o", o),
                        Self::id("e", o % self.events.max(1)),
                        "body".into(),
                        voice.into(),
                        self.t("speaker", o),
                        "core".into(),
                        format!("axis-{axis}").into(),
                        pole.into(),
                        self.t("terror group", axis),
                        self.t("terror group", axis),
                        self.t("The Gaza-based ", n),
                        self.t(" announced in a statement.", n),
                        Value::Empty,
                    ]);
                }
            }
        }
        make("hits", &columns.map(|c| (c, Text)), rows)
    }

    fn contrasts(&self) -> Table {
        use ColumnKind::*;
        let row = |axis: usize| {
            vec![
                format!("axis-{axis}").into(),
                "all".into(),
                Self::id("o", 0),
                Self::id("o", self.outlets - 1),
                4.0.into(),
                2.5.into(),
                5.5.into(),
                0.0001.into(),
                0.002.into(),
                format!("wide; hangs-on-entry: the order turns round without `{}`", (self.text)("entry", axis)).into(),
            ]
        };
        let rows = if self.hits < 10 || self.outlets < 2 { Vec::new() } else { (0..self.axes).map(row).collect() };
        let columns = [
            ("axis", Text),
            ("event_id", Id),
            ("outlet_a", Id),
            ("outlet_b", Id),
            ("difference", Number),
            ("ci_low", Number),
            ("ci_high", Number),
            ("p", Number),
            ("p_adjusted", Number),
            ("note", Text),
        ];
        make("contrasts", &columns, rows)
    }

    fn keyness(&self) -> Table {
        use ColumnKind::*;
        let row = |i: usize| {
            let ratio = ((i * 37) % 80) as f64 / 10.0 - 4.0;
            vec![
                self.t("term", i),
                Self::id("o", 0),
                "rest".into(),
                30u64.into(),
                10u64.into(),
                9u64.into(),
                (0.02 * (1 + i % 50) as f64).into(),
                0.3.into(),
                ratio.into(),
                (ratio - 1.0).into(),
                (ratio + 1.0).into(),
                (ratio * 1.5).into(),
                0.01.into(),
                (if ratio.abs() > 2.0 { 0.01 } else { 0.4 }).into(),
            ]
        };
        let columns = [
            ("term", Text),
            ("outlet_id", Id),
            ("reference", Id),
            ("n", Integer),
            ("n_reference", Integer),
            ("n_documents", Integer),
            ("per_1000", Number),
            ("per_1000_reference", Number),
            ("log_ratio", Number),
            ("ci_low", Number),
            ("ci_high", Number),
            ("z", Number),
            ("p", Number),
            ("p_adjusted", Number),
        ];
        make("keyness", &columns, (0..300).map(row).collect())
    }

    fn labels(&self) -> Table {
        use ColumnKind::*;
        let row = |i: usize| {
            vec![
                self.t("Hamas", i % 3),
                self.t("group", i % 7),
                Self::id("o", i % self.outlets),
                if i.is_multiple_of(4) { "quoted" } else { "own" }.into(),
                2u64.into(),
                1u64.into(),
            ]
        };
        make(
            "labels",
            &[("entity", Text), ("label", Text), ("outlet_id", Id), ("voice", Text), ("n", Integer), ("n_documents", Integer)],
            (0..60).map(row).collect(),
        )
    }

    fn roles(&self) -> Table {
        use ColumnKind::*;
        let row = |i: usize| {
            vec![
                self.t("Hamas", i % 3),
                Self::id("o", i % self.outlets),
                if i.is_multiple_of(3) { "patient" } else { "agent" }.into(),
                self.t("force", i % 4),
                self.t("seize", i % 5),
                3u64.into(),
                if i.is_multiple_of(3) { 1u64 } else { 0 }.into(),
            ]
        };
        make(
            "roles",
            &[
                ("entity", Text),
                ("outlet_id", Id),
                ("role", Text),
                ("class", Text),
                ("verb", Text),
                ("n", Integer),
                ("n_agentless", Integer),
            ],
            (0..60).map(row).collect(),
        )
    }

    fn speakers(&self) -> Table {
        use ColumnKind::*;
        let row = |i: usize| {
            vec![self.t("speaker", i % 9), Self::id("o", i % self.outlets), 3u64.into(), (40 + i as u64).into(), 0.25.into()]
        };
        make(
            "speakers",
            &[("speaker", Text), ("outlet_id", Id), ("n_quotes", Integer), ("n_tokens_quoted", Integer), ("share", Number)],
            (0..40).map(row).collect(),
        )
    }

    fn coverage(&self) -> Table {
        use ColumnKind::*;
        let mut columns = vec![column("event_id", Id), column("item", Text), column("item_kind", Text)];
        columns.extend((0..self.outlets).map(|i| column(&(self.text)("Outlet", i), Text)));
        let row = |n: usize| {
            let mut row = vec!["e-0".into(), self.t("item", n), "entity".into()];
            row.extend((0..self.outlets).map(|o| if (n + o).is_multiple_of(3) { Value::Empty } else { "true".into() }));
            row
        };
        table("coverage", columns, (0..6).map(row).collect())
    }

    fn timeline(&self) -> Table {
        use ColumnKind::*;
        let mut rows = Vec::new();
        for month in 1..=6 {
            for o in 0..self.outlets {
                let x = (o as f64 - 2.0) / 2.0 + f64::from(month) / 6.0;
                rows.push(vec![
                    format!("2022-{month:02}").into(),
                    Self::id("o", o),
                    "axis-0".into(),
                    12u64.into(),
                    3u64.into(),
                    if self.hits < 10 { Value::Empty } else { x.into() },
                    (x - 0.5).into(),
                    (x + 0.5).into(),
                ]);
            }
        }
        make(
            "timeline",
            &[
                ("period", Text),
                ("outlet_id", Id),
                ("axis", Text),
                ("n_a", Integer),
                ("n_b", Integer),
                ("balance", Number),
                ("ci_low", Number),
                ("ci_high", Number),
            ],
            rows,
        )
    }

    fn map(&self) -> Table {
        use ColumnKind::*;
        let row = |i: usize| {
            vec![
                Self::id("o", i),
                ((i * 7 % 11) as f64 / 5.0 - 1.0).into(),
                ((i * 5 % 13) as f64 / 9.0 - 0.6).into(),
                0.1.into(),
                0.08.into(),
                0.42.into(),
                0.2.into(),
            ]
        };
        make(
            "map",
            &[
                ("outlet_id", Id),
                ("x", Number),
                ("y", Number),
                ("x_se", Number),
                ("y_se", Number),
                ("inertia_x", Number),
                ("inertia_y", Number),
            ],
            (0..self.outlets).map(row).collect(),
        )
    }

    fn rejects(&self) -> Table {
        use ColumnKind::*;
        let row = vec![self.t("file.csv", 0), 4u64.into(), "field-count".into(), self.t("got=9 want=7", 0)];
        make("rejects", &[("source", Text), ("line", Integer), ("code", Text), ("detail", Text)], vec![row])
    }

    fn page(&self) -> String {
        let mut out = Vec::new();
        report_html(&self.tables(), &self.about(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }
}

const SMALL: Fixture<'static> = Fixture { outlets: 5, axes: 3, events: 2, hits: 4, text: &plain };
const LARGE: Fixture<'static> = Fixture { outlets: 200, axes: 14, events: 40, hits: 40, text: &plain };

const EVIL: [&str; 9] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg/onload=alert(1)>",
    "' onmouseover='alert(1)",
    "</script></style></title><script>alert(1)</script>",
    "<!--<script>",
    "{{constructor.constructor('alert(1)')()}}\u{1}n evil\u{202e}",
    "javascript:alert(1)",
    "&lt;b&gt;&#60;i>\0\u{1b}]0;x\u{7}",
];

fn hostile(what: &str, i: usize) -> String {
    format!("{what}{}{i}", EVIL[i % EVIL.len()])
}

/// Tags with the names of their attributes, as a parser sees them: text never opens one.
fn skeleton(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').unwrap();
        let tag = &rest[start + 1..end];
        let mut names: Vec<&str> = tag.split('"').step_by(2).flat_map(str::split_whitespace).collect();
        names.iter_mut().for_each(|n| *n = n.trim_end_matches(['=', '/']));
        tags.push(names.join(" "));
        rest = &rest[end + 1..];
        if let Some(raw) = ["script", "style"].iter().find(|r| tag.split_whitespace().next() == Some(r)) {
            rest = &rest[rest.find(&format!("</{raw}>")).unwrap()..];
        }
    }
    tags
}

#[test]
fn hostile_text_never_becomes_an_element_or_attribute() {
    for f in [SMALL, Fixture { hits: 40, ..SMALL }] {
        let (nice, evil) = (f.page(), Fixture { text: &hostile, ..f }.page());
        let kinds: std::collections::BTreeSet<String> = skeleton(&nice).into_iter().collect();
        for tag in skeleton(&evil) {
            assert!(kinds.contains(&tag), "{tag}");
        }
        assert!(
            !evil.contains("<script>alert")
                && !evil.contains("onerror=alert(1)>")
                && !evil.contains('\0')
                && !evil.contains('\u{1b}')
        );
        for url in evil.split("href=\"").skip(1).map(|s| &s[..s.find('"').unwrap()]) {
            assert!(url.starts_with('#') || url.starts_with("https://"), "{url}");
        }
    }
}

#[test]
fn pages_are_complete_and_self_contained() {
    let page = Fixture { hits: 40, ..SMALL }.page();
    for (id, _) in SECTIONS {
        assert!(page.contains(&format!("<section id=\"{id}\"")) && page.contains(&format!("href=\"#{id}\"")), "{id}");
    }
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    assert!(!page.contains("style=\"") && !page.contains(" src=") && !page.contains("<link") && !page.contains(">NaN"));
    assert_eq!(page, Fixture { hits: 40, ..SMALL }.page());
}

/// Every place inside the page that something leads to exists, once.
#[test]
fn anchors_lead_somewhere() {
    for page in [SMALL.page(), LARGE.page()] {
        let values = |name: &str| {
            page.split(&format!(" {name}=\"")).skip(1).map(|s| s[..s.find('"').unwrap()].to_owned()).collect::<Vec<_>>()
        };
        let ids = values("id");
        let set: std::collections::BTreeSet<_> = ids.iter().cloned().collect();
        assert_eq!(set.len(), ids.len());
        for to in values("href").iter().filter_map(|h| h.strip_prefix('#')) {
            assert!(set.contains(to), "#{to}");
        }
    }
}

#[test]
fn few_hits_are_told_as_counts() {
    let page = SMALL.page();
    assert!(page.contains("Too few articles for an interval"));
    assert!(page.contains("each mark is one hit"));
    assert!(
        page.contains("<mark class=\"a\"><bdi>terror group 0</bdi></mark> 4 times in its own words"),
        "{}",
        &page[page.find("class=\"finding\"").unwrap()..][..900]
    );
}

#[test]
fn what_the_order_of_outlets_hangs_on_is_told() {
    let html = Fixture { outlets: 3, axes: 2, events: 1, hits: 20, text: &plain }.page();
    assert_eq!(html.matches("What the order of outlets hangs on").count(), 2);
    assert!(html.contains("the order turns round without `entry 1`"), "{html}");
}

#[test]
fn an_empty_study_is_a_page_too() {
    let mut out = Vec::new();
    report_html(&[], &About::default(), &mut out).unwrap();
    assert!(String::from_utf8(out).unwrap().contains("No axis is worded differently"));
}

#[test]
fn a_map_that_was_refused_says_why() {
    let mut tables = SMALL.tables();
    let map = tables.iter_mut().find(|t| t.name == "map").unwrap();
    map.columns.push(crate::table::Column { name: "note".into(), ..map.columns[0].clone() });
    for row in &mut map.rows {
        row[1..].fill(Value::Empty);
        row.push("refused: fewer than <4> outlets".into());
    }
    let mut page = Vec::new();
    report_html(&tables, &SMALL.about(), &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("No map was drawn (refused: fewer than &lt;4&gt; outlets).") && page.contains("href=\"#map\""));
}

#[test]
fn large_studies_stay_small() {
    // The size that counts is run where code is optimised: cargo test --release.
    let (outlets, events) = if cfg!(debug_assertions) { (60, 300) } else { (500, 5_000) };
    let f = Fixture { outlets, axes: 50, events, hits: 40, text: &plain };
    let (tables, about) = (f.tables(), f.about());
    let mut out = Vec::new();
    report_html(&tables, &about, &mut out).unwrap();
    assert!(out.len() < 5_000_000, "{} bytes", out.len());
}

#[test]
fn every_plot_draws_or_declines() {
    let f = Fixture { hits: 40, ..SMALL };
    for (name, _) in PLOTS {
        let svg = plot(name, None, &f.tables(), &f.about()).unwrap_or_else(|| panic!("{name}"));
        assert!(svg.starts_with("<?xml") && svg.contains("xmlns="), "{name}");
        assert!(plot(name, Some("no such"), &f.tables(), &f.about()).is_none() || name == "map");
        assert!(plot(name, None, &[], &About::default()).is_none());
    }
}

#[test]
fn samples_are_bounded_and_keep_order() {
    let hits = Fixture { outlets: 3, ..SMALL }.hits();
    let mut sample = Sample::new("hits", &hits.columns);
    for _ in 0..10 {
        hits.rows.iter().for_each(|r| sample.offer(&cells(r)));
    }
    let kept = sample.into_table();
    assert_eq!(kept.rows.len(), 3 * 3 * 4 * 5);
    assert_eq!(kept.rows[0], hits.rows[0]);
}

/// Chromium with the page; `None`, said loudly, where it is not installed.
fn chromium(page: &Path, arguments: &[&str]) -> Option<std::process::Output> {
    let profile = tempfile::tempdir().unwrap();
    let profile = format!("--user-data-dir={}", profile.path().display());
    let mut command = Command::new("chromium");
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=4000",
        "--enable-logging=stderr",
        &profile,
    ]);
    let run = command.args(arguments).arg(format!("file://{}", page.display())).output();
    if run.is_err() {
        eprintln!("SKIPPED: Chromium is not installed; the report was not opened for real");
    }
    run.ok()
}

#[test]
fn chromium_shows_hostile_pages_without_a_word() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("report.html");
    std::fs::write(&file, Fixture { hits: 40, text: &hostile, ..SMALL }.page()).unwrap();
    let Some(run) = chromium(&file, &["--dump-dom"]) else { return };
    let (dom, log) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(dom.contains("th><button") || dom.contains("<button type=\"button\">"), "the script did not run: {log}");
    assert!(!log.contains("CONSOLE") && !log.contains("Refused"), "{log}");
    assert_eq!(dom.matches("<script").count(), 1);
    assert!(!dom.contains("<img") && !dom.contains("<iframe"));
    // After `>`, only text can hold an event handler: no tag has one.
    assert!(skeleton(&dom).iter().all(|t| !t.split(' ').any(|name| name.starts_with("on"))));
}

#[test]
fn a_table_has_the_outlets_with_most() {
    let few = super::html::outlets_of([(4, 1), (2, 5), (4, 2)].into_iter(), "labels.csv");
    assert_eq!(few, (vec![2, 4], String::new()));
    let (outlets, others) = super::html::outlets_of((0..40).map(|o| (o, o as i64)), "labels.csv");
    assert_eq!(outlets, (10..40).collect::<Vec<_>>());
    assert!(others.contains("30 outlets with most, of 40") && others.contains("labels.csv"), "{others}");
}
