//! Work done side by side, for every module.

/// Work that gives something.
pub(crate) type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Does jobs on all threads and gives what they made, in their order: whoever is free takes the next, so the longest
/// stand first.
pub(crate) fn side_by_side<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<T> {
    largest_first(jobs.into_iter().map(|job| (0, job)).collect())
}

/// The same for jobs of which the size is known: the largest are begun first.
pub(crate) fn largest_first<T: Send>(jobs: Vec<(usize, Job<'_, T>)>) -> Vec<T> {
    let mut made: Vec<Option<T>> = jobs.iter().map(|_| None).collect();
    let mut jobs: Vec<_> = jobs.into_iter().zip(&mut made).collect();
    jobs.sort_by_key(|((size, _), _)| std::cmp::Reverse(*size));
    rayon::scope_fifo(|scope| {
        for ((_, job), place) in jobs {
            scope.spawn_fifo(move |_| *place = Some(job()));
        }
    });
    made.into_iter().flatten().collect()
}
