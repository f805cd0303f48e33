//! One minute of every reception site: who arrives, who is seen to, who waits, and what waiting does.

use super::super::event::{DeathCause, Event as Told};
use super::super::ledger::Fact as Entry;
use super::super::people;
use super::super::step::Now;
use super::super::world::World;
use super::background::{Purpose, draws};
use super::command::{FileId, Placement, Referral};
use super::event::{Event, Fact, Finding};
use super::{Ashore, File, InHand, Known, Stay, kin, kin_here};
use super::{aboard, assessment, assistance, evidence, identity, leads};
use crate::base::ids::{LanguageId, PartyId, PersonId, PlaceId, SiteId};
use crate::base::time::TICKS_PER_HOUR;
use crate::base::{Span, Tick};
use crate::sar::hunger::Hunger;
use crate::sar::reception::{self, Staff, Stage, Triage};
use crate::sar::thirst;
use crate::scenario::Site;

/// A living person has been put ashore at a place: where there is a site, it gets a file.
pub(in crate::sim) fn receive(now: &mut Now<'_>, world: &mut World, id: PersonId, place: PlaceId) {
    let scenario = &now.theatre.scenario;
    let Some(site_id) = scenario.reception.at(place) else { return };
    let Some(site) = scenario.reception.site(site_id) else { return };
    if world.ashore.index.contains_key(&id) {
        return;
    }
    let (party, condition) = (site.party, condition(world, id));
    let files = &mut world.ashore.files[party.index()];
    let file = FileId(u32::try_from(files.len()).unwrap_or(u32::MAX));
    files.push(File {
        person: id,
        site: site_id,
        landed_at: now.tick,
        condition,
        stay: Stay::AtSite,
        in_hand: None,
        done: [None; Stage::ALL.len()],
        skipped: [false; Stage::ALL.len()],
        screenings: 0,
        statement_wanted: false,
        witness_lost: false,
        known: Known::default(),
    });
    world.ashore.index.insert(id, (party, file));
    let state = &mut world.ashore.sites[site_id.index()];
    state.present.push(file);
    state.arrivals += 1;
    now.emit(Told::Ashore(Box::new(Event::Received { person: id, site: site_id })));
    let case = world.people[id.index()].craft;
    evidence::come(now, world, party, case);
}

/// How ill somebody is on landing.
fn condition(world: &World, id: PersonId) -> Triage {
    let person = &world.people[id.index()];
    let background = world.ashore.backgrounds.get(id.index()).cloned().unwrap_or_default();
    aboard::condition(person, &background, thirst::thirst(person.toll.deficit_l, &person.body))
}

/// One minute of all sites.
pub(in crate::sim) fn advance(now: &mut Now<'_>, world: &mut World) {
    if world.ashore.sites.is_empty() {
        return;
    }
    aboard::advance(now, world);
    let mut ashore = std::mem::take(&mut world.ashore);
    let mut changed = false;
    for s in 0..ashore.sites.len() {
        changed |= site(now, world, &mut ashore, SiteId::new(s));
    }
    changed |= assessment::advance(now, world, &mut ashore);
    if now.tick.0.is_multiple_of(TICKS_PER_HOUR) {
        changed |= evidence::advance(now, world, &mut ashore);
        changed |= leads::advance(now, world, &mut ashore);
        changed |= assistance::advance(now, world, &mut ashore);
    }
    if changed {
        ashore.seal();
    }
    world.ashore = ashore;
}

/// One minute of one site. Says whether anything changed.
fn site(now: &mut Now<'_>, world: &mut World, ashore: &mut Ashore, id: SiteId) -> bool {
    let theatre = now.theatre;
    let Some(site) = theatre.scenario.reception.site(id) else { return false };
    let mut changed = open(now, world, ashore, id, site);
    let state = &mut ashore.sites[id.index()];
    if state.arrivals > 0 {
        let fact = Fact::Arrived { site: id, persons: std::mem::take(&mut state.arrivals) };
        now.tell(world, site.run_by, Entry::Ashore(Box::new(fact)));
        changed = true;
    }
    if !state.present.is_empty() {
        changed |= wait(now, world, ashore, id, site);
        if ashore.sites[id.index()].open {
            changed |= drive(now, ashore, id, site);
            changed |= work(now, world, ashore, id, site);
        }
    }
    changed | shortage(now, ashore, id, site)
}

/// A site opens, and staff on their way arrive.
fn open(now: &mut Now<'_>, world: &mut World, ashore: &mut Ashore, id: SiteId, site: &Site) -> bool {
    let state = &mut ashore.sites[id.index()];
    let mut changed = false;
    for (_, staff, number) in state.coming.iter().filter(|(at, ..)| *at <= now.tick) {
        state.staff[*staff as usize] += number;
        changed = true;
    }
    state.coming.retain(|(at, ..)| *at > now.tick);
    if !state.open && state.opens_at.is_some_and(|at| at <= now.tick) {
        state.open = true;
        changed = true;
        now.emit(Told::Ashore(Box::new(Event::Opened { site: id })));
        now.tell(world, site.run_by, Entry::Ashore(Box::new(Fact::Opened { site: id })));
    }
    changed
}

/// People come back from hospital or arrive from elsewhere; and those who need a doctor bear not having one.
fn wait(now: &mut Now<'_>, world: &mut World, ashore: &mut Ashore, id: SiteId, site: &Site) -> bool {
    let mut changed = false;
    let mut dead: Vec<FileId> = Vec::new();
    for file_id in &ashore.sites[id.index()].present {
        let files = &mut ashore.files[site.party.index()];
        match files[file_id.index()].stay {
            Stay::OnTheWay { until } if until <= now.tick => {
                files[file_id.index()].stay = Stay::AtSite;
                changed = true;
            }
            Stay::Hospital { until, .. } if until <= now.tick => {
                let file = &mut files[file_id.index()];
                file.stay = Stay::AtSite;
                file.condition = Triage::Green;
                file.known.triage = Some(Triage::Green);
                changed = true;
            }
            _ => {}
        }
        let file = &files[file_id.index()];
        let treated = matches!(file.stay, Stay::Hospital { from, .. } if from <= now.tick);
        let seen = file.done[Stage::Triage as usize].is_some();
        let hazard = file.condition.hazard_per_h(seen, treated);
        if hazard > 0.0 {
            let person = &mut world.people[file.person.index()];
            person.toll.borne += hazard / 60.0;
            if person.toll.borne >= person.hidden.endurance {
                dead.push(*file_id);
            }
        }
    }
    for file_id in &dead {
        let file = &mut ashore.files[site.party.index()][file_id.index()];
        (file.stay, file.in_hand) = (Stay::Died, None);
        let person = file.person;
        people::die(now, world, person, DeathCause::Untreated);
        now.tell(world, site.run_by, Entry::Ashore(Box::new(Fact::Died { file: *file_id })));
    }
    ashore.sites[id.index()].present.retain(|file| !dead.contains(file));
    changed || !dead.is_empty()
}

/// Ambulances that are free take who was referred to hospital, the gravest as far as known first.
fn drive(now: &mut Now<'_>, ashore: &mut Ashore, id: SiteId, site: &Site) -> bool {
    let Ashore { sites, files, .. } = ashore;
    let (state, files) = (&mut sites[id.index()], &mut files[site.party.index()]);
    let mut waiting: Vec<FileId> =
        state.present.iter().filter(|file| files[file.index()].stay == Stay::AwaitsAmbulance).copied().collect();
    // Stable: of equals the one landed first.
    waiting.sort_by_key(|file| std::cmp::Reverse(files[file.index()].known.triage));
    let mut taken = false;
    for file in waiting {
        let Some(ambulance) = state.ambulances.iter_mut().find(|free_at| **free_at <= now.tick) else { break };
        let there = now.tick.after(site.hospital);
        *ambulance = there.after(site.hospital);
        let file = &mut files[file.index()];
        file.stay = Stay::Hospital { from: there, until: there.after(Span::from_hours(reception::HOSPITAL_STAY_H)) };
        let person = file.person;
        now.emit(Told::Ashore(Box::new(Event::Hospitalised { person })));
        taken = true;
    }
    taken
}

/// Staff work for a minute: they go on with whom they have in hand, and turn to others in the order of stages.
fn work(now: &mut Now<'_>, world: &mut World, ashore: &mut Ashore, id: SiteId, site: &Site) -> bool {
    let mut finished: Vec<(FileId, InHand)> = Vec::new();
    let mut changed = false;
    let on_leads = leads::away(ashore, site.party, ashore.sites[id.index()].staff[Staff::Police as usize]);
    {
        let Ashore { sites, files, backgrounds, .. } = &mut *ashore;
        let (state, files) = (&sites[id.index()], &mut files[site.party.index()]);
        let language = |file: &File| backgrounds.get(file.person.index()).and_then(|b| b.language);
        let mut interpreters: Vec<_> = {
            let there = site.interpreters.iter().chain(&state.lent_interpreters);
            there.filter(|(_, number)| *number > 0).copied().collect()
        };
        for file in &state.present {
            let file = &files[file.index()];
            if file.in_hand.is_some_and(|hand| hand.understood && hand.stage.facts().talks) {
                let _ = take_interpreter(&mut interpreters, language(file));
            }
        }
        let mut beds = site.beds.saturating_sub(in_beds(state.present.iter().map(|file| &files[file.index()])));
        for kind in Staff::ALL {
            let mut free = state.staff[kind as usize] - if kind == Staff::Police { on_leads } else { 0 };
            for file_id in &state.present {
                if files[file_id.index()].in_hand.is_none_or(|hand| hand.stage.facts().staff != kind) {
                    continue;
                }
                if free == 0 {
                    break;
                }
                let Some(hand) = files[file_id.index()].in_hand.as_mut() else { continue };
                free -= 1;
                changed = true;
                hand.left_min -= 1.0;
                if hand.left_min <= 0.0 {
                    finished.push((*file_id, *hand));
                }
            }
            for stage in state.order.iter().copied().filter(|stage| stage.facts().staff == kind) {
                if free == 0 {
                    break;
                }
                let mut queue: Vec<(u8, usize, FileId)> = state
                    .present
                    .iter()
                    .enumerate()
                    .filter(|(_, file)| waits_for(&files[file.index()], stage, now.tick))
                    .map(|(place, file)| (rank(&files[file.index()].known), place, *file))
                    .collect();
                queue.sort_unstable();
                for (_, _, file_id) in queue {
                    let file = &files[file_id.index()];
                    let needs_bed = stage == Stage::Shelter && file.known.placement == Some(Placement::Shelter);
                    if free == 0 {
                        break;
                    }
                    // Whoever waits for a bed keeps nobody from a host.
                    if needs_bed && beds == 0 {
                        continue;
                    }
                    let talks = stage.facts().talks;
                    let spoken = language(file).filter(|_| talks);
                    let understood = match take_interpreter(&mut interpreters, spoken) {
                        Interpreting::Free => true,
                        // One will be free before long, and is worth waiting for.
                        Interpreting::Busy => continue,
                        Interpreting::None => false,
                    };
                    beds -= u32::from(needs_bed);
                    free -= 1;
                    changed = true;
                    let times = u32::from(file.screenings) << 8 | stage as u32;
                    let pace = draws(&world.noise, Purpose::Pace as u32, file.person, times).unit();
                    let unscreened = stage == Stage::Interview && file.done[Stage::Screening as usize].is_none();
                    let left_min = stage.minutes_at(pace)
                        * if understood { 1.0 } else { reception::UNTRANSLATED }
                        * if unscreened { reception::UNSCREENED } else { 1.0 }
                        - 1.0;
                    let hand = InHand { stage, left_min, understood };
                    files[file_id.index()].in_hand = Some(hand);
                    if left_min <= 0.0 {
                        finished.push((file_id, hand));
                    }
                }
            }
        }
    }
    for (file, hand) in finished {
        finish(now, world, ashore, site.party, file, hand);
    }
    changed
}

/// Whether somebody waits for a stage now.
pub(crate) fn waits_for(file: &File, stage: Stage, now: Tick) -> bool {
    if file.stay != Stay::AtSite || file.in_hand.is_some() || file.is_past(stage) {
        return false;
    }
    let known = &file.known;
    let applies = match stage {
        Stage::Trafficking => known.indicators.is_some_and(|n| n > 0),
        Stage::Shelter => known.placement.is_some(),
        Stage::BestInterests => known.unaccompanied == Some(true) || known.is_referred(Referral::ChildProtection),
        Stage::Statement => file.statement_wanted,
        _ => true,
    };
    applies
        && stage.after().is_none_or(|before| file.is_past(before))
        && now.since(file.landed_at).as_hours() >= stage.facts().not_before_h
}

/// Who comes first: the gravely ill, children, then in order of landing.
fn rank(known: &Known) -> u8 {
    match (known.triage, known.is_child()) {
        (Some(Triage::Red), _) => 0,
        (_, true) => 1,
        _ => 2,
    }
}

/// Whether an interpreter can be had.
enum Interpreting {
    /// None is needed, or one is free.
    Free,
    /// All who speak it are busy.
    Busy,
    /// Nobody there speaks it.
    None,
}

/// Takes an interpreter for a minute.
fn take_interpreter(left: &mut [(LanguageId, u32)], language: Option<LanguageId>) -> Interpreting {
    let Some(language) = language else { return Interpreting::Free };
    let mut speaks = false;
    for (_, free) in left.iter_mut().filter(|(of, _)| *of == language) {
        speaks = true;
        if *free > 0 {
            *free -= 1;
            return Interpreting::Free;
        }
    }
    if speaks { Interpreting::Busy } else { Interpreting::None }
}

/// Beds of a site in use, or being made ready.
pub(super) fn in_beds<'f>(files: impl Iterator<Item = &'f File>) -> u32 {
    let in_bed = |file: &&File| {
        let going = file.done[Stage::Shelter as usize].is_some()
            || file.in_hand.is_some_and(|hand| hand.stage == Stage::Shelter);
        going && file.known.placement == Some(Placement::Shelter) && is_there(file)
    };
    u32::try_from(files.filter(in_bed).count()).unwrap_or(u32::MAX)
}

/// Whether somebody is at the site itself, on its water and its beds, and not in hospital, on the way, or housed
/// elsewhere.
pub(super) fn is_there(file: &File) -> bool {
    let elsewhere = file.done[Stage::Shelter as usize].is_some()
        && matches!(file.known.placement, Some(Placement::Alternative | Placement::Detention));
    matches!(file.stay, Stay::AtSite | Stay::AwaitsAmbulance) && !elsewhere
}

/// A stage is done: what it asked for becomes known, as well as the person was understood.
fn finish(now: &mut Now<'_>, world: &mut World, ashore: &mut Ashore, party: PartyId, id: FileId, hand: InHand) {
    let InHand { stage, understood, .. } = hand;
    let (person, site, times) = {
        let file = &mut ashore.files[party.index()][id.index()];
        file.in_hand = None;
        file.done[stage as usize] = Some(now.tick);
        if stage == Stage::Screening {
            file.screenings = file.screenings.saturating_add(1);
        }
        (file.person, file.site, u32::from(file.screenings))
    };
    now.emit(Told::Ashore(Box::new(Event::StageDone { person, site, stage, understood })));
    let background = ashore.backgrounds.get(person.index()).cloned().unwrap_or_default();
    let mut telling = draws(&world.noise, Purpose::Telling as u32 + stage as u32, person, times);
    let chance = reception::finds(understood);
    // Each question has a draw of its own, asked or not.
    let (first, second) = (telling.chance(chance), telling.chance(chance));
    let family = if stage == Stage::Registration {
        kin_here(&now.theatre.scenario, world, ashore, party, id)
    } else {
        Vec::new()
    };
    let missing = if stage == Stage::FamilyTracing {
        let away = |p: &PersonId| ashore.index.get(p).is_none_or(|(of, _)| *of != party);
        kin(&now.theatre.scenario, world, ashore, person).filter(away).count()
    } else {
        0
    };
    let mut found: Vec<Finding> = Vec::new();
    let file = &mut ashore.files[party.index()][id.index()];
    let (condition, known) = (file.condition, &mut file.known);
    match stage {
        Stage::Berth | Stage::Shelter | Stage::BestInterests => {}
        Stage::Triage => {
            known.triage = Some(condition);
            known.wounded = Some(background.wounded);
            let body = &world.people[person.index()];
            let counted = |craft: &crate::scenario::Craft| craft.food_days.is_some();
            let counted = now.theatre.scenario.craft.get(body.craft.index()).is_some_and(counted);
            known.hunger = counted.then(|| Hunger::of(body.missed_food_days));
        }
        Stage::Registration => {
            let body = &world.people[person.index()];
            known.age_years = Some(body.body.age_years);
            known.male = Some(body.male);
            known.nationality = Some(background.nationality);
            known.language = Some(background.language);
            known.documents = Some(background.documents);
            known.unaccompanied = Some(background.unaccompanied);
            known.family = family;
        }
        Stage::FamilyTracing => known.family_missing = Some(u32::try_from(missing).unwrap_or(u32::MAX)),
        Stage::Screening => {
            known.pregnant = Some(background.pregnant);
            // What was noted once is not forgotten when it is asked again.
            let noted = known.indicators.unwrap_or(0);
            known.indicators = Some(noted.max(if first { background.indicators } else { 0 }));
            if known.indicators > Some(0) && noted == 0 {
                found.push(Finding::Indicators);
            }
            let claims = known.protection == Some(true) || (second && background.protection);
            if claims && known.protection != Some(true) {
                found.push(Finding::Protection);
            }
            known.protection = Some(claims);
        }
        Stage::Trafficking => {
            let victim = known.trafficked == Some(true) || (first && background.is_trafficked());
            if victim && known.trafficked != Some(true) {
                found.push(Finding::Trafficked);
            }
            known.trafficked = Some(victim);
        }
        Stage::Interview => {
            let claims = known.protection == Some(true) || (first && background.protection);
            if claims && known.protection != Some(true) {
                found.push(Finding::Protection);
            }
            known.protection = Some(claims);
            let witness = known.witness == Some(true) || (second && background.witness);
            if witness && known.witness != Some(true) {
                found.push(Finding::Witness);
            }
            known.witness = Some(witness);
        }
        Stage::Statement => {
            let witness = background.witness && !file.witness_lost;
            if witness && known.witness != Some(true) {
                found.push(Finding::Witness);
            }
            known.witness = Some(witness);
        }
    }
    for what in found {
        now.emit(Told::Ashore(Box::new(Event::Found { person, what })));
    }
    if stage == Stage::Interview {
        identity::establish(now, world, ashore, (party, id), understood);
    }
    if stage == Stage::Statement {
        let case = world.people[person.index()].craft;
        evidence::identify(now, world, ashore, party, case);
    }
}

/// Tells the record when the number of those without a bed or enough water changes. A closed site has neither.
fn shortage(now: &mut Now<'_>, ashore: &mut Ashore, id: SiteId, site: &Site) -> bool {
    let state = &ashore.sites[id.index()];
    let files = &ashore.files[site.party.index()];
    let there = state.present.iter().filter(|file| is_there(&files[file.index()])).count();
    let present = u32::try_from(there).unwrap_or(u32::MAX);
    let (beds, water_l) = if state.open { (site.beds, site.water_l_per_day) } else { (0, 0.0) };
    let short = (present, reception::without_bed(present, beds), reception::without_water(present, water_l));
    if short == state.short {
        return false;
    }
    ashore.sites[id.index()].short = short;
    let (present, without_bed, without_water) = short;
    now.emit(Told::Ashore(Box::new(Event::Shortage { site: id, present, without_bed, without_water })));
    true
}

/// Tells the record when the number of those changes for whom a site has no food. A closed site has none.
pub(in crate::sim) fn feed(now: &mut Now<'_>, world: &mut World) {
    let sites = &now.theatre.scenario.reception.sites;
    for (i, site) in sites.iter().enumerate() {
        let Some(meals) = site.meals else { continue };
        let state = &world.ashore.sites[i];
        let without_food = state.short.0.saturating_sub(if state.open { meals } else { 0 });
        if without_food != state.without_food {
            world.ashore.sites[i].without_food = without_food;
            world.ashore.seal();
            now.emit(Told::Ashore(Box::new(Event::FoodShort { site: SiteId::new(i), without_food })));
        }
    }
}
