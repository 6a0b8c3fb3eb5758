// SPDX-License-Identifier: EUPL-1.2
use std::collections::BTreeMap;

use hickory_proto::rr::Name;

use super::DnsFault;
use crate::error::{DnsError, absolute};

/// The faults set on one server, by the name they are set on.
#[derive(Debug, Default)]
pub(crate) struct Faults(BTreeMap<Name, DnsFault>);

impl Faults {
    /// Sets or lifts the fault of a name.
    pub(crate) fn set(&mut self, name: &str, fault: Option<DnsFault>) -> Result<(), DnsError> {
        let name = absolute(name)?;
        if let Some(DnsFault::WrongMx(host) | DnsFault::MxNotCn(host)) = &fault
            && absolute(host)?.is_root()
        {
            return Err(DnsError::Name { text: host.clone(), reason: "this fault needs the host to name".to_owned() });
        }
        match fault {
            Some(fault) => drop(self.0.insert(name, fault)),
            None => drop(self.0.remove(&name)),
        }
        Ok(())
    }

    /// The fault of the nearest name at or above this one, and that name.
    pub(crate) fn on(&self, name: &Name) -> Option<(&Name, &DnsFault)> {
        (0..=name.iter().len()).rev().find_map(|labels| self.0.get_key_value(&name.trim_to(labels)))
    }
}
