#!/usr/bin/env python3
"""Makes the wind and current files of the scenario aceh-barat-2024. EXERCISE: made-up fields, not observed or modelled.

    python3 assets/recipes/aceh-barat-2024_forcing.py      (from the root of the repository; netCDF4 and numpy)

The means are those the scenario writes as text. The wind speed follows the case's forecast (21 kn, read); its direction
is assumed, and the current is derived: together they carry a capsized hull (leeway class SKIFF-3) from where it is taken
to have been at 13:30 on 20 March to where it was found at 09:00 on the 21st, 04-14N 95-48E (read). Round the means lies
gentle structure: a breeze on and off the coast, a slow swell of the wind, the tide of the passages north of Aceh, an eddy.
"""

import datetime as dt

import numpy as np
from scenario_forcing import eddy, grid, schedule, sea_breeze, swell, tide, write

FOLDER = "scenarios/aceh-barat-2024"
START = dt.datetime(2024, 3, 20, 6, 30)  # 13:30 in western Indonesia
HOURS = np.arange(-3, 52, 3)
LONS, LATS = np.arange(93.0, 98.76, 0.25), np.arange(1.25, 7.01, 0.25)
# Hours from the start, from [degrees], knots.
WIND = [(0, 155, 15), (4.5, 160, 18), (9, 160, 21), (15, 160, 20), (19.5, 160, 17), (24, 165, 14), (36, 170, 12), (48, 170, 12)]
CURRENT = (-0.05, 0.17)  # m/s eastward, northward
COAST = (4.18, 96.06)  # a point of the coast north-west of Meulaboh, which runs north-west


def main():
    t, lat, lon = grid(START, HOURS, LONS, LATS[::-1])
    east, north = (part[:, None, None] for part in schedule(HOURS, WIND))
    stronger = swell(lon, lat, t, 0.03)
    # Distance inland of the coast [degrees]; the breeze of the day blows onto it, north-eastward.
    inland = ((lat - COAST[0]) + (lon - COAST[1])) / np.sqrt(2)
    breeze = sea_breeze(lon, inland, t + 13.5, 0.0, 0.4, 0.6) / np.sqrt(2)
    write(f"{FOLDER}/wind.nc", START, HOURS, LONS, LATS[::-1], "wind", east * stronger + breeze, north * stronger + breeze)

    t, lat, lon = grid(START, HOURS, LONS, LATS)
    tide_east, tide_north = tide(lon, lat, t, (95.1, 5.7), 0.6, 60, 0.30, 0.15)
    eddy_east, eddy_north = eddy(lon, lat, (94.9, 4.6), 0.4, 0.12)
    write(f"{FOLDER}/current.nc", START, HOURS, LONS, LATS, "current",
          CURRENT[0] + tide_east + eddy_east, CURRENT[1] + tide_north + eddy_north)


main()
