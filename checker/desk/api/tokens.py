"""Makes tokens, and looks them up: `Authorization: Bearer TOKEN` (RFC 6750, 2.1)."""

import datetime
import functools
import hashlib
import secrets
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from checker.desk.accounts.models import Technician
from checker.desk.api.models import ApiToken, TokenScope
from checker.desk.pages.refusals import refusal_response
from checker.desk.throttle.client_network import client_network
from checker.desk.throttle.rate_limit import RateLimit

PREFIX = "hoc_"
"""So that whoever finds one in a file knows what it is, and scanners for secrets do too."""
WRONG_TOKENS = RateLimit(name="api.wrong-token", times=30, window_s=15 * 60)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def create_token(name: str, scope: TokenScope, lifetime: datetime.timedelta, by: Technician | None) -> str:
    """The token, which stands nowhere but here."""
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(name=name, scope=scope, hashed=_hash(token), ends=timezone.now() + lifetime, made_by=by)
    return token


def find_token(request: HttpRequest, scope: TokenScope) -> ApiToken | None:
    """The token of the request, if it is good for this."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    row = ApiToken.objects.filter(hashed=_hash(token.strip()), scope=scope, ends__gt=timezone.now()).first()
    today = timezone.localdate()
    if row is not None and row.used != today:
        ApiToken.objects.filter(pk=row.pk).update(used=today)
    return row


def for_programs(view: View[P]) -> View[P]:
    """A page of the API, for whoever has a token that reads; a right one never waits for others' wrong ones."""

    @functools.wraps(view)
    def with_token(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs) if find_token(request, TokenScope.READ) else refuse_token(request)

    return login_not_required(never_cache(require_safe(with_token)))


def refuse_token(request: HttpRequest) -> HttpResponse:
    """401, or 429 after many of them."""
    if wait_s := WRONG_TOKENS.count(client_network(request)):
        return refusal_response("too-many-tries", wait_s)
    response = refusal_response("token-invalid")
    response["WWW-Authenticate"] = "Bearer"
    return response


def delete_expired_tokens() -> int:
    """Deletes those that are over; returns how many."""
    return ApiToken.objects.filter(ends__lt=timezone.now()).delete()[0]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
