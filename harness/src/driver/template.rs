// SPDX-License-Identifier: EUPL-1.2
//! The files and commands of a recipe, filled with what a connector must be told.

use super::folder::Folder;
use super::{DriverError, Surroundings};
use crate::connector::{Connector, TemplateFile};
use minijinja::{Environment, UndefinedBehavior, Value, context};
use std::net::SocketAddrV4;
use std::path::Path;

pub fn variables(connector: &Connector, around: &Surroundings) -> Value {
    let at = |address: SocketAddrV4| context! { ip => address.ip().to_string(), port => address.port() };
    context! {
        run => around.run.display().to_string(),
        hostname => connector.role.mx.clone(),
        domaine => connector.role.domaine.clone(),
        smtp => at(connector.smtp_in),
        submission => at(connector.submission),
        internal => at(around.internal_mail_server),
        dns => at(around.dns),
        source => around.source.to_string(),
        peer_port => around.peer_port,
        certificate_chain => around.certificate_chain.display().to_string(),
        private_key => around.private_key.display().to_string(),
        trust_anchors => around.root.display().to_string(),
        intermediate => around.intermediate.display().to_string(),
        authorities => around.authorities.display().to_string(),
        liste_blanche_url => around.liste_blanche_url.clone(),
        crl_urls => around.crl_urls.clone(),
        automatic_reply => around.automatic_reply.clone(),
        recipients => around.recipients.clone(),
        liste => around.liste.clone(),
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    // A misspelt variable must stop the run, not configure a connector with a hole.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
}

pub fn expanded(command: &[String], variables: &Value) -> Result<Vec<String>, DriverError> {
    let render = |word: &String| {
        let rendered = environment().render_str(word, variables);
        rendered.map_err(|error| DriverError::Template { file: word.clone(), why: error.to_string() })
    };
    command.iter().map(render).collect()
}

pub fn render(source: &Path, run: &Folder, file: &TemplateFile, variables: &Value) -> Result<(), DriverError> {
    let template = source.join(&file.template);
    let template_error = |why: String| DriverError::Template { file: template.display().to_string(), why };
    let text = std::fs::read_to_string(&template).map_err(|error| template_error(error.to_string()))?;
    let mut text = environment().render_str(&text, variables).map_err(|error| template_error(error.to_string()))?;
    // The template engine drops the last line end, without which some programs ignore the last line.
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mode = file.mode.as_deref().unwrap_or("644");
    let mode = u32::from_str_radix(mode, 8).map_err(|_| template_error(format!("`{mode}` is no octal mode")))?;
    let written = run.write(&file.to, text.as_bytes(), mode);
    let shown = run.path().join(&file.to).display().to_string();
    written.map_err(|error| DriverError::File { file: shown, why: error.to_string() })
}
