#!/usr/bin/env python3
"""Makes the wind and current files of scenarios/tutorial-ashore. EXERCISE: made up, not observed or modelled.

    python3 assets/recipes/tutorial-ashore_forcing.py      (from the root of the repository; netCDF4 and numpy)

A light north-westerly of November with a sea breeze on the coast of Sumatra, and the tide of the northern Malacca Strait
round a weak mean current to the north-west (recalled: the strait empties that way). Amplitudes are assumed.
"""

import datetime as dt

import numpy as np
import scenario_forcing as f

FOLDER = "scenarios/tutorial-ashore"


def main():
    start = dt.datetime(2024, 11, 11, 23, 30)  # 06:30 on the 12th in western Indonesia
    hours = np.arange(-3, 76, 3)
    # Fine round the strait, coarse as far as anything might drift.
    lons = np.concatenate((np.arange(95.5, 97.5, 1.0), np.arange(97.5, 100.51, 0.5), np.arange(101.5, 102.6, 1.0)))
    lats = np.concatenate((np.arange(0.5, 3.0, 1.0), np.arange(3.0, 5.51, 0.5), np.arange(6.5, 8.6, 1.0)))
    t, lat, lon = f.grid(start, hours, lons, lats[::-1])
    east, north = (part[:, None, None] for part in f.schedule(hours, [(0, 340, 6), (72, 340, 6)]))
    stronger = f.swell(lon, lat, t, 0.03)
    # The coast lies in the south-west; the breeze of the day blows onto it.
    breeze = f.sea_breeze(lon, lat, t + 6.5, 3.9, 0.5, -0.8)
    f.write(f"{FOLDER}/wind.nc", start, hours, lons, lats[::-1], "wind", east * stronger + 0.5 * breeze,
            north * stronger + breeze)
    t, lat, lon = f.grid(start, hours, lons, lats)
    mean = f.polar(310, 0.3)
    tide_east, tide_north = f.tide(lon, lat, t, (99.2, 4.3), 1.2, 310, 0.25, 0.08)
    f.write(f"{FOLDER}/current.nc", start, hours, lons, lats, "current", mean[0] + tide_east, mean[1] + tide_north)


main()
