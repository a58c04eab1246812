//! PLY, ascii and binary in both byte orders: vertices with optional colours, faces and triangle strips.

mod header;
mod rows;
mod vertex_colours;

use self::header::{Element, Encoding, Header, Property, parse_header};
use self::rows::Rows;
use self::vertex_colours::VertexColours;
use super::error::ImportError;
use super::model::Model;
use super::polygon::add_polygon;

pub(super) fn read_ply(file: &[u8]) -> Result<Model, ImportError> {
    let header = parse_header(file)?;
    let mut rows = Rows::new(&file[header.body_offset..], header.encoding);
    let mut model = Model::default();
    let mut colours = VertexColours::default();
    // Faces may stand before the vertices they refer to, so they are added when everything is read.
    let mut faces = Faces::default();
    for element in &header.elements {
        refuse_more_rows_than_bytes(&header, element, &rows)?;
        match element.name.as_str() {
            "vertex" => read_vertices(element, &mut rows, &mut model, &mut colours)?,
            "face" => read_faces(element, &mut rows, &mut faces, List::Polygon)?,
            "tristrips" => read_faces(element, &mut rows, &mut faces, List::Strips)?,
            _ => skip_rows(element, &mut rows)?,
        }
    }
    faces.add_to(&mut model, &mut colours)?;
    Ok(model)
}

#[derive(Clone, Copy)]
enum List {
    Polygon,
    /// Strips of triangles, each ended by -1.
    Strips,
}

/// All faces' corners in one list, and where each face ends in it.
#[derive(Default)]
struct Faces {
    corners: Vec<u32>,
    ends: Vec<usize>,
}

impl Faces {
    fn end(&mut self) {
        self.ends.push(self.corners.len());
    }

    fn add_to(&self, model: &mut Model, colours: &mut VertexColours) -> Result<(), ImportError> {
        let mut start = 0;
        for end in &self.ends {
            let corners = &self.corners[start..*end];
            let surface = colours.surface_of(corners, model)?;
            add_polygon(model, corners, surface)?;
            start = *end;
        }
        Ok(())
    }
}

/// A count in the header costs nothing to write: it must be matched by bytes before memory is given for it.
fn refuse_more_rows_than_bytes(header: &Header, element: &Element, rows: &Rows<'_>) -> Result<(), ImportError> {
    let least = element.least_row_bytes(header.encoding);
    let slack = usize::from(header.encoding == Encoding::Ascii);
    match element.count.checked_mul(least) {
        Some(bytes) if bytes <= rows.bytes_left() + slack => Ok(()),
        _ => Err(ImportError::truncated("the rows that the PLY header declares")),
    }
}

fn read_vertices(
    element: &Element,
    rows: &mut Rows<'_>,
    model: &mut Model,
    colours: &mut VertexColours,
) -> Result<(), ImportError> {
    let column =
        |name: &str| element.properties.iter().position(|property| property.length.is_none() && property.name == name);
    let (Some(x), Some(y), Some(z)) = (column("x"), column("y"), column("z")) else {
        return Err(ImportError::malformed("The PLY vertices lack x, y or z."));
    };
    if model.position_count() > 0 {
        return Err(ImportError::malformed("The PLY header declares vertices twice."));
    }
    let colour_columns = ["red", "green", "blue"].map(column);
    let colour_scale = colour_columns[0].map(|red| element.properties[red].scalar);
    model.reserve_positions(element.count)?;
    let mut values = vec![0.0f64; element.properties.len()];
    for _ in 0..element.count {
        for (value, property) in values.iter_mut().zip(&element.properties) {
            *value = read_value(property, rows)?;
        }
        model.add_position([values[x], values[y], values[z]])?;
        if let ([Some(red), Some(green), Some(blue)], Some(scale)) = (colour_columns, colour_scale) {
            colours.push([values[red], values[green], values[blue]], scale);
        }
    }
    Ok(())
}

/// A property's value; a list is passed over.
fn read_value(property: &Property, rows: &mut Rows<'_>) -> Result<f64, ImportError> {
    let Some(length) = property.length else {
        return rows.number(property.scalar);
    };
    for _ in 0..rows.list_length(length, property.scalar)? {
        rows.number(property.scalar)?;
    }
    Ok(0.0)
}

fn skip_rows(element: &Element, rows: &mut Rows<'_>) -> Result<(), ImportError> {
    // Rows without properties take no bytes, so their number is not bounded by the file's size.
    if element.properties.is_empty() {
        return Ok(());
    }
    for _ in 0..element.count {
        for property in &element.properties {
            read_value(property, rows)?;
        }
    }
    Ok(())
}

fn read_faces(element: &Element, rows: &mut Rows<'_>, faces: &mut Faces, list: List) -> Result<(), ImportError> {
    let is_corners = |property: &Property| {
        property.length.is_some() && matches!(property.name.as_str(), "vertex_indices" | "vertex_index")
    };
    if !element.properties.iter().any(is_corners) {
        return Err(ImportError::malformed("The PLY faces lack a list of vertex indices."));
    }
    for _ in 0..element.count {
        for property in &element.properties {
            match property.length {
                Some(length) if is_corners(property) => {
                    let count = rows.list_length(length, property.scalar)?;
                    match list {
                        List::Polygon => read_polygon(count, property, rows, faces)?,
                        List::Strips => read_strips(count, property, rows, faces)?,
                    }
                }
                _ => {
                    read_value(property, rows)?;
                }
            }
        }
    }
    Ok(())
}

fn read_polygon(count: usize, property: &Property, rows: &mut Rows<'_>, faces: &mut Faces) -> Result<(), ImportError> {
    for _ in 0..count {
        faces.corners.push(vertex_index(rows.integer(property.scalar)?)?);
    }
    faces.end();
    Ok(())
}

fn read_strips(count: usize, property: &Property, rows: &mut Rows<'_>, faces: &mut Faces) -> Result<(), ImportError> {
    let mut strip: [Option<u32>; 2] = [None; 2];
    let mut turned = false;
    for _ in 0..count {
        let index = rows.integer(property.scalar)?;
        if index == -1 {
            strip = [None; 2];
            turned = false;
            continue;
        }
        let corner = vertex_index(index)?;
        if let [Some(a), Some(b)] = strip {
            faces.corners.extend(if turned { [b, a, corner] } else { [a, b, corner] });
            faces.end();
            turned = !turned;
        }
        strip = [strip[1], Some(corner)];
    }
    Ok(())
}

fn vertex_index(index: i64) -> Result<u32, ImportError> {
    u32::try_from(index).map_err(|_| ImportError::out_of_range(format!("A PLY face refers to vertex {index}.")))
}
