//! Threads that stay awake between the many small pieces of work of a decoder.

use std::{
    any::Any,
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::Thread,
};

type Task = dyn Fn(usize) + Sync;

/// Looks for new work before a member sleeps; a few tens of microseconds.
const LOOKS: u32 = 2_000;

#[derive(Default)]
struct Shared {
    /// The task of the present round; there from before `round` rises until all members are done with it.
    task: Mutex<Option<&'static Task>>,
    parts: AtomicUsize,
    next_part: AtomicUsize,
    round: AtomicUsize,
    /// Members that have not finished the round.
    busy: AtomicUsize,
    stop: AtomicBool,
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

/// The caller's thread and its helpers.
pub struct Team<'a> {
    shared: &'a Shared,
    helpers: Vec<Thread>,
}

impl Team<'_> {
    /// Runs `work` with a team of `threads`, the caller's included.
    pub fn gather<T>(threads: NonZeroUsize, work: impl FnOnce(&Team<'_>) -> T) -> T {
        let shared = Shared::default();
        std::thread::scope(|scope| {
            let helpers =
                (1..threads.get()).map(|_| scope.spawn(|| help(&shared)).thread().clone()).collect::<Vec<_>>();
            let team = Team { shared: &shared, helpers };
            work(&team)
            // Dropping the team ends the helpers, which the scope waits for.
        })
    }

    /// Runs `task` for each part from 0 to `parts`, each on some thread, and returns when all are done.
    pub fn each(&self, parts: usize, task: &(dyn Fn(usize) + Sync)) {
        if self.helpers.is_empty() || parts < 2 {
            (0..parts).for_each(task);
            return;
        }
        // SAFETY: helpers use the task only until they are done with the round, and `EndOfRound` waits for that on every
        // way out of this function, so the task outlives its use.
        let lasting: &'static Task = unsafe { std::mem::transmute::<&(dyn Fn(usize) + Sync), &'static Task>(task) };
        *lock(&self.shared.task) = Some(lasting);
        self.shared.parts.store(parts, Ordering::Relaxed);
        self.shared.next_part.store(0, Ordering::Relaxed);
        self.shared.busy.store(self.helpers.len(), Ordering::Relaxed);
        self.shared.round.fetch_add(1, Ordering::Release);
        let end = EndOfRound(self.shared);
        self.helpers.iter().for_each(Thread::unpark);
        take_parts(self.shared, task);
        drop(end);
        if let Some(panic) = lock(&self.shared.panic).take() {
            resume_unwind(panic);
        }
    }
}

impl Drop for Team<'_> {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Release);
        self.helpers.iter().for_each(Thread::unpark);
    }
}

/// Waits for the helpers when dropped.
struct EndOfRound<'a>(&'a Shared);

impl Drop for EndOfRound<'_> {
    fn drop(&mut self) {
        let mut looks = 0;
        while self.0.busy.load(Ordering::Acquire) > 0 {
            if looks < LOOKS {
                looks += 1;
                std::hint::spin_loop();
            } else {
                std::thread::yield_now();
            }
        }
        *lock(&self.0.task) = None;
    }
}

fn take_parts(shared: &Shared, task: &(dyn Fn(usize) + Sync)) {
    let parts = shared.parts.load(Ordering::Relaxed);
    loop {
        let part = shared.next_part.fetch_add(1, Ordering::Relaxed);
        if part >= parts {
            return;
        }
        task(part);
    }
}

fn help(shared: &Shared) {
    let mut round = 0;
    loop {
        let mut looks = 0;
        while shared.round.load(Ordering::Acquire) == round {
            if shared.stop.load(Ordering::Acquire) {
                return;
            }
            if looks < LOOKS {
                looks += 1;
                std::hint::spin_loop();
            } else {
                // An unpark between the look and this returns it at once.
                std::thread::park();
            }
        }
        round += 1;
        let task = *lock(&shared.task);
        if let Some(task) = task
            && let Err(panic) = catch_unwind(AssertUnwindSafe(|| take_parts(shared, task)))
        {
            *lock(&shared.panic) = Some(panic);
        }
        shared.busy.fetch_sub(1, Ordering::Release);
    }
}

/// What a lock guards here is one assignment, whole even where a thread panicked.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_done_once_in_each_of_many_rounds() {
        for threads in [1, 2, 5] {
            Team::gather(NonZeroUsize::new(threads).unwrap(), |team| {
                for parts in 0..200 {
                    let done: Vec<AtomicUsize> = (0..parts).map(|_| AtomicUsize::new(0)).collect();
                    team.each(parts, &|part| {
                        done[part].fetch_add(1, Ordering::Relaxed);
                    });
                    assert!(done.iter().all(|count| count.load(Ordering::Relaxed) == 1));
                }
            });
        }
    }

    #[test]
    fn a_panic_on_any_thread_reaches_the_caller() {
        let caught = std::panic::catch_unwind(|| {
            Team::gather(NonZeroUsize::new(3).unwrap(), |team| team.each(64, &|part| assert!(part < 40)));
        });
        assert!(caught.is_err());
    }
}
