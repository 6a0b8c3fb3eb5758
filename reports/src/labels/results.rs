// SPDX-License-Identifier: EUPL-1.2
//! Counts, failures, undecided results, and the register of requirements.

labels! {
    /// Counts, failures, undecided results, and the register of requirements.
    Results {
        /// The number of scenarios of each status.
        summary: { fr: "Résumé", en: "Summary" },
        summary_caption: { fr: "Scénarios exécutés et leur issue", en: "Scenarios and how they ended" },
        /// The same for each theme.
        by_theme: { fr: "Conformité dynamique", en: "Dynamic conformity" },
        by_theme_caption: {
            fr: "Nombre de scénarios par thème et par verdict",
            en: "Number of scenarios by theme and verdict",
        },
        /// Scenarios that failed, under a reservation or not.
        failures: { fr: "Non-conformités", en: "Non-conformities" },
        no_failures: { fr: "Aucune non-conformité.", en: "No non-conformity." },
        /// Scenarios without a decision, and errors of the harness.
        undecided: { fr: "Non concluants et erreurs du harnais", en: "Inconclusive results and harness errors" },
        no_undecided: { fr: "Aucun résultat indécis.", en: "Nothing was left undecided." },
        expected: { fr: "Attendu", en: "Expected" },
        observed: { fr: "Observé", en: "Observed" },
        /// The observations that a finding rests on.
        evidence: { fr: "Preuves", en: "Evidence" },
        /// The first part of the advice for a failure.
        probable_cause: { fr: "Cause probable", en: "Probable cause" },
        /// The second part.
        to_fix: { fr: "À corriger", en: "What to fix" },
        /// The register of requirements.
        requirements: { fr: "Exigences", en: "Requirements" },
        requirements_intro: {
            fr: "La numérotation propre du Référentiel #1 n’était pas disponible : aucun identifiant ci-dessous ne la \
                reprend et aucun n’a été inventé pour elle. Chaque ligne dit sa source ; les règles déduites sont \
                marquées « déduit ». Les identifiants ECO sont ceux du Référentiel #2, cités par des tiers.",
            en: "The numbering of Référentiel #1 itself was not available: no identifier below repeats it and none was \
                made up for it. Each row states its source; deduced rules are marked “deduced”. The ECO identifiers \
                are those of Référentiel #2, quoted by third parties.",
        },
        requirements_caption: {
            fr: "Registre des exigences et ce que cet essai en dit",
            en: "Register of requirements and what this test says of them",
        },
        requirement: { fr: "Exigence", en: "Requirement" },
        /// What kind of source a requirement comes from.
        standing: { fr: "Statut", en: "Standing" },
        /// How binding a requirement is.
        level: { fr: "Niveau", en: "Level" },
        /// What a breach does.
        severity: { fr: "Gravité", en: "Severity" },
        /// The scenarios that a requirement lacks.
        unjudged: { fr: "Non joués", en: "Not played" },
    }
}
