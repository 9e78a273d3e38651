//! Stripe: pages, payments and refunds.
//!
//! A page is found by our name for it, which stands in the metadata of its session: sessions are listed since shortly
//! before the page was asked for. So nothing about a page has to be remembered between opening it and the commit that
//! knows of it, and a page that was opened twice (after an answer that got lost) is seen twice and shut twice.
//!
//! Invariants: the same key opens the same page; what is read is read with our key and in our mode; only an explicit
//! success is a success, and a value that we do not know is asked for again.

mod answers;
mod requests;
#[cfg(test)]
mod tests;
pub mod webhook;
pub mod wire;

pub use requests::{Mode, PaymentMethod, Shop};

use crate::http::{Answer, Destination, Http, HttpError, Limits, Request, SetupError};
use answers::Refusal;
use async_trait::async_trait;
use atrevete_domain::{
    booking::{CheckoutUrl, PaymentRef, desk::RefundAnswer},
    values::{Instant, RefundId},
};
use atrevete_ports::{
    AskedPage, Clock, Fault, FoundPage, FoundPayment, FoundRefund, OpenPage, PageRef, PageState, Payments,
    PortError, RefundRequest, Statement,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use thiserror::Error;
use wire::{Dispute, Intent, List, Listed, Refund, Session};

/// The port's name in errors.
const PORT: &str = "payments";
/// Where Stripe answers.
pub const BASE: &str = "https://api.stripe.com";
/// A list longer than this many pages of a hundred is not read to its end, and nothing is concluded from it.
const MOST_PAGES: usize = 60;

/// What is needed to talk to an account.
#[derive(Debug)]
pub struct StripeConfig {
    /// The secret or restricted key; its prefix tells live from test.
    pub key: SecretString,
    /// Where Stripe answers; [`BASE`] outside of tests.
    pub base: String,
    /// What its pages look like.
    pub shop: Shop,
    /// How long and how large.
    pub limits: Limits,
}

/// Why there is no adapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StripeSetupError {
    /// A key that is none.
    #[error("the key begins neither with sk_live_ or rk_live_ nor with sk_test_ or rk_test_")]
    Key,
    /// No way to pay.
    #[error("a page needs a payment method")]
    NoMethod,
    /// The client.
    #[error(transparent)]
    Http(#[from] SetupError),
}

/// The account.
pub struct Stripe {
    http: Http,
    mode: Mode,
    shop: Shop,
    clock: Arc<dyn Clock>,
}

impl Stripe {
    /// An adapter for the account of this key. Nothing is sent.
    ///
    /// # Errors
    /// See [`StripeSetupError`].
    pub fn new(config: StripeConfig, clock: Arc<dyn Clock>) -> Result<Self, StripeSetupError> {
        let mode = Mode::of(&config.key).ok_or(StripeSetupError::Key)?;
        if config.shop.methods.is_empty() {
            return Err(StripeSetupError::NoMethod);
        }
        let bearer = SecretString::from(format!("Bearer {}", config.key.expose_secret()));
        let version = SecretString::from(wire::VERSION);
        let http = Http::new(&Destination {
            name: PORT,
            base: config.base,
            headers: vec![("authorization", bearer), ("stripe-version", version)],
            limits: config.limits,
        })?;
        Ok(Self { http, mode, shop: config.shop, clock })
    }

    /// Whether its money is real.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Sends, and decodes a success.
    async fn ask<T: DeserializeOwned>(&self, request: &Request) -> Result<T, PortError> {
        let answer = self.http.send(request).await.map_err(|e| e.at(PORT))?;
        decode(&answer)
    }

    /// The same for something that there may not be.
    async fn ask_for<T: DeserializeOwned>(&self, request: &Request) -> Result<Option<T>, PortError> {
        let answer = self.http.send(request).await.map_err(|e| e.at(PORT))?;
        if answer.status() == 404 { Ok(None) } else { decode(&answer).map(Some) }
    }

    /// A list to its end.
    async fn all<T: DeserializeOwned + Listed>(
        &self,
        page: impl Fn(Option<&str>) -> Request,
    ) -> Result<Vec<T>, PortError> {
        let mut all: Vec<T> = Vec::new();
        for _ in 0..MOST_PAGES {
            let list: List<T> = self.ask(&page(all.last().map(Listed::id))).await?;
            let (more, empty) = (list.has_more, list.data.is_empty());
            all.extend(list.data);
            if !more {
                return Ok(all);
            }
            if empty {
                break;
            }
        }
        Err(PortError::transient(PORT))
    }

    /// The sessions that were opened for a page.
    async fn sessions(&self, page: AskedPage) -> Result<Vec<Session>, PortError> {
        let sessions = self.all(|after| requests::list_sessions(page.at, after)).await?;
        Ok(sessions.into_iter().filter(|s: &Session| s.checkout() == Some(page.checkout)).collect())
    }

    fn state(&self, session: &Session) -> Result<PageState, PortError> {
        answers::page_state(session, self.mode).map_err(answers::Odd::at)
    }

    /// Shuts one session; whatever refuses it is answered by reading it again: it may have been paid.
    async fn shut(&self, session: &Session) -> Result<PageState, PortError> {
        let answer = self.http.send(&requests::expire_session(&session.id)).await.map_err(|e| e.at(PORT))?;
        if (200..300).contains(&answer.status()) {
            return self.state(&decode(&answer)?);
        }
        if !matches!(answer.status(), 400 | 404 | 409) {
            return Err(refused(&answer));
        }
        match self.ask_for::<Session>(&requests::get_session(&session.id)).await? {
            Some(session) => self.state(&session),
            None => Ok(PageState::Shut),
        }
    }

    async fn refunds_of(&self, payment: &PaymentRef) -> Result<Vec<FoundRefund>, PortError> {
        let refunds: Vec<Refund> = self.all(|after| requests::list_refunds_of(payment, after)).await?;
        Ok(refunds.iter().filter_map(answers::found_refund).collect())
    }
}

#[async_trait]
impl Payments for Stripe {
    async fn open(&self, page: &OpenPage) -> Result<CheckoutUrl, PortError> {
        if page.amount.to_cents() < wire::LEAST_CENTS {
            return Err(PortError::new(PORT, Fault::Rejected).because(answers::Odd::TooLittle));
        }
        let request = requests::open_session(page, &self.shop, self.clock.now());
        let session: Session = self.ask(&request).await?;
        answers::opened(&session, page, self.mode).map_err(answers::Odd::at)
    }

    async fn expire(&self, page: AskedPage) -> Result<PageState, PortError> {
        let mut stands = PageState::Shut;
        for session in self.sessions(page).await? {
            let state = match self.state(&session)? {
                PageState::Open { .. } => self.shut(&session).await?,
                state => state,
            };
            stands = answers::weightier(stands, state);
        }
        Ok(stands)
    }

    async fn read(&self, page: AskedPage) -> Result<PageState, PortError> {
        let mut stands = PageState::Unknown;
        for session in self.sessions(page).await? {
            stands = answers::weightier(stands, self.state(&session)?);
        }
        Ok(stands)
    }

    async fn page(&self, page: &PageRef) -> Result<Option<FoundPage>, PortError> {
        let session = self.ask_for::<Session>(&requests::get_session(&page.0)).await?;
        session.map(|session| Ok(answers::found_page(&session, self.state(&session)?))).transpose()
    }

    async fn payment(&self, payment: &PaymentRef) -> Result<Option<FoundPayment>, PortError> {
        let Some(intent) = self.ask_for::<Intent>(&requests::get_intent(payment)).await? else {
            return Ok(None);
        };
        let checkout = wire::checkout_in(&intent.metadata);
        if checkout.is_none() {
            return Ok(Some(FoundPayment {
                payment: payment.clone(),
                checkout,
                refunds: vec![],
                dispute: None,
            }));
        }
        let refunds = self.refunds_of(payment).await?;
        let disputes: Vec<Dispute> = self.all(|after| requests::list_disputes_of(payment, after)).await?;
        let dispute = disputes.first().map(answers::turn);
        Ok(Some(FoundPayment { payment: payment.clone(), checkout, refunds, dispute }))
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundAnswer, PortError> {
        let refund: Refund = self.ask(&requests::refund(request)).await?;
        match answers::found_refund(&refund) {
            Some(found) if found.refund == Some(request.refund) => Ok(found.answer),
            Some(_) | None => Ok(RefundAnswer::Unknown),
        }
    }

    async fn find_refund(
        &self,
        refund: RefundId,
        payment: &PaymentRef,
    ) -> Result<Option<RefundAnswer>, PortError> {
        let ours = self.refunds_of(payment).await?.into_iter().filter(|r| r.refund == Some(refund));
        Ok(ours.map(|r| r.answer).max_by_key(answers::weight_of_refund))
    }

    async fn statement(&self, from: Instant) -> Result<Statement, PortError> {
        let mut pages = Vec::new();
        let sessions: Vec<Session> = self.all(|after| requests::list_sessions(from, after)).await?;
        for session in sessions.iter().filter(|s| s.checkout().is_some()) {
            pages.push(answers::found_page(session, self.state(session)?));
        }
        let refunds: Vec<Refund> = self.all(|after| requests::list_refunds(from, after)).await?;
        Ok(Statement { pages, refunds: refunds.iter().filter_map(answers::found_refund).collect() })
    }
}

fn decode<T: DeserializeOwned>(answer: &Answer) -> Result<T, PortError> {
    if !(200..300).contains(&answer.status()) {
        return Err(refused(answer));
    }
    answer.json().map_err(|e: HttpError| e.at(PORT))
}

fn refused(answer: &Answer) -> PortError {
    let refusal = Refusal::of(answer);
    PortError::new(PORT, refusal.fault(answer.refusal().fault())).because(refusal)
}
