//! Reads the tensors of a GGUF file, versions 2 and 3, as ggml's `docs/gguf.md` describes them.
//!
//! A file is hostile until it is read: every length is matched against the bytes that are there, nothing is allocated for
//! what a file only promises, and nothing recurses.

pub mod metadata;
mod reader;

use super::tensors::Tensors;
use crate::fault::Fault;
use metadata::Metadata;
use pyronet_compute_spec::{inference::Matrix, operations::Encoding};
use reader::{Reader, too_large};
use std::collections::BTreeMap;

/// Where tensors begin, unless the file says otherwise.
const ALIGNMENT: u32 = 32;
const ALIGNMENT_KEY: &str = "general.alignment";

/// The tensors of a file by their names.
#[derive(Clone, Debug)]
pub struct Gguf<'a> {
    tensors: BTreeMap<&'a [u8], Matrix<'a>>,
}

impl<'a> Tensors<'a> for Gguf<'a> {
    fn tensor(&self, name: &str) -> Option<Matrix<'a>> {
        self.tensors.get(name.as_bytes()).copied()
    }
}

impl<'a> Gguf<'a> {
    /// Reads the table of tensors. Those stored in a way that [`Encoding`] does not know are left out.
    pub fn read(file: &'a [u8]) -> Result<Self, Fault> {
        let mut reader = Reader::new(file);
        let (tensors, metadata) = Metadata::read_from(&mut reader)?;
        let stated = metadata.has(ALIGNMENT_KEY).then(|| metadata.number(ALIGNMENT_KEY).unwrap_or(0));
        let alignment = stated.map_or(Ok(ALIGNMENT), alignment_of)?;
        let entries = (0..tensors).map(|_| Entry::read(&mut reader)).collect::<Result<Vec<_>, Fault>>()?;
        let data = reader.at.checked_next_multiple_of(alignment as usize).and_then(|at| file.get(at..));
        let data = data.unwrap_or_default();
        let mut named = BTreeMap::new();
        for Entry { name, sizes: [columns, rows], kind, offset } in entries {
            let Some(encoding) = encoding_of(kind) else { continue };
            let matrix = encoding
                .row_bytes(columns)
                .and_then(|row| row.checked_mul(rows))
                .and_then(|length| data.get(offset..offset.checked_add(length)?))
                .and_then(|bytes| Matrix::new(encoding, rows, columns, bytes))
                .ok_or_else(|| Fault::bad_model("gguf-tensor", "A tensor reaches beyond the model's end."))?;
            if named.insert(name, matrix).is_some() {
                return Err(Fault::bad_model("gguf-name", "Two tensors of the model have the same name."));
            }
        }
        Ok(Self { tensors: named })
    }
}

/// A tensor as the table states it: columns and all other dimensions together.
struct Entry<'a> {
    name: &'a [u8],
    sizes: [usize; 2],
    kind: u32,
    offset: usize,
}

impl<'a> Entry<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, Fault> {
        let name = reader.name()?;
        let dimensions = reader.u32()?;
        if !(1..=4).contains(&dimensions) {
            return Err(Fault::bad_model("gguf-tensor", "A tensor has no dimension, or more than four."));
        }
        let columns = reader.size()?;
        let mut rows = 1_usize;
        for _ in 1..dimensions {
            rows = rows.checked_mul(reader.size()?).ok_or_else(too_large)?;
        }
        Ok(Self { name, sizes: [columns, rows], kind: reader.u32()?, offset: reader.size()? })
    }
}

fn alignment_of(value: u64) -> Result<u32, Fault> {
    match u32::try_from(value) {
        Ok(alignment) if alignment.is_power_of_two() && alignment <= 1 << 20 => Ok(alignment),
        _ => Err(Fault::bad_model("gguf-alignment", "The model's alignment is no power of two up to 2^20.")),
    }
}

fn encoding_of(kind: u32) -> Option<Encoding> {
    match kind {
        0 => Some(Encoding::F32),
        1 => Some(Encoding::F16),
        3 => Some(Encoding::Q4_1),
        8 => Some(Encoding::Q8_0),
        _ => None,
    }
}
