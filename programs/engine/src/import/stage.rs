//! From what a file says to a scene that renders: unit scale, no triangle without area, and where the file has no camera
//! or no light, a small studio around it.

use pyronet_compute_spec::camera::Camera;
use pyronet_compute_spec::scene::{Material, Scene, Triangle};
use pyronet_compute_spec::vector::Vector3;

use super::error::{ImportError, ImportErrorCode};
use super::model::{Model, Surface, Vector, Viewpoint};

/// Radiance of the sky where a file brings no light of its own.
const STUDIO_SKY: [f32; 3] = [0.40, 0.44, 0.50];
const STUDIO_LIGHT: Vector = [11.0, 10.2, 9.0];
const GROUND_COLOUR: Vector = [0.5, 0.5, 0.5];
/// Direction from the subject to a camera that frames it.
const FRAMING_DIRECTION: Vector = [0.45, 0.42, 1.0];
const FRAMING_TANGENT: f64 = 0.3;
/// Share by which the frame is wider than the subject.
const FRAMING_MARGIN: f64 = 1.08;
/// Bounds of `PYROSCN2`.
const LARGEST_RADIANCE: f64 = 65_536.0;
const LARGEST_REFRACTION: f64 = 4.0;
const TANGENTS: [f64; 2] = [1.0 / 1024.0, 64.0];
const LARGEST_CAMERA_COORDINATE: f64 = 1_048_576.0;

pub(super) fn stage(model: &Model) -> Result<Scene, ImportError> {
    let placement = Placement::of(model).ok_or_else(no_triangles)?;
    let mut set = Set::build(model, &placement)?;
    let emits = set.materials.iter().any(Material::emits);
    let camera = model.camera.as_ref().and_then(|viewpoint| placement.view(viewpoint));
    let background = match (&camera, emits) {
        (Some(_), true) => [0.0; 3],
        _ => STUDIO_SKY,
    };
    let view = match camera {
        Some(view) => {
            if !emits {
                set.add_lamp_at(&view);
            }
            view
        }
        None => {
            set.add_studio(placement.half_size);
            frame(placement.half_size)
        }
    };
    Ok(Scene {
        background,
        camera: Camera {
            position: bits(view.position),
            forward: bits(view.forward),
            up: bits(view.up),
            tan_half_fov_y: (view.tan_half_height.clamp(TANGENTS[0], TANGENTS[1]) as f32).to_bits(),
        },
        vertices: set.vertices,
        coordinates: set.coordinates,
        normals: set.normals,
        triangles: set.triangles,
        materials: set.materials,
        textures: model.textures().to_vec(),
        texels: model.texels().to_vec(),
    })
}

/// Moves the subject's centre to the origin and scales its larger half size into 1 to 2, by a power of two.
struct Placement {
    centre: Vector,
    scale: f64,
    /// Half the subject's size along each axis, after scaling.
    half_size: Vector,
}

impl Placement {
    fn of(model: &Model) -> Option<Self> {
        let mut low = [f64::INFINITY; 3];
        let mut high = [f64::NEG_INFINITY; 3];
        for corner in model.triangles().iter().flat_map(|triangle| triangle.corners) {
            let position = model.positions().get(corner as usize)?;
            for axis in 0..3 {
                low[axis] = low[axis].min(position[axis]);
                high[axis] = high[axis].max(position[axis]);
            }
        }
        let half_size = [0, 1, 2].map(|axis| (high[axis] - low[axis]) / 2.0);
        let largest = half_size.iter().copied().fold(0.0, f64::max);
        if !(largest.is_normal() && largest > 0.0) {
            return None;
        }
        let scale = reciprocal_power_of_two(largest);
        Some(Self {
            centre: [0, 1, 2].map(|axis| (high[axis] + low[axis]) / 2.0),
            scale,
            half_size: half_size.map(|half| half * scale),
        })
    }

    fn place(&self, position: Vector) -> Vector {
        [0, 1, 2].map(|axis| (position[axis] - self.centre[axis]) * self.scale)
    }

    /// The file's camera in the scene; nothing where it points nowhere or stands beyond what a scene can hold.
    fn view(&self, viewpoint: &Viewpoint) -> Option<Viewpoint> {
        let position = self.place(viewpoint.position);
        let forward = unit(viewpoint.forward)?;
        let up = unit(viewpoint.up)?;
        let right = cross(forward, up);
        let holds = position.iter().all(|value| value.abs() <= LARGEST_CAMERA_COORDINATE)
            && dot(right, right) > 1e-4
            && viewpoint.tan_half_height > 0.0;
        holds.then_some(Viewpoint { position, forward, up, tan_half_height: viewpoint.tan_half_height })
    }
}

/// A scene's geometry while it is put together.
struct Set {
    vertices: Vec<[f32; 3]>,
    /// As many as there are vertices where the model has textures; else none.
    coordinates: Vec<[f32; 2]>,
    /// As many as there are vertices where the model has normals; else none.
    normals: Vec<[f32; 3]>,
    triangles: Vec<Triangle>,
    materials: Vec<Material>,
}

impl Set {
    /// The model's triangles that have an area, with the vertices and materials that they use.
    fn build(model: &Model, placement: &Placement) -> Result<Self, ImportError> {
        let mut set = Self {
            vertices: Vec::new(),
            coordinates: Vec::new(),
            normals: Vec::new(),
            triangles: Vec::new(),
            materials: Vec::new(),
        };
        let mut vertex_numbers = vec![None; model.positions().len()];
        let mut material_numbers = vec![None; model.surfaces().len()];
        for triangle in model.triangles() {
            let corners = triangle.corners.map(|corner| model.positions().get(corner as usize).copied());
            let [Some(a), Some(b), Some(c)] = corners else {
                return Err(ImportError::out_of_range("A triangle refers to a vertex that does not exist."));
            };
            let points = [a, b, c].map(|point| placement.place(point).map(|value| value as f32));
            if !has_area(points) {
                continue;
            }
            let surface = model.surfaces().get(triangle.surface as usize);
            let material_number = material_numbers.get_mut(triangle.surface as usize);
            let (Some(surface), Some(material_number)) = (surface, material_number) else {
                return Err(ImportError::out_of_range("A triangle refers to a material that does not exist."));
            };
            let material = *material_number.get_or_insert_with(|| set.materials.push_numbered(material_of(surface)));
            let mut vertices = [0; 3];
            for ((vertex, corner), point) in vertices.iter_mut().zip(triangle.corners).zip(points) {
                if let Some(number) = vertex_numbers.get_mut(corner as usize) {
                    *vertex = *number.get_or_insert_with(|| {
                        if !model.textures().is_empty() {
                            set.coordinates.push(model.coordinates(corner as usize).map(|value| value as f32));
                        }
                        if model.has_normals() {
                            set.normals.push(model.normal(corner as usize).map(|value| value as f32));
                        }
                        set.vertices.push_numbered(point)
                    });
                }
            }
            set.triangles.push(Triangle { vertices, material });
        }
        if set.triangles.is_empty() { Err(no_triangles()) } else { Ok(set) }
    }

    /// Ground below the subject and a large lamp above it, to the side of the camera.
    fn add_studio(&mut self, half_size: Vector) {
        let radius = length(half_size);
        let ground = self.materials.push_numbered(material_of(&Surface::matte(GROUND_COLOUR, [0.0; 3])));
        // A little below, so that a flat underside does not fight with the ground for the same place.
        let level = -half_size[1] - radius / 512.0;
        let edge = 40.0 * radius;
        self.add_parallelogram([0.0, level, 0.0], [0.0, 0.0, edge], [edge, 0.0, 0.0], ground);
        self.add_lamp([-1.4 * radius, 2.6 * radius, 1.6 * radius], radius);
    }

    /// A lamp above and beside the camera, for a file that has a camera but no light.
    fn add_lamp_at(&mut self, view: &Viewpoint) {
        let distance = length(view.position).clamp(0.25, 4.0);
        let right = cross(view.forward, view.up);
        let [aside, above] = [0.4 * distance, 0.5 * distance];
        let centre = [0, 1, 2].map(|axis| view.position[axis] + right[axis] * aside + view.up[axis] * above);
        self.add_lamp(centre, 0.35 * distance);
    }

    /// A square lamp whose front, the face that emits, turns to the origin.
    fn add_lamp(&mut self, centre: Vector, half_edge: f64) {
        let material = self.materials.push_numbered(material_of(&Surface::matte([0.0; 3], STUDIO_LIGHT)));
        let facing = unit(centre).unwrap_or([0.0, 1.0, 0.0]);
        let helper = if facing[0].abs() < 0.6 { [1.0, 0.0, 0.0] } else { [0.0, 0.0, 1.0] };
        let Some(across) = unit(cross(facing, helper)) else {
            return;
        };
        let along = cross(across, facing);
        let scaled = |axis: Vector| axis.map(|value| value * half_edge);
        self.add_parallelogram(centre, scaled(across), scaled(along), material);
    }

    /// Its front is the side from which `along` lies counter-clockwise of `across`.
    fn add_parallelogram(&mut self, centre: Vector, across: Vector, along: Vector, material: u32) {
        let signs = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]];
        let [a, b, c, d] = signs.map(|[u, v]| {
            let corner = [0, 1, 2].map(|axis| (centre[axis] + u * across[axis] + v * along[axis]) as f32);
            // The set's own parts have no pictures on them and their triangles' normals.
            if !self.coordinates.is_empty() {
                self.coordinates.push([0.0; 2]);
            }
            if !self.normals.is_empty() {
                self.normals.push([0.0; 3]);
            }
            self.vertices.push_numbered(corner)
        });
        self.triangles.push(Triangle { vertices: [a, b, c], material });
        self.triangles.push(Triangle { vertices: [a, c, d], material });
    }
}

trait PushNumbered<T> {
    /// Adds an item and gives its number. Numbers fit, because a model's size is limited.
    fn push_numbered(&mut self, item: T) -> u32;
}

impl<T> PushNumbered<T> for Vec<T> {
    fn push_numbered(&mut self, item: T) -> u32 {
        self.push(item);
        (self.len() - 1) as u32
    }
}

/// A camera from which a box of this half size, around the origin, fills a square picture.
fn frame(half_size: Vector) -> Viewpoint {
    let towards = unit(FRAMING_DIRECTION).unwrap_or([0.0, 0.0, 1.0]);
    let forward = towards.map(|value| -value);
    let right = unit(cross(forward, [0.0, 1.0, 0.0])).unwrap_or([1.0, 0.0, 0.0]);
    let up = cross(right, forward);
    let mut distance = 0.0f64;
    for corner in 0..8 {
        let point = [0, 1, 2].map(|axis| if corner >> axis & 1 == 0 { half_size[axis] } else { -half_size[axis] });
        let reach = dot(point, right).abs().max(dot(point, up).abs()) * FRAMING_MARGIN;
        distance = distance.max(reach / FRAMING_TANGENT + dot(point, towards));
    }
    Viewpoint { position: towards.map(|value| value * distance), forward, up, tan_half_height: FRAMING_TANGENT }
}

/// The same test as the one by which a scene's bytes are refused.
fn has_area(points: [[f32; 3]; 3]) -> bool {
    let [a, b, c] = points.map(|[x, y, z]| Vector3::new(x, y, z));
    let normal = (b - a).cross(c - a);
    normal.dot(normal) >= f32::MIN_POSITIVE
}

fn material_of(surface: &Surface) -> Material {
    Material {
        base_colour: surface.base_colour.map(|value| channel(value, 1.0)),
        emission: surface.emission.map(|value| channel(value, LARGEST_RADIANCE)),
        metallic: channel(surface.metallic, 1.0),
        roughness: channel(surface.roughness, 1.0),
        transmission: channel(surface.transmission, 1.0),
        refraction: channel(surface.refraction.max(1.0), LARGEST_REFRACTION),
        base_colour_texture: surface.textures.base_colour,
        metallic_roughness_texture: surface.textures.metallic_roughness,
        emission_texture: surface.textures.emission,
    }
}

/// Bits of a colour channel; adding zero turns a negative zero, which a scene does not allow, into zero.
fn channel(value: f64, largest: f64) -> u32 {
    ((value.clamp(0.0, largest) as f32) + 0.0).to_bits()
}

/// 2^-n for the n with 2^n ≤ `value` < 2^(n+1); `value` is normal and positive.
fn reciprocal_power_of_two(value: f64) -> f64 {
    let exponent = value.to_bits() >> 52;
    f64::from_bits(2046u64.saturating_sub(exponent).max(1) << 52)
}

fn no_triangles() -> ImportError {
    ImportError::new(ImportErrorCode::NoTriangles, "The file has no triangle with an area.")
}

fn bits(vector: Vector) -> [u32; 3] {
    vector.map(|value| (value as f32).to_bits())
}

fn dot(a: Vector, b: Vector) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross(a: Vector, b: Vector) -> Vector {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn length(vector: Vector) -> f64 {
    dot(vector, vector).sqrt()
}

fn unit(vector: Vector) -> Option<Vector> {
    let length = length(vector);
    (length.is_finite() && length > 1e-12).then(|| vector.map(|value| value / length))
}
