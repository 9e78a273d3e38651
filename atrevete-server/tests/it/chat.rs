//! The chat in the terminal, as a program reads it.

use atrevete_server::cli::chat::{Options, Output, chat};
use serde_json::Value;

fn lines(options: &Options, input: &str) -> Vec<Value> {
    let mut output = Vec::new();
    let now = super::shop::TUESDAY.parse().unwrap();
    chat(options, now, input.as_bytes(), &mut output, "").unwrap();
    String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn json() -> Options {
    Options {
        output: Output::Json,
        at: Some("2026-03-10T10:00".to_owned()),
        phone: Some("+34612345678".to_owned()),
        profile: Some("María".to_owned()),
    }
}

fn kinds(line: &Value) -> Vec<&str> {
    let replies = line["replies"].as_array().unwrap().iter();
    let utterances = replies.flat_map(|reply| reply["utterances"].as_array().unwrap());
    utterances.map(|utterance| utterance["kind"].as_str().unwrap()).collect()
}

#[test]
fn every_line_is_answered_by_one_object_and_the_end_by_another() {
    let out = lines(&json(), "Hola\n\n  \n!wait 31m\n!voice\n");
    assert_eq!(out.len(), 4);
    assert_eq!(out[0]["in"], "Hola");
    assert!(kinds(&out[0]).contains(&"introduce"));
    assert!(out[0]["replies"][0]["text"].as_str().unwrap().contains("Maite"));
    assert_eq!(out[1]["at"], "2026-03-10T10:31:01");
    assert_eq!(kinds(&out[2]), ["cannot_hear"]);
    for key in [
        "appointments",
        "customers",
        "ledger",
        "handoffs",
        "notifications",
        "calendar",
        "checkouts",
        "refunds",
        "timers",
    ] {
        assert!(out[3][key].is_array(), "{key}");
    }
}

#[test]
fn a_booking_is_paid_and_ends_in_the_rows() {
    let story =
        "Hola, quiero cortarme el pelo el viernes por la tarde\nsí\n1\nno, sin pack\n1\nGarcía\n!pay\n";
    let out = lines(&json(), story);
    let end = out.last().unwrap();
    let appointment = &end["appointments"][0];
    assert_eq!(appointment["state"], "confirmed", "{out:#?}");
    assert_eq!(appointment["attendee"]["customer"]["phone"], "+34612345678");
    let start = appointment["start"].as_str().unwrap();
    let told = out[..out.len() - 1].iter().rev().find(|line| kinds(line).contains(&"confirmed")).unwrap();
    let hour = start.strip_prefix("2026-03-13T").unwrap();
    assert!(told["replies"][0]["text"].as_str().unwrap().contains(&format!("a las {hour} con")), "{start}");
    assert_eq!(end["checkouts"][0]["state"], "paid");
    assert_eq!(end["calendar"][0]["colour"], "green");
    assert_eq!(end["ledger"].as_array().unwrap().len(), 2);
    assert_eq!(lines(&json(), story), out, "the same input gives the same output");
}

#[test]
fn what_cannot_be_done_is_told_and_the_chat_goes_on() {
    let out = lines(&json(), "!pay\n!dance\n!wait soon\n!until 2026-03-09T10:00\n\u{fffd}\u{0}💥\nHola\n");
    for line in &out[..4] {
        assert!(line["error"].is_string(), "{line}");
    }
    assert!(!out[5]["replies"].as_array().unwrap().is_empty());
}

#[test]
fn wrong_options_are_named() {
    let now = super::shop::TUESDAY.parse().unwrap();
    let wrong = |options: Options| chat(&options, now, &b""[..], Vec::new(), "").unwrap_err().to_string();
    assert!(wrong(Options { phone: Some("12".to_owned()), ..json() }).contains("--as"));
    assert!(wrong(Options { at: Some("soon".to_owned()), ..json() }).contains("--at"));
}

#[test]
fn people_read_text() {
    let mut output = Vec::new();
    let options = Options { output: Output::Text, ..json() };
    let now = super::shop::TUESDAY.parse().unwrap();
    chat(&options, now, &b"Hola\n"[..], &mut output, "> ").unwrap();
    let text = String::from_utf8(output).unwrap();
    assert!(text.starts_with("> Maite: Hola, soy Maite"), "{text}");
}
