//! From ledger to picture: what each entry tells a seat.

use crate::base::Tick;
use crate::base::ids::{CraftId, PartyId, SruId};
use crate::scenario::{Nature, Phase};
use crate::sim::{self, Entry, Fact, MessageBody, Report, ReportedPosition, Seen, Source, Theatre};

use super::dealings::Course;
use super::model::*;

/// Reads entries of the ledger, oldest first, into a picture.
pub(super) fn read_on(picture: &mut Picture, theatre: &Theatre, entries: &[Entry]) {
    for entry in entries {
        read(picture, theatre, entry);
    }
    picture.cases.sort_by_key(|case| case.case);
    super::portal::name_received(picture, theatre);
}

/// Reads one entry of the ledger into the picture.
fn read(picture: &mut Picture, theatre: &Theatre, entry: &Entry) {
    let (at, true_at) = (entry.known_at, entry.true_at);
    match &entry.fact {
        Fact::Received { message, from, channel, body } => {
            if let Some(case) = body.case() {
                let view = case_view(picture, theatre, case, at);
                told(view, from, body, at, true_at);
            }
            if let MessageBody::Plotted { note, .. } = body
                && let Some(other) = note.other()
            {
                case_view(picture, theatre, other, at);
            }
            if body.is_form() {
                super::mail::came(picture, *message);
            }
            picture.messages.push(MessageView {
                message: *message,
                at,
                sent_at: true_at,
                way: Way::From(from.clone()),
                channel: *channel,
                body: body.clone(),
            });
        }
        Fact::Sent { message, to, channel, body } => picture.messages.push(MessageView {
            message: *message,
            at,
            sent_at: true_at,
            way: Way::To(*to),
            channel: *channel,
            body: body.clone(),
        }),
        Fact::Called { case } => case_view(picture, theatre, *case, at).last_called = Some((at, true)),
        Fact::NoAnswer { case } => case_view(picture, theatre, *case, at).last_called = Some((at, false)),
        Fact::PhaseSet { case, phase, reason } => {
            case_view(picture, theatre, *case, at).phase = Some((*phase, at));
            log(picture, at, format!("{phase:?} declared: {reason}"), false);
        }
        Fact::Responsible { case, holder } => {
            let view = case_view(picture, theatre, *case, at);
            view.responsible = Some((*holder, at));
            log(picture, at, format!("Responsible: {}", theatre.seat(*holder).name), false);
        }
        Fact::Asked { request, to, case, what, by } => picture.requests.push(RequestView {
            request: *request,
            other: *to,
            of_us: false,
            case: *case,
            what: what.clone(),
            at,
            answer: None,
            course: Course { by: *by, ..Course::default() },
        }),
        Fact::AskedOfUs { request, from, case, what, by } => {
            super::means::asked(picture, theatre, what);
            if matches!(what, sim::Ask::Assist(_)) {
                // A question about evidence opens no case at sea.
            } else if let (view, sim::Ask::Deploy { at: place, error_m, true_at }) =
                (case_view(picture, theatre, *case, at), what)
            {
                view.positions.push(PositionView {
                    reported: ReportedPosition { position: *place, error_m: *error_m, true_at: *true_at },
                    known_at: at,
                    from: Source::Seat(*from),
                });
            }
            picture.requests.push(RequestView {
                request: *request,
                other: *from,
                of_us: true,
                case: *case,
                what: what.clone(),
                at,
                answer: None,
                course: Course { by: *by, ..Course::default() },
            });
        }
        Fact::Answered { request, answer } | Fact::WeAnswered { request, answer } => {
            if let Some(view) = picture.requests.iter_mut().find(|r| r.request == *request) {
                view.answer = Some((answer.clone(), at));
            }
        }
        Fact::Broadcast { case, position } => {
            case_view(picture, theatre, *case, at).broadcast_at = Some(at);
            log(picture, at, format!("Distress broadcast to shipping for {position}"), false);
        }
        Fact::Ordered { sru, order, .. } => {
            log(picture, at, format!("{} ordered to {}", theatre.sru(*sru).name, order.verb()), false);
        }
        Fact::Report { sru, what } => read_report(picture, theatre, *sru, what, at),
        Fact::Sighted { sru, case, what, position, persons, .. } => {
            let view = case_view(picture, theatre, *case, at);
            if matches!(what, Seen::Vessel | Seen::CapsizedHull) {
                view.positions.push(PositionView {
                    reported: ReportedPosition { position: *position, error_m: SIGHTED_ERROR_M, true_at },
                    known_at: at,
                    from: Source::Outside(theatre.sru(*sru).name.clone()),
                });
            }
            if matches!(what, Seen::CapsizedHull | Seen::PersonInWater | Seen::LifeRaft) {
                view.nature = Nature::Sinking;
            }
            if *what != Seen::Body && *what != Seen::PersonInWater {
                let name = &theatre.sru(*sru).name;
                log(picture, at, format!("{name} sights {} at {position}, persons: {persons}", words(*what)), false);
            }
        }
        Fact::Logged { text } => log(picture, at, text.clone(), false),
        Fact::Notice(sim::Notice::Means(notice)) => {
            if let Some(line) = super::means::read(picture, theatre, notice, at) {
                log(picture, at, line, false);
            }
        }
        Fact::Notice(notice) => {
            let party = |id: PartyId| theatre.scenario.parties[id.index()].name.clone();
            let line = super::dealings::read(picture, notice, at, |sru| theatre.sru(sru).name.clone(), party);
            if let Some(line) = line {
                log(picture, at, line, false);
            }
        }
        Fact::Refused { what, why } => log(picture, at, format!("Could not {what}: {why}"), true),
        Fact::Ashore(fact) => {
            // Found and landed at once, and by no unit: they are accounted for.
            if let sim::ashore::Fact::Fetched { case, persons, .. } = **fact {
                let view = case_view(picture, theatre, case, at);
                view.recovered += persons;
                view.landed += persons;
            }
            log(picture, at, super::reception::words(theatre, fact), false);
        }
        Fact::Portal(fact) => {
            if let Some(learnt) = super::portal::read(picture, theatre, fact, at) {
                let view = case_view(picture, theatre, learnt.case, at);
                view.positions.extend(learnt.position);
                told_persons(view, learnt.persons, at);
                view.nature = learnt.nature.map_or(view.nature, |nature| view.nature.max(nature));
            }
        }
        Fact::Line(fact) => {
            let line = super::lines::read(&mut picture.lines, *fact, at);
            log(picture, at, line, false);
        }
        Fact::Homed(taken) => {
            let told = super::bearings::position(theatre, taken, at);
            case_view(picture, theatre, taken.case, at).positions.push(told);
            if let Some(line) = super::bearings::read(picture, theatre, taken, at) {
                log(picture, at, line, false);
            }
        }
        Fact::Mail(fact) => super::mail::read(picture, fact, at, true_at),
        Fact::Press(published) => {
            if let Some(case) = published.about {
                case_view(picture, theatre, case, at);
            }
            picture.press.push((**published).clone());
        }
        Fact::Plot(fact) => {
            for case in named(fact) {
                case_view(picture, theatre, case, at);
            }
            let line = super::plot::read(picture, fact, at, |case| described(theatre, case));
            log(picture, at, line, false);
        }
    }
}

/// The cases that a decision names.
fn named(fact: &sim::plot::Fact) -> Vec<CraftId> {
    use sim::plot::Fact as F;
    match fact {
        F::Merged { case, into, .. } => vec![*case, *into],
        F::KeptApart { case, from, .. } => vec![*case, *from],
        F::Concluded { case, .. } | F::Reopened { case, .. } => vec![*case],
    }
}

/// A number of persons aboard, if one was told.
fn told_persons(view: &mut CaseView, persons: Option<u32>, at: Tick) {
    if persons.is_some() {
        (view.persons, view.persons_at) = (persons, Some(at));
    }
}

/// Error a plot gives to what its own unit has seen \[m\].
const SIGHTED_ERROR_M: f64 = 926.0;

fn words(what: Seen) -> &'static str {
    match what {
        Seen::Vessel => "a vessel",
        Seen::CapsizedHull => "a capsized hull",
        Seen::PersonInWater => "a person in the water",
        Seen::Body => "a body",
        Seen::Debris => "wreckage",
        Seen::LifeRaft => "a life raft",
    }
}

fn log(picture: &mut Picture, at: Tick, text: String, refused: bool) {
    picture.log.push(LogView { at, text, refused });
}

fn case_view<'p>(picture: &'p mut Picture, theatre: &Theatre, case: CraftId, at: Tick) -> &'p mut CaseView {
    let index = match picture.cases.iter().position(|view| view.case == case) {
        Some(index) => index,
        None => {
            picture.cases.push(CaseView::new(case, at, described(theatre, case)));
            picture.cases.len() - 1
        }
    };
    &mut picture.cases[index]
}

/// A casualty as a witness would describe it.
fn described(theatre: &Theatre, case: CraftId) -> Described {
    let craft = &theatre.scenario.craft[case.index()];
    Described {
        words: craft.description.clone(),
        leeway_afloat: craft.leeway_afloat.clone(),
        leeway_capsized: craft.leeway_capsized.clone(),
        object_afloat: craft.object_afloat,
        object_capsized: craft.object_capsized,
    }
}

/// What a message tells of a case.
fn told(view: &mut CaseView, from: &Source, body: &MessageBody, at: Tick, sent_at: Tick) {
    if let Some(reported) = body.position(sent_at) {
        view.positions.push(PositionView { reported, known_at: at, from: from.clone() });
    }
    match body {
        MessageBody::Call { nature, persons, .. } => {
            view.nature = view.nature.max(*nature);
            told_persons(view, *persons, at);
            if let (Source::Casualty(_), Some(called)) = (from, &mut view.last_called) {
                called.1 = true;
            }
        }
        MessageBody::Sitrep { phase, persons, recovered, bodies, landed, capsized, .. } => {
            told_persons(view, *persons, at);
            view.nature = if *capsized { Nature::Sinking } else { view.nature };
            reported(view, from, *phase, [*recovered, *bodies, *landed], at);
        }
        MessageBody::Distress { .. } => view.nature = view.nature.max(Nature::TakingWater),
        MessageBody::Sighting { what, .. } => {
            if what.is_wreck() && *what != Seen::Body {
                view.nature = Nature::Sinking;
            }
        }
        MessageBody::AtYourDisposal { .. }
        | MessageBody::Text { .. }
        | MessageBody::Plotted { .. }
        | MessageBody::Lead { .. } => {}
        MessageBody::Form(form) => {
            told_persons(view, form.persons(), at);
            view.nature = form.nature().map_or(view.nature, |nature| view.nature.max(nature));
            view.nature = if form.tells_wreck() { Nature::Sinking } else { view.nature };
            if let sim::forms::Form::MaydayRelay(_) = **form {
                view.nature = view.nature.max(Nature::TakingWater);
            }
            if let sim::forms::Form::HandOver(over) = &**form {
                reported(view, from, over.phase, [over.recovered, over.bodies, over.landed], at);
            }
        }
    }
}

/// Another seat's latest word on how far it has come, with recovered, dead and landed.
fn reported(view: &mut CaseView, from: &Source, phase: Option<Phase>, counts: [u32; 3], at: Tick) {
    let Source::Seat(seat) = from else { return };
    let [recovered, bodies, landed] = counts;
    let report = ToldView { seat: *seat, known_at: at, phase, recovered, bodies, landed };
    match view.told.binary_search_by_key(seat, |t| t.seat) {
        Ok(i) => view.told[i] = report,
        Err(i) => view.told.insert(i, report),
    }
}

fn read_report(picture: &mut Picture, theatre: &Theatre, sru: SruId, what: &Report, at: Tick) {
    let name = &theatre.sru(sru).name;
    // Whatever a unit says that it would not say while it searches ends its search.
    let goes_on = matches!(what, Report::Recovered { .. } | Report::StandingBy);
    if let Some(search) = picture.searches.iter_mut().rev().find(|s| s.sru == sru && s.ended_at.is_none())
        && !goes_on
    {
        search.ended_at = Some(at);
        search.completed = *what == Report::SearchCompleted;
    }
    let text = match what {
        Report::Departed => format!("{name} under way"),
        Report::Arrived => format!("{name} arrived"),
        Report::SearchBegan { case, area, pattern, spacing_m } => {
            picture.searches.push(SearchView {
                sru,
                case: *case,
                area: *area,
                pattern: *pattern,
                spacing_m: *spacing_m,
                began_at: at,
                ended_at: None,
                completed: false,
            });
            format!("{name} begins its search")
        }
        Report::SearchCompleted => format!("{name} has completed its search"),
        Report::SearchLeft => format!("{name} leaves its search"),
        Report::Recovered { case, living, dead } => {
            let view = case_view(picture, theatre, *case, at);
            view.recovered += living;
            view.bodies += dead;
            format!("{name} has taken aboard {living} living, {dead} dead")
        }
        Report::RecoveryEnded => format!("{name} finds nobody more"),
        Report::Landed { case, place, living, .. } => {
            case_view(picture, theatre, *case, at).landed += living;
            format!("{name} has landed {living} at {}", theatre.scenario.places[place.index()].name)
        }
        Report::StandingBy => format!("{name}: the sea is too high for taking people aboard; standing by"),
        Report::BrokeOff { why } => format!("{name} breaks off: {why}"),
        Report::Failed => format!("{name} is out of service"),
        Report::Ready => format!("{name} is in service and ready"),
        Report::LandingBarred { place } => format!(
            "{name}: a crowd does not let anybody be put ashore at {}; waiting",
            theatre.scenario.places[place.index()].name
        ),
        Report::Alongside(hail) => super::alongside::words(theatre, name, hail),
    };
    log(picture, at, text, false);
}
