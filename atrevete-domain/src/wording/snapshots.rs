//! Every sample in both forms, for reading.

use super::{Voice, Wording, check::sample_voice, samples, templates};
use crate::salon::profile::AddressForm;

fn told(form: AddressForm) -> String {
    let voice = Voice { form, ..sample_voice() };
    let mut out = String::new();
    for utterance in samples::all() {
        let text = Wording::spanish()
            .try_render(&utterance, &voice)
            .unwrap_or_else(|error| panic!("{utterance:?}: {error:#} {:?}", error.detail()));
        out.push_str(&format!("[{}]\n{text}\n\n", templates::section(&utterance)));
    }
    out
}

#[test]
fn everything_in_tu() {
    insta::assert_snapshot!("tu", told(AddressForm::Tu));
}

#[test]
fn everything_in_usted() {
    insta::assert_snapshot!("usted", told(AddressForm::Usted));
}
