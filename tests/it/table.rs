//! What the tests of the table share: hosts on a free port, desks, and a desk laid bare that keeps every byte.

use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sarex::base::ids::SeatId;
use sarex::picture::{Overview, Picture};
use sarex::record::{Recording, Verdict, verify};
use sarex::scenario::{self, Source};
use sarex::session::wire::{Chair, PROTOCOL, Steer, ToDesk, ToHost, Welcome};
use sarex::session::{Client, Host, HostOptions, Intent, LinkStatus, View, frames};
use tempfile::TempDir;
use tokio_tungstenite::tungstenite::client::client_with_config;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, WebSocket};

/// How long anything may take before a test gives up; nothing here is about how fast.
const DEADLINE: Duration = Duration::from_secs(120);

#[expect(clippy::disallowed_methods, reason = "a test that waits for another thread needs an end to its patience")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Waits for something to come true.
pub(crate) fn wait_for<T>(what: &str, mut ready: impl FnMut() -> Option<T>) -> T {
    let until = now() + DEADLINE;
    loop {
        if let Some(value) = ready() {
            return value;
        }
        assert!(now() < until, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(3));
    }
}

/// A folder that goes away, and a recording to be in it.
pub(crate) fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let run = folder.path().join("run.sarex");
    (folder, run)
}

/// Options for a scenario's text: on a free port of this machine, paused.
pub(crate) fn options(text: &str, run: &Path) -> HostOptions {
    options_of(&Source { text: text.to_owned(), ..Source::default() }, run)
}

/// The same for a scenario with files.
pub(crate) fn options_of(source: &Source, run: &Path) -> HostOptions {
    let scenario = source.read().0.unwrap();
    HostOptions {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        speed: 3600.0,
        ..HostOptions::new(&scenario, source, run.to_owned())
    }
}

/// The small scenario of the format's documentation.
pub(crate) fn example(run: &Path) -> HostOptions {
    options(scenario::EXAMPLE, run)
}

pub(crate) fn code(host: &Host, chair: Chair) -> String {
    host.chairs().into_iter().find(|(of, _)| *of == chair).unwrap().1
}

/// A desk on a chair.
pub(crate) fn desk(host: &Host, chair: Chair) -> Client {
    desk_at(&host.local_url(), &code(host, chair))
}

pub(crate) fn desk_at(url: &str, code: &str) -> Client {
    Client::connect(url, code, "a test", || {})
}

/// Waits until a desk shows what is asked for.
pub(crate) fn see<T>(client: &mut Client, what: &str, mut look: impl FnMut(&View) -> Option<T>) -> T {
    wait_for(what, || {
        client.poll();
        if let LinkStatus::Refused(why) = client.link() {
            panic!("waiting for {what}: turned away: {why}");
        }
        client.view().and_then(&mut look)
    })
}

/// Waits until nothing is on its way from this desk any more.
pub(crate) fn settled(client: &mut Client) {
    wait_for("answers", || {
        client.poll();
        client.pending().is_empty().then_some(())
    });
}

pub(crate) fn steer(client: &mut Client, steer: Steer) {
    assert!(client.send(Intent::Steer(steer)));
    settled(client);
}

/// Checks that a recording is what happened, and gives it.
pub(crate) fn verified(run: &Path) -> Recording {
    let recording = Recording::open(run).unwrap();
    let verdict = verify(&recording, &mut |_| std::ops::ControlFlow::Continue(()));
    assert!(matches!(verdict, Verdict::Agrees { .. }), "{verdict}");
    recording
}

/// A desk laid bare: it answers nothing by itself and keeps all it gets, unpacked.
pub(crate) struct Bare {
    pub(crate) socket: WebSocket<TcpStream>,
    pub(crate) chair: Option<Chair>,
    pub(crate) base: Vec<u8>,
    pub(crate) number: u32,
    /// Every message, unpacked.
    pub(crate) got: Vec<u8>,
}

impl Bare {
    /// Connects, and says nothing yet.
    pub(crate) fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream.set_nodelay(true).unwrap();
        let config = WebSocketConfig::default().max_message_size(Some(frames::MAX_TO_DESK));
        let (socket, _) = client_with_config("ws://localhost/", stream, Some(config)).unwrap();
        Self { socket, chair: None, base: Vec::new(), number: 0, got: Vec::new() }
    }

    /// Connects and greets.
    pub(crate) fn enter(address: SocketAddr, code: &str, desk: u64) -> Self {
        let mut bare = Self::connect(address);
        bare.say(&ToHost::Hello { protocol: PROTOCOL, code: code.to_owned(), name: "bare".to_owned(), desk });
        bare
    }

    pub(crate) fn say(&mut self, message: &ToHost) {
        self.raw(Message::binary(frames::to_host(message)));
    }

    /// Sends anything; whether it went.
    pub(crate) fn raw(&mut self, message: Message) -> bool {
        self.socket.send(message).is_ok()
    }

    /// The next message. `None` once the connection has ended.
    pub(crate) fn next(&mut self) -> Option<ToDesk> {
        loop {
            match self.socket.read().ok()? {
                Message::Binary(bytes) => {
                    let message = frames::read_to_desk(&bytes).unwrap();
                    self.keep(&message);
                    return Some(message);
                }
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    fn keep(&mut self, message: &ToDesk) {
        match message {
            ToDesk::View { base, number, packed } => {
                assert_eq!(*base, self.number);
                self.base = frames::unpack_view(packed, &self.base).unwrap();
                self.number = *number;
                self.got.extend_from_slice(&self.base);
            }
            message => {
                if let ToDesk::Welcome(welcome) = message {
                    (self.chair, self.number) = (Some(welcome.chair), 0);
                    self.base.clear();
                }
                self.got.extend(postcard::to_stdvec(message).unwrap());
            }
        }
    }

    pub(crate) fn welcome(&mut self) -> Box<Welcome> {
        loop {
            match self.next().expect("the host lets it in") {
                ToDesk::Welcome(welcome) => return welcome,
                ToDesk::Refused { why, .. } => panic!("turned away: {why}"),
                _ => {}
            }
        }
    }

    /// Why it was turned away, and when it may come again. `None` if the connection ended without a word.
    pub(crate) fn refusal(&mut self) -> Option<(String, Option<u32>)> {
        loop {
            match self.next()? {
                ToDesk::Refused { why, again_after_s } => return Some((why, again_after_s)),
                ToDesk::Welcome(_) => panic!("it was let in"),
                _ => {}
            }
        }
    }

    pub(crate) fn picture(&self) -> Picture {
        frames::read_view(&self.base).unwrap()
    }

    pub(crate) fn overview(&self) -> Overview {
        frames::read_view(&self.base).unwrap()
    }
}

pub(crate) const FIRST: Chair = Chair::Seat(SeatId(0));
