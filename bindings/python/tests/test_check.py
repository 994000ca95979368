"""`check` says what the command line says."""

from __future__ import annotations

import json

import pytest

import gongwen

GAP = "关于开展检查的通知\n各县：\n一、甲事。\n三、乙事。\n"


def test_findings_are_those_of_the_program(fixtures, formats, program, tmp_path):
    for path in fixtures + formats:
        for profile in ("published", "draft"):
            said = json.loads(program("check", path, "--format", "json", "--profile", profile, "--fail-on", "never", "--config", empty(tmp_path)).out)
            found = gongwen.check(path, profile=profile)
            assert [(f.rule, f.severity, f.message, f.help, f.line, f.column) for f in found] == [
                (f["rule"], f["severity"], f["message"], f["help"], f["line"], f["column"]) for f in said
            ], path
            assert [f.fix and f.fix.replacement for f in found] == [f["fix"] and f["fix"]["replacement"] for f in said]


def empty(folder):
    settings = folder / "gongwen.toml"
    settings.write_text("", encoding="utf-8")
    return settings


def test_rules_are_quiet_or_loud_as_asked():
    assert [(f.rule, f.severity) for f in gongwen.check(GAP) if f.rule == "numbering-gap"] != []
    assert not [f for f in gongwen.check(GAP, allow=["numbering-gap"]) if f.rule == "numbering-gap"]
    assert [f.severity for f in gongwen.check(GAP, warn=["numbering-gap"], deny="numbering-gap") if f.rule == "numbering-gap"] == ["error"]


def test_findings_are_in_both_languages():
    (gap,) = [f for f in gongwen.check(GAP) if f.rule == "numbering-gap"]
    assert gap.message != gap.chinese and gap.help != gap.help_chinese
    assert all(rule.summary and rule.chinese for rule in gongwen.rules())


def test_what_is_asked_for_must_be_there():
    with pytest.raises(gongwen.Error, match='"no-such-rule": expected a rule') as raised:
        gongwen.check(GAP, allow=["no-such-rule"])
    assert raised.value.kind == "argument"
    with pytest.raises(gongwen.Error, match='profile: "final"; expected published or draft'):
        gongwen.check(GAP, profile="final")
    with pytest.raises(gongwen.Error, match="the input is empty"):
        gongwen.check(b"")
