#!/usr/bin/env python3
"""Makes coads.nc: mean wind and temperatures of the season between 60 and 160 E, 45 S and 30 N.

    python3 make.py coads_climatology.cdf        (netCDF4 and numpy; the file is in Debian's ferret-datasets 7.6.0-5,
                                                  /usr/share/ferret-vis/data)

1. Cut to the region and one cell of 2 degrees more on each side: 59 to 161 E, 47 S to 31 N.
2. Cells without a value next to others that have one are given the mean of those, up to three times over, so that the
   shore has the season of the sea off it; land farther in keeps none.
3. The months stand for their middles, in a year of 365 days (2001).
4. Rounded to 0.1 m/s and 0.1 degree, two bytes each, packed by zlib.
"""

import sys

import netCDF4
import numpy as np

WEST, EAST, SOUTH, NORTH = 59.0, 161.0, -47.0, 31.0
OUT = {
    # name: (source, standard name, unit, offset)
    "uwnd": ("UWND", "eastward_wind", "m s-1", 0.0),
    "vwnd": ("VWND", "northward_wind", "m s-1", 0.0),
    "sst": ("SST", "sea_surface_temperature", "degree_Celsius", 18.0),
    "airt": ("AIRT", "air_temperature", "degree_Celsius", 18.0),
}
SCALE, FILL = 0.1, -32767
MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def creep(month):
    """One step of 2.: the mean of the present ones of eight neighbours, where there is no value."""
    padded = np.pad(month, 1, constant_values=np.nan)
    shifts = [padded[1 + i:padded.shape[0] - 1 + i, 1 + j:padded.shape[1] - 1 + j]
              for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]
    stack = np.array(shifts)
    count = np.isfinite(stack).sum(axis=0)
    mean = np.where(count > 0, np.nansum(stack, axis=0) / np.maximum(count, 1), np.nan)
    return np.where(np.isfinite(month), month, mean)


with netCDF4.Dataset(sys.argv[1]) as source, netCDF4.Dataset("coads.nc", "w", format="NETCDF4_CLASSIC") as out:
    lons, lats = source["COADSX"][:] % 360, source["COADSY"][:]
    columns = np.flatnonzero((lons >= WEST) & (lons <= EAST))
    rows = np.flatnonzero((lats >= SOUTH) & (lats <= NORTH))
    out.title = "COADS monthly climatology, 60-160 E, 45 S-30 N"
    out.source = "NOAA COADS, by way of ferret-datasets (coads_climatology.cdf); see make.py"
    middles = np.cumsum(MONTHS) - np.array(MONTHS) / 2
    for name, values, attributes in (
        ("time", middles, {"units": "days since 2001-01-01", "standard_name": "time"}),
        ("lat", lats[rows], {"units": "degrees_north", "standard_name": "latitude"}),
        ("lon", lons[columns], {"units": "degrees_east", "standard_name": "longitude"}),
    ):
        out.createDimension(name, len(values))
        variable = out.createVariable(name, "f8", (name,))
        variable.setncatts(attributes)
        variable[:] = values
    for name, (key, standard, unit, offset) in OUT.items():
        data = np.ma.filled(source[key][:].astype("f8"), np.nan)[:, rows][:, :, columns]
        for month in range(12):
            for _ in range(3):
                data[month] = creep(data[month])
        stored = np.where(np.isfinite(data), np.round((np.nan_to_num(data) - offset) / SCALE), FILL)
        assert stored.min() >= FILL and stored.max() <= 32767, (name, stored.min(), stored.max())
        variable = out.createVariable(name, "i2", ("time", "lat", "lon"), fill_value=FILL, zlib=True, complevel=9)
        variable.set_auto_maskandscale(False)
        variable.setncatts({"units": unit, "standard_name": standard, "scale_factor": SCALE, "add_offset": offset})
        variable[:] = stored.astype("i2")
