//! What a GGUF file says of its model before the table of tensors. The beginning of a file is enough to read it.

use super::reader::{Reader, too_large, width_of};
use crate::fault::Fault;
use std::collections::BTreeMap;

const MAGIC: [u8; 4] = *b"GGUF";
const VERSIONS: std::ops::RangeInclusive<u32> = 2..=3;

/// A value, not looked into yet.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// One number, or an array of them, of a kind that has a width.
    Numbers {
        /// GGUF's number of the kind.
        kind: u32,
        /// All of them, little-endian.
        bytes: &'a [u8],
    },
    /// Bytes that should be UTF-8.
    Text(&'a [u8]),
    /// Texts behind their lengths, which were checked.
    Texts(&'a [u8]),
}

/// The values of a file by their keys.
#[derive(Clone, Debug)]
pub struct Metadata<'a> {
    values: BTreeMap<&'a [u8], Value<'a>>,
}

impl<'a> Metadata<'a> {
    /// Reads them from a model's file, or from its beginning.
    pub fn read(header: &'a [u8]) -> Result<Self, Fault> {
        Self::read_from(&mut Reader::new(header)).map(|(_, metadata)| metadata)
    }

    /// Reads up to the table of tensors, and how many stand there.
    pub(super) fn read_from(reader: &mut Reader<'a>) -> Result<(u64, Self), Fault> {
        if reader.take(4)? != MAGIC {
            return Err(Fault::bad_model("gguf-magic", "The model is not a GGUF file."));
        }
        if !VERSIONS.contains(&reader.u32()?) {
            return Err(Fault::bad_model("gguf-version", "The model is a GGUF file of another version than 2 or 3."));
        }
        let (tensors, count) = (reader.count()?, reader.count()?);
        let mut values = BTreeMap::new();
        for _ in 0..count {
            let key = reader.name()?;
            let kind = reader.u32()?;
            if values.insert(key, reader.value(kind)?).is_some() {
                return Err(Fault::bad_model("gguf-name", "Two values of the model have the same name."));
            }
        }
        Ok((tensors, Self { values }))
    }

    fn get(&self, key: &str) -> Option<Value<'a>> {
        self.values.get(key.as_bytes()).copied()
    }

    /// Whether anything is said under a key.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// A text; nothing where it is missing, of another kind, or not UTF-8.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        match self.get(key)? {
            Value::Text(bytes) => core::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub fn number(&self, key: &str) -> Option<u64> {
        let mut all = self.integers(key)?;
        let first = all.next().and_then(|number| u64::try_from(number).ok());
        if all.next().is_none() { first } else { None }
    }

    /// A real number.
    pub fn real(&self, key: &str) -> Option<f32> {
        const F32: u32 = 6;
        match self.get(key)? {
            Value::Numbers { kind: F32, bytes } => bytes.try_into().ok().map(f32::from_le_bytes),
            _ => None,
        }
    }

    /// Yes or no; no where nothing is said.
    pub fn flag(&self, key: &str) -> bool {
        const BOOL: u32 = 7;
        matches!(self.get(key), Some(Value::Numbers { kind: BOOL, bytes: [1] }))
    }

    /// Whole numbers, one or many. Numbers beyond an `i64` count as its least.
    pub fn integers(&self, key: &str) -> Option<impl Iterator<Item = i64> + use<'a>> {
        let Value::Numbers { kind, bytes } = self.get(key)? else { return None };
        let signed = matches!(kind, 1 | 3 | 5 | 11);
        let whole = signed || matches!(kind, 0 | 2 | 4 | 10);
        let width = width_of(kind).ok().filter(|_| whole)?;
        Some(bytes.chunks_exact(width).map(move |number| integer(number, signed)))
    }

    /// Texts in order.
    pub fn texts(&self, key: &str) -> Option<Vec<&'a [u8]>> {
        let Value::Texts(mut rest) = self.get(key)? else { return None };
        let mut texts = Vec::new();
        while let Some((length, behind)) = rest.split_first_chunk::<8>() {
            let (text, next) = behind.split_at_checked(u64::from_le_bytes(*length) as usize)?;
            texts.push(text);
            rest = next;
        }
        Some(texts)
    }

    /// A whole number that the model must state.
    pub fn required(&self, key: &str) -> Result<u32, Fault> {
        let number = self
            .number(key)
            .ok_or_else(|| Fault::bad_model("gguf-missing", format!("The model does not say its {key}.")))?;
        u32::try_from(number).map_err(|_| too_large())
    }
}

/// A little-endian number of up to eight bytes.
fn integer(bytes: &[u8], signed: bool) -> i64 {
    let negative = signed && bytes.last().is_some_and(|last| last >> 7 == 1);
    let mut wide = if negative { [0xff; 8] } else { [0; 8] };
    wide[..bytes.len()].copy_from_slice(bytes);
    let number = i64::from_le_bytes(wide);
    if !signed && number < 0 { i64::MIN } else { number }
}
