use crate::import::error::ImportError;

/// The header of a PLY file (Turk 1994, "The PLY Polygon File Format").
#[derive(Debug)]
pub(super) struct Header {
    pub encoding: Encoding,
    pub elements: Vec<Element>,
    /// Where the body begins.
    pub body_offset: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Ascii,
    LittleEndian,
    BigEndian,
}

#[derive(Debug)]
pub(super) struct Element {
    pub name: String,
    pub count: usize,
    pub properties: Vec<Property>,
}

#[derive(Debug)]
pub(super) struct Property {
    pub name: String,
    /// Type of a list's length; a plain value has none.
    pub length: Option<Scalar>,
    pub scalar: Scalar,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    F32,
    F64,
}

const MAX_HEADER_BYTES: usize = 64 << 10;
const MAX_PROPERTIES: usize = 256;

impl Scalar {
    fn parse(name: &str) -> Result<Self, ImportError> {
        Ok(match name {
            "char" | "int8" => Self::I8,
            "uchar" | "uint8" => Self::U8,
            "short" | "int16" => Self::I16,
            "ushort" | "uint16" => Self::U16,
            "int" | "int32" => Self::I32,
            "uint" | "uint32" => Self::U32,
            "float" | "float32" => Self::F32,
            "double" | "float64" => Self::F64,
            _ => return Err(ImportError::malformed("The PLY header has an unknown type.")),
        })
    }

    pub const fn byte_size(self) -> usize {
        match self {
            Self::I8 | Self::U8 => 1,
            Self::I16 | Self::U16 => 2,
            Self::I32 | Self::U32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }

    const fn is_integer(self) -> bool {
        !matches!(self, Self::F32 | Self::F64)
    }
}

impl Element {
    /// The least number of bytes a row of this element takes in the file; 0 if it has no properties.
    pub fn least_row_bytes(&self, encoding: Encoding) -> usize {
        self.properties
            .iter()
            .map(|property| match encoding {
                // A digit and what separates it from the next one.
                Encoding::Ascii => 2,
                _ => property.length.unwrap_or(property.scalar).byte_size(),
            })
            .sum()
    }
}

pub(super) fn parse_header(file: &[u8]) -> Result<Header, ImportError> {
    let mut lines = Lines { file, offset: 0 };
    if lines.next()? != "ply" {
        return Err(ImportError::malformed("The file does not begin with \"ply\"."));
    }
    let mut encoding = None;
    let mut elements: Vec<Element> = Vec::new();
    loop {
        let line = lines.next()?;
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        match words.as_slice() {
            [] | ["comment" | "obj_info", ..] => {}
            ["format", name, "1.0"] if encoding.is_none() => encoding = Some(parse_encoding(name)?),
            ["element", name, count] => elements.push(Element {
                name: (*name).to_owned(),
                count: count
                    .parse()
                    .map_err(|_| ImportError::malformed("The PLY header has an element count that is not a number."))?,
                properties: Vec::new(),
            }),
            ["property", description @ ..] => {
                let Some(element) = elements.last_mut() else {
                    return Err(ImportError::malformed("The PLY header has a property before the first element."));
                };
                if element.properties.len() >= MAX_PROPERTIES {
                    return Err(ImportError::too_large(format!(
                        "A PLY element has more than {MAX_PROPERTIES} properties."
                    )));
                }
                element.properties.push(parse_property(description)?);
            }
            ["end_header"] => break,
            _ => return Err(ImportError::malformed("The PLY header has an unknown line.")),
        }
    }
    let encoding = encoding.ok_or_else(|| ImportError::malformed("The PLY header names no known format."))?;
    Ok(Header { encoding, elements, body_offset: lines.offset })
}

fn parse_encoding(name: &str) -> Result<Encoding, ImportError> {
    match name {
        "ascii" => Ok(Encoding::Ascii),
        "binary_little_endian" => Ok(Encoding::LittleEndian),
        "binary_big_endian" => Ok(Encoding::BigEndian),
        _ => Err(ImportError::malformed("The PLY header names an unknown format.")),
    }
}

fn parse_property(description: &[&str]) -> Result<Property, ImportError> {
    let property = match description {
        ["list", length, scalar, name] => {
            Property { name: (*name).to_owned(), length: Some(Scalar::parse(length)?), scalar: Scalar::parse(scalar)? }
        }
        [scalar, name] => Property { name: (*name).to_owned(), length: None, scalar: Scalar::parse(scalar)? },
        _ => return Err(ImportError::malformed("The PLY header has a property that cannot be read.")),
    };
    if property.length.is_some_and(|length| !length.is_integer()) {
        return Err(ImportError::malformed("A PLY list has a length that is not an integer."));
    }
    Ok(property)
}

struct Lines<'a> {
    file: &'a [u8],
    offset: usize,
}

impl<'a> Lines<'a> {
    /// The next line without its end, which may be LF or CR LF.
    fn next(&mut self) -> Result<&'a str, ImportError> {
        let rest = &self.file[self.offset..];
        let rest = &rest[..rest.len().min(MAX_HEADER_BYTES.saturating_sub(self.offset))];
        let Some(length) = rest.iter().position(|byte| *byte == b'\n') else {
            return Err(ImportError::truncated("the PLY header"));
        };
        self.offset += length + 1;
        let line = rest[..length].strip_suffix(b"\r").unwrap_or(&rest[..length]);
        core::str::from_utf8(line).map(str::trim_end).map_err(|_| ImportError::malformed("The PLY header is not text."))
    }
}
