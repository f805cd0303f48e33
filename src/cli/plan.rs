//! `sarex plan`: the search a seat could order at a moment of a recording; or, without one, the area to search about a
//! datum by worksheet.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use serde::Serialize;

use super::pattern::Place;
use super::{notation, planned, say};
use crate::base::quantity::{metres, nmi};
use crate::sar::area::{AreaSearch, search_area, square_metres, square_nmi};
use crate::sar::planning::{Datum, SearchConditions};

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  sarex plan run.sarex --at 12h --seat rcc-jakarta
  sarex plan --datum 08-36S,105-24E --error-nmi 10 --effort-nmi2 1000
  sarex plan --datum -8.6,105.4 --line -8.2,105.9 --error-nmi 6 --effort-nmi2 800 --conditions ideal --json")]
pub(super) struct Arguments {
    /// A recording, to plan with what a seat knew
    #[arg(value_name = "RUN.sarex", conflicts_with_all = ["datum", "error_nmi", "effort_nmi2", "line"])]
    recording: Option<PathBuf>,
    /// With a recording: when: "31h5m" from the start, "2012-06-20T20:30Z", or "end"
    #[arg(long, value_name = "TIME", default_value = "end")]
    at: String,
    /// With a recording: whose picture, by the seat's id
    #[arg(long, value_name = "SEAT", requires = "recording")]
    seat: Option<String>,
    /// Without: the datum, in any notation
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    datum: Option<String>,
    /// Without: total probable error of the datum (NM)
    #[arg(long, value_name = "E", allow_hyphen_values = true)]
    error_nmi: Option<f64>,
    /// Without: search effort of all units, sweep width x speed x time searching (NM2)
    #[arg(long, value_name = "Z", allow_hyphen_values = true)]
    effort_nmi2: Option<f64>,
    /// Without: the other end of a datum line
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    line: Option<String>,
    /// ideal (good navigation, all corrections 1) or normal
    #[arg(long, value_name = "ideal|normal", default_value = "normal")]
    conditions: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Answer {
    exercise: bool,
    datum: Place,
    line_end: Option<Place>,
    line_length_nmi: Option<f64>,
    conditions: &'static str,
    error_nmi: f64,
    effort_nmi2: f64,
    effort_factor_nmi2: f64,
    relative_effort: f64,
    search_factor: f64,
    radius_nmi: f64,
    area_nmi2: f64,
    centre: Place,
    length_nmi: f64,
    width_nmi: f64,
    axis_true_deg: f64,
    corners: Vec<Place>,
    coverage: f64,
    track_spacing_per_sweep_width: f64,
    pod: f64,
    poc: f64,
    pos: f64,
    optimum_pos: f64,
    efficiency: f64,
}

pub(super) fn plan(arguments: &Arguments) -> Result<ExitCode> {
    let conditions = match arguments.conditions.trim().to_lowercase().as_str() {
        "normal" => SearchConditions::Normal,
        "ideal" => SearchConditions::Ideal,
        _ => bail!("--conditions \"{}\": type ideal or normal", arguments.conditions),
    };
    if let Some(recording) = &arguments.recording {
        let Some(seat) = &arguments.seat else {
            bail!("--seat is missing: whose picture? Type it as in \"--seat rcc-jakarta\"");
        };
        return planned::plan(recording, &arguments.at, seat, conditions, arguments.json);
    }
    let missing = |flag: &str, example: &str| {
        anyhow!("{flag} is missing: type it as in \"{flag} {example}\", or name a recording")
    };
    let datum = arguments.datum.as_ref().ok_or_else(|| missing("--datum", "-8.6,105.4"))?;
    let datum = notation::position("--datum", datum)?;
    let error_nmi = arguments.error_nmi.ok_or_else(|| missing("--error-nmi", "10"))?;
    let effort_nmi2 = arguments.effort_nmi2.ok_or_else(|| missing("--effort-nmi2", "1000"))?;
    let line = arguments.line.as_ref().map(|end| notation::position("--line", end)).transpose()?;
    let plan = search_area(datum, line, metres(error_nmi), square_metres(effort_nmi2), conditions)
        .map_err(|why| anyhow!("{why}"))?;
    let answer = Answer {
        exercise: true,
        datum: datum.into(),
        line_end: line.map(Place::from),
        line_length_nmi: line.map(|end| datum.distance_nmi(end)),
        conditions: if conditions == SearchConditions::Ideal { "ideal" } else { "normal" },
        error_nmi,
        effort_nmi2,
        effort_factor_nmi2: square_nmi(plan.effort_factor_m2),
        relative_effort: plan.relative_effort,
        search_factor: plan.best.factor,
        radius_nmi: nmi(plan.radius_m),
        area_nmi2: square_nmi(plan.area.area_m2()),
        centre: plan.area.centre.into(),
        length_nmi: nmi(plan.area.length_m),
        width_nmi: nmi(plan.area.width_m),
        axis_true_deg: plan.area.axis_true_deg,
        corners: plan.area.corners().into_iter().map(Place::from).collect(),
        coverage: plan.best.coverage,
        track_spacing_per_sweep_width: plan.spacing_m(1.0),
        pod: plan.pod,
        poc: plan.best.poc,
        pos: plan.best.pos,
        optimum_pos: plan.optimum_pos,
        efficiency: plan.efficiency(),
    };
    say(&if arguments.json { serde_json::to_string_pretty(&answer)? } else { lines(&answer, &plan) })?;
    Ok(ExitCode::SUCCESS)
}

fn lines(answer: &Answer, plan: &AreaSearch) -> String {
    let percent = |p: f64| format!("{:.1} %", 100.0 * p);
    let about = match (&answer.line_end, answer.line_length_nmi) {
        (Some(end), Some(length)) => format!("line {} to {end} ({length:.1} NM)", answer.datum),
        _ => format!("datum {}", answer.datum),
    };
    let factor = if plan.datum == Datum::Line { "E x L, L = line + 2 E" } else { "E x E" };
    let extent = format!(
        "{:.1} x {:.1} NM, axis {:03.0}, centre {}",
        answer.length_nmi, answer.width_nmi, answer.axis_true_deg, answer.centre
    );
    let mut text = format!("EXERCISE  Search about {about}, {} conditions\n\n", answer.conditions);
    for (name, value) in [
        ("total probable error", format!("{} NM", answer.error_nmi)),
        ("search effort Z", format!("{} NM2", answer.effort_nmi2)),
        ("effort factor", format!("{:.1} NM2 ({factor})", answer.effort_factor_nmi2)),
        ("relative effort", format!("{:.2}", answer.relative_effort)),
        ("optimal search factor", format!("{:.2}", answer.search_factor)),
        ("search radius", format!("{:.2} NM", answer.radius_nmi)),
        ("area", format!("{:.1} NM2: {extent}", answer.area_nmi2)),
        ("coverage", format!("{:.2}", answer.coverage)),
        ("track spacing", format!("{:.2} x each unit's sweep width", answer.track_spacing_per_sweep_width)),
        ("POC", percent(answer.poc)),
        ("POD", percent(answer.pod)),
        ("POS", percent(answer.pos)),
        ("POS of the optimum", format!("{} for the same effort, spread without limit", percent(answer.optimum_pos))),
        ("efficiency", percent(answer.efficiency)),
    ] {
        text += &format!("  {name:<22} {value}\n");
    }
    text += "\n  Corners\n";
    for corner in &answer.corners {
        text += &format!("  {corner}\n");
    }
    text
}
