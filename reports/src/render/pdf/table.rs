// SPDX-License-Identifier: EUPL-1.2
//! Tables: a head that is repeated on each sheet, rows that stay whole where they can.

use super::flow::{Flow, LEFT, WIDTH};
use super::lines::{Line, Span, break_lines};
use super::sheet::Node;
use crate::render::drawing::Colour;
use krilla::tagging::{TableHeaderScope, Tag, TagKind};
use std::vec::IntoIter;

/// Space between two columns, in points.
const GAP: f32 = 9.0;
/// Space between a row and its rule, in points.
const PAD: f32 = 3.2;
/// The tallest row that is kept whole, in points.
const TALLEST_WHOLE: f32 = 500.0;
/// The least height in which a table, or a row that is divided, begins; in points.
const LEAST: f32 = 60.0;

/// The columns of a table, each with its share of the width.
pub(super) struct Columns<'a> {
    /// Relative widths; their sum may be anything.
    pub(super) shares: &'a [f32],
    /// The first cell of each row names the row.
    pub(super) named_rows: bool,
}

/// The words of one cell.
pub(super) type Cell = Vec<Span>;

/// A table that is being set; rows are given to it one by one.
pub(super) struct Table<'a> {
    columns: Columns<'a>,
    /// The names of the columns; empty for a table without a head.
    head: Vec<Cell>,
}

impl<'a> Table<'a> {
    /// Begins a table with its caption and the names of its columns, if they have any.
    pub(super) fn begin(flow: &mut Flow, columns: Columns<'a>, caption: &[Span], head: Vec<Cell>) -> Table<'a> {
        flow.layout.tree.open(Tag::Table);
        flow.need_height(LEAST);
        if !caption.is_empty() {
            let node = flow.layout.tree.leaf(Tag::Caption);
            flow.lines(node, caption, 0.0, WIDTH);
            flow.y += 3.0;
        }
        let table = Table { columns, head };
        if !table.head.is_empty() {
            flow.layout.tree.open(Tag::THead);
            flow.layout.tree.open(Tag::TR);
            let scope = |flow: &mut Flow| flow.layout.tree.leaf(Tag::TH(TableHeaderScope::Column));
            let nodes = table.head.iter().map(|_| scope(flow)).collect();
            flow.layout.tree.close();
            flow.layout.tree.close();
            table.set_head(flow, Some(nodes));
        } else {
            flow.rule(flow.y, 0.5, Colour::Line);
        }
        flow.layout.tree.open(Tag::TBody);
        table
    }

    /// Ends the table, and leaves space below it.
    pub(super) fn end(self, flow: &mut Flow) {
        flow.layout.tree.close();
        flow.layout.tree.close();
        flow.y += 6.0;
    }

    /// One row; a cell for each column, none of them empty.
    pub(super) fn row(&self, flow: &mut Flow, cells: Vec<Cell>) {
        flow.layout.tree.open(Tag::TR);
        let tag = |column: usize| -> TagKind {
            if column == 0 && self.columns.named_rows { Tag::TH(TableHeaderScope::Row).into() } else { Tag::TD.into() }
        };
        let nodes: Vec<Node> = (0..cells.len()).map(|column| flow.layout.tree.leaf(tag(column))).collect();
        flow.layout.tree.close();
        let mut columns: Vec<IntoIter<Line>> = cells
            .iter()
            .zip(self.widths())
            .map(|(cell, width)| break_lines(flow.faces, cell, width).into_iter())
            .collect();
        let height = tallest(&columns) + 2.0 * PAD;
        if height > flow.room() {
            self.start_row(flow, height);
        }
        while columns.iter().any(|column| column.len() > 0) {
            flow.y += PAD;
            let bottom = self.part(flow, &nodes, &mut columns);
            flow.y = bottom + PAD;
            flow.rule(flow.y, 0.5, Colour::Line);
            if columns.iter().any(|column| column.len() > 0) {
                self.continue_on_new_sheet(flow);
            }
        }
    }

    /// A row that no sheet could hold starts where it is, if some lines of it fit. Others go to the next sheet.
    fn start_row(&self, flow: &mut Flow, height: f32) {
        if height < TALLEST_WHOLE || flow.room() < LEAST {
            self.continue_on_new_sheet(flow);
        }
    }

    /// What fits on this sheet of each column; gives the lower edge of the tallest.
    fn part(&self, flow: &mut Flow, nodes: &[Node], columns: &mut [IntoIter<Line>]) -> f32 {
        let (top, room) = (flow.y, flow.room() - PAD);
        let mut bottom = top;
        for ((column, node), x) in columns.iter_mut().zip(nodes).zip(self.edges()) {
            let (mut y, mut first) = (top, true);
            while let Some(line) = column.as_slice().first() {
                if y + line.height > top + room && !first {
                    break;
                }
                let Some(line) = column.next() else { break };
                let height = line.height;
                flow.line(Some(*node), line, x, y);
                y += height;
                first = false;
            }
            bottom = bottom.max(y);
        }
        bottom
    }

    fn continue_on_new_sheet(&self, flow: &mut Flow) {
        flow.new_sheet();
        if !self.head.is_empty() {
            self.set_head(flow, None);
        }
    }

    /// The names of the columns; on later sheets without nodes, as a screen reader has read them already.
    fn set_head(&self, flow: &mut Flow, nodes: Option<Vec<Node>>) {
        let mut bottom = flow.y;
        for (column, (cell, (x, width))) in self.head.iter().zip(self.edges().zip(self.widths())).enumerate() {
            let mut y = flow.y;
            for line in break_lines(flow.faces, cell, width) {
                let height = line.height;
                flow.line(nodes.as_ref().map(|nodes| nodes[column]), line, x, y);
                y += height;
            }
            bottom = bottom.max(y);
        }
        flow.y = bottom + 2.0;
        flow.rule(flow.y, 0.9, Colour::Dark);
    }

    /// The width of each column, in points.
    fn widths(&self) -> impl Iterator<Item = f32> {
        let shares = self.columns.shares;
        let gaps = GAP * shares.len().saturating_sub(1) as f32;
        let total: f32 = shares.iter().sum();
        shares.iter().map(move |share| (WIDTH - gaps) * share / total)
    }

    /// The left edge of each column, in points from the left edge of the sheet.
    fn edges(&self) -> impl Iterator<Item = f32> {
        self.widths().scan(LEFT, |x, width| {
            let edge = *x;
            *x += width + GAP;
            Some(edge)
        })
    }
}

/// The height of the tallest column, in points.
fn tallest(columns: &[IntoIter<Line>]) -> f32 {
    let height = |column: &IntoIter<Line>| column.as_slice().iter().map(|line| line.height).sum::<f32>();
    columns.iter().map(height).fold(0.0, f32::max)
}
