//! A decoder's tensors, as views into its file.

use super::Shape;
use crate::{
    operations::{Encoding, element},
    real::Real,
};
use alloc::vec::Vec;

/// A tensor of rows × columns, row after row.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<'a> {
    encoding: Encoding,
    rows: usize,
    columns: usize,
    row_bytes: usize,
    bytes: &'a [u8],
}

impl<'a> Matrix<'a> {
    /// A view, or nothing where the columns are no whole number of blocks or the bytes have another length.
    pub fn new(encoding: Encoding, rows: usize, columns: usize, bytes: &'a [u8]) -> Option<Self> {
        let row_bytes = encoding.row_bytes(columns)?;
        (rows.checked_mul(row_bytes)? == bytes.len()).then_some(Self { encoding, rows, columns, row_bytes, bytes })
    }
    /// How it is stored.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }
    /// Rows.
    pub fn rows(&self) -> usize {
        self.rows
    }
    /// Columns.
    pub fn columns(&self) -> usize {
        self.columns
    }
    /// Bytes of one row. Panics beyond the last row.
    pub fn row(&self, row: usize) -> &'a [u8] {
        &self.bytes[row * self.row_bytes..][..self.row_bytes]
    }
    /// Bytes of all rows from `row` on.
    pub fn rows_from(&self, row: usize) -> &'a [u8] {
        &self.bytes[row * self.row_bytes..]
    }
    /// All numbers of a row.
    pub fn expand<R: Real>(&self, row: usize) -> Vec<R> {
        let bytes = self.row(row);
        (0..self.columns).map(|column| element(self.encoding, bytes, column)).collect()
    }
}

/// One layer's tensors.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// Weights of the RMSNorm before attention: one row of `width`.
    pub attention_norm: Matrix<'a>,
    /// `query_width` × `width`.
    pub query: Matrix<'a>,
    /// `key_value_width` × `width`.
    pub key: Matrix<'a>,
    /// `key_value_width` × `width`.
    pub value: Matrix<'a>,
    /// `width` × `query_width`.
    pub output: Matrix<'a>,
    /// Weights of the RMSNorm before the feed-forward part: one row of `width`.
    pub feed_forward_norm: Matrix<'a>,
    /// `feed_forward` × `width`.
    pub gate: Matrix<'a>,
    /// `feed_forward` × `width`.
    pub up: Matrix<'a>,
    /// `width` × `feed_forward`.
    pub down: Matrix<'a>,
}

/// A decoder whose tensors have the sizes of its shape.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    shape: Shape,
    /// `vocabulary` × `width`.
    pub embedding: Matrix<'a>,
    /// In order.
    pub layers: Vec<Layer<'a>>,
    /// Weights of the last RMSNorm: one row of `width`.
    pub norm: Matrix<'a>,
    /// `vocabulary` × `width`; often the embedding itself.
    pub output: Matrix<'a>,
}

impl<'a> Model<'a> {
    /// Puts tensors together, or says which one has another size than `shape` asks for.
    pub fn new(
        shape: Shape,
        embedding: Matrix<'a>,
        layers: Vec<Layer<'a>>,
        norm: Matrix<'a>,
        output: Matrix<'a>,
    ) -> Result<Self, &'static str> {
        let [width, feed_forward, vocabulary] =
            [shape.width, shape.feed_forward, shape.vocabulary].map(|count| count as usize);
        let (query, key_value) = (shape.query_width() as usize, shape.key_value_width() as usize);
        let mut sizes = Vec::from([
            (embedding, vocabulary, width, "The token embedding has another size than the job says."),
            (norm, 1, width, "The last norm has another size than the job says."),
            (output, vocabulary, width, "The output matrix has another size than the job says."),
        ]);
        if layers.len() != shape.layers as usize {
            return Err("The model has another number of layers than the job says.");
        }
        for layer in &layers {
            sizes.extend([
                (layer.attention_norm, 1, width, "An attention norm has another size than the job says."),
                (layer.query, query, width, "A query matrix has another size than the job says."),
                (layer.key, key_value, width, "A key matrix has another size than the job says."),
                (layer.value, key_value, width, "A value matrix has another size than the job says."),
                (layer.output, width, query, "An attention output matrix has another size than the job says."),
                (layer.feed_forward_norm, 1, width, "A feed-forward norm has another size than the job says."),
                (layer.gate, feed_forward, width, "A gate matrix has another size than the job says."),
                (layer.up, feed_forward, width, "An up matrix has another size than the job says."),
                (layer.down, width, feed_forward, "A down matrix has another size than the job says."),
            ]);
        }
        for (matrix, rows, columns, sentence) in sizes {
            if matrix.rows() != rows || matrix.columns() != columns {
                return Err(sentence);
            }
        }
        Ok(Self { shape, embedding, layers, norm, output })
    }

    /// Its shape.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }
}
