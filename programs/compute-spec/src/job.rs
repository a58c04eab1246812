//! Canonical job bytes, `PYROJOB1`, and the plan that follows from them alone.
//!
//! ```text
//!  0  magic "PYROJOB1"
//!  8  u32 kind           1 = path tracing
//! 12  u32 width          1 … 16384 pixels
//! 16  u32 height         1 … 16384 pixels
//! 20  u32 tile edge      8 … 512 pixels, a multiple of 8
//! 24  u32 samples        1 … 65536 per pixel
//! 28  u32 bounces        0 … 64
//! 32  u64 seed
//! 40  scene SHA-256      32 bytes: the input root
//! 72  u64 scene bytes    length of the scene
//! 80  u32 triangles      of the scene
//! 84  u32 camera         0: the scene's camera; 1: the one that follows
//! 88  camera, 40 bytes   see [`crate::camera::Camera`]; all zero when not used
//! 128 end
//! ```
//!
//! The graph root is the SHA-256 of these bytes, so a job is stored under its graph root. The image is cut into tiles row
//! by row; tile `i` is segment `i`, and tiles at the right and bottom edges are clipped.

use crate::{
    camera::Camera,
    commitment::Digest,
    little_endian::{u32_at, u64_at},
    plan::{MAX_SEGMENTS, PROFILE_F32, Plan},
    real::Real,
    refusal::Refusal,
    scene::{Counts, MAX_TRIANGLES},
};

/// First eight bytes of a job.
pub const JOB_MAGIC: [u8; 8] = *b"PYROJOB1";
/// Length of a job.
pub const JOB_BYTES: usize = 128;
/// Kind of the path tracing job.
pub const KIND_PATH_TRACING: u32 = 1;
/// Largest width and height, in pixels.
pub const MAX_EDGE: u32 = 16_384;
/// Most samples per pixel.
pub const MAX_SAMPLES: u32 = 65_536;
/// Most surface interactions of one path.
pub const MAX_BOUNCES: u32 = 64;

const CAMERA_OFFSET: usize = 88;

/// A checked path tracing job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Image width, in pixels.
    pub width: u32,
    /// Image height, in pixels.
    pub height: u32,
    /// Edge of a tile, in pixels.
    pub tile_edge: u32,
    /// Paths per pixel.
    pub samples: u32,
    /// Most surface interactions of one path; 0 shows emitters only.
    pub bounces: u32,
    /// Seed of every random number of the job.
    pub seed: u64,
    /// SHA-256 of the scene's canonical bytes.
    pub scene_sha256: [u8; 32],
    /// Length of the scene's canonical bytes.
    pub scene_bytes: u64,
    /// Triangles of the scene.
    pub scene_triangles: u32,
    /// Camera that replaces the scene's own.
    pub camera: Option<Camera>,
}

/// The pixels of one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Column of the left-most pixel.
    pub left: u32,
    /// Row of the top-most pixel.
    pub top: u32,
    /// Pixels per row.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

impl Tile {
    /// Pixels of the tile.
    pub fn pixels(&self) -> u32 {
        self.width * self.height
    }
    /// Length of the tile's output: linear RGB as f32, row by row.
    pub fn output_bytes(&self) -> usize {
        self.pixels() as usize * 12
    }
}

impl Job {
    /// Reads and checks canonical bytes.
    pub fn parse<R: Real>(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() != JOB_BYTES {
            return Err(Refusal::new("job-length", "A job is exactly 128 bytes long.", bytes.len()));
        }
        if bytes[..8] != JOB_MAGIC {
            return Err(Refusal::new("job-magic", "These bytes are not a PYROJOB1 job.", 0));
        }
        if u32_at(bytes, 8) != KIND_PATH_TRACING {
            return Err(Refusal::new("job-kind", "This kind of job is not known; update the engine.", 8));
        }
        let mut scene_sha256 = [0; 32];
        scene_sha256.copy_from_slice(&bytes[40..72]);
        let camera = match u32_at(bytes, 84) {
            0 if bytes[CAMERA_OFFSET..].iter().all(|byte| *byte == 0) => None,
            1 => Some(Camera::read::<R>(bytes, CAMERA_OFFSET)?),
            _ => {
                let sentence = "The camera is neither absent (0 and forty zero bytes) nor present (1).";
                return Err(Refusal::new("job-camera", sentence, 84));
            }
        };
        let job = Self {
            width: u32_at(bytes, 12),
            height: u32_at(bytes, 16),
            tile_edge: u32_at(bytes, 20),
            samples: u32_at(bytes, 24),
            bounces: u32_at(bytes, 28),
            seed: u64_at(bytes, 32),
            scene_sha256,
            scene_bytes: u64_at(bytes, 72),
            scene_triangles: u32_at(bytes, 80),
            camera,
        };
        job.check()?;
        Ok(job)
    }

    fn check(&self) -> Result<(), Refusal> {
        let largest_scene = Counts::MOST.length();
        let bounded = [
            ((1..=MAX_EDGE).contains(&self.width), 12, "The width is not between 1 and 16384 pixels."),
            ((1..=MAX_EDGE).contains(&self.height), 16, "The height is not between 1 and 16384 pixels."),
            (
                (8..=512).contains(&self.tile_edge) && self.tile_edge.is_multiple_of(8),
                20,
                "The tile edge is not a multiple of 8 between 8 and 512 pixels.",
            ),
            ((1..=MAX_SAMPLES).contains(&self.samples), 24, "The samples per pixel are not between 1 and 65536."),
            (self.bounces <= MAX_BOUNCES, 28, "There are more than 64 bounces."),
            (self.scene_bytes <= largest_scene, 72, "The scene is longer than a scene may be."),
            (
                (1..=MAX_TRIANGLES).contains(&self.scene_triangles),
                80,
                "The triangle count is not one a scene may have.",
            ),
            (self.segment_count_u64() <= MAX_SEGMENTS, 20, "The job has more than 2^20 tiles; use larger tiles."),
        ];
        for (holds, offset, sentence) in bounded {
            if !holds {
                return Err(Refusal::new("job-range", sentence, offset));
            }
        }
        Ok(())
    }

    /// Canonical bytes, checked by parsing them back with arithmetic `R`.
    #[cfg(feature = "alloc")]
    pub fn encode<R: Real>(&self) -> Result<alloc::vec::Vec<u8>, Refusal> {
        let mut bytes = alloc::vec::Vec::with_capacity(JOB_BYTES);
        bytes.extend_from_slice(&JOB_MAGIC);
        for word in [KIND_PATH_TRACING, self.width, self.height, self.tile_edge, self.samples, self.bounces] {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
        bytes.extend_from_slice(&self.seed.to_le_bytes());
        bytes.extend_from_slice(&self.scene_sha256);
        bytes.extend_from_slice(&self.scene_bytes.to_le_bytes());
        bytes.extend_from_slice(&self.scene_triangles.to_le_bytes());
        bytes.extend_from_slice(&u32::from(self.camera.is_some()).to_le_bytes());
        match &self.camera {
            Some(camera) => camera.write(&mut bytes),
            None => bytes.extend_from_slice(&[0; crate::camera::CAMERA_BYTES]),
        }
        Self::parse::<R>(&bytes)?;
        Ok(bytes)
    }

    fn tile_columns(&self) -> u32 {
        self.width.div_ceil(self.tile_edge)
    }

    fn segment_count_u64(&self) -> u64 {
        if self.tile_edge == 0 {
            return u64::MAX;
        }
        u64::from(self.tile_columns()) * u64::from(self.height.div_ceil(self.tile_edge))
    }

    /// The pixels of segment `index`, or nothing when there is no such segment.
    pub fn tile(&self, index: u32) -> Option<Tile> {
        if index >= self.segment_count() {
            return None;
        }
        let left = index % self.tile_columns() * self.tile_edge;
        let top = index / self.tile_columns() * self.tile_edge;
        let width = self.tile_edge.min(self.width - left);
        let height = self.tile_edge.min(self.height - top);
        Some(Tile { left, top, width, height })
    }

    /// Work units of one pixel.
    ///
    /// One unit is one step of one ray: a path has at most `bounces + 1` rays that look for the closest surface and
    /// `bounces` that look for a light, and a ray takes 4 + ceil(log2(triangles)) steps. The measure follows from the job
    /// alone, so that anyone can recompute it; it does not depend on what the rays meet.
    pub fn units_per_pixel(&self) -> u64 {
        let rays = u64::from(2 * self.bounces + 1);
        let steps = u64::from(4 + self.scene_triangles.next_power_of_two().trailing_zeros());
        u64::from(self.samples) * rays * steps
    }

    /// Work units of the whole job.
    pub fn total_units(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height) * self.units_per_pixel()
    }
}

impl Plan for Job {
    fn profile(&self) -> u32 {
        PROFILE_F32
    }
    fn input_root(&self) -> Digest {
        self.scene_sha256
    }
    fn input_bytes(&self) -> u64 {
        self.scene_bytes
    }
    fn segment_count(&self) -> u32 {
        self.segment_count_u64() as u32
    }
    fn segment_units(&self, index: u32) -> u64 {
        self.tile(index).map_or(0, |tile| u64::from(tile.pixels()) * self.units_per_pixel())
    }
    fn segment_output_bytes(&self, index: u32) -> u64 {
        self.tile(index).map_or(0, |tile| tile.output_bytes() as u64)
    }
    fn carries_state(&self) -> bool {
        false
    }
    /// A `PYROIMG1` image.
    fn result_bytes(&self) -> u64 {
        crate::image::IMAGE_HEADER_BYTES as u64 + u64::from(self.width) * u64::from(self.height) * 12
    }
    /// 64 MiB for the program itself, the scene twice (its bytes and its arrays), 256 bytes per triangle for an
    /// accelerator and its construction, and the image twice.
    fn peak_memory_bytes(&self) -> u64 {
        (64 << 20) + 2 * self.scene_bytes + 256 * u64::from(self.scene_triangles) + 2 * self.result_bytes()
    }
}
