"""The waist between document and consumers: what a run needs, resolved to Calls and values."""

from engine.plan.plan import Plan, PlannedModule, PlannedWeight, make_plan

__all__ = ["Plan", "PlannedModule", "PlannedWeight", "make_plan"]
