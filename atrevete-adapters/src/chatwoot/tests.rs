//! The decoder against recorded payloads, each row of what is ignored, and payloads that were tampered with.

use super::*;
use atrevete_domain::dialogue::Media;
use atrevete_ports::Said;
use proptest::prelude::*;
use serde_json::{Value, json};

const TEXT: &str = include_str!("fixtures/text.json");
const AUDIO: &str = include_str!("fixtures/audio.json");
const CONVERSATION: &str = include_str!("fixtures/conversation.json");
const AGENT: &str = include_str!("fixtures/agent.json");

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn decided(payload: &Value) -> Decision {
    decode(payload.to_string().as_bytes()).unwrap()
}

fn message(payload: &Value) -> Incoming {
    match decided(payload) {
        Decision::Message(message) => *message,
        other => panic!("no message: {other:?}"),
    }
}

/// The recorded text with some fields changed, by JSON pointer.
fn with(changes: &[(&str, Value)]) -> Value {
    changed(TEXT, changes)
}

fn changed(fixture: &str, changes: &[(&str, Value)]) -> Value {
    let mut payload = value(fixture);
    for (pointer, new) in changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        payload.pointer_mut(parent).unwrap()[key] = new.clone();
    }
    payload
}

fn without(fixture: &str, pointers: &[&str]) -> Value {
    let mut payload = value(fixture);
    for pointer in pointers {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        payload.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
    }
    payload
}

#[test]
fn the_recorded_text_is_a_message() {
    let message = message(&value(TEXT));
    assert_eq!(message.origin.message_id, "1099001");
    assert_eq!(message.origin.conversation_id, 41);
    assert_eq!((message.origin.account, message.origin.inbox), (Some(1), Some(3)));
    assert_eq!(message.origin.channel.0, "chatwoot:3:00000000-0000-4000-8000-000000000000");
    assert_eq!(message.origin.thread().0, "1/41");
    assert_eq!(message.phone.as_ref().unwrap().as_str(), "+34600000000");
    assert_eq!(message.profile.as_deref(), Some("Ana"));
    assert_eq!(message.said(), Said::Text("hola".to_owned()));
    assert_eq!(message.sent_at.unwrap().timestamp(), 1_760_951_730);
    assert_eq!(message.can_reply, Some(true));
    assert_eq!(message.status, Some(Status::Open));
    assert_eq!(message.switch, Switch::Unset);
}

#[test]
fn the_recorded_audio_is_a_voice_note() {
    let message = message(&value(AUDIO));
    assert_eq!(message.text, "");
    assert_eq!(message.attachments.len(), 1);
    assert_eq!(message.attachments[0].bytes, Some(13_637));
    assert_eq!(
        message.said(),
        Said::Media { media: Media::Voice, caption: None, source: message.attachments[0].url.clone() }
    );
}

#[test]
fn a_voice_note_that_chatwoot_heard_is_text() {
    let payload = changed(AUDIO, &[("/attachments/0/transcribed_text", json!("mañana a las once"))]);
    assert_eq!(message(&payload).said(), Said::Text("mañana a las once".to_owned()));
}

#[test]
fn a_photo_keeps_its_caption_and_a_link_is_text() {
    let photo = json!([{ "id": 1, "file_type": "image", "data_url": "https://chat.example.org/x" }]);
    let caption = Some("hola".to_owned());
    assert_eq!(
        message(&with(&[("/attachments", photo)])).said(),
        Said::Media { media: Media::Photo, caption, source: None }
    );
    let link = json!([{ "id": 1, "file_type": "fallback" }]);
    assert_eq!(message(&with(&[("/attachments", link)])).said(), Said::Text("hola".to_owned()));
}

#[test]
fn what_the_channel_cannot_show_is_answered() {
    let payload = with(&[
        ("/content", Value::Null),
        ("/conversation/messages/0/content", Value::Null),
        ("/content_attributes", json!({ "is_unsupported": true })),
    ]);
    assert_eq!(message(&payload).said(), Said::Media { media: Media::Other, caption: None, source: None });
}

#[test]
fn both_shapes_are_the_same_message() {
    assert_eq!(message(&value(CONVERSATION)), message(&value(TEXT)));
    let automation = changed(CONVERSATION, &[("/event", json!("automation_event.message_created"))]);
    assert_eq!(message(&automation), message(&value(TEXT)));
}

#[test]
fn a_copy_of_another_message_is_not_read() {
    let payload = with(&[
        ("/conversation/messages/0/id", json!(5)),
        ("/conversation/messages/0/message_type", json!(1)),
        ("/conversation/messages/0/created_at", json!(1)),
        ("/conversation/messages/0/sender_type", json!("User")),
    ]);
    let message = message(&payload);
    assert_eq!(message.sent_at.unwrap().timestamp(), 1_760_951_730);
    assert_eq!(message.text, "hola");
}

#[test]
fn each_row_that_is_ignored_has_its_reason() {
    let last = "/conversation/messages/0";
    let rows: Vec<(Value, Ignored)> = vec![
        (with(&[("/event", json!("message_updated"))]), Ignored::OtherEvent),
        (with(&[("/event", json!("conversation_status_changed"))]), Ignored::OtherEvent),
        (json!({ "event": "contact_created", "id": 4101 }), Ignored::OtherEvent),
        (json!({ "event": "webwidget_triggered" }), Ignored::OtherEvent),
        (changed(CONVERSATION, &[("/event", json!("conversation_updated"))]), Ignored::OtherEvent),
        (changed(CONVERSATION, &[("/messages", json!([]))]), Ignored::NoMessage),
        (with(&[("/message_type", json!("template"))]), Ignored::Template),
        (with(&[("/message_type", json!("activity"))]), Ignored::Activity),
        (changed(CONVERSATION, &[("/messages/0/message_type", json!(2))]), Ignored::Activity),
        (changed(CONVERSATION, &[("/messages/0/message_type", json!(3))]), Ignored::Template),
        (with(&[("/message_type", json!("carrier_pigeon"))]), Ignored::UnknownKind),
        (with(&[("/private", json!(true))]), Ignored::PrivateNote),
        (changed(AGENT, &[("/private", json!(true))]), Ignored::PrivateNote),
        (with(&[(&format!("{last}/sender_type"), json!("User"))]), Ignored::NotAContact),
        (with(&[("/conversation/meta/sender/blocked", json!(true))]), Ignored::Blocked),
        (with(&[("/sender/blocked", json!("true"))]), Ignored::Blocked),
        (with(&[("/conversation/meta/sender/identifier", json!("1203630@g.us"))]), Ignored::Group),
        (with(&[("/content", json!("  ")), (&format!("{last}/content"), json!(""))]), Ignored::Empty),
        (
            changed(
                AGENT,
                &[("/sender/type", json!("agent_bot")), (&format!("{last}/sender_type"), json!("AgentBot"))],
            ),
            Ignored::Automation,
        ),
        (
            changed(
                AGENT,
                &[
                    ("/sender", Value::Null),
                    (&format!("{last}/sender"), Value::Null),
                    (&format!("{last}/sender_type"), Value::Null),
                ],
            ),
            Ignored::Automation,
        ),
        (
            with(&[
                ("/sender/phone_number", json!("+34123")),
                ("/conversation/meta/sender/phone_number", json!("+34123")),
                (&format!("{last}/sender/phone_number"), json!("+34123")),
                ("/conversation/meta/sender/identifier", json!("someone")),
            ]),
            Ignored::InvalidPhone,
        ),
    ];
    for (payload, why) in rows {
        assert_eq!(decided(&payload), Decision::Ignore(why), "{payload}");
    }
}

#[test]
fn accounts_and_inboxes_are_kept_apart() {
    let allowed = Allowed { accounts: vec![1], inboxes: vec![3], ..Allowed::default() };
    let decided = |payload: &Value| decode_within(payload.to_string().as_bytes(), &allowed).unwrap();
    assert!(matches!(decided(&value(TEXT)), Decision::Message(_)));
    assert!(matches!(decided(&value(CONVERSATION)), Decision::Message(_)));
    assert_eq!(decided(&with(&[("/account/id", json!(2))])), Decision::Ignore(Ignored::OtherAccount));
    assert_eq!(decided(&with(&[("/inbox/id", json!(4))])), Decision::Ignore(Ignored::OtherInbox));
    assert_eq!(
        decided(&changed(CONVERSATION, &[("/inbox_id", json!(4)), ("/messages/0/inbox_id", json!(4))])),
        Decision::Ignore(Ignored::OtherInbox)
    );
}

#[test]
fn a_person_who_writes_takes_the_conversation() {
    let Decision::Takeover(takeover) = decided(&value(AGENT)) else { panic!() };
    assert_eq!(takeover.by, Author::Agent);
    assert_eq!(takeover.origin.channel, message(&value(TEXT)).origin.channel);
    let echo = changed(
        AGENT,
        &[("/sender", Value::Null), ("/content_attributes", json!({ "external_echo": true }))],
    );
    let Decision::Takeover(takeover) = decided(&echo) else { panic!() };
    assert_eq!(takeover.by, Author::PhoneApp);
}

#[test]
fn our_own_message_comes_back_under_its_mark_whoever_signed_it() {
    for sender in [json!({ "id": 1, "type": "user" }), json!({ "id": 2, "type": "agent_bot" }), Value::Null] {
        let marked = json!({ "atrevete_key": "k:0" });
        let payload = changed(AGENT, &[("/content_attributes", marked), ("/sender", sender)]);
        let Decision::Own(echo) = decided(&payload) else { panic!() };
        assert_eq!((echo.mark.as_str(), echo.origin.conversation_id), ("k:0", 41));
    }
    for also in [("/message_type", json!("template")), ("/private", json!(true))] {
        let payload = changed(AGENT, &[("/content_attributes", json!({ "atrevete_key": "k:0" })), also]);
        assert!(matches!(decided(&payload), Decision::Own(_)), "{payload}");
    }
}

#[test]
fn a_message_of_ours_that_whatsapp_refused_is_told_with_its_code() {
    let failed = json!({ "atrevete_key": "k", "external_error": "131047: Re-engagement message" });
    let payload = changed(AGENT, &[("/event", json!("message_updated")), ("/content_attributes", failed)]);
    let Decision::Undelivered(lost) = decided(&payload) else { panic!() };
    assert_eq!((lost.mark.as_str(), lost.code), ("k", Some(131_047)));
    let read = changed(
        AGENT,
        &[("/event", json!("message_updated")), ("/content_attributes", json!({ "atrevete_key": "k" }))],
    );
    assert_eq!(decided(&read), Decision::Ignore(Ignored::OtherEvent));
    let persons = json!({ "external_error": "131047" });
    let payload = changed(AGENT, &[("/event", json!("message_updated")), ("/content_attributes", persons)]);
    assert_eq!(
        decided(&payload),
        Decision::Ignore(Ignored::OtherEvent),
        "a person's message is hers to repeat"
    );
}

#[test]
fn what_chatwoot_hears_later_is_an_event_of_its_own() {
    let heard = changed(
        AUDIO,
        &[
            ("/event", json!("message_updated")),
            ("/attachments/0/transcribed_text", json!("mañana a las once")),
        ],
    );
    let later = message(&heard);
    assert_eq!(later.said(), Said::Text("mañana a las once".to_owned()));
    assert_ne!(later.origin.key(), message(&value(AUDIO)).origin.key());
    let silent = changed(AUDIO, &[("/event", json!("message_updated"))]);
    assert_eq!(decided(&silent), Decision::Ignore(Ignored::OtherEvent));
}

#[test]
fn a_conversation_that_changed_tells_its_switch_and_whose_pause_it_ends() {
    let allowed = Allowed { accounts: vec![1], ..Allowed::default() };
    let told = |attributes: Value, messages: Value| {
        let payload = changed(
            CONVERSATION,
            &[
                ("/event", json!("conversation_updated")),
                ("/updated_at", json!(1_763_806_530.12)),
                ("/custom_attributes", attributes),
                ("/messages", messages),
            ],
        );
        decode_within(payload.to_string().as_bytes(), &allowed).unwrap()
    };
    for messages in [json!([]), value(CONVERSATION)["messages"].clone()] {
        let on = told(json!({ "atencion_automatica": true, "atrevete_pausa": "p" }), messages.clone());
        let Decision::Standing(standing) = on else { panic!("{on:?}") };
        assert_eq!((standing.switch, standing.pause.as_deref()), (Switch::On, Some("p")));
        assert_eq!(standing.origin.key(), "chatwoot:1:conversation-41@1763806530.12");
        assert_eq!(standing.origin.channel, message(&value(TEXT)).origin.channel);
        assert_eq!(told(json!({}), messages), Decision::Ignore(Ignored::OtherEvent));
    }
}

#[test]
fn the_channels_own_number_counts_and_no_other() {
    let with_source = |source: &str, identifier: Value| {
        let mut payload = value(TEXT);
        payload["conversation"]["contact_inbox"]["source_id"] = json!(source);
        for sender in ["/sender", "/conversation/meta/sender", "/conversation/messages/0/sender"] {
            payload.pointer_mut(sender).unwrap()["identifier"] = identifier.clone();
        }
        message(&payload).phone.map(|phone| phone.as_str().to_owned())
    };
    // The card says +34600000000 in every case.
    assert_eq!(with_source("34611222333", Value::Null).as_deref(), Some("+34611222333"));
    assert_eq!(with_source("a-uuid", json!("34611222333@s.whatsapp.net")).as_deref(), Some("+34611222333"));
    assert_eq!(with_source("ES.1A2B3C4D", Value::Null), None, "somebody else wrote a number on her card");
    assert_eq!(with_source("a-uuid", Value::Null).as_deref(), Some("+34600000000"));
}

#[test]
fn a_widget_in_which_visitors_type_their_number_is_not_served() {
    let allowed = Allowed { channels: vec!["Channel::Whatsapp".to_owned()], ..Allowed::default() };
    let decided = |channel: Value| {
        decode_within(with(&[("/conversation/channel", channel)]).to_string().as_bytes(), &allowed).unwrap()
    };
    assert_eq!(decided(json!("Channel::WebWidget")), Decision::Ignore(Ignored::OtherChannel));
    assert!(matches!(decided(json!("Channel::Whatsapp")), Decision::Message(_)));
    assert!(matches!(decided(Value::Null), Decision::Message(_)), "an older server names no kind");
}

#[test]
fn a_message_has_one_key_whether_or_not_the_payload_names_its_account() {
    let allowed = Allowed { accounts: vec![1], ..Allowed::default() };
    let key = |payload: &Value| match decode_within(payload.to_string().as_bytes(), &allowed).unwrap() {
        Decision::Message(message) => message.origin.key(),
        other => panic!("{other:?}"),
    };
    let nameless = without(CONVERSATION, &["/messages/0/account_id"]);
    assert_eq!(key(&nameless), key(&value(TEXT)));
}

#[test]
fn the_switch_is_read_as_a_flag_or_as_words() {
    let at = "/conversation/custom_attributes";
    for off in [json!(false), json!("false"), json!("no"), json!(0)] {
        let payload = with(&[(at, json!({ "atencion_automatica": off }))]);
        assert_eq!(message(&payload).switch, Switch::Off, "{off}");
    }
    for on in [json!(true), json!("true"), json!(1)] {
        let payload = with(&[(at, json!({ "atencion_automatica": on }))]);
        assert_eq!(message(&payload).switch, Switch::On);
    }
}

#[test]
fn somebody_without_a_number_is_a_customer() {
    let mut payload = value(TEXT);
    for sender in ["/sender", "/conversation/meta/sender", "/conversation/messages/0/sender"] {
        let sender = payload.pointer_mut(sender).unwrap();
        sender["phone_number"] = Value::Null;
        sender["identifier"] = Value::Null;
    }
    payload["conversation"]["contact_inbox"]["source_id"] = json!("ES.1A2B3C4D");
    let message = message(&payload);
    assert_eq!(message.phone, None);
    assert_eq!(message.origin.channel.0, "chatwoot:3:ES.1A2B3C4D");
}

#[test]
fn the_number_may_stand_in_the_bridges_name() {
    let mut payload = value(TEXT);
    for sender in ["/sender", "/conversation/meta/sender", "/conversation/messages/0/sender"] {
        payload.pointer_mut(sender).unwrap()["phone_number"] = Value::Null;
    }
    assert_eq!(message(&payload).phone.unwrap().as_str(), "+34600000000");
}

#[test]
fn what_is_no_payload_is_refused_without_repeating_it() {
    let refused = |body: &str| decode(body.as_bytes()).unwrap_err();
    assert!(matches!(refused("{\"content\": \"Ana"), DecodeError::NotJson { line: 1, .. }));
    assert_eq!(refused(&format!("[{TEXT}]")), DecodeError::NotAnObject);
    assert_eq!(refused("{\"event\":\"message_created\",\"content\":\"hola\"}"), DecodeError::NoConversation);
    assert_eq!(refused(&without(TEXT, &["/conversation/id"]).to_string()), DecodeError::NoConversationId);
    let nameless = without(
        TEXT,
        &["/id", "/source_id", "/conversation/messages/0/id", "/conversation/messages/0/source_id"],
    );
    assert_eq!(refused(&nameless.to_string()), DecodeError::NoMessageId);
    assert!(!refused("{\"name\": \"Ana García\" oops").to_string().contains("Ana"));
}

/// All paths of a payload but those of the ids, as JSON pointers.
fn optional(payload: &Value) -> Vec<String> {
    fn walk(value: &Value, at: &str, into: &mut Vec<String>) {
        let children: Vec<(String, &Value)> = match value {
            Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), v)).collect(),
            Value::Array(list) => list.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
            _ => Vec::new(),
        };
        for (key, child) in children {
            let path = format!("{at}/{key}");
            into.push(path.clone());
            walk(child, &path, into);
        }
    }
    let mut paths = Vec::new();
    walk(payload, "", &mut paths);
    // What says that it is a message at all, and which one.
    let needed = ["/id", "/conversation", "/conversation/id", "/messages", "/messages/0", "/messages/0/id"];
    paths.retain(|path| !needed.contains(&path.as_str()));
    paths
}

/// The same number or word, written another way.
fn rewritten(value: &Value) -> Value {
    match value {
        Value::Number(n) if n.is_i64() => json!(n.as_f64().unwrap()),
        Value::Number(n) => json!(n.as_f64().unwrap().trunc().to_string()),
        Value::String(text) if text == "incoming" => json!(0),
        Value::Bool(flag) => json!(flag.to_string()),
        Value::String(_) | Value::Null | Value::Array(_) | Value::Object(_) => value.clone(),
    }
}

proptest! {
    #[test]
    fn dropping_and_adding_fields_never_makes_a_refusal(
        shape in 0..3_usize,
        drops in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        adds in prop::collection::vec((any::<prop::sample::Index>(), "[a-z_]{1,12}"), 0..6),
    ) {
        let mut payload = value([TEXT, AUDIO, CONVERSATION][shape]);
        for drop in drops {
            let paths = optional(&payload);
            let path = &paths[drop.index(paths.len())];
            let (parent, key) = path.rsplit_once('/').unwrap();
            match payload.pointer_mut(parent) {
                Some(Value::Object(map)) => { map.remove(key); }
                Some(place) => *place = Value::Null,
                None => {}
            }
        }
        for (at, name) in adds {
            let paths = optional(&payload);
            if let Some(Value::Object(map)) = paths.get(at.index(paths.len().max(1))).and_then(|p| payload.pointer_mut(p)) {
                map.entry(format!("x_{name}")).or_insert(json!({ "new": [1, 2] }));
            }
        }
        let decision = decode(payload.to_string().as_bytes());
        prop_assert!(decision.is_ok(), "{decision:?}: {payload}");
    }

    #[test]
    fn numbers_and_kinds_may_be_written_another_way(which in prop::collection::vec(any::<prop::sample::Index>(), 0..40), shape in 0..2_usize) {
        let fixture = [TEXT, CONVERSATION][shape];
        let mut payload = value(fixture);
        let mut paths = optional(&payload);
        paths.extend(["/id".to_owned(), "/conversation/id".to_owned(), "/messages/0/id".to_owned()]);
        for index in which {
            if let Some(place) = payload.pointer_mut(&paths[index.index(paths.len())]) {
                *place = rewritten(place);
            }
        }
        prop_assert_eq!(message(&payload), message(&value(fixture)));
    }

    #[test]
    fn no_input_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), junk in "\\PC{0,8}") {
        let _ = decode(&bytes);
        let paths = optional(&value(TEXT));
        for new in [json!(junk), json!(-1), json!(1e300), json!([]), json!({}), json!([null]), json!({ "id": {} })] {
            let path = &paths[at.index(paths.len())];
            let payload = with(&[]);
            let mut payload = payload;
            if let Some(place) = payload.pointer_mut(path) {
                *place = new;
            }
            prop_assert!(decode(payload.to_string().as_bytes()).is_ok(), "{}", payload);
        }
    }
}
