//! Sentences worked out from the run, each with the events it rests on.
//!
//! They state what happened and how long it took. **They name no fault**: whether an hour was lost or well spent is
//! for the people in the room.

use crate::base::ids::{CraftId, SeatId, SruId};
use crate::base::{Position, Span, Tick};
use crate::scenario::{Role, Stage, Start};
use crate::score::{ChainStep, ask_words};
use crate::sim::{Ask, Event, StageCause};

use super::input::ReportInput;
use super::story::{Story, miles, number, persons};

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
const SHORT: Span = Span::minutes(30);

/// Everything the run shows by itself, gravest first, else in order of time.
pub fn findings(input: &ReportInput<'_>) -> Vec<Finding> {
    of_story(&Story::new(input))
}

pub(super) fn of_story(story: &Story<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    all.extend(vacancies(story));
    all.extend(handovers(story));
    all.extend(tasking(story));
    all.extend(positions(story));
    all.extend(broadcast(story));
    all.extend(capsize(story));
    all.extend(deaths(story));
    all.extend(seen_not_aboard(story));
    all.extend(never_sent(story));
    all.extend(waiting_requests(story));
    all.extend(searches(story));
    all.extend(messages(story));
    all.extend(left_behind(story));
    all.extend(landing(story));
    all.sort_by_key(|finding| (finding.weight, finding.evidence.first().copied().unwrap_or(u32::MAX)));
    all
}

/// "0006Z-0630Z", with days where they differ.
fn stretch(story: &Story<'_>, from: Tick, to: Tick) -> String {
    let (a, b) = (story.dtg(from), story.dtg(to));
    if a[..6] == b[..6] { format!("{}–{}", &a[7..], &b[7..]) } else { format!("{a} – {b}") }
}

fn weight(span: Span) -> Weight {
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
        let title = match vacancy.to {
            Some(_) => format!(
                "It took {span} from the alert until {region}, in whose region the vessel was, was responsible ({stretch})."
            ),
            None => format!("{region}, in whose region the vessel was, never became responsible ({stretch})."),
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
    for handover in &story.score.handovers {
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
            (None, None) => format!("{to} never answered {from}'s request to coordinate, {span} long ({stretch})."),
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

/// How far the position in hand was off when something was decided by it.
fn positions(story: &Story<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(tasked) = story.reached(ChainStep::FirstTasked) {
        match story.in_hand(tasked.tick) {
            None => found.push(Finding {
                title: format!(
                    "The first unit was tasked at {} without any position in hand.",
                    story.hhmm(tasked.tick)
                ),
                detail: String::new(),
                weight: Weight::Notable,
                evidence: vec![tasked.event],
            }),
            Some(told) => {
                let truth = story.tracks.casualty_at(told.case, tasked.tick);
                if let Some(off) = truth.map(|truth| truth.distance_m(told.reported.position)) {
                    let age = tasked.tick.since(told.reported.true_at);
                    found.push(Finding {
                        title: format!(
                            "When the first unit was tasked ({}), the position in hand was {} from the truth.",
                            story.hhmm(tasked.tick),
                            miles(off)
                        ),
                        detail: format!(
                            "It was {age} old, told by {} with a stated error of {}.",
                            told.from,
                            miles(told.reported.error_m)
                        ),
                        weight: if off > 5.0 * 1852.0 { Weight::Notable } else { Weight::Fact },
                        evidence: vec![told.event, tasked.event],
                    });
                }
            }
        }
    }
    let worst = story.told.iter().filter_map(|told| Some((told.off_m?, told))).max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((off, told)) = worst.filter(|(off, told)| *off > (2.0 * told.reported.error_m).max(2.0 * 1852.0)) {
        found.push(Finding {
            title: format!(
                "The position told at {} was {} from the truth, its stated error {}.",
                story.hhmm(told.tick),
                miles(off),
                miles(told.reported.error_m)
            ),
            detail: format!("Told by {} to {}: {}.", told.from, story.seat(told.to), told.reported.position),
            weight: Weight::Notable,
            evidence: vec![told.event],
        });
    }
    found.extend(misplaced_broadcasts(story));
    found
}

/// Broadcasts for a point well away from the vessel, told as one.
fn misplaced_broadcasts(story: &Story<'_>) -> Option<Finding> {
    let mut off: Vec<(f64, usize)> = Vec::new();
    for (index, stamped) in story.events.iter().enumerate() {
        if let Event::DistressBroadcast { case, position, .. } = &stamped.body
            && let Some(truth) = story.tracks.casualty_at(*case, stamped.tick)
            && truth.distance_nmi(*position) > 5.0
        {
            off.push((truth.distance_m(*position), index));
        }
    }
    let (worst, index) = off.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let when = story.hhmm(story.events[index].tick);
    let title = match off.len() {
        1 => format!("The distress broadcast of {when} called ships to a point {} from the vessel.", miles(worst)),
        n => format!(
            "{n} distress broadcasts called ships to points away from the vessel, at worst {} ({when}).",
            miles(worst)
        ),
    };
    Some(Finding {
        title,
        detail: format!("{}.", story.texts[index]),
        weight: Weight::Notable,
        evidence: off.iter().map(|(_, index)| number(*index)).collect(),
    })
}

fn broadcast(story: &Story<'_>) -> Vec<Finding> {
    let Some(alert) = story.alert() else { return Vec::new() };
    match story.reached(ChainStep::DistressBroadcast) {
        None => vec![Finding {
            title: "Shipping was never told: no distress broadcast was sent.".to_owned(),
            detail: String::new(),
            weight: Weight::Grave,
            evidence: vec![alert.event],
        }],
        Some(sent) if sent.tick.since(alert.tick) >= SHORT => {
            let span = sent.tick.since(alert.tick);
            let after = capsized(story).filter(|(_, tick, _)| *tick <= sent.tick);
            let detail = after.map_or_else(
                || format!("{}.", sent.text),
                |(_, tick, _)| format!("{}. The vessel had capsized {} before.", sent.text, sent.tick.since(tick)),
            );
            vec![Finding {
                title: format!(
                    "Shipping was told {span} after the first alert ({}).",
                    stretch(story, alert.tick, sent.tick)
                ),
                detail,
                weight: weight(span),
                evidence: vec![alert.event, sent.event],
            }]
        }
        Some(_) => Vec::new(),
    }
}

fn capsized(story: &Story<'_>) -> Option<(CraftId, Tick, u32)> {
    (0..story.scenario.craft.len()).map(CraftId::new).find_map(|case| {
        let (tick, event) = story.stage(case, Stage::Capsized)?;
        Some((case, tick, event))
    })
}

fn capsize(story: &Story<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, stamped) in story.events.iter().enumerate() {
        let Event::StageReached { case, stage: stage @ (Stage::Capsized | Stage::Sunk), cause, .. } = &stamped.body
        else {
            continue;
        };
        let crowd = *cause == StageCause::CrowdMovement;
        let since_alert = story.alert().map_or_else(String::new, |alert| {
            if stamped.tick >= alert.tick {
                format!(", {} after the first alert", stamped.tick.since(alert.tick))
            } else {
                ", before anybody was alerted".to_owned()
            }
        });
        let first_aboard = story.reached(ChainStep::FirstRecovered).filter(|e| e.tick > stamped.tick);
        let detail = first_aboard.filter(|_| *stage == Stage::Capsized).map_or_else(String::new, |e| {
            format!("The first person was taken aboard {} later.", e.tick.since(stamped.tick))
        });
        let because = if crowd { " as people moved to one side when a rescuer came close" } else { "" };
        found.push(Finding {
            title: format!(
                "{} {} at {}{because}{since_alert}.",
                story.craft(*case),
                if *stage == Stage::Sunk { "sank" } else { "capsized" },
                story.hhmm(stamped.tick)
            ),
            detail,
            weight: if crowd || *stage == Stage::Capsized { Weight::Grave } else { Weight::Fact },
            evidence: vec![number(index)],
        });
    }
    found
}

/// Found, and how long until the first person was out of it.
fn seen_not_aboard(story: &Story<'_>) -> Option<Finding> {
    let seen = story.reached(ChainStep::FirstSighted)?;
    let Some(aboard) = story.reached(ChainStep::FirstRecovered) else {
        return Some(Finding {
            title: format!(
                "The vessel or survivors were seen at {}, and nobody was taken aboard alive.",
                story.hhmm(seen.tick)
            ),
            detail: format!("{}.", seen.text),
            weight: Weight::Grave,
            evidence: vec![seen.event],
        });
    };
    let span = aboard.tick.since(seen.tick);
    (span >= Span::hours(1)).then(|| Finding {
        title: format!(
            "From the first sighting to the first person aboard it took {span} ({}).",
            stretch(story, seen.tick, aboard.tick)
        ),
        detail: format!("{}. {}.", seen.text, aboard.text),
        weight: weight(span),
        evidence: vec![seen.event, aboard.event],
    })
}

/// When people died, against what was going on.
fn deaths(story: &Story<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let whole = story.score.persons.died;
    for (key, grave, words) in [
        ("died_before_alert", false, "before anybody was alerted"),
        ("died_before_on_scene", true, "between the alert and the arrival of the first unit"),
        ("died_during_rescue", true, "after the first unit was on scene and before the last living person was aboard"),
        ("died_after_rescue", false, "after the last living person was taken aboard"),
    ] {
        let Some(measure) = story.score.measure(key) else { continue };
        let n = measure.value.unwrap_or(0.0) as u32;
        if n == 0 {
            continue;
        }
        found.push(Finding {
            title: format!("{n} of the {whole} who died did so {words}."),
            detail: String::new(),
            weight: if grave { Weight::Grave } else { Weight::Fact },
            evidence: measure.evidence.iter().map(|e| e.event).collect(),
        });
    }
    found
}

/// The nearest unit that could have taken people aboard and was never sent.
fn never_sent(story: &Story<'_>) -> Vec<Finding> {
    let Some(alert) = story.alert() else { return Vec::new() };
    let case = story.events.iter().find_map(|stamped| match stamped.body {
        Event::CaseOpened { case, .. } => Some(case),
        _ => None,
    });
    let Some(truth) = case.and_then(|case| story.tracks.casualty_at(case, alert.tick)) else { return Vec::new() };
    let ordered = |sru: SruId| {
        story.events.iter().any(|e| matches!(&e.body, Event::OrderGiven { sru: s, case: Some(_), .. } if *s == sru))
    };
    let mut able: Vec<(f64, SruId, Position)> = story
        .scenario
        .srus
        .iter()
        .enumerate()
        .filter(|(_, sru)| !sru.methods.is_empty() && sru.capacity > 0 && is_there(&sru.start, alert.tick))
        .filter_map(|(i, _)| {
            let id = SruId::new(i);
            let at = story.tracks.sru_at(id, alert.tick)?;
            Some((truth.distance_m(at), id, at))
        })
        .collect();
    able.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    match able.first() {
        Some((distance, id, _)) if !ordered(*id) => vec![Finding {
            title: format!(
                "{}, {} from the vessel at the first alert and the nearest unit able to take people aboard, was never sent.",
                story.sru(*id),
                miles(*distance)
            ),
            detail: "Distance in a straight line. The centres could not know the vessel's true position; this is said \
                     with hindsight."
                .to_owned(),
            weight: Weight::Notable,
            evidence: vec![alert.event],
        }],
        _ => Vec::new(),
    }
}

/// Whether a unit exists at sea or in port by then: a merchant ship does from the beginning of its passage.
fn is_there(start: &Start, tick: Tick) -> bool {
    !matches!(start, Start::OnPassage { from_s, .. } if *from_s > tick.seconds())
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
        let words =
            format!("{}'s request to {} to {}", story.seat(*from), story.seat(*to), ask_words(what, story.scenario));
        match answer {
            None => found.push(Finding {
                title: format!("{words} was never answered ({}).", story.hhmm(stamped.tick)),
                detail: String::new(),
                weight: Weight::Notable,
                evidence: vec![number(index)],
            }),
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
