use crate::import::error::ImportError;

const GLB_MAGIC: &[u8; 4] = b"glTF";
const GLB_VERSION: u32 = 2;
const CHUNK_JSON: u32 = 0x4e4f_534a;
const CHUNK_BINARY: u32 = 0x004e_4942;

/// The two parts of a glTF file: the JSON document, and the binary chunk of a GLB (glTF 2.0 §4).
#[derive(Debug)]
pub(super) struct Container<'a> {
    pub json: &'a [u8],
    pub binary: Option<&'a [u8]>,
}

/// Splits a GLB; anything that does not begin with the GLB magic is taken for the JSON form.
pub(super) fn split(file: &[u8]) -> Result<Container<'_>, ImportError> {
    let Some(rest) = file.strip_prefix(GLB_MAGIC) else {
        return Ok(Container { json: file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file), binary: None });
    };
    let (version, rest) = take_word(rest)?;
    if version != GLB_VERSION {
        return Err(ImportError::unsupported(format!("The GLB has version {version}; only version 2 is read.")));
    }
    let (length, _) = take_word(rest)?;
    let declared =
        file.get(12..length as usize).ok_or_else(|| ImportError::truncated("the length that the GLB declares"))?;

    let (kind, json, rest) = take_chunk(declared)?;
    if kind != CHUNK_JSON {
        return Err(ImportError::malformed("The first chunk of the GLB is not JSON."));
    }
    let binary = match rest {
        [] => None,
        _ => match take_chunk(rest)? {
            (CHUNK_BINARY, data, _) => Some(data),
            _ => None,
        },
    };
    Ok(Container { json, binary })
}

fn take_chunk(bytes: &[u8]) -> Result<(u32, &[u8], &[u8]), ImportError> {
    let (length, bytes) = take_word(bytes)?;
    let (kind, bytes) = take_word(bytes)?;
    let (data, rest) =
        bytes.split_at_checked(length as usize).ok_or_else(|| ImportError::truncated("a chunk of the GLB"))?;
    Ok((kind, data, rest))
}

fn take_word(bytes: &[u8]) -> Result<(u32, &[u8]), ImportError> {
    bytes
        .split_first_chunk::<4>()
        .map(|(word, rest)| (u32::from_le_bytes(*word), rest))
        .ok_or_else(|| ImportError::truncated("the GLB's headers"))
}
