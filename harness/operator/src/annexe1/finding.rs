// SPDX-License-Identifier: EUPL-1.2

use super::rule::Rule;
use input::Place;
use reports::model::{self, Level};
use reports::text::Text;

/// A rule that the form breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that is not followed.
    pub rule: &'static Rule,
    /// Where the words are, or the table in which they are missing.
    pub place: Place,
    /// The label of the box.
    pub label: Text,
    /// What is there; empty when nothing is.
    pub value: String,
    /// What was probably meant.
    pub near: Option<String>,
}

impl Finding {
    /// What is wrong with which box.
    pub fn sentence(&self) -> Text {
        let Rule { fr, en, .. } = self.rule;
        Text::new(format!("{} : {fr}", self.label.fr), format!("{}: {en}", self.label.en))
    }

    /// What to do.
    pub fn help(&self) -> Text {
        Text::new(self.rule.help_fr, self.rule.help_en)
    }

    /// What to do, and what was probably meant.
    pub fn reported_help(&self) -> Text {
        let help = self.help();
        match &self.near {
            Some(near) => {
                Text::new(format!("{} (peut-être « {near} »)", help.fr), format!("{} (perhaps “{near}”)", help.en))
            }
            None => help,
        }
    }

    /// Whether the form cannot be handed in as it is.
    pub fn must(&self) -> bool {
        self.rule.level == Level::Must
    }
}

impl From<&Finding> for model::Finding {
    fn from(finding: &Finding) -> model::Finding {
        model::Finding {
            rule: finding.rule.id.to_owned(),
            level: finding.rule.level,
            source: finding.rule.source.to_owned(),
            standing: finding.rule.standing,
            sentence: finding.sentence(),
            value: finding.value.clone(),
            help: finding.reported_help(),
        }
    }
}
