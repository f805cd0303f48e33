//! Forcing files of the producers trainers have, and files that cannot be used: read, compared, refused in words.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use sarex::base::{Position, Utc};
use sarex::sea::forcing::{self, Forcing, ForcingError, Layers, Quantity, Window};
use sarex::sea::{Gridded, Sampled};

/// 2012-06-20T00:00Z, the files' hour 0.
const EPOCH: Utc = Utc(1_340_150_400);

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/forcing").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn open(name: &str) -> Forcing {
    forcing::read(name, bytes(name)).unwrap_or_else(|error| panic!("{error}"))
}

fn window() -> Window {
    Window {
        south_deg: -11.0,
        north_deg: -9.0,
        west_deg: 101.0,
        east_deg: 103.0,
        from: EPOCH,
        to: Utc(EPOCH.0 + 6 * 3600),
    }
}

fn layers(files: &[Forcing]) -> Layers {
    forcing::layers(files, EPOCH, &window()).unwrap_or_else(|error| panic!("{error}"))
}

/// The first component of `make.py` at a place and time [h].
fn formula(lat: f64, lon: f64, hours: f64) -> f64 {
    1.0 + 0.01 * (lon - 100.0) + 0.02 * (lat + 10.0) + 0.03 * hours
}

/// Places and times [h] on the points of the grids and between them, within `window`.
const PLACES: [(f64, f64, f64); 4] =
    [(-10.0, 102.0, 0.0), (-10.75, 101.2, 4.5), (-9.1, 102.9, 2.25), (-11.0, 103.0, 6.0)];

/// Asserts that a layer is what the formula says, `of` making its number of a value.
fn agrees<T: Sampled>(layer: &Gridded<T>, within: f64, of: impl Fn(T) -> f64, wanted: impl Fn(f64) -> f64) {
    for (lat, lon, hours) in PLACES {
        let value = layer.at(Position::clamped(lat, lon), hours * 3600.0);
        let value = of(value.unwrap_or_else(|| panic!("{}: nothing at {lat} {lon} {hours}", layer.source())));
        let wanted = wanted(formula(lat, lon, hours));
        assert!((value - wanted).abs() < within, "{}: {value} for {wanted} at {lat} {lon} {hours}", layer.source());
    }
}

fn quantities(name: &str) -> Vec<Quantity> {
    open(name).quantities().collect()
}

#[test]
fn winds_of_ecmwf_and_ncep_are_read_as_they_name_and_pack_them() {
    for (name, within, source) in [
        ("era5_old.nc", 0.0006, "era5_old.nc (u10, v10)"),
        ("era5_new.nc", 1e-5, "era5_new.nc (u10, v10)"),
        ("gfs_grads.nc", 1e-5, "gfs_grads.nc (ugrd10m, vgrd10m)"),
        ("gfs_wgrib2.nc", 1e-5, "gfs_wgrib2.nc (UGRD_10maboveground, VGRD_10maboveground)"),
    ] {
        let layers = layers(&[open(name)]);
        let [wind] = &layers.wind[..] else { panic!("{name}: {} layers of wind", layers.wind.len()) };
        assert_eq!(wind.source(), source);
        agrees(wind, within, |flow| flow.east_mps, |value| value);
        agrees(wind, within, |flow| flow.north_mps, |value| value - 2.0);
    }
}

#[test]
fn currents_of_copernicus_and_hycom_are_those_nearest_the_surface() {
    for (name, within) in [("cmems.nc", 0.0007), ("hycom.nc", 0.0011)] {
        let layers = layers(&[open(name)]);
        agrees(&layers.current[0], within, |flow| flow.east_mps, |value| value);
        agrees(&layers.current[0], within, |flow| flow.north_mps, |value| value - 2.0);
        agrees(&layers.water_c[0], 0.0011, |celsius| celsius, |value| 20.0 + 10.0 * value);
    }
}

#[test]
fn waves_visibility_and_temperatures_come_in_the_units_of_the_sea() {
    let waves = layers(&[open("cmems_waves.nc")]);
    agrees(&waves.wave_height_m[0], 0.0011, |metres| metres, |value| value);
    let old = layers(&[open("era5_old.nc")]);
    agrees(&old.wave_height_m[0], 0.0006, |metres| metres, |value| value);
    agrees(&old.air_c[0], 0.0025, |celsius| celsius, |value| 20.0 + 10.0 * value);
    agrees(&old.water_c[0], 0.0025, |celsius| celsius, |value| 20.0 + 10.0 * value);
    let gfs = layers(&[open("gfs_grads.nc")]);
    agrees(&gfs.visibility_m[0], 1e-4, |metres| metres, |value| 10.0 * value);
}

#[test]
fn a_file_says_what_is_in_it() {
    use Quantity::{AirTemperature, Current, Visibility, WaterTemperature, WaveHeight, Wind};
    assert_eq!(quantities("cmems.nc"), [Current, WaterTemperature]);
    assert_eq!(quantities("hycom.nc"), [Current, WaterTemperature]);
    assert_eq!(quantities("era5_old.nc"), [Wind, WaveHeight, WaterTemperature, AirTemperature]);
    assert_eq!(quantities("era5_new.nc"), [Wind]);
    assert_eq!(quantities("gfs_grads.nc"), [Wind, Visibility]);
    assert_eq!(open("era5_new.nc").notes(), Vec::<String>::new());
    assert_eq!(open("globe.nc").notes(), ["globe.nc: x_wind and y_wind are taken as eastward and northward"]);
}

#[test]
fn only_what_the_window_asks_for_is_kept() {
    let layers = layers(&[open("era5_old.nc")]);
    let wind = &layers.wind[0];
    assert_eq!((wind.lats().first(), wind.lats().last(), wind.lats().len()), (-11.0, -9.0, 5));
    assert_eq!((wind.lons().first(), wind.lons().last(), wind.lons().len()), (101.0, 103.0, 5));
    assert_eq!(wind.times_s(), [0, 3600, 7200, 10_800, 14_400, 18_000, 21_600]);
    let late = Window { from: Utc(EPOCH.0 + 4000), to: Utc(EPOCH.0 + 5000), ..window() };
    let cut = forcing::layers(&[open("era5_old.nc")], EPOCH, &late).unwrap();
    assert_eq!(cut.wind[0].times_s(), [3600, 7200], "one step on each side");
}

#[test]
fn a_hole_falls_to_the_next_file_and_what_lies_outside_has_no_value() {
    let corner = Window { south_deg: -12.0, west_deg: 100.0, ..window() };
    let cut = forcing::layers(&[open("cmems.nc"), open("hycom.nc")], EPOCH, &corner).unwrap();
    let field = sarex::sea::Field::layered(cut.current.clone(), sarex::sea::Field::Constant(Default::default()));
    let hole = Position::clamped(-11.8, 100.2);
    assert!(cut.current[0].at(hole, 0.0).is_none(), "land in the first file");
    let second = cut.current[1].at(hole, 0.0).unwrap();
    assert_eq!(field.at(hole, sarex::base::Tick::START), second);
    let outside = Position::clamped(-20.0, 100.2);
    assert_eq!(field.at(outside, sarex::base::Tick::START).east_mps, 0.0, "what is said otherwise");
}

#[test]
fn the_globe_has_no_seam() {
    let globe = [open("globe.nc")];
    let across = Window { south_deg: -20.0, north_deg: 20.0, west_deg: 172.0, east_deg: 188.0, ..window() };
    let wind = forcing::layers(&globe, EPOCH, &across).unwrap().wind[0].clone();
    // Linear in the longitude from 0 to 360, so it is known on both sides of the date line.
    for lon in [174.0, 179.0, -179.0, -174.0] {
        let value = wind.at(Position::clamped(5.0, lon), 1e9).unwrap().east_mps;
        let wanted = formula(5.0, lon + if lon < 0.0 { 360.0 } else { 0.0 }, 0.0);
        assert!((value - wanted).abs() < 1e-5, "{value} for {wanted} at {lon}");
    }
    assert_eq!(forcing::layers(&globe, EPOCH, &across).unwrap().missing(Quantity::Wind, &across), None);
}

#[test]
fn what_is_not_covered_is_said_to_the_hour_and_the_degree() {
    let missing = |names: &[&str], quantity, window: &Window| {
        let files: Vec<Forcing> = names.iter().map(|name| open(name)).collect();
        forcing::layers(&files, EPOCH, window).unwrap().missing(quantity, window)
    };
    let wanted = window();
    assert_eq!(missing(&["era5_old.nc"], Quantity::Wind, &wanted), None);
    assert_eq!(missing(&["era5_old.nc"], Quantity::Current, &wanted), None, "it has none, and does not claim to");
    let words = [
        missing(&["era5_old.nc"], Quantity::Wind, &Window { to: Utc(EPOCH.0 + 48 * 3600), ..wanted }),
        missing(&["era5_old.nc"], Quantity::Wind, &Window { from: Utc(EPOCH.0 - 5400), ..wanted }),
        missing(&["era5_old.nc", "gfs_grads.nc"], Quantity::Wind, &Window { to: Utc(EPOCH.0 + 15 * 3600), ..wanted }),
        missing(&["era5_old.nc"], Quantity::Wind, &Window { east_deg: 106.5, north_deg: -7.0, ..wanted }),
        missing(&["cmems.nc"], Quantity::Current, &Window { west_deg: -30.0, east_deg: -20.0, ..wanted }),
    ];
    insta::assert_snapshot!(words.map(|words| words.unwrap_or_else(|| "nothing".to_owned())).join("\n"), @r#"
    era5_old.nc has wind to 2012-06-20T06:00Z; it is needed to 2012-06-22T00:00Z: 42 h missing
    era5_old.nc has wind from 2012-06-20T00:00Z; it is needed from 2012-06-19T22:30Z: 1 h 30 min missing
    era5_old.nc and gfs_grads.nc have wind to 2012-06-20T12:00Z; it is needed to 2012-06-20T15:00Z: 3 h missing
    era5_old.nc has wind for 12 S to 8 S, 100 E to 104 E; needed is 11 S to 7 S, 101 E to 106.5 E: 1 degree in the north, 2.5 degrees in the east missing
    cmems.nc has current for 12 S to 8 S, 100 E to 104 E; needed is 11 S to 9 S, 30 W to 20 W: all of it missing
    "#);
}

fn refusal(name: &str, bytes: Vec<u8>) -> String {
    match forcing::read(name, bytes).and_then(|file| forcing::layers(&[file], EPOCH, &window())) {
        Ok(_) => format!("{name}: read"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn files_that_cannot_be_used_are_refused_in_words() {
    let mut words = Vec::new();
    for name in [
        "wrong_unit.nc",
        "undeclared_fill.nc",
        "curvilinear.nc",
        "projected.nc",
        "scattered.nc",
        "half.nc",
        "members.nc",
        "noleap.nc",
        "nothing.nc",
    ] {
        words.push(refusal(name, bytes(name)));
    }
    for name in ["cmems.nc", "hycom.nc"] {
        let whole = bytes(name);
        words.push(refusal(&format!("the first half of {name}"), whole[..whole.len() / 2].to_vec()));
    }
    let whole = bytes("cmems.nc");
    words.push(refusal("the head of cmems.nc", whole[..100].to_vec()));
    words.push(refusal("empty.nc", Vec::new()));
    words.push(refusal("make.py", bytes("make.py")));
    insta::assert_snapshot!(words.join("\n"), @r#"
    wrong_unit.nc, u10: the unit "furlong fortnight-1" is not known for wind; give it one of m s-1, cm s-1, kn or km h-1, e.g. with ncatted -a units
    undeclared_fill.nc, u10: it holds -9999 m/s, which no wind can be; if that stands for a missing value declare it, e.g. with ncatted -a _FillValue; if the unit is another, write it in the attribute units
    curvilinear.nc, vozocrtx: its latitude nav_lat is 2-D: a curvilinear grid; re-grid it to a regular latitude-longitude grid, e.g. with cdo remapbil
    projected.nc, x_wind_10m: its grid is projected or rotated (y); re-grid it to a regular latitude-longitude grid, e.g. with cdo remapbil
    scattered.nc, u10: its values lie at the scattered points of node, not on a grid; re-grid it to a regular latitude-longitude grid, e.g. with cdo remapbil
    half.nc, u10: it is one part of the wind (u10 or v10), and the other is not in the file; take both parts into one file, e.g. with cdo merge
    members.nc, u10: it has 5 members along number; choose one, e.g. with ncks -d number,0
    noleap.nc, time: its calendar is "noleap"; give the file the calendar of the real world, e.g. with cdo setcalendar,standard
    nothing.nc: it has none of wind, current, wave height, visibility, water temperature, air temperature, rain, but lat, lon, topo; give its variables CF standard names, such as eastward_wind and northward_wind, e.g. with ncatted
    the first half of cmems.nc: it cannot be read (HDF5 error: unexpected end of data at offset 20863 (need 62 bytes, have 0)); the file is damaged, cut off or of a kind that is not read: fetch it again, or write it anew with nccopy
    the first half of hycom.nc, water_v: it cannot be read (unexpected end of file at offset 3868: need 10 bytes, available 0); the file is damaged, cut off or of a kind that is not read: fetch it again, or write it anew with nccopy
    the head of cmems.nc: it cannot be read (HDF5 error: unexpected end of data at offset 48 (need 191 bytes, have 52)); the file is damaged, cut off or of a kind that is not read: fetch it again, or write it anew with nccopy
    empty.nc: it is not NetCDF; name a NetCDF-3 or NetCDF-4 file; GRIB can be converted with cdo -f nc copy
    make.py: it is not NetCDF; name a NetCDF-3 or NetCDF-4 file; GRIB can be converted with cdo -f nc copy
    "#);
}

#[test]
fn a_file_with_more_than_can_be_carried_is_refused_before_it_is_read() {
    // A header that claims a hundred thousand rows and columns and brings none of them.
    let mut header = bytes("wrong_unit.nc");
    let name = header.windows(4).position(|four| four == b"lat\0").unwrap();
    header[name + 4..name + 8].copy_from_slice(&100_000_000_u32.to_be_bytes());
    let error: ForcingError = forcing::read("large.nc", header).unwrap_err();
    assert!(error.to_string().starts_with("large.nc"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever bytes come, there is a file or an error.
    #[test]
    fn no_bytes_make_it_panic(noise in proptest::collection::vec(any::<u8>(), 0..600), kind in 0_usize..4) {
        let magic: &[u8] = [&b""[..], b"CDF\x01", b"CDF\x02", b"\x89HDF\r\n\x1a\n"][kind];
        let _ = refusal("noise", [magic, &noise].concat());
    }

    /// Whatever becomes of a good file on its way, there is a file or an error.
    #[test]
    fn no_damage_makes_it_panic(which in 0_usize..4, at in any::<proptest::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut damaged = bytes(["cmems.nc", "hycom.nc", "era5_old.nc", "gfs_wgrib2.nc"][which]);
        // The header is where damage tells.
        let place = at.index(damaged.len().min(4000));
        damaged[place] = byte;
        if cut {
            damaged.truncate(place);
        }
        let _ = refusal("damaged", damaged);
    }
}
