//! `sarex pattern`: the legs of a search pattern, with times, and as a route for a chart plotter.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use serde::Serialize;

use super::{gpx, notation, say};
use crate::base::quantity::{metres, mps, nmi};
use crate::base::{Position, math};
use crate::sar::area::square_nmi;
use crate::sar::detection::{pod_inverse_cube, pod_random};
use crate::sar::pattern::{self, Legs, MOST_LEGS, MOST_SQUARE_LEGS, Pattern, Rectangle};
use crate::sar::planning::USEFUL_SEARCH_TIME;
use crate::sar::track::{legs_at, with_drift};

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  sarex pattern PS --centre 05-36N,094-48E --length-nmi 20 --width-nmi 10 --axis 296 --spacing-nmi 2.5 --speed-kn 90
  sarex pattern SS --datum -8.6,105.4 --spacing-nmi 1 --legs 12 --heading 90 --speed-kn 12
  sarex pattern VS --datum -8.6,105.4 --radius-nmi 5 --heading 30 --speed-kn 12 --second
  sarex pattern TS --track -8.6,105.4 -8.2,105.9 --spacing-nmi 2 --return --speed-kn 140 --gpx track.gpx")]
pub(super) struct Arguments {
    /// PS parallel sweep, CS creeping line, SS expanding square, VS sector, TS track line
    #[arg(value_name = "PS|CS|SS|VS|TS")]
    pattern: String,
    /// PS, CS: centre of the area; SS, VS: where the pattern begins. Any notation
    #[arg(long, visible_alias = "centre", alias = "center", value_name = "LAT,LON", allow_hyphen_values = true)]
    datum: Option<String>,
    /// PS, CS: extent of the area along its axis (NM)
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    length_nmi: Option<f64>,
    /// PS, CS: extent across the axis (NM)
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    width_nmi: Option<f64>,
    /// PS, CS: direction of the axis (degrees true); north if left out
    #[arg(long, value_name = "DEG", allow_hyphen_values = true)]
    axis: Option<f64>,
    /// Track spacing (NM); not for VS
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    spacing_nmi: Option<f64>,
    /// PS, CS: where the unit comes from; it commences at the nearest corner
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    start: Option<String>,
    /// PS, CS: the corner to commence at: NE, SE, SW, NW or N, E, S, W
    #[arg(long, value_name = "CORNER", conflicts_with = "start")]
    csp: Option<String>,
    /// SS: number of legs
    #[arg(long, value_name = "N")]
    legs: Option<u32>,
    /// VS: radius (NM)
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    radius_nmi: Option<f64>,
    /// SS, VS: course of the first leg (degrees true); north if left out
    #[arg(long, value_name = "DEG", allow_hyphen_values = true)]
    heading: Option<f64>,
    /// SS, VS: the second unit's, or the second run's: turned by 45 (SS) or 30 degrees (VS)
    #[arg(long)]
    second: bool,
    /// TS: the route, two positions or more
    #[arg(long, value_name = "LAT,LON", num_args = 1..)]
    track: Vec<String>,
    /// TS: out on one side of the route and back on the other; without it three passes that end at the far end
    #[arg(long = "return")]
    returns: bool,
    /// Search speed over ground (kn): gives the times
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    speed_kn: Option<f64>,
    /// The pattern goes with a drift towards this direction (degrees true)
    #[arg(long, value_name = "DEG", allow_hyphen_values = true, requires_all = ["drift_kn", "speed_kn"])]
    set: Option<f64>,
    /// of this speed (kn)
    #[arg(long, value_name = "N", allow_hyphen_values = true, requires = "set")]
    drift_kn: Option<f64>,
    /// Sweep width (NM): gives coverage and probability of detection
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    sweep_width_nmi: Option<f64>,
    /// Write the track as a GPX 1.1 route
    #[arg(long, value_name = "FILE")]
    gpx: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// A place as numbers and as a mariner writes it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Place {
    lat_deg: f64,
    lon_deg: f64,
    text: String,
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        let digits = |degrees: f64| (degrees * 1e7).round() / 1e7;
        Self { lat_deg: digits(position.lat_deg()), lon_deg: digits(position.lon_deg()), text: position.to_string() }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

#[derive(Debug, Serialize)]
struct Row {
    number: usize,
    kind: &'static str,
    from: Place,
    to: Place,
    course_true_deg: f64,
    length_nmi: f64,
    time_min: Option<f64>,
    done_min: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Answer {
    exercise: bool,
    pattern: &'static str,
    name: &'static str,
    variant: &'static str,
    commence_search_point: Place,
    ends_at: Place,
    legs: Vec<Row>,
    total_length_nmi: f64,
    speed_kn: Option<f64>,
    total_time_h: Option<f64>,
    /// With turns and the investigation of sightings, which take 15 % of the time on scene.
    on_scene_h: Option<f64>,
    area_nmi2: f64,
    track_spacing_nmi: Option<f64>,
    sweep_width_nmi: Option<f64>,
    coverage: Option<f64>,
    pod_normal: Option<f64>,
    pod_ideal: Option<f64>,
    notes: Vec<String>,
}

/// A pattern laid out, before the drift.
struct Laid {
    track: Legs,
    variant: &'static str,
    /// Legs that lead from one searching leg to the next.
    crossings: Vec<usize>,
    area_m2: f64,
    spacing_m: Option<f64>,
    notes: Vec<String>,
}

/// The largest extent of anything typed here \[NM\].
const MOST_NMI: f64 = 2000.0;

pub(super) fn pattern(arguments: &Arguments) -> Result<ExitCode> {
    let pattern = Pattern::parse(&arguments.pattern).map_err(|why| anyhow!("{why}"))?;
    foreign(pattern, arguments)?;
    let laid = match pattern {
        Pattern::ParallelSweep | Pattern::CreepingLine => ladder(pattern, arguments)?,
        Pattern::ExpandingSquare => square(arguments)?,
        Pattern::Sector => sector(arguments)?,
        Pattern::TrackLine => track_line(arguments)?,
    };
    let (track, answer) = answer(pattern, arguments, laid)?;
    if let Some(path) = &arguments.gpx {
        let name = |i: usize| if i == 0 { "CSP".to_owned() } else { format!("{}{i}", pattern.code()) };
        let points: Vec<(String, Position)> =
            track.waypoints.iter().enumerate().map(|(i, position)| (name(i), *position)).collect();
        let description = format!("{} of {:.1} NM, commence at {}", answer.name, answer.total_length_nmi, points[0].1);
        let file = gpx::route(&format!("{} {}", pattern.code(), answer.name), &description, &points)?;
        std::fs::write(path, file).with_context(|| format!("--gpx {} could not be written", path.display()))?;
    }
    say(&if arguments.json { serde_json::to_string_pretty(&answer)? } else { lines(&answer) })?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses what means nothing for a pattern, so that no one believes it was heeded.
fn foreign(pattern: Pattern, a: &Arguments) -> Result<()> {
    use Pattern::{CreepingLine, ExpandingSquare, ParallelSweep, Sector, TrackLine};
    let all: [(&str, bool, &[Pattern]); 11] = [
        ("--datum (or --centre)", a.datum.is_some(), &[ParallelSweep, CreepingLine, ExpandingSquare, Sector]),
        ("--length-nmi", a.length_nmi.is_some(), &[ParallelSweep, CreepingLine]),
        ("--width-nmi", a.width_nmi.is_some(), &[ParallelSweep, CreepingLine]),
        ("--axis", a.axis.is_some(), &[ParallelSweep, CreepingLine]),
        ("--start", a.start.is_some(), &[ParallelSweep, CreepingLine]),
        ("--csp", a.csp.is_some(), &[ParallelSweep, CreepingLine]),
        ("--spacing-nmi", a.spacing_nmi.is_some(), &[ParallelSweep, CreepingLine, ExpandingSquare, TrackLine]),
        ("--legs", a.legs.is_some(), &[ExpandingSquare]),
        ("--radius-nmi", a.radius_nmi.is_some(), &[Sector]),
        ("--heading", a.heading.is_some(), &[ExpandingSquare, Sector]),
        ("--second", a.second, &[ExpandingSquare, Sector]),
    ];
    let track: [(&str, bool, &[Pattern]); 2] =
        [("--track", !a.track.is_empty(), &[TrackLine]), ("--return", a.returns, &[TrackLine])];
    for (flag, given, of) in all.into_iter().chain(track) {
        if given && !of.contains(&pattern) {
            let codes: Vec<&str> = of.iter().map(|p| p.code()).collect();
            bail!(
                "{flag} means nothing for {} ({}); it is for {}. Leave it out",
                pattern.code(),
                pattern.name(),
                codes.join(", ")
            );
        }
    }
    Ok(())
}

fn needed<T>(value: Option<T>, pattern: &str, flag: &str, example: &str) -> Result<T> {
    value.ok_or_else(|| anyhow!("{pattern} needs {flag}; type it as in \"{flag} {example}\""))
}

fn datum(arguments: &Arguments, code: &str, flag: &str) -> Result<Position> {
    notation::position(flag, &needed(arguments.datum.clone(), code, flag, "-8.6,105.4")?)
}

fn spacing_m(arguments: &Arguments, code: &str) -> Result<f64> {
    let spacing = needed(arguments.spacing_nmi, code, "--spacing-nmi", "2.5")?;
    Ok(metres(notation::positive("--spacing-nmi", spacing, MOST_NMI)?))
}

/// Degrees true, brought into 0 to 360; north when left out.
fn degrees(flag: &str, value: Option<f64>) -> Result<f64> {
    Ok(math::wrap_360(notation::number(flag, value.unwrap_or(0.0), -360.0, 360.0)?))
}

fn ladder(pattern: Pattern, arguments: &Arguments) -> Result<Laid> {
    let code = pattern.code();
    let side = |value, flag: &str| -> Result<f64> {
        Ok(metres(notation::positive(flag, needed(value, code, flag, "10")?, MOST_NMI)?))
    };
    let area = Rectangle {
        centre: datum(arguments, code, "--centre")?,
        length_m: side(arguments.length_nmi, "--length-nmi")?,
        width_m: side(arguments.width_nmi, "--width-nmi")?,
        axis_true_deg: degrees("--axis", arguments.axis)?,
    };
    let spacing_m = spacing_m(arguments, code)?;
    let (long, short) = (area.length_m.max(area.width_m), area.length_m.min(area.width_m));
    let (leg_side, creep_side) = if pattern == Pattern::ParallelSweep { (long, short) } else { (short, long) };
    if spacing_m > short * (1.0 + 1e-9) || spacing_m >= leg_side {
        bail!(
            "--spacing-nmi {:.2}: a leg is its side of the area ({:.2} NM) less one spacing, and the shorter side is {:.2} \
             NM; type less than that",
            nmi(spacing_m),
            nmi(leg_side),
            nmi(short)
        );
    }
    if creep_side / spacing_m > MOST_LEGS {
        bail!(
            "--spacing-nmi {}: that is more than {MOST_LEGS:.0} legs; type at least {:.3}",
            nmi(spacing_m),
            nmi(creep_side / MOST_LEGS)
        );
    }
    let mut notes = Vec::new();
    let from = match (&arguments.start, &arguments.csp) {
        (Some(start), _) => notation::position("--start", start)?,
        (None, corner) => {
            let bearing = compass(corner.as_deref().unwrap_or("SW"))?;
            if corner.is_none() {
                notes.push("Neither --start nor --csp is given: it commences at the south-western corner.".to_owned());
            }
            area.centre.destination(bearing, 10.0 * long)
        }
    };
    let track = if pattern == Pattern::ParallelSweep {
        pattern::parallel_sweep(&area, spacing_m, from)
    } else {
        pattern::creeping_line(&area, spacing_m, from)
    };
    let legs = (track.waypoints.len() / 2) as f64;
    let off = creep_side - legs * spacing_m;
    if off.abs() > 0.01 * spacing_m {
        notes.push(format!(
            "{legs} legs {:.2} NM apart sweep {:.2} NM of a side of {:.2} NM; with --spacing-nmi {:.3} they fill it.",
            nmi(spacing_m),
            nmi(legs * spacing_m),
            nmi(creep_side),
            nmi(creep_side / legs)
        ));
    }
    Ok(Laid {
        crossings: (1..track.waypoints.len()).step_by(2).collect(),
        track,
        variant: if pattern == Pattern::ParallelSweep {
            "legs along the longer side"
        } else {
            "legs along the shorter side"
        },
        area_m2: area.area_m2(),
        spacing_m: Some(spacing_m),
        notes,
    })
}

fn compass(text: &str) -> Result<f64> {
    let points = [
        ("N", 0.0),
        ("NE", 45.0),
        ("E", 90.0),
        ("SE", 135.0),
        ("S", 180.0),
        ("SW", 225.0),
        ("W", 270.0),
        ("NW", 315.0),
    ];
    let found = points.iter().find(|(name, _)| name.eq_ignore_ascii_case(text.trim()));
    // A little off the bisector, so that of two corners as near the one clockwise is taken.
    found.map(|(_, bearing)| bearing + 0.01).ok_or_else(|| {
        anyhow!("--csp \"{text}\" is no corner; type NE, SE, SW, NW or N, E, S, W, or give --start LAT,LON")
    })
}

fn square(arguments: &Arguments) -> Result<Laid> {
    let datum = datum(arguments, "SS", "--datum")?;
    let spacing_m = spacing_m(arguments, "SS")?;
    let legs = needed(arguments.legs, "SS", "--legs", "12")?;
    if !(1..=MOST_SQUARE_LEGS).contains(&legs) {
        bail!("--legs {legs}: type a whole number from 1 to {MOST_SQUARE_LEGS}");
    }
    let turned = if arguments.second { pattern::SECOND_SQUARE_DEG } else { 0.0 };
    let heading = degrees("--heading", arguments.heading)? + turned;
    let rings = f64::from(legs / 2) + 1.0;
    let other = if legs.is_multiple_of(2) { rings } else { rings + 1.0 };
    if nmi(rings * spacing_m) > MOST_NMI {
        bail!(
            "--legs {legs} at --spacing-nmi {}: the square is wider than {MOST_NMI} NM; type fewer legs",
            nmi(spacing_m)
        );
    }
    Ok(Laid {
        track: pattern::expanding_square_of(datum, spacing_m, heading, legs),
        variant: if arguments.second { "second unit, turned 45 degrees" } else { "first unit" },
        crossings: Vec::new(),
        area_m2: rings * other * spacing_m * spacing_m,
        spacing_m: Some(spacing_m),
        notes: vec!["The area counts half a spacing outside the track.".to_owned()],
    })
}

fn sector(arguments: &Arguments) -> Result<Laid> {
    let datum = datum(arguments, "VS", "--datum")?;
    let radius = needed(arguments.radius_nmi, "VS", "--radius-nmi", "5")?;
    let radius_m = metres(notation::positive("--radius-nmi", radius, 100.0)?);
    let turned = if arguments.second { pattern::SECOND_SECTOR_DEG } else { 0.0 };
    let heading = degrees("--heading", arguments.heading)? + turned;
    let mut notes =
        vec!["The area is the circle; coverage is its mean and many times that about the datum.".to_owned()];
    if !(2.0..=30.0).contains(&radius) {
        notes.push("Usual radii: 2 to 5 NM for vessels, 5 to 20 NM (30 at most) for aircraft (JP 3-50).".to_owned());
    }
    Ok(Laid {
        track: pattern::sector(datum, radius_m, heading),
        variant: if arguments.second { "second run, turned 30 degrees" } else { "first run" },
        crossings: Vec::new(),
        area_m2: math::PI * radius_m * radius_m,
        spacing_m: None,
        notes,
    })
}

fn track_line(arguments: &Arguments) -> Result<Laid> {
    let mut route = Vec::new();
    for text in arguments.track.iter().flat_map(|text| text.split(';')).filter(|text| !text.trim().is_empty()) {
        route.push(notation::position("--track", text)?);
    }
    if route.len() < 2 {
        bail!("TS needs --track with two positions or more; type it as in \"--track -8.6,105.4 -8.2,105.9\"");
    }
    if let Some(pair) = route.windows(2).find(|pair| pair[0].distance_m(pair[1]) < 1.0) {
        bail!("--track: {} follows upon itself; type each turn once", pair[0]);
    }
    let spacing_m = spacing_m(arguments, "TS")?;
    let base_m: f64 = route.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
    let n = route.len();
    let (track, variant, passes, crossings) = if arguments.returns {
        (pattern::track_line(&route, spacing_m), "return", 2.0, vec![n - 1])
    } else {
        (pattern::track_line_on(&route, spacing_m), "non-return", 3.0, vec![n - 1, 2 * n - 1])
    };
    Ok(Laid {
        track,
        variant,
        crossings,
        area_m2: base_m * passes * spacing_m,
        spacing_m: Some(spacing_m),
        notes: Vec::new(),
    })
}

fn answer(pattern: Pattern, arguments: &Arguments, laid: Laid) -> Result<(Legs, Answer)> {
    let speed_kn = arguments.speed_kn.map(|speed| notation::positive("--speed-kn", speed, 2000.0)).transpose()?;
    let sweep_nmi =
        arguments.sweep_width_nmi.map(|width| notation::positive("--sweep-width-nmi", width, MOST_NMI)).transpose()?;
    let mut notes = laid.notes;
    let track = match (arguments.set, arguments.drift_kn, speed_kn) {
        (Some(set), Some(drift_kn), Some(speed_kn)) => {
            let set = degrees("--set", Some(set))?;
            let drift = mps(notation::number("--drift-kn", drift_kn, 0.0, 100.0)?);
            let (s, c) = math::sin_cos(set.to_radians());
            notes.push(format!(
                "The pattern goes with a drift towards {set:03.0} at {drift_kn} kn from the moment it is commenced."
            ));
            with_drift(&laid.track, mps(speed_kn), (drift * s, drift * c))
                .map_err(|why| anyhow!("--drift-kn: {why}"))?
        }
        _ => laid.track.clone(),
    };
    let (Some(first), Some(last)) = (track.waypoints.first(), track.waypoints.last()) else {
        bail!("the pattern has no leg; type a larger area");
    };
    // Without a speed the legs are the same and their times are left out.
    let minutes = |seconds: f64| speed_kn.map(|_| round(seconds / 60.0, 100.0));
    let legs: Vec<Row> = legs_at(&track, mps(speed_kn.unwrap_or(1.0)))
        .into_iter()
        .enumerate()
        .map(|(i, leg)| Row {
            number: i + 1,
            kind: if laid.crossings.contains(&i) { "cross-leg" } else { "leg" },
            from: leg.from.into(),
            to: leg.to.into(),
            course_true_deg: round(leg.course_true_deg, 100.0) % 360.0,
            length_nmi: round(nmi(leg.length_m), 1e4),
            time_min: minutes(leg.seconds),
            done_min: minutes(leg.done_s),
        })
        .collect();
    // Mean coverage is effort over area; where legs are evenly spaced it is W / S.
    let coverage = sweep_nmi.map(|width| match laid.spacing_m {
        Some(spacing_m) => width / nmi(spacing_m),
        None => metres(width) * laid.track.length_m / laid.area_m2,
    });
    let total_h = speed_kn.map(|speed| nmi(track.length_m) / speed);
    let answer = Answer {
        exercise: true,
        pattern: pattern.code(),
        name: pattern.name(),
        variant: laid.variant,
        commence_search_point: (*first).into(),
        ends_at: (*last).into(),
        legs,
        total_length_nmi: round(nmi(track.length_m), 1e4),
        speed_kn,
        total_time_h: total_h.map(|hours| round(hours, 1e4)),
        on_scene_h: total_h.map(|hours| round(hours / USEFUL_SEARCH_TIME, 1e4)),
        area_nmi2: round(square_nmi(laid.area_m2), 1e4),
        track_spacing_nmi: laid.spacing_m.map(|m| round(nmi(m), 1e6)),
        sweep_width_nmi: sweep_nmi,
        coverage: coverage.map(|c| round(c, 1e6)),
        pod_normal: coverage.map(|c| round(pod_random(c), 1e6)),
        pod_ideal: coverage.map(|c| round(pod_inverse_cube(c), 1e6)),
        notes,
    };
    Ok((track, answer))
}

fn round(value: f64, per_unit: f64) -> f64 {
    (value * per_unit).round() / per_unit
}

fn lines(answer: &Answer) -> String {
    let mut text = format!(
        "EXERCISE  {} {}, {}\n\n  CSP   {}\n",
        answer.pattern, answer.name, answer.variant, answer.commence_search_point
    );
    for leg in &answer.legs {
        let times = match (leg.time_min, leg.done_min) {
            (Some(time), Some(done)) => {
                format!("  {time:>6.1} min  {:>3.0}:{:02.0}", (done / 60.0).floor(), (done % 60.0).floor())
            }
            _ => String::new(),
        };
        let kind = if leg.kind == "cross-leg" { "  cross-leg" } else { "" };
        text += &format!(
            "  {:>3}   {}  {:05.1}  {:>7.2} NM{times}{kind}\n",
            leg.number, leg.to, leg.course_true_deg, leg.length_nmi
        );
    }
    text += &format!("\n  Length {:.1} NM", answer.total_length_nmi);
    if let (Some(hours), Some(on_scene), Some(speed)) = (answer.total_time_h, answer.on_scene_h, answer.speed_kn) {
        text += &format!(", {hours:.2} h at {speed} kn ({on_scene:.2} h with turns and sightings)");
    }
    text += &format!("; area {:.1} NM2", answer.area_nmi2);
    if let Some(spacing) = answer.track_spacing_nmi {
        text += &format!("; track spacing {spacing} NM");
    }
    text += "\n";
    if let (Some(width), Some(c), Some(normal), Some(ideal)) =
        (answer.sweep_width_nmi, answer.coverage, answer.pod_normal, answer.pod_ideal)
    {
        text += &format!(
            "  Sweep width {width} NM: coverage {c:.2}, POD {:.0} % (normal conditions), {:.0} % (ideal)\n",
            100.0 * normal,
            100.0 * ideal
        );
    }
    for note in &answer.notes {
        text += &format!("  {note}\n");
    }
    text
}
