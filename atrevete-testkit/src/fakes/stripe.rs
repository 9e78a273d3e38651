//! The payment provider: pages, payments, refunds, and everything that goes wrong with them.
//!
//! Invariants: the same idempotency key gives the same page; a page that is shut cannot be paid; a refund that was made is
//! found by our name for it, whatever we were told of it.

use super::Weather;
use async_trait::async_trait;
use atrevete_domain::{
    booking::{
        CheckoutUrl, PaymentRef,
        desk::{DisputeTurn, RefundAnswer},
    },
    values::{CheckoutId, DepositId, Instant, Money, RefundId},
};
use atrevete_ports::{
    AskedPage, Clock, Fault, FoundPage, FoundPayment, FoundRefund, OpenPage, PageRef, PageState, Payments,
    PortError, RefundRequest, Statement,
};
use chrono::TimeDelta;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};
use thiserror::Error;

/// A payment provider in memory.
pub struct FakeStripe {
    state: Mutex<State>,
    clock: Arc<dyn Clock>,
}

#[derive(Debug, Default)]
struct State {
    weather: Weather,
    address: Option<String>,
    faults: VecDeque<StripeFault>,
    spoiled: BTreeSet<String>,
    pages: BTreeMap<CheckoutId, Page>,
    keys: BTreeMap<String, CheckoutId>,
    refunds: BTreeMap<RefundId, MadeRefund>,
    by_hand: Vec<FoundRefund>,
    disputes: BTreeMap<PaymentRef, DisputeTurn>,
    payments: u32,
}

/// A payment page as the provider has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Our name for it.
    pub checkout: CheckoutId,
    /// Its deposit.
    pub deposit: DepositId,
    /// What it asks.
    pub amount: Money,
    /// Where it stands.
    pub state: PageState,
    /// When it was opened.
    pub opened_at: Instant,
    /// When the provider shuts it by itself: half an hour after opening at the earliest.
    pub expires_at: Instant,
    /// It will be paid in the moment in which it is to be shut.
    pub paid_when_shut: bool,
}

/// A refund as the provider has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeRefund {
    /// Of which payment.
    pub payment: PaymentRef,
    /// How much.
    pub amount: Money,
    /// The provider's name for it.
    pub reference: String,
    /// Where it stands.
    pub state: RefundAnswer,
}

/// Something that goes wrong once, at the next call it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StripeFault {
    /// Opening is refused for good.
    OpenRejected,
    /// The page is opened and the answer gets lost.
    OpenAnswerLost,
    /// Opening fails with a 500 that is repeated for its key.
    OpenSpoiled,
    /// The refund is made and the answer gets lost.
    RefundAnswerLost,
    /// The refund is taken and stays pending.
    RefundPending,
}

/// Why a page cannot be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotPayable {
    /// There is none.
    #[error("no such page")]
    Unknown,
    /// It is shut, or paid.
    #[error("the page is not open")]
    NotOpen,
}

impl FakeStripe {
    /// A provider with no pages.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { state: Mutex::default(), clock }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().expect("nothing panics while it holds the provider");
        let now = self.clock.now();
        for page in state.pages.values_mut() {
            if matches!(page.state, PageState::Open { .. }) && now >= page.expires_at {
                page.state = PageState::Shut;
            }
        }
        state
    }

    /// Whether it answers from now on.
    pub fn weather(&self, weather: Weather) {
        self.lock().weather = weather;
    }

    /// Where its pages are served from now on, without a trailing slash.
    pub fn serve_pages_at(&self, address: &str) {
        self.lock().address = Some(address.to_owned());
    }

    /// Something goes wrong once.
    pub fn fault(&self, fault: StripeFault) {
        self.lock().faults.push_back(fault);
    }

    /// The customer pays the page.
    ///
    /// # Errors
    /// When it cannot be paid.
    pub fn pay(&self, checkout: CheckoutId) -> Result<PaymentRef, NotPayable> {
        let mut state = self.lock();
        state.open_page(checkout)?;
        let amount = state.pages[&checkout].amount;
        Ok(state.capture(checkout, amount))
    }

    /// The customer pays with a method whose bank decides later.
    ///
    /// # Errors
    /// When it cannot be paid.
    pub fn pay_delayed(&self, checkout: CheckoutId) -> Result<(), NotPayable> {
        let mut state = self.lock();
        state.open_page(checkout)?.state = PageState::Processing;
        Ok(())
    }

    /// The bank decides about a delayed payment.
    ///
    /// # Errors
    /// When none is being decided.
    pub fn bank_decides(&self, checkout: CheckoutId, decision: Decision) -> Result<(), NotPayable> {
        let mut state = self.lock();
        let page = state.pages.get_mut(&checkout).ok_or(NotPayable::Unknown)?;
        if page.state != PageState::Processing {
            return Err(NotPayable::NotOpen);
        }
        let amount = page.amount;
        match decision {
            Decision::Pays => {
                state.capture(checkout, amount);
            }
            Decision::Refuses => page.state = PageState::BankRefused,
        }
        Ok(())
    }

    /// The page will turn out to be paid in the moment in which somebody wants to shut it.
    pub fn pay_when_shut(&self, checkout: CheckoutId) {
        if let Some(page) = self.lock().pages.get_mut(&checkout) {
            page.paid_when_shut = true;
        }
    }

    /// The page ends by itself (the customer closed it; the provider's own limit).
    pub fn end_page(&self, checkout: CheckoutId) {
        if let Some(page) = self.lock().pages.get_mut(&checkout) {
            page.state = PageState::Shut;
        }
    }

    /// The bank sends a refund back, days later.
    pub fn refund_comes_back(&self, refund: RefundId) {
        if let Some(refund) = self.lock().refunds.get_mut(&refund) {
            refund.state = RefundAnswer::Failed;
        }
    }

    /// Somebody gives money back at the provider's own desk.
    pub fn refund_by_hand(&self, payment: &PaymentRef, amount: Money) {
        let mut state = self.lock();
        let reference = format!("re_hand_{}", state.by_hand.len() + 1);
        let answer = RefundAnswer::Succeeded { reference: reference.clone() };
        state.by_hand.push(FoundRefund { reference, payment: payment.clone(), refund: None, amount, answer });
    }

    /// A bank disputes a payment, or decides about it.
    pub fn dispute(&self, payment: &PaymentRef, turn: DisputeTurn) {
        self.lock().disputes.insert(payment.clone(), turn);
    }

    /// All pages, by id.
    pub fn pages(&self) -> Vec<Page> {
        self.lock().pages.values().cloned().collect()
    }

    /// A page.
    pub fn page(&self, checkout: CheckoutId) -> Option<Page> {
        self.lock().pages.get(&checkout).cloned()
    }

    /// All refunds that were made.
    pub fn refunds(&self) -> Vec<(RefundId, MadeRefund)> {
        self.lock().refunds.iter().map(|(id, r)| (*id, r.clone())).collect()
    }
}

/// What a bank decides about a delayed payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// The money comes.
    Pays,
    /// It does not.
    Refuses,
}

impl State {
    fn open_page(&mut self, checkout: CheckoutId) -> Result<&mut Page, NotPayable> {
        let page = self.pages.get_mut(&checkout).ok_or(NotPayable::Unknown)?;
        if matches!(page.state, PageState::Open { .. }) { Ok(page) } else { Err(NotPayable::NotOpen) }
    }

    fn capture(&mut self, checkout: CheckoutId, amount: Money) -> PaymentRef {
        self.payments += 1;
        let payment = PaymentRef(format!("pi_{}", self.payments));
        if let Some(page) = self.pages.get_mut(&checkout) {
            page.state = PageState::Paid { amount, payment: payment.clone() };
        }
        payment
    }

    fn refunds_of(&self, wanted: impl Fn(&PaymentRef) -> bool) -> Vec<FoundRefund> {
        let made = self.refunds.iter().map(|(id, r)| FoundRefund {
            reference: r.reference.clone(),
            payment: r.payment.clone(),
            refund: Some(*id),
            amount: r.amount,
            answer: r.state.clone(),
        });
        made.chain(self.by_hand.iter().cloned()).filter(|r| wanted(&r.payment)).collect()
    }

    /// Takes the next fault if it is one of these.
    fn takes(&mut self, of: &[StripeFault]) -> Option<StripeFault> {
        let next = *self.faults.front()?;
        of.contains(&next).then(|| self.faults.pop_front()).flatten()
    }
}

#[async_trait]
impl Payments for FakeStripe {
    async fn open(&self, page: &OpenPage) -> Result<CheckoutUrl, PortError> {
        use StripeFault::{OpenAnswerLost, OpenRejected, OpenSpoiled};
        let now = self.clock.now();
        let mut state = self.lock();
        state.weather.check("payments")?;
        if state.spoiled.contains(&page.key) {
            return Err(PortError::new("payments", Fault::Spoiled));
        }
        let fault = state.takes(&[OpenRejected, OpenAnswerLost, OpenSpoiled]);
        match fault {
            Some(OpenRejected) => return Err(PortError::new("payments", Fault::Rejected)),
            Some(OpenSpoiled) => {
                state.spoiled.insert(page.key.clone());
                return Err(PortError::new("payments", Fault::Spoiled));
            }
            _ => {}
        }
        let address = state.address.as_deref().unwrap_or("https://pay.example");
        let url = CheckoutUrl(format!("{address}/{}", page.checkout));
        if !state.keys.contains_key(&page.key) {
            state.keys.insert(page.key.clone(), page.checkout);
            let earliest = now + TimeDelta::minutes(31);
            state.pages.insert(
                page.checkout,
                Page {
                    checkout: page.checkout,
                    deposit: page.deposit,
                    amount: page.amount,
                    state: PageState::Open { url: url.clone() },
                    opened_at: now,
                    expires_at: earliest.max(page.closes + TimeDelta::minutes(5)),
                    paid_when_shut: false,
                },
            );
        }
        if fault == Some(OpenAnswerLost) { Err(PortError::transient("payments")) } else { Ok(url) }
    }

    async fn expire(&self, AskedPage { checkout, .. }: AskedPage) -> Result<PageState, PortError> {
        let mut state = self.lock();
        state.weather.check("payments")?;
        let Some(page) = state.pages.get_mut(&checkout) else { return Ok(PageState::Shut) };
        if matches!(page.state, PageState::Open { .. }) {
            let amount = page.amount;
            if page.paid_when_shut {
                state.capture(checkout, amount);
            } else {
                page.state = PageState::Shut;
            }
        }
        Ok(state.pages[&checkout].state.clone())
    }

    async fn read(&self, AskedPage { checkout, .. }: AskedPage) -> Result<PageState, PortError> {
        let state = self.lock();
        state.weather.check("payments")?;
        Ok(state.pages.get(&checkout).map_or(PageState::Unknown, |p| p.state.clone()))
    }

    async fn page(&self, page: &PageRef) -> Result<Option<FoundPage>, PortError> {
        let state = self.lock();
        state.weather.check("payments")?;
        Ok(state.pages.values().map(found).find(|found| found.page == *page))
    }

    async fn payment(&self, payment: &PaymentRef) -> Result<Option<FoundPayment>, PortError> {
        let state = self.lock();
        state.weather.check("payments")?;
        let brought =
            |page: &&Page| matches!(&page.state, PageState::Paid { payment: p, .. } if p == payment);
        let checkout = state.pages.values().find(brought).map(|page| page.checkout);
        let refunds = state.refunds_of(|of| of == payment);
        let dispute = state.disputes.get(payment).copied();
        let known = checkout.is_some() || !refunds.is_empty() || dispute.is_some();
        Ok(known.then(|| FoundPayment { payment: payment.clone(), checkout, refunds, dispute }))
    }

    async fn statement(&self, from: Instant) -> Result<Statement, PortError> {
        let state = self.lock();
        state.weather.check("payments")?;
        let pages = state.pages.values().filter(|p| p.opened_at >= from).map(found).collect();
        Ok(Statement { pages, refunds: state.refunds_of(|_| true) })
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundAnswer, PortError> {
        let mut state = self.lock();
        state.weather.check("payments")?;
        let fault = state.takes(&[StripeFault::RefundAnswerLost, StripeFault::RefundPending]);
        let captured = state.pages.values().find_map(|p| match &p.state {
            PageState::Paid { amount, payment } if *payment == request.payment => Some(*amount),
            PageState::Paid { .. }
            | PageState::Open { .. }
            | PageState::Shut
            | PageState::Processing
            | PageState::BankRefused
            | PageState::Unknown => None,
        });
        let given: Money =
            state.refunds.values().filter(|r| r.payment == request.payment).map(|r| r.amount).sum();
        // A seeded deposit was paid before the story began: its payment has no page here.
        if captured.is_some_and(|captured| given + request.amount > captured) {
            return Err(PortError::new("payments", Fault::Rejected));
        }
        let reference = format!("re_{}", state.refunds.len() + 1);
        let answer = if fault == Some(StripeFault::RefundPending) {
            RefundAnswer::Pending { reference: reference.clone() }
        } else {
            RefundAnswer::Succeeded { reference: reference.clone() }
        };
        let (payment, amount) = (request.payment.clone(), request.amount);
        let made = MadeRefund { payment, amount, reference, state: answer.clone() };
        state.refunds.insert(request.refund, made);
        if fault == Some(StripeFault::RefundAnswerLost) {
            return Err(PortError::transient("payments"));
        }
        Ok(answer)
    }

    async fn find_refund(
        &self,
        refund: RefundId,
        payment: &PaymentRef,
    ) -> Result<Option<RefundAnswer>, PortError> {
        let state = self.lock();
        state.weather.check("payments")?;
        Ok(state.refunds.get(&refund).filter(|r| r.payment == *payment).map(|r| r.state.clone()))
    }
}

/// A page as the provider tells of it.
fn found(page: &Page) -> FoundPage {
    FoundPage {
        page: PageRef(format!("cs_{}", page.checkout)),
        checkout: Some(page.checkout),
        deposit: Some(page.deposit),
        state: page.state.clone(),
    }
}
