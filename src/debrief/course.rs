//! Findings about the course of the case: positions, broadcasts, the vessel, deaths, units that stayed.

use crate::base::ids::{CraftId, SeatId, SruId};
use crate::base::{Position, Span, Tick};
use crate::scenario::{Stage, Start};
use crate::score::ChainStep;
use crate::sim::{DeathCause, Event, MoveCause, Order, Setting, StageCause};

use super::findings::{Finding, SHORT, Weight, stretch, weight};
use super::story::{Story, miles, number};

/// How far off the points were that units were sent to, and the positions that were told.
pub(super) fn positions(story: &Story<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = first_sent(story).into_iter().collect();
    let worst = story.told.iter().filter_map(|told| Some((told.off_m?, told))).max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((off, told)) = worst.filter(|(off, told)| *off > (2.0 * told.reported.error_m).max(2.0 * 1852.0)) {
        found.push(Finding {
            title: format!(
                "The position told at {} was {} from the truth, its stated error {}.",
                story.when(told.tick),
                miles(off),
                miles(told.reported.error_m)
            ),
            detail: format!(
                "Told by {} to {}: {}.",
                mid_sentence(&told.from),
                story.seat(told.to),
                told.reported.position
            ),
            weight: Weight::Notable,
            evidence: vec![told.event],
        });
    }
    found.extend(misplaced_broadcasts(story));
    found
}

/// Where the first unit was sent, against where the vessel truly was.
fn first_sent(story: &Story<'_>) -> Option<Finding> {
    let tasked = story.reached(ChainStep::FirstTasked)?;
    let Event::OrderGiven { seat, case: Some(case), order, .. } = &story.events.get(tasked.event as usize)?.body else {
        return None;
    };
    let point = match order {
        Order::Proceed { to } => *to,
        Order::Search { area, .. } => area.centre,
        Order::Recover { at } | Order::Escort { at } => *at,
        Order::Land { .. } | Order::Return | Order::Resume => return None,
        Order::Alongside(errand) => errand.at()?,
    };
    let off = story.tracks.casualty_at(*case, tasked.tick)?.distance_m(point);
    let (source, known) = last_known(story, tasked.tick, *seat);
    let evidence = known.into_iter().chain([tasked.event]).collect();
    Some(Finding {
        title: format!(
            "The first unit was sent to a point {} from the vessel ({}).",
            miles(off),
            story.when(tasked.tick)
        ),
        detail: format!("{}.{source}", tasked.text),
        weight: if off > 5.0 * 1852.0 { Weight::Notable } else { Weight::Fact },
        evidence,
    })
}

/// What a seat's side last saw or was told of where the vessel was: in words, and the event.
fn last_known(story: &Story<'_>, tick: Tick, seat: SeatId) -> (String, Option<u32>) {
    let party = story.scenario.seats.get(seat.index()).map(|seat| seat.party);
    let own = |sru: SruId| story.scenario.srus.get(sru.index()).map(|sru| sru.party) == party;
    let seen = story.events.iter().enumerate().rev().find_map(|(index, stamped)| match &stamped.body {
        Event::Sighted { sru, .. } if stamped.tick <= tick && own(*sru) => Some((stamped.tick, number(index))),
        _ => None,
    });
    let told = story.in_hand(tick, seat);
    match (seen, told) {
        (Some((at, event)), told) if told.is_none_or(|told| told.reported.true_at <= at) => {
            (format!(" A unit of that side had seen it {} before.", tick.since(at)), Some(event))
        }
        (_, Some(told)) => {
            let words = format!(
                " The last position told to that side was {} old, by {}, with a stated error of {}.",
                tick.since(told.reported.true_at),
                mid_sentence(&told.from),
                miles(told.reported.error_m)
            );
            (words, Some(told.event))
        }
        _ => (" That side had been told no position.".to_owned(), None),
    }
}

/// A name that begins with an article, as it stands within a sentence.
fn mid_sentence(name: &str) -> String {
    ["A ", "An ", "The "]
        .iter()
        .find_map(|article| Some(format!("{}{}", article.to_lowercase(), name.strip_prefix(article)?)))
        .unwrap_or_else(|| name.to_owned())
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
    let when = story.when(story.events[index].tick);
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

pub(super) fn broadcast(story: &Story<'_>) -> Vec<Finding> {
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

pub(super) fn capsize(story: &Story<'_>) -> Vec<Finding> {
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
        // Who is aboard comes into the water or dies at that very moment.
        let was_aboard = |event: &Event| match event {
            Event::PersonMoved { cause, .. } => *cause == MoveCause::Capsize,
            Event::PersonDied { cause, .. } => matches!(cause, DeathCause::Trapped | DeathCause::Capsize),
            _ => false,
        };
        let here = story.events.iter().filter(|other| other.tick == stamped.tick);
        let empty = *stage == Stage::Capsized && !here.into_iter().any(|other| was_aboard(&other.body));
        let detail = if empty { "Nobody living was aboard any more.".to_owned() } else { detail };
        let because = if crowd { " as people moved to one side when a rescuer came close" } else { "" };
        found.push(Finding {
            title: format!(
                "{} {} at {}{because}{since_alert}.",
                story.craft(*case),
                if *stage == Stage::Sunk { "sank" } else { "capsized" },
                story.when(stamped.tick)
            ),
            detail,
            weight: if (crowd || *stage == Stage::Capsized) && !empty { Weight::Grave } else { Weight::Fact },
            evidence: vec![number(index)],
        });
    }
    found
}

/// Found, and how long until the first person was out of it.
pub(super) fn seen_not_aboard(story: &Story<'_>) -> Option<Finding> {
    let seen = story.reached(ChainStep::FirstSighted)?;
    let Some(aboard) = story.reached(ChainStep::FirstRecovered) else {
        return Some(Finding {
            title: format!(
                "The vessel or survivors were seen at {}, and nobody was taken aboard alive.",
                story.when(seen.tick)
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
pub(super) fn deaths(story: &Story<'_>) -> Vec<Finding> {
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
        let mut evidence: Vec<u32> = measure.evidence.iter().map(|e| e.event).collect();
        let (detail, capsizes) = in_capsizes(story, &evidence);
        evidence.extend(capsizes);
        evidence.sort_unstable();
        found.push(Finding {
            title: format!("{n} of the {whole} who died did so {words}."),
            detail,
            weight: if grave { Weight::Grave } else { Weight::Fact },
            evidence,
        });
    }
    found
}

/// How many of these deaths came of a capsize, in words, and the capsizes.
fn in_capsizes(story: &Story<'_>, deaths: &[u32]) -> (String, Vec<u32>) {
    let (mut inside, mut after, mut ticks) = (0_u32, 0_u32, Vec::new());
    for stamped in deaths.iter().filter_map(|event| story.events.get(*event as usize)) {
        match &stamped.body {
            Event::PersonDied { cause: DeathCause::Trapped | DeathCause::Capsize, .. } => {
                inside += 1;
                ticks.push(stamped.tick);
            }
            Event::PersonDied { setting: Setting::OnHull | Setting::HoldingOn | Setting::InWater, .. } => {
                after += 1;
                ticks.push(stamped.tick);
            }
            _ => {}
        }
    }
    let Some(last) = ticks.iter().max() else { return (String::new(), Vec::new()) };
    let mut vessels: Vec<String> = Vec::new();
    let mut capsizes: Vec<u32> = Vec::new();
    for (index, stamped) in story.events.iter().enumerate() {
        if let Event::StageReached { case, stage: Stage::Capsized, .. } = &stamped.body
            && stamped.tick <= *last
        {
            vessels.push(format!("{} ({})", story.vessel(*case), story.when(stamped.tick)));
            capsizes.push(number(index));
        }
    }
    if vessels.is_empty() {
        return (String::new(), Vec::new());
    }
    let parts = [(inside, "trapped in or drowned with the vessel"), (after, "afterwards in the water or on the hull")];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
    (format!("In the capsize of {}: {}.", vessels.join(", "), parts.join(", ")), capsizes)
}

/// The nearest unit that could have taken people aboard and was never sent.
pub(super) fn never_sent(story: &Story<'_>) -> Vec<Finding> {
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

/// Whether a unit exists at sea or in port by then: a merchant ship does from the beginning of its passage; one of the
/// reserve is the trainer's, and nobody at the table could send it.
fn is_there(start: &Start, tick: Tick) -> bool {
    match start {
        Start::OnPassage { from_s, .. } => *from_s <= tick.seconds(),
        Start::Reserve => false,
        Start::At(_) | Start::AtSea(_) => true,
    }
}
