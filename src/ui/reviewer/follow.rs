//! Following a unit, a case or a request through the recording.

use std::collections::BTreeMap;

use egui::Ui;

use super::desk::{Act, Desk, Follow, Panel};
use crate::base::ids::{CraftId, RequestId};
use crate::base::{Position, Tick};
use crate::picture::{Picture, RequestView};
use crate::ui::chart::Selected;
use crate::ui::timeline::Bar;
use crate::ui::{kit, words};

/// The panel. What is followed is the desk's.
#[derive(Default)]
pub(super) struct Following;

impl Panel for Following {
    fn name(&self) -> &'static str {
        "Follow"
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let mut follow = desk.follow;
        let mut options = vec![(Follow::Nothing, "nothing".to_owned())];
        let craft = desk.plan.craft.iter().enumerate();
        options.extend(craft.map(|(i, craft)| (Follow::Case(CraftId::new(i)), craft.name.clone())));
        options.extend(desk.plan.srus.iter().map(|card| (Follow::Sru(card.sru), card.name.clone())));
        options.extend(requests(desk).into_keys().map(|id| (Follow::Request(id), request_words(desk, id))));
        if kit::choice(ui, "Follow", &mut follow, &options) {
            out.push(Act::Follow(follow));
        }
        if let Follow::Request(id) = desk.follow {
            for bar in bars(desk, id) {
                let from = words::dtg(desk.briefing, bar.from);
                if kit::press(ui, &format!("{from}  {}", bar.text), &format!("Go to {from}: {}", bar.text)) {
                    out.push(Act::seek(bar.from));
                }
            }
        }
        if let Some((what, name)) = desk.selected_follow().filter(|(what, _)| *what != desk.follow)
            && kit::press(ui, &format!("Follow {name}"), &format!("Follow {name}, which is selected"))
        {
            out.push(Act::Follow(what));
        }
    }
}

impl Desk<'_> {
    /// What is selected, if it can be followed, and its name.
    fn selected_follow(&self) -> Option<(Follow, String)> {
        match self.selected? {
            Selected::Sru(sru) => Some((Follow::Sru(sru), self.names().sru(sru))),
            Selected::Case(case) => Some((Follow::Case(case), self.names().craft(case))),
            _ => None,
        }
    }
}

/// Where what is followed is, in truth.
pub(super) fn true_place(desk: &Desk<'_>) -> Option<Position> {
    let truth = &desk.overview.truth;
    match desk.follow {
        Follow::Sru(sru) => truth.srus.iter().find(|view| view.sru == sru).map(|view| view.position),
        Follow::Case(case) => truth.casualties.iter().find(|c| c.case == case).map(|c| c.position),
        Follow::Nothing | Follow::Request(_) => None,
    }
}

/// Where what is followed is, as a seat knows.
pub(super) fn known_place(desk: &Desk<'_>, picture: &Picture) -> Option<Position> {
    match desk.follow {
        Follow::Sru(sru) => {
            let live = picture.srus.iter().find(|view| view.sru == sru).map(|view| view.position);
            live.or_else(|| picture.traffic.iter().find(|heard| heard.sru == sru).map(|heard| heard.position))
        }
        Follow::Case(case) => {
            let view = picture.cases.iter().find(|view| view.case == case)?;
            view.latest_position().map(|told| told.reported.position)
        }
        Follow::Nothing | Follow::Request(_) => None,
    }
}

/// A request from both its sides, as far as it has come.
#[derive(Default)]
struct BothSides<'a> {
    /// As who asked sees it.
    asker: Option<(&'a Picture, &'a RequestView)>,
    /// As who was asked sees it.
    asked: Option<&'a RequestView>,
}

fn requests<'a>(desk: &Desk<'a>) -> BTreeMap<RequestId, BothSides<'a>> {
    let mut all: BTreeMap<RequestId, BothSides<'a>> = BTreeMap::new();
    for picture in &desk.overview.pictures {
        for request in &picture.requests {
            let sides = all.entry(request.request).or_default();
            if request.of_us {
                sides.asked = Some(request);
            } else {
                sides.asker = Some((picture, request));
            }
        }
    }
    all
}

fn request_words(desk: &Desk<'_>, id: RequestId) -> String {
    let all = requests(desk);
    let Some((picture, request)) = all.get(&id).and_then(|sides| sides.asker) else { return id.to_string() };
    let what = words::ask(desk.briefing, &desk.plan.srus, &request.what);
    format!("{} to {}: {what}", desk.names().seat(picture.seat), desk.names().seat(request.other))
}

/// The stretches of a request: on its way, waiting for an answer, the answer on its way.
pub(super) fn bars(desk: &Desk<'_>, id: RequestId) -> Vec<Bar> {
    let all = requests(desk);
    let Some(sides) = all.get(&id) else { return Vec::new() };
    let now = desk.cursor();
    let asked_at = sides.asker.map(|(_, r)| r.at);
    let reached_at = sides.asked.map(|r| r.at);
    let answered_at = sides.asked.and_then(|r| r.answer.as_ref()).map(|(_, at)| *at);
    let known_at = sides.asker.and_then(|(_, r)| r.answer.as_ref()).map(|(_, at)| *at);
    let what = request_words(desk, id);
    let mut bars = Vec::new();
    let mut stretch = |from: Option<Tick>, to: Option<Tick>, words: &str| {
        if let Some(from) = from {
            bars.push(Bar { from, to: to.unwrap_or(now).max(from), text: format!("{words}: {what}"), followed: true });
        }
    };
    stretch(asked_at, reached_at, "on its way");
    stretch(reached_at, answered_at, "waits for an answer");
    stretch(answered_at, known_at, "the answer is on its way");
    bars
}
