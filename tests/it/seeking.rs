//! Any moment of a long recording, either way, is the moment that was played.

use sarex::base::{Digest, Noise, Stream, Tick};
use sarex::crew::Crew;
use sarex::record::{Ending, Header, Recorder, Recording, Replay};

use super::drill::{exercise, hours, source};

#[test]
fn two_hundred_random_moments_of_72_hours_equal_playing_forward() {
    let mut run = exercise("sunda-2012", 4, Crew::Absent);
    let source = source("sunda-2012");
    let header =
        Header::new("sunda-2012", &source.text, None, 4, vec!["absent".to_owned(); 5]).with_files(source.files);
    let mut recorder = Recorder::begin(Vec::new(), &header, run.world()).unwrap();
    let mut forward: Vec<Digest> = vec![run.world().digest()];
    while run.world().tick < hours(72) {
        let moment = run.advance();
        assert!(!run.is_over(), "the exercise ended before 72 h");
        recorder.tick(run.world(), &moment.commands, &moment.events).unwrap();
        forward.push(run.world().digest());
    }
    let bytes = recorder.finish(Ending::Until, run.world()).unwrap();
    let recording = Recording::read(&bytes).unwrap();
    assert_eq!((recording.last_tick(), recording.damage.as_ref()), (hours(72), None));

    let mut replay = Replay::new(&recording).unwrap();
    let mut draws = Noise::new(9).once(Stream::Manifest, 0);
    for _ in 0..200 {
        let tick = Tick(u32::try_from(draws.index(forward.len())).unwrap());
        assert_eq!(replay.seek(tick).unwrap().digest(), forward[tick.0 as usize], "{tick}");
    }
    assert_eq!(replay.divergence(), None);
}
