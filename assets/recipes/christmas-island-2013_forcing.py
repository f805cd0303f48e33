#!/usr/bin/env python3
"""Makes the wind and current files of scenarios/christmas-island-2013. EXERCISE: made up, not observed or modelled.

    python3 assets/recipes/christmas-island-2013_forcing.py      (from the root of the repository; netCDF4 and numpy)

The means are those of the scenario's own schedule and grid; the structure added to them, of the forms of
`scenario_forcing.py`, is small and assumed: a slow swell of the trade wind, a sea breeze under Java, the wake of the
island's wind as a patch of weaker wind, a tide along the Java trench, and two eddies.
"""

import datetime as dt

import numpy as np
import scenario_forcing as f

FOLDER = "scenarios/christmas-island-2013"
ISLAND = (105.65, -10.48)


def main():
    start = dt.datetime(2013, 6, 5, 7, 45)
    hours = np.arange(-6, 127, 6)
    lons, lats = np.arange(100.0, 111.51, 0.5), np.arange(-15.5, -2.49, 0.5)

    # As in scenario.ron: hours after the start, from, knots.
    points = [(0, 118, 15), (16.25, 116, 16), (28.25, 116, 19), (46.25, 120, 19), (70.25, 125, 17), (120.25, 130, 15)]
    t, lat, lon = f.grid(start, hours, lons, lats[::-1])
    east, north = (part[:, None, None] for part in f.schedule(hours, points))
    stronger = f.swell(lon, lat, t, 0.03)
    breeze = f.sea_breeze(lon, lat, t + 7.75 + 7, -7.2, 0.8, 0.8)
    f.write(f"{FOLDER}/wind.nc", start, hours, lons, lats[::-1], "wind", east * stronger, north * stronger + breeze)

    # As in scenario.ron: linear between rows of latitude and two meridians.
    rows = [-13, -10, -8.5, -7.5]
    west = np.array([f.polar(268, 0.5), f.polar(268, 0.6), f.polar(270, 0.4), f.polar(90, 0.3)])  # at 99 E
    east_ = np.array([f.polar(272, 0.5), f.polar(272, 0.6), f.polar(270, 0.4), f.polar(90, 0.3)])  # at 110 E
    share = np.clip((lons - 99) / 11, 0, 1)[None, :]
    mean = []
    for i in (0, 1):
        at_west, at_east = (np.interp(lats, rows, side[:, i])[:, None] for side in (west, east_))
        mean.append((at_west + (at_east - at_west) * share)[None])
    t, lat, lon = f.grid(start, hours, lons, lats)
    tide_east, tide_north = f.tide(lon, lat, t, (105.5, -9.5), 2.0, 60, 0.04, 0.03)
    eddies = [f.eddy(lon, lat, (103.2, -9.2), 0.8, 0.10), f.eddy(lon, lat, (107.6, -11.8), 0.9, -0.10)]
    f.write(f"{FOLDER}/current.nc", start, hours, lons, lats, "current",
            mean[0] + tide_east + sum(e[0] for e in eddies), mean[1] + tide_north + sum(e[1] for e in eddies))


main()
