//! The doctrine crew and the assessment of needs of protection: everybody screened is heard, and where a regional centre
//! has agreed to receive people, families are taken there whole.
//!
//! Where a scenario says nothing of assessment, none of this is done.

use std::collections::BTreeSet;

use crate::base::Span;
use crate::base::ids::PartyId;
use crate::picture::{AdmittedView, FileView, RequestView, SiteView, Stands};
use crate::sar::reception::Stage;
use crate::scenario::{Role, Stance};
use crate::sim::ashore::{self, Families, FileId, Stay};
use crate::sim::means::Wanted;
use crate::sim::{Ask, Command, Right, may};

use super::desk::{self, Desk};

/// A regional centre is asked to receive people when the own office would need longer than this to hear them \[d\]
/// (*proposed*).
const TOO_LONG_D: u32 = 3;
/// After a refusal it is asked again after this (*proposed*).
const ASK_AGAIN: Span = Span::hours(48);
/// An answer is wanted within this (*proposed*).
const WANTED: Span = Span::hours(24);

/// Orders about the people of a site.
pub(super) fn orders(desk: &Desk<'_>, site: &SiteView) -> Vec<ashore::Command> {
    let Some(assessment) = &site.assessment else { return Vec::new() };
    let mut out = Vec::new();
    let mut going: BTreeSet<FileId> = BTreeSet::new();
    let centre = assessment.centre.map(|(site, _)| site);
    for to in assessment.admitted.iter().filter(|to| Some(to.site) == centre) {
        let persons = families_for(desk, site, to, &going);
        if !persons.is_empty() {
            going.extend(&persons);
            let persons = persons.into_iter().collect();
            out.push(ashore::Command::Relocate { persons, to: to.site, families: Families::Together });
        }
    }
    let heard = site.files.iter().filter(|file| is_ready(file) && !going.contains(&file.file));
    let persons: Vec<FileId> = heard.map(|file| file.file).collect();
    if !persons.is_empty() {
        out.push(ashore::Command::Assess { persons });
    }
    out
}

/// Whether somebody can be heard, and has been screened or is not going to be.
fn is_ready(file: &FileView) -> bool {
    file.may_be_assessed() && file.is_past(Stage::Screening)
}

/// Whether somebody is still to be heard, on a list for it or not.
fn is_unheard(file: &FileView) -> bool {
    is_ready(file) || (file.is_here() && file.known.assessment_asked.is_some())
}

/// Whole families, as many as fit, of whom somebody is still to be heard, the last landed first, because they would wait
/// longest here; nobody who may have fled from that state.
fn families_for(desk: &Desk<'_>, site: &SiteView, to: &AdmittedView, going: &BTreeSet<FileId>) -> BTreeSet<FileId> {
    let scenario = &desk.theatre.scenario;
    let host = scenario.places.get(to.place.index()).map(|place| place.party);
    let from_there = |file: &FileView| {
        let nationality =
            file.known.nationality.flatten().and_then(|id| scenario.reception.nationalities.get(id.index()));
        nationality.and_then(|nationality| nationality.party).is_some_and(|party| Some(party) == host)
    };
    let can_go = |file: &FileView| {
        file.stay == Stay::AtSite
            && file.in_hand.is_none()
            && file.done(Stage::Registration).is_some()
            && !going.contains(&file.file)
            && !from_there(file)
    };
    let mut chosen: BTreeSet<FileId> = BTreeSet::new();
    for file in site.files.iter().rev().filter(|file| is_unheard(file) && can_go(file)) {
        let kin = |other: &&FileView| other.is_here() && file.known.family.contains(&other.file);
        let mut family: BTreeSet<FileId> = site.files.iter().filter(kin).map(|other| other.file).collect();
        family.insert(file.file);
        let all_can = site.files.iter().filter(|other| family.contains(&other.file)).all(can_go);
        let with = chosen.union(&family).count();
        if all_can && with <= to.left as usize {
            chosen.extend(family);
        }
    }
    chosen
}

/// The last request to the centre to receive people of this site's state.
fn last_asked<'d>(desk: &'d Desk<'_>, centre: crate::base::ids::SiteId) -> Option<&'d RequestView> {
    let about = |r: &&RequestView| matches!(r.what, Ask::Means(Wanted::Admit { site, .. }) if site == centre);
    desk.picture.requests.iter().rev().filter(|r| !r.of_us).find(about)
}

/// Asks the state at whose site the regional centre is to receive those whom the own office could not hear soon.
pub(super) fn ask_centre(desk: &Desk<'_>, site: &SiteView) -> Option<Command> {
    let assessment = site.assessment.as_ref()?;
    let (centre, place) = assessment.centre.filter(|_| assessment.one_form && !assessment.is_centre)?;
    let scenario = &desk.theatre.scenario;
    let host: PartyId = scenario.places.get(place.index())?.party;
    let case = desk.picture.cases.first()?.case;
    if host == desk.picture.party || !may(desk.picture.role, Right::AskAdmission) {
        return None;
    }
    let unheard = u32::try_from(site.files.iter().filter(|file| is_unheard(file)).count()).ok()?;
    let left: u32 = assessment.admitted.iter().map(|to| to.left).sum();
    let persons = unheard.saturating_sub(assessment.per_day.saturating_mul(TOO_LONG_D));
    if left > 0 || persons == 0 {
        return None;
    }
    let again = last_asked(desk, centre).is_none_or(|last| match last.stands() {
        Stands::Refused => last.answer.as_ref().is_some_and(|(_, at)| desk.passed(*at, ASK_AGAIN)),
        Stands::Accepted | Stands::Withdrawn => true,
        _ => false,
    });
    let run_by = scenario.reception.site(centre)?.run_by;
    let to = scenario.seat_of(host, Role::ForeignMinistry).unwrap_or(run_by);
    let wanted = Wanted::Admit { site: centre, persons };
    again.then(|| desk::ask_by(to, case, Ask::Means(wanted), desk.within(WANTED)))
}

/// Whether this state receives people whom another brings: where its own board shows beds for them, and as it is minded;
/// one that pushes back does not, and one that waits for others does if it has agreed to hold the centre.
pub(super) fn admits(desk: &Desk<'_>, site: crate::base::ids::SiteId, persons: u32) -> Result<(), &'static str> {
    let agreed = desk.theatre.scenario.reception.assessment.as_ref().is_some_and(|how| how.is_centre(site));
    let board = desk.picture.reception.iter().find(|view| view.site == site);
    let room = board.is_none_or(|view| view.beds.saturating_sub(view.present) >= persons);
    match desk.manner().stance {
        Stance::PushBack => Err("we receive nobody from elsewhere"),
        Stance::Delay if !agreed => Err("others have to move first"),
        Stance::Delay | Stance::Cooperate if !room => Err("we have no beds for so many"),
        Stance::Delay | Stance::Cooperate => Ok(()),
    }
}
