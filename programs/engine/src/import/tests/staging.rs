use super::files::{glb, triangle_binary, triangle_document};
use super::{SceneFormat, TEAPOT, import};

const GREY: &str = r#"[{"pbrMetallicRoughness":{}}]"#;
const GLOWING: &str = r#"[{"emissiveFactor":[1,1,1]}]"#;

fn scene(nodes: &str, materials: &str) -> pyronet_compute_spec::scene::Scene {
    import(&glb(&triangle_document(nodes, materials), &triangle_binary()), SceneFormat::Gltf).unwrap()
}

fn lights(scene: &pyronet_compute_spec::scene::Scene) -> usize {
    scene.triangles.iter().filter(|triangle| scene.materials[triangle.material as usize].emits()).count()
}

#[test]
fn a_file_without_a_camera_stands_in_a_lit_studio() {
    let scene = scene(r#"[{"mesh":0}]"#, GREY);
    assert_eq!(scene.triangles.len(), 1 + 4);
    assert_eq!(lights(&scene), 2);
    assert!(scene.background.iter().all(|channel| *channel > 0.0));
}

#[test]
fn a_file_with_a_camera_and_a_light_is_left_as_it_is() {
    let scene = scene(r#"[{"mesh":0,"camera":0,"translation":[0,0,2]}]"#, GLOWING);
    assert_eq!((scene.triangles.len(), lights(&scene)), (1, 1));
    assert_eq!(scene.background, [0.0; 3]);
}

#[test]
fn a_file_with_a_camera_but_no_light_gets_a_lamp() {
    let scene = scene(r#"[{"mesh":0,"camera":0}]"#, GREY);
    assert_eq!((scene.triangles.len(), lights(&scene)), (3, 2));
}

#[test]
fn a_camera_that_looks_nowhere_is_replaced() {
    let scene = scene(r#"[{"children":[1,2]},{"mesh":0},{"camera":0,"scale":[0,0,0]}]"#, GLOWING);
    assert_eq!(scene.triangles.len(), 1 + 4);
}

#[test]
fn size_and_place_in_the_file_do_not_change_the_scene() {
    let plain = scene(r#"[{"mesh":0}]"#, GREY);
    for transform in [
        r#""scale":[1048576,1048576,1048576]"#,
        r#""scale":[0.000000059604644775390625,0.000000059604644775390625,0.000000059604644775390625]"#,
        r#""translation":[1024,-512,4096]"#,
    ] {
        assert_eq!(scene(&format!(r#"[{{"mesh":0,{transform}}}]"#), GREY), plain, "{transform}");
    }
}

#[test]
fn the_framing_camera_sees_the_whole_subject() {
    let scene = import(TEAPOT, SceneFormat::Ply).unwrap();
    let [position, forward, up] =
        [scene.camera.position, scene.camera.forward, scene.camera.up].map(|vector| vector.map(f32::from_bits));
    let dot = |a: [f32; 3], b: [f32; 3]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    let right = [
        forward[1] * up[2] - forward[2] * up[1],
        forward[2] * up[0] - forward[0] * up[2],
        forward[0] * up[1] - forward[1] * up[0],
    ];
    let tangent = f32::from_bits(scene.camera.tan_half_fov_y);
    let mut reach = 0.0f32;
    for triangle in &scene.triangles[..scene.triangles.len() - 4] {
        for vertex in triangle.vertices {
            let point = scene.vertices[vertex as usize];
            let offset = [0, 1, 2].map(|axis| point[axis] - position[axis]);
            let depth = dot(offset, forward);
            assert!(depth > 0.0);
            reach =
                reach.max((dot(offset, right) / depth).abs() / tangent).max((dot(offset, up) / depth).abs() / tangent);
        }
    }
    assert!(reach < 1.0 && reach > 0.6, "{reach}");
}

#[test]
fn lamps_turn_their_emitting_side_to_the_subject() {
    for nodes in [r#"[{"mesh":0}]"#, r#"[{"mesh":0,"camera":0,"translation":[0,0,2]}]"#] {
        let scene = scene(nodes, GREY);
        for triangle in scene.triangles.iter().filter(|triangle| scene.materials[triangle.material as usize].emits()) {
            let [a, b, c] = triangle.vertices.map(|vertex| scene.vertices[vertex as usize]);
            let [u, v] = [b, c].map(|point| [point[0] - a[0], point[1] - a[1], point[2] - a[2]]);
            let normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
            let towards_subject = -(normal[0] * a[0] + normal[1] * a[1] + normal[2] * a[2]);
            assert!(towards_subject > 0.0, "{nodes}");
        }
    }
}
