//! Laws of the statistics, tried on random counts.

use framescope::measure::axis::theta;
use framescope::measure::ca::Ca;
use framescope::measure::chi2::chi2;
use framescope::measure::clustered::{RatioUnits, contrast};
use framescope::measure::dispersion::Dispersion;
use framescope::measure::distance::Distance;
use framescope::measure::g2::{g2_2cell, g2_4cell, signed};
use framescope::measure::log_ratio::{half_if_zero, walter};
use framescope::measure::pair::Pair;
use framescope::measure::permutation::{Budget, Stratum, permutation};
use framescope::measure::unit::{Statistic, Unit};
use framescope::measure::{MEASURES, difference_coefficient, fisher, pmi};
use proptest::prelude::*;

fn pairs() -> impl Strategy<Value = Pair> {
    (1u64..2_000_000, 1u64..2_000_000)
        .prop_flat_map(|(n1, n2)| (0..=n1.min(5_000), Just(n1), 0..=n2.min(5_000), Just(n2)))
        .prop_filter_map("a possible table", |(f1, n1, f2, n2)| Pair::new(f1, n1, f2, n2))
}

fn documents() -> impl Strategy<Value = Vec<(u64, u64)>> {
    prop::collection::vec((0u64..9, 100u64..900), 2..12)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) + 1e-12
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn swapping_corpora_turns_signs_only(pair in pairs()) {
        let other = pair.swapped();
        prop_assert!(near(g2_4cell(&pair), g2_4cell(&other)) && near(g2_2cell(&pair), g2_2cell(&other)));
        prop_assert!(near(signed(&pair, g2_4cell(&pair)), -signed(&other, g2_4cell(&other))));
        prop_assert!(near(walter(&pair), -walter(&other)));
        prop_assert_eq!(chi2(&pair).is_some(), chi2(&other).is_some());
    }

    #[test]
    fn equal_rates_are_no_keyness(f in 1u64..1000, n in 1000u64..100_000, k in 1u64..1000) {
        let pair = Pair::new(f, n, f * k, n * k).unwrap();
        prop_assert_eq!((g2_4cell(&pair), g2_2cell(&pair), chi2(&pair)), (0.0, 0.0, Some(0.0)));
        prop_assert_eq!((half_if_zero(&pair), pmi::ln(&pair)), (Some(0.0), Some(0.0)));
        prop_assert_eq!(difference_coefficient::difference_coefficient(&pair), Some(0.0));
    }

    #[test]
    fn k_times_the_corpus_is_k_times_g2(pair in pairs(), k in 2u64..500) {
        let ((f1, n1), (f2, n2)) = (pair.target(), pair.reference());
        let larger = Pair::new(k * f1, k * n1, k * f2, k * n2).unwrap();
        prop_assert!(near(g2_4cell(&larger), k as f64 * g2_4cell(&pair)));
        prop_assert!(near(g2_2cell(&larger), k as f64 * g2_2cell(&pair)));
        if f1 > 0 && f2 > 0 {
            prop_assert!(near(half_if_zero(&larger).unwrap(), half_if_zero(&pair).unwrap()));
        }
    }

    #[test]
    fn no_column_is_ever_infinite_or_nan(pair in pairs()) {
        let small = pair.target().0 + pair.reference().0 < 500;
        for column in MEASURES.iter().flat_map(|m| m.columns) {
            if small || !column.name.contains("conditional") {
                prop_assert!((column.value)(&pair).is_none_or(f64::is_finite), "{}", column.name);
            }
        }
    }

    #[test]
    fn exact_tails_overlap_in_one_point(pair in pairs()) {
        let test = fisher::Fisher::of(&pair);
        prop_assert!(test.p_two_sided <= 1.0 && test.p_two_sided >= test.p_greater.min(test.p_less) * (1.0 - 1e-9));
        prop_assert!(test.p_greater + test.p_less >= 1.0 - 1e-9);
    }

    #[test]
    fn order_and_empty_documents_change_nothing(mut units in documents(), others in documents()) {
        let before = contrast(&RatioUnits::of(units.clone()), &RatioUnits::of(others.clone()));
        let dispersion = Dispersion::of(&units).map(|d| (d.range, d.n_parts));
        units.reverse();
        units.push((0, 0));
        prop_assert_eq!(contrast(&RatioUnits::of(units.clone()), &RatioUnits::of(others)), before);
        prop_assert_eq!(Dispersion::of(&units).map(|d| (d.range, d.n_parts)), dispersion);
        let hits = |u: &[(u64, u64)]| u.iter().filter(|u| u.1 > 0).map(|u| (u.0, u.0 / 2)).collect::<Vec<_>>();
        let forward = theta(&hits(&units), 20, 0.95).unwrap();
        units.reverse();
        let back = theta(&hits(&units), 20, 0.95).unwrap();
        prop_assert!(near(forward.se, back.se) && forward.theta == back.theta);
    }

    #[test]
    fn splitting_a_document_keeps_token_level_results(units in documents(), others in documents()) {
        let (a, b) = (RatioUnits::of(units.clone()), RatioUnits::of(others));
        let (x, n) = units[0];
        let parts = units[1..].iter().copied().chain([(x / 2, n / 3), (x - x / 2, n - n / 3)]);
        let split = RatioUnits::of(parts);
        prop_assert_eq!(split.rate(), a.rate());
        let table = |m: &RatioUnits| Pair::new(m.sum_x, m.sum_n, b.sum_x, b.sum_n).map(|p| g2_4cell(&p));
        prop_assert_eq!(table(&split), table(&a));
    }

    #[test]
    fn distances_are_bounded_and_symmetric(p in prop::collection::vec(0u64..50, 5), q in prop::collection::vec(0u64..50, 5)) {
        prop_assume!(p.iter().sum::<u64>() > 0 && q.iter().sum::<u64>() > 0);
        for distance in [Distance::JsdBits, Distance::JsDistanceBits, Distance::Hellinger, Distance::TotalVariation] {
            let d = distance.matrix(&[p.clone(), q.clone()]);
            prop_assert!(d[[0, 1]] >= 0.0 && d[[0, 1]] <= 1.0 + 1e-12 && d[[0, 1]] == d[[1, 0]], "{}", distance.name());
        }
    }

    #[test]
    fn inertias_sum_to_chi2_over_n(counts in prop::collection::vec(prop::collection::vec(1u64..40, 4), 3..7)) {
        let ca = Ca::of_dense(&counts, 6).unwrap();
        let n: u64 = counts.iter().flatten().sum();
        prop_assert!((ca.inertias.sum() - ca.chi2 / n as f64).abs() < 1e-9);
    }

    #[test]
    fn two_sided_permutation_p_does_not_depend_on_the_order(x in documents(), y in documents(), seed in 0u64..99) {
        let units = |d: &[(u64, u64)]| d.iter().map(|u| Unit { a: u.0, b: u.0 / 3, n: u.1 }).collect::<Vec<_>>();
        let budget = Budget { draws: 200, seed, ..Budget::default() };
        let p = |x: &[Unit], y: &[Unit]| permutation(&[Stratum::new(x, y)], Statistic::Theta, &budget).unwrap();
        let (x, y) = (units(&x), units(&y));
        let (forward, back) = (p(&x, &y), p(&y, &x));
        prop_assert!(forward.p_two_sided() > 0.0 && forward.p_two_sided() <= 1.0);
        if forward.exact {
            prop_assert!(near(forward.p_two_sided(), back.p_two_sided()));
        }
        prop_assert_eq!(forward, p(&x, &y));
    }
}

/// The same numbers from one thread and from eight.
#[test]
fn threads_change_no_number() {
    let units = |shift: u64| (0..40).map(|i| Unit { a: (i * 7 + shift) % 5, b: (i * 3) % 4, n: 500 }).collect::<Vec<_>>();
    let task = |cell: usize| {
        let budget = Budget { draws: 500, seed: 9, cell: vec![cell.to_string()], ..Budget::default() };
        permutation(&[Stratum::new(&units(cell as u64), &units(3))], Statistic::Theta, &budget)
    };
    let alone: Vec<_> = (0..16).map(task).collect();
    let together: Vec<_> = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..8).map(|part| scope.spawn(move || [task(2 * part), task(2 * part + 1)])).collect();
        parts.into_iter().flat_map(|p| p.join().unwrap()).collect()
    });
    assert_eq!(alone, together);
}
