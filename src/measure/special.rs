//! The distributions the measures lean on: normal, Student t, chi-squared, F, binomial, gamma, beta.
//!
//! Takes plain numbers and gives probabilities and quantiles accurate to about 1e-12 relative in either
//! tail, the same on every platform (only `libm` is called). Loader's saddle-point forms keep binomial
//! and Poisson masses exact when counts reach 1e8, where differences of log-gammas lose eight digits.
//! Sources: Loader 2000, "Fast and accurate computation of binomial probabilities"; Lentz's continued
//! fractions as in Press et al., Numerical Recipes, ch. 6. Which test uses which tail is the callers' work.

use libm::{erfc, exp, fabs, lgamma, log, sqrt};
use std::f64::consts::{LN_2, LN_10, PI, SQRT_2};

const LN_SQRT_2PI: f64 = 0.918_938_533_204_672_8;

/// Natural logarithm of the gamma function.
pub fn ln_gamma(x: f64) -> f64 {
    lgamma(x)
}

/// Base-2 logarithm; exact powers of two give exact results.
pub fn log2(x: f64) -> f64 {
    libm::log2(x)
}

/// `x·ln(x/m) − d` with `d = x − m`, without cancellation when `x` is near `m`; the caller passes `d`
/// because it often knows it exactly. Twice the sum of these over cells is G².
pub fn deviance(x: f64, m: f64, d: f64) -> f64 {
    if x <= 0.0 {
        return m;
    }
    if fabs(d) >= 0.1 * (x + m) {
        return x * log(x / m) - d;
    }
    let v = d / (x + m);
    let (mut sum, mut term, mut odd) = (d * v, 2.0 * x * v, 3.0);
    loop {
        term *= v * v;
        let next = sum + term / odd;
        if next == sum {
            return sum;
        }
        sum = next;
        odd += 2.0;
    }
}

/// `ln n! − [n ln n − n + ½ ln(2πn)]`, the error of Stirling's formula, for real `n > 0`.
fn stirling_error(n: f64) -> f64 {
    if n <= 15.0 {
        return lgamma(n + 1.0) - (n + 0.5) * log(n) + n - LN_SQRT_2PI;
    }
    let n2 = n * n;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / n2) / n2) / n2) / n2) / n
}

/// `m^x e^−m / Γ(x+1)`: the Poisson mass, for real `x ≥ 0`.
pub fn poisson_mass(x: f64, m: f64) -> f64 {
    if x <= 0.0 {
        return exp(-m);
    }
    if m <= 0.0 {
        return 0.0;
    }
    exp(-stirling_error(x) - deviance(x, m, x - m)) / sqrt(2.0 * PI * x)
}

/// Natural logarithm of the binomial mass of `x` in `n` with probability `p` and `q = 1 − p`, for real
/// `x` and `n`; minus infinity where impossible.
pub fn ln_binomial_mass(x: f64, n: f64, (p, q): (f64, f64)) -> f64 {
    if p <= 0.0 || q <= 0.0 {
        return if (p <= 0.0 && x == 0.0) || (q <= 0.0 && x == n) { 0.0 } else { f64::NEG_INFINITY };
    }
    if x == 0.0 {
        return if p < 0.1 { n * libm::log1p(-p) } else { n * log(q) };
    }
    if x == n {
        return if q < 0.1 { n * libm::log1p(-q) } else { n * log(p) };
    }
    let y = n - x;
    let d = if p <= q { x - n * p } else { n * q - y };
    stirling_error(n) - stirling_error(x) - stirling_error(y) - deviance(x, n * p, d) - deviance(y, n * q, -d)
        + 0.5 * log(n / (2.0 * PI * x * y))
}

/// Regularised incomplete gamma functions `(P(a,x), Q(a,x))`, lower and upper tail, for `a > 0`.
pub fn gamma_tails(a: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    let head = poisson_mass(a, x);
    if x < a + 1.0 {
        let (mut term, mut sum, mut k) = (1.0, 1.0, a);
        while term > sum * 1e-17 {
            k += 1.0;
            term *= x / k;
            sum += term;
        }
        let lower = head * sum;
        (lower, 1.0 - lower)
    } else {
        let b0 = x + 1.0 - a;
        let upper = head * a * lentz(b0, |i| (-i * (i - a), x + 2.0 * i + 1.0 - a));
        (1.0 - upper, upper)
    }
}

/// `1 / (b0 + a1/(b1 + a2/(b2 + …)))` by the modified Lentz method; `step(i)` gives `(a_i, b_i)`.
fn lentz(b0: f64, step: impl Fn(f64) -> (f64, f64)) -> f64 {
    let tiny = |v: f64| if fabs(v) < 1e-300 { 1e-300 } else { v };
    let mut d = 1.0 / tiny(b0);
    let mut c = 1e300;
    let mut h = d;
    let mut i = 1.0;
    while i < 1e7 {
        let (a, b) = step(i);
        d = 1.0 / tiny(a * d + b);
        c = tiny(b + a / c);
        let factor = d * c;
        h *= factor;
        if fabs(factor - 1.0) < 3e-16 {
            break;
        }
        i += 1.0;
    }
    h
}

/// Regularised incomplete beta functions `(I_x(a,b), 1 − I_x(a,b))` for `a, b > 0`, `x + y = 1`; taking
/// both `x` and `y` keeps digits when either is tiny.
pub fn beta_tails(a: f64, b: f64, (x, y): (f64, f64)) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    let n = a + b;
    let head = exp(ln_binomial_mass(a, n, (x, y))) / n;
    if x * (n + 2.0) < a + 1.0 {
        let lower = head * a * b * beta_fraction(a, b, (x, y));
        (lower, 1.0 - lower)
    } else {
        let upper = head * a * b * beta_fraction(b, a, (y, x));
        (1.0 - upper, upper)
    }
}

/// The fraction of DiDonato & Morris 1992, eq. 9: `y` enters on its own, so that no digit is lost when
/// `x` is close to 1.
fn beta_fraction(a: f64, b: f64, (x, y): (f64, f64)) -> f64 {
    let lambda = if x <= y { a - (a + b) * x } else { (a + b) * y - b };
    lentz(a / (a + 1.0) * (lambda + 1.0), |n| {
        let w = n * (b - n) * x;
        let s = a + 2.0 * n - 1.0;
        let alpha = (a + n - 1.0) / s * (a + b + n - 1.0) / s * w * x;
        (alpha, n + w / s + (a + n) / (s + 2.0) * (lambda + 1.0 + n * (1.0 + y)))
    })
}

/// Upper tail of the standard normal distribution.
pub fn normal_upper(z: f64) -> f64 {
    0.5 * erfc(z / SQRT_2)
}

/// Two-sided p value of a standard normal statistic.
pub fn normal_p(z: f64) -> f64 {
    erfc(fabs(z) / SQRT_2)
}

/// Natural logarithm of [`normal_p`], finite however large the statistic.
pub fn ln_normal_p(z: f64) -> f64 {
    let z = fabs(z);
    if z < 25.0 {
        return log(normal_p(z));
    }
    let w = 1.0 / (z * z);
    let series = 1.0 - w * (1.0 - w * (3.0 - w * (15.0 - w * 105.0)));
    -0.5 * z * z - log(z) - LN_SQRT_2PI + LN_2 + log(series)
}

/// The value a standard normal variable stays below with probability `p`; `None` outside (0, 1).
pub fn normal_quantile(p: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    let tail = p.min(1.0 - p);
    // Hastings' approximation (Abramowitz & Stegun 26.2.23, error 4.5e-4), then Halley steps.
    let t = sqrt(-2.0 * log(tail));
    let mut z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    for _ in 0..3 {
        let density = exp(-0.5 * z * z - LN_SQRT_2PI);
        let step = (normal_upper(z) - tail) / density;
        z += step / (1.0 - 0.5 * z * step);
    }
    Some(if p < 0.5 { -z } else { z })
}

/// The normal multiplier of a two-sided interval, e.g. 1.959964 for `level = 0.95`.
pub fn normal_multiplier(level: f64) -> Option<f64> {
    // Tables ask for the usual level millions of times.
    if level == 0.95 { Some(1.959_963_984_540_054) } else { normal_quantile(1.0 - (1.0 - level) / 2.0) }
}

/// Upper tail of the chi-squared distribution: the p value of `x` with `df` degrees of freedom.
pub fn chi2_p(x: f64, df: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if df == 1.0 { erfc(sqrt(x / 2.0)) } else { gamma_tails(df / 2.0, x / 2.0).1 }
}

/// Base-10 logarithm of the chi-squared p value with one degree of freedom, finite for huge statistics.
pub fn log10_chi2_p(x: f64) -> f64 {
    ln_normal_p(sqrt(x.max(0.0))) / LN_10
}

/// Two-sided p value of Student's t with `df` degrees of freedom.
pub fn t_p(t: f64, df: f64) -> f64 {
    let square = t * t;
    if square == 0.0 {
        return 1.0;
    }
    if square < 9.0 && (1.0..=60.0).contains(&df) && df.fract() == 0.0 {
        return t_p_series(square, df);
    }
    beta_tails(df / 2.0, 0.5, (df / (df + square), square / (df + square))).0
}

/// The finite series for whole degrees of freedom (Abramowitz & Stegun 26.7.3-4), for statistics so small
/// that taking it from 1 loses no digit that is printed: many times as fast.
fn t_p_series(square: f64, df: f64) -> f64 {
    let (cos2, sin) = (df / (df + square), sqrt(square / (df + square)));
    let odd = df % 2.0 == 1.0;
    let mut term = if odd { sqrt(cos2) } else { 1.0 };
    let mut sum = if odd && df < 2.0 { 0.0 } else { term };
    let mut k = if odd { 3.0 } else { 2.0 };
    while k <= df - 2.0 {
        term *= cos2 * (k - 1.0) / k;
        sum += term;
        k += 2.0;
    }
    let inside = if odd { 2.0 / PI * (libm::atan(sqrt(square / df)) + sin * sum) } else { sin * sum };
    1.0 - inside
}

/// The t multiplier of a two-sided interval; `None` without degrees of freedom.
pub fn t_multiplier(level: f64, df: f64) -> Option<f64> {
    if !(level > 0.0 && level < 1.0) || df.is_nan() || df <= 0.0 {
        return None;
    }
    let alpha = 1.0 - level;
    let mut high = 2.0;
    while t_p(high, df) > alpha {
        high *= 2.0;
    }
    let ln_density = lgamma((df + 1.0) / 2.0) - lgamma(df / 2.0) - 0.5 * log(df * PI);
    Some(root((0.0, high), normal_multiplier(level)?, |t| {
        let density = exp(ln_density - (df + 1.0) / 2.0 * libm::log1p(t * t / df));
        (alpha - t_p(t, df), 2.0 * density)
    }))
}

/// Upper tail of the F distribution with `df1` and `df2` degrees of freedom.
pub fn f_p(f: f64, df1: f64, df2: f64) -> f64 {
    if f <= 0.0 {
        return 1.0;
    }
    let sum = df1 * f + df2;
    beta_tails(df2 / 2.0, df1 / 2.0, (df2 / sum, df1 * f / sum)).0
}

/// The `p` quantile of the gamma distribution with shape `a` and scale 1; 0 for `a = 0`.
pub fn gamma_quantile(p: f64, a: f64) -> Option<f64> {
    if !(0.0..1.0).contains(&p) || a.is_nan() || a < 0.0 {
        return None;
    }
    if p == 0.0 || a == 0.0 {
        return Some(0.0);
    }
    let z = normal_quantile(p)?;
    let cube = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * sqrt(a));
    let guess = (a * cube * cube * cube).max(1e-8 * a);
    let mut high = 2.0 * (a + 1.0);
    while gamma_tails(a, high).0 < p {
        high *= 2.0;
    }
    let difference = |x: f64| {
        let (lower, upper) = gamma_tails(a, x);
        if p < 0.5 { lower - p } else { (1.0 - p) - upper }
    };
    Some(root((0.0, high), guess, |x| (difference(x), poisson_mass(a, x) * a / x)))
}

/// The `p` quantile of the beta distribution; with `a = 0` it is 0, with `b = 0` it is 1, the limits
/// exact binomial intervals need.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) || a.is_nan() || b.is_nan() || a < 0.0 || b < 0.0 || a + b <= 0.0 {
        return None;
    }
    if a == 0.0 || b == 0.0 {
        return Some(if a == 0.0 { 0.0 } else { 1.0 });
    }
    let n = a + b;
    let mean = a / n;
    let guess = mean + normal_quantile(p)? * sqrt(mean * (1.0 - mean) / (n + 1.0));
    let difference = |x: f64| {
        let (lower, upper) = beta_tails(a, b, (x, 1.0 - x));
        if p < 0.5 { lower - p } else { (1.0 - p) - upper }
    };
    let density = |x: f64| exp(ln_binomial_mass(a, n, (x, 1.0 - x))) * a * b / (n * x * (1.0 - x));
    Some(root((0.0, 1.0), guess.clamp(1e-6 * mean, 1.0 - 1e-6 * (1.0 - mean)), |x| (difference(x), density(x))))
}

/// The root of an increasing function inside `(low, high)` by Newton steps that fall back to halving;
/// `f` gives value and derivative.
pub fn root((mut low, mut high): (f64, f64), start: f64, f: impl Fn(f64) -> (f64, f64)) -> f64 {
    let mut x = if start > low && start < high { start } else { 0.5 * (low + high) };
    for _ in 0..200 {
        let (value, slope) = f(x);
        if value == 0.0 {
            return x;
        }
        if value < 0.0 {
            low = x
        } else {
            high = x
        }
        let newton = x - value / slope;
        if fabs(newton - x) <= 4e-16 * fabs(x) || high - low <= 4e-16 * fabs(high) {
            return x;
        }
        x = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn close(got: f64, want: f64) {
        assert!(fabs(got - want) <= 1e-11 * fabs(want), "got {got:e}, want {want:e}");
    }

    #[test]
    fn normal_tails_and_quantiles() {
        close(normal_p(1.959_963_984_540_054), 0.05);
        close(normal_upper(6.0), 9.865_876_450_376_98e-10);
        close(normal_quantile(0.975).unwrap(), 1.959_963_984_540_054);
        close(normal_quantile(1e-20).unwrap(), -9.262_340_089_798_408);
        close(ln_normal_p(24.999_999), log(normal_p(24.999_999)));
        // ln of 2·Φ(−30): Φ(−30) = 4.906713927148187e-198
        close(ln_normal_p(30.0), log(2.0 * 4.906_713_927_148_187e-198));
        assert_eq!(normal_quantile(0.0), None);
    }

    #[test]
    fn exact_values_in_closed_form() {
        close(chi2_p(3.0, 2.0), exp(-1.5));
        close(chi2_p(5.0, 4.0), exp(-2.5) * 3.5);
        close(chi2_p(9.0, 1.0), normal_p(3.0));
        // Student t: df 1 is Cauchy, df 2 has an algebraic distribution function.
        close(t_p(1.0, 1.0), 0.5);
        close(t_p(3.0, 2.0), 1.0 - 3.0 / sqrt(11.0));
        close(f_p(2.0, 2.0, 2.0), 1.0 / 3.0);
        // Beta(2,3): I_x = 6x² − 8x³ + 3x⁴.
        close(beta_tails(2.0, 3.0, (0.3, 0.7)).0, 6.0 * 0.09 - 8.0 * 0.027 + 3.0 * 0.0081);
        close(gamma_tails(3.0, 2.0).1, exp(-2.0) * 5.0);
    }

    #[test]
    fn quantiles_invert_their_tails() {
        for df in [1.0, 2.0, 5.0, 30.0, 1e6] {
            close(t_p(t_multiplier(0.95, df).unwrap(), df), 0.05);
            close(t_p(t_multiplier(0.999, df).unwrap(), df), 0.001);
        }
        close(t_multiplier(0.95, 1.0).unwrap(), libm::tan(PI * 0.475));
        for (a, b) in [(1.0, 9.0), (0.5, 4.5), (12.0, 6.0), (1500.0, 901.0), (2.5e5, 2.4e5)] {
            for p in [1e-6, 0.025, 0.5, 0.975] {
                let x = beta_quantile(p, a, b).unwrap();
                close(beta_tails(a, b, (x, 1.0 - x)).0, p);
            }
        }
        for a in [0.5, 1.0, 5.0, 13.0, 1e5] {
            for p in [1e-6, 0.025, 0.975] {
                close(gamma_tails(a, gamma_quantile(p, a).unwrap()).0, p);
            }
        }
        close(gamma_quantile(0.975, 1.0).unwrap(), -log(0.025));
    }

    #[test]
    fn large_counts_keep_their_digits() {
        // C(2n, n) / 4^n = 1/√(πn) · (1 − 1/(8n) + 1/(128n²)) to 1e-24 at n = 1e8
        let n = 1e8;
        close(exp(ln_binomial_mass(n, 2.0 * n, (0.5, 0.5))), (1.0 - 1.0 / (8.0 * n)) / sqrt(PI * n));
        close(poisson_mass(0.0, 2.0), exp(-2.0));
        // Symmetric beta: the median is one half whatever the size.
        close(beta_tails(1e7, 1e7, (0.5, 0.5)).0, 0.5);
    }

    #[test]
    fn the_series_of_t_agrees_with_the_beta_function() {
        for df in 1..=60 {
            for t in [1e-6, 0.1, 0.7, 1.3, 2.2, 2.99] {
                let (df, square) = (f64::from(df), t * t);
                let beta = beta_tails(df / 2.0, 0.5, (df / (df + square), square / (df + square))).0;
                assert!((t_p(t, df) / beta - 1.0).abs() < 1e-11, "{df} {t}: {} {beta}", t_p(t, df));
            }
        }
    }
}
