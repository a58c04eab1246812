"""Times Embree's closest hits on one thread through embreex: embree.py FOLDER RAYS REPEATS. Compares the triangles with
those the engine found and prints one JSON object."""

import json
import sys
import time
from pathlib import Path

import numpy
from embreex import rtcore_scene
from embreex.mesh_construction import TriangleMesh

folder, name, repeats = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
triangles = numpy.fromfile(folder / "triangles.f32", numpy.float32).reshape(-1, 3, 3)
rays = numpy.fromfile(folder / f"{name}.rays", numpy.float32).reshape(-1, 6)
origins, directions = numpy.ascontiguousarray(rays[:, :3]), numpy.ascontiguousarray(rays[:, 3:])

scene = rtcore_scene.EmbreeScene()
TriangleMesh(scene, triangles)
hits = scene.run(origins, directions, query="INTERSECT")  # also commits the scene, outside the measured time
best = float("inf")
for _ in range(repeats):
    start = time.perf_counter()
    hits = scene.run(origins, directions, query="INTERSECT")
    best = min(best, time.perf_counter() - start)

engine = numpy.fromfile(folder / f"{name}.hits", numpy.uint32).astype(numpy.int64)
engine[engine == 2**32 - 1] = -1
print(json.dumps({"seconds": best, "agreement": float((hits == engine).mean())}))
