//! The start screen: six cards, and what was opened last. A newcomer reaches a moving chart in two clicks.

mod join_line;
mod seats;

use std::collections::BTreeSet;

use egui::{Align, Layout, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::kit::LIST_HEIGHT;
use super::looks;
use super::theme::Theme;

/// A scenario that can be played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playable {
    /// Where it is: a folder or file, or the id of one that comes with the program.
    pub place: String,
    /// What people call it.
    pub title: String,
    /// One paragraph on it.
    pub summary: String,
    /// Its seats, in order.
    pub seats: Vec<Place>,
}

/// A seat to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// What its officer is told beforehand. May be empty.
    pub instructions: String,
    /// The state, or the body, it belongs to.
    pub party: String,
}

/// What the start screen is given to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StartData {
    /// Scenarios found, those that come with the program first.
    pub scenarios: Vec<Playable>,
    /// Recordings found or opened lately, newest first.
    pub runs: Vec<String>,
    /// What went wrong, or was found, last. Exists when and only when there is something to read.
    pub message: Option<String>,
}

/// What a person wants at the start.
#[derive(Debug, Clone, PartialEq)]
pub enum StartIntent {
    /// The tutorial.
    Learn,
    /// One seat for me, or several of one state, crews in all others.
    Alone {
        /// The scenario's place.
        scenario: String,
        /// The seat's id.
        seat: String,
        /// Ids of further seats of the same state, on the same screen.
        also: Vec<String>,
    },
    /// A table for others.
    Host {
        /// The scenario's place.
        scenario: String,
        /// The address to listen on.
        listen: String,
        /// Whether to encrypt.
        tls: bool,
        /// Where the recording goes.
        out: String,
    },
    /// A seat at somebody's table.
    Join {
        /// The host's address.
        url: String,
        /// The seat code; several of one state with commas between.
        code: String,
        /// Who I am.
        name: String,
    },
    /// A recording.
    Review {
        /// The file.
        run: String,
    },
    /// Findings of a scenario.
    Check {
        /// Folder or file.
        scenario: String,
    },
    /// A new scenario to write on, copied from the example.
    Make {
        /// The folder to make.
        folder: String,
    },
}

/// Which card is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Card {
    Alone,
    Host,
    Join,
    Review,
    Make,
}

/// The start screen's own state: what is open and half typed.
#[derive(Debug)]
pub struct Start {
    open: Option<Card>,
    scenario: usize,
    seat: usize,
    /// Further seats of the same state.
    also: BTreeSet<usize>,
    listen: String,
    tls: bool,
    out: String,
    url: String,
    code: String,
    name: String,
    run: String,
    path: String,
}

impl Default for Start {
    /// Nothing open; the usual addresses filled in.
    fn default() -> Self {
        Self {
            open: None,
            scenario: 0,
            seat: 0,
            also: BTreeSet::new(),
            listen: "0.0.0.0:7878".to_owned(),
            tls: true,
            out: String::new(),
            url: String::new(),
            code: String::new(),
            name: String::new(),
            run: String::new(),
            path: String::new(),
        }
    }
}

impl Start {
    /// The form for joining, with what was typed before: nobody types an address with a fingerprint twice.
    pub fn joining(url: &str, code: &str, name: &str) -> Self {
        Self { open: Some(Card::Join), url: url.into(), code: code.into(), name: name.into(), ..Self::default() }
    }

    /// Fills in what the person called itself last.
    pub fn call_me(&mut self, name: &str) {
        if self.name.is_empty() {
            name.clone_into(&mut self.name);
        }
    }

    /// A file or folder was dropped on the window: opens the card it belongs to with it filled in.
    pub fn dropped(&mut self, path: &str) {
        if path.ends_with(".sarex") {
            self.open = Some(Card::Review);
            self.run = path.to_owned();
        } else {
            self.open = Some(Card::Make);
            self.path = path.to_owned();
        }
    }

    /// Shows the screen.
    pub fn show(&mut self, ui: &mut Ui, data: &StartData, theme: &Theme) -> Vec<StartIntent> {
        let mut out = Vec::new();
        looks::keys(ui.ctx(), theme);
        egui::CentralPanel::default().show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.vertical_centered(|ui| {
                    ui.add_space(12.0);
                    ui.label(RichText::new("SAREX").size(40.0).strong().color(theme.accent));
                    ui.label("Maritime search and rescue, around one table, on a real sea");
                    ui.label(RichText::new("EXERCISE EXERCISE EXERCISE").strong());
                    ui.add_space(12.0);
                });
                let width = ui.available_width().min(1080.0);
                let side = (ui.available_width() - width) / 2.0;
                ui.horizontal(|ui| {
                    ui.add_space(side);
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        self.cards(ui, data, theme, &mut out);
                        self.form(ui, data, &mut out);
                        if let Some(message) = &data.message {
                            ui.add_space(8.0);
                            egui::Frame::group(ui.style()).fill(theme.card).show(ui, |ui| {
                                ui.set_width(ui.available_width());
                                ui.label(RichText::new(message).monospace());
                            });
                        }
                        recent(ui, data, &mut out);
                    });
                });
            });
        });
        out
    }

    fn cards(&mut self, ui: &mut Ui, data: &StartData, theme: &Theme, out: &mut Vec<StartIntent>) {
        const CARDS: [(&str, &str, Option<Card>); 6] = [
            ("Learn", "New here? Half an hour: one state, one boat. The desk tells you what to do.", None),
            ("Play alone", "Take one seat, or several of one state; the computer plays the others.", Some(Card::Alone)),
            ("Host", "Lay a table for others on this network, and steer.", Some(Card::Host)),
            ("Join", "Sit down at somebody's table with a seat code.", Some(Card::Join)),
            ("Review", "Replay a recording from any seat, and take it apart.", Some(Card::Review)),
            ("Make a scenario", "Start from the example, or check what you wrote.", Some(Card::Make)),
        ];
        let columns = if ui.available_width() > 760.0 { 3 } else { 2 };
        let width = (ui.available_width() - 12.0 * (columns as f32 - 1.0)) / columns as f32;
        for row in CARDS.chunks(columns) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                for (title, words, card) in row {
                    let open = card.is_some() && self.open == *card;
                    let text = format!("{title}\n{words}");
                    let mut job = egui::text::LayoutJob::default();
                    job.wrap.max_width = width - 24.0;
                    let style = |size: f32, color| egui::TextFormat {
                        font_id: egui::FontId::proportional(size),
                        color,
                        ..Default::default()
                    };
                    let base = ui.style().text_styles[&egui::TextStyle::Body].size;
                    job.append(&format!("{title}\n"), 0.0, style(base * 1.35, theme.accent));
                    job.append(words, 0.0, style(base, theme.text));
                    let button = egui::Button::new(job).wrap().selected(open);
                    // What is open has the colour of what is selected.
                    let button = if open { button } else { button.fill(theme.card) };
                    // Every card begins at its left edge.
                    let size = vec2(width, base * 6.0);
                    let left = Layout::top_down_justified(Align::LEFT);
                    let response = ui.allocate_ui_with_layout(size, left, |ui| ui.add(button.min_size(size))).inner;
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &text));
                    if response.clicked() {
                        match card {
                            None if data.scenarios.is_empty() => {}
                            None => out.push(StartIntent::Learn),
                            Some(_) => self.open = if open { None } else { *card },
                        }
                    }
                }
            });
            ui.add_space(12.0);
        }
    }

    fn form(&mut self, ui: &mut Ui, data: &StartData, out: &mut Vec<StartIntent>) {
        let Some(card) = self.open else { return };
        egui::Frame::group(ui.style()).show(ui, |ui| {
            ui.set_width(ui.available_width());
            match card {
                Card::Alone => self.alone(ui, data, out),
                Card::Host => self.host(ui, data, out),
                Card::Join => self.join(ui, out),
                Card::Review => self.review(ui, out),
                Card::Make => self.make(ui, out),
            }
        });
    }

    /// Chooses a scenario.
    fn pick<'d>(&mut self, ui: &mut Ui, data: &'d StartData) -> Option<&'d Playable> {
        let chosen = data.scenarios.get(self.scenario).or_else(|| data.scenarios.first())?;
        ui.horizontal(|ui| {
            let label = ui.label("Scenario");
            egui::ComboBox::from_id_salt("scenario")
                .width(420.0)
                .height(LIST_HEIGHT)
                .selected_text(&chosen.title)
                .show_ui(ui, |ui| {
                    for (i, playable) in data.scenarios.iter().enumerate() {
                        if ui.selectable_label(self.scenario == i, &playable.title).clicked() {
                            (self.scenario, self.seat) = (i, 0);
                            self.also.clear();
                        }
                    }
                })
                .response
                .labelled_by(label.id);
        });
        Some(chosen)
    }

    fn host(&mut self, ui: &mut Ui, data: &StartData, out: &mut Vec<StartIntent>) {
        let Some(chosen) = self.pick(ui, data) else { return };
        ui.label(&chosen.summary);
        let place = chosen.place.clone();
        line(ui, "Listen on (address:port)", &mut self.listen, "0.0.0.0:7878 is every network of this machine");
        line(ui, "Recording", &mut self.out, "empty: a name from the scenario and the time, in this folder");
        ui.checkbox(&mut self.tls, "Encrypt (TLS); the join line then carries the certificate's fingerprint");
        if ui.button("Open the table").clicked() {
            out.push(StartIntent::Host {
                scenario: place,
                listen: self.listen.trim().to_owned(),
                tls: self.tls,
                out: self.out.trim().to_owned(),
            });
        }
    }

    fn join(&mut self, ui: &mut Ui, out: &mut Vec<StartIntent>) {
        line(
            ui,
            "Host",
            &mut self.url,
            "as the trainer reads it out: wss://192.168.1.5:7878#…, or paste the whole line",
        );
        line(
            ui,
            "Seat code",
            &mut self.code,
            "four groups of letters and digits; for several seats of one state, commas between",
        );
        line(ui, "Your name", &mut self.name, "what the others call you, as \"Lt Sari, Jakarta\"");
        // A whole join line may be pasted or typed into the first field; while it is typed its code is not whole.
        if let Some((url, code)) = join_line::read(&self.url).filter(|(_, code)| join_line::is_whole(code)) {
            (self.url, self.code) = (url, code);
        }
        let ready = !self.url.trim().is_empty() && !self.code.trim().is_empty();
        if ui.add_enabled(ready, egui::Button::new("Sit down")).clicked() {
            out.push(StartIntent::Join {
                url: self.url.trim().to_owned(),
                code: self.code.trim().to_owned(),
                name: self.name.trim().to_owned(),
            });
        }
        if !ready {
            ui.label("The host's address and the seat code are both needed.");
        }
    }

    fn review(&mut self, ui: &mut Ui, out: &mut Vec<StartIntent>) {
        line(ui, "Recording", &mut self.run, "a file ending in .sarex; it may also be dropped on this window");
        let ready = !self.run.trim().is_empty();
        if ui.add_enabled(ready, egui::Button::new("Open the recording")).clicked() {
            out.push(StartIntent::Review { run: self.run.trim().to_owned() });
        }
    }

    fn make(&mut self, ui: &mut Ui, out: &mut Vec<StartIntent>) {
        line(
            ui,
            "Folder or file",
            &mut self.path,
            "a scenario to check, or a folder that does not exist yet, to make one in",
        );
        let path = self.path.trim().to_owned();
        ui.horizontal(|ui| {
            let ready = !path.is_empty();
            if ui.add_enabled(ready, egui::Button::new("Check it")).clicked() {
                out.push(StartIntent::Check { scenario: path.clone() });
            }
            if ui.add_enabled(ready, egui::Button::new("Make one there from the example")).clicked() {
                out.push(StartIntent::Make { folder: path.clone() });
            }
        });
    }
}

/// The recordings opened lately.
fn recent(ui: &mut Ui, data: &StartData, out: &mut Vec<StartIntent>) {
    if data.runs.is_empty() {
        return;
    }
    ui.add_space(16.0);
    ui.label(RichText::new("Recordings").strong());
    for run in data.runs.iter().take(5) {
        if ui.link(run).clicked() {
            out.push(StartIntent::Review { run: run.clone() });
        }
    }
}

/// A labelled line of text with a hint.
fn line(ui: &mut Ui, label: &str, text: &mut String, hint: &str) {
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let width = 180.0;
        let size = vec2(width, ui.spacing().interact_size.y);
        let left = Layout::left_to_right(Align::Center);
        let label = ui.allocate_ui_with_layout(size, left, |ui| {
            ui.set_min_width(width);
            ui.label(label)
        });
        let label = label.inner;
        ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(ui.available_width() - 8.0))
            .labelled_by(label.id);
    });
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::Palette;

    fn data() -> StartData {
        StartData {
            scenarios: vec![Playable {
                place: "tutorial".to_owned(),
                title: "Tutorial".to_owned(),
                summary: "One boat.".to_owned(),
                seats: [("rcc", "The centre"), ("ops", "Operations")]
                    .map(|(id, name)| Place {
                        id: id.into(),
                        name: name.into(),
                        instructions: "Listen.".into(),
                        party: "Indonesia".into(),
                    })
                    .to_vec(),
            }],
            runs: vec!["run.sarex".to_owned()],
            message: None,
        }
    }

    /// A start screen with what it was asked for so far.
    fn harness() -> Harness<'static, (Start, Vec<StartIntent>)> {
        let theme = Theme::of(Palette::Day);
        let data = data();
        let mut harness = Harness::builder().with_size(egui::vec2(1366.0, 768.0)).build_ui_state(
            move |ui, (start, out): &mut (Start, Vec<StartIntent>)| out.extend(start.show(ui, &data, &theme)),
            (Start::default(), Vec::new()),
        );
        harness.run();
        harness
    }

    #[test]
    fn the_tutorial_is_one_click_away() {
        let mut harness = harness();
        harness.get_by_label_contains("New here?").click();
        harness.run();
        assert_eq!(harness.state().1, [StartIntent::Learn]);
    }

    #[test]
    fn playing_alone_takes_a_seat_of_the_scenario() {
        let mut harness = harness();
        harness.get_by_label_contains("Take one seat").click();
        harness.run();
        harness.get_by_label("Operations").click();
        harness.run();
        harness.get_by_label("Take this seat").click();
        harness.run();
        let wanted = StartIntent::Alone { scenario: "tutorial".to_owned(), seat: "ops".to_owned(), also: Vec::new() };
        assert_eq!(harness.state().1, [wanted]);
    }

    #[test]
    fn further_seats_of_the_same_state_can_be_ticked_and_of_no_other() {
        let mut data = data();
        let master = ("masters", "Masters", "Merchant shipping");
        let police = ("police", "Police", "Indonesia");
        data.scenarios[0].seats.extend([master, police].map(|(id, name, party)| Place {
            id: id.into(),
            name: name.into(),
            instructions: String::new(),
            party: party.into(),
        }));
        let theme = Theme::of(Palette::Day);
        let mut harness = Harness::builder().with_size(egui::vec2(1366.0, 768.0)).build_ui_state(
            move |ui, (start, out): &mut (Start, Vec<StartIntent>)| out.extend(start.show(ui, &data, &theme)),
            (Start::default(), Vec::new()),
        );
        harness.run();
        harness.get_by_label_contains("Take one seat").click();
        harness.run();
        let mut press = |labels: &[&str]| {
            for label in labels {
                harness.get_by_label(label).click();
                harness.run();
            }
            let there = |label: &str| harness.query_by_label(label).is_some();
            let there = (there("Also hold Masters"), there("Take these 2 seats"));
            (std::mem::take(&mut harness.state_mut().1), there)
        };
        let (_, (masters, two)) = press(&["Police", "Also hold The centre"]);
        assert!(!masters && two, "another's seat cannot be ticked");
        // Another seat of the same state leaves what is ticked, but for itself; one of another state unticks all.
        press(&["The centre", "Also hold Operations"]);
        press(&["Masters", "Police", "Also hold Operations", "Also hold The centre", "Also hold The centre"]);
        let (out, _) = press(&["Take these 2 seats"]);
        let also = vec!["ops".to_owned()];
        assert_eq!(out, [StartIntent::Alone { scenario: "tutorial".to_owned(), seat: "police".to_owned(), also }]);
    }

    #[test]
    fn a_recording_is_reviewed_with_one_click() {
        let mut harness = harness();
        harness.get_by_label("run.sarex").click();
        harness.run();
        assert_eq!(harness.state().1, [StartIntent::Review { run: "run.sarex".to_owned() }]);
    }

    #[test]
    fn a_join_line_may_be_typed_letter_by_letter_and_comes_back_with_the_form() {
        let mut harness = harness();
        harness.state_mut().0 = Start::joining("", "", "Ani");
        harness.run();
        harness.get_by_label("Host").focus();
        harness.run();
        for letter in "sarex join 'wss://10.0.0.2:7878#ab12' --seat-code K7QF-0000-1111-2222".chars() {
            harness.event(egui::Event::Text(letter.to_string()));
            harness.step();
        }
        harness.run();
        let start = &harness.state().0;
        assert_eq!((start.url.as_str(), start.code.as_str()), ("wss://10.0.0.2:7878#ab12", "K7QF-0000-1111-2222"));
        harness.get_by_label("Sit down").click();
        harness.run();
        let StartIntent::Join { url, code, name } = harness.state().1[0].clone() else { panic!("it joins") };
        assert_eq!(name, "Ani");
        harness.state_mut().0 = Start::joining(&url, &code, &name);
        harness.run();
        assert_eq!(harness.get_by_label("Host").value().as_deref(), Some(url.as_str()));
        assert_eq!(harness.get_by_label("Seat code").value().as_deref(), Some(code.as_str()));
    }

    #[test]
    fn a_recording_dropped_on_the_window_opens_the_review_card() {
        let mut start = Start::default();
        start.dropped("/tmp/run.sarex");
        assert_eq!((start.open, start.run.as_str()), (Some(Card::Review), "/tmp/run.sarex"));
    }
}
