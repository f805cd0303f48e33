//! `sarex sweep-width`: how wide a strip a look-out, a sensor or a receiver searches, with every factor.

use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use serde::Serialize;

use super::{notation, say};
use crate::base::quantity::{FOOT_M, metres, mps, nmi};
use crate::sar::sensor::{Sensor, Uncertain, sensor_sweep_width};
use crate::sar::signal::{Signal, signal_sweep_width};
use crate::sar::sought::Sought;
use crate::sar::sweep::{Conditions, Lookout, Platform};
use crate::sar::worksheet::worked;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What is looked for: a name of the tables or any size between, "person in water", "raft 12 person", "power boat
    /// 40 ft"
    #[arg(long, value_name = "NAME")]
    object: String,
    /// What carries the look-out: boat, merchant, helicopter or fixed-wing
    #[arg(long, value_name = "PLATFORM")]
    platform: String,
    /// Altitude, or a boat's height of eye (ft); not needed for a merchant ship
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    height_ft: Option<f64>,
    /// Meteorological visibility (NM)
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    visibility_nmi: f64,
    /// Wind speed (kn)
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    wind_kn: Option<f64>,
    /// Significant wave height (m)
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    sea_m: Option<f64>,
    /// Ground speed (kn); counts for aircraft
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    speed_kn: Option<f64>,
    /// The look-outs are tired
    #[arg(long)]
    tired: bool,
    /// The person is known to wear a lifejacket
    #[arg(long)]
    flotation: bool,
    /// It is dark
    #[arg(long)]
    night: bool,
    /// With what: eye; radar, infrared, night-vision, searchlight; homing-121.5, homing-406, ais-sart, radar-sart;
    /// parachute-flare, hand-flare, smoke, dye, mirror, light
    #[arg(long, value_name = "MEANS", default_value = "eye")]
    by: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// With what is looked.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Means {
    Eye,
    Sensor(Sensor),
    Signal(Signal),
}

#[derive(Debug, Serialize)]
struct Answer {
    object: String,
    platform: &'static str,
    by: String,
    height_ft: Option<f64>,
    visibility_nmi: f64,
    wind_kn: f64,
    sea_m: f64,
    speed_kn: Option<f64>,
    night: bool,
    uncorrected_nmi: f64,
    weather_factor: f64,
    speed_factor: f64,
    fatigue_factor: f64,
    flotation_factor: f64,
    night_factor: f64,
    corrected_nmi: f64,
    least_nmi: Option<f64>,
    most_nmi: Option<f64>,
    provenance: String,
    notes: Vec<String>,
}

pub(super) fn sweep_width(arguments: &Arguments) -> Result<ExitCode> {
    let answer = work(arguments)?;
    let text = if arguments.json { serde_json::to_string_pretty(&answer)? } else { lines(&answer) };
    say(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Platforms by the names people type, the plain one first.
const PLATFORMS: [(&str, Platform); 10] = [
    ("boat", Platform::SmallBoat),
    ("merchant", Platform::Merchant),
    ("helicopter", Platform::Helicopter),
    ("fixed-wing", Platform::FixedWing),
    ("vessel", Platform::Vessel),
    ("ship", Platform::Merchant),
    ("helo", Platform::Helicopter),
    ("aeroplane", Platform::FixedWing),
    ("airplane", Platform::FixedWing),
    ("aircraft", Platform::FixedWing),
];

fn platform(text: &str) -> Result<(Platform, &'static str)> {
    let plain = |t: &str| t.to_lowercase().replace(['_', ' '], "-");
    let wanted = plain(text);
    let known = PLATFORMS.iter().find(|(name, _)| *name == wanted || name.replace('-', "") == wanted);
    let Some((_, platform)) = known else {
        bail!("--platform \"{text}\" is none; type boat, merchant, helicopter or fixed-wing");
    };
    let name = match platform {
        Platform::SmallBoat | Platform::Vessel => "boat",
        Platform::Merchant => "merchant",
        Platform::Helicopter => "helicopter",
        Platform::FixedWing => "fixed-wing",
    };
    Ok((*platform, name))
}

fn sensor_name(sensor: Sensor) -> &'static str {
    match sensor {
        Sensor::Radar => "radar",
        Sensor::Infrared => "infrared",
        Sensor::NightVision => "night-vision",
        Sensor::Searchlight => "searchlight",
        Sensor::DirectionFinder => "direction-finder",
    }
}

fn means(text: &str) -> Result<Means> {
    let wanted = text.trim().to_lowercase();
    let sensors = Sensor::ALL.into_iter().map(|s| (sensor_name(s), Means::Sensor(s)));
    let signals = Signal::ALL.into_iter().map(|s| (s.name(), Means::Signal(s)));
    let all: Vec<(&str, Means)> = std::iter::once(("eye", Means::Eye)).chain(sensors).chain(signals).collect();
    let found = all.iter().find(|(name, _)| *name == wanted).map(|(_, means)| *means);
    found.ok_or_else(|| {
        let nearest = all.iter().max_by(|a, b| strsim::jaro(&wanted, a.0).total_cmp(&strsim::jaro(&wanted, b.0)));
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        let nearest = nearest.map_or("eye", |(name, _)| *name);
        anyhow!("--by \"{text}\" is no means of detection; did you mean \"{nearest}\"? Means: {}", names.join(", "))
    })
}

fn work(arguments: &Arguments) -> Result<Answer> {
    let sought = Sought::parse(&arguments.object).map_err(|why| anyhow!("--object: {why}"))?;
    let (platform, platform_name) = platform(&arguments.platform)?;
    let means = means(&arguments.by)?;
    let at_least_0 = |name: &str, value: Option<f64>| notation::number(name, value.unwrap_or(0.0), 0.0, 1e6);
    let visibility_m = metres(notation::number("--visibility-nmi", arguments.visibility_nmi, 0.0, 1000.0)?);
    let height_ft = match arguments.height_ft {
        Some(height_ft) => Some(notation::number("--height-ft", height_ft, 0.0, 60_000.0)?),
        None if platform == Platform::Merchant => None,
        None => bail!(
            "--height-ft is missing: type the altitude of an aircraft, or a boat's height of eye (the tables have 8 and \
             14 ft)"
        ),
    };
    let (wind_kn, sea_m) = (at_least_0("--wind-kn", arguments.wind_kn)?, at_least_0("--sea-m", arguments.sea_m)?);
    let speed_kn = arguments.speed_kn.map(|speed| notation::number("--speed-kn", speed, 0.0, 2000.0)).transpose()?;
    let conditions = Conditions { visibility_m, wind_mps: mps(wind_kn), wave_height_m: sea_m };
    let lookout = Lookout {
        platform,
        altitude_m: height_ft.unwrap_or(BRIDGE_FT) * FOOT_M,
        ground_speed_mps: mps(speed_kn.unwrap_or(0.0)),
        tired: arguments.tired,
    };
    let mut answer = Answer {
        object: sought.name(),
        platform: platform_name,
        by: arguments.by.trim().to_lowercase(),
        height_ft,
        visibility_nmi: arguments.visibility_nmi,
        wind_kn,
        sea_m,
        speed_kn,
        night: arguments.night,
        uncorrected_nmi: 0.0,
        weather_factor: 1.0,
        speed_factor: 1.0,
        fatigue_factor: 1.0,
        flotation_factor: 1.0,
        night_factor: 1.0,
        corrected_nmi: 0.0,
        least_nmi: None,
        most_nmi: None,
        provenance: String::new(),
        notes: Vec::new(),
    };
    match means {
        Means::Eye => {
            let done =
                worked(&sought, arguments.flotation, &lookout, speed_kn.is_some(), &conditions, !arguments.night);
            let width = done.width;
            answer.uncorrected_nmi = tidy(nmi(width.uncorrected_m));
            answer.weather_factor = width.weather;
            answer.speed_factor = tidy(width.speed);
            answer.fatigue_factor = width.fatigue;
            answer.flotation_factor = width.flotation;
            answer.night_factor = width.night;
            answer.corrected_nmi = tidy(nmi(width.corrected_m));
            answer.notes = done.notes;
            if arguments.wind_kn.is_none() && arguments.sea_m.is_none() {
                answer.notes.push("Weather: neither wind nor sea given; a calm is taken.".to_owned());
            }
            answer.provenance = match platform {
                Platform::Merchant => "IAMSAR Vol. II table N-4 and NATSAR D-5:5 (read)".to_owned(),
                _ => "US Coast Guard Addendum COMDTINST M16130.2F (read in two transcriptions)".to_owned(),
            };
        }
        Means::Sensor(sensor) => {
            // The sensors' classes are coarse: of an object between two rows the smaller counts.
            state(&mut answer, &sensor_sweep_width(sensor, sought.smaller, platform, sea_m));
            if sensor != Sensor::Radar && !arguments.night {
                answer.notes.push("Light: this is for the night; by day the eye does better. Add --night.".to_owned());
            }
            only_by_eye(arguments, &mut answer);
        }
        Means::Signal(signal) => {
            state(&mut answer, &signal_sweep_width(signal, platform, lookout.altitude_m, visibility_m));
            if height_ft.is_none() {
                answer.notes.push(format!("Height: not given; an aerial or eye at {BRIDGE_FT:.0} ft is taken."));
            }
            if !signal.is_for(!arguments.night) {
                let light = if arguments.night { "by day" } else { "at night; add --night" };
                answer.notes.push(format!("Light: it is of use {light}."));
            }
            answer.notes.push("Object: of no effect; what is shown or sent is what is found.".to_owned());
            only_by_eye(arguments, &mut answer);
        }
    }
    Ok(answer)
}

/// Height of a merchant ship's bridge and aerials when none is given \[ft\]; the visual table takes no notice of it.
const BRIDGE_FT: f64 = 50.0;

fn state(answer: &mut Answer, seen: &Uncertain) {
    answer.uncorrected_nmi = tidy(nmi(seen.width_m));
    answer.corrected_nmi = answer.uncorrected_nmi;
    answer.least_nmi = Some(tidy(nmi(seen.least_m)));
    answer.most_nmi = Some(tidy(nmi(seen.most_m)));
    answer.provenance = seen.provenance.to_owned();
}

fn only_by_eye(arguments: &Arguments, answer: &mut Answer) {
    if arguments.tired || arguments.flotation || arguments.speed_kn.is_some() {
        answer.notes.push("Factors: speed, fatigue and flotation correct the eye's width only.".to_owned());
    }
}

/// Without the last digits that metres leave behind: a table's 0.1 NM is printed as 0.1.
fn tidy(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

fn lines(answer: &Answer) -> String {
    let height = answer.height_ft.map_or_else(String::new, |ft| format!(" at {ft} ft"));
    let mut text = format!(
        "EXERCISE  Sweep width: {} from {}{height}, visibility {} NM{}\n\n",
        answer.object,
        match answer.platform {
            "boat" => "a boat",
            "merchant" => "a merchant ship",
            "helicopter" => "a helicopter",
            _ => "an aeroplane",
        },
        answer.visibility_nmi,
        if answer.night { ", night" } else { "" }
    );
    let mut line = |name: &str, value: String| text += &format!("  {name:<14}{value}\n");
    if answer.least_nmi.is_none() {
        line("uncorrected", format!("{:>7.3} NM", answer.uncorrected_nmi));
        let weather = format!("  (wind {} kn, sea {} m)", answer.wind_kn, answer.sea_m);
        for (name, factor, why) in [
            ("x weather", answer.weather_factor, weather.as_str()),
            ("x speed", answer.speed_factor, ""),
            ("x fatigue", answer.fatigue_factor, ""),
            ("x flotation", answer.flotation_factor, ""),
            ("x night", answer.night_factor, ""),
        ] {
            if name != "x night" || answer.night {
                line(name, format!("{factor:>7.3}{why}"));
            }
        }
        line("corrected", format!("{:>7.3} NM", answer.corrected_nmi));
    } else {
        line("by", answer.by.clone());
        line("sweep width", format!("{:>7.3} NM", answer.corrected_nmi));
    }
    if let (Some(least), Some(most)) = (answer.least_nmi, answer.most_nmi) {
        line("uncertain", format!("{least:>7.3} to {most:.3} NM"));
    }
    text += &format!("\n  From: {}.\n", answer.provenance.trim_end_matches('.'));
    for note in &answer.notes {
        text += &format!("  {note}\n");
    }
    text
}
