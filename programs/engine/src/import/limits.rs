//! What the importers accept. A hostile file costs at most a small multiple of these, whatever it declares.

/// Bytes of a file.
pub const MAX_FILE_BYTES: usize = 256 << 20;
/// Triangles after instances are unfolded and polygons are cut.
pub const MAX_TRIANGLES: usize = 4 << 20;
/// Vertices after instances are unfolded.
pub const MAX_VERTICES: usize = 12 << 20;
/// Materials of a file; a scene holds a few more, for the studio.
pub const MAX_MATERIALS: usize = (1 << 16) - 8;
/// Textures that a file's materials use.
pub const MAX_TEXTURES: usize = 1 << 12;
/// Texels of all textures together.
pub const MAX_TEXELS: usize = 1 << 24;
/// Largest magnitude of a coordinate, in the file's own unit.
pub const MAX_COORDINATE: f64 = 1e12;
