// SPDX-License-Identifier: EUPL-1.2
//! Words that stand in every part of the report, in no part, and on the closing page.

labels! {
    /// Words that stand in every part of the report, in no part, and on the closing page.
    General {
        title: { fr: "Rapport de test de conformité MSSanté", en: "MSSanté conformity test report" },
        /// The link at the top of the page that keyboards reach first (WCAG 2.2, 2.4.1).
        skip: { fr: "Aller au contenu", en: "Skip to content" },
        contents: { fr: "Sommaire", en: "Contents" },
        /// In front of an identifier.
        report: { fr: "Rapport", en: "Report" },
        /// In front of the number of a sheet.
        page: { fr: "Page", en: "Page" },
        /// An empty cell.
        none: { fr: "néant", en: "none" },
        yes: { fr: "oui", en: "yes" },
        no: { fr: "non", en: "no" },
        /// The unit of a duration.
        seconds: { fr: "s", en: "s" },
        /// French sets a space before it, which does not break.
        colon: { fr: " :", en: ":" },
        /// The same for a semicolon.
        semicolon: { fr: " ;", en: ";" },
        /// A value that ISO/IEC 17025 asks for and the connector's file does not give.
        not_given: { fr: "non renseigné", en: "not given" },
        /// The head of the column of badges.
        status: { fr: "Verdict", en: "Verdict" },
        /// The row of a reason; of a reservation, the head of a column.
        because: { fr: "Motif", en: "Reason" },
        reservation: { fr: "Réserve", en: "Reservation" },
        /// The reason of a reservation or of an amendment.
        reason: { fr: "Motif", en: "Reason" },
        value: { fr: "Valeur", en: "Value" },
        /// The document that a requirement or a rule comes from.
        source: { fr: "Source", en: "Source" },
        theme: { fr: "Thème", en: "Theme" },
        total: { fr: "Total", en: "Total" },
        /// An empty list.
        nothing_left_out: { fr: "Néant.", en: "Nothing." },
        /// Beside the number of an observation that `report redact` took out.
        withheld: { fr: "retirée de cet exemplaire", en: "withheld from this copy" },
        /// The heading of all their numbers.
        withheld_here: { fr: "Observations retirées de cet exemplaire", en: "Observations withheld from this copy" },
        /// In the terminal, before the folder of the run.
        files_in: { fr: "Rapport complet :", en: "Full report:" },
        /// After the number of scenarios that a short format leaves out.
        others: { fr: "autres, voir rapport.html", en: "more, see rapport.html" },
        /// The heading above the place to sign.
        signature: { fr: "Responsable de l’essai", en: "Responsible for the test" },
        signature_name: { fr: "Nom et qualité", en: "Name and position" },
        signature_date: { fr: "Date", en: "Date" },
        signature_sign: { fr: "Signature", en: "Signature" },
        /// The last line of a report.
        end: { fr: "Fin du rapport", en: "End of the report" },
        /// The last line of a document that is not a report.
        end_of_document: { fr: "Fin du document", en: "End of the document" },
    }
}
