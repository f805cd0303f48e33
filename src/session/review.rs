//! A recording under review: any moment, either way, from every seat and beside the truth.
//!
//! Nothing here judges, and nothing is written but bookmarks, which lie in a file beside the recording.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::awareness::{CaseAwareness, awareness};
use super::happening::{Narrator, notes};
use super::series::{Bookmark, Series};
use super::view::{Intent, LinkStatus, View};
use super::wire::{Chair, ChairStatus, Clock, Happening};
use crate::base::Tick;
use crate::base::ids::SeatId;
use crate::base::time::{TICK_SECONDS, TICKS_PER_MINUTE};
use crate::picture;
use crate::record::{RecordError, Recording, Replay};
use crate::score::{Trail, trails};

/// Ticks between moments of the series: ten minutes, where a recording keeps whole worlds, so that opening one costs
/// no playing.
const SAMPLE_TICKS: u32 = 10 * TICKS_PER_MINUTE;

/// Fastest replay, either way \[exercise seconds per second\].
const FASTEST: f64 = 36_000.0;

/// One recording, standing at a moment.
struct Run {
    path: PathBuf,
    replay: Replay<Arc<Recording>>,
    view: View,
    series: Series,
    trails: Vec<Trail>,
    awareness: Vec<CaseAwareness>,
}

/// A recording under review, perhaps beside a second one.
pub struct Review {
    run: Run,
    other: Option<Run>,
    about: String,
    bookmarks: Vec<Bookmark>,
    // Exercise seconds from tick 0, with the fraction of a tick that has passed while playing.
    at_s: f64,
    speed: f64,
    // When it was last advanced. Exists when and only when it plays.
    since: Option<Instant>,
    error: Option<String>,
}

impl Run {
    fn open(path: &Path) -> Result<Self, RecordError> {
        let recording = Arc::new(Recording::open(path)?);
        let mut replay = Replay::new(Arc::clone(&recording))?;
        let (first, last) = (recording.first_tick(), recording.last_tick());
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let mut series = Series::new(name);
        for tick in (first.0..last.0).step_by(SAMPLE_TICKS as usize).map(Tick).chain([last]) {
            let world = replay.seek(tick)?;
            let world = world.clone();
            series.add(&picture::truth(replay.theatre(), &world));
        }
        // The last moment of the series is that of the recording.
        let awareness = awareness(replay.theatre(), replay.world());
        let initial = replay.seek(first)?.clone();
        let trails = trails(&replay.theatre().scenario, &initial, recording.events(), last);
        let happenings = happenings(&replay, &recording);
        let view = blank(&replay, &recording, happenings);
        let mut run = Self { path: path.to_owned(), replay, view, series, trails, awareness };
        run.show();
        Ok(run)
    }

    /// Stands at a moment, or at the nearest the recording has.
    fn seek(&mut self, tick: Tick) -> Result<(), RecordError> {
        let recording = self.replay.recording();
        let tick = tick.clamp(recording.first_tick(), recording.last_tick());
        self.replay.seek(tick)?;
        self.show();
        Ok(())
    }

    fn show(&mut self) {
        let (theatre, world) = (self.replay.theatre(), self.replay.world());
        self.view.overview = Some(picture::overview(theatre, world));
        self.view.clock.tick = world.tick;
        self.view.clock.over = world.ended.is_some();
    }
}

/// All that happened in a recording, in words.
fn happenings(replay: &Replay<Arc<Recording>>, recording: &Recording) -> Vec<Happening> {
    let mut narrator = Narrator::new(&replay.theatre().scenario);
    recording.steps().flat_map(|(_, step)| narrator.tell(&step.events)).collect()
}

fn blank(replay: &Replay<Arc<Recording>>, recording: &Recording, happenings: Vec<Happening>) -> View {
    let theatre = replay.theatre();
    let mut notices = Vec::new();
    if let Some(damage) = &recording.damage {
        notices.push(format!("Shown up to the damage: {damage}"));
    }
    if let Some(branch) = &recording.header.branch_of {
        notices.push(format!("A branch: it begins at {} of another recording.", branch.tick));
    }
    let chairs = theatre.seats().zip(&recording.header.crews).map(|(seat, crew)| ChairStatus {
        chair: Chair::Seat(seat),
        crew: crew.parse().ok(),
        people: crew.parse::<crate::crew::Crew>().is_err().then(|| crew.clone()).into_iter().collect(),
        last_action: None,
        code: None,
        also: Vec::new(),
    });
    View {
        chair: Chair::Excon,
        briefing: picture::briefing(theatre, None),
        plan: Some(picture::plan(theatre)),
        picture: None,
        overview: None,
        clock: Clock { tick: recording.first_tick(), running: false, speed: 0.0, behind_s: 0.0, over: false },
        table: chairs.collect(),
        happenings,
        outlook: None,
        link: LinkStatus::Replay,
        pending: Vec::new(),
        notices,
    }
}

impl Review {
    /// Opens a recording and stands at its first moment.
    ///
    /// # Errors
    /// If nothing of it can be shown; damage further on is told in the view's notices.
    pub fn open(path: &Path) -> Result<Self, RecordError> {
        let run = Run::open(path)?;
        let recording = run.replay.recording();
        let about = format!(
            "{} · {} · seed {} · {} seats · {}",
            run.series.name,
            recording.header.scenario_name,
            recording.header.seed,
            run.view.briefing.seats.len(),
            recording.ending.map_or("never finished", |ending| ending.words()),
        );
        let mut bookmarks: Vec<Bookmark> = notes(recording.events())
            .into_iter()
            .filter(|(_, _, bookmark)| *bookmark)
            .map(|(tick, text, _)| Bookmark { tick, text })
            .collect();
        let mut error = None;
        match kept(path) {
            Ok(more) => bookmarks.extend(more),
            Err(why) => error = Some(why),
        }
        bookmarks.sort();
        bookmarks.dedup();
        let at_s = run.view.clock.tick.seconds() as f64;
        let mut review = Self { run, other: None, about, bookmarks, at_s, speed: 0.0, since: None, error };
        review.tell_errors();
        Ok(review)
    }

    /// Puts a second recording beside it.
    ///
    /// # Errors
    /// As for `open`.
    pub fn compare(&mut self, path: &Path) -> Result<(), RecordError> {
        let mut other = Run::open(path)?;
        other.seek(self.run.view.clock.tick)?;
        self.other = Some(other);
        Ok(())
    }

    /// The file under review.
    pub fn path(&self) -> &Path {
        &self.run.path
    }

    /// The moment, with everything that is to be seen at it. Its happenings are those of the whole recording.
    pub fn view(&self) -> &View {
        &self.run.view
    }

    /// The recording in one line.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// How everybody fared over the whole recording.
    pub fn series(&self) -> &Series {
        &self.run.series
    }

    /// The journey of everybody over the whole recording.
    pub fn trails(&self) -> &[Trail] {
        &self.run.trails
    }

    /// Who knew what when, of every case, over the whole recording.
    pub fn awareness(&self) -> &[CaseAwareness] {
        &self.run.awareness
    }

    /// The second recording: how everybody fared in it, and it at the same moment. Exists when and only when one was
    /// put beside the first.
    pub fn other(&self) -> Option<(&Series, &View)> {
        self.other.as_ref().map(|other| (&other.series, &other.view))
    }

    /// Moments somebody marked, by time: those in the recording and those kept beside it.
    pub fn bookmarks(&self) -> &[Bookmark] {
        &self.bookmarks
    }

    /// First and last moment.
    pub fn span(&self) -> (Tick, Tick) {
        let recording = self.run.replay.recording();
        (recording.first_tick(), recording.last_tick())
    }

    /// Whether it plays.
    pub fn plays(&self) -> bool {
        self.speed != 0.0
    }

    /// Plays on by the time that has passed since the last call. Does nothing while it stands.
    pub fn advance(&mut self) {
        let Some(since) = self.since else { return };
        #[expect(clippy::disallowed_methods, reason = "a replay is paced by the wall clock")]
        let now = Instant::now();
        self.since = Some(now);
        let (first, last) = self.span();
        self.at_s += now.duration_since(since).as_secs_f64() * self.speed;
        let (from, to) = (first.seconds() as f64, last.seconds() as f64);
        if self.at_s >= to && self.speed > 0.0 || self.at_s <= from && self.speed < 0.0 {
            self.play(0.0);
        }
        self.at_s = self.at_s.clamp(from, to);
        self.stand(Tick((self.at_s / TICK_SECONDS as f64) as u32));
    }

    /// Does what a reviewer asks. What only a host can do is left alone.
    pub fn take(&mut self, intent: &Intent) {
        match intent {
            Intent::Seek(tick) => {
                let (first, last) = self.span();
                let tick = (*tick).clamp(first, last);
                self.at_s = tick.seconds() as f64;
                self.stand(tick);
            }
            Intent::Play(speed) => self.play(*speed),
            Intent::Bookmark { tick, text } => self.bookmark(*tick, text.as_deref()),
            Intent::Do(_) | Intent::Steer(_) | Intent::Crew(_) | Intent::Report | Intent::Leave => {}
        }
        self.tell_errors();
    }

    /// The seats there are, for choosing whose eyes to look through.
    pub fn seats(&self) -> impl Iterator<Item = SeatId> + use<> {
        (0..self.run.view.briefing.seats.len()).map(SeatId::new)
    }

    fn play(&mut self, speed: f64) {
        self.speed = if speed.is_finite() { speed.clamp(-FASTEST, FASTEST) } else { 0.0 };
        #[expect(clippy::disallowed_methods, reason = "a replay is paced by the wall clock")]
        let now = Instant::now();
        self.since = (self.speed != 0.0).then_some(now);
        self.run.view.clock.running = self.speed != 0.0;
        self.run.view.clock.speed = self.speed;
    }

    fn stand(&mut self, tick: Tick) {
        if self.run.view.clock.tick != tick
            && let Err(error) = self.run.seek(tick)
        {
            self.error = Some(error.to_string());
        }
        if let Some(other) = &mut self.other
            && other.view.clock.tick != tick
            && let Err(error) = other.seek(tick)
        {
            self.error = Some(error.to_string());
        }
        if let Some(divergence) = self.run.replay.divergence()
            && self.error.is_none()
        {
            let words = format!(
                "This program plays {} otherwise than it was recorded, from {} on; verify says more.",
                divergence.subsystem, divergence.tick
            );
            if !self.run.view.notices.contains(&words) {
                self.run.view.notices.push(words);
            }
        }
    }

    fn bookmark(&mut self, tick: Tick, text: Option<&str>) {
        self.bookmarks.retain(|known| known.tick != tick);
        if let Some(text) = text {
            self.bookmarks.push(Bookmark { tick, text: text.to_owned() });
            self.bookmarks.sort();
        }
        if let Err(why) = keep(&self.run.path, &self.bookmarks) {
            self.error = Some(why);
        }
    }

    fn tell_errors(&mut self) {
        if let Some(error) = self.error.take() {
            self.run.view.notices.push(error);
        }
    }
}

/// Where bookmarks of a recording lie: `RUN.bookmarks.ron` beside it.
fn beside(run: &Path) -> PathBuf {
    run.with_extension("bookmarks.ron")
}

/// The bookmarks kept beside a recording; none if there is no file.
fn kept(run: &Path) -> Result<Vec<Bookmark>, String> {
    let path = beside(run);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    ron::from_str(&text).map_err(|error| format!("{} holds no bookmarks: {error}", path.display()))
}

fn keep(run: &Path, bookmarks: &[Bookmark]) -> Result<(), String> {
    let path = beside(run);
    let text = ron::ser::to_string_pretty(&bookmarks, ron::ser::PrettyConfig::default())
        .map_err(|error| format!("cannot write bookmarks: {error}"))?;
    // Never half a file: written beside and put in place at once.
    let fresh = path.with_extension("ron.new");
    std::fs::write(&fresh, text)
        .and_then(|()| std::fs::rename(&fresh, &path))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crew::Crew;
    use crate::record::{Ending, Header, Recorder};
    use crate::scenario;
    use crate::session::{Exercise, Seating};

    /// Four hours of the example, recorded.
    fn recorded(folder: &Path) -> PathBuf {
        let scenario = scenario::read(scenario::EXAMPLE).0.unwrap();
        let labels = vec!["doctrine".to_owned(); scenario.seats.len()];
        let header = Header::new("example", scenario::EXAMPLE, None, 3, labels);
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut exercise = Exercise::new(scenario, 3, seating);
        let mut recorder = Recorder::begin(Vec::new(), &header, exercise.world()).unwrap();
        while exercise.world().tick < Tick(4 * 360) {
            let moment = exercise.advance();
            recorder.tick(exercise.world(), &moment.commands, &moment.events).unwrap();
        }
        let bytes = recorder.finish(Ending::Until, exercise.world()).unwrap();
        let path = folder.join("run.sarex");
        std::fs::write(&path, bytes).unwrap();
        path
    }

    #[test]
    fn a_moment_is_the_same_whichever_way_it_is_reached() {
        let folder = tempfile::tempdir().unwrap();
        let path = recorded(folder.path());
        let mut review = Review::open(&path).unwrap();
        let (first, last) = review.span();
        assert_eq!((first, last), (Tick(0), Tick(1440)));
        review.take(&Intent::Seek(Tick(700)));
        let forward = review.view().overview.clone();
        review.take(&Intent::Seek(last));
        review.take(&Intent::Seek(Tick(700)));
        assert_eq!(review.view().overview, forward);
        assert_eq!(review.view().clock.tick, Tick(700));
        review.take(&Intent::Seek(Tick(9_999_999)));
        assert_eq!(review.view().clock.tick, last);
        assert!(!review.view().happenings.is_empty());
    }

    #[test]
    fn bookmarks_are_there_again_the_next_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = recorded(folder.path());
        let mut review = Review::open(&path).unwrap();
        review.take(&Intent::Bookmark { tick: Tick(60), text: Some("who knew?".to_owned()) });
        review.take(&Intent::Bookmark { tick: Tick(90), text: Some("gone again".to_owned()) });
        review.take(&Intent::Bookmark { tick: Tick(90), text: None });
        let again = Review::open(&path).unwrap();
        assert_eq!(again.bookmarks(), [Bookmark { tick: Tick(60), text: "who knew?".to_owned() }]);
        std::fs::write(beside(&path), "not ron").unwrap();
        let broken = Review::open(&path).unwrap();
        assert!(broken.view().notices.iter().any(|notice| notice.contains("holds no bookmarks")));
    }

    #[test]
    fn a_second_recording_stands_at_the_same_moment() {
        let folder = tempfile::tempdir().unwrap();
        let path = recorded(folder.path());
        let mut review = Review::open(&path).unwrap();
        review.compare(&path).unwrap();
        review.take(&Intent::Seek(Tick(500)));
        let (series, view) = review.other().unwrap();
        assert_eq!(series, review.series());
        assert_eq!(view.overview, review.view().overview);
    }

    #[test]
    fn a_replay_plays_and_stops_at_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let mut review = Review::open(&recorded(folder.path())).unwrap();
        review.take(&Intent::Seek(Tick(1430)));
        review.take(&Intent::Play(FASTEST));
        let patience = 200;
        for _ in 0..patience {
            review.advance();
            if !review.plays() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        assert!(!review.plays());
        assert_eq!(review.view().clock.tick, Tick(1440));
    }
}
