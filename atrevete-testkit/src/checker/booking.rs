//! One booking in its world: its rows, the provider's truth about its pages and refunds, the outbox, the webhooks that
//! are under way, and what the customer has been told.
//!
//! Invariants: a booking is a small value, equal exactly when nothing can tell two of them apart; what it may do next
//! is listed by [`Bookings::moves`], each move with its price (a fault, a lost webhook, a change of mind) and whether
//! the system makes it by itself.

use super::{
    Config,
    fixture::overlap,
    knock::Knockout,
    label::Label,
    promises::{self, Broken},
    rows::{Answer, Call, Desk, Event, PAGES, REFUNDS, Rows, told},
    view::{Hold, Page, View},
};
use std::collections::HashMap;

/// The provider's truth about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Truth {
    #[default]
    None,
    Open,
    Paid,
    /// Complete, and the bank has not decided.
    Delayed,
    Expired,
    Refused,
}

/// Where a webhook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Hook {
    #[default]
    None,
    /// Sent, not delivered.
    Sent,
    /// Delivered; it may come again.
    Once,
    /// Delivered for the last time, or lost.
    Over,
}

/// A page at the provider, and what its customer and the webhooks know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Session {
    pub(super) truth: Truth,
    /// 0: she does not know the link; 2: it is on its way to her; 1: she has it.
    pub(super) link: u8,
    /// Completed; what it says is a snapshot.
    pub(super) completed: Hook,
    pub(super) snapshot_delayed: bool,
    pub(super) expired: Hook,
    pub(super) decided: Hook,
    /// Paid while the hold was running.
    pub(super) in_time: bool,
}

/// The provider's truth about a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Back {
    #[default]
    None,
    Pending,
    Done,
    Failed,
}

/// A refund at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Refunding {
    pub(super) truth: Back,
    /// How often it was made.
    pub(super) made: u8,
    pub(super) hook: Hook,
}

/// One booking; `rows` 0 is none yet, [`GONE_BY`] none and too late for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Booking {
    pub(super) rows: u32,
    pub(super) sessions: [Session; PAGES],
    pub(super) refunds: [Refunding; REFUNDS],
    /// Outbox rows, a bit a page or refund.
    pub(super) secure: u8,
    pub(super) expire: u8,
    pub(super) refund: u8,
    /// Messages under way and read.
    pub(super) pending: u8,
    pub(super) told: u8,
    /// A person called it off.
    pub(super) person: bool,
    /// The chair was freed because the provider was silent.
    pub(super) silent: bool,
    /// The stored timer of the limit.
    pub(super) timer: bool,
}

/// No booking, and its time is over.
pub(super) const GONE_BY: u32 = 1;

/// A step from one booking to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    pub(super) to: u32,
    pub(super) label: Label,
    /// The system does it by itself, sooner or later.
    pub(super) system: bool,
    pub(super) price: Price,
}

/// What a step costs of the run's budgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Price {
    Free,
    Fault,
    Loss,
    Mind,
}

/// A remembered answer of the rules: rows, calls, news, and whether they refused.
type Known = (u32, Vec<Call>, u8, bool);

/// All bookings met so far, their moves, and the rules' answers, each asked for once.
pub(super) struct Bookings {
    pub(super) desk: Desk,
    config: Config,
    /// The slot she wants.
    slot: u8,
    /// Whether it is the customer with fewer habits (one page, no webhook twice).
    plain: bool,
    rows: Vec<Rows>,
    views: Vec<View>,
    rows_of: HashMap<String, u32>,
    answers: HashMap<(u32, Event, Option<u8>), Known>,
    pub(super) all: Vec<Booking>,
    index: HashMap<Booking, u32>,
    moves: Vec<[Option<Box<[Move]>>; 4]>,
    pub(super) broken: Vec<Option<Broken>>,
}

impl Bookings {
    /// Only the booking that is not made yet.
    pub(super) fn new(config: Config, knock: Option<Knockout>, slot: u8, plain: bool) -> Self {
        let mut bookings = Self {
            desk: Desk::new(knock),
            config,
            slot,
            plain,
            rows: Vec::new(),
            views: vec![View::default(), View { past: true, ..View::default() }],
            rows_of: HashMap::new(),
            answers: HashMap::new(),
            all: Vec::new(),
            index: HashMap::new(),
            moves: Vec::new(),
            broken: Vec::new(),
        };
        let none = bookings.desk.hold(0).rows;
        bookings.rows = vec![none.clone(), none];
        bookings.intern(Booking::default());
        bookings
    }

    /// Rulings asked of the production rules, and distinct rows met.
    pub(super) fn asked(&self) -> (usize, usize) {
        (self.answers.len(), self.rows.len())
    }

    pub(super) fn view(&self, id: u32) -> &View {
        &self.views[self.all[id as usize].rows as usize]
    }

    /// The slot that keeps others away, as the store judges.
    pub(super) fn occupies(&self, id: u32) -> Option<u8> {
        let view = self.view(id);
        let counts = match view.hold {
            Hold::Confirmed => true,
            Hold::Provisional | Hold::Closing => self.desk.knock != Some(Knockout::ChairWithoutHolds),
            Hold::None | Hold::Cancelled | Hold::Expired => false,
        };
        counts.then_some(view.slot)
    }

    /// The start of the visits passes.
    pub(super) fn after_start(&mut self, id: u32) -> u32 {
        let booking = self.all[id as usize];
        let rows =
            if booking.rows == 0 { GONE_BY } else { self.ask(booking.rows, Event::StartPasses, None).0 };
        self.intern(Booking { rows, ..booking })
    }

    /// What may happen next while the other customer occupies `other`.
    pub(super) fn moves(&mut self, id: u32, other: Option<u8>) -> &[Move] {
        let place = other.map_or(0, |slot| usize::from(slot) + 1);
        if self.moves[id as usize][place].is_none() {
            let moves = Steps::of(self, id, other);
            self.moves[id as usize][place] = Some(moves.into_boxed_slice());
        }
        self.moves[id as usize][place].as_deref().expect("just listed")
    }

    /// As [`Bookings::moves`], of what has been listed already.
    pub(super) fn listed(&self, id: u32, other: Option<u8>) -> &[Move] {
        let place = other.map_or(0, |slot| usize::from(slot) + 1);
        self.moves[id as usize][place].as_deref().unwrap_or_default()
    }

    /// Whether there is a booking.
    pub(super) fn booked(&self, id: u32) -> bool {
        self.all[id as usize].rows > GONE_BY
    }

    /// What an end would break.
    pub(super) fn at_the_end(&self, id: u32) -> Option<Broken> {
        promises::at_the_end(&self.all[id as usize], self.view(id), self.config.messages)
    }

    fn intern(&mut self, booking: Booking) -> u32 {
        if let Some(id) = self.index.get(&booking) {
            return *id;
        }
        let id = u32::try_from(self.all.len()).expect("fewer bookings than numbers");
        self.all.push(booking);
        self.index.insert(booking, id);
        self.moves.push([None, None, None, None]);
        let knock = self.desk.knock;
        self.broken.push(promises::always(&booking, &self.views[booking.rows as usize], knock));
        id
    }

    fn ask(&mut self, rows: u32, event: Event, other: Option<u8>) -> Known {
        let key = (rows, event, other);
        if let Some(answer) = self.answers.get(&key) {
            return answer.clone();
        }
        let Answer { rows: next, calls, news, refused } =
            self.desk.ask(&self.rows[rows as usize], event, other);
        let answer = (self.intern_rows(next), calls, news, refused);
        self.answers.insert(key, answer.clone());
        answer
    }

    fn intern_rows(&mut self, rows: Rows) -> u32 {
        let key = serde_json::to_string(&rows).expect("rows are data");
        if let Some(id) = self.rows_of.get(&key) {
            return *id;
        }
        let id = u32::try_from(self.rows.len()).expect("fewer rows than numbers");
        self.views.push(View::of(&rows, &self.desk.due(&rows)));
        self.rows.push(rows);
        self.rows_of.insert(key, id);
        id
    }
}

/// The list of moves of one booking, being written.
pub(super) struct Steps<'a> {
    pub(super) all: &'a mut Bookings,
    pub(super) at: Booking,
    pub(super) view: View,
    other: Option<u8>,
    moves: Vec<Move>,
}

impl<'a> Steps<'a> {
    fn of(all: &'a mut Bookings, id: u32, other: Option<u8>) -> Vec<Move> {
        let (at, view) = (all.all[id as usize], all.view(id).clone());
        let mut steps = Self { all, at, view, other, moves: Vec::new() };
        if steps.at.rows <= GONE_BY {
            steps.books();
        } else {
            steps.people();
            steps.time();
            steps.outbox();
            steps.provider();
            steps.webhooks();
        }
        steps.moves
    }

    pub(super) fn config(&self) -> Config {
        self.all.config
    }

    pub(super) fn plain(&self) -> bool {
        self.all.plain
    }

    pub(super) fn knock(&self) -> Option<Knockout> {
        self.all.desk.knock
    }

    /// The slot she wants.
    pub(super) fn slot(&self) -> u8 {
        self.all.slot
    }

    /// The booking just made.
    pub(super) fn booked(&mut self, slot: u8) -> Booking {
        let Answer { rows, calls, .. } = self.all.desk.hold(slot);
        let rows = self.all.intern_rows(rows);
        let timer = self.all.views[rows as usize].timer;
        let secure = calls.iter().fold(0, |bits, call| match call {
            Call::Secure(k) => bits | 1 << k,
            Call::Expire(_) | Call::LookAt(_) | Call::Refund(_) => bits,
        });
        Booking { rows, secure, timer, ..self.at }
    }

    /// The calls that an event would bring, without its rows: for timers that change nothing but their own count.
    pub(super) fn calls(&mut self, event: Event) -> Vec<Call> {
        self.all.ask(self.at.rows, event, self.other).1
    }

    /// Whether the store lets it have the slot.
    pub(super) fn free(&self, slot: u8) -> bool {
        self.other.is_none_or(|other| !overlap(slot, other))
    }

    pub(super) fn go(&mut self, label: Label, system: bool, price: Price, to: Booking) {
        let to = self.all.intern(to);
        self.moves.push(Move { to, label, system, price });
    }

    /// The booking after the rules have answered an event; `None` when they, or the store, refuse.
    pub(super) fn after(&mut self, from: Booking, event: Event) -> Option<Booking> {
        let (rows, calls, news, refused) = self.all.ask(from.rows, event, self.other);
        if refused && rows == from.rows {
            return None;
        }
        let (before, after) = (&self.all.views[from.rows as usize], &self.all.views[rows as usize]);
        let takes = after.hold.occupies() && (!before.hold.occupies() || before.slot != after.slot);
        if takes && !self.free(after.slot) && self.knock() != Some(Knockout::LateUnchecked) {
            return None;
        }
        let mut to = Booking { rows, ..from };
        to.timer = after.timer && (self.knock() != Some(Knockout::StaleTimer) || !moved_limit(event));
        for call in calls {
            match call {
                Call::Secure(k) => to.secure |= 1 << k,
                Call::Expire(k) => to.expire |= 1 << k,
                Call::Refund(r) => to.refund |= 1 << r,
                Call::LookAt(_) => {}
            }
        }
        for (k, page) in after.pages.iter().enumerate() {
            let session = &mut to.sessions[k];
            if *page == Page::Open && news & told::LINK != 0 && session.link == 0 {
                session.link = 2;
            }
        }
        to.pending |= news;
        Some(self.deliver_unless_told_apart(to))
    }

    /// Without messages in the model what is to be said is said at once, and not remembered.
    fn deliver_unless_told_apart(&self, mut to: Booking) -> Booking {
        if !self.all.config.messages {
            (to.pending, to.told) = (0, 0);
            for session in &mut to.sessions {
                session.link = session.link.min(1);
            }
        }
        to
    }
}

/// Whether an event moves the limit of a hold.
fn moved_limit(event: Event) -> bool {
    matches!(event, Event::Fails | Event::Corrects)
}
