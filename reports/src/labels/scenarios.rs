// SPDX-License-Identifier: EUPL-1.2
//! The scenarios one by one, their transcripts, and the filters of the page.

labels! {
    /// The scenarios one by one, their transcripts, and the filters of the page.
    Scenarios {
        /// The legend of the choice of a status.
        show: { fr: "Afficher", en: "Show" },
        show_all: { fr: "Tous", en: "All" },
        /// Feminine in French: all requirements.
        show_every: { fr: "Toutes", en: "All" },
        show_again: { fr: "Tout afficher", en: "Show all" },
        shown: { fr: "Scénarios affichés :", en: "Scenarios shown:" },
        /// Between the number of scenarios shown and their total.
        of: { fr: "sur", en: "of" },
        /// The name of the link back from an observation, for assistive technology.
        cited_by: { fr: "Cité par", en: "Cited by" },
        search: { fr: "Rechercher", en: "Search" },
        unfold: { fr: "Tout déplier", en: "Unfold all" },
        fold: { fr: "Tout replier", en: "Fold all" },
        purpose: { fr: "But", en: "Purpose" },
        covers: { fr: "Exigences couvertes", en: "Requirements covered" },
        fault: { fr: "Défaut introduit", en: "Fault introduced" },
        /// The scenario without the fault.
        control: { fr: "Témoin", en: "Control" },
        /// How far the SMTP session went.
        stage: { fr: "Étape atteinte", en: "Stage reached" },
        /// Why a scenario is undecided.
        cause: { fr: "Cause", en: "Cause" },
        /// The file and the line that define the scenario.
        file: { fr: "Fichier", en: "File" },
        duration: { fr: "Durée", en: "Duration" },
        /// The command that plays the scenario alone.
        replay: { fr: "Rejouer", en: "Replay" },
        checks: { fr: "Contrôles", en: "Checks" },
        check: { fr: "Contrôle", en: "Check" },
        heading: { fr: "Scénarios", en: "Scenarios" },
        scenario: { fr: "Scénario", en: "Scenario" },
        /// In the PDF: where the rest of the transcripts is.
        elsewhere: {
            fr: "La transcription des scénarios réussis et les observations communes sont dans rapport.html ; \
                report.json contient tout, sans perte.",
            en: "The transcripts of the scenarios that passed and the common observations are in rapport.html; \
                report.json holds everything, without loss.",
        },
        /// In the PDF: after the number of observations that an extract leaves out.
        left_out: { fr: "autres lignes dans report.json", en: "more lines in report.json" },
        transcript: { fr: "Transcription", en: "Transcript" },
        /// Before the day of the start.
        transcript_caption: { fr: "Observations, heure UTC du", en: "Observations, time in UTC on" },
        /// Observations that an earlier scenario shows.
        shown_elsewhere: {
            fr: "Observations partagées, montrées ailleurs :",
            en: "Shared observations, shown elsewhere:",
        },
        /// The title of the picture, before the id of the scenario.
        sequence: { fr: "Diagramme de séquence", en: "Sequence diagram" },
        number: { fr: "N°", en: "No." },
        time: { fr: "Heure (UTC)", en: "Time (UTC)" },
        place: { fr: "Lieu", en: "Place" },
        fact: { fr: "Fait", en: "Fact" },
        not_applicable_because: { fr: "Non applicable :", en: "Not applicable:" },
    }
}
