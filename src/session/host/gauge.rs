//! How long ticks take and how much goes over the wire, for benchmarks and for whoever wonders whether a machine is
//! fast enough.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Ticks whose time is kept.
const KEPT: usize = 1 << 16;

/// Measurements of a running host.
#[derive(Debug, Default)]
pub struct Gauge {
    ticks: Mutex<(Vec<Duration>, usize)>,
    sent: AtomicU64,
}

impl Gauge {
    pub(super) fn took(&self, time: Duration) {
        let mut ticks = self.ticks.lock().unwrap_or_else(PoisonError::into_inner);
        let next = ticks.1 % KEPT;
        if ticks.0.len() < KEPT {
            ticks.0.push(time);
        } else {
            ticks.0[next] = time;
        }
        ticks.1 += 1;
    }

    pub(super) fn sent(&self, bytes: usize) {
        self.sent.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// How long each of the last ticks took with its recording and its pictures, shortest first.
    pub fn ticks(&self) -> Vec<Duration> {
        let mut ticks = self.ticks.lock().unwrap_or_else(PoisonError::into_inner).0.clone();
        ticks.sort();
        ticks
    }

    /// Bytes of messages sent to all desks.
    pub fn sent_bytes(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }
}
