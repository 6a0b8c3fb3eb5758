// SPDX-License-Identifier: EUPL-1.2
//! What qualifies the results: departures, what was not tested, seeded faults, fingerprint, common observations.

labels! {
    /// What qualifies the results: departures, what was not tested, seeded faults, fingerprint, common observations.
    Annexes {
        /// What was left out, and what was changed (ISO/IEC 17025:2017, 7.8.2.1, n).
        deviations: { fr: "Écarts par rapport à la méthode", en: "Departures from the method" },
        deviations_intro: {
            fr: "Additions, écarts et exclusions par rapport à l’exécution du catalogue entier avec les paramètres par \
                défaut.",
            en: "Additions, deviations and exclusions, compared with a run of the whole catalogue with the default \
                parameters.",
        },
        no_deviations: {
            fr: "Aucun : tout le catalogue, paramètres par défaut.",
            en: "None: the whole catalogue, default parameters.",
        },
        /// What gives neither a pass nor a failure.
        not_tested: { fr: "Ce qui n’a pas été testé", en: "What was not tested" },
        not_tested_intro: {
            fr: "Ces lignes ne valent ni réussite ni échec.",
            en: "These lines are neither passes nor failures.",
        },
        scenarios_not_applicable: { fr: "Scénarios non applicables", en: "Scenarios not applicable" },
        requirements_not_judged: {
            fr: "Exigences non jugées, ou en partie",
            en: "Requirements not judged, or in part",
        },
        requirements_not_covered: { fr: "Exigences sans scénario", en: "Requirements without a scenario" },
        /// The defects that the suite is proved to detect.
        seeded_faults: { fr: "Défauts que ce harnais sait détecter", en: "Defects that this bench detects" },
        seeded_caption: {
            fr: "Défauts introduits exprès dans le connecteur de référence. La suite de tests de cette version du \
                harnais prouve que chacun fait échouer chaque scénario nommé, ou l’un au moins de ceux que son motif \
                désigne (* : toute suite de caractères) ; ne figurent ici que ceux que cette exécution a joués.",
            en: "Defects put into the reference connector on purpose. The test suite of this version of the bench \
                proves that each makes every named scenario fail, or one at least of those that its pattern stands for \
                (*: any run of characters); only those that this run has played are listed.",
        },
        defect: { fr: "Défaut", en: "Defect" },
        /// Ids or globs of scenarios.
        caught_by: { fr: "Scénarios en échec", en: "Scenarios that fail" },
        /// How the connector shows itself to a stranger.
        fingerprint: { fr: "Empreinte de comportement", en: "Behavioural fingerprint" },
        fingerprint_caption: {
            fr: "Comment le connecteur se montre à un tiers ; une attestation de déploiement y compare une instance en \
                service.",
            en: "How the connector shows itself to a stranger; an attestation of deployment compares an instance in \
                service with it.",
        },
        /// A trait that could not be seen.
        not_seen: { fr: "non observé", en: "not seen" },
        /// The observations that belong to no scenario.
        common: { fr: "Observations communes", en: "Common observations" },
        common_intro: {
            fr: "Ce qui n’appartient à aucun scénario en particulier.",
            en: "What belongs to no scenario in particular.",
        },
    }
}
