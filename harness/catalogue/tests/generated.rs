// SPDX-License-Identifier: EUPL-1.2
//! What the macro makes of small catalogues of each form.

use std::str::FromStr;
use std::time::Duration;

use catalogue::catalogue;

/// Who pays for a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Payer {
    Sender,
    Receiver,
}

catalogue! {
    row {
        /// Who pays.
        payer: Payer,
        /// What is left of a weight.
        left: fn(u32) -> u32,
    }
    /// One thing wrong with a parcel.
    enum ParcelFault {
        Empty { payer: Payer::Sender, left: |_| 0, en: "The parcel is empty.", fr: "Le colis est vide." },
        NotAParcel { en: "It is no parcel.", fr: "Ce n’est pas un colis.", left: |weight| weight, payer: Payer::Receiver },
        #[strum(serialize = "late-3-days")]
        Late3Days {
            payer: Payer::Receiver, left: half,
            en: "The parcel is late.",
            fr: "Le colis est en retard.",
        },
    }
}

fn half(weight: u32) -> u32 {
    weight / 2
}

catalogue! {
    /// One thing wrong with a letter.
    #[derive(Default)]
    enum LetterFault {
        #[default]
        Empty { en: "The letter is empty.", fr: "La lettre est vide." },
        Torn { en: "The letter is torn.", fr: "La lettre est déchirée." },
    }
}

catalogue! {
    row { pub payer: Payer }
    /// One thing wrong with a call.
    enum CallFault {
        Unanswered { payer: Payer::Sender, en: "Nobody answers.", fr: "Personne ne répond." },
        Answered(Duration = Duration::from_secs(3)) {
            payer: Payer::Receiver, en: "The answer is late.", fr: "La réponse est tardive.",
        },
        WrongNumber(String = String::new()) {
            payer: Payer::Sender, en: "Another number answers.", fr: "Un autre numéro répond.",
        },
    }
}

#[test]
fn ids_are_the_names_in_kebab_case_unless_said_otherwise() {
    let ids: Vec<_> = ParcelFault::ALL.iter().map(|fault| fault.id()).collect();
    assert_eq!(ids, ["empty", "not-a-parcel", "late-3-days"]);
    assert_eq!(CallFault::WrongNumber("12".into()).id(), "wrong-number");
}

#[test]
fn every_item_is_found_by_its_id_and_by_nothing_else() {
    for fault in ParcelFault::ALL {
        assert_eq!(ParcelFault::find(fault.id()), Some(*fault));
        assert_eq!(ParcelFault::from_str(fault.id()), Ok(*fault));
    }
    for wrong in ["", "Empty", "late3-days", "empty "] {
        assert_eq!(ParcelFault::find(wrong), None, "{wrong}");
    }
}

#[test]
fn each_language_is_what_stands_under_its_name() {
    assert_eq!(ParcelFault::NotAParcel.sentence_en(), "It is no parcel.");
    assert_eq!(ParcelFault::NotAParcel.sentence_fr(), "Ce n’est pas un colis.");
    assert_eq!(LetterFault::Torn.sentence_fr(), "La lettre est déchirée.");
}

#[test]
fn columns_keep_their_types() {
    assert_eq!(ParcelFault::Late3Days.payer(), Payer::Receiver);
    let left = ParcelFault::ALL.iter().map(|fault| fault.left()(8));
    assert_eq!(left.collect::<Vec<_>>(), [0, 8, 4]);
}

#[test]
fn further_derives_and_helper_attributes_pass_through() {
    assert_eq!(LetterFault::default(), LetterFault::Empty);
}

#[test]
fn items_with_a_parameter_have_its_default_in_the_list() {
    let expected =
        [CallFault::Unanswered, CallFault::Answered(Duration::from_secs(3)), CallFault::WrongNumber(String::new())];
    assert_eq!(CallFault::ALL, expected);
    assert_eq!(CallFault::find("answered"), Some(CallFault::Answered(Duration::from_secs(3))));
    let late = CallFault::Answered(Duration::from_secs(9));
    assert_eq!((late.id(), late.payer(), late.sentence_en()), ("answered", Payer::Receiver, "The answer is late."));
}
