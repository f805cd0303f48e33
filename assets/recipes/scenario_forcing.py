#!/usr/bin/env python3
"""Makes the wind and current files of the shipped scenarios. EXERCISE: the fields are made up, not observed or modelled.

    python3 assets/recipes/scenario_forcing.py      (from the root of the repository; netCDF4 and numpy)

Each field is the mean that the scenario had as a schedule or a coarse grid, plus gentle structure of known form whose
mean over the days and round the casualty is about nothing:

* a diurnal sea breeze, strongest at a coast (given as a latitude) in the afternoon and turned round at night;
* a slow swell of the wind speed, some degrees across;
* a tide along one axis, strongest at a place and fading with the distance, M2 (12.42 h) and K1 (23.93 h);
* an eddy: the flow round a Gaussian hill of the stream function.

Amplitudes are assumed. They are small on purpose: what becomes of people in these exercises is calibrated with the means.
The wind files are laid out as ECMWF's, the current files as Copernicus Marine's, so that they serve as examples.
"""

import datetime as dt

import netCDF4
import numpy as np

KNOT = 1852 / 3600


def polar(towards_deg, knots):
    angle = np.radians(towards_deg)
    return np.array([np.sin(angle), np.cos(angle)]) * knots * KNOT


def schedule(hours, points):
    """Linear between (hour, from, knots), each component by itself as the exercise does it; held beyond."""
    at = [hour for hour, _, _ in points]
    flows = np.array([polar(come + 180, knots) for _, come, knots in points])
    return [np.interp(hours, at, flows[:, i]) for i in (0, 1)]


def sea_breeze(lon, lat, local_hours, coast_lat, width_deg, mps):
    """Towards a coast in the south (positive mps: onshore is northward) by day, back by night."""
    fade = np.exp(-(((lat - coast_lat) / width_deg) ** 2))
    return mps * fade * np.sin(2 * np.pi * (local_hours - 9) / 24)


def swell(lon, lat, hours, share):
    return 1 + share * np.sin(2 * np.pi * (lon / 6 + lat / 9 - hours / 60))


def tide(lon, lat, hours, place, width_deg, towards_deg, m2_mps, k1_mps):
    fade = np.exp(-((lon - place[0]) ** 2 + (lat - place[1]) ** 2) / width_deg**2)
    along = fade * (m2_mps * np.cos(2 * np.pi * hours / 12.42) + k1_mps * np.cos(2 * np.pi * hours / 23.93 - 1))
    angle = np.radians(towards_deg)
    return along * np.sin(angle), along * np.cos(angle)


def eddy(lon, lat, centre, radius_deg, mps):
    """Anticlockwise for positive mps, which is the greatest speed."""
    x, y = (lon - centre[0]) / radius_deg, (lat - centre[1]) / radius_deg
    size = mps * np.sqrt(2 * np.e) * np.exp(-(x**2 + y**2))
    return -y * size, x * size


def grid(start, hours, lons, lats):
    """Time, latitude and longitude, ready to be broadcast."""
    return (np.asarray(hours, float)[:, None, None], np.asarray(lats)[None, :, None], np.asarray(lons)[None, None, :])


def write(path, start, hours, lons, lats, dressing, east, north):
    with netCDF4.Dataset(path, "w", format="NETCDF4_CLASSIC") as data:
        data.title = "EXERCISE: made-up field, neither observed nor modelled"
        data.source = "assets/recipes/scenario_forcing.py of SAREX"
        data.Conventions = "CF-1.8"
        epoch = dt.datetime(1970, 1, 1)
        seconds = [int((start - epoch).total_seconds() + hour * 3600) for hour in hours]
        wind = dressing == "wind"
        time = "valid_time" if wind else "time"
        for name, values, kind, attributes in (
            (time, seconds, "i4", {"units": "seconds since 1970-01-01", "calendar": "proleptic_gregorian",
                                   "standard_name": "time"}),
            ("latitude", lats, "f4", {"units": "degrees_north", "standard_name": "latitude"}),
            ("longitude", lons, "f4", {"units": "degrees_east", "standard_name": "longitude"}),
        ):
            data.createDimension(name, len(values))
            variable = data.createVariable(name, kind, (name,))
            variable.setncatts(attributes)
            variable[:] = values
        names = ("u10", "v10") if wind else ("uo", "vo")
        for name, side, values in zip(names, ("eastward", "northward"), (east, north)):
            variable = data.createVariable(name, "i2", (time, "latitude", "longitude"), fill_value=-32767, zlib=True,
                                           complevel=9)
            variable.set_auto_maskandscale(False)
            scale = 0.005 if wind else 0.001
            variable.setncatts({"units": "m s**-1" if wind else "m s-1", "scale_factor": scale, "add_offset": 0.0,
                                "standard_name": f"{side}_wind" if wind else f"{side}_sea_water_velocity"})
            variable[:] = np.round(np.broadcast_to(values, (len(hours), len(lats), len(lons))) / scale).astype("i2")


def tutorial():
    start = dt.datetime(2024, 8, 14, 0, 0)  # 07:00 in Java
    hours = np.arange(-2, 13)
    lons, lats = np.arange(108.5, 112.51, 0.25), np.arange(-8.5, -3.99, 0.25)
    t, lat, lon = grid(start, hours, lons, lats[::-1])
    east, north = (part[:, None, None] for part in schedule(hours, [(0, 110, 11), (4, 100, 14), (8, 100, 15)]))
    stronger = swell(lon, lat, t, -0.02)
    # The coast of Java lies in the south: the breeze of the day blows southward onto it.
    breeze = sea_breeze(lon, lat, t + 7, -6.9, 0.4, -0.6)
    write("scenarios/tutorial/wind.nc", start, hours, lons, lats[::-1], "wind", east * stronger, north * stronger + breeze)
    t, lat, lon = grid(start, hours, lons, lats)
    mean = polar(275, 0.6)
    tide_east, tide_north = tide(lon, lat, t, (110.0, -6.4), 1.5, 275, 0.03, 0.02)
    eddy_east, eddy_north = eddy(lon, lat, (111.6, -5.4), 0.5, 0.12)
    write("scenarios/tutorial/current.nc", start, hours, lons, lats, "current",
          mean[0] + tide_east + eddy_east, mean[1] + tide_north + eddy_north)


def sunda():
    start = dt.datetime(2012, 6, 19, 11, 30)
    hours = np.arange(-3, 124, 3)
    lons, lats = np.arange(100.0, 111.51, 0.5), np.arange(-15.5, -1.74, 0.5)
    points = [(0, 130, 14), (18.5, 125, 15), (30.5, 125, 17), (42.5, 120, 20), (60.5, 125, 18), (84.5, 130, 15)]
    t, lat, lon = grid(start, hours, lons, lats[::-1])
    east, north = (part[:, None, None] for part in schedule(hours, points))
    stronger = swell(lon, lat, t, 0.03)
    # South of Java the coast lies in the north.
    breeze = sea_breeze(lon, lat, t + 11.5 + 7, -7.2, 0.8, 1.0)
    write("scenarios/sunda-2012/wind.nc", start, hours, lons, lats[::-1], "wind", east * stronger, north * stronger + breeze)
    # The mean: South Java Current eastward under the coast, South Equatorial Current westward south of 9 S (7.4, recalled;
    # in June the coastal current is weak and may be reversed: its rows are assumed).
    rows = [-12, -9, -8, -7, -6]
    west = np.array([polar(270, 0.5), polar(270, 0.5), polar(270, 0.2), polar(100, 0.5), polar(240, 0.3)])  # at 102 E
    east_ = np.array([polar(270, 0.6), polar(270, 0.5), polar(270, 0.2), polar(100, 0.6), polar(90, 0.1)])  # at 110 E
    share = np.clip((lons - 102) / 8, 0, 1)[None, :]
    mean = []
    for i in (0, 1):
        at_west, at_east = (np.interp(lats, rows, side[:, i])[:, None] for side in (west, east_))
        mean.append((at_west + (at_east - at_west) * share)[None])
    t, lat, lon = grid(start, hours, lons, lats)
    tide_east, tide_north = tide(lon, lat, t, (105.4, -6.2), 0.9, 40, 0.30, 0.15)
    eddy_east, eddy_north = eddy(lon, lat, (107.8, -9.3), 0.8, 0.15)
    write("scenarios/sunda-2012/current.nc", start, hours, lons, lats, "current",
          mean[0] + tide_east + eddy_east, mean[1] + tide_north + eddy_north)


if __name__ == "__main__":
    tutorial()
    sunda()
