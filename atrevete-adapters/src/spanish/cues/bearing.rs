//! How a phrase bears on what stands around it: its weight against others, and which things belong to it.

use super::Cue;
use crate::spanish::pattern::Class;

impl Cue {
    /// What stands when two phrases of one length overlap: the graver matter, then the more special one.
    pub(in crate::spanish) fn weight(self) -> u8 {
        match self {
            Self::Injection | Self::Abuse | Self::Medical => 9,
            Self::Complaint
            | Self::OptOut
            | Self::Erase
            | Self::Access
            | Self::Person
            | Self::PayFailed
            | Self::CannotPay => 8,
            Self::Policy
            | Self::HowMuchDeposit
            | Self::WhyDeposit
            | Self::SomeoneElse
            | Self::Robot
            | Self::NotForUs => 7,
            Self::Late
            | Self::CantCome
            | Self::Cancel
            | Self::Keep
            | Self::Move
            | Self::Own
            | Self::Waiting
            | Self::Usual => 6,
            Self::Refuse
            | Self::Later
            | Self::Paid
            | Self::Payment
            | Self::Parking
            | Self::Address
            | Self::Hours
            | Self::Open => 5,
            Self::No
            | Self::Unfit
            | Self::Without
            | Self::Length
            | Self::Price
            | Self::Advice
            | Self::Works
            | Self::WhoDoes => 4,
            Self::Yes
            | Self::Fits
            | Self::Anyone
            | Self::Any
            | Self::All
            | Self::Nth(_)
            | Self::Last
            | Self::Earliest
            | Self::Latest
            | Self::That
            | Self::Repeat
            | Self::Why
            | Self::Chat
            | Self::Reason
            | Self::Consultation
            | Self::WhatIs
            | Self::Services
            | Self::DoYouDo
            | Self::OtherFaq
            | Self::ItsMe
            | Self::Mine
            | Self::People(_) => 3,
            Self::Okay
            | Self::Greet
            | Self::Thank
            | Self::Goodbye
            | Self::Another
            | Self::Only
            | Self::Besides
            | Self::Correction
            | Self::Emphatic
            | Self::ForMe
            | Self::OptIn => 2,
            Self::Visit | Self::NameIs | Self::Sorry => 1,
            Self::Wish | Self::Polite | Self::Formal | Self::Informal => 0,
        }
    }

    /// Whether things inside its words are part of the phrase.
    pub(in crate::spanish) fn swallows(self) -> bool {
        !matches!(
            self,
            Self::Visit
                | Self::Wish
                | Self::Mine
                | Self::Nth(_)
                | Self::DoYouDo
                | Self::Consultation
                | Self::Advice
                | Self::WhatIs
                | Self::Services
                | Self::Price
                | Self::Length
                | Self::Hours
                | Self::Open
                | Self::Fits
                | Self::Unfit
                | Self::WhoDoes
                | Self::Works
        )
    }

    /// Whether things it names stand for nothing but the phrase.
    pub(in crate::spanish) fn keeps(self) -> bool {
        matches!(
            self,
            Self::Greet
                | Self::Goodbye
                | Self::Later
                | Self::Chat
                | Self::Reason
                | Self::Complaint
                | Self::NotForUs
                | Self::Sorry
                | Self::Polite
                | Self::Thank
                | Self::Injection
                | Self::SomeoneElse
                | Self::Policy
                | Self::Payment
        )
    }

    /// Whether a thing of `class` near the phrase belongs to it.
    pub(in crate::spanish) fn governs(self, class: Class) -> bool {
        use Class::{Duration, Number, Person, Service, Stylist, Time};
        match self {
            Self::Wish
            | Self::Visit
            | Self::Another
            | Self::Waiting
            | Self::Usual
            | Self::Fits
            | Self::Unfit
            | Self::Only
            | Self::Consultation => {
                matches!(class, Service | Time | Stylist | Person)
            }
            Self::Price | Self::Length | Self::WhatIs | Self::Advice | Self::DoYouDo | Self::Services => {
                class == Service || self == Self::Length && class == Duration
            }
            Self::WhoDoes => matches!(class, Service | Stylist),
            Self::Works => matches!(class, Time | Stylist),
            Self::Open | Self::Hours => class == Time,
            Self::Own | Self::Cancel | Self::CantCome | Self::Move | Self::Mine => {
                matches!(class, Service | Time | Stylist | Person | Duration)
            }
            Self::Late => matches!(class, Time | Duration),
            Self::Person
            | Self::SomeoneElse
            | Self::NotForUs
            | Self::Complaint
            | Self::Chat
            | Self::Robot
            | Self::Abuse
            | Self::OptOut
            | Self::Erase
            | Self::Access
            | Self::Policy
            | Self::Payment
            | Self::OtherFaq
            | Self::Medical
            | Self::Paid
            | Self::PayFailed
            | Self::CannotPay
            | Self::WhyDeposit
            | Self::HowMuchDeposit
            | Self::Injection
            | Self::Later => {
                matches!(class, Service | Time | Stylist | Person | Duration | Number)
            }
            Self::Yes
            | Self::Okay
            | Self::No
            | Self::Anyone
            | Self::Any
            | Self::All
            | Self::Nth(_)
            | Self::Last
            | Self::Earliest
            | Self::Latest
            | Self::That
            | Self::Repeat
            | Self::Why
            | Self::Refuse
            | Self::Greet
            | Self::Thank
            | Self::Goodbye
            | Self::Sorry
            | Self::Polite
            | Self::Formal
            | Self::Informal
            | Self::Without
            | Self::Besides
            | Self::Correction
            | Self::Emphatic
            | Self::ForMe
            | Self::People(_)
            | Self::Reason
            | Self::Address
            | Self::Parking
            | Self::OptIn
            | Self::NameIs
            | Self::Keep
            | Self::ItsMe => false,
        }
    }

    /// Whether it says that a visit is wished, and things near it are part of the wish.
    pub(in crate::spanish) fn wishes(self) -> bool {
        matches!(
            self,
            Self::Wish
                | Self::Visit
                | Self::Another
                | Self::Waiting
                | Self::Usual
                | Self::Fits
                | Self::Unfit
                | Self::Only
                | Self::Consultation
        )
    }
}
