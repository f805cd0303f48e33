//! Sentences worked out from the run, each with the events it rests on.
//!
//! They state what happened and how long it took. **They name no fault**: whether an hour was lost or well spent is
//! for the people in the room.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::base::ids::SeatId;
use crate::base::{Span, Tick};
use crate::scenario::Role;
use crate::score::{ChainStep, Handover};
use crate::sim::Event;

use super::input::ReportInput;
use super::story::{Story, number, persons};
use super::{alongside, asked, burden, course, dealings, knowledge, plots, reception, violations};

/// Something worth talking about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What happened, in one sentence.
    pub title: String,
    /// What belongs to it.
    pub detail: String,
    /// How much it matters for the talk afterwards.
    pub weight: Weight,
    /// The events it rests on, by index in the stream. Never empty, except where it rests on nothing having happened.
    pub evidence: Vec<u32>,
}

/// How much a finding matters, gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Lives depended on it.
    Grave,
    /// Time or information was lost.
    Notable,
    /// Good to know.
    Fact,
}

/// An interval shorter than this is not worth a finding: half the shortest delay between centres that
/// sar-models.md 5.2 proposes for a well-run case.
pub(super) const SHORT: Span = Span::minutes(30);

/// Everything the run shows by itself, gravest first; of one weight what touches people's rights and lives before the
/// rest, else in order of time.
pub fn findings(input: &ReportInput<'_>) -> Vec<Finding> {
    ranked(&Story::new(input)).into_iter().map(|(_, finding)| finding).collect()
}

/// What a finding is about, heaviest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Topic {
    /// People's rights.
    Violation,
    /// People's lives.
    Death,
    /// Who answered for a case.
    Responsibility,
    /// A seat that answered nothing.
    Silence,
    /// What was refused.
    Refusal,
    /// How long it took.
    Wait,
    /// Anything else.
    Other,
}

/// All findings with what they are about, by weight, then topic, then how many events or when.
pub(super) fn ranked(story: &Story<'_>) -> Vec<(Topic, Finding)> {
    let mut all: Vec<(Topic, Finding)> = asked::findings(story);
    let mut of = |topic: Topic, found: Vec<Finding>| all.extend(found.into_iter().map(|finding| (topic, finding)));
    of(Topic::Violation, violations::findings(story));
    of(Topic::Violation, alongside::findings(story));
    of(Topic::Death, course::deaths(story));
    of(Topic::Death, left_behind(story));
    of(Topic::Death, course::capsize(story));
    of(Topic::Responsibility, vacancies(story));
    of(Topic::Responsibility, handovers(story));
    of(Topic::Wait, tasking(story));
    of(Topic::Wait, course::broadcast(story));
    of(Topic::Wait, course::seen_not_aboard(story).into_iter().collect());
    of(Topic::Wait, landing(story));
    of(Topic::Other, course::positions(story));
    of(Topic::Other, course::never_sent(story));
    of(Topic::Other, dealings::entries(story));
    of(Topic::Other, knowledge::findings(story));
    of(Topic::Other, searches(story));
    of(Topic::Other, messages(story));
    of(Topic::Other, reception::findings(story));
    of(Topic::Other, plots::findings(story));
    of(Topic::Other, burden::findings(story));
    // Of what was done to people the most comes first, of the rest the earliest.
    let much = |topic: &Topic, finding: &Finding| match topic {
        Topic::Violation | Topic::Death => Reverse(finding.evidence.len()),
        _ => Reverse(0),
    };
    all.sort_by_key(|(topic, finding)| {
        let first = finding.evidence.first().copied().unwrap_or(u32::MAX);
        (finding.weight, *topic, much(topic, finding), first)
    });
    all
}

/// "0006Z-0630Z", with the day in an exercise of more than one, with both where they differ.
pub(super) fn stretch(story: &Story<'_>, from: Tick, to: Tick) -> String {
    let (a, b) = (story.dtg(from), story.dtg(to));
    if a[..6] == b[..6] { format!("{}–{}", story.when(from), &b[7..]) } else { format!("{a} – {b}") }
}

pub(super) fn weight(span: Span) -> Weight {
    if span >= Span::hours(2) { Weight::Grave } else { Weight::Notable }
}

fn vacancies(story: &Story<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for vacancy in &story.score.vacancies {
        let span = Span(vacancy.seconds);
        if span < SHORT {
            continue;
        }
        let end = vacancy.to.as_ref().map_or(story.score.until, |to| to.tick);
        let region = vacancy.centre.map_or_else(|| "the region's centre".to_owned(), |id| story.seat(id).to_owned());
        let holder = story.events.iter().find_map(|stamped| match stamped.body {
            Event::ResponsibilityTaken { case, to, .. } if case == vacancy.case && stamped.tick < end => Some(to),
            _ => None,
        });
        let meanwhile = holder.map_or_else(
            || "Nobody held the case in the meantime.".to_owned(),
            |id| format!("{}, alerted first, held the case in the meantime.", story.seat(id)),
        );
        let stretch = stretch(story, vacancy.from.tick, end);
        let drifted = vacancy.drifted_to.map_or_else(String::new, |id| {
            let or = if vacancy.to.is_some() { "or" } else { "nor" };
            format!(", {or} {}, into whose it drifted,", story.seat(id))
        });
        let vessel = story.vessel(vacancy.case);
        let title = match vacancy.to {
            Some(_) => format!(
                "It took {span} from the alert until {region}, in whose region {vessel} was then{drifted}, was responsible ({stretch})."
            ),
            None => format!(
                "{region}, in whose region {vessel} was at the alert{drifted}, never became responsible ({stretch})."
            ),
        };
        let evidence = [Some(vacancy.from.event), vacancy.to.as_ref().map(|to| to.event)];
        found.push(Finding {
            title,
            detail: meanwhile,
            weight: weight(span),
            evidence: evidence.into_iter().flatten().collect(),
        });
    }
    found
}

/// Hand-overs that hung or failed, once for each pair of centres.
fn handovers(story: &Story<'_>) -> Vec<Finding> {
    let mut pairs: Vec<(SeatId, SeatId, Vec<&Handover>)> = Vec::new();
    let requests = asked::requests(story);
    let silent = asked::silent_seats(story, &requests);
    for handover in story.score.handovers.iter().filter(|handover| !handover.held_already) {
        let is_short = handover.taken.as_ref().is_some_and(|taken| taken.tick.since(handover.asked.tick) < SHORT);
        // A seat that answered nothing at all is told by itself.
        if is_short || silent.contains(&handover.to) {
            continue;
        }
        match pairs.iter_mut().find(|(from, to, _)| (*from, *to) == (handover.from, handover.to)) {
            Some((.., all)) => all.push(handover),
            None => pairs.push((handover.from, handover.to, vec![handover])),
        }
    }
    pairs.into_iter().map(|(from, to, all)| handovers_between(story, from, to, &all)).collect()
}

fn handovers_between(story: &Story<'_>, from: SeatId, to: SeatId, all: &[&Handover]) -> Finding {
    let (from, to) = (story.seat(from), story.seat(to));
    let end = |handover: &Handover| {
        let end = handover.taken.as_ref().or(handover.answered.as_ref());
        end.map_or(story.score.until, |e| e.tick)
    };
    let span = |handover: &Handover| end(handover).since(handover.asked.tick);
    let longest = all.iter().map(|handover| span(handover)).max().unwrap_or(Span(0));
    let title = match all {
        [one] => {
            let (span, stretch) = (span(one), stretch(story, one.asked.tick, end(one)));
            match (&one.taken, &one.answered) {
                (Some(_), _) => format!("Responsibility hung between {from} and {to} for {span} ({stretch})."),
                (None, Some(_)) => {
                    format!("{to} did not take over from {from}; the answer came after {span} ({stretch}).")
                }
                (None, None) => format!("{to} never answered the request of {from} to coordinate ({stretch}, {span})."),
            }
        }
        many => {
            let taken = many.iter().filter(|handover| handover.taken.is_some()).count();
            let answered = many.iter().filter(|handover| handover.answered.is_some()).count();
            format!(
                "{from} asked {to} {} times to coordinate: {answered} answered, {taken} taken over, {longest} at the longest.",
                many.len()
            )
        }
    };
    let cases: BTreeSet<&str> = all.iter().map(|handover| story.craft(handover.case)).collect();
    let of = if story.scenario.craft.len() > 1 {
        format!("Of {}. ", cases.into_iter().collect::<Vec<_>>().join(", "))
    } else {
        String::new()
    };
    let events = |handover: &&Handover| {
        let evidence = [Some(&handover.asked), handover.answered.as_ref(), handover.taken.as_ref()];
        evidence.into_iter().flatten().map(|e| e.event).collect::<Vec<_>>()
    };
    let mut evidence: Vec<u32> = all.iter().flat_map(events).collect();
    evidence.sort_unstable();
    evidence.dedup();
    Finding {
        title,
        detail: format!(
            "{of}From the request to coordinate until it was settled; both centres may have believed the other had it."
        ),
        weight: weight(longest),
        evidence,
    }
}

fn tasking(story: &Story<'_>) -> Vec<Finding> {
    let Some(alert) = story.alert() else {
        return vec![Finding {
            title: "No centre was ever alerted.".to_owned(),
            detail: String::new(),
            weight: Weight::Grave,
            evidence: Vec::new(),
        }];
    };
    let mut found = Vec::new();
    match story.reached(ChainStep::FirstTasked) {
        None => found.push(Finding {
            title: "No unit was ever tasked.".to_owned(),
            detail: format!("The first alert was at {}.", story.dtg(alert.tick)),
            weight: Weight::Grave,
            evidence: vec![alert.event],
        }),
        Some(tasked) if tasked.tick.since(alert.tick) >= SHORT => {
            let span = tasked.tick.since(alert.tick);
            let then = story
                .reached(ChainStep::OnScene)
                .map(|on_scene| {
                    format!(" The first unit was on scene {} after that.", on_scene.tick.since(tasked.tick))
                })
                .unwrap_or_default();
            found.push(Finding {
                title: format!(
                    "No unit was tasked for {span} after the first alert ({}).",
                    stretch(story, alert.tick, tasked.tick)
                ),
                detail: format!("{}.{then}", tasked.text),
                weight: weight(span),
                evidence: vec![alert.event, tasked.event],
            });
        }
        Some(_) => {}
    }
    found
}

fn searches(story: &Story<'_>) -> Vec<Finding> {
    let Some(measure) = story.score.measure("coverage") else { return Vec::new() };
    match measure.value {
        Some(coverage) if coverage < 0.5 => vec![Finding {
            title: format!("Searches were thin: coverage {coverage:.2} on average over the areas searched."),
            detail: "Coverage is the width a look-out sweeps over the distance between tracks; 1.0 is the usual aim, and at 0.5 one \
                     search finds about four in ten of what is there."
                .to_owned(),
            weight: Weight::Notable,
            evidence: measure.evidence.iter().map(|e| e.event).collect(),
        }],
        _ => Vec::new(),
    }
}

fn messages(story: &Story<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let lost: Vec<u32> = events(story, |e| matches!(e, Event::MessageLost { .. }));
    if !lost.is_empty() {
        found.push(Finding {
            title: format!(
                "{} did not arrive.",
                if lost.len() == 1 { "1 message".to_owned() } else { format!("{} messages", lost.len()) }
            ),
            detail: "Nobody at the table was told so; only a confirmation would have shown it.".to_owned(),
            weight: Weight::Notable,
            evidence: lost,
        });
    }
    let calls = events(story, |e| matches!(e, Event::CallUnanswered { .. }));
    if calls.len() >= 3 {
        found.push(Finding {
            title: format!("{} calls to the vessel went unanswered.", calls.len()),
            detail: String::new(),
            weight: Weight::Fact,
            evidence: calls,
        });
    }
    found
}

fn left_behind(story: &Story<'_>) -> Vec<Finding> {
    let n = story.score.persons.missing_at_sea;
    if n == 0 || story.score.ended.is_none() {
        return Vec::new();
    }
    vec![Finding {
        title: format!(
            "{} still alive at sea when the exercise ended.",
            if n == 1 { "1 person was".to_owned() } else { format!("{n} persons were") }
        ),
        detail: "They count as missing.".to_owned(),
        weight: Weight::Grave,
        evidence: story.score.ended.iter().map(|ended| ended.evidence.event).collect(),
    }]
}

fn landing(story: &Story<'_>) -> Vec<Finding> {
    let (Some(aboard), landed) = (story.reached(ChainStep::LastRecovered), story.reached(ChainStep::LastLanded)) else {
        return Vec::new();
    };
    let waiting = story.score.persons.missing_aboard_rescuer;
    let mut found = Vec::new();
    if let Some(landed) = landed.filter(|landed| landed.tick.since(aboard.tick) >= Span::hours(6)) {
        found.push(Finding {
            title: format!(
                "The last survivor came ashore at a place of safety {} after the last was taken aboard.",
                landed.tick.since(aboard.tick)
            ),
            detail: String::new(),
            weight: Weight::Notable,
            evidence: vec![aboard.event, landed.event],
        });
    }
    if waiting > 0 {
        let agreed = story.reached(ChainStep::LandingAgreed);
        let centres =
            story.scenario.seats.iter().enumerate().filter(|(_, s)| s.role == Role::Rcc).map(|(i, _)| SeatId::new(i));
        let detail = if agreed.is_none() {
            let names: Vec<&str> = centres.map(|id| story.seat(id)).collect();
            format!("None of {} had agreed to a landing on request.", names.join(", "))
        } else {
            String::new()
        };
        found.push(Finding {
            title: format!("{} aboard rescuers had not been landed at a place of safety.", persons(waiting)),
            detail,
            weight: Weight::Notable,
            evidence: vec![aboard.event],
        });
    }
    found
}

fn events(story: &Story<'_>, wanted: impl Fn(&Event) -> bool) -> Vec<u32> {
    story.events.iter().enumerate().filter(|(_, e)| wanted(&e.body)).map(|(i, _)| number(i)).collect()
}
