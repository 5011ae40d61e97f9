"""What a page must never do while it is looked at: complain in the console, break the policy, answer an error."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

ANSWERED_WITH = "Failed to load resource"


@dataclass
class Watch:
    """Collects the complaints of every page of a context; `allowed` holds the error statuses a test provokes."""

    complaints: list[str] = field(default_factory=list)
    allowed: set[int] = field(default_factory=set)

    def follow(self, context: BrowserContext) -> None:
        """Listen to the pages of the context, present and to come."""
        context.on("page", self._follow_page)

    def _follow_page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium repeats every error status here; `_response` judges them.
        if message.type in {"error", "warning"} and not message.text.startswith(ANSWERED_WITH):
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self.complaints.append(f"{response.status}: {response.url}")
