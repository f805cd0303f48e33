//! From ledger to picture.

use crate::base::ids::{CraftId, PartyId, SeatId, SruId};
use crate::base::{Position, Tick};
use crate::scenario::{Nature, Phase};
use crate::sim::{
    self, Activity, Contact, Entry, Fact, Fate, MessageBody, Report, ReportedPosition, Seen, Setting, Source, Theatre,
    Traffic, Whereabouts, World,
};

use super::dealings::Course;
use super::model::*;
use super::reception::SiteView;

/// What a seat may see now.
pub fn project(theatre: &Theatre, world: &World, seat: SeatId) -> Picture {
    super::plot::shown(by_report(theatre, world, seat))
}

/// The same with each series of reports by itself, whatever the seat has decided about them.
fn by_report(theatre: &Theatre, world: &World, seat: SeatId) -> Picture {
    let mut picture = present(theatre, world, seat, Vec::new());
    read_on(&mut picture, theatre, world.ledgers[seat.index()].entries());
    picture
}

/// A seat's picture that is kept: only what came into the ledger since is read. It is what `project` would give.
#[derive(Debug, Clone)]
pub struct Kept {
    /// With each series of reports by itself.
    picture: Picture,
    read: usize,
    /// As it shows. Exists when and only when that differs.
    shown: Option<Picture>,
}

impl Kept {
    /// A seat's picture now.
    pub fn new(theatre: &Theatre, world: &World, seat: SeatId) -> Self {
        let read = world.ledgers[seat.index()].entries().len();
        let mut kept = Self { picture: by_report(theatre, world, seat), read, shown: None };
        kept.show();
        kept
    }

    /// The picture now; the world is the one it was made from, at the same moment or later.
    pub fn renew(&mut self, theatre: &Theatre, world: &World) -> &Picture {
        let seat = self.picture.seat;
        let entries = world.ledgers[seat.index()].entries();
        let reception = std::mem::take(&mut self.picture.reception);
        let old = std::mem::replace(&mut self.picture, present(theatre, world, seat, reception));
        // What is read from the ledger stays, what is seen live is new. Each field of a picture is one or the other.
        let Picture {
            cases,
            messages,
            requests,
            searches,
            log,
            foreign,
            seat: _,
            party: _,
            role: _,
            tick: _,
            now: _,
            cards: _,
            srus: _,
            contacts: _,
            traffic: _,
            reception: _,
            means,
            portal,
            press,
            received: _,
            lines,
            plot,
            mail,
            bearings,
        } = old;
        let picture = &mut self.picture;
        (picture.cases, picture.messages, picture.requests) = (cases, messages, requests);
        (picture.searches, picture.log, picture.foreign) = (searches, log, foreign);
        (picture.portal, picture.press, picture.plot) = (portal, press, plot);
        (picture.mail, picture.bearings) = (mail, bearings);
        picture.means.keep(means);
        picture.lines.dead = lines.dead;
        read_on(picture, theatre, entries.get(self.read..).unwrap_or_default());
        self.read = entries.len();
        self.show();
        self.shown.as_ref().unwrap_or(&self.picture)
    }

    /// Where cases are merged the picture shown is another than the one kept.
    fn show(&mut self) {
        let merges = !self.picture.plot.merged.is_empty();
        self.shown = merges.then(|| super::plot::shown(self.picture.clone()));
    }
}

/// Reads entries of the ledger, oldest first, into a picture.
fn read_on(picture: &mut Picture, theatre: &Theatre, entries: &[Entry]) {
    for entry in entries {
        read(picture, theatre, entry);
    }
    picture.cases.sort_by_key(|case| case.case);
    super::portal::name_received(picture, theatre);
}

/// What a seat sees live, with nothing read from its ledger.
fn present(theatre: &Theatre, world: &World, seat: SeatId, reception: Vec<SiteView>) -> Picture {
    let me = theatre.seat(seat);
    let ledger = &world.ledgers[seat.index()];
    let aboard = sim::aboard_srus(world);
    let srus: Vec<SruView> = (0..world.srus.len())
        .map(SruId::new)
        .filter(|sru| theatre.sees(world, seat, *sru))
        .map(|sru| view_sru(theatre, world, sru, Some(seat), aboard[sru.index()]))
        .collect();
    Picture {
        seat,
        party: me.party,
        role: me.role,
        tick: world.tick,
        now: theatre.scenario.start.at(world.tick),
        cases: Vec::new(),
        contacts: ledger.contacts.iter().enumerate().map(|(i, c)| view_contact(i, c)).collect(),
        traffic: ledger
            .traffic
            .iter()
            .filter(|t| srus.binary_search_by_key(&t.sru, |s| s.sru).is_err())
            .map(view_traffic)
            .collect(),
        cards: super::briefing::cards(theatre, world, seat),
        srus,
        messages: Vec::new(),
        requests: Vec::new(),
        searches: Vec::new(),
        log: Vec::new(),
        foreign: Vec::new(),
        reception: super::reception::sites(theatre, world, seat, reception),
        means: super::means::view(theatre, world, seat),
        portal: super::portal::PortalView::default(),
        press: Vec::new(),
        received: super::incident::received(theatre, world, seat),
        lines: super::lines::present(theatre, world, seat),
        plot: super::plot::PlotView::default(),
        mail: super::mail::MailView::default(),
        bearings: Vec::new(),
    }
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
            picture.cases.push(CaseView {
                case,
                opened_at: at,
                described: described(theatre, case),
                phase: None,
                responsible: None,
                nature: Nature::Enquiry,
                positions: Vec::new(),
                persons: None,
                last_called: None,
                broadcast_at: None,
                recovered: 0,
                bodies: 0,
                landed: 0,
                told: Vec::new(),
                persons_at: None,
                concluded: None,
            });
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

fn view_contact(index: usize, contact: &Contact) -> ContactView {
    ContactView {
        number: u32::try_from(index).unwrap_or(u32::MAX),
        case: contact.case,
        what: contact.what,
        position: contact.position,
        error_m: contact.error_m,
        persons: contact.persons,
        first_seen: contact.first_seen,
        last_seen: contact.last_seen,
        by: contact.by,
        cleared: contact.cleared,
    }
}

fn view_traffic(traffic: &Traffic) -> TrafficView {
    TrafficView {
        sru: traffic.sru,
        position: traffic.position,
        course_true: traffic.course_true,
        speed_mps: traffic.speed_mps,
        heard_at: traffic.heard_at,
    }
}

/// A unit as its own side sees it, with so many living and dead aboard; with no seat, as its commander does.
fn view_sru(
    theatre: &Theatre,
    world: &World,
    id: SruId,
    seat: Option<SeatId>,
    (survivors, bodies): (u32, u32),
) -> SruView {
    let (spec, unit) = (theatre.sru(id), &world.srus[id.index()]);
    let doing = match unit.activity {
        Activity::InPort { place, ready_at: None } => Doing::InPort(place),
        Activity::InPort { place, ready_at: Some(at) } => Doing::GettingReady(place, at),
        Activity::UnderWay if unit.order.is_none() => Doing::OnPassage,
        Activity::UnderWay => Doing::UnderWay,
        Activity::Waiting => Doing::Waiting,
        Activity::Searching => Doing::Searching,
        Activity::Recovering => Doing::Recovering,
        Activity::Escorting => Doing::Escorting,
        Activity::Landing { place } => Doing::Landing(place),
        Activity::Failed => Doing::Failed,
        Activity::Reserve => Doing::Reserve,
        Activity::Alongside => Doing::Alongside,
    };
    SruView {
        sru: id,
        mine: seat.is_none_or(|seat| theatre.commands(world, seat, id)),
        lent: seat.is_some_and(|seat| unit.lent_to == Some(seat)),
        position: unit.position,
        velocity: unit.velocity,
        doing,
        order: unit.order.clone(),
        case: unit.case,
        ahead: unit.ahead.clone(),
        fuel: unit.fuel,
        range_left_m: theatre.range_left_m(unit),
        survivors,
        bodies,
        room: spec.capacity.saturating_sub(survivors),
        stores: world.alongside.stores_of(id),
        in_hand: world.alongside.leads(id),
        laden_since: world.alongside.held.get(&id).and_then(|held| held.laden_since),
        aboard: if survivors > 0 { super::landing::aboard(theatre, world, id) } else { None },
    }
}

/// The whole truth, for EXCON, the reviewer and the informed crew.
pub fn truth(theatre: &Theatre, world: &World) -> Truth {
    let place = world.objects.first().map_or_else(|| Position::clamped(0.0, 0.0), |o| o.position);
    let here = sim::here(theatre, world, place);
    let casualties = (0..world.casualties.len())
        .map(|i| {
            let case = CraftId::new(i);
            let aboard: Vec<_> = world.people.iter().filter(|p| p.craft == case).collect();
            let living = Setting::ALL.map(|setting| {
                count(aboard.iter().filter(|p| p.fate == Fate::Living && p.whereabouts.setting() == setting).count())
            });
            let safe = |person: &sim::Person| match person.whereabouts {
                Whereabouts::AtPlace(place) => sim::ashore::is_safe_for(&theatre.scenario, &world.noise, person, place),
                _ => false,
            };
            let dead = |p: &&&sim::Person| p.fate != Fate::Living;
            CasualtyTruth {
                case,
                stage: world.casualties[i].stage,
                position: world.hull(case).position,
                velocity: world.hull(case).velocity,
                responsible: world.cases[i].responsible.map(|(seat, _)| seat),
                alerted: world.cases[i].responsible.is_some()
                    || theatre
                        .seats()
                        .any(|seat| world.milestones.contains_key(&crate::scenario::Milestone::Alerted(seat, case))),
                persons: count(aboard.len()),
                living,
                saved: count(aboard.iter().filter(|p| p.fate == Fate::Living && safe(p)).count()),
                died: count(aboard.iter().filter(dead).count()),
                report: theatre.scenario.craft.get(i).and_then(|craft| craft.report),
                bodies: count(
                    aboard
                        .iter()
                        .filter(dead)
                        .filter(|p| matches!(p.whereabouts, Whereabouts::AboardSru(_) | Whereabouts::AtPlace(_)))
                        .count(),
                ),
            }
        })
        .collect();
    let afloat = world
        .objects
        .iter()
        .filter(|o| o.afloat != sim::Afloat::Gone)
        .map(|o| {
            let (living, dead) = sim::count_at(world, o);
            AfloatTruth { case: o.craft, what: sim::recognised(world, o), position: o.position, living, dead }
        })
        .collect();
    Truth {
        tick: world.tick,
        now: theatre.scenario.start.at(world.tick),
        casualties,
        afloat,
        srus: (0..)
            .map(SruId::new)
            .zip(sim::aboard_srus(world))
            .map(|(sru, aboard)| view_sru(theatre, world, sru, None, aboard))
            .collect(),
        wind: here.wind,
        current: here.current,
        wave_height_m: here.wave_height_m,
        daylight: here.daylight,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
