"""The field's own rules for scoring folders of images: GenEval, T2I-CompBench, CoCoCount."""

from __future__ import annotations

from sgc.scoring.protocol import Judgement, Row, Rules, Task, rules_named
from sgc.scoring.run import Plan, plan

__all__ = ["Judgement", "Plan", "Row", "Rules", "Task", "plan", "rules_named"]
