//! Graphs as bytes: what a decoder's graph says of its work, and what is refused.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    graph::{
        Encoding, GRAPH_HEADER_BYTES, Graph, GraphBytes, LayerWeights, Llama, LlamaWeights, NONE, Opcode, Role, Weight,
    },
    plan::{PROFILE_I8, Plan},
    softfloat::Soft32,
};

const WIDTH: u32 = 64;
const INNER: u32 = 96;
const VOCABULARY: u32 = 50;

/// Two layers, 4 heads of 16 columns over 2 heads of keys, three tokens of prompt, eight steps in segments of three.
fn small_decoder() -> GraphBytes {
    let mut end = 0;
    let mut weight = |encoding, rows, columns| {
        let weight = Weight::new(encoding, rows, columns, end);
        end += weight.bytes().unwrap();
        weight
    };
    let embedding = weight(Encoding::Q8_0, VOCABULARY, WIDTH);
    let layers = (0..2).map(|_| LayerWeights {
        attention_norm: weight(Encoding::F32, 1, WIDTH),
        query: weight(Encoding::Q4_1, WIDTH, WIDTH),
        key: weight(Encoding::Q4_1, 32, WIDTH),
        value: weight(Encoding::F16, 32, WIDTH),
        attention_output: weight(Encoding::Q4_1, WIDTH, WIDTH),
        feed_forward_norm: weight(Encoding::F32, 1, WIDTH),
        gate: weight(Encoding::Q4_1, INNER, WIDTH),
        up: weight(Encoding::Q4_1, INNER, WIDTH),
        down: weight(Encoding::Q8_0, WIDTH, INNER),
    });
    let layers = layers.collect();
    let output_norm = weight(Encoding::F32, 1, WIDTH);
    let model = LlamaWeights { embedding, layers, output_norm, output: None };
    let mut graph = GraphBytes {
        profile: PROFILE_I8,
        steps: 8,
        segment_steps: 3,
        prompt_tokens: 3,
        model_bytes: end,
        seed: 7,
        input_sha256: [1; 32],
        model_sha256: [2; 32],
        weights: vec![],
        operations: vec![],
    };
    let llama = Llama {
        heads: 4,
        key_heads: 2,
        head_size: 16,
        rope_base_bits: 10_000f32.to_bits(),
        epsilon_bits: 1e-5f32.to_bits(),
        temperature_bits: 0,
        top_p_bits: 1f32.to_bits(),
    };
    llama.fill(&model, &mut graph);
    graph
}

fn place_of(graph: &GraphBytes, opcode: Opcode) -> usize {
    graph.operations.iter().position(|operation| operation.opcode == Some(opcode)).unwrap()
}

#[test]
fn the_work_of_a_decoder_is_the_multiply_adds_of_its_steps() {
    let bytes = small_decoder().encode::<f32>().unwrap();
    let graph = Graph::parse::<f32>(&bytes).unwrap();
    let layer = 64 * 64 * 2 + 32 * 64 * 2 + 3 * 96 * 64 + 2 * 64 * 3 + 2 * 32 + 64 * 2 + 96;
    let step = 64 + 2 * layer;
    let head = 2 * 64 + 50 * 64 + 2 * 50;
    let attention = |positions: u64| 2 * 2 * 64 * positions;
    assert_eq!(graph.segment_count(), 3);
    assert_eq!(graph.segment_units(0), 3 * step + attention(1 + 2 + 3) + head);
    assert_eq!(graph.segment_units(1), 3 * step + attention(4 + 5 + 6) + 3 * head);
    assert_eq!(graph.segment_units(2), 2 * step + attention(7 + 8) + 2 * head);
    assert_eq!(graph.segment_units(3), 0);
}

#[test]
fn a_segment_puts_out_only_the_rows_its_steps_add() {
    let bytes = small_decoder().encode::<f32>().unwrap();
    let graph = Graph::parse::<f32>(&bytes).unwrap();
    let row = 4 * (2 * (32 + 32) + 1);
    assert_eq!(
        (0..4).map(|index| graph.segment_output_bytes(index)).collect::<Vec<_>>(),
        [3 * row, 3 * row, 2 * row, 0]
    );
    assert_eq!((graph.state_bytes(), graph.result_bytes()), (8 * row, 8 * 4));
    let floor = graph.model_bytes() + graph.state_bytes();
    assert!((floor..floor + (64 << 20) + (1 << 16)).contains(&graph.peak_memory_bytes()));
}

#[test]
fn hardware_and_soft_float_read_the_same_graph_with_its_known_root() {
    let parts = small_decoder();
    let bytes = parts.encode::<f32>().unwrap();
    assert_eq!(parts.encode::<Soft32>().unwrap(), bytes);
    let root: String = HostSha256::digest(&[&bytes]).iter().map(|byte| format!("{byte:02x}")).collect();
    let vectors: serde_json::Value = serde_json::from_str(include_str!("../vectors/graph-v1.json")).unwrap();
    assert_eq!(root, vectors["small_decoder"]["graph_root"].as_str().unwrap());
    assert_eq!(bytes.len() as u64, vectors["small_decoder"]["bytes"].as_u64().unwrap());
    let graph = Graph::parse::<f32>(&bytes).unwrap();
    assert!(graph.weights().eq(parts.weights) && graph.operations().eq(parts.operations));
}

#[test]
fn logits_start_at_the_last_token_of_the_prompt() {
    let graph = small_decoder();
    let choice = graph.operations.last().unwrap();
    assert_eq!((choice.opcode, choice.role, choice.first_step), (Some(Opcode::Choose), Some(Role::Output), 2));
    assert_eq!(graph.operations[0].operands[0] as usize, graph.weights.len() + graph.operations.len() - 1);
}

/// Changes one thing about a good decoder and returns what it is refused with.
fn refusal(change: impl Fn(&mut GraphBytes)) -> &'static str {
    let mut graph = small_decoder();
    change(&mut graph);
    graph.encode::<f32>().unwrap_err().sentence
}

#[test]
fn what_does_not_fit_together_is_refused_by_name() {
    let small = small_decoder();
    let at = |opcode| place_of(&small, opcode);
    let shapes = "The shapes or parameters of an operation do not fit together.";
    let early = "An operation reads a row before it is written.";
    assert_eq!(refusal(|g| g.operations[at(Opcode::Product)].columns += 1), shapes);
    assert_eq!(refusal(|g| g.operations[at(Opcode::Rotate)].parameters[0] = 3), shapes);
    assert_eq!(refusal(|g| g.operations[at(Opcode::Normalise)].parameters[0] = f32::NAN.to_bits()), shapes);
    assert_eq!(refusal(|g| g.operations[at(Opcode::Attend)].parameters[1] = 3), shapes);
    assert_eq!(refusal(|g| g.operations[at(Opcode::Choose)].parameters[1] = 1.5f32.to_bits()), shapes);
    assert_eq!(refusal(|g| g.operations[at(Opcode::Add)].operands[1] = g.weights.len() as u32 + 30), early);
    assert_eq!(refusal(|g| g.operations[at(Opcode::Gate)].first_step = 5), early);
    assert_eq!(
        refusal(|g| g.operations[at(Opcode::Add)].operands[2] = 0),
        "An operation names an operand it does not take."
    );
    assert_eq!(
        refusal(|g| g.operations.iter_mut().for_each(|o| o.role = Some(Role::Temporary))),
        "The token does not come from a kept choice that starts within the prompt."
    );
    assert_eq!(
        refusal(|g| g.operations[at(Opcode::Attend) - 1].role = Some(Role::Temporary)),
        "Keys and values are not kept from the first step on."
    );
    assert_eq!(
        refusal(|g| g.operations.last_mut().unwrap().first_step = 3),
        "The token does not come from a kept choice that starts within the prompt."
    );
    assert_eq!(
        refusal(|g| g.weights[0].rows = VOCABULARY - 1),
        "A token can be chosen that has no row in the embedding."
    );
    assert_eq!(refusal(|g| g.model_bytes -= 1), "A weight reaches beyond the end of the model.");
    assert_eq!(refusal(|g| g.weights[0].offset = u64::MAX), "A weight reaches beyond the end of the model.");
    assert_eq!(refusal(|g| g.weights[0].columns = 48), "The columns of a weight are no whole number of blocks.");
    assert_eq!(refusal(|g| g.operations[1].operands[1] = NONE), "An operand that must be a row is none.");
}

#[test]
fn truncated_and_lengthened_bytes_are_refused() {
    let bytes = small_decoder().encode::<f32>().unwrap();
    for length in 0..bytes.len() {
        assert!(Graph::parse::<f32>(&bytes[..length]).is_err(), "{length} bytes");
    }
    assert_eq!(Graph::parse::<f32>(&[&bytes[..], &[0]].concat()).unwrap_err().code, "graph-length");
}

#[test]
fn no_word_of_a_graph_makes_the_parser_or_its_totals_panic() {
    let bytes = small_decoder().encode::<f32>().unwrap();
    let mut accepted = 0;
    for offset in (8..bytes.len()).step_by(4) {
        for word in [0, 1, 2, 3, 31, 64, 255, 65_536, 1 << 20, 1 << 24, 0x7f80_0000, 0x7fff_ffff, 1 << 31, u32::MAX] {
            let mut changed = bytes.clone();
            changed[offset..offset + 4].copy_from_slice(&u32::to_le_bytes(word));
            if let Ok(graph) = Graph::parse::<f32>(&changed) {
                accepted += 1;
                let units: u64 = (0..graph.segment_count()).take(9).map(|index| graph.segment_units(index)).sum();
                assert!(units > 0 && graph.peak_memory_bytes() > graph.state_bytes());
            }
        }
    }
    assert!(accepted > (GRAPH_HEADER_BYTES - 48) / 4 * 14, "{accepted} changed graphs were still good");
}
