// SPDX-License-Identifier: EUPL-1.2
//! Words that stand in every part of the report, in no part, and on the closing page.

labels! {
    /// Words that stand in every part of the report, in no part, and on the closing page.
    General {
        title: { fr: "Rapport de test de conformité MSSanté", en: "MSSanté conformity test report" },
        skip: { fr: "Aller au contenu", en: "Skip to content" },
        contents: { fr: "Sommaire", en: "Contents" },
        report: { fr: "Rapport", en: "Report" },
        page: { fr: "Page", en: "Page" },
        none: { fr: "néant", en: "none" },
        yes: { fr: "oui", en: "yes" },
        no: { fr: "non", en: "no" },
        seconds: { fr: "s", en: "s" },
        colon: { fr: " :", en: ":" },
        semicolon: { fr: " ;", en: ";" },
        not_given: { fr: "non renseigné", en: "not given" },
        status: { fr: "Verdict", en: "Verdict" },
        because: { fr: "Motif", en: "Reason" },
        reservation: { fr: "Réserve", en: "Reservation" },
        reason: { fr: "Motif", en: "Reason" },
        value: { fr: "Valeur", en: "Value" },
        source: { fr: "Source", en: "Source" },
        theme: { fr: "Thème", en: "Theme" },
        total: { fr: "Total", en: "Total" },
        nothing_left_out: { fr: "Néant.", en: "Nothing." },
        withheld: { fr: "retirée de cet exemplaire", en: "withheld from this copy" },
        withheld_here: { fr: "Observations retirées de cet exemplaire", en: "Observations withheld from this copy" },
        files_in: { fr: "Rapport complet :", en: "Full report:" },
        others: { fr: "autres, voir rapport.html", en: "more, see rapport.html" },
        signature: { fr: "Responsable de l’essai", en: "Responsible for the test" },
        signature_name: { fr: "Nom et qualité", en: "Name and position" },
        signature_date: { fr: "Date", en: "Date" },
        signature_sign: { fr: "Signature", en: "Signature" },
        end: { fr: "Fin du rapport", en: "End of the report" },
        end_of_document: { fr: "Fin du document", en: "End of the document" },
    }
}
