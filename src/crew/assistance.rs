//! Legal assistance as doctrine crews ask for it and grant it.
//!
//! A police desk asks once it is on an organiser's track: for evidence of the states where others of the same journeys
//! come ashore, and of the state the organiser is of; then for the statements it is told of, and for organisers
//! identified there. It grants what it holds, as its state is minded; **a statement goes only to a state from which
//! nobody flees, and only with protection promised where a witness is protected**. Numbers *proposed*.

use std::collections::BTreeSet;

use crate::base::Span;
use crate::base::ids::{CraftId, PartyId, SeatId};
use crate::picture::{FileView, RequestView, Stands};
use crate::sar::reception::Stage;
use crate::scenario::Stance;
use crate::sim::ashore::{Assistance, CaseEvidence, Evidence, authority_of};
use crate::sim::{Ask, Command, Right, Terms, may};

use super::delay::Step;
use super::desk::{self, Desk};
use super::reception::state_of;

/// A prosecutor's office looks at a request from abroad within one to two days.
const CONSIDER: Step = Step::new(62, 24.0 * 60.0, 48.0 * 60.0);
/// A state that waits for others answers so much later.
const SLOW: Span = Span::hours(72);
/// An answer is wanted within this.
const WANTED: Span = Span::hours(120);

/// Files of this state that this desk sees.
fn files<'d>(desk: &'d Desk<'_>) -> impl Iterator<Item = &'d FileView> + use<'d> {
    desk.picture.reception.iter().flat_map(|site| &site.files)
}

/// What this state holds of each case, as its police see it: every site shows the same.
fn records<'d>(desk: &'d Desk<'_>) -> &'d [CaseEvidence] {
    desk.picture.reception.iter().find(|site| site.polices).map_or(&[][..], |site| &site.evidence)
}

/// States from which people on these routes flee: country information, which every such office has; who of those aboard
/// flees, it does not say.
pub(super) fn fled(desk: &Desk<'_>) -> BTreeSet<PartyId> {
    let groups = desk.theatre.scenario.craft.iter().flat_map(|craft| &craft.groups);
    groups.filter_map(|group| group.circumstances.flees).collect()
}

/// What is asked of other states now: for each case and state one thing after the other, each once.
pub(super) fn ask(desk: &Desk<'_>) -> Vec<Command> {
    let scenario = &desk.theatre.scenario;
    let own = desk.picture.party;
    let heard = |f: &FileView| f.done(Stage::Statement).is_some() && f.known.witness == Some(true);
    let on_track = files(desk).any(|f| f.known.organiser || heard(f));
    if !on_track || !may(desk.picture.role, Right::AskAssistance) {
        return Vec::new();
    }
    let of_organisers = files(desk).filter(|f| f.known.organiser).filter_map(|f| f.known.nationality.flatten());
    let mut states: BTreeSet<PartyId> = of_organisers.filter_map(|nationality| state_of(desk, nationality)).collect();
    states.extend(scenario.reception.sites.iter().map(|site| site.party));
    states.remove(&own);
    let mut out = Vec::new();
    for state in states {
        let Some(to) = authority_of(&scenario.seats, &scenario.parties, state) else { continue };
        for record in records(desk) {
            let of = |wanted: Assistance| last(desk, to, record.case, wanted);
            // Terms that protect witnesses are met: whoever speaks is protected here as a matter of course.
            let offered = of(Assistance::Statements).filter(|request| request.stands() == Stands::Offered);
            out.extend(offered.map(|request| Command::Agree { request: request.request }));
            let told = record.shared.iter().filter(|shared| shared.from == Some(state));
            let (statements, organisers) =
                told.fold((0, 0), |(s, o), shared| (shared.more_statements.max(s), shared.organisers.max(o)));
            let next = [
                (Assistance::Evidence, true),
                (Assistance::Statements, statements > 0),
                (Assistance::Extradition, organisers > 0 && proven(desk, record)),
            ];
            for (wanted, due) in next {
                if due && of(wanted).is_none() {
                    out.push(desk::ask_by(to, record.case, Ask::Assist(wanted), desk.within(WANTED)));
                }
            }
        }
    }
    out
}

/// Whether this state has something in hand against the organisers of a case.
fn proven(desk: &Desk<'_>, record: &CaseEvidence) -> bool {
    let secured =
        |item: &Evidence| record.items[*item as usize].secured.is_some() && !record.items[*item as usize].spoiled;
    let organiser = files(desk).any(|f| f.known.organiser);
    organiser && (Evidence::ALL.iter().any(secured) || record.shared.iter().any(|shared| shared.number() > 0))
}

/// The last request of this desk for something about a case.
fn last<'d>(desk: &'d Desk<'_>, to: SeatId, case: CraftId, wanted: Assistance) -> Option<&'d RequestView> {
    desk.last_asked(to, case, |ask| *ask == Ask::Assist(wanted))
}

/// The answer to a request for legal assistance, if it is time. Who pushes people back shares nothing, and says
/// nothing.
pub(super) fn answer(desk: &Desk<'_>, request: &RequestView, wanted: Assistance) -> Option<Command> {
    let takes = desk.takes(request.case.0, CONSIDER);
    let ready = match desk.manner().stance {
        Stance::Cooperate => desk.passed(request.at, takes),
        Stance::Delay => desk.passed(request.at.after(SLOW), takes),
        Stance::PushBack => false,
    };
    if !ready {
        return None;
    }
    let asker = desk.theatre.seat(request.other).party;
    let polices = desk.picture.reception.iter().any(|site| site.polices);
    let record = records(desk).iter().find(|record| record.case == request.case);
    if polices && record.is_none() {
        return Some(desk::refuse(request, "nobody of that boat has come ashore here"));
    }
    let risky = wanted != Assistance::Evidence && fled(desk).contains(&asker);
    if risky {
        return Some(desk::refuse(request, "people have fled from your state: who is named there would be at risk"));
    }
    let safe = Terms { protection: true, ..Terms::default() };
    if !polices {
        // Who speaks for its state without seeing the files leaves nobody unprotected by a plain yes.
        let yes = if wanted == Assistance::Statements { desk::accept_if(request, safe) } else { desk::accept(request) };
        return Some(yes);
    }
    let in_hand = record.is_some_and(|record| {
        Evidence::ALL
            .iter()
            .any(|item| record.items[*item as usize].secured.is_some() && !record.items[*item as usize].spoiled)
    });
    let witnesses = || files(desk).filter(|f| f.known.witness == Some(true) && f.done(Stage::Statement).is_some());
    let nothing = || Some(desk::refuse(request, "we hold nothing of that yet"));
    // Word of a refusal by the exercise: there was nothing of that case, or nobody to hand over.
    let refused = desk.refused_lately("that request:");
    match wanted {
        _ if refused => nothing(),
        Assistance::Evidence if in_hand => Some(desk::accept(request)),
        Assistance::Statements if witnesses().next().is_some() => Some(desk::accept_if(request, safe)),
        Assistance::Extradition if files(desk).any(|f| f.known.organiser) => Some(desk::accept(request)),
        _ => nothing(),
    }
}
