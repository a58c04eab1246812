//! Reads the tensors of a GGUF file, versions 2 and 3, as ggml's `docs/gguf.md` describes them.
//!
//! A file is hostile until it is read: every length is matched against the bytes that are there, nothing is allocated for
//! what a file only promises, and nothing recurses.

use super::tensors::Tensors;
use crate::fault::Fault;
use pyronet_compute_spec::{inference::Matrix, operations::Encoding};
use std::collections::BTreeMap;

const MAGIC: [u8; 4] = *b"GGUF";
const VERSIONS: std::ops::RangeInclusive<u32> = 2..=3;
/// Most tensors, and most values, of one file.
const MOST_ENTRIES: u64 = 1 << 16;
/// Longest name, in bytes.
const LONGEST_NAME: u64 = 1 << 10;
/// Where tensors begin, unless the file says otherwise.
const ALIGNMENT: u32 = 32;
const ALIGNMENT_KEY: &[u8] = b"general.alignment";

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
        let mut reader = Reader { file, at: 0 };
        if reader.take(4)? != MAGIC {
            return Err(Fault::bad_model("gguf-magic", "The model is not a GGUF file."));
        }
        if !VERSIONS.contains(&reader.u32()?) {
            return Err(Fault::bad_model("gguf-version", "The model is a GGUF file of another version than 2 or 3."));
        }
        let (tensors, values) = (reader.count()?, reader.count()?);
        let mut alignment = ALIGNMENT;
        for _ in 0..values {
            let key = reader.name()?;
            let kind = reader.u32()?;
            let value = reader.value(kind)?;
            if key == ALIGNMENT_KEY {
                alignment = alignment_of(value)?;
            }
        }
        let entries = (0..tensors).map(|_| reader.entry()).collect::<Result<Vec<_>, Fault>>()?;
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

struct Reader<'a> {
    file: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(length);
        let bytes = end.and_then(|end| self.file.get(self.at..end)).ok_or_else(truncated)?;
        self.at += length;
        Ok(bytes)
    }

    fn u32(&mut self) -> Result<u32, Fault> {
        self.take(4)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes)).ok_or_else(truncated)
    }

    fn u64(&mut self) -> Result<u64, Fault> {
        self.take(8)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes)).ok_or_else(truncated)
    }

    fn size(&mut self) -> Result<usize, Fault> {
        usize::try_from(self.u64()?).map_err(|_| too_large())
    }

    fn count(&mut self) -> Result<u64, Fault> {
        self.u64().and_then(|count| if count <= MOST_ENTRIES { Ok(count) } else { Err(too_large()) })
    }

    fn name(&mut self) -> Result<&'a [u8], Fault> {
        match self.u64()? {
            length if length <= LONGEST_NAME => self.take(length as usize),
            _ => Err(too_large()),
        }
    }

    /// The bytes of a value; of an array or a text, those behind its length.
    fn value(&mut self, kind: u32) -> Result<&'a [u8], Fault> {
        const TEXT: u32 = 8;
        const ARRAY: u32 = 9;
        if kind == TEXT {
            let length = self.size()?;
            return self.take(length);
        }
        if kind != ARRAY {
            return self.take(width_of(kind)?);
        }
        let (kind, count) = (self.u32()?, self.size()?);
        if kind != TEXT {
            // An array of arrays has no width, and is refused.
            return self.take(count.checked_mul(width_of(kind)?).ok_or_else(too_large)?);
        }
        let start = self.at;
        for _ in 0..count {
            let length = self.size()?;
            self.take(length)?;
        }
        Ok(&self.file[start..self.at])
    }

    fn entry(&mut self) -> Result<Entry<'a>, Fault> {
        let name = self.name()?;
        let dimensions = self.u32()?;
        if !(1..=4).contains(&dimensions) {
            return Err(Fault::bad_model("gguf-tensor", "A tensor has no dimension, or more than four."));
        }
        let columns = self.size()?;
        let mut rows = 1_usize;
        for _ in 1..dimensions {
            rows = rows.checked_mul(self.size()?).ok_or_else(too_large)?;
        }
        Ok(Entry { name, sizes: [columns, rows], kind: self.u32()?, offset: self.size()? })
    }
}

/// Bytes of a value of a fixed size.
fn width_of(kind: u32) -> Result<usize, Fault> {
    match kind {
        0 | 1 | 7 => Ok(1),
        2 | 3 => Ok(2),
        4..=6 => Ok(4),
        10..=12 => Ok(8),
        _ => Err(Fault::bad_model("gguf-value", "A value of the model is of a kind that GGUF does not have.")),
    }
}

fn alignment_of(value: &[u8]) -> Result<u32, Fault> {
    match value.try_into().map(u32::from_le_bytes) {
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

fn truncated() -> Fault {
    Fault::bad_model("gguf-truncated", "The model ends before what it declares.")
}

fn too_large() -> Fault {
    Fault::bad_model("gguf-range", "A number in the model's header is larger than any such file needs.")
}
