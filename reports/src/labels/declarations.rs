// SPDX-License-Identifier: EUPL-1.2
//! What the customer declares, and the review of it: Annexe 1, PICS, PIXIT, pre-flight, reservations, parameters.

labels! {
    /// What the customer declares, and the review of it: Annexe 1, PICS, PIXIT, pre-flight, reservations, parameters.
    Declarations {
        /// The form that an operator hands to the ANS.
        annexe1: { fr: "Annexe 1", en: "Annexe 1" },
        annexe1_caption: {
            fr: "Le formulaire tel que le client le déclare ; aucun de ces noms n’est résolu ni contacté par l’essai.",
            en: "The form as the customer declares it; none of these names is resolved or contacted by the test.",
        },
        no_annexe1: {
            fr: "Le fichier du connecteur ne contient pas d’Annexe 1.",
            en: "The connector’s file holds no Annexe 1.",
        },
        /// The rules that the form breaks.
        findings: { fr: "Contrôles de l’Annexe 1", en: "Checks of the Annexe 1" },
        findings_caption: {
            fr: "Règles que le formulaire ne suit pas ; chacune dit sa source et son statut.",
            en: "Rules that the form does not follow; each states its source and standing.",
        },
        no_findings: { fr: "Aucun écart constaté.", en: "Nothing was found wrong." },
        rule_name: { fr: "Règle", en: "Rule" },
        what_is_wrong: { fr: "Constat", en: "Finding" },
        to_do: { fr: "À faire", en: "To do" },
        /// The values that the harness must know of the connector (ISO/IEC 9646-1).
        pixit: { fr: "Environnement d’essai (PIXIT)", en: "Test environment (PIXIT)" },
        pixit_caption: {
            fr: "Ce que le harnais doit savoir du connecteur pour jouer contre lui, d’après le fichier du client ; le \
                port 0 laisse le harnais prendre un port libre.",
            en: "What the bench must know of the connector in order to play against it, by the customer’s file; port 0 \
                lets the bench take a free port.",
        },
        /// The review of all declarations.
        static_review: { fr: "Conformité statique", en: "Static conformity" },
        static_caption: {
            fr: "Revue de ce que le client déclare : capacités, Annexe 1, réserves. Un écart de l’Annexe 1 se corrige \
                dans le formulaire ; la conclusion, qui porte sur le connecteur, n’en tient pas compte.",
            en: "Review of what the customer declares: capabilities, Annexe 1, reservations. A finding of the Annexe 1 \
                is mended in the form; the conclusion, which is about the connector, does not count it.",
        },
        /// The head of the column of declarations.
        reviewed: { fr: "Déclaration", en: "Declaration" },
        review_declared: { fr: "capacité obligatoire déclarée", en: "mandatory capability, declared" },
        review_optional: { fr: "capacité facultative déclarée", en: "optional capability, declared" },
        review_undeclared: { fr: "capacité facultative non déclarée", en: "optional capability, not declared" },
        review_missing: {
            fr: "capacité obligatoire manquante, non annoncée",
            en: "mandatory capability missing, not announced",
        },
        review_form_right: { fr: "aucune règle obligatoire enfreinte", en: "no mandatory rule is broken" },
        review_form_absent: { fr: "aucun formulaire fourni", en: "no form was supplied" },
        review_reservation_used: {
            fr: "la réserve couvre un échec constaté",
            en: "the reservation covers a failure that was found",
        },
        review_reservation_idle: { fr: "sans objet dans cette exécution", en: "without an object in this run" },
        /// The questions before any verdict.
        preflight: { fr: "Vérifications préalables", en: "Pre-flight" },
        preflight_intro: {
            fr: "Elles établissent que le harnais et le connecteur se voient ; elles ne jugent pas le produit.",
            en: "They establish that the bench and the connector see each other; they do not judge the product.",
        },
        ready: { fr: "Prêt", en: "Ready" },
        not_ready: { fr: "Pas prêt", en: "Not ready" },
        /// The question could not be asked.
        not_asked: { fr: "Non vérifié", en: "Not asked" },
        question: { fr: "Question", en: "Question" },
        answer: { fr: "Réponse", en: "Answer" },
        /// The capabilities that the connector's file declares (ISO/IEC 9646-7).
        capabilities: { fr: "Capacités déclarées (PICS)", en: "Declared capabilities (PICS)" },
        capabilities_caption: {
            fr: "Ce que le client déclare du connecteur",
            en: "What the customer declares of the connector",
        },
        capability: { fr: "Capacité", en: "Capability" },
        mandatory: { fr: "Obligatoire", en: "Mandatory" },
        declared: { fr: "Déclarée", en: "Declared" },
        /// A mandatory capability that is neither declared nor announced as missing.
        missing: { fr: "manquante, sans réserve", en: "missing, without reservation" },
        /// The failures that the connector's file announces.
        reservations: { fr: "Réserves", en: "Reservations" },
        reservations_caption: {
            fr: "Échecs annoncés par le fichier du connecteur",
            en: "Failures announced by the connector's file",
        },
        no_reservations: { fr: "Aucune réserve déclarée.", en: "No reservation was declared." },
        /// The scenarios or the capability that a reservation covers.
        what: { fr: "Objet", en: "Subject" },
        /// It covers a failure of this run.
        used: { fr: "Utilisée", en: "Used" },
        mended_by: { fr: "Corrigé d’ici le", en: "Mended by" },
        /// A reservation without a date.
        no_date: { fr: "sans date", en: "no date" },
        accepted_by: { fr: "Accepté par", en: "Accepted by" },
        /// Before the last day of an acceptance.
        accepted_until: { fr: "jusqu’au", en: "until" },
        /// A reservation that no authority accepts.
        not_accepted: { fr: "personne", en: "nobody" },
        /// What is wrong with the reservation itself.
        problem: { fr: "Anomalie", en: "Problem" },
        /// Values that no public text gives.
        parameters: { fr: "Paramètres", en: "Parameters" },
        parameters_intro: {
            fr: "Valeurs qu’aucun texte public ne donne, telles qu’utilisées pour cet essai.",
            en: "Values that no public text gives, as used for this test.",
        },
        parameter: { fr: "Paramètre", en: "Parameter" },
        /// Whether the value is the default.
        origin: { fr: "Origine", en: "Origin" },
        overridden: { fr: "modifiée", en: "changed" },
        by_default: { fr: "par défaut", en: "default" },
    }
}
