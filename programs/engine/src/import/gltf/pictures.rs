use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;

use png::{ColorType, Decoder, DecodingError, Limits, Transformations};
use pyronet_compute_spec::scene::MAX_TEXTURE_EDGE;

use super::buffers::{Buffers, decode_data_uri, find};
use super::document::Document;
use crate::import::error::ImportError;
use crate::import::model::Model;

/// Memory that a picture's decoder may take beside the picture.
const DECODER_BYTES: usize = 64 << 20;
const PNG_MAGIC: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// A decoded picture among a model's texels.
#[derive(Clone, Copy)]
pub(super) struct Picture {
    pub first_texel: u32,
    pub width: u32,
    pub height: u32,
}

/// A document's pictures, each decoded once, when a material first uses it.
pub(super) struct Pictures<'a> {
    document: &'a Document,
    buffers: &'a Buffers<'a>,
    opened: BTreeMap<usize, Picture>,
}

impl<'a> Pictures<'a> {
    pub fn of(document: &'a Document, buffers: &'a Buffers<'a>) -> Self {
        Self { document, buffers, opened: BTreeMap::new() }
    }

    /// Picture `index`, its texels added to the model.
    pub fn open(&mut self, index: usize, model: &mut Model) -> Result<Picture, ImportError> {
        if let Some(picture) = self.opened.get(&index) {
            return Ok(*picture);
        }
        let image = find(&self.document.images, index, "image")?;
        let file = match (&image.uri, image.buffer_view) {
            (Some(uri), _) => Cow::Owned(decode_data_uri(uri)?),
            (None, Some(view)) => Cow::Borrowed(self.buffers.view(self.document, view)?),
            (None, None) => return Err(ImportError::malformed("A glTF image has neither URI nor data.")),
        };
        let picture = read_png(&file, model)?;
        self.opened.insert(index, picture);
        Ok(picture)
    }
}

fn read_png(file: &[u8], model: &mut Model) -> Result<Picture, ImportError> {
    if !file.starts_with(&PNG_MAGIC) {
        return Err(ImportError::unsupported("A texture is no PNG; export the file with PNG textures."));
    }
    let mut decoder = Decoder::new_with_limits(Cursor::new(file), Limits { bytes: DECODER_BYTES });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(refused)?;
    let (width, height) = (reader.info().width, reader.info().height);
    if width > MAX_TEXTURE_EDGE || height > MAX_TEXTURE_EDGE {
        return Err(ImportError::too_large(format!("A texture has an edge above {MAX_TEXTURE_EDGE} texels.")));
    }
    model.reserve_texels(width as usize * height as usize)?;
    let mut pixels = vec![0; reader.output_buffer_size()];
    reader.next_frame(&mut pixels).map_err(refused)?;
    let width_of = |colour| if colour == ColorType::Rgba { 4 } else { 3 };
    let (colour, _) = reader.output_color_type();
    let first_texel = match colour {
        ColorType::Grayscale => model.add_texels(pixels.iter().map(|grey| [*grey, *grey, *grey, 255])),
        ColorType::GrayscaleAlpha => {
            model.add_texels(pixels.as_chunks::<2>().0.iter().map(|[grey, alpha]| [*grey, *grey, *grey, *alpha]))
        }
        ColorType::Rgb | ColorType::Rgba => model.add_texels(
            pixels
                .chunks_exact(width_of(colour))
                .map(|texel| [texel[0], texel[1], texel[2], *texel.get(3).unwrap_or(&255)]),
        ),
        ColorType::Indexed => return Err(ImportError::malformed("A PNG texture has no palette.")),
    };
    Ok(Picture { first_texel, width, height })
}

fn refused(error: DecodingError) -> ImportError {
    match error {
        DecodingError::IoError(_) => ImportError::truncated("a PNG texture"),
        DecodingError::LimitsExceeded => ImportError::too_large("A PNG texture takes too much memory."),
        error => ImportError::malformed(format!("A PNG texture cannot be read: {error}.")),
    }
}
