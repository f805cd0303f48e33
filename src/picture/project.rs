//! What a seat sees live, and the picture that is kept as its ledger grows: see `reading` for the ledger, `truth` for
//! what no seat sees.

use crate::base::ids::{SeatId, SruId};
use crate::sim::{self, Activity, Contact, Theatre, Traffic, World};

use super::model::*;
use super::reading::read_on;
use super::reception::{Before, Seals};

/// What a seat may see now.
pub fn project(theatre: &Theatre, world: &World, seat: SeatId) -> Picture {
    super::plot::shown(by_report(theatre, world, seat).0)
}

/// The same with each series of reports by itself, whatever the seat has decided about them.
fn by_report(theatre: &Theatre, world: &World, seat: SeatId) -> (Picture, Seals) {
    let (mut picture, seals) = present(theatre, world, seat, Before::default());
    read_on(&mut picture, theatre, world.ledgers[seat.index()].entries());
    (picture, seals)
}

/// A seat's picture that is kept: only what came into the ledger since is read. It is what `project` would give.
#[derive(Debug, Clone)]
pub struct Kept {
    /// With each series of reports by itself.
    picture: Picture,
    read: usize,
    /// As it shows. Exists when and only when that differs.
    shown: Option<Picture>,
    /// Of the files ashore that it shows.
    seals: Seals,
}

impl Kept {
    /// A seat's picture now.
    pub fn new(theatre: &Theatre, world: &World, seat: SeatId) -> Self {
        let read = world.ledgers[seat.index()].entries().len();
        let (picture, seals) = by_report(theatre, world, seat);
        let mut kept = Self { picture, read, shown: None, seals };
        kept.show();
        kept
    }

    /// The picture now; the world is the one it was made from, at the same moment or later.
    pub fn renew(&mut self, theatre: &Theatre, world: &World) -> &Picture {
        let seat = self.picture.seat;
        let entries = world.ledgers[seat.index()].entries();
        let sites = std::mem::take(&mut self.picture.reception);
        let seals = std::mem::take(&mut self.seals);
        let (now, seals) = present(theatre, world, seat, Before { sites, seals });
        self.seals = seals;
        let old = std::mem::replace(&mut self.picture, now);
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

/// What a seat sees live, with nothing read from its ledger.
fn present(theatre: &Theatre, world: &World, seat: SeatId, before: Before) -> (Picture, Seals) {
    let me = theatre.seat(seat);
    let ledger = &world.ledgers[seat.index()];
    let aboard = sim::aboard_srus(world);
    let srus: Vec<SruView> = (0..world.srus.len())
        .map(SruId::new)
        .filter(|sru| theatre.sees(world, seat, *sru))
        .map(|sru| view_sru(theatre, world, sru, Some(seat), aboard[sru.index()]))
        .collect();
    let (reception, seals) = super::reception::sites(theatre, world, seat, before);
    let picture = Picture {
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
        reception,
        means: super::means::view(theatre, world, seat),
        portal: super::portal::PortalView::default(),
        press: Vec::new(),
        received: super::incident::received(theatre, world, seat),
        lines: super::lines::present(theatre, world, seat),
        plot: super::plot::PlotView::default(),
        mail: super::mail::MailView::default(),
        bearings: Vec::new(),
    };
    (picture, seals)
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
pub(super) fn view_sru(
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
