//! What seats asked of each other and how long it took, told once for each pair of seats and kind of request: what was
//! answered late or never, what was refused, and seats that answered nothing at all.

use std::collections::BTreeMap;

use crate::base::ids::{RequestId, SeatId};
use crate::base::{Span, Tick};
use crate::score::ask_words;
use crate::sim::means::Wanted;
use crate::sim::{Answer, Ask, Dealing, Event};

use super::findings::{Finding, Topic, Weight};
use super::story::{Story, number};

/// Within this a centre or a unit's seat answers where the asker set no time (*proposed*: the shortest time that
/// sar-models.md 5.2 gives for an answer about entry, twice).
const CENTRE: Span = Span::hours(1);

/// Within this a landing, money, staff or places are decided where the asker set no time (sar-models.md 6.2: a decision
/// is expected within six hours).
const DECISION: Span = Span::hours(6);

/// Of more late pairs of seats than this, those that asked the same seat for the same are told together.
const PAIRS_APART: usize = 10;

/// A request and what came of it.
pub(super) struct Request<'s> {
    pub(super) from: SeatId,
    pub(super) to: SeatId,
    pub(super) what: &'s Ask,
    made: Tick,
    event: u32,
    by: Option<Tick>,
    /// The first answer. Exists when and only when there was one.
    answer: Option<(Tick, u32, &'s Answer)>,
    /// Exists when and only when it was withdrawn.
    withdrawn: Option<(Tick, u32)>,
}

impl Request<'_> {
    /// How long an answer may take.
    fn allowed(&self) -> Span {
        match (self.by, self.what) {
            (Some(by), _) => by.since(self.made),
            (None, Ask::Land { .. } | Ask::Clear(_) | Ask::Means(_)) => DECISION,
            (None, _) => CENTRE,
        }
    }

    /// How long it waited: until it was answered, withdrawn, or the run was scored.
    fn waited(&self, until: Tick) -> Span {
        let end = self.answer.map(|(tick, ..)| tick).or(self.withdrawn.map(|(tick, _)| tick));
        end.unwrap_or(until).since(self.made)
    }

    fn is_late(&self, until: Tick) -> bool {
        self.waited(until) > self.allowed()
    }

    pub(super) fn is_answered(&self) -> bool {
        self.answer.is_some()
    }

    pub(super) fn is_refused(&self) -> bool {
        self.answer.is_some_and(|(.., answer)| matches!(answer, Answer::Refuse { .. }))
    }

    /// Its events, in order.
    pub(super) fn events(&self) -> impl Iterator<Item = u32> {
        let rest = self.answer.map(|(_, event, _)| event).or(self.withdrawn.map(|(_, event)| event));
        [Some(self.event), rest].into_iter().flatten()
    }

    /// "let people land", to follow "asked to".
    fn kind(&self, story: &Story<'_>) -> String {
        let words = match self.what {
            Ask::Coordinate => "take over coordination",
            Ask::Deploy { .. } => "send units",
            Ask::Divert { .. } => "divert a ship",
            Ask::Land { .. } => "let people land",
            Ask::Enter => "give leave to enter its territorial sea",
            Ask::Lend { .. } => "lend a unit",
            Ask::Clear(_) => "decide about a landing",
            Ask::Means(Wanted::Draw { .. }) => "pay from the fund",
            Ask::Means(Wanted::Consult) => "take part in a consultation",
            Ask::Means(Wanted::Staff { .. }) => "send staff to a reception site",
            Ask::Means(Wanted::Resettle { .. }) => "undertake resettlement",
            // Of rarer kinds each stands for itself.
            _ => return ask_words(self.what, story.scenario),
        };
        words.to_owned()
    }
}

/// All requests, oldest first.
pub(super) fn requests<'s>(story: &Story<'s>) -> Vec<Request<'s>> {
    let mut all: Vec<Request<'s>> = Vec::new();
    let mut place: BTreeMap<RequestId, usize> = BTreeMap::new();
    for (index, stamped) in story.events.iter().enumerate() {
        match &stamped.body {
            Event::RequestMade { request, from, to, what, by, .. } => {
                place.insert(*request, all.len());
                all.push(Request {
                    from: *from,
                    to: *to,
                    what,
                    made: stamped.tick,
                    event: number(index),
                    by: *by,
                    answer: None,
                    withdrawn: None,
                });
            }
            Event::RequestAnswered { request, answer, .. } => {
                if let Some(asked) = place.get(request).and_then(|i| all.get_mut(*i)) {
                    asked.answer.get_or_insert((stamped.tick, number(index), answer));
                }
            }
            Event::Dealing(Dealing::RequestWithdrawn { request, .. }) => {
                if let Some(asked) = place.get(request).and_then(|i| all.get_mut(*i)) {
                    asked.withdrawn.get_or_insert((stamped.tick, number(index)));
                }
            }
            _ => {}
        }
    }
    all
}

/// Seats that were asked and never answered anything: nobody sat there, or it was asked three times at least.
pub(super) fn silent_seats(story: &Story<'_>, all: &[Request<'_>]) -> Vec<SeatId> {
    let mut seats: Vec<SeatId> = all.iter().map(|asked| asked.to).collect();
    seats.sort_unstable();
    seats.dedup();
    seats.retain(|seat| {
        let mut own = all.iter().filter(|asked| asked.to == *seat);
        let none = own.clone().all(|asked| !asked.is_answered());
        none && (story.empty.contains(seat) || own.nth(2).is_some())
    });
    seats
}

/// Everything about requests but hand-overs of responsibility, which are told by themselves.
pub(super) fn findings(story: &Story<'_>) -> Vec<(Topic, Finding)> {
    let all = requests(story);
    let silent = silent_seats(story, &all);
    let mut found: Vec<(Topic, Finding)> =
        silent.iter().map(|seat| (Topic::Silence, nothing(story, &all, *seat))).collect();
    let rest: Vec<&Request<'_>> = all.iter().filter(|asked| !silent.contains(&asked.to)).collect();
    found.extend(refused(story, &rest).into_iter().map(|finding| (Topic::Refusal, finding)));
    found.extend(late(story, &rest).into_iter().map(|finding| (Topic::Wait, finding)));
    found
}

/// A seat that answered nothing.
fn nothing(story: &Story<'_>, all: &[Request<'_>], seat: SeatId) -> Finding {
    let own: Vec<&Request<'_>> = all.iter().filter(|asked| asked.to == seat).collect();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for asked in &own {
        *kinds.entry(asked.kind(story)).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.into_iter().map(|(kind, n)| format!("{kind} ({n})")).collect();
    let name = story.seat(seat);
    let times = times(own.len());
    let is_empty = story.empty.contains(&seat);
    // Where people at sea, or who answers for them, hung on it.
    let grave =
        own.iter().any(|a| matches!(a.what, Ask::Coordinate | Ask::Deploy { .. } | Ask::Land { .. } | Ask::Clear(_)));
    Finding {
        title: if is_empty {
            format!("The seat of {name} was empty: it was asked {times} and answered nothing.")
        } else {
            format!("{name} was asked {times} and answered nothing.")
        },
        detail: format!("Asked to {}.", kinds.join(", ")),
        weight: if grave { Weight::Grave } else { Weight::Notable },
        evidence: own.iter().flat_map(|asked| asked.events()).collect(),
    }
}

/// What was refused, one finding for each kind of request.
fn refused(story: &Story<'_>, all: &[&Request<'_>]) -> Vec<Finding> {
    let mut kinds: BTreeMap<String, Vec<&Request<'_>>> = BTreeMap::new();
    for asked in all {
        kinds.entry(asked.kind(story)).or_default().push(asked);
    }
    let finding = |(kind, of): (String, Vec<&Request<'_>>)| {
        let refused: Vec<&Request<'_>> = of.iter().copied().filter(|asked| asked.is_refused()).collect();
        // A centre that refuses to coordinate is told with the hand-over.
        let first = refused.first().filter(|asked| !matches!(asked.what, Ask::Coordinate))?;
        let mut by: BTreeMap<SeatId, usize> = BTreeMap::new();
        for asked in &refused {
            *by.entry(asked.to).or_default() += 1;
        }
        let title = if refused.len() == 1 {
            format!(
                "{} refused {} to {}.",
                story.seat(first.to),
                story.seat(first.from),
                ask_words(first.what, story.scenario)
            )
        } else if by.len() == 1 {
            format!("{} refused {} of {} requests to {kind}.", story.seat(first.to), refused.len(), of.len())
        } else {
            format!("{} of {} requests to {kind} were refused.", refused.len(), of.len())
        };
        let names: Vec<String> = by.iter().map(|(seat, n)| format!("{} {n}", story.seat(*seat))).collect();
        let mut evidence: Vec<u32> = refused.iter().filter_map(|asked| Some(asked.answer?.1)).collect();
        evidence.sort_unstable();
        let detail = match first.answer {
            Some((_, event, _)) if refused.len() == 1 => sentence(&story.texts[event as usize]),
            _ if by.len() > 1 => format!("By seat: {}.", names.join(", ")),
            _ => String::new(),
        };
        Some(Finding { title, detail, weight: Weight::Notable, evidence })
    };
    kinds.into_iter().filter_map(finding).collect()
}

/// What was answered later than asked for, or never.
fn late(story: &Story<'_>, all: &[&Request<'_>]) -> Vec<Finding> {
    let until = story.score.until;
    let mut pairs: BTreeMap<(SeatId, String, Option<SeatId>), Vec<&Request<'_>>> = BTreeMap::new();
    for asked in all.iter().filter(|asked| !matches!(asked.what, Ask::Coordinate)) {
        pairs.entry((asked.to, asked.kind(story), Some(asked.from))).or_default().push(asked);
    }
    pairs.retain(|_, of| of.iter().any(|asked| asked.is_late(until)));
    if pairs.len() > PAIRS_APART {
        let apart = std::mem::take(&mut pairs);
        for ((to, kind, _), of) in apart {
            pairs.entry((to, kind, None)).or_default().extend(of);
        }
    }
    pairs.into_values().map(|of| late_group(story, &of)).collect()
}

/// Requests of one kind to one seat, of which at least one waited longer than was asked for.
fn late_group(story: &Story<'_>, of: &[&Request<'_>]) -> Finding {
    let until = story.score.until;
    let mut late: Vec<&Request<'_>> = of.iter().copied().filter(|asked| asked.is_late(until)).collect();
    late.sort_by_key(|asked| asked.event);
    let mut evidence: Vec<u32> = late.iter().flat_map(|asked| asked.events()).collect();
    evidence.sort_unstable();
    let one = late[0];
    if of.len() == 1 {
        let what = ask_words(one.what, story.scenario);
        let words = format!("The request of {} to {} to {what}", story.seat(one.from), story.seat(one.to));
        let waited = one.waited(until);
        let (title, detail) = match (one.answer, one.withdrawn) {
            (Some((_, event, _)), _) => (
                format!("{words} waited {waited} for an answer{}.", asked_within(one)),
                sentence(&story.texts[event as usize]),
            ),
            (None, Some(_)) => (
                format!("{words} was withdrawn after {waited} without an answer ({}).", story.when(one.made)),
                String::new(),
            ),
            (None, None) => (format!("{words} was never answered ({}).", story.when(one.made)), String::new()),
        };
        return Finding { title, detail, weight: Weight::Notable, evidence };
    }
    let answered = late.iter().filter(|asked| asked.is_answered()).count();
    let never = late.len() - answered;
    let mut askers: Vec<SeatId> = of.iter().map(|asked| asked.from).collect();
    askers.sort_unstable();
    askers.dedup();
    let whose = match askers.as_slice() {
        [only] => story.seat(*only).to_owned(),
        many => format!("{} seats", many.len()),
    };
    let (name, all, kind) = (story.seat(one.to), of.len(), one.kind(story));
    let title = match (answered, never) {
        (0, never) => format!("{name} left {never} of {all} requests of {whose} unanswered: to {kind}."),
        (late, 0) => format!("{name} answered {late} of {all} requests of {whose} late: to {kind}."),
        (late, never) => {
            format!("{name} answered {late} of {all} requests of {whose} late and left {never} unanswered: to {kind}.")
        }
    };
    let mut waits: Vec<i64> = of.iter().filter(|a| a.is_answered()).map(|a| a.waited(until).seconds()).collect();
    waits.sort_unstable();
    let mut detail = Vec::new();
    if let (Some(median), Some(longest)) = (waits.get(waits.len() / 2), waits.last()) {
        detail.push(format!(
            "An answer took {} at the median and {} at the longest{}.",
            Span(*median),
            Span(*longest),
            within(&late)
        ));
    }
    if askers.len() > 1 {
        let named: Vec<String> = askers
            .iter()
            .map(|seat| format!("{} {}", story.seat(*seat), of.iter().filter(|asked| asked.from == *seat).count()))
            .collect();
        detail.push(format!("Requests by seat: {}.", named.join(", ")));
    }
    Finding { title, detail: detail.join(" "), weight: Weight::Notable, evidence }
}

/// ", asked for within 2 h", where the asker set a time.
fn asked_within(asked: &Request<'_>) -> String {
    asked.by.map_or_else(String::new, |by| format!(", asked for within {}", by.since(asked.made)))
}

/// What time was allowed for those that were late.
fn within(late: &[&Request<'_>]) -> String {
    let least = late.iter().map(|asked| asked.allowed().seconds()).min().unwrap_or(0);
    let most = late.iter().map(|asked| asked.allowed().seconds()).max().unwrap_or(0);
    let is_asked = late.iter().any(|asked| asked.by.is_some());
    let verb = if is_asked { "was asked for" } else { "is usual" };
    if least == most {
        format!("; within {} {verb}", Span(most))
    } else {
        format!("; within {} to {} {verb}", Span(least), Span(most))
    }
}

fn sentence(words: &str) -> String {
    format!("{words}.")
}

pub(super) fn times(n: usize) -> String {
    if n == 1 { "once".to_owned() } else { format!("{n} times") }
}
