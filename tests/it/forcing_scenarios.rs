//! Scenarios with forcing files and with the climatology: what they read, what they say, and recordings of them.

use std::path::Path;

use sarex::base::{Position, Tick};
use sarex::record::Recording;
use sarex::scenario::{self, Diagnostic, EXAMPLE, Files, LoadError, Scenario, Severity, read_with};
use sarex::sea::Field;

use super::drill::{self, sarex};

/// South of the Sunda Strait, where the example's boat is.
fn place() -> Position {
    Position::clamped(-7.5, 105.5)
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/forcing").join(name)).unwrap()
}

/// The files of the Sunda case, which cover the example, and some that do not.
fn files() -> Files {
    let mut files = drill::source("sunda-2012").files;
    for name in ["era5_old.nc", "wrong_unit.nc", "curvilinear.nc", "globe.nc"] {
        files.insert(name, fixture(name));
    }
    files
}

/// The example with lines before those of its sea, and without some of these.
fn example(sea: &str, without: &[&str]) -> String {
    let text: String = EXAMPLE
        .lines()
        .filter(|line| !without.iter().any(|field| line.starts_with(&format!("        {field}: "))))
        .map(|line| format!("{line}\n"))
        .collect();
    text.replacen("    sea: (\n", &format!("    sea: (\n        {sea}\n"), 1)
}

fn read(sea: &str, without: &[&str]) -> (Option<Scenario>, Vec<Diagnostic>) {
    read_with(&example(sea, without), &files())
}

fn sound(sea: &str, without: &[&str]) -> Scenario {
    let (scenario, findings) = read(sea, without);
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.unwrap()
}

#[test]
fn a_forcing_file_goes_before_what_is_written_and_holds_where_it_covers() {
    let plain = scenario::read(EXAMPLE).0.unwrap();
    let forced = sound("forcing: [\"wind.nc\", \"current.nc\"],", &[]);
    let (wind, written) = (forced.sea.wind.at(place(), Tick(0)), plain.sea.wind.at(place(), Tick(0)));
    assert_ne!(wind, written);
    let Field::Layered { layers, otherwise } = &forced.sea.wind else { panic!("the wind is not of layers") };
    assert_eq!(layers[0].at(place(), 0.0), Some(wind));
    assert_eq!(**otherwise, plain.sea.wind);
    assert_eq!(layers[0].source(), "wind.nc (u10, v10)");
    let far = Position::clamped(-30.0, 80.0);
    assert_eq!(forced.sea.wind.at(far, Tick(0)), plain.sea.wind.at(far, Tick(0)));
    assert_eq!(forced.sea.wave_height_m, plain.sea.wave_height_m);
    // What is read is what the exercise needs and no more.
    assert!(layers[0].lats().len() < 20 && layers[0].times_s().len() < 20);
}

#[test]
fn what_a_file_covers_need_not_be_written() {
    let bare = sound("forcing: [\"wind.nc\", \"current.nc\"],", &["wind", "wave"]);
    let Field::Layered { layers, otherwise } = &bare.sea.wind else { panic!("the wind is not of layers") };
    assert_eq!(**otherwise, Field::Constant(layers[0].mean().unwrap()));
}

#[test]
fn the_climatology_gives_wind_and_temperatures_and_no_current() {
    let fields = ["wind", "water_temperature", "air_temperature"];
    let season = sound("climatology: true,", &fields);
    let wind = season.sea.wind.at(place(), Tick(0));
    assert!(wind.east_mps < 0.0 && wind.north_mps > 0.0, "the south-east monsoon: {wind:?}");
    assert!((26.0..30.0).contains(&season.sea.water_c.at(place(), Tick(0))));
    let (scenario, findings) = read_with(
        &example("climatology: true,", &fields).replace("        current: Schedule([", "        rain: Schedule(["),
        &Files::default(),
    );
    assert!(scenario.is_none());
    assert!(findings.iter().any(|finding| finding.severity == Severity::Error), "{findings:#?}");
    // A file goes before the season.
    let forced = sound("forcing: [\"wind.nc\"], climatology: true,", &fields);
    let of_file = sound("forcing: [\"wind.nc\"],", &[]);
    assert_eq!(forced.sea.wind.at(place(), Tick(99)), of_file.sea.wind.at(place(), Tick(99)));
}

#[test]
fn what_is_wrong_with_a_file_is_said_where_it_is_named() {
    let mut report = Vec::new();
    for (sea, without) in [
        ("forcing: [\"wind.nc\", \"waves.nc\"],", &[][..]),
        ("forcing: [\"../wind.nc\"],", &[]),
        ("forcing: [\"wrong_unit.nc\"],", &[]),
        ("forcing: [\"curvilinear.nc\"],", &[]),
        ("forcing: [\"era5_old.nc\"],", &[]),
        ("forcing: [\"era5_old.nc\"],", &["wind"]),
        ("forcing: [\"globe.nc\"],", &["wind"]),
        ("forcing: [],", &["wind"]),
        ("climatology: yes,", &[]),
    ] {
        let (scenario, findings) = read(sea, without);
        let is_wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
        assert_eq!(scenario.is_none(), is_wrong, "{sea}");
        assert!(!findings.is_empty(), "{sea}");
        report.push(format!("{sea} without {without:?}"));
        report.extend(findings.iter().map(ToString::to_string));
    }
    insta::assert_snapshot!(report.join("\n"), @r#"
    forcing: ["wind.nc", "waves.nc"], without []
    12:30: error S070: there is no file "waves.nc" beside the scenario
        help: put it into the scenario's folder, or take it out of the list
    forcing: ["../wind.nc"], without []
    12:19: error S070: "../wind.nc" is not the name of a file beside the scenario
        help: put the file into the scenario's folder and type its name alone, as in "wind.nc"
    forcing: ["wrong_unit.nc"], without []
    12:19: error S071: wrong_unit.nc, u10: the unit "furlong fortnight-1" is not known for wind
        help: give it one of m s-1, cm s-1, kn or km h-1, e.g. with ncatted -a units
    forcing: ["curvilinear.nc"], without []
    12:19: error S071: curvilinear.nc, vozocrtx: its latitude nav_lat is 2-D: a curvilinear grid
        help: re-grid it to a regular latitude-longitude grid, e.g. with cdo remapbil
    forcing: ["era5_old.nc"], without []
    12:19: warning S072: era5_old.nc has wind, wave height, water temperature, air temperature for 12 S to 8 S, 100 E to 104 E; needed is 12.6 S to 5.03 S, 103.43 E to 107.84 E: 0.6 degrees in the south, 2.97 degrees in the north, 3.84 degrees in the east missing; and from 2012-06-20T00:00Z; it is needed from 2012-06-19T11:52Z: 12 h 8 min missing; and to 2012-06-20T06:00Z; it is needed to 2012-06-20T23:52Z: 17 h 52 min missing
        help: what is written here holds there; take a larger part of the producer's file
    forcing: ["era5_old.nc"], without ["wind"]
    12:19: error S072: era5_old.nc has wind for 12 S to 8 S, 100 E to 104 E; needed is 12.6 S to 5.03 S, 103.43 E to 107.84 E: 0.6 degrees in the south, 2.97 degrees in the north, 3.84 degrees in the east missing; and from 2012-06-20T00:00Z; it is needed from 2012-06-19T11:52Z: 12 h 8 min missing; and to 2012-06-20T06:00Z; it is needed to 2012-06-20T23:52Z: 17 h 52 min missing
        help: take a larger part of the producer's file, or write what holds there as a field of the sea
    12:19: warning S072: era5_old.nc has wave height, water temperature, air temperature for 12 S to 8 S, 100 E to 104 E; needed is 12.6 S to 5.03 S, 103.43 E to 107.84 E: 0.6 degrees in the south, 2.97 degrees in the north, 3.84 degrees in the east missing; and from 2012-06-20T00:00Z; it is needed from 2012-06-19T11:52Z: 12 h 8 min missing; and to 2012-06-20T06:00Z; it is needed to 2012-06-20T23:52Z: 17 h 52 min missing
        help: what is written here holds there; take a larger part of the producer's file
    forcing: ["globe.nc"], without ["wind"]
    12:19: warning S073: globe.nc: x_wind and y_wind are taken as eastward and northward
        help: check that this is meant; if not, name the variables as CF does
    forcing: [], without ["wind"]
    11:10: error S005: the sea needs the field `wind`
        help: add wind, or a forcing file that has it for the water round the craft
    climatology: yes, without []
    12:22: error S018: `yes` is not a word for this place
        help: type one of true, false
    "#);
}

#[test]
fn files_come_from_the_folder_and_from_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("scenario");
    std::fs::create_dir(&inside).unwrap();
    std::fs::write(inside.join("scenario.ron"), example("forcing: [\"wind.nc\", \"gone.nc\", \"../out.nc\"],", &[]))
        .unwrap();
    std::fs::write(inside.join("wind.nc"), b"some bytes").unwrap();
    std::fs::write(inside.join("other.nc"), b"not named").unwrap();
    std::fs::write(folder.path().join("out.nc"), b"outside").unwrap();
    let source = scenario::load(&inside).unwrap();
    assert_eq!(source.files.names().collect::<Vec<_>>(), ["wind.nc"]);
    assert_eq!(source.files.get("wind.nc"), Some(&b"some bytes"[..]));
    std::fs::write(inside.join("wind.nc"), vec![0; scenario::MAX_FILES_BYTES + 1]).unwrap();
    assert!(matches!(scenario::load(&inside), Err(LoadError::FilesTooLarge { .. })));
    #[cfg(unix)]
    {
        std::fs::remove_file(inside.join("wind.nc")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("out.nc"), inside.join("wind.nc")).unwrap();
        assert!(matches!(scenario::load(&inside), Err(LoadError::Elsewhere { .. })));
    }
}

#[test]
fn a_recording_verifies_after_its_forcing_files_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("tutorial");
    std::fs::create_dir(&copy).unwrap();
    for name in ["scenario.ron", "wind.nc", "current.nc"] {
        std::fs::copy(drill::folder("tutorial").join(name), copy.join(name)).unwrap();
    }
    let run = folder.path().join("run.sarex").display().to_string();
    let played = sarex(&["run", &copy.display().to_string(), "--until", "40min", "--out", &run]);
    assert!(played.status.success(), "{played:?}");
    std::fs::remove_dir_all(&copy).unwrap();
    let verified = sarex(&["verify", &run]);
    assert!(verified.status.success(), "{verified:?}");
    let recording = Recording::open(Path::new(&run)).unwrap();
    assert_eq!(recording.header.files, drill::source("tutorial").files);
    assert_eq!(recording.scenario().unwrap().sea, drill::shipped("tutorial").sea);
    let html = folder.path().join("report.html").display().to_string();
    assert!(sarex(&["report", &run, "-o", &html]).status.success());
}

#[test]
fn a_recording_without_its_files_has_no_scenario() {
    let source = drill::source("tutorial");
    let (scenario, findings) = scenario::read(&source.text);
    assert!(scenario.is_none());
    assert!(findings.iter().any(|finding| finding.code == "S070"), "{findings:#?}");
}

#[test]
fn the_shipped_fields_keep_the_means_the_scenarios_were_calibrated_with() {
    for (name, spot, wind_within, current_within) in
        [("tutorial", (-6.3, 110.4), 0.6, 0.09), ("sunda-2012", (-9.0, 105.25), 0.6, 0.03)]
    {
        let sea = drill::shipped(name).sea;
        let spot = Position::clamped(spot.0, spot.1);
        let (Field::Layered { otherwise: wind, .. }, Field::Layered { otherwise: current, .. }) =
            (&sea.wind, &sea.current)
        else {
            panic!("{name} has no forcing")
        };
        for tick in (0..9 * 360).step_by(60).map(Tick) {
            for (forced, written, within) in [(&sea.wind, wind, wind_within), (&sea.current, current, current_within)] {
                let (a, b) = (forced.at(spot, tick), written.at(spot, tick));
                let off = sarex::base::math::hypot(a.east_mps - b.east_mps, a.north_mps - b.north_mps);
                assert!(off < within, "{name}: {a:?} for {b:?} at {tick}");
            }
        }
    }
}
