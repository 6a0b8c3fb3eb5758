// SPDX-License-Identifier: EUPL-1.2
//! The scenarios one by one, their transcripts, and the filters of the page.

labels! {
    /// The scenarios one by one, their transcripts, and the filters of the page.
    Scenarios {
        show: { fr: "Afficher", en: "Show" },
        show_all: { fr: "Tous", en: "All" },
        show_every: { fr: "Toutes", en: "All" },
        show_again: { fr: "Tout afficher", en: "Show all" },
        shown: { fr: "Scénarios affichés :", en: "Scenarios shown:" },
        of: { fr: "sur", en: "of" },
        cited_by: { fr: "Cité par", en: "Cited by" },
        search: { fr: "Rechercher", en: "Search" },
        unfold: { fr: "Tout déplier", en: "Unfold all" },
        fold: { fr: "Tout replier", en: "Fold all" },
        purpose: { fr: "But", en: "Purpose" },
        covers: { fr: "Exigences couvertes", en: "Requirements covered" },
        fault: { fr: "Défaut introduit", en: "Fault introduced" },
        control: { fr: "Témoin", en: "Control" },
        stage: { fr: "Étape atteinte", en: "Stage reached" },
        cause: { fr: "Cause", en: "Cause" },
        file: { fr: "Fichier", en: "File" },
        duration: { fr: "Durée", en: "Duration" },
        replay: { fr: "Rejouer", en: "Replay" },
        checks: { fr: "Contrôles", en: "Checks" },
        check: { fr: "Contrôle", en: "Check" },
        heading: { fr: "Scénarios", en: "Scenarios" },
        scenario: { fr: "Scénario", en: "Scenario" },
        elsewhere: {
            fr: "La transcription des scénarios réussis et les observations communes sont dans rapport.html ; \
                report.json contient tout, sans perte.",
            en: "The transcripts of the scenarios that passed and the common observations are in rapport.html; \
                report.json holds everything, without loss.",
        },
        left_out: { fr: "autres lignes dans report.json", en: "more lines in report.json" },
        transcript: { fr: "Transcription", en: "Transcript" },
        transcript_caption: { fr: "Observations, heure UTC du", en: "Observations, time in UTC on" },
        shown_elsewhere: {
            fr: "Observations partagées, montrées ailleurs :",
            en: "Shared observations, shown elsewhere:",
        },
        sequence: { fr: "Diagramme de séquence", en: "Sequence diagram" },
        number: { fr: "N°", en: "No." },
        time: { fr: "Heure (UTC)", en: "Time (UTC)" },
        place: { fr: "Lieu", en: "Place" },
        fact: { fr: "Fait", en: "Fact" },
        not_applicable_because: { fr: "Non applicable :", en: "Not applicable:" },
    }
}
