"""Writes commitment-v1.json: vectors of docs/contracts.md sections 1 and 2, computed from the text with hashlib alone.

It shares no code with the implementations that are tested against it.
Run: python3 programs/compute-spec/vectors/commitment_v1.py > programs/compute-spec/vectors/commitment-v1.json
"""

import hashlib
import json
import sys


def tag(name):
    return name.encode("ascii").ljust(16, b"\0")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def u32(value):
    return value.to_bytes(4, "little")


def u64(value):
    return value.to_bytes(8, "little")


def sample(name, length=32):
    """Bytes that look random and can be made again from their name."""
    stream = b""
    counter = 0
    while len(stream) < length:
        stream += hashlib.sha256(f"{name} {counter}".encode("ascii")).digest()
        counter += 1
    return stream[:length]


def base58(data):
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = int.from_bytes(data, "big")
    digits = ""
    while number:
        number, digit = divmod(number, 58)
        digits = alphabet[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def node(left, right):
    return sha256(tag("pyro.node.v1"), left, right)


def levels(leaves):
    width = 1
    while width < len(leaves):
        width *= 2
    level = leaves + [bytes(32)] * (width - len(leaves))
    result = [level]
    while len(level) > 1:
        level = [node(level[i], level[i + 1]) for i in range(0, len(level), 2)]
        result.append(level)
    return result


def tree_vector(count):
    leaves = [sha256(tag("pyro.leaf.v1"), b"leaf %d" % i) for i in range(count)]
    rows = levels(leaves)
    proofs = [[rows[h][(i >> h) ^ 1].hex() for h in range(len(rows) - 1)] for i in range(count)]
    return {"leaves": [leaf.hex() for leaf in leaves], "root": rows[-1][0].hex(), "proofs": proofs}


def output_leaf_vector(output):
    return {"output": output.hex(), "leaf": sha256(tag("pyro.leaf.v1"), output).hex()}


def plan_leaf_vector(index, units):
    leaf = sha256(tag("pyro.plan.v1"), u64(index), u64(units))
    return {"index": str(index), "cumulative_units": str(units), "leaf": leaf.hex()}


def segment_vector(index, state_in, operation_root, state_out, units):
    leaf = sha256(tag("pyro.segm.v1"), u64(index), state_in, operation_root, state_out, u64(units))
    return {
        "index": str(index),
        "state_in": state_in.hex(),
        "operation_root": operation_root.hex(),
        "state_out": state_out.hex(),
        "work_units": str(units),
        "leaf": leaf.hex(),
    }


def job_vector(graph, inputs, model, profile, plan, segments):
    root = sha256(tag("pyro.job_.v1"), graph, inputs, model, u32(profile), u32(0), plan, u64(segments))
    return {
        "graph_root": graph.hex(),
        "input_root": inputs.hex(),
        "model_root": model.hex(),
        "profile": profile,
        "plan_root": plan.hex(),
        "segment_count": str(segments),
        "root": root.hex(),
    }


def scope(opened_slot, epoch):
    return {
        "genesis_hash": sample("genesis"),
        "program": sample("program"),
        "lease": sample("lease"),
        "opened_slot": opened_slot,
        "session_epoch": epoch,
    }


def scope_json(value):
    return {
        "genesis_hash": value["genesis_hash"].hex(),
        "program": base58(value["program"]),
        "lease": base58(value["lease"]),
        "opened_slot": str(value["opened_slot"]),
        "session_epoch": value["session_epoch"],
    }


def scope_bytes(value):
    return value["genesis_hash"] + value["program"] + value["lease"] + u64(value["opened_slot"])


def voucher_vector(value, until, covered, delivered, accepted, root):
    message = b"".join(
        [tag("pyro.vouch.v1"), scope_bytes(value), u32(value["session_epoch"]), u32(0)]
        + [u64(until), u64(covered), u64(delivered), u64(accepted), root]
    )
    assert len(message) == 192
    return {
        "scope": scope_json(value),
        "served_until": str(until),
        "covered_seconds": str(covered),
        "delivered_segments": str(delivered),
        "accepted_segments": str(accepted),
        "delivered_root": root.hex(),
        "message": message.hex(),
    }


def order_vector(value, action, argument, expires_at):
    message = b"".join(
        [tag("pyro.order.v1"), scope_bytes(value), u32(value["session_epoch"]), u32(action)]
        + [u64(argument), u64(expires_at)]
    )
    assert len(message) == 144
    return {
        "scope": scope_json(value),
        "action": action,
        "argument": str(argument),
        "expires_at": str(expires_at),
        "message": message.hex(),
    }


LARGEST = 2**64 - 1
vectors = {
    "specification": "docs/contracts.md sections 1 and 2, encoding version 1",
    "made_by": "programs/compute-spec/vectors/commitment_v1.py",
    "node": {
        "left": sample("left").hex(),
        "right": sample("right").hex(),
        "node": node(sample("left"), sample("right")).hex(),
    },
    "output_leaves": [output_leaf_vector(sample("output", n)) for n in (0, 1, 12, 255, 256)],
    "plan_leaves": [plan_leaf_vector(1, 1000), plan_leaf_vector(300, 300000), plan_leaf_vector(LARGEST, LARGEST)],
    "segment_leaves": [
        segment_vector(0, bytes(32), sample("operation 0"), bytes(32), 1000),
        segment_vector(7, sample("state 7"), sample("operation 7"), sample("state 8"), LARGEST),
    ],
    "jobs": [
        job_vector(sample("graph"), sample("inputs"), bytes(32), 2, sample("plan"), 300),
        job_vector(sample("graph"), sample("inputs"), sample("model"), 1, sample("plan"), 1),
    ],
    "randomness": {
        "secret": sample("secret").hex(),
        "commitment": sha256(tag("pyro.cmit.v1"), sample("secret")).hex(),
    },
    "trees": [tree_vector(n) for n in (1, 2, 3, 4, 5, 8, 13)],
    "vouchers": [
        voucher_vector(scope(1234, 0), 1700000250, 250, 0, 0, bytes(32)),
        voucher_vector(scope(LARGEST, 3), 1700000900, 850, 300, 299, sample("delivered")),
    ],
    "orders": [
        order_vector(scope(1234, 0), 1, 0, 1700000300),
        order_vector(scope(1234, 2), 2, 5, LARGEST),
        order_vector(scope(1234, 0), 3, 0, 1700000300),
        order_vector(scope(1234, 0), 4, 0, 1700000300),
    ],
}
json.dump(vectors, sys.stdout, indent=2)
sys.stdout.write("\n")
