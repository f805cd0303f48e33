//! The sweep-width tables against independent copies in `tests/data`: every row read back, and read in words.
//!
//! `sweep_widths.csv`, `sweep_speed_corrections.csv` and `sweep_weather_class.csv` are the transcription of the US
//! Coast Guard's tables in canterbury-air-patrol/marine-sweep-width-data (PDDL-1.0); `sweep_widths_vessel.csv` is the
//! page for boats as the Danish EPD code has it, with no row left out, `sweep_widths_merchant.csv` IAMSAR's table N-4.

use sarex::base::quantity::{FOOT_M, metres, mps, nmi};
use sarex::sar::object::{ObjectKind, SearchObject};
use sarex::sar::sought::Sought;
use sarex::sar::sweep::{self, Conditions, Lookout, Platform};
use sarex::sar::worksheet::worked;

/// The rows of a copy: quoted names first, then plain fields.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let fields = |line: &str| line.split(',').map(|field| field.trim_matches('"').to_owned()).collect();
    text.lines().skip(1).filter(|line| !line.is_empty()).map(fields).collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("\"{text}\" is no number"))
}

fn uncorrected_nmi(object: &str, platform: Platform, height_ft: f64, visibility_nmi: f64) -> f64 {
    let sought = Sought::parse(object).unwrap_or_else(|why| panic!("{why}"));
    let lookout = Lookout { platform, altitude_m: height_ft * FOOT_M, ground_speed_mps: 0.0, tired: false };
    let conditions = Conditions { visibility_m: metres(visibility_nmi), wind_mps: 0.0, wave_height_m: 0.0 };
    let worked = worked(&sought, false, &lookout, false, &conditions, true);
    assert_eq!(worked.width.corrected_m, worked.width.uncorrected_m, "no factor and no cap in a calm: {object}");
    nmi(worked.width.uncorrected_m)
}

#[test]
fn every_printed_row_is_read_back_and_nothing_else_is_in_the_tables() {
    let copy = rows("sweep_widths.csv");
    assert_eq!(copy.len(), 2832);
    let mut off = Vec::new();
    for row in &copy {
        let (height_ft, visibility, width) = (number(&row[2]), number(&row[3]), number(&row[4]));
        let platform = match row[1].as_str() {
            "Boat" => Platform::SmallBoat,
            "Helicopter" => Platform::Helicopter,
            "Aircraft" => Platform::FixedWing,
            other => panic!("{other}"),
        };
        let read = uncorrected_nmi(&row[0], platform, height_ft, visibility);
        if (read - width).abs() > 1e-9 {
            off.push(format!("{row:?}: {read}"));
        }
        // What the exercise itself reads is the same.
        let object = SearchObject::named(&row[0]).unwrap();
        let platform = if (platform, height_ft) == (Platform::SmallBoat, 14.0) { Platform::Vessel } else { platform };
        let own = sweep::uncorrected_m(object, platform, height_ft * FOOT_M, metres(visibility));
        assert!((nmi(own) - width).abs() < 1e-9, "{row:?}");
    }
    assert!(off.is_empty(), "{} rows differ: {}", off.len(), off.join("\n"));
    // The embedded rows are exactly those of the copy, in whatever order.
    let text = include_str!("../../assets/tables/sweep_widths.ron");
    #[derive(Debug, serde::Deserialize)]
    enum Carrier {
        Boat,
        Aircraft,
        Helicopter,
    }
    let embedded: Vec<(String, Carrier, f64, f64, f64)> = ron::from_str(text).unwrap();
    let mut embedded: Vec<String> =
        embedded.iter().map(|(o, p, h, v, w)| format!("{o}|{p:?}|{h:?}|{v:?}|{w:?}")).collect();
    let mut printed: Vec<String> = copy
        .iter()
        .map(|r| format!("{}|{}|{:?}|{:?}|{:?}", r[0], r[1], number(&r[2]), number(&r[3]), number(&r[4])))
        .collect();
    embedded.sort();
    printed.sort();
    assert_eq!(embedded, printed);
}

#[test]
fn the_grids_of_the_printed_pages_are_whole() {
    // The page for boats as it is printed, with no row left out (sar-models.md 2.6): 25 objects, 2 heights, 6
    // visibilities.
    let boats = rows("sweep_widths_vessel.csv");
    assert_eq!(boats.len(), 300);
    for row in &boats {
        let read = uncorrected_nmi(&row[0], Platform::SmallBoat, number(&row[1]), number(&row[2]));
        assert!((read - number(&row[3])).abs() < 1e-9, "{row:?}: {read}");
    }
    // And for merchant bridges (2.5).
    let bridges = rows("sweep_widths_merchant.csv");
    assert_eq!(bridges.len(), 45);
    for row in &bridges {
        let object = match row[0].split_once(" m (") {
            Some((length, _)) => format!("boat {} m", length.trim_start_matches(|c: char| !c.is_ascii_digit())),
            None => row[0].clone(),
        };
        let read = uncorrected_nmi(&object, Platform::Merchant, 0.0, number(&row[1]));
        assert!((read - number(&row[2])).abs() < 1e-9, "{row:?} as {object}: {read}");
    }
    // The extract for aircraft at 10 NM (2.7), in the order fixed wing and helicopter at 500, 1000, 2000 ft.
    for (object, widths) in [
        ("PIW", [0.1, 0.1, 0.0, 0.1, 0.1, 0.0]),
        ("raft 4 person", [1.8, 1.8, 1.9, 2.2, 2.3, 2.3]),
        ("raft 10 person", [2.5, 2.6, 2.7, 3.1, 3.2, 3.3]),
        ("raft 25 person", [3.4, 3.5, 3.6, 4.1, 4.2, 4.3]),
        ("power boat 20 ft", [3.6, 3.7, 3.8, 4.3, 4.4, 4.5]),
        ("power boat 33 ft", [5.3, 5.4, 5.5, 6.2, 6.3, 6.4]),
        ("power boat 53 ft", [8.1, 8.2, 8.3, 9.2, 9.2, 9.3]),
        ("power boat 78 ft", [9.8, 9.8, 9.8, 10.8, 10.9, 10.9]),
        ("ship 120 ft", [11.1, 11.1, 11.1, 12.2, 12.2, 12.2]),
    ] {
        for (i, width) in widths.into_iter().enumerate() {
            let platform = if i < 3 { Platform::FixedWing } else { Platform::Helicopter };
            let read = uncorrected_nmi(object, platform, [500.0, 1000.0, 2000.0][i % 3], 10.0);
            assert!((read - width).abs() < 1e-9, "{object} {i}: {read}");
        }
    }
}

#[test]
fn every_correction_is_read_back() {
    let copy = rows("sweep_speed_corrections.csv");
    assert_eq!(copy.len(), 148);
    for row in &copy {
        let object = SearchObject::named(&row[0]).unwrap();
        let platform = if row[1] == "Helicopter" { Platform::Helicopter } else { Platform::FixedWing };
        let factor = sweep::speed_factor(object, platform, mps(number(&row[2])));
        assert!((factor - number(&row[3])).abs() < 1e-9, "{row:?}: {factor}");
    }
    let classes = rows("sweep_weather_class.csv");
    assert_eq!(classes.len(), SearchObject::COUNT);
    for row in &classes {
        let object = SearchObject::named(&row[0]).unwrap();
        assert_eq!(sweep::is_small(object), row[1] == "small", "{row:?}");
        assert_eq!(Sought::from(object).is_small(), row[1] == "small", "by size: {row:?}");
        let factors = if row[1] == "small" { [1.0, 0.5, 0.25] } else { [1.0, 0.9, 0.9] };
        // Wind [kn], sea [m] and which band: the worse of the two, each limit in the better band.
        for (wind_kn, sea_m, band) in [
            (0.0, 0.0, 0),
            (15.0, 1.0, 0),
            (15.1, 0.0, 1),
            (25.0, 1.5, 1),
            (0.0, 1.1, 1),
            (25.1, 0.0, 2),
            (3.0, 1.6, 2),
        ] {
            assert_eq!(sweep::weather_factor(object, mps(wind_kn), sea_m), factors[band], "{row:?} {wind_kn} {sea_m}");
        }
    }
}

#[test]
fn interpolation_is_a_straight_line_between_neighbours() {
    // Of every object and height: half way between two visibilities of the grid lies half way between the widths.
    for object in SearchObject::all() {
        for (platform, heights, last) in [
            (Platform::SmallBoat, &[8.0, 14.0][..], 6),
            (Platform::Helicopter, &sweep::ALTITUDES_FT[..], 7),
            (Platform::FixedWing, &sweep::ALTITUDES_FT[..], 7),
        ] {
            let width = |h, v| uncorrected_nmi(object.name(), platform, h, v);
            for pair in sweep::VISIBILITIES_NMI[..last].windows(2) {
                let middle = width(heights[0], (pair[0] + pair[1]) / 2.0);
                assert!((middle - (width(heights[0], pair[0]) + width(heights[0], pair[1])) / 2.0).abs() < 1e-9);
            }
            for pair in heights.windows(2) {
                let middle = width((pair[0] + pair[1]) / 2.0, 10.0);
                assert!((middle - (width(pair[0], 10.0) + width(pair[1], 10.0)) / 2.0).abs() < 1e-9);
            }
        }
        if let ObjectKind::Boat(length_m) = object.kind() {
            assert!(length_m > 4.0);
        }
    }
}
