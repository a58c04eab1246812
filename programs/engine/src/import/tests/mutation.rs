//! Random damage to good files: an importer may refuse, but must not panic, hang, or give a scene that its own bytes'
//! checks refuse. `IMPORT_MUTATIONS` sets how many damaged files are tried for each good one.

use std::panic::catch_unwind;

use pyronet_compute_spec::scene::SceneView;

use super::files::{glb, red_and_green, textured_glb, triangle_binary, triangle_document};
use super::{CORNELL, ImportErrorCode, ORRERY, SceneFormat, TEAPOT, import_scene_bytes};

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

const NASTY_WORDS: [u32; 8] = [0, 1, u32::MAX, 0x7fff_ffff, 0x8000_0000, 0x7fc0_0000, 0x7f80_0000, 0x0000_0001];
const NASTY_TEXTS: [&str; 12] =
    ["-1", "1e999", "nan", "0", "4294967296", "18446744073709551615", "{", "]", "null", "\"\"", "\n", "[[[["];

fn damage(file: &[u8], random: &mut Random) -> Vec<u8> {
    let mut damaged = file.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(damaged.len());
        match random.below(6) {
            0 => damaged[at] ^= 1 << random.below(8),
            1 => damaged.truncate(at.max(1)),
            2 => {
                let word = NASTY_WORDS[random.below(NASTY_WORDS.len())].to_le_bytes();
                let end = damaged.len().min(at + 4);
                damaged[at..end].copy_from_slice(&word[..end - at]);
            }
            3 => {
                let text = NASTY_TEXTS[random.below(NASTY_TEXTS.len())].bytes();
                let end = damaged.len().min(at + random.below(8));
                damaged.splice(at..end, text);
            }
            4 => {
                let end = damaged.len().min(at + random.below(256));
                let copy = damaged[at..end].to_vec();
                let target = random.below(damaged.len());
                damaged.splice(target..target, copy);
            }
            _ => {
                let end = damaged.len().min(at + random.below(64));
                damaged.drain(at..end);
            }
        }
        if damaged.is_empty() {
            damaged.push(0);
        }
    }
    damaged
}

#[test]
fn damaged_files_never_make_the_importers_panic() {
    let rounds = std::env::var("IMPORT_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(400);
    let ascii = "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n\
                 property uchar red\nproperty uchar green\nproperty uchar blue\nelement face 2\n\
                 property list uchar int vertex_indices\nend_header\n\
                 0 0 0 9 9 9\n1 0 0 9 9 9\n1 1 0 9 9 9\n0 1 0 9 9 9\n4 0 1 2 3\n3 0 1 2\n";
    let nodes = r#"[{"children":[1,2],"scale":[2,2,2]},{"mesh":0,"rotation":[0,1,0,0]},{"camera":0}]"#;
    let materials = r#"[{"emissiveFactor":[1,1,1],"pbrMetallicRoughness":{"baseColorFactor":[1,1,1,1]}}]"#;
    let small_gltf = glb(&triangle_document(nodes, materials), &triangle_binary());
    let painted = r#"[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}]"#;
    let painted = textured_glb(nodes, painted, r#"[{"source":0,"sampler":0}]"#, &red_and_green());
    let good: [(&[u8], SceneFormat); 6] = [
        (CORNELL, SceneFormat::CornellJson),
        (TEAPOT, SceneFormat::Ply),
        (ascii.as_bytes(), SceneFormat::Ply),
        (ORRERY, SceneFormat::Gltf),
        (&small_gltf, SceneFormat::Gltf),
        (&painted, SceneFormat::Gltf),
    ];
    let mut imported = 0;
    let mut refused = Vec::new();
    for (number, (file, format)) in good.into_iter().enumerate() {
        for round in 0..rounds {
            let seed = (number as u64) << 32 | round;
            let damaged = damage(file, &mut Random(seed));
            let outcome = catch_unwind(|| import_scene_bytes(&damaged, format));
            match outcome.unwrap_or_else(|_| panic!("the importer panicked on seed {seed}")) {
                Ok(scene) => {
                    assert!(SceneView::parse::<f32>(&scene).is_ok(), "seed {seed}");
                    imported += 1;
                }
                Err(error) => refused.push(error.code),
            }
        }
    }
    // Damage must reach past the first check, or this test says nothing.
    assert!(imported > 0);
    for code in [ImportErrorCode::Truncated, ImportErrorCode::Malformed, ImportErrorCode::OutOfRange] {
        assert!(refused.contains(&code), "no file was refused as {code:?}");
    }
}
