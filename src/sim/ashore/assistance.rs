//! Mutual legal assistance: one state's police ask another state's authority for what it has of a case, and get it.
//!
//! It is a request like any other (`Ask::Assist`): answered, on terms, refused or met with silence. **What is shared is
//! what the state asked really has** when the papers leave: evidence in its hands, statements taken, leads that bore
//! out, organisers it has identified. What came stands in the receiving state's record of the case and counts there as
//! its own does. A witness under protection is named to another state only if that state promises to protect them; what
//! is told to a state that somebody flees from is recorded as what it is, whoever promised what. Copies go from police
//! to police within days; all numbers are *proposed*, section 6 has none.

use serde::{Deserialize, Serialize};

use super::super::command::{Ask, Rejection};
use super::super::event::Event as Told;
use super::super::ledger::Fact as Entry;
use super::super::rights::role_name;
use super::super::step::Now;
use super::super::terms::Terms;
use super::super::world::{Request, World};
use super::background::Purpose;
use super::command::{Evidence, FileId};
use super::event::{Event, Fact, Violation};
use super::orders::{middle, not_ready, police};
use super::{Ashore, File, Files, evidence, leads};
use crate::base::ids::{CraftId, PartyId, RequestId, SeatId};
use crate::base::noise;
use crate::base::{Span, Stream, Tick};
use crate::sar::reception::{Stage, due_days};
use crate::scenario::{Party, PartyKind, Role, Seat};

/// Copies, or the ruling of a court that begins an extradition, take so long after the yes is known \[h\], at least and
/// at most (*proposed*).
const COURIER_H: (f64, f64) = (24.0, 72.0);

/// What another state is asked for about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Assistance {
    /// The evidence in its hands, and the leads that bore out.
    Evidence,
    /// The statements of witnesses.
    Statements,
    /// The hand-over, for trial, of the organisers it has identified.
    Extradition,
}

impl Assistance {
    /// All of it, in order.
    pub const ALL: [Self; 3] = [Self::Evidence, Self::Statements, Self::Extradition];

    /// Words for a form, to follow "share".
    pub fn words(self) -> &'static str {
        match self {
            Self::Evidence => "the evidence it holds",
            Self::Statements => "the statements of witnesses",
            Self::Extradition => "the organisers it has identified, for trial",
        }
    }
}

/// What came from another state.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename = "AssistanceShared")]
pub struct Shared {
    /// From which state. Exists when and only when anything has been drawn up.
    pub from: Option<PartyId>,
    /// When.
    pub at: Tick,
    /// Evidence, and what is left of each piece, 0 to 1.
    pub items: Vec<(Evidence, f64)>,
    /// Leads that bore out.
    pub leads: u32,
    /// Statements of witnesses.
    pub statements: u32,
    /// Whether the receiving state has promised to protect who gave them.
    pub protection: bool,
    /// Organisers who will be handed over.
    pub extradited: u32,
    /// When that is due. Exists when and only when there are such.
    pub due: Option<Tick>,
    /// Statements of witnesses that it says it also has.
    pub more_statements: u32,
    /// Organisers whom it says it has identified.
    pub organisers: u32,
}

impl Shared {
    /// How many things were shared: pieces of evidence, leads, statements, organisers. What is only told of is none.
    pub fn number(&self) -> u32 {
        u32::try_from(self.items.len()).unwrap_or(u32::MAX) + self.leads + self.statements + self.extradited
    }

    /// What was shared, in words: "telephones, 2 statements of witnesses".
    pub fn words(&self) -> String {
        let items = self.items.iter().map(|(item, left)| format!("{} ({:.0} %)", item.words(), 100.0 * left));
        let counted = [
            (self.leads, "lead that bore out", "leads that bore out"),
            (self.statements, "statement of a witness", "statements of witnesses"),
            (self.extradited, "organiser to be handed over", "organisers to be handed over"),
        ];
        let counted = counted.into_iter().filter(|(n, ..)| *n > 0);
        let counted = counted.map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many }));
        let all: Vec<String> = items.chain(counted).collect();
        if all.is_empty() { "nothing: it has none".to_owned() } else { all.join(", ") }
    }
}

/// The roles that answer for a state when another asks for legal assistance, the first it has.
const AUTHORITIES: [Role; 4] = [Role::Police, Role::ForeignMinistry, Role::FocalPoint, Role::Immigration];

/// The seat that answers for a state when another asks for legal assistance: its police, or where it has none its
/// foreign ministry, its focal point or its immigration service. None for whoever is no state, or has none of these.
pub fn authority_of(seats: &[Seat], parties: &[Party], party: PartyId) -> Option<SeatId> {
    parties.get(party.index()).filter(|party| party.kind == PartyKind::Country)?;
    let first = |role: Role| seats.iter().position(|seat| seat.party == party && seat.role == role).map(SeatId::new);
    AUTHORITIES.into_iter().find_map(first)
}

/// Whether a seat may ask another for this about a case, by what the asker knows.
pub(in crate::sim) fn sound(
    now: &Now<'_>,
    world: &World,
    seat: SeatId,
    to: SeatId,
    case: CraftId,
    wanted: Assistance,
) -> Result<(), Rejection> {
    let office = police(now, seat)?;
    let of = now.theatre.seat(to).party;
    if of == office.party {
        return Err(Rejection::Unknown { what: "that state, as another than your own,".to_owned() });
    }
    let scenario = &now.theatre.scenario;
    match authority_of(&scenario.seats, &scenario.parties, of) {
        Some(authority) if authority == to => {}
        other => {
            let ask_whom = other.map_or("a state".to_owned(), |seat| now.theatre.seat(seat).name.clone());
            let role = role_name(now.theatre.seat(to).role).to_owned();
            return Err(Rejection::NotYours { role, what: "answer for that state".to_owned(), ask_whom });
        }
    }
    let Some(record) = world.ashore.evidence.iter().find(|e| e.party == office.party && e.case == case) else {
        return Err(Rejection::Unknown { what: "evidence of that case".to_owned() });
    };
    if wanted == Assistance::Extradition && evidence::strength(&world.ashore, world, record) <= 0.0 {
        let why = "a court asks what there is against them; secure evidence or take statements first";
        return Err(not_ready("extradition", why));
    }
    let same = |r: &&Request| r.from == seat && r.to == to && r.case == case && r.what == Ask::Assist(wanted);
    let mut before = world.requests.iter().filter(same);
    if before.any(|r| r.is_open() || r.granted().is_some()) {
        return Err(not_ready("that request", "it was made before, and is open or granted"));
    }
    Ok(())
}

/// Whether a yes can be given, by what the seat that gives it knows: the police know what they hold.
pub(in crate::sim) fn grantable(
    now: &Now<'_>,
    world: &World,
    request: &Request,
    wanted: Assistance,
    terms: &Terms,
) -> Result<(), Rejection> {
    let Ok(office) = police(now, request.to) else {
        // Who speaks for a state without seeing its files says yes for it; what there is will be sent.
        return Ok(());
    };
    let (shared, _) = drawn_up(now, world, &world.ashore, office.party, (request.case, wanted), terms.protection);
    if shared.number() > 0 {
        return Ok(());
    }
    let why = match wanted {
        Assistance::Statements if shared.more_statements > 0 => {
            "those who gave them are under protection; accept if that state protects them"
        }
        Assistance::Extradition if shared.organisers > 0 => "those identified are your own state's, or handed over",
        _ => "you have nothing of that to share; refuse, or gather it first",
    };
    Err(not_ready("that request", why))
}

/// What a state would share with another now, and the files it concerns.
fn drawn_up(
    now: &Now<'_>,
    world: &World,
    ashore: &Ashore,
    giver: PartyId,
    (case, wanted): (CraftId, Assistance),
    protection: bool,
) -> (Shared, Vec<FileId>) {
    let of_case = |file: &File| world.people.get(file.person.index()).is_some_and(|person| person.craft == case);
    let files = ashore.files.get(giver.index()).map_or(&[][..], Files::as_slice);
    let mine = || (0..).map(FileId).zip(files).filter(|(_, file)| of_case(file));
    let witnesses =
        || mine().filter(|(_, f)| f.done[Stage::Statement as usize].is_some() && f.known.witness == Some(true));
    let organisers = || mine().filter(|(_, f)| f.known.organiser && f.is_here());
    let mut shared = Shared { at: now.tick, ..Shared::default() };
    let mut concerned: Vec<FileId> = Vec::new();
    match wanted {
        Assistance::Evidence => {
            if let Some(record) = ashore.evidence.iter().find(|e| e.party == giver && e.case == case) {
                let held = Evidence::ALL.into_iter().map(|item| (item, record.in_hand(item)));
                shared.items = held.filter(|(_, left)| *left > 0.0).collect();
            }
            shared.leads = leads::borne_out(ashore, giver, case);
        }
        Assistance::Statements => {
            concerned = witnesses().filter(|(_, f)| protection || !f.known.protected).map(|(id, _)| id).collect();
            shared.statements = count(concerned.len());
            shared.protection = protection;
        }
        Assistance::Extradition => {
            // States do not hand over their own (*recalled* practice), nor anybody twice.
            let own = |file: &File| {
                let reception = &now.theatre.scenario.reception;
                let of = file.known.nationality.flatten().and_then(|n| reception.nationalities.get(n.index()));
                of.and_then(|of| of.party) == Some(giver)
            };
            let free = organisers().filter(|(_, f)| !own(f) && f.known.extradition.is_none() && !f.known.is_child());
            concerned = free.map(|(id, _)| id).collect();
            shared.extradited = count(concerned.len());
            shared.due = (shared.extradited > 0).then_some(middle(now.tick, due_days::EXTRADITION));
        }
    }
    shared.more_statements = count(witnesses().count()).saturating_sub(shared.statements);
    shared.organisers = count(organisers().count());
    shared.from = Some(giver);
    (shared, concerned)
}

/// Once an hour: what was granted is sent, and arrives. Says whether anything changed.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World, ashore: &mut Ashore) -> bool {
    let mut due: Vec<(usize, Terms)> = Vec::new();
    for (index, request) in world.requests.iter().enumerate() {
        if !matches!(request.what, Ask::Assist(_)) || request.life.shared_at.is_some() {
            continue;
        }
        let Some(terms) = request.granted() else { continue };
        let Some(since) = request.life.agreed_at.or(request.answer_known_at) else { continue };
        if now.tick >= since.after(courier(world, request.id)) {
            due.push((index, terms));
        }
    }
    for (index, terms) in &due {
        let request = &mut world.requests[*index];
        request.life.shared_at = Some(now.tick);
        let request = request.clone();
        if let Ask::Assist(wanted) = request.what {
            share(now, world, ashore, &request, wanted, terms.protection);
        }
    }
    !due.is_empty()
}

/// How long the papers of a request travel.
fn courier(world: &World, request: RequestId) -> Span {
    let mut draws = world.noise.at(Stream::Background, noise::pair(Purpose::Courier as u32, request.0), Tick(0));
    Span::from_hours(COURIER_H.0 + (COURIER_H.1 - COURIER_H.0) * draws.unit())
}

/// The papers arrive.
fn share(
    now: &mut Now<'_>,
    world: &mut World,
    ashore: &mut Ashore,
    request: &Request,
    wanted: Assistance,
    protection: bool,
) {
    let (seat, case) = (request.to, request.case);
    let (giver, asker) = (now.theatre.seat(seat).party, now.theatre.seat(request.from).party);
    let (shared, concerned) = drawn_up(now, world, ashore, giver, (case, wanted), protection);
    for id in concerned {
        let Some(files) = ashore.files.get_mut(giver.index()).filter(|files| id.index() < files.len()) else {
            continue;
        };
        let file = &mut files[id.index()];
        let person = file.person;
        if let (Assistance::Extradition, Some(due)) = (wanted, shared.due) {
            file.known.extradition = Some((asker, due));
            emit(now, seat, Event::ExtraditionGranted { seat, person, to: asker, due });
        }
        let flees = ashore.backgrounds.get(person.index()).and_then(|b| b.flees) == Some(asker);
        if flees {
            let extradited = wanted == Assistance::Extradition;
            let what = if extradited { Violation::Refoulement } else { Violation::Disclosure };
            emit(now, seat, Event::Violated { seat, person, what });
        }
    }
    let event = Event::AssistanceShared {
        request: request.id,
        seat,
        to: request.from,
        case,
        wanted,
        number: shared.number(),
        what: shared.words(),
    };
    emit(now, seat, event);
    let sent = Fact::AssistanceSent { case, to: asker, wanted, what: shared.words() };
    now.tell(world, seat, Entry::Ashore(Box::new(sent)));
    let came = Fact::AssistanceCame { case, from: giver, wanted, what: shared.words() };
    now.tell(world, request.from, Entry::Ashore(Box::new(came)));
    if let Some(record) = ashore.evidence.iter_mut().find(|e| e.party == asker && e.case == case) {
        record.shared.push(shared);
        evidence::identify(now, world, ashore, asker, case);
    }
}

fn emit(now: &mut Now<'_>, seat: SeatId, event: Event) {
    now.emit_by(seat, Told::Ashore(Box::new(event)));
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
