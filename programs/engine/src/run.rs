//! The executor: threads render segments, one caller receives them in order.

use crate::{
    render::{NotFinite, Renderer, Unfinished},
    segment::Segment,
};
use pyronet_compute_spec::job::Job;
use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    ops::Range,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// Why a run ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped<E> {
    /// A pixel of this segment is not a finite number; all segments before it were handed over.
    NotFinite {
        /// The segment.
        segment: u32,
        /// The first such pixel of the segment.
        pixel: NotFinite,
    },
    /// The receiver refused to go on.
    ByReceiver(E),
}

/// Finished segments a thread may run ahead of the receiver, per thread.
const AHEAD_PER_THREAD: u32 = 4;

/// Threads this machine runs at once.
pub fn available_threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

struct Progress {
    next_to_render: u32,
    next_to_hand_over: u32,
    finished: BTreeMap<u32, Result<Segment, NotFinite>>,
}

struct Shared {
    progress: Mutex<Progress>,
    changed: Condvar,
    stop: AtomicBool,
}

impl Shared {
    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
    /// Under the lock, so that nobody misses it between a look and a wait.
    fn stop(&self) {
        let progress = self.lock();
        self.stop.store(true, Ordering::Relaxed);
        self.changed.notify_all();
        drop(progress);
    }
    fn lock(&self) -> MutexGuard<'_, Progress> {
        // A thread that panicked holding the lock left nothing half done: every update is one assignment or insertion.
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn wait<'a>(&self, guard: MutexGuard<'a, Progress>) -> MutexGuard<'a, Progress> {
        self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }
}

/// Renders `segments`, which all exist, and hands each one to `receive` in ascending order.
///
/// `keep_going` is asked a few times per second; when it refuses, threads end after the row they are at and `receive` gets
/// nothing more. The number of threads never changes a byte.
pub fn run<E>(
    job: &Job,
    renderer: &dyn Renderer,
    segments: Range<u32>,
    threads: NonZeroUsize,
    keep_going: impl Fn() -> Result<(), E>,
    mut receive: impl FnMut(Segment) -> Result<(), E>,
) -> Result<(), Stopped<E>> {
    let ahead = AHEAD_PER_THREAD * u32::try_from(threads.get()).unwrap_or(u32::MAX / AHEAD_PER_THREAD);
    let shared = Shared {
        progress: Mutex::new(Progress {
            next_to_render: segments.start,
            next_to_hand_over: segments.start,
            finished: BTreeMap::new(),
        }),
        changed: Condvar::new(),
        stop: AtomicBool::new(false),
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.get().min(segments.len()) {
            scope.spawn(|| render_segments(job, renderer, segments.end, ahead, &shared));
        }
        // Ends the threads on every way out of this scope, a panic of the receiver included.
        let _stop = StopOnDrop(&shared);
        for index in segments.clone() {
            let finished = loop {
                keep_going().map_err(Stopped::ByReceiver)?;
                let mut progress = shared.lock();
                if let Some(finished) = progress.finished.remove(&index) {
                    progress.next_to_hand_over = index + 1;
                    shared.changed.notify_all();
                    break finished;
                }
                if shared.stopped() {
                    // Only a thread that panicked stops the others.
                    std::panic::panic_any("a render thread panicked");
                }
                let patience = std::time::Duration::from_millis(50);
                drop(shared.changed.wait_timeout(progress, patience));
            };
            let segment = finished.map_err(|pixel| Stopped::NotFinite { segment: index, pixel })?;
            receive(segment).map_err(Stopped::ByReceiver)?;
        }
        Ok(())
    })
}

/// Ends all threads when dropped.
struct StopOnDrop<'a>(&'a Shared);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

fn render_segments(job: &Job, renderer: &dyn Renderer, end: u32, ahead: u32, shared: &Shared) {
    let panicking = StopOnDrop(shared);
    loop {
        let mut progress = shared.lock();
        while !shared.stopped()
            && progress.next_to_render < end
            && progress.next_to_render - progress.next_to_hand_over >= ahead
        {
            progress = shared.wait(progress);
        }
        if shared.stopped() || progress.next_to_render >= end {
            break;
        }
        let index = progress.next_to_render;
        progress.next_to_render += 1;
        drop(progress);
        let Some(tile) = job.tile(index) else { break };
        let finished = match renderer.tile(tile, &|| !shared.stopped()) {
            Ok(output) => Ok(Segment::commit(job, index, output)),
            Err(Unfinished::NotFinite(pixel)) => Err(pixel),
            Err(Unfinished::Interrupted) => break,
        };
        shared.lock().finished.insert(index, finished);
        shared.changed.notify_all();
    }
    std::mem::forget(panicking);
}
