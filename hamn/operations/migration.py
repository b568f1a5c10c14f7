"""Bringing an installation to this version: its tables, then its style sheets and scripts.

An empty database is laid out as the tables are today, in a second or two; going through every folder's history would take
half a minute and end the same (tests/operations/test_migration.py compares). So a migration may change what is there, but
never bring content that a new installation needs.
"""

from django.apps import apps
from django.core.management import call_command
from django.db import connections, router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from hamn.operations.collected import collect_if_stale


def migrate(verbosity: int = 1) -> None:
    for alias in connections:
        if is_empty(alias):
            lay_out(alias)
        if is_behind(alias):
            call_command("migrate", database=alias, interactive=False, verbosity=verbosity)
    collect_if_stale()


def is_empty(alias: str) -> bool:
    """No table at all, or only the one that an interrupted laying out begins with."""
    return set(connections[alias].introspection.table_names()) <= {MigrationRecorder.Migration._meta.db_table} and (
        not MigrationRecorder(connections[alias]).applied_migrations()
    )


def is_behind(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def lay_out(alias: str) -> None:
    """All tables and the record of how far their history has come, in one transaction."""
    connection = connections[alias]
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if router.allow_migrate_model(alias, model) and model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for folder, name in MigrationLoader(connection).graph.nodes:
            recorder.record_applied(folder, name)
    # Nothing is left to apply, but those who wait for the tables (content types) are told that they are there.
    call_command("migrate", database=alias, interactive=False, verbosity=0)
