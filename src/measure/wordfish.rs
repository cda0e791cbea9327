//! Wordfish: places texts on one latent dimension from their word counts alone.
//!
//! # Question
//! Along which single dimension do texts' word rates vary most, and where does each text stand?
//!
//! # Formula
//! `y_ik ~ Poisson(exp(α_i + ψ_k + β_k θ_i))`, text i, word k; prior `β ~ N(0, σ²)`, σ = 3. Maximised:
//! `Σ(yη − e^η) − Σβ²/(2σ²)`, under mean θ = 0, sd θ = 1 (n − 1), α_1 = 0, and θ of one named text below
//! that of another. Text effects α are profiled out; the rest is solved by L-BFGS until the gradient
//! vanishes. Standard error of θ_i: `1/√(N_i Var_p β)`, p the fitted word shares of text i.
//!
//! # Reading
//! θ orders texts; β tells which words make the order. Compare with a reading of the texts: the dimension
//! may be topic, genre or date.
//!
//! # When not
//! Not across topics: the first dimension is then what the texts are about. Standard errors take words
//! as independent and are far too small; bootstrap sentences instead.
//!
//! # Source
//! Slapin & Proksch 2008, AJPS 52; Lowe & Benoit 2013 (standard errors). Other programs stop early: on
//! Laver, Benoit and Garry's table they give −.465 and −.359 for the virgin text where the optimum is −.320.
//!
//! # Worked numbers
//! Laver, Benoit and Garry's six texts: the virgin text stands at −0.3205.
//! ```
//! use framescope::measure::wordfish::{Wordfish, Options};
//! let profile = [2, 3, 10, 22, 45, 78, 115, 146, 158, 146, 115, 78, 45, 22, 10, 3, 2];
//! let text = |shift: usize| (0..37).map(|w: usize| w.checked_sub(shift).and_then(|i| profile.get(i)).copied().unwrap_or(0)).collect();
//! let counts: Vec<Vec<u64>> = [0, 5, 10, 15, 20, 7].map(text).to_vec();
//! let w = Wordfish::fit(&counts, &Options { direction: (0, 4), ..Options::default() }).unwrap();
//! assert!((w.theta[5] + 0.3204907).abs() < 1e-4);
//! ```

use crate::measure::svd::{Sparse, svd};
use libm::{exp, fabs, log, sqrt};
use ndarray::{Array1, Array2, ArrayView1, Axis};
use std::collections::VecDeque;

/// What to solve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Standard deviation of the prior on β.
    pub sigma_beta: f64,
    /// Two texts, the first to stand below the second.
    pub direction: (usize, usize),
    /// Largest number of iterations.
    pub iterations: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { sigma_beta: 3.0, direction: (0, 1), iterations: 20_000 }
    }
}

/// A solved model.
#[derive(Clone, Debug, PartialEq)]
pub struct Wordfish {
    /// Positions of texts.
    pub theta: Array1<f64>,
    /// Their standard errors.
    pub se: Array1<f64>,
    /// Weights of words.
    pub beta: Array1<f64>,
    /// Frequency effects of words.
    pub psi: Array1<f64>,
    /// Length effects of texts.
    pub alpha: Array1<f64>,
    /// Log likelihood plus log prior, without constants.
    pub log_posterior: f64,
    /// Whether the gradient vanished within the iterations allowed.
    pub converged: bool,
}

struct Problem {
    y: Array2<f64>,
    lengths: Array1<f64>,
    shrink: f64,
}

/// The free parameters unpacked: standardised positions, the scale taken out of them, and shares p_ik.
struct State {
    theta: Array1<f64>,
    scale: f64,
    logits: Array2<f64>,
    shares: Array2<f64>,
    log_sums: Array1<f64>,
}

impl Wordfish {
    /// Fits `counts[text][word]`; `None` with fewer than three texts or two words, or if a text or word is
    /// empty, or a direction is out of range.
    pub fn fit(counts: &[Vec<u64>], options: &Options) -> Option<Wordfish> {
        let (n, k) = (counts.len(), counts.first()?.len());
        let empty_word = (0..k).any(|w| counts.iter().all(|row| row[w] == 0));
        let (low, high) = options.direction;
        if n < 3
            || k < 2
            || empty_word
            || counts.iter().any(|row| row.iter().all(|c| *c == 0))
            || low.max(high) >= n
            || low == high
        {
            return None;
        }
        let y = Array2::from_shape_fn((n, k), |(i, w)| counts[i][w] as f64);
        let lengths = y.sum_axis(Axis(1));
        let problem = Problem { y, lengths, shrink: 1.0 / (options.sigma_beta * options.sigma_beta) };
        let (x, converged) = minimise(problem.start(), options.iterations, |x| problem.value_and_gradient(x));
        Some(problem.result(&x, options.direction, converged))
    }
}

impl Problem {
    fn dims(&self) -> (usize, usize) {
        self.y.dim()
    }

    /// The free parameters: positions before standardisation, ψ, β.
    fn parts<'a>(&self, x: &'a Array1<f64>) -> [ArrayView1<'a, f64>; 3] {
        let (n, k) = self.dims();
        let (free, words) = x.view().split_at(Axis(0), n);
        let (psi, beta) = words.split_at(Axis(0), k);
        [free, psi, beta]
    }

    /// ψ from word totals, θ and β from the leading direction of the standardised residuals.
    fn start(&self) -> Array1<f64> {
        let (n, k) = self.dims();
        let total = self.lengths.sum();
        let words = self.y.sum_axis(Axis(0));
        let residual = Array2::from_shape_fn((n, k), |(i, w)| {
            let expected = self.lengths[i] * words[w] / total;
            (self.y[[i, w]] - expected) / sqrt(expected * self.lengths[i])
        });
        let leading = svd(&Sparse::from_dense(&residual), 1, 0);
        let mut x = Array1::zeros(n + 2 * k);
        for i in 0..n {
            // Without any residual every direction is as good: spread the texts evenly.
            x[i] = if leading.values.is_empty() { i as f64 } else { leading.left[[i, 0]] };
        }
        (0..k).for_each(|w| x[n + w] = log(words[w] / total));
        x
    }

    fn state(&self, x: &Array1<f64>) -> State {
        let (n, k) = self.dims();
        let [free, psi, beta] = self.parts(x);
        let mean = free.sum() / n as f64;
        let centred = free.mapv(|t| t - mean);
        let scale = sqrt(centred.dot(&centred) / (n as f64 - 1.0));
        let theta = centred / scale;
        let logits = Array2::from_shape_fn((n, k), |(i, w)| psi[w] + beta[w] * theta[i]);
        let mut log_sums = Array1::zeros(n);
        let mut shares = logits.clone();
        for (mut row, log_sum) in shares.rows_mut().into_iter().zip(log_sums.iter_mut()) {
            let top = row.fold(f64::NEG_INFINITY, |m, v| m.max(*v));
            row.mapv_inplace(|v| exp(v - top));
            let sum = row.sum();
            row /= sum;
            *log_sum = top + log(sum);
        }
        State { theta, scale, logits, shares, log_sums }
    }

    /// Negative log posterior with text effects at their best, and its gradient.
    fn value_and_gradient(&self, x: &Array1<f64>) -> (f64, Array1<f64>) {
        let n = self.lengths.len();
        let s = self.state(x);
        let [_, _, beta] = self.parts(x);
        let fit = (&self.y * &s.logits).sum() - self.lengths.dot(&s.log_sums);
        let residual = &self.y - &(&s.shares * &self.lengths.view().insert_axis(Axis(1)));
        let psi_gradient = residual.sum_axis(Axis(0));
        let beta_gradient = residual.t().dot(&s.theta) - &beta * self.shrink;
        let theta_gradient = residual.dot(&beta);
        // Chain rule through the standardisation of θ: only the part orthogonal to 1 and to θ counts.
        let mean = theta_gradient.sum() / n as f64;
        let along = theta_gradient.dot(&s.theta) / (n as f64 - 1.0);
        let free = Array1::from_shape_fn(n, |i| (theta_gradient[i] - mean - along * s.theta[i]) / s.scale);
        let gradient = ndarray::concatenate![Axis(0), free, psi_gradient, beta_gradient];
        (0.5 * self.shrink * beta.dot(&beta) - fit, -gradient)
    }

    fn result(&self, x: &Array1<f64>, (low, high): (usize, usize), converged: bool) -> Wordfish {
        let (n, k) = self.dims();
        let (s, [_, psi, beta]) = (self.state(x), self.parts(x));
        let sign = if s.theta[low] > s.theta[high] { -1.0 } else { 1.0 };
        let beta = beta.mapv(|b| sign * b);
        let free_alpha = Array1::from_shape_fn(n, |i| log(self.lengths[i]) - s.log_sums[i]);
        let psi = psi.mapv(|p| p + free_alpha[0]);
        let alpha = free_alpha.mapv(|a| a - free_alpha[0]);
        let se = Array1::from_shape_fn(n, |i| {
            let (mean, square) = s.shares.row(i).iter().zip(&beta).fold((0.0, 0.0), |m, (p, b)| (m.0 + p * b, m.1 + p * b * b));
            1.0 / sqrt(self.lengths[i] * (square - mean * mean))
        });
        let eta = Array2::from_shape_fn((n, k), |(i, w)| s.logits[[i, w]] + free_alpha[i]);
        let log_posterior = (&self.y * &eta).sum() - self.lengths.sum() - 0.5 * self.shrink * beta.dot(&beta);
        Wordfish { theta: s.theta * sign, se, beta, psi, alpha, log_posterior, converged }
    }
}

/// Limited-memory BFGS (Nocedal & Wright, alg. 7.5) with backtracking; true if the gradient vanished.
fn minimise(mut x: Array1<f64>, iterations: usize, f: impl Fn(&Array1<f64>) -> (f64, Array1<f64>)) -> (Array1<f64>, bool) {
    let (mut value, mut gradient) = f(&x);
    let small = |g: &Array1<f64>, v: f64| sqrt(g.dot(g)) <= 1e-9 * fabs(v).max(1.0);
    let mut memory: VecDeque<(Array1<f64>, Array1<f64>, f64)> = VecDeque::new();
    for _ in 0..iterations {
        if small(&gradient, value) {
            return (x, true);
        }
        let mut direction = -quasi_newton(&gradient, &memory);
        if direction.dot(&gradient) >= 0.0 {
            memory.clear();
            direction = -&gradient;
        }
        let slope = direction.dot(&gradient);
        let mut step = if memory.is_empty() { 1.0 / sqrt(gradient.dot(&gradient)) } else { 1.0 };
        let mut next = f(&(&x + &(&direction * step)));
        while (next.0.is_nan() || next.0 > value + 1e-4 * step * slope) && step > 1e-18 {
            step *= 0.5;
            next = f(&(&x + &(&direction * step)));
        }
        let moved = &direction * step;
        let turned = &next.1 - &gradient;
        let curvature = moved.dot(&turned);
        if curvature > 1e-14 * sqrt(moved.dot(&moved) * turned.dot(&turned)) {
            memory.push_back((moved.clone(), turned, 1.0 / curvature));
            if memory.len() > 30 {
                memory.pop_front();
            }
        } else if step <= 1e-18 {
            // No descent is left at this precision.
            let flat = sqrt(gradient.dot(&gradient)) <= 1e-6 * fabs(value).max(1.0);
            return (x, flat);
        }
        x += &moved;
        (value, gradient) = next;
    }
    let done = small(&gradient, value);
    (x, done)
}

/// The two-loop recursion: the inverse Hessian estimate times the gradient.
fn quasi_newton(gradient: &Array1<f64>, memory: &VecDeque<(Array1<f64>, Array1<f64>, f64)>) -> Array1<f64> {
    let mut q = gradient.clone();
    let mut weights = Vec::with_capacity(memory.len());
    for (moved, turned, rho) in memory.iter().rev() {
        let a = rho * moved.dot(&q);
        q.scaled_add(-a, turned);
        weights.push(a);
    }
    if let Some((_, turned, rho)) = memory.back() {
        q /= rho * turned.dot(turned);
    }
    for ((moved, turned, rho), a) in memory.iter().zip(weights.into_iter().rev()) {
        let b = rho * turned.dot(&q);
        q.scaled_add(a - b, moved);
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts() -> Vec<Vec<u64>> {
        vec![vec![16, 9, 5, 2], vec![7, 8, 6, 4], vec![5, 9, 9, 7], vec![1, 4, 9, 12], vec![2, 3, 11, 20]]
    }

    #[test]
    fn constraints_hold_and_the_gradient_vanishes() {
        let w = Wordfish::fit(&counts(), &Options { direction: (0, 4), ..Options::default() }).unwrap();
        assert!(w.converged && w.theta.sum().abs() < 1e-9 && (w.theta.dot(&w.theta) / 4.0 - 1.0).abs() < 1e-9);
        assert!(w.theta[0] < w.theta[4] && w.alpha[0] == 0.0);
        let turned = Wordfish::fit(&counts(), &Options { direction: (4, 0), ..Options::default() }).unwrap();
        assert!((&w.theta + &turned.theta).iter().all(|d| d.abs() < 1e-6));
    }

    #[test]
    fn too_little_to_scale() {
        assert_eq!(Wordfish::fit(&counts()[..2], &Options::default()), None);
        assert_eq!(Wordfish::fit(&[vec![1, 0], vec![2, 0], vec![3, 0]], &Options::default()), None);
    }
}
