"""Start the assistant, or all its tests, on a machine that has Python and nothing else of ours.

    python3 start.py [arguments]           makes the environment `.venv` the first time, then starts the assistant
    python3 start.py --tests [arguments]   the same with the tools for testing, then runs all tests (or pytest's arguments)
    python3 start.py --prepare             only makes the environment, with those tools, and prints its Python

Standard library only. What is installed is pinned, with hashes, in requirements.lock and requirements-dev.lock; a stamp in
the environment says that it is whole, so that it is made once. Nothing is written outside this folder.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
HOME = Path(__file__).resolve().parent
ENVIRONMENT = HOME / ".venv"
LOCKS = {"run": HOME / "requirements.lock", "tests": HOME / "requirements-dev.lock"}
ALL_TESTS = ("-n", str((os.cpu_count() or 1) + 1))
"""Pytest's arguments when none are given: one test at once more than there are processors, as tests of screens also wait."""
WINDOWS = os.name == "nt"
THIS = f"{sys.version_info[0]}.{sys.version_info[1]}"


class CannotStart(Exception):
    """Why nothing can be started, and what to do about it: one message for the user."""


def main(arguments):
    """Do what the arguments ask. Returns the exit code, unless the started program takes this process over."""
    if sys.version_info < OLDEST:
        return start([newer_python(), __file__, *arguments])
    what = arguments[0] if arguments[:1] in (["--tests"], ["--prepare"]) else ""
    python = str(ready_environment("tests" if what else "run"))
    if what == "--prepare":
        print(python)
        return 0
    if what == "--tests":
        os.chdir(HOME)
        return start([python, "-m", "pytest", *(arguments[1:] or ALL_TESTS)])
    # -P: a file in the user's folder must not stand in for a module.
    return start([python, "-P", "-m", "assistant", *arguments])


def start(command):
    """Go on as another program: in this process where the system can, else in one below it."""
    sys.stdout.flush()
    if not WINDOWS:
        os.execv(command[0], command)
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the program below got it too, and decides
                continue


def newer_python():
    """Find a Python that is new enough beside the one that runs this."""
    for name in NEWER:
        found = shutil.which(name)
        if found:
            return found
    raise CannotStart(
        f"Dit is Python {THIS}; er is {OLDEST[0]}.{OLDEST[1]} of nieuwer nodig. "
        "Installeer een nieuwere Python en start opnieuw."
    )


def ready_environment(kind):
    """Return the environment's Python, with everything in it that `kind` ("run" or "tests") needs."""
    if is_ready(kind):
        return python_of(ENVIRONMENT)
    with alone():
        if not is_ready(kind):  # another start may have made it meanwhile
            tell("Even geduld: de onderdelen worden klaargezet. Dat gebeurt één keer en kan een minuut duren.")
            make_environment(LOCKS[kind])
            site = next(ENVIRONMENT.glob("Lib/site-packages" if WINDOWS else "lib/python*/site-packages"))
            # ASCII: older Pythons read such a file in the encoding of the machine.
            (site / "toegangswijzer.pth").write_text(f"import sys; sys.path.append({str(HOME)!a})\n", encoding="ascii")
            stamp(kind).write_text(fingerprint(kind), encoding="utf-8")
            tell("Klaar.")
    return python_of(ENVIRONMENT)


def is_ready(kind):
    """Whether the environment holds what the lock says now. The tools for testing come on top of what a run needs."""
    if not python_of(ENVIRONMENT).exists():
        return False
    kinds = ("tests",) if kind == "tests" else ("run", "tests")
    return any(stamp(k).is_file() and stamp(k).read_text(encoding="utf-8") == fingerprint(k) for k in kinds)


def stamp(kind):
    """The file that says that everything for `kind` was installed."""
    return ENVIRONMENT / f"ready-{kind}"


def fingerprint(kind):
    """What an environment is made from: it is made again when this changes."""
    files = (LOCKS[kind], HOME / "pyproject.toml")
    made_from = [file.read_bytes() for file in files] + [str(HOME).encode(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(made_from)).hexdigest()


def python_of(environment):
    """The Python of a virtual environment."""
    return environment / ("Scripts/python.exe" if WINDOWS else "bin/python")


def make_environment(lock):
    """Make `.venv` and install what the lock names, by the first way that works on this machine."""
    ways = [by_uv] if shutil.which("uv") else []
    if has("ensurepip") or has("virtualenv") or shutil.which("virtualenv"):
        ways.append(by_pip)
    if not ways:
        raise CannotStart(
            "Python kan hier geen eigen omgeving maken: een onderdeel van Python ontbreekt. "
            f"Op Debian en Ubuntu: sudo apt install python3-venv (of python{THIS}-venv). "
            "Elders: installeer Python van python.org, of installeer uv. Start daarna opnieuw."
        )
    for way in ways:
        trouble = way(lock)
        if not trouble:
            return
    raise CannotStart(meaning(trouble))


def by_uv(lock):
    """Make the environment with uv. Returns what it said when it failed."""
    uv = shutil.which("uv")
    trouble = new_environment([uv, "venv", "--quiet", "--python", sys.executable, str(ENVIRONMENT)])
    options = ["--quiet", "--require-hashes", "--only-binary", ":all:"]
    return trouble or run([uv, "pip", "install", "--python", str(python_of(ENVIRONMENT)), *options, "-r", str(lock)])


def by_pip(lock):
    """Make the environment with Python's own tools, or virtualenv. Returns what they said when they failed."""
    tool = "venv" if has("ensurepip") else "virtualenv"
    command = [sys.executable, "-m", tool, str(ENVIRONMENT)] if has(tool) else [shutil.which(tool), str(ENVIRONMENT)]
    python = str(python_of(ENVIRONMENT))
    if Path(python).exists() and run([python, "-m", "pip", "--version"]):
        shutil.rmtree(ENVIRONMENT)  # made by another tool, without pip
    trouble = new_environment(command)
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--retries", "2"]
    options += ["--require-hashes", "--only-binary", ":all:"]
    return trouble or run([python, "-m", "pip", "install", *options, "-r", str(lock)])


def has(module):
    """Whether this Python has a module."""
    return importlib.util.find_spec(module) is not None


def new_environment(command):
    """Make the environment unless it stands there and works. Returns what was said when that failed."""
    python = python_of(ENVIRONMENT)
    if python.exists() and not run(
        [str(python), "-c", f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"]
    ):
        return ""
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    return run(command)


def run(command):
    """Run a command. Returns nothing when it went well, else what it said."""
    # Not for the user alone, and with the certificates of this machine: an organisation may have its own.
    settings = {**os.environ, "PIP_USER": "0", "UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=settings, check=False
    )
    if done.returncode == 0:
        return ""
    return done.stdout.decode("utf-8", "replace").strip() or f"exit {done.returncode}"


MEANINGS = (
    (r"No space left|os error 28", "De schijf is vol. Maak plaats en start opnieuw."),
    (
        r"NewConnectionError|ConnectTimeout|ReadTimeout|name resolution|dns error|tcp connect|Network is unreachable|"
        r"ProxyError|Connection refused|[Cc]onnection reset|error sending request|getaddrinfo",
        "Er is geen verbinding met de plaats waar de onderdelen staan. Kijk uw internet (of proxy) na en start opnieuw.",
    ),
    (
        r"DO NOT MATCH THE HASHES|[Hh]ash mismatch",
        "Een opgehaald onderdeel is niet wat het moet zijn. Het is niet geïnstalleerd.",
    ),
    (r"Permission denied|os error 13", f"In de map {ENVIRONMENT} mag niet geschreven worden. Kijk de rechten na."),
    (
        r"No matching distribution|No solution found|no wheels|no usable wheels",
        f"Voor deze computer ({sys.platform}, Python {THIS}) is een onderdeel niet kant-en-klaar te krijgen. "
        "Probeer een andere versie van Python, bijvoorbeeld 3.12.",
    ),
)
UNKNOWN = "De onderdelen konden niet geïnstalleerd worden."


def meaning(trouble):
    """What an installer's words mean to the user, with the end of those words."""
    advice = next((text for pattern, text in MEANINGS if re.search(pattern, trouble)), UNKNOWN)
    return "\n".join([advice, *("  | " + line for line in trouble.splitlines()[-5:])])


@contextmanager
def alone():
    """Hold the right to make the environment; a second start waits for the first."""
    try:
        file = (HOME / ".venv.lock").open("a+b")
    except OSError as error:
        raise CannotStart(
            f"In de map {HOME} mag niet geschreven worden ({error.strerror}). "
            "Zet haar in een map van uzelf en start opnieuw."
        ) from None
    with file:
        hold(file)
        yield


def hold(file):
    """Wait until this process alone holds a file; it is let go when the file closes."""
    if WINDOWS:
        import msvcrt  # noqa: PLC0415

        while True:
            try:
                file.seek(0)
                return msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            except OSError:  # it gives up after ten seconds
                continue
    import fcntl  # noqa: PLC0415

    return fcntl.flock(file, fcntl.LOCK_EX)


def tell(text):
    """Say something to the user, beside what the program itself writes."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotStart as reason:
        tell(f"start.py: {reason}")
        sys.exit(2)
    except KeyboardInterrupt:
        tell("Onderbroken. Start opnieuw om verder te gaan.")
        sys.exit(130)
