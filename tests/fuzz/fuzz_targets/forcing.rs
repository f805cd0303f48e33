//! Any bytes at all as a forcing file: layers or an error in words, never a panic, and never more than is allowed.
//!
//! Files to start from: tests/data/forcing, as the corpus.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sarex::base::Utc;
use sarex::sea::forcing::{MOST_VALUES, Quantity, Window, layers, read};

fuzz_target!(|bytes: &[u8]| {
    let Ok(file) = read("fuzz.nc", bytes.to_vec()) else { return };
    let (from, to) = (Utc(1_340_150_400), Utc(1_340_236_800));
    let window = Window { south_deg: -11.0, north_deg: -9.0, west_deg: 101.0, east_deg: 103.0, from, to };
    let Ok(layers) = layers(&[file], from, &window) else { return };
    for quantity in Quantity::ALL {
        let _ = layers.missing(quantity, &window);
    }
    for layer in layers.wind.iter().chain(&layers.current) {
        assert!(layer.values().len() <= MOST_VALUES);
        assert!(layer.values().iter().flatten().all(|value| value.is_nan() || value.abs() <= 120.0));
    }
});
