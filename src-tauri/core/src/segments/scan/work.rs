//! The work spread over the parts: on as many threads as help, with a look at "shall I stop?" before each part.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::types::{Error, Result};

/// Tells a long computation to stop.
pub type Stop<'a> = &'a (dyn Fn() -> bool + Sync);

/// Beyond this the memory, not the processor, is what is waited for.
const MOST_THREADS: usize = 4;

/// `f` of every part, in their order.
///
/// # Errors
/// `Cancelled` when `stop` said so in between.
pub fn parts<T: Send>(n: usize, stop: Stop<'_>, f: impl Fn(usize) -> T + Sync) -> Result<Vec<T>> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_THREADS).min(n);
    let (next, ended) = (AtomicUsize::new(0), AtomicBool::new(false));
    let run = || {
        let mut out = Vec::new();
        while !ended.load(Ordering::Relaxed) {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= n {
                break;
            }
            if stop() {
                ended.store(true, Ordering::Relaxed);
                break;
            }
            out.push((i, f(i)));
        }
        out
    };
    let mut all = if threads <= 1 {
        run()
    } else {
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
            let mut all = run();
            for other in others {
                // A panic of a thread is this thread's panic.
                all.extend(other.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause)));
            }
            all
        })
    };
    if ended.load(Ordering::Relaxed) {
        return Err(Error::cancelled());
    }
    all.sort_unstable_by_key(|(i, _)| *i);
    Ok(all.into_iter().map(|(_, t)| t).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_once_and_in_order() {
        assert_eq!(parts(1_000, &|| false, |i| i * 2).unwrap(), (0..1_000).map(|i| i * 2).collect::<Vec<_>>());
        assert_eq!(parts(0, &|| false, |i| i).unwrap(), Vec::<usize>::new());
    }

    #[test]
    fn it_stops_in_the_middle_when_told_to() {
        let done = AtomicUsize::new(0);
        let stop = || done.load(Ordering::Relaxed) >= 10;
        let out = parts(10_000, &stop, |_| done.fetch_add(1, Ordering::Relaxed));
        assert_eq!(out.unwrap_err().code, crate::types::Code::Cancelled);
        assert!(done.load(Ordering::Relaxed) < 100);
    }
}
