//! The commands that do a job's work: `run` and `verify`.

use super::{
    answer::{Answers, Deaf, SegmentLine},
    command::{Context, seconds_of, threads_of},
    files::{JobBytes, JobPaths, read_prefix},
    request::{Run, Verify},
};
use crate::{
    fault::Fault,
    hexadecimal::digest_from_hex,
    segment::Segment,
    segment_store::SegmentStore,
    workload::{Span, Workload},
};
use serde_json::json;
use std::{
    cell::Cell,
    io::Write,
    path::PathBuf,
    time::{Duration, Instant},
};

/// Why a command that takes long may have to end.
struct Limits<'a> {
    start: Instant,
    time: Option<Duration>,
    context: &'a Context<'a>,
}

impl Limits<'_> {
    fn keep_going(&self) -> Result<(), Fault> {
        match self.time {
            _ if !self.context.wanted() => Err(Fault::cancelled()),
            Some(limit) if self.start.elapsed() > limit => Err(Fault::time_limit(limit.as_secs_f64())),
            _ => Ok(()),
        }
    }
}

/// `run`: hands over segments in ascending order, those first that lie in the folder already where that is wanted.
pub(super) fn run(
    request: &Run,
    context: &Context<'_>,
    answers: &Answers<impl Write>,
) -> Result<Result<(), Deaf>, Fault> {
    let limits = Limits { start: Instant::now(), time: seconds_of(request.max_seconds)?, context };
    let threads = threads_of(request.threads)?;
    let files = JobBytes::read(&JobPaths::from(request), |plan| {
        let needed = plan.peak_memory_bytes();
        match request.max_memory_bytes.filter(|allowed| needed > *allowed) {
            Some(allowed) => Err(Fault::out_of_memory(needed, allowed)),
            None => Ok(()),
        }
    })?;
    let workload = files.open()?;
    let plan = workload.plan();
    let (from, to) = (request.from.unwrap_or(0), request.to.unwrap_or(plan.segment_count()));
    if from > to || to > plan.segment_count() {
        return Err(Fault::no_such_segment());
    }
    let mut state = state_before(workload.as_ref(), from, request.state.as_ref())?;
    let store = SegmentStore::open(&request.folder, &files.job)?;
    let deaf = Cell::new(false);
    let hand_over = |segment: &Segment| {
        answers.segment(context.id, SegmentLine::of(segment)).map_err(|Deaf| {
            deaf.set(true);
            Fault::cancelled()
        })
    };
    let mut next = from;
    let mut all = || -> Result<(), Fault> {
        let mut root = workload.state_root(state.as_deref())?;
        while request.resume && next < to {
            limits.keep_going()?;
            let Some(segment) = store.load(plan, next, &root) else { break };
            hand_over(&segment)?;
            (root, state, next) = (segment.state_out, segment.state, next + 1);
        }
        let keep_going = || limits.keep_going();
        let span = Span { segments: next..to, state: state.as_deref(), threads, keep_going: &keep_going };
        workload.run(&span, &mut |segment| {
            store.save(&segment)?;
            hand_over(&segment)
        })
    };
    match all() {
        Ok(()) => Ok(answers.done(context.id, json!({ "segments": to - from }))),
        Err(_) if deaf.get() => Ok(Err(Deaf)),
        Err(fault) => Err(fault),
    }
}

/// `verify`: does a segment again and compares.
pub(super) fn verify(request: &Verify, context: &Context<'_>) -> Result<serde_json::Value, Fault> {
    let limits = Limits { start: Instant::now(), time: seconds_of(request.max_seconds)?, context };
    let claimed_root = digest_from_hex(&request.operation_root);
    let claimed_leaf = digest_from_hex(&request.leaf);
    let claimed_units = request.units.parse::<u64>().ok();
    let (Some(claimed_root), Some(claimed_leaf), Some(claimed_units)) = (claimed_root, claimed_leaf, claimed_units)
    else {
        return Err(Fault::bad_request("The claimed roots are 64 hexadecimal digits, the units a decimal number."));
    };
    let files = JobBytes::read(&JobPaths::from(request), |_| Ok(()))?;
    let workload = files.open()?;
    let plan = workload.plan();
    let index = request.index;
    if index >= plan.segment_count() {
        return Err(Fault::no_such_segment());
    }
    // A claim of another length differs, and needs not be read to its end to know it.
    let claimed_output = read_prefix(&request.output, plan.segment_output_bytes(index) + 1)?;
    let state = state_before(workload.as_ref(), index, request.state.as_ref())?;
    let keep_going = || limits.keep_going();
    let threads = threads_of(request.threads)?;
    let span = Span { segments: index..index + 1, state: state.as_deref(), threads, keep_going: &keep_going };
    let mut computed = None;
    workload.run(&span, &mut |segment| {
        computed = Some(segment);
        Ok(())
    })?;
    let computed = computed.ok_or_else(|| Fault::defect("A segment came to nothing."))?;
    SegmentStore::open(&request.folder, &files.job)?.save(&computed)?;
    let outputs_match = computed.output == claimed_output;
    let matches = outputs_match
        && computed.units == claimed_units
        && computed.operation_root == claimed_root
        && computed.leaf == claimed_leaf;
    let first_difference = (!outputs_match).then(|| {
        let differs = computed.output.iter().zip(&claimed_output).position(|(ours, theirs)| ours != theirs);
        differs.unwrap_or(computed.output.len().min(claimed_output.len()))
    });
    let mut result = json!({ "matches": matches, "computed": SegmentLine::of(&computed) });
    if let Some(position) = first_difference {
        result["firstDifferenceAt"] = json!(position);
    }
    Ok(result)
}

/// The state that segment `first` goes on from: none where it begins the job or where the job carries none.
fn state_before(workload: &dyn Workload, first: u32, file: Option<&PathBuf>) -> Result<Option<Vec<u8>>, Fault> {
    match (file, workload.plan().carries_state() && first > 0) {
        (None, false) => Ok(None),
        (Some(path), true) => Ok(Some(read_prefix(path, workload.plan().state_bytes().saturating_add(1))?)),
        (None, true) => Err(Fault::state_mismatch("The segments go on from a state; give that of the one before.")),
        (Some(_), false) => Err(Fault::state_mismatch("There is no segment before the first one, or no state at all.")),
    }
}
