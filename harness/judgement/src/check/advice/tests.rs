// SPDX-License-Identifier: EUPL-1.2
use super::by_fault::NOT_REFUSED;
use super::*;

fn of(fault: &str) -> Option<&'static str> {
    NOT_REFUSED.iter().find(|advice| advice.is_for(&fault.into())).map(|advice| advice.cause.en)
}

#[test]
fn a_fault_by_its_name_comes_before_its_family() {
    assert_ne!(of("liste/rolled-back"), of("liste/expired-signer"));
    assert_ne!(of("pki/expired"), of("pki/revoked"));
    assert_eq!(of("liste/expired-signer"), of("liste/bare-key"));
    assert_eq!(of("publication/empty"), None);
}

#[test]
fn the_sentence_of_the_fault_comes_first_where_it_decides_the_advice() {
    let phrase = |en| Phrase { fr: "", en };
    let by_fault = const {
        &[FaultAdvice {
            faults: &["pki/"],
            cause: Phrase { fr: "", en: "No control." },
            fix: Phrase { fr: "", en: "Control it." },
        }]
    };
    let advice = Advice { cause: phrase("A filter."), fix: phrase("Remove it."), by_fault };
    let given = |id: &str| advice.for_failure(Some(&model::Fault { id: id.into(), sentence: Text::same("Expired.") }));
    let words = |advice: model::Advice| (advice.cause.en, advice.fix.en);
    assert_eq!(words(given("pki/expired")), ("Expired. No control.".into(), "Control it.".into()));
    assert_eq!(words(given("dns/servfail")), ("A filter.".into(), "Remove it.".into()));
    assert_eq!(words(advice.for_failure(None)), ("A filter.".into(), "Remove it.".into()));
}
