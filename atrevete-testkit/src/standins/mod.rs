//! Stand-ins of the vendors over HTTP: what an adapter speaks to in tests and in a world without the internet.
//!
//! Unlike the fakes, which are ports in memory, a stand-in speaks the vendor's protocol on a free port of this machine,
//! checks what it is asked, keeps state, and misbehaves on request the way the vendor does.

pub mod chatwoot;
pub mod stripe;
