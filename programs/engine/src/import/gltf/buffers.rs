use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::document::{Accessor, Document};
use crate::import::error::{ImportError, ImportErrorCode};

/// Exporters disagree on the padding at the end of a data URI.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The bytes behind a document's buffers.
pub(super) struct Buffers<'a> {
    contents: Vec<Cow<'a, [u8]>>,
}

/// The numbers of one accessor, checked to lie inside their buffer.
pub(super) struct Elements<'a> {
    bytes: &'a [u8],
    stride: usize,
    component: Component,
    normalized: bool,
    width: usize,
    pub count: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Component {
    I8,
    U8,
    I16,
    U16,
    U32,
    F32,
}

impl<'a> Buffers<'a> {
    pub fn open(document: &Document, binary: Option<&'a [u8]>) -> Result<Self, ImportError> {
        let contents = document
            .buffers
            .iter()
            .enumerate()
            .map(|(index, buffer)| {
                let bytes = match (&buffer.uri, binary) {
                    (Some(uri), _) => Cow::Owned(decode_data_uri(uri)?),
                    (None, Some(binary)) if index == 0 => Cow::Borrowed(binary),
                    (None, _) => {
                        return Err(ImportError::malformed("A glTF buffer has neither URI nor data."));
                    }
                };
                if bytes.len() < buffer.byte_length {
                    return Err(ImportError::truncated("a glTF buffer"));
                }
                Ok(bytes)
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { contents })
    }

    /// Positions as triples, of any component type that KHR_mesh_quantization allows.
    pub fn positions(&self, document: &Document, accessor: usize) -> Result<Elements<'_>, ImportError> {
        let accessor = find(&document.accessors, accessor, "accessor")?;
        let component = Component::parse(accessor.component_type)?;
        if accessor.shape != "VEC3" || component == Component::U32 {
            return Err(ImportError::malformed("A glTF POSITION accessor does not hold vectors."));
        }
        self.elements(document, accessor, component, 3)
    }

    /// Normals as triples.
    pub fn normals(&self, document: &Document, accessor: usize) -> Result<Elements<'_>, ImportError> {
        self.positions(document, accessor)
    }

    /// Texture coordinates as pairs.
    pub fn coordinates(&self, document: &Document, accessor: usize) -> Result<Elements<'_>, ImportError> {
        let accessor = find(&document.accessors, accessor, "accessor")?;
        let component = Component::parse(accessor.component_type)?;
        if accessor.shape != "VEC2" || component == Component::U32 {
            return Err(ImportError::malformed("A glTF TEXCOORD_0 accessor does not hold pairs."));
        }
        self.elements(document, accessor, component, 2)
    }

    /// The bytes of a buffer view.
    pub fn view(&self, document: &Document, view: usize) -> Result<&[u8], ImportError> {
        let view = find(&document.buffer_views, view, "buffer view")?;
        let buffer = find(&self.contents, view.buffer, "buffer")?;
        view.byte_offset
            .checked_add(view.byte_length)
            .and_then(|end| buffer.get(view.byte_offset..end))
            .ok_or_else(|| ImportError::out_of_range("A glTF buffer view lies outside its buffer."))
    }

    pub fn indices(&self, document: &Document, accessor: usize) -> Result<Elements<'_>, ImportError> {
        let accessor = find(&document.accessors, accessor, "accessor")?;
        let component = Component::parse(accessor.component_type)?;
        if accessor.shape != "SCALAR" || !matches!(component, Component::U8 | Component::U16 | Component::U32) {
            return Err(ImportError::malformed("A glTF index accessor does not hold unsigned integers."));
        }
        self.elements(document, accessor, component, 1)
    }

    fn elements(
        &self,
        document: &Document,
        accessor: &Accessor,
        component: Component,
        width: usize,
    ) -> Result<Elements<'_>, ImportError> {
        if accessor.sparse.is_some() {
            return Err(ImportError::unsupported("Sparse glTF accessors are not read."));
        }
        let view =
            accessor.buffer_view.ok_or_else(|| ImportError::unsupported("A glTF accessor has no buffer view."))?;
        let bytes = self
            .view(document, view)?
            .get(accessor.byte_offset..)
            .ok_or_else(|| ImportError::out_of_range("A glTF accessor lies outside its buffer view."))?;
        let view = find(&document.buffer_views, view, "buffer view")?;

        let size = component.byte_size() * width;
        let stride = view.byte_stride.unwrap_or(size);
        if stride < size {
            return Err(ImportError::malformed("A glTF buffer view has elements that overlap."));
        }
        // The last element need not fill its stride.
        let needed = match accessor.count.checked_sub(1) {
            None => Some(0),
            Some(gaps) => gaps.checked_mul(stride).and_then(|bytes| bytes.checked_add(size)),
        };
        if needed.is_none_or(|needed| needed > bytes.len()) {
            return Err(ImportError::out_of_range("A glTF accessor reaches beyond its buffer view."));
        }
        Ok(Elements { bytes, stride, component, normalized: accessor.normalized, width, count: accessor.count })
    }
}

impl Elements<'_> {
    /// Element `index` as an index into positions; nothing beyond the last one.
    pub fn index(&self, index: usize) -> Option<u32> {
        let element = self.element(index)?;
        match self.component {
            Component::U8 => element.first().map(|byte| u32::from(*byte)),
            Component::U16 => element.first_chunk().map(|bytes| u32::from(u16::from_le_bytes(*bytes))),
            _ => element.first_chunk().map(|bytes| u32::from_le_bytes(*bytes)),
        }
    }

    /// Element `index` as a vector, a pair with a third component of zero; nothing beyond the last one.
    pub fn vector(&self, index: usize) -> Option<[f64; 3]> {
        let element = self.element(index)?;
        let size = self.component.byte_size();
        let mut vector = [0.0; 3];
        for (value, bytes) in vector.iter_mut().take(self.width).zip(element.chunks_exact(size)) {
            *value = self.component.number(bytes, self.normalized)?;
        }
        Some(vector)
    }

    fn element(&self, index: usize) -> Option<&[u8]> {
        (index < self.count).then(|| self.bytes.get(index * self.stride..))?
    }
}

impl Component {
    fn parse(code: u32) -> Result<Self, ImportError> {
        Ok(match code {
            5120 => Self::I8,
            5121 => Self::U8,
            5122 => Self::I16,
            5123 => Self::U16,
            5125 => Self::U32,
            5126 => Self::F32,
            _ => return Err(ImportError::malformed("A glTF accessor has an unknown component type.")),
        })
    }

    const fn byte_size(self) -> usize {
        match self {
            Self::I8 | Self::U8 => 1,
            Self::I16 | Self::U16 => 2,
            Self::U32 | Self::F32 => 4,
        }
    }

    /// glTF 2.0 §3.11 says how normalized integers become numbers.
    fn number(self, bytes: &[u8], normalized: bool) -> Option<f64> {
        let (value, full) = match self {
            Self::I8 => (f64::from(*bytes.first()? as i8), 127.0),
            Self::U8 => (f64::from(*bytes.first()?), 255.0),
            Self::I16 => (f64::from(i16::from_le_bytes(*bytes.first_chunk()?)), 32767.0),
            Self::U16 => (f64::from(u16::from_le_bytes(*bytes.first_chunk()?)), 65535.0),
            Self::U32 => return Some(f64::from(u32::from_le_bytes(*bytes.first_chunk()?))),
            Self::F32 => return Some(f64::from(f32::from_le_bytes(*bytes.first_chunk()?))),
        };
        Some(if normalized { (value / full).max(-1.0) } else { value })
    }
}

/// A list's item, or an error that names what is missing.
pub(super) fn find<'a, T>(items: &'a [T], index: usize, what: &str) -> Result<&'a T, ImportError> {
    items.get(index).ok_or_else(|| {
        ImportError::out_of_range(format!("The glTF refers to {what} {index}, but there are {}.", items.len()))
    })
}

pub(super) fn decode_data_uri(uri: &str) -> Result<Vec<u8>, ImportError> {
    let Some(data) = uri.strip_prefix("data:") else {
        return Err(ImportError::new(
            ImportErrorCode::ExternalData,
            "The glTF keeps its data in another file; export it as GLB.",
        ));
    };
    let Some((_, encoded)) = data.split_once(";base64,") else {
        return Err(ImportError::malformed("A glTF data URI is not base64."));
    };
    BASE64.decode(encoded).map_err(|_| ImportError::malformed("A glTF data URI is not base64."))
}
