//! Result tables a study asks for by name: outlets grouped, mapped and scaled by their words, and how the
//! most frequent terms are spread and weigh.
//!
//! Most take the fold, and are made here. What needs the words of single documents has a file of its own
//! and reads documents one by one.

mod bigrams;
mod collocations;
mod document_keyness;
mod lss;
mod neighbours;
mod scores;
mod seeds;
mod spread;

use super::map::{OUTLETS, Profiles, TERMS, outlet_id, too_many_outlets, totals};
use super::{Corpus, table};
use crate::count::{TermMoments, Text};
use crate::measure::ca::{Ca, Points};
use crate::measure::dispersion::Dispersion;
use crate::measure::distance::Distance;
use crate::measure::log_odds::{Prior, Variance, log_odds as flat_odds};
use crate::measure::map::refusal;
use crate::measure::pca::{Pca, hellinger_profiles};
use crate::measure::tf_idf::Convention;
use crate::measure::tidylo::{Alpha, tidylo};
use crate::measure::tree::{Linkage, Tree};
use crate::measure::wordfish::{Options, Wordfish};
use crate::measure::wordscores::Wordscores;
use crate::table::{Table, Value};
use ndarray::Array2;
use std::io;

/// Terms of principal components, whose covariances are computed in full.
const COMPONENT_TERMS: usize = 300;
/// Terms of Wordfish, which is solved by iteration.
const WORDFISH_TERMS: usize = 1_000;
/// Terms listed of each outlet by tf-idf or log-odds.
const MARKING: usize = 100;

/// A result table that is made when a study asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Further {
    /// Name in studies and of the file.
    pub name: &'static str,
    /// What it shows.
    pub title: &'static str,
    /// The measure it is made with.
    pub measure: &'static str,
    columns: &'static [&'static str],
    /// Without which it has no rows.
    needs: &'static str,
    rows: Rows,
}

/// Makes rows of documents.
type FromDocuments = fn(Corpus<'_>, &dyn Documents) -> io::Result<Vec<Vec<Value>>>;

/// What a table is made of.
#[derive(Clone, Copy, Debug)]
enum Rows {
    /// The fold.
    Fold(fn(Corpus<'_>) -> Vec<Vec<Value>>),
    /// Every pair of the fold's outlets, up to [`OUTLETS`].
    Pairs(fn(Corpus<'_>) -> Vec<Vec<Value>>),
    /// The counted terms of every document.
    Terms(FromDocuments),
    /// The words of every document in their order.
    Order(FromDocuments),
}

impl Further {
    /// Whether it needs the order of words, which is kept only for tables that do.
    pub fn needs_order(&self) -> bool {
        matches!(self.rows, Rows::Order(_))
    }

    /// The table.
    ///
    /// # Errors
    /// When documents cannot be read back.
    pub fn make(&self, corpus: Corpus<'_>, documents: &dyn Documents) -> io::Result<Table> {
        let rows = match self.rows {
            Rows::Pairs(_) if corpus.counts.outlets.len() > OUTLETS => Vec::new(),
            Rows::Fold(rows) | Rows::Pairs(rows) => rows(corpus),
            Rows::Terms(rows) | Rows::Order(rows) => rows(corpus, documents)?,
        };
        Ok(table(self.name, self.title, self.columns, rows))
    }

    /// Why it has no rows: reason code and detail.
    pub fn unmade(&self, corpus: Corpus<'_>) -> (&'static str, String) {
        let counts = corpus.counts;
        match self.rows {
            Rows::Pairs(_) if counts.outlets.len() > OUTLETS => too_many_outlets(counts.outlets.len()),
            _ => {
                let hits: u64 = counts.outlets.iter().map(|o| o.n_hits).sum();
                let has = format!("{} outlets, {} documents and {hits} hits", counts.outlets.len(), counts.documents.len());
                ("no-rows", format!("{} needs {}; the corpus has {has}", self.name, self.needs))
            }
        }
    }
}

/// Documents of the fold, read one by one.
pub trait Documents: Sync {
    /// Counted terms of a document and how often.
    ///
    /// # Errors
    /// When they cannot be read back.
    fn terms(&self, document: usize) -> io::Result<Vec<(u32, u32)>>;

    /// Its words in their order, and the hits that count.
    ///
    /// # Errors
    /// When they cannot be read back.
    fn text(&self, document: usize) -> io::Result<Text>;
}

/// Every further table, by name.
pub const FURTHER: &[Further] = &[
    spread::ARF,
    bigrams::TABLE,
    Further {
        name: "clusters",
        title: "Which outlets form groups: average linkage of the root Jensen-Shannon divergence of their words",
        measure: "tree",
        columns: &["cluster", "left_cluster", "right_cluster", "height", "n_outlets", "cophenetic_correlation", "note"],
        needs: "two outlets with words",
        rows: Rows::Pairs(clusters),
    },
    collocations::TABLE,
    Further {
        name: "correspondence",
        title: "Outlets and the 5,000 most frequent terms on one map (correspondence analysis)",
        measure: "ca",
        columns: &[
            "point_kind",
            "point",
            "x",
            "y",
            "mass",
            "contribution_x",
            "contribution_y",
            "cos2",
            "inertia_x",
            "inertia_y",
            "note",
        ],
        needs: "words",
        rows: Rows::Fold(correspondence),
    },
    Further {
        name: "dispersion",
        title: "How evenly the 5,000 most frequent terms are spread over the outlets",
        measure: "dispersion",
        // The outlet comes before.
        columns: spread::DOCUMENT_DISPERSION.columns.split_at(1).1,
        needs: "words",
        rows: Rows::Fold(dispersion),
    },
    spread::DOCUMENT_DISPERSION,
    document_keyness::TABLE,
    LOG_ODDS,
    lss::TABLE,
    neighbours::TABLE,
    Further {
        name: "pca",
        title: "Principal components of the outlets' Hellinger profiles of the 300 most frequent terms",
        measure: "pca",
        columns: &["point_kind", "point", "component_1", "component_2", "explained_1", "explained_2", "note"],
        needs: "words",
        rows: Rows::Fold(pca),
    },
    scores::TABLE,
    Further {
        name: "tf_idf",
        title: "Terms that mark each outlet: the 100 weightiest by count_log10 (tf-idf, every outlet one document)",
        measure: "tf_idf",
        columns: &["outlet_id", "term", "n", "smooth_l2", "sublinear_l2", "count_log10"],
        needs: "words",
        rows: Rows::Fold(tf_idf),
    },
    Further {
        name: "wordfish",
        title: "Outlets on one latent dimension of their 1,000 most frequent terms (Wordfish)",
        measure: "wordfish",
        columns: &["point_kind", "point", "theta", "theta_se", "beta", "psi", "converged", "note"],
        needs: "words",
        rows: Rows::Fold(wordfish),
    },
    Further {
        name: "wordscores",
        title: "Outlets on the scale of those whose position the study gives (Wordscores, 5,000 most frequent terms)",
        measure: "wordscores",
        columns: &["outlet_id", "position", "raw_score", "raw_score_se", "lbg", "mv", "note"],
        needs: "words",
        rows: Rows::Fold(wordscores),
    },
];

const LOG_ODDS: Further = Further {
    name: "log_odds",
    title: "Terms with the largest weighted log-odds: the 100 of each outlet by tidylo, and against the rest with flat priors",
    measure: "tidylo",
    columns: &[
        "outlet_id",
        "term",
        "n",
        "n_reference",
        "tidylo_log_odds",
        "tidylo_weighted",
        "flat_0_1_z_two_term",
        "flat_0_001_z_four_term",
    ],
    needs: "words",
    rows: Rows::Fold(log_odds),
};

fn clusters(corpus: Corpus<'_>) -> Vec<Vec<Value>> {
    let profiles = Profiles::new(corpus, TERMS);
    let n = profiles.outlets.len();
    if n < 2 {
        return Vec::new();
    }
    let distances = Distance::JsDistanceBits.matrix(&profiles.counts);
    let tree = Tree::of(&distances, Linkage::Average);
    let faithful = tree.cophenetic_correlation(&distances);
    let name = |cluster: usize| match profiles.outlets.get(cluster) {
        Some(&o) => outlet_id(corpus, o),
        None => format!("#{}", cluster - n + 1).into(),
    };
    let note = match faithful {
        Some(r) if r < 0.8 => "the tree shows the distances badly",
        _ => "",
    };
    let merges = tree.merges.iter().enumerate();
    merges
        .map(|(i, m)| {
            let key = [name(n + i), name(m.left), name(m.right)].into_iter();
            key.chain([m.height.into(), m.size.into(), faithful.into(), note.into()]).collect()
        })
        .collect()
}

fn correspondence(corpus: Corpus<'_>) -> Vec<Vec<Value>> {
    let profiles = Profiles::new(corpus, TERMS);
    let ca = match refused(&profiles) {
        None => Ca::of_dense(&profiles.counts, 2).filter(|ca| ca.inertias.len() == 2),
        Some(why) => return unplaced(corpus, &profiles, (8, why)),
    };
    let Some(ca) = ca else { return unplaced(corpus, &profiles, (8, "refused: the outlets do not differ in two directions")) };
    let shares = [0, 1].map(|d| Value::from(ca.inertias[d] / ca.total_inertia));
    points(corpus, &profiles, |outlets, i| {
        let side: &Points = if outlets { &ca.rows } else { &ca.columns };
        let mut row: Vec<Value> = vec![side.principal[[i, 0]].into(), side.principal[[i, 1]].into(), side.mass[i].into()];
        row.extend([side.contribution[[i, 0]], side.contribution[[i, 1]]].map(Value::from));
        row.push((side.cos2[[i, 0]] + side.cos2[[i, 1]]).into());
        row.extend(shares.clone());
        row
    })
}

fn pca(corpus: Corpus<'_>) -> Vec<Vec<Value>> {
    let profiles = Profiles::new(corpus, COMPONENT_TERMS);
    let pca = match refused(&profiles) {
        None => Pca::of(&hellinger_profiles(&profiles.counts), false).filter(|p| p.sdev.len() > 1),
        Some(why) => return unplaced(corpus, &profiles, (4, why)),
    };
    let Some(pca) = pca else { return unplaced(corpus, &profiles, (4, "refused: the outlets do not differ in two directions")) };
    points(corpus, &profiles, |outlets, i| {
        let side: &Array2<f64> = if outlets { &pca.scores } else { &pca.loadings };
        [side[[i, 0]], side[[i, 1]], pca.explained[0], pca.explained[1]].map(Value::from).to_vec()
    })
}

fn wordfish(corpus: Corpus<'_>) -> Vec<Vec<Value>> {
    let profiles = Profiles::new(corpus, WORDFISH_TERMS);
    if profiles.outlets.len() > OUTLETS {
        let (code, why) = too_many_outlets(profiles.outlets.len());
        return unplaced(corpus, &profiles, (5, &format!("{code}: {why}")));
    }
    let direction = (0, profiles.outlets.len().saturating_sub(1));
    let Some(fit) = Wordfish::fit(&profiles.counts, &Options { direction, ..Options::default() }) else {
        return unplaced(corpus, &profiles, (5, "refused: fewer than three outlets or two terms"));
    };
    points(corpus, &profiles, |outlets, i| {
        let [mut theta, mut se, mut beta, mut psi] = [const { Value::Empty }; 4];
        if outlets {
            (theta, se) = (fit.theta[i].into(), fit.se[i].into());
        } else {
            (beta, psi) = (fit.beta[i].into(), fit.psi[i].into());
        }
        vec![theta, se, beta, psi, fit.converged.into()]
    })
}

/// Why outlets are not placed on a map.
fn refused(profiles: &Profiles) -> Option<&'static str> {
    let n: u64 = profiles.counts.iter().flatten().sum();
    refusal(profiles.outlets.len(), n).map(|_| "refused: a map needs 4 outlets and 50 words")
}

/// The outlets with `n` empty cells each and the reason.
fn unplaced(corpus: Corpus<'_>, profiles: &Profiles, (n, why): (usize, &str)) -> Vec<Vec<Value>> {
    let row = |&o: &usize| {
        let cells = std::iter::repeat_n(Value::Empty, n);
        [Value::from("outlet"), outlet_id(corpus, o)].into_iter().chain(cells).chain([why.into()]).collect()
    };
    profiles.outlets.iter().map(row).collect()
}

/// A row for every outlet and every term; `of` gives the cells between name and note.
fn points(corpus: Corpus<'_>, profiles: &Profiles, of: impl Fn(bool, usize) -> Vec<Value>) -> Vec<Vec<Value>> {
    let row = |outlets: bool, i: usize, name: Value| {
        let kind = if outlets { "outlet" } else { "term" };
        [Value::from(kind), name].into_iter().chain(of(outlets, i)).chain([Value::Empty]).collect()
    };
    let outlets = profiles.outlets.iter().enumerate().map(|(i, &o)| row(true, i, outlet_id(corpus, o)));
    let terms = profiles.terms.iter().enumerate().map(|(i, &t)| row(false, i, corpus.counts.terms[t].as_str().into()));
    outlets.chain(terms).collect()
}

fn dispersion(corpus: Corpus<'_>) -> Vec<Vec<Value>> {
    let profiles = Profiles::new(corpus, TERMS);
    let sizes: Vec<u64> = profiles.outlets.iter().map(|&o| corpus.counts.outlets[o].sum_n).collect();
    let of_term = |(i, &t): (usize, &usize)| {
        let parts: Vec<(u64, u64)> = profiles.counts.iter().zip(&sizes).map(|(row, size)| (row[i], *size)).collect();
        dispersion_of(corpus, t, &parts)
    };
    profiles.terms.iter().enumerate().filter_map(of_term).collect()
}

/// The term, its occurrences and how they are spread over (occurrences, tokens) of the parts.
fn dispersion_of(corpus: Corpus<'_>, term: usize, parts: &[(u64, u64)]) -> Option<Vec<Value>> {
    let d = Dispersion::of(parts)?;
    let mut row: Vec<Value> = vec![corpus.counts.terms[term].as_str().into(), d.f.into(), d.range.into(), d.vc_population.into()];
    row.extend([d.juilland_d, d.juilland_d_counts, d.carroll_d2].map(Value::from));
    row.extend([d.rosengren_s.into(), d.dp.into(), d.dp_norm.into(), d.kld_log2.into(), d.kld_norm.into()]);
    row.extend([d.d_a.into(), d.idf_log2.into()]);
    Some(row)
}

fn tf_idf(corpus: Corpus<'_>) -> Vec<Vec<Value>> {
    let counts = corpus.counts;
    let bags: Vec<Vec<(u32, u64)>> =
        counts.by_outlet.iter().map(|terms| terms.iter().map(|t| (t.term, u64::from(t.n))).collect()).collect();
    let weights = [Convention::SmoothL2, Convention::SublinearL2, Convention::CountLog10].map(|c| c.weigh(&bags));
    let mut rows = Vec::new();
    for (o, bag) in bags.iter().enumerate() {
        let mut order: Vec<usize> = (0..bag.len()).collect();
        order.sort_by(|&i, &j| weights[2][o][j].1.total_cmp(&weights[2][o][i].1).then(i.cmp(&j)));
        rows.extend(order.into_iter().take(MARKING).map(|i| {
            let key = [outlet_id(corpus, o), counts.terms[bag[i].0 as usize].as_str().into(), bag[i].1.into()];
            key.into_iter().chain(weights.each_ref().map(|w| Value::from(w[o][i].1))).collect()
        }));
    }
    rows
}

fn log_odds(corpus: Corpus<'_>) -> Vec<Vec<Value>> {
    let counts = corpus.counts;
    let totals = totals(corpus);
    let of_outlet =
        |(o, terms): (usize, &Vec<TermMoments>)| terms.iter().map(|t| (o, t.term, u64::from(t.n))).collect::<Vec<_>>();
    let groups: Vec<Vec<(usize, u32, u64)>> = counts.by_outlet.iter().enumerate().map(of_outlet).collect();
    let mut weighted = tidylo(&groups.concat(), Alpha::Empirical).into_iter();
    let mut rows = Vec::new();
    for (o, group) in groups.iter().enumerate() {
        let mut here = vec![0; totals.len()];
        group.iter().for_each(|(_, term, n)| here[*term as usize] = *n);
        let rest: Vec<u64> = totals.iter().zip(&here).map(|(all, n)| all - n).collect();
        let flat = [(0.1, Variance::TwoTerm), (0.001, Variance::FourTerm)];
        let flat = flat.map(|(alpha, variance)| (flat_odds(&here, &rest, &Prior::Flat(alpha)), variance));
        let mut ranked: Vec<_> = group.iter().zip(weighted.by_ref()).filter_map(|(g, w)| Some((g.1 as usize, w?))).collect();
        ranked.sort_by(|a, b| b.1.weighted.total_cmp(&a.1.weighted).then(a.0.cmp(&b.0)));
        rows.extend(ranked.into_iter().take(MARKING).map(|(t, w)| {
            let key = [outlet_id(corpus, o), counts.terms[t].as_str().into(), here[t].into(), rest[t].into()];
            let z = flat.each_ref().map(|(odds, variance)| Value::from(odds[t].map(|l| l.zeta(*variance))));
            key.into_iter().chain([w.log_odds, w.weighted].map(Value::from)).chain(z).collect()
        }));
    }
    rows
}

fn wordscores(corpus: Corpus<'_>) -> Vec<Vec<Value>> {
    let profiles = Profiles::new(corpus, TERMS);
    let given = |o: usize| corpus.parameters.positions.iter().find(|p| p.0 == corpus.counts.outlets[o].name).map(|p| p.1);
    let positions: Vec<Option<f64>> = profiles.outlets.iter().map(|&o| given(o)).collect();
    let placed = || profiles.counts.iter().zip(&positions).filter_map(|(row, p)| Some((row.clone(), (*p)?)));
    let (counts, known): (Vec<Vec<u64>>, Vec<f64>) = placed().unzip();
    let fit = Wordscores::fit(&counts, &known);
    let scores: Vec<_> = profiles.counts.iter().map(|row| fit.as_ref().and_then(|f| f.score(row))).collect();
    let raw: Vec<f64> = scores.iter().flatten().map(|s| s.raw).collect();
    let complete = raw.len() == scores.len();
    let lbg = fit.as_ref().filter(|_| complete).and_then(|f| f.lbg(&raw));
    let mv = fit.as_ref().filter(|_| complete).and_then(|f| f.mv(&raw)).map(|m| m.0);
    let note = if fit.is_none() { "refused: the study gives the position of fewer than two outlets" } else { "" };
    let row = |(i, &o): (usize, &usize)| {
        let score = scores[i].as_ref();
        vec![
            outlet_id(corpus, o),
            positions[i].into(),
            score.map(|s| s.raw).into(),
            score.map(|s| s.se).into(),
            lbg.as_ref().map(|l| l[i]).into(),
            mv.as_ref().map(|m| m[i]).into(),
            note.into(),
        ]
    };
    profiles.outlets.iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::{Counts, Legend, OutletCounts, TermMoments};
    use crate::measure::MEASURES;
    use crate::measure::tables::Parameters;

    /// The further tables of outlets given as counts per term.
    fn check(counts: &[&[u32]], positions: &[(&str, f64)], see: impl Fn(&Table)) {
        let outlet = |(i, row): (usize, &&[u32])| {
            let sum_n = row.iter().map(|n| u64::from(*n)).sum();
            OutletCounts { name: format!("O{i}"), id: format!("o{i}"), sum_n, ..OutletCounts::default() }
        };
        let terms = |row: &&[u32]| {
            let all = row.iter().enumerate().filter(|(_, n)| **n > 0);
            all.map(|(t, n)| TermMoments { term: t as u32, n: *n, ..TermMoments::default() }).collect()
        };
        let counts = Counts {
            outlets: counts.iter().enumerate().map(outlet).collect(),
            terms: (0..counts[0].len()).map(|t| format!("t{t}")).collect(),
            by_outlet: counts.iter().map(terms).collect(),
            ..Counts::default()
        };
        let parameters = Parameters {
            tables: FURTHER.iter().filter(|f| matches!(f.rows, Rows::Fold(_))).collect(),
            positions: positions.iter().map(|(o, p)| ((*o).to_owned(), *p)).collect(),
            ..Parameters::default()
        };
        let corpus = Corpus { counts: &counts, legend: &Legend::default(), parameters: &parameters };
        parameters.tables.iter().for_each(|f| see(&f.make(corpus, &Nothing).unwrap()));
    }

    /// Documents that are not read.
    struct Nothing;

    impl Documents for Nothing {
        fn terms(&self, _: usize) -> io::Result<Vec<(u32, u32)>> {
            Ok(Vec::new())
        }

        fn text(&self, _: usize) -> io::Result<Text> {
            Ok(Text::default())
        }
    }

    const FOUR: [&[u32]; 4] = [&[50, 10, 3, 1], &[48, 12, 2, 2], &[10, 40, 9, 0], &[12, 38, 1, 12]];

    fn cell(t: &Table, row: usize, column: &str) -> Value {
        t.rows[row][t.columns.iter().position(|c| c.name == column).unwrap()].clone()
    }

    #[test]
    fn every_further_table_is_whole() {
        check(&FOUR, &[("O0", -1.0), ("O2", 1.0)], |t| {
            // Without a lexicon there is nothing to score.
            assert_eq!(t.rows.is_empty(), t.name == "scores", "{}", t.name);
            assert!(t.rows.iter().all(|r| r.len() == t.columns.len()), "{}", t.name);
            assert!(t.columns.iter().all(|c| !c.meaning.starts_with("count in the outlet")), "{}: {:?}", t.name, t.columns);
            assert!(t.rows.iter().flatten().all(|v| !matches!(v, Value::Number(x) if !x.is_finite())), "{}", t.name);
        });
        assert!(FURTHER.iter().all(|f| MEASURES.iter().any(|m| m.name == f.measure)));
        assert!(FURTHER.windows(2).all(|w| w[0].name < w[1].name));
    }

    #[test]
    fn numbers_are_those_of_the_measures() {
        check(&FOUR, &[("O0", -1.0), ("O2", 1.0)], |t| match t.name.as_str() {
            "clusters" => {
                assert_eq!((cell(t, 0, "left_cluster"), cell(t, 0, "right_cluster")), ("o0".into(), "o1".into()));
                assert_eq!(cell(t, 2, "n_outlets"), Value::Integer(4));
            }
            "dispersion" => {
                let d = Dispersion::of(&[(50, 64), (48, 64), (10, 59), (12, 63)]).unwrap();
                assert_eq!((cell(t, 0, "term"), cell(t, 0, "dp")), ("t0".into(), d.dp.into()));
            }
            "log_odds" => {
                let flat = flat_odds(&[50, 10, 3, 1], &[70, 90, 12, 14], &Prior::Flat(0.1))[0].unwrap();
                assert_eq!((cell(t, 0, "term"), cell(t, 0, "n_reference")), ("t0".into(), 70u64.into()));
                assert_eq!(cell(t, 0, "flat_0_1_z_two_term"), flat.zeta(Variance::TwoTerm).into());
                let rows = [
                    ("0", 0, 50),
                    ("0", 1, 10),
                    ("0", 2, 3),
                    ("0", 3, 1),
                    ("1", 0, 70),
                    ("1", 1, 90),
                    ("1", 2, 12),
                    ("1", 3, 14),
                ];
                // One outlet more or less among the others changes tidylo's whole: only the sign is the same.
                let Value::Number(weighted) = cell(t, 0, "tidylo_weighted") else { panic!("{t:?}") };
                assert!(weighted > 0.0 && tidylo(&rows, Alpha::Empirical)[0].unwrap().weighted > 0.0);
            }
            "wordscores" => {
                let fit = Wordscores::fit(&[vec![50, 10, 3, 1], vec![10, 40, 9, 0]], &[-1.0, 1.0]).unwrap();
                let Value::Number(raw) = cell(t, 1, "raw_score") else { panic!("{t:?}") };
                assert!((raw - fit.score(&[48, 12, 2, 2]).unwrap().raw).abs() < 1e-12);
                assert_eq!((cell(t, 0, "position"), cell(t, 1, "position")), (Value::Number(-1.0), Value::Empty));
            }
            "wordfish" => {
                let (Value::Number(first), Value::Number(last)) = (cell(t, 0, "theta"), cell(t, 3, "theta")) else { panic!() };
                assert!(first < last && cell(t, 4, "point_kind") == "term".into());
            }
            _ => {}
        });
    }

    #[test]
    fn too_many_outlets_are_not_compared_in_pairs() {
        let outlets: Vec<&[u32]> = (0..=OUTLETS).map(|i| FOUR[i % 4]).collect();
        check(&outlets, &[], |t| match t.name.as_str() {
            "clusters" => assert!(t.rows.is_empty()),
            "wordfish" => {
                assert_eq!(cell(t, 0, "note"), "too-many-outlets: pairs are made of up to 500 outlets, the corpus has 501".into())
            }
            _ => {}
        });
        check(&outlets[1..], &[], |t| assert!(!t.rows.is_empty() || t.name == "scores", "{}", t.name));
    }

    #[test]
    fn what_cannot_be_placed_says_why() {
        check(&FOUR[..2], &[], |t| {
            if matches!(t.name.as_str(), "correspondence" | "pca" | "wordfish" | "wordscores") {
                assert_eq!(t.rows.len(), 2, "{}", t.name);
                let Value::Text(note) = cell(t, 0, "note") else { panic!("{t:?}") };
                assert!(note.starts_with("refused: "), "{note}");
            }
        });
    }
}
