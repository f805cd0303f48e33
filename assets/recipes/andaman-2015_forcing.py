#!/usr/bin/env python3
"""Makes the wind and current files of scenarios/andaman-2015. EXERCISE: made-up fields, neither observed nor modelled.

    python3 assets/recipes/andaman-2015_forcing.py      (from the root of the repository; netCDF4 and numpy)

* wind: the monthly means of April, May and June of the climatology beside this (assets/climatology/coads.nc, COADS),
  taken one after the other as the south-west monsoon comes on: on 10 May half-way between April and May, on 24 May
  half-way between May and June, which is the transition of sar-models.md 7.4; with the breeze of the day at the coasts
  of Aceh, a slow swell of the speed, and a day and a half of fresher wind with the onset, about 21 May (assumed);
* current: in the southern Andaman Sea and the mouth of the Malacca Strait a set to the south-west, toward the coast of
  Aceh, which turns west along its north coast (derived: boats that lay off Langkawi and Ko Lipe between 11 and 16 May
  were met by fishermen of East Aceh on the 15th and the 20th, sar-models.md 6.6: some 0.6 kn; all but those two drifts is
  assumed); weak elsewhere; the tide of the Malacca Strait, along it (7.4 gives 0.5 to 1.5 m/s near the channels,
  recalled); an eddy off Phuket.
"""

import datetime as dt

import netCDF4
import numpy as np
import scenario_forcing as made

FOLDER = "scenarios/andaman-2015"
START = dt.datetime(2015, 5, 9, 23, 0)  # 06:00 on the 10th in western Indonesia
HOURS = np.arange(-3, 14 * 24 + 7, 3)
LONS, LATS = np.arange(85.0, 107.1, 1.0), np.arange(-2.0, 28.1, 1.0)
# The set toward Aceh: centre, width [degrees], and its strength and way.
SET = {"centre": (98.3, 5.8), "width": (1.9, 2.0), "mps": 0.31, "towards": 207}
# The set along the north coast of Aceh.
ALONG = {"centre": (96.3, 5.5), "width": (1.0, 1.0), "mps": 0.20, "towards": 285}


def climatology(name):
    """Means of April, May and June at the points of the grid, and the middles of those months in hours of the exercise."""
    with netCDF4.Dataset("assets/climatology/coads.nc") as data:
        lats, lons = np.asarray(data["lat"][:], float), np.asarray(data["lon"][:], float)
        months = np.ma.filled(data[name][3:6].astype(float), np.nan)
    # What lies inland has the mean of the sea round it.
    for month in months:
        for _ in range(12):
            gaps = np.isnan(month)
            if not gaps.any():
                break
            padded = np.pad(month, 1, constant_values=np.nan)
            near = np.array([padded[1 + i:padded.shape[0] - 1 + i, 1 + j:padded.shape[1] - 1 + j]
                             for i in (-1, 0, 1) for j in (-1, 0, 1)])
            count = np.isfinite(near).sum(axis=0)
            mean = np.where(count > 0, np.nansum(near, axis=0) / np.maximum(count, 1), np.nan)
            month[gaps] = mean[gaps]
    out = np.zeros((3, len(LATS), len(LONS)))
    for m in range(3):
        rows = np.array([np.interp(LONS, lons, row) for row in months[m]])
        out[m] = np.array([np.interp(LATS, lats, column) for column in rows.T]).T
    middles = [(dt.datetime(2015, month, 16) - START).total_seconds() / 3600 for month in (4, 5, 6)]
    return out, middles


def season(name):
    """The wind of the season at each hour: half a month later than the calendar's, because the monsoon came on then."""
    means, middles = climatology(name)
    hours = np.asarray(HOURS, float)
    # 10 May stands half-way between April and May, 24 May half-way between May and June.
    share = np.clip(0.5 + (hours / (14 * 24)) * 1.0, 0.5, 1.5)[:, None, None]
    return np.where(share <= 1, means[0] + (means[1] - means[0]) * share, means[1] + (means[2] - means[1]) * (share - 1))


def wind():
    t, lat, lon = made.grid(START, HOURS, LONS, LATS)
    east, north = season("uwnd"), season("vwnd")
    onset = 1 + 0.5 * np.exp(-(((t - 11.5 * 24) / 20) ** 2))  # assumed
    stronger = made.swell(lon, lat, t, 0.12) * onset
    # The sea lies north of the coast of Aceh: the breeze of the day blows southward onto it, there alone.
    here = np.exp(-(((lon - 97.0) / 1.5) ** 2))
    breeze = here * made.sea_breeze(lon, lat, t + 6, 5.2, 0.7, -1.2)
    up = slice(None, None, -1)
    u, v = east * stronger, north * stronger + breeze
    made.write(f"{FOLDER}/wind.nc", START, HOURS, LONS, LATS[up], "wind", u[:, up], v[:, up])


def blob(lon, lat, of):
    fade = np.exp(-(((lon - of["centre"][0]) / of["width"][0]) ** 2) - ((lat - of["centre"][1]) / of["width"][1]) ** 2)
    return [fade * part for part in made.polar(of["towards"], of["mps"] / made.KNOT)]


def current():
    t, lat, lon = made.grid(START, HOURS, LONS, LATS)
    parts = [
        blob(lon, lat, SET),
        blob(lon, lat, ALONG),
        made.tide(lon, lat, t, (100.3, 4.3), 1.6, 140, 0.35, 0.08),
        made.eddy(lon, lat, (97.4, 8.6), 1.2, 0.12),
        # Along the coast of Rakhine and round the delta: weak, south-eastward (assumed).
        [0.06 * np.exp(-(((lat - 17.5) / 3.0) ** 2)), -0.05 * np.exp(-(((lat - 17.5) / 3.0) ** 2))],
    ]
    full = np.zeros((len(HOURS), len(LATS), len(LONS)))
    u, v = (sum((part[i] + full for part in parts), full) for i in (0, 1))
    made.write(f"{FOLDER}/current.nc", START, HOURS, LONS, LATS, "current", u, v)


def source():
    for name in ("wind", "current"):
        with netCDF4.Dataset(f"{FOLDER}/{name}.nc", "a") as data:
            data.source = "assets/recipes/andaman-2015_forcing.py of SAREX"


wind()
current()
source()
