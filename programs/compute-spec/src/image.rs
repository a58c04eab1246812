//! Canonical result bytes, `PYROIMG1`.
//!
//! ```text
//!  0  magic "PYROIMG1"
//!  8  u32 width
//! 12  u32 height
//! 16  linear RGB as f32, row by row from the top left
//! ```
//!
//! Their SHA-256 is the result root on chain.

/// First eight bytes of an image.
pub const IMAGE_MAGIC: [u8; 8] = *b"PYROIMG1";
/// Length of everything before the first pixel.
pub const IMAGE_HEADER_BYTES: usize = 16;
/// Length of a pixel.
pub const PIXEL_BYTES: usize = 12;

/// The 16 bytes before the first pixel.
pub fn image_header(width: u32, height: u32) -> [u8; IMAGE_HEADER_BYTES] {
    let mut header = [0; IMAGE_HEADER_BYTES];
    header[..8].copy_from_slice(&IMAGE_MAGIC);
    header[8..12].copy_from_slice(&width.to_le_bytes());
    header[12..].copy_from_slice(&height.to_le_bytes());
    header
}
