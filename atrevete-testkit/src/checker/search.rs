//! Breadth first over all worlds: two bookings, and what is left of each kind of trouble.
//!
//! Invariants: states are exact (no hash stands for a state); the first trace found to a broken promise is a shortest.

use super::{
    Config, Report, Violation,
    booking::{Bookings, Move, Price},
    fixture::overlap,
    knock::Knockout,
    promises::Broken,
};

/// Bits of a booking's number in a world; a run that meets more bookings stops, and says that it is not complete.
const BITS: usize = 24;
/// More bookings than one step can add.
const ROOM: usize = 1_000;

/// A world in one number: two bookings of 24 bits, three budgets of 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct World(u64);

impl World {
    fn new(bookings: [u32; 2], budgets: [u8; 3]) -> Self {
        debug_assert!(bookings.iter().all(|b| *b < 1 << 24) && budgets.iter().all(|b| *b < 16));
        let [a, b] = bookings.map(u64::from);
        let [faults, losses, minds] = budgets.map(u64::from);
        Self(a | b << 24 | faults << 48 | losses << 52 | minds << 56)
    }

    fn booking(self, n: usize) -> u32 {
        u32::try_from(self.0 >> (24 * n) & 0xff_ffff).expect("24 bits")
    }

    fn budgets(self) -> [u8; 3] {
        [48, 52, 56].map(|shift| u8::try_from(self.0 >> shift & 0xf).expect("4 bits"))
    }

    /// The world after one booking's move, if its price can be paid.
    fn after(self, n: usize, step: Move) -> Option<Self> {
        let mut budgets = self.budgets();
        let budget = match step.price {
            Price::Free => None,
            Price::Fault => Some(0),
            Price::Loss => Some(1),
            Price::Mind => Some(2),
        };
        if let Some(budget) = budget {
            budgets[budget] = budgets[budget].checked_sub(1)?;
        }
        let mut bookings = [self.booking(0), self.booking(1)];
        bookings[n] = step.to;
        Some(Self::new(bookings, budgets))
    }
}

/// All worlds met, in the order of their distance, and a table from a world to its number.
struct Met {
    worlds: Vec<World>,
    parents: Vec<u32>,
    depths: Vec<u16>,
    table: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl Met {
    fn new(first: World) -> Self {
        let mut met = Self { worlds: vec![], parents: vec![], depths: vec![], table: vec![FREE; 1 << 16] };
        met.number(first, 0, 0);
        met
    }

    /// The number of a world, new or known.
    fn number(&mut self, world: World, parent: u32, depth: u16) -> u32 {
        if self.worlds.len() * 2 >= self.table.len() {
            self.grow();
        }
        let mask = self.table.len() - 1;
        let mut at = place(world, mask);
        while self.table[at] != FREE {
            if self.worlds[self.table[at] as usize] == world {
                return self.table[at];
            }
            at = (at + 1) & mask;
        }
        let number = u32::try_from(self.worlds.len()).expect("fewer worlds than numbers");
        self.table[at] = number;
        self.worlds.push(world);
        self.parents.push(parent);
        self.depths.push(depth);
        number
    }

    fn grow(&mut self) {
        let size = self.table.len() * 2;
        self.table = vec![FREE; size];
        for (number, world) in self.worlds.iter().enumerate() {
            let mut at = place(*world, size - 1);
            while self.table[at] != FREE {
                at = (at + 1) & (size - 1);
            }
            self.table[at] = u32::try_from(number).expect("fewer worlds than numbers");
        }
    }
}

fn place(world: World, mask: usize) -> usize {
    let mixed = (world.0 ^ world.0 >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(mixed >> 20).expect("64 bits") & mask
}

/// One run.
pub(super) struct Search {
    config: Config,
    knock: Option<Knockout>,
    bookings: [Bookings; 2],
    met: Met,
    /// The system's own steps, by world, for the proof that they end.
    system: Vec<u32>,
    system_from: Vec<u32>,
    report: Report,
}

impl Search {
    pub(super) fn run(config: Config, knock: Option<Knockout>) -> Report {
        let bookings =
            [Bookings::new(config, knock, 0, false), Bookings::new(config, knock, 1, config.plain_rival)];
        let first = World::new([0, 0], [config.faults, config.losses, config.minds]);
        let mut search = Self {
            config,
            knock,
            bookings,
            met: Met::new(first),
            system: Vec::new(),
            system_from: vec![0],
            report: Report::default(),
        };
        search.explore();
        search.finish()
    }

    fn explore(&mut self) {
        let mut at = 0;
        let room = |bookings: &[Bookings; 2]| bookings.iter().all(|all| all.all.len() + ROOM < 1 << BITS);
        while at < self.met.worlds.len() && self.met.worlds.len() < self.config.most && room(&self.bookings) {
            let world = self.met.worlds[at];
            let broken = self.broken(world);
            let quiet = match broken {
                Some(_) => false,
                None => !self.expand(at, world),
            };
            let ended = if quiet { self.broken_end(world) } else { None };
            if quiet && ended.is_none() {
                self.report.ends += 1;
            }
            self.system_from.push(u32::try_from(self.system.len()).expect("fewer steps than numbers"));
            at += 1;
            if let Some(broken) = broken.or(ended) {
                self.violation(broken, at - 1);
                if self.knock.is_some() {
                    return;
                }
            }
        }
        self.report.complete = at == self.met.worlds.len();
    }

    /// Notes all that may follow; says whether the system itself has something to do.
    fn expand(&mut self, at: usize, world: World) -> bool {
        let parent = u32::try_from(at).expect("fewer worlds than numbers");
        let depth = self.met.depths[at] + 1;
        let mut restless = false;
        for n in 0..self.customers() {
            let (own, other) = (world.booking(n), self.neighbour(world, n));
            self.bookings[n].moves(own, other);
            for step in self.bookings[n].listed(own, other) {
                let Some(next) = world.after(n, *step) else { continue };
                self.report.edges += 1;
                let number = self.met.number(next, parent, depth);
                if step.system && next != world {
                    restless = true;
                    self.system.push(number);
                }
            }
        }
        if let Some(next) = self.start_passes(world) {
            self.report.edges += 1;
            self.met.number(next, parent, depth);
        }
        restless
    }

    /// The start of the visits passes for both.
    fn start_passes(&mut self, world: World) -> Option<World> {
        let own = [world.booking(0), world.booking(1)];
        let booked = own.iter().zip(&self.bookings).any(|(id, all)| all.booked(*id));
        if !booked || self.bookings[0].view(own[0]).past {
            return None;
        }
        let [a, b] = &mut self.bookings;
        Some(World::new([a.after_start(own[0]), b.after_start(own[1])], world.budgets()))
    }

    fn customers(&self) -> usize {
        usize::from(self.config.customers)
    }

    /// What keeps customer `n` off a slot.
    fn neighbour(&self, world: World, n: usize) -> Option<u8> {
        if self.config.customers < 2 { None } else { self.bookings[1 - n].occupies(world.booking(1 - n)) }
    }

    fn broken(&self, world: World) -> Option<Broken> {
        let views = [0, 1].map(|n| self.bookings[n].view(world.booking(n)));
        if views.iter().all(|v| v.hold.occupies()) && overlap(views[0].slot, views[1].slot) {
            return Some(Broken::Overlap);
        }
        (0..2).find_map(|n| self.bookings[n].broken[world.booking(n) as usize])
    }

    fn broken_end(&self, world: World) -> Option<Broken> {
        (0..2).find_map(|n| self.bookings[n].at_the_end(world.booking(n)))
    }

    /// Keeps the first (shortest) trace to each kind of violation.
    fn violation(&mut self, broken: Broken, at: usize) {
        if self.report.violations.iter().all(|v| v.broken != broken) {
            let trace = self.trace(at);
            self.report.violations.push(Violation { broken, trace });
        }
    }

    fn trace(&mut self, mut at: usize) -> Vec<String> {
        let mut trace = Vec::new();
        while at != 0 {
            let parent = self.met.parents[at] as usize;
            trace.push(self.name_step(self.met.worlds[parent], self.met.worlds[at]));
            at = parent;
        }
        trace.reverse();
        trace
    }

    fn name_step(&mut self, from: World, to: World) -> String {
        for n in 0..self.customers() {
            let (own, other) = (from.booking(n), self.neighbour(from, n));
            let steps = self.bookings[n].moves(own, other);
            if let Some(step) = steps.iter().find(|step| from.after(n, **step) == Some(to)) {
                return format!("customer {n}: {}", step.label);
            }
        }
        "the start of the visits passes".to_owned()
    }

    fn finish(mut self) -> Report {
        self.report.states = self.met.worlds.len();
        self.report.depth = self.met.depths.last().copied().unwrap_or(0);
        if self.report.complete && self.report.violations.is_empty() && self.circles() {
            self.report.violations.push(Violation { broken: Broken::Circle, trace: vec![] });
        }
        for bookings in &self.bookings {
            let (rulings, rows) = bookings.asked();
            self.report.rulings += rulings;
            self.report.rows += rows;
            self.report.bookings += bookings.all.len();
        }
        self.report
    }

    /// Whether the system's own steps can go on for ever. If they cannot, and every end is good, then from every world
    /// the system alone comes to a good end.
    fn circles(&self) -> bool {
        let mut waits = vec![0u32; self.met.worlds.len()];
        for to in &self.system {
            waits[*to as usize] += 1;
        }
        let mut ready: Vec<usize> = (0..waits.len()).filter(|n| waits[*n] == 0).collect();
        let mut done = 0;
        while let Some(from) = ready.pop() {
            done += 1;
            let steps = self.system_from[from] as usize..self.system_from[from + 1] as usize;
            for to in &self.system[steps] {
                let to = *to as usize;
                waits[to] -= 1;
                if waits[to] == 0 {
                    ready.push(to);
                }
            }
        }
        done < waits.len()
    }
}
