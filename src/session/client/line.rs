//! The line's thread: connects, listens, sends, and begins again.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::{State, Target};
use crate::base::{Tick, Utc};
use crate::session::frames::{self, GREETING_HEADER, MAX_TO_DESK};
use crate::session::tls;
use crate::session::view::LinkStatus;
use crate::session::wire::{Chair, PROTOCOL, Seen, ToDesk, ToHost};

/// How long to wait before trying again, at first and at most.
const PATIENCE: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));
/// A connection that is not there by then is tried anew; a host on the far side of a satellite needs two.
const CONNECT: Duration = Duration::from_secs(4);
/// A host that has not answered by then is tried anew.
const WELCOME: Duration = Duration::from_secs(15);
/// A host sends something every two seconds; one from which nothing comes for so long is out of reach.
const SILENT: Duration = Duration::from_secs(6);
/// A host that was killed may have lost the last minute, in which nobody gave an order; that is no news \[ticks\].
const UNWRITTEN: u32 = 30;
/// How often that is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// How a connection ended.
enum End {
    /// The person left.
    Left,
    /// It broke, for this reason; whether it had been in.
    Broke(String, bool),
    /// The host sent the desk away, and when it may come again.
    Refused(String, Option<u32>),
}

/// What a connection is made of.
trait Carries: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Carries for T {}

type Socket = WebSocketStream<Box<dyn Carries>>;

/// Keeps the line until the person leaves, or the host wants nothing more of this desk.
pub(super) fn run(target: &Target, code: &str, name: &str, desk: u64, state: &Arc<State>) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        let why = "this machine gives no sockets".to_owned();
        return state.tell(|news| news.link = Some(LinkStatus::Refused(why)));
    };
    let hello = ToHost::Hello { protocol: PROTOCOL, code: code.to_owned(), name: name.to_owned(), desk };
    runtime.block_on(keep(target, &hello, state));
}

async fn keep(target: &Target, hello: &ToHost, state: &Arc<State>) {
    let mut patience = PATIENCE.0;
    let mut line = Line::new(state);
    loop {
        let pause = match line.once(target, hello).await {
            End::Left => return,
            End::Refused(why, None) => return state.tell(|news| news.link = Some(LinkStatus::Refused(why))),
            End::Refused(why, Some(seconds)) => {
                state.tell(|news| news.link = Some(LinkStatus::Lost(why)));
                Duration::from_secs(u64::from(seconds.min(60)))
            }
            End::Broke(why, was_in) => {
                if was_in {
                    patience = PATIENCE.0;
                }
                state.tell(|news| news.link = Some(LinkStatus::Lost(why)));
                let pause = patience;
                patience = (patience * 2).min(PATIENCE.1);
                pause
            }
        };
        let wait = tokio::time::sleep(pause);
        tokio::pin!(wait);
        loop {
            if state.with(|news| news.leave) {
                return;
            }
            tokio::select! {
                () = &mut wait => break,
                // A request made now waits until the line is there again.
                () = state.stir.notified() => {}
            }
        }
    }
}

/// What is known of the host from one connection to the next.
struct Line<'a> {
    state: &'a Arc<State>,
    // The view had last, and its number; 0 for none.
    base: Vec<u8>,
    number: u32,
    chair: Option<Chair>,
    run: Option<u64>,
    // The last request sent on this connection.
    sent: u32,
    // Whether the host has let the desk in on this connection.
    is_in: bool,
    // When the exercise begins. Exists once the desk has been in.
    start: Option<Utc>,
    // The latest moment seen of this run.
    seen: Option<Tick>,
    // A moment seen before the host began another run; what is seen next is earlier if time went back. Exists when and
    // only when another run began and nothing of it has been seen.
    before: Option<Tick>,
}

impl<'a> Line<'a> {
    fn new(state: &'a Arc<State>) -> Self {
        Self {
            state,
            base: Vec::new(),
            number: 0,
            chair: None,
            run: None,
            sent: 0,
            is_in: false,
            start: None,
            seen: None,
            before: None,
        }
    }

    /// One connection, from beginning to end.
    async fn once(&mut self, target: &Target, hello: &ToHost) -> End {
        (self.base, self.number, self.sent, self.is_in) = (Vec::new(), 0, 0, false);
        let mut socket = tokio::select! {
            connected = connect(target, hello, self.state) => match connected {
                Ok(socket) => socket,
                Err(Trouble::Passing(why)) => return End::Broke(why, false),
                Err(Trouble::Lasting(why)) => return End::Refused(why, None),
            },
            () = left(self.state) => return End::Left,
        };
        let mut welcomed = false;
        let mut look = tokio::time::interval(LOOK);
        let mut heard = (self.state.received.load(Ordering::Relaxed), tokio::time::Instant::now());
        let began = heard.1;
        loop {
            tokio::select! {
                message = socket.next() => {
                    let bytes = match message {
                        Some(Ok(Message::Binary(bytes))) => bytes,
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                        Some(Ok(_)) | None => return End::Broke("the host closed the connection".to_owned(), welcomed),
                        Some(Err(error)) => return End::Broke(error.to_string(), welcomed),
                    };
                    let message = match frames::read_to_desk(&bytes) {
                        Ok(message) => message,
                        Err(error) => return End::Broke(format!("the host cannot be understood: {error}"), false),
                    };
                    match message {
                        ToDesk::Refused { why, again_after_s } => {
                            // The host waits for this before it closes.
                            let _ = timeout(LOOK, socket.close(None)).await;
                            return End::Refused(why, again_after_s);
                        }
                        ToDesk::Welcome(_) => welcomed = true,
                        _ => {}
                    }
                    if let Err(why) = self.take(message) {
                        return End::Broke(why, false);
                    }
                }
                () = self.state.stir.notified() => {}
                _ = look.tick() => {
                    let now = (self.state.received.load(Ordering::Relaxed), tokio::time::Instant::now());
                    if now.0 != heard.0 {
                        heard = now;
                    } else if now.1 - heard.1 > SILENT {
                        return End::Broke(format!("nothing was heard for {} s", SILENT.as_secs()), welcomed);
                    }
                    if !welcomed && now.1 - began > WELCOME {
                        return End::Broke("the host does not answer".to_owned(), false);
                    }
                }
            }
            if self.state.with(|news| news.leave) {
                let _ = timeout(LOOK, socket.close(None)).await;
                return End::Left;
            }
            if welcomed && let Err(why) = self.send(&mut socket).await {
                return End::Broke(why, true);
            }
        }
    }

    /// Sends what is pending and was not sent on this connection yet.
    async fn send(&mut self, socket: &mut Socket) -> Result<(), String> {
        let unsent: Vec<(u32, Vec<u8>)> = self.state.with(|news| {
            let unsent = news.pending.iter().filter(|pending| pending.seq > self.sent);
            unsent.map(|pending| (pending.seq, frames::to_host(&pending.message))).collect()
        });
        for (seq, bytes) in unsent {
            match timeout(WELCOME, socket.send(Message::binary(bytes))).await {
                Ok(Ok(())) => self.sent = seq,
                Ok(Err(error)) => return Err(error.to_string()),
                Err(_) => return Err("the host takes nothing".to_owned()),
            }
        }
        Ok(())
    }

    /// Takes in what the host says.
    fn take(&mut self, message: ToDesk) -> Result<(), String> {
        match message {
            ToDesk::Welcome(welcome) => {
                let anew = self.run != Some(welcome.run) || self.chair != Some(welcome.chair);
                if anew {
                    let lost = if self.is_in { 0 } else { UNWRITTEN };
                    self.before = self.seen.take().map(|seen| Tick(seen.0.saturating_sub(lost)));
                }
                (self.chair, self.run) = (Some(welcome.chair), Some(welcome.run));
                (self.is_in, self.start) = (true, Some(welcome.briefing.start));
                (self.base, self.number) = (Vec::new(), 0);
                self.state.tell(|news| {
                    if anew {
                        (news.seen, news.outlook) = (None, None);
                    }
                    news.anew |= anew;
                    news.happened = (true, Vec::new());
                    news.welcome = Some(welcome);
                    news.link = Some(LinkStatus::Live);
                });
            }
            ToDesk::View { base, number, packed } => self.view(base, number, &packed)?,
            ToDesk::Clock(clock) => self.state.tell(|news| news.clock = Some(clock)),
            ToDesk::Table(table) => self.state.tell(|news| news.table = Some(table)),
            ToDesk::Taken { seq } => self.state.tell(|news| news.pending.retain(|pending| pending.seq != seq)),
            ToDesk::NotTaken { seq, why } => self.state.tell(|news| {
                if let Some(place) = news.pending.iter().position(|pending| pending.seq == seq) {
                    let words = news.pending.remove(place).map(|pending| pending.words).unwrap_or_default();
                    news.note(format!("Not done: {words}; {why}"));
                }
            }),
            ToDesk::Outlook(outlook) => self.state.tell(|news| news.outlook = Some(*outlook)),
            ToDesk::Happened(happened) => self.state.tell(|news| news.happened.1.extend(happened)),
            ToDesk::Refused { .. } => {}
        }
        Ok(())
    }

    fn view(&mut self, base: u32, number: u32, packed: &[u8]) -> Result<(), String> {
        if base != self.number {
            return Err("the host sent a view that builds on another".to_owned());
        }
        let unfit = |error: frames::Unreadable| format!("the host sent a view that cannot be read: {error}");
        let bytes = frames::unpack_view(packed, &self.base).map_err(unfit)?;
        let seen = match self.chair {
            Some(Chair::Excon) => Seen::Overview(Box::new(frames::read_view(&bytes).map_err(unfit)?)),
            Some(_) => Seen::Picture(Box::new(frames::read_view(&bytes).map_err(unfit)?)),
            None => return Err("the host sent a view before it let the desk in".to_owned()),
        };
        (self.base, self.number) = (bytes, number);
        let tick = match &seen {
            Seen::Picture(picture) => picture.tick,
            Seen::Overview(overview) => overview.truth.tick,
        };
        let went_back = self.before.take().is_some_and(|before| tick < before);
        self.seen = self.seen.max(Some(tick));
        let when = self.start.filter(|_| went_back).map(|start| start.at(tick).dtg());
        self.state.tell(|news| {
            news.seen = Some(seen);
            if let Some(when) = when {
                news.note(format!(
                    "The exercise went back to an earlier moment, {when}. What came after it did not happen."
                ));
            }
        });
        Ok(())
    }
}

/// Why a connection could not be made.
enum Trouble {
    /// It may be another time.
    Passing(String),
    /// Somebody has to do something about it.
    Lasting(String),
}

/// Returns when the person leaves.
async fn left(state: &State) {
    while !state.with(|news| news.leave) {
        state.stir.notified().await;
    }
}

/// Connects, encrypts if asked to, and greets.
async fn connect(target: &Target, hello: &ToHost, state: &Arc<State>) -> Result<Socket, Trouble> {
    let place = (target.host.as_str(), target.port);
    let stream = match timeout(CONNECT, TcpStream::connect(place)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return Err(Trouble::Passing(format!("{target} cannot be reached: {error}"))),
        Err(_) => return Err(Trouble::Passing(format!("{target} cannot be reached: no answer"))),
    };
    let _ = stream.set_nodelay(true);
    let stream = Counted { inner: stream, state: Arc::clone(state) };
    let greet = async {
        let pipe: Box<dyn Carries> = match target.fingerprint {
            None => Box::new(stream),
            Some(fingerprint) => {
                let (config, name) = tls::client(fingerprint).map_err(Trouble::Lasting)?;
                let tls = TlsConnector::from(config).connect(name, stream).await;
                Box::new(tls.map_err(|error| {
                    if is_other_certificate(&error) {
                        Trouble::Lasting(format!(
                            "{target} is not the host with this fingerprint; compare it with the one the host shows"
                        ))
                    } else {
                        Trouble::Passing(format!("{target} does not encrypt as expected: {error}"))
                    }
                })?)
            }
        };
        let mut request =
            target.to_string().into_client_request().map_err(|error| Trouble::Lasting(error.to_string()))?;
        let greeting = HeaderValue::from_str(&frames::greeting_header(hello));
        let greeting = greeting.map_err(|error| Trouble::Lasting(error.to_string()))?;
        request.headers_mut().insert(GREETING_HEADER, greeting);
        let config = WebSocketConfig::default()
            .read_buffer_size(32 * 1024)
            .max_message_size(Some(MAX_TO_DESK))
            .max_frame_size(Some(MAX_TO_DESK));
        let socket = client_async_with_config(request, pipe, Some(config)).await;
        socket.map(|(socket, _)| socket).map_err(|error| match error {
            tungstenite::Error::Http(_) => {
                Trouble::Lasting(format!("{target} is no SAREX host, or it encrypts: {error}"))
            }
            error => Trouble::Passing(error.to_string()),
        })
    };
    timeout(WELCOME, greet).await.unwrap_or_else(|_| Err(Trouble::Passing(format!("{target} does not answer"))))
}

/// Whether an encrypted connection failed because the certificate is not the one expected.
fn is_other_certificate(error: &std::io::Error) -> bool {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
    matches!(cause, Some(rustls::Error::InvalidCertificate(_)))
}

/// A stream that counts what comes in.
struct Counted {
    inner: TcpStream,
    state: Arc<State>,
}

impl AsyncRead for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let done = Pin::new(&mut self.inner).poll_read(cx, buffer);
        let n = buffer.filled().len() - before;
        self.state.received.fetch_add(n as u64, Ordering::Relaxed);
        done
    }
}

impl AsyncWrite for Counted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
