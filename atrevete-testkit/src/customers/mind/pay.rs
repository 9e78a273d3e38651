//! Paying, or not.

use super::{Deed, Ending, Mind, Next};
use crate::customers::{meaning::Point, person::Purse, speech};

impl Mind {
    /// A page is there: what she does with it. `reminder`: it is about to end.
    pub(super) fn page(&mut self, reminder: Reminded) -> Next {
        let soon = self.rng.between(40, 420);
        match (self.person.purse, reminder) {
            (Purse::Prompt, _) | (Purse::Late, Reminded::Yes) => (soon.min(200), Deed::Pay),
            (Purse::SlowBank, _) => {
                self.person.purse = Purse::Prompt;
                (soon.min(200), Deed::PaySlowly)
            }
            (Purse::FailsOnce, _) => {
                self.person.purse = Purse::Prompt;
                let text = speech::payment_failed(&mut self.rng);
                self.say(text, vec![Point::PaymentFailed])
            }
            (Purse::Fails, _) => {
                let text = speech::payment_failed(&mut self.rng);
                self.say(text, vec![Point::PaymentFailed])
            }
            (Purse::SaysFirst, _) => {
                self.person.purse = Purse::Prompt;
                let text = speech::says_paid(&mut self.rng);
                self.say(text, vec![Point::SaysPaid])
            }
            (Purse::Cannot, _) => {
                let text = speech::cannot_pay(&mut self.rng);
                self.say(text, vec![Point::CannotPay])
            }
            (Purse::Late, Reminded::No) | (Purse::TooLate | Purse::Never, _) => (5400, Deed::Wait),
        }
    }

    /// Nothing was said while she had a page in front of her.
    pub(super) fn pay_in_silence(&mut self) -> Option<Next> {
        if !self.has_page {
            return None;
        }
        match self.person.purse {
            Purse::Never => Some(self.end(Ending::Unpaid)),
            Purse::Prompt | Purse::Late | Purse::TooLate if self.waited < 2 => {
                self.waited += 1;
                self.person.purse = Purse::Prompt;
                Some((120, Deed::Pay))
            }
            Purse::Prompt
            | Purse::Late
            | Purse::TooLate
            | Purse::FailsOnce
            | Purse::Fails
            | Purse::SaysFirst
            | Purse::SlowBank
            | Purse::Cannot => None,
        }
    }
}

/// Whether the hold was said to end soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reminded {
    Yes,
    No,
}
