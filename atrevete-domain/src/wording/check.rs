//! The check of a salon's own words at start-up: every sample is rendered in both forms and its facts are looked for.

use super::{
    Voice, Wording, WordingError,
    facts::{Found, Mismatch, check, facts},
    samples,
    templates::section,
};
use crate::salon::profile::AddressForm;

/// The first thing that is wrong with a salon's own words. Names, numbers and links that are no facts are the owner's
/// to write ("el parking de Mercadona"); sums, hours, days and lengths never are.
pub(super) fn own_words(wording: &Wording) -> Result<(), WordingError> {
    for (sample, utterance) in samples::all().iter().enumerate() {
        for form in [AddressForm::Tu, AddressForm::Usted] {
            let section = section(utterance);
            let voice = Voice { form, ..sample_voice() };
            let text = wording.try_render(utterance, &voice).map_err(|source| WordingError::Render {
                section: section.clone(),
                sample,
                source,
            })?;
            let mismatches = check(&text, &facts(utterance), voice.now).err().unwrap_or_default();
            if let Some(mismatch) = mismatches.into_iter().find(|mismatch| !owners(mismatch)) {
                return Err(WordingError::Facts { section, mismatch });
            }
        }
    }
    Ok(())
}

/// Whether an owner may write this into her own words.
fn owners(mismatch: &Mismatch) -> bool {
    match mismatch {
        Mismatch::Missing(_) => false,
        Mismatch::Invented(found) => match found {
            Found::Link(_) | Found::Number(_) | Found::Name(_) => true,
            Found::Amount(_)
            | Found::Time(_)
            | Found::Minutes(_)
            | Found::Percent(_)
            | Found::InDays(_)
            | Found::Day { .. }
            | Found::Weekdays(..) => false,
        },
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Utterance as U;

    fn refused(tu: &str) -> String {
        let error = Wording::with_overrides(tu, "").unwrap_err();
        error.to_string()
    }

    #[test]
    fn a_salon_speaks_in_its_own_words() {
        let own = Wording::with_overrides(
            "[bye]\n¡Ciao!\n[youre_welcome]\nNada, mujer.",
            "[youre_welcome]\nNo hay de qué.",
        )
        .unwrap();
        let say = |form, utterance| own.render(&[utterance], &Voice { form, ..sample_voice() });
        assert_eq!(say(AddressForm::Tu, U::Bye), "¡Ciao!");
        assert_eq!(
            say(AddressForm::Usted, U::Bye),
            "¡Ciao!",
            "the built-in sentence is neutral, so hers serves"
        );
        assert_eq!(say(AddressForm::Usted, U::YoureWelcome), "No hay de qué.");
        assert_eq!(say(AddressForm::Tu, U::OfferToBook), "¿Te busco hora?", "the rest stays");
    }

    #[test]
    fn words_that_lose_or_invent_a_fact_do_not_start() {
        assert!(refused("[see_yu]\nHola").contains("see_yu"));
        assert!(refused("[bye]\n{{ nombre }}").contains("fail on sample"));
        assert!(refused("[bye]\n{% if %}").contains("do not compile"));
        assert!(refused("[delay_noted]\nVale, avisados.").contains("the name Víctor is not told"));
        assert!(refused("[bye]\nHasta las 20:00").contains("the hour"));
        assert!(refused("[late_refund]\nTe devolvemos {{ amount|euros }} y 5 € de regalo.").contains("5.00"));
    }

    #[test]
    fn a_template_that_fails_at_run_time_is_replaced_by_the_built_in_text() {
        // Sound on every sample, broken for a name that no sample has.
        let tu = "[delay_noted]\n{% if stylist == 'Lola' %}{{ nada }}{% endif %}Se lo digo a {{ stylist }}.";
        let own = Wording::with_overrides(tu, "").unwrap();
        let text = own.render(&[U::DelayNoted { stylist: "Lola".into() }], &sample_voice());
        assert_eq!(text, "Sin problema, se lo digo a Lola.");
    }
}
