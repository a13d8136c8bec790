"""Where new cases are told, the mail server, and the queue; for technicians."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.access import administrators_only
from checker.desk.accounts.models import AuditAction
from checker.desk.notify.channels import create_channel, end_channel
from checker.desk.notify.forms import ChannelForm, MailServerForm, TicketChannelForm
from checker.desk.notify.models import Channel, MailServer, MessageState, QueuedMessage

MAX_LISTED = 50


@administrators_only
@never_cache
@require_http_methods(["GET", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    """The channels and the queue; a new webhook's secret stands once on the page that answers."""
    form = ChannelForm(request.POST or None)
    made: Channel | None = None
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        made = create_channel(Channel(**fields))
        audit_log.record(AuditAction.CHANNEL, request, made.target)
        form = ChannelForm()
    context = {
        "form": form,
        "made": made,
        "channels": Channel.objects.all(),
        "messages_queued": QueuedMessage.objects.select_related("channel")[:MAX_LISTED],
        "waiting": QueuedMessage.objects.filter(state=MessageState.WAITING).count(),
        "has_server": MailServer.objects.exists(),
    }
    return render(request, "notify/channels.html", context)


@administrators_only
@never_cache
@require_http_methods(["GET", "POST"])
def ticket_system(request: HttpRequest) -> HttpResponse:
    """New cases become tickets in the firm's help desk from now on."""
    form = TicketChannelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        channel = create_channel(form.save(commit=False))
        audit_log.record(AuditAction.CHANNEL, request, channel.target)
        messages.success(request, gettext("Gespeichert."))
        return redirect("channels")
    return render(request, "notify/ticket_system.html", {"form": form})


@administrators_only
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """No message goes there any more."""
    channel = get_object_or_404(Channel, pk=pk)
    audit_log.record(AuditAction.CHANNEL, request, channel.target)
    end_channel(channel)
    return redirect("channels")


@administrators_only
@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Whatever waits or was given up is due now."""
    rows = QueuedMessage.objects.filter(state__in=(MessageState.WAITING, MessageState.FAILED))
    now = timezone.now()
    if rows.update(state=MessageState.WAITING, next_try=now, made=now, tries=0):
        messages.success(request, gettext("Gleich wird es noch einmal versucht."))
    return redirect("channels")


@administrators_only
@never_cache
@require_http_methods(["GET", "POST"])
def mail_server(request: HttpRequest) -> HttpResponse:
    """Through which server mail goes."""
    form = MailServerForm(request.POST or None, instance=MailServer.objects.first() or MailServer())
    if request.method == "POST" and form.is_valid():
        form.save()
        audit_log.record(AuditAction.CHANNEL, request, form.instance.host)
        messages.success(request, gettext("Gespeichert."))
        return redirect("channels")
    return render(request, "notify/mail_server.html", {"form": form})
