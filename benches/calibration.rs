//! Null calibration: how often tests call random halves of one outlet different.
//!
//! `cargo bench --bench calibration` splits a generated bursty outlet; `-- FILE` splits every outlet with
//! 200 or more articles in FILE (JSON Lines, gzipped or not, with `outlet` and `text`). For each it prints
//! the share of terms called different at nominal 5 % and the number left after Benjamini-Hochberg, for
//! the default (clustered on documents), G2 and weighted log odds; and for axes of random words the share
//! of contrasts called different by the default, the naive standard error and the permutation test.

#![allow(clippy::print_stdout)]

use flate2::read::MultiGzDecoder;
use framescope::annotate::{AnnotateOptions, Annotator};
use framescope::corpus::Document;
use framescope::measure::adjust::benjamini_hochberg;
use framescope::measure::clustered::{RatioUnits, z_and_p};
use framescope::measure::log_odds::{Side, Variance, term};
use framescope::measure::pair::Pair;
use framescope::measure::permutation::{Budget, Stratum, permutation};
use framescope::measure::special::{chi2_p, normal_p};
use framescope::measure::unit::{Statistic, Unit, stream};
use framescope::measure::{axis, g2};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use std::collections::BTreeMap;
use std::io::Read;

/// A document as counts (term, hits), ascending, and its tokens.
struct Bag {
    counts: Vec<(u32, u64)>,
    n: u64,
}

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let outlets = match files.first() {
        Some(file) => read(file),
        None => BTreeMap::from([("generated".to_owned(), generated())]),
    };
    println!(
        "outlet, articles, terms tested, share of p < .05 (default, G2, log odds), kept after BH (default, G2, log odds), axes: share of p < .05 (default, naive, permutation)"
    );
    let mut sums = [0.0; 9];
    let mut n = 0.0;
    for (outlet, bags) in outlets.iter().filter(|o| o.1.len() >= 200) {
        let mut mean = [0.0; 9];
        let (mut tested, splits) = (0, 5);
        for split in 0..splits {
            let halves = halves(bags, outlet, split);
            let (terms, rates) = keyness(&halves);
            tested += terms;
            let axes = axes(&halves, outlet, split);
            mean.iter_mut().zip(rates.into_iter().chain(axes)).for_each(|(m, r)| *m += r / splits as f64);
        }
        println!("{outlet}, {}, {}, {}", bags.len(), tested / splits, shown(&mean));
        sums.iter_mut().zip(mean).for_each(|(s, m)| *s += m);
        n += 1.0;
    }
    println!("mean, , , {}", shown(&sums.map(|s| s / n)));
}

fn shown(values: &[f64; 9]) -> String {
    let percent = |v: f64| format!("{:.1} %", 100.0 * v);
    let columns = values.iter().enumerate().map(|(i, &v)| if (3..6).contains(&i) { format!("{v:.1}") } else { percent(v) });
    columns.collect::<Vec<_>>().join(", ")
}

fn read(file: &str) -> BTreeMap<String, Vec<Bag>> {
    let bytes = std::fs::read(file).expect("a readable file");
    let mut text = String::new();
    if file.ends_with(".gz") {
        MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("gzip");
    } else {
        text = String::from_utf8(bytes).expect("UTF-8");
    }
    let mut annotator = Annotator::new(AnnotateOptions::default());
    let mut outlets: BTreeMap<String, Vec<Bag>> = BTreeMap::new();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a JSON object per line");
        let text = row["text"].as_str().unwrap_or_default().to_owned();
        let document = annotator.annotate(Document { text, ..Document::default() });
        let mut terms: Vec<u32> = document.tokens.iter().filter(|t| t.kind.is_word()).map(|t| t.term.0).collect();
        let n = terms.len() as u64;
        terms.sort_unstable();
        let counts = terms.chunk_by(|a, b| a == b).map(|c| (c[0], c.len() as u64)).collect();
        outlets.entry(row["outlet"].as_str().unwrap_or_default().to_owned()).or_default().push(Bag { counts, n });
    }
    outlets
}

/// Articles of one outlet with bursts: each draws a few topics and repeats their words.
fn generated() -> Vec<Bag> {
    let mut rng = stream(11, &["generated"]);
    let mut article = || {
        let n = 250 + rng.next_u64() % 900;
        let topics: Vec<u64> = (0..3).map(|_| rng.next_u64() % 60).collect();
        let mut word = || {
            let u = (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
            if rng.next_u64() % 10 < 4 {
                let topic = topics[(rng.next_u64() % 3) as usize];
                (10_000 + topic * 100 + 100f64.powf(u) as u64) as u32
            } else {
                8000f64.powf(u) as u32
            }
        };
        let mut terms: Vec<u32> = (0..n).map(|_| word()).collect();
        terms.sort_unstable();
        Bag { counts: terms.chunk_by(|a, b| a == b).map(|c| (c[0], c.len() as u64)).collect(), n }
    };
    (0..400).map(|_| article()).collect()
}

fn shuffled<T>(mut items: Vec<T>, rng: &mut ChaCha8Rng) -> Vec<T> {
    for i in (1..items.len()).rev() {
        items.swap(i, (rng.next_u64() % (i as u64 + 1)) as usize);
    }
    items
}

/// Two random halves of up to 200 articles each.
fn halves<'a>(bags: &'a [Bag], outlet: &str, split: usize) -> [Vec<&'a Bag>; 2] {
    let order = shuffled(bags.iter().collect(), &mut stream(split as u64, &["split", outlet]));
    let side = (order.len() / 2).min(200);
    [order[..side].to_vec(), order[side..2 * side].to_vec()]
}

fn moments(half: &[&Bag]) -> (RatioUnits, BTreeMap<u32, RatioUnits>) {
    let sizes = RatioUnits::of(half.iter().map(|b| (0, b.n)));
    let mut terms: BTreeMap<u32, RatioUnits> = BTreeMap::new();
    for bag in half {
        for &(t, x) in &bag.counts {
            let sum = terms.entry(t).or_default();
            *sum = RatioUnits {
                n_units: sizes.n_units,
                sum_n: sizes.sum_n,
                sum_nn: sizes.sum_nn,
                ..sum.plus(&RatioUnits::of([(x, bag.n)]))
            };
        }
    }
    (sizes, terms)
}

/// Terms tested; then shares called different and numbers kept, for the default, G2 and log odds. Tested
/// are terms with 5 hits or more in both halves together, in 6 articles or more: those keyness.csv tests.
fn keyness(halves: &[Vec<&Bag>; 2]) -> (usize, [f64; 6]) {
    let ((size1, terms1), (size2, terms2)) = (moments(&halves[0]), moments(&halves[1]));
    let mut articles: BTreeMap<u32, u64> = BTreeMap::new();
    halves.iter().flatten().flat_map(|b| &b.counts).for_each(|c| *articles.entry(c.0).or_default() += 1);
    let mut p: [Vec<Option<f64>>; 3] = Default::default();
    for (t, n) in articles {
        let (a, b) = (*terms1.get(&t).unwrap_or(&size1), *terms2.get(&t).unwrap_or(&size2));
        let hits = a.sum_x + b.sum_x;
        if hits < 5 || n < 6 {
            continue;
        }
        let Some(pair) = Pair::new(a.sum_x, a.sum_n, b.sum_x, b.sum_n) else {
            continue;
        };
        let alpha = 500.0 * hits as f64 / pair.total();
        let side = |m: &RatioUnits| Side { y: m.sum_x as f64, n: m.sum_n as f64, alpha, alpha_0: 500.0 };
        p[0].push(z_and_p(&a, &b).map(|t| t.1));
        p[1].push(Some(chi2_p(g2::g2_4cell(&pair), 1.0)));
        p[2].push(term(&side(&a), &side(&b)).map(|w| normal_p(w.zeta(Variance::FourTerm))));
    }
    let below = |p: &[Option<f64>]| p.iter().flatten().filter(|p| **p < 0.05).count() as f64;
    let share = |p: &[Option<f64>]| below(p) / p.iter().flatten().count().max(1) as f64;
    let kept = |p: &[Option<f64>]| below(&benjamini_hochberg(p));
    (p[0].len(), [share(&p[0]), share(&p[1]), share(&p[2]), kept(&p[0]), kept(&p[1]), kept(&p[2])])
}

/// Shares of 40 axes of random frequent words called different: default, naive, permutation.
fn axes(halves: &[Vec<&Bag>; 2], outlet: &str, split: usize) -> [f64; 3] {
    let mut totals: BTreeMap<u32, u64> = BTreeMap::new();
    halves.iter().flatten().flat_map(|b| &b.counts).for_each(|c| *totals.entry(c.0).or_default() += c.1);
    let mut ranked: Vec<(u64, u32)> = totals.into_iter().map(|(t, n)| (n, t)).collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    let pool: Vec<u32> = ranked.into_iter().skip(150).take(1200).map(|r| r.1).collect();
    let mut rng = stream(split as u64, &["axes", outlet]);
    let (mut called, mut tested) = ([0.0; 3], 0.0);
    for number in 0..40 {
        let words = shuffled(pool.clone(), &mut rng);
        let (a, b) = (&words[..4], &words[4..8]);
        let hits = |bag: &&Bag, pole: &[u32]| bag.counts.iter().filter(|c| pole.contains(&c.0)).map(|c| c.1).sum();
        let units = halves
            .each_ref()
            .map(|half| half.iter().map(|bag| Unit { a: hits(bag, a), b: hits(bag, b), n: bag.n }).collect::<Vec<_>>());
        let position =
            |units: &[Unit]| axis::theta(&units.iter().map(|u| (u.a, u.b)).collect::<Vec<_>>(), units.len() as u64, 0.95);
        let (Some(x), Some(y)) = (position(&units[0]), position(&units[1])) else {
            continue;
        };
        let Some(c) = axis::contrast(&x, &y, 0.95) else {
            continue;
        };
        let naive = (x.theta - y.theta) / x.se_naive.hypot(y.se_naive);
        let cell = vec![outlet.to_owned(), split.to_string(), number.to_string()];
        let budget = Budget { draws: 2000, cell, ..Budget::default() };
        let Some(shuffles) = permutation(&[Stratum::new(&units[0], &units[1])], Statistic::Theta, &budget) else {
            continue;
        };
        let p = [c.p, normal_p(naive), shuffles.p_two_sided()];
        called.iter_mut().zip(p).for_each(|(c, p)| *c += f64::from(u8::from(p < 0.05)));
        tested += 1.0;
    }
    called.map(|c| c / f64::max(tested, 1.0))
}
