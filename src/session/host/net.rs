//! The port: listening, letting connections in, and the address others reach it by.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::{Builder, Runtime};

use super::HostError;
use super::desk::{self, Hall};
use super::door::house;

/// Connections at most, and from one address.
const CONNECTIONS: usize = 512;
const CONNECTIONS_OF_ONE: usize = 192;
/// Bytes that may lie between host and desk: views of a desk that is slow should be few and new, not many and old.
const SEND_BUFFER: u32 = 64 * 1024;

pub(super) fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread().worker_threads(2).thread_name("sarex-sockets").enable_all().build()
}

/// Listens.
pub(super) fn listen(runtime: &Runtime, address: SocketAddr) -> Result<(TcpListener, SocketAddr), HostError> {
    let open = async {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        // A host that was killed and goes on takes its port again at once. On Windows it could anyway, and there this
        // would let any program take the port of a host that listens.
        #[cfg(not(windows))]
        socket.set_reuseaddr(true)?;
        socket.set_send_buffer_size(SEND_BUFFER)?;
        socket.bind(address)?;
        let listener = socket.listen(1024)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    runtime.block_on(open).map_err(|source| HostError::Listen { address, source })
}

/// Lets connections in, so many and no more.
pub(super) async fn accept(listener: TcpListener, hall: Arc<Hall>) {
    let counts: Arc<Mutex<BTreeMap<IpAddr, usize>>> = Arc::default();
    let mut closing = hall.board.closing.subscribe();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = closing.wait_for(Option::is_some) => return,
        };
        let Ok((stream, address)) = accepted else {
            // Out of file handles, most likely: those who are in stay in, and some will leave.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Some(guest) = Guest::count(&counts, house(address.ip())) else { continue };
        let hall = Arc::clone(&hall);
        tokio::spawn(async move {
            desk::serve(hall, stream, address).await;
            drop(guest);
        });
    }
}

/// One connection in the count.
struct Guest {
    counts: Arc<Mutex<BTreeMap<IpAddr, usize>>>,
    house: IpAddr,
}

impl Guest {
    /// `None` if there are too many.
    fn count(counts: &Arc<Mutex<BTreeMap<IpAddr, usize>>>, house: IpAddr) -> Option<Self> {
        let mut all = counts.lock().unwrap_or_else(PoisonError::into_inner);
        let total: usize = all.values().sum();
        let of_one = all.entry(house).or_default();
        if total >= CONNECTIONS || *of_one >= CONNECTIONS_OF_ONE {
            return None;
        }
        *of_one += 1;
        Some(Self { counts: Arc::clone(counts), house })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut all = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.house) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                all.remove(&self.house);
            }
        }
    }
}

/// The address others reach this machine by. Nothing is sent: the system only says which way it would go.
pub(super) fn reachable(ip: IpAddr) -> IpAddr {
    if !ip.is_unspecified() {
        return ip;
    }
    let ask = || {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
        // An address set aside for documentation.
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    };
    ask().map_or(IpAddr::from(Ipv4Addr::LOCALHOST), |address| address.ip())
}
