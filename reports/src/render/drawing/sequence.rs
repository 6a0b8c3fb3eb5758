// SPDX-License-Identifier: EUPL-1.2
//! A scenario as a sequence diagram: one lane a place, one row a fact, its words beside it.

use super::{Anchor, Colour, Drawing, Face, LabelStyle, Segment, Shape};
use crate::labels::Labels;
use crate::model::{Observation, Style};
use crate::render::quote::{quote, wording};
use crate::text::Lang;

/// The width of the picture, in points.
const WIDTH: f32 = 480.0;
/// From one lane to the next.
const LANE: f32 = 62.0;
/// From one row to the next, in points.
const ROW: f32 = 12.5;
/// Where the first row is, below the names of the lanes.
const TOP: f32 = 20.0;
/// Lanes beside the connector's; places beyond them share the last.
const LANES: usize = 4;

/// The picture of some facts of one scenario, in their order; none if nothing was exchanged.
pub(in crate::render) fn sequence(scenario: &str, facts: &[&Observation], lang: Lang) -> Option<Drawing> {
    let exchanged = |fact: &&Observation| matches!(fact.style, Style::Sent | Style::Received);
    if !facts.iter().any(exchanged) {
        return None;
    }
    let labels = Labels::of(lang);
    let places = places(facts);
    let title = format!("{}{} {}", labels.scenarios.sequence, labels.general.colon, quote(scenario, lang));
    let mut drawing = Drawing::new(WIDTH, title);
    drawing.height = TOP + ROW * facts.len() as f32 + 4.0;
    lanes(&mut drawing, labels, &places, lang);
    let end = lane_x(places.len()) + 12.0;
    let y = |row: u16| TOP + ROW * (f32::from(row) + 0.75);
    let lane = |fact: &Observation| 1 + places.iter().position(|p| *p == fact.place).unwrap_or(places.len() - 1);
    for (row, fact) in (0..).zip(facts) {
        let (from, to) = ([lane_x(lane(fact)) + 4.0, y(row)], [end, y(row)]);
        drawing.line(Segment { from, to, colour: Colour::Line, dashed: true });
    }
    for (row, fact) in (0..).zip(facts) {
        arrow_or_dot(&mut drawing, fact, lane_x(lane(fact)), y(row));
        label(&mut drawing, fact, end + 4.0, y(row) + 2.5, lang);
    }
    Some(drawing)
}

/// Places in the order in which they appear.
fn places<'a>(facts: &[&'a Observation]) -> Vec<&'a str> {
    let mut places = Vec::new();
    for fact in facts {
        if !places.contains(&fact.place.as_str()) && places.len() < LANES {
            places.push(&fact.place);
        }
    }
    places
}

/// The connector has lane 0.
fn lane_x(lane: usize) -> f32 {
    30.0 + LANE * lane as f32
}

/// The head of each lane and the line below it.
fn lanes(drawing: &mut Drawing, labels: &Labels, places: &[&str], lang: Lang) {
    let name = LabelStyle { size: 7.0, colour: Colour::Dark, face: Face::Strong, anchor: Anchor::Middle };
    let bottom = drawing.height;
    for (lane, place) in std::iter::once(labels.identification.connector).chain(places.iter().copied()).enumerate() {
        let x = lane_x(lane);
        drawing.fill([x - 29.0, 0.0], [58.0, 13.0], Colour::Background);
        drawing.words([x, 9.0], &quote(place, lang), name, 56.0);
        drawing.line(Segment { from: [x, 13.0], to: [x, bottom], colour: Colour::Line, dashed: false });
    }
}

/// An arrow between the connector and the place, or a dot where something was seen.
fn arrow_or_dot(drawing: &mut Drawing, fact: &Observation, x: f32, y: f32) {
    let (connector, place) = ([lane_x(0), y], [x, y]);
    match &fact.style {
        Style::Sent => drawing.shapes.push(Shape::Arrow { from: place, to: connector, colour: Colour::Grey }),
        Style::Received => drawing.shapes.push(Shape::Arrow { from: connector, to: place, colour: Colour::Accent }),
        style => drawing.fill([x - 2.0, y - 2.0], [4.0, 4.0], colour(style)),
    }
}

/// The number and the words of a fact, right of the lanes.
fn label(drawing: &mut Drawing, fact: &Observation, x: f32, y: f32, lang: Lang) {
    let style = LabelStyle { size: 6.5, colour: colour(&fact.style), face: Face::Mono, anchor: Anchor::Start };
    let said = format!("{} {}", fact.number, quote(&wording(&fact.line, lang), lang).replace(['\n', '\t'], " "));
    drawing.words([x, y], &said, style, WIDTH - x);
}

/// The colour of the words of a fact.
fn colour(style: &Style) -> Colour {
    match style {
        Style::Fault => Colour::Red,
        Style::Sent | Style::Received => Colour::Dark,
        Style::Event | Style::Other(_) => Colour::Grey,
    }
}
