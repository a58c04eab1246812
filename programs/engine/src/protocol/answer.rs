//! Lines out.

use crate::{
    PROTOCOL_VERSION,
    fault::Fault,
    segment::{Segment, SegmentRecord},
    segment_store::SegmentStore,
};
use serde::Serialize;
use std::{
    io::Write,
    sync::{Mutex, PoisonError},
};

#[derive(Serialize)]
struct Envelope<'a, T> {
    v: u32,
    id: Option<u64>,
    event: &'a str,
    #[serde(flatten)]
    content: T,
}

/// A finished segment and the files that hold its output and the state it left.
#[derive(Serialize)]
pub(super) struct SegmentLine {
    #[serde(flatten)]
    pub record: SegmentRecord,
    pub file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

impl SegmentLine {
    pub(super) fn of(segment: &Segment) -> Self {
        let state = segment.state.is_some().then(|| SegmentStore::state_name(segment.index));
        Self { record: segment.record(), file: SegmentStore::output_name(segment.index), state }
    }
}

#[derive(Serialize)]
struct Done<T> {
    result: T,
}

/// Writes whole lines to the caller.
pub(super) struct Answers<W: Write> {
    output: Mutex<W>,
}

/// The caller no longer listens.
#[derive(Debug)]
pub(super) struct Deaf;

impl<W: Write> Answers<W> {
    pub(super) fn new(output: W) -> Self {
        Self { output: Mutex::new(output) }
    }

    pub(super) fn done<T: Serialize>(&self, id: u64, result: T) -> Result<(), Deaf> {
        self.line(Some(id), "done", Done { result })
    }
    pub(super) fn segment(&self, id: u64, line: SegmentLine) -> Result<(), Deaf> {
        self.line(Some(id), "segment", line)
    }
    pub(super) fn error(&self, id: Option<u64>, fault: &Fault) -> Result<(), Deaf> {
        self.line(id, "error", fault)
    }

    fn line<T: Serialize>(&self, id: Option<u64>, event: &str, content: T) -> Result<(), Deaf> {
        let envelope = Envelope { v: PROTOCOL_VERSION, id, event, content };
        let mut line = serde_json::to_vec(&envelope).map_err(|_| Deaf)?;
        line.push(b'\n');
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        output.write_all(&line).and_then(|()| output.flush()).map_err(|_| Deaf)
    }
}
