// SPDX-License-Identifier: EUPL-1.2
//! Failures that the connector's file announces. A reservation that covers nothing is itself a failure: it hides a
//! scenario that no longer exists, or a product that got better unnoticed.

use crate::connector::Reservation as Announced;
use reports::model::{Capability, Reservation, Scenario};
use reports::text;
use reports::verdict::Verdict;

/// Marks the covered failures and says what became of each reservation.
pub fn apply(
    announced: &[Announced],
    scenarios: &mut [Scenario],
    capabilities: &mut [Capability],
    whole: bool,
) -> Vec<Reservation> {
    announced.iter().map(|reservation| one(reservation, scenarios, capabilities, whole)).collect()
}

fn one(announced: &Announced, scenarios: &mut [Scenario], capabilities: &mut [Capability], whole: bool) -> Reservation {
    let (what, reason) = (&announced.what, &announced.reason);
    let (mut used, mut passes) = (false, Vec::new());
    let missing = |c: &&mut Capability| c.mandatory && !c.declared && *what == format!("capability/{}", c.id);
    for capability in capabilities.iter_mut().filter(missing) {
        capability.reservation = Some(reason.clone());
        used = true;
    }
    for scenario in scenarios.iter_mut().filter(|s| glob(what, &s.id)) {
        match scenario.verdict {
            Verdict::Fail => {
                scenario.reservation = Some(reason.clone());
                used = true;
            }
            Verdict::Pass => passes.push(scenario.id.clone()),
            _ => {}
        }
    }
    let line = announced.line;
    let problem = if !passes.is_empty() {
        let passing = passes.join(", ");
        Some(text!("ligne {line} : {passing} est désormais conforme", "line {line}: {passing} passes now"))
    } else if !used && whole {
        Some(text!("ligne {line} : ne couvre aucun écart", "line {line}: covers no failure"))
    } else {
        None
    };
    Reservation { what: what.clone(), reason: reason.clone(), used, problem }
}

/// `*` stands for any run of characters, `/` included.
pub fn glob(pattern: &str, id: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = id.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(previous) = last.replace(part) {
            match rest.find(previous) {
                Some(at) => rest = &rest[at + previous.len()..],
                None => return false,
            }
        }
    }
    match last {
        None => rest.is_empty(),
        Some(end) => rest.ends_with(end),
    }
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        for (pattern, id, wanted) in [
            ("a/b", "a/b", true),
            ("a/b", "a/bc", false),
            ("*/revoked", "inbound/certificate/revoked", true),
            ("inbound/*/revoked", "inbound/certificate/x/revoked", true),
            ("inbound/*/revoked", "outbound/certificate/revoked", false),
            ("*cert*rev*", "inbound/certificate/revoked", true),
            ("*", "", true),
            ("ab*ba", "aba", false),
        ] {
            assert_eq!(glob(pattern, id), wanted, "{pattern} {id}");
        }
    }
}
