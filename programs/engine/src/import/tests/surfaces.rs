use pyronet_compute_spec::scene::{Scene, Texture};

use super::files::{glb, png, red_and_green, textured_glb, triangle_binary, triangle_document};
use super::{ImportErrorCode, SceneFormat, import, refusal};

const NODE: &str = r#"[{"mesh":0}]"#;
const PAINTED: &str = r#"[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0},
    "metallicRoughnessTexture":{"index":1}},"emissiveTexture":{"index":0}}]"#;
const TEXTURES: &str = r#"[{"source":0},{"source":0,"sampler":0}]"#;

fn painted(picture: &[u8]) -> Scene {
    import(&textured_glb(NODE, PAINTED, TEXTURES, picture), SceneFormat::Gltf).unwrap()
}

fn code(materials: &str, textures: &str, picture: &[u8]) -> ImportErrorCode {
    refusal(&textured_glb(NODE, materials, textures, picture), SceneFormat::Gltf)
}

#[test]
fn factors_and_extensions_of_a_material_are_read() {
    let materials = r#"[{"pbrMetallicRoughness":{"metallicFactor":0.25,"roughnessFactor":0.5},"extensions":{
        "KHR_materials_transmission":{"transmissionFactor":0.75},"KHR_materials_ior":{"ior":1.25}}}]"#;
    let scene = import(&glb(&triangle_document(NODE, materials), &triangle_binary()), SceneFormat::Gltf).unwrap();
    let material = scene.materials[scene.triangles[0].material as usize];
    let numbers = [material.metallic, material.roughness, material.transmission, material.refraction];
    assert_eq!(numbers.map(f32::from_bits), [0.25, 0.5, 0.75, 1.25]);
    assert!(scene.coordinates.is_empty() && scene.normals.is_empty());
}

#[test]
fn what_a_material_leaves_out_is_as_gltf_says() {
    let scene = import(&glb(&triangle_document(NODE, "[{}]"), &triangle_binary()), SceneFormat::Gltf).unwrap();
    let material = scene.materials[scene.triangles[0].material as usize];
    let numbers = [material.metallic, material.roughness, material.transmission, material.refraction];
    assert_eq!(numbers.map(f32::from_bits), [1.0, 1.0, 0.0, 1.5]);
}

#[test]
fn a_picture_is_decoded_once_for_all_its_uses() {
    let scene = painted(&red_and_green());
    assert_eq!(scene.texels, [[255, 0, 0, 255], [0, 255, 0, 255]]);
    let colour = Texture { first_texel: 0, width: 2, height: 1, flags: Texture::SRGB | Texture::BILINEAR };
    let rough = Texture { flags: Texture::CLAMP << 2 | Texture::MIRROR << 4, ..colour };
    assert_eq!(scene.textures, [colour, rough]);
    assert_eq!(scene.materials[0].textures(), [1, 2, 1]);
    assert_eq!(scene.coordinates[..3], [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]);
    assert_eq!(scene.coordinates.len(), scene.vertices.len());
}

#[test]
fn every_kind_of_png_pixel_is_read() {
    use png::ColorType::{Grayscale, GrayscaleAlpha, Rgba};
    assert_eq!(painted(&png(1, 2, Grayscale, &[7, 9])).texels, [[7, 7, 7, 255], [9, 9, 9, 255]]);
    assert_eq!(painted(&png(1, 1, GrayscaleAlpha, &[7, 9])).texels, [[7, 7, 7, 9]]);
    assert_eq!(painted(&png(1, 1, Rgba, &[1, 2, 3, 4])).texels, [[1, 2, 3, 4]]);
}

#[test]
fn normals_stay_upright_on_what_is_stretched() {
    let stretched = r#"[{"mesh":0,"scale":[1,2,1]}]"#;
    let scene = import(&textured_glb(stretched, "[{}]", "[]", &[]), SceneFormat::Gltf).unwrap();
    let [x, y, z] = scene.normals[0];
    // (0, 0.6 / 2, 0.8), made a unit again.
    let length = 0.3_f32.hypot(0.8);
    assert!(x.abs() < 1e-6 && (y - 0.3 / length).abs() < 1e-6 && (z - 0.8 / length).abs() < 1e-6);
}

#[test]
fn pictures_and_uses_that_are_not_read_are_said_so() {
    let good = red_and_green();
    assert_eq!(code(PAINTED, TEXTURES, b"\xff\xd8\xff\xe0 a JPEG"), ImportErrorCode::Unsupported);
    assert_eq!(code(PAINTED, r#"[{"source":0}]"#, &good), ImportErrorCode::OutOfRange);
    assert_eq!(code(PAINTED, r#"[{"source":0},{"source":1}]"#, &good), ImportErrorCode::OutOfRange);
    assert_eq!(code(PAINTED, r#"[{"source":0},{"source":0,"sampler":1}]"#, &good), ImportErrorCode::OutOfRange);
    for extra in [r#","texCoord":1"#, r#","extensions":{"KHR_texture_transform":{"scale":[2,2]}}"#] {
        let moved = PAINTED.replacen(r#"{"index":0}"#, &format!(r#"{{"index":0{extra}}}"#), 1);
        assert_eq!(code(&moved, TEXTURES, &good), ImportErrorCode::Unsupported, "{extra}");
    }
    let far = textured_glb(NODE, PAINTED, TEXTURES, &good);
    let one = far.windows(8).position(|bytes| bytes == [0, 0, 128, 63, 0, 0, 0, 0]).unwrap();
    for value in [f32::NAN, f32::INFINITY, 1e9] {
        let mut far = far.clone();
        // The second vertex's texture coordinate u, behind positions and indices.
        let at = far.len() - good.len().next_multiple_of(4) - 60 + 8;
        assert!(one < at);
        far[at..at + 4].copy_from_slice(&value.to_le_bytes());
        assert_eq!(refusal(&far, SceneFormat::Gltf), ImportErrorCode::NotFinite, "{value}");
    }
}

#[test]
fn every_truncation_of_a_picture_is_refused() {
    let picture = red_and_green();
    // The last 12 bytes are the end mark, which no picture needs.
    for length in 0..picture.len() - 16 {
        let refused = code(PAINTED, TEXTURES, &picture[..length]);
        let coded = [ImportErrorCode::Truncated, ImportErrorCode::Malformed, ImportErrorCode::Unsupported];
        assert!(coded.contains(&refused), "{length}: {refused:?}");
    }
}

#[test]
fn pictures_that_promise_too_much_are_refused() {
    for (width, height) in [(8193_u32, 1_u32), (1, 8193), (8192, 8192), (u32::MAX >> 1, u32::MAX >> 1)] {
        let mut picture = red_and_green();
        picture[16..20].copy_from_slice(&width.to_be_bytes());
        picture[20..24].copy_from_slice(&height.to_be_bytes());
        let check = crc32(&picture[12..29]).to_be_bytes();
        picture[29..33].copy_from_slice(&check);
        assert_eq!(code(PAINTED, TEXTURES, &picture), ImportErrorCode::TooLarge, "{width} × {height}");
    }
}

/// CRC-32 of a PNG chunk (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |check, byte| {
        (0..8).fold(check ^ u32::from(*byte), |check, _| check >> 1 ^ (0xedb8_8320 * (check & 1)))
    })
}
