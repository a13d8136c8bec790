"""What a check asks of the employee while it runs."""

from checker.checks.context import Progress
from checker.client.window.translation import tr
from checker.show.declarations import find_check


def prompt_text(check: str, progress: Progress | None) -> str:
    """The request as its check declares it, or nothing; its own words at this moment where they take its place."""
    declaration = find_check(check)
    prompt = declaration.prompt if declaration else None
    if prompt is None:
        return ""
    if prompt.follows_progress and progress is not None and progress.text is not None:
        return progress.text.render(tr.language)
    return prompt.text.render(tr.language)
