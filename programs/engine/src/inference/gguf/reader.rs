//! Numbers, texts and values as GGUF writes them, each matched against the bytes that are there.

use super::metadata::Value;
use crate::fault::Fault;

/// Most tensors, and most values, of one file.
const MOST_ENTRIES: u64 = 1 << 16;
/// Longest name, in bytes.
const LONGEST_NAME: u64 = 1 << 10;
/// Kind of a text.
const TEXT: u32 = 8;
/// Kind of an array.
const ARRAY: u32 = 9;

/// Reads a file from its beginning on.
pub(super) struct Reader<'a> {
    file: &'a [u8],
    /// Bytes read so far.
    pub at: usize,
}

impl<'a> Reader<'a> {
    /// A reader of a file.
    pub const fn new(file: &'a [u8]) -> Self {
        Self { file, at: 0 }
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(length);
        let bytes = end.and_then(|end| self.file.get(self.at..end)).ok_or_else(truncated)?;
        self.at += length;
        Ok(bytes)
    }

    pub fn u32(&mut self) -> Result<u32, Fault> {
        self.take(4)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes)).ok_or_else(truncated)
    }

    fn u64(&mut self) -> Result<u64, Fault> {
        self.take(8)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes)).ok_or_else(truncated)
    }

    pub fn size(&mut self) -> Result<usize, Fault> {
        usize::try_from(self.u64()?).map_err(|_| too_large())
    }

    pub fn count(&mut self) -> Result<u64, Fault> {
        self.u64().and_then(|count| if count <= MOST_ENTRIES { Ok(count) } else { Err(too_large()) })
    }

    pub fn name(&mut self) -> Result<&'a [u8], Fault> {
        match self.u64()? {
            length if length <= LONGEST_NAME => self.take(length as usize),
            _ => Err(too_large()),
        }
    }

    /// A value of a kind.
    pub fn value(&mut self, kind: u32) -> Result<Value<'a>, Fault> {
        match kind {
            TEXT => Ok(Value::Text(self.text()?)),
            ARRAY => self.array(),
            _ => Ok(Value::Numbers { kind, bytes: self.take(width_of(kind)?)? }),
        }
    }

    fn array(&mut self) -> Result<Value<'a>, Fault> {
        let (kind, count) = (self.u32()?, self.size()?);
        if kind != TEXT {
            // An array of arrays has no width, and is refused.
            let length = count.checked_mul(width_of(kind)?).ok_or_else(too_large)?;
            return Ok(Value::Numbers { kind, bytes: self.take(length)? });
        }
        let start = self.at;
        for _ in 0..count {
            self.text()?;
        }
        Ok(Value::Texts(&self.file[start..self.at]))
    }

    fn text(&mut self) -> Result<&'a [u8], Fault> {
        let length = self.size()?;
        self.take(length)
    }
}

/// Bytes of a value of a fixed size.
pub(super) fn width_of(kind: u32) -> Result<usize, Fault> {
    match kind {
        0 | 1 | 7 => Ok(1),
        2 | 3 => Ok(2),
        4..=6 => Ok(4),
        10..=12 => Ok(8),
        _ => Err(Fault::bad_model("gguf-value", "A value of the model is of a kind that GGUF does not have.")),
    }
}

fn truncated() -> Fault {
    Fault::bad_model("gguf-truncated", "The model ends before what it declares.")
}

pub(super) fn too_large() -> Fault {
    Fault::bad_model("gguf-range", "A number in the model's header is larger than any such file needs.")
}
