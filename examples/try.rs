//! try
use sarex::crew::Crew;
use sarex::session::*;
use sarex::sim::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string("scenarios/sunda-2012/scenario.ron").unwrap();
    let (s, d) = sarex::scenario::read(&text);
    for d in d {
        println!("{d:?}");
    }
    let s = s.unwrap();
    let crew: Crew = a[1].parse().unwrap();
    let verbose = a.get(3).is_some();
    let n: u64 = a[2].parse().unwrap();
    for seed in if verbose { n..=n } else { 1..=n } {
        let t0 = std::time::SystemTime::UNIX_EPOCH;
        let _ = t0;
        let seating = Seating::all(&s, crew);
        let mut e = Exercise::new(s.clone(), seed, seating);
        let last = s.last_tick();
        let mut cap = None;
        while !e.is_over() && e.world().tick < last {
            let m = e.advance();
            for ev in &m.events {
                if let Event::StageReached { stage: sarex::scenario::Stage::Capsized, cause, position, .. } = &ev.body {
                    cap = Some((
                        ev.tick,
                        *cause,
                        *position,
                        e.world().people.iter().filter(|p| p.fate == Fate::Living).count(),
                    ));
                }
                if verbose
                    && !matches!(
                        ev.body,
                        Event::PersonMoved { .. }
                            | Event::PersonDied { .. }
                            | Event::PersonRecovered { .. }
                            | Event::PersonLanded { .. }
                            | Event::MilestoneReached { .. }
                            | Event::MessageDelivered { .. }
                            | Event::Sighted { what: Seen::PersonInWater, .. }
                            | Event::Sighted { what: Seen::Body, .. }
                            | Event::Stranded { .. }
                            | Event::BodyRecovered { .. }
                    )
                {
                    println!("{} {} {:?}", s.start.at(ev.tick).dtg(), ev.tick, ev.body);
                }
            }
            if verbose && e.world().tick.0 % 360 == 0 {
                let t = sarex::picture::truth(e.theatre(), e.world());
                println!(
                    "--- {} {:?} living {:?} died {} saved {} bodies {}",
                    t.now.dtg(),
                    t.casualties[0].stage,
                    t.casualties[0].living,
                    t.casualties[0].died,
                    t.casualties[0].saved,
                    t.casualties[0].bodies
                );
            }
        }
        let t = sarex::picture::truth(e.theatre(), e.world());
        let c = &t.casualties[0];
        println!(
            "seed {seed} saved {} died {} bodies {} living {:?} capsize {:?} end {} {:?}",
            c.saved,
            c.died,
            c.bodies,
            c.living,
            cap,
            e.world().tick,
            e.world().ended
        );
    }
}
