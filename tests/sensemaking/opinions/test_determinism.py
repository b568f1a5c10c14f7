"""Equal votes give equal bytes: rows in another order, another process, one thread or two."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from hamn.sensemaking.__main__ import canonical
from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.options import Mode, Options
from hamn.sensemaking.opinions.polis_export import read_export
from hamn.sensemaking.opinions.written import as_json

ROOT = Path(__file__).parents[3]
FEW = Options(permutations=9, subsamples=5, splits=2, ideal_point=True)
# Large enough that a linear algebra library would divide the work between threads.
WIDE = """
import hashlib
from hamn.sensemaking.__main__ import canonical
from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.options import Options
from hamn.sensemaking.opinions.written import as_json
from tests.sensemaking.opinions.made import spectrum
options = Options(permutations=2, subsamples=2, splits=1, ideal_point=True)
print(hashlib.sha256(canonical(as_json(analyse(spectrum(people=2500, statements=900), None, options))).encode()).hexdigest())
"""


def with_threads(threads, *arguments):
    environment = os.environ | {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
    finished = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, check=True)
    return finished.stdout


@pytest.mark.parametrize("mode", list(Mode))
def test_rows_in_any_order_give_the_same_json(brexit, mode):
    options = Options(mode=mode, permutations=9, subsamples=5, splits=2, ideal_point=True)
    header, *rows = brexit.export.files["votes.csv"].decode().splitlines()
    rng = np.random.default_rng(1)
    told = set()
    for order in (np.arange(len(rows)), np.arange(len(rows))[::-1], rng.permutation(len(rows))):
        shuffled = "\n".join([header, *[rows[place] for place in order]]).encode()
        export = read_export({**brexit.export.files, "votes.csv": shuffled})
        told.add(canonical(as_json(analyse(export.votes, export.moderation, options))))
    assert len(told) == 1


@pytest.mark.slow
def test_another_process_and_another_number_of_threads_give_the_same_bytes(brexit):
    command = ["-m", "hamn.sensemaking", "opinions", str(brexit.folder), "--check"]
    assert with_threads("1", *command) == with_threads("2", *command)


@pytest.mark.slow
def test_threads_make_no_difference_where_a_library_would_use_them():
    one, two = with_threads("1", "-c", WIDE), with_threads("2", "-c", WIDE)
    assert one == two
    assert len(one.strip()) == hashlib.sha256().digest_size * 2


def test_another_seed_is_told_and_a_result_names_its_method(brexit):
    answer = as_json(analyse(brexit.export.votes, brexit.export.moderation, Options(seed=3).core()))
    assert (answer["seed"], answer["method"], answer["version"]) == (3, "default", "opinions 2")
    assert answer["input"] == brexit.export.votes.digest()


def test_a_map_drawn_again_does_not_flip_and_groups_keep_their_numbers(brexit):
    votes, moderation = brexit.export.votes, brexit.export.moderation
    first = analyse(votes, moderation, Options(mode=Mode.POLIS))
    earlier = first.earlier()
    turned = type(earlier)(
        {name: (-x, y) for name, (x, y) in earlier.loadings.items()},
        {name: (group + 1) % 3 for name, group in earlier.groups.items()},
    )
    again = analyse(votes, moderation, Options(mode=Mode.POLIS, earlier=turned))
    assert np.allclose(again.map.points, first.map.points * [-1, 1])
    inside = first.clustered
    assert again.labels[inside].tolist() == ((first.labels[inside] + 1) % 3).tolist()
