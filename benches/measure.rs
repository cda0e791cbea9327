//! Speed of the measures at the size of a large corpus, on generated counts.
//!
//! `cargo bench --bench measure` times the clustered keyness of 500 outlets and 200,000 terms, the
//! permutation tests of 50 axes between 20 outlets, and correspondence analysis of 500 x 50,000; each
//! with its target, the processor time it took (what a machine nobody else uses would take, over the
//! threads) and the time on the clock. `-- NAME` runs one of `keyness`, `permutation`, `ca`, `wordfish`.

#![allow(clippy::print_stdout)]

use framescope::count::{Counts, Fold, Legend, OutletCounts};
use framescope::measure::ca::Ca;
use framescope::measure::permutation::{Budget, Stratum, permutation};
use framescope::measure::tables::{Corpus, Keyness, Parameters};
use framescope::measure::unit::{Statistic, Unit, stream};
use framescope::measure::wordfish::{Options, Wordfish};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use std::time::Instant;

/// Name, what it must not exceed, and the work, which says what it cost.
type Timed = (&'static str, &'static str, fn() -> String);

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let all: [Timed; 4] = [
        ("keyness", "under 2 s, 500 MB", keyness),
        ("permutation", "under 5 s on two cores", permutations),
        ("ca", "under 10 s", correspondence),
        ("wordfish", "no target", wordfish),
    ];
    for (name, target, run) in all {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            println!("{name} ({target}): {}", run());
        }
    }
}

/// A number below `n` drawn so that the k-th value is about as frequent as 1/k.
fn zipf(rng: &mut ChaCha8Rng, n: usize) -> usize {
    let u = (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
    ((n as f64 + 1.0).powf(u) as usize).saturating_sub(1).min(n - 1)
}

/// 500 outlets, the k-th with about 5,500/k documents: 36 million tokens, as the fold holds them.
fn keyness() -> String {
    let (n_outlets, n_terms) = (500, 200_000);
    let mut rng = stream(1, &["bench", "keyness"]);
    let mut counts = Counts { terms: (0..n_terms).map(|t| format!("term{t}")).collect(), ..Counts::default() };
    let mut fold = Fold::new(n_terms);
    for k in 1..=n_outlets {
        let mut outlet = OutletCounts { name: format!("outlet {k}"), id: format!("outlet-{k}"), ..OutletCounts::default() };
        for _ in 0..5500 / k + 2 {
            let n = 300 + rng.next_u64() % 1500;
            let mut terms: Vec<u32> = (0..n).map(|_| zipf(&mut rng, n_terms) as u32).collect();
            terms.sort_unstable();
            fold.document(n, terms.chunk_by(|a, b| a == b).map(|c| (c[0], c.len() as u32)));
            fold.end_unit();
            outlet.n_documents += 1;
            outlet.n_units += 1;
            outlet.sum_n += n;
            outlet.sum_nn += n * n;
        }
        counts.by_outlet.push(fold.end_outlet());
        counts.outlets.push(outlet);
    }
    drop(fold);
    let cells: usize = counts.by_outlet.iter().map(Vec::len).sum();
    let (legend, parameters) = (Legend::default(), Parameters::default());
    let start = Start::now();
    let keyness = Keyness::new(Corpus { counts: &counts, legend: &legend, parameters: &parameters });
    let took = start.took();
    let mut rows = 0;
    let sent = keyness.rows(&mut |row| {
        rows += usize::from(!row.is_empty());
        Ok::<_, ()>(())
    });
    let sent = sent.is_ok();
    let all = start.took();
    format!("{cells} cells tested and adjusted in {took}; with {rows} rows made ({sent}) in {all}; peak {}", peak())
}

/// A start on the clock and of the processor.
struct Start(Instant, f64);

impl Start {
    fn now() -> Start {
        Start(Instant::now(), processor())
    }

    /// Both times since.
    fn took(&self) -> String {
        format!("{:.2} s of processor, {:.2} s on the clock", processor() - self.1, self.0.elapsed().as_secs_f64())
    }
}

/// Seconds of processor this process has used, where the system tells; ticks are hundredths on Linux.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |s| s.1).split_whitespace();
    fields.skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The most memory this process has held, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).map(str::trim);
    line.and_then(|l| l.split(' ').next()?.parse::<u64>().ok()).map_or_else(|| "unknown".into(), |kb| format!("{} MB", kb / 1000))
}

/// 50 axes x 190 pairs of 20 outlets x 10,000 relabellings, on two threads.
fn permutations() -> String {
    let mut rng = stream(2, &["bench", "permutation"]);
    let unit = |rng: &mut ChaCha8Rng| {
        let hits = |rng: &mut ChaCha8Rng| (rng.next_u64() % 10).saturating_sub(7);
        Unit { a: hits(rng), b: hits(rng), n: 600 }
    };
    let axes: Vec<Vec<Vec<Unit>>> =
        (0..50).map(|_| (0..20).map(|_| (0..60).map(|_| unit(&mut rng)).collect()).collect()).collect();
    let start = Start::now();
    let half = |axes: &[Vec<Vec<Unit>>]| {
        let mut small = 0;
        for (name, outlets) in axes.iter().enumerate() {
            for x in 0..outlets.len() {
                for y in 0..x {
                    let cell = vec![name.to_string(), x.to_string(), y.to_string()];
                    let budget = Budget { cell, ..Budget::default() };
                    let strata = [Stratum::new(&outlets[x], &outlets[y])];
                    let test = permutation(&strata, Statistic::Theta, &budget);
                    small += usize::from(test.is_some_and(|t| t.p_two_sided() < 0.05));
                }
            }
        }
        small
    };
    let small: usize = std::thread::scope(|scope| {
        let parts: Vec<_> = axes.chunks(25).map(|part| scope.spawn(move || half(part))).collect();
        parts.into_iter().map(|p| p.join().expect("a thread that does not panic")).sum()
    });
    let took = start.took();
    format!("9,500 tests, {:.1} % below .05: {took}", small as f64 / 95.0)
}

fn correspondence() -> String {
    let mut rng = stream(3, &["bench", "ca"]);
    let mut counts: Vec<Vec<(u32, u64)>> = Vec::new();
    for _ in 0..500 {
        let mut terms: Vec<u32> = (0..30_000).map(|_| zipf(&mut rng, 50_000) as u32).collect();
        terms.sort_unstable();
        counts.push(terms.chunk_by(|a, b| a == b).map(|c| (c[0], c.len() as u64)).collect());
    }
    // Columns nobody drew would be empty: number the others through.
    let mut seen: Vec<u32> = counts.iter().flatten().map(|c| c.0).collect();
    seen.sort_unstable();
    seen.dedup();
    for row in &mut counts {
        row.iter_mut().for_each(|c| c.0 = seen.partition_point(|s| *s < c.0) as u32);
    }
    let start = Start::now();
    let ca = Ca::of(&counts, seen.len(), 2).expect("no empty row or column");
    let took = start.took();
    format!("500 x {}: {took}, first inertia {:.5}", seen.len(), ca.inertias[0])
}

fn wordfish() -> String {
    let mut rng = stream(4, &["bench", "wordfish"]);
    let text = |rng: &mut ChaCha8Rng, shift: usize| {
        let mut row = vec![0; 1000];
        (0..5000).for_each(|_| row[(zipf(rng, 900) + shift) % 1000] += 1);
        row
    };
    let counts: Vec<Vec<u64>> = (0..30).map(|i| text(&mut rng, i)).collect();
    let used: Vec<usize> = (0..1000).filter(|&w| counts.iter().any(|row| row[w] > 0)).collect();
    let counts: Vec<Vec<u64>> = counts.iter().map(|row| used.iter().map(|&w| row[w]).collect()).collect();
    let start = Start::now();
    let fit = Wordfish::fit(&counts, &Options { direction: (0, 29), ..Options::default() }).expect("texts and words");
    format!("30 x {}: {}, converged: {}", used.len(), start.took(), fit.converged)
}
