#!/usr/bin/env python3
"""Makes the small forcing files of the tests: as each producer names, packs and orders them, with values by formula.

Run it beside the files, with netCDF4 and numpy:  python3 make.py
Layout of each producer: recalled from its own files. The values are ours:

    first component   1 + 0.01 (lon - 100) + 0.02 (lat + 10) + 0.03 t     t: hours since 2012-06-20T00:00Z
    second component  the same less 2
    scalar            ten times the first component, in metres; for temperatures 20 C more

They are linear in longitude, latitude and time, so that what lies between the points is known as well.
"""

import netCDF4
import numpy as np

EPOCH = "2012-06-20 00:00:00"  # t = 0
LONS = np.linspace(100.0, 104.0, 9)
LATS = np.linspace(-12.0, -8.0, 9)


def formula(lon, lat, t):
    lon = (np.asarray(lon) + 360.0) % 360.0
    return 1 + 0.01 * (lon - 100) + 0.02 * (np.asarray(lat) + 10) + 0.03 * np.asarray(t)


def cube(lons, lats, hours):
    return formula(np.asarray(lons)[None, None, :], np.asarray(lats)[None, :, None], np.asarray(hours)[:, None, None])


def new(name, form):
    data = netCDF4.Dataset(name, "w", format=form)
    data.title = "test file with made-up values"
    return data


def axis(data, name, values, kind="f4", **attributes):
    data.createDimension(name, len(values))
    variable = data.createVariable(name, kind, (name,))
    variable.setncatts(attributes)
    variable[:] = values
    return variable


def packed(data, name, dimensions, values, scale, offset, fill=-32767, **attributes):
    """As int16 with scale and offset; NaN becomes the fill value."""
    variable = data.createVariable(name, "i2", dimensions, fill_value=fill, zlib=data.data_model.startswith("NETCDF4"))
    variable.set_auto_maskandscale(False)
    variable.setncatts({"scale_factor": scale, "add_offset": offset, **attributes})
    stored = np.where(np.isnan(values), fill, np.round((np.nan_to_num(values) - offset) / scale))
    variable[:] = stored.astype("i2")
    return variable


# Copernicus Marine: NetCDF-4, packed, float degrees, one depth, times since 1950; a hole where the land is.
with new("cmems.nc", "NETCDF4") as data:
    hours = np.arange(0, 13, 6)
    axis(data, "depth", [0.49402499], units="m", positive="down", standard_name="depth", axis="Z", valid_min=0.49402499)
    axis(data, "latitude", LATS, units="degrees_north", standard_name="latitude", axis="Y")
    axis(data, "longitude", LONS, units="degrees_east", standard_name="longitude", axis="X")
    axis(data, "time", hours + 547584.0, "f8", units="hours since 1950-01-01", calendar="gregorian",
         standard_name="time", axis="T")
    dims = ("time", "depth", "latitude", "longitude")
    for name, side, less in (("uo", "eastward", 0), ("vo", "northward", 2)):
        values = cube(LONS, LATS, hours) - less
        values[:, 0, 0] = np.nan
        packed(data, name, dims, values[:, None], 0.0006103701889514923, 0.0, units="m s-1",
               standard_name=f"{side}_sea_water_velocity", valid_min=np.int16(-8000), valid_max=np.int16(8000))
    packed(data, "thetao", dims, 20 + 10 * cube(LONS, LATS, hours)[:, None], 0.001, 21.0, units="degrees_C",
           standard_name="sea_water_potential_temperature")

# Copernicus waves: times in seconds, no depth.
with new("cmems_waves.nc", "NETCDF4") as data:
    hours = np.arange(0, 13, 3)
    axis(data, "time", hours * 3600 + 1340150400, "i8", units="seconds since 1970-01-01 00:00:00",
         calendar="proleptic_gregorian", standard_name="time", axis="T")
    axis(data, "latitude", LATS, "f8", units="degrees_north", standard_name="latitude")
    axis(data, "longitude", LONS, "f8", units="degrees_east", standard_name="longitude")
    packed(data, "VHM0", ("time", "latitude", "longitude"), cube(LONS, LATS, hours), 0.001, 0.0,
           units="m", standard_name="sea_surface_wave_significant_height")

# HYCOM GLBv0.08 as the THREDDS server cuts it: NetCDF-3, packed, 0 to 360, several depths, times since 2000.
with new("hycom.nc", "NETCDF3_64BIT_OFFSET") as data:
    hours = np.arange(0, 10, 3)
    axis(data, "depth", [0.0, 2.0, 10.0], "f8", long_name="Depth", standard_name="depth", units="m", positive="down",
         axis="Z")
    axis(data, "lat", LATS, "f8", long_name="Latitude", standard_name="latitude", units="degrees_north", axis="Y")
    axis(data, "lon", LONS, "f8", long_name="Longitude", standard_name="longitude", units="degrees_east", modulo="360 degrees",
         axis="X")
    axis(data, "time", hours + 109296.0, "f8", long_name="Valid Time", units="hours since 2000-01-01 00:00:00",
         time_origin="2000-01-01 00:00:00", calendar="gregorian", axis="T")
    dims = ("time", "depth", "lat", "lon")
    level = np.array([0.0, 5.0, 9.0])[None, :, None, None]  # deeper levels are far off, to see which is taken
    for name, side, less in (("water_u", "eastward", 0), ("water_v", "northward", 2)):
        packed(data, name, dims, cube(LONS, LATS, hours)[:, None] - less + level, 0.001, 0.0, fill=-30000,
               missing_value=np.int16(-30000), units="m/s", standard_name=f"{side}_sea_water_velocity")
    packed(data, "water_temp", dims, 20 + 10 * cube(LONS, LATS, hours)[:, None] - level, 0.001, 20.0, fill=-30000,
           missing_value=np.int16(-30000), units="degC", standard_name="sea_water_temperature")

# ERA5 as it was until 2024: NetCDF-3, packed with double scales, latitudes from the north, no standard names.
with new("era5_old.nc", "NETCDF3_64BIT_OFFSET") as data:
    hours = np.arange(0, 7)
    lats = LATS[::-1]
    axis(data, "longitude", LONS, units="degrees_east", long_name="longitude")
    axis(data, "latitude", lats, units="degrees_north", long_name="latitude")
    axis(data, "time", hours + 985872, "i4", units="hours since 1900-01-01 00:00:00.0", long_name="time", calendar="gregorian")
    dims = ("time", "latitude", "longitude")
    shared = {"missing_value": np.int16(-32767)}
    packed(data, "u10", dims, cube(LONS, lats, hours), 0.0005, 3.25, units="m s**-1",
           long_name="10 metre U wind component", **shared)
    packed(data, "v10", dims, cube(LONS, lats, hours) - 2, 0.0005, -1.5, units="m s**-1",
           long_name="10 metre V wind component", **shared)
    packed(data, "t2m", dims, 293.15 + 10 * cube(LONS, lats, hours), 0.002, 300.0, units="K",
           long_name="2 metre temperature", **shared)
    packed(data, "sst", dims, 293.15 + 10 * cube(LONS, lats, hours), 0.002, 300.0, units="K",
           long_name="Sea surface temperature", **shared)
    packed(data, "swh", dims, cube(LONS, lats, hours), 0.0005, 2.0, units="m",
           long_name="Significant height of combined wind waves and swell", **shared)

# ERA5 as it is now: NetCDF-4, floats, valid_time, scalar number, expver beside the times, coordinates as an attribute.
with new("era5_new.nc", "NETCDF4") as data:
    hours = np.arange(0, 7)
    lats = LATS[::-1]
    axis(data, "valid_time", hours * 3600 + 1340150400, "i8", units="seconds since 1970-01-01",
         calendar="proleptic_gregorian", standard_name="time", long_name="time")
    axis(data, "latitude", lats, "f8", units="degrees_north", standard_name="latitude", stored_direction="decreasing")
    axis(data, "longitude", LONS, "f8", units="degrees_east", standard_name="longitude")
    number = data.createVariable("number", "i8", ())
    number.setncatts({"long_name": "ensemble member numerical id", "units": "1", "standard_name": "realization"})
    number[...] = 0
    expver = data.createVariable("expver", str, ("valid_time",))
    for i in range(len(hours)):
        expver[i] = "0001"
    for name, less in (("u10", 0), ("v10", 2), ("u100", -50), ("v100", -50)):
        variable = data.createVariable(name, "f4", ("valid_time", "latitude", "longitude"), fill_value=np.nan, zlib=True)
        variable.setncatts({"units": "m s**-1", "GRIB_paramId": 165, "coordinates": "number valid_time latitude longitude expver",
                            "long_name": f"{name} component"})
        if name.endswith("10"):
            variable.standard_name = {"u10": "eastward_wind", "v10": "northward_wind"}[name]
        else:
            variable.standard_name = {"u100": "eastward_wind", "v100": "northward_wind"}[name]
        variable[:] = cube(LONS, lats, hours) - less

# GFS through NCEP's GrADS server: no units but in the long name, days since the year 1, undeclared fill of 9.999e20.
with new("gfs_grads.nc", "NETCDF4_CLASSIC") as data:
    hours = np.arange(0, 13, 3)
    axis(data, "time", 734675 + hours / 24, "f8", grads_dim="t", units="days since 1-1-1 00:00:0.0", long_name="time")
    axis(data, "lat", LATS, "f8", grads_dim="y", units="degrees_north", long_name="latitude")
    axis(data, "lon", LONS, "f8", grads_dim="x", units="degrees_east", long_name="longitude")
    for name, words, less in (("ugrd10m", "u-component of wind", 0), ("vgrd10m", "v-component of wind", 2)):
        variable = data.createVariable(name, "f4", ("time", "lat", "lon"))
        variable.setncatts({"missing_value": np.float32(9.999e20), "long_name": f"** 10 m above ground {words} [m/s] "})
        variable[:] = cube(LONS, LATS, hours) - less
    variable = data.createVariable("vissfc", "f4", ("time", "lat", "lon"))
    variable.setncatts({"missing_value": np.float32(9.999e20), "long_name": "** surface visibility [m] "})
    variable[:] = 10 * cube(LONS, LATS, hours)

# GFS through wgrib2 -netcdf.
with new("gfs_wgrib2.nc", "NETCDF3_CLASSIC") as data:
    hours = np.arange(0, 13, 3)
    axis(data, "latitude", LATS, "f8", units="degrees_north", long_name="latitude")
    axis(data, "longitude", LONS, "f8", units="degrees_east", long_name="longitude")
    axis(data, "time", 1340150400.0 + hours * 3600, "f8", units="seconds since 1970-01-01 00:00:00.0 0:00",
         long_name="verification time generated by wgrib2 function verftime()", reference_time_type=3)
    for name, less in (("UGRD_10maboveground", 0), ("VGRD_10maboveground", 2)):
        variable = data.createVariable(name, "f4", ("time", "latitude", "longitude"), fill_value=np.float32(9.999e20))
        variable.setncatts({"units": "m/s", "short_name": name, "long_name": "Component of Wind", "level": "10 m above ground"})
        variable[:] = cube(LONS, LATS, hours) - less

# The globe at ten degrees, -180 to 180, in knots, with x_wind.
with new("globe.nc", "NETCDF3_CLASSIC") as data:
    lons, lats = np.arange(-180, 180, 10.0), np.arange(-90, 91, 10.0)
    axis(data, "lat", lats, units="degrees_north")
    axis(data, "lon", lons, units="degrees_east")
    for name, less in (("xw", 0), ("yw", 2)):
        variable = data.createVariable(name, "f4", ("lat", "lon"))
        variable.setncatts({"units": "knots", "standard_name": name.replace("w", "_wind")})
        variable[:] = (cube(lons, lats, [0])[0] - less) * 3600 / 1852

# Files that cannot be used.
with new("wrong_unit.nc", "NETCDF3_CLASSIC") as data:
    axis(data, "lat", LATS[:3], units="degrees_north")
    axis(data, "lon", LONS[:3], units="degrees_east")
    for name in ("u10", "v10"):
        variable = data.createVariable(name, "f4", ("lat", "lon"))
        variable.units = "furlong fortnight-1"
        variable[:] = 1

with new("undeclared_fill.nc", "NETCDF3_CLASSIC") as data:
    axis(data, "lat", LATS[:3], units="degrees_north")
    axis(data, "lon", LONS[:3], units="degrees_east")
    for name in ("u10", "v10"):
        variable = data.createVariable(name, "f4", ("lat", "lon"))
        variable.units = "m/s"
        variable[:] = [[1, 2, 3], [1, 2, 3], [1, 2, -9999]]

with new("curvilinear.nc", "NETCDF3_CLASSIC") as data:
    data.createDimension("y", 3)
    data.createDimension("x", 4)
    for name, units, values in (("nav_lat", "degrees_north", LATS[:3, None] + 0 * LONS[None, :4]),
                                ("nav_lon", "degrees_east", LONS[None, :4] + 0 * LATS[:3, None])):
        variable = data.createVariable(name, "f4", ("y", "x"))
        variable.units = units
        variable[:] = values
    for name, side in (("vozocrtx", "eastward"), ("vomecrty", "northward")):
        variable = data.createVariable(name, "f4", ("y", "x"))
        variable.setncatts({"units": "m s-1", "standard_name": f"{side}_sea_water_velocity", "coordinates": "nav_lon nav_lat"})
        variable[:] = 0.1

with new("projected.nc", "NETCDF3_CLASSIC") as data:
    axis(data, "y", [0.0, 1000.0, 2000.0], units="m", standard_name="projection_y_coordinate")
    axis(data, "x", [0.0, 1000.0, 2000.0], units="m", standard_name="projection_x_coordinate")
    for name in ("x_wind_10m", "y_wind_10m"):
        variable = data.createVariable(name, "f4", ("y", "x"))
        variable.setncatts({"units": "m/s", "standard_name": name[:6]})
        variable[:] = 1

with new("scattered.nc", "NETCDF3_CLASSIC") as data:
    data.createDimension("node", 4)
    data.createDimension("time", 2)
    for name, units, values in (("lat", "degrees_north", [-10, -9, -10, -8]), ("lon", "degrees_east", [100, 101, 102, 101])):
        variable = data.createVariable(name, "f4", ("node",))
        variable.units = units
        variable[:] = values
    for name in ("u10", "v10"):
        variable = data.createVariable(name, "f4", ("time", "node"))
        variable.units = "m/s"
        variable[:] = 1

with new("half.nc", "NETCDF3_CLASSIC") as data:
    axis(data, "lat", LATS[:3], units="degrees_north")
    axis(data, "lon", LONS[:3], units="degrees_east")
    variable = data.createVariable("u10", "f4", ("lat", "lon"))
    variable.units = "m/s"
    variable[:] = 1

with new("members.nc", "NETCDF3_CLASSIC") as data:
    axis(data, "lat", LATS[:3], units="degrees_north")
    axis(data, "lon", LONS[:3], units="degrees_east")
    data.createDimension("number", 5)
    for name in ("u10", "v10"):
        variable = data.createVariable(name, "f4", ("number", "lat", "lon"))
        variable.units = "m/s"
        variable[:] = 1

with new("noleap.nc", "NETCDF3_CLASSIC") as data:
    axis(data, "time", [0, 1], "f8", units="days since 2012-01-01", calendar="noleap")
    axis(data, "lat", LATS[:3], units="degrees_north")
    axis(data, "lon", LONS[:3], units="degrees_east")
    for name in ("u10", "v10"):
        variable = data.createVariable(name, "f4", ("time", "lat", "lon"))
        variable.units = "m/s"
        variable[:] = 1

with new("nothing.nc", "NETCDF3_CLASSIC") as data:
    axis(data, "lat", LATS[:3], units="degrees_north")
    axis(data, "lon", LONS[:3], units="degrees_east")
    variable = data.createVariable("topo", "f4", ("lat", "lon"))
    variable.units = "m"
    variable[:] = 1
