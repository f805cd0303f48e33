#!/usr/bin/env python3
"""Makes the wind and current files of scenarios/bay-of-bengal-2022. EXERCISE: made up, not observed or modelled.

    python3 assets/recipes/bay-of-bengal-2022_forcing.py      (from the root of the repository; netCDF4 and numpy)

The means are those the scenario writes as text: the north-east monsoon with a night of strong wind, and a weak current to
the south-west. Round them lies gentle structure: a slow swell of the wind, the tide of the Great Channel, two eddies of the
Andaman Sea. Amplitudes and places are assumed.
"""

import datetime as dt

import numpy as np
import scenario_forcing as f

FOLDER = "scenarios/bay-of-bengal-2022"
START = dt.datetime(2022, 12, 4, 0, 0)
# Hours from the start, from [degrees], knots.
WIND = [(0, 40, 12), (36, 50, 17), (72, 60, 11), (84, 60, 15), (92, 70, 26), (102, 70, 20), (120, 60, 14), (192, 45, 11)]
BOX = ((86.0, 105.0), (-1.0, 20.0))


def axis(coarse, fine):
    """Fine in the middle, coarse as far as anything might drift."""
    return np.concatenate((np.arange(coarse[0], fine[0], 2.0), np.arange(fine[0], fine[1] + 0.01, 0.5),
                           np.arange(fine[1] + 1.0, coarse[1] + 2.01, 2.0)))


def main():
    lons, lats = axis(BOX[0], (92.0, 98.0)), axis(BOX[1], (5.0, 12.0))
    # Every four hours, so that the night of the strong wind is kept.
    hours = np.arange(-4, 197, 4)
    t, lat, lon = f.grid(START, hours, lons, lats[::-1])
    east, north = (part[:, None, None] for part in f.schedule(hours, WIND))
    stronger = f.swell(lon, lat, t, 0.04)
    f.write(f"{FOLDER}/wind.nc", START, hours, lons, lats[::-1], "wind", east * stronger, north * stronger)
    hours = np.arange(-6, 199, 3)
    t, lat, lon = f.grid(START, hours, lons, lats)
    mean = f.polar(240, 0.25)
    flows = [f.eddy(lon, lat, (95.3, 9.6), 0.9, 0.10), f.eddy(lon, lat, (96.4, 8.0), 0.7, -0.10),
             f.tide(lon, lat, t, (95.0, 6.2), 0.9, 100, 0.30, 0.10)]
    east, north = (mean[i] + sum(flow[i] for flow in flows) for i in (0, 1))
    f.write(f"{FOLDER}/current.nc", START, hours, lons, lats, "current", east, north)


main()
