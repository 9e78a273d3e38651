//! A voice note is heard where somebody listens, once, and its customer is never kept waiting by it.

use atrevete_domain::{
    dialogue::{ChannelId, Media, ThreadId},
    wording::Utterance,
};
use atrevete_ports::{Contact, Listened, PortError, Said, Transcriber};
use atrevete_testkit::{World, demo, exec::block_on, fakes::Rules};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

struct Ear(fn() -> Result<Listened, PortError>, AtomicUsize);

#[async_trait::async_trait]
impl Transcriber for Ear {
    async fn listen(&self, source: &str) -> Result<Listened, PortError> {
        assert_eq!(source, "https://chat.example/note.oga");
        self.1.fetch_add(1, Ordering::Relaxed);
        (self.0)()
    }
}

/// What a new customer's voice note is answered, and how often it was listened to.
fn answered(hears: fn() -> Result<Listened, PortError>) -> (Vec<Utterance>, usize) {
    let mut world = World::new(demo::salon(), super::tuesday(), Arc::new(Rules::default()));
    let ear = Arc::new(Ear(hears, AtomicUsize::new(0)));
    world.driver = world.driver.clone().listening(ear.clone());
    let channel = ChannelId("wa:lucia".to_owned());
    let mark = world.mark();
    let from = Contact { thread: ThreadId("1/41".to_owned()), phone: None, profile: None };
    let source = Some("https://chat.example/note.oga".to_owned());
    let said = Said::Media { media: Media::Voice, caption: None, source };
    for _ in 0..2 {
        let put = world.driver.receive(&channel, "msg:1", from.clone(), said.clone(), world.now());
        let _ = block_on(put).expect("the store answers");
    }
    world.run_until_quiet();
    let said = world.replies_since(mark).into_iter().flat_map(|reply| reply.utterances).collect();
    (said, ear.1.load(Ordering::Relaxed))
}

#[test]
fn its_words_are_answered_like_typed_ones() {
    let (said, listened) = answered(|| Ok(Listened::Words("¿Dónde estáis?".to_owned())));
    assert!(said.iter().any(|u| matches!(u, Utterance::Address { .. })), "{said:?}");
    assert_eq!(listened, 1);
}

#[test]
fn what_cannot_be_heard_is_asked_to_be_written() {
    for hears in [|| Ok(Listened::Nothing), || Err(PortError::transient("transcriber"))] {
        let (said, listened) = answered(hears);
        assert!(said.iter().any(|u| matches!(u, Utterance::CannotHear)), "{said:?}");
        assert_eq!(listened, 1, "nobody is kept waiting by a second try");
    }
}
