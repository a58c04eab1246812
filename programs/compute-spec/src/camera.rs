//! Pinhole camera: its bytes, what makes one acceptable, and the basis rays are built from.

use crate::{little_endian::u32_at, real::Real, refusal::Refusal, vector::Vector3};

/// Length of a camera in canonical bytes.
pub const CAMERA_BYTES: usize = 40;

/// A pinhole camera as IEEE-754 bits, in the order of its canonical bytes:
/// position (3 × f32), forward (3), up (3), tangent of half the vertical field of view (1).
///
/// `forward` and `up` need neither unit length nor a right angle between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Camera {
    /// Where the pinhole stands, in scene units.
    pub position: [u32; 3],
    /// Viewing direction.
    pub forward: [u32; 3],
    /// A direction that appears upright in the image.
    pub up: [u32; 3],
    /// tan(vertical field of view / 2).
    pub tan_half_fov_y: u32,
}

/// The camera's axes as rays use them.
#[derive(Clone, Copy, Debug)]
pub struct CameraBasis<R> {
    /// The pinhole.
    pub position: Vector3<R>,
    /// Unit viewing direction.
    pub forward: Vector3<R>,
    /// Towards the right edge of the image, at the centre of which stands `forward`; length tan(half horizontal field of view).
    pub right: Vector3<R>,
    /// Towards the top edge of the image; length tan(half vertical field of view).
    pub up: Vector3<R>,
}

const LARGEST_COORDINATE: u32 = 0x4980_0000; // 2^20
const SMALLEST_TANGENT: u32 = 0x3a80_0000; // 2^-10
const LARGEST_TANGENT: u32 = 0x4280_0000; // 2^6
const MAGNITUDE: u32 = 0x7fff_ffff;

impl Camera {
    /// Reads and checks the 40 bytes at `offset`, which the caller knows to exist.
    pub fn read<R: Real>(bytes: &[u8], offset: usize) -> Result<Self, Refusal> {
        let word = |index: usize| u32_at(bytes, offset + 4 * index);
        let camera = Self {
            position: [word(0), word(1), word(2)],
            forward: [word(3), word(4), word(5)],
            up: [word(6), word(7), word(8)],
            tan_half_fov_y: word(9),
        };
        camera.check::<R>(offset)?;
        Ok(camera)
    }

    /// Appends the canonical 40 bytes.
    #[cfg(feature = "alloc")]
    pub fn write(&self, bytes: &mut alloc::vec::Vec<u8>) {
        let words = [self.position, self.forward, self.up];
        for word in words.iter().flatten().chain([&self.tan_half_fov_y]) {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
    }

    fn check<R: Real>(&self, offset: usize) -> Result<(), Refusal> {
        let bounded = |words: &[u32; 3]| words.iter().all(|word| word & MAGNITUDE <= LARGEST_COORDINATE);
        if !(bounded(&self.position) && bounded(&self.forward) && bounded(&self.up)) {
            return Err(Refusal::new(
                "camera-out-of-range",
                "A camera component is not a number within ±2^20.",
                offset,
            ));
        }
        if !(SMALLEST_TANGENT..=LARGEST_TANGENT).contains(&self.tan_half_fov_y) {
            let sentence = "The tangent of half the field of view is not between 2^-10 and 64.";
            return Err(Refusal::new("camera-field-of-view", sentence, offset + 36));
        }
        let forward = Vector3::<R>::from_bits(self.forward);
        let up = Vector3::<R>::from_bits(self.up);
        let shortest = R::constant(1e-12);
        if !(forward.dot(forward) > shortest && up.dot(up) > shortest) {
            let sentence = "The camera's forward or up direction is shorter than 10^-6.";
            return Err(Refusal::new("camera-direction", sentence, offset + 12));
        }
        let right = forward.normalised().cross(up.normalised());
        if !(right.dot(right) > R::constant(1e-6)) {
            let sentence = "The camera's forward and up directions are parallel.";
            return Err(Refusal::new("camera-direction", sentence, offset + 12));
        }
        Ok(())
    }

    /// Axes for an image of `width` × `height` pixels.
    pub fn basis<R: Real>(&self, width: u32, height: u32) -> CameraBasis<R> {
        let forward = Vector3::<R>::from_bits(self.forward).normalised();
        let right = forward.cross(Vector3::from_bits(self.up).normalised()).normalised();
        let up = right.cross(forward);
        let tangent = R::from_bits(self.tan_half_fov_y);
        let aspect = R::from_u24(width) / R::from_u24(height);
        CameraBasis {
            position: Vector3::from_bits(self.position),
            forward,
            right: right * (tangent * aspect),
            up: up * tangent,
        }
    }
}
