from __future__ import annotations

import ast

import pytest

from nnstudio.export.own_code import OWN_CODE, imports_of, own_code


@pytest.mark.parametrize("name", OWN_CODE)
def test_that_a_quoted_definition_is_plain_python_without_annotations(name: str) -> None:
    told = list(own_code([name]))
    text = "\n\n".join([*sorted(imports_of([name])), *(text for _name, text in told)])
    tree = ast.parse(text)
    for node in ast.walk(tree):
        assert not isinstance(node, ast.AnnAssign)
        if isinstance(node, ast.arg):
            assert node.annotation is None
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None
    assert name in {node.name for node in tree.body if hasattr(node, "name")} | {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert "type: ignore" not in text
    assert "noqa" not in text
    assert [line for line in text.splitlines() if len(line) > 100] == []


def test_that_a_definition_that_two_names_share_is_told_once() -> None:
    told = [name for name, _text in own_code(["MaxNorm", "UnitNorm"])]
    assert told == ["_of_each_unit", "_MaxNorm", "_UnitNorm"]
