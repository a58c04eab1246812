use super::header::{Encoding, Scalar};
use crate::import::error::ImportError;

/// Reads the values of a PLY body one after the other.
pub(super) struct Rows<'a> {
    body: &'a [u8],
    encoding: Encoding,
}

impl<'a> Rows<'a> {
    pub fn new(body: &'a [u8], encoding: Encoding) -> Self {
        Self { body, encoding }
    }

    pub fn bytes_left(&self) -> usize {
        self.body.len()
    }

    pub fn number(&mut self, scalar: Scalar) -> Result<f64, ImportError> {
        if self.encoding == Encoding::Ascii {
            return self
                .word()?
                .parse()
                .map_err(|_| ImportError::malformed("The PLY body has a word that is not a number."));
        }
        Ok(match scalar {
            Scalar::F32 => f64::from(f32::from_bits(self.unsigned(4)? as u32)),
            Scalar::F64 => f64::from_bits(self.unsigned(8)?),
            _ => self.binary_integer(scalar)? as f64,
        })
    }

    pub fn integer(&mut self, scalar: Scalar) -> Result<i64, ImportError> {
        if self.encoding == Encoding::Ascii {
            return self
                .word()?
                .parse()
                .map_err(|_| ImportError::malformed("The PLY body has a word that is not an integer."));
        }
        match scalar {
            Scalar::F32 | Scalar::F64 => Err(ImportError::malformed("A PLY index is not an integer.")),
            _ => self.binary_integer(scalar),
        }
    }

    /// A list's length, refused when the rest of the file could not hold that many values.
    pub fn list_length(&mut self, length: Scalar, value: Scalar) -> Result<usize, ImportError> {
        let declared = self.integer(length)?;
        let least_bytes = match self.encoding {
            // The last digit of a file needs no separator after it.
            Encoding::Ascii => 2,
            _ => value.byte_size(),
        };
        usize::try_from(declared)
            .ok()
            .filter(|count| *count <= (self.bytes_left() + 1) / least_bytes)
            .ok_or_else(|| ImportError::truncated("a PLY list"))
    }

    fn binary_integer(&mut self, scalar: Scalar) -> Result<i64, ImportError> {
        let bits = self.unsigned(scalar.byte_size())?;
        Ok(match scalar {
            Scalar::I8 => i64::from(bits as u8 as i8),
            Scalar::I16 => i64::from(bits as u16 as i16),
            Scalar::I32 => i64::from(bits as u32 as i32),
            _ => bits as i64,
        })
    }

    fn unsigned(&mut self, bytes: usize) -> Result<u64, ImportError> {
        let Some((value, rest)) = self.body.split_at_checked(bytes) else {
            return Err(ImportError::truncated("the PLY body"));
        };
        self.body = rest;
        let append = |bits: u64, byte: &u8| (bits << 8) | u64::from(*byte);
        Ok(match self.encoding {
            Encoding::BigEndian => value.iter().fold(0, append),
            _ => value.iter().rev().fold(0, append),
        })
    }

    fn word(&mut self) -> Result<&'a str, ImportError> {
        let rest = self.body.trim_ascii_start();
        if rest.is_empty() {
            return Err(ImportError::truncated("the PLY body"));
        }
        let length = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(length);
        self.body = rest;
        core::str::from_utf8(word).map_err(|_| ImportError::malformed("The PLY body is not text."))
    }
}
