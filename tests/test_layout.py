"""What holds of the repository as a whole: who imports whom, what is shipped, what the pages say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

from reformtrace.cli import COMMANDS
from reformtrace.outcomes import PARTS
from shown import ROOT, output, shown

PACKAGE = ROOT / "pipeline" / "reformtrace"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]

# Every stage may see these. Of other stages it may see what they hand on, as listed.
GROUND = {"records", "rules", "numerals", "periods", "mentions", "patterns", "words"}
STAGES: dict[str, set[str]] = {
    "read": set(),
    "convert": set(),
    "segment": {"convert"},
    "about": {"read", "segment"},
    "tables": {"read", "segment"},
    "find": {"segment", "tables"},
    "context": {"segment"},
    "link": {"read", "segment", "context", "tables"},
}


def stage(module: str) -> str:
    return PARTS.get(module.split(".")[0], module.split(".")[0])


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, as dotted names below the package."""
    folder = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            above = folder[: len(folder) - node.level + 1]
            for name in [node.module] if node.module else [alias.name for alias in node.names]:
                yield ".".join([*above, name])


@pytest.mark.parametrize("name", [*STAGES, *GROUND])
def test_a_stage_sees_only_the_ground_and_what_it_is_handed(name: str) -> None:
    files = [p for p in PACKAGE.rglob("*.py") if stage(".".join(p.relative_to(PACKAGE).with_suffix("").parts)) == name]
    assert files
    may = GROUND if name in GROUND else GROUND | STAGES[name] | {name}
    for file in files:
        assert {stage(module) for module in imports(file)} <= may, file


def test_importing_and_extracting_load_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, *rest):\n"
        "        assert name.split('.')[0] not in ('spacy', 'sklearn', 'numpy', 'pandas'), name\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "import reformtrace\n"
        "reformtrace.extract('全市完成改革任务132项。')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_wheel_holds_the_rules_and_its_types(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(ZipFile(wheel).namelist())
    wanted = {p.relative_to(PACKAGE.parent).as_posix() for s in ("py", "yaml", "json") for p in PACKAGE.rglob(f"*.{s}")}
    assert wanted | {"reformtrace/py.typed"} <= names


@pytest.mark.parametrize("extra", ["dev", "ocr"])
def test_a_lock_pins_every_dependency_with_hashes_and_no_address(extra: str) -> None:
    lock = (ROOT / "requirements" / f"{extra}.txt").read_text(encoding="utf-8")
    assert "://" not in lock
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    pinned = {entry.split("==")[0] for entry in entries}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"] + project["optional-dependencies"][extra]:
        assert re.split("[<>=;]", requirement)[0].lower() in pinned


# One letter of each in brackets, so that this file does not hold what it looks for.
FOREIGN = re.compile(
    r"pyp[i]\.\w|python[h]osted|npmj[s]\.|debia[n]\.org|(?<![\w.])/(?:wor[k]|roo[t]|hom[e]|User[s]|op[t])/",
    re.IGNORECASE,
)


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    paths = [ROOT / name for name in names if name and (ROOT / name).is_file()]
    assert paths
    for path in paths:
        assert not FOREIGN.search(path.read_text(encoding="utf-8")), path


SHOWN = [
    pytest.param(command, below, id=f"{page.name}: {command}")
    for page in PAGES
    for command, below in shown(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("command", "below"), SHOWN)
def test_a_page_shows_what_its_commands_print(command: str, below: str) -> None:
    assert output(command) == below, "run: make docs"


def test_the_readme_shows_a_command() -> None:
    assert any(True for _ in shown(PAGES[0].read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link


def test_a_dvc_stage_is_a_command_and_depends_on_what_exists() -> None:
    stages = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
    made: set[str] = set()
    for name, body in stages.items():
        assert name in COMMANDS
        assert body["cmd"].startswith(f"reformtrace {name} ")
        assert all(dep in made or (ROOT / dep).exists() for dep in body["deps"])
        made |= set(chain.from_iterable(body.get("outs", []) + body.get("metrics", [])))
