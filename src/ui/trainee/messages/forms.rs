//! The MAYDAY relay, the search action plan and the hand-over at the desk: filled from what is known, every field open.

use egui::{DragValue, Ui};

use crate::base::ids::PlaceId;
use crate::base::quantity::{knots, metres, mps, nmi};
use crate::picture::{self, CaseView};
use crate::plan;
use crate::scenario::{Channel, Nature, Phase};
use crate::sim::disembarkation::DisembarkationRequest;
use crate::sim::forms::{Form, HandOver, MaydayRelay, SearchActionPlan};
use crate::ui::field::PositionField;
use crate::ui::words;

use super::super::desk::DeskData;
use super::super::kit;
use super::kinds::Kind;

/// A form as it stands, filled from what the desk knows. None for what is no such form.
pub(in super::super) fn filled(desk: &DeskData<'_>, kind: Kind, view: &CaseView) -> Option<Form> {
    let (case, seats) = (view.case, &desk.briefing.seats);
    let best = desk.best(case).map(|told| told.reported);
    Some(match kind {
        Kind::Relay => {
            let mut relay = picture::mayday_relay(desk.picture, case, seats)?;
            relay.position = best.or(relay.position);
            Form::MaydayRelay(relay)
        }
        Kind::Plan => {
            let mut form = picture::search_action_plan(desk.picture, case, seats)?;
            plan::complete(&mut form, desk.picture, &desk.briefing.forecast, desk.briefing.start);
            Form::SearchActionPlan(form)
        }
        Kind::HandOver | Kind::Coordinate => {
            let mut over = picture::hand_over(desk.picture, case)?;
            over.position = best.or(over.position);
            Form::HandOver(over)
        }
        Kind::Land => {
            let unit = desk.picture.srus.iter().find(|unit| unit.survivors > 0 && unit.case == Some(case))?;
            // The composer puts the port in that is asked for.
            let (place, brief) = (PlaceId(0), desk.briefing);
            let form = picture::disembarkation_request(desk.picture, unit.sru, place, &brief.parties, &brief.places)?;
            Form::Disembarkation(form)
        }
        _ => return None,
    })
}

/// What a form is being written with beside its fields: positions as people type them.
#[derive(Debug, Default)]
pub(super) struct Typing {
    centres: Vec<PositionField>,
}

/// The first half of a form's fields, without the casualty's position, which the composer has for all its forms.
pub(super) fn first(ui: &mut Ui, form: &mut Form) {
    match form {
        Form::MaydayRelay(relay) => {
            kit::line(ui, "This is (station)", &mut relay.station, "");
            kit::line(ui, "Vessel in distress", &mut relay.vessel, "name, or as described");
            nature(ui, &mut relay.nature);
            ui.horizontal_wrapped(|ui| aboard(ui, &mut relay.persons));
        }
        Form::SearchActionPlan(plan) => {
            kit::lines(ui, "1 Situation", &mut plan.situation, 2);
            kit::line(ui, "Searched for", &mut plan.object, "");
            ui.horizontal_wrapped(|ui| aboard(ui, &mut plan.persons));
            kit::line(ui, "Also look for", &mut plan.secondary, "");
            kit::lines(ui, "Weather", &mut plan.weather, 2);
            kit::lines(ui, "2 Action", &mut plan.action, 2);
        }
        Form::HandOver(over) => {
            kit::line(ui, "Vessel", &mut over.vessel, "");
            phase(ui, &mut over.phase);
            nature(ui, &mut over.nature);
            ui.horizontal_wrapped(|ui| {
                ui.checkbox(&mut over.capsized, "Capsized");
                aboard(ui, &mut over.persons);
                kit::count(ui, "Recovered alive", &mut over.recovered);
                kit::count(ui, "Recovered dead", &mut over.bodies);
                kit::count(ui, "Landed", &mut over.landed);
            });
        }
        Form::Disembarkation(form) => who_lands(ui, form),
    }
}

/// The second half.
pub(super) fn second(ui: &mut Ui, desk: &DeskData<'_>, form: &mut Form, typing: &mut Typing) {
    match form {
        Form::MaydayRelay(relay) => self::relay(ui, relay),
        Form::SearchActionPlan(plan) => action_plan(ui, desk, plan, typing),
        Form::HandOver(over) => hand_over(ui, desk, over),
        Form::Disembarkation(form) => disembarkation(ui, desk, form),
    }
}

fn relay(ui: &mut Ui, form: &mut MaydayRelay) {
    kit::line(ui, "Description", &mut form.description, "colour, length, what else is known");
    kit::line(ui, "Assistance needed", &mut form.assistance, "");
    kit::line(ui, "Report to", &mut form.report_to, "");
    let by = [Channel::Phone, Channel::Text, Channel::Radio].map(|by| (by, words::channel(by).to_owned()));
    kit::choice(ui, "Reply by", &mut form.reply_by, &by);
    kit::lines(ui, "Text", &mut form.text, 2);
}

fn action_plan(ui: &mut Ui, desk: &DeskData<'_>, form: &mut SearchActionPlan, typing: &mut Typing) {
    kit::heading(ui, "3, 4 Searches");
    if form.searches.is_empty() {
        kit::small(ui, desk.theme, "No unit you see searches for this case, or is ordered to.");
    }
    if typing.centres.len() != form.searches.len() {
        typing.centres = form
            .searches
            .iter()
            .map(|line| {
                let mut field = PositionField::default();
                field.set(line.area.centre);
                field
            })
            .collect();
    }
    let mut left_out = None;
    for (i, line) in form.searches.iter_mut().enumerate() {
        let title = format!(
            "{}: {} {} by {}",
            line.unit,
            line.pattern.code(),
            words::distance(line.area.length_m),
            words::distance(line.area.width_m)
        );
        egui::CollapsingHeader::new(title).id_salt(("plan line", i)).show(ui, |ui| {
            kit::line(ui, "Unit", &mut line.unit, "");
            if let Some(field) = typing.centres.get_mut(i)
                && let Some(centre) = field.show(ui, "Centre of the area", desk.theme)
            {
                // What is shown is rounded: as long as nobody changes it, the area stays where it is.
                if centre.distance_m(line.area.centre) > 200.0 {
                    line.area.centre = centre;
                }
            }
            ui.horizontal_wrapped(|ui| {
                miles(ui, "Length", &mut line.area.length_m);
                miles(ui, "Width", &mut line.area.width_m);
                number(ui, "Axis", &mut line.area.axis_true_deg, 0.0..=360.0, "°");
                miles(ui, "Track spacing", &mut line.spacing_m);
                let mut speed = knots(line.speed_mps);
                number(ui, "Speed", &mut speed, 1.0..=500.0, " kn");
                line.speed_mps = mps(speed);
            });
            let (from, until) = (words::dtg(desk.briefing, line.from), words::dtg(desk.briefing, line.until));
            kit::fact(ui, desk.theme, "On scene", format!("{from} to {until}"));
            if let Some(width_m) = line.sweep_width_m {
                kit::fact(ui, desk.theme, "Sweep width", words::distance(width_m));
            }
            if kit::press(ui, "Leave out", &format!("Leave the search of {} out", line.unit)) {
                left_out = Some(i);
            }
        });
    }
    if let Some(i) = left_out {
        form.searches.remove(i);
        typing.centres.clear();
    }
    kit::line(ui, "5 Mission co-ordinator", &mut form.coordinator, "");
    kit::line(ui, "On-scene co-ordinator", &mut form.on_scene, "nobody");
    kit::line(ui, "6 Communications", &mut form.communications, "");
    ui.horizontal_wrapped(|ui| kit::count(ui, "7 Situation report every so many hours", &mut form.sitrep_every_h));
    kit::lines(ui, "Text", &mut form.text, 2);
}

/// Who is aboard, and since when.
fn who_lands(ui: &mut Ui, form: &mut DisembarkationRequest) {
    kit::line(ui, "Ship", &mut form.ship, "");
    kit::line(ui, "Flag", &mut form.flag, "");
    kit::line(ui, "Next port", &mut form.next_port, "none");
    for (label, number) in [
        ("Women", &mut form.women),
        ("Men", &mut form.men),
        ("Children", &mut form.children),
        ("Need a doctor", &mut form.injured),
        ("Days at sea before", &mut form.days_at_sea),
        ("Hours of water", &mut form.water_h),
        ("Hours of food", &mut form.food_h),
    ] {
        ui.horizontal_wrapped(|ui| kit::optional_count(ui, &format!("{label} known"), label, number));
    }
    ui.horizontal_wrapped(|ui| kit::count(ui, "Dead aboard", &mut form.dead));
}

/// What presses, and whom people flee from.
fn disembarkation(ui: &mut Ui, desk: &DeskData<'_>, form: &mut DisembarkationRequest) {
    if let Some(by) = form.relief_by {
        kit::fact(ui, desk.theme, "To be off the ship by", words::dtg(desk.briefing, by));
    }
    kit::line(ui, "The master's limits", &mut form.limits, "room, crew, schedule");
    for state in plan::states(desk.briefing, desk.picture.party) {
        let mut said = form.feared.contains(&state);
        let name = words::party_name(desk.briefing, state);
        if ui.checkbox(&mut said, format!("People aboard say they flee from {name}")).changed() {
            form.feared.retain(|other| *other != state);
            form.feared.extend(said.then_some(state));
        }
    }
    kit::lines(ui, "Text", &mut form.text, 2);
}

fn hand_over(ui: &mut Ui, desk: &DeskData<'_>, form: &mut HandOver) {
    let mut left_out = None;
    for (i, unit) in form.units.iter_mut().enumerate() {
        ui.push_id(("unit", i), |ui| {
            kit::line(ui, &format!("{} is", unit.unit), &mut unit.doing, "");
            ui.horizontal_wrapped(|ui| {
                kit::count(ui, "survivors aboard", &mut unit.survivors);
                if kit::press(ui, "Leave out", &format!("Leave {} out", unit.unit)) {
                    left_out = Some(i);
                }
            });
        });
    }
    left_out.map(|i| form.units.remove(i));
    let mut left_out = None;
    for (i, search) in form.searches.iter().enumerate() {
        ui.horizontal_wrapped(|ui| {
            let ended = match (search.ended_at, search.completed) {
                (None, _) => "goes on".to_owned(),
                (Some(at), true) => format!("completed {}", words::clock(desk.briefing, at)),
                (Some(at), false) => format!("left {}", words::clock(desk.briefing, at)),
            };
            ui.label(format!(
                "{} searched {} by {} about {} from {}, {ended}",
                search.unit,
                words::distance(search.area.length_m),
                words::distance(search.area.width_m),
                search.area.centre,
                words::clock(desk.briefing, search.began_at)
            ));
            if kit::press(ui, "Leave out", &format!("Leave search {} out", i + 1)) {
                left_out = Some(i);
            }
        });
    }
    left_out.map(|i| form.searches.remove(i));
    kit::lines(ui, "Done so far, and still open", &mut form.actions, 2);
    kit::lines(ui, "Text", &mut form.text, 2);
}

/// The phase declared, or none.
pub(super) fn phase(ui: &mut Ui, phase: &mut Option<Phase>) {
    let options = [
        (None, "no phase declared".to_owned()),
        (Some(Phase::Uncertainty), words::phase(Phase::Uncertainty).to_owned()),
        (Some(Phase::Alert), words::phase(Phase::Alert).to_owned()),
        (Some(Phase::Distress), words::phase(Phase::Distress).to_owned()),
    ];
    kit::choice(ui, "Phase", phase, &options);
}

fn nature(ui: &mut Ui, nature: &mut Nature) {
    let all = [Nature::Enquiry, Nature::Concern, Nature::EngineTrouble, Nature::TakingWater, Nature::Sinking];
    kit::choice(ui, "Nature", nature, &all.map(|nature| (nature, words::sentence(words::nature(nature)))));
}

fn aboard(ui: &mut Ui, persons: &mut Option<u32>) {
    kit::optional_count(ui, "Number aboard known", "Persons aboard", persons);
}

fn miles(ui: &mut Ui, label: &str, value_m: &mut f64) {
    let mut value = nmi(*value_m);
    number(ui, label, &mut value, 0.1..=500.0, " NM");
    if (value - nmi(*value_m)).abs() > 1e-6 {
        *value_m = metres(value);
    }
}

fn number(ui: &mut Ui, label: &str, value: &mut f64, range: std::ops::RangeInclusive<f64>, unit: &str) {
    kit::keep_together(ui, label);
    let heading = ui.add(egui::Label::new(label).extend());
    let field = DragValue::new(value).range(range).speed(0.1).max_decimals(1).suffix(unit);
    let response = ui.add(field).labelled_by(heading.id);
    kit::named(ui, &response, label);
}
