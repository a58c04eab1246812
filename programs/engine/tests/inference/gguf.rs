//! The tensors of one trusted GGUF file, version 3 (ggml's `docs/gguf.md`), as far as a test needs them.

use pyronet_compute_spec::{inference::Matrix, operations::Encoding};
use pyronet_engine::inference::tensors::Tensors;
use std::collections::BTreeMap;

pub struct Gguf<'a> {
    pub tensors: BTreeMap<String, Matrix<'a>>,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn number<const N: usize>(&mut self) -> [u8; N] {
        self.at += N;
        *self.bytes[self.at - N..].first_chunk().unwrap()
    }
    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.number())
    }
    fn u64(&mut self) -> usize {
        u64::from_le_bytes(self.number()) as usize
    }
    fn text(&mut self) -> String {
        let length = self.u64();
        self.at += length;
        String::from_utf8(self.bytes[self.at - length..self.at].to_vec()).unwrap()
    }
    fn skip_value(&mut self, kind: u32) {
        match kind {
            0 | 1 | 7 => self.at += 1,
            2 | 3 => self.at += 2,
            4..=6 => self.at += 4,
            8 => drop(self.text()),
            9 => {
                let (kind, count) = (self.u32(), self.u64());
                (0..count).for_each(|_| self.skip_value(kind));
            }
            _ => self.at += 8,
        }
    }
}

impl<'a> Gguf<'a> {
    pub fn read(bytes: &'a [u8]) -> Self {
        let mut reader = Reader { bytes, at: 0 };
        assert_eq!(reader.number(), *b"GGUF\x03\0\0\0");
        let (tensors, values) = (reader.u64(), reader.u64());
        for _ in 0..values {
            reader.text();
            let kind = reader.u32();
            reader.skip_value(kind);
        }
        let infos: Vec<_> = (0..tensors)
            .map(|_| {
                let name = reader.text();
                let sizes: Vec<usize> = (0..reader.u32()).map(|_| reader.u64()).collect();
                (name, sizes, reader.u32(), reader.u64())
            })
            .collect();
        let data = &bytes[reader.at.next_multiple_of(32)..];
        let matrices = infos.into_iter().map(|(name, sizes, kind, offset)| {
            let encoding = match kind {
                0 => Encoding::F32,
                1 => Encoding::F16,
                3 => Encoding::Q4_1,
                8 => Encoding::Q8_0,
                _ => unreachable!("not in this file"),
            };
            let (columns, rows) = (sizes[0], sizes[1..].iter().product());
            let length = rows * encoding.row_bytes(columns).unwrap();
            (name, Matrix::new(encoding, rows, columns, &data[offset..][..length]).unwrap())
        });
        Self { tensors: matrices.collect() }
    }
}

impl<'a> Tensors<'a> for Gguf<'a> {
    fn tensor(&self, name: &str) -> Option<Matrix<'a>> {
        self.tensors.get(name).copied()
    }
}
