//! The rules of weights and operations.

use super::{Graph, MAX_EDGE, NONE, Opcode, Operation, WEIGHT_BYTES, Weight};
use crate::{real::Real, refusal::Refusal};

const EDGES: core::ops::RangeInclusive<u32> = 1..=MAX_EDGE;

pub(super) fn check_records<R: Real>(graph: &Graph<'_>) -> Result<(), Refusal> {
    for (index, weight) in graph.weights().enumerate() {
        let offset = super::GRAPH_HEADER_BYTES + index * WEIGHT_BYTES;
        check_weight(graph, &weight).map_err(|sentence| Refusal::new("graph-weight", sentence, offset))?;
    }
    for (index, operation) in (0..).zip(graph.operations()) {
        let offset = graph.operation_offset(index);
        check_operation::<R>(graph, index, &operation)
            .map_err(|sentence| Refusal::new("graph-operation", sentence, offset))?;
    }
    if graph.units_before_checked(graph.steps()).is_none() {
        return Err(Refusal::new("graph-units", "The work of all steps is not below 2^64 units.", 20));
    }
    Ok(())
}

fn check_weight(graph: &Graph<'_>, weight: &Weight) -> Result<(), &'static str> {
    if weight.encoding.is_none() || weight.zero != 0 {
        return Err("The encoding of a weight is not known.");
    }
    if !EDGES.contains(&weight.rows) || !EDGES.contains(&weight.columns) {
        return Err("The rows or columns of a weight are not between 1 and 2^24.");
    }
    let bytes = weight.bytes().ok_or("The columns of a weight are no whole number of blocks.")?;
    match weight.offset.checked_add(bytes) {
        Some(end) if end <= graph.model_length() => Ok(()),
        _ => Err("A weight reaches beyond the end of the model."),
    }
}

fn check_operation<R: Real>(graph: &Graph<'_>, index: u32, operation: &Operation) -> Result<(), &'static str> {
    let Some(opcode) = operation.opcode else { return Err("The opcode is not known.") };
    if operation.role.is_none() || operation.zero != 0 {
        return Err("The role of an operation is not known.");
    }
    if !EDGES.contains(&operation.columns) || operation.first_step >= graph.steps() {
        return Err("The columns or the first step of an operation are out of range.");
    }
    let operands = Operands { graph, index, operation };
    let [p, q] = operation.parameters;
    let number = |bits: u32| R::from_bits(bits);
    let (zero, one) = (R::constant(0.0), R::constant(1.0));
    let positive = |bits: u32| number(bits).is_finite() && number(bits) > zero;
    let shaped = match opcode {
        Opcode::Token => {
            operands.absent([1, 2])?;
            operands.check_chosen()?;
            operation.columns == 1 && operation.first_step == 0 && [p, q] == [0, 0]
        }
        Opcode::Embed => {
            operands.absent([2, 2])?;
            let weight = operands.weight(0)?;
            operands.check_vocabulary(1, weight.rows)?;
            weight.columns == operation.columns && [p, q] == [0, 0]
        }
        Opcode::Normalise => {
            operands.absent([2, 2])?;
            let (x, weight) = (operands.row(0)?, operands.weight(1)?);
            x.columns == operation.columns && [weight.rows, weight.columns] == [1, x.columns] && positive(p) && q == 0
        }
        Opcode::Product => {
            operands.absent([2, 2])?;
            let (weight, x) = (operands.weight(0)?, operands.row(1)?);
            weight.columns == x.columns && weight.rows == operation.columns && [p, q] == [0, 0]
        }
        Opcode::Rotate => {
            operands.absent([1, 2])?;
            let whole = p >= 2 && p.is_power_of_two() && operation.columns.is_multiple_of(p);
            operands.row(0)?.columns == operation.columns && whole && positive(q)
        }
        Opcode::Attend => check_attention(&operands, operation)?,
        Opcode::Gate | Opcode::Add => {
            operands.absent([2, 2])?;
            let (a, b) = (operands.row(0)?, operands.row(1)?);
            a.columns == operation.columns && b.columns == operation.columns && [p, q] == [0, 0]
        }
        Opcode::Choose => {
            operands.absent([1, 2])?;
            operands.row(0)?;
            let temperature = p == 0 || positive(p);
            operation.columns == 1 && temperature && positive(q) && number(q) <= one
        }
    };
    if shaped { Ok(()) } else { Err("The shapes or parameters of an operation do not fit together.") }
}

fn check_attention(operands: &Operands<'_, '_>, operation: &Operation) -> Result<bool, &'static str> {
    let (query, keys, values) = (operands.row(0)?, operands.row(1)?, operands.row(2)?);
    let kept = |row: &Operation| row.is_kept() && row.first_step == 0;
    if !kept(&keys) || !kept(&values) {
        return Err("Keys and values are not kept from the first step on.");
    }
    let [heads, key_heads] = operation.parameters;
    let grouped = heads > 0 && key_heads > 0 && heads.is_multiple_of(key_heads);
    if !grouped || !query.columns.is_multiple_of(heads) {
        return Ok(false);
    }
    let key_columns = u64::from(query.columns / heads) * u64::from(key_heads);
    Ok(query.columns == operation.columns
        && u64::from(keys.columns) == key_columns
        && u64::from(values.columns) == key_columns)
}

/// What operation `index` may read.
struct Operands<'g, 'a> {
    graph: &'g Graph<'a>,
    index: u32,
    operation: &'g Operation,
}

impl Operands<'_, '_> {
    fn absent(&self, places: [usize; 2]) -> Result<(), &'static str> {
        if places.iter().any(|place| self.operation.operands[*place] != NONE) {
            return Err("An operation names an operand it does not take.");
        }
        Ok(())
    }
    fn weight(&self, place: usize) -> Result<Weight, &'static str> {
        self.graph.weight(self.operation.operands[place]).ok_or("An operand that must be a weight is none.")
    }
    fn written(&self, place: usize) -> Result<Operation, &'static str> {
        let number = self.operation.operands[place];
        let writer = self.graph.writer(number).ok_or("An operand that must be a row is none.")?;
        if number - self.graph.weights >= self.index || writer.first_step > self.operation.first_step {
            return Err("An operation reads a row before it is written.");
        }
        Ok(writer)
    }
    fn row(&self, place: usize) -> Result<Operation, &'static str> {
        let writer = self.written(place)?;
        if writer.writes_token() { Err("An operand that must be a row of numbers is a token.") } else { Ok(writer) }
    }
    /// Whatever is chosen has a row; the tokens of the prompt are checked with the prompt.
    fn check_vocabulary(&self, place: usize, rows: u32) -> Result<(), &'static str> {
        let token = self.written(place)?;
        let choice = match token.opcode {
            Some(Opcode::Token) => self.graph.writer(token.operands[0]),
            Some(Opcode::Choose) => Some(token),
            _ => return Err("An operand that must be a token is none."),
        };
        let logits = choice.and_then(|choice| self.graph.writer(choice.operands[0]));
        match logits {
            Some(logits) if logits.columns <= rows => Ok(()),
            _ => Err("A token can be chosen that has no row in the embedding."),
        }
    }
    /// The chosen token is kept, and chosen in every step whose successor has no token of the prompt.
    fn check_chosen(&self) -> Result<(), &'static str> {
        match self.graph.writer(self.operation.operands[0]) {
            Some(choice)
                if choice.opcode == Some(Opcode::Choose)
                    && choice.is_kept()
                    && choice.first_step < self.graph.prompt_tokens() =>
            {
                Ok(())
            }
            _ => Err("The token does not come from a kept choice that starts within the prompt."),
        }
    }
}
