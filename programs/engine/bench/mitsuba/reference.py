"""Renders a canonical scene with Mitsuba: reference.py SCENE EDGE BOUNCES SAMPLES OUTPUT. Reads the bytes by the layout in
programs/compute-spec/src/scene/mod.rs and writes linear RGB as float32, row by row. Only matte materials are read."""

import struct
import sys
from pathlib import Path

import mitsuba
import numpy

mitsuba.set_variant("scalar_rgb")
scene_file, edge, bounces, samples, output = sys.argv[1:]
data = Path(scene_file).read_bytes()
assert data[:8] == b"PYROSCN2"
vertex_count, triangle_count, material_count, _ = struct.unpack_from("<4I", data, 8)
camera = struct.unpack_from("<10f", data, 40)
attributes = struct.unpack_from("<I", data, 80)[0]
assert attributes == 0
start = 96
vertices = numpy.frombuffer(data, numpy.float32, 3 * vertex_count, start).reshape(-1, 3)
start += 12 * vertex_count
triangles = numpy.frombuffer(data, numpy.uint32, 4 * triangle_count, start).reshape(-1, 4)
start += 16 * triangle_count
materials = [struct.unpack_from("<10f3I", data, start + 52 * index) for index in range(material_count)]

position, forward, up = camera[0:3], camera[3:6], camera[6:9]
target = [place + way for place, way in zip(position, forward)]
description = {
    "type": "scene",
    "integrator": {"type": "path", "max_depth": int(bounces) + 1, "rr_depth": 1000},
    "sensor": {
        "type": "perspective",
        "fov": float(2 * numpy.degrees(numpy.arctan(camera[9]))),
        "fov_axis": "y",
        "near_clip": 1e-3,
        "far_clip": 1e4,
        "to_world": mitsuba.ScalarTransform4f.look_at(origin=list(position), target=target, up=list(up)),
        "sampler": {"type": "multijitter", "sample_count": int(samples)},
        "film": {"type": "hdrfilm", "width": int(edge), "height": int(edge), "rfilter": {"type": "box"},
                 "pixel_format": "rgb", "component_format": "float32"},
    },
}
for index, material in enumerate(materials):
    chosen = triangles[triangles[:, 3] == index][:, :3]
    if not len(chosen):
        continue
    name = f"material{index}"
    shape = mitsuba.Mesh(name, 3 * len(chosen), len(chosen))
    parameters = mitsuba.traverse(shape)
    parameters["vertex_positions"] = vertices[chosen.ravel()].ravel()
    parameters["faces"] = numpy.arange(3 * len(chosen), dtype=numpy.uint32)
    parameters.update()
    # Written and read back, because materials and emitters are given where a shape is loaded.
    file = Path(output).with_name(f"{name}.ply")
    shape.write_ply(str(file))
    entry = {"type": "ply", "filename": str(file), "face_normals": True,
             "bsdf": {"type": "twosided", "nested": {"type": "diffuse",
                      "reflectance": {"type": "rgb", "value": list(material[0:3])}}}}
    if any(material[3:6]):
        entry["emitter"] = {"type": "area", "radiance": {"type": "rgb", "value": list(material[3:6])}}
    description[name] = entry
picture = mitsuba.render(mitsuba.load_dict(description))
numpy.asarray(picture, dtype=numpy.float32).tofile(output)
