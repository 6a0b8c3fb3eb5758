// SPDX-License-Identifier: EUPL-1.2
//! Conformity by theme: one bar a theme, as long as the theme has scenarios, divided by status.

use super::{Anchor, Colour, Drawing, Face, LabelStyle, Point};
use crate::labels::Labels;
use crate::model::{Report, Summary};
use crate::outline::{Status, Theme};
use crate::render::quote::quote;
use crate::text::Lang;

/// The width of the picture, in points.
const WIDTH: f32 = 480.0;
/// Where the bars begin.
const LEFT: f32 = 170.0;
/// The length of the longest bar.
const LONGEST: f32 = 270.0;
/// From one bar to the next.
const ROW: f32 = 17.0;
/// The height of a bar.
const BAR: f32 = 11.0;
/// The narrowest part that its figure fits into.
const ROOM: f32 = 18.0;

/// The picture of a report; none when it has no scenario.
pub(in crate::render) fn themes(report: &Report, lang: Lang) -> Option<Drawing> {
    let labels = Labels::of(lang);
    let themes = report.themes();
    let most = themes.iter().map(|theme| theme.summary.total).max().filter(|most| *most > 0)?;
    let bars = themes.iter().map(|theme| description(theme, labels, lang));
    let title = std::iter::once(labels.results.by_theme_caption.to_owned()).chain(bars).collect::<Vec<_>>().join(". ");
    let mut drawing = Drawing::new(WIDTH, title);
    let name = LabelStyle { size: 7.5, colour: Colour::Dark, face: Face::Mono, anchor: Anchor::Start };
    for theme in &themes {
        let y = drawing.height;
        drawing.words([0.0, y + 9.0], &quote(theme.name, lang), name, LEFT - 8.0);
        let mut x = LEFT;
        for (status, count) in occurring(&theme.summary) {
            let width = LONGEST * share(count, most);
            part(&mut drawing, [x, y], width, status, count);
            x += width;
        }
        let total = LabelStyle { size: 8.0, face: Face::Strong, ..name };
        drawing.words([x + 6.0, y + 9.0], &theme.summary.total.to_string(), total, WIDTH);
        drawing.height += ROW;
    }
    legend(&mut drawing, labels, &report.summary);
    Some(drawing)
}

/// A bar in words, for whoever does not see it: `inbound/tls: Passed 12, Failed 1`.
fn description(theme: &Theme, labels: &Labels, lang: Lang) -> String {
    let parts: Vec<String> =
        occurring(&theme.summary).map(|(status, count)| format!("{} {count}", labels.status(status))).collect();
    format!("{}{} {}", quote(theme.name, lang), labels.general.colon, parts.join(", "))
}

/// The part of a bar that one status takes, with its figure where there is room.
fn part(drawing: &mut Drawing, [x, y]: Point, width: f32, status: Status, count: usize) {
    // A gap of 0.8 points separates two neighbours of one colour.
    drawing.fill([x, y + 1.0], [(width - 0.8).max(0.8), BAR], Colour::of(status));
    if width >= ROOM {
        let figure = LabelStyle { size: 7.0, colour: Colour::White, face: Face::Strong, anchor: Anchor::Middle };
        drawing.words([x + width / 2.0, y + 9.0], &format!("{} {count}", status.symbol()), figure, WIDTH);
    }
}

/// The colour, symbol and word of each status that occurs, below the bars.
fn legend(drawing: &mut Drawing, labels: &Labels, summary: &Summary) {
    let (mut x, mut y) = (LEFT, drawing.height + 6.0);
    let style = LabelStyle { size: 7.5, colour: Colour::Dark, face: Face::Text, anchor: Anchor::Start };
    for (status, _) in occurring(summary) {
        let words = format!("{} {}", status.symbol(), labels.status(status));
        let width = words.chars().count() as f32 * 4.2 + 22.0;
        if x + width > WIDTH {
            (x, y) = (LEFT, y + 13.0);
        }
        drawing.fill([x, y], [8.0, 8.0], Colour::of(status));
        drawing.words([x + 12.0, y + 7.0], &words, style, WIDTH);
        x += width;
    }
    drawing.height = y + 12.0;
}

/// The statuses that some scenario has, each with the number of them.
fn occurring(summary: &Summary) -> impl Iterator<Item = (Status, usize)> {
    summary.counts().into_iter().filter(|(_, count)| *count > 0)
}

/// A share of the longest bar. Counts of scenarios stay far below what `f32` counts exactly.
fn share(count: usize, most: usize) -> f32 {
    count as f32 / most as f32
}
