#!/usr/bin/env python3
"""Makes coast.bin, the coast of the exercise region, from Natural Earth's 1:10m land polygons.

Source: Natural Earth 4.1.0 (public domain), as packed in the npm package world-atlas 2.0.2 (file land-10m.json,
TopoJSON). Python 3 standard library only. The same input gives the same bytes each time. To run:

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    python3 assets/coast/make.py package/land-10m.json assets/coast/coast.bin

The source rounds longitudes to 0.0036 degrees (about 400 m) and latitudes to 0.0017 degrees (about 190 m); that,
and not the 1e-4 degree (11 m) used here, is how fine the coast is.

What coast.bin holds. Numbers are LEB128 varints; signed ones are zigzag-coded first.

    8 bytes   "SXCOAST1"
    varint    west, south, east, north edge of the region [1e-4 degree], four signed numbers
    varint    number of rings
    per ring  varint: number of points; then per point two signed numbers, the steps east and north
              [1e-4 degree] from the point before (the first ring's first point: from the south-west corner;
              a later ring's first point: from the first point of the ring before it)

Rings are closed (the last point joins the first, which is not repeated) and land is where a point is inside an odd
number of them. An edge with both ends on the same side of the region's frame is a cut through land, or two cuts that
cancel, and no coast: the clipping below makes such edges, and only it does.
"""

import hashlib
import json
import sys

WEST, SOUTH, EAST, NORTH = 60.0, -45.0, 160.0, 30.0
STEPS_PER_DEGREE = 10_000
# The one input this has been checked with; another version of Natural Earth is a change worth noticing.
EXPECTED_SHA256 = "9b9f584709c119d63fbadf484ce425260497697b7166be7a2fe360e8c0b171a8"


def decode_arcs(topology):
    """The arcs of a quantised TopoJSON in degrees."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        yield points


def rings_of(topology):
    """Every ring of the object "land" as a list of points, the first not repeated at the end."""
    arcs = list(decode_arcs(topology))
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = {"Polygon": [geometry["arcs"]], "MultiPolygon": geometry["arcs"]}[geometry["type"]]
        for polygon in polygons:
            for indices in polygon:
                ring = []
                for index in indices:
                    points = arcs[index] if index >= 0 else arcs[~index][::-1]
                    ring.extend(points[1:] if ring else points)
                yield ring[:-1] if ring[0] == ring[-1] else ring


def unrolled(ring):
    """The ring with no jump from 180 east to 180 west, once for each way it may lie beside the region. Without this
    Fiji, which lies on both sides, would become a band of land round the world."""
    points = []
    turn = 0.0
    for i, (lon, lat) in enumerate(ring):
        if i and lon - ring[i - 1][0] > 180.0:
            turn -= 360.0
        elif i and lon - ring[i - 1][0] < -180.0:
            turn += 360.0
        points.append((lon + turn, lat))
    return [[(lon + shift, lat) for lon, lat in points] for shift in (-360.0, 0.0, 360.0)]


def clip(ring, axis, limit, keep_above):
    """Sutherland and Hodgman's clip against one side of the frame: x (axis 0) or y (axis 1) above or below a limit."""
    out = []
    for i, here in enumerate(ring):
        before = ring[i - 1]
        inside, was_inside = [(p[axis] >= limit) if keep_above else (p[axis] <= limit) for p in (here, before)]
        if inside != was_inside:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            other = 1 - axis
            crossing = [0.0, 0.0]
            crossing[axis] = limit
            crossing[other] = before[other] + share * (here[other] - before[other])
            out.append(tuple(crossing))
        if inside:
            out.append(here)
    return out


def whole_steps(ring):
    """Points in whole steps from the south-west corner, with no point twice running."""
    points = []
    for lon, lat in ring:
        point = (round((lon - WEST) * STEPS_PER_DEGREE), round((lat - SOUTH) * STEPS_PER_DEGREE))
        if not points or points[-1] != point:
            points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def varint(number, out):
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def signed(number, out):
    varint(number << 1 if number >= 0 else (-number << 1) - 1, out)


def main(source, target):
    with open(source, "rb") as file:
        data = file.read()
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 != EXPECTED_SHA256:
        print(f"note: {source} has SHA-256 {sha256}, not that of world-atlas 2.0.2", file=sys.stderr)

    rings = []
    for ring in (copy for ring in rings_of(json.loads(data)) for copy in unrolled(ring)):
        for axis, limit, keep_above in ((0, WEST, True), (0, EAST, False), (1, SOUTH, True), (1, NORTH, False)):
            ring = clip(ring, axis, limit, keep_above)
        points = whole_steps(ring)
        if len(points) >= 3:
            rings.append(points)

    out = bytearray(b"SXCOAST1")
    for edge in (WEST, SOUTH, EAST, NORTH):
        signed(round(edge * STEPS_PER_DEGREE), out)
    varint(len(rings), out)
    start_x = start_y = 0
    for points in rings:
        varint(len(points), out)
        x, y = start_x, start_y
        start_x, start_y = points[0]
        for point_x, point_y in points:
            signed(point_x - x, out)
            signed(point_y - y, out)
            x, y = point_x, point_y
    with open(target, "wb") as file:
        file.write(out)
    print(f"{target}: {len(rings)} rings, {sum(map(len, rings))} points, {len(out)} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: make.py path/to/land-10m.json path/to/coast.bin")
    main(sys.argv[1], sys.argv[2])
