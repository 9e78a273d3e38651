//! The loops that keep a salon going: events are handled, effects leave, timers fire.
//!
//! Invariants: nothing is remembered here, so a process may be killed anywhere; a loop that meets a failure waits and
//! goes on; asked to stop, it finishes what it holds and claims nothing more.

mod bell;
mod every;

pub use bell::Bell;
pub use every::Every;

use crate::{
    config::{Role, Roles},
    ops::Metrics,
};
use async_trait::async_trait;
use atrevete_ports::{
    PortError,
    drive::{Driver, Worked},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{self, Instant},
};

/// How many loops there are and how they wait.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Loops that handle events.
    pub agents: usize,
    /// Loops that send.
    pub relays: usize,
    /// How long a loop without work waits for the bell before it looks by itself.
    pub idle: Duration,
    /// The first wait after a failure; doubled up to [`Pace::longest`].
    pub shortest: Duration,
    /// The longest wait after a failure.
    pub longest: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            agents: 4,
            relays: 6,
            idle: Duration::from_millis(250),
            shortest: Duration::from_millis(200),
            longest: Duration::from_secs(5),
        }
    }
}

/// One kind of work, done a piece at a time.
#[async_trait]
pub trait Chore: Send + Sync {
    /// What the metrics call it.
    fn name(&self) -> &'static str;

    /// The next piece.
    ///
    /// # Errors
    /// When it could not be had or done: it is tried again after a wait.
    async fn once(&self) -> Result<Worked, PortError>;
}

/// Handles events.
struct Step(Driver);
/// Sends what waits.
struct Relay(Driver);
/// Fires timers.
struct Wake(Driver);

#[async_trait]
impl Chore for Step {
    fn name(&self) -> &'static str {
        "step"
    }
    async fn once(&self) -> Result<Worked, PortError> {
        self.0.step().await
    }
}

#[async_trait]
impl Chore for Relay {
    fn name(&self) -> &'static str {
        "relay"
    }
    async fn once(&self) -> Result<Worked, PortError> {
        self.0.relay().await
    }
}

#[async_trait]
impl Chore for Wake {
    fn name(&self) -> &'static str {
        "wake"
    }
    async fn once(&self) -> Result<Worked, PortError> {
        Ok(if self.0.wake().await? > 0 { Worked::Yes } else { Worked::Idle })
    }
}

/// The loops that run.
#[must_use]
pub struct Workers {
    tasks: JoinSet<()>,
    stop: watch::Sender<bool>,
}

impl Workers {
    /// Starts the loops of these roles.
    pub fn start(driver: &Driver, roles: &Roles, pace: Pace, bell: &Bell, metrics: &Arc<Metrics>) -> Self {
        let mut workers = Self { tasks: JoinSet::new(), stop: watch::Sender::new(false) };
        if roles.has(Role::Agent) {
            for _ in 0..pace.agents {
                workers.add(Step(driver.clone()), pace, bell, metrics);
            }
        }
        if roles.has(Role::Workers) {
            for _ in 0..pace.relays {
                workers.add(Relay(driver.clone()), pace, bell, metrics);
            }
            workers.add(Wake(driver.clone()), pace, bell, metrics);
        }
        workers
    }

    /// Starts one more loop.
    pub fn add(&mut self, chore: impl Chore + 'static, pace: Pace, bell: &Bell, metrics: &Arc<Metrics>) {
        let turn =
            Turning { pace, bell: bell.clone(), metrics: Arc::clone(metrics), stop: self.stop.subscribe() };
        self.tasks.spawn(turn.run(chore));
    }

    /// Asks all loops to stop and waits until they have finished what they hold, `patience` at most. What is cut off
    /// then is done by the next process once its lease has ended.
    pub async fn stop(mut self, patience: Duration) {
        self.stop.send_replace(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if time::timeout(patience, all).await.is_err() {
            tracing::warn!("work was cut off; its lease ends by itself");
        }
    }
}

/// One loop.
struct Turning {
    pace: Pace,
    bell: Bell,
    metrics: Arc<Metrics>,
    stop: watch::Receiver<bool>,
}

impl Turning {
    async fn run(mut self, chore: impl Chore) {
        let mut wait = self.pace.shortest;
        while !*self.stop.borrow() {
            // Taken before looking, so that what is stored while we look rings too.
            let bell = self.bell.clone();
            let rung = bell.rung();
            let begun = Instant::now();
            match chore.once().await {
                Ok(Worked::Yes) => {
                    wait = self.pace.shortest;
                    self.metrics.worked(chore.name(), begun.elapsed());
                    self.bell.ring();
                }
                Ok(Worked::Idle) => {
                    wait = self.pace.shortest;
                    tokio::select! {
                        () = rung => {}
                        () = time::sleep(self.pace.idle) => {}
                        _ = self.stop.changed() => {}
                    }
                }
                Err(error) => {
                    self.metrics.failed(chore.name());
                    tracing::warn!(chore = chore.name(), %error, "work failed and is tried again");
                    tokio::select! {
                        () = time::sleep(wait) => {}
                        _ = self.stop.changed() => {}
                    }
                    wait = (wait * 2).min(self.pace.longest);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app;
    use atrevete_domain::dialogue::ChannelId;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Fails a few times, works once, then has nothing to do.
    struct Moody {
        asked: Arc<AtomicUsize>,
        failures: usize,
    }

    #[async_trait]
    impl Chore for Moody {
        fn name(&self) -> &'static str {
            "moody"
        }
        async fn once(&self) -> Result<Worked, PortError> {
            match self.asked.fetch_add(1, Ordering::SeqCst) {
                n if n < self.failures => Err(PortError::transient("store")),
                n if n == self.failures => Ok(Worked::Yes),
                _ => Ok(Worked::Idle),
            }
        }
    }

    fn none() -> Workers {
        let world = app::world(crate::clock::now());
        let roles = "admin".parse().unwrap();
        Workers::start(&world.driver, &roles, Pace::default(), &Bell::default(), &Arc::default())
    }

    #[tokio::test(start_paused = true)]
    async fn a_failure_is_waited_out_longer_each_time() {
        let asked = Arc::new(AtomicUsize::new(0));
        let (mut workers, metrics) = (none(), Arc::new(Metrics::default()));
        let begun = Instant::now();
        let moody = Moody { asked: Arc::clone(&asked), failures: 3 };
        workers.add(moody, Pace::default(), &Bell::default(), &metrics);
        while asked.load(Ordering::SeqCst) < 4 {
            time::sleep(Duration::from_millis(1)).await;
        }
        // 0.2 + 0.4 + 0.8 seconds, and no tight loop in between.
        assert!(begun.elapsed() >= Duration::from_millis(1400), "{:?}", begun.elapsed());
        workers.stop(Duration::from_secs(1)).await;
        let text = metrics.text().unwrap();
        assert!(text.contains(r#"maite_work_total{chore="moody",outcome="failed"} 3"#), "{text}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_bell_is_quicker_than_looking() {
        let asked = Arc::new(AtomicUsize::new(0));
        let (mut workers, bell) = (none(), Bell::default());
        let pace = Pace { idle: Duration::from_hours(1), ..Pace::default() };
        workers.add(Moody { asked: Arc::clone(&asked), failures: 0 }, pace, &bell, &Arc::default());
        time::sleep(Duration::from_secs(1)).await;
        let before = asked.load(Ordering::SeqCst);
        bell.ring();
        time::sleep(Duration::from_millis(1)).await;
        assert_eq!(asked.load(Ordering::SeqCst), before + 1);
        workers.stop(Duration::from_secs(1)).await;
    }

    #[tokio::test]
    async fn a_message_is_answered_and_a_stop_ends_every_loop() {
        let mut world = app::world(crate::clock::now());
        let channel = ChannelId("demo:1".to_owned());
        let (bell, metrics) = (Bell::default(), Arc::default());
        let workers = Workers::start(&world.driver, &Roles::all(), Pace::default(), &bell, &metrics);
        world.posts(&channel, "Hola, ¿qué horario tenéis?");
        bell.ring();
        let answered = async {
            while world.replies_since(0).is_empty() {
                time::sleep(Duration::from_millis(5)).await;
            }
        };
        time::timeout(Duration::from_secs(20), answered).await.expect("an answer leaves");
        time::timeout(Duration::from_secs(5), workers.stop(Duration::from_secs(30))).await.expect("it stops");
    }
}
