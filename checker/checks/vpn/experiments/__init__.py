"""Follow-ups on gateways that the planner of reasoning/experiments asks for, a module each."""
