//! What may happen next to one booking: people, time, the outbox, the provider, its webhooks.

use super::{
    booking::{Back, Booking, Hook, Price, Session, Steps, Truth},
    knock::Knockout,
    label::Label,
    rows::{Call, Event, PAGES, REFUNDS, refund_open, told},
    view::{Hold, Page},
};
use atrevete_domain::booking::RefundState;

impl Steps<'_> {
    /// The customer takes her slot, if the store lets her.
    pub(super) fn books(&mut self) {
        let slot = self.slot();
        if self.at.rows == 0 && self.free(slot) {
            let to = self.booked(slot);
            self.go(Label::Books, false, Price::Free, to);
        }
    }

    /// Customer and staff do what they like.
    pub(super) fn people(&mut self) {
        self.pays();
        let (hold, plain, staff) = (self.view.hold, self.plain(), self.config().staff);
        let open = self.view.pages.contains(&Page::Open);
        if hold == Hold::Provisional && open && !plain {
            let (first, second) =
                (self.view.failures == 0, self.view.failures == 1 && self.config().second_failure);
            if (first && self.view.asked() == 1) || second {
                self.try_event(Label::Fails, Event::Fails, Price::Free, 0);
            }
        }
        let waits = matches!(self.view.pages[0], Page::Requested | Page::Open) && self.view.asked() == 1;
        if hold == Hold::Provisional && waits && self.view.failures == 0 && !plain {
            self.try_event(Label::Corrects, Event::Corrects, Price::Free, 0);
        }
        match hold {
            Hold::Provisional | Hold::Closing => {
                self.calls_off(Label::Cancels, Event::CancelsEarly);
                if staff {
                    self.try_event(Label::StaffConfirm, Event::StaffWaives, Price::Free, 0);
                }
            }
            Hold::Confirmed if !self.view.past => {
                self.calls_off(Label::Cancels, Event::CancelsEarly);
                self.calls_off(Label::CancelsLate, Event::CancelsLate);
                if staff {
                    self.calls_off(Label::StaffCancel, Event::StaffCancels);
                    self.calls_off(Label::StaffKeep, Event::StaffKeeps);
                }
            }
            Hold::Confirmed | Hold::None | Hold::Cancelled | Hold::Expired => {}
        }
        if matches!(hold, Hold::Provisional | Hold::Confirmed) && !self.view.past {
            for slot in (0..3).filter(|slot| *slot != self.view.slot).collect::<Vec<u8>>() {
                self.try_event(Label::Moves(slot), Event::Moves(slot), Price::Mind, 0);
                if staff {
                    self.try_event(Label::StaffMove(slot), Event::StaffMoves(slot), Price::Mind, 0);
                }
            }
        }
    }

    fn pays(&mut self) {
        let in_time = self.view.hold == Hold::Provisional && !self.view.reached;
        for k in pages() {
            let session = self.session(k);
            if session.truth != Truth::Open || session.link != 1 {
                continue;
            }
            let sent = Session { completed: Hook::Sent, in_time, ..session };
            let to = self.with(k, Session { truth: Truth::Paid, ..sent });
            self.go(Label::Pays(k), false, Price::Free, to);
            if self.config().delayed {
                let later = Session { truth: Truth::Delayed, snapshot_delayed: true, in_time: false, ..sent };
                let to = self.with(k, later);
                self.go(Label::PaysDelayed(k), false, Price::Free, to);
            }
        }
    }

    fn calls_off(&mut self, label: Label, event: Event) {
        let Some(to) = self.after(self.at, event) else { return };
        // Who calls off is told in the same conversation, also what comes back.
        let told = if self.config().messages { told::CANCELLED | told::REFUND } else { 0 };
        self.go(label, false, Price::Free, Booking { person: true, pending: to.pending | told, ..to });
    }

    /// Limits, timers, and the looks they bring.
    pub(super) fn time(&mut self) {
        match self.view.hold {
            Hold::Provisional if !self.view.reached => {
                self.system_event(Label::LimitPasses, self.at, Event::LimitPasses);
            }
            Hold::Provisional if self.at.timer => self.system_event(Label::LimitFires, self.at, Event::Limit),
            Hold::Closing if self.view.release => {
                if let Some(to) = self.after(self.at, Event::Release) {
                    self.go(Label::Silent, false, Price::Fault, Booking { silent: true, ..to });
                }
            }
            Hold::Provisional
            | Hold::Closing
            | Hold::None
            | Hold::Confirmed
            | Hold::Cancelled
            | Hold::Expired => {}
        }
        if self.knock() == Some(Knockout::NoLooks) {
            return;
        }
        let looks = if self.view.look { self.calls(Event::Look) } else { vec![] };
        for call in looks {
            match call {
                Call::LookAt(k) if self.news_of(k) => {
                    let event = self.truth_of(k);
                    self.system_event(Label::Look(k), self.at, event);
                }
                Call::Expire(k) if (self.at.expire | self.at.secure) & bit(k) == 0 => {
                    let to = Booking { expire: self.at.expire | bit(k), ..self.at };
                    self.go(Label::Look(k), true, Price::Free, to);
                }
                Call::LookAt(_) | Call::Expire(_) | Call::Secure(_) | Call::Refund(_) => {}
            }
        }
        let looked = self.view.look_refund && self.knock() != Some(Knockout::RefundFailureIgnored);
        let refunds = if looked { self.calls(Event::LookRefund) } else { vec![] };
        for call in refunds {
            if let Call::Refund(r) = call
                && self.at.refund & bit(r) == 0
                && self.refund_differs(r)
            {
                let to = Booking { refund: self.at.refund | bit(r), ..self.at };
                self.go(Label::LookRefund(r), true, Price::Free, to);
            }
        }
    }

    /// Messages and calls leave; each call may be cut off between the deed and the commit.
    pub(super) fn outbox(&mut self) {
        if self.at.pending != 0 {
            let mut to = Booking { told: self.at.told | self.at.pending, pending: 0, ..self.at };
            for session in &mut to.sessions {
                session.link = session.link.min(1);
            }
            self.go(Label::Reads, true, Price::Free, to);
        }
        for k in pages() {
            if self.at.secure & bit(k) != 0 {
                self.opens(k);
            } else if self.at.expire & bit(k) != 0 {
                self.shuts(k);
            }
        }
        for r in 0..u8::try_from(REFUNDS).expect("few") {
            if self.at.refund & bit(r) != 0 {
                self.refunds(r);
            }
        }
    }

    fn opens(&mut self, k: u8) {
        let session = self.session(k);
        let first = session.truth == Truth::None;
        let made = if first { self.with(k, Session { truth: Truth::Open, ..session }) } else { self.at };
        let done = Booking { secure: self.at.secure & !bit(k), ..made };
        self.system_event(Label::Opened(k), done, Event::Opened(k));
        if first {
            self.go(Label::CrashAfterOpen(k), false, Price::Fault, made);
            let rejected = Booking { secure: self.at.secure & !bit(k), ..self.at };
            if let Some(to) = self.after(rejected, Event::OpenFailed(k)) {
                self.go(Label::OpenRejected(k), false, Price::Fault, to);
            }
        }
    }

    fn shuts(&mut self, k: u8) {
        let session = self.session(k);
        let gone = |booking: Booking| Booking { expire: booking.expire & !bit(k), ..booking };
        match session.truth {
            Truth::Open => {
                let shut = Session { truth: Truth::Expired, expired: Hook::Sent, ..session };
                let made = self.with(k, shut);
                self.go(Label::CrashAfterShut(k), false, Price::Fault, made);
                self.system_event(Label::Shut(k), gone(made), Event::Shut(k));
            }
            Truth::None => self.system_event(Label::Shut(k), gone(self.at), Event::Shut(k)),
            Truth::Paid | Truth::Delayed | Truth::Expired | Truth::Refused => {
                let reads = self.knock() != Some(Knockout::NoReread);
                let event = if reads { self.truth_of(k) } else { Event::Shut(k) };
                self.system_event(Label::ShutRefused(k), gone(self.at), event);
            }
        }
        if let Some(to) = self.after(gone(self.at), Event::Unreachable(k)) {
            self.go(Label::Unreachable(k), false, Price::Fault, to);
        }
    }

    fn refunds(&mut self, r: u8) {
        let refunding = self.at.refunds[usize::from(r)];
        let mut made = self.at;
        if refunding.truth == Back::None {
            let at = &mut made.refunds[usize::from(r)];
            (at.truth, at.made) = (Back::Pending, refunding.made + 1);
            self.go(Label::CrashAfterRefund(r), false, Price::Fault, made);
        }
        let gone = |booking: Booking| Booking { refund: booking.refund & !bit(r), ..booking };
        for at in [self.at, made] {
            if let Some(to) = self.after(gone(at), Event::RefundUnknown(r)) {
                self.go(Label::RefundUnknown(r), false, Price::Fault, to);
            }
        }
        let event = match made.refunds[usize::from(r)].truth {
            Back::None | Back::Pending => Event::RefundPending(r),
            Back::Done => Event::RefundDone(r),
            Back::Failed => Event::RefundFailed(r),
        };
        self.system_event(Label::RefundAsked(r), gone(made), event);
    }

    /// The provider and the banks go on by themselves.
    pub(super) fn provider(&mut self) {
        let over = self.view.reached || self.view.hold == Hold::Closing || !self.view.hold.occupies();
        for k in pages() {
            let session = self.session(k);
            if session.truth == Truth::Open && over {
                let to = self.with(k, Session { truth: Truth::Expired, expired: Hook::Sent, ..session });
                self.go(Label::ExpiresByItself(k), true, Price::Free, to);
            }
            if session.truth == Truth::Delayed {
                let decided = Session { decided: Hook::Sent, ..session };
                let paid = self.with(k, Session { truth: Truth::Paid, ..decided });
                self.go(Label::BankPays(k), true, Price::Free, paid);
                let refused = self.with(k, Session { truth: Truth::Refused, ..decided });
                self.go(Label::BankRefuses(k), true, Price::Free, refused);
            }
        }
        for r in 0..u8::try_from(REFUNDS).expect("few") {
            let truth = self.at.refunds[usize::from(r)].truth;
            if truth == Back::Pending {
                let to = self.refunded(r, Back::Done, Hook::Sent);
                self.go(Label::RefundDone(r), true, Price::Free, to);
            }
            if matches!(truth, Back::Pending | Back::Done) {
                let to = self.refunded(r, Back::Failed, Hook::Sent);
                self.go(Label::RefundComesBack(r), false, Price::Fault, to);
            }
        }
    }

    /// Webhooks come in any order, twice, or never.
    pub(super) fn webhooks(&mut self) {
        for k in pages() {
            let session = self.session(k);
            let completed = if session.snapshot_delayed { Event::Processing(k) } else { Event::Paid(k) };
            let decided = if session.truth == Truth::Paid { Event::Paid(k) } else { Event::BankRefused(k) };
            self.webhook(k, session.completed, completed, |s, hook| s.completed = hook);
            self.webhook(k, session.expired, Event::Shut(k), |s, hook| s.expired = hook);
            self.webhook(k, session.decided, decided, |s, hook| s.decided = hook);
            if self.config().other_sums && session.completed == Hook::Sent && session.truth == Truth::Paid {
                let mut heard = session;
                (heard.completed, heard.in_time) = (Hook::Over, false);
                let to = self.with(k, heard);
                if let Some(to) = self.after(to, Event::PaidOther(k)) {
                    self.go(Label::OtherSum(k), false, Price::Fault, to);
                }
            }
        }
        for r in 0..u8::try_from(REFUNDS).expect("few") {
            let refunding = self.at.refunds[usize::from(r)];
            if refunding.hook != Hook::Sent {
                continue;
            }
            let heard = self.refunded(r, refunding.truth, Hook::Over);
            let event =
                if refunding.truth == Back::Failed { Event::RefundFailed(r) } else { Event::RefundDone(r) };
            self.system_event(Label::Webhook(r), heard, event);
            self.go(Label::WebhookLost(r), false, Price::Loss, heard);
        }
    }

    fn webhook(&mut self, k: u8, hook: Hook, event: Event, set: fn(&mut Session, Hook)) {
        let becomes = |steps: &Self, hook| {
            let mut session = steps.session(k);
            set(&mut session, hook);
            steps.with(k, session)
        };
        match hook {
            Hook::Sent => {
                let next = if self.plain() { Hook::Over } else { Hook::Once };
                let to = becomes(self, next);
                self.system_event(Label::Webhook(k), to, event);
                let lost = becomes(self, Hook::Over);
                self.go(Label::WebhookLost(k), false, Price::Loss, lost);
            }
            Hook::Once => {
                let to = becomes(self, Hook::Over);
                if let Some(to) = self.after(to, event) {
                    self.go(Label::WebhookAgain(k), false, Price::Free, to);
                }
            }
            Hook::None | Hook::Over => {}
        }
    }

    fn try_event(&mut self, label: Label, event: Event, price: Price, told: u8) {
        if let Some(to) = self.after(self.at, event) {
            self.go(label, false, price, Booking { pending: to.pending | told, ..to });
        }
    }

    fn system_event(&mut self, label: Label, from: Booking, event: Event) {
        if let Some(to) = self.after(from, event) {
            self.go(label, true, Price::Free, to);
        }
    }

    fn session(&self, k: u8) -> Session {
        self.at.sessions[usize::from(k)]
    }

    fn with(&self, k: u8, session: Session) -> Booking {
        let mut to = self.at;
        to.sessions[usize::from(k)] = session;
        to
    }

    fn refunded(&self, r: u8, truth: Back, hook: Hook) -> Booking {
        let mut to = self.at;
        (to.refunds[usize::from(r)].truth, to.refunds[usize::from(r)].hook) = (truth, hook);
        to
    }

    /// What reading a page brings.
    fn truth_of(&self, k: u8) -> Event {
        match self.session(k).truth {
            Truth::Paid => Event::Paid(k),
            Truth::Delayed => Event::Processing(k),
            Truth::Refused => Event::BankRefused(k),
            Truth::Expired => Event::Shut(k),
            Truth::None | Truth::Open => unreachable!("read only where there is news"),
        }
    }

    /// Whether reading a page would bring something the rows do not know.
    fn news_of(&self, k: u8) -> bool {
        let truth = self.session(k).truth;
        match self.view.pages[usize::from(k)] {
            Page::Requested | Page::Open => !matches!(truth, Truth::None | Truth::Open),
            Page::Processing => !matches!(truth, Truth::None | Truth::Open | Truth::Delayed),
            Page::None | Page::Expiring | Page::Paid | Page::Expired | Page::Failed => false,
        }
    }

    fn refund_differs(&self, r: u8) -> bool {
        let truth = self.at.refunds[usize::from(r)].truth;
        match self.view.refunds[usize::from(r)].map(|row| row.state) {
            Some(RefundState::Due | RefundState::Look) => true,
            Some(state @ (RefundState::Pending | RefundState::Succeeded)) => {
                truth == Back::Failed || (refund_open(state) && truth == Back::Done)
            }
            Some(RefundState::Failed) | None => false,
        }
    }
}

fn pages() -> std::ops::Range<u8> {
    0..u8::try_from(PAGES).expect("few pages")
}

fn bit(n: u8) -> u8 {
    1 << n
}
