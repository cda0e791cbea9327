//! What sets each outlet apart from the others in its words.

use super::{Corpus, rate, table};
use crate::count::{OutletCounts, TermMoments};
use crate::measure::clustered::{self, RatioUnits};
use crate::measure::log_odds::{self, Side, Variance};
use crate::measure::pair::Pair;
use crate::measure::{g2, log_ratio, lrc};
use crate::table::{Cell, Column, ColumnKind, Table, to_values};
use rayon::prelude::*;

/// Up to this many outlets a term that an outlet never uses has a row there too.
pub(super) const ABSENT_UP_TO: usize = 20;
/// Terms times outlets up to which it has one even when it is too rare to be tested.
const UNTESTED_UP_TO: usize = 50_000;
/// Documents a term must stand in, outlet and reference together, to be tested: below it a clustered z
/// of one-sided terms is larger than chance makes it.
pub(super) const TESTED_DOCUMENTS: u32 = 6;
/// Words of the pooled prior of the weighted log-odds.
const PRIOR: f64 = 500.0;
/// Rows for people, about.
const SUREST: usize = 20_000;
/// Adjusted p below which the report says that a difference holds.
const HOLDS_BELOW: f64 = 0.05;
/// Rows of an outlet there, at least.
const SUREST_OF_OUTLET: usize = 100;

/// `keyness.csv`: every outlet against all others together, tests clustered on units. Its rows are sent
/// one by one, for there are as many as terms times outlets.
pub struct Keyness<'a> {
    corpus: Corpus<'a>,
    /// Of each term in the whole corpus.
    sums: Vec<TermMoments>,
    /// Units of the whole corpus.
    whole: RatioUnits,
    /// Documents an absent term must stand in elsewhere to have a row.
    absent_from: u32,
    /// z of every row, not a number without a test.
    z: Vec<f64>,
    /// p of every tested row, in order, and the same adjusted.
    p: Vec<f64>,
    adjusted: Vec<f64>,
}

/// How many terms of one outlet have rows, and how many of them differ after adjustment.
pub type KeyTerms = (u64, u64);

/// One term in one outlet against the rest.
struct Keyed {
    term: u32,
    outlet: usize,
    here: TermMoments,
    rest: TermMoments,
}

/// A term in an outlet with z and p, and p adjusted.
struct Tested {
    key: Keyed,
    contrast: Option<(f64, f64)>,
    adjusted: Option<f64>,
}

/// Where rows go.
pub type KeySink<'s, E> = &'s mut (dyn FnMut(&[Cell<'_>]) -> Result<(), E> + Send);

/// Rows made at a time.
const BATCH: usize = 4096;

/// Rows that are made but not sent.
#[derive(Default)]
struct Batch<'a> {
    tested: Vec<Tested>,
    cells: Vec<Cell<'a>>,
}

/// What counts alone tell of a term in an outlet: both rates, log ratio, its conservative bound, signed G² and
/// weighted log-odds.
type Descriptive = [Option<f64>; 6];

/// Counts below which [`Descriptive`] is kept, in the outlet and in the rest: nine rows of ten have such, and
/// few different ones.
const SMALL: [u64; 2] = [32, 64];

/// The [`Descriptive`] of small counts in one outlet.
#[derive(Default)]
struct Small {
    outlet: usize,
    known: Vec<Option<Descriptive>>,
}

impl Small {
    /// The place of such counts in an outlet, when they are small.
    fn place(&mut self, outlet: usize, [n, rest]: [u64; 2]) -> Option<&mut Option<Descriptive>> {
        if self.outlet != outlet || self.known.is_empty() {
            self.outlet = outlet;
            self.known.clear();
            self.known.resize((SMALL[0] * SMALL[1]) as usize, None);
        }
        (n < SMALL[0] && rest < SMALL[1]).then(|| &mut self.known[(n * SMALL[1] + rest) as usize])
    }
}

/// The rows for people, outlet by outlet.
struct Surest<'k, 'a> {
    keyness: &'k Keyness<'a>,
    table: Table,
    totals: Vec<KeyTerms>,
    /// Of one outlet.
    ranked: Vec<Ranked>,
    small: Small,
}

/// Whether a term fails to differ, minus how strongly it does.
type Ranked = (bool, f64, Tested);

impl Surest<'_, '_> {
    fn add(&mut self, tested: Tested) {
        if self.ranked.last().is_some_and(|last| last.2.key.outlet != tested.key.outlet) {
            self.end_outlet();
        }
        let strength = tested.contrast.map_or_else(|| self.keyness.weighted_log_odds(&tested.key).unwrap_or(0.0), |t| t.0).abs();
        let holds = tested.adjusted.is_some_and(|q| q < HOLDS_BELOW);
        let total = &mut self.totals[tested.key.outlet];
        *total = (total.0 + 1, total.1 + u64::from(holds));
        self.ranked.push((!holds, -strength, tested));
    }

    fn end_outlet(&mut self) {
        let most = match self.keyness.z.len() {
            n if n <= SUREST => n,
            _ => (SUREST / self.totals.len().max(1)).max(SUREST_OF_OUTLET),
        };
        let mut ranked = std::mem::take(&mut self.ranked);
        if ranked.len() > most {
            let surest_first =
                |a: &Ranked, b: &Ranked| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.key.term.cmp(&b.2.key.term));
            ranked.select_nth_unstable_by(most, surest_first);
            ranked.truncate(most);
            ranked.sort_unstable_by_key(|r| r.2.key.term);
        }
        let mut row = Vec::new();
        for (_, _, tested) in &ranked {
            row.clear();
            self.keyness.row(tested, &mut self.small, &mut row);
            self.table.rows.push(to_values(&row));
        }
        ranked.clear();
        self.ranked = ranked;
    }
}

/// `keyness.csv` without its rows.
pub fn keyness(corpus: Corpus<'_>) -> Table {
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
    let title = "Terms that set each outlet apart from the rest; p is clustered, g2 only descriptive. Up to 20 outlets also \
                 the terms an outlet never uses; in a large corpus only those that can be tested";
    let mut keyness = table("keyness", title, &columns, Vec::new());
    keyness.columns.extend(corpus.parameters.keyness.iter().map(|c| Column {
        name: c.name.to_owned(),
        kind: ColumnKind::Number,
        unit: "",
        meaning: c.meaning.to_owned(),
        empty: "undefined for these counts",
    }));
    keyness
}

impl<'a> Keyness<'a> {
    /// Tests every row, so that p can be adjusted over all of them.
    pub fn new(corpus: Corpus<'a>) -> Keyness<'a> {
        let counts = corpus.counts;
        let mut sums = vec![TermMoments::default(); counts.terms.len()];
        for t in counts.by_outlet.iter().flatten() {
            let sum = &mut sums[t.term as usize];
            *sum = combine(sum, t, |a, b| a + b);
        }
        let whole = counts.outlets.iter().fold(RatioUnits::default(), |sum, o| sum.plus(&units(o, &TermMoments::default())));
        let absent_from = match counts.outlets.len() {
            n if n > ABSENT_UP_TO => u32::MAX,
            n if n * counts.terms.len() > UNTESTED_UP_TO => TESTED_DOCUMENTS,
            _ => 0,
        };
        let keyness = Keyness { corpus, sums, whole, absent_from, z: Vec::new(), p: Vec::new(), adjusted: Vec::new() };
        let rows: Vec<usize> = (0..counts.outlets.len()).map(|o| keyness.of(o).count()).collect();
        let mut tests = vec![(f64::NAN, f64::NAN); rows.iter().sum()];
        let (mut places, mut rest) = (Vec::new(), tests.as_mut_slice());
        for n in rows {
            let (of_outlet, others) = rest.split_at_mut(n);
            places.push(of_outlet);
            rest = others;
        }
        places.into_par_iter().enumerate().for_each(|(outlet, places)| {
            for (k, place) in keyness.of(outlet).zip(places) {
                let tested = keyness.tested(&k).and_then(|(here, rest)| clustered::z_and_p(&here, &rest));
                *place = tested.unwrap_or(*place);
            }
        });
        let (z, mut p): (Vec<f64>, Vec<f64>) = tests.into_iter().unzip();
        p.retain(|p| !p.is_nan());
        let mut adjusted = p.clone();
        corpus.parameters.correction.adjust_all(&mut adjusted);
        Keyness { z, p, adjusted, ..keyness }
    }

    /// Sends every row, by outlet and term; while some are sent the next are made. Returns the table for people:
    /// all rows when a spreadsheet shows them with ease, else the surest of every outlet; and of each outlet how
    /// many terms have rows and how many differ after adjustment.
    ///
    /// # Errors
    /// What the sink returns.
    pub fn rows<E: Send>(&self, sink: KeySink<'_, E>) -> Result<(Table, Vec<KeyTerms>), E> {
        let outlets = self.corpus.counts.outlets.len();
        let (table, totals) = (keyness(self.corpus), vec![(0, 0); outlets]);
        let mut surest = Surest { keyness: self, table, totals, ranked: Vec::new(), small: Small::default() };
        let mut tested = self.p.iter().copied().zip(self.adjusted.iter().copied());
        let mut left = (0..outlets).flat_map(|outlet| self.of(outlet)).zip(self.z.iter().copied());
        let mut small = Small::default();
        let mut make = |batch: &mut Batch<'a>| self.make((&mut left, &mut tested), &mut small, batch);
        let (mut ready, mut next) = (Batch::default(), Batch::default());
        make(&mut ready);
        while !ready.tested.is_empty() {
            let send = || ready.cells.chunks_exact(ready.cells.len() / ready.tested.len()).try_for_each(&mut *sink);
            let (sent, ()) = rayon::join(send, || make(&mut next));
            sent?;
            ready.tested.drain(..).for_each(|t| surest.add(t));
            std::mem::swap(&mut ready, &mut next);
        }
        surest.end_outlet();
        Ok((surest.table, surest.totals))
    }

    /// Makes the next rows in place of others.
    fn make(
        &self,
        (left, tested): (&mut impl Iterator<Item = (Keyed, f64)>, &mut impl Iterator<Item = (f64, f64)>),
        small: &mut Small,
        batch: &mut Batch<'a>,
    ) {
        batch.tested.clear();
        batch.cells.clear();
        for (key, z) in left.take(BATCH) {
            let of_row = if z.is_nan() { None } else { tested.next() };
            let (contrast, adjusted) = of_row.map(|(p, adjusted)| ((z, p), adjusted)).unzip();
            let tested = Tested { key, contrast, adjusted };
            self.row(&tested, small, &mut batch.cells);
            batch.tested.push(tested);
        }
    }

    /// The terms of one outlet, and of those it never uses the ones that have rows, with what the others have of
    /// them.
    fn of(&self, outlet: usize) -> impl Iterator<Item = Keyed> + '_ {
        let counts = self.corpus.counts;
        // A corpus of one outlet has nothing to compare it with.
        let terms = if counts.outlets.len() > 1 { counts.terms.len() as u32 } else { 0 };
        let mut present = counts.by_outlet.get(outlet).map_or(&[][..], Vec::as_slice).iter().peekable();
        let uses = move |term| match present.next_if(|t| t.term == term) {
            Some(used) => Some(*used),
            None => {
                (self.sums[term as usize].n_documents >= self.absent_from).then(|| TermMoments { term, ..TermMoments::default() })
            }
        };
        (0..terms).filter_map(uses).map(move |here| {
            let rest = combine(&self.sums[here.term as usize], &here, |a, b| a - b);
            Keyed { term: here.term, outlet, here, rest }
        })
    }

    /// The units of the outlet and of the rest.
    fn sides(&self, k: &Keyed) -> (RatioUnits, RatioUnits) {
        let outlet = &self.corpus.counts.outlets[k.outlet];
        let rest = self.whole.minus(&units(outlet, &TermMoments::default()));
        let rest = RatioUnits { sum_x: u64::from(k.rest.n), sum_xx: k.rest.sum_xx, sum_xn: k.rest.sum_xn, ..rest };
        (units(outlet, &k.here), rest)
    }

    /// Both sides of a term that stands in enough documents.
    fn tested(&self, k: &Keyed) -> Option<(RatioUnits, RatioUnits)> {
        (k.here.n_documents + k.rest.n_documents >= TESTED_DOCUMENTS).then(|| self.sides(k))
    }

    fn weighted_log_odds(&self, k: &Keyed) -> Option<f64> {
        let (here, rest) = self.sides(k);
        weighted_log_odds(&here, &rest)
    }

    fn descriptive(&self, here: &RatioUnits, rest: &RatioUnits) -> Descriptive {
        let pair = pair(here, rest);
        let of_pair = |f: &dyn Fn(&Pair) -> Option<f64>| pair.as_ref().and_then(f);
        [
            rate(self.corpus, here.sum_x, here.sum_n),
            rate(self.corpus, rest.sum_x, rest.sum_n),
            of_pair(&|p| Some(log_ratio::walter(p))),
            of_pair(&|p| lrc::poisson(p, 1.0 - self.corpus.parameters.confidence, self.z.len() as u64)),
            of_pair(&|p| Some(g2::signed(p, g2::g2_4cell(p)))),
            weighted_log_odds(here, rest),
        ]
    }

    /// Adds a row at the end.
    fn row(&self, &Tested { ref key, contrast, adjusted }: &Tested, small: &mut Small, row: &mut Vec<Cell<'a>>) {
        let (corpus, k) = (self.corpus, key);
        let outlet = &corpus.counts.outlets[k.outlet];
        let (here, rest) = self.sides(k);
        let interval = contrast.and_then(|_| clustered::log_ratio(&here, &rest, corpus.parameters.confidence));
        let counted = || self.descriptive(&here, &rest);
        let [per, per_rest, log_ratio, lrc, g2, weighted] = match small.place(k.outlet, [here.sum_x, rest.sum_x]) {
            Some(place) => *place.get_or_insert_with(counted),
            None => counted(),
        };
        let note = match (contrast, here.n_units < 2 || rest.n_units < 2) {
            (Some(_), _) => "",
            (None, true) => "one-unit: no test from one document or event",
            (None, false) => "too-few-documents: no test below 6 documents with the term",
        };
        row.extend([Cell::from(&corpus.counts.terms[k.term as usize]), Cell::from(&outlet.id), "rest".into()]);
        row.extend([k.here.n, k.rest.n, k.here.n_documents].map(Cell::from));
        row.extend([
            Cell::from(per),
            per_rest.into(),
            log_ratio.into(),
            interval.as_ref().map(|i| i.ci.0).into(),
            interval.as_ref().map(|i| i.ci.1).into(),
            lrc.into(),
            contrast.map(|t| t.0).into(),
            contrast.map(|t| t.1).into(),
            adjusted.into(),
            g2.into(),
            weighted.into(),
            dispersion(outlet, &k.here).filter(|_| k.here.n > 0).into(),
            note.into(),
        ]);
        let pair = pair(&here, &rest);
        row.extend(corpus.parameters.keyness.iter().map(|c| Cell::from(pair.as_ref().and_then(c.value))));
    }
}

fn pair(here: &RatioUnits, rest: &RatioUnits) -> Option<Pair> {
    Pair::new(here.sum_x, here.sum_n, rest.sum_x, rest.sum_n)
}

pub(super) fn combine(a: &TermMoments, b: &TermMoments, f: impl Fn(u64, u64) -> u64) -> TermMoments {
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

fn weighted_log_odds(here: &RatioUnits, rest: &RatioUnits) -> Option<f64> {
    let pooled = (here.sum_x + rest.sum_x) as f64 / (here.sum_n + rest.sum_n).max(1) as f64;
    let side = |u: &RatioUnits| Side { y: u.sum_x as f64, n: u.sum_n as f64, alpha: PRIOR * pooled, alpha_0: PRIOR };
    log_odds::term(&side(here), &side(rest)).map(|l| l.zeta(Variance::FourTerm))
}

/// Gries's DP of a term over the outlet's documents.
pub(super) fn dispersion(outlet: &OutletCounts, t: &TermMoments) -> Option<f64> {
    (outlet.n_documents > 1).then_some((t.deviation / 2.0).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::{Counts, Legend};
    use crate::measure::tables::Parameters;

    /// Outlet and term of every row, where one outlet uses `n` terms, the first in six documents, and one the last.
    fn rows(n: u32) -> Vec<(String, String)> {
        let used = |term, n_documents| TermMoments { term, n: n_documents, n_documents, ..TermMoments::default() };
        let outlet = |id: &str| OutletCounts { id: id.into(), n_units: 9, sum_n: 90, sum_nn: 900, ..OutletCounts::default() };
        let counts = Counts {
            outlets: ["a", "b"].map(outlet).into(),
            terms: (0..n).map(|t| t.to_string()).collect(),
            by_outlet: vec![(0..n).map(|t| used(t, if t == 0 { 6 } else { 1 })).collect(), vec![used(n - 1, 1)]],
            ..Counts::default()
        };
        let corpus = Corpus { counts: &counts, legend: &Legend::default(), parameters: &Parameters::default() };
        let mut rows = Vec::new();
        let mut sink = |row: &[Cell<'_>]| {
            let [Cell::Text(term), Cell::Text(outlet), ..] = row else { panic!("{row:?}") };
            rows.push(((*outlet).to_owned(), (*term).to_owned()));
            Ok::<(), std::convert::Infallible>(())
        };
        Keyness::new(corpus).rows(&mut sink).unwrap();
        rows
    }

    #[test]
    fn absent_terms_of_a_large_corpus_have_rows_where_they_can_be_tested() {
        let of = |n: u32, outlet: &str| rows(n).into_iter().filter(|row| row.0 == outlet).map(|row| row.1).collect::<Vec<_>>();
        assert_eq!((of(25_000, "a").len(), of(25_000, "b").len()), (25_000, 25_000));
        assert_eq!(of(25_001, "a").len(), 25_001);
        assert_eq!(of(25_001, "b"), ["0", "25000"]);
    }
}
