// SPDX-License-Identifier: EUPL-1.2
//! One scenario file and what it means.

use super::shape::{DnsShape, ListedAs, MxShape, TlsShape};
use super::step::{RawStep, Step, unknown_fault, word_of};
use crate::connector::Capability;
use crate::fault::Fault;
use input::{InputError, Place, Source};
use reports::text::Text;
use serde::Deserialize;
use serde_yaml::Spanned;
use std::collections::BTreeMap;

/// A scenario as written, its words resolved; variants are made from it.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Path below the catalogue's root, without `.yaml`.
    pub path: String,
    pub source: Source,
    pub purpose: Text,
    pub covers: Vec<Spanned<String>>,
    pub needs: Vec<Capability>,
    pub control: Option<Spanned<String>>,
    pub peers: BTreeMap<String, PeerShape>,
    pub axis: Option<Axis>,
    pub script: Vec<Step>,
    pub expect: Vec<Expectation>,
}

/// One peer: valid in every respect but for the fault it names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeerShape {
    pub fault: Option<Fault>,
    pub dns: Option<DnsShape>,
    pub listed_as: Option<ListedAs>,
    pub mx: Option<MxShape>,
    pub tls: Option<TlsShape>,
    /// The peer whose domain this one's is a sub-domain of.
    pub under: Option<String>,
}

/// The one thing that changes from variant to variant.
#[derive(Debug, Clone)]
pub struct Axis {
    /// `peer.property`, or `message` or `publish`.
    pub key: String,
    pub values: Vec<Spanned<String>>,
}

/// One line of `expect`; the check's id is resolved by the plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Expectation {
    pub check: Spanned<String>,
    pub peer: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Raw {
    purpose: Text,
    covers: Vec<Spanned<String>>,
    #[serde(default)]
    needs: Vec<Spanned<String>>,
    control: Option<Spanned<String>>,
    world: RawWorld,
    vary: Option<Spanned<BTreeMap<String, Vec<Spanned<String>>>>>,
    script: Vec<RawStep>,
    expect: Spanned<Vec<Expectation>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawWorld {
    peers: BTreeMap<String, RawPeer>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawPeer {
    fault: Option<Spanned<String>>,
    dns: Option<Spanned<String>>,
    listed_as: Option<Spanned<String>>,
    mx: Option<Spanned<String>>,
    tls: Option<Spanned<String>>,
    under: Option<Spanned<String>>,
}

/// The properties of a peer that a scenario may set or vary.
const PROPERTIES: [&str; 5] = ["fault", "dns", "listed-as", "mx", "tls"];

impl Scenario {
    pub fn read(path: String, source: Source) -> Result<Scenario, InputError> {
        let raw: Raw = source.parse()?;
        let mut peers = BTreeMap::new();
        for (name, peer) in &raw.world.peers {
            peers.insert(name.clone(), peer.read(&source, &raw.world.peers)?);
        }
        let names: Vec<&str> = peers.keys().map(String::as_str).collect();
        let script = raw.script.iter().map(|step| step.read(&source, &names)).collect::<Result<Vec<_>, _>>()?;
        let needs = raw.needs.iter().map(|need| capability(&source, need)).collect::<Result<Vec<_>, _>>()?;
        if raw.expect.value.is_empty() {
            let error = source.error_of(&raw.expect, "a scenario that expects nothing cannot fail");
            return Err(error.help("name at least one check; `mssante-harness list checks` prints them"));
        }
        let axis = raw.vary.as_ref().map(|vary| axis(&source, vary, &names)).transpose()?;
        let scenario = Scenario {
            path,
            purpose: raw.purpose,
            covers: raw.covers,
            needs,
            control: raw.control,
            peers,
            axis,
            script,
            expect: raw.expect.value,
            source,
        };
        for expectation in &scenario.expect {
            scenario.check_peer(expectation)?;
        }
        Ok(scenario)
    }

    fn check_peer(&self, expectation: &Expectation) -> Result<(), InputError> {
        match &expectation.peer {
            Some(peer) if !self.peers.contains_key(&peer.value) => {
                let error = self.source.error_of(peer, format!("no peer `{}` in this scenario's world", peer.value));
                Err(error.known(&peer.value, self.peers.keys().map(String::as_str)))
            }
            _ => Ok(()),
        }
    }

    /// `scenarios/….yaml:LINE` of the purpose, for messages and reports.
    pub fn place(&self) -> String {
        format!("{}:1", self.source.file.display())
    }
}

impl RawPeer {
    fn read(&self, source: &Source, peers: &BTreeMap<String, RawPeer>) -> Result<PeerShape, InputError> {
        let mut shape = PeerShape::default();
        let properties = [&self.fault, &self.dns, &self.listed_as, &self.mx, &self.tls];
        for (property, value) in PROPERTIES.into_iter().zip(properties) {
            if let Some(value) = value {
                shape.set(source, property, value)?;
            }
        }
        if let Some(under) = &self.under {
            if !peers.contains_key(&under.value) {
                let error = source.error_of(under, format!("no peer `{}` in this scenario's world", under.value));
                return Err(error.known(&under.value, peers.keys().map(String::as_str)));
            }
            shape.under = Some(under.value.clone());
        }
        Ok(shape)
    }
}

impl PeerShape {
    /// Sets one property from its word in the file.
    pub fn set(&mut self, source: &Source, property: &str, value: &Spanned<String>) -> Result<(), InputError> {
        match property {
            "fault" => match Fault::find(&value.value) {
                Some(fault) if fault.of_edition().is_some() => {
                    let what = format!("`{}` is a fault of the whole list, not of a peer", fault.id());
                    return Err(source.error_of(value, what).help("use it in a `publish` step"));
                }
                Some(fault) => match fault.beyond_scenarios() {
                    None => self.fault = Some(fault),
                    Some(why) => {
                        let what = format!("`{}` cannot happen in a scenario: {why}", fault.id());
                        return Err(source.error_of(value, what).help("it is for fake-pki and `pki issue` only"));
                    }
                },
                None => return Err(unknown_fault(source, value)),
            },
            "dns" => self.dns = Some(word_of(source, value, "DNS method")?),
            "listed-as" => self.listed_as = Some(word_of(source, value, "spelling")?),
            "mx" => self.mx = Some(word_of(source, value, "MX shape")?),
            _ => self.tls = Some(word_of(source, value, "TLS shape")?),
        }
        Ok(())
    }
}

fn capability(source: &Source, need: &Spanned<String>) -> Result<Capability, InputError> {
    Capability::find(&need.value).ok_or_else(|| {
        let error = source.error_of(need, format!("unknown capability `{}`", need.value));
        error.known(&need.value, Capability::ALL.map(Capability::id))
    })
}

fn axis(
    source: &Source,
    vary: &Spanned<BTreeMap<String, Vec<Spanned<String>>>>,
    peers: &[&str],
) -> Result<Axis, InputError> {
    let place = Place::from(vary.defined);
    let mut entries = vary.value.iter();
    let (Some((key, values)), None) = (entries.next(), entries.next()) else {
        return Err(source.error_at(place, "`vary` takes exactly one axis").help("write two scenarios instead"));
    };
    let known: Vec<String> = peers
        .iter()
        .flat_map(|peer| PROPERTIES.map(|property| format!("{peer}.{property}")))
        .chain(["message".to_owned(), "publish.fault".to_owned()])
        .collect();
    if !known.contains(key) {
        let error = source.error_at(place, format!("unknown axis `{key}`"));
        return Err(error.known(key, known.iter().map(String::as_str)));
    }
    if values.is_empty() {
        return Err(source.error_at(place, format!("the axis `{key}` has no value")));
    }
    Ok(Axis { key: key.clone(), values: values.clone() })
}
