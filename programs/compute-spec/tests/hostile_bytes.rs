//! Scene and job bytes from a stranger: refused or rendered, never a panic.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::{
    camera::Camera,
    job::{JOB_BYTES, Job},
    path::Frame,
    plan::Plan,
    ray::EveryTriangle,
    scene::{Material, Scene, SceneView, Texture, Triangle},
    softfloat::Soft32,
};

/// xorshift64*.
struct Mutations(u64);

impl Mutations {
    fn word(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) as u32
    }

    /// Changes a few bits, bytes or words, or the length.
    fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..1 + self.word() % 3 {
            let at = self.word() as usize % bytes.len();
            match self.word() % 8 {
                0..=2 => bytes[at] ^= 1 << (self.word() % 8),
                3 => bytes[at] = self.word() as u8,
                4..=6 => {
                    let at = at & !3;
                    let telling = [0, 1, 2, 0x7f80_0000, 0x7fc0_0000, u32::MAX, 0x8000_0000, 1 << 24, self.word()];
                    let word = telling[self.word() as usize % telling.len()].to_le_bytes();
                    let end = bytes.len().min(at + 4);
                    bytes[at..end].copy_from_slice(&word[..end - at]);
                }
                _ if self.word().is_multiple_of(4) => bytes.truncate(at.max(1)),
                _ => bytes.extend_from_slice(&self.word().to_le_bytes()),
            }
        }
        bytes
    }
}

fn scene() -> Scene {
    Scene {
        background: [0.5, 0.25, 1.0],
        camera: Camera {
            position: [0.0_f32, 0.0, -3.0].map(f32::to_bits),
            forward: [0.0_f32, 0.0, 1.0].map(f32::to_bits),
            up: [0.0_f32, 1.0, 0.0].map(f32::to_bits),
            tan_half_fov_y: 0.5_f32.to_bits(),
        },
        vertices: vec![[-1.0, -1.0, 0.0], [1.0, -1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, -1.0]],
        coordinates: vec![[0.0, 0.0], [3.5, 0.0], [0.25, -2.0], [1.0, 1.0]],
        normals: vec![[0.0, 0.0, -1.0], [0.6, 0.0, -0.8], [0.0; 3], [0.0, 0.6, -0.8]],
        triangles: vec![
            Triangle { vertices: [0, 2, 1], material: 0 },
            Triangle { vertices: [0, 1, 3], material: 1 },
            Triangle { vertices: [2, 1, 3], material: 0 },
        ],
        materials: vec![
            Material {
                metallic: 0.5_f32.to_bits(),
                roughness: 0.25_f32.to_bits(),
                transmission: 0.5_f32.to_bits(),
                refraction: 1.5_f32.to_bits(),
                base_colour_texture: 1,
                metallic_roughness_texture: 2,
                ..Material::matte([0.5_f32.to_bits(); 3], [0; 3])
            },
            Material { emission_texture: 1, ..Material::matte([1.0_f32.to_bits(); 3], [3.0_f32.to_bits(); 3]) },
        ],
        textures: vec![
            Texture { first_texel: 0, width: 2, height: 2, flags: Texture::SRGB | Texture::BILINEAR },
            Texture { first_texel: 1, width: 1, height: 2, flags: Texture::MIRROR << 2 | Texture::CLAMP << 4 },
        ],
        texels: vec![[255, 0, 9, 1], [0, 200, 0, 2], [7, 7, 250, 3], [90, 120, 30, 4]],
    }
}

fn job(scene_bytes: &[u8]) -> Job {
    Job {
        width: 20,
        height: 10,
        tile_edge: 8,
        samples: 2,
        bounces: 3,
        seed: 9,
        scene_sha256: [7; 32],
        scene_bytes: scene_bytes.len() as u64,
        scene_triangles: 3,
        camera: None,
    }
}

#[test]
fn mutated_scenes_are_refused_or_rendered() {
    let bytes = scene().encode::<f32>().unwrap();
    let mut mutations = Mutations(0x1357_9bdf_0246_8ace);
    let (mut refused, mut rendered) = (0, 0);
    for _ in 0..60_000 {
        let mutated = mutations.mutate(&bytes);
        let parsed = SceneView::parse::<f32>(&mutated);
        let by_soft_float = SceneView::parse::<Soft32>(&mutated);
        assert_eq!(parsed.as_ref().err(), by_soft_float.as_ref().err(), "both arithmetics judge alike");
        let Ok(view) = parsed else {
            refused += 1;
            continue;
        };
        rendered += 1;
        let frame = Frame::<f32>::new(job(&mutated), view);
        let geometry = EveryTriangle { scene: view, padding: frame.surroundings.padding };
        let _ = frame.pixel(&geometry, 10, 5);
    }
    assert!(refused > 1000 && rendered > 1000, "{refused} refused, {rendered} rendered");
}

#[test]
fn mutated_jobs_are_refused_or_planned() {
    let scene_bytes = scene().encode::<f32>().unwrap();
    let mut with_camera = job(&scene_bytes);
    with_camera.camera = Some(scene().camera);
    let mut mutations = Mutations(0xfdb9_7531_eca8_6420);
    let (mut refused, mut planned) = (0, 0);
    for job in [job(&scene_bytes), with_camera] {
        let bytes = job.encode::<f32>().unwrap();
        for _ in 0..60_000 {
            let mutated = mutations.mutate(&bytes);
            match Job::parse::<f32>(&mutated) {
                Err(refusal) => {
                    assert!(refusal.offset <= mutated.len() && !refusal.sentence.is_empty());
                    refused += 1;
                }
                Ok(job) => {
                    assert_eq!(job.encode::<f32>().unwrap(), mutated, "one job has one encoding");
                    let last = job.segment_count() - 1;
                    assert!(job.tile(last).is_some() && job.tile(last + 1).is_none());
                    assert!(job.total_units() >= job.segment_units(last));
                    planned += 1;
                }
            }
        }
    }
    assert!(refused > 1000 && planned > 1000, "{refused} refused, {planned} planned");
}

#[test]
fn the_largest_job_overflows_nothing() {
    let job = Job {
        width: 16_384,
        height: 16_384,
        tile_edge: 16,
        samples: 65_536,
        bounces: 64,
        seed: u64::MAX,
        scene_sha256: [0; 32],
        scene_bytes: 500_000_000,
        scene_triangles: 1 << 24,
        camera: None,
    };
    assert_eq!(job.encode::<f32>().unwrap().len(), JOB_BYTES);
    assert_eq!(job.segment_count(), 1 << 20);
    let by_segments = u64::from(job.segment_count()) * job.segment_units(0);
    assert_eq!(job.total_units(), by_segments);
    assert_eq!(job.total_units(), (1 << 28) * 65_536 * 129 * 28);
}

#[test]
fn clipped_tiles_cover_every_pixel_once() {
    let job = job(&[0; 4]);
    let mut covered = vec![0; 200];
    let mut units = 0;
    for index in 0..job.segment_count() {
        let tile = job.tile(index).unwrap();
        units += job.segment_units(index);
        for row in tile.top..tile.top + tile.height {
            for column in tile.left..tile.left + tile.width {
                covered[(row * job.width + column) as usize] += 1;
            }
        }
    }
    assert!(covered.iter().all(|count| *count == 1));
    assert_eq!(units, job.total_units());
}

#[test]
fn every_truncation_of_a_scene_is_refused() {
    let bytes = scene().encode::<f32>().unwrap();
    for length in 0..bytes.len() {
        assert!(SceneView::parse::<f32>(&bytes[..length]).is_err());
    }
}
