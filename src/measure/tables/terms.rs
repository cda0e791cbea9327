//! Terms per outlet and what sets outlets apart in them.

use super::{Corpus, outlet_headers, table};
use crate::count::{OutletCounts, TermMoments};
use crate::measure::clustered::{self, RatioUnits};
use crate::measure::log_odds::{self, Side, Variance};
use crate::measure::pair::Pair;
use crate::measure::special::t_p;
use crate::measure::{adjust, g2, log_ratio, lrc};
use crate::table::{Column, ColumnKind, Table, Value};
use libm::log10;

/// Cells of the term matrix, at most: a spreadsheet opens no more than about a million rows, and no
/// reader looks at more columns.
const MATRIX_CELLS: usize = 4_000_000;
/// Up to this many outlets a term that an outlet never uses has a row there too.
const ABSENT_UP_TO: usize = 20;
/// Documents a term must stand in, outlet and reference together, to be tested: below it a clustered z
/// of one-sided terms is larger than chance makes it.
const TESTED_DOCUMENTS: u32 = 6;
/// Words of the pooled prior of the weighted log-odds.
const PRIOR: f64 = 500.0;

/// `terms.csv` and `terms_by_outlet.csv`.
pub fn terms(corpus: Corpus<'_>) -> Vec<Table> {
    vec![long(corpus), matrix(corpus)]
}

fn long(corpus: Corpus<'_>) -> Table {
    let counts = corpus.counts;
    let n_documents = counts.documents.len() as f64;
    let mut rows = Vec::new();
    for (outlet, terms) in counts.outlets.iter().zip(&counts.by_outlet) {
        for t in terms {
            let with = f64::from(counts.term_documents[t.term as usize]);
            rows.push((
                t.term,
                vec![
                    counts.terms[t.term as usize].as_str().into(),
                    outlet.id.as_str().into(),
                    t.n.into(),
                    t.n_documents.into(),
                    rate(corpus, u64::from(t.n), outlet.sum_n).into(),
                    (f64::from(t.n) * log10(n_documents / with)).into(),
                    dispersion(outlet, t).into(),
                ],
            ));
        }
    }
    rows.sort_by_key(|r| r.0);
    let columns = ["term", "outlet_id", "n", "n_documents", "per_1000", "tf_idf", "dispersion"];
    table("terms", "How often each outlet uses each term in its own words", &columns, rows.into_iter().map(|r| r.1).collect())
}

fn rate(corpus: Corpus<'_>, n: u64, tokens: u64) -> Option<f64> {
    (tokens > 0).then(|| n as f64 * corpus.parameters.per / tokens as f64)
}

fn dispersion(outlet: &OutletCounts, t: &TermMoments) -> Option<f64> {
    (outlet.n_documents > 1).then_some((t.deviation / 2.0).clamp(0.0, 1.0))
}

fn matrix(corpus: Corpus<'_>) -> Table {
    let counts = corpus.counts;
    let mut total = vec![0u64; counts.terms.len()];
    counts.by_outlet.iter().flatten().for_each(|t| total[t.term as usize] += u64::from(t.n));
    let mut order: Vec<u32> = (0..counts.terms.len() as u32).collect();
    order.sort_by_key(|t| (std::cmp::Reverse(total[*t as usize]), *t));
    order.truncate(MATRIX_CELLS / counts.outlets.len().max(1));
    let mut place = vec![usize::MAX; counts.terms.len()];
    for (row, t) in order.iter().enumerate() {
        place[*t as usize] = row;
    }
    let mut matrix = table("terms_by_outlet", "Terms, most frequent first, one count column per outlet", &["term"], Vec::new());
    outlet_headers(&mut matrix, &counts.outlets, ColumnKind::Integer);
    matrix.rows = order
        .iter()
        .map(|t| {
            let mut row: Vec<Value> = vec![Value::Integer(0); counts.outlets.len() + 1];
            row[0] = counts.terms[*t as usize].as_str().into();
            row
        })
        .collect();
    for (o, terms) in counts.by_outlet.iter().enumerate() {
        for t in terms.iter().filter(|t| place[t.term as usize] != usize::MAX) {
            matrix.rows[place[t.term as usize]][o + 1] = t.n.into();
        }
    }
    matrix
}

/// One term in one outlet against the rest.
struct Keyed {
    term: u32,
    outlet: usize,
    here: TermMoments,
    rest: TermMoments,
}

/// `keyness.csv`: every outlet against all others together, tests clustered on units.
pub fn keyness(corpus: Corpus<'_>) -> Vec<Table> {
    let counts = corpus.counts;
    let columns = [
        "term",
        "outlet_id",
        "reference",
        "n",
        "n_reference",
        "n_documents",
        "per_1000",
        "per_1000_reference",
        "log_ratio",
        "ci_low",
        "ci_high",
        "lrc",
        "z",
        "p",
        "p_adjusted",
        "g2",
        "weighted_log_odds_z",
        "dispersion",
        "note",
    ];
    let title = "Terms that set each outlet apart from the rest; p is clustered, g2 only descriptive";
    if counts.outlets.len() < 2 {
        return vec![table("keyness", title, &columns, Vec::new())];
    }
    let keyed = keyed(corpus);
    let whole = counts.outlets.iter().fold(RatioUnits::default(), |sum, o| sum.plus(&units(o, &TermMoments::default())));
    let p: Vec<Option<f64>> = keyed.iter().map(|k| test(corpus, k, &whole).map(|c| c.p)).collect();
    let adjusted = adjust::benjamini_hochberg(&p);
    let extra = &corpus.parameters.keyness;
    let rows = keyed.iter().zip(adjusted).map(|(k, adjusted)| {
        let mut values = row(corpus, k, (&whole, keyed.len() as u64, adjusted));
        let (here, rest) = sides(corpus, k, &whole);
        let pair = Pair::new(here.sum_x, here.sum_n, rest.sum_x, rest.sum_n);
        values.extend(extra.iter().map(|c| Value::from(pair.as_ref().and_then(c.value))));
        values
    });
    let mut keyness = table("keyness", title, &columns, rows.collect());
    keyness.columns.extend(extra.iter().map(|c| Column {
        name: c.name.to_owned(),
        kind: ColumnKind::Number,
        unit: "",
        meaning: c.meaning.to_owned(),
        empty: "undefined for these counts",
    }));
    vec![keyness]
}

/// Every term of every outlet with what the others have of it, by outlet and term.
fn keyed(corpus: Corpus<'_>) -> Vec<Keyed> {
    let counts = corpus.counts;
    let mut sums = vec![TermMoments::default(); counts.terms.len()];
    for t in counts.by_outlet.iter().flatten() {
        let sum = &mut sums[t.term as usize];
        *sum = combine(sum, t, |a, b| a + b);
    }
    let mut keyed = Vec::new();
    for (outlet, terms) in counts.by_outlet.iter().enumerate() {
        let mut push = |term: u32, here: TermMoments| {
            keyed.push(Keyed { term, outlet, here, rest: combine(&sums[term as usize], &here, |a, b| a - b) });
        };
        if counts.outlets.len() > ABSENT_UP_TO {
            terms.iter().for_each(|t| push(t.term, *t));
        } else {
            let mut present = terms.iter().peekable();
            for term in 0..counts.terms.len() as u32 {
                push(
                    term,
                    present.next_if(|t| t.term == term).copied().unwrap_or(TermMoments { term, ..TermMoments::default() }),
                );
            }
        }
    }
    keyed
}

fn combine(a: &TermMoments, b: &TermMoments, f: impl Fn(u64, u64) -> u64) -> TermMoments {
    let small = |x: u32, y: u32| f(u64::from(x), u64::from(y)) as u32;
    TermMoments {
        term: b.term,
        n: small(a.n, b.n),
        n_documents: small(a.n_documents, b.n_documents),
        sum_xx: f(a.sum_xx, b.sum_xx),
        sum_xn: f(a.sum_xn, b.sum_xn),
        deviation: 0.0,
    }
}

fn units(outlet: &OutletCounts, t: &TermMoments) -> RatioUnits {
    RatioUnits {
        n_units: outlet.n_units,
        sum_x: u64::from(t.n),
        sum_n: outlet.sum_n,
        sum_xx: t.sum_xx,
        sum_xn: t.sum_xn,
        sum_nn: outlet.sum_nn,
    }
}

/// The units of the outlet and of the rest.
fn sides(corpus: Corpus<'_>, k: &Keyed, whole: &RatioUnits) -> (RatioUnits, RatioUnits) {
    let outlet = &corpus.counts.outlets[k.outlet];
    let rest = whole.minus(&units(outlet, &TermMoments::default()));
    let rest = RatioUnits { sum_x: u64::from(k.rest.n), sum_xx: k.rest.sum_xx, sum_xn: k.rest.sum_xn, ..rest };
    (units(outlet, &k.here), rest)
}

/// The clustered test; p from t with the degrees of freedom of the side with fewer units, because the
/// normal is too liberal for a handful of documents.
fn test(corpus: Corpus<'_>, k: &Keyed, whole: &RatioUnits) -> Option<clustered::Contrast> {
    let (here, rest) = sides(corpus, k, whole);
    let df = here.n_units.min(rest.n_units).saturating_sub(1) as f64;
    (k.here.n_documents + k.rest.n_documents >= TESTED_DOCUMENTS)
        .then(|| clustered::contrast(&here, &rest).map(|c| clustered::Contrast { p: t_p(c.z, df), ..c }))
        .flatten()
}

fn row(corpus: Corpus<'_>, k: &Keyed, (whole, comparisons, adjusted): (&RatioUnits, u64, Option<f64>)) -> Vec<Value> {
    let outlet = &corpus.counts.outlets[k.outlet];
    let (here, rest) = sides(corpus, k, whole);
    let level = corpus.parameters.confidence;
    let pair = Pair::new(here.sum_x, here.sum_n, rest.sum_x, rest.sum_n);
    let contrast = test(corpus, k, whole);
    let interval = contrast.as_ref().and_then(|_| clustered::log_ratio(&here, &rest, level));
    let note = match (&contrast, here.n_units < 2 || rest.n_units < 2) {
        (Some(_), _) => "",
        (None, true) => "one-unit: no test from one document or event",
        (None, false) => "too-few-documents: no test below 6 documents with the term",
    };
    let descriptive = |f: &dyn Fn(&Pair) -> Option<f64>| Value::from(pair.as_ref().and_then(f));
    let mut row: Vec<Value> = vec![
        corpus.counts.terms[k.term as usize].as_str().into(),
        outlet.id.as_str().into(),
        "rest".into(),
        k.here.n.into(),
        k.rest.n.into(),
        k.here.n_documents.into(),
        rate(corpus, here.sum_x, here.sum_n).into(),
        rate(corpus, rest.sum_x, rest.sum_n).into(),
        descriptive(&|p| Some(log_ratio::walter(p))),
        interval.as_ref().map(|i| i.ci.0).into(),
        interval.as_ref().map(|i| i.ci.1).into(),
        descriptive(&|p| lrc::poisson(p, 1.0 - level, comparisons)),
    ];
    row.extend([contrast.as_ref().map(|c| c.z).into(), contrast.as_ref().map(|c| c.p).into(), adjusted.into()]);
    row.extend([
        descriptive(&|p| Some(g2::signed(p, g2::g2_4cell(p)))),
        weighted_log_odds(&here, &rest).into(),
        dispersion(outlet, &k.here).filter(|_| k.here.n > 0).into(),
        note.into(),
    ]);
    row
}

fn weighted_log_odds(here: &RatioUnits, rest: &RatioUnits) -> Option<f64> {
    let pooled = (here.sum_x + rest.sum_x) as f64 / (here.sum_n + rest.sum_n).max(1) as f64;
    let side = |u: &RatioUnits| Side { y: u.sum_x as f64, n: u.sum_n as f64, alpha: PRIOR * pooled, alpha_0: PRIOR };
    log_odds::term(&side(here), &side(rest)).map(|l| l.zeta(Variance::FourTerm))
}
