"""pair.py RUNS NAME=COMMAND [NAME=COMMAND ...]: runs the commands in turn (A B A B …) and prints, for each, the minimum,
median and maximum of wall and CPU seconds and the peak memory, and the ratio of wall times pair by pair to the first.

Each command is a shell line; its output is thrown away. One run of each is a warm-up and not counted.
"""
import os, resource, statistics, subprocess, sys, time


def run(command):
    start = time.perf_counter()
    process = subprocess.Popen(["sh", "-c", "exec " + command if "|" not in command and ";" not in command else command],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, \
        os.waitstatus_to_exitcode(status)


runs = int(sys.argv[1])
commands = [argument.split("=", 1) for argument in sys.argv[2:]]
samples = {name: [] for name, _ in commands}
codes = {}
for turn in range(runs + 1):
    for name, command in commands:
        *sample, code = run(command)
        codes.setdefault(name, set()).add(code)
        if turn:
            samples[name].append(sample)
first = commands[0][0]
width = max(len(name) for name, _ in commands)
print(f"{'':{width}}  {'wall s (min median max)':>26}  {'cpu s':>8}  {'peak MB':>8}  ratio to {first}")
for name, _ in commands:
    wall = [s[0] for s in samples[name]]
    ratios = [a[0] / b[0] for a, b in zip(samples[name], samples[first])]
    note = "" if codes[name] <= {0, 1} else f"  exit codes {sorted(codes[name])}"
    print(f"{name:{width}}  {min(wall):8.3f} {statistics.median(wall):8.3f} {max(wall):8.3f}  "
          f"{statistics.median(s[1] for s in samples[name]):8.3f}  {max(s[2] for s in samples[name]):8.1f}  "
          f"{statistics.median(ratios):6.2f}{note}")
