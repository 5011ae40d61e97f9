"""Speed and memory of `neodes`: form, values, structure and totals, all on. Prints a table; asserts nothing.

Each figure comes from a fresh process (CPU time and peak memory by `resource`); the ratio compares it with the plain
split of the same file into lines, the floor for any program that makes one object a line. See bench/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from neodes.generate import GenerationSpec, generate, generate_chunks

SIZES = (20, 500, 20_000, 100_000)
SMALL_FILES = 2_000
PIECE = 1 << 17
WARM_UPS = 3


def write(folder: Path, individus: int, faulty: bool = False) -> Path:
    """A file of that many employees; from 100,000 on, 20 establishments share them."""
    path = folder / f"{individus}{'-faulty' if faulty else ''}.dsn"
    etablissements = 20 if individus >= 100_000 else 1
    spec = GenerationSpec(individus=individus // etablissements, etablissements=etablissements, seed=1)
    with path.open("wb") as stream:
        for chunk in generate_chunks(spec):
            stream.write(chunk.replace(b"\r\nS21.G00.71.002,'", b"\r\nS21.G00.71.002,'X") if faulty else chunk)
    return path


def write_many(folder: Path) -> list[Path]:
    """The month of a bureau: small firms, some larger."""
    target = folder / "many"
    target.mkdir()
    paths = []
    for rank in range(SMALL_FILES):
        path = target / f"{rank}.dsn"
        path.write_bytes(generate(GenerationSpec(individus=1 + (rank * 7919) % 37, seed=rank)))
        paths.append(path)
    return paths


def in_fresh_process(*arguments: str) -> dict[str, float]:
    """Run one measure of this file in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, "--measure", *arguments], capture_output=True, text=True, check=True
    )
    result: dict[str, float] = json.loads(run.stdout)
    return result


def measure(kind: str, paths: list[str]) -> dict[str, float]:
    """CPU seconds, lines and peak memory of one kind of work; imports and a first small file are not counted."""
    if kind == "split":
        start = time.process_time()
        lines = sum(map(split, paths))
        return {"cpu": time.process_time() - start, "lines": lines, "peak": peak()}
    from neodes import check_bytes, check_paths

    for seed in range(WARM_UPS):
        check_bytes(generate(GenerationSpec(individus=5, seed=seed)))
    jobs = 2 if kind == "jobs" else 1
    wall, start = time.perf_counter(), time.process_time()
    if len(paths) == 1:
        from neodes import check_path

        reports = list(check_path(paths[0], jobs=jobs))
    else:
        reports = list(check_paths(paths, jobs=jobs))
    wall, cpu = time.perf_counter() - wall, time.process_time() - start
    return {"cpu": cpu, "wall": wall, "lines": sum(report.lines for report in reports), "peak": peak()}


def split(path: str) -> int:
    """The floor: one object a line, nothing else."""
    lines = 0
    with Path(path).open("rb") as stream:
        while chunk := stream.read(PIECE):
            lines += len((chunk + stream.readline()).decode("latin-1").split("\r\n")) - 1
    return lines


def peak() -> float:
    """Peak memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def median(kind: str, paths: list[Path], runs: int) -> dict[str, float]:
    """Medians of several fresh processes."""
    results = [in_fresh_process(kind, *map(str, paths)) for _ in range(runs)]
    return {key: statistics.median(result[key] for result in results) for key in results[0]}


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |")


def one_process(folder: Path, sizes: tuple[int, ...], runs: int) -> None:
    row("employees", "lines", "CPU", "lines/s", "ratio to a split", "peak memory")
    row("--:", "--:", "--:", "--:", "--:", "--:")
    for individus in sizes:
        report_size(write(folder, individus), f"{individus:,}", runs)
    report_size(write(folder, 20_000, faulty=True), "20,000, a fault each", runs)


def report_size(path: Path, label: str, runs: int) -> None:
    checked, floor = median("check", [path], runs), median("split", [path], runs)
    row(
        label,
        f"{checked['lines']:,.0f}",
        f"{checked['cpu'] * 1000:,.1f} ms",
        f"{checked['lines'] / checked['cpu'] / 1e6:.2f} M",
        f"{checked['cpu'] / max(floor['cpu'], 1e-6):.1f}",
        f"{checked['peak']:.0f} MB",
    )


def warm(folder: Path, repeats: int = 25) -> None:
    """The file of 20 employees in a process that has read others: wall clock, median."""
    from neodes import check_bytes

    data = write(folder, 20).read_bytes()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        lines = check_bytes(data).lines
        times.append(time.perf_counter() - start)
    print(f"\n{lines:,} lines in process, warm: {statistics.median(times) * 1000:.2f} ms")


def from_the_shell(folder: Path, runs: int) -> None:
    """Start-up included, modules compiled by a first run; the least of several, as other work only ever adds."""
    path = write(folder, 20)
    command = [sys.executable, "-c", "import sys; from neodes.cli import main; sys.exit(main())", "check", str(path)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    walls, cpus = [], []
    for _ in range(1 + 3 * runs):
        wall, cpu = time.perf_counter(), cpu_of_children()
        subprocess.run(command, capture_output=True, check=True, env=environment)
        walls.append(time.perf_counter() - wall)
        cpus.append(cpu_of_children() - cpu)
    print(f"the same from the shell: {min(cpus[1:]) * 1000:.0f} ms of CPU, {min(walls[1:]) * 1000:.0f} ms in all")


def cpu_of_children() -> float:
    """CPU seconds of the processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def many_and_two_processes(folder: Path, runs: int) -> None:
    paths = write_many(folder)
    for label, files in (
        (f"{SMALL_FILES:,} small files", paths),
        ("one file of 20,000 employees", [folder / "20000.dsn"]),
    ):
        one, two = median("check", files, runs), median("jobs", files, runs)
        print(
            f"{label}: {one['lines']:,.0f} lines, {one['wall']:.2f} s with one process, {two['wall']:.2f} s with two "
            f"(× {one['wall'] / two['wall']:.2f})"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=5, help="fresh processes for each figure (medians)")
    parser.add_argument("--quick", action="store_true", help="without the file of 100,000 employees")
    options = parser.parse_args()
    if options.measure:
        kind, *paths = options.measure
        print(json.dumps(measure(kind, paths)))
        return
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one_process(folder, SIZES[:-1] if options.quick else SIZES, options.runs)
        warm(folder)
        from_the_shell(folder, options.runs)
        many_and_two_processes(folder, options.runs)


if __name__ == "__main__":
    main()
