//! The billing state machine as a page: a diagram, and who may take which step from each state.
use std::collections::BTreeMap;

use pyronet_interface::{
    billing::{Next, Step, STEPS},
    state::LeaseState,
};

const STATES: [(LeaseState, &str); 6] = [
    (LeaseState::Open, "Funded; waits for the provider."),
    (LeaseState::Accepted, "The provider prepares."),
    (LeaseState::Active, "Ready; coverage counts."),
    (
        LeaseState::Stopping,
        "Ended; the provider may still prove what it did, until `prefix_by`.",
    ),
    (
        LeaseState::Auditing,
        "Nothing more can be proved; what was attested waits for acceptance or its window's end.",
    ),
    (LeaseState::Settled, "Final; only claims remain."),
];

const INTRODUCTION: &str = "\
# The billing states of a lease

Written from the table in `programs/pyronet/interface/src/billing.rs` by `npm run generate`. The rules are tested against it
(`rules/tests/billing_table.rs`): they allow each of these steps and no other. What each amount is, to the atom, is in
[escrow](protocol/escrow.md). `heartbeat_leases` does for many leases what `heartbeat` does for one, `settle_leases` what
`settle_lease` and then `claim_provider` do.
";

pub fn page() -> String {
    let mut page = format!("{INTRODUCTION}\n{}", diagram());
    for (state, meaning) in STATES {
        page += &format!("\n## {}\n\n{meaning}\n\n{}", name(state), steps_from(state));
    }
    page
}

fn diagram() -> String {
    let mut arrows: BTreeMap<(u8, u8), Vec<&str>> = BTreeMap::new();
    for step in STEPS {
        let to = match step.next {
            Next::Same => continue,
            Next::To(state) => state as u8,
            Next::Closed => u8::MAX,
        };
        for from in step.from {
            arrows
                .entry((*from as u8, to))
                .or_default()
                .push(step.instruction);
        }
    }
    let named = |number: u8| {
        let found = STATES.iter().find(|(state, _)| *state as u8 == number);
        found.map_or("[*]", |(state, _)| name(*state))
    };
    let mut text =
        "```mermaid\nstateDiagram-v2\n  [*] --> open: take_offer, match_order\n".to_owned();
    for ((from, to), instructions) in arrows {
        text += &format!(
            "  {} --> {}: {}\n",
            named(from),
            named(to),
            instructions.join(", ")
        );
    }
    text + "```\n"
}

fn steps_from(state: LeaseState) -> String {
    let header = ["instruction", "who", "when", "to", "paid"].map(str::to_owned);
    let rows = STEPS
        .iter()
        .filter(|step| step.from.contains(&state))
        .map(cells);
    table(&[header].into_iter().chain(rows).collect::<Vec<_>>())
}

fn cells(step: &Step) -> [String; 5] {
    let next = match step.next {
        Next::Same => "",
        Next::To(state) => name(state),
        Next::Closed => "closed",
    };
    [
        step.instruction,
        step.who.words(),
        step.when,
        next,
        step.paid,
    ]
    .map(str::to_owned)
}

/// Markdown with its columns in line, as the formatter leaves it.
fn table(rows: &[[String; 5]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(String::len).max().unwrap_or(0).max(3)
    };
    let line = |cells: &[String; 5]| {
        let padded = (0..)
            .zip(cells)
            .map(|(column, cell)| format!("{cell:<0$}", width(column)));
        format!("| {} |\n", padded.collect::<Vec<_>>().join(" | "))
    };
    let rule = std::array::from_fn(|column| "-".repeat(width(column)));
    let mut lines = rows.iter().map(line);
    let header = lines.next().unwrap_or_default();
    header + &line(&rule) + &lines.collect::<String>()
}

const fn name(state: LeaseState) -> &'static str {
    match state {
        LeaseState::None => "none",
        LeaseState::Open => "open",
        LeaseState::Accepted => "accepted",
        LeaseState::Active => "active",
        LeaseState::Stopping => "stopping",
        LeaseState::Auditing => "auditing",
        LeaseState::Settled => "settled",
    }
}
