//! Lanes with leases, as the tables `lanes` and `outbox_lanes` have them.
//!
//! Invariants: a lane is ready, leased or empty; what is pushed into a leased lane wakes it when the lease is given back
//! (no lost wake-up); an epoch is never used twice.

use atrevete_domain::values::Instant;
use chrono::TimeDelta;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How long a claim is held without being given back.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// The longest that a burst of messages holds its lane back.
const BURST: TimeDelta = TimeDelta::seconds(6);

/// Queues by lane, first ready first served.
#[derive(Debug)]
pub(super) struct Lanes<L, K> {
    queues: BTreeMap<L, Lane<K>>,
    ready: BTreeSet<(Instant, u64, L)>,
    leased: BTreeMap<L, Instant>,
    counter: u64,
}

#[derive(Debug)]
struct Lane<K> {
    queue: VecDeque<(K, Instant)>,
    epoch: u64,
    ready: Option<(Instant, u64)>,
    burst_since: Instant,
}

impl<L, K> Default for Lanes<L, K> {
    fn default() -> Self {
        Self { queues: BTreeMap::new(), ready: BTreeSet::new(), leased: BTreeMap::new(), counter: 0 }
    }
}

impl<L: Ord + Clone, K: Copy + PartialEq> Lanes<L, K> {
    /// Puts `key` at the end of its lane, not to be claimed before `ready_at`; a lane that waits already waits on for it
    /// (the rest of a burst), but not for ever.
    pub(super) fn push(&mut self, lane: &L, key: K, now: Instant, ready_at: Instant) {
        self.counter += 1;
        let order = self.counter;
        let entry = self.queues.entry(lane.clone()).or_insert_with(|| Lane {
            queue: VecDeque::new(),
            epoch: 0,
            ready: None,
            burst_since: now,
        });
        entry.queue.push_back((key, ready_at));
        if self.leased.contains_key(lane) {
            return;
        }
        let (at, order) = match entry.ready {
            None => (ready_at, order),
            Some((before, first)) if ready_at > now => {
                (before.max(ready_at.min(entry.burst_since + BURST)), first)
            }
            Some((before, first)) => (before.min(ready_at), first),
        };
        self.set_ready(lane, Some((at, order)));
    }

    fn set_ready(&mut self, lane: &L, ready: Option<(Instant, u64)>) {
        let Some(entry) = self.queues.get_mut(lane) else { return };
        if let Some((at, order)) = entry.ready {
            self.ready.remove(&(at, order, lane.clone()));
        }
        entry.ready = ready;
        if let Some((at, order)) = ready {
            self.ready.insert((at, order, lane.clone()));
        }
    }

    /// Claims the lane that has been ready longest; its epoch and its keys in order.
    pub(super) fn claim(&mut self, now: Instant) -> Option<(L, u64, Vec<K>)> {
        self.expire(now);
        let (at, _, lane) = self.ready.first()?;
        if *at > now {
            return None;
        }
        let lane = lane.clone();
        self.set_ready(&lane, None);
        self.counter += 1;
        let epoch = self.counter;
        let entry = self.queues.get_mut(&lane).expect("a ready lane exists");
        entry.epoch = epoch;
        let keys = entry.queue.iter().map(|(key, _)| *key).collect();
        self.leased.insert(lane.clone(), now + LEASE);
        Some((lane, epoch, keys))
    }

    fn expire(&mut self, now: Instant) {
        let over: Vec<L> =
            self.leased.iter().filter(|(_, until)| **until <= now).map(|(l, _)| l.clone()).collect();
        for lane in over {
            self.leased.remove(&lane);
            self.wake(&lane, now);
        }
    }

    /// Whether a claim of this epoch still holds its lane.
    pub(super) fn holds(&self, lane: &L, epoch: u64) -> bool {
        self.leased.contains_key(lane) && self.queues.get(lane).is_some_and(|l| l.epoch == epoch)
    }

    /// Takes the done keys out and gives the lane back, ready for what is left in it.
    pub(super) fn finish(&mut self, lane: &L, done: &[K], now: Instant) {
        self.leased.remove(lane);
        if let Some(entry) = self.queues.get_mut(lane) {
            entry.queue.retain(|(key, _)| !done.contains(key));
            entry.burst_since = now;
            if entry.queue.is_empty() {
                self.queues.remove(lane);
            }
        }
        self.wake(lane, now);
    }

    /// Gives the lane back with nothing done, not to be claimed before `again`.
    pub(super) fn again(&mut self, lane: &L, again: Instant, now: Instant) {
        self.leased.remove(lane);
        if let Some((_, at)) = self.queues.get_mut(lane).and_then(|entry| entry.queue.front_mut()) {
            *at = again;
        }
        self.wake(lane, now);
    }

    fn wake(&mut self, lane: &L, now: Instant) {
        let Some((_, at)) = self.queues.get(lane).and_then(|entry| entry.queue.front()) else { return };
        let at = (*at).max(now);
        self.counter += 1;
        let order = self.counter;
        self.set_ready(lane, Some((at, order)));
    }

    /// Keys that wait, with the instant at which their lane is ready (`None`: leased).
    pub(super) fn waiting(&self) -> impl Iterator<Item = (K, Option<Instant>)> {
        self.queues
            .values()
            .flat_map(|lane| lane.queue.iter().map(|(key, _)| (*key, lane.ready.map(|r| r.0))))
    }

    /// When the next lane is ready, or a lease ends.
    pub(super) fn next_at(&self) -> Option<Instant> {
        let ready = self.ready.first().map(|(at, _, _)| *at);
        ready.into_iter().chain(self.leased.values().copied()).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T0: Instant = Instant::UNIX_EPOCH;

    fn s(n: i64) -> Instant {
        T0 + TimeDelta::seconds(n)
    }

    #[test]
    fn what_is_pushed_into_a_leased_lane_wakes_it_later() {
        let mut lanes: Lanes<u8, u8> = Lanes::default();
        lanes.push(&1, 10, T0, T0);
        let (lane, epoch, keys) = lanes.claim(T0).unwrap();
        assert_eq!((lane, keys), (1, vec![10]));
        lanes.push(&1, 11, T0, T0);
        assert!(lanes.claim(T0).is_none(), "one worker a lane");
        assert!(lanes.holds(&1, epoch));
        lanes.finish(&1, &[10], T0);
        assert!(!lanes.holds(&1, epoch));
        assert_eq!(lanes.claim(T0).unwrap().2, [11]);
    }

    #[test]
    fn a_lease_ends_by_itself_and_its_epoch_is_void() {
        let mut lanes: Lanes<u8, u8> = Lanes::default();
        lanes.push(&1, 10, T0, T0);
        let (_, first, _) = lanes.claim(T0).unwrap();
        let (_, second, _) = lanes.claim(s(61)).unwrap();
        assert!(!lanes.holds(&1, first) && lanes.holds(&1, second));
    }

    #[test]
    fn a_burst_is_waited_for_and_not_for_ever() {
        let mut lanes: Lanes<u8, u8> = Lanes::default();
        lanes.push(&1, 10, T0, s(2));
        lanes.push(&1, 11, s(1), s(3));
        assert!(lanes.claim(s(2)).is_none());
        for n in 2..20 {
            lanes.push(&1, 12, s(n), s(n + 2));
        }
        assert!(lanes.claim(s(6)).is_some());
    }

    #[test]
    fn a_blocked_lane_blocks_nobody_else() {
        let mut lanes: Lanes<u8, u8> = Lanes::default();
        lanes.push(&1, 10, T0, T0);
        lanes.push(&2, 20, T0, T0);
        lanes.claim(T0).unwrap();
        lanes.again(&1, s(300), T0);
        assert_eq!(lanes.claim(T0).unwrap().2, [20]);
        assert!(lanes.claim(T0).is_none());
        assert_eq!(lanes.claim(s(300)).unwrap().2, [10]);
    }
}
