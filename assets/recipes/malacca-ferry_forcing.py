#!/usr/bin/env python3
"""Makes the wind and current files of scenarios/malacca-ferry. EXERCISE: the fields are made up, not observed or modelled.

    python3 assets/recipes/malacca-ferry_forcing.py      (from the root of the repository; netCDF4 and numpy)

Known form, assumed amplitudes (sar-models.md 7.4 gives tidal streams of 0.5 to 1.5 m/s near the Malacca channels, recalled):

* current: the tidal stream of the strait, along its axis (125/305 degrees true), M2 with some S2 and K1, strongest in the
  middle of the strait and fading to either shore and out of its narrows; a weak mean current to the north-west (recalled:
  the strait empties that way all year); an eddy in the lee of the Karimun islands;
* wind: the light southerly of June with a sea breeze, and one Sumatra: a squall line that comes over the strait from the
  west late in the evening, some 25 minutes of 30 kn at a place, moving east at 25 kn, and a cool westerly behind it.

The stream turns south-eastward about when the vessel in distress loses her engine, runs that way for some five and a half
hours, and then back.
"""

import datetime as dt

import netCDF4
import numpy as np
import scenario_forcing as made

START = dt.datetime(2025, 6, 20, 11, 0)  # 19:00 in Malaysia and Singapore, 18:00 in western Indonesia
AXIS = 125  # the way the strait runs there, degrees true
MIDDLE = (103.10, 1.35)  # longitude, latitude


def rounded(values, step):
    """On a step of its own, so that the file packs small."""
    return np.round(values / step) * step


def across(lon, lat):
    """Distance from the middle line of the strait, in degrees."""
    angle = np.radians(AXIS)
    return (lon - MIDDLE[0]) * np.cos(angle) - (lat - MIDDLE[1]) * np.sin(angle)


def write(name, *rest):
    path = f"scenarios/malacca-ferry/{name}.nc"
    made.write(path, START, *rest)
    with netCDF4.Dataset(path, "a") as data:
        data.source = "assets/recipes/malacca-ferry_forcing.py of SAREX"


def current():
    hours = np.arange(-1, 39)
    # Fine in the strait, coarse as far as anything might be looked for.
    lons = np.concatenate((np.arange(99.5, 102.0, 0.5), np.arange(102.0, 104.26, 0.125), np.arange(104.5, 106.6, 0.5)))
    lats = np.concatenate((np.arange(-1.5, 0.5, 0.5), np.arange(0.5, 2.51, 0.125), np.arange(3.0, 4.6, 0.5)))
    t, lat, lon = made.grid(START, hours, lons, lats)
    # Slack before the south-east-going stream at about 11:15 UTC, and strongest, 1.7 kn, some three hours later; M2 is 1.5 kn.
    strongest = 2.9
    m2_k1 = made.tide(lon, lat, t - strongest, MIDDLE, 1.1, AXIS, 0.75, 0.12)
    # S2, as another tide would be: its cosine in the place of M2's, 12.00 h for 12.42.
    s2 = made.tide(lon, lat, (t - strongest - 0.6) * 12.42 / 12.00, MIDDLE, 1.1, AXIS, 0.18, 0)
    shore = np.exp(-((across(lon, lat) / 0.32) ** 2))
    mean = made.polar(AXIS + 180, 0.25)
    eddy = made.eddy(lon, lat, (103.55, 1.02), 0.15, 0.15)
    east, north = ((a + b + m) * shore + e for a, b, m, e in zip(m2_k1, s2, mean, eddy))
    write("current", hours, lons, lats, "current", rounded(east, 0.01), rounded(north, 0.01))


def wind():
    hours = np.arange(-1, 38.1, 0.5)
    lons = np.concatenate((np.arange(99.5, 101.6, 0.5), np.arange(101.75, 104.76, 0.25), np.arange(105.0, 106.6, 0.5)))
    lats = np.concatenate((np.arange(-1.5, 0.1, 0.5), np.arange(0.5, 2.51, 0.25), np.arange(3.0, 4.6, 0.5)))
    t, lat, lon = made.grid(START, hours, lons, lats[::-1])
    east, north = (part[:, None, None] for part in made.schedule(
        hours, [(0, 165, 7), (4, 180, 6), (7, 190, 5), (13, 170, 6), (19, 160, 8), (25, 180, 6), (31, 190, 5), (37, 165, 7)]))
    stronger = made.swell(lon, lat, t, 0.05)
    # Onto the Malay coast in the north-east by day, off it by night.
    breeze = made.sea_breeze(lon, lat, t + 11 + 7, 1.7, 0.4, 0.8)
    # The line is at 103.1 east at 13:50 UTC and goes 25 kn; a gust front of an hour at half height, then a cool flow that
    # dies away within four hours.
    since = t - 2.83 - (lon - 103.1) * 60 / 25
    front = np.exp(-((since / 0.45) ** 2))
    behind = np.where(since > 0, np.exp(-since / 1.6), 0)
    calm = 1 - np.clip(front + behind, 0, 1)
    squall, cool = made.polar(285 + 180, 31), made.polar(290 + 180, 11)
    flows = [(mean * stronger + extra) * calm + hard * front + soft * behind * (1 - front)
             for mean, extra, hard, soft in zip((east, north), (0, breeze), squall, cool)]
    write("wind", hours, lons, lats[::-1], "wind",
          *(rounded(np.broadcast_to(flow, (len(hours), len(lats), len(lons))), 0.05) for flow in flows))


current()
wind()
