//! Every sample in both forms, for reading.

use super::{Utterance, Voice, Wording, check::sample_voice, samples, templates};
use crate::salon::profile::AddressForm;

fn told(form: AddressForm) -> String {
    let voice = Voice { form, ..sample_voice() };
    let told = |utterance: &Utterance| {
        let text = Wording::spanish()
            .try_render(utterance, &voice)
            .unwrap_or_else(|error| panic!("{utterance:?}: {error:#} {:?}", error.detail()));
        format!("[{}]\n{text}\n\n", templates::section(utterance))
    };
    samples::all().iter().map(told).collect()
}

#[test]
fn everything_in_tu() {
    insta::assert_snapshot!("tu", told(AddressForm::Tu));
}

#[test]
fn everything_in_usted() {
    insta::assert_snapshot!("usted", told(AddressForm::Usted));
}
