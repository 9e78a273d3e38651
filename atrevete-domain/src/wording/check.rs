//! Start-up check of a salon's own words.

use super::{Voice, Wording, WordingError, samples, templates::section};
use crate::salon::profile::AddressForm;

/// Renders every sample in both forms.
pub(super) fn own_words(wording: &Wording) -> Result<(), WordingError> {
    for (sample, utterance) in samples::all().iter().enumerate() {
        for form in [AddressForm::Tu, AddressForm::Usted] {
            let section = section(utterance);
            let _text = wording
                .try_render(utterance, &Voice { form, ..sample_voice() })
                .map_err(|source| WordingError::Render { section: section.clone(), sample, source })?;
        }
    }
    Ok(())
}

/// The voice in which samples are told.
pub(super) fn sample_voice() -> Voice {
    Voice {
        form: AddressForm::Tu,
        now: samples::now(),
        emoji: Some("🌸".to_owned()),
        team: "una compañera".to_owned(),
    }
}
