//! What became of people, as measures, and the clocks of responsibility.

use crate::base::ids::SeatId;
use crate::scenario::Scenario;

use super::clocks::{ChainStep, Moments};
use super::conduct::{plain, quotient};
use super::model::{Evidence, Exposure, Handover, Measure, Persons, Unit, Vacancy};
use super::people::{People, count};
use super::words::{craft_name, seat_name};

/// Numbers about people.
pub(super) fn outcome(people: &People, persons: Persons, exposure: &[Exposure], moments: &Moments) -> Vec<Measure> {
    let died = people.died();
    let whole = f64::from(persons.at_risk);
    let share = |key: &str, name: &str, part: u32, evidence: Vec<Evidence>| {
        quotient(key, name, f64::from(part), whole, Unit::Share, evidence)
    };
    let persons_of =
        |key: &str, name: &str, n: u32, evidence: &[Evidence]| plain(key, name, f64::from(n), Unit::Persons, evidence);
    let first = |step| moments.event(step, |_, _| true).map(|evidence| evidence.tick);
    let alert = first(ChainStep::Alerted);
    let on_scene = first(ChainStep::OnScene).or_else(|| first(ChainStep::FirstSighted));
    let last_aboard = first(ChainStep::LastRecovered);
    let before_alert = |tick| alert.is_none_or(|alert| tick < alert);
    let before_scene = |tick| !before_alert(tick) && on_scene.is_none_or(|on_scene| tick < on_scene);
    let during = |tick| !before_alert(tick) && !before_scene(tick) && last_aboard.is_some_and(|last| tick <= last);
    let part = |key: &str, name: &str, holds: &dyn Fn(crate::base::Tick) -> bool| {
        let those: Vec<Evidence> = died.iter().filter(|evidence| holds(evidence.tick)).cloned().collect();
        persons_of(key, name, count(those.len()), &those)
    };
    let accounts = people.accounts();
    let (waited_h, waited) = people.waited();
    let lifting = people.recovered.first().zip(people.recovered.last());
    let lifting_h = lifting.map_or(0.0, |(first, last)| last.tick.since(first.tick).as_hours());

    let mut measures = vec![
        share("saved", "At a place of safety, of all aboard", persons.saved, people.saved.clone()),
        share("dead", "Death established, of all aboard", persons.dead, accounts.dead.clone()),
        share("missing", "Not accounted for, of all aboard", persons.missing, accounts.missing()),
        persons_of("missing_died", "Missing: died, body not recovered", persons.missing_died, &accounts.missing_died),
        persons_of(
            "missing_at_sea",
            "Missing: alive at sea when scored",
            persons.missing_at_sea,
            &accounts.missing_at_sea,
        ),
        persons_of(
            "missing_aboard_rescuer",
            "Missing: aboard a rescuer, not landed",
            persons.missing_aboard_rescuer,
            &accounts.missing_aboard_rescuer,
        ),
        persons_of(
            "missing_ashore_unsafe",
            "Missing: ashore, not at a place of safety",
            persons.missing_ashore_unsafe,
            &accounts.missing_ashore_unsafe,
        ),
        share("recovered", "Taken aboard alive, of all aboard", persons.recovered, people.recovered.clone()),
        persons_of("bodies", "Bodies recovered", persons.bodies, &people.bodies),
        share("died", "Died in truth, of all aboard", persons.died, died.clone()),
        part("died_before_alert", "Died before anybody was alerted", &before_alert),
        part("died_before_on_scene", "Died between the alert and the first unit on scene", &before_scene),
        part("died_during_rescue", "Died from then until the last living person was taken aboard", &during),
        part("died_after_rescue", "Died after that", &|tick| {
            !before_alert(tick) && !before_scene(tick) && !during(tick)
        }),
        quotient(
            "immersed_before_recovery",
            "Mean time on a hull or in the water before being taken aboard alive",
            waited_h,
            f64::from(waited),
            Unit::Hours,
            people.recovered.clone(),
        ),
        quotient(
            "recovery_rate",
            "Living persons taken aboard per hour, first to last",
            f64::from(persons.recovered),
            lifting_h,
            Unit::PersonsPerHour,
            people.recovered.clone(),
        ),
    ];
    if !people.fetched.is_empty() {
        let name = "Brought in by land from a shore they had reached by themselves";
        measures.push(persons_of("fetched_by_land", name, count(people.fetched.len()), &people.fetched));
    }
    measures.extend(exposure.iter().map(|cell| {
        let key = format!("person_hours_{}", setting_key(cell.setting));
        let name = format!("Person-hours {}", cell.setting.words());
        plain(&key, &name, cell.person_hours, Unit::PersonHours, &cell.evidence)
    }));
    measures
}

fn setting_key(setting: crate::sim::Setting) -> &'static str {
    match setting {
        crate::sim::Setting::AboardCasualty => "aboard_casualty",
        crate::sim::Setting::InRaft => "in_raft",
        crate::sim::Setting::OnHull => "on_hull",
        crate::sim::Setting::HoldingOn => "holding_on",
        crate::sim::Setting::InWater => "in_water",
        crate::sim::Setting::AboardRescuer => "aboard_rescuer",
        crate::sim::Setting::Ashore => "ashore",
    }
}

/// Times of responsibility.
pub(super) fn responsibility(scenario: &Scenario, vacancies: &[Vacancy], handovers: &[Handover]) -> Vec<Measure> {
    let seat = |id: SeatId| seat_name(scenario, id);
    let mut measures = Vec::new();
    for vacancy in vacancies {
        let (suffix, of) = match scenario.craft.get(vacancy.case.index()) {
            Some(craft) if scenario.craft.len() > 1 => {
                (format!(".{}", craft.id), format!(" for {}", craft_name(scenario, vacancy.case)))
            }
            _ => (String::new(), String::new()),
        };
        let seconds = |key: &str, name: &str, value: i64, end: &Option<Evidence>| {
            let evidence: Vec<Evidence> = [Some(vacancy.from.clone()), end.clone()].into_iter().flatten().collect();
            plain(&format!("{key}{suffix}"), name, value as f64, Unit::Seconds, &evidence)
        };
        let name = format!("Until anybody was responsible{of}");
        measures.push(seconds("nobody_responsible", &name, vacancy.unheld_s, &vacancy.held));
        let centre = vacancy.centre.map_or_else(|| "any centre of the region".to_owned(), seat);
        let name = match vacancy.drifted_to {
            Some(other) => format!(
                "Until {centre}, in whose region it was when the alert came, or {}, into whose it drifted, was responsible{of}",
                seat(other)
            ),
            None => format!("Until {centre}, in whose region it was when the alert came, was responsible{of}"),
        };
        measures.push(seconds("region_responsible", &name, vacancy.seconds, &vacancy.to));
    }
    for (index, handover) in handovers.iter().enumerate() {
        let key = if index == 0 { "handover_time".to_owned() } else { format!("handover_time.{}", index + 1) };
        let already = if handover.held_already { ", who answered for it already" } else { "" };
        let of = match scenario.craft.len() {
            0 | 1 => String::new(),
            _ => format!(" of {}", craft_name(scenario, handover.case)),
        };
        let name = format!("Hand-over{of} from {} to {}{already}", seat(handover.from), seat(handover.to));
        let evidence: Vec<Evidence> = [Some(&handover.asked), handover.answered.as_ref(), handover.taken.as_ref()]
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        measures.push(Measure {
            key,
            name,
            value: handover.seconds.map(|seconds| seconds as f64),
            unit: Unit::Seconds,
            numerator: None,
            denominator: None,
            evidence,
        });
    }
    measures
}
