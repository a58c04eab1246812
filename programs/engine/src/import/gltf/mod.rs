//! glTF 2.0 and GLB: triangles under their node transforms with normals and texture coordinates, metallic-roughness
//! materials with transmission, index of refraction and emission, their PNG textures, the first perspective camera.
//!
//! What only loses decoration is passed over: normal and occlusion maps, transparency by alpha, further material extensions,
//! vertex colours. A transmissive surface bounds a solid body, whether or not the file gives it a volume. Lights other than
//! emitting surfaces are passed over too; a file without any other gets the studio's. Skins, animations and morph targets do
//! not change what is imported. Pictures other than PNG and moved texture coordinates are refused as unsupported.

mod buffers;
mod container;
mod document;
mod pictures;
mod surfaces;
mod transform;

use self::buffers::{Buffers, find};
use self::document::{Document, Primitive};
use self::surfaces::add_surfaces;
use self::transform::Transform;
use super::error::{ImportError, ImportErrorCode};
use super::limits::MAX_TRIANGLES;
use super::model::{Model, Surface, Viewpoint};

/// Extensions that a file may require although they are passed over: they change looks, not geometry.
const PASSED_OVER_PREFIXES: [&str; 3] = ["KHR_materials_", "KHR_texture_transform", "KHR_lights_"];
const MESH_QUANTIZATION: &str = "KHR_mesh_quantization";
/// Primitives that a file may unfold to, whether or not they hold triangles.
const MAX_PRIMITIVE_INSTANCES: usize = 1 << 20;
const DEFAULT_SURFACE: Surface = Surface::matte([0.8, 0.8, 0.8], [0.0; 3]);

pub(super) fn read_gltf(file: &[u8]) -> Result<Model, ImportError> {
    let container = container::split(file)?;
    let document: Document = serde_json::from_slice(container.json)
        .map_err(|error| ImportError::malformed(format!("The glTF document cannot be read: {error}.")))?;
    refuse_unknown_features(&document)?;
    let buffers = Buffers::open(&document, container.binary)?;

    let mut model = Model::default();
    add_surfaces(&document, &buffers, &mut model)?;
    let default_surface = model.add_surface(DEFAULT_SURFACE)?;
    Unfolding {
        document: &document,
        buffers: &buffers,
        model: &mut model,
        default_surface,
        primitives_left: MAX_PRIMITIVE_INSTANCES,
    }
    .run()?;
    Ok(model)
}

fn refuse_unknown_features(document: &Document) -> Result<(), ImportError> {
    if !document.asset.version.starts_with("2.") {
        return Err(ImportError::unsupported("Only glTF 2 is read."));
    }
    let unknown = document
        .extensions_required
        .iter()
        .find(|name| *name != MESH_QUANTIZATION && !PASSED_OVER_PREFIXES.iter().any(|prefix| name.starts_with(prefix)));
    match unknown {
        None => Ok(()),
        Some(name) => {
            let name: String = name.chars().take(64).collect();
            Err(ImportError::unsupported(format!("The glTF requires the extension {name}, which is not read.")))
        }
    }
}

/// Walks the node tree and adds each node's triangles to the model.
struct Unfolding<'a> {
    document: &'a Document,
    buffers: &'a Buffers<'a>,
    model: &'a mut Model,
    default_surface: u32,
    primitives_left: usize,
}

impl Unfolding<'_> {
    fn run(&mut self) -> Result<(), ImportError> {
        let document = self.document;
        // An explicit stack, because a file chooses how deep its nodes are nested.
        let mut pending = Vec::new();
        let mut met = vec![false; document.nodes.len()];
        descend(&roots(document)?, &Transform::IDENTITY, &mut met, &mut pending)?;
        while let Some((index, parent)) = pending.pop() {
            let node = find(&document.nodes, index, "node")?;
            let transform = parent.after(&Transform::of(node));
            if let Some(mesh) = node.mesh {
                for primitive in &find(&document.meshes, mesh, "mesh")?.primitives {
                    self.add_primitive(primitive, &transform)?;
                }
            }
            if let (Some(camera), None) = (node.camera, self.model.camera) {
                self.add_camera(camera, &transform)?;
            }
            descend(&node.children, &transform, &mut met, &mut pending)?;
        }
        Ok(())
    }

    fn add_camera(&mut self, camera: usize, transform: &Transform) -> Result<(), ImportError> {
        // A parallel projection is no pinhole: the scene then gets a camera of its own.
        let Some(perspective) = &find(&self.document.cameras, camera, "camera")?.perspective else {
            return Ok(());
        };
        if !(perspective.yfov > 0.0 && perspective.yfov < core::f64::consts::PI) {
            return Err(ImportError::malformed("A glTF camera has no field of view between 0 and 180 degrees."));
        }
        self.model.camera = Some(Viewpoint {
            position: transform.point([0.0; 3]),
            forward: transform.direction([0.0, 0.0, -1.0]),
            up: transform.direction([0.0, 1.0, 0.0]),
            tan_half_height: libm::tan(perspective.yfov / 2.0),
        });
        Ok(())
    }

    fn add_primitive(&mut self, primitive: &Primitive, transform: &Transform) -> Result<(), ImportError> {
        self.primitives_left = self
            .primitives_left
            .checked_sub(1)
            .ok_or_else(|| ImportError::too_large("The glTF unfolds to too many primitives."))?;
        let Some(assembly) = Assembly::of_mode(primitive.mode)? else {
            return Ok(());
        };
        let Some(position) = primitive.attributes.position else {
            return Ok(());
        };
        let surface = match primitive.material {
            Some(material) if material < self.document.materials.len() => material as u32,
            Some(material) => {
                return Err(ImportError::out_of_range(format!(
                    "A glTF primitive refers to material {material}, which does not exist."
                )));
            }
            None => self.default_surface,
        };

        let positions = self.buffers.positions(self.document, position)?;
        let base = self.model.position_count();
        self.model.reserve_positions(positions.count)?;
        let attributes = &primitive.attributes;
        let normals = attributes.normal.map(|accessor| self.buffers.normals(self.document, accessor)).transpose()?;
        let coordinates =
            attributes.coordinates.map(|accessor| self.buffers.coordinates(self.document, accessor)).transpose()?;
        let missing = || ImportError::truncated("a glTF accessor");
        for index in 0..positions.count {
            let point = positions.vector(index).ok_or_else(missing)?;
            self.model.add_position(transform.point(point))?;
            if let Some(normals) = &normals {
                self.model.set_normal(transform.normal(normals.vector(index).ok_or_else(missing)?));
            }
            if let Some(coordinates) = &coordinates {
                let [u, v, _] = coordinates.vector(index).ok_or_else(missing)?;
                self.model.set_coordinates([u, v])?;
            }
        }

        let indices = primitive.indices.map(|accessor| self.buffers.indices(self.document, accessor)).transpose()?;
        let corner_count = indices.as_ref().map_or(positions.count, |indices| indices.count);
        let corner = |at: usize| -> Result<u32, ImportError> {
            let corner = match &indices {
                Some(indices) => indices.index(at),
                None => u32::try_from(at).ok(),
            };
            corner
                .filter(|corner| (*corner as usize) < positions.count)
                // Fits, because the number of positions is limited.
                .map(|corner| corner + base as u32)
                .ok_or_else(|| ImportError::out_of_range("A glTF index refers to a vertex that does not exist."))
        };
        let mirrored = transform.mirrors();
        for triangle in 0..assembly.triangle_count(corner_count)? {
            let [a, b, c] = assembly.corners_of(triangle);
            // The front, which emits, stays the front under a mirror (glTF 2.0 §3.7.4).
            let [b, c] = if mirrored { [c, b] } else { [b, c] };
            self.model.add_triangle([corner(a)?, corner(b)?, corner(c)?], surface)?;
        }
        Ok(())
    }
}

/// Puts nodes on the stack, the first on top. In a tree each node is met once: meeting one again means a cycle or two
/// parents, and is refused before the stack can grow beyond the number of nodes.
fn descend(
    nodes: &[u32],
    parent: &Transform,
    met: &mut [bool],
    pending: &mut Vec<(usize, Transform)>,
) -> Result<(), ImportError> {
    for node in nodes.iter().rev() {
        let index = *node as usize;
        match met.get_mut(index) {
            None => {
                return Err(ImportError::out_of_range(format!(
                    "The glTF refers to node {index}, which does not exist."
                )));
            }
            Some(true) => {
                let sentence = format!("The glTF reaches node {index} twice; nodes must form a tree.");
                return Err(ImportError::new(ImportErrorCode::CyclicNodes, sentence));
            }
            Some(mark) => *mark = true,
        }
        pending.push((index, *parent));
    }
    Ok(())
}

/// The nodes of the default scene; where the file has no scene, all nodes that are nobody's child.
fn roots(document: &Document) -> Result<Vec<u32>, ImportError> {
    if !document.scenes.is_empty() {
        let scene = find(&document.scenes, document.scene.unwrap_or(0), "scene")?;
        return Ok(scene.nodes.clone());
    }
    let mut is_child = vec![false; document.nodes.len()];
    for child in document.nodes.iter().flat_map(|node| &node.children) {
        if let Some(mark) = is_child.get_mut(*child as usize) {
            *mark = true;
        }
    }
    Ok((0u32..).zip(is_child).filter(|(_, is_child)| !is_child).map(|(node, _)| node).collect())
}

/// How a primitive's corners make triangles (glTF 2.0 §3.7.2.1).
#[derive(Clone, Copy)]
enum Assembly {
    List,
    Strip,
    Fan,
}

impl Assembly {
    /// Nothing for points and lines, which have no surface.
    fn of_mode(mode: u32) -> Result<Option<Self>, ImportError> {
        match mode {
            0..=3 => Ok(None),
            4 => Ok(Some(Self::List)),
            5 => Ok(Some(Self::Strip)),
            6 => Ok(Some(Self::Fan)),
            _ => Err(ImportError::malformed("A glTF primitive has an unknown mode.")),
        }
    }

    fn triangle_count(self, corners: usize) -> Result<usize, ImportError> {
        let count = match self {
            Self::List => corners / 3,
            Self::Strip | Self::Fan => corners.saturating_sub(2),
        };
        if count > MAX_TRIANGLES {
            return Err(ImportError::too_large(format!("A glTF primitive has more than {MAX_TRIANGLES} triangles.")));
        }
        Ok(count)
    }

    const fn corners_of(self, triangle: usize) -> [usize; 3] {
        match self {
            Self::List => [3 * triangle, 3 * triangle + 1, 3 * triangle + 2],
            Self::Strip if triangle % 2 == 1 => [triangle + 1, triangle, triangle + 2],
            Self::Strip => [triangle, triangle + 1, triangle + 2],
            Self::Fan => [0, triangle + 1, triangle + 2],
        }
    }
}
