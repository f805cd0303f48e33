//! Sentences worked out from the run, each with the events it rests on.
//!
//! They state what happened and how long it took. **They name no fault**: whether an hour was lost or well spent is
//! for the people in the room.

use crate::base::ids::SeatId;
use crate::base::{Span, Tick};
use crate::scenario::Role;
use crate::score::{ChainStep, ask_words};
use crate::sim::{Ask, Event};

use super::input::ReportInput;
use super::story::{Story, number, persons};
use super::{alongside, burden, course, dealings, knowledge, plots, reception};

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

/// Everything the run shows by itself, gravest first, else in order of time.
pub fn findings(input: &ReportInput<'_>) -> Vec<Finding> {
    of_story(&Story::new(input))
}

pub(super) fn of_story(story: &Story<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    all.extend(vacancies(story));
    all.extend(handovers(story));
    all.extend(tasking(story));
    all.extend(course::positions(story));
    all.extend(course::broadcast(story));
    all.extend(course::capsize(story));
    all.extend(course::deaths(story));
    all.extend(course::seen_not_aboard(story));
    all.extend(course::never_sent(story));
    all.extend(waiting_requests(story));
    all.extend(dealings::entries(story));
    all.extend(knowledge::findings(story));
    all.extend(searches(story));
    all.extend(messages(story));
    all.extend(left_behind(story));
    all.extend(landing(story));
    all.extend(reception::findings(story));
    all.extend(alongside::findings(story));
    all.extend(plots::findings(story));
    all.extend(burden::findings(story));
    all.sort_by_key(|finding| (finding.weight, finding.evidence.first().copied().unwrap_or(u32::MAX)));
    all
}

/// "0006Z-0630Z", with days where they differ.
pub(super) fn stretch(story: &Story<'_>, from: Tick, to: Tick) -> String {
    let (a, b) = (story.dtg(from), story.dtg(to));
    if a[..6] == b[..6] { format!("{}–{}", &a[7..], &b[7..]) } else { format!("{a} – {b}") }
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
        let title = match vacancy.to {
            Some(_) => format!(
                "It took {span} from the alert until {region}, in whose region the vessel was then{drifted}, was responsible ({stretch})."
            ),
            None => format!(
                "{region}, in whose region the vessel was at the alert{drifted}, never became responsible ({stretch})."
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

fn handovers(story: &Story<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for handover in story.score.handovers.iter().filter(|handover| !handover.held_already) {
        let (from, to) = (story.seat(handover.from), story.seat(handover.to));
        let asked = handover.asked.tick;
        let end = handover.taken.as_ref().or(handover.answered.as_ref()).map_or(story.score.until, |e| e.tick);
        let span = end.since(asked);
        if span < SHORT && handover.taken.is_some() {
            continue;
        }
        let stretch = stretch(story, asked, end);
        let title = match (&handover.taken, &handover.answered) {
            (Some(_), _) => format!("Responsibility hung between {from} and {to} for {span} ({stretch})."),
            (None, Some(_)) => format!("{to} did not take over from {from}; the answer came after {span} ({stretch})."),
            (None, None) => format!("{to} never answered the request of {from} to coordinate ({stretch}, {span})."),
        };
        let evidence = [Some(&handover.asked), handover.answered.as_ref(), handover.taken.as_ref()];
        found.push(Finding {
            title,
            detail:
                "From the request to coordinate until it was settled; both centres may have believed the other had it."
                    .to_owned(),
            weight: weight(span),
            evidence: evidence.into_iter().flatten().map(|e| e.event).collect(),
        });
    }
    found
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

fn waiting_requests(story: &Story<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, stamped) in story.events.iter().enumerate() {
        let Event::RequestMade { request, from, to, what, .. } = &stamped.body else { continue };
        // Hand-overs have their own finding.
        if matches!(what, Ask::Coordinate) {
            continue;
        }
        let answer = story.events[index..].iter().enumerate().find_map(|(i, later)| match &later.body {
            Event::RequestAnswered { request: r, .. } if r == request => Some((later.tick, number(index + i))),
            _ => None,
        });
        let words = format!(
            "The request of {} to {} to {}",
            story.seat(*from),
            story.seat(*to),
            ask_words(what, story.scenario)
        );
        match answer {
            None => {
                let withdrawn = dealings::withdrawn(story, *request);
                let was = if withdrawn.is_some() { "withdrawn without an answer" } else { "never answered" };
                found.push(Finding {
                    title: format!("{words} was {was} ({}).", story.hhmm(stamped.tick)),
                    detail: String::new(),
                    weight: Weight::Notable,
                    evidence: [Some(number(index)), withdrawn].into_iter().flatten().collect(),
                });
            }
            Some((tick, event)) if tick.since(stamped.tick) >= Span::hours(1) => found.push(Finding {
                title: format!("{words} waited {} for an answer.", tick.since(stamped.tick)),
                detail: format!("{}.", story.texts[event as usize]),
                weight: Weight::Notable,
                evidence: vec![number(index), event],
            }),
            Some(_) => {}
        }
    }
    found
}

fn searches(story: &Story<'_>) -> Vec<Finding> {
    let Some(measure) = story.score.measure("coverage") else { return Vec::new() };
    match measure.value {
        Some(coverage) if coverage < 0.5 => vec![Finding {
            title: format!("Searches were thin: coverage {coverage:.2} on average over the areas searched."),
            detail: "Coverage is sweep width over track spacing; 1.0 is the usual aim and 0.5 finds about four in ten."
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
