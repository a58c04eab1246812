"""Writes bond-size.txt from docs/protocol/stake.md alone, with exact fractions: python3 bond_size.py > bond-size.txt"""
from fractions import Fraction
from math import ceil
import random

WHOLE = 10**12
U64 = 2**64 - 1


def chance(q, h, r):
    missed = WHOLE - q * h
    survives = Fraction(WHOLE)
    for _ in range(r):
        survives = Fraction(ceil(survives * missed / WHOLE))
    return WHOLE - int(survives)


def bond(burned, burn_bps, least):
    return max(ceil(Fraction(burned * 10_000, burn_bps)), least)


def line(cost, risk, q, h, r, burn_bps, least):
    plain = bond(cost + risk, burn_bps, least)
    p = chance(q, h, r)
    audited = None
    if p:
        saved = ceil(Fraction(cost * WHOLE, p))
        taken = ceil(Fraction((cost + risk) * (WHOLE - p), p))
        audited = bond(max(saved, taken), burn_bps, least)
        audited = audited if audited <= U64 and max(saved, taken) <= U64 else None
    return f"{cost} {risk} {q} {h} {r} {burn_bps} {least} {p} {plain} {audited if audited is not None else '-'}"


print("# cost risk q_ppm h_ppm r burn_bps least | p without_audit with_audit")
fixed = [
    (30_000, 0, 100_000, 500_000, 4, 5_000, 100_000),
    (10_000_000, 0, 100_000, 500_000, 4, 5_000, 100_000),
    (10_000_000, 50_000_000, 100_000, 500_000, 4, 5_000, 100_000),
    (1, 0, 1_000_000, 1_000_000, 1, 5_000, 0),
    (1, 1, 1, 1, 1, 10_000, 0),
    (10**12, 10**12, 1, 1, 64, 5_000, 0),
    (1, 0, 0, 500_000, 4, 5_000, 0),
    (1, 0, 100_000, 500_000, 0, 5_000, 0),
    (720_000_000, 0, 1_000_000, 900_000, 3, 7_000, 100_000),
]
random.seed(20261123)
for each in fixed:
    print(line(*each))
for _ in range(200):
    print(
        line(
            random.randrange(1, 10 ** random.randrange(1, 13)),
            random.randrange(0, 10 ** random.randrange(1, 13)),
            random.randrange(1, 10 ** random.randrange(1, 7)),
            random.randrange(1, 10 ** random.randrange(1, 7)),
            random.randrange(1, 65),
            random.randrange(5_000, 10_001),
            random.choice([0, 1_000, 100_000]),
        )
    )
