//! Proof: plays a recording again from its beginning and compares everything.

use std::fmt;
use std::ops::ControlFlow;

use super::diff::differences;
use super::format::{from_bytes, hashes, to_bytes};
use super::{Damage, RecordError, Recording};
use crate::base::Tick;
use crate::sim::{SUBSYSTEMS, Theatre, World, step};

/// What came of verifying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Played again, everything is as recorded: every hash, every event, every keyframe, and the end.
    Agrees {
        /// Steps played.
        ticks: u32,
    },
    /// A world came out otherwise.
    Differs {
        /// The first moment at which it did.
        tick: Tick,
        /// The first subsystem that differs, one of `sim::SUBSYSTEMS`.
        subsystem: &'static str,
        /// What differs, as far as the recording can tell.
        detail: String,
    },
    /// The worlds are alike up to here, but other events came out.
    EventsDiffer {
        /// The first moment at which they did.
        tick: Tick,
        /// The first event that differs.
        detail: String,
    },
    /// The recording is damaged; everything before the damage agrees.
    Damaged(Damage),
    /// It cannot be played at all by this program.
    CannotPlay(String),
    /// It was asked to stop.
    Stopped {
        /// Everything up to here agrees.
        at: Tick,
    },
}

impl Verdict {
    /// Whether everything agrees to the end.
    pub fn agrees(&self) -> bool {
        matches!(self, Self::Agrees { .. })
    }
}

impl fmt::Display for Verdict {
    /// A sentence or two for whoever asked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agrees { ticks } => write!(
                f,
                "The recording agrees: played again for {}, every hash of every subsystem, every event and every kept \
                 world is as recorded.",
                Tick(*ticks)
            ),
            Self::Differs { tick, subsystem, detail } => write!(
                f,
                "The recording differs: at {tick} (tick {}) \"{subsystem}\" comes out otherwise; {detail}.",
                tick.0
            ),
            Self::EventsDiffer { tick, detail } => {
                write!(f, "The recording differs: at {tick} (tick {}) other events come out; {detail}.", tick.0)
            }
            Self::Damaged(damage) => write!(
                f,
                "The recording is damaged at byte {}: {}. Everything up to {} (tick {}) agrees.",
                damage.byte_offset, damage.what, damage.after_tick, damage.after_tick.0
            ),
            Self::CannotPlay(why) => write!(f, "The recording cannot be played by this program: {why}."),
            Self::Stopped { at } => write!(f, "Stopped; everything up to {at} (tick {}) agrees.", at.0),
        }
    }
}

/// Plays a recording again from its beginning, with the recorded commands, and compares every hash of every step,
/// the events, every keyframe and the end.
///
/// An exercise begins with the world of its scenario and seed; one that was branched off another begins with the
/// world the recording begins with, which is then taken as given; verify the other recording, and ask `begins_in`, to
/// prove that too. `progress` is told each moment done, and may stop.
pub fn verify(recording: &Recording, progress: &mut dyn FnMut(Tick) -> ControlFlow<()>) -> Verdict {
    match play(recording, progress) {
        Ok(verdict) | Err(verdict) => verdict,
    }
}

fn play(recording: &Recording, progress: &mut dyn FnMut(Tick) -> ControlFlow<()>) -> Result<Verdict, Verdict> {
    let theatre = Theatre::new(recording.scenario().map_err(cannot_play)?);
    if theatre.coast.digest() != recording.header.coast {
        return Err(Verdict::CannotPlay("it was played on another coast than this program has".to_owned()));
    }
    let first = recording.first_tick();
    if let Some(branch) = recording.header.branch_of.filter(|branch| branch.tick != first) {
        let what = format!("its header says that it branches off at {}, and it begins at {first}", branch.tick);
        return Err(Verdict::CannotPlay(what));
    }
    let mut world = if first == Tick::START {
        World::new(&theatre, recording.header.seed)
    } else {
        recording
            .keyframe(first, &theatre.scenario)
            .unwrap_or_else(|| unreachable_keyframe(first))
            .map_err(cannot_play)?
    };
    compare_keyframe(recording, &world)?;
    for (tick, recorded) in recording.steps() {
        let events = step(&theatre, &mut world, &recorded.commands);
        let now = hashes(&world);
        if now != recorded.hashes {
            return Err(differs(recording, &theatre, world, tick, &now, &recorded.hashes));
        }
        if events != recorded.events {
            return Err(Verdict::EventsDiffer { tick, detail: first_difference(&recorded.events, &events) });
        }
        compare_keyframe(recording, &world)?;
        if progress(tick).is_break() {
            return Ok(Verdict::Stopped { at: tick });
        }
    }
    if let Some(damage) = &recording.damage {
        return Ok(Verdict::Damaged(damage.clone()));
    }
    if recording.final_hash() != Some(world.digest()) {
        let detail = "the digest of the whole last world is another, though its parts agree".to_owned();
        return Err(Verdict::Differs { tick: world.tick, subsystem: SUBSYSTEMS[SUBSYSTEMS.len() - 1], detail });
    }
    Ok(Verdict::Agrees { ticks: world.tick.0 - first.0 })
}

fn cannot_play(error: RecordError) -> Verdict {
    Verdict::CannotPlay(error.to_string())
}

fn unreachable_keyframe(tick: Tick) -> Result<World, RecordError> {
    Err(RecordError::Keyframe { tick, what: "it is not there".to_owned() })
}

/// Compares the world kept at this moment, if one is, byte for byte.
fn compare_keyframe(recording: &Recording, world: &World) -> Result<(), Verdict> {
    let Some(kept) = recording.keyframe_bytes(world.tick) else { return Ok(()) };
    let kept = kept.map_err(cannot_play)?;
    let now = to_bytes(world).map_err(|error| Verdict::CannotPlay(error.to_string()))?;
    if kept == now {
        return Ok(());
    }
    let recorded: World = from_bytes(&kept).map_err(Verdict::CannotPlay)?;
    let (then_hashes, now_hashes) = (hashes(&recorded), hashes(world));
    let which = (0..SUBSYSTEMS.len()).find(|i| then_hashes[*i] != now_hashes[*i]);
    let detail = format!("in the keyframe: {}", differences(&recorded, world));
    // A world may differ where no hash looks only if a subsystem forgets a field; "exercise" is the last of them.
    let subsystem = SUBSYSTEMS[which.unwrap_or(SUBSYSTEMS.len() - 1)];
    Err(Verdict::Differs { tick: world.tick, subsystem, detail })
}

/// Says how a world that came out otherwise differs. Field by field that can only be told at a keyframe; if the
/// moment has none, both are carried on to the next.
fn differs(
    recording: &Recording,
    theatre: &Theatre,
    mut world: World,
    tick: Tick,
    now: &[u64; SUBSYSTEMS.len()],
    recorded: &[u64; SUBSYSTEMS.len()],
) -> Verdict {
    let differing: Vec<_> = (0..SUBSYSTEMS.len()).filter(|i| now[*i] != recorded[*i]).map(|i| SUBSYSTEMS[i]).collect();
    let subsystem = differing.first().copied().unwrap_or(SUBSYSTEMS[0]);
    let mut detail = format!("different: {}", differing.join(", "));
    let build = &recording.header.build;
    if build != env!("CARGO_PKG_VERSION") {
        detail.push_str(&format!("; recorded by SAREX {build}, played by {}", env!("CARGO_PKG_VERSION")));
    }
    let Some(keyframe) = recording.keyframes().find(|keyframe| *keyframe >= tick) else {
        return Verdict::Differs { tick, subsystem, detail };
    };
    while world.tick < keyframe {
        let at = world.tick;
        step(theatre, &mut world, recording.commands_at(at.next()));
        if world.tick == at {
            break;
        }
    }
    let kept =
        recording.keyframe_bytes(keyframe).and_then(Result::ok).and_then(|bytes| from_bytes::<World>(&bytes).ok());
    if let Some(kept) = kept {
        let when = if keyframe == tick { String::new() } else { format!(" at {keyframe}") };
        detail.push_str(&format!("; field by field{when}: {}", differences(&kept, &world)));
    }
    Verdict::Differs { tick, subsystem, detail }
}

/// The first place at which two lists of events part.
fn first_difference<T: PartialEq + std::fmt::Debug>(recorded: &[T], now: &[T]) -> String {
    let place = recorded.iter().zip(now).take_while(|(a, b)| a == b).count();
    let say = |event: Option<&T>| event.map_or_else(|| "none".to_owned(), |event| format!("{event:?}"));
    format!("event {}: recorded {}, now {}", place + 1, say(recorded.get(place)), say(now.get(place)))
}
