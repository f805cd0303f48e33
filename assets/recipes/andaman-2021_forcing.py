#!/usr/bin/env python3
"""Makes the wind and current files of scenarios/andaman-2021. EXERCISE: made up, not observed or modelled.

    python3 assets/recipes/andaman-2021_forcing.py      (from the root of the repository; netCDF4 and numpy)

The means are those the scenario writes as text, within sar-models.md 7.4 (north-east monsoon 5 to 8 m/s, currents of 0.2 to
0.6 m/s, recalled); round them lies gentle structure: a slow swell of the wind, the tide of the Ten Degree Channel, and three
eddies of the Andaman Sea. Amplitudes and places are assumed.
"""

import datetime as dt

import numpy as np
import scenario_forcing as f

FOLDER = "scenarios/andaman-2021"
START = dt.datetime(2021, 2, 11, 12, 0)
# Hours from the start, from [degrees], knots.
WIND = [(0, 20, 13), (72, 30, 12), (120, 50, 10), (200, 60, 9), (280, 45, 11), (330, 40, 9), (432, 40, 10)]


def axis(coarse, fine):
    """Fine in the middle, coarse as far as anything might drift."""
    return np.concatenate((np.arange(coarse[0], fine[0], 2.0), np.arange(fine[0], fine[1] + 0.01, 0.5),
                           np.arange(fine[1] + 1.0, coarse[1] + 0.01, 2.0)))


def main():
    hours = np.arange(-12, 457, 12)
    lons, lats = axis(BOX[0], (92.0, 97.0)), axis(BOX[1], (9.0, 15.0))
    t, lat, lon = f.grid(START, hours, lons, lats[::-1])
    east, north = (part[:, None, None] for part in f.schedule(hours, WIND))
    stronger = f.swell(lon, lat, t, 0.05)
    f.write(f"{FOLDER}/wind.nc", START, hours, lons, lats[::-1], "wind", east * stronger, north * stronger)
    # The tide turns faster than twelve hours: its own, finer axis.
    hours = np.arange(-6, 457, 6)
    t, lat, lon = f.grid(START, hours, lons, lats)
    mean = f.polar(250, 0.12)
    flows = [f.eddy(lon, lat, (95.0, 12.6), 1.0, 0.12), f.eddy(lon, lat, (94.3, 10.6), 0.8, -0.10),
             f.eddy(lon, lat, (96.0, 10.2), 0.9, 0.12), f.tide(lon, lat, t, (92.6, 10.0), 0.8, 60, 0.25, 0.1)]
    east, north = (mean[i] + sum(flow[i] for flow in flows) for i in (0, 1))
    f.write(f"{FOLDER}/current.nc", START, hours, lons, lats, "current", east, north)


BOX = ((84.0, 106.0), (0.0, 29.0))
main()
