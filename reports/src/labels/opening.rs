// SPDX-License-Identifier: EUPL-1.2
//! The title page: what bars the report, its conclusion, its scope, and the report that it replaces.

labels! {
    /// The title page: what bars the report, its conclusion, its scope, and the report that it replaces.
    Opening {
        /// The first line of what bars a report. On each sheet of the PDF it replaces the title.
        rehearsal: { fr: "Ce rapport ne peut pas être remis", en: "This report cannot be handed in" },
        /// Wording of the built-in reference connector.
        rehearsal_reference: {
            fr: "Il porte sur le connecteur de référence livré avec le harnais, et non sur un produit.",
            en: "It is about the reference connector that comes with the test bench, not about a product.",
        },
        /// Above the list of what the report does not say of whose it is.
        identity_gaps: {
            fr: "Le rapport ne dit pas vraiment de qui il est :",
            en: "The report does not really say whose it is:",
        },
        /// In front of the id of the mutation.
        rehearsal_mutation: { fr: "Un défaut volontaire est actif :", en: "A deliberate defect is switched on:" },
        conclusion: { fr: "Conclusion", en: "Conclusion" },
        /// In the terminal.
        exit: { fr: "Code de sortie", en: "Exit code" },
        /// The name of the list of figures, for assistive technology.
        tally: { fr: "Bilan", en: "Account" },
        interrupted: { fr: "Essai interrompu", en: "Run interrupted" },
        interrupted_text: {
            fr: "Ce qui n’a pas été joué jusqu’au bout reste sans décision.",
            en: "What was not played to its end stays undecided.",
        },
        rule: { fr: "Règle de décision", en: "Decision rule" },
        /// What each conclusion means, below the conclusion.
        rule_text: {
            fr: "Conforme : tout le catalogue a été joué et chaque exigence obligatoire jugée est satisfaite. Avec \
                réserves : seules des recommandations ne sont pas suivies. Sous dérogation : chaque écart à une \
                obligation est annoncé et accepté par écrit par une autorité, à la date du rapport. Non conforme, \
                écarts annoncés : une obligation n’est pas satisfaite, et le fichier du connecteur l’annonce. Non \
                conforme : une obligation n’est pas satisfaite sans que rien l’annonce, ou une réserve est sans objet. \
                Partiel : rien n’a échoué de ce qui a été joué, et tout ne l’a pas été. Non concluant : un point reste \
                sans décision. Pas prêt : la mise en place a manqué, rien n’est dit du produit. Ce qui est indécis ou \
                non joué ne compte jamais comme réussi.",
            en: "Conforming: the whole catalogue was played and each mandatory requirement that was judged is met. \
                With reservations: only recommendations are not followed. Under derogation: each unmet obligation is \
                announced, and accepted in writing by an authority on the day of the report. Not conforming, \
                deviations announced: an obligation is unmet, and the connector’s file announces it. Not conforming: \
                an obligation is unmet and nothing announces it, or a reservation has no object. Partial: nothing of \
                what was played failed, and not everything was played. Undecided: a point was left open. Not ready: \
                the set-up failed, and nothing is said of the product. What is undecided or was not played never \
                counts as passed.",
        },
        /// ISO/IEC 17025:2017, 7.8.2.1, l.
        scope: {
            fr: "Les résultats ne portent que sur le connecteur et la version identifiés ci-dessous. Ce rapport ne se \
                reproduit qu’en entier.",
            en: "The results are about the connector and the version identified below, and no other. This report shall \
                not be reproduced except in full.",
        },
        /// On the title page of a report that replaces another.
        amended: { fr: "Ce rapport remplace un rapport antérieur", en: "This report replaces an earlier one" },
        /// The section of what is replaced.
        amends: { fr: "Amendements", en: "Amendments" },
        amends_caption: { fr: "Le rapport remplacé n’a plus cours.", en: "The replaced report is no longer in force." },
        no_amends: { fr: "Ce rapport n’en remplace aucun autre.", en: "This report replaces no other." },
        replaced_report: { fr: "Rapport remplacé", en: "Report replaced" },
        replaced_issued: { fr: "Émis le", en: "Issued" },
        replaced_digest: { fr: "Empreinte de son report.json (SHA-256)", en: "Digest of its report.json (SHA-256)" },
        changes: { fr: "Ce qui change", en: "What changes" },
    }
}
