//! A folder of finished segments: `0000012.f32` is the output, `0000012.json` its record.
//!
//! Each file appears whole or not at all, the record after the output, so that a run cut off at any moment can resume.

use crate::{
    fault::Fault,
    hexadecimal::to_hex,
    segment::{Segment, SegmentRecord},
};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    job::Job,
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
        format!("{index:07}.f32")
    }

    fn output_path(&self, index: u32) -> PathBuf {
        self.folder.join(Self::output_name(index))
    }
    fn record_path(&self, index: u32) -> PathBuf {
        self.folder.join(format!("{index:07}.json"))
    }

    /// Writes a segment and its record.
    pub fn save(&self, segment: &Segment) -> Result<(), Fault> {
        let companion = Companion { graph_root: self.graph_root.clone(), segment: segment.record() };
        let record = serde_json::to_vec(&companion).map_err(|error| Fault::defect(error.to_string()))?;
        write_whole(&self.output_path(segment.index), &segment.output)?;
        write_whole(&self.record_path(segment.index), &record)
    }

    /// A segment of the same job saved before, if its output still commits to what its record says.
    pub fn load(&self, job: &Job, index: u32) -> Option<Segment> {
        let tile = job.tile(index)?;
        let record = read_at_most(&self.record_path(index), LONGEST_RECORD_BYTES)?;
        let companion: Companion = serde_json::from_slice(&record).ok()?;
        let output = read_at_most(&self.output_path(index), tile.output_bytes() as u64)?;
        if companion.graph_root != self.graph_root || output.len() != tile.output_bytes() {
            return None;
        }
        let segment = Segment::commit(job, index, output);
        (segment.record() == companion.segment).then_some(segment)
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
