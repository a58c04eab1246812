//! A folder of finished segments: `0000012.out` is the output, `0000012.json` its record and, where the job carries state,
//! `0000012.state` the state that the segment left.
//!
//! Each file appears whole or not at all, the record last, so that a run cut off at any moment can resume.

use crate::{
    fault::Fault,
    hexadecimal::{digest_from_hex, to_hex},
    segment::{Segment, SegmentRecord},
};
use pyronet_compute_spec::{
    commitment::{Digest, HostSha256, Sha256, segment_leaf},
    plan::Plan,
};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// A folder of segments of one job.
#[derive(Clone, Debug)]
pub struct SegmentStore {
    folder: PathBuf,
    graph_root: String,
}

/// What lies beside an output: which job it belongs to, and its record.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Companion {
    graph_root: String,
    segment: SegmentRecord,
    /// SHA-256 and length of the state file, where there is one.
    state: Option<(String, u64)>,
}

const LONGEST_RECORD_BYTES: u64 = 4096;

impl SegmentStore {
    /// Opens a folder, making it where it is missing.
    pub fn open(folder: &Path, job_bytes: &[u8]) -> Result<Self, Fault> {
        fs::create_dir_all(folder).map_err(|error| Fault::file(folder, &error))?;
        Ok(Self { folder: folder.to_owned(), graph_root: to_hex(&HostSha256::digest(&[job_bytes])) })
    }

    /// Name of the output file of a segment.
    pub fn output_name(index: u32) -> String {
        format!("{index:07}.out")
    }

    /// Name of the file of the state that a segment left.
    pub fn state_name(index: u32) -> String {
        format!("{index:07}.state")
    }

    fn output_path(&self, index: u32) -> PathBuf {
        self.folder.join(Self::output_name(index))
    }
    fn record_path(&self, index: u32) -> PathBuf {
        self.folder.join(format!("{index:07}.json"))
    }

    /// Writes a segment with its state and its record.
    pub fn save(&self, segment: &Segment) -> Result<(), Fault> {
        let state = segment.state.as_ref().map(|state| (to_hex(&HostSha256::digest(&[state])), state.len() as u64));
        let companion = Companion { graph_root: self.graph_root.clone(), segment: segment.record(), state };
        let record = serde_json::to_vec(&companion).map_err(|error| Fault::defect(error.to_string()))?;
        write_whole(&self.output_path(segment.index), &segment.output)?;
        if let Some(state) = &segment.state {
            write_whole(&self.folder.join(Self::state_name(segment.index)), state)?;
        }
        write_whole(&self.record_path(segment.index), &record)
    }

    /// A segment of the same job saved before, if its files still are what its record says, and its record is what
    /// `plan` and the state `state_in` that it must go on from make of it.
    pub fn load(&self, plan: &dyn Plan, index: u32, state_in: &Digest) -> Option<Segment> {
        let record = read_at_most(&self.record_path(index), LONGEST_RECORD_BYTES)?;
        let Companion { graph_root, segment: record, state } = serde_json::from_slice(&record).ok()?;
        if graph_root != self.graph_root || state.is_some() != plan.carries_state() {
            return None;
        }
        let output = read_at_most(&self.output_path(index), plan.segment_output_bytes(index))?;
        let state = match state {
            None => None,
            Some((sha256, length)) => {
                let state = read_at_most(&self.folder.join(Self::state_name(index)), length)?;
                if to_hex(&HostSha256::digest(&[&state])) != sha256 {
                    return None;
                }
                Some(state)
            }
        };
        let units = plan.segment_units(index);
        let [operation_root, state_out] =
            [digest_from_hex(&record.operation_root)?, digest_from_hex(&record.state_out)?];
        let leaf = segment_leaf::<HostSha256>(u64::from(index), state_in, &operation_root, &state_out, units);
        let sha256 = HostSha256::digest(&[&output]);
        let segment =
            Segment { index, units, state_in: *state_in, operation_root, state_out, leaf, sha256, output, state };
        (segment.record() == record).then_some(segment)
    }
}

/// Reads a file of at most `limit` bytes; nothing when it is missing, longer or unreadable.
fn read_at_most(path: &Path, limit: u64) -> Option<Vec<u8>> {
    if fs::metadata(path).ok()?.len() > limit {
        return None;
    }
    fs::read(path).ok()
}

/// Writes a file under a passing name, flushes it to the disk and gives it its name.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let passing = path.with_file_name(name);
    let write = || {
        let mut file = fs::File::create(&passing)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        fs::rename(&passing, path)
    };
    write().map_err(|error| {
        // The first error is the one to report.
        let _ = fs::remove_file(&passing);
        Fault::file(path, &error)
    })
}
